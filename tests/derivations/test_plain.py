"""Signs that are read off are those that numbers have."""

import itertools
import random
from fractions import Fraction

import pytest

from formal.algebra.formula import atom, conjunction, evaluate
from formal.algebra.polynomial import Polynomial
from formal.derivations.plain import plain_sign

a, b, c = map(Polynomial.symbol, "abc")
CHAIN = conjunction(atom(a - b, ">"), atom(b - c, ">="), atom(c, ">="))
POSITIVE = conjunction(*(atom(x, ">") for x in (a, b, c)))
BELOW_ONE = conjunction(atom(a, ">"), atom(1 - a, ">"), atom(b, ">"))


@pytest.mark.parametrize(
    ("polynomial", "facts", "sign"),
    [
        (a, CHAIN, 1),
        (b, CHAIN, 0),
        (a * a + b * c, CHAIN, 1),
        (a - b, CHAIN, 1),
        (b - a, CHAIN, -1),
        (a - c, CHAIN, 0),  # true, but it takes a step to see it
        ((a - b) * (b - a), CHAIN, -1),
        (a + b + c, POSITIVE, 1),
        (a - a, POSITIVE, 0),
        ((1 - a) * b, BELOW_ONE, 1),
        (a - 1, BELOW_ONE, -1),
        (a + c, BELOW_ONE, 0),
    ],
    ids=str,
)
def test_signs(polynomial, facts, sign):
    assert plain_sign(polynomial, facts) == sign


def test_no_point_says_otherwise():
    rng = random.Random(3)
    numbers = [Fraction(n, 3) for n in range(-4, 7)]
    found = 0
    for _ in range(60):
        facts = conjunction(
            *(
                atom(
                    rng.choice((1, -1)) * x + rng.choice((-1, 0, 1)) * y + rng.choice((0, 0, 1)),
                    rng.choice((">", ">=")),
                )
                for x, y in rng.sample([(a, b), (b, c), (c, a), (a, c), (b, a)], 3)
            )
        )
        for polynomial in (a, b, c, a + 2 * b, a * b + c, a - b, a * c + 1):
            sign = plain_sign(polynomial, facts)
            if sign == 0:
                continue
            found += 1
            for values in itertools.product(numbers, repeat=3):
                point = dict(zip("abc", values, strict=True))
                if evaluate(facts, point):
                    assert sign * polynomial.evaluate(point) > 0, (str(facts), str(polynomial), point)
    assert found > 20
