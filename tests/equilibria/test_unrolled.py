"""Games with a last period as one long tree: what is right passes, and what is wrong fails."""

from dataclasses import replace

import pytest
from sympy import Rational, symbols

from formal import MarkovGame, choose, infimum, offer, step, supremum
from formal.equilibria.unrolled import Unrolled
from tests.solvers.random_markov import random_game
from tests.solvers.test_unfolding import ALTERNATING, salami, shifting

delta, delta_A, delta_B = symbols("delta delta_A delta_B")

GAMES = {
    "offers in turn": lambda: MarkovGame(["A", "B"], ALTERNATING, [delta_A, delta_B], periods=3),
    "preventive war": lambda: shifting(2),
    "salami tactics": lambda: salami(2),
}


@pytest.mark.parametrize("name", GAMES)
def test_equilibria_of_finite_games_pass(name):
    found = GAMES[name]().solve().verify(samples=3)
    assert found, str(found)
    assert found.deviations > 100
    assert found.unchecked == ()


@pytest.mark.parametrize("seed", range(8))
def test_random_games_of_three_periods_pass(seed):
    game = MarkovGame(["A", "B"], *random_game(seed, raw=True), periods=3)
    found = game.solve().verify(samples=4)
    assert found, str(found)


def spoiled(name, info, change):
    """Return a solution in which a choice of the first equilibrium is another one."""
    solution = GAMES[name]().solve()
    outcome, *_ = solution.found
    first = outcome.equilibria[0]
    other = replace(first, strategy={**first.strategy, info: change(first.strategy[info])})
    return replace(solution, found=(replace(outcome, spelled=(other,)),))


@pytest.mark.parametrize(
    ("name", "info", "change"),
    [
        ("offers in turn", "A:A offers in period 1", lambda share: share / 2),
        ("offers in turn", "B:B offers in period 2", lambda share: share / 2),
        ("preventive war", "A:later,x in period 2", lambda q: {"accept": q["fight"], "fight": q["accept"]}),
        ("salami tactics", "A in period 2", lambda slice_: slice_ * Rational(1, 2)),
        ("salami tactics", "B in period 2", lambda q: {"concede": q["fight"], "fight": q["concede"]}),
    ],
)
def test_a_wrong_choice_on_or_off_the_path_fails(name, info, change):
    assert not spoiled(name, info, change).verify(samples=3)


def test_a_region_that_is_too_large_fails():
    solution = shifting(2).solve()
    wide = [replace(outcome, where=outcome.where | ~outcome.where) for outcome in solution.found]
    equilibria = [replace(o.equilibria[0], where=w.where) for o, w in zip(solution.found, wide, strict=True)]
    spread = [replace(w, spelled=(e,)) for w, e in zip(wide, equilibria, strict=True)]
    assert not replace(solution, found=tuple(spread)).verify(samples=6)


def test_a_game_too_large_to_be_written_out_says_so():
    both = choose("A", {a: step((1,), {"on": Rational(1, 2), "off": Rational(1, 2)}) for a in "xyz"})
    game = MarkovGame(["A"], {"on": both, "off": both}, delta, periods=9)
    with pytest.raises(OverflowError, match="more than 1500 ends"):
        Unrolled(game).game  # noqa: B018


def test_where_something_is_chosen_lies_within_the_interval_of_the_offer():
    """B takes whatever is offered in the last of two periods, which is some x between 0 and 1."""
    y, delta = symbols("y delta")
    answers = {"accept": (y, 1 - y), "reject": step((0, 0), "A")}
    state = offer("A", y, 0, 1, choose("B", answers, prefer=["accept", "reject"]))
    solution = MarkovGame(["A", "B"], {"A": state}, delta, periods=2).solve()
    taken = solution.chooses("B in period 2", "accept")
    assert (str(infimum(taken, y)), str(supremum(taken, y))) == ("0", "1")
