"""Exact integrals of polynomials between two marks, by an open Newton-Cotes rule of six points.

The points lie strictly between the marks, where one piece of everything holds. The rule is exact to the fifth
degree; that the degree is below the fifth is read off the fifth difference, so a mean is exact or refused.

>>> points = places(Fraction(0), Fraction(2))
>>> integral(Fraction(0), Fraction(2), [c**3 - c for c in points])
Fraction(2, 1)

References
----------
Abramowitz, M. and Stegun, I. (1964), Handbook of Mathematical Functions, section 25.4.
"""

from __future__ import annotations

from fractions import Fraction

from formal.equilibria.exact import Number, Undefined, number, same, sign

_WEIGHTS = tuple(Fraction(w, 1440) for w in (611, -453, 562, 562, -453, 611))
_FIFTH_DIFFERENCE = (-1, 5, -10, 10, -5, 1)


def places(low: Number, high: Number) -> list[Number]:
    """Return the six points of the rule.

    Examples
    --------
    >>> places(Fraction(0), Fraction(7))[0], len(places(Fraction(0), Fraction(7)))
    (Fraction(1, 1), 6)
    """
    return [number(low + (high - low) * Fraction(k, 7)) for k in range(1, 7)]


def integral(low: Number, high: Number, values: list[Number]) -> Number:
    """Return the integral of what has certain values at the six points.

    Raises
    ------
    Undefined
        If the values are not those of a polynomial of the fourth degree at most.

    Examples
    --------
    >>> integral(Fraction(0), Fraction(1), [1 / (c + 1) for c in places(Fraction(0), Fraction(1))])
    Traceback (most recent call last):
        ...
    formal.equilibria.exact.Undefined: between 0 and 1 it is no polynomial whose mean could be taken exactly
    """
    difference = sum((w * v for w, v in zip(_FIFTH_DIFFERENCE, values, strict=True)), Fraction(0))
    if not same(difference, Fraction(0)):
        raise Undefined(f"between {low} and {high} it is no polynomial whose mean could be taken exactly")
    total = sum((w * v for w, v in zip(_WEIGHTS, values, strict=True) if sign(v) != 0), Fraction(0))
    return number(total * (high - low))
