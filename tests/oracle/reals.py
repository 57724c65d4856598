"""Real algebraic numbers: roots of rational polynomials, compared exactly.

A number is a polynomial without repeated roots and an interval that holds exactly one of its roots;
rational numbers are kept as such. A polynomial in one variable is the tuple of its coefficients, lowest
first, with no zero at the end (zero is the empty tuple). Roots are counted by Sturm's theorem, equality
is a common divisor with a root in both intervals, and everything else is bisection.

>>> low, high = roots((-2, 0, 1))  # x**2 - 2
>>> low < 0 < high, high < Fraction(3, 2), high == Fraction(7, 5)
(True, True, False)
>>> image((0, 0, 1), high)  # its square
Fraction(2, 1)
>>> sign((-1, 1), high)
1

References
----------
Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry, sections 2.2 and 10.2.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property, lru_cache, total_ordering
from itertools import pairwise, zip_longest
from math import floor, isqrt
from typing import Any

import sympy

Poly = tuple[Fraction, ...]
Number = Any  # int, Fraction or Real: they compare with each other


def poly(coefficients: Any) -> Poly:
    """Drop the zeros at the end."""
    listed = [Fraction(c) for c in coefficients]
    while listed and not listed[-1]:
        listed.pop()
    return tuple(listed)


def add(p: Poly, q: Poly) -> Poly:
    """Return p + q."""
    return poly(a + b for a, b in zip_longest(p, q, fillvalue=0))


def multiply(p: Poly, q: Poly) -> Poly:
    """Return p q."""
    product = [Fraction(0)] * (len(p) + len(q))
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            product[i + j] += a * b
    return poly(product)


def compose(p: Poly, q: Poly) -> Poly:
    """Return p(q(x))."""
    value: Poly = ()
    for c in reversed(p):
        value = add(multiply(value, q), poly((c,)))
    return value


def derivative(p: Poly) -> Poly:
    """Return p'."""
    return poly(i * c for i, c in enumerate(p))[1:] if len(p) > 1 else ()


def divide(p: Poly, q: Poly) -> tuple[Poly, Poly]:
    """Return quotient and remainder of p by q."""
    rest, quotient = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 0)
    for i in reversed(range(len(quotient))):
        quotient[i] = rest[i + len(q) - 1] / q[-1]
        for j, c in enumerate(q):
            rest[i + j] -= quotient[i] * c
    return poly(quotient), poly(rest[: len(q) - 1])


def gcd(p: Poly, q: Poly) -> Poly:
    """Return the greatest common divisor, leading coefficient one."""
    while q:
        p, q = q, divide(p, q)[1]
    return tuple(c / p[-1] for c in p)


def squarefree(p: Poly) -> Poly:
    """Return the polynomial with the same roots, each once."""
    return divide(p, gcd(p, derivative(p)))[0] if len(p) > 2 else p


def value(p: Poly, x: Fraction) -> Fraction:
    """Return p(x) at a rational x."""
    total = Fraction(0)
    for c in reversed(p):
        total = total * x + c
    return total


@total_ordering
class Real:
    """The one root of `polynomial` strictly between `low` and `high`, neither of which is a root."""

    def __init__(self, polynomial: Poly, low: Fraction, high: Fraction) -> None:
        self.polynomial, self.low, self.high = polynomial, low, high

    def refine(self) -> None:
        """Halve the interval; the number stays the same."""
        middle = (self.low + self.high) / 2
        if not value(self.polynomial, middle):  # rational after all: close in from both sides
            quarter = (self.high - self.low) / 8
            self.low, self.high = middle - quarter, middle + quarter
        elif (value(self.polynomial, self.low) > 0) == (value(self.polynomial, middle) > 0):
            self.low = middle
        else:
            self.high = middle

    def __eq__(self, other: Any) -> bool:
        return compare(self, other) == 0

    def __lt__(self, other: Any) -> bool:
        return compare(self, other) < 0

    @cached_property
    def _name(self) -> tuple[Poly, int]:
        minimal = _minimal(self)
        return minimal, sum(root < self for root in roots(minimal))

    def __hash__(self) -> int:
        minimal, place = self._name
        return hash((minimal, place)) if len(minimal) > 2 else hash(-minimal[0])

    def __float__(self) -> float:
        while self.high - self.low > Fraction(1, 10**17):
            self.refine()
        return float((self.low + self.high) / 2)

    def __repr__(self) -> str:
        return f"Real({float(self):.12g}: {self.to_sympy()})"

    def to_sympy(self) -> sympy.Expr:
        """Return the number as SymPy writes it (with `sqrt` where the degree is two)."""
        minimal, place = self._name
        x = sympy.Dummy("x")
        return sympy.real_roots(sympy.Poly([sympy.Rational(c) for c in reversed(minimal)], x))[place]


def compare(a: Number, b: Number) -> int:
    """Return -1, 0 or 1 as a is below, equal to or above b (rational, `Real`, or a float infinity)."""
    if isinstance(b, Real) and not isinstance(a, Real):
        return -compare(b, a)
    if not isinstance(a, Real):
        return (a > b) - (a < b)
    if isinstance(b, Real):
        return _compare_roots(a, b)
    if isinstance(b, float):
        return -1 if b > 0 else 1
    if a.low < b < a.high and not value(a.polynomial, Fraction(b)):
        return 0
    while a.low < b < a.high:
        a.refine()
    return 1 if a.low >= b else -1


def sign(p: Poly, x: Number) -> int:
    """Return the sign of p(x) at a rational or algebraic x."""
    if not isinstance(x, Real):
        at = value(p, Fraction(x))
        return (at > 0) - (at < 0)
    if not p:
        return 0
    common = gcd(p, x.polynomial)
    if len(common) > 1 and count(common, x.low, x.high):
        return 0
    while True:
        low, high = _range(p, x.low, x.high)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        x.refine()


def image(p: Poly, x: Number) -> Number:
    """Return p(x): a rational where it is one that is easily seen, else a `Real`."""
    if len(p) < 2 or not isinstance(x, Real):
        return value(p, Fraction(x) if not isinstance(x, Real) else Fraction(0))
    candidates = roots(_characteristic(p, x.polynomial))
    while True:
        low, high = _range(p, x.low, x.high)
        candidates = [c for c in candidates if compare(c, low) >= 0 and compare(c, high) <= 0]
        if len(candidates) == 1:
            return candidates[0]
        x.refine()


def polynomial_of(x: Number) -> Poly:
    """Return a polynomial that has x among its roots."""
    return x.polynomial if isinstance(x, Real) else poly((-Fraction(x), 1))


def between(a: Number, b: Number) -> Fraction:
    """Return a rational strictly between a < b, either of which may be infinite; whole numbers come first."""
    if a == float("-inf"):
        return Fraction(0) if b == float("inf") else _next_multiple(b, 1) - 2
    parts = 1
    while True:
        first = _next_multiple(a, parts)
        if compare(b, first) > 0:
            return first
        parts *= 2


@lru_cache(maxsize=100_000)
def roots(p: Poly) -> tuple[Number, ...]:
    """Return the real roots, each once, in increasing order."""
    p = squarefree(poly(p))
    if len(p) < 2:
        return ()
    if len(p) == 2:
        return (-p[0] / p[1],)
    if len(p) == 3 and (rational := _rational_pair(p)):
        return rational
    bound = 1 + max(abs(c / p[-1]) for c in p)
    return tuple(_isolate(p, -bound, bound, *(_variations(p, at) for at in (-bound, bound))))


def count(p: Poly, low: Fraction, high: Fraction) -> int:
    """Return the number of distinct roots strictly between low and high, neither of which is a root."""
    p = squarefree(p)
    return _variations(p, low) - _variations(p, high)


def from_sympy(number: Any) -> Number:
    """Read a SymPy number built from rationals and roots; infinities become floats."""
    number = sympy.sympify(number)
    if number in (sympy.oo, -sympy.oo):
        return float(number)
    if number.is_Rational:
        return Fraction(int(number.p), int(number.q))
    x = sympy.Dummy("x")
    minimal = sympy.Poly(sympy.minimal_polynomial(number, x), x)
    candidates = roots(poly(Fraction(int(c.p), int(c.q)) for c in reversed(minimal.all_coeffs())))
    near = Fraction(str(sympy.N(number, 50)))
    return min(candidates, key=lambda root: abs(_approximate(root) - near))


def _compare_roots(a: Real, b: Real) -> int:
    low, high = max(a.low, b.low), min(a.high, b.high)
    if low < high:
        common = gcd(a.polynomial, b.polynomial)
        if len(common) > 1 and count(common, low, high):
            return 0
    while max(a.low, b.low) < min(a.high, b.high):
        a.refine()
        b.refine()
    return -1 if a.high <= b.low else 1


def _isolate(p: Poly, low: Fraction, high: Fraction, at_low: int, at_high: int) -> list[Number]:
    if at_low == at_high:
        return []
    if at_low - at_high == 1:
        return [Real(p, low, high)]
    middle = (low + high) / 2
    if not value(p, middle):
        rest = divide(p, poly((-middle, 1)))[0]
        return sorted([*roots_between(rest, low, high), middle])
    at_middle = _variations(p, middle)
    return _isolate(p, low, middle, at_low, at_middle) + _isolate(p, middle, high, at_middle, at_high)


def roots_between(p: Poly, low: Fraction, high: Fraction) -> list[Number]:
    """Return the roots strictly between low and high."""
    return [root for root in roots(p) if low < root < high]


@lru_cache(maxsize=100_000)
def _sturm(p: Poly) -> tuple[Poly, ...]:
    chain = [p, derivative(p)]
    while chain[-1]:
        chain.append(tuple(-c for c in divide(chain[-2], chain[-1])[1]))
    return tuple(chain[:-1])


def _variations(p: Poly, x: Fraction) -> int:
    signs = [v > 0 for v in (value(q, x) for q in _sturm(p)) if v]
    return sum(a != b for a, b in pairwise(signs))


def _rational_pair(p: Poly) -> tuple[Fraction, ...] | None:
    """Both roots of a quadratic whose discriminant is the square of a rational."""
    c, b, a = p
    square = b * b - 4 * a * c
    if square < 0:
        return None
    top, bottom = isqrt(square.numerator), isqrt(square.denominator)
    if top * top != square.numerator or bottom * bottom != square.denominator:
        return None
    return tuple(sorted(((-b - Fraction(top, bottom)) / (2 * a), (-b + Fraction(top, bottom)) / (2 * a))))


def _range(p: Poly, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """An interval that holds p(x) for every x in [low, high] (Horner's scheme over intervals)."""
    below = above = Fraction(0)
    for c in reversed(p):
        corners = (below * low, below * high, above * low, above * high)
        below, above = min(corners) + c, max(corners) + c
    return below, above


def _characteristic(p: Poly, modulus: Poly) -> Poly:
    """The characteristic polynomial of multiplication by p modulo `modulus`: its roots are p at the roots.

    Faddeev and Le Verrier's method on the matrix whose rows are x**i p mod `modulus`.
    """
    size = len(modulus) - 1
    rows = []
    for i in range(size):
        row = divide(multiply(p, (Fraction(0),) * i + (Fraction(1),)), modulus)[1]
        rows.append([*row, *[Fraction(0)] * (size - len(row))])
    matrix, result = [[Fraction(0)] * size for _ in range(size)], [Fraction(1)]
    for k in range(1, size + 1):
        for i in range(size):
            matrix[i][i] += result[-1]
        matrix = [
            [sum(rows[i][m] * matrix[m][j] for m in range(size)) for j in range(size)] for i in range(size)
        ]
        result.append(-sum(matrix[i][i] for i in range(size)) / k)
    return poly(reversed(result))


def _minimal(x: Real) -> Poly:
    t = sympy.Dummy("t")
    whole = sympy.Poly([sympy.Rational(c) for c in reversed(x.polynomial)], t)
    for factor, _ in whole.factor_list()[1]:
        coefficients = poly(Fraction(int(c.p), int(c.q)) for c in reversed(factor.monic().all_coeffs()))
        if sign(coefficients, x) == 0:
            return coefficients
    raise AssertionError("a polynomial's root is a root of one of its factors")


def _next_multiple(a: Number, parts: int) -> Fraction:
    """The least multiple of 1/parts above a."""
    while isinstance(a, Real) and (a.high - a.low) * parts > 1:
        a.refine()
    n = floor((a.low if isinstance(a, Real) else a) * parts)
    while compare(a, Fraction(n, parts)) >= 0:
        n += 1
    return Fraction(n, parts)


def _approximate(x: Number) -> Fraction:
    if isinstance(x, Real):
        float(x)
        while x.high - x.low > Fraction(1, 10**30):
            x.refine()
        return x.low
    return Fraction(x)
