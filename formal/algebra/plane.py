"""A rectangle of the plane cut along curves into cells, exactly.

Along the first variable the rectangle is cut wherever a curve begins, ends or turns, or two curves meet. Between two
cuts every curve is a stack of branches that neither cross nor end: cylindrical algebraic decomposition in two
dimensions. Each cell has an exact rational point in its middle; only what is drawn of a branch is a float.

>>> x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
>>> disc = Plane.cut([x**2 + y**2 - 1], "x", "y", Window(Fraction(-2), Fraction(2), Fraction(-2), Fraction(2)))
>>> [(slab.left, slab.right, len(slab.branches)) for slab in disc.slabs]
[(-2.0, -1.0, 2), (-1.0, 1.0, 4), (1.0, 2.0, 2)]
>>> [point["y"] for point in disc.slabs[1].points]
[Fraction(-3, 2), Fraction(0, 1), Fraction(3, 2)]

References
----------
Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry, section 5.1.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp

from formal.algebra.polynomial import Polynomial

__all__ = ["Branch", "Plane", "Slab", "Window"]

_WIDTH = sp.Rational(1, 10**12)
#: Cells thinner than this are not seen.
_THIN = 1e-9


@dataclass(frozen=True)
class Window:
    """The rectangle that is looked at.

    Examples
    --------
    >>> Window(Fraction(0), Fraction(1), Fraction(0), Fraction(2)).high
    Fraction(2, 1)
    """

    left: Fraction
    right: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class Branch:
    """One of the values of the second variable at which a polynomial is zero, counted from below.

    Examples
    --------
    >>> x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
    >>> Branch(y**2 - x, "x", "y", 1).at(0.25)
    0.5
    """

    polynomial: Polynomial
    across: str
    up: str
    index: int

    def at(self, value: float) -> float:
        """Return its height over a value of the first variable; not a number where there is no such branch."""
        found = _real_roots([_value(c, self.across, value) for c in self.polynomial.coefficients(self.up)])
        return found[self.index] if self.index < len(found) else math.nan


@dataclass(frozen=True)
class Slab:
    """What lies between two neighbouring cuts.

    Attributes
    ----------
    left, right
        The cuts.
    branches
        From the lower edge of the window to the upper one, edges included.
    points
        An exact point in each cell, from below; one less than branches.
    """

    left: float
    right: float
    branches: tuple[Branch, ...]
    points: tuple[dict[str, Fraction], ...]


@dataclass(frozen=True)
class Plane:
    """A rectangle cut into cells.

    Attributes
    ----------
    across, up
        The names of the variables.
    window
        The rectangle.
    slabs
        From left to right.
    """

    across: str
    up: str
    window: Window
    slabs: tuple[Slab, ...]

    @classmethod
    def cut(cls, polynomials: Iterable[Polynomial], across: str, up: str, window: Window) -> Plane:
        """Cut a rectangle along the curves on which polynomials are zero.

        Parameters
        ----------
        polynomials
            In the two variables, or in one of them.
        across, up
            The variables.
        window
            The rectangle.
        """
        edges = [Polynomial.symbol(up) - edge for edge in (window.low, window.high)]
        curves = list(dict.fromkeys(_factors([*polynomials, *edges])))
        bent = [curve for curve in curves if curve.degree(up)]
        cuts = [window.left, *_cuts(curves, bent, across, up, window), window.right]
        slabs = (_slab(*pair, bent, across, up, window) for pair in itertools.pairwise(cuts))
        return cls(across, up, window, tuple(slabs))


def _factors(polynomials: Iterable[Polynomial]) -> Iterator[Polynomial]:
    for polynomial in polynomials:
        if not polynomial.is_constant:
            yield from (factor for factor, _ in polynomial.factor()[1])


def _cuts(
    curves: Sequence[Polynomial], bent: Sequence[Polynomial], across: str, up: str, window: Window
) -> list[Fraction]:
    """Return where the stack of branches may change, inside the window, from left to right.

    These are the zeros of what depends on the first variable alone, of leading coefficients and discriminants (a
    branch ends or turns), and of resultants (two branches meet).
    """
    straight = [curve for curve in curves if not curve.degree(up)]
    found = [place for curve in straight for place in _zeros(curve, across, up)]
    found += [place for curve in bent for place in _turns(curve, across, up)]
    found += [place for pair in itertools.combinations(bent, 2) for place in _meetings(*pair, across, up)]
    cuts: list[Fraction] = []
    for place in sorted({place for place in found if window.left < place < window.right}):
        # An irrational place that was found in two ways is one place.
        if not cuts or place - cuts[-1] > _THIN:
            cuts.append(place)
    return cuts


@functools.lru_cache(maxsize=2048)
def _zeros(curve: Polynomial, across: str, up: str) -> tuple[Fraction, ...]:
    x, y = sp.Symbol(across), sp.Symbol(up)
    return _roots_of(_written(curve, x, y), x)


@functools.lru_cache(maxsize=2048)
def _turns(curve: Polynomial, across: str, up: str) -> tuple[Fraction, ...]:
    x, y = sp.Symbol(across), sp.Symbol(up)
    written = _written(curve, x, y)
    bends = _roots_of(sp.discriminant(written, y), x) if curve.degree(up) > 1 else ()
    return (*_roots_of(sp.LC(written, y), x), *bends)


@functools.lru_cache(maxsize=2048)
def _meetings(one: Polynomial, other: Polynomial, across: str, up: str) -> tuple[Fraction, ...]:
    x, y = sp.Symbol(across), sp.Symbol(up)
    return _roots_of(sp.resultant(_written(one, x, y), _written(other, x, y), y), x)


def _roots_of(expression: Any, x: sp.Symbol) -> tuple[Fraction, ...]:
    """Return the real roots of a polynomial in one symbol: exact if they are rational, else very near."""
    if not sp.sympify(expression).has(x):
        return ()
    found = []
    for factor, _ in sp.factor_list(expression, x)[1]:
        for (low, high), _ in sp.Poly(factor, x).intervals(eps=_WIDTH):
            middle = (low + high) / 2
            found.append(Fraction(int(middle.p), int(middle.q)))
    return tuple(found)


def _written(curve: Polynomial, x: sp.Symbol, y: sp.Symbol) -> sp.Expr:
    symbols = {x.name: x, y.name: y}
    return sp.Add(
        *(
            sp.Rational(c.numerator, c.denominator) * sp.Mul(*(symbols[n] ** k for n, k in powers))
            for c, powers in curve.terms()
        )
    )


def _slab(
    left: Fraction, right: Fraction, bent: Sequence[Polynomial], across: str, up: str, window: Window
) -> Slab:
    middle = ((left + right) / 2).limit_denominator(10**9)
    low, high = float(window.low), float(window.high)
    found: list[tuple[float, Branch]] = []
    for curve in bent:
        coefficients = [_value(c, across, middle) for c in curve.coefficients(up)]
        for index, root in enumerate(_real_roots(coefficients)):
            if low - _THIN < root < high + _THIN:
                found.append((root, Branch(curve, across, up, index)))
    found.sort(key=lambda pair: pair[0])
    kept: list[tuple[float, Branch]] = []
    for root, branch in found:
        if not kept or root - kept[-1][0] > _THIN:
            kept.append((root, branch))
    heights = [Fraction((a + b) / 2).limit_denominator(10**9) for (a, _), (b, _) in itertools.pairwise(kept)]
    points = tuple({across: middle, up: height} for height in heights)
    return Slab(float(left), float(right), tuple(branch for _, branch in kept), points)


def _value(coefficient: Polynomial, name: str, value: float | Fraction) -> float:
    total = 0.0
    for number, powers in coefficient.terms():
        exponent = powers[0][1] if powers else 0
        total += float(number) * float(value) ** exponent
    return total


def _real_roots(coefficients: Sequence[float]) -> list[float]:
    """Return the real roots of a polynomial from below; coefficients begin with the constant one."""
    listed = list(coefficients)
    while len(listed) > 1 and abs(listed[-1]) < 1e-14:
        listed.pop()
    match listed:
        case [_]:
            return []
        case [constant, slope]:
            return [-constant / slope]
        case [constant, slope, square]:
            inside = slope * slope - 4 * square * constant
            if inside < 0:
                return []
            # Written so that no two nearly equal numbers are subtracted.
            larger = -(slope + math.copysign(math.sqrt(inside), slope)) / 2
            pair = [larger / square, constant / larger if larger else 0.0]
            return sorted(pair)
    roots = mpmath.polyroots(listed[::-1], maxsteps=200, extraprec=60, error=False)
    real = [root for root in roots if abs(mpmath.im(root)) < 1e-10 * (1 + abs(root))]
    return sorted(float(mpmath.re(root)) for root in real)
