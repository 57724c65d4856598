"""Claims about moral hazard and vague treaties, each evaluated with fractions from the rules of its game.

The ends of the range, the best demand and the patron's loss at a commitment are those of `tests/models`.
"""

from fractions import Fraction
from itertools import pairwise

import pytest

from formal import load_model
from tests.models.test_moral_hazard import agreeable, loss, screening, wording
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**9)


def anything(z):
    return True


def change(value, z, name):
    """What raising a parameter a little adds to a value."""
    return value({**z, name: z[name] + STEP}) - value(z)


def without(draw, name):
    """Points with one parameter put to 0."""
    return lambda random: draw(random) | {name: Fraction(0)}


# -- a known cost of war ---------------------------------------------------------------------------------


def known(random):
    p = fractions(random, 0, 1)
    costs = random.choice(["1/10", 1])
    z = {n: fractions(random, 0, costs) for n in ("c_B", "k", "c_A")}
    return z | {
        "p": p,
        "d": fractions(random, 0, p),
        "sigma": fractions(random, 0, 1),
        "q": fractions(random, 0, 1),
    }


def demand(z):
    return agreeable(**z)[1]


def width(z):
    low, high = agreeable(**z)
    return high - low


def alone(z):
    return {**z, "q": Fraction(0)}


def narrower(z):
    return width(z) < width(alone(z))


def interior(z):
    return all(0 < end < 1 for point in (z, alone(z)) for end in agreeable(**point))


def war_is_better(z):
    """B's best acceptable demand is worth less to it than war."""
    return demand(z) < agreeable(**z)[0]


KNOWN = {
    "C9.1": ("mixed", known, anything, lambda z: change(demand, z, "q") > 0),
    "C9.2": ("true", known, lambda z: demand(z) < 1, lambda z: change(demand, z, "q") > 0),
    "C9.3": ("mixed", known, anything, narrower),
    "C9.4": ("false", known, anything, lambda z: width(z) < 0),
    "C9.5": ("false", known, anything, war_is_better),
    "C9.6": (
        "true", known, anything,
        lambda z: all(a >= b for a, b in zip(agreeable(**z), agreeable(**alone(z)), strict=True)),
    ),
    "C9.7": ("false", without(known, "sigma"), interior, narrower),
    "C9.8": ("true", known, interior, lambda z: change(width, z, "d") == 0),
    "C9.9": ("mixed", known, interior, narrower),
}  # fmt: skip


# -- a private cost of war -------------------------------------------------------------------------------


def private(random):
    p = fractions(random, 0, 1)
    z = {n: p * fractions(random, 0, "1/3") for n in ("d", "k", "C")}
    cost = fractions(random, 0, random.choice([z["C"], 1]))
    return z | {"p": p, "c_B": cost, "sigma": fractions(random, 0, 1), "q": fractions(random, 0, 1)}


def best_demand(z):
    return screening(**z)[0]


def risk(z):
    return screening(**z)[2]


def risky(z):
    return risk(z) > 0


def raises_risk(z):
    return change(risk, z, "q") > 0


PRIVATE = {
    "C9.31": ("true", private, anything, lambda z: change(best_demand, z, "q") > 0),
    "C9.32": ("mixed", private, anything, raises_risk),
    "C9.33": ("true", private, anything, lambda z: change(risk, z, "d") == 0),
    "C9.34": ("true", private, risky, lambda z: change(risk, z, "k") < 0),
    "C9.35": ("false", without(private, "sigma"), anything, raises_risk),
    "C9.36": ("true", private, risky, lambda z: change(risk, z, "sigma") > 0),
    "C9.37": ("mixed", private, anything, lambda z: risk(z) > risk(alone(z))),
    "C9.38": ("mixed", private, anything, lambda z: risk(z) < risk(alone(z))),
}


# -- the wording of a treaty -----------------------------------------------------------------------------


def same_dispute(random):
    """In one dispute: A may be hard to deter, and B may find war with support worth its while."""
    z = wording(random)
    share = fractions(random, 0, z["p"])
    return z | {"s_A": share, "s_B": share, "R": fractions(random, 0, random.choice([z["c_B"], 2]))}


def commitments(z):
    """The commitments at which A or B changes its mind, both ends, and one in each gap between these."""
    marks = {Fraction(0), Fraction(1)}
    for force, war, peace in ((-1, z["p"] - z["c_A"], z["s_A"]), (1, z["p"] + z["c_B"], z["s_B"])):
        helped = z["d"] + (z["k"] if force < 0 else z["R"])
        marks.add((war - peace) / helped)
    corners = sorted(q for q in marks if 0 <= q <= 1)
    return corners + [(a + b) / 2 for a, b in pairwise(corners)]


def attacks(z, q):
    return loss(q, z)[0]


def provokes(z, q):
    return loss(q, z)[1]


def deterrable(z):
    return not all(attacks(z, q) for q in commitments(z))


def dilemma(z):
    return deterrable(z) and all(provokes(z, q) for q in commitments(z) if not attacks(z, q))


def least_loss(z):
    return min(loss(q, z)[2] for q in commitments(z))


def best(z):
    return [q for q in commitments(z) if loss(q, z)[2] == least_loss(z)]


def vague(z):
    return all(0 < q < 1 for q in best(z))


def peace(z):
    return not any(attacks(z, q) or provokes(z, q) for q in best(z))


def ordered(draw):
    """Points whose parameters come in the order in which `loss` unpacks them."""
    names = ["p", "s_A", "s_B", "c_A", "c_B", "d", "k", "R", "theta", "V_A", "V_B", "c_D"]
    return lambda random: (z := draw(random)) and {n: z[n] for n in names}


ANY, SAME = ordered(wording), ordered(same_dispute)
WORDING = {
    "C9.41": ("mixed", ANY, anything, dilemma),
    "C9.42": ("mixed", SAME, anything, dilemma),
    "C9.43": ("false", SAME, lambda z: z["R"] <= z["c_B"], dilemma),
    "C9.44": ("false", SAME, lambda z: z["k"] >= z["R"], dilemma),
    "C9.45": ("mixed", ANY, anything, vague),
    "C9.46": ("mixed", ANY, anything, lambda z: 1 in best(z)),
    "C9.47": ("mixed", ANY, anything, lambda z: provokes(z, 1)),
    "C9.48": ("mixed", ANY, lambda z: attacks(z, 0) and provokes(z, 1), vague),
    "C9.49": ("mixed", ANY, anything, peace),
    "C9.50": ("true", SAME, lambda z: z["R"] <= z["c_B"] and deterrable(z), peace),
    "C9.51": ("true", ANY, lambda z: not deterrable(z), lambda z: least_loss(z) == z["theta"] * z["V_A"]),
}

ALL = {"moral_hazard": KNOWN, "moral_hazard_incomplete": PRIVATE, "treaty_vagueness": WORDING}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    claim = load_model(slug).claims[name]
    points = drawn(draw, given, 60, seed=9)
    assert len(points) >= 25
    check(claim, points, holds, wanted)
    assert claim.judge().check()


@pytest.mark.parametrize("slug", ALL)
def test_all_claims_are_here(slug):
    assert set(load_model(slug).claims) == set(ALL[slug])
