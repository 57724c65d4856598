"""A derivation: why strategies and beliefs are an equilibrium, step by step; or where they fail to be one.

A step is a comparison that must hold, with a theorem that shows it or a rational point at which it fails. Nothing
here reasons: which steps there must be is said in `required`, and whether each is shown in `rechecking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import Formula, compare, conjunction, conjuncts
from formal.algebra.quotient import Quotient
from formal.algebra.space import Space
from formal.claims.steps import Theorem
from formal.derivations.obligations import Obligation
from formal.equilibria.equilibrium import Equilibrium, History

Point = Mapping[str, Fraction]


def here(point: Point) -> Formula:
    """Return that variables have the values of a point.

    Examples
    --------
    >>> print(here({"p": Fraction(1, 2)}))
    2*p - 1 = 0
    """
    values = sorted(point.items())
    return conjunction(*(compare(Quotient.symbol(n), "=", Quotient.constant(v)) for n, v in values))


@dataclass(frozen=True)
class Shown:
    """A step: what must be shown, and what shows it.

    Attributes
    ----------
    obligation
        What must be shown.
    theorem
        That it follows from what is assumed, with proof; None if it does not. Where a number that is said to exist does
        not exist at the point, that this is so there.
    point
        Exact values at which it fails; None if it does not, or none was found.
    """

    obligation: Obligation
    theorem: Theorem | None = None
    point: Point | None = None

    @property
    def fails(self) -> bool:
        """Whether there is a point at which it fails."""
        return self.point is not None

    def at_point(self) -> tuple[sp.Expr, sp.Expr] | None:
        """Return the two sides at the point where they are not as they must be; None if there is none."""
        left, right = self.obligation.left, self.obligation.right
        if self.point is None or left is None or right is None:
            return None
        numbers = {sp.Symbol(n): sp.Rational(v.numerator, v.denominator) for n, v in self.point.items()}
        free = Space({s.name: s for s in numbers}, self.obligation.assumptions)
        first, second = (free.write(side).subs(numbers) for side in (left, right))
        return first, second


@dataclass(frozen=True, eq=False, repr=False)
class Derivation:
    """Why strategies and beliefs are an equilibrium, or where they are not.

    Attributes
    ----------
    game, equilibrium
        What it is about.
    steps
        What must be shown, the last movers first, and what shows it.
    discarded
        That the cases left out are nowhere, with proofs.
    worths
        What players are said to get after some histories (in a game over time, in each state).
    others
        What is known about further equilibria, in words.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal import load_model
    >>> crisis = load_model("crisis_bargaining")
    >>> derivation = crisis.solution.proof(0)
    >>> derivation.holds, derivation.check(), derivation.provers
    (True, True, ())
    >>> crisis.game.check({"A": Symbol("p"), "B": {"accept": 1, "reject": 0}}).holds
    False
    """

    game: Any
    equilibrium: Equilibrium
    steps: tuple[Shown, ...]
    discarded: tuple[Theorem, ...] = ()
    worths: Mapping[History, Mapping[str, Any]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def holds(self) -> bool | None:
        """Whether it is an equilibrium throughout its region; None if that is not known."""
        if any(step.fails for step in self.steps):
            return False
        return None if any(step.theorem is None for step in self.steps) else True

    @property
    def provers(self) -> tuple[str, ...]:
        """Whom one must believe where a step has no proof; nobody if every step can be checked by hand."""
        theorems = [*(step.theorem for step in self.steps if step.theorem is not None), *self.discarded]
        return tuple(dict.fromkeys(name for theorem in theorems for name in theorem.provers))

    @property
    def failures(self) -> tuple[Shown, ...]:
        """The steps that fail somewhere, each with a point."""
        return tuple(step for step in self.steps if step.fails)

    @property
    def counterexample(self) -> Mapping[sp.Symbol, sp.Rational] | None:
        """An exact point at which it is no equilibrium (numbers that are named in the game included), or None."""
        if not self.failures:
            return None
        point = self.failures[0].point or {}
        known = [*self.game.space.symbols.values()]
        named = [sp.Symbol(n) for n in point if n not in self.game.space.symbols]
        values = {s: point[s.name] for s in (*known, *named) if s.name in point}
        return {s: sp.Rational(v.numerator, v.denominator) for s, v in values.items()}

    def nowhere(self, case: Formula) -> bool:
        """Return whether a case is left out since it is shown to be nowhere."""
        return frozenset(conjuncts(case)) in self._nowhere

    @cached_property
    def _nowhere(self) -> frozenset[frozenset[Formula]]:
        return frozenset(frozenset(theorem.assumptions) for theorem in self.discarded)

    def at(self, info: str) -> tuple[Shown, ...]:
        """Return the steps about one information set."""
        return tuple(step for step in self.steps if step.obligation.info == info)

    def check(self) -> bool:
        """Return whether it shows what it says: every step is there, and each checks without a solver."""
        return self.fault() is None

    def fault(self) -> str | None:
        """Return what does not check, or None."""
        found: str | None = verbs.fault(self)
        return found

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the derivation as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_latex_(self) -> str:
        return verbs.latex(self)

    def __repr__(self) -> str:
        verdict = {True: "an equilibrium", False: "no equilibrium", None: "not settled"}[self.holds]
        return f"Derivation({verdict}, {len(self.steps)} steps)"

    def __str__(self) -> str:
        return verbs.text(self)

    def __bool__(self) -> bool:
        raise TypeError("a derivation may be open: compare derivation.holds with True")
