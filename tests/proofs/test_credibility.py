"""Claims about credibility, each evaluated on the equilibria that `tests.oracle.messages` finds at a point."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.models.test_credibility import equilibria as talk
from tests.oracle.messages import (
    challenge_probability,
    equilibria,
    fights,
    gain_from_sending,
    survives_d1,
    war_probability,
)
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**9)
SIX = {"separating", "pool_signal", "pool_silent", "semi_unreliable", "semi_reliable", "semi_silent"}


#: A denominator for each letter, so that no two of them coincide.
GRAINS = {
    "gain": 907, "loss": 911, "rho": 919, "eta": 929, "s": 937, "a": 941, "w_R": 947, "v_R": 953, "v_U": 967,
    "t": 971, "p": 977, "c_D": 983, "v": 991, "c_R": 997, "c_U": 1009,
}  # fmt: skip


def anything(z):
    return True


def some(random, name, low=0, high=1):
    return fractions(random, low, high, GRAINS[name])


def share(random, name):
    """Often small, so that every kind of equilibrium is met."""
    return some(random, name, 0, random.choice(["1/20", 1]))


def common(random):
    rest = {"gain": some(random, "gain"), "loss": some(random, "loss"), "rho": some(random, "rho")}
    return rest | {"eta": share(random, "eta"), "s": share(random, "s"), "a": Fraction(0)}


def signalling(random):
    w_R = some(random, "w_R")
    stakes = {n: some(random, n, 0, 2) for n in ("v_U", "t", "a")}
    return common(random) | stakes | {"w_R": w_R, "v_R": w_R + some(random, "v_R", 0, 2)}


def stakes(random):
    p, v_R = some(random, "p"), some(random, "v_R", 0, 2)
    v_U = some(random, "v_U", 0, v_R)
    c_D = some(random, "c_D", (1 - p) * v_U, (1 - p) * v_R)
    numbers = {"w_R": (1 - p) * v_R - c_D, "t": c_D - (1 - p) * v_U}
    return common(random) | numbers | {"p": p, "v_R": v_R, "v_U": v_U, "c_D": c_D}


def war_costs(random):
    p, v = some(random, "p"), some(random, "v", 0, 2)
    c_R, c_U = some(random, "c_R", 0, (1 - p) * v), (1 - p) * v + some(random, "c_U", 0, 2)
    numbers = {"v_R": v, "v_U": v, "w_R": (1 - p) * v - c_R, "t": c_U - (1 - p) * v}
    return common(random) | numbers | {"p": p, "v": v, "c_R": c_R, "c_U": c_U}


def tying(random):
    return signalling(random) | {"s": Fraction(0), "eta": some(random, "eta")}


def of(kind, z):
    return equilibria(z, [kind])


def kinds(z):
    return {kind for kind in SIX if exists(kind)(z)}


def exists(kind):
    return lambda z: next(of(kind, z), None) is not None


def highest_cost(z):
    """What R would pay not to be challenged by those who can be deterred."""
    return (1 - z["eta"]) * (z["v_R"] - z["w_R"])


def separable(z):
    """R sends the message up to its highest cost; U is the less tempted, the more it costs."""
    return exists("separating")({**z, "s": highest_cost(z)})


def dominance(z):
    return z["v_R"] - z["w_R"] > z["v_U"]


def doubted(z):
    return z["rho"] * (z["gain"] + z["loss"]) < z["gain"]


def doubted_with(kind):
    return lambda z: doubted(z) and exists(kind)(z)


def below_one(kind):
    return lambda z: all(challenge_probability(z, found) < 1 for found in of(kind, z))


def tied(z):
    return fights(z, "U", 1)


# -- a costly message --------------------------------------------------------------------------------

SIGNALLING = {
    "C7.1": ("mixed", signalling, anything, separable),
    "C7.2": ("mixed", signalling, anything, exists("separating")),
    "C7.3": ("true", signalling, dominance, separable),
    "C7.4": ("true", signalling, anything, lambda z: bool(kinds(z))),
    "C7.5": ("false", signalling, anything, exists("perverse")),
    "C7.6": ("mixed", signalling, anything, lambda z: len(kinds(z)) == 1),
    "C7.7": ("false", signalling, dominance, exists("semi_silent")),
    "C7.8": (
        "true", signalling, anything,
        lambda z: (1 - z["eta"]) * z["v_U"] + z["eta"] * max(0, -z["t"]) > max(0, -z["t"]),
    ),
    "C7.9": ("true", signalling, doubted_with("separating"), below_one("separating")),
    "C7.10": ("true", signalling, doubted_with("semi_unreliable"), below_one("semi_unreliable")),
    "C7.11": ("mixed", signalling, exists("separating"), exists("pool_silent")),
}  # fmt: skip


# -- what comes of it --------------------------------------------------------------------------------


def only(kind, value):
    """What all equilibria of a kind agree on at a point."""

    def found(z):
        (agreed,) = {value(z, one) for one in of(kind, z)}
        return agreed

    return found


def moved(name, value, sign):
    """Raising a parameter a little moves a value up (1), down (-1), or not at all (0)."""

    def held(z):
        change = value({**z, name: z[name] + STEP}) - value(z)
        return (change > 0) - (change < 0) == sign

    return held


def both(*kinds_of):
    return lambda z: all(exists(kind)(z) for kind in kinds_of)


def likelier(value, kind, other):
    return lambda z: only(kind, value)(z) > only(other, value)(z)


OFTEN = only("semi_unreliable", lambda z, found: found.sends[1])
OUTCOMES = {
    "C7.21": (
        "true", signalling, exists("semi_unreliable"),
        moved("s", only("semi_unreliable", lambda z, found: found.challenged[1]), -1),
    ),
    "C7.22": (
        "true", signalling, exists("semi_unreliable"),
        lambda z: all(moved(name, OFTEN, sign)(z) for name, sign in (("rho", 1), ("loss", 1), ("gain", -1))),
    ),
    "C7.23": (
        "true", signalling, lambda z: tied(z) and exists("pool_signal")(z),
        lambda z: all(
            moved("rho", only("pool_signal", value), 0)(z) for value in (challenge_probability, war_probability)
        ),
    ),
    "C7.24": (
        "mixed", signalling, both("separating", "pool_silent"),
        likelier(war_probability, "pool_silent", "separating"),
    ),
    "C7.25": (
        "mixed", signalling, both("separating", "pool_silent"),
        likelier(challenge_probability, "pool_silent", "separating"),
    ),
    "C7.26": (
        "mixed", signalling, both("pool_signal", "pool_silent"),
        likelier(war_probability, "pool_signal", "pool_silent"),
    ),
}  # fmt: skip


# -- what survives D1 --------------------------------------------------------------------------------


def surviving(z):
    return [found for found in equilibria(z) if survives_d1(z, found)]


def doubted_dominance(z):
    return doubted(z) and dominance(z)


def survives(value):
    def found(z):
        (agreed,) = {value(z, one) for one in surviving(z)}
        return agreed

    return found


REFINED = {
    "C7.31": (
        "true", signalling, doubted_dominance, lambda z: len({found.kind for found in surviving(z)}) == 1
    ),
    "C7.32": ("mixed", signalling, doubted_dominance, lambda z: survives(challenge_probability)(z) < 1),
    "C7.33": ("false", signalling, doubted_dominance, moved("s", survives(challenge_probability), 1)),
    "C7.34": ("mixed", signalling, doubted_dominance, moved("s", survives(challenge_probability), -1)),
    "C7.35": (
        "mixed", signalling, doubted_dominance,
        lambda z: survives(war_probability)(z) > z["rho"] * z["eta"],
    ),
}  # fmt: skip


# -- types that differ in the stake, or in the cost of war -------------------------------------------


def indifferent(z, kind):
    """The sunk cost at which a type likes the message, met by the undeterrable only, as much as silence, met by all."""
    peace, war = (z["v_R"], z["w_R"]) if kind == "R" else (z["v_U"], -z["t"])
    return (1 - z["eta"]) * peace + z["eta"] * max(war, -z["a"]) - max(war, Fraction(0))


def gap(z):
    return indifferent(z, "R") - indifferent(z, "U")


def dearer(z):
    """The same point with a slightly higher cost of war."""
    return {**z, "w_R": z["w_R"] - STEP, "t": z["t"] + STEP}


STAKES = {
    "C7.41": ("true", stakes, anything, separable),
    "C7.42": ("mixed", stakes, anything, exists("separating")),
    "C7.43": ("false", stakes, exists("separating"), lambda z: kinds(z) == {"separating"}),
    "C7.44": ("true", stakes, anything, lambda z: gap({**z, "eta": z["eta"] + STEP}) < gap(z)),
    "C7.45": ("true", stakes, anything, lambda z: indifferent(dearer(z), "R") > indifferent(z, "R")),
    "C7.46": ("mixed", stakes, doubted, exists("semi_unreliable")),
}
WAR_COSTS = {
    "C7.51": ("false", war_costs, anything, separable),
    "C7.52": ("true", war_costs, doubted, lambda z: kinds(z) == {"pool_silent"}),
    "C7.53": ("mixed", war_costs, anything, exists("pool_signal")),
    "C7.54": ("false", war_costs, anything, lambda z: any(e.sends[0] != e.sends[1] for e in equilibria(z))),
    "C7.55": ("true", war_costs, anything, exists("pool_silent")),
}


# -- hands tied --------------------------------------------------------------------------------------


def critical_share(z):
    """The share of undeterrable challengers with which U does not care whether it imitates R."""
    sunk, silent, sent = gain_from_sending(z, "U")
    return (sunk + silent) / -sent


def lowered_by_a(z):
    return critical_share({**z, "a": z["a"] + STEP}) < critical_share(z)


def no_challenge_after_the_message(z):
    return all(found.challenged[1] == z["eta"] for found in equilibria(z))


TYING = {
    "C7.61": ("false", tying, anything, lambda z: exists("separating")({**z, "eta": Fraction(0)})),
    "C7.62": ("mixed", tying, anything, exists("separating")),
    "C7.63": ("true", tying, tied, no_challenge_after_the_message),
    "C7.64": ("mixed", tying, tied, exists("pool_signal")),
    "C7.65": ("mixed", tying, anything, lowered_by_a),
    "C7.66": (
        "true", tying, lambda z: tied(z) and exists("pool_signal")(z),
        lambda z: all(war_probability(z, e) > z["rho"] * z["eta"] for e in of("pool_signal", z)),
    ),
    "C7.67": ("mixed", tying, doubted, exists("pool_signal")),
    "C7.68": ("false", tying, lambda z: doubted(z) and not tied(z), exists("pool_signal")),
}  # fmt: skip


# -- talk --------------------------------------------------------------------------------------------


def cheap(random):
    return signalling(random) | {"s": Fraction(0), "a": Fraction(0)}


def influential(z):
    return any(len({challenge for _, challenge in met}) == 2 for met in talk(z))


def babbling(z):
    return all(belief == z["rho"] for met in talk(z) for belief, _ in met)


def unspoken(z):
    """The probability of a challenge where nothing can be said."""
    return Fraction(1) if doubted(z) else z["eta"]


def challenges(z):
    return {challenge for met in talk(z) for _, challenge in met}


CHEAP = {
    "C7.71": ("false", cheap, anything, influential),
    "C7.72": ("false", cheap, anything, babbling),
    "C7.73": ("true", cheap, anything, lambda z: (1 - z["eta"]) * z["v_U"] > 0),
    "C7.74": ("mixed", cheap, anything, lambda z: challenges(z) == {z["eta"]}),
    "C7.75": ("false", cheap, anything, lambda z: min(challenges(z)) < unspoken(z)),
}

ALL = {
    "credibility_signalling": SIGNALLING,
    "credibility_outcomes": OUTCOMES,
    "credibility_refined": REFINED,
    "credibility_stakes": STAKES,
    "credibility_war_costs": WAR_COSTS,
    "credibility_tying_hands": TYING,
    "credibility_cheap_talk": CHEAP,
}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    claim = load_model(slug).claims[name]
    points = drawn(draw, given, 40, seed=7)
    assert len(points) >= 20
    check(claim, points, holds, wanted)
    assert claim.judge().check()


@pytest.mark.parametrize("slug", ALL)
def test_all_claims_are_here(slug):
    assert set(load_model(slug).claims) == set(ALL[slug])
