"""Closed forms: unknowns solved from the equations that an assessment must satisfy.

Equations are taken simplest first. One that is linear in an unknown gives it as a quotient, one that is quadratic gives
two roots; where a coefficient may be zero the case is split. What no equation fixes stays free.

>>> from formal.algebra.polynomial import Polynomial
>>> p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
>>> fixed = conjunction(atom(q * p - 1, "="), atom(p, ">"))
>>> [(str(closed.values["q"]), str(closed.conditions)) for closed in close(Decider(), fixed, ("q",))]
[('(1)/(p)', 'p != 0 and p > 0')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    conjunction,
    conjuncts,
    disjunction,
    disjuncts,
)
from formal.algebra.normal import normal_atom
from formal.algebra.quotient import Quotient
from formal.algebra.roots import roots
from formal.algebra.substitution import substitute


@dataclass(frozen=True)
class Closed:
    """Conditions with unknowns solved.

    Attributes
    ----------
    values
        The unknowns that equations fix, in terms of parameters and free unknowns.
    free
        The unknowns that nothing fixes.
    conditions
        What remains to hold.
    """

    values: Mapping[str, Quotient]
    free: tuple[str, ...]
    conditions: Formula


def close(
    decider: Decider, conditions: Formula, unknowns: tuple[str, ...], knife_edges: bool = True
) -> Iterator[Closed]:
    """Yield the solutions of the equations among `conditions` for `unknowns`, by case.

    Parameters
    ----------
    decider
        Of the parameter space.
    conditions
        Equations and inequalities in parameters and unknowns.
    unknowns
        What to solve for.
    knife_edges
        Whether to keep cases in which an equation among the parameters alone remains.

    Raises
    ------
    Undecided
        If an equation has degree three or more in every unknown it contains.
    """
    yield from _closed(decider, conditions, unknowns, {}, knife_edges)


def _closed(
    decider: Decider,
    conditions: Formula,
    unknowns: tuple[str, ...],
    values: dict[str, Quotient],
    knife_edges: bool,
) -> Iterator[Closed]:
    conditions = _factored(decider, conditions)
    if not knife_edges and any(_is_thin(decider, part, unknowns) for part in conjuncts(conditions)):
        return
    alternatives = disjuncts(conditions)
    if len(alternatives) != 1:
        for alternative in alternatives:
            if decider.possible(alternative):
                yield from _closed(decider, alternative, unknowns, values, knife_edges)
        return
    pick = _simplest(conditions, unknowns)
    if pick is None:
        yield Closed(values, tuple(n for n in unknowns if n not in values), conditions)
        return
    equation, name = pick
    rest = conjunction(*(part for part in conjuncts(conditions) if part is not equation))
    flat = conjunction(*(atom(c, "=") for c in equation.polynomial.coefficients(name)))
    if flat != FALSE and decider.possible(conjunction(rest, flat)):
        yield from _closed(decider, conjunction(rest, flat), unknowns, values, knife_edges)
    for guard, root in roots(equation.polynomial, name):
        put = {name: root}
        changed = conjunction(guard, substitute(rest, put))
        if changed != FALSE and decider.possible(changed):
            known = {n: v.substitute(put) for n, v in values.items()}
            yield from _closed(decider, changed, unknowns, {**known, name: root}, knife_edges)


def _is_thin(decider: Decider, part: Formula, unknowns: tuple[str, ...]) -> bool:
    """Return whether a condition is an equation among the parameters alone that does not hold throughout."""
    if not isinstance(part, Atom) or part.relation != "=":
        return False
    return not set(part.polynomial.names) & set(unknowns) and not decider.entails(part)


def _factored(decider: Decider, conditions: Formula) -> Formula:
    """Return the conditions with products that are zero replaced by the factors that may be."""
    parts = []
    rest = conjunction(*(p for p in conjuncts(conditions) if not (isinstance(p, Atom) and p.relation == "=")))
    for part in conjuncts(conditions):
        if isinstance(part, Atom) and part.relation == "=":
            part = normal_atom(decider, part, rest)
        parts.append(part)
    together = conjunction(*parts)
    split = next((p for p in conjuncts(together) if not isinstance(p, Atom)), None)
    if split is None or together == TRUE:
        return together
    others = conjunction(*(p for p in conjuncts(together) if p is not split))
    return disjunction(*(conjunction(others, option) for option in disjuncts(split)))


def _simplest(conditions: Formula, unknowns: tuple[str, ...]) -> tuple[Atom, str] | None:
    """Return the equation and the unknown in it that are easiest to solve."""
    best: tuple[tuple[int, int, int], Atom, str] | None = None
    for part in conjuncts(conditions):
        if not isinstance(part, Atom) or part.relation != "=":
            continue
        inside = [n for n in unknowns if n in part.polynomial.names]
        for name in inside:
            degree = part.polynomial.degree(name)
            slope = part.polynomial.coefficients(name)[-1]
            rank = (degree, len(inside), slope.size)
            if best is None or rank < best[0]:
                best = (rank, part, name)
    return None if best is None else (best[1], best[2])
