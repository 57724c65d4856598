"""What is left after dominated actions are eliminated, round by round, and for which parameters.

>>> from formal.games.strategic import StrategicGame
>>> from formal.solvers.dominance import eliminated
>>> from sympy import symbols
>>> b, c = symbols("b c", positive=True)
>>> game = StrategicGame(["A"], {("act",): (b - c,), ("wait",): (0,)})
>>> for left in eliminated(game):
...     print(left.actions, left.rounds, left.where)
{'A': ('wait',)} ({'A': ('act',)},) b < c
{'A': ('act',)} ({'A': ('wait',)},) b > c
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formal import verbs
from formal.algebra.region import Region

__all__ = ["Elimination"]


@dataclass(frozen=True, eq=False, repr=False)
class Elimination:
    """What is left of a game, where, and what was eliminated in which round.

    Attributes
    ----------
    where
        The parameters for which it goes like this.
    actions
        `{player: (action, …)}`: what is left.
    rounds
        For each round `{player: (action, …)}`: what was eliminated, all at once.

    Examples
    --------
    >>> Elimination(Region(True), {"A": ("up",), "B": ("left",)}, ()).solvable
    True
    """

    where: Region
    actions: Mapping[str, tuple[str, ...]]
    rounds: tuple[Mapping[str, tuple[str, ...]], ...]

    @property
    def solvable(self) -> bool:
        """Whether one action is left for each player: the game is dominance solvable."""
        return all(len(own) == 1 for own in self.actions.values())

    def __repr__(self) -> str:
        left = "; ".join(f"{player}: {', '.join(own)}" for player, own in self.actions.items())
        return f"Elimination({left} where {self.where})"

    def __str__(self) -> str:
        return verbs.text(self)
