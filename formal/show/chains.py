"""SymPy's relations as chains of comparisons: `0 < p` and `p < 1` are read as `0 < p < 1`.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> chained([p > 0, p <= 1 - c])
[Chain(terms=(0, p, 1 - c), relations=('<', '<='))]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from formal.algebra.chains import Chain, linked

_SIGNS: dict[type, str] = {
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.Equality: "=",
    sp.Unequality: "!=",
}


def as_chain(relation: Relational) -> Chain:
    """Return a single relation as a chain, the way round it was typed.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> as_chain(p >= c)
    Chain(terms=(p, c), relations=('>=',))
    """
    return Chain((relation.lhs, relation.rhs), (_SIGNS[type(relation)],))


def chained(conditions: Iterable[Boolean], names: Sequence[str] = ()) -> list[Chain | Boolean]:
    """Return conditions that all hold, comparisons linked at what they have in common, the others last.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c, x = symbols("p c x")
    >>> chained([x > p, c < 1, x < 1])
    [Chain(terms=(p, x, 1), relations=('<', '<')), Chain(terms=(c, 1), relations=('<',))]
    """
    listed = list(conditions)
    relations = [condition for condition in listed if isinstance(condition, Relational)]
    return [*linked(map(as_chain, relations), names), *(c for c in listed if not isinstance(c, Relational))]
