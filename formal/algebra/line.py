"""Conditions on one variable, decided by the roots of its polynomials.

The roots cut the line into points and open intervals on which no polynomial changes its sign, so that trying one
number in each decides any condition. Two irreducible polynomials have no root in common: where the intervals around
their roots overlap, they are made narrower.

>>> from formal.algebra.formula import atom, conjunction
>>> x = Polynomial.symbol("x")
>>> holds_somewhere(conjunction(atom(x**2 - 2, "="), atom(x, ">")))
True
>>> holds_somewhere(conjunction(atom(x**2 - 2, ">="), atom(2 - x**2, ">="), atom(x**2 - x, "=")))
False

References
----------
Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry, section 2.1 and Algorithm 10.4.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from formal.algebra.formula import And, Atom, Formula, Or, Truth, atoms, evaluate_at
from formal.algebra.polynomial import Polynomial, flint_rational

__all__ = ["degree_of", "holds_somewhere"]

#: Roots are separated at the latest when this many bits are known.
_MOST_BITS = 1 << 16


@dataclass(frozen=True)
class _Root:
    """A root of an irreducible polynomial: the only root, of any of them, between two fractions."""

    of: Polynomial
    low: Fraction
    high: Fraction


def holds_somewhere(formula: Formula) -> bool:
    """Return whether a condition on one variable holds for some real number.

    Parameters
    ----------
    formula
        Its polynomials are in one variable, the same everywhere, and without square roots.

    Examples
    --------
    >>> from formal.algebra.formula import atom, conjunction
    >>> x = Polynomial.symbol("x")
    >>> holds_somewhere(conjunction(atom(x**9 - x - 1, ">"), atom(1 - x, ">=")))
    False
    """
    (name,) = {name for a in atoms(formula) for name in a.polynomial.names} or {""}
    if not name:
        return evaluate_at(formula, {}) is True
    roots = _separated({factor for a in atoms(formula) for factor, _ in a.polynomial.factor()[1]})
    between = (evaluate_at(formula, {name: flint_rational(number)}) for number in _between(roots))
    return any(held is True for held in between) or any(_holds_at(formula, root, name) for root in roots)


def degree_of(formula: Formula) -> int:
    """Return the largest degree of the polynomials of a condition.

    Examples
    --------
    >>> from formal.algebra.formula import atom
    >>> degree_of(atom(Polynomial.symbol("x") ** 3 - 1, ">"))
    3
    """
    return max((a.polynomial.total_degree() for a in atoms(formula)), default=0)


def _separated(polynomials: Iterable[Polynomial]) -> list[_Root]:
    """Return the roots of different irreducible polynomials, in ascending order and apart from each other."""
    listed, bits = list(polynomials), 64
    while bits <= _MOST_BITS:
        found = [_Root(p, low, high) for p in listed for low, high in p.real_roots(bits)]
        found.sort(key=lambda root: root.low)
        if all(left.high < right.low for left, right in itertools.pairwise(found)):
            return found
        bits *= 2
    raise ArithmeticError("two roots cannot be told apart")


def _between(roots: list[_Root]) -> Iterator[Fraction]:
    """Yield a number from each of the open intervals."""
    if not roots:
        yield Fraction(0)
        return
    yield roots[0].low - 1
    for left, right in itertools.pairwise(roots):
        yield _simplest(left.high, right.low)
    yield roots[-1].high + 1


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return a fraction strictly between two others, with few digits."""
    middle, denominator = (low + high) / 2, 1
    while not low < (found := Fraction(round(middle * denominator), denominator)) < high:
        denominator *= 2
    return found


def _holds_at(formula: Formula, root: _Root, name: str) -> bool:
    match formula:
        case Truth():
            return formula.value
        case Atom():
            return _sign_holds(formula, root, name)
        case And():
            return all(_holds_at(part, root, name) for part in formula.parts)
        case Or():
            return any(_holds_at(part, root, name) for part in formula.parts)
    raise TypeError(formula)


def _sign_holds(a: Atom, root: _Root, name: str) -> bool:
    vanishes = any(factor == root.of for factor, _ in a.polynomial.factor()[1])
    # Without a root in the interval, a polynomial has at the root the sign that it has at the end.
    value = Fraction(0) if vanishes else a.polynomial.evaluate({name: root.low})
    return {">": value > 0, ">=": value >= 0, "=": value == 0, "!=": value != 0}[a.relation]
