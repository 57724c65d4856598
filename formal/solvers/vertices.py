"""The vertices of a polytope, exactly: the double description method over whole numbers.

A polytope `{x >= 0, sum of c*x <= d for each further condition}` is made a cone by one more coordinate, and
the cone is built one inequality after the other: rays on the wrong side are dropped, and each pair of
adjacent rays on different sides gives a new one in between. Two rays are adjacent when no third one lies on
all the facets that they share, so many equal or redundant inequalities (a degenerate game) do no harm.

>>> square = [((1, 0), 1), ((0, 1), 1)]
>>> [[str(number) for number in vertex.point] for vertex in vertices(2, square)]
[['0', '0'], ['0', '1'], ['1', '0'], ['1', '1']]

References
----------
Motzkin, T. S., H. Raiffa, G. L. Thompson and R. M. Thrall (1953), The double description method.
Fukuda, K. and A. Prodon (1996), Double description method revisited.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

#: Coefficients and right-hand side of `sum of c*x <= d`.
Inequality = tuple[Sequence[Fraction | int], Fraction | int]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex of a polytope.

    Attributes
    ----------
    point
        Its coordinates.
    tight
        A bit for each inequality that holds with equality: first `x >= 0`, then the others, in their order.

    Examples
    --------
    >>> bin(vertices(1, [((2,), 1)])[1].tight)
    '0b10'
    """

    point: tuple[Fraction, ...]
    tight: int


def vertices(dimension: int, inequalities: Iterable[Inequality]) -> list[Vertex]:
    """Return the vertices of `{x >= 0, inequalities}`, which must be bounded, in lexicographic order.

    Parameters
    ----------
    dimension
        The number of coordinates.
    inequalities
        In the order in which their bits appear in `Vertex.tight`.

    Examples
    --------
    >>> triangle = [((1, 1), 1)]
    >>> len(vertices(2, triangle)), vertices(2, [*triangle, ((-1, -1), -2)])
    (3, [])
    """
    rows = [_whole((*(-c for c in coefficients), bound)) for coefficients, bound in inequalities]
    rays = _orthant(dimension)
    for position, row in enumerate(rows):
        rays = _cut(rays, row, 1 << (dimension + 1 + position), dimension)
    return sorted((_vertex(ray, dimension) for ray in rays if ray.numbers[-1]), key=lambda v: v.point)


@dataclass(frozen=True, slots=True)
class _Ray:
    """Coprime whole coordinates, and a bit for each inequality on whose facet the ray lies."""

    numbers: tuple[int, ...]
    tight: int


def _orthant(dimension: int) -> list[_Ray]:
    """The cone of all non-negative coordinates, the last of which makes a polytope a cone."""
    everything = (1 << (dimension + 1)) - 1
    return [
        _Ray(tuple(int(i == j) for j in range(dimension + 1)), everything ^ (1 << i))
        for i in range(dimension + 1)
    ]


def _cut(rays: list[_Ray], row: tuple[int, ...], bit: int, dimension: int) -> list[_Ray]:
    """Return the extreme rays of the part of the cone in which `row` is not negative."""
    sides = [(ray, sum(a * b for a, b in zip(row, ray.numbers, strict=True))) for ray in rays]
    above = [(ray, value) for ray, value in sides if value > 0]
    below = [(ray, value) for ray, value in sides if value < 0]
    kept = [ray if value else _Ray(ray.numbers, ray.tight | bit) for ray, value in sides if value >= 0]
    for (left, high), (right, low) in itertools.product(above, below):
        shared = left.tight & right.tight
        if shared.bit_count() >= dimension - 1 and _adjacent(rays, left, right, shared):
            mixed = (high * b - low * a for a, b in zip(left.numbers, right.numbers, strict=True))
            kept.append(_Ray(_coprime(mixed), shared | bit))
    return kept


def _adjacent(rays: list[_Ray], left: _Ray, right: _Ray, shared: int) -> bool:
    return not any(r.tight & shared == shared and r is not left and r is not right for r in rays)


def _vertex(ray: _Ray, dimension: int) -> Vertex:
    *numbers, scale = ray.numbers
    low = (1 << dimension) - 1
    # The bit of the additional coordinate goes; a vertex never lies on that facet.
    tight = (ray.tight & low) | (ray.tight >> (dimension + 1) << dimension)
    return Vertex(tuple(Fraction(n, scale) for n in numbers), tight)


def _whole(row: Sequence[Fraction | int]) -> tuple[int, ...]:
    scale = lcm(*(Fraction(a).denominator for a in row))
    return _coprime(int(a * scale) for a in row)


def _coprime(numbers: Iterable[int]) -> tuple[int, ...]:
    listed = tuple(numbers)
    divisor = gcd(*listed)
    return tuple(n // divisor for n in listed) if divisor > 1 else listed
