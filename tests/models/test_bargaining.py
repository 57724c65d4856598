"""The worked examples of bargaining with and without an ally, and lumps counted one by one."""

from fractions import Fraction
from math import ceil
from random import Random

import pytest
from sympy import Interval, Rational

from formal import load_model

POINT = {"p": "3/5", "c_A": "1/10", "c_B": "1/5"}
ALLY = {**POINT, "d": "1/10", "k": "1/10", "sigma": "1/4", "c_D": 0}


@pytest.mark.parametrize(
    ("slug", "name", "point", "value"),
    [
        ("crisis_bargaining", "range_low", POINT, "1/2"),
        ("crisis_bargaining", "range_high", POINT, "4/5"),
        ("crisis_bargaining", "range_width", POINT, "3/10"),
        ("crisis_bargaining", "offer", POINT, "4/5"),
        ("crisis_bargaining", "offer", {**POINT, "p": "9/10"}, 1),
        ("bargaining_with_ally", "range_low", ALLY, "3/10"),
        ("bargaining_with_ally", "range_high", ALLY, "13/20"),
        ("bargaining_with_ally", "width_change", ALLY, "1/20"),
        ("bargaining_with_ally", "offer", ALLY, "13/20"),
        ("bargaining_with_ally", "offer_change", ALLY, "-3/20"),
    ],
)
def test_worked_example(slug, name, point, value):
    assert load_model(slug).value(name, **point) == Rational(value)


@pytest.mark.parametrize("slug", ["crisis_bargaining", "bargaining_with_ally"])
def test_there_is_no_war(slug):
    assert load_model(slug).value("war", **(POINT if slug == "crisis_bargaining" else ALLY)) is False


def test_the_range_in_letters():
    model = load_model("crisis_bargaining")
    shown = {name: str(model.quantities[name]) for name in ("range_low", "range_high", "offer", "war")}
    assert shown == {
        "range_low": "max(0, p - c_A)",
        "range_high": "min(1, p + c_B)",
        "offer": "min(1, p + c_B)",
        "war": "never",
    }


@pytest.mark.parametrize("seed", range(15))
def test_lumps(seed):
    rng = Random(seed)
    p, c_A, c_B = (Fraction(rng.randint(1, 1006), 1009 * share) for share in (1, 8, 8))
    lumps = rng.randint(1, 9)

    def settled(n):
        return [x for x in (Fraction(i, n) for i in range(n + 1)) if p - c_A <= x <= p + c_B]

    accepted = [Fraction(i, lumps) for i in range(lumps + 1) if Fraction(i, lumps) <= p + c_B]
    peaceful = accepted[-1] >= p - c_A
    expected = {
        "war": not peaceful,
        "settlements": len(settled(lumps)),
        "best_acceptable_share": accepted[-1],
        "payoff_A": accepted[-1] if peaceful else p - c_A,
        "payoff_B": 1 - accepted[-1] if peaceful else 1 - p - c_B,
        "min_units": next(n for n in range(1, ceil(1 / (c_A + c_B)) + 1) if settled(n)),
    }
    model, point = load_model("issue_indivisibility"), {"p": p, "c_A": c_A, "c_B": c_B}
    for name, wanted in expected.items():
        assert model.value(name, n_units=lumps, **point) == wanted, name
    low, high = (
        Rational(x.numerator, x.denominator) for x in (max(Fraction(0), p - c_A), min(Fraction(1), p + c_B))
    )
    assert model.value("lottery_range", n_units=lumps, **point) == Interval(low, high)
