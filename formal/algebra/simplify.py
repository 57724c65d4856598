"""Simplification: the same set of parameters, in as few and as plain conditions as the budget allows.

People read what comes out of here. A formula becomes a disjunction of clauses in which no clause is covered by the
others, no atom can be left out, products are split where that is shorter, boundaries are included where they
belong, and equations are used. All of it is judged under the decider's assumptions, so nothing that these say is
repeated. Simplifying is what costs time, so it has a budget of decisions; past it the result is right, but
`Simplified.minimal` is false.

>>> from formal.algebra.decide import Decider
>>> from formal.algebra.polynomial import Polynomial
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> decider = Decider(conjunction(atom(p, ">"), atom(c, ">")))
>>> print(simplify(decider, disjunction(atom(p - c, ">"), conjunction(atom(p - c, "="), atom(p + c, ">")))).formula)
-c + p >= 0
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from formal.algebra.decide import AN_EASY_QUESTION, Decider
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    conjunction,
    disjunction,
    negation,
    rebuild,
)
from formal.algebra.normal import Clause, TooManyClauses, clauses, clauses_formula, defined, guarded
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.substitution import substitute

DEFAULT_BUDGET = 600
_MOST_CLAUSES = 300  # more than are read
_MOST_WORK = 4000  # to find them: a second or two
_HARD = 100  # what a decision that is not easy takes from the budget: about as much time as that many others


@dataclass(frozen=True, slots=True)
class Simplified:
    """A formula in disjunctive normal form.

    Attributes
    ----------
    formula
        The disjunction of the clauses, plainest first; as it was if these would be too many to be read.
    minimal
        Whether the work was finished: false if the budget ran out, or a decision was too hard.
    """

    formula: Formula
    minimal: bool


class _Work:
    """Decisions under a budget."""

    def __init__(self, decider: Decider, budget: int) -> None:
        self.decider = decider
        self.left = budget
        self.minimal = True

    def spent(self) -> bool:
        """Return whether nothing is left of the budget; whoever asks had something to do yet."""
        self.minimal = self.minimal and self.left > 0
        return self.left <= 0

    def implies(self, left: Formula, right: Formula) -> bool:
        """Return whether `left` is proved to imply `right`; never once the budget is spent."""
        if self.spent():
            return False
        before = self.decider.work
        verdict = self.decider.satisfiable(conjunction(left, negation(right)), patient=False)
        self.left -= 1 if self.decider.work - before <= AN_EASY_QUESTION else _HARD
        self.minimal = self.minimal and verdict is not None
        return verdict is False


def simplify(decider: Decider, formula: Formula, budget: int = DEFAULT_BUDGET) -> Simplified:
    """Return `formula` in its plainest form under the decider's assumptions.

    Parameters
    ----------
    decider
        Its assumptions are taken for granted.
    formula
        What to simplify.
    budget
        How many decisions may be spent.
    """
    if not decider.possible(formula):
        return Simplified(FALSE, True)
    if decider.entails(formula):
        return Simplified(TRUE, True)
    work = _Work(decider, budget)
    formula = guarded(decider, formula)
    try:
        found = clauses(decider, formula, most_work=_MOST_WORK)
    except TooManyClauses:
        return Simplified(formula, False)
    if len(found) > _MOST_CLAUSES:
        return Simplified(formula, False)
    best = _shrunk(work, found)
    if not work.spent():
        split = clauses(decider, disjunction(*(_split_products(c) for c in best)))
        if {frozenset(c) for c in split} != {frozenset(c) for c in best}:
            other = _shrunk(work, split)
            best = min(best, other, key=_total_cost)
    best = [_solved(decider, c) for c in best]
    ordered = sorted((tuple(sorted(c, key=cost)) for c in best), key=lambda c: (sum(map(cost, c)), str(c)))
    return Simplified(clauses_formula(ordered), work.minimal)


def cost(a: Atom) -> int:
    """Return how hard an atom is to read: terms, degree, variables, factors, equations last."""
    polynomial = a.polynomial
    size = sum(1 + len(monomial) + (abs(number) != 1) for number, monomial in polynomial.terms())
    surds = sum(name.startswith("sqrt(") for name in polynomial.names)
    size += 4 * polynomial.total_degree() + 6 * len(polynomial.names) + 12 * surds + (a.relation == "!=")
    return size + 12 * (len(polynomial.factor()[1]) - 1)


def _total_cost(found: Iterable[Clause]) -> int:
    return sum(25 + sum(map(cost, c)) for c in found)


def _shrunk(work: _Work, start: Sequence[Clause]) -> list[Clause]:
    """Leave out clauses and atoms, and include boundaries, as long as the set stays the same."""
    whole = clauses_formula(start)
    found = _without_covered(work, list(start))
    before: list[Clause] = []
    while found != before and work.left > 0:
        before = list(found)
        found = _each(found, lambda c, others: _shorter(work, c, others))
        found = _without_covered(work, list({frozenset(c): c for c in found}.values()))
        if len(found) > 1:
            found = _each(found, lambda c, others: _closed(work, c, others))
            found = _without_covered(work, list({frozenset(c): c for c in found}.values()))
            found = _merged(work, found, whole)
    return found


def _each(found: list[Clause], change: Callable[[Clause, list[Clause]], Clause]) -> list[Clause]:
    """Change one clause after the other, given the others as they are by then."""
    for i in range(len(found)):
        found = [*found[:i], change(found[i], [*found[:i], *found[i + 1 :]]), *found[i + 1 :]]
    return found


def _without_covered(work: _Work, found: list[Clause]) -> list[Clause]:
    for c in sorted(found, key=lambda c: -sum(map(cost, c))):
        if work.spent():
            break
        others = [o for o in found if o is not c]
        if others and work.implies(conjunction(*c), clauses_formula(others)):
            found = others
    return found


def _shorter(work: _Work, clause: Clause, others: list[Clause]) -> Clause:
    """Leave out atoms: where one fails and the rest hold, another clause must hold."""
    elsewhere = clauses_formula(others)
    for a in sorted(clause, key=cost, reverse=True):
        rest = tuple(b for b in clause if b is not a)
        if work.implies(conjunction(*rest, negation(a)), elsewhere) and _is_defined(work, rest):
            clause = rest
    return _joined_bounds(clause)


def _is_defined(work: _Work, clause: Clause) -> bool:
    needed = defined(clause)
    return needed == TRUE or work.implies(conjunction(*clause), needed)


def _joined_bounds(clause: Clause) -> Clause:
    """Write `a >= 0` and `-a >= 0` as the equation they are, `a >= 0` and `a != 0` as `a > 0`."""
    present = set(clause)
    result: dict[Atom, None] = {}
    for a in clause:
        if a.relation == ">=" and Atom(-a.polynomial, ">=") in present:
            result[Atom(a.polynomial.primitive()[1], "=")] = None
        elif a.relation == ">=" and Atom(a.polynomial.primitive()[1], "!=") in present:
            result[Atom(a.polynomial, ">")] = None
        else:
            result[a] = None
    strict = {b.polynomial.primitive()[1] for b in result if b.relation == ">"}
    return tuple(a for a in result if a.relation != "!=" or a.polynomial.primitive()[1] not in strict)


def _closed(work: _Work, clause: Clause, others: list[Clause]) -> Clause:
    """Include the boundary of a strict condition where other clauses contain it anyway."""
    for a in sorted(clause, key=cost):
        if a.relation != ">":
            continue
        wider = tuple(Atom(b.polynomial, ">=") if b is a else b for b in clause)
        boundary = conjunction(*(atom(b.polynomial, "=") if b is a else b for b in clause))
        if work.implies(boundary, clauses_formula(others)) and _is_defined(work, wider):
            clause = wider
    return clause


def _merged(work: _Work, found: list[Clause], whole: Formula) -> list[Clause]:
    """Replace two clauses by the conditions that both of them fulfil, where these say no more than the whole.

    So `c >= 1 - p and x <= 1`, or `c <= 1 - p and x <= p + c`, becomes `x <= 1 and x <= p + c`.
    """
    for left, right in itertools.combinations(found, 2):
        if not _meet(left, right):
            continue
        hull = _common_conditions(work, left, right)
        if hull and work.implies(conjunction(*hull), conjunction(whole, defined(hull))):
            rest = [c for c in found if c is not left and c is not right]
            return _merged(work, [*rest, _shorter(work, hull, rest)], whole)
    return found


def _meet(left: Clause, right: Clause) -> bool:
    """Whether one condition of a clause is the opposite of one of the other, so that they may meet there."""
    beyond = {-a.polynomial for a in left if a.relation in (">", ">=")}
    return any(b.polynomial in beyond for b in right if b.relation in (">", ">="))


def _common_conditions(work: _Work, left: Clause, right: Clause) -> Clause:
    """Return those atoms of two clauses that hold in both, some with their boundary included."""
    hull: dict[Atom, None] = {}
    for own, other in ((left, right), (right, left)):
        for a in own:
            weaker = (a, Atom(a.polynomial, ">=")) if a.relation == ">" else (a,)
            held = next((b for b in weaker if b in other or work.implies(conjunction(*other), b)), None)
            if held is not None:
                hull[held] = None
    return tuple(hull)


def _split_products(clause: Clause) -> Formula:
    return conjunction(*(rebuild(a, _split) for a in clause))


def _split(a: Atom) -> Formula:
    content, factors = a.polynomial.factor()
    if a.relation not in (">", ">=") or len(factors) != 2 or any(power != 1 for _, power in factors):
        return a
    (left, _), (right, _) = factors
    right = right if content > 0 else -right
    return disjunction(
        conjunction(atom(left, a.relation), atom(right, a.relation)),
        conjunction(atom(-left, a.relation), atom(-right, a.relation)),
    )


def _solved(decider: Decider, clause: Clause) -> Clause:
    """Use equations that give one variable as a polynomial in the others to shorten the other atoms."""
    for equation in clause:
        if equation.relation != "=":
            continue
        for name in equation.polynomial.names:
            solution = _solution(equation.polynomial, name)
            if solution is None:
                continue
            rest = conjunction(*(b for b in clause if b is not equation))
            changed = substitute(rest, {name: solution})
            shorter = clauses(decider, changed, equation)
            if len(shorter) == 1 and sum(map(cost, shorter[0])) < sum(
                cost(b) for b in clause if b is not equation
            ):
                failures = [(b, conjunction(equation, negation(b))) for b in shorter[0]]
                found = (
                    equation,
                    *(b for b, failing in failures if decider.possible(failing, patient=False)),
                )
                if not decider.possible(conjunction(*found, negation(defined(found))), patient=False):
                    return _solved(decider, found)
    return clause


def _solution(polynomial: Polynomial, name: str) -> Quotient | None:
    if polynomial.degree(name) != 1:
        return None
    constant, slope = polynomial.coefficients(name)
    return quotient(-constant, slope) if slope.is_constant else None


__all__ = ["DEFAULT_BUDGET", "Simplified", "cost", "simplify"]
