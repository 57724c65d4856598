"""What a person types is read exactly: a region contains a point where the condition, evaluated on its own, holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    ITE,
    Abs,
    And,
    Contains,
    Eq,
    Equivalent,
    FiniteSet,
    Implies,
    Interval,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Rational,
    S,
    Symbol,
    Union,
    Xor,
    oo,
    sign,
    sqrt,
    symbols,
)

from formal.algebra.reading import read_condition
from formal.algebra.region import Region
from tests.algebra import random_terms
from tests.oracle.random_conditions import KINDS, conditions, points
from tests.oracle.random_conditions import symbols as variables
from tests.oracle.regions import holds
from tests.oracle.sources import Drawn

x, y, z = symbols("x y z")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_region_contains_the_points_at_which_its_polynomial_condition_holds(kind, data, tally):
    source = Drawn(data.draw)
    count = source.integer(2, 6)
    condition = conditions(source, kind, count)
    region = Region(condition)
    for at in points(source, condition, variables(count), 4):
        assert tally.ask(region.contains, at) in (holds(condition, at), None)


@pytest.mark.parametrize("form", random_terms.FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_region_contains_the_points_at_which_its_condition_on_terms_holds(form, data, tally):
    source = Drawn(data.draw)
    count = source.integer(2, 4)
    condition = random_terms.condition(source, form, count)
    region = Region(condition)
    for _ in range(3):
        at = random_terms.point(source, count)
        assert tally.ask(region.contains, at) in (random_terms.true_at(condition, at), None)


AT_POINTS = {
    "implies": (Implies(x > 0, y > 0), {"x": 1, "y": 0}, False),
    "equivalent": (Equivalent(x > 0, y > 0, z > 0), {"x": 1, "y": 1, "z": 1}, True),
    "equivalent, one of three differs": (Equivalent(x > 0, y > 0, z > 0), {"x": 1, "y": 1, "z": 0}, False),
    "exclusive or": (Xor(x > 0, y > 0), {"x": 1, "y": 1}, False),
    "if then else": (ITE(x > 0, y > 0, z > 0), {"x": 0, "y": 1, "z": 0}, False),
    "not": (Not(Or(x > 0, Eq(y, 0))), {"x": 0, "y": 1}, True),
    "in an open interval": (Contains(x, Interval.open(0, y)), {"x": 1, "y": 1}, False),
    "in a half line": (Contains(x, Interval(y, oo)), {"x": 1, "y": 1}, True),
    "in a set": (Contains(x, FiniteSet(1, y)), {"x": 3, "y": 3}, True),
    "in a union": (Contains(x, Union(Interval(0, 1), Interval(2, 3))), {"x": Rational(3, 2)}, False),
    "in the reals": (Contains(x, S.Reals), {"x": 5}, True),
    "below infinity": (x < oo, {"x": 5}, True),
    "sign": (Eq(sign(x), y), {"x": -3, "y": -1}, True),
    "sign of zero": (Eq(sign(x), 0), {"x": 0}, True),
    "a quotient at its pole": (1 / x < 1, {"x": 0}, False),
    "the negation of a quotient at its pole": (Not(And(1 / x < 1, y > 0)), {"x": 0, "y": 1}, True),
    "a cancelled quotient at its pole": ((x**2 - 1) / (x - 1) > 0, {"x": 1}, False),
    "exclusive or beside a pole": (Xor(1 / x < 1, y > 0), {"x": 0, "y": 1}, True),
    "if then else at a pole": (ITE(1 / x < 1, y < 0, y > 0), {"x": 0, "y": 1}, True),
    "an unreal root": (sqrt(x) >= -1, {"x": -1}, False),
    "a root at zero": (sqrt(x) >= 0, {"x": 0}, True),
    "one over a root at zero": (1 / sqrt(x) > 0, {"x": 0}, False),
    "a power of three halves": (Eq(x ** Rational(3, 2), 8), {"x": 4}, True),
    "the root of a square is a size": (Eq(sqrt(x**2 * y**2), -x * y), {"x": -2, "y": 3}, True),
    "a root in a root": (Eq(sqrt(x + sqrt(y)), 2), {"x": 2, "y": 4}, True),
    "the root of what is negative in another case": (sqrt(sign(x)) > 0, {"x": 2}, True),
    "the root of what is negative in this case": (sqrt(sign(x)) <= 1, {"x": -2}, False),
    "an irrational root": (sqrt(x) > Rational(7, 5), {"x": 2}, True),
    "an irrational point": (Eq(x**2, 2), {"x": sqrt(2)}, True),
    "an irrational point in a root": (sqrt(x) < Rational(6, 5), {"x": sqrt(2)}, True),
    "a divisor that is zero in another case": (1 / Max(x, 0) > 1, {"x": Rational(1, 2)}, True),
    "a divisor that is zero in this case": (1 / Max(x, 0) < 1, {"x": -1}, False),
    "a branch that is not taken": (Piecewise((1 / x, x > 0), (y, True)) > 0, {"x": 0, "y": 1}, True),
    "no branch is taken": (Piecewise((y, x > 0)) > 0, {"x": 0, "y": 1}, False),
    "a minimum of three": (Eq(Min(x, y, z), 1), {"x": 2, "y": 1, "z": 3}, True),
    "a maximum in a size": (Eq(Abs(Max(x, y)), 2), {"x": -2, "y": -3}, True),
}


@pytest.mark.parametrize(("condition", "at", "expected"), AT_POINTS.values(), ids=AT_POINTS)
def test_contains(condition, at, expected):
    assert Region(condition).contains(at) is expected


def test_symbols_with_one_name_are_one_parameter():
    positive, plain = Symbol("x", positive=True), Symbol("x")
    assert Region(positive - plain > 0).is_empty()
    assert Region(plain + positive > 2).contains({"x": 2})
    assert Region(plain >= -1, where=[positive < 5]).is_everything()


def test_flags_and_context_are_added_up():
    count, share = Symbol("n", nonnegative=True), Symbol("s")
    region = Region(count * share >= 0, where=[share >= 0, share <= 1])
    assert region.is_everything()
    assert Region(share < 1) & Region(Symbol("s", negative=True) > -1) == Region(share < 1, share > -1)
    assert (Region(share < 1) & Region(Symbol("s", negative=True) > -1)).implies(share < 0)


def test_a_truth_value_and_a_region_are_conditions():
    inner = Region(x > 0, where=[y > 0])
    assert Region(True).is_everything()
    assert Region(inner, y > 1).implies(And(x > 0, y > 1))
    assert Region(inner).where == (y > 0)


def test_reading_is_remembered():
    condition = Ne(x * y, 1)
    assert read_condition(condition) == read_condition(Ne(x * y, 1))
