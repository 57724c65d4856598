"""Values are written in the form that is shortest to read, and it is the same value."""

import random
from fractions import Fraction

import pytest
import sympy as sp

from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.reading import read_quotient
from formal.algebra.space import space_of
from formal.algebra.writing import write_quotient
from formal.show import expression_text

LETTERS = {s.name: s for s in sp.symbols("p q a b c v w")}
p, q, a, b, c, v, w = LETTERS.values()
SPACE = space_of([p > 0, p < 1, q >= 0, q <= 1, v > w], LETTERS.values())

FORMS = {
    "a mean": (p * a + (1 - p) * b, "p*a + (1 - p)*b"),
    "a mean of means": (p * a + (1 - p) * (q * b + (1 - q) * c), "p*a + (1 - p)*(q*b + (1 - q)*c)"),
    "a mean beside a cost": (p * v + (1 - p) * w - c, "p*v + (1 - p)*w - c"),
    "what is left to one": (a - (1 - p) * (v - w), "a - (1 - p)*(v - w)"),
    "no mean in what is no weight": (a * v + (1 - a) * w, "w + a*(v - w)"),
    "a letter taken out": (a * b + a * c - v, "a*(b + c) - v"),
    "factors": (a * b - a * c, "a*(b - c)"),
    "a square": (a**2 + 2 * a * b + b**2, "(a + b)**2"),
    "a difference of squares stays": (a**2 - b**2, "a**2 - b**2"),
    "a short sum stays": (1 - p - c, "1 - p - c"),
    "a whole part": ((v - c * (v + w)) / (v + w), "v/(v + w) - c"),
    "a whole number of a fraction": ((v - w - a) / (v - w), "1 - a/(v - w)"),
    "a whole part over one letter": ((b * (p - c) - (v + w) * a) / b, "p - a*(v + w)/b - c"),
    "over one letter": ((b - c) / b, "1 - c/b"),
    "no whole part where it does not help": ((a - b) / (a - c), "(a - b)/(a - c)"),
    "odds stay": ((1 - p) / p, "(1 - p)/p"),
    "halves": (a + (b - c) / 2, "a + (b - c)/2"),
}


@pytest.mark.parametrize(("value", "text"), FORMS.values(), ids=FORMS)
def test_form(value: sp.Expr, text: str) -> None:
    assert expression_text(SPACE.write(read_quotient(value)), SPACE) == text


def random_polynomial(rng: random.Random, terms: int) -> Polynomial:
    found = []
    for _ in range(terms):
        names = rng.sample(list(LETTERS), rng.randint(0, 3))
        monomial = tuple((name, rng.choice([1, 1, 1, 2])) for name in names)
        found.append((Fraction(rng.randint(-3, 3), rng.choice([1, 1, 2])), monomial))
    return Polynomial.from_terms(found)


def random_quotient(rng: random.Random) -> Quotient:
    top = random_polynomial(rng, rng.randint(1, 5)) * random_polynomial(rng, rng.randint(1, 3))
    bottom = random_polynomial(rng, rng.randint(1, 3))
    if rng.random() < 0.3:
        top = top + random_polynomial(rng, 2) * bottom
    return quotient(top, bottom if not bottom.is_zero else Polynomial.constant(1))


def test_every_form_is_the_same_value() -> None:
    rng = random.Random(11)
    for _ in range(200):
        value = random_quotient(rng)
        weights = frozenset(rng.sample(list(LETTERS), rng.randint(0, 3)))
        order = rng.sample(list(LETTERS), len(LETTERS))
        written = write_quotient(value, {name: LETTERS[name] for name in order}, weights)
        assert read_quotient(written) == value, value
        back = sp.sympify(expression_text(written, order), locals=LETTERS)
        assert read_quotient(back) == value, value


def test_a_large_polynomial_is_written_in_time() -> None:
    total = (p + q + a + b + c + v + w) ** 4 + p
    assert len(sp.Add.make_args(SPACE.write(read_quotient(sp.expand(total))))) > 100
