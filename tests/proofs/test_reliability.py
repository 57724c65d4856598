"""Claims about allies that may not show up, each evaluated with fractions from the rules of the game."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**6)
OFTEN = Fraction(7, 10)


def anything(z):
    return True


def slope(value, name):
    return lambda z: (value({**z, name: z[name] + STEP}) - value(z)) / STEP


def war_of(random):
    z = {"p": fractions(random, 0, 1), "c_A": fractions(random, 0, random.choice(["1/5", "1"]))}
    return z | {"d": fractions(random, 0, z["p"]), "k": fractions(random, 0, random.choice(["1/5", "1"]))}


def alone(z):
    return z["p"] - z["c_A"]


def together(z):
    return z["p"] - z["d"] - z["c_A"] - z["k"]


def expected(z, joining):
    return joining * together(z) + (1 - joining) * alone(z)


def critical(z):
    """The chance of joining at which war is worth the status quo."""
    return (alone(z) - z["s"]) / (alone(z) - together(z))


# -- a protector who decides -----------------------------------------------------------------------------


def treaty(random):
    z = war_of(random) | {name: fractions(random, 0, 1) for name in ("s", "v", "alpha", "e")}
    return z | {"K": fractions(random, 0, 3), "s": fractions(random, 0, z["p"])}


def reliability(z, **changed):
    """The chance that fighting, at a cost up to K, is no worse for D than abandoning."""
    z = {**z, **changed}
    fighting, abandoning = z["v"] * (1 - z["p"] + z["d"]) + z["e"], z["v"] * (1 - z["p"]) - z["alpha"]
    return min(Fraction(1), max(Fraction(0), (fighting - abandoning) / z["K"]))


def waits(z, **changed):
    return z["s"] >= expected(z, reliability(z, **changed))


def before(z):
    return waits(z, alpha=0, e=0)


def some_penalty(z):
    return waits(z, alpha=10**6)


TREATY = {
    "C6.1": ("true", treaty, anything, lambda z: not (before(z) and not waits(z))),
    "C6.2": ("mixed", treaty, anything, lambda z: not before(z) and waits(z)),
    "C6.3": ("mixed", treaty, lambda z: reliability(z) > reliability(z, alpha=0, e=0), waits),
    "C6.4": ("true", treaty, anything, lambda z: slope(critical, "c_A")(z) < 0),
    "C6.5": ("mixed", treaty, anything, lambda z: slope(critical, "d")(z) < 0),
    "C6.6": ("mixed", treaty, anything, some_penalty),
    "C6.7": ("mixed", treaty, lambda z: reliability(z) >= OFTEN, waits),
    "C6.8": ("mixed", treaty, lambda z: reliability(z) == 1, waits),
    "C6.9": ("false", treaty, anything, lambda z: before(z) and not waits(z)),
    "C6.10": ("mixed", treaty, lambda z: not waits(z), lambda z: not some_penalty(z)),
}


# -- belief and truth ------------------------------------------------------------------------------------


def beliefs(random):
    z = war_of(random) | {name: fractions(random, 0, 1) for name in ("mu_0", "mu_1", "r_0", "r_1")}
    return z | {"s": fractions(random, 0, z["p"])}


def correct(random):
    z = beliefs(random)
    return z | {"mu_0": z["r_0"], "mu_1": z["r_1"]}


def secret(random):
    z = beliefs(random)
    return z | {"mu_1": z["mu_0"]}


def bluff(random):
    z = beliefs(random)
    return z | {"r_1": z["r_0"]}


def effective(z):
    return expected(z, z["mu_0"]) > z["s"] >= expected(z, z["mu_1"])


def surer(z):
    return z["mu_1"] > z["mu_0"]


def likelier(z):
    return z["r_1"] > z["r_0"]


BELIEFS = {
    "C6.11": ("true", beliefs, effective, surer),
    "C6.12": ("mixed", beliefs, effective, likelier),
    "C6.13": ("true", correct, effective, likelier),
    "C6.14": ("mixed", beliefs, lambda z: surer(z) and likelier(z), effective),
    "C6.15": ("false", secret, likelier, effective),
    "C6.16": ("mixed", bluff, surer, effective),
    "C6.17": ("mixed", correct, likelier, effective),
}


# -- bargaining ------------------------------------------------------------------------------------------


def bargaining(random):
    z = war_of(random) | {name: fractions(random, 0, 1) for name in ("sigma", "mu")}
    return z | {"c_B": fractions(random, 0, random.choice(["1/4", "1"]))}


def allied_war(z):
    return 1 - z["p"] + z["d"] - (1 - z["sigma"]) * z["c_B"]


def lone_war(z):
    return 1 - z["p"] - z["c_B"]


def safe(z):
    return min(Fraction(1), 1 - allied_war(z))


def risky(z):
    return min(Fraction(1), 1 - lone_war(z))


def takes_risk(z):
    """A asks for what only the type without the ally grants, if that is more and pays."""
    return risky(z) > safe(z) and z["mu"] * together(z) + (1 - z["mu"]) * risky(z) > safe(z)


def war(z):
    return z["mu"] if takes_risk(z) else 0


def war_without_ally(z):
    return 0 if risky(z) >= alone(z) else 1


def offer(z):
    return risky(z) if takes_risk(z) else safe(z)


def threshold(z):
    """The chance of the ally at which the safe offer is worth the risky one."""
    return (risky(z) - safe(z)) / (risky(z) - together(z))


def bearable(z):
    return z["p"] + z["c_B"] < 1


def lone_payoff(z):
    return 1 - risky(z)


KNOWN = {
    "C6.31": ("mixed", bargaining, anything, lambda z: war(z) <= war_without_ally(z)),
    "C6.32": ("false", bargaining, anything, lambda z: war(z) < war_without_ally(z)),
    "C6.33": ("true", bargaining, lambda z: war(z) > 0, lambda z: 1 - offer(z) >= lone_war(z)),
    "C6.34": ("mixed", bargaining, anything, lambda z: slope(war, "mu")(z) > 0),
    "C6.35": ("true", bargaining, bearable, lambda z: slope(threshold, "d")(z) > 0),
    "C6.36": ("true", bargaining, bearable, lambda z: slope(threshold, "k")(z) < 0),
    "C6.37": ("mixed", bargaining, lambda z: z["mu"] >= OFTEN, lambda z: war(z) == 0),
    "C6.38": (
        "true",
        bargaining,
        bearable,
        lambda z: max(1 - offer(z), allied_war(z)) > lone_payoff(z),
    ),
    "C6.39": ("mixed", bargaining, bearable, lambda z: max(1 - offer(z), lone_war(z)) > lone_payoff(z)),
    "C6.40": ("mixed", bargaining, anything, lambda z: slope(threshold, "d")(z) > 0),
}


def common_offer(z):
    return min(Fraction(1), 1 - z["mu"] * allied_war(z) - (1 - z["mu"]) * lone_war(z))


def common_war(z):
    """A makes the offer that B just accepts, unless war is worth more to it."""
    return 0 if common_offer(z) >= expected(z, z["mu"]) else 1


def responder_gain(z):
    return (1 - common_offer(z)) - lone_payoff(z)


UNKNOWN = {
    "C6.41": ("false", bargaining, anything, lambda z: common_war(z) > 0),
    "C6.42": ("mixed", bargaining, anything, lambda z: slope(common_offer, "mu")(z) < 0),
    "C6.43": (
        "true",
        bargaining,
        bearable,
        lambda z: responder_gain(z) == z["mu"] * responder_gain({**z, "mu": Fraction(1)}),
    ),
    "C6.44": ("true", bargaining, anything, lambda z: common_war(z) <= war(z)),
    "C6.45": ("mixed", bargaining, anything, lambda z: common_war(z) < war(z)),
}

ALL = {
    "alliance_reliability": TREATY,
    "alliance_reliability_beliefs": BELIEFS,
    "alliance_reliability_bargaining": KNOWN,
    "alliance_reliability_symmetric": UNKNOWN,
}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    claim = load_model(slug).claims[name]
    check(claim, drawn(draw, given, 150, seed=6), holds, wanted)
    assert claim.judge().certificate.check()
