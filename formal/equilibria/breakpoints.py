"""Where something may change along one number: roots, points between and beside them, members of a set.

A strategy after an offer is a value by region, and a payoff may be a piecewise one. With the parameters
fixed, all that matters about the offer is on which side of finitely many *marks* it lies: the roots of the
polynomials that occur. Between two marks everything is smooth, so a few points there stand for the rest.

>>> from formal.algebra.polynomial import Polynomial
>>> x, c = Polynomial.symbol("x"), Polynomial.symbol("c")
>>> roots((x - c) * (x**2 - 2), "x", {"c": Fraction(1, 2)})
[-sqrt(2), Fraction(1, 2), sqrt(2)]
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from formal.algebra.formula import Formula, atoms
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicand, reduced
from formal.equilibria.evaluation import Values, formula_holds
from formal.equilibria.exact import Number, ascending, near, number, root, sign

#: How far beside a mark its neighbours lie, as a share of the gap between two marks.
_BESIDE = Fraction(1, 1000)


def roots(polynomial: Polynomial, name: str, values: Values) -> list[Number]:
    """Return the real roots in one variable, in ascending order, when the others have values.

    A root of degree three or more is replaced by the ends of a short interval around it. Square roots that
    contain the variable are squared away, so a number may be listed that is no root; where another variable
    has no value nothing is listed.

    Examples
    --------
    >>> from formal.algebra.radical import radical
    >>> roots(radical(Polynomial.symbol("x")) - 2, "x", {})
    [Fraction(4, 1)]
    """
    fixed = _fixed(without_roots(polynomial), name, values)
    if fixed.names != (name,):
        return []
    return ascending(r for factor, _ in fixed.factor()[1] for r in _roots_of(factor, name))


@functools.lru_cache(maxsize=10_000)
def without_roots(polynomial: Polynomial) -> Polynomial:
    """Return a polynomial without square roots that is zero wherever the given one is.

    Examples
    --------
    >>> from formal.algebra.radical import radical
    >>> print(without_roots(radical(Polynomial.symbol("x")) - 2))
    -x + 4
    """
    for name in polynomial.names:
        inside = radicand(name)
        if inside is not None:
            rest, factor = polynomial.coefficients(name)
            return without_roots(reduced(rest * rest - factor * factor * inside))
    return polynomial


@dataclass(frozen=True)
class Grid:
    """Marks on an interval, and four points inside each gap between them, in ascending order.

    Attributes
    ----------
    marks
        In ascending order, the finite ends of the interval among them.
    gaps
        Points beside and between; beyond the last mark of an unbounded interval, ever larger ones.
    low, high
        The ends of the interval; None if infinite.

    Examples
    --------
    >>> Grid.on([Fraction(1, 2)], Fraction(0), Fraction(1)).gaps[1][1:3]
    (Fraction(2, 3), Fraction(3, 4))
    """

    marks: tuple[Number, ...]
    gaps: tuple[tuple[Fraction, ...], ...]
    low: Number | None = None
    high: Number | None = None

    @staticmethod
    def on(
        marks: Iterable[Number], low: Number | None, high: Number | None, share: Fraction = Fraction(1, 3)
    ) -> Grid:
        """Return the grid on an interval whose end is infinite if it is None; `share` places a point."""
        ends = [end for end in (low, high) if end is not None]
        inside = [
            m for m in marks if (low is None or sign(m - low) >= 0) and (high is None or sign(high - m) >= 0)
        ]
        found = ascending([*inside, *ends]) or [Fraction(0)]
        gaps = [_between(near(a), near(b), share) for a, b in itertools.pairwise(found)]
        if low is None:
            gaps.insert(0, tuple(-far for far in reversed(_beyond(-near(found[0])))))
        if high is None:
            gaps.append(_beyond(near(found[-1])))
        return Grid(tuple(found), tuple(gaps), low, high)

    @property
    def points(self) -> list[Number]:
        """Marks and points in gaps, in ascending order."""
        return ascending([*self.marks, *(point for gap in self.gaps for point in gap)])

    def contains(self, found: Number) -> bool:
        """Return whether a number lies in the interval."""
        above = self.low is None or sign(found - self.low) >= 0
        return above and (self.high is None or sign(self.high - found) >= 0)


def members(formula: Formula, name: str, values: Values) -> list[Number]:
    """Return numbers at which a formula in one variable holds, in ascending order, ends included that belong.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> x, p = sp.symbols("x p")
    >>> found = members(Region(x >= 0, x < p).formula, "x", {"p": Fraction(1)})
    >>> found[0], found[-1]
    (Fraction(0, 1), Fraction(999, 1000))
    """
    rest = {n: v for n, v in values.items() if n != name}
    marks = [r for a in atoms(formula) for r in roots(a.polynomial, name, rest)]
    candidates = Grid.on(marks, None, None).points
    return [c for c in candidates if formula_holds(formula, {**rest, name: c})]


# -- how ---------------------------------------------------------------------------------------------


def _fixed(polynomial: Polynomial, name: str, values: Values) -> Polynomial:
    known = {n: Polynomial.constant(near(values[n])) for n in polynomial.names if n != name and n in values}
    return polynomial.substitute(known)


@functools.lru_cache(maxsize=20_000)
def _roots_of(factor: Polynomial, name: str) -> tuple[Number, ...]:
    coefficients = [c.constant_value() for c in factor.coefficients(name)]
    if len(coefficients) == 2:
        constant, slope = coefficients
        return (-constant / slope,)
    if len(coefficients) == 3:
        constant, slope, lead = coefficients
        square = slope * slope - 4 * lead * constant
        return tuple(number((-slope + s * root(square)) / (2 * lead)) for s in (1, -1) if square >= 0)
    whole = sp.Poly([sp.Rational(c.numerator, c.denominator) for c in reversed(coefficients)], sp.Dummy())
    isolated = whole.intervals(eps=sp.Rational(1, 10**9))
    return tuple(number(end) for ends, _ in isolated for end in ends)


def _between(low: Fraction, high: Fraction, share: Fraction) -> tuple[Fraction, ...]:
    width = high - low
    places = sorted({_BESIDE, share, Fraction(1, 2), 1 - _BESIDE})
    return tuple(low + width * place for place in places)


def _beyond(mark: Fraction) -> tuple[Fraction, ...]:
    scale = max(Fraction(1), abs(mark))
    return tuple(mark + scale * step for step in (_BESIDE, 1, 10, 1_000_000))
