"""Markov games: the petrodollar game, games at once and in turn, and every profile against brute force."""

from fractions import Fraction
from typing import Any

import pytest
from sympy import Rational, symbols

from tests.oracle.stationary import Markov
from tests.solvers.random_markov import random_game

delta, p, q, L, k, v, a = symbols("delta p q L k v a")


# -- brute force ---------------------------------------------------------------------------------------


def pure(equilibrium: Any) -> dict[str, str]:
    return {
        info: next(action for action, q in choice.items() if q == 1)
        for info, choice in equilibrium.strategy.items()
    }


def listed(profiles: Any) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(profile.items())) for profile in profiles}


@pytest.mark.parametrize("seed", range(16))
def test_all_pure_profiles_by_brute_force(seed: int):
    game, plain = random_game(seed)
    solution = game.solve(knife_edges=True)
    assert solution.undecided == ()
    for factor in (Fraction(1, 5), Fraction(1, 2), Fraction(4, 5)):
        here = Markov(plain.periods, [factor] * 2)
        sure, close = here.equilibria()
        found = listed(map(pure, solution.at({delta: Rational(str(factor))})))
        assert listed(sure) <= found <= listed([*sure, *close])
