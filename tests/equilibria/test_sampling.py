from random import Random

import pytest
from sympy import And, Eq, Or, Rational, sqrt, symbols

from formal.algebra import Region
from formal.equilibria.evaluation import formula_holds
from formal.equilibria.sampling import Sampler
from formal.errors import Undecided

p, q, c, d = symbols("p q c d")
UNIT = [p > 0, p < 1]

REGIONS = {
    "all of a box": Region(True, where=UNIT),
    "a triangle": Region(p + c <= 1, where=[*UNIT, c > 0]),
    "far away": Region(p > 1000, c > 2 * p, where=[p > 0]),
    "thin": Region(p > c, p < c + Rational(1, 1000), where=[p > 0]),
    "curved": Region(p**2 + q**2 <= 1, p * q > Rational(1, 4)),
    "two parts": Region(Or(And(p > 5, q < -5), And(p < -5, q > 5))),
    "an equation": Region(Eq(p, 2 * c), where=[*UNIT, c > 0]),
    "a curved equation": Region(Eq(p * q, 3), where=[p > 0]),
    "with a root": Region(sqrt(p) > c, where=[*UNIT, c > 0]),
    "six variables": Region(p < q, q < c, c < d, where=[p > 0, *(symbols("e") > d,)]),
}


def _sampler(region, seed=0):
    names = dict.fromkeys([*region.space.names, *(s.name for s in region.symbols)])
    return Sampler(region.space.assumptions, names, Random(seed))


def _admissible(region, point):
    return formula_holds(region.space.assumptions, point)


@pytest.mark.parametrize("name", REGIONS)
def test_points_inside_are_inside_different_and_spread(name):
    region = REGIONS[name]
    points = _sampler(region).inside(region.formula, 20)
    assert len(points) == 20
    assert all(_admissible(region, point) and formula_holds(region.formula, point) for point in points)
    for variable in points[0]:
        assert len({point[variable] for point in points}) >= 8


@pytest.mark.parametrize("name", REGIONS)
def test_points_outside_are_admissible_and_outside(name):
    region = REGIONS[name]
    points = _sampler(region).outside(region.formula, 8)
    assert len(points) == (0 if name == "all of a box" else 8)
    assert all(_admissible(region, point) and not formula_holds(region.formula, point) for point in points)


def test_points_on_the_boundary_are_in_the_region_and_on_an_edge():
    region = Region(p + c <= 1, c >= Rational(1, 5), where=UNIT)
    points = _sampler(region).boundary(region.formula, 6)
    assert points
    for point in points:
        assert formula_holds(region.formula, point)
        assert point["p"] + point["c"] == 1 or point["c"] == Rational(1, 5)


def test_points_around_one_are_close_to_it():
    region = REGIONS["a triangle"]
    sampler = _sampler(region)
    (start, *_) = sampler.inside(region.formula, 3)
    close = sampler.around(start, region.formula, 3)
    assert close and all(abs(point["p"] - start["p"]) < Rational(1, 5) for point in close)


def test_the_same_seed_gives_the_same_points():
    region = REGIONS["curved"]
    first, again, other = (_sampler(region, seed).inside(region.formula, 12) for seed in (1, 1, 2))
    assert first == again != other


def test_an_empty_region_has_no_points():
    region = Region(p > 1, where=UNIT)
    assert _sampler(region).inside(region.formula, 5) == []


def test_a_region_without_rational_points_is_undecided():
    region = Region(Eq(p**2, 2))
    with pytest.raises(Undecided):
        _sampler(region).inside(region.formula, 5)


def test_without_variables_there_is_one_point():
    assert Sampler(Region(True).formula, (), Random(0)).inside(Region(True).formula, 20) == [{}]
