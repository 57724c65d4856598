"""How a person writes a region: thresholds solved for a variable, intervals chained, common conditions first.

>>> from sympy import symbols
>>> from formal.algebra.space import space_of
>>> p, c = symbols("p c")
>>> space = space_of([p > 0, p <= 1 - c])
>>> arrange(space, space.assumptions).common
(Chain(terms=(0, p, 1 - c), relations=('<', '<=')),)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Or,
    conjuncts,
    disjuncts,
)
from formal.algebra.normal import Clause, signs
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.radical import radicand
from formal.algebra.space import Space
from formal.algebra.writing import write_formula, write_polynomial, write_quotient

_FLIPPED = {">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True)
class Chain:
    """Expressions with a relation between each and the next: `0 < p <= 1 - c_B`."""

    terms: tuple[sp.Expr, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Arranged:
    """A region ready to be shown: all of `common`, and one of `alternatives` if there are any.

    Nothing at all is everything; `empty` is nowhere.
    """

    common: tuple[Chain, ...]
    alternatives: tuple[tuple[Chain, ...], ...]
    empty: bool = False


@dataclass(frozen=True)
class _Bound:
    name: str
    relation: str
    value: Quotient


def arrange(space: Space, formula: Formula, solve_for: Sequence[str] = ()) -> Arranged:
    """Return a formula as chains of comparisons.

    Parameters
    ----------
    space
        Gives symbols, their order, and the signs of coefficients.
    formula
        What to arrange, in disjunctive normal form where it is to read well.
    solve_for
        The variables to isolate, in order of preference; then those that give short bounds.
    """
    if formula == FALSE:
        return Arranged((), (), empty=True)
    clauses = [tuple(conjuncts(part)) for part in disjuncts(formula)] if formula != TRUE else [()]
    if any(isinstance(part, Or) for clause in clauses for part in clause):
        clauses, nested = _one_alternative(clauses)
        if nested:
            return _written(space, formula)
    shared = [a for a in clauses[0] if all(a in clause for clause in clauses)]
    rest = [tuple(a for a in clause if a not in shared) for clause in clauses]
    common = _chains(space, _atoms(shared), solve_for)
    if rest == [()]:
        return Arranged(common, ())
    return Arranged(common, tuple(_chains(space, _atoms(c), solve_for) for c in rest))


def _one_alternative(clauses: list[tuple[Formula, ...]]) -> tuple[list[tuple[Formula, ...]], bool]:
    """Spread `a and (b or c)` into clauses, if there is one such bracket only."""
    brackets = [part for clause in clauses for part in clause if isinstance(part, Or)]
    if len(clauses) != 1 or len(brackets) != 1:
        return clauses, True
    plain = tuple(part for part in clauses[0] if part is not brackets[0])
    spread = [(*plain, *conjuncts(part)) for part in brackets[0].parts]
    return spread, any(isinstance(part, Or) for clause in spread for part in clause)


def _written(space: Space, formula: Formula) -> Arranged:
    """Fall back on SymPy's form for a formula that is deeply nested."""
    shown = sp.Symbol(str(write_formula(formula, space.symbols)))
    return Arranged((Chain((shown,), ()),), ())


def _atoms(parts: Iterable[Formula]) -> Clause:
    return tuple(part for part in parts if isinstance(part, Atom))


def _chains(space: Space, clause: Clause, solve_for: Sequence[str]) -> tuple[Chain, ...]:
    bounds: list[_Bound] = []
    loose: list[Chain] = []
    for a in clause:
        found = _bound(space, a, solve_for)
        if found is None:
            loose.append(_balanced(space, a))
        else:
            bounds.append(found)
    order = [*solve_for, *space.names]
    by_name: dict[str, list[_Bound]] = {}
    for b in sorted(bounds, key=lambda b: order.index(b.name) if b.name in order else len(order)):
        by_name.setdefault(b.name, []).append(b)
    chained = [chain for own in by_name.values() for chain in _chained(space, own)]
    return (*chained, *loose)


def _chained(space: Space, bounds: list[_Bound]) -> list[Chain]:
    lower = [b for b in bounds if b.relation in (">", ">=")]
    upper = [b for b in bounds if b.relation in ("<", "<=")]
    other = [b for b in bounds if b.relation in ("=", "!=")]
    found = []
    while lower and upper:
        low, high = lower.pop(0), upper.pop(0)
        variable = _symbol(space, low.name)
        terms = (write_quotient(low.value, space.symbols), variable, write_quotient(high.value, space.symbols))
        found.append(Chain(terms, (low.relation.replace(">", "<"), high.relation)))
    for b in (*lower, *upper, *other):
        terms2 = (_symbol(space, b.name), write_quotient(b.value, space.symbols))
        found.append(Chain(terms2, (b.relation,)))
    return found


def _symbol(space: Space, name: str) -> sp.Expr:
    return write_polynomial(Polynomial.symbol(name), space.symbols)


def _bound(space: Space, a: Atom, solve_for: Sequence[str]) -> _Bound | None:
    """Return the atom solved for the wanted variable, else for the one with the shortest bound."""
    polynomial = a.polynomial
    linear = [n for n in polynomial.names if polynomial.degree(n) == 1 and radicand(n) is None]
    linear = [n for n in linear if not _inside_a_root(polynomial, n)]
    for name in solve_for:
        if name in linear:
            found = _solved(space, a, name)
            if found is not None:
                return found
    if _is_product(polynomial):
        return None
    options = [b for b in (_solved(space, a, n) for n in linear) if b is not None]
    order = {name: i for i, name in enumerate(space.names)}
    return min(options, key=lambda b: (_length(b.value), order.get(b.name, len(order))), default=None)


def _inside_a_root(polynomial: Polynomial, name: str) -> bool:
    inside = (radicand(n) for n in polynomial.names)
    return any(q is not None and name in q.names for q in inside)


def _is_product(polynomial: Polynomial) -> bool:
    _, factors = polynomial.factor()
    return len(factors) > 1 and len(polynomial.terms()) > 2


def _length(value: Quotient) -> tuple[int, int]:
    top, bottom = value.numerator.terms(), value.denominator.terms()
    return (0 if value.is_polynomial else 1 + len(bottom), len(top) + sum(len(m) for _, m in top))


def _solved(space: Space, a: Atom, name: str) -> _Bound | None:
    constant, slope = a.polynomial.coefficients(name)
    relation: str = a.relation
    if slope.is_constant:
        sign = 1 if slope.constant_value() > 0 else -1
    else:
        possible = signs(space.decider, slope)
        if 0 in possible or (len(possible) != 1 and relation in (">", ">=")):
            return None
        sign = max(possible, default=1)
    return _Bound(name, relation if sign > 0 else _FLIPPED[relation], quotient(-constant, slope))


def _balanced(space: Space, a: Atom) -> Chain:
    """Return a comparison without minus signs, or a product compared with zero."""
    polynomial, relation = a.polynomial, a.relation
    if _is_product(polynomial):
        one = Polynomial.constant(1)
        content, _ = polynomial.factor()
        if content < 0 and relation in (">", ">="):
            left = write_quotient(Quotient(-polynomial, one), space.symbols)
            return Chain((left, sp.Integer(0)), (_FLIPPED[relation],))
        return Chain((write_quotient(Quotient(polynomial, one), space.symbols), sp.Integer(0)), (relation,))
    plus = Polynomial.from_terms((c, m) for c, m in polynomial.terms() if c > 0)
    minus = Polynomial.from_terms((-c, m) for c, m in polynomial.terms() if c < 0)
    sides = (write_polynomial(plus, space.symbols), write_polynomial(minus, space.symbols))
    if plus.is_zero or (minus.is_constant and not plus.is_constant) or not minus.is_constant:
        return Chain(sides, (relation,))
    return Chain((sides[1], sides[0]), (_FLIPPED[relation],))


