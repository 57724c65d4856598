"""Equations used as rules: what they make of a polynomial, and which multiples of them that takes.

An equation whose leading coefficient in some variable is a number, `x**d = (lower powers of x)`, replaces
that power wherever it occurs. What is left of a polynomial is found by division, and with it the multiples of
the equations that make up the difference: the part of an identity that equations contribute.

>>> r, q, p = (Polynomial.symbol(n) for n in ("r", "q", "p"))
>>> rules = Rules([(3, r**2 - q), (5, q - p)])
>>> rules.rest(p * r - q)
Polynomial('r**3 - r**2')
>>> rules.multiples(r**3 - p * r)
((3, Polynomial('r')), (5, Polynomial('r')))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from formal.algebra.polynomial import Polynomial

_ZERO, _ONE = Polynomial.constant(0), Polynomial.constant(1)
_MOST_DIVISIONS = 200  # rules in several powers may feed each other for ever


@dataclass(frozen=True)
class _Rule:
    """`name**degree` is replaced, `polynomial` being zero: the multiples of facts that are in `origin`."""

    name: str
    degree: int
    polynomial: Polynomial
    origin: Mapping[int, Polynomial]


class Rules:
    """Equations in use.

    Parameters
    ----------
    equations
        Numbers of facts, and the polynomials that they say are zero.

    Examples
    --------
    >>> x = Polynomial.symbol("x")
    >>> Rules([(0, 2 * x - 1)]).rest(x**2)
    Polynomial('1/4')
    """

    def __init__(self, equations: Iterable[tuple[int, Polynomial]]) -> None:
        self._rules: list[_Rule] = []
        #: The equations that no rule was made of, with what the rules leave of them.
        self.unused: list[tuple[int, Polynomial]] = []
        waiting = sorted(equations, key=lambda e: (e[1].total_degree(), len(e[1].terms())))
        for number, polynomial in waiting:
            self._add(number, polynomial)

    def _add(self, number: int, polynomial: Polynomial) -> None:
        rest, taken = self._divided(polynomial)
        if rest.is_zero:
            return
        lead = _lead(rest)
        if lead is None:
            self.unused.append((number, polynomial))
            return
        name, degree = lead
        scale = 1 / rest.coefficients(name)[-1].constant_value()
        origin = {other: -factor * scale for other, factor in taken.items()}
        origin[number] = origin.get(number, _ZERO) + _ONE * scale
        self._rules.append(_Rule(name, degree, rest * scale, origin))

    def rest(self, polynomial: Polynomial) -> Polynomial:
        """Return what is left of a polynomial when the equations are used."""
        return self._divided(polynomial)[0] if self._rules else polynomial

    def multiples(self, polynomial: Polynomial) -> tuple[tuple[int, Polynomial], ...] | None:
        """Return the multiples of equations that add up to `polynomial`; None if it is no such sum."""
        rest, taken = self._divided(polynomial)
        return tuple(sorted(taken.items())) if rest.is_zero else None

    def _divided(self, polynomial: Polynomial) -> tuple[Polynomial, dict[int, Polynomial]]:
        taken: dict[int, Polynomial] = {}
        for _ in range(_MOST_DIVISIONS):
            rule = next((r for r in self._rules if polynomial.degree(r.name) >= r.degree), None)
            if rule is None:
                break
            top = polynomial.coefficients(rule.name)
            factor = top[-1] * Polynomial.symbol(rule.name) ** (len(top) - 1 - rule.degree)
            polynomial = polynomial - factor * rule.polynomial
            for number, own in rule.origin.items():
                taken[number] = taken.get(number, _ZERO) + factor * own
        return polynomial, {number: factor for number, factor in taken.items() if not factor.is_zero}


def _lead(polynomial: Polynomial) -> tuple[str, int] | None:
    """Return the variable, of lowest degree, in which the leading coefficient is a number."""
    options = []
    for name in polynomial.names:
        coefficients = polynomial.coefficients(name)
        if coefficients[-1].is_constant:
            options.append((len(coefficients) - 1, not name.startswith("sqrt("), name))
    if not options:
        return None
    degree, _, name = min(options)
    return name, degree
