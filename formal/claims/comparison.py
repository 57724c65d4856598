"""Claims that compare: two points that differ in one parameter, and what changes at the margin.

"Raising c never lowers Q" speaks of two admissible points; `compare_points` gives both. "Q rises with c, locally"
speaks of a derivative, piece by piece; `derivative` gives it (to be judged with `generic=True`: at the borders of
the pieces there is none).

>>> from sympy import Min, symbols
>>> from formal.claims import prove
>>> p, c = symbols("p c")
>>> offer = Cases((True, Min(1, p + c)), where=[0 < p, p < 1, c > 0])
>>> pair = compare_points(offer, c)
>>> prove(pair.after.compare(">=", pair.before), where=pair.where).verdict
'true'
>>> prove(derivative(offer, c).compare(">", 0), generic=True).condition
Region(p < 1 - c)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from formal.algebra.cases import Cases
from formal.algebra.formula import FALSE, Formula, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_value
from formal.algebra.region import Region
from formal.algebra.space import Space, space_of
from formal.claims.generic import opened
from formal.claims.statement import Combined, Statement
from formal.errors import ExpressionError, ParameterError

PRIME = "'"


@dataclass(frozen=True, eq=False)
class Pair:
    """Something at two admissible points that differ in one parameter only.

    Attributes
    ----------
    symbol, raised
        The parameter, and its higher value.
    before, after
        What is compared, at the one point and at the other.
    where
        The conditions that both points are admissible and that the second value is higher.
    """

    symbol: sp.Symbol
    raised: sp.Symbol
    before: Any
    after: Any
    where: tuple[Region, ...]

    def always(self, claim: object, given: object = ()) -> Statement:
        """Return the claim that something holds at every such pair of points, or at those where `given` does.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.claims import prove
        >>> p, c = symbols("p c")
        >>> pair = compare_points(p - c, c, where=c > 0)
        >>> prove(pair.always(pair.after < pair.before)).verdict
        'true'
        """
        premises = given if isinstance(given, list | tuple) else [given]
        return Combined("implies", ([*self.where, *premises], claim))


def compare_points(thing: object, symbol: sp.Symbol, where: object = ()) -> Pair:
    """Return something at a point, and at the same point with one parameter raised.

    Parameters
    ----------
    thing
        A `Region`, a `Cases`, an expression, or a list of these.
    symbol
        The parameter to raise.
    where
        What makes a point admissible, beside the contexts of regions and cases.

    Raises
    ------
    ParameterError
        If `symbol` is no symbol.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> pair = compare_points(p - c, c, where=c > 0)
    >>> pair.after, pair.where
    (-c' + p, (Region(c > 0), Region(c' > 0), Region(c' > c)))
    """
    if not isinstance(symbol, sp.Symbol):
        raise ParameterError(f"{symbol!r} is no parameter: a symbol is wanted")
    raised = sp.Symbol(symbol.name + PRIME, **symbol._assumptions_orig)
    space = space_of(where, [symbol])
    for part in thing if isinstance(thing, list | tuple) else [thing]:
        space = space.joined(part.space) if isinstance(part, Region | Cases) else space
    free = Space(space.symbols, conjunction())
    first = Region.of(free, space.assumptions)
    second = first.subs({symbol: raised})
    return Pair(
        symbol, raised, thing, _moved(thing, symbol, raised), (first, second, Region(raised > symbol))
    )


def _moved(thing: object, symbol: sp.Symbol, raised: sp.Symbol) -> Any:
    match thing:
        case list() | tuple():
            return tuple(_moved(part, symbol, raised) for part in thing)
        case Region() | Cases():
            return thing.subs({symbol: raised}) if symbol.name in thing.space.names else thing
        case sp.Basic():
            same = {s: raised for s in thing.free_symbols if s.name == symbol.name}
            return thing.subs(same)
    raise ExpressionError(f"{thing!r} cannot be compared: a Region, a Cases or an expression is wanted")


def derivative(thing: object, symbol: sp.Symbol, where: object = ()) -> Cases:
    """Return the derivative of a value by a parameter, where it has one: inside each of its pieces.

    Parameters
    ----------
    thing
        A `Cases` or an expression.
    symbol
        The parameter.
    where
        What is assumed, beside the context of a `Cases`.

    Examples
    --------
    >>> from sympy import Max, symbols
    >>> p, c = symbols("p c")
    >>> derivative(Max(0, p - c), c).pieces
    [(Region(p < c), 0), (Region(p > c), -1)]
    """
    value = thing if isinstance(thing, Cases) else Cases((True, thing), where=where)
    space = value.space.joined(space_of(where, [symbol]))
    parts: list[tuple[Formula, Quotient]] = []
    for formula, quotient in value.parts:
        inside = opened(formula)
        expression = space.write(quotient)
        variable = space.symbols.get(symbol.name, symbol)
        changed = read_value(sp.diff(expression, variable)) if inside != FALSE else []
        parts += [(conjunction(inside, guard), slope) for guard, slope in changed]
    return Cases.of(space, parts).pruned()


def implicit_derivative(equation: sp.Expr, unknown: sp.Symbol, symbol: sp.Symbol) -> sp.Expr:
    """Return how a solution `unknown` of `equation = 0` changes with a parameter.

    Parameters
    ----------
    equation
        What is zero.
    unknown
        The variable that it determines.
    symbol
        The parameter that changes.

    Examples
    --------
    >>> from sympy import symbols
    >>> x, a = symbols("x a")
    >>> implicit_derivative(x**2 - a, x, a)
    1/(2*x)

    Raises
    ------
    ExpressionError
        If the equation does not depend on `unknown`.
    """
    slope = sp.diff(equation, unknown)
    if slope == 0:
        raise ExpressionError(f"{equation} = 0 does not determine {unknown}: it does not occur")
    return sp.cancel(-sp.diff(equation, symbol) / slope)
