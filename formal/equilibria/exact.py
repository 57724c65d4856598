"""Exact numbers: fractions, and what is irrational as the SymPy number that it is.

The sign of an irrational number is settled by its digits, or by its minimal polynomial where they look like
zero, so a comparison is never a guess.

>>> sign(root(Fraction(2)) - Fraction(3, 2)), number(sp.sqrt(4))
(-1, Fraction(2, 1))
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import isqrt
from typing import Any

import sympy as sp

#: A `Fraction`, or an irrational SymPy number.
Number = Any

#: Numbers whose digits are closer than this are compared exactly.
_CLOSE = Fraction(1, 10**20)


class Undefined(ArithmeticError):
    """Something has no value at the point: a division by zero, no case that holds, an unknown symbol."""


def number(found: object) -> Number:
    """Return a number as a `Fraction` if it is rational, else as the SymPy number that it is.

    Examples
    --------
    >>> number(sp.sqrt(4)), number(3), number(sp.sqrt(2))
    (Fraction(2, 1), Fraction(3, 1), sqrt(2))
    """
    if isinstance(found, Fraction):
        return found
    if isinstance(found, int):
        return Fraction(found)
    if isinstance(found, sp.Rational):
        return Fraction(int(found.p), int(found.q))
    if not isinstance(found, sp.Expr) or found.has(sp.zoo, sp.nan, sp.oo, -sp.oo):
        raise Undefined(f"{found} is no number")
    return found


def sympy_number(found: Number) -> sp.Expr:
    """Return a number as SymPy has it.

    Examples
    --------
    >>> sympy_number(Fraction(1, 2)) + sp.Symbol("x")
    x + 1/2
    """
    return sp.Rational(found.numerator, found.denominator) if isinstance(found, Fraction) else found


def sign(difference: Number) -> int:
    """Return -1, 0 or 1.

    Examples
    --------
    >>> sign(Fraction(-1, 2)), sign(sp.sqrt(3 + 2 * sp.sqrt(2)) - sp.sqrt(2) - 1)
    (-1, 0)
    """
    if isinstance(difference, Fraction | int):
        return (difference > 0) - (difference < 0)
    if difference.is_Rational:
        return int(sp.sign(difference))
    digits = difference.evalf(40)
    if not digits.is_real:
        raise Undefined(f"{difference} is not real")
    if abs(digits) < sp.Rational(1, 10**20):
        if sp.minimal_polynomial(difference, sp.Dummy()).is_Symbol:
            return 0
        digits = difference.evalf(200)
    return 1 if digits > 0 else -1


def same(left: Number, right: Number) -> bool:
    """Return whether two numbers are equal, however they are written.

    Examples
    --------
    >>> same(Fraction(1, 2), sp.Rational(1, 2))
    True
    """
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    return sign(left - right) == 0


def near(found: Number) -> Fraction:
    """Return a number as a fraction: itself, or one that agrees with it to thirty digits.

    Examples
    --------
    >>> near(Fraction(1, 3)), abs(near(sp.sqrt(2)) ** 2 - 2) < Fraction(1, 10**25)
    (Fraction(1, 3), True)
    """
    if isinstance(found, Fraction):
        return found
    digits = sp.Rational(found.evalf(30))
    return Fraction(int(digits.p), int(digits.q))


def ascending(numbers: Iterable[Number]) -> list[Number]:
    """Return the numbers in ascending order, each once.

    Examples
    --------
    >>> ascending([sp.sqrt(2), Fraction(3, 2), Fraction(1), Fraction(1)])
    [Fraction(1, 1), sqrt(2), Fraction(3, 2)]
    """
    found: list[Number] = []
    for n in sorted(dict.fromkeys(numbers), key=near):
        if not found or near(n) - near(found[-1]) > _CLOSE or not same(n, found[-1]):
            found.append(n)
    return found


def root(under: Number) -> Number:
    """Return the square root of a number that is not negative.

    Examples
    --------
    >>> root(Fraction(4, 9)), root(Fraction(8))
    (Fraction(2, 3), 2*sqrt(2))
    """
    if isinstance(under, Fraction):
        top, bottom = isqrt(under.numerator), isqrt(under.denominator)
        if top * top == under.numerator and bottom * bottom == under.denominator:
            return Fraction(top, bottom)
        under = sp.Rational(under.numerator, under.denominator)
    return number(sp.sqrt(under))
