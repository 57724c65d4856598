"""Markov games: the petrodollar game, bargaining that goes on, and every profile against brute force."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, oo, symbols

from formal import Cases, MarkovGame, Region, choose, forever, offer, step
from tests.oracle.stationary import Markov
from tests.solvers.random_markov import random_game

delta, delta_A, delta_B, x, y = symbols("delta delta_A delta_B x y")


def only(solution: Any) -> Any:
    (outcome,) = solution.outcomes()
    assert solution.without is None
    assert solution.undecided == ()
    return outcome


# -- aid over time -----------------------------------------------------------------------------------

p0, p1, q0, q1, a, R, beta, lam, L, k, v, tau = symbols("p0 p1 q0 q1 a R beta lam L k v tau")


def petrodollar() -> MarkovGame:
    def period(aid: int, effort: int) -> Any:
        collapse, success = (q1 if aid else q0), (p1 if effort else p0)
        moves = {
            "collapsed": collapse,
            "disarmed": (1 - collapse) * success,
            "terror": (1 - collapse) * (1 - success),
        }
        return step((v - tau - a * aid, R + beta * a * aid - lam * L - k * effort), moves)

    reply = [choose("H", {"work": period(aid, 1), "rest": period(aid, 0)}) for aid in (0, 1)]
    states = {
        "terror": choose("P", {"pay": reply[1], "withhold": reply[0]}),
        "disarmed": forever((v, R)),
        "collapsed": forever((0, 0)),
    }
    assumed = [p0 >= 0, p0 < p1, p1 <= 1, p0 + q1 > 0, q1 >= 0, q1 < q0, q0 < 1, a > 0, R > 0, beta > 0, beta <= 1,
               lam >= 0, lam <= 1, L >= 0, k > 0, v > 0, tau >= 0, tau <= v]  # fmt: skip
    return MarkovGame(["P", "H"], states, delta, assumed, name="Petrodollar aid")


PROLONGING = {"P": "pay", "H:terror,pay": "rest", "H:terror,withhold": "rest"}
POINT = {"delta": "9/10", "p0": "1/10", "p1": "1/2", "q0": "1/5", "q1": "1/20", "a": 1, "R": 2, "beta": "1/2",
         "lam": "1/2", "L": 1, "k": 1, "v": 6, "tau": 1}  # fmt: skip


def test_the_petrodollar_game_has_four_outcomes_and_none_somewhere():
    solution = petrodollar().solve()
    paths = {history for outcome in solution.outcomes() for history in outcome.path if history[0] == "terror"}
    assert paths == {("terror", aid, effort) for aid in ("pay", "withhold") for effort in ("work", "rest")}
    assert solution.undecided == ()
    assert solution.without is not None
    assert len(solution) == 6


def test_each_petrodollar_equilibrium_says_how_long_terror_lasts():
    for equilibrium in petrodollar().solve():
        taken = pure(equilibrium)
        aided = taken["P"] == "pay"
        success = p1 if taken["H:terror,pay" if aided else "H:terror,withhold"] == "work" else p0
        collapse = q1 if aided else q0
        leaving = 1 - (1 - collapse) * (1 - success)
        assert (equilibrium.duration("terror") * leaving - 1).simplify() == 0
        assert (equilibrium.absorption("collapsed") * leaving - collapse).simplify() == 0
        assert equilibrium.duration("disarmed") == oo


def test_a_given_profile_has_values_and_a_region():
    game = petrodollar()
    play = game.play(PROLONGING)
    stay = (1 - q1) * (1 - p0)
    wanted = (R + beta * a - lam * L + delta * (1 - q1) * p0 * R / (1 - delta)) / (1 - delta * stay)
    assert (play.values["terror"]["H"] - wanted).simplify() == 0
    assert play.transitions["terror"]["collapsed"] == q1
    region = game.sustainable(PROLONGING)
    listed = [e for e in game.solve() if pure(e) == PROLONGING]
    assert region.equivalent(listed[0].where)


def test_why_a_profile_is_no_equilibrium():
    working = PROLONGING | {"H:terror,withhold": "work"}
    deviations = petrodollar().why_not(working)
    (threat,) = [d for d in deviations if d.place == "H:terror,withhold"]
    assert (threat.player, threat.action, threat.instead_of, threat.on_path) == ("H", "rest", "work", False)
    assert "the punishment is not credible" in str(threat)


def test_a_mixed_profile_has_a_play_too():
    lottery = PROLONGING | {"H:terror,pay": {"work": Rational(1, 3), "rest": Rational(2, 3)}}
    play = petrodollar().play(lottery)
    leaving = 1 - (1 - q1) * (1 - p0 / 3 * 2 - p1 / 3)
    assert (play.duration("terror") * leaving - 1).simplify() == 0


def test_an_equilibrium_at_a_point_has_numbers_throughout():
    here = petrodollar().solve().at(POINT)
    assert here
    for equilibrium in here:
        assert equilibrium.duration("terror").is_Rational
        assert equilibrium.values["terror"]["P"].is_Rational
        assert sum(equilibrium.transitions["terror"].values()) == 1


# -- bargaining --------------------------------------------------------------------------------------


def alternating(outside: Any = None) -> MarkovGame:
    """Offers in turn; with `outside`, whoever refuses may leave instead and get that much."""

    def refusal(player: str, other: str) -> dict[str, Any]:
        leave = {"A": (outside, 0), "B": (0, outside)}[player]
        return {"reject": step((0, 0), f"{player} offers")} | ({} if outside is None else {"leave": leave})

    return MarkovGame(
        ["A", "B"],
        {
            "A offers": offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), **refusal("B", "A")})),
            "B offers": offer("B", y, 0, 1, choose("A", {"accept": (1 - y, y), **refusal("A", "B")})),
        },
        [delta_A, delta_B],
    )


def test_rubinsteins_shares():
    # Rubinstein (1982); Osborne and Rubinstein (1994), Proposition 122.1.
    outcome = only(alternating().solve())
    assert (outcome.payoffs["A"] - (1 - delta_B) / (1 - delta_A * delta_B)).simplify() == 0
    ((history, probability),) = outcome.path.items()
    assert history[0] == "A offers"
    assert history[2] == "accept"
    assert probability == 1


@settings(max_examples=15)
@given(
    st.fractions(Rational(1, 20), Rational(19, 20), max_denominator=20),
    st.fractions(0, 1, max_denominator=10),
)
def test_an_outside_option_matters_only_if_it_is_worth_more_than_going_on(factor: Fraction, worth: Fraction):
    # Binmore, Shaked and Sutton (1989): the outside option principle, both sides with the same one.
    worth = min(worth, Fraction(1, 2))
    number, outside = Rational(str(factor)), Rational(str(worth))
    game = alternating(outside).subs({delta_A: number, delta_B: number})
    shares = {outcome.payoffs["A"] for outcome in game.solve().outcomes()}
    going_on = number / (1 + number)
    assert 1 - max(going_on, outside) in shares


def test_the_outside_option_principle_in_letters():
    # Only an option that is worth more than going on is worth anything in bargaining.
    (b,) = symbols("b,")
    answers = {"accept": (x, 1 - x), "reject": step((0, 0), "B offers"), "leave": (0, b)}
    states = {
        "A offers": offer("A", x, 0, 1, choose("B", answers)),
        "B offers": offer(
            "B", y, 0, 1, choose("A", {"accept": (1 - y, y), "reject": step((0, 0), "A offers")})
        ),
    }
    solution = MarkovGame(["A", "B"], states, delta, where=[b > 0, b < 1]).solve()
    share = solution.payoff("B")
    for factor, option in (("1/2", "1/4"), ("1/2", "1/2"), ("9/10", "2/5"), ("9/10", "4/5")):
        here = {"delta": Rational(factor), "b": Rational(option)}
        assert share.at(here) == max(here["b"], here["delta"] / (1 + here["delta"]))
    assert solution.without is None
    assert solution.verify(samples=3)


def test_take_it_or_leave_it_offers_again_and_again():
    # With one proposer waiting is never worth anything: the outside option is all that the other gets.
    a, b = symbols("a b")
    answers = {"accept": (x, 1 - x), "wait": step((0, 0), "talks"), "leave": (a, b)}
    states = {"talks": offer("A", x, 0, 1, choose("B", answers))}
    game = MarkovGame(["A", "B"], states, delta, where=[b > 0, a >= 0, a + b < 1])
    outcome = only(game.solve())
    assert outcome.payoffs == {"A": 1 - b, "B": b}
    for periods in (1, 2, 3):
        ended = only(MarkovGame(["A", "B"], states, delta, game.where, periods=periods).solve())
        assert ended.payoffs == {"A": 1 - b, "B": b}


def preventive_war(c_A: Any, c_B: Any) -> MarkovGame:
    def demand(strength: Any) -> Any:
        war = forever((strength - c_A, 1 - strength - c_B))
        return offer("B", x, 0, 1, choose("A", {"accept": step((x, 1 - x), "later"), "fight": war}))

    assumed = [p1 >= 0, p1 < p0, p0 <= 1, c_A > 0, c_B > 0]
    return MarkovGame(["A", "B"], {"now": demand(p0), "later": demand(p1)}, delta, assumed)


def test_a_shift_in_power_leads_to_preventive_war():
    # Fearon (1995), Powell (2006): the whole pie now does not make up for what is lost later.
    c_A, c_B = symbols("c_A c_B")
    solution = preventive_war(c_A, c_B).solve()
    assert solution.without is None
    war = solution.region_of(lambda outcome: any("fight" in history for history in outcome.path))
    strong, weak = (1 - delta) + delta * (p1 - c_A), 1 - delta
    wanted = Region(
        (p1 >= c_A) & (p0 - c_A >= strong) | (p1 <= c_A) & (p0 - c_A >= weak), where=solution.game.where
    )
    assert war.equivalent(wanted)
    later = solution.value_of(lambda outcome: outcome.equilibria[0].strategy["B:later"])
    assert later.at({"p0": "4/5", "p1": "1/2", "c_A": "1/5", "c_B": "1/10", "delta": "1/4"}) == Rational(
        3, 10
    )


def test_one_equilibrium_is_shown_with_what_lasts_and_what_may_be_offered():
    (here,) = petrodollar().solve().at(POINT)
    leaving = 1 - Rational(19, 20) * Rational(1, 2)
    assert f" terror: {1 / leaving}\n" in str(here)
    assert here.to_json()["periods in"] == {"terror": str(1 / leaving)}
    war = preventive_war(*symbols("c_A c_B")).solve()
    point = {"p0": "9/10", "p1": "1/10", "c_A": "1/20", "c_B": "1/20", "delta": "3/4"}
    (fought,) = war.at(point)
    assert "any x with 0 <= x <= 1" in str(fought)


def test_bounds_are_shown_in_the_letter_asked_for():
    solution = petrodollar().solve().solved_for(a)
    for shown in [*solution.outcomes(), *solution]:
        assert shown.where.solve_for == ("a",)
    assert solution.without is not None
    assert solution.without.solve_for == ("a",)
    text = str(solution)
    assert "Thresholds" in text
    assert "a_1 " in text
    for name in ("a_1", "a_2"):
        assert text.count(name) > 1


def test_solutions_pass_an_independent_check():
    for game in (alternating(), preventive_war(Rational(1, 10), Rational(1, 10))):
        found = game.solve().verify(samples=6)
        assert found, str(found)
        assert found.deviations > 0
        assert found.unchecked == ()


def test_a_wrong_equilibrium_fails_the_check():
    from dataclasses import replace

    solution = alternating().solve()
    (outcome,) = solution.outcomes()
    (equilibrium,) = outcome.equilibria
    greedy = replace(equilibrium, strategy={**equilibrium.strategy, "A:A offers": Rational(1, 2)})
    spoiled = replace(solution, found=(replace(outcome, spelled=(greedy,)),))
    assert not spoiled.verify(samples=4)


# -- durations ---------------------------------------------------------------------------------------


def test_a_state_that_may_never_be_left_lasts_for_ever_there():
    (q,) = symbols("q,")
    game = MarkovGame(
        ["A"], {"on": step((1,), {"on": 1 - q, "off": q}), "off": (0,)}, delta, where=[q >= 0, q <= 1]
    )
    duration = game.play({}).duration("on")
    assert isinstance(duration, Cases)
    assert duration.at({q: Rational(1, 4)}) == 4
    assert duration.at({q: 0}) is None
    assert game.play({}).duration("off") == 1


def test_a_state_that_is_never_reached_lasts_no_time():
    game = MarkovGame(["A"], {"on": step((1,), "on"), "off": step((0,), "on")}, delta)
    play = game.play({})
    assert play.duration("off") == 0
    assert play.absorption("off") == 0
    assert play.duration("off", start="off") == 1
    assert play.absorption("on", start="off") == 1


# -- concepts ----------------------------------------------------------------------------------------


def test_moves_at_once_are_solved_as_such():
    cells = {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0), ("D", "D"): (1, 1)}
    reply = {i: choose("B", {j: step(cells[i, j], "again") for j in "CD"}, info="B") for i in "CD"}
    game = MarkovGame(["A", "B"], {"again": choose("A", reply)}, delta)
    outcome = only(game.solve())
    assert outcome.path == {("again", "D", "D"): 1}
    assert game.sustainable({"A": "C", "B": "C"}).is_empty()
    assert game.sustainable({"A": "D", "B": "D"}).is_everything()


def test_a_tie_that_holds_throughout_gives_every_equilibrium():
    left, right = step((1,), "left"), step((1,), "right")
    game = MarkovGame(["A"], {s: choose("A", {"l": left, "r": right}) for s in ("left", "right")}, delta)
    assert len(game.solve()) == 4
    ranked = {s: choose("A", {"l": left, "r": right}, prefer=("r", "l")) for s in ("left", "right")}
    (equilibrium,) = MarkovGame(["A"], ranked, delta).solve()
    assert pure(equilibrium) == {"A:left": "r", "A:right": "r"}
    profile = {"A:left": "l", "A:right": "r"}
    assert game.sustainable(profile).is_everything()
    assert MarkovGame(["A"], ranked, delta).sustainable(profile).is_empty()


def test_where_there_is_no_pure_equilibrium_that_is_said():
    cells = {("H", "H"): (1, -1), ("H", "T"): (-1, 1), ("T", "H"): (-1, 1), ("T", "T"): (1, -1)}
    reply = {i: choose("B", {j: step(cells[i, j], "again") for j in "HT"}, info="B") for i in "HT"}
    solution = MarkovGame(["A", "B"], {"again": choose("A", reply)}, delta).solve()
    assert len(solution) == 0
    assert solution.without is not None
    assert solution.without.is_everything()
    assert "need not be one in pure strategies" in solution.scope


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
