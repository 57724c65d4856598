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

from formal import verbs
from formal.algebra.formula import FALSE, Some, conjuncts, evaluate_at, names, negation
from formal.algebra.polynomial import Polynomial, flint_rational
from formal.algebra.roots import between, roots_at_point
from formal.claims import kernel
from formal.derivations.derivation import Derivation, Point, Shown, here
from formal.derivations.obligations import Obligation
from formal.derivations.required import required


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
    wanted = list(required(game, stated, derivation.worths, derivation.nowhere))
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
    if not names(obligation.assumptions) | names(obligation.goal) <= set(values):
        return None if _has_roots(obligation) else f"values are missing at which {_told(obligation)} fails"
    held = evaluate_at(obligation.assumptions, values), evaluate_at(negation(obligation.goal), values)
    return None if held == (True, True) else f"the point is none at which {_told(obligation)} fails"


def _no_number(step: Shown, believed: Iterable[str]) -> str | None:
    """Return what is wrong with a point at which there is said to be no such number, and with the proof of that."""
    obligation, point = step.obligation, step.point or {}
    shown, stated = step.theorem, (conjuncts(here(point)), negation(obligation.goal))
    if shown is None or (shown.assumptions, shown.goal) != stated or shown.generic:
        return f"nothing shows that it fails there: {_told(obligation)}"
    values = {n: flint_rational(v) for n, v in point.items()}
    inside = names(obligation.assumptions) <= set(values) and evaluate_at(obligation.assumptions, values)
    return kernel.fault(shown, believed) if inside else f"the point is not admissible: {_told(obligation)}"


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


def _has_roots(obligation: Obligation) -> bool:
    return any(name.startswith("sqrt(") for name in names(obligation.assumptions) | names(obligation.goal))


def _told(obligation: Obligation) -> str:
    where = f' at "{obligation.info}"' if obligation.info else ""
    return f"{obligation.kind} {', '.join(obligation.what)}{where} for {obligation.player}: {obligation.goal}"
