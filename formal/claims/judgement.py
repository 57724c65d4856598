"""A judgement: the verdict on a claim, the exact condition, points, and what shows it.

>>> from sympy import symbols
>>> from formal.claims import prove
>>> p, c = symbols("p c")
>>> judgement = prove(p + c < 1, where=[0 < p, p < 1, c > 0])
>>> judgement
Judgement('mixed', Region(p < 1 - c))
>>> judgement.condition.contains(judgement.witness), judgement.certificate.kind
(True, 'point')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.decide import Decider, Point
from formal.algebra.formula import FALSE, TRUE, Formula, conjunction, negation
from formal.algebra.region import Region
from formal.claims.certificate import Certificate
from formal.claims.certify import theorem
from formal.claims.generic import Reduced, closed, opened
from formal.claims.judge import ELIMINATION, Case, Finding, Verdict
from formal.claims.question import Question
from formal.claims.signs import DEFAULT_SECONDS
from formal.claims.steps import Theorem

Values = Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True, eq=False, repr=False)
class Judgement:
    """The verdict on a claim.

    Made by `prove`.

    Attributes
    ----------
    question
        The claim and the assumptions, as formulas.
    finding
        What was found.
    generic
        Whether what happens on a set without interior does not count.
    solve_for
        The parameters that the condition is shown as bounds on, where it can be.
    seconds
        How long a proof is looked for.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal import prove
    >>> p, c = symbols("p c")
    >>> judgement = prove(p + c < 1, where=[0 < p, p < 1, c > 0])
    >>> judgement.verdict, judgement.condition
    ('mixed', Region(p < 1 - c))
    >>> judgement.condition.contains(judgement.witness), judgement.condition.contains(judgement.counterexample)
    (True, False)
    """

    question: Question
    finding: Finding
    generic: bool = False
    solve_for: tuple[sp.Symbol, ...] = ()
    seconds: float = DEFAULT_SECONDS

    @property
    def verdict(self) -> Verdict:
        """`"true"`, `"false"` (nowhere true), `"mixed"`, `"contradictory"` or `"unknown"`."""
        return self.finding.verdict

    @cached_property
    def condition(self) -> Region:
        """The region, among the admissible points, in which the claim holds (as it stands, if unknown)."""
        about = [s for s in self.solve_for if s.name in self.question.space.names]
        return self._condition().solved_for(*about) if about else self._condition()

    def _condition(self) -> Region:
        space = self.question.space
        match self.verdict:
            case "true" | "contradictory":
                return Region.of(space, TRUE)
            case "false":
                return Region.of(space, FALSE)
            case "mixed":
                context = space.assuming(self.finding.context) if self.generic else space
                found = Region.of(context, self.finding.holds).simplify()
                formula = opened(found.formula, self.finding.exact) if self.generic else found.formula
                return Region.of(space, formula, minimal=found.minimal)
        return Region.of(space, self.finding.holds)

    @property
    def missing(self) -> Region | None:
        """The weakest assumption which, added, makes a mixed claim true; None for any other verdict."""
        return self.condition if self.verdict == "mixed" else None

    @property
    def witness(self) -> Values | None:
        """An exact admissible point at which the claim holds, or None if there is none or none was found."""
        return self._values(self.finding.witness)

    @property
    def counterexample(self) -> Values | None:
        """An exact admissible point at which the claim fails, or None if there is none or none was found."""
        return self._values(self.finding.counterexample)

    @property
    def assumptions_point(self) -> Values | None:
        """An exact point at which all assumptions hold: the claim is not true for want of one."""
        return self._values(self.finding.admissible)

    @cached_property
    def certificate(self) -> Certificate | None:
        """What was shown, and how; None if the verdict is unknown."""
        return self.finding.certify()

    @cached_property
    def condition_certificate(self) -> Certificate | None:
        """What shows that a mixed claim holds in `condition` and only there; None otherwise, or if nothing does."""
        if self.verdict != "mixed":
            return None
        as_said = self._as_said()
        if as_said is not None:
            return Certificate(as_said, ())
        pairs = dict.fromkeys(pair for case in self._cases() for pair in self._both_ways(case))
        said = [Decider(assumptions).satisfiable(negation(goal)) for assumptions, goal in pairs]
        if True in said:
            return None
        theorems = tuple(theorem(assumptions, goal, seconds=self.seconds) for assumptions, goal in pairs)
        if any(t.provers and against is None for t, against in zip(theorems, said, strict=True)):
            return None
        provers = [p for t in theorems for p in t.provers]
        provers += ELIMINATION if self.question.said is not None else ()
        return Certificate(theorems, (), tuple(dict.fromkeys(provers)))

    def _as_said(self) -> tuple[Theorem, ...] | None:
        """Show both ways of the condition of a claim with quantifiers as it stands; None if that cannot be shown."""
        said = self.question.said
        if said is None:
            return None
        context, here = conjunction(said[0], self.finding.context), self.condition.formula
        found = []
        for case, claim in ((here, said[1]), (negation(here), negation(said[1]))):
            inside = opened(case, self.finding.exact) if self.generic else case
            found.append(theorem(conjunction(context, inside), claim, seconds=self.seconds))
            if found[-1].provers:
                return None
        return tuple(found)

    def _cases(self) -> tuple[Case, ...]:
        whole = Case(Reduced(self.question.assumptions, ()), self.question.assumptions, self.finding.holds)
        return self.finding.cases or (whole,)

    def _both_ways(self, case: Case) -> tuple[tuple[Formula, Formula], tuple[Formula, Formula]]:
        """Return what must be shown of the condition in a case: that the claim follows from it, and the converse."""
        claim, condition = case.holds, case.reduced.put_in(self.condition.formula)
        inner = (opened(claim), closed(condition)) if self.generic else (claim, condition)
        return (
            (conjunction(case.assumptions, condition), claim),
            (conjunction(case.assumptions, inner[0]), inner[1]),
        )

    @property
    def shown(self) -> str:
        """How the verdict was shown, in words: `"proved"`, `"verified by z3"`, `"checked at points"`, or not at all.

        A mixed claim is proved if it is proved that it holds where the condition does, and only there; that it
        holds somewhere and fails somewhere is checked at points in any case.
        """
        certificate = self.condition_certificate if self.verdict == "mixed" else self.certificate
        if certificate is None:
            return "not shown"
        if certificate.provers:
            return f"verified by {' and '.join(certificate.provers)}"
        return "proved" if certificate.theorems else "checked at points"

    def check(self) -> bool:
        """Return whether everything that shows the verdict checks: the certificate, and that of the condition."""
        shown = (self.certificate, self.condition_certificate)
        return all(certificate.check() for certificate in shown if certificate is not None)

    @property
    def reason(self) -> str:
        """Why the verdict is unknown; else empty."""
        return self.finding.reason

    def _values(self, point: Point | None) -> Values | None:
        if point is None:
            return None
        symbols = dict(self.question.space.symbols)
        if self.question.bound is not None:
            symbols.update({s.name: s for s in self.question.bound.symbols})
        known = {s: point[n] for n, s in symbols.items() if n in point}
        return {s: sp.Rational(value.numerator, value.denominator) for s, value in known.items()}

    def to_json(self) -> dict[str, Any]:
        """Return the judgement as data ready for JSON, certificates included."""
        return verbs.record(self)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the judgement as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_html_(self) -> str:
        return verbs.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def __repr__(self) -> str:
        shown = f", {self.condition!r}" if self.verdict == "mixed" else ""
        return f"Judgement({self.verdict!r}{shown})"

    def __str__(self) -> str:
        return verbs.text(self)

    def __bool__(self) -> bool:
        raise TypeError("a Judgement has five verdicts: compare judgement.verdict with 'true'")
