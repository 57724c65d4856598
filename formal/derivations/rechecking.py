"""Is a derivation one? What must be shown is computed again, and each step given to the kernel.

No solver is asked. The game is followed again under the stated strategies, leaving out only cases that the
derivation shows to be nowhere; what must be shown then has to be what the derivation shows, step by step. To be
trusted, beside the kernel: this file and what `required` asks, `obligations` and `following` for a tree.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> p, c = symbols("p c")
>>> solution = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0]).solve()
>>> fault(solution.proof(0)) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import sympy as sp

from formal import verbs
from formal.algebra.formula import (
    FALSE,
    Formula,
    Some,
    conjunction,
    conjuncts,
    evaluate_at,
    negation,
    parameters,
)
from formal.algebra.polynomial import Polynomial, flint_rational
from formal.algebra.roots import between, roots_at_point
from formal.claims import kernel
from formal.derivations.derivation import Derivation, Point, Shown, here
from formal.derivations.obligations import Obligation
from formal.derivations.required import required
from formal.errors import FormalError

#: What goes wrong where strategies are not those of a game.
_UNFIT = (FormalError, LookupError, TypeError, ValueError, AttributeError, sp.SympifyError)


@verbs.fault.register
def fault(derivation: Derivation, trusted: Iterable[str] | None = None) -> str | None:
    """Return why a derivation is none, or None if it is one.

    Parameters
    ----------
    derivation
        The derivation.
    trusted
        Solvers whose word is taken; left out, those that the derivation names.
    """
    believed = derivation.provers if trusted is None else tuple(trusted)
    for theorem in derivation.discarded:
        if theorem.goal != FALSE or theorem.generic:
            return "a case is left out without a proof that it is nowhere"
        found = kernel.fault(theorem, believed)
        if found is not None:
            return f"a case that is left out: {found}"
    game, stated = derivation.game, derivation.equilibrium
    try:
        wanted = list(required(game, stated, derivation.worths, derivation.nowhere))
    except _UNFIT as error:
        return f"what must be shown cannot be told of this game and these strategies: {error}"
    if wanted != [step.obligation for step in derivation.steps]:
        return "what is shown is not what must be shown"
    return next((f for step in derivation.steps if (f := _fault(step, believed)) is not None), None)


def _fault(step: Shown, believed: Iterable[str]) -> str | None:
    obligation, theorem = step.obligation, step.theorem
    if step.point is not None:
        return _no_counterexample(step, believed)
    if theorem is None:
        return f"nothing shows {_told(obligation)}"
    if theorem.assumptions != conjuncts(obligation.assumptions) or theorem.goal != obligation.goal:
        return f"another theorem is shown than {_told(obligation)}"
    if theorem.generic:
        return f"less is shown than {_told(obligation)}"
    if obligation.rule and theorem.provers != (obligation.rule,):
        return f"it is not said that {obligation.rule} must be believed for {_told(obligation)}"
    found = kernel.fault(theorem, believed)
    return None if found is None else f"{_told(obligation)}: {found}"


def _no_counterexample(step: Shown, believed: Iterable[str]) -> str | None:
    """Return what is wrong with a point at which a step is said to fail."""
    values = {n: flint_rational(v) for n, v in (step.point or {}).items()}
    obligation = step.obligation
    if isinstance(obligation.goal, Some):
        known = obligation.rule != ""
        return _no_other_count(obligation, step.point or {}) if known else _no_number(step, believed)
    stated = conjunction(obligation.assumptions, negation(obligation.goal))
    if not parameters(stated) <= set(values):
        return f"values are missing at which {_told(obligation)} fails"
    held = evaluate_at(stated, values)
    if held is None:  # a root there is irrational
        return _proved_there(step, stated, believed)
    return None if held else f"the point is none at which {_told(obligation)} fails"


def _no_number(step: Shown, believed: Iterable[str]) -> str | None:
    """Return what is wrong with a point at which there is said to be no such number, and with the proof of that."""
    obligation = step.obligation
    values = {n: flint_rational(v) for n, v in (step.point or {}).items()}
    if parameters(obligation.assumptions) <= set(values) and evaluate_at(obligation.assumptions, values):
        return _proved_there(step, negation(obligation.goal), believed)
    return f"the point is not admissible: {_told(obligation)}"


def _proved_there(step: Shown, stated: Formula, believed: Iterable[str]) -> str | None:
    """Return what is wrong with the proof of what is stated at the point at which a step is said to fail."""
    shown = step.theorem
    if shown is None or (shown.assumptions, shown.goal) != (conjuncts(here(step.point or {})), stated):
        return f"nothing shows that it fails there: {_told(step.obligation)}"
    return "less is shown than that it fails there" if shown.generic else kernel.fault(shown, believed)


def _no_other_count(obligation: Obligation, point: Point) -> str | None:
    """Return what is wrong with a point at which an equation is said to have another number of roots."""
    assert isinstance(obligation.goal, Some) and obligation.left is not None
    unknown = obligation.goal.name
    number, low, high = obligation.what
    fixed = obligation.left.numerator.substitute({n: Polynomial.constant(v) for n, v in point.items()})
    moved = between(fixed, unknown, Fraction(low), Fraction(high))
    values = {n: flint_rational(v) for n, v in point.items()}
    if evaluate_at(obligation.assumptions, values) is not True or set(moved.names) - {unknown}:
        return f"the point is none at which {_told(obligation)} fails"
    if str(roots_at_point(moved, unknown)) == number:
        return f"there are {number} roots at the point at which {_told(obligation)} fails"
    return None


def _told(obligation: Obligation) -> str:
    where = f' at "{obligation.info}"' if obligation.info else ""
    return f"{obligation.kind} {', '.join(obligation.what)}{where} for {obligation.player}: {obligation.goal}"
