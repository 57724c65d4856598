"""Moral hazard and vague treaties, worked out in plain fractions, at random points."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from sympy import Interval

from formal import load_model


def some(rng, low, high):
    """Return a fraction strictly between two bounds."""
    return low + (high - low) * Fraction(rng.randint(1, 999), 1000)


def clipped(number):
    return max(Fraction(0), min(Fraction(1), number))


def check(slug, expected, point):
    model = load_model(slug)
    assert set(expected) == set(model.quantities)
    for name, wanted in expected.items():
        assert model.value(name, **point) == wanted, (name, point)


# -- a known cost of war -----------------------------------------------------------------------------


def agreeable(p, c_B, d, k, sigma, c_A, q):
    """The ends of the demands that both prefer to war."""
    for_B = q * (1 - p + d - (1 - sigma) * c_B) + (1 - q) * (1 - p - c_B)
    for_A = q * (p - d - c_A - k) + (1 - q) * (p - c_A)
    return clipped(for_B), clipped(1 - for_A)


@pytest.mark.parametrize("seed", range(30))
def test_the_protected_state_demands(seed):
    rng = Random(seed)
    p = some(rng, 0, 1)
    rest = {
        "c_B": some(rng, 0, 1), "d": some(rng, 0, p), "k": some(rng, 0, 1) / 3, "sigma": some(rng, 0, 1),
        "c_A": some(rng, 0, 1) / 2,
    }  # fmt: skip
    q = some(rng, 0, 1)
    low, high = agreeable(p, **rest, q=q)
    low_alone, high_alone = agreeable(p, **rest, q=0)
    expected = {
        "demand": high,
        "demand_increase": high - high_alone,
        "bargaining_range": Interval(low, high),
        "range_width": high - low,
        "width_change": (high - low) - (high_alone - low_alone),
        "probability_of_war": 0,
    }
    check("moral_hazard", expected, {"p": p, **rest, "q": q})


# -- a private cost of war ---------------------------------------------------------------------------


def screening(p, c_B, d, k, sigma, C, q):
    """Return B's best demand, its payoff and the risk of war: the best of the kinks and the vertex of a parabola.

    Opponents with a cost below t fight; B demands what the opponent with cost t just grants, up to 1.
    """
    base = 1 - p + q * (d + k)
    war = q * (1 - p + d - (1 - sigma) * c_B) + (1 - q) * (1 - p - c_B)

    def payoff(t):
        return (1 - t / C) * (base + t) + t / C * war

    top = min(C, 1 - base)
    # payoff(t) is a quadratic: three values give its vertex.
    at_0, at_1, at_2 = payoff(Fraction(0)), payoff(Fraction(1)), payoff(Fraction(2))
    bend = (at_2 - 2 * at_1 + at_0) / 2
    vertex = -(at_1 - at_0 - bend) / (2 * bend)
    best = max((Fraction(0), top, max(Fraction(0), min(top, vertex))), key=payoff)
    return base + best, payoff(best), best / C, vertex / C


@pytest.mark.parametrize("seed", range(40))
def test_the_cost_of_war_is_private(seed):
    rng = Random(seed)
    p = some(rng, 0, 1)
    d, k, C = (some(rng, 0, p) / 3 for _ in range(3))
    rest = {"c_B": some(rng, 0, C) * 2, "d": d, "k": k, "sigma": some(rng, 0, 1), "C": C}
    q = some(rng, 0, 1)
    demand, payoff, risk, _ = screening(p, **rest, q=q)
    sharing = k / rest["c_B"]
    steady = {screening(p, **{**rest, "sigma": sharing}, q=Fraction(n, 7))[3] for n in range(7)}
    assert len(steady) == 1
    expected = {
        "demand": demand,
        "probability_of_war": risk,
        "probability_ally_fights": q * risk,
        "protege_payoff": payoff,
        "support_effect": risk - screening(p, **rest, q=0)[2],
        "critical_sharing": sharing,
    }
    check("moral_hazard_incomplete", expected, {"p": p, **rest, "q": q})


# -- how firm the commitment should be ---------------------------------------------------------------


def wording(rng):
    p = some(rng, 0, 1)
    c_B = some(rng, 0, 1) / 3
    return {
        "p": p, "s_A": some(rng, 0, p), "s_B": some(rng, 0, min(Fraction(1), p + c_B)), "c_A": some(rng, 0, p) / 3,
        "c_B": c_B, "d": some(rng, 0, p), "k": some(rng, 0, 1) / 4, "R": some(rng, 0, 1) / 2,
        "theta": some(rng, 0, 1), "V_A": some(rng, 0, 2), "V_B": some(rng, 0, 1), "c_D": some(rng, 0, 1),
    }  # fmt: skip


def loss(q, point):
    """Return whether A attacks and B provokes at a commitment, and what the patron loses."""
    p, s_A, s_B, c_A, c_B, d, k, R, theta, V_A, V_B, c_D = point.values()
    attack = q * (p - d - k - c_A) + (1 - q) * (p - c_A) > s_A
    provoke = q * (1 - p + d - c_B + R) + (1 - q) * (1 - p - c_B) > 1 - s_B
    return attack, provoke, theta * V_A * attack + (1 - theta) * (V_B + q * c_D) * provoke


@pytest.mark.parametrize("seed", range(60))
def test_how_firm(seed):
    point = wording(Random(seed))
    p, s_A, s_B, c_A, c_B, d, k, R, *_ = point.values()
    deterrence, entrapment = (p - c_A - s_A) / (d + k), (p + c_B - s_B) / (d + R)
    # What A and B do changes at the thresholds only; in between the loss is constant or rises.
    corners = sorted({Fraction(0), Fraction(1), *(t for t in (deterrence, entrapment) if 0 < t < 1)})
    tried = corners + [(a + b) / 2 for a, b in pairwise(corners)]
    least = min(loss(q, point)[2] for q in tried)
    best = [q for q in tried if loss(q, point)[2] == least]
    deterring = [q for q in tried if not loss(q, point)[0]]
    expected = {
        "deterrence_threshold": deterrence,
        "entrapment_threshold": entrapment,
        "entrapment": loss(1, point)[1],
        "dilemma": bool(deterring) and all(loss(q, point)[1] for q in deterring),
        "minimum_loss": least,
        "optimal_commitment": Interval(min(best), max(best)),
        "strictly_vague": all(0 < q < 1 for q in best),
    }
    check("treaty_vagueness", expected, point)
