"""Claims about forming alliances, each evaluated with fractions from the rules of the game."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

HALF = Fraction(1, 2)


def anything(z):
    return True


def raised(draw, name):
    def pair(random):
        z = draw(random)
        return z | {f"{name}'": z[name] + fractions(random, 0, 2)}

    return pair


def moved(z, name):
    return {**z, name: z[f"{name}'"]}


# -- balancing -------------------------------------------------------------------------------------------


def balance(random):
    z = {name: fractions(random, 0, 2) for name in ("m_1", "m_2", "m_T")}
    z |= {name: fractions(random, 0, 1) for name in ("c_T", "c_1", "c_2")}
    return z | {name: fractions(random, 0, random.choice(["1/10", "1"])) for name in ("e_1", "e_2")}


def equal_costs(random):
    z = balance(random)
    return z | {"c_2": z["c_1"]}


def odds(z, body):
    return z["m_T"] / (z["m_T"] + body)


def both(z):
    return z["m_1"] + z["m_2"]


def threatened(z, i):
    return odds(z, z[f"m_{i}"]) > z["c_T"]


def pact_attacked(z):
    return odds(z, both(z)) > z["c_T"]


def in_pact(z, i):
    loss = odds(z, both(z)) + z[f"c_{i}"] if pact_attacked(z) else 0
    return 1 - loss


def on_its_own(z, i):
    return 1 - (odds(z, z[f"m_{i}"]) + z[f"c_{i}"] if threatened(z, i) else 0)


def gain(z, i):
    return in_pact(z, i) - on_its_own(z, i)


def pact(z):
    return all(gain(z, i) >= z[f"e_{i}"] for i in (1, 2))


def payoff(z, i, choices):
    return in_pact(z, i) - z[f"e_{i}"] if choices == {"Ally"} else on_its_own(z, i)


def no_gain_by_allying(z, i):
    return payoff(z, i, {"Alone"}) >= payoff(z, i, {"Ally", "Alone"})


def prey(z):
    return sum(max(Fraction(0), odds(z, z[f"m_{i}"]) - z["c_T"]) for i in (1, 2))


def prey_together(z):
    return max(Fraction(0), 2 * (odds(z, both(z)) - z["c_T"]))


BALANCING = {
    "C5.1": ("true", balance, anything, lambda z: no_gain_by_allying(z, 1) and no_gain_by_allying(z, 2)),
    "C5.2": ("mixed", balance, lambda z: threatened(z, 1) and threatened(z, 2), pact),
    "C5.3": ("mixed", balance, lambda z: both(z) > z["m_T"], lambda z: not pact_attacked(z)),
    "C5.4": (
        "true",
        balance,
        lambda z: both(z) > z["m_T"] and z["c_T"] >= HALF,
        lambda z: not pact_attacked(z),
    ),
    "C5.5": (
        "mixed",
        balance,
        lambda z: both(z) > z["m_T"] and z["c_T"] < HALF,
        lambda z: not pact_attacked(z),
    ),
    "C5.6": ("mixed", balance, lambda z: both(z) < z["m_T"], pact_attacked),
    "C5.7": (
        "true",
        balance,
        pact_attacked,
        lambda z: gain(z, 1) > gain(z, 2) if z["m_1"] < z["m_2"] else gain(z, 2) > gain(z, 1),
    ),
    "C5.8": ("mixed", balance, lambda z: z["m_1"] < z["m_2"], lambda z: gain(z, 1) >= gain(z, 2)),
    "C5.9": ("true", equal_costs, lambda z: z["m_1"] < z["m_2"], lambda z: gain(z, 1) >= gain(z, 2)),
    "C5.10": ("false", balance, lambda z: not threatened(z, 1) and not threatened(z, 2), pact),
    "C5.11": ("false", balance, lambda z: threatened(z, 1) != threatened(z, 2), pact),
    "C5.12": ("mixed", balance, pact, lambda z: not pact_attacked(z)),
    "C5.13": ("true", balance, pact, lambda z: prey_together(z) < prey(z)),
}


# -- security for autonomy -------------------------------------------------------------------------------


def protection(random):
    z = {name: fractions(random, 0, 2) for name in ("m_T", "m_W", "v")}
    z |= {name: fractions(random, 0, 1) for name in ("e_W", "e_P")}
    return z | {"c_W": fractions(random, 0, random.choice(["1/2", "2"]))}


def danger(z):
    return z["m_T"] / (z["m_T"] + z["m_W"])


def exposed(z):
    return 1 - danger(z) - z["c_W"]


def concession(z):
    """The most that W would concede, if it would concede anything and P gains by it; else None."""
    most = min(Fraction(1), 1 - z["e_W"] - exposed(z))
    return most if most >= 0 and most - z["e_P"] >= -z["v"] * danger(z) else None


def concluded(z):
    return concession(z) is not None


def concluded_both(name):
    return lambda z: concluded(z) and concluded(moved(z, name))


def protected(z):
    return 1 - concession(z) - z["e_W"]


PROTECTION = {
    "C5.14": (
        "true",
        raised(protection, "m_T"),
        concluded_both("m_T"),
        lambda z: concession(moved(z, "m_T")) >= concession(z),
    ),
    "C5.15": (
        "true",
        raised(protection, "m_W"),
        concluded_both("m_W"),
        lambda z: concession(moved(z, "m_W")) <= concession(z),
    ),
    "C5.16": (
        "false",
        protection,
        lambda z: -z["e_P"] > -z["v"] * danger(z) and concluded(z),
        lambda z: concession(z) == 0,
    ),
    "C5.17": ("true", raised(protection, "m_T"), concluded, lambda z: concluded(moved(z, "m_T"))),
    "C5.18": ("mixed", protection, anything, concluded),
    "C5.19": ("mixed", protection, concluded, lambda z: protected(z) > exposed(z)),
    "C5.20": ("true", protection, concluded, lambda z: concession(z) > 0),
}


# -- kinds of pact ---------------------------------------------------------------------------------------


def kinds(random):
    z = {name: Fraction(random.randint(0, 1)) for name in ("phi_D", "phi_O")}
    z |= {name: fractions(random, 0, 1) for name in ("s_B", "p_B", "k")}
    z |= {name: fractions(random, 0, random.choice(["1/5", "1"])) for name in ("c_B", "c_T")}
    return z | {"d": fractions(random, 0, 1 - z["p_B"])}


def fought(z, joined):
    """What an attack gives B and T."""
    help_, harm = z["d"] * joined, z["k"] * joined
    return z["p_B"] + help_ - z["c_B"], 1 - z["p_B"] - help_ - harm - z["c_T"]


def attacker(z, **promises):
    """Who attacks, if anybody does; whoever is indifferent waits."""
    z = {**z, **promises}
    after_attack = fought(z, z["phi_O"])
    goes = after_attack[0] > z["s_B"]
    waiting = after_attack[1] if goes else 1 - z["s_B"]
    if fought(z, z["phi_D"])[1] > waiting:
        return "T"
    return "B" if goes else None


def war(z, **promises):
    return attacker(z, **promises) is not None


def width(z, defensive, offensive):
    """How far T can be pushed less what B must have, where that is anything."""
    upper = 1 - fought(z, defensive)[1]
    lower = fought(z, offensive)[0]
    return max(Fraction(0), upper - lower)


def would_attack(offensive):
    return lambda z: fought(z, offensive)[0] > z["s_B"]


KINDS = {
    "C5.21": ("true", kinds, lambda z: not war(z, phi_D=0), lambda z: not war(z, phi_D=1)),
    "C5.22": ("true", kinds, lambda z: war(z, phi_O=0), lambda z: war(z, phi_O=1)),
    "C5.23": (
        "mixed",
        kinds,
        lambda z: z["phi_D"] + z["phi_O"] >= 1,
        lambda z: width(z, z["phi_D"], z["phi_O"]) >= width(z, 0, 0),
    ),
    "C5.24": ("true", kinds, would_attack(1), lambda z: attacker(z, phi_D=0, phi_O=1) == "T"),
    "C5.25": ("false", kinds, would_attack(1), lambda z: attacker(z, phi_D=1, phi_O=1) == "T"),
    "C5.26": (
        "true",
        kinds,
        anything,
        lambda z: (
            width(z, 1, 1) - width(z, 0, 0)
            == width(z | {"d": z["d"] / 2}, 1, 1) - width(z | {"d": z["d"] / 2}, 0, 0)
        ),
    ),
    "C5.27": (
        "true",
        kinds,
        anything,
        lambda z: (attacker(z, phi_D=1, phi_O=0) == "B") == (attacker(z, phi_D=0, phi_O=0) == "B"),
    ),
    "C5.28": ("mixed", kinds, lambda z: not war(z, phi_D=0, phi_O=0), lambda z: not war(z, phi_D=1, phi_O=1)),
    "C5.29": ("mixed", kinds, anything, lambda z: width(z, 0, 1) > 0),
}

ALL = {
    "alliance_formation": BALANCING,
    "alliance_security_autonomy": PROTECTION,
    "alliance_pact_types": KINDS,
}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    claim = load_model(slug).claims[name]
    check(claim, drawn(draw, given, 150, seed=11), holds, wanted)
    assert claim.judge().certificate.check()
