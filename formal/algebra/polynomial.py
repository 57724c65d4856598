"""Polynomials and quotients of polynomials over the rationals, in variables known by name.

This is the door to python-flint: nothing else in the package touches it. A `Polynomial` is immutable and
hashable and remembers only the variables that occur in it, so polynomials from different games mix freely.
Factoring is what the rest of the algebra does most, and is two hundred times faster here than in SymPy.

>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c_A")
>>> (p - c) * (p + c)
Polynomial('-c_A**2 + p**2')
>>> content, factors = ((p - c) * (p + c) * 2).factor()
>>> content, [str(factor) for factor, _ in factors]
(Fraction(-2, 1), ['c_A - p', 'c_A + p'])
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, isqrt, lcm
from typing import Any

Number = int | Fraction
Monomial = tuple[tuple[str, int], ...]


@functools.cache
def _flint() -> Any:
    import flint

    return flint


@functools.cache
def _context(names: tuple[str, ...]) -> Any:
    flint = _flint()
    plain = tuple(name.encode("unicode_escape").decode() for name in names)  # flint wants ASCII
    return flint.fmpq_mpoly_ctx.get(plain, flint.Ordering.lex)


@functools.cache
def _union(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*left, *right}))


def _rational(number: Number) -> Any:
    return _flint().fmpq(number.numerator, number.denominator)


@functools.lru_cache(maxsize=10_000)
def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))


class Polynomial:
    """A polynomial with rational coefficients.

    Build one from `Polynomial.symbol`, `Polynomial.constant` and arithmetic.

    Examples
    --------
    >>> x = Polynomial.symbol("x")
    >>> ((x + 1) ** 2).degree("x")
    2
    """

    __slots__ = ("_content", "_hash", "_key", "_names", "_terms", "_value")

    def __init__(self, names: tuple[str, ...], value: Any) -> None:
        """Wrap a flint polynomial `value` whose generators are `names`; keep only those that occur."""
        if names:
            unused = [name for name, degree in zip(names, value.degrees(), strict=True) if degree <= 0]
            if unused:
                names = tuple(name for name in names if name not in set(unused))
                value = value.project_to_context(_context(names))
        self._names = names
        self._value = value
        self._hash: int | None = None
        self._key: tuple[Any, ...] | None = None
        self._terms: tuple[tuple[Fraction, Monomial], ...] | None = None
        self._content: Fraction | None = None

    @classmethod
    def _kept(cls, names: tuple[str, ...], value: Any) -> Polynomial:
        """Wrap a flint polynomial in which all of `names` are known to occur."""
        found = object.__new__(cls)
        found._names, found._value = names, value
        found._hash = found._key = found._terms = found._content = None
        return found

    @staticmethod
    @functools.cache
    def symbol(name: str) -> Polynomial:
        """Return the variable called `name`."""
        return Polynomial((name,), _context((name,)).gen(0))

    @staticmethod
    @functools.cache
    def constant(number: Number) -> Polynomial:
        """Return the constant polynomial `number`."""
        return Polynomial((), _context(()).constant(_rational(number)))

    @staticmethod
    def from_terms(terms: Iterable[tuple[Number, Monomial]]) -> Polynomial:
        """Return the sum of `terms`, each a coefficient and the powers of its variables."""
        listed = list(terms)
        names = tuple(sorted({name for _, monomial in listed for name, _ in monomial}))
        position = {name: i for i, name in enumerate(names)}
        table: dict[tuple[int, ...], Any] = {}
        for coefficient, monomial in listed:
            exponents = [0] * len(names)
            for name, power in monomial:
                exponents[position[name]] += power
            key = tuple(exponents)
            table[key] = table.get(key, 0) + _rational(coefficient)
        return Polynomial(names, _context(names).from_dict(table))

    # -- what it is -------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that occur, in alphabetical order."""
        return self._names

    @property
    def is_constant(self) -> bool:
        """Whether no variable occurs."""
        return not self._names

    @property
    def is_zero(self) -> bool:
        """Whether this is the zero polynomial."""
        return not self._names and bool(self._value.is_zero())

    def constant_value(self) -> Fraction:
        """Return the number that a constant polynomial stands for."""
        if self._names:
            raise ValueError(f"{self} is not a constant")
        return _fraction(self._value.leading_coefficient()) if self._value else Fraction(0)

    def degree(self, name: str) -> int:
        """Return the degree in the variable `name` (0 if it does not occur)."""
        if name not in self._names:
            return 0
        return int(self._value.degrees()[self._names.index(name)])

    def total_degree(self) -> int:
        """Return the largest total degree of a term."""
        return int(self._value.total_degree()) if self._names else 0

    @property
    def size(self) -> int:
        """How many terms there are."""
        return len(self._value)

    def terms(self) -> list[tuple[Fraction, Monomial]]:
        """Return coefficients and monomials, in the lexicographic order of the variables' names."""
        if self._terms is None:
            self._terms = tuple(
                (
                    _fraction(coefficient),
                    tuple(
                        (name, int(power))
                        for name, power in zip(self._names, exponents, strict=True)
                        if power
                    ),
                )
                for exponents, coefficient in zip(self._value.monoms(), self._value.coeffs(), strict=True)
            )
        return list(self._terms)

    def key(self) -> tuple[Any, ...]:
        """Return a tuple that identifies the polynomial and sorts by size first."""
        if self._key is None:
            terms = tuple(
                (tuple(int(e) for e in exponents), int(c.p), int(c.q)) for exponents, c in self._value.terms()
            )
            self._key = (self.total_degree(), len(terms), self._names, terms)
        return self._key

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self._names, str(self._value)))
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Polynomial):
            return NotImplemented
        return self is other or (self._names == other._names and bool(self._value == other._value))

    def __repr__(self) -> str:
        return f"Polynomial('{self}')"

    def __str__(self) -> str:
        return _text(self.terms())

    # -- arithmetic -------------------------------------------------------------------------------

    def _aligned(self, other: Polynomial) -> tuple[tuple[str, ...], Any, Any]:
        if self._names == other._names:
            return self._names, self._value, other._value
        names = _union(self._names, other._names)
        context = _context(names)
        return names, _lift(self, names, context), _lift(other, names, context)

    def __add__(self, other: Polynomial | Number) -> Polynomial:
        names, left, right = self._aligned(as_polynomial(other))
        return Polynomial(names, left + right)

    def __sub__(self, other: Polynomial | Number) -> Polynomial:
        names, left, right = self._aligned(as_polynomial(other))
        return Polynomial(names, left - right)

    def __mul__(self, other: Polynomial | Number) -> Polynomial:
        other = as_polynomial(other)
        if self.is_zero or other.is_zero:
            return Polynomial.constant(0)
        names, left, right = self._aligned(other)
        return Polynomial._kept(names, left * right)

    def __radd__(self, other: Number) -> Polynomial:
        return as_polynomial(other) + self

    def __rsub__(self, other: Number) -> Polynomial:
        return as_polynomial(other) - self

    def __rmul__(self, other: Number) -> Polynomial:
        return as_polynomial(other) * self

    def __neg__(self) -> Polynomial:
        found = Polynomial._kept(self._names, -self._value)
        found._content = None if self._content is None else -self._content
        return found

    def __pow__(self, exponent: int) -> Polynomial:
        return Polynomial(self._names, self._value**exponent)

    def divide_exactly(self, divisor: Polynomial) -> Polynomial:
        """Return the quotient by a polynomial that divides this one."""
        names, left, right = self._aligned(divisor)
        quotient, remainder = divmod(left, right)
        if not remainder.is_zero():
            raise ValueError(f"{divisor} does not divide {self}")
        return Polynomial(names, quotient)

    def is_multiple_of(self, divisor: Polynomial) -> bool:
        """Return whether a polynomial, which is not zero, divides this one.

        Examples
        --------
        >>> p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
        >>> (p * p - q * q).is_multiple_of(p + q), p.is_multiple_of(q)
        (True, False)
        """
        _, left, right = self._aligned(divisor)
        return bool(divmod(left, right)[1].is_zero())

    def gcd(self, other: Polynomial) -> Polynomial:
        """Return the greatest common divisor (monic)."""
        names, left, right = self._aligned(other)
        return Polynomial(names, left.gcd(right))

    # -- calculus and substitution ----------------------------------------------------------------

    def derivative(self, name: str) -> Polynomial:
        """Return the partial derivative with respect to `name`."""
        if name not in self._names:
            return Polynomial.constant(0)
        return Polynomial(self._names, self._value.derivative(self._names.index(name)))

    def coefficients(self, name: str) -> list[Polynomial]:
        """Return the coefficients as a polynomial in `name`, from the constant term upwards."""
        if name not in self._names:
            return [self]
        position = self._names.index(name)
        tables: list[dict[tuple[int, ...], Any]] = [{} for _ in range(self.degree(name) + 1)]
        rest = self._names[:position] + self._names[position + 1 :]
        for exponents, coefficient in self._value.terms():
            power = int(exponents[position])
            tables[power][tuple(exponents[:position]) + tuple(exponents[position + 1 :])] = coefficient
        return [Polynomial(rest, _context(rest).from_dict(table)) for table in tables]

    def substitute(self, values: Mapping[str, Polynomial]) -> Polynomial:
        """Replace variables by polynomials, all at once."""
        if not any(name in values for name in self._names):
            return self
        images = [values[name] if name in values else Polynomial.symbol(name) for name in self._names]
        names: tuple[str, ...] = ()
        for image in images:
            names = _union(names, image._names)
        context = _context(names)
        return Polynomial(
            names, self._value.compose(*(_lift(i, names, context) for i in images), ctx=context)
        )

    def at_fraction(self, name: str, top: Polynomial, bottom: Polynomial) -> Polynomial:
        """Return the value at `name = top/bottom`, times `bottom` to the power of the degree in `name`.

        Examples
        --------
        >>> x, a, b = (Polynomial.symbol(n) for n in "xab")
        >>> (x**2 - x).at_fraction("x", a, b)
        Polynomial('a**2 - a*b')
        """
        total, power = Polynomial.constant(0), Polynomial.constant(1)
        for coefficient in reversed(self.coefficients(name)):  # Horner's scheme, the denominator kept apart
            total, power = total * top + coefficient * power, power * bottom
        return total

    def evaluate(self, values: Mapping[str, Number]) -> Fraction:
        """Return the exact value at a rational point that gives every variable a value."""
        return _fraction(self.value_at({name: _rational(values[name]) for name in self._names}))

    def value_at(self, point: Mapping[str, Any]) -> Any:
        """Return the value at a point of flint rationals, as one: `evaluate` without conversions."""
        if not self._names:
            return self._value.leading_coefficient() if self._value else _flint().fmpq(0)
        return self._value(*(point[name] for name in self._names))

    def factor(self) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
        """Return a number and irreducible factors with multiplicities whose product this is.

        Each factor has whole coefficients without a common divisor and a positive leading one (in the
        lexicographic order of names), and the factors come smallest first.
        """
        return _factor(self)

    def primitive(self) -> tuple[Fraction, Polynomial]:
        """Return a number and a polynomial with coprime whole coefficients and positive leading one."""
        if self.is_constant:
            return self.constant_value(), Polynomial.constant(1)
        if self._content is None:
            content = _content(self._value.coeffs())
            self._content = -content if self._value.leading_coefficient() < 0 else content
        if self._content == 1:
            return self._content, self
        found = Polynomial._kept(self._names, self._value / _rational(self._content))
        found._content = Fraction(1)
        return self._content, found

    def real_roots(self, precision: int = 64) -> list[tuple[Fraction, Fraction]]:
        """Return an interval around each real root of an irreducible polynomial in one variable, from left to right.

        Parameters
        ----------
        precision
            In bits: the higher, the narrower the intervals.

        Examples
        --------
        >>> x = Polynomial.symbol("x")
        >>> (low, high), = (x**3 - 2).real_roots()
        >>> low**3 < 2 < high**3, high - low < Fraction(1, 10**15)
        (True, True)
        """
        (name,) = self.names
        flint = _flint()
        _, whole = self.primitive()
        listed = [int(c.constant_value()) for c in whole.coefficients(name)]
        before, flint.ctx.prec = flint.ctx.prec, precision
        try:
            found = flint.fmpz_poly(listed).complex_roots()
        finally:
            flint.ctx.prec = before
        # FLINT gives the imaginary part of a real root as exactly zero.
        real = [root.real for root, _ in found if root.imag.is_exact() and root.imag == 0]
        middles = [(_dyadic(ball.mid()), _dyadic(ball.rad())) for ball in real]
        return sorted((middle - radius, middle + radius) for middle, radius in middles)

    def square_root(self) -> Polynomial | None:
        """Return the polynomial of which this is the square, or None."""
        content, factors = self.factor()
        if content < 0 or any(power % 2 for _, power in factors):
            return None
        numerator, denominator = _root(content.numerator), _root(content.denominator)
        if numerator is None or denominator is None:
            return None
        product = Polynomial.constant(Fraction(numerator, denominator))
        for factor, power in factors:
            product = product * factor ** (power // 2)
        return product


def as_polynomial(value: Polynomial | Number) -> Polynomial:
    """Return `value` as a polynomial."""
    return value if isinstance(value, Polynomial) else Polynomial.constant(value)


def coordinates(polynomials: Iterable[Polynomial]) -> list[dict[tuple[int, ...], Any]]:
    """Return polynomials as vectors: coefficients, as flint rationals, by the exponents of all variables that occur.

    Examples
    --------
    >>> x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
    >>> [{tuple(map(int, e)): int(c.p) for e, c in v.items()} for v in coordinates([x * y + 2, y])]
    [{(1, 1): 1, (0, 0): 2}, {(0, 1): 1}]
    """
    listed = list(polynomials)
    names = tuple(sorted(set().union(*(p._names for p in listed))))
    context = _context(names)
    lifted = (_lift(p, names, context) for p in listed)
    return [dict(zip(value.monoms(), value.coeffs(), strict=True)) for value in lifted]


def flint_rational(number: Number) -> Any:
    """Return a flint rational, for `Polynomial.value_at`."""
    return _rational(number)


def _dyadic(ball: Any) -> Fraction:
    """Return an exact number of FLINT's as a fraction."""
    mantissa, exponent = (int(part) for part in ball.man_exp())
    return mantissa * Fraction(2) ** exponent


def _lift(polynomial: Polynomial, names: tuple[str, ...], context: Any) -> Any:
    if polynomial._names == names:
        return polynomial._value
    return polynomial._value.project_to_context(context)


@functools.lru_cache(maxsize=200_000)
def _factor(polynomial: Polynomial) -> tuple[Fraction, tuple[tuple[Polynomial, int], ...]]:
    if polynomial.is_constant:
        return polynomial.constant_value(), ()
    constant, factors = polynomial._value.factor()
    content = _fraction(constant)
    found = []
    for value, power in factors:
        scale, factor = Polynomial(polynomial._names, value).primitive()
        content *= scale ** int(power)
        found.append((factor, int(power)))
    return content, tuple(sorted(found, key=lambda pair: pair[0].key()))


def _content(coefficients: list[Any]) -> Fraction:
    return Fraction(gcd(*(int(c.p) for c in coefficients)), lcm(*(int(c.q) for c in coefficients)))


def _root(number: int) -> int | None:
    root = isqrt(number)
    return root if root * root == number else None


def _text(terms: list[tuple[Fraction, Monomial]]) -> str:
    if not terms:
        return "0"
    parts = []
    for coefficient, monomial in terms:
        body = "*".join(name if power == 1 else f"{name}**{power}" for name, power in monomial)
        size = abs(coefficient)
        shown = body if body and size == 1 else f"{size}*{body}" if body else str(size)
        parts.append((coefficient < 0, shown))
    head = ("-" if parts[0][0] else "") + parts[0][1]
    return head + "".join((" - " if negative else " + ") + shown for negative, shown in parts[1:])
