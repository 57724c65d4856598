"""Claims about blocs, each evaluated with fractions from the rules of its game, for several numbers of allies."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.models.test_blocs import fighters, starts, wars
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**9)


def anything(z):
    return True


# -- dependence ------------------------------------------------------------------------------------------


def partner(random):
    z = {name: fractions(random, 0, 3) for name in ("S", "m", "Y", "V")}
    return z | {"c_J": fractions(random, 0, 1), "gamma": fractions(random, 0, 1)}


def dependence(z):
    join = (z["S"] + z["m"]) / (z["S"] + z["m"] + z["Y"])
    return join - z["S"] / (z["S"] + z["Y"] + z["gamma"] * z["m"])


def change(z, name):
    """What raising a parameter a little adds to the dependence."""
    return dependence({**z, name: z[name] + STEP}) - dependence(z)


DEPENDENCE = {
    "C11.1": ("true", lambda z: change(z, "m") > 0),
    "C11.2": ("true", lambda z: change(z, "gamma") > 0),
    "C11.3": ("mixed", lambda z: z["V"] * dependence(z) >= z["c_J"]),
    "C11.4": ("mixed", lambda z: change(z, "Y") > 0),
    "C11.5": ("true", lambda z: change(z, "S") < 0),
    "C11.6": ("false", lambda z: dependence(z) <= 0),
}


@pytest.mark.parametrize("id_", DEPENDENCE)
def test_dependence(id_):
    verdict, holds = DEPENDENCE[id_]
    check(
        load_model("alliance_dependence").claims[id_], drawn(partner, anything, 20, seed=11), holds, verdict
    )


# -- blocs -----------------------------------------------------------------------------------------------


def trigger(random):
    C = fractions(random, 0, 2)
    help_ = fractions(random, 0, random.choice(["1/10", "1/2"]))
    z = {"C": C, "G": fractions(random, 0, C), "beta": help_, "k": fractions(random, 0, 1)}
    return z | {"eta": fractions(random, 0, random.choice(["1/10", 1]))}


def better(z, mine, theirs):
    return fighters(z, mine, theirs) < fighters(z)


def likelier(z, mine, theirs):
    return wars(z, mine, theirs) > wars(z)


def rarer(z, mine, theirs):
    return wars(z, mine, theirs) < wars(z)


def even(claim):
    """With as many allies on both sides."""
    return lambda z, mine, theirs: claim(z, max(1, mine), max(1, mine))


def always(z, mine, theirs):
    return True


BLOCS = {
    "C11.31": ("mixed", always, better),
    "C11.32": (
        "true",
        lambda z, *allies: z["k"] > z["beta"],
        even(lambda z, mine, theirs: starts(z, mine, theirs) < starts(z)),
    ),
    "C11.33": ("mixed", always, likelier),
    "C11.34": ("false", lambda z, *allies: z["k"] > z["beta"], even(likelier)),
    "C11.35": ("false", lambda z, *allies: z["beta"] > z["k"], even(better)),
    "C11.36": ("mixed", lambda z, *allies: starts(z, *allies) == 0, better),
    "C11.37": ("mixed", lambda z, *allies: z["k"] > z["beta"], even(better)),
    "C11.38": ("mixed", rarer, better),
}


@pytest.mark.parametrize("allies", [(2, 2), (1, 3)])
@pytest.mark.parametrize("id_", BLOCS)
def test_blocs(id_, allies):
    verdict, given, holds = BLOCS[id_]
    points = drawn(trigger, lambda z: given(z, *allies), 20, seed=12)
    claims = load_model("blocs", n_X=allies[0], n_Y=allies[1]).claims
    check(claims[id_], points, lambda z: holds(z, *allies), verdict)


def test_every_claim_has_its_verdict_tested():
    assert list(load_model("alliance_dependence").claims) == list(DEPENDENCE)
    assert list(load_model("blocs").claims) == list(BLOCS)


def test_without_allies_of_its_own_x_never_starts_more_wars():
    """C11.33 depends on who has allies: with none of its own, X is only ever held back."""
    claims = load_model("blocs", n_X=0, n_Y=2).claims
    assert claims["C11.33"].judge().verdict == "false"
    assert claims["C11.35"].judge().verdict == "false"
