"""Claims about salami tactics: slice by slice in fractions, for several numbers of stages."""

import functools
from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions


def draw(random):
    X = fractions(random, 0, 4)
    p = fractions(random, 0, 1)
    return {
        "p": p,
        "v": fractions(random, "1/2", 3),
        "c_A": p * X + fractions(random, 0, 1),
        "c_B": fractions(random, 0, random.choice(["1/3", "3"])),
        "rho": fractions(random, 0, 1),
        "X": X,
    }


def conceded(z, x, taken):
    fight = -z["p"] * z["v"] * x + (1 - z["p"]) * z["v"] * z["rho"] * taken - z["c_B"]
    return -z["v"] * x >= fight


def total(z, n, **changed):
    """A takes the largest slice that is conceded, found by bisection; with a myopic B no other plan brings more."""
    return sliced(tuple(sorted({**z, **changed}.items())), n)


@functools.cache
def sliced(point, n):
    z, taken = dict(point), Fraction(0)
    for _ in range(n):
        low, high = Fraction(0), z["X"] - taken
        if conceded(z, high, taken):
            return z["X"]
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if conceded(z, middle, taken) else (low, middle)
        taken = Fraction(round((taken + low) * 2**40), 2**40)
    return taken


NEARLY = Fraction(1, 10**6)


def more_by_slices(z, n):
    return total(z, n) > total(z, 1) + NEARLY


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C9.2", "mixed", lambda z, n: True, lambda z, n: more_by_slices(z, max(2, n))),
        ("C9.3", "true", lambda z, n: True, lambda z, n: total(z, n, rho=1) <= total(z, 1, rho=1) + NEARLY),
        ("C9.4", "true", lambda z, n: True, lambda z, n: total(z, n + 1) >= total(z, n) - NEARLY),
        ("C9.5", "mixed", lambda z, n: z["rho"] > Fraction(1, 10), lambda z, n: total(z, 160) == z["X"]),
        (
            "C9.6",
            "true",
            lambda z, n: total(z, n) < z["X"],
            lambda z, n: total(z, n, c_B=z["c_B"] * 2) > total(z, n),
        ),
    ],
)
def test_verdicts(name, wanted, given, holds, n):
    points = drawn(draw, lambda z: given(z, n), count=25, seed=9)
    assert len(points) == 25
    claims = load_model("salami", n=n).claims
    check(claims[name], points, lambda z: holds(z, n), wanted)


def test_a_total_that_would_have_been_fought_for():
    assert load_model("salami").claims["C9.1"].judge().verdict == "true"
    found = drawn(draw, lambda z: more_by_slices(z, 2) and not conceded(z, total(z, 2), 0), count=3, seed=3)
    assert len(found) == 3


def test_all_claims_are_here():
    assert list(load_model("salami").claims) == [f"C9.{k}" for k in range(1, 7)]
