"""Where a quantifier admits no value, "for all" holds and "for some" does not; that depends on parameters."""

import pytest
from sympy import And, Eq, Ne, symbols

from formal.claims import Eventually, Exists, ForAll, prove

a, b, x = symbols("a b x")

CLAIMS = {
    "for all, and some parameters admit none": (ForAll(x, x > 0, where=a >= 0), [], "mixed", a < 0),
    "for some, and some parameters admit none": (Exists(x, x > 0, where=a >= 0), [], "mixed", a >= 0),
    "for all, and none is admitted": (ForAll(x, x > x + a, where=And(x > b, x < a)), [b > a], "true", True),
    "for some, and none is admitted": (
        Exists(x, x + a >= x, where=And(x > b, x < a)),
        [b > a],
        "false",
        False,
    ),
    "not for all, and none is admitted": (
        ~ForAll(x, Eq(x, b), where=And(x > a, a <= 0)),
        [a > 1],
        "false",
        False,
    ),
    "a bound with a letter of its own": (Eventually(x, x > 0, to=a), [], "mixed", a > 0),
}


@pytest.mark.parametrize(("claim", "where", "verdict", "condition"), CLAIMS.values(), ids=CLAIMS)
def test_a_range_without_values(claim, where, verdict, condition):
    judgement = prove(claim, where=where)
    assert (judgement.verdict, judgement.shown, judgement.check()) == (verdict, "proved", True)
    assert judgement.condition.equivalent(condition)


@pytest.mark.parametrize(("claim", "verdict"), [(Ne(a, b), "true"), (Eq(a, b), "false")])
def test_a_point_given_off_a_set_without_interior_is_none_of_that_set(claim, verdict):
    judgement = prove(claim, generic=True)
    assert judgement.verdict == verdict
    point = judgement.witness or judgement.counterexample
    assert point[a] != point[b]


def test_values_that_are_told_apart_by_an_equation_with_others_stay_apart():
    c = symbols("c")
    few = [Eq(a, b - c), Eq(a, 0) | Eq(a, 1), c > 0]
    judgement = prove(b > c, where=few, generic=True)
    assert (judgement.verdict, judgement.shown) == ("mixed", "proved")
    assert judgement.condition.contains({a: 1, b: 3, c: 2})
    assert not judgement.condition.contains({a: 0, b: 2, c: 2})
