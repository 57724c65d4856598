"""Why a profile of a repeated game is an equilibrium: derived, checked again without a solver, refused if wrong."""

import itertools
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from sympy import Rational, sqrt, symbols

from formal import Automaton, GameError, Region, RepeatedGame, StrategicGame, load_model
from formal.algebra import decide
from formal.derivations.deriving import derived
from formal.derivations.repeating import Period
from formal.equilibria.repetition import gains_at

T, R, P, S, delta, eta, mu, q = symbols("T R P S delta eta mu q")
CELLS = list(itertools.product("CD", repeat=2))
DILEMMA = StrategicGame(
    ["A", "B"],
    {("C", "C"): (R, R), ("C", "D"): (S, T), ("D", "C"): (T, S), ("D", "D"): (P, P)},
    where=[T > R, R > P, P > S],
)
PLAIN = DILEMMA.subs({T: 3, R: 2, P: 1, S: 0})
CC, DD = ("C", "C"), ("D", "D")
OWING = {("D", "C"): "A owes", ("C", "D"): "B owes", DD: "war", ...: "friends"}
TIT_FOR_TAT = Automaton(
    {"friends": CC, "A owes": ("C", "D"), "B owes": ("D", "C"), "war": DD},
    dict.fromkeys(["friends", "A owes", "B owes", "war"], OWING),
)
FORGIVING = Automaton(
    {"peace": CC, "war": DD}, {"peace": {CC: "peace", ...: "war"}, "war": {...: {"peace": q, "war": 1 - q}}}
)
SEEN = {CC: {"quiet": 1}, ...: {"alarm": mu, "quiet": 1 - mu}}


def asked(game, *args, **options):
    return game.asking({"asked": game.automaton(*args, **options)})


def perfect(factor=delta, stage=DILEMMA, where=()):
    return RepeatedGame(stage, factor, where=where)


GAMES = {
    "grim trigger": asked(perfect(), CC, DD),
    "one period of punishment": asked(perfect(), CC, DD, periods=1),
    "two periods, a root in the bound": asked(perfect(), CC, DD, periods=2),
    "three periods, no closed bound": asked(perfect(), CC, DD, periods=3),
    "taking turns": asked(perfect(), [("C", "D"), ("D", "C")], DD),
    "each is punished on its own": asked(
        perfect(stage=PLAIN), CC, {"A": ("C", "D"), "B": ("D", "C")}, periods=1
    ),
    "two discount factors": asked(perfect([delta, eta]), CC, DD),
    "a number for the discount factor": asked(perfect(Rational(4, 5)), CC, DD),
    "a public lottery": asked(perfect(stage=PLAIN, where=[q > 0, q < 1]), FORGIVING),
    "hidden actions": asked(
        RepeatedGame(PLAIN, delta, SEEN, where=[mu > 0, mu < 1]), CC, DD, after=["alarm"]
    ),
    "perhaps never punished": asked(
        RepeatedGame(PLAIN, delta, SEEN, where=[mu >= 0, mu < 1]), CC, DD, after=["alarm"]
    ),
}


@pytest.fixture(scope="module")
def derivations():
    return {name: game.solve().proof(0) for name, game in GAMES.items()}


def test_each_is_derived_by_hand_and_checked_without_a_solver(derivations, monkeypatch):
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    for name, derivation in derivations.items():
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None), name


def test_every_deviation_in_every_state_is_looked_at_and_every_worth_shown(derivations):
    steps = [step.obligation for step in derivations["two periods, a root in the bound"].steps]
    states = ["path", "punishment 1", "punishment 2"]
    assert {(o.what[0], o.player) for o in steps if o.kind == "worth"} == set(itertools.product(states, "AB"))
    deviations = [(o.info, o.what) for o in steps if o.kind == "best"]
    assert deviations == [
        (f"{player}:{state}", ("C", "D") if state == "path" else ("D", "C"))
        for state in states
        for player in "AB"
    ]


def test_a_state_that_is_reached_for_some_parameters_only(derivations):
    steps = derivations["perhaps never punished"].at("A:punishment")
    assert {str(step.obligation.case) for step in steps} == {"mu > 0"}
    assert "if mu > 0" in str(derivations["perhaps never punished"])


def test_tit_for_tat_is_an_equilibrium_at_one_discount_factor():
    # On paper: T = 3, R = 2, P = 1, S = 0 leave nobody a gain in any state exactly at 1/2.
    game = perfect(stage=PLAIN)
    assert game.check(TIT_FOR_TAT, where=[delta >= Rational(1, 2), delta <= Rational(1, 2)]).holds is True
    for side in (delta > Rational(1, 2), delta < Rational(1, 2)):
        assert game.check(TIT_FOR_TAT, where=side).holds is False


def test_the_model_of_a_watched_ceasefire():
    derivation = load_model("peacekeeping").solution.proof(0)
    assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
    assert 'after which "punishment" follows with probability mu' in str(derivation)
    assert derivation.to_latex().count(r"\begin{proof}") == 1


# -- wrong ---------------------------------------------------------------------------------------------


def test_a_wrong_worth_a_changed_strategy_and_a_step_left_out_are_noticed(derivations):
    found = derivations["grim trigger"]
    assert found.worths["punishment",]["A"] == P
    worths = {**found.worths, ("punishment",): {"A": S, "B": P}}
    assert not replace(found, worths=worths).check()
    swapped = {**found.equilibrium.strategy, "A:path": {"C": 0, "D": 1}}
    assert not replace(found, equilibrium=replace(found.equilibrium, strategy=swapped)).check()
    assert not replace(found, equilibrium=replace(found.equilibrium, payoffs={"A": P, "B": R})).check()
    for number in range(len(found.steps)):
        assert not replace(found, steps=(*found.steps[:number], *found.steps[number + 1 :])).check()


def test_wrong_worths_are_no_proof_however_they_are_derived():
    """With worths that no play leads to, a step fails, whatever else follows from them."""
    game = GAMES["grim trigger"]
    stated = game.solve()[0]
    wrong = {("path",): {"A": R, "B": R}, ("punishment",): {"A": S, "B": S}}
    period = Period(game, game.profiles["asked"], stated, wrong)
    untrue = [o for o in period.obligations() if o.kind == "worth" and str(o.goal) != "always"]
    assert [(o.what, o.player) for o in untrue] == [(("punishment",), "A"), (("punishment",), "B")]


def test_a_region_that_is_too_wide_is_refused_with_a_point_that_shows_it():
    found = perfect().check(CC, DD, where=delta >= (T - R) / (2 * (T - P)))
    assert (found.holds, found.fault()) == (False, None)
    point = found.counterexample
    # By hand: cheating once and being punished for ever against cooperating for ever.
    assert R.subs(point) < ((1 - delta) * T + delta * P).subs(point)
    assert found.failures[0].at_point() == (R.subs(point), ((1 - delta) * T + delta * P).subs(point))


def test_a_wrong_payoff_or_action_is_refused():
    found = perfect().check(CC, DD, where=delta >= (T - R) / (T - P), payoffs={"A": T})
    assert [step.obligation.kind for step in found.failures] == ["payoff"]
    game = GAMES["grim trigger"]
    stated = game.solve()[0]
    strategy = {**stated.strategy, "B:punishment": {"C": 1, "D": 0}}
    assert derived(game, replace(stated, strategy=strategy)).holds is False


def test_a_payoff_that_is_no_number_is_refused():
    lazy = RepeatedGame(StrategicGame(["A"], {("work",): (-1,), ("rest",): (0,)}), delta)
    assert lazy.check(("rest",), ("rest",), payoffs={"A": 0}).holds is True
    assert lazy.check(("rest",), ("rest",), payoffs={"A": sqrt(-1 - delta)}).holds is False


def test_a_profile_that_the_game_does_not_know():
    with pytest.raises(GameError, match="'grim' is no strategy profile of the game; it knows 'asked'"):
        derived(GAMES["grim trigger"], replace(GAMES["grim trigger"].solve()[0], kind="grim"))


# -- random automata -----------------------------------------------------------------------------------


def drawn(seed):
    """A dilemma and an automaton with two or three states, drawn at random."""
    random = Random(seed)
    s, p, r, t = sorted(random.sample(range(-3, 6), 4))
    stage = StrategicGame(["A", "B"], {CC: (r, r), ("C", "D"): (s, t), ("D", "C"): (t, s), DD: (p, p)})
    states = ["one", "two", "three"][: random.choice([2, 3])]
    moves = {state: {cell: random.choice(states) for cell in CELLS} for state in states}
    return RepeatedGame(stage, delta), Automaton({state: random.choice(CELLS) for state in states}, moves)


@pytest.mark.parametrize("seed", range(12))
def test_derivations_hold_where_value_iteration_finds_no_gain(seed):
    game, automaton = drawn(seed)
    region = game.sustainable(automaton)
    if not region.is_empty():
        inside = game.check(automaton, where=region)
        assert (inside.holds, inside.fault()) == (True, None)
    for number in (Fraction(1, 5), Fraction(9, 10)):
        point = {"delta": number}
        here = Rational(number.numerator, number.denominator)
        gains = gains_at(game, automaton, point)
        pays = any(gain > Fraction(1, 10**6) for gain in gains.values())
        assert game.check(automaton, where=[delta >= here, delta <= here]).holds is not pays
    whole = game.check(automaton)
    assert whole.holds is region.equivalent(Region(delta > 0, delta < 1))
    assert whole.fault() is None
