import random
from fractions import Fraction

import pytest
import sympy as sp
from sympy import Abs, And, Eq, Max, Min, Ne, Or, Piecewise, Rational, exp, sqrt, symbols

from formal.algebra import Cases, Region
from formal.equilibria.evaluation import formula_holds, holds, value
from formal.equilibria.exact import Undefined, ascending, near, number, same, sign
from tests.oracle import exact as oracle

p, q, x = symbols("p q x")
POINT = {"p": Fraction(1, 3), "q": Fraction(-2)}

CASES = {
    "a rational function": (p * (1 - q) / 3 - q**2, Fraction(-11, 3)),
    "a minimum": (Min(p, q, 1), Fraction(-2)),
    "a maximum": (Max(p, q), Fraction(1, 3)),
    "a size": (Abs(q), Fraction(2)),
    "a sign": (sp.sign(q), Fraction(-1)),
    "a root that is rational": (sqrt(p / 3), Fraction(1, 3)),
    "a half power": (sp.Pow(3 * p, Rational(3, 2)), Fraction(1)),
    "a piecewise value": (Piecewise((1, p > 1), (q, True)), Fraction(-2)),
    "a number": (7, Fraction(7)),
}


@pytest.mark.parametrize("name", CASES)
def test_values(name):
    expression, wanted = CASES[name]
    assert value(expression, POINT) == wanted


@pytest.mark.parametrize(
    "expression",
    [
        1 / (p - Rational(1, 3)),
        sqrt(q),
        Piecewise((1, p > 1)),
        x + 1,
        exp(p),
        sp.oo * p,
        sp.Pow(p, Rational(1, 3)),
    ],
    ids=str,
)
def test_what_has_no_value_is_undefined(expression):
    with pytest.raises(Undefined):
        value(expression, POINT)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (And(p > 0, q < 0), True),
        (Or(p > 1, Ne(q, 0)), True),
        (sp.Not(Eq(p, q), evaluate=False), True),
        (1 / (q + 2) > 0, False),
        (sqrt(2) < Rational(3, 2) + p * 0, True),
        (sp.true, True),
    ],
    ids=str,
)
def test_conditions(condition, wanted):
    assert holds(condition, POINT) is wanted


def test_irrational_numbers_are_compared_exactly():
    nested, plain = sqrt(3 + 2 * sqrt(2)), 1 + sqrt(2)
    assert same(nested, plain) and not same(nested, plain + Rational(1, 10**60))
    assert sign(nested - plain - Rational(1, 10**60)) == -1
    assert ascending([plain, Fraction(2), nested, Fraction(3)]) == [Fraction(2), plain, Fraction(3)]
    assert number(sqrt(2) ** 2) == 2 and isinstance(near(plain), Fraction)


def test_agreement_with_the_oracle_and_with_the_algebra_at_random_points():
    rng = random.Random(1)
    conditions = [
        (Min(p, q) > Max(p - q, x) - 1) | Eq(p, 0),
        p * q - x**2 >= Piecewise((x, p > q), (q, True)),
        (sqrt(p + 3) > x) & (1 / (x + 1) <= q),
    ]
    for _ in range(150):
        point = {n: Fraction(rng.randint(-12, 12), rng.randint(1, 5)) for n in "pqx"}
        for condition in conditions:
            wanted = holds(condition, point)
            assert formula_holds(Region(condition).formula, point) == wanted
            if point["p"] > -3:
                assert oracle.holds(condition, point) == wanted


def test_cases_are_evaluated_as_they_say_themselves():
    size = Cases((x > p, (x - p) / (x + 1)), (x < p, p - x))
    rng = random.Random(2)
    for _ in range(50):
        point = {n: Fraction(rng.randint(1, 12), rng.randint(1, 5)) for n in "px"}
        wanted = size.at({n: Rational(v.numerator, v.denominator) for n, v in point.items()})
        parts = [v for f, v in size.parts if formula_holds(f, point)]
        assert (wanted is None) == (not parts)
