"""Claims about shifting power, with the border of war written by hand."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

CLAIMS = load_model("commitment_problem").claims


def draw(random):
    p0, p1 = sorted((fractions(random, 0, 1), fractions(random, 0, 1)), reverse=True)
    return {
        "delta": fractions(random, 0, 1),
        "p0": p0,
        "p1": p1,
        "c_A": fractions(random, 0, random.choice(["1/10", "1"])),
        "c_B": fractions(random, 0, random.choice(["1/10", "1"])),
    }


def war(z, **changed):
    """Even the whole flow of today does not make up for what A can hold later."""
    z = {**z, **changed}
    later = max(Fraction(0), z["p1"] - z["c_A"])
    return z["p0"] - z["c_A"] > (1 - z["delta"]) + z["delta"] * later


def critical_shift(z, delta):
    """By bisection: war is monotone in the later strength."""
    low, high = Fraction(0), z["p0"]  # war below the border
    if not war(z, delta=delta, p1=low):
        return z["p0"]
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if war(z, delta=delta, p1=middle) else (low, middle)
    return z["p0"] - low


def commitment_value(z):
    bound = 1 - max(Fraction(0), z["p0"] - z["c_A"])
    return bound - (1 - z["p0"] - z["c_B"] if war(z) else bound)


def close_to_one(z):
    return war(z, delta=1 - Fraction(1, 10**9))


SMALL = Fraction(1, 50)


@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C4.1", "true", None, lambda z: max(Fraction(0), z["p0"] - z["c_A"]) < min(1, z["p0"] + z["c_B"])),
        ("C4.2", "mixed", None, war),
        ("C4.3", "false", None, lambda z: any(war(z) != war(z, c_B=Fraction(k, 7)) for k in range(1, 30))),
        ("C4.4", "true", lambda z: z["p0"] > z["c_A"], close_to_one),
        ("C4.5", "true", None, lambda z: not war(z, delta=Fraction(1, 10**9))),
        ("C4.6", "true", war, lambda z: war(z, p1=z["p1"] / 2)),
        ("C4.7", "true", lambda z: not war(z), lambda z: not war(z, c_A=z["c_A"] + SMALL)),
        (
            "C4.8",
            "true",
            lambda z: war(z) and z["p0"] + SMALL <= 1,
            lambda z: war(z, p0=z["p0"] + SMALL, p1=z["p1"] + SMALL),
        ),
        (
            "C4.9",
            "true",
            None,
            lambda z: (
                critical_shift(z, (1 + z["delta"]) / 2) <= critical_shift(z, z["delta"]) + Fraction(1, 10**9)
            ),
        ),
        ("C4.10", "mixed", war, lambda z: z["p0"] - z["p1"] > z["c_A"] + z["c_B"]),
        ("C4.11", "true", None, lambda z: (commitment_value(z) > 0) == war(z)),
    ],
)
def test_verdicts(name, wanted, given, holds):
    points = drawn(draw, given or (lambda z: True), count=60, seed=4)
    assert len(points) == 60
    check(CLAIMS[name], points, holds, wanted)


def test_all_claims_are_here():
    assert list(CLAIMS) == [f"C4.{k}" for k in range(1, 12)]


# -- a guarantor, an end -----------------------------------------------------------------------------


def guaranteed(random):
    p0, p1 = sorted((fractions(random, 0, 1), fractions(random, 0, 1)), reverse=True)
    rest = {"delta": fractions(random, 0, 1), "c_B": fractions(random, 0, 1), "q": fractions(random, 0, 1)}
    own = {"p0": p0, "p1": p1, "c_A": fractions(random, 0, p1), "g": fractions(random, 0, p0 - p1)}
    return own | rest


def war_with(z, q, g=None):
    """War with a guarantor: in later periods A has so much more."""
    return war(z, p1=z["p1"] + q * (z["g"] if g is None else g))


def least_help(z, c_A):
    """By bisection: help keeps the peace the better the likelier it is."""
    low, high = Fraction(0), Fraction(1)
    while war_with({**z, "c_A": c_A}, high):
        high *= 2
    if not war_with({**z, "c_A": c_A}, low):
        return low
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if war_with({**z, "c_A": c_A}, middle) else (low, middle)
    return high


def ends_in_war(z, periods):
    """Backward induction: what A holds from war, and what B can give it, one period after the other."""
    delta, worth = z["delta"], Fraction(0)
    for left in range(1, periods + 1):
        strength = z["p0"] if left == periods else z["p1"]
        held = (strength - z["c_A"]) * sum(delta**k for k in range(left))
        given = max(Fraction(0), held - delta * worth)
        if given > 1:
            assert left == periods  # A does not lose after the first period, so there is no war later
            return True
        worth = given + delta * worth
    return False


GUARANTEE = load_model("commitment_problem_guarantee").claims
FINITE = load_model("commitment_problem_finite").claims


@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C4.16", "mixed", None, lambda z: not war_with(z, 1)),
        ("C4.17", "true", None, lambda z: not war_with(z, 1, z["p0"] - z["p1"])),
        ("C4.18", "true", lambda z: not war_with(z, z["q"]), lambda z: not war_with(z, (1 + z["q"]) / 2)),
        (
            "C4.19",
            "true",
            lambda z: z["c_A"] + SMALL < z["p1"],
            lambda z: least_help(z, z["c_A"] + SMALL) <= least_help(z, z["c_A"]) + Fraction(1, 10**9),
        ),
        ("C4.20", "mixed", None, lambda z: war_with(z, 0) and not war_with(z, z["q"])),
    ],
)
def test_verdicts_with_a_guarantor(name, wanted, given, holds):
    check(GUARANTEE[name], drawn(guaranteed, given or (lambda z: True), count=60, seed=4), holds, wanted)


@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C4.21", "true", lambda z: ends_in_war(z, 3), lambda z: ends_in_war(z, 4)),
        ("C4.22", "true", lambda z: ends_in_war(z, 3), war),
        ("C4.23", "mixed", war, lambda z: ends_in_war(z, 3)),
    ],
)
def test_verdicts_with_an_end(name, wanted, given, holds):
    check(FINITE[name], drawn(draw, given, count=60, seed=4), holds, wanted)


@pytest.mark.parametrize("periods", [2, 3, 5])
def test_war_before_an_end_is_that_of_backward_induction(periods):
    region = load_model("commitment_problem_finite", T=periods).quantities["war"]
    found = [
        region.contains(z) == ends_in_war(z, periods) for z in drawn(draw, lambda z: True, 80, seed=periods)
    ]
    assert all(found)


def test_the_least_help_is_that_of_bisection():
    model = load_model("commitment_problem_guarantee")
    for z in drawn(guaranteed, lambda z: True, 20, seed=9):
        value = model.value("critical_guarantee", **z)
        assert abs(value - least_help(z, z["c_A"])) < Fraction(1, 10**6), z
