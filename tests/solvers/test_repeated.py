"""Repeated games: thresholds of the textbooks, monitoring, and every automaton against brute force."""

import itertools
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, symbols

from formal import Automaton, GameError, RepeatedGame, infimum
from formal.algebra import Region
from formal.games.strategic import StrategicGame
from tests.oracle.automata import Repeated

T, R, P, S, delta, delta_A, delta_B = symbols("T R P S delta delta_A delta_B")
C, D = ("C", "C"), ("D", "D")
PAYOFFS = {("C", "C"): (R, R), ("C", "D"): (S, T), ("D", "C"): (T, S), ("D", "D"): (P, P)}
ORDERED = [T > R, R > P, P > S]
DILEMMA = StrategicGame(["A", "B"], PAYOFFS, where=ORDERED)


def same(region: Region, *conditions: Any) -> bool:
    return region.equivalent(Region(*conditions))


# -- textbooks ---------------------------------------------------------------------------------------


def test_grim_trigger_in_the_prisoners_dilemma():
    game = RepeatedGame(DILEMMA, delta)
    assert repr(game.sustainable(C, D)) == "Region(delta >= (T - R)/(T - P))"
    assert str(game.critical_discount(C, D)) == "(T - R)/(T - P)"


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_a_punishment_of_length_k(length: int):
    # Mailath and Samuelson (2006), section 2.5: gain now at most loss in the k periods of punishment.
    found = RepeatedGame(DILEMMA, delta).sustainable(C, D, periods=length)
    loss = sum(delta**k * (R - P) for k in range(1, length + 1))
    assert same(found, loss >= T - R)


def test_players_who_discount_differently():
    found = RepeatedGame(DILEMMA, {"A": delta_A, "B": delta_B}).sustainable(C, D)
    assert same(found, delta_A >= (T - R) / (T - P), delta_B >= (T - R) / (T - P))


def test_tit_for_tat_is_subgame_perfect_only_at_one_discount_factor():
    # Both thresholds bind: patience enough not to defect, impatience enough to punish.
    swap = {("C", "C"): "CC", ("C", "D"): "DC", ("D", "C"): "CD", ("D", "D"): "DD"}
    plays = {"CC": C, "CD": ("C", "D"), "DC": ("D", "C"), "DD": D}
    tit_for_tat = Automaton(plays, dict.fromkeys(plays, swap))
    numbers = StrategicGame(
        ["A", "B"], {a: tuple(u.subs({T: 3, R: 2, P: 1, S: 0}) for u in own) for a, own in PAYOFFS.items()}
    )
    found = RepeatedGame(numbers, delta).sustainable(tit_for_tat)
    assert not found.has_interior()
    assert found.contains({delta: Rational(1, 2)})


def test_an_optimal_penal_code_with_one_period_of_hardship():
    # Abreu (1988): the carrot and the stick in a Cournot-like game whose harshest profile is no equilibrium.
    rows = [[10, 3, 0], [15, 7, -4], [7, 5, -15]]
    columns = [[rows[j][i] for j in range(3)] for i in range(3)]
    stage = StrategicGame.from_arrays(rows, columns, players=["A", "B"], actions=[("L", "M", "H")] * 2)
    game = RepeatedGame(stage, delta)
    assert same(game.sustainable(("L", "L"), ("M", "M")), delta >= Rational(5, 8))
    assert same(game.sustainable(("L", "L"), ("H", "H"), periods=1), delta >= Rational(15, 25))
    assert same(game.sustainable(("L", "L"), {"A": ("M", "H"), "B": ("H", "M")}), delta < 0)


def test_a_path_that_alternates():
    battle = {("x", "x"): (2, 1), ("y", "y"): (1, 2), ("x", "y"): (0, 0), ("y", "x"): (0, 0)}
    game = RepeatedGame(StrategicGame(["A", "B"], battle), delta)
    turns = [("x", "x"), ("y", "y")]
    # A prefers its own meeting for ever, and must not be rewarded: 1 + 2*delta >= 2*delta*(1 + delta).
    assert same(game.sustainable(turns, ("x", "x")), 2 * delta**2 <= 1)
    assert game.values(turns, ("x", "x"))["path 1"]["A"].equals((2 + delta) / (1 + delta))


def test_contributions_of_n_states():
    (alpha,) = symbols("alpha,")
    for n in (2, 3, 4):
        states = [str(i + 1) for i in range(n)]
        table = {
            cell: tuple(alpha * cell.count("give") - int(own == "give") for own in cell)
            for cell in itertools.product(("give", "keep"), repeat=n)
        }
        stage = StrategicGame(states, table, where=[alpha > Rational(1, n), alpha < 1])
        found = RepeatedGame(stage, delta).sustainable(("give",) * n, ("keep",) * n)
        # alpha*n >= (1 - delta)*(alpha*(n - 1)) + ... for ever nothing
        assert same(
            found & Region(where=stage.where), *stage.where, alpha * n - 1 >= (1 - delta) * alpha * (n - 1)
        )


# -- monitoring --------------------------------------------------------------------------------------

u_peace, u_war, u_cheat, k_m, mu, eps = symbols("u_peace u_war u_cheat k_m mu eps")
PEACE, WAR = ("comply", "comply"), ("attack", "attack")
CEASEFIRE = StrategicGame(
    ["A", "B"],
    {
        PEACE: (u_peace, u_peace),
        ("attack", "comply"): (u_cheat - k_m, u_war),
        ("comply", "attack"): (u_war, u_cheat - k_m),
        WAR: (u_war, u_war),
    },
    where=[u_peace > u_war, u_cheat > u_peace, k_m >= 0],
)


def test_a_cheat_is_detected_with_a_probability():
    game = RepeatedGame(
        CEASEFIRE, delta, {PEACE: {"quiet": 1}, ...: {"alarm": mu, "quiet": 1 - mu}}, where=[mu > 0, mu <= 1]
    )
    found = game.sustainable(PEACE, WAR, after=["alarm"])
    gain, loss = u_cheat - k_m - u_peace, u_peace - u_war
    assert same(found, (1 - delta) * gain <= delta * mu * loss)
    critical = game.critical_discount(PEACE, WAR, after=["alarm"])
    point = {"u_peace": 2, "u_war": 1, "u_cheat": 4, "k_m": 1, "mu": "1/2"}
    assert critical.at(point) == Rational(2, 3)
    assert critical.at(point | {"k_m": 2}) == 0
    assert infimum(found, delta).at(point) == Rational(2, 3)


def test_false_alarms_may_leave_no_discount_factor():
    # Green and Porter (1984): punishment happens in equilibrium.
    game = RepeatedGame(
        CEASEFIRE,
        delta,
        {PEACE: {"quiet": 1 - eps, "alarm": eps}, ...: {"quiet": 1 - mu, "alarm": mu}},
        where=[eps > 0, eps < mu, mu <= 1],
    )
    critical = game.critical_discount(PEACE, WAR, after=["alarm"])
    point = {"u_peace": 2, "u_war": 1, "u_cheat": 4, "k_m": 0, "mu": "1/2"}
    assert critical.at(point | {"eps": "1/4"}) is None
    assert critical.at(point | {"eps": "1/10"}) is not None
    mean = game.values(PEACE, WAR, after=["alarm"])["path"]["A"]
    assert mean.subs({"eps": 0, "delta": Rational(1, 2)}).equals(u_peace)


def test_a_state_that_no_history_leads_to_asks_for_nothing():
    known = {PEACE: {"quiet": 1}, ...: {"alarm": mu, "quiet": 1 - mu}}
    game = RepeatedGame(CEASEFIRE, delta, known, where=[mu >= 0, mu <= 1])
    silly = Automaton(
        {"peace": WAR, "never": PEACE}, {"peace": {"alarm": "never", "quiet": "peace"}, "never": "never"}
    )
    found = game.sustainable(silly)
    # In "never", complying for ever without any threat is no equilibrium unless cheating does not pay.
    assert same(found, (mu <= 0) | (k_m >= u_cheat - u_peace), *CEASEFIRE.where, mu >= 0)


# -- what is said about failure ----------------------------------------------------------------------


def test_a_punishment_that_is_no_equilibrium_is_named():
    game = RepeatedGame(DILEMMA, delta)
    assert game.sustainable(C, ("C", "D")).is_empty()
    reasons = game.why_not(C, ("C", "D"))
    assert reasons[0].pays_throughout
    assert any(
        "the punishment is not credible" in str(reason) for reason in reasons if reason.place == "punishment"
    )
    assert game.why_not(D, D) == ()


def test_where_no_assumption_orders_the_payoffs_both_extremes_are_stated():
    game = RepeatedGame(StrategicGame(["A", "B"], PAYOFFS), delta)
    critical = game.critical_discount(C, D)
    assert critical.at({T: 1, R: 2, P: 0, S: 0}) == 0
    assert critical.at({T: 3, R: 2, P: 1, S: 0}) == Rational(1, 2)
    assert critical.at({T: 3, R: 2, P: 1, S: 2}) is None


def test_a_threshold_is_printed_case_by_case():
    region = RepeatedGame(StrategicGame(["A", "B"], PAYOFFS), delta).sustainable(C, D)
    assert str(region) == (
        "delta >= (T - R)/(T - P) where S <= P < R < T; delta <= (R - T)/(P - T) where T < R < P and S <= P; "
        "any delta where R >= T and R >= P >= S; no delta otherwise"
    )
    drawn, seen = random.Random(3), set()
    for _ in range(60):
        point = {s: Rational(drawn.randint(0, 6), 7) for s in (T, R, P, S)} | {
            delta: Rational(drawn.randint(1, 9), 10)
        }
        factor = point[delta]
        path = point[R] >= (1 - factor) * point[T] + factor * point[P]
        assert region.contains(point) == (path and point[P] >= point[S])
        seen.add(region.contains(point))
    assert seen == {True, False}


def test_no_discount_factor_and_any_discount_factor():
    game = RepeatedGame(DILEMMA, delta)
    assert str(game.sustainable(C, C)) == "never"
    assert str(game.sustainable(D, D)) == "always"
    assert str(game.sustainable(D, C)) == "never"
    coordination = StrategicGame(["A", "B"], {C: (2, 2), ("C", "D"): (0, 0), ("D", "C"): (0, 0), D: (1, 1)})
    assert str(RepeatedGame(coordination, delta).sustainable(C, D)) == "always"


def test_gains_and_named_profiles():
    game = RepeatedGame(DILEMMA, delta)
    gain = game.gains(C, D)["path", "A", "D"]
    assert (gain - ((1 - delta) * T + delta * P - R)).expand() == 0
    asked = game.asking({"grim trigger": game.automaton(C, D), "once": game.automaton(C, D, periods=1)})
    grim, once = asked.solve()
    assert (grim.kind, once.kind) == ("grim trigger", "once")
    assert once.where.implies(grim.where)
    assert grim.payoffs == {"A": R, "B": R}
    found = asked.solve().verify(samples=8)
    assert found, str(found)
    assert found.deviations > 0
    with pytest.raises(GameError, match="too many equilibria to list"):
        game.solve()


def test_a_wrong_region_of_a_repeated_game_fails_the_check():
    game = RepeatedGame(DILEMMA, delta)
    solution = game.asking({"grim trigger": game.automaton(C, D)}).solve()
    (outcome,) = solution.found
    (equilibrium,) = outcome.equilibria
    for wrong in (
        Region(delta >= Rational(1, 10)),
        Region(delta >= (T - R) / (T - P), delta >= Rational(9, 10)),
    ):
        region = Region.of(solution.space, wrong.formula)
        spoiled = replace(outcome, spelled=(replace(equilibrium, where=region),))
        assert not replace(solution, found=(spoiled,)).verify(samples=30)


def test_subs_fixes_payoffs_and_discount_factors():
    game = RepeatedGame(DILEMMA, delta).subs({T: 3, R: 2, P: 1, S: 0})
    assert repr(game.sustainable(C, D)) == "Region(delta >= 1/2)"
    assert RepeatedGame(DILEMMA, delta).subs({"delta": "3/4"}).sustainable(C, D).contains({T: 3, R: 2, P: 1})


# -- brute force -------------------------------------------------------------------------------------


@st.composite
def automata(draw: st.DrawFn) -> tuple[StrategicGame, Automaton, Repeated, list[Fraction]]:
    """A random game with numbers and an automaton of two or three states, twice: ours and plain."""
    shape = draw(st.sampled_from([(2, 2), (2, 3), (2, 2, 2)]))
    names = [tuple("abc"[:count]) for count in shape]
    players = [f"P{i}" for i in range(len(shape))]
    cells = list(itertools.product(*names))
    number = st.integers(-3, 3)
    table = {cell: tuple(draw(st.lists(number, min_size=len(shape), max_size=len(shape)))) for cell in cells}
    states = [f"s{k}" for k in range(draw(st.integers(2, 3)))]
    plays = {state: draw(st.sampled_from(cells)) for state in states}
    moves, lotteries = {}, []
    for state in states:
        own = {}
        for cell in cells:
            first, second = draw(st.sampled_from(states)), draw(st.sampled_from(states))
            q = draw(st.sampled_from([Fraction(1), Fraction(1, 3)]))
            own[cell] = (
                {first: 1} if q == 1 or first == second else {first: Rational(1, 3), second: Rational(2, 3)}
            )
        moves[state] = own
        lotteries.append(
            {
                tuple("abc".index(a) for a in cell): {
                    states.index(s): Fraction(str(q)) for s, q in lottery.items()
                }
                for cell, lottery in own.items()
            }
        )
    discounts = [draw(st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(2, 3)])) for _ in players]
    index = {cell: tuple("abc".index(a) for a in cell) for cell in cells}
    plain = Repeated(
        shape, {index[c]: table[c] for c in cells}, discounts, [index[plays[s]] for s in states], lotteries
    )
    return StrategicGame(players, table), Automaton(plays, moves), plain, discounts


@settings(max_examples=80)
@given(automata())
def test_every_automaton_against_all_deviations(case: tuple[Any, ...]):
    stage, automaton, plain, discounts = case
    factors = symbols([f"d{i}" for i in range(len(discounts))])
    found = RepeatedGame(stage, list(factors)).sustainable(automaton)
    point = {s: Rational(f.numerator, f.denominator) for s, f in zip(factors, discounts, strict=True)}
    least, most = plain.largest_gain(periods=40)
    if least > 0:
        assert not found.contains(point)
    elif most < Fraction(1, 1000):
        assert found.contains(point)


def test_brute_force_meets_both_answers():
    """Random profiles are rarely equilibria: here stage equilibria are played, and mostly sustained."""
    drawn, outcomes = random.Random(7), set()
    for _ in range(40):
        table = {a: (drawn.randint(0, 3), drawn.randint(0, 3)) for a in itertools.product("ab", repeat=2)}
        stage = StrategicGame(["A", "B"], table)
        path, hard = (drawn.choice(list(table)) for _ in range(2))
        automaton = RepeatedGame(stage, delta).automaton(path, hard, periods=drawn.choice([1, 2, None]))
        index = {a: tuple("ab".index(x) for x in a) for a in table}
        states = list(automaton.states)
        moves = [
            {index[a]: {states.index(t): Fraction(1) for t in automaton.next(s, a)} for a in table}
            for s in states
        ]
        factor = Fraction(drawn.randint(1, 5), 6)
        plain = Repeated((2, 2), {index[a]: u for a, u in table.items()}, [factor] * 2,
                         [index[automaton.plays[s]] for s in states], moves)  # fmt: skip
        found = RepeatedGame(stage, delta).sustainable(automaton).contains({delta: Rational(str(factor))})
        least, most = plain.largest_gain(periods=90)
        assert not (found and least > 0)
        assert found or most > 0
        outcomes.add(found)
    assert outcomes == {True, False}
