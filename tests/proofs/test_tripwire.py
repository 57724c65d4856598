"""Claims about tripwires, each evaluated with fractions by backward induction in four cases."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.models.test_tripwire import drawn as point
from tests.models.test_tripwire import play
from tests.proofs.verdicts import check, drawn

CLAIMS = load_model("tripwire").claims
STEP = Fraction(1, 10**9)


def anything(z):
    return True


def hands_tied(random):
    return point(random) | {"eps": Fraction(0), "e": Fraction(0)}


def intervenes(z, troops):
    return play(troops, **z)[0]


def attacks(z, troops):
    return play(troops, **z)[1]


def stations(z):
    return play(1, **z)[2][0] > play(0, **z)[2][0]


def only_with_troops(z):
    return intervenes(z, 1) and not intervenes(z, 0)


def pivotal(z):
    return attacks(z, 0) and only_with_troops(z) and not attacks(z, 1)


def least_penalty(z):
    """By bisection: D intervenes once abandoning its troops costs enough."""
    low, high = Fraction(0), Fraction(16)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if intervenes({**z, "alpha": middle}, 1) else (middle, high)
    return high


def training_lowers_it(z):
    here = least_penalty(z)
    return all(least_penalty({**z, name: z[name] + STEP}) < here for name in ("e", "eps"))


def in_vain(z):
    return attacks(z, 1) and intervenes(z, 1) and z["v"] * (z["d"] + z["eps"]) + z["e"] < z["c_D"]


@pytest.mark.parametrize(
    ("name", "wanted", "draw", "given", "holds"),
    [
        ("C8.1", "mixed", point, anything, only_with_troops),
        (
            "C8.2", "mixed", point, lambda z: attacks(z, 0) and only_with_troops(z), lambda z: not attacks(z, 1),
        ),
        ("C8.3", "true", point, lambda z: intervenes(z, 0), lambda z: intervenes(z, 1)),
        ("C8.4", "false", point, in_vain, stations),
        ("C8.5", "mixed", point, stations, lambda z: not attacks(z, 1)),
        ("C8.6", "true", point, lambda z: least_penalty(z) > STEP * 100, training_lowers_it),
        ("C8.7", "mixed", point, pivotal, stations),
        (
            "C8.8", "true", point, lambda z: pivotal(z) and stations(z),
            lambda z: max(play(t, **z)[2][0] for t in (0, 1)) == z["v"] - z["c_T"],
        ),
        ("C8.9", "false", point, anything, lambda z: attacks(z, 1) and not attacks(z, 0)),
        ("C8.10", "mixed", point, anything, lambda z: attacks(z, 0) and not attacks(z, 1)),
        ("C8.11", "mixed", hands_tied, anything, stations),
        ("C8.12", "true", hands_tied, stations, lambda z: not attacks(z, 1)),
    ],
)  # fmt: skip
def test_verdicts(name, wanted, draw, given, holds):
    points = drawn(draw, given, count=60, seed=8)
    assert len(points) >= 25
    check(CLAIMS[name], points, holds, wanted)
    assert CLAIMS[name].judge().check()


def test_all_claims_are_here():
    assert list(CLAIMS) == [f"C8.{k}" for k in range(1, 13)]
