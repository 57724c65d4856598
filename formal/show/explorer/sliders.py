"""From where to where a slider goes, and where it starts: read off what is assumed about the parameters.

>>> from sympy import symbols
>>> from formal.algebra.space import space_of
>>> p, c = symbols("p c")
>>> sliders(space_of([0 < p, p < 1, c > 0]))
[Slider(name='p', low=0, high=1, value=3/5), Slider(name='c', low=0, high=2, value=11/50)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

import sympy as sp

from formal.algebra import Region
from formal.algebra.formula import TRUE, Atom, atom, conjuncts
from formal.algebra.polynomial import Polynomial
from formal.algebra.space import Space
from formal.errors import Undecided

#: How wide a slider is where nothing bounds the parameter, and where in its range it starts: what is tried, in order.
_WIDTH = sp.Integer(2)
_TRIALS = 2000
_BOUNDED = (sp.Rational(3, 5), sp.Rational(2, 5), sp.Rational(1, 5), sp.Rational(4, 5), sp.Rational(1, 10))
_UNBOUNDED = (
    sp.Rational(1, 10),
    sp.Rational(1, 20),
    sp.Rational(3, 10),
    sp.Rational(1, 2),
    sp.Rational(7, 10),
)


@dataclass(frozen=True)
class Slider:
    """A parameter, the range of its slider and its first value.

    Examples
    --------
    >>> Slider("p", sp.Integer(0), sp.Integer(1), sp.Rational(1, 2)).value
    1/2
    """

    name: str
    low: sp.Rational
    high: sp.Rational
    value: sp.Rational


def sliders(space: Space) -> list[Slider]:
    """Return a slider for each parameter; together their first values are admissible.

    Raises
    ------
    Undecided
        If no admissible point is found.
    """
    ranges = {name: _range(space, name) for name in space.names}
    start = next(_starts(space, ranges))
    return [
        Slider(name, min(low, start[name]), max(high, start[name]), start[name])
        for name, (low, high, _) in ranges.items()
    ]


def _range(space: Space, name: str) -> tuple[sp.Rational, sp.Rational, bool]:
    """Return the bounds of a parameter that are numbers, and whether there are two."""
    symbol, entails = Polynomial.symbol(name), space.decider.entails
    ends = sorted(_ends(space, name))
    low = [_rational(end) for end in ends if entails(atom(symbol - end, ">="))]
    high = [_rational(end) for end in ends if entails(atom(end - symbol, ">="))]
    if low and high:
        return max(low), min(high), True
    if low:
        return max(low), max(low) + _WIDTH, False
    if high:
        return min(high) - _WIDTH, min(high), False
    return -_WIDTH, _WIDTH, False


def _ends(space: Space, name: str) -> set[Fraction]:
    """Return the numbers that may bound a parameter: 0, 1, and those that it is compared with."""
    found = {Fraction(0), Fraction(1)}
    for part in conjuncts(space.assumptions):
        if isinstance(part, Atom) and part.polynomial.names == (name,) and part.polynomial.degree(name) == 1:
            inside, slope = (c.constant_value() for c in part.polynomial.coefficients(name))
            found.add(-inside / slope)
    return found


def _starts(
    space: Space, ranges: Mapping[str, tuple[sp.Rational, sp.Rational, bool]]
) -> Iterator[dict[str, sp.Rational]]:
    """Yield admissible points: plain ones, no two parameters alike, before whatever the decider finds."""
    count = len(ranges)
    for shift in range(2):
        for bounded in _BOUNDED:
            for unbounded in _UNBOUNDED:
                point = {}
                for i, (name, (low, high, closed)) in enumerate(ranges.items()):
                    share = (bounded if closed else unbounded) * (
                        1 + sp.Rational(i * (1 - 2 * shift), 4 * count)
                    )
                    point[name] = _plain(low + share * (high - low))
                if space.failing(point) is None:
                    yield point
    random = Random(0)
    for _ in range(_TRIALS):
        point = {
            name: low + sp.Rational(random.randint(1, 39), 40) * (high - low)
            for name, (low, high, _) in ranges.items()
        }
        if space.failing(point) is None:
            yield point
    witness = Region.of(space, TRUE).witness()
    if witness is None:
        raise Undecided("no admissible point was found to start from")
    yield {space.name_of(symbol): value for symbol, value in witness.items()}


def _rational(number: Fraction) -> sp.Rational:
    return sp.Rational(number.numerator, number.denominator)


def _plain(value: sp.Rational) -> sp.Rational:
    """Return the nearest multiple of 1/100: easy to read, and to change by hand."""
    return sp.Rational(round(value * 100), 100)
