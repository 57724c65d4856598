"""Claims about peacekeeping: deviations and backward induction in fractions."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

CEASEFIRE = load_model("peacekeeping").claims
SHIFT = load_model("peacekeeping_power_shift").claims
SMALL = Fraction(1, 40)


def anything(z):
    return True


# -- monitors ------------------------------------------------------------------------------------------


def ceasefire(random):
    u_war, u_peace, u_cheat = sorted(fractions(random, 0, 3) for _ in range(3))
    return {
        "u_peace": u_peace,
        "u_war": u_war,
        "u_cheat": u_cheat,
        "k_m": fractions(random, 0, random.choice(["1/2", "3"])),
        "mu": fractions(random, 0, 1),
        "delta": fractions(random, 0, 1),
    }


def peace(z, **changed):
    """Cheating once and complying again afterwards does not pay."""
    z = {**z, **changed}
    loyal = z["u_peace"] / (1 - z["delta"])
    war = z["u_war"] / (1 - z["delta"])
    cheat = z["u_cheat"] - z["k_m"] + z["delta"] * (z["mu"] * war + (1 - z["mu"]) * loyal)
    return loyal >= cheat


def mission(z):
    return {"k_m'": z["k_m"] + z["up"], "mu'": z["mu"] + z["more"] * (1 - z["mu"])}


def with_mission(random):
    z = ceasefire(random)
    z |= {"up": fractions(random, 0, 1), "more": fractions(random, 0, 1)}
    return z | mission(z)


def after(z):
    return peace(z, k_m=z["k_m'"], mu=z["mu'"])


def self_enforcing(z):
    return z["u_cheat"] - z["k_m"] <= z["u_peace"]


def critical(z, **changed):
    """By bisection: peace is sustainable from some discount factor on."""
    low, high = Fraction(0), Fraction(1)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if peace({**z, **changed}, delta=middle) else (middle, high)
    return high


def moves(z):
    step, here = Fraction(1, 10**6), critical(z)
    return (
        critical(z, u_cheat=z["u_cheat"] + step) > here
        and critical(z, u_war=z["u_war"] + step) > here
        and critical(z, u_peace=z["u_peace"] + step) < here
    )


@pytest.mark.parametrize(
    ("name", "wanted", "draw", "given", "holds"),
    [
        ("C6.1", "mixed", with_mission, lambda z: not peace(z), after),
        ("C6.2", "true", with_mission, peace, after),
        ("C6.3", "true", ceasefire, lambda z: not self_enforcing(z), moves),
        ("C6.4", "mixed", ceasefire, anything, lambda z: peace(z, mu=Fraction(1))),
        ("C6.5", "true", ceasefire, anything, lambda z: peace(z, delta=1 - Fraction(1, 10**7))),
        ("C6.6", "mixed", ceasefire, anything, self_enforcing),
        (
            "C6.18",
            "contradictory",
            ceasefire,
            lambda z: z["k_m"] >= z["u_cheat"] - z["u_peace"] and not peace(z),
            anything,
        ),
    ],
)
def test_verdicts_about_monitors(name, wanted, draw, given, holds):
    check(CEASEFIRE[name], drawn(draw, given, count=80, seed=6), holds, wanted)


# -- a declining state ---------------------------------------------------------------------------------


def shift(random):
    p2, p1 = sorted((fractions(random, 0, 1), fractions(random, 0, 1)))
    return {
        "p1": p1,
        "p2": p2,
        "c_A": fractions(random, 0, random.choice(["1/10", "1"])),
        "c_B": fractions(random, 0, 1),
        "k_m": fractions(random, 0, random.choice(["1/10", "1"])),
        "delta": fractions(random, 0, 1),
    }


def war(z, **changed):
    """Backward induction: even the whole pie of today does not make up for the offer of tomorrow."""
    z = {**z, **changed}
    cost = z["c_A"] + z["k_m"]
    tomorrow = max(Fraction(0), z["p2"] - cost)
    return z["p1"] * (1 + z["delta"]) - cost > 1 + z["delta"] * tomorrow


def added_cost(z, **changed):
    """By bisection: war is monotone in the added cost."""
    low, high = Fraction(0), Fraction(4)
    if not war(z, k_m=low, **changed):
        return low
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if war(z, k_m=middle, **changed) else (low, middle)
    return high


def margins(z):
    step, here = Fraction(1, 10**6), added_cost(z)
    return added_cost(z, p1=z["p1"] + step) > here and added_cost(z, c_A=z["c_A"] + step) < here


@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C6.9", "true", anything, lambda z: not war(z, k_m=Fraction(100))),
        ("C6.10", "mixed", lambda z: war(z, k_m=Fraction(0)), lambda z: not war(z)),
        ("C6.11", "true", lambda z: not war(z), lambda z: not war(z, k_m=z["k_m"] + SMALL)),
        ("C6.12", "true", lambda z: added_cost(z) > SMALL, margins),
    ],
)
def test_verdicts_about_a_declining_state(name, wanted, given, holds):
    points = drawn(shift, given, count=60, seed=7)
    assert len(points) >= 30
    check(SHIFT[name], points, holds, wanted)


def test_all_claims_are_here():
    assert sorted(CEASEFIRE) == ["C6.1", "C6.18", "C6.2", "C6.3", "C6.4", "C6.5", "C6.6"]
    assert sorted(SHIFT) == ["C6.10", "C6.11", "C6.12", "C6.9"]
