"""Games with finitely many periods: by hand, against brute force, and long ones against the infinite one."""

import itertools
from fractions import Fraction
from typing import Any

import pytest
from sympy import Rational, symbols

from formal import MarkovGame, Region, choose, forever, offer, step
from tests.oracle.stationary import Markov, worths
from tests.solvers.random_markov import random_game

x, y, delta, delta_A, delta_B = symbols("x y delta delta_A delta_B")
p0, p1, c_A, c_B = symbols("p0 p1 c_A c_B")

ALTERNATING = {
    "A offers": offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": step((0, 0), "B offers")})),
    "B offers": offer("B", y, 0, 1, choose("A", {"accept": (y, 1 - y), "reject": step((0, 0), "A offers")})),
}


def only(solution: Any) -> Any:
    (outcome,) = solution.outcomes()
    assert solution.without is None
    assert solution.undecided == ()
    return outcome


# -- by hand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("periods", [1, 2, 3, 4, 5])
def test_alternating_offers_with_a_deadline(periods: int):
    # Ståhl (1972): the last proposer takes all, and each before it leaves the other its discounted claim.
    share = 1
    for k in range(periods - 1, 0, -1):
        share = 1 - (delta_B if k % 2 else delta_A) * share
    found = only(MarkovGame(["A", "B"], ALTERNATING, [delta_A, delta_B], periods=periods).solve())
    assert (found.payoffs["A"] - share).expand() == 0


def shifting(period: int) -> MarkovGame:
    def demand(p: Any) -> Any:
        war = forever((p - c_A, 1 - p - c_B))
        return offer("B", x, 0, 1, choose("A", {"accept": step((x, 1 - x), "later"), "fight": war}))

    assumed = [p1 >= 0, p1 < p0, p0 <= 1, c_A > 0, c_B > 0]
    return MarkovGame(["A", "B"], {"now": demand(p0), "later": demand(p1)}, delta, assumed, periods=period)


@pytest.mark.parametrize("periods", [2, 3])
def test_preventive_war_with_a_last_period(periods: int):
    # A fights now if even the whole flow does not make up for what it can hold later.
    game = shifting(periods)
    war = game.solve().region_of(lambda outcome: any("fight" in history for history in outcome.path))
    length = sum(delta**k for k in range(periods))
    later = Region(p1 >= c_A, where=game.where), Region(p1 <= c_A, where=game.where)
    kept = delta * sum(delta**k for k in range(periods - 1)) * (p1 - c_A)
    wanted = (later[0] & (length * (p0 - c_A) - kept >= 1)) | (later[1] & (length * (p0 - c_A) >= 1))
    assert war.equivalent(wanted)


def test_strategies_are_given_for_every_period_and_state():
    equilibrium = MarkovGame(["A", "B"], ALTERNATING, delta, periods=3).solve()[0]
    names = [f"{who}:{state}{more} in period {k}" for k, state, who, more in (
        (1, "A offers", "A", ""), (1, "A offers", "B", ",x"), (2, "B offers", "B", ""), (2, "B offers", "A", ",y"),
        (3, "A offers", "A", ""), (3, "A offers", "B", ",x"),
    )]  # fmt: skip
    assert list(equilibrium.strategy) == names
    assert equilibrium.strategy["A:A offers in period 3"] == 1
    assert equilibrium.strategy["B:B offers in period 2"] == delta


# -- numbers carried along ---------------------------------------------------------------------------

p, v, rho, X, S = symbols("p v rho X S")


def salami(stages: int) -> MarkovGame:
    fight = (p * x - (1 - p) * rho * S - c_A, -p * v * x + (1 - p) * v * rho * S - c_B)
    replies = {"concede": step((x, -v * x), "border", {S: S + x}), "fight": fight}
    taking = offer("A", x, 0, X - S, choose("B", replies, prefer=("concede", "fight")))
    assumed = [p > 0, p < 1, v > 0, p * X < c_A, c_B > 0, rho >= 0, rho <= 1, X > 0, S >= 0, S <= X]
    return MarkovGame(
        ["A", "B"], {"border": taking}, {"A": 1, "B": 0}, assumed, periods=stages, carried={S: 0}
    )


@pytest.mark.parametrize("stages", [1, 2, 3])
def test_territory_taken_slice_by_slice(stages: int):
    # A slice is conceded as long as (1 - p) v (x + rho S) <= c_B, so the total follows a linear recursion.
    total, threshold = 0, c_B / ((1 - p) * v)
    for _ in range(stages):
        total = (1 - rho) * total + threshold
    solution = salami(stages).solve()
    assert solution.without is None
    taken = solution.payoff("A")
    for numbers in ("1/2 1 3 1/8 1/4 2", "1/3 2 9 1/2 1/2 1", "1/4 1 9 5/4 3/4 2", "1/4 1 9 3/4 1 2"):
        point = dict(zip(("p", "v", "c_A", "c_B", "rho", "X"), map(Rational, numbers.split()), strict=True))
        everything = min(total.subs(point), point["X"])
        assert taken.at(point) == everything


def test_an_offer_that_may_be_any_of_several_keeps_its_letter():
    several = [outcome for outcome in salami(2).solve().outcomes() if "x_1" in str(outcome.payoffs)]
    (outcome,) = several
    (history,) = outcome.path
    assert history[-1] == "concede"
    assert history[4].rhs == X - symbols("x_1")
    ((symbol, region),) = outcome.equilibria[0].free.items()
    assert str(symbol) == "x_1"
    assert region.contains({"x_1": "1/2", p: "1/2", v: 1, c_B: 1, X: 1, rho: 0})


# -- brute force -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_two_periods_by_brute_force(seed: int):
    endless, plain = random_game(seed)
    game = MarkovGame(["A", "B"], *random_game(seed, raw=True), periods=2)
    solution = game.solve(knife_edges=True)
    assert solution.undecided == ()
    for factor in (Fraction(1, 5), Fraction(1, 2), Fraction(4, 5)):
        wanted = {one[endless.start] for one in worths(Markov(plain.periods, [factor] * 2), 2)}
        here = solution.at({delta: Rational(str(factor))})
        found = {tuple(Fraction(str(e.payoffs[player])) for player in "AB") for e in here}
        assert found == wanted


# -- long horizons -----------------------------------------------------------------------------------


def test_a_long_deadline_is_as_good_as_none():
    endless = only(MarkovGame(["A", "B"], ALTERNATING, Rational(4, 5)).solve()).payoffs["A"]
    ended = only(MarkovGame(["A", "B"], ALTERNATING, Rational(4, 5), periods=40).solve()).payoffs["A"]
    assert endless == Rational(5, 9)
    assert abs(ended - endless) < Rational(1, 1000)


def test_war_is_likelier_with_every_further_period_and_at_most_as_in_the_endless_game():
    point = {"p0": Rational(9, 10), "p1": Rational(1, 10), "c_A": Rational(1, 20), "c_B": Rational(1, 20)}
    values = point | {"delta": Rational(3, 4)}
    wars = []
    for periods in (2, 3, 4, None):
        game = shifting(periods).subs(point) if periods else endless_shift().subs(point)
        region = game.solve().region_of(lambda outcome: any("fight" in history for history in outcome.path))
        wars.append(region)
    assert all(a.implies(b) for a, b in itertools.pairwise(wars))
    assert wars[-1].contains({"delta": values["delta"]})


def endless_shift() -> MarkovGame:
    game = shifting(2)
    return MarkovGame(game.players, {"now": _again(p0), "later": _again(p1)}, delta, game.where)


def _again(strength: Any) -> Any:
    war = forever((strength - c_A, 1 - strength - c_B))
    return offer("B", x, 0, 1, choose("A", {"accept": step((x, 1 - x), "later"), "fight": war}))
