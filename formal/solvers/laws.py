"""A distribution that is not given: its function `F`, its density `f`, and signs of what contains them.

>>> law = Law.of(sp.Symbol("c"), None, ())
>>> law.below(sp.Symbol("k")), law.density(sp.Symbol("k"))
(F(k), f(k))
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra.formula import conjunction
from formal.algebra.normal import signs
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.space import Space
from formal.errors import ExpressionError


@dataclass(frozen=True)
class Law:
    """The distribution of a number.

    Attributes
    ----------
    symbol
        Stands for the number.
    function, slope
        The distribution function, and its density.
    """

    symbol: sp.Symbol
    function: Any
    slope: Any

    @classmethod
    def of(cls, symbol: sp.Symbol, cdf: sp.Expr | None, taken: Iterable[str]) -> Law:
        """Return the law of a draw; a name for its function is found if it has none.

        Examples
        --------
        >>> Law.of(sp.Symbol("c"), sp.Function("G")(sp.Symbol("c")), ["F"]).slope
        g
        """
        used = set(taken)
        name = cdf.func.__name__ if isinstance(cdf, AppliedUndef) else "F"
        if not isinstance(cdf, AppliedUndef) and name in used:
            name = f"F_{symbol}"
        small = name[0].lower() + name[1:]
        density = small if small != name and small not in used else f"d{name}"
        return cls(symbol, sp.Function(name), sp.Function(density))

    def below(self, point: sp.Expr) -> sp.Expr:
        """Return the probability of a lower number."""
        return self.function(point)

    def density(self, point: sp.Expr) -> sp.Expr:
        """Return the density at a number."""
        return self.slope(point)


def meanings(laws: Iterable[Law]) -> dict[sp.Basic, str]:
    """Return what the functions of some laws are; laws may share them.

    Examples
    --------
    >>> meanings([Law.of(sp.Symbol("c"), None, ())])
    {F: 'the distribution function of c', f: 'its density, which is positive'}
    """
    found: dict[Any, list[str]] = {}
    for law in laws:
        found.setdefault((law.function, law.slope), []).append(str(law.symbol))
    listed: dict[sp.Basic, str] = {}
    for (function, slope), symbols in found.items():
        listed[sp.Symbol(str(function))] = f"the distribution function of {' and of '.join(symbols)}"
        listed[sp.Symbol(str(slope))] = "its density, which is positive"
    return listed


def plain(expression: sp.Expr, *laws: Law) -> tuple[sp.Expr, list[sp.Basic]]:
    """Return an expression with symbols for values of the laws, and what is true of these symbols."""
    known: list[sp.Basic] = []
    table: dict[sp.Basic, sp.Symbol] = {}
    for law in laws:
        for applied in sorted(expression.atoms(AppliedUndef), key=str):
            if applied.func in (law.function, law.slope):
                symbol = table.setdefault(applied, sp.Symbol(f"value of {applied}"))
                known.append(symbol > 0)
                if applied.func == law.function:
                    known.append(symbol < 1)
    return expression.xreplace(table), known


#: How something compares with zero that may have these signs.
_RELATIONS = {
    frozenset({1}): ">",
    frozenset({0, 1}): ">=",
    frozenset({0}): "=",
    frozenset({0, -1}): "<=",
    frozenset({-1}): "<",
}


def sign(space: Space, expression: sp.Expr, given: Iterable[sp.Basic], *laws: Law) -> str | None:
    """Return how an expression compares with zero wherever `given` holds, if it always does so alike.

    Examples
    --------
    >>> from formal.algebra.space import space_of
    >>> k, v = sp.symbols("k v")
    >>> law = Law.of(sp.Symbol("c"), None, ())
    >>> sign(space_of([v > 0]), -v * law.density(k), [], law)
    '<'
    """
    conditions = list(given)
    try:
        bare, known = plain(sp.Tuple(expression, *conditions), *laws)
        value = read_quotient(bare[0])
        facts = [read_condition(c) for c in (*bare[1:], *known)]
    except ExpressionError:
        return None
    names = [sp.Symbol(n) for n in value.names]
    wide = space.with_symbols(names).assuming(conjunction(*facts))
    return _RELATIONS.get(signs(wide.decider, value.numerator * value.denominator))


def between(low: sp.Expr, here: sp.Expr, high: sp.Expr) -> sp.Basic:
    """Return that a point lies strictly between two ends, which may be infinite.

    Examples
    --------
    >>> between(sp.Integer(0), sp.Symbol("k"), sp.oo)
    0 < k
    """
    ends = [sp.Lt(low, here, evaluate=False)] if low != -sp.oo else []
    ends += [sp.Lt(here, high, evaluate=False)] if high != sp.oo else []
    return sp.And(*ends, evaluate=False) if len(ends) != 1 else ends[0]
