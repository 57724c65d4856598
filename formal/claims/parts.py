"""Claims with quantifiers inside, shown part by part: without elimination, which no certificate covers.

`Exists(x, f) & g` is shown by a value of `x` with the property `f`, and by a proof of `g`; `ForAll(c, Exists(x, f))`
by a value of `x` that depends on `c`. Where a part cannot be shown alone, as in a disjunction, there is no such proof.

>>> from sympy import symbols
>>> from formal.claims.statement import Exists, read_claim
>>> c, x = symbols("c x")
>>> claim = Exists(x, (0 < x) & (x < c)) & Exists(x, x > c)
>>> [made.exists for made in by_parts(read_claim(claim, where=[c > 0]))]
[('x',), ('x',)]
"""

from __future__ import annotations

from formal.algebra.formula import Formula, conjunction, negation
from formal.algebra.space import Space
from formal.claims.certify import existence, theorem
from formal.claims.signs import DEFAULT_SECONDS
from formal.claims.statement import (
    Combined,
    Eventually,
    Exists,
    Quantified,
    Question,
    formula_of,
    has_quantifier,
    range_of,
)
from formal.claims.steps import Theorem


def by_parts(
    question: Question, opposite: bool = False, seconds: float = DEFAULT_SECONDS
) -> list[Theorem] | None:
    """Return theorems that together show a claim, or its opposite; None if its parts cannot be shown one by one.

    Parameters
    ----------
    question
        The claim.
    opposite
        Whether it is to be shown that the claim holds nowhere.
    seconds
        How long a proof of each part is looked for.
    """
    if question.inside is None:
        return None
    space, claim = question.inside
    return _Parts(space, seconds).shown(question.assumptions, claim, opposite)


class _Parts:
    def __init__(self, space: Space, seconds: float) -> None:
        self._space = space
        self._seconds = seconds

    def shown(self, assumptions: Formula, claim: object, opposite: bool) -> list[Theorem] | None:
        if not has_quantifier(claim):
            goal = formula_of(self._space, claim)
            return [theorem(assumptions, negation(goal) if opposite else goal, seconds=self._seconds)]
        match claim:
            case list() | tuple() if not opposite:
                return self._all(assumptions, claim, opposite)
            case Combined("and", parts) if not opposite:
                return self._all(assumptions, parts, opposite)
            case Combined("or", parts) if opposite:
                return self._all(assumptions, parts, opposite)
            case Combined("not", (inner,)):
                return self.shown(assumptions, inner, not opposite)
            case Eventually():
                return None
            case Quantified():
                return self._quantified(assumptions, claim, opposite)
        return None

    def _all(
        self, assumptions: Formula, parts: list[object] | tuple[object, ...], opposite: bool
    ) -> list[Theorem] | None:
        found: list[Theorem] = []
        for part in parts:
            made = self.shown(assumptions, part, opposite)
            if made is None:
                return None
            found += made
        return found

    def _quantified(self, assumptions: Formula, claim: Quantified, opposite: bool) -> list[Theorem] | None:
        admissible = range_of(self._space, claim)
        if isinstance(claim, Exists) == opposite:
            return self.shown(conjunction(assumptions, admissible), claim.claim, opposite)
        if has_quantifier(claim.claim) or len(claim.symbols) != 1:
            return None
        inner = formula_of(self._space, claim.claim)
        wanted = conjunction(admissible, negation(inner) if opposite else inner)
        made = existence(assumptions, claim.symbols[0].name, wanted, self._seconds)
        return None if made is None else [made]
