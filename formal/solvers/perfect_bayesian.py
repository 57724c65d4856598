"""Perfect Bayesian equilibria of finite games: assessments closed, conditions derived, outcomes joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from formal.algebra import Region
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import FALSE, Formula, disjunction, disjuncts, names, negation
from formal.algebra.normal import interior
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify
from formal.algebra.writing import write_formula
from formal.equilibria import Equilibrium, Solution
from formal.errors import Undecided
from formal.games import Game
from formal.games.tree import Chance, Decision, Terminal
from formal.solvers.assessments import Assessments, Partial
from formal.solvers.bayes_rule import Labels
from formal.solvers.closing import Closed, close
from formal.solvers.joining import joined

_ONE = Quotient.constant(1)


def perfect_bayesian(game: Game, knife_edges: bool, report: Callable[[str], None]) -> Solution:
    """Return every perfect Bayesian equilibrium of a finite game, pure and mixed, by region.

    Parameters
    ----------
    game
        Decisions and moves of nature, with hidden moves.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    """
    work = _Work(game, knife_edges)
    found: list[Equilibrium] = []
    undecided: list[str] = []
    for count, partial in enumerate(work.search.search(report), start=1):
        report(f"assessment {count}, after {work.search.tried} partial ones")
        try:
            found += work.equilibria(partial)
        except Undecided as error:
            undecided.append(f"{_described(partial)}: {error}")
    decider = game.space.decider
    undecided += [
        f"whether this can hold: {write_formula(f, game.space.symbols)}"
        for f in dict.fromkeys(decider.undecided)
    ]
    outcomes = sorted(joined(game, found), key=lambda outcome: outcome.where.is_thin())
    gap = negation(disjunction(*(o.where.formula for o in outcomes)))
    somewhere = decider.satisfiable(gap if knife_edges else interior(decider, gap))
    if somewhere is None:
        undecided.append("whether one of these exists at every point")
    without = Region.of(game.space, work.thick(simplify(decider, gap).formula)) if somewhere else None
    return Solution(
        game=game,
        concept="perfect_bayesian",
        space=game.space,
        found=tuple(outcomes),
        scope=_scope(knife_edges, bool(undecided)),
        undecided=tuple(undecided),
        without=without,
    )


def _scope(knife_edges: bool, open_questions: bool) -> str:
    scope = "every pure and mixed perfect Bayesian equilibrium"
    if not knife_edges:
        scope += " that exists on a set of parameters with an interior"
    scope += (
        ", with beliefs by Bayes' rule wherever what tells the nodes apart has positive probability, from the start or "
        "an own earlier information set, and free elsewhere"
    )
    if open_questions:
        scope += "; except what is listed as undecided"
    return scope


@dataclass(eq=False)
class _Work:
    game: Game
    knife_edges: bool

    @cached_property
    def search(self) -> Assessments:
        return Assessments(self.game, self.game.space.decider, self.knife_edges)

    def equilibria(self, partial: Partial) -> Iterator[Equilibrium]:
        """Yield the equilibria of a complete assessment: one for each way to solve its equations."""
        decider = self.game.space.decider
        partial = self.search.completed(partial)
        for closed in close(decider, partial.conditions, partial.unknowns, self.knife_edges):
            free = [n for n in closed.free if n in names(closed.conditions) or n in _used(partial, closed)]
            where = eliminate(decider, closed.conditions, *closed.free)
            where = self.thick(simplify(decider, where).formula)
            if where != FALSE:
                yield self._equilibrium(partial, closed, where, free)

    def thick(self, formula: Formula) -> Formula:
        """Return the clauses that have an interior; all of them if knife edges are wanted."""
        if self.knife_edges:
            return formula
        return disjunction(*(p for p in disjuncts(formula) if Region.of(self.game.space, p).has_interior()))

    def _equilibrium(self, partial: Partial, closed: Closed, where: Formula, free: list[str]) -> Equilibrium:
        space = self.game.space
        strategy = {
            name: {action: _filled(q, closed) for action, q in partial.strategy[name].items()}
            for name in self.game.information_sets
        }
        symbols = {**space.symbols, **{n: sp.Symbol(n) for n in partial.unknowns}}
        wide = space.with_symbols([symbols[n] for n in free])
        inside = wide.assuming(where).decider
        ranges = {
            symbols[n]: Region.of(wide, simplify(inside, closed.conditions).formula).solved_for(n)
            for n in free
        }
        beliefs = self._beliefs(strategy, closed, partial, symbols)
        return Equilibrium(
            where=Region.of(space, where),
            strategy={
                name: {action: space.write(q, symbols) for action, q in mixture.items()}
                for name, mixture in strategy.items()
            },
            payoffs={
                player: space.write(self.search.value(i, strategy), symbols)
                for i, player in enumerate(self.game.players)
            },
            outcome={
                history: space.write(q, symbols) for history, q in self._reached(strategy) if not q.is_zero
            },
            belief=beliefs,
            kind=self._kind(strategy),
            free={**ranges, **self._idle(beliefs, ranges)},
        )

    def _idle(
        self, beliefs: dict[str, dict[Labels, sp.Expr]], ranges: dict[sp.Symbol, Region]
    ) -> dict[sp.Symbol, Region]:
        """Return the beliefs that matter to nobody's choice, and where they may lie: anywhere in the simplex."""
        known = {symbol.name for symbol in ranges} | set(self.game.space.names)
        found: dict[sp.Symbol, Region] = {}
        for mixture in beliefs.values():
            open_symbols = {s for mu in mixture.values() for s in mu.free_symbols if s.name not in known}
            for symbol in sorted(open_symbols, key=str):
                shares = (sp.Ge(mu, 0) for mu in mixture.values() if open_symbols & mu.free_symbols)
                found[symbol] = Region(*shares)
        return found

    def _reached(self, strategy: dict[str, dict[str, Quotient]]) -> Iterator[tuple[Labels, Quotient]]:
        for history, node in self.search.nodes.items():
            if isinstance(node, Terminal):
                yield history, self.search.rule.reach(history, strategy)

    def _beliefs(
        self,
        strategy: dict[str, dict[str, Quotient]],
        closed: Closed,
        partial: Partial,
        symbols: dict[str, sp.Symbol],
    ) -> dict[str, dict[Labels, sp.Expr]]:
        found: dict[str, dict[Labels, sp.Expr]] = {}
        for name, info in self.search.sets.items():
            if len(info.histories) < 2:
                continue
            weights = self.search.rule.weights(name, strategy)
            if weights is not None and not set(partial.unknowns) & set(self.search.rule.symbols[name]):
                weights = [_filled(w, closed) for w in weights]
                total = Quotient.constant(0)
                for weight in weights:
                    total = total + weight
                beliefs = [weight / total for weight in weights]
            else:
                beliefs = [_filled(mu, closed) for mu in self.search.rule.beliefs(name)]
            every = {**symbols, **{n: sp.Symbol(n) for mu in beliefs for n in mu.names if n not in symbols}}
            found[name] = {
                h: self.game.space.write(mu, every) for h, mu in zip(info.histories, beliefs, strict=True)
            }
        return {name: found[name] for name in self.game.information_sets if name in found}

    @cached_property
    def _senders(self) -> list[str]:
        """The information sets at which each type of an informed first mover moves, if the game is such a one."""
        root = self.game.tree
        if not isinstance(root, Chance):
            return []
        children = [child for _, child in root.branches.values()]
        if not all(isinstance(child, Decision) for child in children):
            return []
        sets = [child.info or "" for child in children if isinstance(child, Decision)]
        single = len(set(sets)) == len(sets)
        alike = len({tuple(c.actions) for c in children if isinstance(c, Decision)}) == 1
        return sets if single and alike and self._messages_are_seen else []

    @property
    def _messages_are_seen(self) -> bool:
        """Whether nobody moves later without knowing what the first mover has done."""
        sets = self.game.information_sets.values()
        return all(len({h[1] for h in info.histories if len(h) > 1}) <= 1 for info in sets)

    def _kind(self, strategy: dict[str, dict[str, Quotient]]) -> str | None:
        if not self._senders:
            return None
        messages = [tuple(a for a, q in strategy[name].items() if not q.is_zero) for name in self._senders]
        if len(set(messages)) == 1 and len(messages[0]) == 1:
            return "pooling"
        used = [a for support in messages for a in support]
        return "separating" if len(used) == len(set(used)) else "semi-separating"


def _filled(value: Quotient, closed: Closed) -> Quotient:
    return value.substitute(closed.values)


def _used(partial: Partial, closed: Closed) -> set[str]:
    mixtures = (q for mixture in partial.strategy.values() for q in mixture.values())
    return {n for q in mixtures for n in _filled(q, closed).names}


def _described(partial: Partial) -> str:
    supports = (
        f"{name}: {'/'.join(a for a, q in mixture.items() if not q.is_zero)}"
        for name, mixture in partial.strategy.items()
    )
    return ", ".join(supports)
