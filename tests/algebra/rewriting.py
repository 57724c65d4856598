"""Ways to write the same condition differently: De Morgan, distribution, terms shifted, a positive factor.

>>> from sympy import symbols
>>> from tests.oracle.sources import Seeded
>>> a, b = symbols("a b")
>>> rewritten(Seeded(5), a > b, [b**2 + 1])
a*b**2 + a > b**3 + b
"""

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import distribute_and_over_or, distribute_or_over_and

from tests.oracle.sources import Source, one_in


def rewritten(source: Source, condition: Any, positive: Sequence[sympy.Expr]) -> Any:
    """Return a condition that holds at the same points, where every expression in `positive` is positive."""
    if isinstance(condition, Relational):
        return _relation(source, condition, positive)
    if condition in (sympy.true, sympy.false):
        return condition
    parts = [rewritten(source, part, positive) for part in condition.args]
    if isinstance(condition, sympy.Not):
        return sympy.Not(*parts)
    other = sympy.Or if isinstance(condition, sympy.And) else sympy.And
    match source.integer(0, 3):
        case 0:
            return sympy.Not(other(*map(sympy.Not, parts)))
        case 1:
            return type(condition)(*reversed(parts), evaluate=False)
        case 2:
            return distribute_and_over_or(condition.func(*parts))
    return distribute_or_over_and(condition.func(*parts))


def _relation(source: Source, relation: Relational, positive: Sequence[sympy.Expr]) -> Any:
    left, right = relation.lhs, relation.rhs
    if one_in(source, 2):
        factor = source.pick(positive)
        left, right = sympy.expand(left * factor), sympy.expand(right * factor)
    if one_in(source, 2):
        moved = source.pick(sympy.Add.make_args(left))
        left, right = left - moved, right - moved
    if one_in(source, 3) and isinstance(relation, sympy.Eq):
        return sympy.And(left <= right, left >= right)
    if one_in(source, 3) and isinstance(relation, sympy.Ne):
        return sympy.Or(left < right, left > right)
    if one_in(source, 3) and isinstance(relation, sympy.Ge | sympy.Le):
        strict = sympy.Gt if isinstance(relation, sympy.Ge) else sympy.Lt
        return sympy.Or(strict(left, right), sympy.Eq(left, right))
    return type(relation)(left, right).reversed if one_in(source, 2) else type(relation)(left, right)
