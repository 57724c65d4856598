"""Markov games: the petrodollar game, games at once and in turn, and every profile against brute force."""

import random
from fractions import Fraction
from typing import Any

import pytest
from sympy import Rational, symbols

from formal import MarkovGame, choose, step
from tests.oracle.stationary import Joint, Leaf, Markov, Move, Period

delta, p, q, L, k, v, a = symbols("delta p q L k v a")


# -- random games ------------------------------------------------------------------------------------


def random_game(seed: int) -> tuple[MarkovGame, Markov]:
    """A game of two or three states and two players, twice: ours with a symbolic discount factor, and plain."""
    drawn = random.Random(seed)
    while True:
        states = ["x", "y", "z"][: drawn.randint(2, 3)]
        both = {state: _period(drawn, state, states) for state in states}
        plain = Markov({state: own for state, (_, own) in both.items()}, [Fraction(0)] * 2)
        if 2 <= len(plain.choices()) <= 6:
            return MarkovGame(["A", "B"], {state: own for state, (own, _) in both.items()}, delta), plain


def _leaf(drawn: random.Random, states: list[str]) -> tuple[Any, Leaf]:
    payoffs = [drawn.randint(-2, 3), drawn.randint(-2, 3)]
    first, second = drawn.choice(states), drawn.choice(states)
    weight = drawn.choice([Fraction(1), Fraction(1, 2), Fraction(1, 4)])
    moves = {first: weight} if weight == 1 or first == second else {first: weight, second: 1 - weight}
    moves = {s: Fraction(1) if len(moves) == 1 else w for s, w in moves.items()}
    ours = step(tuple(payoffs), {s: Rational(w.numerator, w.denominator) for s, w in moves.items()})
    return ours, Leaf([Fraction(u) for u in payoffs], moves)


def _period(drawn: random.Random, state: str, states: list[str]) -> tuple[Any, Period]:
    kind = drawn.choice(["rest", "one", "turns", "at once"])
    if kind == "rest":
        return _leaf(drawn, states)
    if kind == "at once":
        leaves = {(i, j): _leaf(drawn, states) for i in "lr" for j in "lr"}
        reply = {i: choose("B", {j: leaves[i, j][0] for j in "lr"}, info=f"B{state}") for i in "lr"}
        ours = choose("A", reply, info=f"A{state}")
        return ours, Joint((f"A{state}", f"B{state}"), {pair: leaf for pair, (_, leaf) in leaves.items()})
    first = drawn.randint(0, 1)
    if kind == "one":
        below = {action: _leaf(drawn, states) for action in "lr"}
    else:
        below = {action: _reply(drawn, 1 - first, f"{state}{action}", states) for action in "lr"}
    info = f"{'AB'[first]}{state}"
    ours = choose("AB"[first], {action: o for action, (o, _) in below.items()}, info=info)
    return ours, Move(first, info, {action: plain for action, (_, plain) in below.items()})


def _reply(drawn: random.Random, player: int, name: str, states: list[str]) -> tuple[Any, Period]:
    below = {action: _leaf(drawn, states) for action in "lr"}
    info = f"{'AB'[player]}{name}"
    ours = choose("AB"[player], {action: o for action, (o, _) in below.items()}, info=info)
    return ours, Move(player, info, {action: plain for action, (_, plain) in below.items()})


def pure(equilibrium: Any) -> dict[str, str]:
    return {
        info: next(action for action, q in choice.items() if q == 1)
        for info, choice in equilibrium.strategy.items()
    }


def listed(profiles: Any) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(profile.items())) for profile in profiles}


@pytest.mark.parametrize("seed", range(30))
def test_all_pure_profiles_by_brute_force(seed: int):
    game, plain = random_game(seed)
    solution = game.solve(knife_edges=True)
    assert solution.undecided == ()
    for factor in (Fraction(1, 5), Fraction(1, 2), Fraction(4, 5)):
        here = Markov(plain.periods, [factor] * 2)
        sure, close = here.equilibria()
        found = listed(map(pure, solution.at({delta: Rational(str(factor))})))
        assert listed(sure) <= found <= listed([*sure, *close])
