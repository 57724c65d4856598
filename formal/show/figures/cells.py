"""Which of several regions hold where in a window: cells, their outlines, and the curves between them.

>>> from sympy import symbols
>>> from formal.algebra.region import Region
>>> p, c = symbols("p c")
>>> region = Region(p <= 1 - c, where=[0 < p, p < 1, c > 0])
>>> cells = Cells(Slice.of(region.space, [region, ~region], p, c, {}))
>>> cells.present(), {str(boundary.polynomial) for boundary in cells.boundaries()}
([(0,), (1,)], {'c + p - 1'})
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from formal.algebra.plane import Branch, Slab
from formal.algebra.polynomial import Polynomial
from formal.show.figures.slices import Slice

__all__ = ["Boundary", "Cells", "Kind", "middles"]

#: Which regions hold in a cell; None outside the domain.
Kind: TypeAlias = "tuple[int, ...] | None"

#: Points drawn of a branch in a slab.
_STEPS = 32


@dataclass(frozen=True)
class Boundary:
    """A piece of a curve with different regions on its sides.

    Attributes
    ----------
    polynomial
        What is zero on it.
    points
        From one end to the other.
    """

    polynomial: Polynomial
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Cells:
    """A window cut into cells, with what holds in each.

    Attributes
    ----------
    part
        The regions and the window.
    """

    part: Slice

    @cached_property
    def kinds(self) -> tuple[tuple[Kind, ...], ...]:
        """For each slab, what holds in its cells, from below."""
        return tuple(tuple(map(self.part.holds, slab.points)) for slab in self.part.plane.slabs)

    def present(self) -> list[tuple[int, ...]]:
        """Return all that holds somewhere in the domain, in order."""
        found = {kind for kinds in self.kinds for kind in kinds if kind is not None}
        return sorted(found, key=lambda kind: (not kind, kind))

    def outlines(self, wanted: tuple[int, ...]) -> Iterator[list[tuple[float, float]]]:
        """Yield the outlines of the cells in which exactly the wanted regions hold."""
        for slab, kinds in zip(self.part.plane.slabs, self.kinds, strict=True):
            for (below, above), kind in zip(itertools.pairwise(slab.branches), kinds, strict=True):
                if kind == wanted:
                    yield [*self._along(slab, below), *reversed(self._along(slab, above))]

    def boundaries(self) -> Iterator[Boundary]:
        """Yield the pieces of curves on whose sides different regions hold."""
        slabs = self.part.plane.slabs
        for slab, kinds in zip(slabs, self.kinds, strict=True):
            for branch, below, above in zip(slab.branches[1:-1], kinds, kinds[1:], strict=False):
                if below != above:
                    yield Boundary(branch.polynomial, tuple(self._along(slab, branch)))
        for at in range(len(slabs) - 1):
            yield from self._walls(at)

    def grid(self, count: int) -> list[list[Kind]]:
        """Return what holds at the points of a grid, from the lower left: rows from below."""
        window = self.part.plane.window
        columns = [self._column(x) for x in middles(window.left, window.right, count)]
        heights = middles(window.low, window.high, count)
        return [[kinds[bisect.bisect(edges, y)] for edges, kinds in columns] for y in heights]

    def _column(self, x: float) -> tuple[list[float], tuple[Kind, ...]]:
        """Return the heights over `x` at which something changes, and what holds between them."""
        slabs = self.part.plane.slabs
        at = min(bisect.bisect([slab.right for slab in slabs], x), len(slabs) - 1)
        return [branch.at(x) for branch in slabs[at].branches[1:-1]], self.kinds[at]

    def _along(self, slab: Slab, branch: Branch) -> list[tuple[float, float]]:
        low, high = float(self.part.plane.window.low), float(self.part.plane.window.high)
        points = []
        for step in range(_STEPS + 1):
            # Denser at the ends, where a branch may turn; not quite at them, where it may end.
            share = (1 - math.cos(math.pi * step / _STEPS)) / 2
            inside = min(max(share, 1e-9), 1 - 1e-9)
            place = slab.left + inside * (slab.right - slab.left)
            height = branch.at(place)
            if math.isfinite(height):
                points.append((place, min(max(height, low), high)))
        return points

    def _walls(self, at: int) -> Iterator[Boundary]:
        """Yield the upright pieces between a slab and the next: where different regions hold left and right."""
        before, after = self.part.plane.slabs[at], self.part.plane.slabs[at + 1]
        place = before.right
        walls = [c for c in self.part.polynomials if _is_zero(c, self.part.across.name, place)]
        if not walls:
            return
        near = [
            slab.left + share * (slab.right - slab.left)
            for slab, share in ((before, 1 - 1e-9), (after, 1e-9))
        ]
        columns = [self._column(x) for x in near]
        window = self.part.plane.window
        cuts = sorted({float(window.low), float(window.high), *columns[0][0], *columns[1][0]})
        for low, high in itertools.pairwise(cuts):
            middle = (low + high) / 2
            left, right = (kinds[bisect.bisect(edges, middle)] for edges, kinds in columns)
            if left != right and high - low > 1e-7 * float(window.high - window.low):
                yield Boundary(walls[0], ((place, low), (place, high)))


def _is_zero(polynomial: Polynomial, name: str, place: float) -> bool:
    if polynomial.names != (name,):
        return False
    total = sum(float(c) * place ** dict(powers).get(name, 0) for c, powers in polynomial.terms())
    slope = polynomial.derivative(name)
    steep = sum(float(c) * place ** dict(powers).get(name, 0) for c, powers in slope.terms())
    return abs(total) < 1e-7 * (1 + abs(steep))


def middles(low: Fraction, high: Fraction, count: int) -> list[float]:
    """Return the middles of equal parts of an interval.

    Examples
    --------
    >>> middles(Fraction(0), Fraction(1), 2)
    [0.25, 0.75]
    """
    return [float(low) + (i + 0.5) / count * float(high - low) for i in range(count)]
