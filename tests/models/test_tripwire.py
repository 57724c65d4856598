"""The tripwire against backward induction in plain fractions, at random points."""

from fractions import Fraction
from random import Random

import pytest

from formal import load_model


def some(rng, low, high):
    """Return a fraction strictly between two bounds."""
    return low + (high - low) * Fraction(rng.randint(1, 999), 1000)


def drawn(rng):
    p = some(rng, 0, 1)
    d = some(rng, 0, p)
    c_D = some(rng, 0, 1)
    return {
        "p": p, "s": some(rng, 0, p), "c_A": some(rng, 0, p) / 3, "d": d, "k": some(rng, 0, 1) / 5,
        "v": some(rng, 0, 3), "c_D": c_D, "eps": some(rng, 0, p - d), "e": some(rng, 0, c_D) / 2,
        "alpha": some(rng, 0, 1) / 2, "c_T": some(rng, 0, 1) / 3,
    }  # fmt: skip


def play(troops, p, s, c_A, d, k, v, c_D, eps, e, alpha, c_T):
    """Return whether D would intervene and whether A attacks, and what both get."""
    abandon = (v * (1 - p) - (alpha + c_T) * troops, p - c_A)
    intervene = (
        v * (1 - p + d + eps * troops) - (c_D - e * troops) - c_T * troops,
        p - d - eps * troops - c_A - k,
    )
    intervenes = intervene[0] >= abandon[0]
    war = intervene if intervenes else abandon
    attack = war[1] > s
    return intervenes, attack, war if attack else (v - c_T * troops, s)


@pytest.mark.parametrize("seed", range(60))
def test_backward_induction(seed):
    point = drawn(Random(seed))
    model = load_model("tripwire")
    stays, attack_without, without = play(0, **point)
    fights, attack_with, with_troops = play(1, **point)
    free = play(1, **{**point, "c_T": 0})[2][0]
    stations = with_troops[0] > without[0]
    v, d, eps, c_D, e = (point[name] for name in ("v", "d", "eps", "c_D", "e"))
    expected = {
        "intervenes_without": stays,
        "intervenes_with": fights,
        "critical_abandonment_cost": max(Fraction(0), c_D - e - v * (d + eps)),
        "pivotal_tripwire": attack_without and not stays and fights and not attack_with,
        "stationing_value": free - without[0],
        "stations": stations,
        "deterred": not (attack_with if stations else attack_without),
        "ally_payoff": max(with_troops[0], without[0]),
        "adversary_payoff": (with_troops if stations else without)[1],
    }
    assert set(expected) == set(model.quantities)
    for name, wanted in expected.items():
        assert model.value(name, **point) == wanted, (name, point)
