"""Claims about Article 5, each evaluated with fractions from the rules of its game, for several sizes of the pact.

Crowds, beliefs and best demands are those of `tests/models/test_article5.py`.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from formal import load_model
from tests.models.test_article5 import attack, doubted, fought, pact, posterior, screened
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**9)
HALF, OFTEN = Fraction(1, 2), Fraction(7, 10)


def anything(z, n):
    return True


def change(value, z, name):
    """What raising a parameter a little adds to a value."""
    return value({**z, name: z[name] + STEP}) - value(z)


# -- who will come? --------------------------------------------------------------------------------------


def called(random, n):
    """A point; every other time an attacker with little to fear."""
    z = {**pact(random, n), "mu_L": fractions(random, 0, 1)}
    meek = random.choice([1, 10])
    return z | {name: z[name] / meek for name in ("s", "c_A", "d", "k", "d_L", "k_L")}


def waits(z, n):
    return attack(z, n, z["mu_L"]) <= z["s"]


def tempted(z, n):
    return fought(z, 0, 0) > z["s"]


def crossing(payoff, z):
    """Where a payoff that is linear in a probability is that of peace."""
    low, high = payoff(Fraction(0)), payoff(Fraction(1))
    return (z["s"] - low) / (high - low)


def member_belief(z, n):
    return crossing(lambda mu: attack({**z, "mu": mu}, n, 0), z)


def leader_belief(z, n):
    return crossing(lambda mu_L: attack(z, n, mu_L), z)


CALL = {
    "C10.1": ("mixed", anything, waits),
    "C10.2": ("true", tempted, lambda z, n: member_belief(z, n + 1) < member_belief(z, n)),
    "C10.3": ("mixed", lambda z, n: min(z["mu"], z["mu_L"]) >= OFTEN, waits),
    "C10.4": ("mixed", waits, lambda z, n: attack(z, n, 0) > z["s"]),
    "C10.5": ("mixed", lambda z, n: tempted(z, n) and max(z["mu"], z["mu_L"]) < HALF, waits),
    "C10.6": ("false", anything, lambda z, n: waits(z, n) and not waits(z, n + 1)),
    "C10.7": ("true", anything, lambda z, n: leader_belief(z, n + 1) < leader_belief(z, n)),
    "C10.8": ("mixed", anything, lambda z, n: attack(z, n, 1) <= z["s"]),
}


# -- silence and endorsement -----------------------------------------------------------------------------


def deterred(z, n, *endorsed):
    return attack(z, n, posterior(z, *endorsed)) <= z["s"]


def lost(z, n):
    return deterred(z, n) and not deterred(z, n, 0)


def repaired(z, n):
    return posterior(z, 0, 1) >= z["rho"]


WORDS = {
    "C10.21": ("true", anything, lambda z, n: posterior(z, 0) < z["rho"]),
    "C10.22": ("mixed", deterred, lambda z, n: not deterred(z, n, 0)),
    "C10.23": ("mixed", anything, repaired),
    "C10.24": ("mixed", lost, lambda z, n: deterred(z, n, 0, 1)),
    "C10.25": ("true", anything, lambda z, n: change(lambda y: posterior(y, 0), z, "e_R") < 0),
    "C10.26": ("false", lambda z, n: z["e_U"] >= HALF, repaired),
    "C10.27": ("true", anything, lambda z, n: any(deterred(z, n, 0, *[1] * m) for m in range(2000))),
    "C10.28": ("mixed", anything, lambda z, n: not deterred(z, n, 0) and not deterred(z, n, 0, 1)),
    "C10.29": ("false", anything, lambda z, n: deterred({**z, "e_R": Fraction(1)}, n, 0, 1)),
}


# -- deciding together -----------------------------------------------------------------------------------


def partners(random, n):
    return {"w": fractions(random, -1, 2), "c_J": fractions(random, 0, 3), "alpha": fractions(random, 0, 1)}


def paid(z, profile, i):
    return z["w"] - z["c_J"] / sum(profile) if profile[i] else -z["alpha"]


def stable(z, profile):
    others = [(*profile[:i], 1 - profile[i], *profile[i + 1 :]) for i in range(len(profile))]
    return all(paid(z, profile, i) >= paid(z, other, i) for i, other in enumerate(others))


def all_join(z, n):
    return stable(z, (1,) * n)


def none_join(z, n):
    return stable(z, (0,) * n)


def some_join(z, n):
    return any(stable(z, profile) for profile in product((0, 1), repeat=n) if 0 < sum(profile) < n)


def better_together(z, n):
    return all(paid(z, (1,) * n, i) > paid(z, (0,) * n, i) for i in range(n))


def least_value(z, n):
    """The least w at which all join, found by bisection."""
    low, high = Fraction(-10), Fraction(10)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if all_join({**z, "w": middle}, n) else (middle, high)
    return high


TOGETHER = {
    "C10.31": ("mixed", anything, all_join),
    "C10.32": (
        "mixed",
        anything,
        lambda z, n: all_join(z, n) and not none_join(z, n) and not some_join(z, n),
    ),
    "C10.33": ("mixed", anything, lambda z, n: all_join(z, n) and none_join(z, n)),
    "C10.34": ("true", anything, lambda z, n: all_join(z, n) or none_join(z, n)),
    "C10.35": ("false", anything, some_join),
    "C10.36": ("true", anything, lambda z, n: least_value(z, n + 1) < least_value(z, n)),
    "C10.37": ("true", all_join, lambda z, n: all_join(z, n + 1)),
    "C10.38": ("true", lambda z, n: z["alpha"] > z["c_J"] - z["w"], lambda z, n: not none_join(z, n)),
    "C10.39": ("mixed", none_join, better_together),
}


# -- a quarrel inside ------------------------------------------------------------------------------------


def quarrel(random, n):
    p, C, f_B = (fractions(random, 0, "1/3") for _ in range(3))
    z = {"p": p, "c_A": fractions(random, 0, "1/3"), "C": C, "f_A": fractions(random, 0, "1/3"), "f_B": f_B}
    return z | {"mu": fractions(random, 0, 1)}


def risk(z):
    return screened(z)[1]


def outside(z):
    return risk({**z, "mu": Fraction(0)})


def exchanged(z):
    return {**z, "f_A": z["f_B"], "f_B": z["f_A"]}


QUARREL = {
    "C10.41": ("mixed", anything, lambda z, n: risk(z) < outside(z)),
    "C10.42": ("true", lambda z, n: outside(z) > 0, lambda z, n: risk(z) < outside(z)),
    "C10.43": ("false", anything, lambda z, n: risk(z) > outside(z)),
    "C10.44": ("true", lambda z, n: risk(z) > 0, lambda z, n: change(risk, z, "mu") < 0),
    "C10.45": ("mixed", anything, lambda z, n: risk(z) == 0),
    "C10.46": ("mixed", anything, lambda z, n: change(lambda y: screened(y)[0], z, "mu") > 0),
    "C10.47": ("true", anything, lambda z, n: risk(exchanged(z)) == risk(z)),
    "C10.48": ("mixed", anything, lambda z, n: risk({**z, "mu": Fraction(1)}) == 0),
}


TABLE = [
    pytest.param(slug, draw, size, id_, *row, id=f"{id_} {size}")
    for slug, draw, table, sizes in [
        ("article5", called, CALL, [{"n": 1}, {"n": 3}]),
        ("article5_endorsement", doubted, WORDS, [{"n": 2}]),
        ("article5_joining", partners, TOGETHER, [{"n": 2}, {"n": 4}]),
        ("article5_restraint", quarrel, QUARREL, [{}]),
    ]
    for size in sizes
    for id_, row in table.items()
]


@pytest.mark.parametrize(("slug", "draw", "size", "id_", "verdict", "given", "holds"), TABLE)
def test_verdict(slug, draw, size, id_, verdict, given, holds):
    n = size.get("n", 0)
    points = drawn(lambda random: draw(random, n), lambda z: given(z, n), 25, seed=n)
    assert points, f"no point at which the premises of {id_} hold was drawn"
    check(load_model(slug, **size).claims[id_], points, lambda z: holds(z, n), verdict)


def test_every_claim_has_its_verdict_tested():
    for slug, table in [
        ("article5", CALL),
        ("article5_endorsement", WORDS),
        ("article5_joining", TOGETHER),
        ("article5_restraint", QUARREL),
    ]:
        assert list(load_model(slug).claims) == list(table)


def test_what_holds_for_every_size_says_so():
    """The number of members is a letter of the theorem; a claim that is not settled then is about the model."""
    model = load_model("article5")
    settled, open_ = (model.claims[id_] for id_ in ("C10.2", "C10.1"))
    assert "n" in settled.judge().question.space.names
    assert "n" not in replace(open_, any_size=True).judge().question.space.names
