"""Quotients of polynomials in lowest terms: what payoffs, thresholds and beliefs are made of.

>>> from formal.algebra.polynomial import Polynomial
>>> p, c = Quotient.symbol("p"), Quotient.symbol("c")
>>> print((p**2 - c**2) / (p + c))
-c + p
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from formal.algebra.polynomial import Number, Polynomial
from formal.algebra.radical import hidden_names, radicand, reduced


@dataclass(frozen=True, slots=True)
class Quotient:
    """A polynomial divided by a polynomial, without a common factor.

    The denominator has coprime whole coefficients and a positive leading one, so equal quotients are
    equal as data. Powers of square roots are reduced. Use `quotient` to build one.
    """

    numerator: Polynomial
    denominator: Polynomial

    @staticmethod
    def symbol(name: str) -> Quotient:
        """Return the variable called `name`."""
        return Quotient(Polynomial.symbol(name), Polynomial.constant(1))

    @staticmethod
    def constant(number: Number) -> Quotient:
        """Return a number."""
        return Quotient(Polynomial.constant(number), Polynomial.constant(1))

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that occur, in alphabetical order."""
        return tuple(sorted({*self.numerator.names, *self.denominator.names}))

    @property
    def is_zero(self) -> bool:
        """Whether this is zero."""
        return self.numerator.is_zero

    @property
    def is_polynomial(self) -> bool:
        """Whether the denominator is a number."""
        return self.denominator.is_constant

    def __add__(self, other: Quotient | Number) -> Quotient:
        other = as_quotient(other)
        if self.is_zero or other.is_zero:
            return other if self.is_zero else self
        if self.denominator == other.denominator:
            return quotient(self.numerator + other.numerator, self.denominator)
        return quotient(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )

    def __neg__(self) -> Quotient:
        return Quotient(-self.numerator, self.denominator)

    def __sub__(self, other: Quotient | Number) -> Quotient:
        return self + (-as_quotient(other))

    def __mul__(self, other: Quotient | Number) -> Quotient:
        other = as_quotient(other)
        return quotient(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: Quotient | Number) -> Quotient:
        other = as_quotient(other)
        return quotient(self.numerator * other.denominator, self.denominator * other.numerator)

    def __pow__(self, exponent: int) -> Quotient:
        if exponent < 0:
            return quotient(self.denominator**-exponent, self.numerator**-exponent)
        return quotient(self.numerator**exponent, self.denominator**exponent)

    def __str__(self) -> str:
        if self.is_polynomial:
            return str(self.numerator)
        return f"({self.numerator})/({self.denominator})"

    def derivative(self, name: str) -> Quotient:
        """Return the partial derivative with respect to `name`, through square roots as well."""
        found = self._along(name)
        for root in self.names:
            inside = radicand(root)
            if inside is not None:
                slope = as_quotient(inside).derivative(name)
                found = (
                    found if slope.is_zero else found + self._along(root) * slope / Quotient.symbol(root) / 2
                )
        return found

    def _along(self, name: str) -> Quotient:
        """Return the derivative with respect to one variable, the others kept, square roots included."""
        top, bottom = self.numerator, self.denominator
        return quotient(top.derivative(name) * bottom - top * bottom.derivative(name), bottom * bottom)

    def substitute(self, values: Mapping[str, Quotient]) -> Quotient:
        """Replace variables by quotients, all at once; inside roots only `substitution` can.

        Raises
        ------
        ValueError
            If a square root contains one of the variables, and is not replaced as well.
        """
        hidden = hidden_names(n for n in self.names if n not in values) & set(values)
        if hidden:
            raise ValueError(
                f"{', '.join(sorted(hidden))} occurs inside a square root of {self}: use substitute_value"
            )
        if not any(name in values for name in self.names):
            return self
        return substituted(self.numerator, values) / substituted(self.denominator, values)

    def evaluate(self, values: Mapping[str, Number]) -> Fraction:
        """Return the exact value at a rational point."""
        return self.numerator.evaluate(values) / self.denominator.evaluate(values)


def quotient(numerator: Polynomial, denominator: Polynomial) -> Quotient:
    """Return `numerator / denominator` in lowest terms; the denominator must not be identically zero."""
    numerator, denominator = reduced(numerator), reduced(denominator)
    if denominator.is_zero:
        raise ZeroDivisionError("the denominator is identically zero")
    if numerator.is_zero:
        return Quotient.constant(0)
    if not denominator.is_constant:
        common = numerator.gcd(denominator)
        if not common.is_constant:
            numerator, denominator = numerator.divide_exactly(common), denominator.divide_exactly(common)
    content, primitive = denominator.primitive()
    return Quotient(numerator if content == 1 else numerator * (1 / content), primitive)


def as_quotient(value: Quotient | Polynomial | Number) -> Quotient:
    """Return `value` as a quotient."""
    if isinstance(value, Quotient):
        return value
    if isinstance(value, Polynomial):
        return Quotient(reduced(value), Polynomial.constant(1))
    return Quotient.constant(value)


def substituted(polynomial: Polynomial, values: Mapping[str, Quotient]) -> Quotient:
    """Return `polynomial` with variables replaced by quotients."""
    used = {name: values[name] for name in polynomial.names if name in values}
    if not used:
        return as_quotient(polynomial)
    if all(value.is_polynomial for value in used.values()):
        return as_quotient(polynomial.substitute({name: value.numerator for name, value in used.items()}))
    # Rename apart first: one variable at a time would let a later value capture an earlier one.
    fresh = {name: f"\N{PRIME}{name}" for name in used}
    top = polynomial.substitute({name: Polynomial.symbol(fresh[name]) for name in used})
    bottom = Polynomial.constant(1)
    for name, value in used.items():
        coefficients = top.coefficients(fresh[name])
        degree = len(coefficients) - 1
        top = Polynomial.constant(0)
        for power, coefficient in enumerate(coefficients):
            top = top + coefficient * value.numerator**power * value.denominator ** (degree - power)
        bottom = bottom * value.denominator**degree
    return quotient(top, bottom)
