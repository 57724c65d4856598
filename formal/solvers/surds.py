"""Square roots out of denominators, and common factors that they hide, so that equal solutions look alike.

>>> from formal.algebra.radical import radical
>>> root, c = radical(Polynomial.symbol("b") * Polynomial.symbol("c")), Polynomial.symbol("c")
>>> print(rationalised(quotient(c, root)))
(sqrt(b*c))/(b)
>>> print(rationalised(quotient(Polynomial.constant(1), radical(Polynomial.constant(7)) - 2)))
1/3*sqrt(7) + 2/3
"""

from __future__ import annotations

from collections.abc import Callable

from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.radical import plain_names, radicand, reduced


def rationalised(value: Quotient, never_zero: Callable[[Polynomial], bool] | None = None) -> Quotient:
    """Return the same value without a square root in the denominator, where that changes nothing.

    With parameters, `1/(u + sqrt(q))` stays, unless it is known that `u - sqrt(q)` is never zero: after multiplication
    by that it would be undefined where it is.

    Examples
    --------
    >>> from formal.algebra.radical import radical
    >>> q = Polynomial.symbol("q")
    >>> value = quotient(q, radical(q + 1) - 1)
    >>> print(rationalised(value), "|", rationalised(value, lambda polynomial: True))
    (q)/(sqrt(q + 1) - 1) | sqrt(q + 1) + 1
    """
    for name in reversed(value.denominator.names):
        inside = radicand(name)
        if inside is None or value.denominator.degree(name) != 1:
            continue
        plain, slope = value.denominator.coefficients(name)
        root = Polynomial.symbol(name)
        if plain.is_zero:
            return rationalised(
                quotient(reduced(value.numerator * root), reduced(slope * inside)), never_zero
            )
        other = plain - slope * root
        if not plain_names(value.denominator.names) or (never_zero is not None and never_zero(other)):
            bottom = reduced(plain * plain - slope * slope * inside)
            return rationalised(quotient(reduced(value.numerator * other), bottom), never_zero)
    return value if never_zero is None else _cancelled(value, never_zero)


def _cancelled(value: Quotient, never_zero: Callable[[Polynomial], bool]) -> Quotient:
    """Return the same value with a square root taken out of the numerator, if common factors then leave less.

    >>> from formal.algebra.radical import radical
    >>> a, root = Polynomial.symbol("a"), radical(Polynomial.symbol("a") * Polynomial.symbol("c"))
    >>> print(_cancelled(quotient(a - root, a - Polynomial.symbol("c")), lambda factor: True))
    (a)/(a + sqrt(a*c))
    """
    for name in value.numerator.names:
        if radicand(name) is not None and value.numerator.degree(name) == 1:
            plain, slope = value.numerator.coefficients(name)
            other = plain - slope * Polynomial.symbol(name)
            found = quotient(reduced(value.numerator * other), reduced(value.denominator * other))
            if _size(found) < _size(value) and never_zero(other):
                return _cancelled(found, never_zero)
    return value


def _size(value: Quotient) -> int:
    return value.numerator.size + value.denominator.size
