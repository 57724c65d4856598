"""Checking stationary equilibria: each is an equilibrium of one period with its own worths at the ends.

If the next states are worth what the equilibrium says, one period is an ordinary game: nature draws a state, its
tree is played, and at its end everybody has the period's payoff and the discounted worth of what comes next. The
strategies must be an equilibrium of that game, and must lead to the worths that were put in; since discount
factors are below one, only what following the strategies for ever is worth does that.

References
----------
Blackwell, D. (1965), Discounted dynamic programming. Annals of Mathematical Statistics 36, Theorems 5 and 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import sympy as sp

from formal import verbs
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.solution import Solution
from formal.equilibria.stationary import StationaryEquilibrium, StationarySolution
from formal.equilibria.verification import Verification
from formal.equilibria.verify import verify
from formal.games import Game
from formal.games.markov import MarkovGame
from formal.games.stepping import Ending
from formal.games.tree import Chance, Decision, Node, Offer, Terminal
from formal.games.walking import History

__all__ = ["one_period"]

_Worth = Mapping[str, Mapping[str, sp.Expr]]


def one_period(game: MarkovGame, equilibrium: StationaryEquilibrium) -> tuple[Game, Equilibrium]:
    """Return one period as a game of its own, and what the equilibrium says about it.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.stepping import step
    >>> from formal.solvers.markov import markov_perfect
    >>> delta, u = symbols("delta u")
    >>> game = MarkovGame(["A"], {"on": step((u,), "off"), "off": step((0,), "on")}, delta)
    >>> found, = markov_perfect(game, knife_edges=False, report=lambda _: None)
    >>> one_period(game, found)[1].payoffs["A"].equals(u / (1 - delta) / 2)
    True
    """
    share = sp.Rational(1, len(game.states))
    worth = equilibrium.play.values
    trees = {s: (share, _valued(game, worth, tree, (s,))) for s, tree in game.trees.items()}
    payoffs = {p: share * sp.Add(*(worth[s][p] for s in game.states)) for p in game.players}
    stated = Equilibrium(
        where=equilibrium.where,
        strategy=equilibrium.strategy,
        payoffs=payoffs,
        outcome={history: share * q for history, q in equilibrium.courses.items()},
        belief=equilibrium.belief,
    )
    return Game(game.players, Chance(trees), game.where, game.name), stated


def _valued(game: MarkovGame, worth: _Worth, node: Node, history: History) -> Node:
    if history in game.endings:
        return Terminal(_payoffs(game, worth, game.endings[history]))
    match node:
        case Decision(actions=actions):
            below = {a: _valued(game, worth, n, (*history, a)) for a, n in actions.items()}
            return replace(node, actions=below)
        case Chance(branches=branches):
            return Chance({a: (q, _valued(game, worth, n, (*history, a))) for a, (q, n) in branches.items()})
        case Offer(symbol=symbol, node=child):
            return replace(node, node=_valued(game, worth, child, (*history, symbol.name)))
    return node


def _payoffs(game: MarkovGame, worth: _Worth, end: Ending) -> tuple[sp.Expr, ...]:
    found = []
    for player, payoff in zip(game.players, end.payoffs, strict=True):
        factor = game.discount[player]
        later = sp.Add(*(q * worth[state][player] for state, q in end.moves.items()))
        found.append(payoff / (1 - factor) if end.lasting else payoff + factor * later)
    return tuple(found)


@verbs.verify.register
def _verify(solution: StationarySolution, samples: int = 20, seed: int = 0) -> Verification:
    """Check every equilibrium in the game of one period; see `Solution.verify`."""
    total = Verification(0, 0, 0)
    for index, equilibrium in enumerate(solution):
        game, own = one_period(solution.game, cast(StationaryEquilibrium, equilibrium))
        outcome = Outcome(own.where, own.outcome, own.payoffs, (own,))
        plain = Solution(game, "subgame_perfect", game.space, (outcome,), scope="")
        found = verify(plain, samples=samples, seed=seed)
        unchecked = (reason.replace("equilibrium 0", f"equilibrium {index}") for reason in found.unchecked)
        total = Verification(
            total.equilibria + 1,
            total.points + found.points,
            total.deviations + found.deviations,
            (*total.failures, *(replace(failure, equilibrium=index) for failure in found.failures)),
            (*total.unchecked, *unchecked),
        )
    return total
