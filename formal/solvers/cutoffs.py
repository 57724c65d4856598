"""Cutoff equilibria: simultaneous moves of players whose private types are numbers from an interval.

A player with such a type has two actions, and the higher its type, the more (or the less) it gains by the first of
them, whatever the others do; so it takes the first action on one side of a cutoff. A cutoff inside the interval makes
its type indifferent:

    E[u(first action, others' actions) - u(second action, others' actions) | type = cutoff] = 0,

where the others' cutoffs say how likely their actions are; at an end of the interval all types do the same. Players
without a private type mix over a support. All combinations of these are tried; equations are solved in closed form.

>>> from sympy import symbols
>>> from formal.games.bayesian import BayesianGame, drawn
>>> c, v = symbols("c v")
>>> help = {("help",): (v - c,), ("wait",): (0,)}
>>> game = BayesianGame(["A"], {"A": drawn(c, 0, 1)}, help, where=[0 < v, v < 1]).game
>>> [(str(e.where), e.payoffs["A"]) for e in cutoffs(game, False, lambda _: None)]
[('always', v**2/2)]

References
----------
Fudenberg, D. and J. Tirole (1991), Game Theory, section 6.3 (the provision of a public good with private costs).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from formal.algebra import Cases, Region
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    atom,
    compare,
    conjunction,
    disjunction,
    disjuncts,
    negation,
)
from formal.algebra.normal import interior
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.errors import Undecided
from formal.games import Game
from formal.solvers.closing import Closed, close
from formal.solvers.simultaneous import Mover, Simultaneous, read_simultaneous
from formal.solvers.surds import rationalised

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)


def cutoffs(game: Game, knife_edges: bool, report: Callable[[str], None]) -> Solution:
    """Return every equilibrium in which types act on one side of a cutoff, by region.

    Parameters
    ----------
    game
        Draws, each seen by one player, then one move of each player at the same time.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.
    report
        Called with a sentence now and then.

    Raises
    ------
    GameError
        If a player's gain from its first action may rise or fall with its type.
    """
    form = read_simultaneous(game)
    work = _Cutoffs(form, knife_edges)
    found: list[Equilibrium] = []
    undecided: list[str] = []
    plans = list(itertools.product(*(list(work.plans(mover)) for mover in form.movers)))
    for count, plan in enumerate(plans, start=1):
        report(f"combination {count} of {len(plans)}")
        try:
            found += work.equilibria(plan)
        except Undecided as error:
            undecided.append(f"{', '.join(f'{p.mover.player}: {p.words}' for p in plan)}: {error}")
    decider = game.space.decider
    outcomes = [Outcome(e.where, e.outcome, e.payoffs, (e,)) for e in found]
    outcomes.sort(key=lambda outcome: outcome.where.is_thin())
    gap = negation(disjunction(*(o.where.formula for o in outcomes)))
    empty = not decider.possible(gap if knife_edges else interior(decider, gap))
    return Solution(
        game=game,
        concept="perfect_bayesian",
        space=game.space,
        found=tuple(outcomes),
        scope=work.scope(bool(undecided)),
        undecided=tuple(undecided),
        without=None if empty else Region.of(game.space, simplify(decider, gap).formula),
    )


@dataclass(frozen=True, eq=False)
class _Plan:
    """What a player does, up to unknowns: probabilities of actions, or a cutoff."""

    mover: Mover
    words: str
    mixture: Mapping[str, Quotient]
    cutoff: Quotient | None = None
    unknowns: tuple[str, ...] = ()
    inside: Formula = TRUE


@dataclass(eq=False)
class _Cutoffs:
    form: Simultaneous
    knife_edges: bool

    def scope(self, open_questions: bool) -> str:
        scope = "every equilibrium in which the types of a player that act alike are those on one side of a cutoff"
        if self._strict:
            scope += " (best replies are of this form, so there is no other)"
        if not self.knife_edges:
            scope += ", that exists on a set of parameters with an interior"
        return scope + ("; except what is listed as undecided" if open_questions else "")

    @cached_property
    def _strict(self) -> bool:
        return all(self.form.is_strict(m) for m in self.form.movers if m.drawn is not None)

    # -- what a player may do ---------------------------------------------------------------------

    def plans(self, mover: Mover) -> Iterator[_Plan]:
        """Yield the plans of a player."""
        if mover.drawn is None:
            yield from self._mixtures(mover)
            return
        first, second = mover.actions
        for action, other in ((first, second), (second, first)):
            yield _Plan(mover, action, {action: _ONE, other: _ZERO})
        name = f"cutoff of {mover.player}"
        cutoff = Quotient.symbol(name)
        inside = conjunction(compare(cutoff, ">", mover.drawn.low), compare(mover.drawn.high, ">", cutoff))
        below = mover.drawn.probability(mover.drawn.low, cutoff)
        share = _ONE - below if self.form.rises(mover) else below
        yield _Plan(mover, "a cutoff", {first: share, second: _ONE - share}, cutoff, (name,), inside)

    def _mixtures(self, mover: Mover) -> Iterator[_Plan]:
        for size in range(1, len(mover.actions) + 1):
            for support in itertools.combinations(mover.actions, size):
                unknowns = tuple(f"probability of {mover.player}, {a}" for a in support[:-1])
                shares = [Quotient.symbol(n) for n in unknowns]
                last = _ONE
                for share in shares:
                    last = last - share
                known = dict(zip(support, [*shares, last], strict=True))
                positive = (compare(q, ">", _ZERO) for q in known.values()) if size > 1 else ()
                mixture = {a: known.get(a, _ZERO) for a in mover.actions}
                yield _Plan(mover, "/".join(support), mixture, None, unknowns, conjunction(*positive))

    # -- best replies -----------------------------------------------------------------------------

    def equilibria(self, plan: tuple[_Plan, ...]) -> Iterator[Equilibrium]:
        """Yield the equilibria in which the players follow such plans."""
        decider = self.form.game.space.decider
        conditions = conjunction(*(p.inside for p in plan))
        for own in plan:
            if conditions == FALSE or not decider.possible(conditions):
                return
            conditions = conjunction(conditions, self._best(own, plan))
        unknowns = tuple(n for own in plan for n in own.unknowns)
        for closed in close(decider, conditions, unknowns, self.knife_edges):
            if closed.free:
                raise Undecided(f"a continuum of equilibria: nothing fixes the {', '.join(closed.free)}")
            where = self._thick(simplify(decider, closed.conditions).formula)
            if where != FALSE:
                yield self._equilibrium(plan, closed, where)

    def _best(self, own: _Plan, plan: tuple[_Plan, ...]) -> Formula:
        values = {action: self._worth(own.mover, action, plan) for action in own.mover.actions}
        drawn = own.mover.drawn
        if drawn is None:
            support = [a for a, q in own.mixture.items() if not q.is_zero]
            best = values[support[0]]
            return conjunction(*(compare(best, "=" if a in support else ">=", u) for a, u in values.items()))
        first, second = own.mover.actions
        gain = values[first] - values[second]
        if own.cutoff is not None:
            return compare(gain.substitute({drawn.name: own.cutoff}), "=", _ZERO)
        takes_first = own.words == first
        # The type that is least inclined to what everybody does must still do it.
        reluctant = drawn.low if takes_first == self.form.rises(own.mover) else drawn.high
        there = gain.substitute({drawn.name: reluctant})
        return compare(there, ">=", _ZERO) if takes_first else compare(_ZERO, ">=", there)

    def _worth(self, mover: Mover, action: str, plan: tuple[_Plan, ...]) -> Quotient:
        """Return what an action is expected to bring a player, as a function of its own type."""
        index = self.form.players.index(mover.player)
        others = [p for p in plan if p.mover is not mover]
        total = _ZERO
        for combined in itertools.product(*(p.mover.actions for p in others)):
            taken = dict(zip((p.mover.player for p in others), combined, strict=True)) | {
                mover.player: action
            }
            value = self.form.payoffs[tuple(taken[m.player] for m in self.form.movers)][index]
            for other, its in zip(others, combined, strict=True):
                value = self._averaged(value, other, its)
                if value.is_zero:
                    break
            total = total + value
        return total

    def _averaged(self, value: Quotient, plan: _Plan, action: str) -> Quotient:
        """Return a value over the types of a player that take an action, times their probability."""
        drawn = plan.mover.drawn
        if drawn is None:
            return value * plan.mixture[action]
        total = _ZERO
        for low, high in self._types(plan, action):
            total = total + drawn.mean(value, low, high)
        return total

    def _types(self, plan: _Plan, action: str) -> list[tuple[Quotient, Quotient]]:
        """Return the interval of types that take an action, as a list that may be empty."""
        drawn = plan.mover.drawn
        assert drawn is not None
        if plan.cutoff is None:
            return [(drawn.low, drawn.high)] if plan.words == action else []
        above = (action == plan.mover.actions[0]) == self.form.rises(plan.mover)
        return [(plan.cutoff, drawn.high) if above else (drawn.low, plan.cutoff)]

    def _thick(self, formula: Formula) -> Formula:
        if self.knife_edges:
            return formula
        space = self.form.game.space
        return disjunction(*(p for p in disjuncts(formula) if Region.of(space, p).has_interior()))

    # -- in words ---------------------------------------------------------------------------------

    def _equilibrium(self, plan: tuple[_Plan, ...], closed: Closed, where: Formula) -> Equilibrium:
        space = self.form.game.space
        here = space.assuming(where).decider

        def plain(value: Quotient) -> Quotient:
            return rationalised(value, lambda factor: here.satisfiable(atom(factor, "=")) is False)

        solved = tuple(_solved(own, closed, plain) for own in plan)
        return Equilibrium(
            where=Region.of(space, where),
            strategy={own.mover.info: self._choice(own, where) for own in solved},
            payoffs={
                player: space.write(plain(self._payoff(player, solved))) for player in self.form.players
            },
            outcome=dict(self._outcome(solved, plain)),
        )

    def _choice(self, own: _Plan, where: Formula) -> dict[str, sp.Expr | Cases]:
        space = self.form.game.space
        drawn = own.mover.drawn
        if drawn is None or own.cutoff is None:
            return {action: space.write(q) for action, q in own.mixture.items()}
        wide = space.with_symbols([drawn.symbol])
        here = Quotient.symbol(drawn.name)
        first, second = own.mover.actions
        beyond = (
            compare(here, ">=", own.cutoff) if self.form.rises(own.mover) else compare(own.cutoff, ">=", here)
        )
        takes = simplify(wide.assuming(where).decider, beyond).formula
        return {
            first: Cases.of(wide, [(takes, _ONE), (negation(takes), _ZERO)]),
            second: Cases.of(wide, [(takes, _ZERO), (negation(takes), _ONE)]),
        }

    def _payoff(self, player: str, plan: tuple[_Plan, ...]) -> Quotient:
        index = self.form.players.index(player)
        total = _ZERO
        for cell in itertools.product(*(p.mover.actions for p in plan)):
            value = self.form.payoffs[cell][index]
            for own, action in zip(plan, cell, strict=True):
                value = self._averaged(value, own, action)
                if value.is_zero:
                    break
            total = total + value
        return total

    def _outcome(
        self, plan: tuple[_Plan, ...], plain: Callable[[Quotient], Quotient]
    ) -> Iterator[tuple[tuple[object, ...], sp.Expr]]:
        space = self.form.game.space
        by_symbol = {own.mover.drawn.name: own for own in plan if own.mover.drawn is not None}
        for cell in itertools.product(*(own.mover.actions for own in plan)):
            taken = {own.mover.player: action for own, action in zip(plan, cell, strict=True)}
            probability = _ONE
            for own in plan:
                probability = probability * own.mixture[taken[own.mover.player]]
            if probability.is_zero:
                continue
            labels = []
            for draw in self.form.draws:
                own = by_symbol[draw.symbol.name]
                assert own.mover.drawn is not None
                ((low, high),) = self._types(own, taken[own.mover.player])
                ends = space.write(low), space.write(high)
                symbol = own.mover.drawn.symbol
                above, below = sp.Le(ends[0], symbol, evaluate=False), sp.Le(symbol, ends[1], evaluate=False)
                labels.append(sp.And(above, below, evaluate=False))
            yield (*labels, *cell), space.write(plain(probability))


def _solved(own: _Plan, closed: Closed, plain: Callable[[Quotient], Quotient]) -> _Plan:
    cutoff = None if own.cutoff is None else plain(own.cutoff.substitute(closed.values))
    mixture = {a: plain(q.substitute(closed.values)) for a, q in own.mixture.items()}
    return _Plan(own.mover, own.words, mixture, cutoff)
