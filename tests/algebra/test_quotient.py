"""Quotients against SymPy, at random: lowest terms, so that equal values are equal data."""

import random
from fractions import Fraction

import pytest
import sympy

from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import radical
from formal.algebra.reading import read_quotient
from formal.algebra.writing import write_quotient
from tests.algebra.test_polynomial import NAMES, SYMBOLS, random_polynomial

SEEDS = range(25)


def random_quotient(rng):
    bottom = random_polynomial(rng, terms=2)
    return quotient(random_polynomial(rng, terms=3), bottom if not bottom.is_zero else bottom + 1)


def sympy_of(value):
    return write_quotient(value, SYMBOLS)


def same(value, expression):
    return sympy.cancel(sympy_of(value) - expression) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_arithmetic_is_that_of_sympy(seed):
    rng = random.Random(seed)
    p, q = random_quotient(rng), random_quotient(rng)
    left, right = sympy_of(p), sympy_of(q)
    assert same(p + q, left + right)
    assert same(p - q, left - right)
    assert same(p * q, left * right)
    assert same(-p, -left)
    assert same(p**2, left**2)
    if not q.is_zero:
        assert same(p / q, left / right)
        assert same(q**-2, 1 / right**2)


@pytest.mark.parametrize("seed", SEEDS)
def test_equal_values_are_equal_as_data(seed):
    rng = random.Random(seed)
    p, q = random_quotient(rng), random_quotient(rng)
    assert (p + q) - q == p and hash((p + q) - q) == hash(p)
    assert q.is_zero or (p * q) / q == p
    for value in (p, q, p * q, p - q):
        scale, primitive = value.denominator.primitive()
        assert scale == 1 and primitive == value.denominator
        assert value.numerator.gcd(value.denominator).is_constant


@pytest.mark.parametrize("seed", SEEDS)
def test_derivatives_substitution_and_values(seed):
    rng = random.Random(seed)
    p, q = random_quotient(rng), random_quotient(rng)
    assert same(p.derivative("x"), sympy.diff(sympy_of(p), SYMBOLS["x"]))
    try:
        replaced = p.substitute({"x": q, "y": p})
    except ZeroDivisionError:
        return
    expected = sympy_of(p).subs({SYMBOLS["x"]: sympy_of(q), SYMBOLS["y"]: sympy_of(p)}, simultaneous=True)
    assert same(replaced, expected)
    at = {name: Fraction(rng.randint(-9, 9), rng.randint(1, 5)) for name in NAMES}
    if p.denominator.evaluate(at):
        assert p.evaluate(at) * p.denominator.evaluate(at) == p.numerator.evaluate(at)


def test_a_zero_denominator_is_an_error():
    x = Quotient.symbol("x")
    with pytest.raises(ZeroDivisionError, match="identically zero"):
        x / (x - x)


def test_a_variable_inside_a_root_is_not_replaced_in_silence():
    root = as_quotient(radical(Polynomial.symbol("q") + 1))
    with pytest.raises(ValueError, match=r"q occurs inside a square root .* substitute_value"):
        root.substitute({"q": Quotient.constant(3)})


def test_squares_of_roots_are_reduced():
    root = as_quotient(radical(Polynomial.symbol("q")))
    assert root * root == Quotient.symbol("q")
    assert root / root == Quotient.constant(1)
    assert (root + 1) * (root - 1) == Quotient.symbol("q") - 1


@pytest.mark.parametrize("inside", ["x", "1 - x*y", "x**2 + y"])
def test_derivatives_go_through_roots(inside):
    root = read_quotient(sympy.sqrt(sympy.sympify(inside, locals=SYMBOLS)))
    x, y = Quotient.symbol("x"), Quotient.symbol("y")
    value = (x * root + y) / (root + x)
    at = {SYMBOLS["x"]: sympy.Rational(2, 7), SYMBOLS["y"]: sympy.Rational(1, 3)}
    difference = sympy_of(value.derivative("x")) - sympy.diff(sympy_of(value), SYMBOLS["x"])
    assert sympy.simplify(difference.subs(at)) == 0


def test_what_is_inside_a_root_is_not_replaced_outside_alone():
    """Beside the root the variable occurs as well: replacing only that one would be another value."""
    value = read_quotient(SYMBOLS["x"] + sympy.sqrt(1 - SYMBOLS["x"]))
    with pytest.raises(ValueError, match="square root"):
        value.substitute({"x": Quotient.constant(0)})
