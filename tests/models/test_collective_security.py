"""Collective security as a public good: numbers worked by hand."""

import pytest
import sympy as sp
from sympy import Rational, sqrt

from formal import ParameterError, load_model

HAND = [
    # Interested are 1 and 2 only: 3/2 + 6/5 + 1/5 = 29/10 a contribution; two are made, three would be best.
    (
        "collective_security_linear",
        {"alpha_1": "3/2", "alpha_2": "6/5", "alpha_3": "1/5"},
        {
            "contributors_count": 2,
            "no_intervention": False,
            "efficient_all": True,
            "welfare_loss": Rational(19, 10),
        },
    ),
    # 1/2 + 1/3 + 1/4 = 13/12: each contribution gains 1/12 in all, and none is made.
    (
        "collective_security_linear",
        {"alpha_1": "1/2", "alpha_2": "1/3", "alpha_3": "1/4"},
        {
            "contributors_count": 0,
            "no_intervention": True,
            "efficient_all": True,
            "welfare_loss": Rational(1, 4),
        },
    ),
    (
        "collective_security_linear",
        {"alpha_1": "1/2", "alpha_2": "1/5", "alpha_3": "1/5"},
        {"contributors_count": 0, "no_intervention": True, "efficient_all": False, "welfare_loss": 0},
    ),
    # Contributing for ever: 3/2 - 1 = 1/2 a period; staying out: 1 once. 1/2 >= 1 - delta.
    (
        "collective_security_repeated",
        {"n": 3, "alpha": "1/2", "delta": "3/5"},
        {"critical_discount": Rational(1, 2), "cooperation_sustainable": True},
    ),
    (
        "collective_security_repeated",
        {"n": 11, "alpha": "1/2", "delta": "1/11"},
        {"critical_discount": Rational(1, 10), "cooperation_sustainable": False},
    ),
    # Contributing for ever: 2 - 1 = 1 a period; staying out: 3*2/4 = 3/2 once. 1 >= (1 - delta)*3/2.
    (
        "collective_security_rival",
        {"n": 4, "B": 2, "delta": "1/2"},
        {
            "critical_discount": Rational(1, 3),
            "cooperation_sustainable": True,
            "limit_critical_discount": Rational(1, 2),
        },
    ),
    # (1 - q)**(n - 1) = c/b = 1/8.
    (
        "volunteers",
        {"n": 4, "b": 8, "c": 1},
        {
            "pure_equilibria_count": 4,
            "mixed_volunteer_probability": Rational(1, 2),
            "mixed_failure_probability": Rational(1, 16),
            "mixed_payoff": 7,
            "no_action_is_ne": False,
        },
    ),
    (
        "volunteers",
        {"n": 2, "b": 4, "c": 1},
        {"mixed_volunteer_probability": Rational(3, 4), "mixed_failure_probability": Rational(1, 16)},
    ),
    ("volunteers", {"n": 10, "b": 512, "c": 1}, {"mixed_volunteer_probability": Rational(1, 2)}),
    (
        "volunteers_pair",
        {"b_1": 4, "b_2": 10, "c_1": 1, "c_2": 1},
        {
            "mixed_volunteer_1": Rational(9, 10),
            "mixed_volunteer_2": Rational(3, 4),
            "mixed_failure_probability": Rational(1, 40),
            "pure_equilibria_count": 2,
        },
    ),
    # The others of 1 both wait with probability 1/2, those of 2 too, and those of 3 with probability 1/3.
    (
        "volunteers_asym",
        {"b_1": 2, "b_2": 2, "b_3": 3, "c_1": 1, "c_2": 1, "c_3": 1},
        {
            "interior_mixed_exists": True,
            "mixed_volunteer_1": 1 - sqrt(3) / 3,
            "mixed_volunteer_2": 1 - sqrt(3) / 3,
            "mixed_volunteer_3": 1 - sqrt(3) / 2,
            "mixed_failure_probability": sqrt(3) / 6,
        },
    ),
    # 1/100 is less than 1/2 * 1/2.
    (
        "volunteers_asym",
        {"b_1": 100, "b_2": 2, "b_3": 2, "c_1": 1, "c_2": 1, "c_3": 1},
        {"interior_mixed_exists": False, "mixed_volunteer_1": None, "mixed_failure_probability": None},
    ),
    (
        "threshold_two_of_three",
        {"b": 8, "c": 3},
        {
            "mixed_exists": True,
            "mixed_pair": sp.Interval(Rational(1, 4), Rational(3, 4)),
            "provision_pair": sp.Interval(Rational(5, 32), Rational(27, 32)),
        },
    ),
    ("threshold_two_of_three", {"b": 8, "c": 5}, {"mixed_exists": False, "mixed_pair": None}),
    # 2*q*(1 - q) = c/b = 3/8: q = 1/4 or 3/4.
    (
        "threshold",
        {"n": 3, "K": 2, "b": 8, "c": 3},
        {
            "pure_equilibria_count": 4,
            "no_action_is_ne": True,
            "most_pivotal_probability": Rational(1, 2),
            "critical_cost_ratio": Rational(1, 2),
            "symmetric_mixed_count": 2,
        },
    ),
    ("threshold", {"n": 3, "K": 2, "b": 8, "c": 5}, {"symmetric_mixed_count": 0}),
    # 3*q*(1 - q)**2 is largest at 1/3, where it is 4/9.
    (
        "threshold",
        {"n": 4, "K": 2, "b": 2, "c": 1},
        {
            "pure_equilibria_count": 7,
            "most_pivotal_probability": Rational(1, 3),
            "critical_cost_ratio": Rational(4, 9),
            "symmetric_mixed_count": 0,
        },
    ),
    # All are needed: q**3 = c/b has one root, whatever c/b.
    (
        "threshold",
        {"n": 4, "K": 4, "b": 2, "c": 1},
        {
            "pure_equilibria_count": 2,
            "most_pivotal_probability": 1,
            "critical_cost_ratio": 1,
            "symmetric_mixed_count": 1,
        },
    ),
    (
        "best_shot",
        {"b_1": 2, "b_2": "1/2", "b_3": 3, "c": 1},
        {
            "no_action_is_ne": False,
            "pure_equilibria_count": 2,
            "unique_volunteer": False,
            "inefficient_failure": False,
        },
    ),
    (
        "best_shot",
        {"b_1": "1/2", "b_2": "1/2", "b_3": "1/3", "c": 1},
        {
            "no_action_is_ne": True,
            "pure_equilibria_count": 1,
            "unique_volunteer": False,
            "inefficient_failure": True,
        },
    ),
    ("best_shot", {"b_1": 2, "b_2": "1/2", "b_3": "1/3", "c": 1}, {"unique_volunteer": True}),
]


@pytest.mark.parametrize(("slug", "point", "wanted"), HAND)
def test_by_hand(slug, point, wanted):
    model = load_model(slug)
    for name, value in wanted.items():
        assert model.value(name, **point) == value, name


def test_closed_forms():
    b, c = sp.symbols("b c")
    quantities = load_model("volunteers", n=10).quantities
    assert quantities["mixed_volunteer_probability"] == 1 - (c / b) ** Rational(1, 9)
    assert quantities["mixed_failure_probability"] == (c / b) ** Rational(10, 9)
    assert load_model("threshold", n=10, K=5).quantities["pure_equilibria_count"].at({}) == 253
    low, high = sorted(e.chance for e in load_model("threshold").without(b=2, c=Rational(7, 8)).mixed)
    assert (low, high) == (Rational(1, 2) - sqrt(2) / 8, Rational(1, 2) + sqrt(2) / 8)


@pytest.mark.parametrize("slug", ["collective_security_repeated", "collective_security_rival"])
def test_what_one_state_faces_is_what_all_states_play(slug):
    """The table of all states, for some numbers, and the letter for their number say the same."""
    letters = load_model(slug).of_any_size()
    for number in (2, 3, 5):
        whole = load_model(slug, n=number)
        assert len(whole.game.players) == number
        for name in ("critical_discount", "cooperation_sustainable"):
            put_in = letters.quantities[name].subs({"n": number})
            assert str(put_in.simplify()) == str(whole.quantities[name]), (number, name)


def test_a_root_without_closed_form_is_given_exactly():
    listed = load_model("threshold", n=5, K=3).solution.at({"b": 8, "c": 1})
    chances = [e.chance for e in listed if e.chance is not None]
    assert len(chances) == 2 and all(isinstance(q, sp.CRootOf) for q in chances)
    assert all(abs(sp.N(6 * q**2 * (1 - q) ** 2 - Rational(1, 8), 40)) < 1e-30 for q in chances)


@pytest.mark.parametrize(
    ("slug", "sizes", "words"),
    [
        ("volunteers", {"n": 1}, "at least two"),
        ("collective_security_repeated", {"n": 1}, "at least two"),
        ("threshold", {"n": 3, "K": 4}, "2 <= K <= n"),
        ("threshold", {"n": 2, "K": 2}, "n >= 3"),
    ],
)
def test_impossible_sizes_are_refused(slug, sizes, words):
    with pytest.raises(ParameterError, match=words):
        load_model(slug, **sizes).game  # noqa: B018
