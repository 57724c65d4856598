"""Random claims: verdicts against exact evaluation at points, and sign claims that are true by construction."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import And, Mul, Rational, symbols

from formal.claims import Certificate, prove
from formal.errors import ExpressionError
from tests.algebra.random_terms import FORMS, condition, point, true_at
from tests.oracle.random_conditions import KINDS, conditions, points
from tests.oracle.random_conditions import symbols as variables
from tests.oracle.regions import holds
from tests.oracle.sources import Drawn

a, b, c = symbols("a b c")
FACTS = (a > 0, b > a, c >= 0, 1 - c > 0, a + b >= c)
SIDES = [fact.lhs - fact.rhs for fact in FACTS]


@st.composite
def combinations(draw):
    """A polynomial that is a positive combination of products of facts and of squares, hence positive."""
    total = Rational(draw(st.integers(1, 3)), draw(st.integers(1, 3))) * a
    for _ in range(draw(st.integers(1, 3))):
        weight = Rational(draw(st.integers(1, 4)), draw(st.integers(1, 3)))
        numbers = draw(st.lists(st.integers(0, len(SIDES) - 1), max_size=2))
        total += weight * Mul(*(SIDES[n] for n in numbers))
    if draw(st.booleans()):
        left, right = draw(st.permutations((a, b, c)))[:2]
        total += (left - right * draw(st.integers(1, 2))) ** 2
    return total.expand()


@settings(max_examples=60)
@given(combinations())
def test_a_positive_combination_is_found_and_checks(claim):
    judgement = prove(claim > 0, where=FACTS)
    assert judgement.verdict == "true"
    certificate = judgement.certificate
    assert certificate.kind == "identity" and certificate.check()
    assert Certificate.from_json(certificate.to_json()).check()


def agrees(judgement, held):
    """Whether a verdict fits the claim's truth at one admissible point."""
    return {"true": held, "false": not held, "contradictory": False}.get(judgement.verdict, True)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_verdicts_agree_with_the_truth_at_points(kind, data):
    source, names = Drawn(data.draw), variables(3)
    where = conditions(source, kind, 3, depth=1, atoms=4)
    claim = conditions(source, kind, 3, depth=2, atoms=5)
    judgement = prove(claim, where, seconds=5)
    assert judgement.certificate is None or judgement.certificate.check()
    for at in points(source, And(where, claim), names, 8):
        if holds(where, at):
            held = holds(claim, at)
            assert agrees(judgement, held)
            if judgement.verdict == "mixed":
                assert judgement.condition.contains(at) == held


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15)
@given(data=st.data())
def test_verdicts_on_terms_by_case_agree_too(form, data):
    source = Drawn(data.draw)
    where = conditions(source, "linear", 2, depth=1, atoms=3)
    try:
        claim = condition(source, form, 2)
        judgement = prove(claim, where, seconds=5)
    except (ExpressionError, ZeroDivisionError):
        return  # nowhere defined under these assumptions
    assert judgement.certificate is None or judgement.certificate.check()
    for _ in range(6):
        at = point(source, 2)
        if true_at(where, at):
            assert agrees(judgement, true_at(claim, at))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_generic_verdicts_agree_off_the_boundaries(kind, data):
    source, names = Drawn(data.draw), variables(2)
    where = conditions(source, kind, 2, depth=1, atoms=3)
    claim = conditions(source, kind, 2, depth=2, atoms=4)
    judgement = prove(claim, where, generic=True, seconds=5)
    assert judgement.certificate is None or judgement.certificate.check()
    for at in points(source, And(where, claim), names, 8):
        nearby = around(at)
        if all(holds(where, near) for near in nearby):
            held = {holds(claim, near) for near in nearby}
            assert len(held) > 1 or agrees(judgement, held.pop())


def around(at):
    """The point and others close to it on all sides, none of them on a line through it that is easily drawn."""
    steps = (Fraction(1, 10007), Fraction(-1, 10037))
    return [
        at,
        *(
            {n: v + s * k for (n, v), s in zip(at.items(), pair, strict=True)}
            for pair in itertools.product(steps, repeat=len(at))
            for k in (1, Fraction(7, 11))
        ),
    ]
