"""Perfect Bayesian equilibria: a symbolic signalling game in seconds, larger numeric ones against pygambit."""

import itertools
import random
import time

import pygambit
import pytest
import z3
from sympy import Rational, symbols

from benchmarks.test_decide import in_z3
from formal import Game, chance, choose, load_model
from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, Atom, conjunction, disjunction, negation, rebuild


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


def lettered(seed, letters):
    """A signalling game of two types in which the prior and some payoffs are letters."""
    rng = random.Random(seed)
    spots = dict(zip(rng.sample(range(16), letters), symbols(f"a:{letters}"), strict=True))
    slots = itertools.count()

    def paid():
        number = rng.randint(-3, 3)
        return spots.get(next(slots), number)

    def sender(kind):
        def reply(message):
            return choose("B", {r: (paid(), paid()) for r in "ud"}, info=f"B:{message}")

        return choose("A", {m: reply(m) for m in "mn"}, info=f"A:{kind}")

    q = symbols("q")
    return Game(["A", "B"], chance({"s": (q, sender("s")), "w": (1 - q, sender("w"))}), where=[q > 0, q < 1])


@pytest.mark.parametrize("knife_edges", [False, True])
def test_letters_in_payoffs(benchmark, knife_edges):
    benchmark.pedantic(lambda: lettered(1, 4).solve(knife_edges=knife_edges).equilibria, rounds=1)


def test_whether_one_exists_everywhere_against_z3(benchmark, record):
    """What the regions of all equilibria leave out is nothing: case by case, and asked of z3 as one question."""
    solution = lettered(2, 6).solve()
    gap = negation(disjunction(*(outcome.where.formula for outcome in solution.found)))
    strict = rebuild(gap, lambda a: Atom(a.polynomial, ">") if a.relation == ">=" else a)
    strict = rebuild(strict, lambda a: FALSE if a.relation == "=" else a)
    assumed = solution.space.assumptions
    assert benchmark.pedantic(lambda: Decider(assumed).satisfiable(strict), rounds=1) is False
    peer = z3.Solver()
    peer.set(timeout=10_000)
    peer.add(in_z3(conjunction(assumed, strict)))
    start = time.perf_counter()
    verdict = peer.check()
    ratio = benchmark.stats["median"] / (time.perf_counter() - start)
    record(f"existence everywhere: {ratio:.2f} of the time in which z3 says {verdict}")
