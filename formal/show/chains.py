"""SymPy's relations as chains of comparisons: `0 < p` and `p < 1` are read as `0 < p < 1`.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> chained([p > 0, p <= 1 - c])
[Chain(terms=(0, p, 1 - c), relations=('<', '<='))]
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from formal.algebra.arrange import Chain

_SIGNS: dict[type, str] = {
    sp.StrictGreaterThan: ">",
    sp.GreaterThan: ">=",
    sp.StrictLessThan: "<",
    sp.LessThan: "<=",
    sp.Equality: "=",
    sp.Unequality: "!=",
}
_TURNED = {">": "<", ">=": "<="}


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


def chained(conditions: Iterable[Boolean]) -> list[Chain | Boolean]:
    """Return conditions that all hold, comparisons linked at what they have in common.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c, x = symbols("p c x")
    >>> chained([x > p, c < 1, x < 1])
    [Chain(terms=(p, x, 1), relations=('<', '<')), Chain(terms=(c, 1), relations=('<',))]
    """
    found: list[Chain | Boolean] = []
    for condition in conditions:
        if not isinstance(condition, Relational):
            found.append(condition)
            continue
        new = as_chain(condition)
        for i, old in enumerate(found):
            linked = _linked(old, new) or _linked(new, old)
            if linked is not None:
                found[i] = linked
                break
        else:
            found.append(new)
    return found


def _linked(left: Chain | Boolean, right: Chain | Boolean) -> Chain | None:
    """Return `a < x < b` from a chain that ends in `x` and one that begins with it."""
    if not (isinstance(left, Chain) and isinstance(right, Chain)):
        return None
    low, high = _rising(left), _rising(right)
    if low is None or high is None or low.terms[-1] != high.terms[0] or low.terms[-1].is_number:
        return None
    return Chain((*low.terms, *high.terms[1:]), (*low.relations, *high.relations))


def _rising(chain: Chain) -> Chain | None:
    if any(relation in ("=", "!=") for relation in chain.relations):
        return None
    if chain.relations[0] in _TURNED:
        return Chain(chain.terms[::-1], tuple(_TURNED[relation] for relation in chain.relations[::-1]))
    return chain
