"""A condition solved for one of its variables: `delta >= (T - R)/(T - P)`, `x <= sqrt(k*v)/k`.

>>> from formal.algebra.decide import Decider
>>> from formal.algebra.formula import atom
>>> x, k, v = map(Polynomial.symbol, "xkv")
>>> decider = Decider(conjunction(*(atom(q, ">") for q in (x, k, v))))
>>> [(b.relation, str(b.value)) for b in bounds_on(decider, Atom(v - k * x, ">="), "x")]
[('<=', '(v)/(k)')]
>>> [(b.relation, str(b.value)) for b in bounds_on(decider, Atom(v - k * x * x, ">="), "x")]
[('<=', '(sqrt(k*v))/(k)')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formal.algebra.chains import FLIPPED
from formal.algebra.decide import Decider
from formal.algebra.formula import TRUE, Atom, Formula, atom, conjunction, negation
from formal.algebra.normal import signs
from formal.algebra.phrasing import Expanded, plainest
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.radical import radical, radicand

#: The length of longer sums is counted as they stand.
_MOST_TERMS = 12


@dataclass(frozen=True)
class Bound:
    """A variable compared with a value in which it does not occur."""

    name: str
    relation: str
    value: Quotient

    @property
    def side(self) -> str:
        """Whether the variable is above (`>`), below (`<`), equal (`=`) or unequal (`!`)."""
        return self.relation[0]

    @property
    def length(self) -> int:
        """How much there is to read: 2 for a letter or number; in a fraction, 4 for the line, 1 for a minus sign."""
        top, bottom = self.value.numerator, self.value.denominator
        if bottom.is_constant:
            return 2 * _leaves(top)
        minus = sum(coefficient < 0 for side in (top, bottom) for coefficient, _ in side.terms())
        return 2 * (_leaves(top) + _leaves(bottom)) + 4 + minus


def _leaves(polynomial: Polynomial) -> int:
    """Return how much there is to read, long sums as they stand: finding their best form takes long."""
    return (plainest if polynomial.size <= _MOST_TERMS else Expanded)(polynomial).leaves


def bounds_on(decider: Decider, a: Atom, name: str, beside: Formula = TRUE) -> tuple[Bound, ...]:
    """Return an atom solved for a variable: one bound, two for an interval, or none if it cannot be solved.

    Parameters
    ----------
    decider
        Knows the signs of coefficients.
    a
        What to solve; linear or quadratic in the variable.
    name
        The variable.
    beside
        What else holds.
    """
    polynomial = a.polynomial
    if name not in polynomial.names or _inside_a_root(polynomial, name):
        return ()
    match polynomial.coefficients(name):
        case [constant, slope]:
            return _linear(decider, a, name, constant, slope, beside)
        case [constant, slope, lead] if a.relation in (">", ">="):
            return _quadratic(decider, a, name, (constant, slope, lead), beside)
    return ()


def is_product(polynomial: Polynomial) -> bool:
    """Return whether a polynomial is a product in which a bracket occurs.

    Examples
    --------
    >>> p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
    >>> is_product(p * (1 - q)), is_product(p * q), is_product(p - q)
    (True, False, False)
    """
    _, factors = polynomial.factor()
    return len(factors) > 1 and any(factor.size > 1 for factor, _ in factors)


def _inside_a_root(polynomial: Polynomial, name: str) -> bool:
    inside = (radicand(n) for n in polynomial.names)
    return radicand(name) is not None or any(q is not None and name in q.names for q in inside)


def _linear(
    decider: Decider, a: Atom, name: str, constant: Polynomial, slope: Polynomial, beside: Formula
) -> tuple[Bound, ...]:
    sign = _sign(decider, slope, beside)
    if sign is None or (sign == 0 and a.relation in (">", ">=")):
        return ()
    relation: str = a.relation
    return (Bound(name, FLIPPED[relation] if sign < 0 else relation, quotient(-constant, slope)),)


def _sign(decider: Decider, slope: Polynomial, beside: Formula) -> int | None:
    """Return the sign of a coefficient, 0 if it is not zero but may be either, None if it may be zero."""
    if slope.is_constant:
        return 1 if slope.constant_value() > 0 else -1
    possible = signs(decider, slope, beside)
    if 0 in possible:
        return None
    return next(iter(possible)) if len(possible) == 1 else 0


def _quadratic(
    decider: Decider, a: Atom, name: str, coefficients: Sequence[Polynomial], beside: Formula
) -> tuple[Bound, ...]:
    """Return the roots as bounds: both round an interval, one if the side of the vertex is known."""
    constant, slope, lead = coefficients
    sign = _sign(decider, lead, beside)
    square = slope * slope - 4 * lead * constant
    if not sign or not _entails(decider, beside, atom(square, ">=")):
        return ()
    root, bottom, inward = radical(square) * sign, 2 * lead, sign < 0
    strict = a.relation == ">"
    low = Bound(name, _relation(">" if inward else "<", strict), quotient(-slope - root, bottom))
    high = Bound(name, _relation("<" if inward else ">", strict), quotient(-slope + root, bottom))
    right = (2 * lead * Polynomial.symbol(name) + slope) * sign
    if _entails(decider, beside, atom(right, ">=")):
        return (high,)
    if _entails(decider, beside, atom(-right, ">=")):
        return (low,)
    return (low, high) if inward else ()


def _relation(side: str, strict: bool) -> str:
    return side if strict else f"{side}="


def _entails(decider: Decider, beside: Formula, wanted: Formula) -> bool:
    return decider.satisfiable(conjunction(beside, negation(wanted)), patient=False) is False
