"""Nash equilibria of trees: found in the strategic form, told as what players do at their information sets.

A mixed strategy over plans leads to the same play as doing at each information set what the plans that come there do
on average (Kuhn's theorem, for perfect recall). Where a player's own moves exclude an information set, its plan says
nothing there and anything will do; the first action is shown.

>>> from formal.games import choose
>>> entry = choose("A", {"in": choose("B", {"fight": (-1, 0), "share": (1, 1)}), "out": (0, 2)})
>>> for equilibrium in nash_in_tree(Game(["A", "B"], entry)):
...     print(list(equilibrium.outcome), equilibrium.strategy["B"], equilibrium.free)
[('in', 'share')] {'fight': 0, 'share': 1} {}
[('out',)] {'fight': 1, 'share': 0} {}
[('out',)] {'fight': t, 'share': 1 - t} {t: Region(1/2 <= t <= 1)}

References
----------
Kuhn, H. W. (1953), Extensive Games and the Problem of Information, in Contributions to the Theory of Games II,
Theorem 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import sympy as sp

from formal.algebra import Cases
from formal.algebra.formula import conjunction
from formal.algebra.reading import read_condition
from formal.equilibria import Equilibrium, Solution
from formal.games import Game
from formal.games.plans import Ending, Plan, endings, plans
from formal.solvers.joining import joined, merged
from formal.solvers.nash import nash

__all__ = ["nash_in_tree"]

_ONE, _ZERO = sp.Integer(1), sp.Integer(0)
#: What a player does at an information set.
_Mixture = dict[str, "sp.Expr | Cases"]


def nash_in_tree(
    game: Game, knife_edges: bool = False, report: Callable[[str], None] = lambda _: None
) -> Solution:
    """Return the Nash equilibria of a game with finitely many actions, in behaviour strategies, by region.

    Parameters
    ----------
    game
        No offers, no draws.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.
    report
        Called with a sentence now and then.

    Raises
    ------
    GameError
        If the game is not finite, or its strategic form would be too large.
    """
    report("writing down the strategic form")
    form = game.strategic_form()
    table = nash(form, knife_edges, report)
    work = _Behaviour(game)
    found = merged(game, (work.told(equilibrium) for equilibrium in table))
    outcomes = sorted(joined(game, found), key=lambda outcome: outcome.where.is_thin())
    aside = "; where a player's own moves exclude an information set, any choice there is as good as the one shown"
    excluded = any(len(p.actions) < len(work.sets[player]) for player, own in work.plans.items() for p in own)
    return Solution(
        game=game,
        concept="nash",
        space=game.space,
        found=tuple(outcomes),
        scope=table.scope + (aside if excluded else ""),
        undecided=table.undecided,
    )


class _Behaviour:
    """Tells equilibria of the strategic form as behaviour in the tree."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.plans: dict[str, list[Plan]] = {
            player: plans(player, game.tree, game.information_sets) for player in game.players
        }

    @cached_property
    def sets(self) -> dict[str, list[str]]:
        """The names of each player's information sets."""
        found: dict[str, list[str]] = {player: [] for player in self.game.players}
        for name, info in self.game.information_sets.items():
            found[info.player].append(name)
        return found

    @cached_property
    def endings(self) -> list[Ending]:
        """The terminal nodes."""
        return list(endings(self.game.players, self.game.tree))

    def told(self, equilibrium: Equilibrium) -> Equilibrium:
        """Return the equilibrium with behaviour strategies, and the terminal nodes in its outcome."""
        strategy: dict[str, _Mixture] = {}
        for name, info in self.game.information_sets.items():
            strategy[name] = self._mixture(name, info.player, equilibrium)
        used = {s for mixture in strategy.values() for q in mixture.values() for s in _symbols(q)}
        return replace(
            equilibrium,
            strategy=strategy,
            outcome=dict(self._outcome(equilibrium)),
            free={symbol: region for symbol, region in equilibrium.free.items() if symbol in used},
        )

    def _mixture(self, name: str, player: str, equilibrium: Equilibrium) -> _Mixture:
        """Return what the plans that come to an information set do there, on average."""
        weights = self._weights(player, equilibrium)
        coming = sp.Add(*(q for plan, q in weights if name in plan.actions))
        actions = self.game.information_sets[name].actions
        first = {action: _ONE if action == actions[0] else _ZERO for action in actions}
        if sp.cancel(coming) == 0:
            return dict(first)
        taken = {
            a: sp.cancel(sp.Add(*(q for plan, q in weights if plan.actions.get(name) == a)) / coming)
            for a in actions
        }
        if all(q.is_Rational for q in taken.values()) or not self._may_vanish(coming, equilibrium):
            return dict(taken)
        never = sp.Eq(coming, 0)
        return {a: Cases((never, first[a]), (True, q)) for a, q in taken.items()}

    def _weights(self, player: str, equilibrium: Equilibrium) -> list[tuple[Plan, sp.Expr]]:
        mixture = equilibrium.strategy[player]
        assert isinstance(mixture, Mapping)
        return [(plan, mixture[plan.label]) for plan in self.plans[player]]

    def _may_vanish(self, coming: sp.Expr, equilibrium: Equilibrium) -> bool:
        """Return whether the information set may be excluded by the plans somewhere in the equilibrium's region."""
        space = self.game.space.with_symbols(equilibrium.free)
        ranges = (region.formula for region in equilibrium.free.values())
        excluded = read_condition(sp.Eq(coming, 0, evaluate=False))
        return space.decider.possible(conjunction(equilibrium.where.formula, *ranges, excluded))

    def _outcome(self, equilibrium: Equilibrium) -> Iterator[tuple[tuple[str, ...], sp.Expr]]:
        for ending in self.endings:
            weight = ending.chance
            for player, moves in ending.sequences.items():
                if moves:
                    own = self._weights(player, equilibrium)
                    weight = weight * sp.Add(*(q for plan, q in own if plan.follows(moves)))
            weight = sp.cancel(weight)
            if weight != 0:
                yield ending.history, weight


def _symbols(value: sp.Expr | Cases) -> set[sp.Symbol]:
    return set(value.symbols) if isinstance(value, Cases) else set(value.free_symbols)
