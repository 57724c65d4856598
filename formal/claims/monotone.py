"""What raising one parameter does: claims about two admissible points that differ in nothing else.

>>> from sympy import symbols
>>> from formal.claims.prove import prove
>>> p, c = symbols("p c")
>>> costly = [0 < p, p < 1, c > 0]
>>> prove(rises(p - c, p, costly)).verdict, prove(rises(p - c, c, costly)).verdict
('true', 'false')
>>> prove(persists(Region(p > c), p, costly)).verdict
'true'
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.claims.comparison import compare_points
from formal.claims.statement import Statement

__all__ = ["falls", "persists", "persists_lowered", "rises"]


def rises(
    value: Cases | sp.Expr, symbol: sp.Symbol, where: object = (), *, weakly: bool = False, given: Any = ()
) -> Statement:
    """Return the claim that raising a parameter raises a value.

    Parameters
    ----------
    value
        What is to rise.
    symbol
        What is raised.
    where
        What makes a point admissible.
    weakly
        Whether it may also stay as it is.
    given
        A condition on the point before the change: the claim is about no other points.

    Examples
    --------
    >>> from sympy import Min, symbols
    >>> from formal.claims.prove import prove
    >>> p, c = symbols("p c")
    >>> prove(rises(Cases((True, Min(1, p + c))), c, [p > 0, c > 0], weakly=True)).verdict
    'true'
    """
    pair = compare_points([value, *_listed(given)], symbol, where)
    after, before = pair.after[0], pair.before[0]
    return pair.always(_compare(after, ">=" if weakly else ">", before), given=list(pair.before[1:]))


def falls(
    value: Cases | sp.Expr, symbol: sp.Symbol, where: object = (), *, weakly: bool = False, given: Any = ()
) -> Statement:
    """Return the claim that raising a parameter lowers a value (see `rises`).

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims.prove import prove
    >>> p, c = symbols("p c")
    >>> prove(falls(p - c, c)).verdict
    'true'
    """
    return rises(-value, symbol, where, weakly=weakly, given=given)


def persists(condition: Region, symbol: sp.Symbol, where: object = ()) -> Statement:
    """Return the claim that a condition which holds still holds after raising a parameter.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims.prove import prove
    >>> p, c = symbols("p c")
    >>> prove(persists(Region(p > c), p)).verdict, prove(persists(Region(p > c), c)).verdict
    ('true', 'mixed')
    """
    pair = compare_points(condition, symbol, where)
    return pair.always(pair.after, given=pair.before)


def persists_lowered(condition: Region, symbol: sp.Symbol, where: object = ()) -> Statement:
    """Return the claim that a condition which holds still holds after lowering a parameter.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims.prove import prove
    >>> p, c = symbols("p c")
    >>> prove(persists_lowered(Region(p > c), c)).verdict
    'true'
    """
    pair = compare_points(condition, symbol, where)
    return pair.always(pair.before, given=pair.after)


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]


def _compare(left: Any, relation: str, right: Any) -> Any:
    if isinstance(left, Cases):
        return left.compare(relation, right)
    return {">": sp.Gt, ">=": sp.Ge}[relation](left, right)
