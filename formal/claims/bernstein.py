"""Positive on an interval: a polynomial written in products of the distances from both ends.

Every polynomial of one variable that is positive on `low <= x <= high` is a sum of products of powers of `x - low` and
`high - x` with positive weights, if enough factors are taken (Bernstein 1915). The weights are computed, not searched.

>>> from formal.algebra.formula import atom
>>> x = Polynomial.symbol("x")
>>> facts = {0: atom(x, ">"), 1: atom(1 - x, ">")}
>>> found = on_interval(facts, Atom(x * x - x + 1, ">"))
>>> [(str(term.weight), term.facts) for term in found.terms]
[('1', (0, 0)), ('1', (0, 1)), ('1', (1, 1))]

References
----------
Bernstein, S. (1915), Sur la représentation des polynômes positifs.
Powers, V. and B. Reznick (2000), Polynomials that are positive on an interval, Theorem 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import comb

from formal.algebra.formula import Atom
from formal.algebra.polynomial import Polynomial
from formal.claims.steps import Identity, Term

_MORE_FACTORS = (0, 1, 2, 4, 8, 16)


def on_interval(known: Mapping[int, Atom], goal: Atom) -> Identity | None:
    """Return an identity that shows that a polynomial of one variable is positive between two numbers, or None.

    Parameters
    ----------
    known
        Comparisons, two of which say that the variable lies between two numbers; strictly, if the goal is strict.
    goal
        `f > 0` or `f >= 0`.
    """
    if len(goal.polynomial.names) != 1 or goal.relation not in (">", ">="):
        return None
    (name,) = goal.polynomial.names
    enough = (">",) if goal.relation == ">" else (">", ">=")
    ends = list(_ends(known, name, enough))
    for above, slope, low in (end for end in ends if end[1] > 0):
        for below, fall, high in (end for end in ends if end[1] < 0):
            weights = _weights(_on_unit_interval(goal.polynomial, name, low, high)) if low < high else None
            if weights is not None:
                power = len(weights) - 1
                terms = [
                    Term(
                        weight * ((high - low) * slope) ** -i * ((low - high) * fall) ** (i - power),
                        tuple(sorted((above,) * i + (below,) * (power - i))),
                    )
                    for i, weight in enumerate(weights)
                    if weight
                ]
                return Identity((Term(),), tuple(reversed(terms)))
    return None


def _ends(
    known: Mapping[int, Atom], name: str, relations: tuple[str, ...]
) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Yield facts that bound a variable by a number: which, the variable's factor in it, and the bound."""
    for number, fact in known.items():
        if (
            fact.relation in relations
            and fact.polynomial.names == (name,)
            and fact.polynomial.degree(name) == 1
        ):
            constant, slope = (c.constant_value() for c in fact.polynomial.coefficients(name))
            yield number, slope, -constant / slope


def _on_unit_interval(polynomial: Polynomial, name: str, low: Fraction, high: Fraction) -> list[Fraction]:
    """Return the coefficients of the polynomial in `t`, where the variable is `low + (high - low)*t`."""
    moved = polynomial.substitute({name: Polynomial.symbol(name) * (high - low) + low})
    return [c.constant_value() for c in moved.coefficients(name)]


def _weights(coefficients: Sequence[Fraction]) -> list[Fraction] | None:
    """Return the weights of `t**i * (1 - t)**(n - i)`, with so many factors that none is negative, or None."""
    for more in _MORE_FACTORS:
        n = len(coefficients) - 1 + more
        found = [
            sum((comb(n - k, i - k) * a for k, a in enumerate(coefficients[: i + 1])), Fraction(0))
            for i in range(n + 1)
        ]
        if all(weight >= 0 for weight in found):
            return found
    return None
