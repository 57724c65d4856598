"""What a solver solves is derived: games of many forms, each of which once had no derivation, or a wrong answer.

Every derivation is by hand, checks without a solver, and its payoffs agree with the game evaluated at exact points.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from sympy import Abs, Min, Rational, sqrt, symbols

from formal import BayesianGame, Game, Region, StrategicGame, choose, draw, drawn, offer
from formal.algebra import decide
from formal.algebra.formula import conjuncts
from formal.claims.steps import Asked, Theorem
from formal.derivations import deriving
from formal.derivations.deriving import derived
from formal.derivations.subgames import by_subgames
from formal.equilibria.equilibrium import Equilibrium
from formal.solvers import generic

a, b, c, k, p, q, v, x, y = symbols("a b c k p q v x y")
c_A, c_B = symbols("c_A c_B")


def agenda():
    """What A puts on the agenda is taken if it is as near to B as what is there."""
    far = {place: (-Abs(place - a), -Abs(place - b)) for place in (x, q)}
    vote = choose("B", {"accept": far[x], "refuse": far[q]})
    return Game(["A", "B"], offer("A", x, -1, 2, vote), where=[a < b, b < 1, a > 0, q > -1, q < 2])


def averse_to_risk():
    """B values its share by its square root."""
    answer = choose("B", {"accept": (x, sqrt(1 - x)), "fight": (p - c_A, 1 - p - c_B)})
    return Game(["A", "B"], offer("A", x, 0, 1, answer), where=[c_A > 0, c_B > 0, p > 0, p < 1])


def capped():
    """What acting costs is drawn, but never more than k: at v = k many types are indifferent."""
    tree = draw(c, 0, 1, choose("A", {"act": (v - Min(c, k),), "wait": (0,)}), seen_by=["A"])
    return Game(["A"], tree, where=[v > 0, v < 1, k > 0])


def provision(costs):
    """One who acts is enough; each knows what acting costs it."""
    types = [symbols("c_A"), symbols("c_B"), symbols("c_C")][: len(costs)]
    table = {
        cell: tuple(
            (v if "act" in cell else 0) - (own if does == "act" else 0)
            for does, own in zip(cell, costs, strict=True)
        )
        for cell in itertools.product(["act", "wait"], repeat=len(costs))
    }
    players = ["A", "B", "C"][: len(costs)]
    drawn_types = {player: drawn(own, 0, 1) for player, own in zip(players, types, strict=True)}
    return BayesianGame(players, drawn_types, table, where=[v > 0, v < 1])


def a_number_that_matters_to_somebody_else():
    """After x, A may name any y that makes B choose what A prefers; which one matters to B alone."""
    choice = choose("B", {"left": (v + 2 * x, 2 - x), "right": (x - 2, v - y)})
    return Game(["A", "B"], offer("A", x, 0, 1, offer("A", y, 0, 1, choice)), where=[v > 0, v < 4])


def an_answer_that_deters():
    """After a small x, A may name any y that keeps B from naming it."""
    later = choose(
        "A", {"left": (2 - 2 * x, 4 * x - 5 + 3 * v), "right": offer("A", y, 0, 1, (v - x, c - 1 + y))}
    )
    return Game(["A", "B"], offer("B", x, 0, 1, later), where=[v > 0, c > 0])


def threats_that_depend_on_each_other():
    """What B may name on one side depends on what it names on the other."""
    left = choose("A", {"on": offer("B", x, 0, 1, (v + x, 0)), "off": (c - 2, 3)})
    return Game(
        ["A", "B"],
        choose("A", {"left": left, "right": offer("B", y, 0, 1, (4 + y, 0))}),
        where=[v > 0, c > 0],
    )


def learnt_too_late():
    """B sees what nature draws only after it has moved: so A, who does not, learns nothing from B's move."""
    guess = choose("A", {"low": (c, 1), "high": (q + k, 0)})
    return Game(
        ["A", "B"], choose("B", {"end": (0, b), "go": draw(k, 0, 1, guess, seen_by=["B"])}), where=[c > 0]
    )


def meeting():
    """Three meet at one of two places; at the first, each has its own joy of it."""
    table = dict.fromkeys(itertools.product(["here", "there"], repeat=3), (0, 0, 0))
    table["here", "here", "here"], table["there", "there", "there"] = (a, b, c), (1, 1, 1)
    return StrategicGame(["A", "B", "C"], table, where=[a > 0, b > 0, c > 0])


GAMES = {
    "distances": agenda,
    "a root of the offer": averse_to_risk,
    "a kink at which types are indifferent": capped,
    "which of several numbers depends on one before": a_number_that_matters_to_somebody_else,
    "a number that deters": an_answer_that_deters,
    "numbers on two sides": threats_that_depend_on_each_other,
    "a number drawn after the last move of whoever sees it": learnt_too_late,
    "probabilities that are roots": meeting,
    "cutoffs that are roots": lambda: provision([c_A**2, c_B]),
}


@pytest.mark.parametrize("name", GAMES)
def test_every_equilibrium_is_derived_by_hand(name, monkeypatch):
    solution = GAMES[name]().solve()
    assert solution.verify(samples=2)
    found = [solution.proof(index) for index in range(len(solution))]
    assert found
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    for derivation in found:
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)


HORSE = choose(
    "A",
    {
        "down": choose("C", {"left": (3, 3, 2), "right": (0, 0, 0)}, info="C"),
        "across": choose(
            "B", {"down": choose("C", {"left": (4, 4, 0), "right": (0, 0, 1)}, info="C"), "across": (b, b, 1)}
        ),
    },
)


def horse():
    """Selten (1975): no proper subgame begins at B, so subgame perfection does not keep B from a bad plan."""
    return Game(["A", "B", "C"], HORSE, where=[b > 0])


def test_subgame_perfection_asks_for_no_more_than_it_says():
    solution = horse().solve("subgame_perfect")
    for index in range(len(solution)):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
        assert "subgame that begins at the start" in str(derivation)
    (bad,) = [e for e in solution if e.strategy["A"]["down"] == 1]
    assert bad.strategy["B"]["across"] == 1  # B would do better by going down, were it asked
    assert horse().check(bad.strategy, belief={"C": {("down",): 1, ("across", "down"): 0}}).holds is False


def test_another_plan_is_looked_at_where_play_does_not_come():
    """Going alone pays 0 at most as long as A plans to go up then; going and then down pays 2."""
    then = choose("A", {"up": (0, 0), "down": (2, 0)}, info="then")
    tree = choose(
        "A",
        {
            "stay": choose("B", {"left": (1, 0), "right": (1, 0)}, info="B"),
            "go": choose("B", {"left": then, "right": then}, info="B"),
        },
        info="first",
    )
    game = by_subgames(Game(["A", "B"], tree))
    lazy = {"first": {"stay": 1}, "then": {"up": 1}, "B": {"left": 1}}
    found = derived(game, Equilibrium(Region(True), lazy, {"A": 1, "B": 0}, {}))
    assert (found.holds, found.fault()) == (False, None)
    assert [step.obligation.what for step in found.failures] == [("stay, up", "go, down")]
    right = derived(
        game, Equilibrium(Region(True), {**lazy, "first": {"go": 1}, "then": {"down": 1}}, {"A": 2}, {})
    )
    assert (right.holds, right.fault()) == (True, None)
    assert replace(right, steps=right.steps[1:]).fault() is not None


def test_whoever_is_averse_to_risk_accepts_less():
    """With p = 1/2 and c_B = 1/10, B is indifferent at sqrt(1 - x) = 2/5, so that A keeps 21/25 instead of 3/5."""
    (equilibrium,) = (
        averse_to_risk().solve().at({p: Rational(1, 2), c_A: Rational(1, 7), c_B: Rational(1, 10)})
    )
    assert (equilibrium.strategy["A"], equilibrium.payoffs["B"]) == (Rational(21, 25), Rational(2, 5))


def test_three_who_mix_are_told_alike():
    """A is indifferent where a*y*z = (1 - y)*(1 - z): the odds of "here" are sqrt(a/(b*c)) for A, and so on."""
    (mixed,) = [e for e in meeting().solve() if e.strategy["A"]["here"] not in (0, 1)]
    root = sqrt(a * b * c)
    for player, own in zip("ABC", (a, b, c), strict=True):
        assert mixed.strategy[player]["here"] == own / (own + root)
        assert (mixed.strategy[player]["here"] - 1 / (1 + root / own)).equals(0)


def test_a_profile_at_the_edge_of_a_continuum_whose_formula_is_undefined_there():
    """Two of three are enough; in some continua a probability is a quotient that has no value in other profiles."""
    table = {
        cell: tuple((v if cell.count("act") > 1 else 0) - (c if does == "act" else 0) for does in cell)
        for cell in itertools.product(["act", "wait"], repeat=3)
    }
    solution = StrategicGame(["A", "B", "C"], table, where=[v > c, c > 0]).solve(knife_edges=True)
    assert solution.verify(samples=3)
    derivation = solution.proof(len(solution) - 1)
    assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)


def test_conditions_of_others_that_nobody_would_read_are_not_written_out(monkeypatch):
    """Where three players mix a condition may have a thousand terms; here two are many."""
    table = {("l", "l"): (a, a), ("l", "r"): (0, 0), ("r", "l"): (0, 0), ("r", "r"): (b, b)}
    solution = StrategicGame(["A", "B"], table, where=[c > 0]).solve()
    monkeypatch.setattr(generic, "_LONG", 1)
    told = solution.proof(0).others
    number = next(n for n, other in enumerate(solution, start=1) if generic.terms_in(other.where.formula) > 1)
    assert f"not looked into whether others exist there: number {number}, whose condition has 2 terms" in str(
        told
    )
    assert solution.proof(0).check()


def test_a_question_is_answered_once_and_less_is_tried_after_steps_without_proof(monkeypatch):
    asked = []

    def unproved(assumptions, goal, seconds):
        asked.append(seconds)
        return Theorem(conjuncts(assumptions), goal, Asked(("somebody",)))

    monkeypatch.setattr(deriving, "theorem", unproved)
    table = {("l", "l"): (v, 1), ("l", "r"): (0, 0), ("r", "l"): (0, 0), ("r", "r"): (1, b)}
    derivation = StrategicGame(["A", "B"], table, where=[v > 0, b > 0]).solve().proof(2)
    questions = [(step.obligation.assumptions, step.obligation.goal) for step in derivation.steps]
    assert len(asked) == len(set(questions)) > 3
    assert asked == [5, 5, 5, *([0.5] * (len(asked) - 3))]
    assert (derivation.holds, derivation.provers) == (True, ("somebody",))
