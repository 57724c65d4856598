"""The plane cut along curves: in each cell all polynomials keep their sign, and branches lie on their curves."""

import itertools
import random
from fractions import Fraction

import pytest

from formal.algebra.plane import Plane, Window
from formal.algebra.polynomial import Polynomial

x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
UNIT = Window(Fraction(-2), Fraction(2), Fraction(-2), Fraction(2))

CURVES = {
    "lines": [x + y - 1, x - y, 2 * x - 1],
    "a circle and a line through it": [x**2 + y**2 - 1, y - x],
    "touching circles": [x**2 + y**2 - 1, (x - 1) ** 2 + y**2 * 4 - 4],
    "a cusp": [y**2 - x**3],
    "a hyperbola with both asymptotes": [x * y - 1],
    "a curve of degree three in y": [y**3 - 3 * y - x],
    "a double point": [y**2 - x**2 * (x + 1)],
}


def signs(curves: list[Polynomial], point: dict[str, Fraction]) -> tuple[int, ...]:
    values = [curve.evaluate(point) for curve in curves]
    return tuple((v > 0) - (v < 0) for v in values)


@pytest.mark.parametrize("curves", CURVES.values(), ids=CURVES)
def test_signs_are_those_of_the_cell_at_random_points(curves: list[Polynomial]) -> None:
    plane, dice = Plane.cut(curves, "x", "y", UNIT), random.Random(1)
    for _ in range(150):
        point = {name: Fraction(dice.randint(-1999, 1999), 1000) for name in "xy"}
        if 0 in signs(curves, point):
            continue
        slab = next(slab for slab in plane.slabs if float(point["x"]) <= slab.right)
        if min(abs(float(point["x"]) - cut) for cut in (slab.left, slab.right)) < 1e-6:
            continue
        edges = [branch.at(float(point["x"])) for branch in slab.branches]
        assert edges == sorted(edges)
        cell = sum(edge < float(point["y"]) for edge in edges) - 1
        if min(abs(float(point["y"]) - edge) for edge in edges) > 1e-6:
            assert signs(curves, slab.points[cell]) == signs(curves, point)


@pytest.mark.parametrize("curves", CURVES.values(), ids=CURVES)
def test_branches_lie_on_their_curves(curves: list[Polynomial]) -> None:
    for slab in Plane.cut(curves, "x", "y", UNIT).slabs:
        for branch in slab.branches[1:-1]:
            for share in (Fraction(1, 7), Fraction(1, 2), Fraction(8, 9)):
                place = Fraction(slab.left) + share * (Fraction(slab.right) - Fraction(slab.left))
                height = Fraction(branch.at(float(place)))
                assert abs(branch.polynomial.evaluate({"x": place, "y": height})) < 1e-9


def test_branches_do_not_cross_within_a_slab() -> None:
    for curves in CURVES.values():
        for slab in Plane.cut(curves, "x", "y", UNIT).slabs:
            for share in (0.01, 0.3, 0.99):
                place = slab.left + share * (slab.right - slab.left)
                heights = [branch.at(place) for branch in slab.branches]
                assert all(low < high for low, high in itertools.pairwise(heights))


def test_a_curve_outside_the_window_cuts_nothing() -> None:
    plane = Plane.cut([x**2 + y**2 - 100], "x", "y", UNIT)
    assert len(plane.slabs) == 1
    assert len(plane.slabs[0].points) == 1
