"""`Model.evaluate`: the compiled closed form against `.value` in exact numbers, ties and gaps included."""

import pickle
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from sympy import Interval, Rational, symbols

from formal import Cases, ModelError, ParameterError, Region, load_model
from formal.equilibria.sampling import Sampler
from formal.sweep.compiling import compiled
from formal.sweep.evaluating import Plan
from formal.sweep.terms import Terms

SLUGS = [
    "crisis_bargaining",
    "alliance_formation",
    "moral_hazard",
    "petro_markov",
    "peacekeeping",
    "threshold",
]


def is_simple(point: dict[str, Fraction]) -> bool:
    """A float stands for a fraction with a small denominator; others it only comes close to."""
    return all(value.denominator <= 10**6 for value in point.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_compiled_form_agrees_with_exact_values(slug: str):
    model = load_model(slug)
    sampler = Sampler(model.space.assumptions, model.space.names, Random(3))
    points = sampler.inside(model.space.assumptions, 6) + sampler.boundary(model.space.assumptions, 2)
    for name, quantity in model.quantities.items():
        here = list(points)
        if isinstance(quantity, Region):
            here += sampler.boundary(quantity.formula, 3)
        elif isinstance(quantity, Cases):
            here += sampler.boundary(quantity.parts[0][0], 3)
        here = list(filter(is_simple, here))
        found = model.evaluate(name, **{n: np.array([float(p[n]) for p in here]) for n in model.space.names})
        for index, point in enumerate(here):
            wanted = model.value(name, **{n: Rational(v.numerator, v.denominator) for n, v in point.items()})
            own = tuple(e[index] for e in found) if isinstance(found, tuple) else found[index]
            assert agrees(own, wanted), (name, point, own, wanted)


def agrees(own: object, wanted: object) -> bool:
    if wanted is None:
        return bool(np.all(np.isnan(own)))
    if isinstance(wanted, Interval):
        return np.allclose(own, [float(wanted.start), float(wanted.end)], rtol=1e-8, atol=1e-12)
    if isinstance(own, np.bool_):
        return bool(own) == bool(wanted)
    return bool(np.isclose(float(own), float(wanted), rtol=1e-8, atol=1e-12))


def test_shapes_are_broadcast():
    model = load_model("crisis_bargaining")
    p = np.linspace(0, 1, 5)[:, None]
    found = model.evaluate("offer", p=p, c_A=Rational(1, 10), c_B=[0.1, 0.2, 0.3])
    assert found.shape == (5, 3) and found.dtype == float
    assert np.allclose(found, np.minimum(1, p + np.array([0.1, 0.2, 0.3])))
    assert model.evaluate("offer", p="1/2", c_A=1, c_B=Fraction(1, 4)) == 0.75


def test_conditions_are_truth_values_and_ties_are_exact():
    """In floating point 0.1 + 0.2 exceeds 0.3, and a third of the tests below would go the wrong way."""
    p, c, d = symbols("p c d")
    form = compiled(Region(p + c <= d, where=[p > 0]), "fits")
    points = {
        "p": np.array([0.1, 0.1, 1 / 3, 1 / 7, 0.3]),
        "c": np.array([0.2, 0.7, 1 / 3, 2 / 7, 0.6]),
        "d": np.array([0.3, 0.8, 2 / 3, 3 / 7, 0.9]),
    }
    found = form.over(points)
    assert found.dtype == bool and found.all()
    assert not (points["p"] + points["c"] <= points["d"]).all()


def test_square_roots_near_zero():
    p, c = symbols("p c")
    form = compiled(Region((p**2 - c) ** Rational(1, 2) > 0, p**2 >= c), "real")
    held = form.over({"p": np.array([0.1, 0.1, 1.1, 3.0]), "c": np.array([0.01, 0.0099, 1.21, 9.0])})
    assert held.tolist() == [False, True, False, False]


def test_what_rounding_would_spoil_is_worked_out_in_fractions():
    p = symbols("p")
    cube = Cases((True, (p**3 - 3 * p**2 + 3 * p - 1) / 1))
    near = np.array([1 + 1e-5, 1.001, 2.0])
    found = compiled(cube, "cube").over({"p": near})
    assert np.allclose(found, np.array([1e-15, 1e-9, 1.0]), rtol=1e-6, atol=0)
    assert Terms.of(cube.parts[0][1].numerator).names == ["p"]


def test_undefined_is_nan_and_outside_of_the_domain_too():
    p, c = symbols("p c")
    form = compiled(Cases((p > 0, 1 / c), where=[c >= 0]), "share")
    found = form.over({"p": np.array([1.0, 1.0, -1.0]), "c": np.array([4.0, 0.0, 1.0])})
    assert found[0] == 0.25 and np.isnan(found[1:]).all()
    model = load_model("crisis_bargaining")
    beyond = model.evaluate("offer", p=[0.5, 2, np.nan, -1], c_A=0.1, c_B=0.1)
    assert np.isnan(beyond).tolist() == [False, True, True, True]
    assert model.evaluate("war", p=[2, np.nan], c_A=0.1, c_B=0.1).tolist() == [False, False]


def test_an_interval_has_two_ends():
    low, high = load_model("issue_indivisibility").evaluate("lottery_range", p=[0.5], c_A=0.1, c_B=0.2)
    assert (round(low[0], 9), round(high[0], 9)) == (0.4, 0.7)


def test_numbers_that_are_searched_for():
    model = load_model("issue_indivisibility")
    found = model.evaluate("min_units", p=[0.5, 0.4], c_A=0.01, c_B=0.02)
    exact = [model.value("min_units", p=p, c_A="1/100", c_B="1/50") for p in ("1/2", "2/5")]
    assert found.tolist() == list(map(float, exact))


def test_sizes_may_vary_from_point_to_point():
    model = load_model("volunteers")
    found = model.evaluate("mixed_volunteer_probability", n=[2, 3, 4, 2], b=1, c=0.25)
    each = [float(model.value("mixed_volunteer_probability", n=n, b=1, c="1/4")) for n in (2, 3, 4, 2)]
    assert np.allclose(found, each)
    with pytest.raises(ParameterError, match=r"n = 2\.5: a whole number"):
        model.evaluate("mixed_volunteer_probability", n=[2, 2.5], b=1, c=0.25)


def test_a_parameter_that_is_fixed_need_not_be_given():
    model = load_model("crisis_bargaining").given(c_A="1/10", c_B="1/5")
    assert model.evaluate("offer", p=[0.5]).round(9).tolist() == [0.7]


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("crisis_bargaining", "offer"),
        ("crisis_bargaining", "war"),
        ("issue_indivisibility", "lottery_range"),
        ("volunteers", "mixed_failure_probability"),
    ],
)
def test_what_workers_get_is_plain_data(slug: str, name: str):
    plan = Plan(load_model(slug), name, {})
    sent = pickle.loads(pickle.dumps(plan))
    arrays = {n: np.array([0.5, 0.75]) for n in plan.first.names}
    for one, other in zip(plan.over(arrays), sent.over(arrays), strict=True):
        assert np.array_equal(one, other, equal_nan=True)


WRONG = {
    "a parameter that is missing": (
        {"p": 1, "c_A": 1},
        ParameterError,
        "no value for c_B: .* has p, c_A, c_B",
    ),
    "one that is not there": (
        {"p": 1, "c_A": 1, "c_b": 1},
        ParameterError,
        "no parameter 'c_b'; did you mean c_B",
    ),
    "a text": ({"p": "half", "c_A": 1, "c_B": 1}, ParameterError, "p: 'half' is no number"),
    "truth values": ({"p": [True], "c_A": 1, "c_B": 1}, ParameterError, "p: an array of bool"),
    "complex numbers": ({"p": [1j], "c_A": 1, "c_B": 1}, ParameterError, "p: an array of complex128"),
    "a symbol": ({"p": symbols("p"), "c_A": 1, "c_B": 1}, ParameterError, "p: p is no number"),
    "shapes": (
        {"p": [0.1, 0.2], "c_A": 1, "c_B": [1, 2, 3]},
        ParameterError,
        r"do not fit together: their shapes are p \(2,\), c_B \(3,\)",
    ),
}


@pytest.mark.parametrize(("arrays", "error", "message"), WRONG.values(), ids=WRONG)
def test_wrong_arrays_are_refused(arrays: dict, error: type[Exception], message: str):
    with pytest.raises(error, match=message):
        load_model("crisis_bargaining").evaluate("offer", **arrays)


def test_a_misspelt_quantity_is_refused():
    with pytest.raises(ModelError, match="no quantity 'ofer'; did you mean offer"):
        load_model("crisis_bargaining").evaluate("ofer", p=1, c_A=1, c_B=1)
