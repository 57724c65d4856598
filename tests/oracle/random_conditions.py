"""Random systems of polynomial conditions, and rational points to look at them.

>>> source = Seeded(3)
>>> condition = conditions(source, kind="bilinear", count=3)
>>> condition.free_symbols <= set(symbols(3))
True
>>> [sorted(at) for at in points(source, condition, symbols(3), 2)]
[['a', 'b', 'c'], ['a', 'b', 'c']]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import sympy

from tests.oracle.exact import number
from tests.oracle.regions import relations
from tests.oracle.sources import Seeded, Source, one_in, rational, strategy

__all__ = ["KINDS", "Seeded", "condition_strategy", "conditions", "points", "polynomial", "symbols"]

KINDS = ("linear", "bilinear", "quadratic")
_RELATIONS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le, sympy.Gt, sympy.Ge, sympy.Eq, sympy.Ne)


def symbols(count: int) -> tuple[sympy.Symbol, ...]:
    """Return the first few of a, b, c, d, e, f."""
    return sympy.symbols("a b c d e f")[:count]


def polynomial(source: Source, kind: str, variables: Sequence[sympy.Symbol], size: int = 3) -> sympy.Expr:
    """Return a sparse polynomial with small whole coefficients that is not constant."""
    first = source.pick(variables)
    total = source.pick((-2, -1, 1, 2, 3)) * first + source.integer(-2, 2)
    for _ in range(source.integer(0, size - 1)):
        total += source.pick((-2, -1, 1, 2)) * _monomial(source, kind, variables)
    total = sympy.expand(total)
    return total if total.free_symbols else total + first


def conditions(source: Source, kind: str = "linear", count: int = 3, depth: int = 2, atoms: int = 6) -> Any:
    """Return a random And/Or/Not tree of relations over the first `count` symbols."""
    variables = symbols(count)
    budget = [atoms]

    def node(level: int) -> Any:
        budget[0] -= 1
        if level == 0 or budget[0] <= 0 or one_in(source, 4):
            return source.pick(_RELATIONS)(polynomial(source, kind, variables), 0)
        join = source.pick((sympy.And, sympy.And, sympy.Or, sympy.Not))
        if join is sympy.Not:
            return sympy.Not(node(level - 1))
        return join(*(node(level - 1) for _ in range(source.integer(2, 3))))

    return node(depth)


def points(
    source: Source, condition: Any, variables: Sequence[sympy.Symbol], count: int
) -> Iterator[dict[str, Fraction]]:
    """Yield rational points, about half of them on the boundary of some relation."""
    found = [r for r in relations(condition) if r.free_symbols]
    for _ in range(count):
        at = {v.name: rational(source, -3, 3, 2) for v in variables}
        if found and one_in(source, 2):
            at = _on_boundary(source, source.pick(found), at)
        yield at


def condition_strategy(kind: str = "linear", count: int = 3, **options: Any) -> Any:
    """Return a hypothesis strategy for `conditions`."""
    return strategy(conditions, kind=kind, count=count, **options)


def _monomial(source: Source, kind: str, variables: Sequence[sympy.Symbol]) -> sympy.Expr:
    first = source.pick(variables)
    if kind == "linear" or one_in(source, 2):
        return first
    others = [v for v in variables if v != first] if kind == "bilinear" else list(variables)
    return first * source.pick(others) if others else first


def _on_boundary(source: Source, relation: Any, at: dict[str, Fraction]) -> dict[str, Fraction]:
    """Move one coordinate so that both sides are equal, where they are linear in it."""
    difference = sympy.expand(relation.lhs - relation.rhs)
    linear = sorted((s for s in difference.free_symbols if sympy.degree(difference, s) == 1), key=str)
    if not linear:
        return at
    moved = source.pick(linear)
    slope = number(difference.diff(moved), at)
    if not slope:
        return at
    rest = number(difference, {**at, moved.name: 0})
    return {**at, moved.name: -rest / slope}
