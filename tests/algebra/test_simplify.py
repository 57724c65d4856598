"""Simplifying keeps the set, never makes it harder to read, and is done after one time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import And, Eq, Ne, Not, Or, sqrt, symbols

from formal.algebra.formula import atoms, disjuncts
from formal.algebra.region import Region
from formal.algebra.simplify import cost
from tests.algebra.random_terms import condition as condition_on_terms
from tests.algebra.random_terms import point, true_at
from tests.oracle.random_conditions import KINDS, conditions, points
from tests.oracle.random_conditions import symbols as variables
from tests.oracle.regions import holds
from tests.oracle.sources import Drawn, one_in

a, b, c, x = symbols("a b c x")


def reading_cost(region):
    """How hard a region is to read: that of its atoms, and of being told apart into cases."""
    return sum(map(cost, atoms(region.formula))) + 25 * len(disjuncts(region.formula))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_simplified_region_is_the_same_set(kind, data, tally):
    source = Drawn(data.draw)
    count = source.integer(2, 6)
    condition = conditions(source, kind, count)
    box = [b > 0, a < 2] if one_in(source, 2) else []
    region = Region(condition, where=box)
    plain = region.simplify()
    assert tally.ask(plain.equivalent, region) in (True, None)
    for at in points(source, condition, variables(count), 4):
        if holds(And(True, *box), at):
            assert plain.contains(at) == holds(condition, at)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_once_is_enough(kind, data):
    source = Drawn(data.draw)
    plain = Region(conditions(source, kind, source.integer(2, 4))).simplify()
    if plain.minimal:
        again = plain.simplify()
        assert reading_cost(again) == reading_cost(plain)


@pytest.mark.parametrize("form", ["quotient", "root", "extremum"])
@settings(max_examples=10)
@given(data=st.data())
def test_conditions_on_terms_keep_their_points(form, data, tally):
    source = Drawn(data.draw)
    condition = condition_on_terms(source, form, 2)
    plain = Region(condition).simplify()
    for _ in range(4):
        at = point(source, 2)
        assert tally.ask(plain.contains, at) in (true_at(condition, at), None)


PLAIN = {
    "what the context says": (And(a > 0, b > 0), [a > 0], b > 0),
    "an implied condition": (And(a > 1, a > 0), [], a > 1),
    "a covered case": (Or(a > 0, And(a > 1, b > 0)), [], a > 0),
    "complementary cases": (Or(And(a > b, c > 0), And(a <= b, c > 0)), [], c > 0),
    "a boundary joined": (Or(a > b, Eq(a, b)), [], a >= b),
    "a factor of known sign": (a * (1 - a) * (b - c) > 0, [a > 0, a < 1], b > c),
    "two bounds that meet": (And(a >= b, a <= b), [], Eq(a, b)),
    "an equation used": (And(Eq(a, 1), a * b > 1), [], And(Eq(a, 1), b > 1)),
    "two equations used": (And(Eq(a, 1), Eq(b, 2), a * c > b), [], And(Eq(a, 1), Eq(b, 2), c > 2)),
    "a square": (a**2 >= 0, [], True),
    "a square that may vanish": (a**2 * b > 0, [], And(Ne(a, 0), b > 0)),
    "a contradiction": (And(a > b, b > c, c > a), [], False),
}


@pytest.mark.parametrize(("condition", "where", "expected"), PLAIN.values(), ids=PLAIN)
def test_it_is_plain(condition, where, expected):
    plain = Region(condition, where=where).simplify()
    assert plain.minimal
    assert plain == Region(expected) or str(plain.formula) == str(Region(expected).formula)


def test_a_spent_budget_is_said_and_the_set_is_right():
    condition = Or(*(And(a > k, b > k**2 - a, a * b > k) for k in range(4)))
    rough = Region(condition).simplify(budget=1)
    assert not rough.minimal
    assert rough.equivalent(Region(condition))


def test_what_would_have_too_many_clauses_to_be_read_is_left_as_it_is():
    condition = And(*(Or(a > k * b, c > k - x, a * x + k < c) for k in range(1, 9)))
    rough = Region(condition).simplify()
    assert not rough.minimal
    assert rough.formula == Region(condition).formula


def test_a_root_stays_beside_the_condition_that_it_is_real():
    region = ~Region(sqrt(a) >= 1)
    plain = region.simplify()
    for at in (-1, 0, 1, 4):
        assert plain.contains({a: at}) == (at < 1)
        assert Region(plain.to_sympy()).contains({a: at}) == (at < 1)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_to_sympy_and_back_is_the_same_region(kind, data, tally):
    source = Drawn(data.draw)
    region = Region(conditions(source, kind, source.integer(2, 6)))
    assert tally.ask(Region(region.to_sympy()).equivalent, region) in (True, None)
    assert tally.ask(Region(region.simplify().to_sympy()).equivalent, region) in (True, None)


@pytest.mark.parametrize("form", ["quotient", "root", "extremum", "size", "pieces"])
@settings(max_examples=15)
@given(data=st.data())
def test_conditions_on_terms_to_sympy_and_back(form, data, tally):
    source = Drawn(data.draw)
    condition = condition_on_terms(source, form, 2)
    region = Region(condition)
    back = Region(region.to_sympy())
    assert tally.ask(back.equivalent, region) in (True, None)
    at = point(source, 2)
    assert tally.ask(back.contains, at) in (true_at(condition, at), None)


def test_to_sympy_uses_the_callers_symbols():
    price = symbols("p", positive=True)
    region = Region(price * x > 1, Not(Eq(x, 2)))
    assert region.to_sympy().free_symbols == {price, x}
    assert Region(True).to_sympy() == True  # noqa: E712 (SymPy's true)
