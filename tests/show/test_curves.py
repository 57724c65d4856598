"""Curves of quantities: values are the model's, kinks and jumps are where the cases meet."""

from fractions import Fraction
from typing import Any

import pytest
from sympy import Rational

from formal import ModelError, ParameterError, load_model
from formal.show.figures.curves import Curve
from formal.show.figures.slices import Axis

HALF, TENTH, FIFTH = Fraction(1, 2), Fraction(1, 10), Fraction(1, 5)
CURVES: dict[str, tuple[str, str, str, dict[str, Fraction]]] = {
    "a kink": ("crisis_bargaining", "offer", "p", {"c_A": TENTH, "c_B": FIFTH}),
    "a jump": ("crisis_bargaining_outside_option", "payoff_A", "s", {"p": HALF, "c_A": TENTH, "c_B": FIFTH}),
    "a curve": (
        "crisis_bargaining_incomplete",
        "critical_tau",
        "p",
        {"c_A": TENTH, "c_L": TENTH, "c_H": HALF, "tau": HALF},
    ),
}


def curve_of(name: str) -> Curve:
    slug, quantity, parameter, at = CURVES[name]
    model = load_model(slug)
    return Curve.of(model.quantities[quantity], Axis(parameter), at, model.space)


@pytest.mark.parametrize("name", CURVES)
def test_points_are_the_models_values(name: str) -> None:
    slug, quantity, parameter, at = CURVES[name]
    model, curve = load_model(slug), curve_of(name)
    for low, high in zip(curve.cuts, curve.cuts[1:], strict=False):
        for share in (Fraction(1, 7), Fraction(2, 3)):
            place = low + share * (high - low)
            expected = model.value(quantity, **at, **{parameter: place})
            assert curve.value(place) == (None if expected is None else float(expected))


def test_the_offer_has_its_kink_where_it_reaches_the_end() -> None:
    curve = curve_of("a kink")
    assert curve.cuts == (0, Fraction(4, 5), 1)
    assert curve.turns(1.0) == [Fraction(4, 5)]
    assert curve.jumps(1.0) == []


def test_a_jump_has_an_open_and_a_full_end() -> None:
    [(left, _, low), (right, _, high)] = curve_of("a jump").jumps(1.0)
    assert left == right == 0.4
    assert sorted((low, high)) == [False, True]


def test_an_interval_is_drawn_as_a_band() -> None:
    plot = load_model("issue_indivisibility").plot("lottery_range", "p", at={"c_A": TENTH, "c_B": TENTH})
    assert len(plot.axes.collections) >= 1


def test_a_curve_for_each_value_of_another_parameter() -> None:
    model = load_model("crisis_bargaining")
    plot = model.plot("offer", ("p", 0, 1), at={"c_A": TENTH}, by=("c_B", [TENTH, "1/5", Rational(2, 5)]))
    legend = [text.get_text() for text in plot.axes.get_legend().get_texts()]
    assert legend == ["$c_B = 1/10$", "$c_B = 1/5$", "$c_B = 2/5$"]
    looks = {(line.get_color(), line.get_linestyle()) for line in plot.axes.lines}
    assert len(looks) == 3
    assert len({style for _, style in looks}) == 3  # told apart in grey too


WRONG: dict[str, tuple[tuple[Any, ...], dict[str, Any], type[Exception], str]] = {
    "a condition": (("war", "p"), {"at": {"c_A": 1, "c_B": 1}}, ModelError, "war holds or does not"),
    "no such quantity": (("ofer", "p"), {"at": {"c_A": 1, "c_B": 1}}, ModelError, "did you mean offer"),
    "no such parameter": (("offer", "z"), {"at": {}}, ParameterError, "no parameter 'z' for an axis"),
    "no value": (("offer", "p"), {"at": {"c_A": 1}}, ParameterError, "no value for c_B"),
    "no values": (
        ("offer", "p"),
        {"at": {"c_A": 1}, "by": "c_B"},
        ParameterError,
        "by= is a parameter and its values",
    ),
}


@pytest.mark.parametrize(("arguments", "options", "kind", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(arguments: Any, options: Any, kind: Any, message: str) -> None:
    with pytest.raises(kind, match=message):
        load_model("crisis_bargaining").plot(*arguments, **options)


def test_the_figure_of_a_model_tells_its_outcomes_apart() -> None:
    assert load_model("crisis_bargaining").figure().title == "Crisis bargaining: equilibria by p and c_B"
    plot = load_model("gray_zone").figure()
    assert len(plot.axes.patches) >= 3


def test_where_no_parameters_tell_outcomes_apart_a_quantity_is_drawn() -> None:
    assert "mixed_volunteer_probability by" in load_model("volunteers").figure().title


def test_a_whole_number_has_a_dot_for_each_game() -> None:
    model = load_model("unsc")
    plot = model.plot("winning_coalitions", ("quota", 7, 11))
    xs, ys = plot.axes.lines[0].get_data()
    assert list(xs) == [7, 8, 9, 10, 11]
    assert list(ys) == [int(model.value("winning_coalitions", quota=n)) for n in range(7, 12)]
    with pytest.raises(ParameterError, match=r"quota is a whole number: say from where to where"):
        model.plot("winning_coalitions", "quota")


def test_a_game_without_equilibria_has_a_figure_too() -> None:
    assert "by n_perm" in load_model("unsc").figure().title
    assert "by y_P" in load_model("unsc_veto").figure().title
