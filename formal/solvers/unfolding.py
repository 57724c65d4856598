"""Games over time with a last period: backward induction from there, each state solved once a period.

1. In the last period every state's tree is solved as it stands; then, period by period towards the first, what
   comes out of the next one is what the trees' ends are worth. So the work grows with the number of periods, not
   with the number of histories.
2. What is carried along (territory taken so far) is one more variable: a period is solved for all its values at
   once, and the number's new value is put in where a step leads on. In the first period it has its first value.
3. Continuations of a period that are worth the same to those who look ahead are one case for the period before.
   Where cases with different worths overlap, the state has several equilibria; each is taken in turn, the same one
   whatever led there, and the stages of all periods together are a *selection*.

References
----------
Fudenberg, D. and Tirole, J. (1991), Game Theory, sections 3.5 and 13.1.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from formal.algebra.edges import without_edges
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import Formula, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names
from formal.algebra.reading import read_quotient, read_value
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.substitution import ValueByCase, substitute, substitute_value
from formal.games.markov import MarkovGame
from formal.games.naming import substitute as substitute_tree
from formal.games.stepping import Ending
from formal.games.tree import Chance, Decision, Node, Offer, Terminal
from formal.games.walking import History
from formal.solvers.backward_induction import Induction, Notes
from formal.solvers.continuation import Continuation, End, Named, Over, Payoffs, substitute_path
from formal.solvers.deferral import Deferred, Leaf, defer
from formal.solvers.draws import expected_over
from formal.solvers.generic import alive
from formal.solvers.offers import best_offers
from formal.solvers.periods import Strategies, with_values
from formal.solvers.stages import Stages

__all__ = ["Case", "Selection", "Stage", "Unfolding"]

#: How many selections are followed.
_MOST_SELECTIONS = 24
_ONWARD = "\N{RIGHTWARDS ARROW}"

#: How play goes on after a step: for each next state one of several continuations.
Picks = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, eq=False)
class Case:
    """Continuations of a stage (`ways`, by number) that are worth the same to those who look ahead.

    `cut` is true where cases that count first have been taken out of `where`.
    """

    where: Formula
    payoffs: Payoffs
    ways: tuple[int, ...]
    cut: bool = False


@dataclass(frozen=True, eq=False)
class Stage:
    """A state in a period, solved.

    Attributes
    ----------
    profiles
        Spells out strategies.
    ways
        Its continuations.
    cases
        The same, as earlier periods see them.
    onward
        For the last label of a path, how play goes on in the next period.
    """

    profiles: Strategies
    ways: tuple[Continuation, ...]
    cases: tuple[Case, ...]
    onward: Mapping[str, Picks]


#: For each period and state the stage; the same one whatever led there.
Selection = Mapping[tuple[int, str], Stage]


@dataclass(frozen=True, eq=False)
class _Ahead(Induction):
    """Backward induction in a tree whose ends lead on to the next period.

    Attributes
    ----------
    ends
        For each end of the tree, by case: what everybody gets from there on, and a label that says how play goes
        on.
    """

    ends: Mapping[History, list[tuple[Formula, Payoffs, str]]] = field(default_factory=dict)

    def _leaf(self, node: Leaf) -> list[Continuation]:
        return [
            Continuation(where, payoffs, End((*node.history, label)), (Over(),))
            for where, payoffs, label in self.ends[node.history]
            if self.alive(where)
        ]


@dataclass(eq=False)
class Unfolding:
    """A game with finitely many periods, solved from the last one back.

    Attributes
    ----------
    game
        The game.
    knife_edges
        Whether to keep what exists only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    notes, left_out
        What was noticed on the way, and what was not followed.
    """

    game: MarkovGame
    knife_edges: bool
    report: Callable[[str], None]
    notes: list[Notes] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of the last period."""
        return self.game.periods or 1

    @cached_property
    def selections(self) -> list[Selection]:
        """The stages of all periods; several where a stage has several equilibria."""
        found: list[Selection] = [{}]
        for period in range(self.last, 0, -1):
            self.report(f"period {period} of {self.last}: {len(found)} ways to play what follows")
            found = [longer for selection in found for longer in self._longer(selection, period)]
            if len(found) > _MOST_SELECTIONS:
                self.left_out.append(f"more than {_MOST_SELECTIONS} ways to play on from period {period}")
                found = found[:_MOST_SELECTIONS]
        return found

    def _longer(self, selection: Selection, period: int) -> Iterator[Selection]:
        states = self._reached[period - 1]
        stages = [self._stage(selection, period, state) for state in states]
        options = [self._one_equilibrium_each(stage) if period > 1 else [stage] for stage in stages]
        for combination in itertools.product(*options):
            own = {(period, s): stage for s, stage in zip(states, combination, strict=True)}
            yield {**selection, **own}

    @cached_property
    def _reached(self) -> list[list[str]]:
        """For each period the states in which it may begin."""
        found = [[self.game.start]]
        for _ in range(1, self.last):
            after = {following for state in found[-1] for following in self.game.successors[state]}
            found.append([state for state in self.game.states if state in after])
        return found

    # -- one stage ---------------------------------------------------------------------------------

    def _stage(self, selection: Selection, period: int, state: str) -> Stage:
        first = (
            {name: read_quotient(value) for name, value in self.game.carried.items()} if period == 1 else {}
        )
        space = self.game.game.space if period > 1 else self.game.space
        deferred, onward, notes = self._deferred(state, period), dict[str, Picks](), Notes(spaces=[space])
        self.notes.append(notes)
        ends = {
            history[1:]: list(self._worth(selection, period, ending, first, onward))
            for history, ending in self.game.endings.items()
            if history[0] == state
        }
        induction = _Ahead(
            players=self.game.players,
            space=space,
            local=frozenset(),
            knife_edges=self.knife_edges,
            report=self.report,
            offer=best_offers,
            draw=expected_over,
            notes=notes,
            stage=Stages(deferred.tree) if deferred.hidden() else None,
            ends=ends,
        )
        found = _without_members(induction.solve(deferred.tree), space)
        ways = tuple(_numbered(way, period) for way in found)
        return Stage(Strategies(induction, deferred), ways, tuple(self._cases(ways)), onward)

    def _deferred(self, state: str, period: int) -> Deferred:
        tree = _bare(self.game.trees[state], (state,), self.game.endings)
        symbols = self.game.game.space.symbols
        first = {symbols[n]: value for n, value in self.game.carried.items() if n in symbols}
        return defer(substitute_tree(tree, first) if period == 1 else tree)

    def _cases(self, ways: Iterable[Continuation]) -> Iterator[Case]:
        grouped: dict[Payoffs, list[tuple[int, Continuation]]] = {}
        for k, way in enumerate(ways):
            seen = tuple(
                way.payoffs[i] if i in self._looking_ahead else Quotient.constant(0) for i in self._players
            )
            grouped.setdefault(seen, []).append((k, way))
        for payoffs, own in grouped.items():
            where = disjunction(*(self.possible(way) for _, way in own))
            plain = simplify(self.game.game.space.decider, where).formula
            yield Case(plain, payoffs, tuple(k for k, _ in own))

    def possible(self, way: Continuation) -> Formula:
        """Return where a continuation is possible for some of the equally good offers in it."""
        return eliminate(self.game.game.space.decider, way.where, *way.free) if way.free else way.where

    @cached_property
    def _players(self) -> range:
        return range(len(self.game.players))

    @cached_property
    def _looking_ahead(self) -> frozenset[int]:
        """The players to whom later periods matter."""
        return frozenset(i for i in self._players if self.game.discount[self.game.players[i]] != 0)

    def _one_equilibrium_each(self, stage: Stage) -> list[Stage]:
        """Return the stage once for each case that may count first, if cases overlap."""
        decider = self.game.game.space.decider
        overlap = any(
            alive(decider, conjunction(a.where, b.where), knife_edges=False)
            for a, b in itertools.combinations(stage.cases, 2)
        )
        if not overlap:
            return [stage]
        return [replace(stage, cases=tuple(_in_order(first, stage.cases))) for first in stage.cases]

    # -- what an end is worth ----------------------------------------------------------------------

    def _worth(
        self,
        selection: Selection,
        period: int,
        ending: Ending,
        first: Mapping[str, Quotient],
        onward: dict[str, Picks],
    ) -> Iterator[tuple[Formula, Payoffs, str]]:
        """Yield what an end of a period is worth, by case, and remember under a label how play goes on."""
        goes_on = [state for state, q in ending.moves.items() if q != 0 and period < self.last]
        new = {name: read_quotient(value) for name, value in ending.carry.items()}
        for chosen in itertools.product(*(selection[period + 1, state].cases for state in goes_on)):
            free = {n for c in chosen for u in c.payoffs for n in plain_names(u.names)}
            if free - set(self.game.game.space.names):
                names = ", ".join(sorted(free - set(self.game.game.space.names)))
                self.left_out.append(
                    f"equally good offers {names} that change what earlier periods are worth"
                )
                continue
            label = f"{_ONWARD}{len(onward)}"
            onward[label] = tuple((state, c.ways) for state, c in zip(goes_on, chosen, strict=True))
            cases: list[tuple[Formula, Payoffs]] = [
                (conjunction(*(substitute(c.where, new) for c in chosen)), ())
            ]
            for i in self._players:
                total = self._total(period, ending, i, goes_on, chosen, new)
                cases = [(conjunction(w, g), (*p, u)) for w, p in cases for g, u in total]
            for guard, payoffs in cases:
                for case, values in _fixed(guard, payoffs, first):
                    yield case, values, label

    def _total(
        self,
        period: int,
        ending: Ending,
        i: int,
        goes_on: list[str],
        chosen: tuple[Case, ...],
        new: Mapping[str, Quotient],
    ) -> ValueByCase:
        factor = read_quotient(self.game.discount[self.game.players[i]])
        times = Quotient.constant(1)
        if ending.lasting:
            for k in range(1, self.last - period + 1):
                times = times + factor**k
        flows = without_edges(self.game.space.decider, read_value(ending.payoffs[i]))
        total = [(guard, flow * times) for guard, flow in flows]
        for state, case in zip(goes_on, chosen, strict=True):
            weight = factor * read_quotient(ending.moves[state])
            later = substitute_value(case.payoffs[i], new)
            total = [(conjunction(g, h), u + weight * v) for g, u in total for h, v in later]
        return total


def _in_order(first: Case, cases: Iterable[Case]) -> Iterator[Case]:
    yield first
    before = first.where
    for case in cases:
        if case is not first:
            yield replace(case, where=conjunction(case.where, negation(before)), cut=True)
            before = disjunction(before, case.where)


def _bare(node: Node, history: History, endings: Mapping[History, Ending]) -> Node:
    """Return a period's tree with a terminal node at each of its ends."""
    if history in endings:
        return Terminal(())
    match node:
        case Decision(actions=actions):
            return replace(node, actions={a: _bare(n, (*history, a), endings) for a, n in actions.items()})
        case Chance(branches=branches):
            return Chance({a: (q, _bare(n, (*history, a), endings)) for a, (q, n) in branches.items()})
        case Offer(symbol=symbol, node=child):
            return replace(node, node=_bare(child, (*history, symbol.name), endings))
    return node


def _without_members(ways: list[Continuation], space: Space) -> Iterator[Continuation]:
    """Yield the continuations, without those in which one of several equally good offers is made by name."""
    open_ = [way for way in ways if way.free and isinstance(way.path, Named)]
    for way in ways:
        if not any(_is_member(way, wide, space) for wide in open_):
            yield way


def _is_member(way: Continuation, wide: Continuation, space: Space) -> bool:
    one, several = way.path, wide.path
    if not (isinstance(one, Named) and isinstance(several, Named) and isinstance(one.value, Quotient)):
        return False
    here = {one.symbol: one.value}
    if way.free or one.symbol != several.symbol or set(wide.free) != {one.symbol}:
        return False
    same = with_values(wide, here)
    if same.payoffs != way.payoffs or substitute_path(several.rest, here) != one.rest:
        return False
    return space.decider.satisfiable(conjunction(way.where, negation(same.where))) is False


def _numbered(way: Continuation, period: int) -> Continuation:
    """Return a continuation in which an offer that may be any of several has the period's number in its name."""
    if not way.free:
        return way
    names = {name: f"{name}_{period}" for name in way.free}
    changed = with_values(way, {name: Quotient.symbol(new) for name, new in names.items()})
    return replace(changed, free=tuple(names.values()))


def _fixed(
    guard: Formula, payoffs: Payoffs, first: Mapping[str, Quotient]
) -> Iterator[tuple[Formula, Payoffs]]:
    """Yield a case with carried numbers replaced by their first values."""
    if not first:
        yield guard, payoffs
        return
    cases: list[tuple[Formula, Payoffs]] = [(substitute(guard, first), ())]
    for payoff in payoffs:
        cases = [(conjunction(w, g), (*p, u)) for w, p in cases for g, u in substitute_value(payoff, first)]
    yield from cases
