"""A profile passes `verify` exactly if it is a subgame-perfect equilibrium by the definition.

Random trees with few strategies; profiles of pure strategies are put before `verify`, and the verdict is held
against the oracle, which tries all strategies of all players in all subgames.
"""

from __future__ import annotations

import random
from itertools import product
from math import prod

import pytest
from sympy import Integer, Rational, Symbol

from formal.algebra import Region
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.equilibria.assessment import Assessment
from formal.games import Game, chance, choose
from tests.oracle.numeric import read
from tests.oracle.subgame_perfect import by_definition

PLAYERS = ("A", "B", "C")
p = Symbol("p")


@pytest.mark.parametrize("seed", range(60))
def test_verdicts_are_those_of_the_definition(seed):
    rng = random.Random(seed)
    game = _game(rng)
    value = Rational(rng.randint(1, 29), 30)
    fixed = game.subs({p: value})
    listed = by_definition(read(fixed).tree)
    infos = list(fixed.information_sets.values())
    profiles = list(product(*(info.actions for info in infos)))
    rng.shuffle(profiles)
    for actions in profiles[:40]:
        chosen = {info.name: action for info, action in zip(infos, actions, strict=True)}
        verdict = bool(_solution(fixed, chosen).verify(samples=1))
        assert verdict == (frozenset(chosen.items()) in listed), (value, chosen)


def _solution(game: Game, chosen: dict[str, str]) -> Solution:
    strategy = {
        name: {action: Integer(action == chosen[name]) for action in info.actions}
        for name, info in game.information_sets.items()
    }
    bare = Equilibrium(Region(True), strategy, {}, {})
    assessment = Assessment(game, bare, {})
    payoffs = dict(zip(game.players, assessment.payoffs(game.tree), strict=True))
    equilibrium = Equilibrium(Region(True), strategy, payoffs, dict(assessment.path()))
    outcome = Outcome(equilibrium.where, equilibrium.outcome, equilibrium.payoffs, (equilibrium,))
    return Solution(game, "subgame_perfect", game.space, (outcome,), scope="a profile")


def _game(rng: random.Random) -> Game:
    """A game that the oracle settles in a moment: it tries all strategies against all profiles."""
    while True:
        game = Game(PLAYERS, _tree(rng, rng.choice((2, 3))), where=[p > 0, p < 1])
        if prod(len(info.actions) for info in game.information_sets.values()) <= 150:
            return game


def _tree(rng: random.Random, depth: int):
    if depth == 0 or rng.random() < 0.1:
        return tuple(rng.choice((rng.randint(-2, 2), p, 1 - p, 2 * p - 1)) for _ in PLAYERS)
    if rng.random() < 0.2:
        weight = rng.choice((p, Rational(1, 3)))
        return chance({"up": (weight, _tree(rng, depth - 1)), "down": (1 - weight, _tree(rng, depth - 1))})
    actions = {label: _tree(rng, depth - 1) for label in rng.choice((("l", "r"), ("l", "m", "r")))}
    prefer = rng.sample(list(actions), len(actions)) if rng.random() < 0.3 else None
    return choose(rng.choice(PLAYERS), actions, prefer=prefer)
