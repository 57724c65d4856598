"""What is true of polynomial conditions at a point, and whether there is a value that makes them true.

`holds` evaluates a condition at a rational point. `exists(condition, x, values)` decides whether some
real x makes it true when every other symbol has a rational value: the real line is cut at the real roots
of every polynomial of x in it, the roots isolated exactly, and the condition is evaluated at each root
and between each two. Nothing is eliminated symbolically, so it is a check on elimination. Any degree will
do.

With several symbols, `exists` cuts the line of the last one at the roots of a projection (coefficients,
discriminants and resultants, McCallum's) and goes on with a sample of each cell. That decides two
symbols, and any number if every polynomial is of degree one in them; at an irrational sample with symbols
left it gives up (`Unsupported`) unless another cell has already said yes.

A relation in which something is undefined (a division by zero) does not hold there.

>>> from sympy import symbols
>>> x, y, b, c = symbols("x y b c")
>>> has_root = (x**2 + b * x + c <= 0) & (x > 0)
>>> [exists(has_root, x, {"b": b0, "c": 1}) for b0 in (-3, -2, 0, 2)]
[True, True, False, False]
>>> exists((x * y > 1) & (x < 0) & (x + y > 0), [x, y])
False
>>> samples((x**2 <= 2) & (x >= 0), x)
[Fraction(0, 1), Fraction(1, 1), Real(1.41421356237: sqrt(2))]

References ---------- McCallum, S. (1998), An improved projection operation for cylindrical algebraic
decomposition, theorem 1. Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic
Geometry, algorithm 11.2 (samples).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import inf
from typing import Any

import sympy
from sympy import QQ
from sympy.core.relational import Relational
from sympy.polys.rings import PolyElement, PolyRing

from tests.oracle import exact, reals
from tests.oracle.exact import holds
from tests.oracle.nested import coefficients, factors
from tests.oracle.numeric import Unsupported, univariate

__all__ = ["breakpoints", "exists", "holds", "relations", "samples", "satisfied_at"]


def exists(condition: Any, symbols: Any, values: exact.Values | None = None) -> bool:
    """Decide whether some real values of `symbols` make the condition true, all others given by `values`."""
    listed = list(symbols) if isinstance(symbols, Sequence) else [symbols]
    names = [getattr(symbol, "name", symbol) for symbol in listed]
    return _exists(sympy.sympify(condition), names, exact.point(values or {}))


def samples(condition: Any, symbol: Any, values: exact.Values | None = None) -> list[reals.Number]:
    """Return a value of `symbol` from each cell of the line on which the condition holds, in order."""
    signed = _Signed(sympy.sympify(condition), [getattr(symbol, "name", symbol)], exact.point(values or {}))
    return [x for x in _line(signed.roots()) if signed.holds(x)]


def breakpoints(condition: Any, symbol: Any, values: exact.Values | None = None) -> list[reals.Number]:
    """Return the numbers at which the truth of the condition may change as `symbol` varies, in order."""
    signed = _Signed(sympy.sympify(condition), [getattr(symbol, "name", symbol)], exact.point(values or {}))
    return signed.roots()


def satisfied_at(condition: Any, symbol: Any, x: reals.Number, values: exact.Values | None = None) -> bool:
    """Say whether the condition holds at a value of `symbol` that need not be rational."""
    signed = _Signed(sympy.sympify(condition), [getattr(symbol, "name", symbol)], exact.point(values or {}))
    return signed.holds(x)


def relations(condition: Any) -> Iterator[Relational]:
    """Yield every relation in a condition."""
    condition = sympy.sympify(condition)
    if isinstance(condition, Relational):
        yield condition
    elif condition not in (sympy.true, sympy.false):
        for part in condition.args:
            yield from relations(part)


def _exists(condition: Any, names: list[str], at: dict[str, Fraction]) -> bool:
    if not names:
        return holds(condition, at)
    signed = _Signed(condition, names, at)
    if len(names) == 1:
        return any(signed.holds(x) for x in _line(signed.roots()))
    if len(names) > 2 and not signed.linear():
        raise Unsupported("more than two symbols, and not linear in them")
    open_question = False
    for x in _line(signed.projected()):
        if isinstance(x, reals.Real):
            open_question = not _is_open(condition)
        elif _exists(condition, names[:-1], {**at, names[-1]: Fraction(x)}):
            return True
    if open_question:
        raise Unsupported("a sample is irrational and symbols are left")
    return False


def _is_open(condition: Any) -> bool:
    """Say whether only strict relations are joined, so that a point comes with a rational one nearby."""
    strict = (sympy.StrictGreaterThan, sympy.StrictLessThan, sympy.Unequality)
    return all(isinstance(relation, strict) for relation in relations(sympy.to_nnf(condition)))


def _line(marks: list[reals.Number]) -> Iterator[reals.Number]:
    """Yield every mark, and a rational in each gap."""
    for a, b in pairwise([-inf, *marks, inf]):
        yield reals.between(a, b)
        if b != inf:
            yield b


@dataclass(frozen=True)
class _Fraction:
    """A quotient of polynomials, and what must not be zero for it to be defined."""

    top: PolyElement
    bottom: PolyElement
    nonzero: tuple[PolyElement, ...] = ()


class _Signed:
    """A condition as signs of polynomials in the symbols that are left."""

    def __init__(self, condition: Any, names: list[str], at: dict[str, Fraction]) -> None:
        self.condition, self.names, self.at = condition, names, at
        self.ring = PolyRing([sympy.Symbol(name) for name in names], QQ)
        self.read = {
            relation: self._quotient(relation.lhs - relation.rhs, relation)
            for relation in relations(condition)
        }

    def polynomials(self) -> set[PolyElement]:
        """Return the irreducible polynomials whose signs decide the condition."""
        found = {p for read in self.read.values() for p in (read.top, read.bottom, *read.nonzero)}
        return factors(found)

    def linear(self) -> bool:
        """Say whether they are all of degree one at most."""
        return all(sum(monomial) <= 1 for p in self.polynomials() for monomial in p.itermonoms())

    def roots(self) -> list[reals.Number]:
        """Return the roots of all polynomials, one symbol being left."""
        return _roots(self.polynomials(), self.names[0])

    def projected(self) -> list[reals.Number]:
        """Return the values of the last symbol at which the roots in the others may change their order."""
        found = self.polynomials()
        for place, name in enumerate(self.names[:-1]):
            found = _project(found, self.ring.gens[place], name)
        return _roots(found, self.names[-1])

    def holds(self, x: reals.Number) -> bool:
        """Evaluate the condition at a value of the one symbol that is left."""
        return exact.satisfied(self.condition, lambda relation: self._relation_holds(relation, x))

    def _relation_holds(self, relation: Relational, x: reals.Number) -> bool:
        read, name = self.read[relation], self.names[0]

        def sign(p: PolyElement) -> int:
            return reals.sign(univariate(p, name), x)

        if not all(map(sign, read.nonzero)):
            return False
        return exact.relation_holds(relation, sign(read.top) * sign(read.bottom))

    def _quotient(self, expression: Any, relation: Any) -> _Fraction:
        match expression:
            case sympy.Symbol() if expression.name in self.names:
                return _Fraction(self.ring.gens[self.names.index(expression.name)], self.ring.one)
            case sympy.Symbol() | sympy.Rational():
                number = exact.number(expression, self.at)
                return _Fraction(
                    self.ring.ground_new(QQ(number.numerator, number.denominator)), self.ring.one
                )
            case sympy.Add() | sympy.Mul():
                parts = [self._quotient(part, relation) for part in expression.args]
                total = parts[0]
                for part in parts[1:]:
                    total = _plus(total, part) if isinstance(expression, sympy.Add) else _times(total, part)
                return total
            case sympy.Pow() if expression.exp.is_Integer:
                base, power = self._quotient(expression.base, relation), int(expression.exp)
                if power > 0:
                    return _Fraction(base.top**power, base.bottom**power, base.nonzero)
                return _Fraction(base.bottom**-power, base.top**-power, (*base.nonzero, base.top))
        raise Unsupported(f"{expression} in {relation} is no quotient of polynomials")


def _plus(a: _Fraction, b: _Fraction) -> _Fraction:
    return _Fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom, a.nonzero + b.nonzero)


def _times(a: _Fraction, b: _Fraction) -> _Fraction:
    return _Fraction(a.top * b.top, a.bottom * b.bottom, a.nonzero + b.nonzero)


def _roots(polynomials: Iterable[PolyElement], name: str) -> list[reals.Number]:
    ordered: list[reals.Number] = []
    for root in sorted(r for p in polynomials for r in reals.roots(univariate(p, name))):
        if not ordered or ordered[-1] != root:
            ordered.append(root)
    return ordered


def _project(polynomials: set[PolyElement], y: PolyElement, name: str) -> set[PolyElement]:
    """What decides how the roots in y are ordered: coefficients, discriminants, resultants."""
    with_y = [p for p in polynomials if p.degree(y) > 0]
    found = {p for p in polynomials if p.degree(y) <= 0}
    symbol = sympy.Symbol(name)
    found |= {c for p in with_y for c in coefficients(p, y)}
    ring = y.ring
    found |= {ring.from_expr(sympy.discriminant(p.as_expr(), symbol)) for p in with_y if p.degree(y) > 1}
    found |= {
        ring.from_expr(sympy.resultant(p.as_expr(), q.as_expr(), symbol)) for p, q in combinations(with_y, 2)
    }
    return factors(found)
