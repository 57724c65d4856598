"""Normal forms under assumptions: signs, atoms without factors of known sign, and pruned disjunctions.

A *clause* is a tuple of atoms that hold together; a disjunctive normal form is a list of clauses, each of
which the decider could not refute.

>>> from formal.algebra.decide import Decider
>>> from formal.algebra.polynomial import Polynomial
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> decider = Decider(conjunction(atom(p, ">"), atom(1 - p, ">")))
>>> sorted(signs(decider, p * (1 - p)))
[1]
>>> print(normal_atom(decider, Atom(p * c - p * p, ">")))
c - p > 0
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    Or,
    Truth,
    atom,
    conjunction,
    conjuncts,
    disjunction,
    names,
    negation,
    rebuild,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicals_in, radicand

Clause = tuple[Atom, ...]
_THOUSANDS = 20_000


def signs(decider: Decider, polynomial: Polynomial, context: Formula = TRUE) -> frozenset[int]:
    """Return which of -1, 0, 1 the sign of `polynomial` may be where `context` holds."""
    return frozenset(
        sign
        for sign, case in _sides(polynomial)
        if decider.possible(conjunction(context, case), patient=False)
    )


@functools.lru_cache(maxsize=10_000)
def _sides(polynomial: Polynomial) -> tuple[tuple[int, Formula], ...]:
    return (1, atom(polynomial, ">")), (-1, atom(-polynomial, ">")), (0, atom(polynomial, "="))


def sign_of(decider: Decider, polynomial: Polynomial, context: Formula = TRUE) -> int | None:
    """Return the sign of `polynomial` if it is the same wherever `context` holds, else None."""
    found = signs(decider, polynomial, context)
    return next(iter(found)) if len(found) == 1 else None


def normal_atom(decider: Decider, a: Atom, context: Formula = TRUE) -> Formula:
    """Return `a` without the factors whose sign is known under the assumptions and `context`."""
    content, factors = a.polynomial.factor()
    if len(factors) == 1 and factors[0][1] == 1:
        return a
    if a.relation in ("=", "!="):
        parts = [atom(f, a.relation) for f, _ in factors if 0 in signs(decider, f, context)]
        return disjunction(*parts) if a.relation == "=" else conjunction(*parts)
    return _normal_inequality(decider, a.relation == ">", content < 0, factors, context)


def _normal_inequality(
    decider: Decider,
    strict: bool,
    negative: bool,
    factors: tuple[tuple[Polynomial, int], ...],
    context: Formula,
) -> Formula:
    core = Polynomial.constant(-1 if negative else 1)
    vanishing = []
    for factor, power in factors:
        possible = signs(decider, factor, context)
        if power % 2 and 1 in possible and -1 in possible:
            core = core * factor
            continue
        if power % 2 and -1 in possible:
            core = -core
        if 0 in possible:
            vanishing.append(factor)
    if strict:
        return conjunction(atom(core, ">"), *(atom(f, "!=") for f in vanishing))
    return disjunction(atom(core, ">="), *(atom(f, "=") for f in vanishing))


def clause_formula(clause: Iterable[Atom]) -> Formula:
    """Return the conjunction of the atoms of a clause."""
    return conjunction(*clause)


def clauses_formula(clauses: Iterable[Clause]) -> Formula:
    """Return the disjunction of clauses."""
    return disjunction(*(clause_formula(clause) for clause in clauses))


class TooManyClauses(Exception):
    """A disjunctive normal form takes longer than it may."""


def clauses(
    decider: Decider, formula: Formula, context: Formula = TRUE, most_work: float = math.inf
) -> list[Clause]:
    """Return a disjunctive normal form of `formula`, without clauses refuted under `context`.

    Raises
    ------
    TooManyClauses
        If it takes more than `most_work` (see `Decider.work`), or there are thousands on the way.
    """
    return [
        c
        for c in _clauses(decider, formula, context, decider.work + most_work)
        if decider.possible(conjunction(context, *c), patient=False)
    ]


def _clauses(decider: Decider, formula: Formula, context: Formula, end: float) -> list[Clause]:
    match formula:
        case Truth():
            return [()] if formula.value else []
        case Atom():
            normal = normal_atom(decider, formula, context)
            return [(normal,)] if isinstance(normal, Atom) else _clauses(decider, normal, context, end)
        case Or():
            return _distinct(c for part in formula.parts for c in _clauses(decider, part, context, end))
        case And():
            return _product(decider, formula, context, end)
    raise TypeError(formula)


def _product(decider: Decider, formula: And, context: Formula, end: float) -> list[Clause]:
    found: list[Clause] = [()]
    for part in sorted(formula.parts, key=lambda p: isinstance(p, Or)):
        options = _clauses(decider, part, context, end)
        found = _distinct(_merged(left, right) for left in found for right in options)
        if end < math.inf and (decider.work > end or len(found) > _THOUSANDS):
            raise TooManyClauses
        if len(options) > 1:
            found = [c for c in found if decider.possible(conjunction(context, *c), patient=False)]
        found = _without_subsumed(found)
    return found


def _merged(left: Clause, right: Clause) -> Clause:
    return tuple(dict.fromkeys((*left, *right)))


def _distinct(found: Iterable[Clause]) -> list[Clause]:
    return list({frozenset(c): c for c in found}.values())


def _without_subsumed(found: list[Clause]) -> list[Clause]:
    sets = [frozenset(c) for c in found]
    return [c for c, own in zip(found, sets, strict=True) if not any(other < own for other in sets)]


def defined(clause: Iterable[Atom]) -> Formula:
    """Return the condition that all square roots in a clause are real."""
    roots = radicals_in({name for a in clause for name in a.polynomial.names})
    return conjunction(*(atom(_inside(root), ">=") for root in roots))


def guarded(decider: Decider, formula: Formula) -> Formula:
    """Return `formula` with every square root beside the condition that it is real.

    Inside a formula the root of a negative number is 0 (see `radical`); a reader takes it to be undefined. The
    two agree once the case of a negative radicand stands apart, without the root.
    """
    for root in radicals_in(names(formula)):
        negative = atom(-_inside(root), ">")
        if decider.possible(conjunction(negative, formula), patient=False):
            beside = conjunction(negation(negative), formula)
            formula = disjunction(beside, conjunction(negative, _at_zero(formula, root)))
    return formula


def _at_zero(formula: Formula, name: str) -> Formula:
    zero = {name: Polynomial.constant(0)}
    return rebuild(formula, lambda a: atom(a.polynomial.substitute(zero), a.relation))


def _inside(root: str) -> Polynomial:
    inside = radicand(root)
    assert inside is not None
    return inside


def choices(assumptions: Formula) -> tuple[Formula, ...]:
    """Return the cases of assumptions that leave a choice among equations; if none does, one that says nothing.

    So it is where a parameter is 0 or 1: nothing lies between its values, and at each of them other parameters vary.

    Examples
    --------
    >>> phi, c = Polynomial.symbol("phi"), Polynomial.symbol("c")
    >>> either = disjunction(atom(phi, "="), atom(phi - 1, "="))
    >>> [str(case) for case in choices(conjunction(either, atom(c, ">")))]
    ['phi = 0', 'phi - 1 = 0']
    """
    listed = [p for p in conjuncts(assumptions) if isinstance(p, Or) and all(map(_fixes, p.parts))]
    return tuple(conjunction(*chosen) for chosen in itertools.product(*(p.parts for p in listed)))


def _fixes(formula: Formula) -> bool:
    return any(isinstance(part, Atom) and part.relation == "=" for part in conjuncts(formula))


def interior(decider: Decider, formula: Formula) -> Formula:
    """Return the conditions of `formula` made strict: satisfiable exactly where it has an interior.

    An equation becomes false, `>=` becomes `>`; one that the assumptions make an identity becomes true, if need be
    in one of their `choices`. A polynomial that is not zero throughout is non-zero on a dense set, so a set cut out by
    inequalities contains a ball exactly if its strict version is not empty. The formula must not contain square roots.
    """
    strict = rebuild(formula, lambda a: _strict(a, FALSE))
    if strict == formula or decider.satisfiable(strict):
        return strict
    return disjunction(*(_inside_of(decider, formula, case) for case in choices(decider.assumptions)))


def _inside_of(decider: Decider, formula: Formula, case: Formula) -> Formula:
    """Return the conditions of `formula` made strict in a case of the assumptions."""

    def strict(a: Atom) -> Formula:
        apart = conjunction(case, negation(atom(a.polynomial, "=")))
        return _strict(a, TRUE if decider.satisfiable(apart) is False else FALSE)

    return conjunction(case, rebuild(formula, strict))


def _strict(a: Atom, identity: Formula) -> Formula:
    match a.relation:
        case "=":
            return identity
        case ">=":
            return disjunction(identity, Atom(a.polynomial, ">"))
    return a
