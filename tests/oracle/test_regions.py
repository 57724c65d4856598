"""The oracle for conditions, on cases worked by hand and against points tried one by one."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from sympy import And, Eq, Implies, Max, Ne, Not, Or, Piecewise, Rational, Xor, sqrt, symbols

from tests.oracle import random_conditions, reals
from tests.oracle.numeric import Unsupported
from tests.oracle.random_conditions import KINDS, Seeded
from tests.oracle.regions import breakpoints, exists, holds, samples, satisfied_at

x, y, z, a, b = symbols("x y z a b")


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        pytest.param(And(x > 0, x < 1), {x: Rational(1, 2)}, True, id="and"),
        pytest.param(Or(x > 1, x < 0), {"x": 1}, False, id="or, on the boundary"),
        pytest.param(Not(Or(x > 1, Eq(y, 0))), {"x": 1, "y": 2}, True, id="not or"),
        pytest.param(Implies(x > 0, y > 0), {"x": -1, "y": -1}, True, id="implies"),
        pytest.param(Xor(x > 0, y > 0), {"x": 1, "y": 1}, False, id="xor"),
        pytest.param(Ne(x / y, 1), {"x": 2, "y": 2}, False, id="quotient"),
        pytest.param(1 / (x - 1) <= 0, {"x": 1}, False, id="undefined"),
        pytest.param(sqrt(x) > y, {"x": 2, "y": "7/5"}, True, id="square root"),
        pytest.param(Eq(sqrt(x) * sqrt(x + 6), 4), {"x": 2}, True, id="equal square roots"),
        pytest.param(Max(x, y) >= 3, {"x": 1, "y": 3}, True, id="max"),
        pytest.param(Piecewise((x, y > 0), (-x, True)) > 0, {"x": -1, "y": 0}, True, id="piecewise"),
        pytest.param(sympy.true, {}, True, id="true"),
    ],
)
def test_holds(condition, values, expected):
    assert holds(condition, values) is expected


def test_a_float_is_no_exact_value():
    with pytest.raises(TypeError, match="float"):
        holds(x > 0, {"x": 0.5})


@pytest.mark.parametrize(
    ("condition", "chosen", "values", "expected"),
    [
        pytest.param(And(x > a, x < b), x, {"a": 0, "b": 0}, False, id="empty interval"),
        pytest.param(And(x >= a, x <= b), x, {"a": 0, "b": 0}, True, id="one point"),
        pytest.param(Eq(x**2, a), x, {"a": 2}, True, id="irrational point"),
        pytest.param(And(Eq(x**2, a), x > 2), x, {"a": 2}, False, id="irrational point cut off"),
        pytest.param(And(Eq(x**2, 2), Eq(x**3, 2 * x)), x, {}, True, id="two equations with a common root"),
        pytest.param(And(Eq(1 / x, a), x > 0), x, {"a": -1}, False, id="quotient"),
        pytest.param(1 / x >= 1 / x, x, {}, True, id="constant"),
        pytest.param(And(x + y > 3, x < 1, y < 2), [x, y], {}, False, id="two symbols, linear"),
        pytest.param(And(x + y >= 3, x <= 1, y <= 2), [x, y], {}, True, id="two symbols, one point"),
        pytest.param(And(x**2 + y**2 < a, x + y > 1), [x, y], {"a": "1/2"}, False, id="circle touches line"),
        pytest.param(And(x**2 + y**2 < a, x + y > 1), [x, y], {"a": "2/3"}, True, id="circle cuts line"),
        pytest.param(And(x + y > z, x < 0, y < 0, z > 0), [x, y, z], {}, False, id="three symbols, linear"),
    ],
)
def test_exists(condition, chosen, values, expected):
    assert exists(condition, chosen, values) is expected


def test_exists_says_what_it_cannot_decide():
    with pytest.raises(Unsupported, match="irrational"):
        exists(And(Eq(x**2, 2), y > x, y < x), [y, x])


def test_samples_and_breakpoints():
    inside = And(x**2 < 2, Ne(x, 0))
    assert breakpoints(inside, x) == [reals.roots((-2, 0, 1))[0], 0, reals.roots((-2, 0, 1))[1]]
    low, high = samples(inside, x)
    assert low < 0 < high
    assert satisfied_at(x**2 >= 2, x, reals.roots((-2, 0, 1))[1])
    assert not satisfied_at(x**2 > 2, x, reals.roots((-2, 0, 1))[1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(20))
def test_a_point_that_satisfies_a_condition_shows_that_one_exists(kind, seed):
    source = Seeded(seed)
    condition = random_conditions.conditions(source, kind, count=3)
    variables = random_conditions.symbols(3)
    for at in random_conditions.points(source, condition, variables, 12):
        rest = {name: value for name, value in at.items() if name != "a"}
        tried = any(holds(condition, {**rest, "a": Fraction(k, 6)}) for k in range(-30, 31))
        found = exists(condition, "a", rest)
        assert found or not tried
        assert found == bool(samples(condition, "a", rest))
        two = {"c": at["c"]}
        if holds(condition, at):
            assert found and exists(condition, ["a", "b"], two)


@settings(max_examples=40, deadline=None)
@given(random_conditions.condition_strategy(kind="quadratic", count=2))
def test_samples_satisfy_the_condition(condition):
    for value in samples(condition, "a", {"b": 1}):
        assert satisfied_at(condition, "a", value, {"b": 1})
        if isinstance(value, Fraction):
            assert holds(condition, {"a": value, "b": 1})
