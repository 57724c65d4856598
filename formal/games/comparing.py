"""What a player prefers: payoffs at two places of a tree compared.

>>> from sympy import Symbol, symbols
>>> from formal.games.tree import choose, offer
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> war = (p - c_A, 1 - p - c_B)
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": war}))
>>> crisis = Game(["A", "B"], tree, where=[0 < p, p < 1, c_A > 0, c_B > 0])
>>> prefers(crisis, "B", ["x", "accept"], ["x", "reject"]).solved_for(x)
Region(x <= p + c_B)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from formal.algebra import Region
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.tree import Chance, Node, Terminal
from formal.games.walking import History, place

__all__ = ["expected_payoffs", "prefers"]


def prefers(
    game: Game, player: str, history: Sequence[Any], other: Sequence[Any], strictly: bool = False
) -> Region:
    """Return where a player weakly prefers that the game ends after one history to its ending after another.

    Parameters
    ----------
    game
        Any game in extensive form.
    player
        Whose payoffs are compared.
    history, other
        Labels. An offer is passed by the name of its symbol, which stays in the answer and may have any value,
        or by `Eq(symbol, value)`. What follows the labels may be left to chance, but to no player.
    strictly
        Whether to leave out where the player is indifferent.

    Raises
    ------
    GameError
        If there is no such player or history, or somebody moves after it.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal import Game, choose, offer, prefers
    >>> p, c_A, c_B, x = symbols("p c_A c_B x")
    >>> answers = {"accept": (x, 1 - x), "fight": (p - c_A, 1 - p - c_B)}
    >>> where = [0 < p, p < 1, c_A > 0, c_B > 0]
    >>> crisis = Game(["A", "B"], offer("A", x, 0, 1, choose("B", answers)), where)
    >>> prefers(crisis, "B", ["x", "accept"], ["x", "fight"])
    Region(x <= p + c_B)
    """
    if player not in game.players:
        raise GameError(f"{player!r} is no player: the players are {', '.join(game.players)}")
    own, against = (expected_payoffs(game, h)[game.players.index(player)] for h in (history, other))
    region = Region((sp.Gt if strictly else sp.Ge)(own, against, evaluate=False))
    symbols = [s for s in (own - against).free_symbols if s.name not in game.space.symbols]
    return Region.of(game.space.with_symbols(sorted(symbols, key=str)), region.formula).simplify()


def expected_payoffs(game: Game, history: Sequence[Any]) -> tuple[sp.Expr, ...]:
    """Return what the players get after a history, in their order; moves of nature that follow are averaged.

    Examples
    --------
    >>> from sympy import Rational
    >>> from formal.games.tree import chance, choose
    >>> war = chance({"won": (Rational(3, 4), (1, -1)), "lost": (Rational(1, 4), (-1, 1))})
    >>> expected_payoffs(Game(["A", "B"], choose("A", {"fight": war, "wait": (0, 0)})), ["fight"])
    (1/2, -1/2)
    """
    values = {label.lhs: label.rhs for label in history if isinstance(label, sp.Eq)}
    labels = tuple(label.lhs.name if isinstance(label, sp.Eq) else label for label in history)
    return tuple(u.subs(values) for u in _expected(game.node(labels), labels))


def _expected(node: Node, history: History) -> tuple[sp.Expr, ...]:
    match node:
        case Terminal(payoffs):
            return payoffs
        case Chance(branches):
            parts = [[q * u for u in _expected(below, (*history, a))] for a, (q, below) in branches.items()]
            return tuple(sp.Add(*column) for column in zip(*parts, strict=True))
    raise GameError(
        f"{place(history)} somebody moves: give a history to the end, or compare payoffs of the solution"
    )
