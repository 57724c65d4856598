"""What holds for all values of a variable that are large enough, or close enough to a bound.

A polynomial has one sign for all large values of a variable: that of its leading coefficient, or of the next
where that is zero. Just below a bound it is the sign of its value there, or of the next derivative that is not
zero. So "once x is large enough" needs no elimination and knows no limit of degree.

>>> from formal.algebra.formula import atom
>>> x, a, b = (Polynomial.symbol(n) for n in "xab")
>>> print(eventually(atom(a * x - b, ">"), "x"))
a > 0 or a = 0 and -b > 0
>>> print(eventually(atom(a * x - b, ">"), "x", Quotient.constant(1)))
a - b > 0 or a - b = 0 and -a > 0
"""

from __future__ import annotations

from collections.abc import Sequence

from formal.algebra.formula import (
    Atom,
    Formula,
    Relation,
    atom,
    conjunction,
    disjunction,
    rebuild,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient


def eventually(formula: Formula, name: str, bound: Quotient | None = None) -> Formula:
    """Return where `formula` holds for all large values of a variable, or for all just below `bound`.

    Parameters
    ----------
    formula
        A formula without square roots of the variable.
    name
        The variable.
    bound
        What the variable comes close to; None is infinity.
    """
    return rebuild(formula, lambda a: _in_the_end(a, name, bound))


def _in_the_end(a: Atom, name: str, bound: Quotient | None) -> Formula:
    if name not in a.polynomial.names:
        return a
    if bound is None:
        return _sign(a.polynomial.coefficients(name)[::-1], a.relation)
    return _sign(_expanded(a.polynomial, name, bound), a.relation)


def _expanded(polynomial: Polynomial, name: str, bound: Quotient) -> list[Polynomial]:
    """Return the coefficients of the polynomial at `bound - gap` in powers of the gap, denominators cleared."""
    top, bottom = bound.numerator, bound.denominator
    shifted = top - bottom * Polynomial.symbol(name)  # times the denominator; the variable is the gap now
    total = polynomial.at_fraction(name, shifted, bottom)
    even = total * bottom if polynomial.degree(name) % 2 else total  # which leaves the sign
    return even.coefficients(name)


def _sign(coefficients: Sequence[Polynomial], relation: Relation) -> Formula:
    """Return the condition on coefficients, the one that decides first."""
    zero = conjunction(*(atom(c, "=") for c in coefficients))
    match relation:
        case "=":
            return zero
        case "!=":
            return disjunction(*(atom(c, "!=") for c in coefficients))
    positive = []
    for place, coefficient in enumerate(coefficients):
        before = (atom(c, "=") for c in coefficients[:place])
        positive.append(conjunction(*before, atom(coefficient, ">")))
    return disjunction(*positive, zero) if relation == ">=" else disjunction(*positive)
