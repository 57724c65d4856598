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
