"""Perfect Bayesian equilibria: a symbolic signalling game in seconds, larger numeric ones against pygambit."""

import random
import time

import pygambit
import pytest
from sympy import Rational

from formal import Game, chance, choose, load_model


def signalling(types, messages, replies, seed):
    """Whole numbers for payoffs, a prior without a pattern."""
    rng = random.Random(seed)
    parts = [rng.randint(1, 9) for _ in range(types)]

    def sender(kind):
        after = {
            f"m{m}": choose(
                "B",
                {f"r{r}": (rng.randint(-9, 9), rng.randint(-9, 9)) for r in range(replies)},
                info=f"B:{m}",
            )
            for m in range(messages)
        }
        return choose("A", after, info=f"A:{kind}")

    tree = chance({f"t{t}": (Rational(p, sum(parts)), sender(t)) for t, p in enumerate(parts)})
    return Game(["A", "B"], tree)


def test_ten_parameters_and_eight_information_sets(benchmark):
    """The signalling game of the lectures, closed forms and all."""

    def solved():
        return load_model("credibility_signalling").game.solve().equilibria

    assert len(benchmark.pedantic(solved, rounds=3)) > 6


def test_ratio_to_pygambit(benchmark):
    """Every equilibrium of a numeric game, against pygambit's extreme Nash equilibria of its strategic form."""
    game = signalling(3, 2, 2, seed=0)
    benchmark.pedantic(lambda: game.solve().equilibria, rounds=3)
    peer = game.to_gambit()
    start = time.perf_counter()
    pygambit.nash.enummixed_solve(peer, rational=True)
    benchmark.extra_info["ratio to pygambit"] = benchmark.stats["median"] / (time.perf_counter() - start)


@pytest.mark.parametrize("types", [2, 3, 4])
def test_three_messages_and_three_replies(benchmark, types):
    game = signalling(types, 3, 3, seed=0)
    tried = []

    def solved():
        return game.solve(progress=tried.append).equilibria

    benchmark.pedantic(solved, rounds=1)
    benchmark.extra_info["last word"] = tried[-1] if tried else ""
