"""Claims about institutions, each evaluated with fractions from the rules of its game alone."""

import itertools
from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions


def anything(z):
    return True


def raised(random, z, name, high=2):
    return z | {f"{name}'": z[name] + fractions(random, 0, high)}


def moved(z, name):
    return {**z, name: z[f"{name}'"]}


# -- market power ----------------------------------------------------------------------------------------


def market(random):
    names = ["V", "c_A", "d", "h_A", "V_B", "c_B", "h_B"]
    return {n: fractions(random, 0, 2) for n in names} | {
        n: fractions(random, 0, 1) for n in ("p", "sigma", "gam")
    }


def outcome_of_market(z, **changed):
    z = {**z, **changed}
    war = z["p"] * z["V"] - z["c_A"] - z["d"]
    settle = z["sigma"] * z["V"]
    tolerates = (1 - z["gam"]) * z["V_B"] - z["h_B"] >= (1 - z["p"]) * z["V_B"] - z["c_B"] - z["d"]
    delay = z["gam"] * z["V"] - z["h_A"] if tolerates else war
    if settle >= max(war, delay):
        return "settle"
    return "delay" if tolerates and delay >= war else "war"


def war_is_better(z):
    tolerates = (1 - z["gam"]) * z["V_B"] - z["h_B"] >= (1 - z["p"]) * z["V_B"] - z["c_B"]
    return z["p"] * z["V"] - z["c_A"] > z["gam"] * z["V"] - z["h_A"] and tolerates


def some_delay(z):
    return any(outcome_of_market(z, d=0, sigma=Fraction(i, 50)) == "delay" for i in range(51))


MARKET = {
    "C8.1": ("mixed", market, anything, lambda z: outcome_of_market(z, d=0, sigma=0) == "war"),
    "C8.3": ("mixed", market, anything, lambda z: outcome_of_market(z, d=10**6, sigma=0) == "delay"),
    "C8.4": ("false", market, war_is_better, some_delay),
    "C8.5": (
        "true",
        lambda r: raised(r, market(r), "d"),
        lambda z: outcome_of_market(z) != "war",
        lambda z: outcome_of_market(moved(z, "d")) != "war",
    ),
    "C8.6": (
        "true",
        lambda r: (z := market(r)) | {"sigma'": fractions(r, z["sigma"], 1)},
        lambda z: outcome_of_market(z) == "settle",
        lambda z: outcome_of_market(moved(z, "sigma")) == "settle",
    ),
    "C8.7": (
        "mixed",
        lambda r: raised(r, market(r), "V", 9),
        lambda z: outcome_of_market(z) == "war",
        lambda z: outcome_of_market(moved(z, "V")) == "war",
    ),
    "C8.8": (
        "true",
        market,
        lambda z: outcome_of_market(z) == "delay",
        lambda z: z["gam"] * z["V"] > z["h_A"],
    ),
    "C8.9": ("contradictory", market, lambda z: outcome_of_market(z, sigma=1) == "delay", anything),
}


# -- the gray zone ---------------------------------------------------------------------------------------


def gray(random):
    names = ["V", "c_A", "c_B", "gain", "h_A", "h_B"]
    return {n: fractions(random, 0, 2) for n in names} | {"p": fractions(random, 0, 1)}


def tolerated(z):
    return -z["gain"] - z["h_B"] >= -z["p"] * z["V"] - z["c_B"]


def outcome_of_gray(z, **changed):
    z = {**z, **changed}
    war = z["p"] * z["V"] - z["c_A"]
    hassle = z["gain"] - z["h_A"] if tolerated(z) else war
    if max(war, hassle) <= 0:
        return "peace"
    return "hassle" if tolerated(z) and hassle >= war else "war"


GRAY = {
    "C11.1": ("mixed", gray, anything, lambda z: outcome_of_gray(z, c_A=10**6) == "peace"),
    "C11.2": (
        "false",
        gray,
        lambda z: tolerated(z) and z["gain"] > z["h_A"],
        lambda z: any(outcome_of_gray(z, c_A=Fraction(i, 10)) == "peace" for i in range(60)),
    ),
    "C11.3": (
        "mixed",
        lambda r: raised(r, gray(r), "c_B"),
        lambda z: outcome_of_gray(moved(z, "c_B")) == "hassle" and outcome_of_gray(z) != "hassle",
        lambda z: outcome_of_gray(z) == "peace",
    ),
    "C11.4": ("true", gray, lambda z: z["gain"] <= z["h_A"], lambda z: outcome_of_gray(z) != "hassle"),
    "C11.5": (
        "true",
        lambda r: raised(r, gray(r), "c_A"),
        lambda z: outcome_of_gray(z) != "war",
        lambda z: outcome_of_gray(moved(z, "c_A")) != "war",
    ),
}


# -- leverage --------------------------------------------------------------------------------------------


def leverage(random):
    names = ["V", "a", "m", "b", "R"]
    return {n: fractions(random, 0, 2) for n in names} | {n: fractions(random, 0, 1) for n in ("phi", "beta")}


def outcome_of_leverage(z, **changed):
    z = {**z, **changed}
    continues = z["V"] - z["a"] - z["m"] > (1 - z["phi"]) * z["V"]
    abuse = z["R"] + z["beta"] * z["a"] + z["b"] if continues else (1 - z["phi"]) * z["R"] + z["b"]
    if abuse <= z["R"] + z["beta"] * z["a"]:
        return "comply"
    return "continue" if continues else "cut"


def cuts(z):
    return z["V"] - z["a"] - z["m"] <= (1 - z["phi"]) * z["V"]


LEVERAGE = {
    "C2.1": ("true", leverage, anything, lambda z: outcome_of_leverage(z, V=10**6) == "continue"),
    "C2.3": ("mixed", leverage, cuts, lambda z: outcome_of_leverage(z) == "comply"),
    "C2.4": (
        "true",
        lambda r: raised(r, leverage(r), "m"),
        lambda z: outcome_of_leverage(z) == "comply",
        lambda z: outcome_of_leverage(moved(z, "m")) == "comply",
    ),
    "C2.5": ("mixed", leverage, anything, lambda z: outcome_of_leverage(z, m=10**6) == "comply"),
    "C2.6": (
        "true",
        lambda r: raised(r, leverage(r), "V"),
        lambda z: outcome_of_leverage(z) != "comply",
        lambda z: outcome_of_leverage(moved(z, "V")) != "comply",
    ),
}


# -- collective defence ----------------------------------------------------------------------------------


def defence(random):
    z = {f"s_{i}": fractions(random, -1, 3) for i in range(1, 5)}
    z |= {n: fractions(random, 0, 1) for n in ("c", "r_U", "c_A")} | {
        n: fractions(random, 0, 3) for n in ("r_A", "G")
    }
    w = fractions(random, 0, "1/4")
    return z | {"w": w, "d0": fractions(random, 0, 1 - 4 * w)}


def helpers(z, pledged, reneging):
    return sum(z[f"s_{i}"] * z["w"] - z["c"] >= -(reneging if i in pledged else 0) for i in range(1, 5))


def deterred(z, number):
    return (1 - z["d0"] - z["w"] * number) * z["G"] <= z["c_A"]


def by_all(z):
    return deterred(z, helpers(z, (1, 2, 3, 4), z["r_U"]))


def by_alliance(z):
    return deterred(z, helpers(z, (1, 2), z["r_A"]))


def equal_pledges(random):
    z = defence(random)
    return z | {"r_A": z["r_U"]}


DEFENCE = {
    "C4.1": (
        "true",
        equal_pledges,
        anything,
        lambda z: helpers(z, (1, 2, 3, 4), z["r_U"]) >= helpers(z, (1, 2), z["r_A"]),
    ),
    "C4.2": ("mixed", defence, anything, by_all),
    "C4.3": ("mixed", defence, by_alliance, by_all),
    "C4.4": ("true", defence, lambda z: by_alliance(z) and not by_all(z), lambda z: z["r_A"] > z["r_U"]),
    "C4.5": ("mixed", defence, anything, lambda z: deterred(z, 4)),
    "C4.7": ("mixed", defence, lambda z: z["r_A"] > z["r_U"] and by_alliance(z), by_all),
}


# -- intervention ----------------------------------------------------------------------------------------


def gains(random):
    return {f"b_{i}": fractions(random, -1, 2) for i in range(1, 6)} | {"C": fractions(random, 0, 1)}


def equilibria(z):
    """Who acts in the pure equilibria of stage 2, and what everybody gets."""
    for actors in itertools.product((0, 1), repeat=5):
        paid = [
            (z[f"b_{i}"] if any(actors) else 0) - z["C"] * a for i, a in zip(range(1, 6), actors, strict=True)
        ]
        for i in range(5):
            other = [*actors[:i], 1 - actors[i], *actors[i + 1 :]]
            if (z[f"b_{i + 1}"] if any(other) else 0) - z["C"] * other[i] > paid[i]:
                break
        else:
            yield actors, paid


def intervention(z, quota=3):
    found = set()
    for actors, paid in equilibria(z):
        yes = [u >= 0 for u in paid[:4]]
        found.add(any(actors) and sum(yes) >= quota and yes[0] and yes[1])
    assert len(found) == 1
    return found.pop()


def agreed(z):
    return z["b_1"] >= 0 and z["b_2"] >= 0 and sum(z[f"b_{i}"] >= 0 for i in range(1, 5)) >= 3


def pays(z):
    return any(z[f"b_{i}"] >= z["C"] for i in range(1, 6))


SUCCESS = {
    "C7.1": ("true", gains, lambda z: agreed(z) and pays(z), intervention),
    "C7.2": ("true", gains, intervention, lambda z: z["b_1"] >= 0 and z["b_2"] >= 0 and pays(z)),
    "C7.3": ("mixed", gains, agreed, intervention),
    "C7.5": ("mixed", gains, pays, intervention),
}


ALL = {
    "market_power": MARKET,
    "gray_zone": GRAY,
    "too_strategic": LEVERAGE,
    "cso_vs_alliance": DEFENCE,
    "un_success": SUCCESS,
}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    check(load_model(slug).claims[name], drawn(draw, given, 120, seed=7), holds, wanted)


VERDICTS = {
    ("market_power", "C8.2"): "true",
    ("too_strategic", "C2.2"): "true",
    ("cso_vs_alliance", "C4.6"): "true",
    ("unsc", "C5.1"): "true",
    ("unsc", "C5.2"): "true",
    ("unsc", "C5.3"): "false",
    ("unsc", "C5.4"): "false",
    ("unsc", "C5.5"): "true",
    ("unsc_veto", "C5.6"): "true",
    ("unsc_veto", "C5.7"): "mixed",
    ("unsc_policy_bias", "C5.11"): "true",
    ("unsc_policy_bias", "C5.12"): "true",
    ("unsc_policy_bias", "C5.13"): "true",
    ("un_success", "C7.4"): "false",
}


@pytest.mark.parametrize(("slug", "name"), VERDICTS)
def test_other_verdicts(slug, name):
    judgement = load_model(slug).claims[name].judge()
    assert judgement.verdict == VERDICTS[slug, name]
    if judgement.certificate is not None:
        assert judgement.certificate.check()


def test_the_bias_depends_on_the_elected_votes():
    for yes, wanted in ((3, "false"), (4, "true")):
        claim = load_model("unsc_policy_bias", yes_elected=yes).claims["C5.12"]
        assert claim.judge().verdict == wanted
