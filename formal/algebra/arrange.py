"""How a person writes a region: thresholds solved for a variable, intervals chained, common conditions first.

>>> from sympy import symbols
>>> from formal.algebra.space import space_of
>>> p, c = symbols("p c")
>>> space = space_of([p > 0, p <= 1 - c])
>>> arrange(space, space.assumptions).common
(Chain(terms=(0, p, 1 - c), relations=('<', '<=')),)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from formal.algebra.chains import FLIPPED, Chain, linked
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Or,
    conjunction,
    conjuncts,
    disjunction,
    names,
)
from formal.algebra.normal import Clause, signs
from formal.algebra.phrasing import plainest
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import radicand
from formal.algebra.space import Space
from formal.algebra.writing import write_name


@dataclass(frozen=True)
class Arranged:
    """A region ready to be shown: all of `common` holds and, of each of the `choices`, one alternative.

    Nothing at all is everything; `empty` is nowhere.
    """

    common: tuple[Chain, ...]
    choices: tuple[tuple[Arranged, ...], ...] = ()
    empty: bool = False


@dataclass(frozen=True)
class _Bound:
    """A variable compared with a value in which it does not occur."""

    name: str
    relation: str
    value: Quotient

    @property
    def side(self) -> str:
        return self.relation[0]

    @property
    def length(self) -> int:
        """How much there is to read: letters and numbers, and the line of a fraction."""
        top = plainest(self.value.numerator).leaves
        return top if self.value.is_polynomial else top + 2 + plainest(self.value.denominator).leaves


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
        return Arranged((), empty=True)
    parts = conjuncts(formula)
    if isinstance(formula, Or):
        shared, parts = _factored_out(formula)
        parts = (*shared, *parts)
    choices = [part.parts for part in parts if isinstance(part, Or)]
    common = _chains(space, _atoms(parts), solve_for)
    return Arranged(common, tuple(tuple(arrange(space, p, solve_for) for p in choice) for choice in choices))


def _factored_out(formula: Or) -> tuple[tuple[Formula, ...], tuple[Formula, ...]]:
    """Return the conditions that all alternatives share, and the rest of these (if one is left)."""
    alternatives = [conjuncts(part) for part in formula.parts]
    shared = tuple(part for part in alternatives[0] if all(part in other for other in alternatives))
    rest = disjunction(*(conjunction(*(part for part in own if part not in shared)) for own in alternatives))
    return shared, () if rest == TRUE else (rest,)


def _atoms(parts: Iterable[Formula]) -> Clause:
    return tuple(part for part in parts if isinstance(part, Atom))


def _chains(space: Space, clause: Clause, solve_for: Sequence[str]) -> tuple[Chain, ...]:
    options = {a: _options(space, a, clause, solve_for) for a in clause}
    order = _subjects(space, solve_for)
    settled = {(b.name, b.side) for own in options.values() if len(own) == 1 for b in own}
    chosen = [_chosen(own, settled, solve_for, order) for own in options.values() if own]
    chosen.sort(key=lambda b: (_place(b.name, order), "=><!".index(b.side), b.length))
    bounds = linked(_gathered(space, chosen, solve_for), order)
    return (*bounds, *(_balanced(space, a) for a, own in options.items() if not own))


def _subjects(space: Space, solve_for: Sequence[str]) -> list[str]:
    """Return the names that conditions should be about: wanted ones, those not assumed about, all others."""
    assumed = names(space.assumptions)
    return [*solve_for, *(n for n in space.names if n not in assumed), *space.names]


def _chosen(
    options: Sequence[_Bound],
    settled: Collection[tuple[str, str]],
    solve_for: Sequence[str],
    order: Sequence[str],
) -> _Bound:
    """Return the bound on the wanted variable, else the shortest; preferably one that closes an interval."""

    def preference(b: _Bound) -> tuple[int, int, int]:
        meets = b.side in "<>" and (b.name, FLIPPED[b.side]) in settled
        return (_place(b.name, solve_for), b.length - 2 * meets, _place(b.name, order))

    return min(options, key=preference)


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _gathered(space: Space, bounds: Sequence[_Bound], solve_for: Sequence[str]) -> Iterable[Chain]:
    """Yield bounds as comparisons; several on one side of a wanted variable are one, by `max` or `min`."""
    groups: dict[object, list[_Bound]] = {}
    for i, b in enumerate(bounds):
        together = b.name in solve_for and b.side in "<>"
        groups.setdefault((b.name, b.relation) if together else i, []).append(b)
    for group in groups.values():
        values = [space.write(b.value) for b in group]
        pick = sp.Max if group[0].side == ">" else sp.Min
        value = values[0] if len(values) == 1 else pick(*values)
        yield Chain((write_name(group[0].name, space.symbols), value), (group[0].relation,))


def _options(space: Space, a: Atom, clause: Clause, solve_for: Sequence[str]) -> list[_Bound]:
    """Return the ways to solve an atom for one of its variables; a product only for one that is wanted."""
    polynomial = a.polynomial
    linear = [n for n in polynomial.names if polynomial.degree(n) == 1 and radicand(n) is None]
    linear = [n for n in linear if not _inside_a_root(polynomial, n)]
    beside = conjunction(*(other for other in clause if other is not a))
    wanted = [_solved(space, a, name, beside) for name in linear if name in solve_for]
    whole = _is_product(polynomial) or _is_multiple(polynomial)
    others = [n for n in linear if n not in solve_for and not whole]
    return [b for b in (*wanted, *(_solved(space, a, name, TRUE) for name in others)) if b is not None]


def _inside_a_root(polynomial: Polynomial, name: str) -> bool:
    inside = (radicand(n) for n in polynomial.names)
    return any(q is not None and name in q.names for q in inside)


def _is_product(polynomial: Polynomial) -> bool:
    _, factors = polynomial.factor()
    return len(factors) > 1 and any(len(factor.terms()) > 1 for factor, _ in factors)


def _is_multiple(polynomial: Polynomial) -> bool:
    """Return whether this compares a multiple of one letter with a sum of others, as `2*R > T + S` does."""
    terms = polynomial.terms()
    large = [(c, m) for c, m in terms if abs(c) != 1]
    return (
        len(large) == 1
        and len(terms) > 2
        and polynomial.total_degree() == 1
        and all(m and (term in large or c * large[0][0] < 0) for term in terms for c, m in [term])
    )


def _solved(space: Space, a: Atom, name: str, beside: Formula) -> _Bound | None:
    constant, slope = a.polynomial.coefficients(name)
    relation: str = a.relation
    if slope.is_constant:
        sign = 1 if slope.constant_value() > 0 else -1
    else:
        possible = signs(space.decider, slope, beside)
        if 0 in possible or (len(possible) != 1 and relation in (">", ">=")):
            return None
        sign = max(possible, default=1)
    return _Bound(name, relation if sign > 0 else FLIPPED[relation], quotient(-constant, slope))


def _balanced(space: Space, a: Atom) -> Chain:
    """Return a comparison without minus signs, or a product compared with zero."""
    polynomial = a.polynomial
    relation: str = a.relation
    if _is_product(polynomial):
        content, _ = polynomial.factor()
        if content < 0 and relation in (">", ">="):
            polynomial, relation = -polynomial, FLIPPED[relation]
        return Chain((space.write(as_quotient(polynomial)), sp.Integer(0)), (relation,))
    plus = Polynomial.from_terms((c, m) for c, m in polynomial.terms() if c > 0)
    minus = Polynomial.from_terms((-c, m) for c, m in polynomial.terms() if c < 0)
    chain = Chain((space.write(as_quotient(plus)), space.write(as_quotient(minus))), (relation,))
    return chain.turned() if plus.is_constant else chain


