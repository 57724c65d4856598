"""Claims about a good in lumps, from its rules: A names a share, B takes it or fights, and both compare with war."""

from fractions import Fraction

import pytest

from formal import load_model
from tests.proofs.verdicts import check, drawn, fractions

SLUG = "issue_indivisibility"


def draw(random):
    size = random.choice(["1/20", "1/4", "1"])
    costs = {name: fractions(random, 0, size) for name in ("c_A", "c_B")}
    return {"p": fractions(random, 0, 1), **costs, "n_units": random.randint(1, 9)}


def accepted(z, x):
    return 1 - x >= 1 - z["p"] - z["c_B"]


def war_payoff(z):
    return z["p"] - z["c_A"]


def peace(z, lumps=None):
    lumps = lumps or z["n_units"]
    best = max(x for x in (Fraction(i, lumps) for i in range(lumps + 1)) if accepted(z, x))
    return best >= war_payoff(z)


def with_lumps(number):
    return lambda random: {**draw(random), "n_units": number}


def one_is_better_and_refused(z):
    shares = [Fraction(i, z["n_units"]) for i in range(z["n_units"] + 1)]
    return any(not accepted(z, x) and x > war_payoff(z) for x in shares)


def some_lottery(z):
    chances = [max(Fraction(0), war_payoff(z)), min(Fraction(1), z["p"] + z["c_B"])]
    middle = sum(chances) / 2
    return middle > war_payoff(z) and 1 - middle > 1 - z["p"] - z["c_B"]


CASES = {
    "C4.24": ("mixed", draw, lambda z: True, lambda z: not peace(z, 1)),
    "C4.25": ("mixed", with_lumps(3), peace, lambda z: peace(z, 4)),
    "C4.26": ("true", draw, peace, lambda z: all(peace(z, k * z["n_units"]) for k in range(1, 6))),
    "C4.27": ("true", draw, lambda z: z["n_units"] * (z["c_A"] + z["c_B"]) >= 1, peace),
    "C4.28": ("true", draw, lambda z: not peace(z), lambda z: not peace(z, 1)),
    "C4.29": ("true", draw, lambda z: True, some_lottery),
    "C4.30": ("true", draw, lambda z: not peace(z), one_is_better_and_refused),
}


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_is_that_of_the_rules(name):
    wanted, points, given, holds = CASES[name]
    claim = load_model(SLUG).claims[name]
    check(claim, drawn(points, given, 120, seed=1), holds, wanted)
    assert claim.judge().check()


@pytest.mark.parametrize(("number", "wanted"), [(1, "true"), (2, "mixed")])
def test_another_lump_does_no_harm_to_one_only(number, wanted):
    claim = load_model(SLUG, n_units=number).claims["C4.25"]
    check(claim, drawn(with_lumps(number), peace, 200, seed=2), lambda z: peace(z, number + 1), wanted)


def test_what_is_said_of_every_number_is_said_of_the_game_as_it_is_solved():
    """The general description of play is part of the claims: for other numbers of lumps it holds as well."""
    for number in (1, 2, 5):
        assert load_model(SLUG, n_units=number).claims["C4.28"].judge().verdict == "true"
