"""Discount factors: one for all players or one for each, strictly between 0 and 1.

A symbol is taken to lie there, so nobody has to say so in `where`. A number must, and so must an expression
such as `1/(1 + r)`, wherever the parameters may lie.

>>> from sympy import symbols
>>> delta_A, delta_B = symbols("delta_A delta_B")
>>> read_discount(("A", "B"), {"A": delta_A, "B": delta_B})
{'A': delta_A, 'B': delta_B}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from formal.algebra.formula import negation
from formal.algebra.reading import read_condition
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.errors import GameError
from formal.games.reading import read_expression
from formal.games.tree import kind_of

__all__ = ["check_discount", "discount_conditions", "read_discount"]

Discount = Mapping[str, sp.Expr]


def read_discount(players: Sequence[str], discount: Any, *, ends: bool = False) -> dict[str, sp.Expr]:
    """Return each player's discount factor.

    Parameters
    ----------
    players
        Their names.
    discount
        A symbol, number or expression for all players, a list in their order, or `{player: factor}`.
    ends
        Whether there is a last period; then 0 and 1 will do as well.

    Raises
    ------
    GameError
        If a player has none, a name is no player, or a number is not between 0 and 1.

    Examples
    --------
    >>> from sympy import Rational
    >>> read_discount(("A",), Rational(3, 2))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: the discount factor of A is 3/2: it must lie strictly between 0 and 1
    """
    if isinstance(discount, Mapping):
        given = dict(discount)
    elif isinstance(discount, list | tuple):
        if len(discount) != len(players):
            found = f"{len(discount)} discount factors for the {len(players)} players {', '.join(players)}"
            raise GameError(f"{found}: give one each, in their order, or one for all")
        given = dict(zip(players, discount, strict=True))
    else:
        given = dict.fromkeys(players, discount)
    strangers = [name for name in given if name not in players]
    if strangers:
        raise GameError(
            f"a discount factor is given for {strangers[0]!r}: the players are {', '.join(players)}"
        )
    missing = [player for player in players if player not in given]
    if missing:
        raise GameError(
            f"no discount factor for {', '.join(missing)}: give one for each player, or one for all"
        )
    return {player: _read(player, given[player], ends) for player in players}


def discount_conditions(discount: Discount) -> list[sp.Basic]:
    """Return what is taken for granted: that symbols lie between 0 and 1.

    Examples
    --------
    >>> from sympy import Symbol
    >>> discount_conditions({"A": Symbol("delta"), "B": Symbol("delta")})
    [0 < delta, delta < 1]
    """
    symbols = dict.fromkeys(factor for factor in discount.values() if isinstance(factor, sp.Symbol))
    return [
        side
        for symbol in symbols
        for side in (sp.Lt(0, symbol, evaluate=False), sp.Lt(symbol, 1, evaluate=False))
    ]


def check_discount(discount: Discount, space: Space) -> None:
    """Refuse expressions that may lie outside of (0, 1).

    Raises
    ------
    GameError
        With a parameter point at which one does.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.algebra.space import space_of
    >>> r = Symbol("r")
    >>> check_discount({"A": 1 / (1 + r)}, space_of(r >= 0))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: the discount factor of A, 1/(r + 1), may lie outside of (0, 1), for example at
    r = 0: add to where that it does not
    """
    for player, factor in discount.items():
        if isinstance(factor, sp.Symbol) or factor.is_Rational:
            continue
        outside = Region.of(space, negation(read_condition(sp.And(factor > 0, factor < 1))))
        if not outside.is_empty():
            point = outside.witness() or {}
            values = ", ".join(f"{s} = {v}" for s, v in point.items() if s in factor.free_symbols)
            raise GameError(
                f"the discount factor of {player}, {factor}, may lie outside of (0, 1), for example at "
                f"{values}: add to where that it does not"
            )


def _read(player: str, factor: Any, ends: bool) -> sp.Expr:
    if isinstance(factor, str):
        raise GameError(f"the discount factor of {player} is {kind_of(factor)}: write Symbol({factor!r})")
    read = read_expression(factor, "discount", f"the discount factor of {player}")
    if read.is_Rational and not (0 < read < 1 or (ends and read in (0, 1))):
        raise GameError(f"the discount factor of {player} is {read}: it must lie strictly between 0 and 1")
    return read
