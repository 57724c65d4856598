"""Numbers that a game carries from one period to the next: the territory taken so far, a stock, a debt.

In the trees such a number is a letter like any other; `step(..., carry={...})` says what it is in the next
period. What `where` says about it is taken for granted in every period, so it must stay true.

>>> from sympy import symbols
>>> taken, = symbols("taken,")
>>> read_carried({taken: 0})
{'taken': 0}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from formal.algebra.formula import TRUE, Formula, conjunction, conjuncts, negation, parameters
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.algebra.substitution import substitute
from formal.errors import GameError, ParameterError
from formal.games.extensive import Game
from formal.games.reading import read_expression
from formal.games.stepping import Ending
from formal.games.tree import Offer, kind_of
from formal.games.walking import History, place

__all__ = ["check_carried", "read_carried", "start_space"]


def read_carried(carried: Mapping[Any, Any]) -> dict[str, sp.Expr]:
    """Return the first values by name.

    Examples
    --------
    >>> read_carried({"taken": 0})
    Traceback (most recent call last):
        ...
    formal.errors.GameError: carried: the number is named by a SymPy symbol; found the str 'taken'
    """
    found = {}
    for symbol, value in carried.items():
        if not isinstance(symbol, sp.Symbol):
            raise GameError(f"carried: the number is named by a SymPy symbol; found {kind_of(symbol)}")
        found[symbol.name] = read_expression(value, "carried", f"the first value of {symbol}")
    return found


def start_space(space: Space, carried: Mapping[str, sp.Expr]) -> Space:
    """Return the space of the parameters alone: what is carried along has its first value.

    Raises
    ------
    GameError
        If `where` excludes the first values.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.algebra.space import space_of
    >>> taken, X = symbols("taken X")
    >>> print(start_space(space_of([0 <= taken, taken <= X]), {"taken": sp.Integer(0)}).assumptions)
    X >= 0
    """
    known = {name: value for name, value in carried.items() if name in space.symbols}
    if not known:
        return space
    try:
        return Region.of(space, TRUE).subs(known).space
    except ParameterError as error:
        raise GameError(f"carried: {error}") from error


def check_carried(game: Game, endings: Mapping[History, Ending], carried: Mapping[str, sp.Expr]) -> None:
    """Refuse a step after which what `where` says about a carried number may be false.

    Raises
    ------
    GameError
        Names the step and the condition.
    """
    start_space(game.space, carried)
    kept = [part for part in conjuncts(game.space.assumptions) if parameters(part) & set(carried)]
    for history, ending in endings.items():
        if not ending.carry:
            continue
        table = {name: read_quotient(value) for name, value in ending.carry.items()}
        decider = game.space.assuming(_ranges(game, history)).decider
        for part in kept:
            if decider.decided(negation(substitute(part, table))):
                condition = Region.of(game.space, part)
                new = ", ".join(f"{name} = {value}" for name, value in ending.carry.items())
                raise GameError(
                    f"{place(history)}: with {new} the condition {condition} of where may fail in the next "
                    "period: restrict what is chosen, or drop the condition"
                )


def _ranges(game: Game, history: History) -> Formula:
    """Return what is known about the offers made on the way to a history."""
    found = []
    for length in range(len(history)):
        node = game.node(history[:length])
        if isinstance(node, Offer):
            for low, high in ((node.low, node.symbol), (node.symbol, node.high)):
                if not (low.is_infinite or high.is_infinite):
                    found.append(read_condition(sp.Le(low, high, evaluate=False)))
    return conjunction(*found)
