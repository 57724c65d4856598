"""Behaviour in a tree as a mixture over plans: a Nash equilibrium of the strategic form.

A plan is played with the product of the probabilities with which its actions are taken (Kuhn's theorem, for perfect
recall). So what is a Nash equilibrium in the tree can be shown in the table of what plans pay.

>>> from formal.games import choose
>>> entry = choose("A", {"in": choose("B", {"fight": (-1, 0), "share": (1, 1)}), "out": (0, 2)})
>>> game = Game(["A", "B"], entry)
>>> threat = game.solve("nash")[1]
>>> in_plans(game, threat).strategy
{'A': {'in': 0, 'out': 1}, 'B': {'fight': 1, 'share': 0}}

References
----------
Kuhn, H. W. (1953), Extensive Games and the Problem of Information, in Contributions to the Theory of Games II,
Theorem 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from formal.equilibria.equilibrium import Equilibrium
from formal.games import Game
from formal.games.plans import Plan, plans


def in_plans(game: Game, equilibrium: Equilibrium) -> Equilibrium:
    """Return an equilibrium in behaviour strategies as one of the strategic form.

    Parameters
    ----------
    game
        In extensive form, with finitely many actions.
    equilibrium
        What is done at each information set.
    """
    strategy: dict[str, Mapping[str, Any]] = {}
    for player in game.players:
        own = plans(player, game.tree, game.information_sets)
        strategy[player] = {plan.label: _chance(plan, equilibrium) for plan in own}
    return replace(equilibrium, strategy=strategy, belief={})


def _chance(plan: Plan, equilibrium: Equilibrium) -> Any:
    """Return the probability of a plan."""
    product: Any = sp.Integer(1)
    for info, action in plan.actions.items():
        stated = equilibrium.strategy[info]
        assert isinstance(stated, Mapping)
        product = product * stated[action]
    return product
