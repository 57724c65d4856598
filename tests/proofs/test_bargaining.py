"""Claims about bargaining, with an ally and without: each evaluated with fractions from the rules of the game."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

STEP = Fraction(1, 10**6)


def anything(z):
    return True


def bumped(z, name, by=STEP):
    return {**z, name: z[name] + by}


def slope(value, name):
    return lambda z: (value(bumped(z, name)) - value(z)) / STEP


# -- no ally ---------------------------------------------------------------------------------------------


def crisis(random):
    return {"p": fractions(random, 0, 1), "c_A": fractions(random, 0, 1), "c_B": fractions(random, 0, 1)}


def offer(z):
    return min(1, z["p"] + z["c_B"])


def low(z):
    return max(0, z["p"] - z["c_A"])


def width(z):
    return offer(z) - low(z)


def one_third_inside(z):
    """Just above what A, and just below what B, would get by fighting."""
    low_end, high_end = z["p"] - z["c_A"], z["p"] + z["c_B"]
    return max(low_end, 0) < min(high_end, 1) and width(z) > 0


ONE = {
    "C1.1": ("true", anything, one_third_inside),
    "C1.2": (
        "true",
        anything,
        lambda z: 1 - offer(z) >= 1 - z["p"] - z["c_B"] and offer(z) >= z["p"] - z["c_A"],
    ),
    "C1.3": ("mixed", anything, lambda z: width(z) == z["c_A"] + z["c_B"]),
    "C1.4": ("mixed", anything, lambda z: slope(offer, "c_B")(z) > 0),
    "C1.5": ("false", anything, lambda z: slope(offer, "c_A")(z) != 0),
    "C1.6": ("mixed", anything, lambda z: slope(width, "p")(z) == 0),
    "C1.7": ("mixed", anything, lambda z: slope(width, "c_A")(z) > 0 and slope(width, "c_B")(z) > 0),
    "C1.8": ("true", anything, lambda z: offer(z) > z["p"] - z["c_A"]),
    "C1.9": ("mixed", anything, lambda z: 1 - offer(z) > 1 - z["p"] - z["c_B"]),
    "C1.10": ("true", anything, lambda z: offer(z) - low(z) == width(z)),
}
OTHER = {
    "C1.11": ("mixed", anything, lambda z: slope(low, "c_A")(z) < 0),
    "C1.12": ("false", anything, lambda z: slope(low, "c_B")(z) != 0),
    "C1.13": ("mixed", anything, lambda z: low(z) > z["p"] - z["c_A"]),
    "C1.14": ("true", anything, lambda z: (1 - low(z)) - (1 - offer(z)) > 0),
}


def with_status_quo(random):
    return crisis(random) | {"s": fractions(random, 0, 1)}


def final_payoff(z, **changed):
    """B accepts what it cannot better by refusing; A fights after a refusal only if that beats the status quo."""
    z = {**z, **changed}
    if z["p"] - z["c_A"] > z["s"]:
        return min(1, z["p"] + z["c_B"])
    return z["s"]


OUTSIDE = {
    "C1.15": ("true", anything, lambda z: final_payoff(z) >= z["p"] - z["c_A"]),
    "C1.16": ("mixed", anything, lambda z: final_payoff(z) > z["s"]),
    "C1.17": ("false", lambda z: z["s"] > z["p"] - z["c_A"], lambda z: final_payoff(z) > z["s"]),
    "C1.19": (
        "true",
        anything,
        lambda z: any(final_payoff(z, s=Fraction(i, 20)) != final_payoff(z) for i in range(21)),
    ),
}


# -- an ally ---------------------------------------------------------------------------------------------


def allied(*zero):
    def draw(random):
        z = crisis(random) | {n: fractions(random, 0, 1) for n in ("sigma", "k", "c_D")}
        z["d"] = fractions(random, 0, z["p"])
        return z | {n: Fraction(0) for n in zero}

    return draw


def alone(z):
    return z | {"d": 0, "k": 0, "sigma": 0}


def high_end(z):
    return z["p"] - z["d"] + (1 - z["sigma"]) * z["c_B"]


def low_end(z):
    return z["p"] - z["d"] - z["c_A"] - z["k"]


def demand(z):
    return min(1, high_end(z))


def floor(z):
    return max(0, low_end(z))


def length(z):
    return demand(z) - floor(z)


def widening(z):
    return length(z) - length(alone(z))


def bearable(z):
    return all(low_end(y) >= 0 and high_end(y) <= 1 for y in (z, alone(z)))


def sign(number):
    return (number > 0) - (number < 0)


def free_widening(z):
    return (high_end(z) - low_end(z)) - (high_end(alone(z)) - low_end(alone(z)))


def gain(z):
    return demand(alone(z)) - demand(z)


def other_gain(z):
    return floor(alone(z)) - floor(z)


ALL, SHIFT, COST, SHARING = allied(), allied("k", "sigma"), allied("d", "sigma"), allied("d", "k")
ALLY = {
    "C2.1": ("true", ALL, anything, lambda z: demand(z) <= demand(alone(z)) and floor(z) <= floor(alone(z))),
    "C2.2": ("true", ALL, anything, lambda z: length(z) > 0),
    "C2.3": ("mixed", ALL, anything, lambda z: widening(z) > 0),
    "C2.4": ("mixed", SHIFT, anything, lambda z: widening(z) > 0),
    "C2.5": ("false", SHIFT, bearable, lambda z: widening(z) != 0),
    "C2.6": ("mixed", COST, anything, lambda z: widening(z) > 0),
    "C2.7": ("true", COST, bearable, lambda z: widening(z) > 0),
    "C2.8": ("false", SHARING, anything, lambda z: widening(z) > 0),
    "C2.9": ("true", SHARING, bearable, lambda z: widening(z) < 0),
    "C2.10": ("mixed", ALL, bearable, lambda z: widening(z) > 0),
    "C2.11": ("mixed", ALL, anything, lambda z: sign(widening(z)) == sign(free_widening(z))),
    "C2.12": ("mixed", ALL, anything, lambda z: demand(z) < demand(alone(z))),
    "C2.13": ("false", ALL, anything, lambda z: slope(demand, "k")(z) != 0),
    "C2.15": ("true", ALL, anything, lambda z: demand(z) <= high_end(z)),
    "C2.16": ("mixed", ALL, anything, lambda z: slope(demand, "d")(z) == -1),
    "C2.17": ("true", ALL, lambda z: high_end(alone(z)) <= 1, lambda z: gain(z) > 0),
}
ALLY_OTHER = {
    "C2.18": ("false", ALL, anything, lambda z: slope(floor, "sigma")(z) != 0),
    "C2.19": ("mixed", ALL, anything, lambda z: slope(other_gain, "k")(z) > 0),
    "C2.20": ("mixed", ALL, anything, lambda z: other_gain(z) > gain(z)),
    "C2.21": ("true", SHIFT, bearable, lambda z: other_gain(z) == gain(z)),
}


CASES = [
    *(("crisis_bargaining", name, crisis, case) for name, case in ONE.items()),
    *(("crisis_bargaining_b_proposes", name, crisis, case) for name, case in OTHER.items()),
    *(("crisis_bargaining_outside_option", name, with_status_quo, case) for name, case in OUTSIDE.items()),
    *(("bargaining_with_ally", name, c[1], (c[0], *c[2:])) for name, c in ALLY.items()),
    *(("bargaining_with_ally_b_proposes", name, c[1], (c[0], *c[2:])) for name, c in ALLY_OTHER.items()),
]


@pytest.mark.parametrize(("slug", "name", "draw", "case"), CASES, ids=[case[1] for case in CASES])
def test_a_verdict_is_that_of_the_rules(slug, name, draw, case):
    wanted, given, holds = case
    check(load_model(slug).claims[name], drawn(draw, given, 150, seed=3), holds, wanted)


# -- private costs ---------------------------------------------------------------------------------------


def two_types(random):
    tough = fractions(random, 0, "1/2")
    weak = tough + fractions(random, "1/20", 1)
    return {n: fractions(random, "1/20", "19/20") for n in ("p", "c_A", "tau")} | {"c_L": tough, "c_H": weak}


def safe(z):
    return min(1, z["p"] + z["c_L"])


def risky(z):
    return min(1, z["p"] + z["c_H"])


def risky_payoff(z):
    """The high demand: the tough type fights it unless it grants it, too."""
    if risky(z) <= safe(z):
        return risky(z)
    return (1 - z["tau"]) * risky(z) + z["tau"] * (z["p"] - z["c_A"])


def war(z):
    return z["tau"] if risky_payoff(z) > safe(z) else 0


def both_bearable(z):
    return 1 - z["p"] - z["c_H"] > 0


def monotone(z):
    steps = [war(z | {"tau": Fraction(i, 400)}) for i in range(1, 400)]
    return steps == sorted(steps) or steps == sorted(steps, reverse=True)


def blind(z):
    """What A loses by not knowing the type."""
    knowing = z["tau"] * safe(z) + (1 - z["tau"]) * risky(z)
    return knowing - max(safe(z), risky_payoff(z))


TYPES = {
    "C3.2": ("mixed", anything, lambda z: war(z) > 0),
    "C3.3": ("false", both_bearable, monotone),
    "C3.8": ("true", lambda z: 1 - z["p"] - z["c_L"] > 0, lambda z: blind(z) > 0),
}


@pytest.mark.parametrize("name", TYPES)
def test_a_verdict_on_two_types_is_that_of_the_rules(name):
    wanted, given, holds = TYPES[name]
    check(
        load_model("crisis_bargaining_incomplete").claims[name],
        drawn(two_types, given, 100, seed=5),
        holds,
        wanted,
    )


VERDICTS = {
    "crisis_bargaining_outside_option": {"C1.18": "true"},
    "bargaining_with_ally": {"C2.14": "false"},
    "crisis_bargaining_incomplete": {
        "C3.1": "true", "C3.4": "true", "C3.5": "false", "C3.6": "mixed", "C3.7": "true", "C3.9": "true",
    },
    "crisis_bargaining_uniform": {
        "C3.10": "mixed", "C3.11": "true", "C3.12": "true", "C3.13": "true", "C3.14": "mixed", "C3.15": "true",
        "C3.16": "mixed", "C3.17": "true", "C3.18": "true",
    },
    "crisis_bargaining_uniform_ally": {
        "C3.19": "mixed", "C3.20": "true", "C3.21": "true", "C3.22": "false", "C3.23": "mixed", "C3.24": "true",
        "C3.25": "mixed", "C3.26": "false", "C3.27": "mixed", "C3.28": "true", "C3.29": "mixed",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "name"), [(slug, name) for slug, found in VERDICTS.items() for name in found]
)
def test_other_verdicts(slug, name):
    judgement = load_model(slug).claims[name].judge()
    assert judgement.verdict == VERDICTS[slug][name]
    if judgement.certificate is not None:
        assert judgement.certificate.check()
