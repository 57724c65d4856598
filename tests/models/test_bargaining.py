"""M1 and M2: the specification's worked examples, and quantities that follow when a payoff changes."""

import pytest
from sympy import Rational, symbols

from formal import Game, ModelError, ParameterError, choose, load_model, offer

CRISIS = {"p": "3/5", "c_A": "1/10", "c_B": "1/5"}
ALLY = {**CRISIS, "d": "1/10", "k": "1/10", "sigma": "1/4", "c_D": 0}


@pytest.mark.parametrize(
    ("slug", "point", "expected"),
    [
        (
            "crisis_bargaining",
            CRISIS,
            {"range_low": "1/2", "range_high": "4/5", "range_width": "3/10", "offer": "4/5"},
        ),
        ("crisis_bargaining", {**CRISIS, "p": "9/10"}, {"offer": 1}),
        ("crisis_bargaining_b_proposes", CRISIS, {"offer": "1/2", "proposer_gain": "3/10"}),
        ("bargaining_with_ally", ALLY, {"range_low": "3/10", "range_high": "13/20", "width_change": "1/20"}),
        ("bargaining_with_ally", ALLY, {"offer": "13/20", "offer_change": "-3/20"}),
    ],
)
def test_worked_examples(slug, point, expected):
    model = load_model(slug)
    assert {name: model.value(name, **point) for name in expected} == {
        n: Rational(v) for n, v in expected.items()
    }
    assert model.value("war", **point) is False


def test_errors_name_what_is_wrong():
    model = load_model("crisis_bargaining")
    with pytest.raises(ParameterError, match="no value for c_B"):
        model.value("offer", p="3/5", c_A="1/10")
    with pytest.raises(ParameterError, match="c_b"):
        model.value("offer", p="3/5", c_A="1/10", c_b="1/5")
    with pytest.raises(ParameterError, match="p <= 1"):
        model.value("offer", p=2, c_A=1, c_B=1)
    with pytest.raises(ModelError, match="did you mean"):
        load_model("crisis_bargainin")
    with pytest.raises(ModelError, match="range_width"):
        model.value("range_widht", **CRISIS)


def test_another_war_payoff_is_another_offer():
    p, c_A, c_B, x = symbols("p c_A c_B x")
    war = (p - c_A, 1 - p - c_B + Rational(1, 20))
    tree = offer(
        "A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": war}, prefer=["accept", "reject"])
    )
    changed = Game(["A", "B"], tree, where=[0 <= p, p <= 1, c_A > 0, c_B > 0]).solve().named(x)
    assert changed.at(CRISIS) == Rational(3, 4)
