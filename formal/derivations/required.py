"""What must be shown for an equilibrium to be one, by the form of its game.

Whoever makes a derivation and whoever checks it ask here, so that both look at the same steps. A form of game adds
itself by registering what must be shown: comparisons that follow from the game and from what is stated, without a
solver. For a tree they are those of `obligations`.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> from formal.games import choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0])
>>> fights = Equilibrium(Region(p > c), {"A": {"fight": 1, "yield": 0}}, {}, {})
>>> [str(shown.goal) for shown in required(game, fights, {}, lambda formula: False)]
['-c + p >= 0']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any, TypeAlias

from formal.algebra.formula import Formula
from formal.derivations.following import Following
from formal.derivations.obligations import Obligation, obligations
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError
from formal.games import Game

Impossible: TypeAlias = Callable[[Formula], bool]


@singledispatch
def required(
    game: object, equilibrium: Equilibrium, worths: Mapping[Any, Any], impossible: Impossible
) -> Iterable[Obligation]:
    """Return what must be shown, in the order in which it is told.

    Parameters
    ----------
    game
        The game.
    equilibrium
        What is played, and where.
    worths
        What players are said to get after some histories, or in some states.
    impossible
        Whether a case is known to be nowhere; asked before a case is left out.

    Raises
    ------
    GameError
        If no derivation is made for games of this form.
    """
    raise GameError(f"no derivation is made for a {type(game).__name__}")


@required.register
def _of_a_tree(
    game: Game, equilibrium: Equilibrium, worths: Mapping[Any, Any], impossible: Impossible
) -> Iterable[Obligation]:
    return obligations(Following(game, equilibrium, impossible), worths)
