"""Cutoffs for any distribution of types: indifference conditions and how cutoffs move.

Let `k_i` be the cutoff of player `i`, and `G_i` what the type at the cutoff gains by the first action, given that each
other player `j` is below its cutoff with probability `F_j(k_j)`. Cutoffs inside the intervals solve `G_i = 0` for all
`i` at once. With two cutoffs the slopes of the best replies are

    s_i = - (dG_i/dk_j) / (dG_i/dk_i),

and there is one solution at most where `s_1 s_2 < 1` throughout, since the composite best reply then crosses the
diagonal once. The implicit function theorem gives how cutoffs move.

References
----------
Fudenberg, D. and J. Tirole (1991), Game Theory, section 6.3.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra.formula import conjunction
from formal.algebra.reading import read_condition
from formal.equilibria.implicit import Change, Implicit, Requirement
from formal.errors import GameError
from formal.games import Draw, Game
from formal.solvers.laws import Law, between, meanings, sign
from formal.solvers.simultaneous import Mover, Simultaneous, read_simultaneous

_STRICT = (">", "<")


def indifferent_types(game: Game) -> Iterator[Implicit]:
    """Yield the systems of indifference conditions, one for each support of players without a private number.

    Where two players are in the same position, the condition on a cutoff that they share follows.

    Raises
    ------
    GameError
        If a payoff depends on what another player knows, or a player without a private number has several actions
        and more than two.
    """
    form = read_simultaneous(game, given=False)
    alone = [m for m in form.movers if m.drawn is None]
    for chosen in itertools.product(*(_supports(m) for m in alone)):
        system = _System(form, dict(zip((m.player for m in alone), chosen, strict=True)))
        for found in (system.implicit(), system.symmetric()):
            if found is not None:
                yield found


def _supports(mover: Mover) -> list[tuple[str, ...]]:
    if len(mover.actions) > 2:
        raise GameError(
            f"{mover.player} has {len(mover.actions)} actions, and no number: implicit conditions are given for two"
        )
    return [(a,) for a in mover.actions] + ([mover.actions] if len(mover.actions) == 2 else [])


@dataclass(eq=False)
class _System:
    form: Simultaneous
    supports: Mapping[str, tuple[str, ...]]

    @property
    def game(self) -> Game:
        return self.form.game

    @cached_property
    def laws(self) -> dict[str, Law]:
        """The distribution of each player's number; two that are not named are told apart by their symbols."""
        found: dict[str, Law] = {}
        several = sum(m.drawn is not None for m in self.form.movers) > 1
        taken = [*self.game.space.names, *(["F"] if several else [])]
        for mover in self.form.movers:
            if mover.drawn is not None:
                node = self._draw(mover)
                found[mover.player] = Law.of(node.symbol, node.cdf, taken)
        return found

    def _draw(self, mover: Mover) -> Draw:
        return next(d for d in self.form.draws if mover.drawn is not None and d.symbol == mover.drawn.symbol)

    @cached_property
    def unknown(self) -> dict[str, sp.Symbol]:
        """The cutoff of each player with a number, and the probability of the first action of one who mixes."""
        return {
            m.player: sp.Symbol(f"k_{m.player}" if m.drawn is not None else f"y_{m.player}")
            for m in self.form.movers
            if m.drawn is not None or len(self.supports[m.player]) > 1
        }

    def share(self, mover: Mover, action: str) -> sp.Expr:
        """Return the probability of an action."""
        first = mover.actions[0]
        if mover.drawn is None:
            if mover.player not in self.unknown:
                return sp.Integer(int(action in self.supports[mover.player]))
            chance = self.unknown[mover.player]
        else:
            below = self.laws[mover.player].below(self.unknown[mover.player])
            chance = 1 - below if self.form.rises(mover) else below
        return chance if action == first else 1 - chance

    def gain(self, mover: Mover) -> sp.Expr:
        """Return what a player, or its type at the cutoff, gains by the first action."""
        first, second = mover.actions
        total: sp.Expr = sp.Integer(0)
        others = [m for m in self.form.movers if m is not mover]
        for combined in itertools.product(*(m.actions for m in others)):
            weight: sp.Expr = sp.Integer(1)
            for other, action in zip(others, combined, strict=True):
                weight = weight * self.share(other, action)
            gained = self._paid(mover, first, others, combined) - self._paid(mover, second, others, combined)
            total = total + weight * gained
        if mover.drawn is not None:
            total = total.subs(mover.drawn.symbol, self.unknown[mover.player])
        return sp.expand(total)

    def _paid(self, mover: Mover, action: str, others: list[Mover], combined: tuple[str, ...]) -> sp.Expr:
        taken = dict(zip((m.player for m in others), combined, strict=True)) | {mover.player: action}
        cell = tuple(taken[m.player] for m in self.form.movers)
        payoff = self.game.space.write(self.form.payoffs[cell][self.game.players.index(mover.player)])
        for other in others:
            if other.drawn is not None and payoff.has(other.drawn.symbol):
                raise GameError(
                    f"{mover.player}'s payoff depends on {other.drawn.name}, which {other.player} alone knows; "
                    "implicit conditions are given where it does not"
                )
        return payoff

    # -- the system -------------------------------------------------------------------------------

    def implicit(self) -> Implicit | None:
        """Return the system; None if a player without a number has a better action throughout."""
        movers = [m for m in self.form.movers if m.player in self.unknown]
        if not movers:
            return None
        gains = {m.player: self.gain(m) for m in movers}
        interior = list(self._interior(movers))
        interior += self._content()
        equations = tuple(self._equation(m, gains[m.player]) for m in movers)
        if not self._may_hold([*interior, *equations]):
            return None
        unique, given = self._unique(movers, gains)
        return Implicit(
            game=self.game,
            strategy={m.info: self._choice(m) for m in self.form.movers},
            unknowns={self.unknown[m.player]: self._meaning(m) for m in movers},
            equations=equations,
            interior=tuple(c for c in interior if c != sp.true),
            meanings=meanings(self.laws.values()),
            unique=unique,
            changes=self._changes(movers, gains, given),
        )

    def symmetric(self) -> Implicit | None:
        """Return the condition on a common cutoff; None if the players are not in the same position."""
        movers = self.form.movers
        if len(movers) != 2 or len(self.laws) != 2:
            return None
        first, second = (self._draw(m) for m in movers)
        one, two = (self.laws[m.player] for m in movers)
        ends = {first.low: second.low, first.high: second.high}
        if one.function != two.function or any(low != high for low, high in ends.items()):
            return None
        common = sp.Symbol("k")
        gains = [self.gain(m).subs(self.unknown[m.player], common) for m in movers]
        gains = [g.subs(self.unknown[m.player], common) for g, m in zip(gains, reversed(movers), strict=True)]
        if sp.expand(gains[0] - gains[1]) != 0 or common in self.game.parameters:
            return None
        alike = _System(self.form, self.supports)
        alike.__dict__["unknown"] = {m.player: common for m in movers}
        return alike.common(gains[0])

    def common(self, gain: sp.Expr) -> Implicit:
        """Return the condition on one cutoff for all."""
        mover = self.form.movers[0]
        here = self.unknown[mover.player]
        slope = self._slope(gain, here)
        settled = self._sign(slope, []) in _STRICT
        given = [] if settled else [sp.Ne(slope, 0)]
        changes = {}
        for parameter in self.game.parameters:
            if gain.has(parameter):
                moved = sp.factor(sp.cancel(-gain.diff(parameter) / slope))
                changes[parameter] = Change(moved, self._sign(moved, given))
        return Implicit(
            game=self.game,
            strategy={m.info: self._choice(m) for m in self.form.movers},
            unknowns={here: "the cutoff of both"},
            equations=(self._equation(mover, gain),),
            interior=tuple(dict.fromkeys(self._interior(list(self.form.movers)))),
            meanings=meanings(self.laws.values()),
            unique=() if settled else (Requirement(sp.Ne(slope, 0, evaluate=False), "holds throughout"),),
            changes={here: changes},
        )

    def _may_hold(self, conditions: list[Any]) -> bool:
        """Return whether those of some conditions that mention no distribution can hold together."""
        bare = [c for c in conditions if not c.atoms(AppliedUndef)]
        wide = self.game.space.with_symbols(self.unknown.values())
        return wide.decider.possible(conjunction(*map(read_condition, bare)))

    def _meaning(self, mover: Mover) -> str:
        if mover.drawn is None:
            return f"the probability that {mover.player} takes {mover.actions[0]}"
        return f"the {mover.drawn.name} at which {mover.player} is indifferent"

    def _interior(self, movers: list[Mover]) -> Iterator[Any]:
        for mover in movers:
            here = self.unknown[mover.player]
            ends: tuple[Any, Any] = (sp.Integer(0), sp.Integer(1))
            if mover.drawn is not None:
                ends = self._draw(mover).low, self._draw(mover).high
            yield between(ends[0], here, ends[1])

    def _content(self) -> list[Any]:
        """Return that players who do one thing for sure do not lose by it."""
        found = []
        for mover in self.form.movers:
            if mover.player not in self.unknown and len(mover.actions) == 2:
                gain = self.gain(mover)
                found.append(
                    sp.Ge(gain, 0) if mover.actions[0] in self.supports[mover.player] else sp.Le(gain, 0)
                )
        return found

    def _equation(self, mover: Mover, gain: sp.Expr) -> sp.Eq:
        """Return the condition, solved for the player's own cutoff where it is linear in it but for distributions."""
        here = self.unknown[mover.player]
        table = {applied: sp.Dummy() for applied in gain.atoms(AppliedUndef)}
        bare = sp.Poly(gain.xreplace(table), here) if mover.drawn is not None else None
        if bare is not None and bare.degree() == 1:
            slope, constant = bare.all_coeffs()
            back = {dummy: applied for applied, dummy in table.items()}
            return sp.Eq(here, sp.factor(-constant / slope).xreplace(back), evaluate=False)
        return sp.Eq(gain, 0, evaluate=False)

    def _choice(self, mover: Mover) -> Any:
        first, second = mover.actions
        if mover.drawn is None:
            return {a: self.share(mover, a) for a in mover.actions}
        cutoff, symbol = self.unknown[mover.player], mover.drawn.symbol
        takes = sp.Ge(symbol, cutoff) if self.form.rises(mover) else sp.Le(symbol, cutoff)
        return {first: takes, second: sp.Not(takes)}

    # -- uniqueness and changes -------------------------------------------------------------------

    def _slope(self, expression: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
        """Return a derivative, with densities in the place of derivatives of distribution functions."""
        total = expression.diff(symbol)
        for law in self.laws.values():
            for point in self.unknown.values():
                total = total.subs(sp.Derivative(law.function(point), point), law.density(point))
        return total

    def _unique(
        self, movers: list[Mover], gains: Mapping[str, sp.Expr]
    ) -> tuple[tuple[Requirement, ...], list[Any]]:
        matrix = self._matrix(movers, gains)
        given: list[Any] = []
        if len(movers) == 1:
            return (), given
        if len(movers) > 2 or any(self._sign(matrix[i, i], []) not in _STRICT for i in range(len(movers))):
            # One equation that has a single unknown, and another that rises or falls in the second.
            triangular = 0 in matrix and self._sign(sp.factor(matrix.det()), []) in _STRICT
            if len(movers) == 2 and triangular:
                return (), given
            other = sp.Ne(sp.factor(matrix.det()), 0)
            return (Requirement(other, "holds, then no other solution is close by"),), [other]
        product = sp.factor(sp.cancel(matrix[0, 1] * matrix[1, 0] / (matrix[0, 0] * matrix[1, 1])))
        if self._sign(1 - product, []) == ">":
            return (), given
        below = sp.Lt(product, 1, evaluate=False)
        return (Requirement(below, "holds throughout"),), [below]

    def _matrix(self, movers: list[Mover], gains: Mapping[str, sp.Expr]) -> sp.Matrix:
        symbols = [self.unknown[m.player] for m in movers]
        return sp.Matrix([[self._slope(gains[m.player], s) for s in symbols] for m in movers])

    def _sign(self, expression: sp.Expr, given: list[Any]) -> str | None:
        inside = [c for m in self.form.movers if m.player in self.unknown for c in self._interior([m])]
        return sign(self.game.space, expression, [*inside, *given], *self.laws.values())

    def _changes(
        self, movers: list[Mover], gains: Mapping[str, sp.Expr], given: list[Any]
    ) -> dict[sp.Symbol, dict[sp.Symbol, Change]]:
        matrix = self._matrix(movers, gains)
        determinant = matrix.det()
        if determinant == 0:
            return {}
        found: dict[sp.Symbol, dict[sp.Symbol, Change]] = {self.unknown[m.player]: {} for m in movers}
        for parameter in self.game.parameters:
            column = sp.Matrix([-gains[m.player].diff(parameter) for m in movers])
            if column.is_zero_matrix:
                continue
            for i, mover in enumerate(movers):
                replaced = matrix.copy()
                replaced[:, i] = column
                moved = sp.factor(sp.cancel(replaced.det() / determinant))
                found[self.unknown[mover.player]][parameter] = Change(moved, self._sign(moved, given))
        return found
