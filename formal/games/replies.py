"""Best replies in a strategic form: which payoffs are underlined in a matrix.

>>> from sympy import symbols
>>> T, R, P, S = symbols("T R P S")
>>> dilemma = StrategicGame.from_arrays(
...     [[R, S], [T, P]], [[R, T], [S, P]],
...     players=["A", "B"], actions=[["cooperate", "defect"]] * 2, where=[T > R, R > P, P > S],
... )
>>> best_replies(dilemma)["cooperate", "defect"]
(False, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from formal.algebra import Region
from formal.algebra.formula import conjunction
from formal.algebra.reading import read_condition
from formal.errors import Undecided
from formal.games.strategic import StrategicGame
from formal.games.table import Cell

__all__ = ["best_replies"]


def best_replies(
    game: StrategicGame, at: Mapping[sp.Symbol | str, Any] | None = None
) -> dict[Cell, tuple[bool | None, ...]]:
    """Return for each cell and player whether the player's action is a best reply to those of the others.

    Parameters
    ----------
    game
        Any game in strategic form.
    at
        Values of some parameters or of all; left out, none.

    Returns
    -------
    dict
        True where the action is a best reply for every admissible value of the parameters that are left, False
        where it is not for some, None where that stays undecided.

    Examples
    --------
    >>> c, = sp.symbols("c,")
    >>> game = StrategicGame(["A"], {("act",): (1 - c,), ("wait",): (0,)}, where=[c > 0])
    >>> best_replies(game)["act",], best_replies(game, at={c: sp.Rational(1, 2)})["act",]
    ((False,), (True,))
    """
    fixed = game if not at else game.subs(at)
    return {
        cell: tuple(_is_best(fixed, cell, index) for index in range(len(game.players)))
        for cell in game.payoffs
    }


def _is_best(game: StrategicGame, cell: Cell, index: int) -> bool | None:
    own = game.payoffs[cell][index]
    others = [(*cell[:index], action, *cell[index + 1 :]) for action in game.actions[game.players[index]]]
    better = [game.payoffs[other][index] for other in others if other != cell]
    best = conjunction(*(read_condition(sp.Ge(own, payoff, evaluate=False)) for payoff in better))
    try:
        return Region.of(game.space, best).is_everything()
    except Undecided:
        return None
