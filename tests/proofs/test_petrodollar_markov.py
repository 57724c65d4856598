"""Claims about aid over time: every stationary profile's values by linear recursion in fractions."""

from fractions import Fraction
from itertools import product

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

CLAIMS = load_model("petro_markov").claims
SMALL = Fraction(1, 30)


def draw(random):
    p0, p1 = sorted((fractions(random, 0, 1), fractions(random, 0, 1)))
    q1, q0 = sorted((fractions(random, 0, random.choice(["1/5", "1"])), fractions(random, 0, 1)))
    v = fractions(random, 0, 5)
    return {
        "delta": fractions(random, random.choice(["0", "4/5"]), 1),
        "p0": p0 * random.choice([1, Fraction(1, 10)]),
        "p1": p1,
        "q0": q0,
        "q1": q1,
        "a": fractions(random, 0, random.choice([1, 4])),
        "R": fractions(random, 0, 3),
        "beta": fractions(random, 0, 1),
        "lam": fractions(random, 0, 1),
        "L": fractions(random, 0, 2),
        "k": fractions(random, 0, random.choice([1, 4])),
        "v": v,
        "tau": fractions(random, 0, 1) * v,
    }


def flows(z, aid, effort):
    patron = z["v"] - z["tau"] - z["a"] * aid
    return patron, z["R"] + z["beta"] * z["a"] * aid - z["lam"] * z["L"] - z["k"] * effort


def continued(z, aid, effort, worth):
    """Payoffs of one period, what Terror is worth afterwards being given."""
    collapse, success = z["q1" if aid else "q0"], z["p1" if effort else "p0"]
    peace = (z["v"] / (1 - z["delta"]), z["R"] / (1 - z["delta"]))
    return tuple(
        flow + z["delta"] * (1 - collapse) * (success * calm + (1 - success) * terror)
        for flow, calm, terror in zip(flows(z, aid, effort), peace, worth, strict=True)
    )


def values(z, aid, effort):
    """What Terror is worth if the same is done in every period: V = b + s*V."""
    constant = continued(z, aid, effort, (0, 0))
    slope = z["delta"] * (1 - z["q1" if aid else "q0"]) * (1 - z["p1" if effort else "p0"])
    return tuple(b / (1 - slope) for b in constant)


def works(z, aid, **changed):
    z = {**z, **changed}
    return values(z, aid, 1)[1] >= values(z, aid, 0)[1]


def equilibrium(z, aid, unpaid, paid, **changed):
    """By one-shot deviations: H after each choice of P, then P."""
    z = {**z, **changed}
    effort = (unpaid, paid)
    worth = values(z, aid, effort[aid])
    for y in (0, 1):
        if continued(z, y, effort[y], worth)[1] < continued(z, y, 1 - effort[y], worth)[1]:
            return False
    return continued(z, aid, effort[aid], worth)[0] >= continued(z, 1 - aid, effort[1 - aid], worth)[0]


def prolonging(z, **changed):
    return equilibrium(z, 1, 0, 0, **changed)


def critical_aid(z, **changed):
    """The difference of H's two values is linear in the tranche."""
    z = {**z, **changed}
    at = [values({**z, "a": Fraction(k)}, 1, 1)[1] - values({**z, "a": Fraction(k)}, 1, 0)[1] for k in (0, 1)]
    return at[0] / (at[0] - at[1])


def duration(z, q1):
    return 1 / (1 - (1 - q1) * (1 - z["p0"]))


def close_to_one(z):
    return works(z, 1, q1=Fraction(0), delta=1 - Fraction(1, 10**8))


@pytest.mark.parametrize(
    ("name", "wanted", "given", "holds"),
    [
        ("C1B.2", "mixed", lambda z: works(z, 1), lambda z: works(z, 0)),
        ("C1B.3", "true", lambda z: works(z, 1), lambda z: works(z, 1, a=z["a"] / 2)),
        ("C1B.4", "true", None, lambda z: not (prolonging(z) and equilibrium(z, 0, 1, 1))),
        (
            "C1B.5",
            "mixed",
            None,
            lambda z: any(equilibrium(z, *profile) for profile in product((0, 1), repeat=3)),
        ),
        ("C1B.6", "true", prolonging, lambda z: prolonging(z, v=z["v"] + SMALL)),
        ("C1B.7", "mixed", None, close_to_one),
        ("C1B.8", "true", None, lambda z: critical_aid(z, R=z["R"] + SMALL) > critical_aid(z)),
        ("C1B.9", "true", None, lambda z: duration(z, z["q1"] / 2) > duration(z, z["q1"])),
        ("C1B.10", "true", None, lambda z: critical_aid(z, delta=(1 + z["delta"]) / 2) > critical_aid(z)),
    ],
)
def test_verdicts(name, wanted, given, holds):
    points = drawn(draw, given or (lambda z: True), count=150, seed=1)
    assert len(points) >= 40
    check(CLAIMS[name], points, holds, wanted)


def test_a_point_where_aid_keeps_the_host_from_working():
    judgement = CLAIMS["C1B.1"].judge()
    assert judgement.verdict == "true"
    found = drawn(draw, lambda z: works(z, 0) and not works(z, 1), count=5, seed=2)
    assert len(found) == 5


def test_all_claims_are_here():
    assert list(CLAIMS) == [f"C1B.{k}" for k in range(1, 11)]
