"""Random conditions on quotients, roots, minima, maxima, absolute values and pieces, and their truth at a point.

The convention under test: where a term is not defined (a zero denominator, the root of a negative number) the
relation that contains it does not hold. The oracle leaves it open what an unreal root does, so that is settled here,
relation by relation, before it is asked.

>>> from sympy import sqrt, symbols
>>> a, b = symbols("a b")
>>> [true_at((sqrt(a) >= b) | (b > 3), {"a": at, "b": -1}) for at in (4, -4)]
[True, False]
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational

from tests.oracle import exact
from tests.oracle.random_conditions import polynomial
from tests.oracle.sources import Source, one_in, rational

FORMS = ("quotient", "root", "extremum", "size", "pieces")
_RELATIONS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le, sympy.Eq, sympy.Ne)


def term(source: Source, form: str, variables: Sequence[sympy.Symbol]) -> sympy.Expr:
    """Return a random term in which `form` occurs."""

    def plain() -> sympy.Expr:
        return polynomial(source, source.pick(("linear", "linear", "bilinear")), variables, size=2)

    match form:
        case "quotient":
            found = plain() / plain()
        case "root":
            found = sympy.sqrt(plain()) * source.pick((1, -1, 2)) / (plain() if one_in(source, 4) else 1)
        case "extremum":
            inner = plain() / plain() if one_in(source, 3) else plain()
            found = source.pick((sympy.Min, sympy.Max))(
                inner, *(plain() for _ in range(source.integer(1, 2)))
            )
        case "size":
            found = sympy.Abs(plain())
        case _:
            when = source.pick(_RELATIONS)(plain(), 0)
            found = sympy.Piecewise(
                (plain() / plain() if one_in(source, 3) else plain(), when), (plain(), True)
            )
    return found * source.pick((1, 2, variables[0])) + plain() if one_in(source, 2) else found


def condition(source: Source, form: str, count: int) -> Any:
    """Return one to three relations with such terms in the first `count` of a, b, c, … joined at random."""
    variables = sympy.symbols("a b c d e f")[:count]
    relations = [
        source.pick(_RELATIONS)(
            term(source, form, variables), polynomial(source, "linear", variables, size=2)
        )
        for _ in range(source.integer(1, 3))
    ]
    joined = source.pick((sympy.And, sympy.Or))(*relations)
    return sympy.Not(joined) if one_in(source, 4) else joined


def point(source: Source, count: int) -> dict[str, Fraction]:
    """Return a rational point whose coordinates are often squares and often equal."""
    values = (0, 1, 4, Fraction(1, 4), Fraction(9, 4), -1)
    return {
        name: Fraction(source.pick(values)) if one_in(source, 2) else rational(source, -3, 3, 2)
        for name in "abcdef"[:count]
    }


def true_at(condition: Any, values: dict[str, Any]) -> bool:
    """Return whether a condition holds at a point."""
    at = exact.point(values)
    return exact.satisfied(condition, lambda relation: _defined(relation, at) and exact.holds(relation, at))


def _defined(relation: Relational, at: dict[str, Fraction]) -> bool:
    """Say whether no root is unreal and no denominator zero; the oracle itself knows which piece counts."""
    if relation.has(sympy.Piecewise):
        return True
    for power in relation.atoms(sympy.Pow):
        try:
            base = exact.number(power.base, at)
        except ZeroDivisionError:
            return False
        except exact.NotRational:
            continue
        if (power.exp < 0 and base == 0) or (not power.exp.is_Integer and base < 0):
            return False
    return True
