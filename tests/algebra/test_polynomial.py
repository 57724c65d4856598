"""Polynomials against SymPy, at random; every result in its normal form."""

import functools
import operator
import random
from fractions import Fraction

import pytest
import sympy

from formal.algebra.polynomial import Polynomial
from formal.algebra.writing import write_polynomial

NAMES = ("x", "y", "z")
SYMBOLS = {name: sympy.Symbol(name) for name in NAMES}
SEEDS = range(25)


def random_polynomial(rng, terms=4, degree=2):
    listed = []
    for _ in range(rng.randint(0, terms)):
        powers = tuple((name, rng.randint(1, degree)) for name in NAMES if rng.random() < 0.5)
        listed.append((Fraction(rng.randint(-6, 6), rng.randint(1, 4)), powers))
    return Polynomial.from_terms(listed)


def sympy_of(polynomial):
    return write_polynomial(polynomial, SYMBOLS)


def same(polynomial, expression):
    return sympy.expand(sympy_of(polynomial) - expression) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_arithmetic_is_that_of_sympy(seed):
    rng = random.Random(seed)
    p, q = random_polynomial(rng), random_polynomial(rng)
    left, right = sympy_of(p), sympy_of(q)
    assert same(p + q, left + right)
    assert same(p - q, left - right)
    assert same(p * q, left * right)
    assert same(-p, -left)
    assert same(p**3, left**3)
    assert same(2 + p * 3 - 1, left * 3 + 1)
    assert same(1 - p, 1 - left)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_variables_that_occur_are_kept_and_equality_is_that_of_data(seed):
    rng = random.Random(seed)
    p, q = random_polynomial(rng), random_polynomial(rng)
    assert set(p.names) == {s.name for s in sympy.expand(sympy_of(p)).free_symbols}
    again = (p + q) - q
    assert again == p and hash(again) == hash(p) and again.names == p.names
    assert Polynomial.from_terms(p.terms()) == p
    assert (p == q) == same(p, sympy_of(q))


@pytest.mark.parametrize("seed", SEEDS)
def test_degrees_coefficients_and_derivatives(seed):
    rng = random.Random(seed)
    p = random_polynomial(rng, degree=3)
    whole = sympy.Poly(sympy_of(p), *SYMBOLS.values())
    assert p.total_degree() == max(whole.total_degree(), 0)
    for name, symbol in SYMBOLS.items():
        assert p.degree(name) == max(whole.degree(symbol), 0)
        assert same(p.derivative(name), sympy.diff(sympy_of(p), symbol))
        rebuilt = (c * Polynomial.symbol(name) ** k for k, c in enumerate(p.coefficients(name)))
        assert functools.reduce(operator.add, rebuilt) == p
        assert all(name not in c.names for c in p.coefficients(name))


@pytest.mark.parametrize("seed", SEEDS)
def test_evaluation_and_substitution_are_all_at_once(seed):
    rng = random.Random(seed)
    p, q, r = (random_polynomial(rng) for _ in range(3))
    at = {name: Fraction(rng.randint(-9, 9), rng.randint(1, 5)) for name in NAMES}
    exact = {SYMBOLS[n]: sympy.Rational(v.numerator, v.denominator) for n, v in at.items()}
    assert sympy.Rational(*p.evaluate(at).as_integer_ratio()) == sympy_of(p).subs(exact)
    replaced = sympy_of(p).subs({SYMBOLS["x"]: sympy_of(q), SYMBOLS["y"]: sympy_of(r)}, simultaneous=True)
    assert same(p.substitute({"x": q, "y": r}), replaced)
    assert p.substitute({"x": Polynomial.symbol("x")}) == p


@pytest.mark.parametrize("seed", SEEDS)
def test_factors_are_primitive_irreducible_and_multiply_to_the_polynomial(seed):
    rng = random.Random(seed)
    p = random_polynomial(rng) * random_polynomial(rng, terms=2) ** 2
    content, factors = p.factor()
    product = Polynomial.constant(content)
    for factor, power in factors:
        product = product * factor**power
        scale, primitive = factor.primitive()
        assert scale == 1 and primitive == factor
        irreducible = sympy.Poly(sympy_of(factor), *SYMBOLS.values())
        assert irreducible.is_irreducible
    assert product == p
    assert list(factors) == sorted(factors, key=lambda pair: pair[0].key())


@pytest.mark.parametrize("seed", SEEDS)
def test_division_common_divisors_and_square_roots(seed):
    rng = random.Random(seed)
    p, q, r = (random_polynomial(rng) + 1 for _ in range(3))
    if not q.is_zero:
        assert (p * q).divide_exactly(q) == p
    common = (p * q).gcd(r * q)
    expected = sympy.gcd(sympy.expand(sympy_of(p * q)), sympy.expand(sympy_of(r * q)))
    assert sympy.simplify(sympy_of(common) / expected).is_number if expected != 0 else common.is_zero
    root = (p * p * 4).square_root()
    assert root in (p * 2, p * -2)
    assert (p * p * 2).square_root() is None or p.is_zero
    assert (p * p * -1).square_root() is None or p.is_zero


def test_constants():
    half = Polynomial.constant(Fraction(1, 2))
    assert half.is_constant and half.constant_value() == Fraction(1, 2)
    assert (half - half).is_zero and (half - half).constant_value() == 0
    assert str(half - half) == "0"
    assert half.factor() == (Fraction(1, 2), ())
    with pytest.raises(ValueError, match="x is not a constant"):
        Polynomial.symbol("x").constant_value()


def test_what_does_not_divide_is_an_error_and_not_a_rest():
    x = Polynomial.symbol("x")
    with pytest.raises(ValueError, match="does not divide"):
        (x * x + 1).divide_exactly(x)
    assert Polynomial.symbol("x") != 3
