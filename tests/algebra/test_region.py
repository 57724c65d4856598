"""What a region answers: implication, equivalence, emptiness, interior, witnesses; never against a point.

A yes must hold at every random point; a no must come with a witness, and the witness is checked by the oracle.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import And, Eq, Integer, Ne, Not, Or, Rational, sqrt, symbols

from formal.algebra.cases import Cases
from formal.algebra.region import Region
from formal.errors import Undecided
from tests.algebra.rewriting import rewritten
from tests.oracle.random_conditions import KINDS, conditions, points
from tests.oracle.random_conditions import symbols as variables
from tests.oracle.regions import holds, relations
from tests.oracle.sources import Drawn, one_in

a, b, c = symbols("a b c")


def drawn(data, kind, atoms=5):
    """Draw a number of variables, a context that holds somewhere, and a source for more."""
    source = Drawn(data.draw)
    count = source.integer(2, 6)
    box = [b > source.integer(-3, -1), a <= source.integer(1, 3)] if one_in(source, 2) else []
    return source, count, box, conditions(source, kind, count, atoms=atoms)


def checked_witness(region, truth, tally):
    """Return a witness of a region that is not empty; None if only irrational points were found."""
    at = tally.ask(region.witness)
    if at is not None:
        assert holds(truth, {s.name: value for s, value in at.items()})
    return at


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_implication_is_right_at_points_and_refuted_by_a_witness(kind, data, tally):
    source, count, box, first = drawn(data, kind)
    second = conditions(source, kind, count, depth=1, atoms=3)
    if one_in(source, 2):
        second = Or(second, first) if one_in(source, 2) else Or(second, Not(first))
    verdict = tally.ask(Region(first, where=box).implies, Region(second))
    if verdict:
        for at in points(source, And(first, second), variables(count), 6):
            assert holds(second, at) or not holds(And(first, *box), at)
    elif verdict is not None:
        counterexample = Region(first, where=box) & ~Region(second)
        checked_witness(counterexample, And(first, Not(second), *box), tally)
        assert not counterexample.is_empty()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_equivalent_by_construction_is_confirmed(kind, data, tally):
    source, count, _, condition = drawn(data, kind)
    positive = [Integer(2), Rational(1, 3), *(v**2 + 1 for v in variables(count)), variables(count)[-1]]
    other = rewritten(source, condition, positive)
    region = Region(condition, where=[positive[-1] > 0])
    assert tally.ask(region.equivalent, Region(other)) in (True, None)
    assert tally.ask((region & ~Region(other)).is_empty) in (True, None)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_equivalence_is_not_contradicted_by_points(kind, data, tally):
    source, count, box, first = drawn(data, kind, atoms=3)
    second = rewritten(source, first, [Integer(1), variables(count)[0]])  # right only where a > 0
    verdict = tally.ask(Region(first, where=box).equivalent, second)
    differ = [
        at for at in points(source, first, variables(count), 6) if holds(first, at) != holds(second, at)
    ]
    if verdict:
        assert not [at for at in differ if holds(And(True, *box), at)]
    elif verdict is not None:
        difference = Or(And(first, Not(second)), And(second, Not(first)))
        checked_witness(Region(difference, where=box), And(difference, *box), tally)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30)
@given(data=st.data())
def test_a_witness_lies_inside_and_is_missing_only_where_there_is_none(kind, data, tally):
    source, count, box, condition = drawn(data, kind)
    region = Region(condition, where=box)
    empty = tally.ask(region.is_empty)
    if empty:
        assert region.witness() is None
        for at in points(source, condition, variables(count), 6):
            assert not holds(And(condition, *box), at)
    elif empty is not None:
        at = checked_witness(region, And(condition, *box), tally)
        assert at is None or (region.contains(at) and set(at) >= set(region.symbols))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_an_interior_is_what_is_left_off_the_boundaries(kind, data, tally):
    """Off all zero sets the truth of every relation is locally constant, so what is left there is open."""
    source, count, box, condition = drawn(data, kind)
    region = Region(condition, where=box)
    apart = [Ne(r.lhs, r.rhs) for r in relations(condition)]
    verdict = tally.ask(region.has_interior)
    off = tally.ask(Region(condition, *apart, where=box).is_empty)
    assert None in (verdict, off) or verdict is not off
    if verdict is False:
        for at in points(source, condition, variables(count), 6):
            assert not holds(And(condition, *apart, *box), at)


@settings(max_examples=40)
@given(data=st.data())
def test_combining_is_what_the_words_say(data):
    source, count, _, first = drawn(data, "bilinear", atoms=3)
    second = conditions(source, "linear", count, atoms=3)
    left, right = Region(first), Region(second)
    for at in points(source, And(first, second), variables(count), 3):
        inside = holds(first, at), holds(second, at)
        combined = left & right, left | right, ~left, left & second
        expected = all(inside), any(inside), not inside[0], all(inside)
        assert tuple(region.contains(at) for region in combined) == expected


INTERIORS = {
    "a point": (Eq(a, 0), [], False),
    "an interval": (And(a >= 0, a <= 1), [], True),
    "one point by inequalities": (And(a >= 0, a <= 0), [], False),
    "a line in the plane": (Eq(a, b), [], False),
    "an identity under an equation": (Eq(a, b), [Eq(a, b)], True),
    "an identity inside an alternative": (Or(And(a >= b, a > 1), And(a >= b, a < -1)), [Eq(a, b)], True),
    "a point under an equation": (Eq(a, 1), [Eq(a, b)], False),
    "a disc": (a**2 + b**2 < 1, [], True),
    "the centre of a disc": (a**2 + b**2 <= 0, [], False),
    "a curve of roots": (Eq(sqrt(a), b), [], False),
    "an identity between roots": (Eq(sqrt(a**2 * b), a * sqrt(b)), [a > 0], True),
    "above a root": (sqrt(a) < b, [], True),
    "everything": (a > 0, [a > 1], True),
    "nothing": (a < 0, [a > 1], False),
}


@pytest.mark.parametrize(("condition", "where", "expected"), INTERIORS.values(), ids=INTERIORS)
def test_has_interior(condition, where, expected):
    assert Region(condition, where=where).has_interior() is expected


JUDGED_UNDER_BOTH = {
    "own context": (Region(a < 1, where=[a < 0]), Region(a < -1, where=[a < -2]), True),
    "the other's context": (Region(a < 1), Region(b > 0, where=[b > 1]), True),
    "neither": (Region(a < 1), Region(a < 0), False),
}


@pytest.mark.parametrize(("left", "right", "expected"), JUDGED_UNDER_BOTH.values(), ids=JUDGED_UNDER_BOTH)
def test_implication_is_judged_under_both_contexts(left, right, expected):
    assert left.implies(right) is expected


def test_what_holds_everywhere_and_nowhere():
    assert Region(a**2 >= 0).is_everything() and Region(a**2 < 0).is_empty()
    assert Region(a > 0, where=[a > 1]).is_everything()
    assert not Region(a > 0).is_everything() and not Region(a > 0).is_empty()


def test_a_witness_is_simple_and_names_every_parameter():
    at = Region(a > 0, a < 1, where=[c > 0]).witness()
    assert at[a] == Rational(1, 2) and at[c] > 0 and set(at) == {a, c}
    assert Region(Eq(a**2, 2 * b), a > 1).witness() == {a: 2, b: 2}
    assert Region(a > 1, a < 1).witness() is None


def test_a_witness_that_would_be_irrational_is_undecided_not_missing():
    region = Region(Eq(a**2, 2))
    assert not region.is_empty()
    with pytest.raises(Undecided, match=r"no rational one was found"):
        region.witness()


def test_substitution_reaches_roots_and_the_context():
    region = Region(sqrt(a) > b, where=[a > c])
    assert region.subs({a: 4, c: 0}).equivalent(b < 2)
    assert Region(region.subs({"a": b + 1, "c": -5}).where).equivalent(b > -6)
    assert region.subs({a: 1 / c}).contains({b: 1, c: Rational(1, 9)})
    assert region.subs({a: b**2, c: -1}).equivalent(b < 0)
    assert Region(a * b > 1).subs({a: b, b: a}) == Region(a * b > 1)


def test_equal_regions_are_equal_as_data_and_hash_alike():
    assert Region(a > b) == Region(b < a) == Region(2 * a > 2 * b)
    assert hash(Region(a > b)) == hash(Region(b < a))
    assert Region(a > b) != Region(a >= b)
    assert Region(a > b) != (a > b)


def test_the_symbols_of_a_region_are_those_it_uses():
    region = Region(sqrt(a) > 1, where=[b > 0])
    assert region.symbols == (a,)
    assert region.space.names == ("b", "a")


def test_equal_conditions_in_different_contexts_stay_apart():
    """What one game takes for granted must not be assumed of another."""
    x, y = symbols("x y")
    for context in (y > 0, y < 0):
        inside = Region(x > y, where=context)
        assert Region(y > 0, where=inside).is_everything() == (context == (y > 0))
        assert Cases((True, y), where=inside).compare(">", 0).is_empty() == (context == (y < 0))


def test_below_or_above_is_shown_as_apart():
    assert str(Region(Or(a < 0, b < 0, a > 0)).simplify()) == "a != 0 or b < 0"
    assert str(Region(And(b > 0, Or(a < b, a > b))).simplify()) == "b > 0 and b != a"
    assert str(Region(Or(a < 0, a > 1)).simplify()) == "a < 0 or a > 1"
