"""Random Markov games of two players, twice: ours with a symbolic discount factor, and as plain data."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from sympy import Rational, symbols

from formal import MarkovGame, choose, step
from tests.oracle.stationary import Joint, Leaf, Markov, Move, Period

(delta,) = symbols("delta,")


def random_game(seed: int, raw: bool = False) -> Any:
    """Return a game of two or three states and its plain twin, or with `raw` what `MarkovGame` is built from."""
    drawn = random.Random(seed)
    while True:
        states = ["x", "y", "z"][: drawn.randint(2, 3)]
        both = {state: _period(drawn, state, states) for state in states}
        plain = Markov({state: own for state, (_, own) in both.items()}, [Fraction(0)] * 2)
        if 2 <= len(plain.choices()) <= 6:
            trees = {state: own for state, (own, _) in both.items()}
            return (trees, delta) if raw else (MarkovGame(["A", "B"], trees, delta), plain)


def _leaf(drawn: random.Random, states: list[str]) -> tuple[Any, Leaf]:
    payoffs = [drawn.randint(-2, 3), drawn.randint(-2, 3)]
    first, second = drawn.choice(states), drawn.choice(states)
    weight = drawn.choice([Fraction(1), Fraction(1, 2), Fraction(1, 4)])
    moves = {first: weight, second: 1 - weight} if weight < 1 and first != second else {first: Fraction(1)}
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
        return _decision(first, state, {action: _leaf(drawn, states) for action in "lr"})
    replies = {
        action: _decision(1 - first, f"{state}{action}", {a: _leaf(drawn, states) for a in "lr"})
        for action in "lr"
    }
    return _decision(first, state, replies)


def _decision(player: int, name: str, below: dict[str, Any]) -> tuple[Any, Period]:
    info = f"{'AB'[player]}{name}"
    ours = choose("AB"[player], {action: own for action, (own, _) in below.items()}, info=info)
    return ours, Move(player, info, {action: plain for action, (_, plain) in below.items()})
