"""Off a set without interior: equations among the assumptions put in, conditions taken as strict.

A claim is *generically* true if it fails at most on a set without interior among the admissible points. Where
assumptions are equations (`k = 0`), these are thinner than the parameter space; equations are put in first.

>>> from sympy import Eq, symbols
>>> from formal.algebra.reading import read_condition
>>> from formal.algebra.space import space_of
>>> p, k = symbols("p k")
>>> generic = without_equations(space_of([p >= k, Eq(k, 0)]).assumptions)
>>> print(generic.assumptions, "|", generic.put_in(read_condition(p + k > 0)))
p >= 0 | p > 0
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formal.algebra.decide import Decider, Point
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    compare,
    conjunction,
    conjuncts,
    names,
    rebuild,
)
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.radical import radicals_in, radicand
from formal.algebra.substitution import substitute
from formal.claims import kernel

Solved = tuple[tuple[str, Quotient], ...]


@dataclass(frozen=True)
class Reduced:
    """Assumptions without equations.

    Attributes
    ----------
    assumptions
        What is left of them.
    solved
        What was put in, variable by variable.
    """

    assumptions: Formula
    solved: Solved

    def put_in(self, formula: Formula) -> Formula:
        """Return a formula with the same put in."""
        for name, value in self.solved:
            formula = substitute(formula, {name: value})
        return formula

    def equations(self) -> Formula:
        """Return the equations that were put in, the last one first."""
        solved = ((Quotient.symbol(name), value) for name, value in reversed(self.solved))
        return conjunction(*(compare(left, "=", right) for left, right in solved))

    def completed(self, point: Point) -> Point:
        """Return a point with the values of the variables that were put in."""
        for name, value in reversed(self.solved):
            point = {**point, name: value.evaluate({n: point.get(n, Fraction(0)) for n in value.names})}
        return point


def without_equations(assumptions: Formula) -> Reduced | None:
    """Return assumptions with their equations put in, or None if one cannot be solved."""
    solved: list[tuple[str, Quotient]] = []
    while True:
        equation = _equation(assumptions)
        if equation is None:
            break
        found = _solution(assumptions, equation)
        if found is None:
            return None
        solved.append(found)
        rest = conjunction(*(part for part in conjuncts(assumptions) if part != equation))
        assumptions = substitute(rest, dict([found]))
    return Reduced(assumptions, tuple(solved))


def strict(formula: Formula, given: Formula = TRUE) -> Formula | None:
    """Return a formula with strict inequalities, or None if it may differ from the formula on an open set.

    Parameters
    ----------
    formula
        What is to be taken as strict: see `kernel.strict`.
    given
        What is assumed: it may say that a square root is real.
    """
    used = radicals_in(sorted({*names(formula), *names(given)}))
    roots = [(name, inside) for name in used if (inside := radicand(name)) is not None]
    return kernel.strict(formula, roots, conjuncts(given))


def opened(formula: Formula, exact: frozenset[str] = frozenset()) -> Formula:
    """Return a formula without its boundaries; what it says of `exact` variables alone is left as it is."""
    return rebuild(formula, lambda a: a if _only(a, exact) else _strict(a))


def closed(formula: Formula, exact: frozenset[str] = frozenset()) -> Formula:
    """Return a formula with the boundaries of what is left off them: cases that meet there can be joined."""
    return rebuild(opened(formula, exact), lambda a: a if _only(a, exact) else Atom(a.polynomial, ">="))


def _only(a: Atom, names: frozenset[str]) -> bool:
    """Return whether an atom tells values of variables apart that have a few only, in terms of others maybe."""
    used = names.intersection(a.polynomial.names)
    return bool(used) if a.relation in ("=", "!=") else names.issuperset(a.polynomial.names)


def _strict(a: Atom) -> Formula:
    match a.relation:
        case ">=":
            return Atom(a.polynomial, ">")
        case "=":
            return FALSE
        case "!=":
            return TRUE
    return a


def _equation(assumptions: Formula) -> Atom | None:
    """Return an equation that must hold: one of the assumptions, or one that their inequalities amount to."""
    parts = [part for part in conjuncts(assumptions) if isinstance(part, Atom)]
    for part in parts:
        if part.relation == "=":
            return part
    open_part = strict(assumptions)
    if open_part is None or Decider().satisfiable(open_part) is not False:
        return None
    decider = Decider(assumptions)
    for part in parts:
        equation = atom(part.polynomial, "=")
        if part.relation == ">=" and isinstance(equation, Atom) and decider.entails(equation):
            return equation
    return None


def _solution(assumptions: Formula, equation: Atom) -> tuple[str, Quotient] | None:
    """Solve an equation for a variable in which it is linear.

    The equation says that one of its factors is zero; it must be known which. That factor is irreducible, so where
    the coefficient of the variable is zero as well is thinner than where the equation holds.
    """
    decider = Decider(assumptions)
    inside_roots = {n for root in radicals_in(sorted(names(assumptions))) for n in _inside(root)}
    _, factors = equation.polynomial.factor()
    zero = [f for f, _ in factors if decider.possible(atom(f, "="))]
    if len(zero) != 1:
        return None
    options = []
    for name in zero[0].names:
        if zero[0].degree(name) == 1 and radicand(name) is None and name not in inside_roots:
            constant, slope = zero[0].coefficients(name)
            effort = (not slope.is_constant, constant.size, name)
            options.append((effort, quotient(-constant, slope)))
    if not options:
        return None
    (_, _, name), value = min(options, key=lambda option: option[0])
    return name, value


def _inside(root: str) -> tuple[str, ...]:
    found = radicand(root)
    return () if found is None else found.names
