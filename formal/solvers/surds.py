"""Square roots out of denominators, so that equal solutions look alike.

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
    return value
