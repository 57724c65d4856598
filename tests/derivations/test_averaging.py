"""Averages over a number that nature draws, against a sum over exact pieces that knows nothing of cases."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import isqrt
from random import Random

import pytest

from formal.algebra.formula import FALSE, TRUE, atom, conjunction, evaluate
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.derivations.averaging import Ends, averaged
from formal.errors import GameError

a, b, c = (Polynomial.symbol(name) for name in "abc")
ZERO, ONE = Quotient.constant(0), Quotient.constant(1)


def joined(context, *parts):
    """Join cases, leaving out only what contradicts itself on its face."""
    ways = itertools.product(*(list(part) for part in parts))
    found = [(conjunction(*(f for f, _ in way)), [v for _, v in way]) for way in ways]
    return [pair for pair in found if pair[0] != FALSE]


def between(polynomial, low, high):
    """Integrate a polynomial in c, coefficients from the lowest power on."""
    return sum(Fraction(k) * (high ** (n + 1) - low ** (n + 1)) / (n + 1) for n, k in enumerate(polynomial))


# What changes its sign along the interval, and where it does so at a point.
CUTS = {
    "one root": (c - a, lambda p: [p["a"]]),
    "a slope of either sign": (a * c - b, lambda p: [p["b"] / p["a"]] if p["a"] else []),
    "two factors": ((c - a) * (c - b), lambda p: [p["a"], p["b"]]),
    "a factor twice": ((c - a) ** 2 * (b - c), lambda p: [p["a"], p["b"]]),
    "roots that are products": (c * c - a * a * b * b, lambda p: [p["a"] * p["b"], -p["a"] * p["b"]]),
    "square roots that may not be there": (
        c * c - a,
        lambda p: [_root(p["a"]), -_root(p["a"])] if p["a"] > 0 else [],
    ),
    "a square that opens either way": (a * c * c + c, lambda p: [0, *([-1 / p["a"]] if p["a"] else [])]),
    "no root": (a - b, lambda p: []),
}
ABOVE, BELOW = (1, 2, 3), (0, -1, 0)
LOW, HIGH = Fraction(-1, 2), Fraction(2)


def points(name):
    random = Random(name)
    for _ in range(40):
        point = {n: Fraction(random.randint(-9, 9), random.choice((1, 2, 3, 5))) for n in "ab"}
        yield point | ({"a": point["b"] * abs(point["b"])} if name.startswith("square roots") else {})


def by_pieces(polynomial, cuts, point):
    """Integrate the one where the polynomial is positive, the other where it is negative, nothing where it is zero."""
    marks = sorted({LOW, HIGH, *(m for m in cuts if LOW < m < HIGH)})
    total = Fraction(0)
    for left, right in itertools.pairwise(marks):
        sign = polynomial.evaluate({**point, "c": (left + right) / 2})
        total += between(ABOVE if sign > 0 else BELOW, left, right) if sign else 0
    return total


@pytest.mark.parametrize("name", CUTS)
def test_the_cases_are_all_there_are_and_each_is_right(name):
    polynomial, roots = CUTS[name]
    pieces = [
        (atom(polynomial, ">"), (polynomial_in_c(ABOVE), ONE)),
        (atom(-polynomial, ">"), (polynomial_in_c(BELOW), ONE)),
        (atom(polynomial, "="), (ZERO, ONE)),
    ]
    ends = Ends(Quotient.constant(LOW), Quotient.constant(HIGH))
    found = list(averaged(pieces, "c", ends, TRUE, joined))
    for point in points(name):
        values = {tuple(_at(v, point) for v in vector) for case, vector in found if evaluate(case, point)}
        assert values == {(by_pieces(polynomial, roots(point), point), HIGH - LOW)}, point


def polynomial_in_c(values):
    return as_quotient(sum((c**n * k for n, k in enumerate(values)), Polynomial.constant(0)))


def _at(value, point):
    return value.evaluate({**point, **({"sqrt(a)": _root(point["a"])} if "sqrt(a)" in value.names else {})})


def _root(square):
    return Fraction(isqrt(square.numerator), isqrt(square.denominator))


REFUSED = {
    "a quotient": (TRUE, ONE / (as_quotient(c) + 1), "no polynomial in c"),
    "a cubic": (atom(c**3 - a, ">"), ONE, "an equation of degree 3"),
}


@pytest.mark.parametrize(("case", "value", "message"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_closed_form_is_refused_by_name(case, value, message):
    with pytest.raises(GameError, match=message):
        list(averaged([(case, (value,))], "c", Ends(ZERO, ONE), TRUE, joined))
