"""Equilibria among players in the same position: one entry for all that differ only in who does what.

>>> from formal.games.symmetric import SymmetricGame
>>> from formal.solvers.symmetric import symmetric_nash
>>> m, b, c = sp.symbols("m b c")
>>> payoffs = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
>>> solution = symmetric_nash(SymmetricGame(10, payoffs, others=m, where=[0 < c, c < b]))
>>> [(e.acting, e.number) for e in solution.pure], [e.chance for e in solution.mixed]
([(1, 10)], [1 - (c/b)**(1/9)])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import sympy as sp

from formal.algebra import Cases
from formal.equilibria.equilibrium import Equilibrium, Outcome, Point
from formal.equilibria.solution import Solution

__all__ = ["SymmetricEquilibrium", "SymmetricSolution"]

#: To how many digits roots are told apart.
_DIGITS = 50
#: Up to which degree a payoff at a root is written as a root itself.
_MOST = 12


@dataclass(frozen=True)
class SymmetricEquilibrium(Equilibrium):
    """Equilibria among players in the same position that differ only in who does what.

    Either every player does the same, perhaps by chance, or some take the first action for certain and the others the
    second. Strategies and payoffs are those of `"each"`, or of the so many who take the first action and of the others.

    Attributes
    ----------
    acting
        How many take the first action; None if all mix.
    chance
        With which probability each takes the first action; None if some do and others do not.
    number
        How many equilibria this stands for.
    equation
        Where the probability has no closed form, the polynomial in `unknown` whose roots between 0 and 1 it may be.
    unknown
        The symbol for it.
    """

    acting: sp.Expr | None = None
    chance: sp.Expr | None = None
    number: sp.Expr = field(default=sp.Integer(1))
    equation: sp.Expr | None = None
    unknown: sp.Symbol | None = None

    @property
    def is_pure(self) -> bool:
        """Whether nobody mixes."""
        return self.acting is not None

    @property
    def facts(self) -> Mapping[str, Mapping[str, sp.Expr | Cases]]:
        """How many equilibria there are of this kind, if there are several."""
        return {} if self.number == 1 else {"number": {"of equilibria": self.number}}

    def at(self, values: Mapping[sp.Symbol | str, object]) -> SymmetricEquilibrium:
        """Return the equilibrium with everything evaluated at a point (whether or not it exists there)."""
        point = Point(self.where, values)
        found = cast(SymmetricEquilibrium, super().at(values))
        return replace(
            found,
            acting=_evaluated(point, self.acting),
            chance=_evaluated(point, self.chance),
            number=point.expression(self.number),
            equation=_evaluated(point, self.equation),
        )

    def roots(self) -> Iterator[SymmetricEquilibrium]:
        """Yield the equilibria one by one at a point where the equation has numbers for coefficients."""
        if self.equation is None or self.unknown is None:
            yield self
            return
        for root in sp.Poly(self.equation, self.unknown).real_roots(multiple=False):
            if 0 < root[0] < 1:
                put = {self.unknown: root[0]}
                yield replace(
                    self,
                    chance=root[0],
                    strategy={
                        i: {a: sp.sympify(q).subs(put) for a, q in cast(Any, own).items()}
                        for i, own in self.strategy.items()
                    },
                    payoffs={
                        player: _at_root(u, self.equation, self.unknown, root[0])
                        for player, u in self.payoffs.items()
                    },
                    number=sp.Integer(1),
                    equation=None,
                    unknown=None,
                    free={},
                )


@dataclass(frozen=True, eq=False, repr=False)
class SymmetricSolution(Solution):
    """The equilibria of a game among players in the same position: all pure ones, and all in which they do the same."""

    @property
    def pure(self) -> tuple[SymmetricEquilibrium, ...]:
        """The pure equilibria, one entry for all with the same number who take the first action."""
        return tuple(e for e in self._all if e.is_pure)

    @property
    def mixed(self) -> tuple[SymmetricEquilibrium, ...]:
        """The equilibria in which all mix in the same way."""
        return tuple(e for e in self._all if not e.is_pure)

    @property
    def _all(self) -> tuple[SymmetricEquilibrium, ...]:
        return cast("tuple[SymmetricEquilibrium, ...]", self.equilibria)

    def at(self, values: Mapping[sp.Symbol | str, object]) -> list[Equilibrium]:
        """Return the equilibria that exist at a parameter point, with everything evaluated exactly.

        Probabilities without a closed form are given as roots of a polynomial (SymPy's `CRootOf`).
        """
        found = cast("list[SymmetricEquilibrium]", super().at(values))
        return [root for equilibrium in found for root in equilibrium.roots()]


def _at_root(value: sp.Expr, equation: sp.Expr, unknown: sp.Symbol, root: sp.Expr) -> sp.Expr:
    """Return a polynomial at a root of another one, itself as a root of a polynomial where it is irrational."""
    put = value.subs(unknown, root)
    short = value.free_symbols <= {unknown} and sp.degree(equation, unknown) <= _MOST
    if root.is_Rational or not value.has(unknown) or not short:
        return sp.sympify(put)
    own = sp.Dummy("x")
    decimal = sp.N(put, _DIGITS)
    for factor, _ in sp.Poly(sp.resultant(equation, own - value, unknown), own).factor_list()[1]:
        for found in factor.real_roots():
            if abs(sp.N(found, _DIGITS) - decimal) < sp.Float(10) ** (10 - _DIGITS):
                return found
    return sp.sympify(put)


def role_outcome(equilibrium: SymmetricEquilibrium) -> Outcome:
    """Return the outcome that consists of one entry."""
    return Outcome(
        equilibrium.where, equilibrium.outcome, equilibrium.payoffs, (equilibrium,), equilibrium.facts
    )


def _evaluated(point: Point, value: sp.Expr | None) -> sp.Expr | None:
    return None if value is None else point.expression(value)
