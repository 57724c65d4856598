"""Our real algebraic numbers against SymPy's."""

import itertools
import random
from fractions import Fraction

import pytest
import sympy

from tests.oracle import reals

SEEDS = range(60)


def _random_polynomial(rng: random.Random, degree: int) -> reals.Poly:
    return reals.poly([rng.randint(-4, 4) for _ in range(degree)] + [rng.choice([-2, -1, 1, 3])])


def _expression(p: reals.Poly, at: object) -> sympy.Expr:
    return sum((sympy.Rational(c) * at**i for i, c in enumerate(p)), sympy.Integer(0))


@pytest.mark.parametrize("seed", SEEDS)
def test_roots_are_those_of_sympy(seed):
    rng = random.Random(seed)
    p = _random_polynomial(rng, rng.randint(1, 4))
    x = sympy.Symbol("x")
    expected = sorted(set(sympy.real_roots(sympy.Poly(_expression(p, x), x))))
    found = reals.roots(p)
    assert len(found) == len(expected)
    assert all(abs(float(a) - float(b)) < 1e-12 for a, b in zip(found, expected, strict=True))
    assert all(reals.sign(p, root) == 0 for root in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_image_and_sign_agree_with_numerical_evaluation(seed):
    rng = random.Random(seed)
    p, q = _random_polynomial(rng, rng.randint(2, 4)), _random_polynomial(rng, rng.randint(1, 3))
    for root in reals.roots(p):
        found = reals.image(q, root)
        exact = _expression(q, sympy.Float(float(root), 30))
        assert float(found) == pytest.approx(float(exact), abs=1e-9)
        assert reals.sign(q, root) == reals.compare(found, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_there_is_a_rational_between_any_two_roots(seed):
    rng = random.Random(seed)
    ends = [float("-inf"), *reals.roots(_random_polynomial(rng, 4)), *reals.roots((-2, 0, 1)), float("inf")]
    ends = sorted(set(ends))
    for a, b in itertools.pairwise(ends):
        assert a < reals.between(a, b) < b


def test_equal_numbers_from_different_polynomials():
    root = reals.roots((-2, 0, 1))[1]  # sqrt(2)
    other = reals.roots(reals.multiply(reals.poly((-2, 0, 1)), reals.poly((5, 1, 1, 1))))[-1]
    assert root == other and hash(root) == hash(other)
    assert root == reals.from_sympy(sympy.sqrt(2)) and root.to_sympy() == sympy.sqrt(2)
    assert reals.from_sympy(-sympy.oo) < root < Fraction(3, 2)
    assert reals.from_sympy((1 + sympy.sqrt(5)) / 2) == reals.roots((-1, -1, 1))[1]


def test_a_rational_root_of_a_cubic_equals_the_rational():
    p = reals.multiply(reals.poly((-1, 3)), reals.poly((-2, 0, 1)))
    low, third, high = reals.roots(p)
    assert third == Fraction(1, 3) and hash(third) == hash(Fraction(1, 3))
    assert reals.compare(low, 0) < 0 < reals.compare(high, 1)
