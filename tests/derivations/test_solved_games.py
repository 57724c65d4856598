"""What a solver solves is derived: games of many forms, each of which once had no derivation, or a wrong answer.

Every derivation is by hand, checks without a solver, and its payoffs agree with the game evaluated at exact points.
"""

from __future__ import annotations

import itertools

import pytest
from sympy import Abs, Min, Rational, sqrt, symbols

from formal import BayesianGame, Game, StrategicGame, choose, draw, drawn, offer
from formal.algebra import decide

a, b, c, k, p, q, v, x = symbols("a b c k p q v x")
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


GAMES = {
    "distances": agenda,
    "a root of the offer": averse_to_risk,
    "a kink at which types are indifferent": capped,
    "cutoffs that are roots": lambda: provision([c_A**2, c_B]),
}


@pytest.mark.parametrize("name", GAMES)
def test_every_equilibrium_is_derived_by_hand(name, monkeypatch):
    solution = GAMES[name]().solve()
    assert solution.verify(samples=4)
    found = [solution.proof(index) for index in range(len(solution))]
    assert found
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    for derivation in found:
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)


def test_whoever_is_averse_to_risk_accepts_less():
    """With p = 1/2 and c_B = 1/10, B is indifferent at sqrt(1 - x) = 2/5, so that A keeps 21/25 instead of 3/5."""
    (equilibrium,) = (
        averse_to_risk().solve().at({p: Rational(1, 2), c_A: Rational(1, 7), c_B: Rational(1, 10)})
    )
    assert (equilibrium.strategy["A"], equilibrium.payoffs["B"]) == (Rational(21, 25), Rational(2, 5))


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
