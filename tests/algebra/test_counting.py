"""Roots between 0 and 1 counted by region, against Sturm's count of the polynomial with numbers put in."""

import random
from fractions import Fraction

import pytest
import sympy as sp

from formal.algebra.counting import roots_inside
from formal.algebra.decide import Decider
from formal.algebra.formula import atom, conjunction
from formal.algebra.polynomial import Polynomial
from formal.algebra.sturm import chain_counts
from formal.equilibria.evaluation import formula_holds
from formal.errors import Undecided

t, a, b = (Polynomial.symbol(n) for n in "tab")
POSITIVE = Decider(conjunction(atom(a, ">"), atom(b, ">")))
POLYNOMIALS = {
    "one change of sign": t**5 + a * t**2 - b * (1 - t) ** 5,
    "no change of sign": t**3 + a * t + b,
    "one ratio, turning once": 20 * b * t**3 * (1 - t) ** 3 - a,
    "one ratio, turning twice": a - b * (1 + 9 * t - 24 * t**2 + 16 * t**3),
    "one ratio, turning at roots": a - b * (1 + 3 * t - 12 * t**2 + 8 * t**3),
    "one ratio, with a pole": a * (2 * t - 1) + b * (t**3 + 1),
    "one ratio, quadratic turning points": a * (t**4 - 2 * t**2 + t) - b * (1 - 2 * t),
    "two ratios, third degree": t**3 - a * t**2 + b * t - 1,
    "two ratios with a double turn": 9 * t**3 - 9 * a * t**2 + 2 * t * a + b - 2,
    "numbers": t**5 - t - 1 + t * 0,
    "numbers, three roots": (8 * t - 1) * (2 * t - 1) * (8 * t - 7) * 3 + t**5,
}


def counted(polynomial, point):
    """The number of roots with numbers put in, multiple ones once."""
    x = sp.Symbol("x")
    coefficients = [c.evaluate(point) for c in polynomial.coefficients("t")]
    poly = sp.Poly([sp.Rational(c.numerator, c.denominator) for c in coefficients[::-1]], x)
    return sum(1 for root, _ in poly.real_roots(multiple=False) if 0 < root < 1)


@pytest.mark.parametrize("polynomial", POLYNOMIALS.values(), ids=POLYNOMIALS)
def test_counts_are_those_of_the_numbers(polynomial):
    cases, draw = roots_inside(POSITIVE, polynomial, "t"), random.Random(7)
    for _ in range(40):
        point = {n: Fraction(draw.randint(1, draw.choice([300, 3000])), 307) for n in "ab"}
        here = [number for where, number in cases if formula_holds(where, point)]
        assert here == [counted(polynomial, point)], point


@pytest.mark.parametrize("name", ["two ratios, third degree", "one ratio, with a pole", "no change of sign"])
def test_the_chain_says_the_same(name):
    cases, draw = chain_counts(POSITIVE, POLYNOMIALS[name], "t"), random.Random(8)
    for _ in range(25):
        point = {n: Fraction(draw.randint(1, 2000), 311) for n in "ab"}
        assert [n for where, n in cases if formula_holds(where, point)] == [counted(POLYNOMIALS[name], point)]


def test_where_cases_meet():
    """At a double root the count is that of different roots, and belongs to no interior."""
    cases = roots_inside(POSITIVE, 4 * b * t * (1 - t) - a, "t")
    here = [n for where, n in cases if formula_holds(where, {"a": Fraction(2), "b": Fraction(2)})]
    assert here == [1]


def test_what_cannot_be_counted_is_said():
    with pytest.raises(Undecided, match="more than one ratio"):
        roots_inside(Decider(), t**5 + a * t**2 - b * t - 1 + a * b, "t")
