"""Comparisons of powers with letters in their exponents, against decimals."""

import random

import pytest
from sympy import Rational, symbols

from formal import Region, Undecided, at_infinity, compare_powers, prove

n, k, r, s = symbols("n k r s")
HOLDS = {
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    "=": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
}
PAIRS = [
    (r ** (1 / n), r ** (1 / (n + 1))),
    (1 - r ** (1 / n), 1 - r ** (1 / (n + 1))),
    ((r ** (1 / (n - 1))) ** n, (r ** (1 / n)) ** (n + 1)),
    (s * r**n, s * r**k),
    (s + 2 * r**k, s + 2),
    (r**n, 0),
    (s, r),
]


@pytest.mark.parametrize(("left", "right"), PAIRS, ids=str)
@pytest.mark.parametrize("relation", HOLDS)
def test_is_what_the_decimals_say(left, right, relation):
    condition, draw = (
        Region(compare_powers(left, relation, right), where=[n > 1, k > 0, r > 0]),
        random.Random(3),
    )
    for _ in range(12):
        point = {
            n: Rational(draw.randint(2, 9)),
            k: Rational(draw.randint(1, 9)),
            r: Rational(draw.choice([draw.randint(1, 99), 100, draw.randint(101, 300)]), 100),
            s: Rational(draw.randint(-3, 3)),
        }
        x, y = (
            round(float(side.subs(point)), 12) if hasattr(side, "subs") else float(side)
            for side in (left, right)
        )
        assert condition.contains(point) == HOLDS[relation](x, y), point


def test_a_base_that_is_not_positive_is_no_base():
    assert prove(compare_powers(r**n, ">", 0), where=r < 0).verdict == "false"


@pytest.mark.parametrize(
    ("left", "right"), [(r**n, s**n), (r**n + r, r ** (n + 1)), (r**n * s**n, 1)], ids=str
)
def test_other_forms_are_left_open(left, right):
    with pytest.raises(Undecided):
        compare_powers(left, ">", right)


@pytest.mark.parametrize("growing", [n * r, r**n, n ** (1 / n)], ids=str)
def test_other_limits_are_left_open(growing):
    with pytest.raises(Undecided):
        at_infinity(growing, n)


def test_limits():
    assert at_infinity((r ** (1 / (n - 1))) ** n + s, n) == r + s
    assert at_infinity(r ** ((2 * n + 1) / (n + 5)), n) == r**2
