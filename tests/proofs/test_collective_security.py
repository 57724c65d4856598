"""Claims about collective security as a public good, each evaluated with fractions from the rules of its game alone."""

import itertools
from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions


def anything(z):
    return True


def nash(payoff, number):
    """Which states act in the pure equilibria, by the definition; `payoff` takes a state and all actions."""
    for actors in itertools.product((0, 1), repeat=number):
        if all(
            payoff(i, (*actors[:i], 1 - actors[i], *actors[i + 1 :])) <= payoff(i, actors)
            for i in range(number)
        ):
            yield actors


def returns(random):
    return {f"alpha_{i}": fractions(random, 0, random.choice([1, 2])) for i in (1, 2, 3)}


def contribution(z):
    return lambda i, actors: z[f"alpha_{i + 1}"] * sum(actors) - actors[i]


def contributors(z):
    (found,) = nash(contribution(z), 3)
    return found


def weak(z):
    return all(z[f"alpha_{i}"] < 1 for i in (1, 2, 3))


LINEAR = {
    "C3.1": ("true", returns, weak, lambda z: not any(contributors(z))),
    "C3.2": (
        "mixed",
        returns,
        weak,
        lambda z: all(contribution(z)(i, (1, 1, 1)) > contribution(z)(i, contributors(z)) for i in range(3)),
    ),
    "C3.3": (
        "true",
        returns,
        anything,
        lambda z: all(bool(own) == (z[f"alpha_{i + 1}"] > 1) for i, own in enumerate(contributors(z))),
    ),
}


def worth(random):
    b = fractions(random, 0, 3)
    return {"b": b, "c": fractions(random, 0, 1) * b}


def several(z, number, needed):
    return lambda i, actors: (z["b"] if sum(actors) >= needed else 0) - z["c"] * actors[i]


def failure(z, number):
    """The chance that nobody acts, as a decimal: whoever is indifferent to acting has (1 - q)**(number - 1) = c/b."""
    return float(z["c"] / z["b"]) ** (number / (number - 1))


def chance(z, number):
    return 1 - float(z["c"] / z["b"]) ** (1 / (number - 1))


SIZES = (2, 3, 6, 20)
VOLUNTEERS = {
    "C3.8": (
        "false",
        worth,
        anything,
        lambda z: any((0,) * n in nash(several(z, n, 1), n) for n in (2, 3, 5)),
    ),
    "C3.9": (
        "true",
        worth,
        anything,
        lambda z: all(any(actors) for n in (2, 3, 5) for actors in nash(several(z, n, 1), n)),
    ),
    "C3.10": ("true", worth, anything, lambda z: all(chance(z, n + 1) < chance(z, n) for n in SIZES)),
    "C3.11": ("true", worth, anything, lambda z: all(failure(z, n + 1) > failure(z, n) for n in SIZES)),
    "C3.12": (
        "false",
        worth,
        lambda z: z["c"] < z["b"] * Fraction(99, 100),
        lambda z: failure(z, 10**6) > 0.995,
    ),
    "C3.13": (
        "false",
        worth,
        anything,
        lambda z: any(mixed_payoff(z, n + 1) < mixed_payoff(z, n) for n in SIZES),
    ),
}


def mixed_payoff(z, number):
    """What waiting is worth if all mix, rounded against the last digits of decimals."""
    alone = 1 - failure(z, number) / (1 - chance(z, number))
    return round(float(z["b"]) * alone, 9)


THRESHOLD = {
    "C3.18": ("true", worth, anything, lambda z: (0, 0, 0) in nash(several(z, 3, 2), 3)),
    "C3.19": (
        "true",
        worth,
        anything,
        lambda z: all(sum(actors) in (0, 2) for actors in nash(several(z, 3, 2), 3)),
    ),
    # 2*q*(1 - q) is nowhere above 1/2.
    "C3.20": ("mixed", worth, anything, lambda z: z["c"] / z["b"] < Fraction(1, 2)),
}


def unequal(random):
    z = {f"b_{i}": fractions(random, 0, 3) for i in (1, 2)}
    return z | {f"c_{i}": fractions(random, 0, 1) * z[f"b_{i}"] for i in (1, 2)}


def rescue(z):
    return lambda i, actors: (z[f"b_{i + 1}"] if any(actors) else 0) - z[f"c_{i + 1}"] * actors[i]


PAIR = {
    # A state mixes so that the other one is indifferent.
    "C3.14": (
        "false",
        unequal,
        lambda z: z["c_1"] / z["b_1"] < z["c_2"] / z["b_2"],
        lambda z: 1 - z["c_2"] / z["b_2"] > 1 - z["c_1"] / z["b_1"],
    ),
    "C3.15": ("true", unequal, anything, lambda z: (0, 1) in nash(rescue(z), 2)),
}


def three_unequal(random):
    z = {f"b_{i}": fractions(random, 0, 3) for i in (1, 2, 3)}
    return z | {f"c_{i}": fractions(random, 0, 1) * z[f"b_{i}"] for i in (1, 2, 3)}


def waits(z):
    """How likely each waits if the other two of each both wait with probability c/b, as decimals."""
    r = [float(z[f"c_{i}"] / z[f"b_{i}"]) for i in (1, 2, 3)]
    return [(r[0] * r[1] * r[2]) ** 0.5 / own for own in r]


def all_may_mix(z):
    return max(waits(z)) < 1


TRIO = {
    "C3.16": (
        "false",
        three_unequal,
        lambda z: all_may_mix(z) and z["c_1"] / z["b_1"] < z["c_2"] / z["b_2"],
        lambda z: waits(z)[0] < waits(z)[1],
    ),
    "C3.17": ("mixed", three_unequal, anything, all_may_mix),
}


def dearer(random):
    z = worth(random)
    return z | {"c'": fractions(random, 0, 1) * (z["b"] - z["c"]) + z["c"]}


def lower(z, cost):
    """The lower q with 2*q*(1 - q) = cost/b, as a decimal."""
    return (1 - (1 - 2 * float(z[cost] / z["b"])) ** 0.5) / 2


TWO_OF_THREE = {
    "C3.21": (
        "false",
        dearer,
        lambda z: 2 * z["c'"] < z["b"],
        lambda z: lower(z, "c'") < lower(z, "c"),
    ),
}


def stakes(random):
    return {f"b_{i}": fractions(random, 0, 2) for i in (1, 2, 3)} | {"c": fractions(random, 0, 2)}


def shot(z):
    return list(nash(lambda i, actors: (z[f"b_{i + 1}"] if any(actors) else 0) - z["c"] * actors[i], 3))


def keen(z):
    return [int(z[f"b_{i}"] > z["c"]) for i in (1, 2, 3)]


BEST_SHOT = {
    "C3.25": ("true", stakes, anything, lambda z: all(map(any, shot(z))) == any(keen(z))),
    "C3.26": (
        "mixed",
        stakes,
        lambda z: z["b_1"] + z["b_2"] + z["b_3"] > z["c"],
        lambda z: all(map(any, shot(z))),
    ),
    "C3.27": ("true", stakes, lambda z: sum(keen(z)) == 1, lambda z: shot(z) == [tuple(keen(z))]),
}


def patience(random):
    alpha = fractions(random, Fraction(1, 3), 1)
    return {"alpha": alpha, "delta": fractions(random, 0, 1), "n": 3}


def shared(random):
    return {"B": fractions(random, 1, 3), "delta": fractions(random, 0, 1), "n": 3}


def critical(worth, number):
    """All contributing is worth (n*a - 1)/(1 - delta), staying out (n - 1)*a once and nothing after that."""
    return 1 - (number * worth - 1) / ((number - 1) * worth)


def sustained(z, number):
    worth = z["B"] / number
    return (number * worth - 1) / (1 - z["delta"]) >= (number - 1) * worth


OVER_TIME = {
    "C3.4": (
        "true",
        patience,
        anything,
        lambda z: all(critical(z["alpha"], n + 1) < critical(z["alpha"], n) for n in range(3, 9)),
    ),
    "C3.5": ("true", patience, anything, lambda z: critical(z["alpha"], 3) < 1),
}
RIVAL = {
    "C3.6": (
        "false",
        shared,
        anything,
        lambda z: any(critical(z["B"] / (n + 1), n + 1) < critical(z["B"] / n, n) for n in range(3, 9)),
    ),
    "C3.7": ("mixed", shared, anything, lambda z: all(sustained(z, n) for n in (10**6, 10**7))),
}

ALL = {
    "collective_security_linear": LINEAR,
    "collective_security_repeated": OVER_TIME,
    "collective_security_rival": RIVAL,
    "volunteers": VOLUNTEERS,
    "volunteers_pair": PAIR,
    "volunteers_asym": TRIO,
    "threshold": THRESHOLD,
    "threshold_two_of_three": TWO_OF_THREE,
    "best_shot": BEST_SHOT,
}


@pytest.mark.parametrize(("slug", "name"), [(slug, name) for slug, claims in ALL.items() for name in claims])
def test_a_verdict_is_that_of_the_rules(slug, name):
    wanted, draw, given, holds = ALL[slug][name]
    check(load_model(slug).claims[name], drawn(draw, given, 120, seed=7), holds, wanted)


def test_there_is_a_point_where_nobody_acts_although_it_would_pay():
    judgement = load_model("best_shot").claims["C3.28"].judge()
    assert judgement.verdict == "true" and judgement.certificate.check()


def test_the_number_needed_decides_whether_all_may_mix():
    for sizes, wanted in (({"n": 5, "K": 5}, "true"), ({"n": 10, "K": 5}, "mixed")):
        judgement = load_model("threshold", **sizes).claims["C3.20"].judge()
        assert judgement.verdict == wanted and judgement.check()
