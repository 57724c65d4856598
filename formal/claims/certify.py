"""From formulas to theorems with proofs.

>>> from formal.algebra.formula import atom
>>> p = Polynomial.symbol("p")
>>> shown = theorem(atom(p, ">"), atom(p + 1, ">"))
>>> shown.provers, fault(shown)
((), None)
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from formal.algebra.formula import Formula, atoms, conjuncts
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicals_in, radicand
from formal.claims.crosscheck import DEFAULT_SECONDS as SECONDS_FOR_CVC5
from formal.claims.crosscheck import NAME, second_opinion
from formal.claims.kernel import fault, goal_of, initial_facts
from formal.claims.quantifiers import find_proof
from formal.claims.signs import DEFAULT_SECONDS, PROVERS
from formal.claims.steps import Asked, Step, Theorem
from formal.errors import Undecided


def theorem(
    assumptions: Formula, goal: Formula, *, generic: bool = False, seconds: float = DEFAULT_SECONDS
) -> Theorem:
    """Return the theorem that `goal` follows from `assumptions`, with a proof if one is found.

    Parameters
    ----------
    assumptions, goal
        What follows from what, as the decider says.
    generic
        Whether it follows only off a set without interior (see `Theorem`).
    seconds
        How long a proof is looked for.
    """
    draft = _draft(assumptions, goal, generic)
    proof = find_proof(initial_facts(draft), goal_of(draft), draft.roots, seconds)
    shown = replace(draft, proof=proof)
    shown = shown if fault(shown, trusted=PROVERS) is None else draft
    return _seconded(shown, seconds) if shown.provers else shown


def _draft(assumptions: Formula, goal: Formula, generic: bool) -> Theorem:
    used = radicals_in(sorted({n for f in (assumptions, goal) for a in atoms(f) for n in a.polynomial.names}))
    roots = tuple((name, _inside(name)) for name in reversed(used))
    return Theorem(conjuncts(assumptions), goal, Asked(PROVERS), roots=roots, generic=generic)


def _seconded(theorem: Theorem, seconds: float) -> Theorem:
    """Return a theorem for which z3 must be believed with cvc5's word added, if that is to be had."""
    opinion = second_opinion(theorem, min(seconds, SECONDS_FOR_CVC5))
    if opinion is False:
        raise Undecided(
            f"z3 says that {theorem.goal} follows from what is assumed, and cvc5 that it does not"
        )
    if opinion is None:
        return theorem
    return replace(theorem, proof=_named(theorem.proof, (*theorem.provers, NAME)))


def _named(step: Step, provers: tuple[str, ...]) -> Step:
    """Return a proof whose leaves without proof name `provers`."""
    if isinstance(step, Asked):
        return Asked(provers)
    changed: dict[str, Any] = {}
    for own in fields(step):
        value = getattr(step, own.name)
        if isinstance(value, Step):
            changed[own.name] = _named(value, provers)
        elif isinstance(value, tuple) and any(isinstance(part, Step) for part in value):
            changed[own.name] = tuple(_named(part, provers) for part in value)
    return replace(step, **changed)


def _inside(name: str) -> Polynomial:
    found = radicand(name)
    assert found is not None
    return found
