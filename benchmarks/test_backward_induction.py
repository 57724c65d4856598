"""Backward induction: numeric trees against pygambit, symbolic trees against the number of cases."""

import itertools
import random
import time

import pygambit
import pytest
from sympy import symbols

from formal import Game, choose

LETTERS = symbols("a b c d e")


def numeric(depth, rng):
    if depth == 0:
        return (rng.randint(-99, 99), rng.randint(-99, 99))
    return choose("AB"[depth % 2], {"l": numeric(depth - 1, rng), "r": numeric(depth - 1, rng)})


def symbolic(depth, letters, rng):
    """Each payoff a letter plus a number: the more letters, the more cases."""
    if depth == 0:
        return tuple(rng.choice(letters) + rng.randint(-3, 3) for _ in range(2))
    moves = {"l": symbolic(depth - 1, letters, rng), "r": symbolic(depth - 1, letters, rng)}
    return choose("AB"[depth % 2], moves)


@pytest.mark.parametrize("depth", [8, 12])
def test_numeric_tree(benchmark, depth):
    game = Game(["A", "B"], numeric(depth, random.Random(depth)))
    solution = benchmark(game.solve)
    assert len(solution.found) >= 1


def test_ratio_to_pygambit(benchmark):
    """Pygambit has no backward induction: its quickest way to an equilibrium of the same tree."""
    game = Game(["A", "B"], numeric(4, random.Random(4)))
    benchmark(game.solve)
    labels = itertools.count()
    peer = pygambit.Game.new_tree(players=["A", "B"])

    def build(node, mine):
        if hasattr(mine, "payoffs"):
            peer.set_outcome(node, peer.add_outcome(str(next(labels)), [int(u) for u in mine.payoffs]))
            return
        peer.append_move(node, mine.player, list(mine.actions))
        for child, below in zip(node.children, mine.actions.values(), strict=True):
            build(child, below)

    build(peer.root, game.tree)
    start = time.perf_counter()
    pygambit.nash.lcp_solve(peer, rational=True)
    benchmark.extra_info["ratio to pygambit"] = benchmark.stats["median"] / (time.perf_counter() - start)


def cases_and_seconds():
    """Yield, for random symbolic trees, the number of outcomes and the time that solving took."""
    for letters in range(1, 6):
        for depth in (2, 3):
            for seed in range(4):
                game = Game(["A", "B"], symbolic(depth, LETTERS[:letters], random.Random(seed)))
                start = time.perf_counter()
                solution = game.solve()
                yield len(solution.found), time.perf_counter() - start


def test_cost_grows_with_the_cases(benchmark):
    points = benchmark.pedantic(lambda: list(cases_and_seconds()), rounds=1)
    per_case = sorted(seconds / cases for cases, seconds in points)
    benchmark.extra_info["seconds a case, median"] = per_case[len(per_case) // 2]
    benchmark.extra_info["seconds a case, largest"] = per_case[-1]
