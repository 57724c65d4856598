"""The roots of a polynomial in one of its variables, in closed form up to degree two.

>>> for guard, root in roots(Polynomial.symbol("a") * Polynomial.symbol("x") - 1, "x"):
...     print(root, "if", guard)
(1)/(a) if a != 0
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import sympy as sp

from formal.algebra.formula import Formula, atom, conjunction
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import radical
from formal.errors import Undecided

#: Longer equations are not written out in messages.
_SHOWN = 6


def roots(polynomial: Polynomial, name: str) -> Iterator[tuple[Formula, Quotient]]:
    """Yield the roots in the variable `name`, each with a condition under which it is one.

    Raises
    ------
    Undecided
        If an irreducible factor has degree three or more in the variable.
    """
    _, factors = polynomial.factor()
    for factor, _ in factors:
        degree = factor.degree(name)
        if degree > 2:
            equation = f"{factor} = 0, of degree" if factor.size <= _SHOWN else "an equation of degree"
            raise Undecided(
                f"{name} would have to solve {equation} {degree}: no closed form is attempted from degree three up"
            )
        if degree:
            yield from _of_factor(factor.coefficients(name))


def roots_at_point(polynomial: Polynomial, name: str) -> int:
    """Return how many roots strictly between 0 and 1 a polynomial has that contains no other variable.

    Examples
    --------
    >>> x = Polynomial.symbol("x")
    >>> roots_at_point((2 * x - 1) * (x - 1) * (3 * x - 2), "x")
    2
    """
    numbers = [c.constant_value() for c in polynomial.coefficients(name)[::-1]]
    poly = sp.Poly([sp.Rational(n.numerator, n.denominator) for n in numbers], sp.Symbol("t"))
    ends = sum(1 for end in (0, 1) if poly.eval(end) == 0)
    return int(poly.count_roots(0, 1)) - ends


def between(polynomial: Polynomial, name: str, low: Fraction, high: Fraction) -> Polynomial:
    """Return a polynomial whose roots between 0 and 1 stand for those of another between two bounds.

    Examples
    --------
    >>> x = Polynomial.symbol("x")
    >>> between(x - 3, "x", Fraction(2), Fraction(4))
    Polynomial('2*x - 1')
    """
    return polynomial.substitute({name: Polynomial.symbol(name) * (high - low) + low})


def _of_factor(coefficients: list[Polynomial]) -> Iterator[tuple[Formula, Quotient]]:
    if len(coefficients) == 2:
        constant, slope = coefficients
        yield atom(slope, "!="), quotient(-constant, slope)
        return
    constant, slope, lead = coefficients
    square = slope * slope - 4 * lead * constant
    root = square.square_root() or radical(square)
    guard = conjunction(atom(lead, "!="), atom(square, ">="))
    for side in (1, -1):
        yield guard, as_quotient(-slope + root * side) / as_quotient(2 * lead)
    if not lead.is_constant and not slope.is_zero:
        yield conjunction(atom(lead, "="), atom(slope, "!=")), quotient(-constant, slope)
