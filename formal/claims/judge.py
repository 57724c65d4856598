"""How a verdict is reached: which of a claim and its opposite can hold at an admissible point.

Both can: the claim is mixed. Only the claim: true. Only its opposite: false. If there is no admissible point,
the assumptions contradict each other. What the decider cannot tell, a proof may; else the verdict is unknown.

>>> from sympy import symbols
>>> from formal.claims.question import read_claim
>>> p, c = symbols("p c")
>>> judged(read_claim(p + c > 1, where=[0 < p, p < 1, c > 0])).verdict
'mixed'
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Literal

from formal.algebra.decide import Decider, Point
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.normal import TooManyClauses, choices, clauses
from formal.algebra.quotient import Quotient
from formal.claims.certificate import Certificate, instance
from formal.claims.certify import theorem
from formal.claims.generic import Reduced, closed, strict, without_equations
from formal.claims.question import Question
from formal.claims.signs import DEFAULT_SECONDS, PROVERS
from formal.claims.statement import Exists
from formal.claims.steps import Theorem
from formal.errors import Undecided

Verdict = Literal["true", "false", "mixed", "contradictory", "unknown"]
_MOST_CASES, _WORK_FOR_CASES = 12, 500
_FIRST_NUMBERS = (0, 1, 2, 3, 4)
ELIMINATION = ("elimination", *PROVERS)


@dataclass(frozen=True, eq=False)
class Case:
    """Assumptions with their equations put in, and where a claim holds under them, off a set without interior."""

    reduced: Reduced
    assumptions: Formula
    holds: Formula


@dataclass(frozen=True, eq=False)
class Finding:
    """A verdict, exact points by name, and how to show it.

    Attributes
    ----------
    verdict
        What is found.
    admissible, witness, counterexample
        A point at which the assumptions hold, one at which the claim does, and one at which it fails.
    certify
        Makes the certificate.
    reason
        What could not be decided.
    holds
        The formula that holds where the claim does, up to a set without interior if only that is asked.
    context
        What may be taken for granted when that formula is simplified, beside the assumptions.
    exact
        Variables that have a few values only: what that formula says of them alone is no boundary.
    cases
        The cases of the assumptions off a set without interior.
    """

    verdict: Verdict
    admissible: Point | None = None
    witness: Point | None = None
    counterexample: Point | None = None
    certify: Callable[[], Certificate | None] = field(default=lambda: None)
    reason: str = ""
    holds: Formula = TRUE
    context: Formula = TRUE
    exact: frozenset[str] = frozenset()
    cases: tuple[Case, ...] = ()


def judged(question: Question, *, generic: bool = False, seconds: float = DEFAULT_SECONDS) -> Finding:
    """Return the verdict on a claim.

    Parameters
    ----------
    question
        The claim.
    generic
        Whether what happens on a set without interior does not count.
    seconds
        How long a proof is looked for.
    """
    judge = _Judge(question, seconds)
    finding = judge.verdict()
    if not generic or finding.verdict != "mixed" or question.goal is None:
        return finding
    return judge.generic_verdict(finding, question.goal)


class _Judge:
    def __init__(self, question: Question, seconds: float) -> None:
        self._question = question
        self._seconds = seconds
        self._assumptions = question.assumptions
        self._decider: Decider = question.space.decider
        self._names = question.space.names
        # Of these, points are shown at whole numbers if there are any.
        self._whole = [name for name, symbol in question.space.symbols.items() if symbol.is_integer]
        self._proved: dict[tuple[Formula, Formula], Theorem] = {}

    # -- at every point -----------------------------------------------------------------------------

    def verdict(self) -> Finding:
        consistent = self._possible(self._assumptions, TRUE)
        if consistent is False:
            return Finding("contradictory", certify=self._certify_nowhere)
        if consistent is None:
            return Finding("unknown", reason="it is not known whether the assumptions can hold together")
        admissible = self._anywhere()
        return replace(self._holds_and_fails(), admissible=admissible)

    def _holds_and_fails(self) -> Finding:
        question, goal = self._question, self._question.goal
        some, against = self._ways()
        holds = None if some is None else self._possible(self._assumptions, some)
        fails = None if against is None else self._possible(self._assumptions, against)
        witness = self._point(self._decider, some, self._all_names()) if holds else None
        opposed = self._point(self._decider, against, self._all_names()) if fails else None
        if fails is False:
            return Finding("true", None, witness or self._anywhere(), None, self._certify_true)
        if holds is False:
            opposed = opposed or self._anywhere()
            return Finding("false", None, None, opposed, self._certify_false, holds=FALSE)
        if holds and fails:
            assert some is not None and against is not None and goal is not None
            certify = self._certify_points(some, witness, against, opposed)
            return Finding("mixed", None, witness, opposed, certify, holds=goal)
        reason = f"it is not known whether the claim {'fails' if holds else 'holds'} anywhere"
        reason = question.reason or reason
        return Finding("unknown", None, witness, opposed, reason=reason, holds=goal or TRUE)

    def _all_names(self) -> list[str]:
        bound = self._question.bound
        return [*self._names, *(s.name for s in bound.symbols)] if bound else [*self._names]

    def _ways(self) -> tuple[Formula | None, Formula | None]:
        """Return formulas that can be satisfied exactly if the claim holds, or fails, somewhere."""
        goal, bound = self._question.goal, self._question.bound
        holds, fails = goal, None if goal is None else negation(goal)
        if bound is not None:
            if issubclass(bound.kind, Exists):
                holds = conjunction(bound.range, bound.inner)
                fails = None if fails is None else self._within(bound.range, fails)
            else:
                holds = None if holds is None else self._within(bound.range, holds)
                fails = conjunction(bound.range, negation(bound.inner))
        return holds, fails

    def _within(self, range_: Formula, formula: Formula) -> Formula:
        """Return a formula with admissible values of the variables in front, if it holds where there are any."""
        inside = conjunction(range_, formula)
        return inside if self._decider.satisfiable(inside) else formula

    def _possible(self, assumptions: Formula, formula: Formula) -> bool | None:
        """Return whether a formula can hold; if the decider cannot tell, look for a proof that it cannot."""
        found = self._decider.satisfiable(formula)
        if found is None and not self._theorem(assumptions, negation(formula)).provers:
            return False
        return found

    def _point(self, decider: Decider, formula: Formula | None, names: Iterable[str]) -> Point | None:
        if formula is None:
            return None
        listed = list(names)
        point = _found(decider, formula, listed)
        for name in self._whole:
            if point is None or name not in point:
                continue
            for number in (ceil(point[name]), *_FIRST_NUMBERS):
                there = conjunction(formula, compare(Quotient.symbol(name), "=", Quotient.constant(number)))
                found = _found(decider, there, listed) if decider.possible(there, patient=False) else None
                if found is not None:
                    formula, point = there, found
                    break
        return point

    def _anywhere(self) -> Point | None:
        """Return an admissible point; for variables that are quantified, an admissible value."""
        bound = self._question.bound
        return self._point(self._decider, bound.range if bound else TRUE, self._all_names())

    # -- off a set without interior -------------------------------------------------------------------

    def generic_verdict(self, plain: Finding, goal: Formula) -> Finding:
        """Return the verdict where what happens on a set without interior does not count."""
        parts: list[_Part] = []
        for case in choices(self._assumptions):
            if self._decider.satisfiable(case) is False:
                continue
            part = _part(conjunction(self._assumptions, case), goal)
            if isinstance(part, str):
                return _unknown(plain, part)
            parts.append(part)
        if any(part.holds for part in parts) and any(part.fails for part in parts):
            return self._generically_mixed(parts)
        return self._generically_settled(parts)

    def _generic_point(self, part: _Part, claim: Formula) -> Point | None:
        """Return a point inside the set where assumptions and claim hold."""
        inside = strict(claim, part.reduced.assumptions) or TRUE
        names = [n for n in self._names if n not in dict(part.reduced.solved)]
        found = self._point(part.decider, conjunction(inside, claim, part.reduced.assumptions), names)
        return None if found is None else part.reduced.completed(found)

    def _generically_mixed(self, parts: list[_Part]) -> Finding:
        goal = self._question.goal
        assert goal is not None
        one, other = next(p for p in parts if p.holds), next(p for p in parts if p.fails)
        admissible = self._generic_point(parts[0], TRUE)
        witness = self._generic_point(one, one.claim)
        opposed = self._generic_point(other, negation(other.claim))
        certify = self._certify_points(goal, witness, negation(goal), opposed)
        cases = tuple(
            Case(p.reduced, conjunction(p.reduced.assumptions, p.decider.assumptions), closed(p.claim))
            for p in parts
        )
        context = disjunction(*(conjunction(p.decider.assumptions, p.reduced.equations()) for p in parts))
        holds = _together(cases)
        return Finding(
            "mixed", admissible, witness, opposed, certify, "", holds, context, _exact(parts), cases
        )

    def _generically_settled(self, parts: list[_Part]) -> Finding:
        true = parts[0].holds
        claim = parts[0].claim if true else negation(parts[0].claim)
        admissible = self._generic_point(parts[0], claim)

        def certify() -> Certificate:
            made = [
                theorem(p.rest, p.claim if true else negation(p.claim), generic=True, seconds=self._seconds)
                for p in parts
            ]
            links = self._theorems([*self._links(parts, true)])
            shown = not any(link.provers for link in links)
            return self._certificate(
                made + links if shown else made, () if shown else ELIMINATION, admissible
            )

        if true:
            return Finding("true", admissible, admissible, None, certify)
        return Finding("false", admissible, None, admissible, certify, holds=FALSE)

    def _links(self, parts: list[_Part], true: bool) -> Iterator[tuple[Formula, Formula]]:
        """Yield what must be shown for a claim to be settled with its parts: what they say is what it says."""
        for part in (p for p in parts if p.by_elimination):
            claim = part.reduced.put_in(self._question.goal or TRUE)
            yield part.reduced.assumptions, part.rest
            ways = (part.claim, claim) if true else (negation(part.claim), negation(claim))
            yield conjunction(part.reduced.assumptions, ways[0]), ways[1]
        if self._question.said is not None:
            assumed, claim = self._question.said
            goal = self._question.goal or TRUE
            ways = (goal, claim) if true else (negation(goal), negation(claim))
            yield conjunction(assumed, ways[0]), ways[1]

    # -- certificates -----------------------------------------------------------------------------------

    def _theorem(self, assumptions: Formula, goal: Formula) -> Theorem:
        key = (assumptions, goal)
        if key not in self._proved:
            self._proved[key] = theorem(assumptions, goal, seconds=self._seconds)
        return self._proved[key]

    def _theorems(self, pairs: list[tuple[Formula, Formula]]) -> list[Theorem]:
        return [self._theorem(assumptions, goal) for assumptions, goal in pairs]

    def _certificate(
        self, theorems: list[Theorem], believed: tuple[str, ...] = (), admissible: Point | None = None
    ) -> Certificate:
        provers = dict.fromkeys((*believed, *(p for t in theorems for p in t.provers)))
        point = admissible or self._anywhere()
        points = () if point is None else (instance(self._assumptions, point=point),)
        return Certificate(tuple(theorems), points, tuple(provers))

    def _certify_nowhere(self) -> Certificate:
        """Show that the assumptions exclude each other."""
        assumed = self._assumptions if self._question.said is None else self._question.said[0]
        return self._shown(assumed, FALSE, self._assumptions, FALSE)

    def _certify_true(self) -> Certificate:
        return self._certify(opposite=False)

    def _certify_false(self) -> Certificate:
        return self._certify(opposite=True)

    def _certify(self, opposite: bool) -> Certificate:
        """Show the claim, or its opposite, at every point; by a point if no parameter is free."""
        question, bound = self._question, self._question.bound
        assert question.goal is not None
        if bound is not None and not self._names and issubclass(bound.kind, Exists) != opposite:
            inner = negation(bound.inner) if opposite else bound.inner
            found = conjunction(bound.range, inner)
            point = self._point(self._decider, found, [s.name for s in bound.symbols])
            if point is not None:
                return Certificate((), (instance(found, point=point),))
        assumed, claim = self._question.said or (self._assumptions, question.goal)
        goal = question.goal
        if opposite:
            claim, goal = negation(claim), negation(goal)
        return self._shown(assumed, claim, self._assumptions, goal)

    def _shown(self, assumed: Formula, claim: Formula, instead: Formula, goal: Formula) -> Certificate:
        """Return the proof of a claim as it stands; if there is none, of what elimination made of it."""
        made = self._theorem(assumed, claim)
        if self._question.said is None or not made.provers:
            return self._certificate([made])
        return self._certificate([self._theorem(instead, goal)], ELIMINATION)

    def _certify_points(
        self, some: Formula, witness: Point | None, fails: Formula, against: Point | None
    ) -> Callable[[], Certificate]:
        def certify() -> Certificate:
            shown = [
                instance(self._assumptions, formula, point=point)
                for formula, point in ((some, witness), (fails, against))
                if point is not None
            ]
            return Certificate((), tuple(shown), () if len(shown) == 2 else PROVERS)

        return certify


@dataclass(frozen=True, eq=False)
class _Part:
    """Assumptions whose equations are put in, inside of what they admit, and what is known of a claim there.

    Attributes
    ----------
    reduced
        The assumptions without equations.
    decider
        Decides inside them.
    rest, claim
        The assumptions and the claim, without roots if that is needed to leave boundaries out.
    holds, fails
        Whether the claim holds, and whether it fails, on some set with interior.
    by_elimination
        Whether roots were eliminated.
    """

    reduced: Reduced
    decider: Decider
    rest: Formula
    claim: Formula
    holds: bool
    fails: bool
    by_elimination: bool


def _part(assumptions: Formula, goal: Formula) -> _Part | str:
    """Return what is known of a claim off a set without interior, or why that is not known."""
    reduced = without_equations(assumptions)
    if reduced is None:
        return "the assumptions contain an equation that could not be solved"
    rest, claim = reduced.assumptions, reduced.put_in(goal)
    by_elimination = None in (strict(rest), strict(claim, rest), strict(negation(claim), rest))
    if by_elimination:
        decider = Decider()
        rest, claim = without_roots(decider, rest), without_roots(decider, claim)
    inside = strict(rest)
    holds, fails = strict(claim, rest), strict(negation(claim), rest)
    if inside is None or holds is None or fails is None:
        return "the square roots in the claim could not be eliminated"
    decider = Decider(inside)
    if decider.satisfiable(TRUE) is False:
        return "the assumptions hold only on a set without interior"
    found = decider.satisfiable(holds), decider.satisfiable(fails)
    if None in found or found == (False, False):
        return "it is not known what holds on sets with interior"
    return _Part(reduced, decider, rest, claim, bool(found[0]), bool(found[1]), by_elimination)


def _exact(parts: list[_Part]) -> frozenset[str]:
    """Return the variables by whose values the cases are told apart, if there are several."""
    solved = [{name for name, _ in part.reduced.solved} for part in parts] if len(parts) > 1 else []
    return frozenset().union(*solved)


def _together(cases: Iterable[Case]) -> Formula:
    """Return where a claim holds: the same in all cases, or one thing in some of them and another in others."""
    wheres: dict[Formula, list[Formula]] = {}
    for case in cases:
        wheres.setdefault(case.holds, []).append(case.reduced.equations())
    if len(wheres) == 1:
        return next(iter(wheres))
    return disjunction(*(conjunction(disjunction(*known), claim) for claim, known in wheres.items()))


def _found(decider: Decider, formula: Formula, names: Iterable[str]) -> Point | None:
    """Return a rational point; if z3 leads to none, one in a case of the formula."""
    names = list(names)
    with contextlib.suppress(Undecided):
        return decider.point(formula, names)
    with contextlib.suppress(TooManyClauses):
        for clause in clauses(decider, formula, most_work=_WORK_FOR_CASES)[:_MOST_CASES]:
            with contextlib.suppress(Undecided):
                return decider.point(conjunction(*clause), names)
    return None


def _unknown(plain: Finding, reason: str) -> Finding:
    return replace(plain, verdict="unknown", certify=lambda: None, reason=reason)
