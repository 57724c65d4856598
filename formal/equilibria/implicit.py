"""Equilibria in implicit form: the conditions that they satisfy whatever the distribution of types.

Where a distribution is not given, an offer or a cutoff has no closed form. It solves a first-order or an indifference
condition, is unique under a condition on the distribution, and moves with a parameter as the implicit function theorem
says.

>>> v = sp.Symbol("v")
>>> Change(-1 / (1 + v), "<")
Change(derivative=-1/(v + 1), sign='<')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from formal import verbs
from formal.games import Game

__all__ = ["Change", "Implicit", "Requirement"]


@dataclass(frozen=True)
class Change:
    """How something moves with a parameter.

    Attributes
    ----------
    derivative
        By the implicit function theorem.
    sign
        How it compares with zero throughout, under the condition for uniqueness: `">"`, `">="`, `"="`, `"<="` or `"<"`;
        None if that depends.

    Examples
    --------
    >>> v = sp.Symbol("v")
    >>> Change(-1 / (1 + v), "<")
    Change(derivative=-1/(v + 1), sign='<')
    """

    derivative: sp.Expr
    sign: str | None


@dataclass(frozen=True)
class Requirement:
    """Part of what makes an equilibrium unique.

    Attributes
    ----------
    about
        An expression, or a condition.
    words
        What must be true of it: `"does not fall in c"`, or `"holds"`.

    Examples
    --------
    >>> F, c = sp.Function("F"), sp.Symbol("c")
    >>> Requirement(F(c).diff(c) / F(c), "does not rise in c").words
    'does not rise in c'
    """

    about: sp.Basic
    words: str


@dataclass(frozen=True, eq=False)
class Implicit:
    """Equilibria of a game with a general distribution of types, in implicit form.

    Attributes
    ----------
    game
        What was solved.
    strategy
        For each information set what is done, up to the unknowns.
    unknowns
        What the equations determine, with its meaning.
    equations
        One for each unknown.
    interior
        Where the unknowns are taken to lie; at the ends other equilibria may exist.
    meanings
        The functions and letters that the equations use beside the game's.
    unique
        What makes the solution unique; empty if nothing more is needed.
    changes
        `{unknown or cutoff: {parameter: how it moves}}`.

    Examples
    --------
    B's cost of war is drawn from a distribution `F` that is not given:

    >>> from formal import choose, draw, offer
    >>> F, (p, k, c, x) = sp.Function("F"), sp.symbols("p k c x")
    >>> answers = choose("B", {"accept": (x, 1 - x), "fight": (p - k, 1 - p - c)})
    >>> tree = draw(c, 0, 1, offer("A", x, 0, 1, answers), seen_by=["B"], cdf=F)
    >>> (screening,) = Game(["A", "B"], tree, where=[0 < p, p < 1, k > 0]).implicit()
    >>> screening.equations
    (Eq((1 - F(-p + x))/f(-p + x), k - p + x),)
    """

    game: Game
    strategy: Mapping[str, Any]
    unknowns: Mapping[sp.Symbol, str]
    equations: tuple[sp.Eq, ...]
    interior: tuple[sp.Basic, ...]
    meanings: Mapping[sp.Basic, str]
    unique: tuple[Requirement, ...]
    changes: Mapping[sp.Symbol, Mapping[sp.Symbol, Change]]

    def __repr__(self) -> str:
        name = self.game.name or "a game"
        return f"Implicit({name!r}, {', '.join(str(e.lhs) + ' = ' + str(e.rhs) for e in self.equations)})"

    def __str__(self) -> str:
        return verbs.text(self)

    def to_latex(self) -> str:
        """Return the conditions as LaTeX."""
        return verbs.latex(self)

    def to_json(self) -> dict[str, Any]:
        """Return the conditions as data ready for JSON."""
        return verbs.record(self)

    def _repr_latex_(self) -> str:
        return verbs.latex(self)
