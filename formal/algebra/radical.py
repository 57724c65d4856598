"""Square roots as variables: `sqrt(q)` is a non-negative variable whose square is `q`.

A polynomial that contains square roots is a polynomial in these variables as well; `reduced` replaces
their squares. The name of such a variable tells its radicand, so equal roots are one variable. To keep
every formula total, the root of a negative number counts as 0; whoever introduces a root also states
that its radicand is not negative.

>>> from formal.algebra.polynomial import Polynomial
>>> root = radical(Polynomial.symbol("q") * 4)
>>> root, reduced(root * root)
(Polynomial('2*sqrt(q)'), Polynomial('4*q'))
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from fractions import Fraction

from formal.algebra.polynomial import Polynomial

_radicands: dict[str, Polynomial] = {}


def radical(radicand: Polynomial) -> Polynomial:
    """Return the square root of `radicand`, square numbers taken out."""
    content, primitive = radicand.primitive()
    if radicand.is_zero:
        return radicand
    if content < 0:
        content, primitive = -content, -primitive
    outside, inside = _split_square(content)
    inner = primitive * inside
    if inner == Polynomial.constant(1):
        return Polynomial.constant(outside)
    name = f"sqrt({inner})"
    _radicands.setdefault(name, inner)
    return Polynomial.symbol(name) * outside


def is_plain(name: str) -> bool:
    """Return whether the name of a variable, in the text of a polynomial, can be taken for nothing else.

    >>> [is_plain(name) for name in ("c_A", "x'", "sqrt(x + 1)", "x + 1", "2", "sqrt(x) + sqrt(y)")]
    [True, True, True, False, False, False]
    """
    if not name.startswith("sqrt("):
        return name != "" and not name[0].isdigit() and not set(name) & set(" +-*/()")
    depths = list(itertools.accumulate((c == "(") - (c == ")") for c in name))
    return depths[-1] == 0 and all(depth > 0 for depth in depths[4:-1])


def define(name: str, inside: Polynomial) -> None:
    """Take a variable for the square root of `inside`, as the name says: it was made elsewhere.

    Raises
    ------
    ValueError
        If the name does not say so, or could say something else.
    """
    if name != f"sqrt({inside})" or not all(map(is_plain, inside.names)):
        raise ValueError(f"{name} is not the name of the square root of {inside}")
    _radicands.setdefault(name, inside)


def radicand(name: str) -> Polynomial | None:
    """Return what the variable `name` is the square root of, or None if it is an ordinary one."""
    return _radicands.get(name) if name.startswith("sqrt(") else None


@functools.lru_cache(maxsize=10_000)
def has_radicals(names: tuple[str, ...]) -> bool:
    """Return whether one of `names` is a square root."""
    return any(name.startswith("sqrt(") for name in names)


def radicals_in(names: Iterable[str]) -> list[str]:
    """Return the square roots among `names` and, after them, those inside their radicands."""
    found: list[str] = []
    for name in names:
        inner = radicand(name)
        if inner is not None and name not in found:
            found += [name, *(other for other in radicals_in(inner.names) if other not in found)]
    return found


def plain_names(names: Iterable[str]) -> set[str]:
    """Return the ordinary variables that `names` depend on, those inside square roots included."""
    listed = list(names)
    inner = {n for root in radicals_in(listed) for n in _radicands[root].names}
    return {n for n in (*listed, *inner) if radicand(n) is None}


def hidden_names(names: Iterable[str]) -> set[str]:
    """Return the ordinary variables that occur inside the square roots among `names`.

    >>> root = radical(Polynomial.symbol("x") + 1)
    >>> hidden_names([*root.names, "y"])
    {'x'}
    """
    return plain_names(name for name in names if name.startswith("sqrt("))


def reduced(polynomial: Polynomial) -> Polynomial:
    """Return `polynomial` with every square of a root replaced by its radicand."""
    while has_radicals(polynomial.names):
        high = [n for n in polynomial.names if n.startswith("sqrt(") and polynomial.degree(n) > 1]
        if not high:
            return polynomial
        name, total = high[0], Polynomial.constant(0)
        square = _radicands[name]
        for power, coefficient in enumerate(polynomial.coefficients(name)):
            total = total + coefficient * square ** (power // 2) * Polynomial.symbol(name) ** (power % 2)
        polynomial = total
    return polynomial


def _split_square(number: Fraction) -> tuple[Fraction, int]:
    """Return `a`, `b` with `number = a**2 * b`, `b` a whole number free of (small) squares."""
    whole, outside = number.numerator * number.denominator, Fraction(1, number.denominator)
    factor = 2
    while factor * factor <= whole and factor < 10_000:
        while whole % (factor * factor) == 0:
            whole //= factor * factor
            outside *= factor
        factor += 1
    return outside, whole
