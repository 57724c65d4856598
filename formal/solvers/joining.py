"""From equilibria to outcomes: those with the same path and payoffs are one, wherever one of them exists.

>>> from formal.games import choose
>>> game = Game(["A"], choose("A", {"left": (1,), "right": (1,)}))
>>> [outcome.path for outcome in joined(game, game.solve())]
[{('left',): 1}, {('right',): 1}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from formal.algebra import Region
from formal.algebra.formula import disjunction
from formal.algebra.simplify import simplify
from formal.equilibria import Equilibrium, Outcome
from formal.games import Game

__all__ = ["joined", "merged"]


def joined(game: Game, found: Iterable[Equilibrium]) -> Iterator[Outcome]:
    """Yield the outcomes of equilibria, in the order in which they are first met."""
    groups: dict[object, list[Equilibrium]] = {}
    for equilibrium in found:
        key = (tuple(sorted(equilibrium.payoffs.items())), frozenset(equilibrium.outcome.items()))
        groups.setdefault(key, []).append(equilibrium)
    for own in groups.values():
        yield Outcome(_anywhere(game, own), own[0].outcome, own[0].payoffs, tuple(own))


def merged(game: Game, found: Iterable[Equilibrium]) -> Iterator[Equilibrium]:
    """Yield each assessment once, wherever one of those with the same strategies and beliefs exists.

    Examples
    --------
    >>> from formal.games import choose
    >>> game = Game(["A"], choose("A", {"left": (1,), "right": (0,)}))
    >>> len(list(merged(game, [game.solve()[0], game.solve()[0]])))
    1
    """
    groups: dict[str, list[Equilibrium]] = {}
    for equilibrium in found:
        key = repr((equilibrium.strategy, equilibrium.belief, equilibrium.payoffs, equilibrium.free))
        groups.setdefault(key, []).append(equilibrium)
    for own in groups.values():
        yield own[0] if len(own) == 1 else replace(own[0], where=_anywhere(game, own))


def _anywhere(game: Game, own: list[Equilibrium]) -> Region:
    if len(own) == 1:
        return own[0].where
    where = simplify(game.space.decider, disjunction(*(e.where.formula for e in own)))
    return Region.of(game.space, where.formula, minimal=where.minimal)
