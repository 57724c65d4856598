"""Markov games: every pure stationary Markov perfect equilibrium, by region.

1. States are put in order: a group of states that lead to one another comes after the groups that it leads to.
2. In a group, each state's period is solved with the worths of the group's states as unknowns (`periods`); what
   comes out is, for each way to play the period, a condition on parameters and unknowns, and what the state is
   worth then.
3. A choice of one way for each state turns "worth" into a linear system over the rational functions of the
   parameters. Its solution, put into the conditions, gives the region; by the one-shot deviation principle that
   is where the choice is an equilibrium.
4. Equilibria with the same path and payoffs are one outcome; where none exists is the rest of the space.

References
----------
Maskin, E. and Tirole, J. (2001), Markov perfect equilibrium. Journal of Economic Theory 100, section 4.
Fudenberg, D. and Tirole, J. (1991), Game Theory, Theorem 4.2 (the one-shot deviation principle).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import TRUE, Formula, conjunction, disjunction, names, negation
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify
from formal.algebra.writing import write_formula
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.equilibria.equilibrium import History
from formal.equilibria.play import Play
from formal.equilibria.stationary import StationaryEquilibrium, StationarySolution
from formal.errors import GameError
from formal.games.markov import MarkovGame
from formal.games.tree import Draw, Offer
from formal.games.walking import walk
from formal.solvers.continuation import Continuation
from formal.solvers.courses import unfolded
from formal.solvers.fixed_points import fixed_point, put_in
from formal.solvers.generic import alive
from formal.solvers.periods import Period, Worth, at, with_values, worth_symbol
from formal.solvers.profiles import Alternative, Profile

__all__ = ["markov_perfect"]

#: Where no equilibrium exists is a long formula; with more parameters than this it is not simplified.
_MOST_PARAMETERS = 16


def markov_perfect(game: MarkovGame, knife_edges: bool, report: Callable[[str], None]) -> Solution:
    """Return every pure stationary Markov perfect equilibrium of a Markov game.

    Examples
    --------
    >>> from formal.games.stepping import step
    >>> delta, u = sp.symbols("delta u")
    >>> game = MarkovGame(["A"], {"on": step((u,), "off"), "off": step((0,), "on")}, delta)
    >>> markov_perfect(game, knife_edges=False, report=lambda _: None)[0].payoffs
    {'A': -u/(delta**2 - 1)}
    """
    work = _Work(game, knife_edges, report)
    outcomes = work.outcomes(work.complete())
    gap = work.gap(outcomes)
    return StationarySolution(
        game=game,
        concept="markov_perfect",
        space=game.space,
        found=outcomes,
        scope=_scope(game, knife_edges, gap is not None),
        undecided=tuple(dict.fromkeys(work.undecided())),
        without=gap,
        reasons=tuple(dict.fromkeys(work.reasons)) if gap is not None else (),
    )


@dataclass(frozen=True, eq=False)
class _Way:
    """How the states of some groups are played, where, and what they are worth then.

    `chosen` has for each state the period that was solved and the continuation that is played, with unknowns.
    """

    where: Formula = TRUE
    worth: Worth = field(default_factory=dict)
    chosen: Mapping[str, tuple[Period, Continuation]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Quotient]:
        return {worth_symbol(state, player).name: value for (state, player), value in self.worth.items()}


@dataclass(eq=False)
class _Work:
    game: MarkovGame
    knife_edges: bool
    report: Callable[[str], None]
    periods: list[Period] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    cache: dict[object, Period] = field(default_factory=dict)
    regions: dict[Formula, Region] = field(default_factory=dict)

    # -- group by group ----------------------------------------------------------------------------

    def complete(self) -> list[_Way]:
        ways = [_Way()]
        for group in groups(self.game):
            self.report(f"states {', '.join(group)}: {len(ways)} ways to play what follows")
            ways = [longer for way in ways for longer in self._extended(way, group)]
        return ways

    def _extended(self, way: _Way, group: tuple[str, ...]) -> Iterator[_Way]:
        periods = [self._period(state, way) for state in group]
        for chosen in self._combinations(way, periods):
            yield from self._closed(way, periods, chosen)

    def _period(self, state: str, way: _Way) -> Period:
        names = self.game.successors[state]
        known = {key: value for key, value in way.worth.items() if key[0] in names}
        key = (state, tuple(known.items()))
        if key not in self.cache:
            self.cache[key] = Period(self.game, state, known, self.knife_edges, self.report)
            self.periods.append(self.cache[key])
        return self.cache[key]

    def _combinations(self, way: _Way, periods: list[Period]) -> Iterator[tuple[Continuation, ...]]:
        return itertools.product(*(period.continuations for period in periods))

    def _closed(self, way: _Way, periods: list[Period], chosen: tuple[Continuation, ...]) -> Iterator[_Way]:
        """Yield the way in which the states of a group are played as chosen, if it is an equilibrium somewhere."""
        if any(c.free for c in chosen):
            names = ", ".join(name for c in chosen for name in c.free)
            self.notes.append(
                f"a continuum of equally good offers {names} that changes what states are worth"
            )
            return
        own = [p.state for p in periods]
        worths = {
            (state, player): payoff
            for state, c in zip(own, chosen, strict=True)
            for player, payoff in zip(self.game.players, c.payoffs, strict=True)
        }
        solved = fixed_point({worth_symbol(*key).name: payoff for key, payoff in worths.items()})
        if solved.note:
            self.notes.append(f"{solved.note} where {', '.join(own)} are played one way")
            return
        where = way.where
        for part in (solved.where, *(c.where for c in chosen)):
            where = conjunction(where, put_in(self.game.space.decider, part, solved.values))
            if not self._alive(where):
                return
        values = {key: solved.values[worth_symbol(*key).name] for key in worths}
        more = {state: (p, c) for state, p, c in zip(own, periods, chosen, strict=True)}
        yield _Way(where, {**way.worth, **values}, {**way.chosen, **more})

    def _alive(self, formula: Formula) -> bool:
        return alive(self.game.space.decider, formula, self.knife_edges)

    # -- what came out -----------------------------------------------------------------------------

    def gap(self, outcomes: Iterable[Outcome]) -> Region | None:
        """Return where there is no equilibrium; None if there is one everywhere."""
        formula = negation(disjunction(*(outcome.where.formula for outcome in outcomes)))
        if not self._alive(formula):
            return None
        for period in self.periods:
            self.reasons += period.induction.notes.reasons
        if len(names(formula)) > _MOST_PARAMETERS:
            return Region.of(self.game.space, formula, minimal=False)
        return self._region(formula)

    def undecided(self) -> Iterator[str]:
        yield from self.notes
        for space in [self.game.space, *(s for p in self.periods for s in p.induction.notes.spaces)]:
            for formula in space.decider.undecided:
                yield f"whether this can hold: {write_formula(formula, space.symbols)}"

    def outcomes(self, ways: list[_Way]) -> tuple[Outcome, ...]:
        grouped: dict[object, list[_Way]] = {}
        plays = {id(way): self.play(way) for way in ways}
        for way in ways:
            play = plays[id(way)]
            paths = tuple((s, self._final(way, s).path) for s in play.reached)
            start = tuple(play.worth[self.game.start].values())
            grouped.setdefault((paths, start), []).append(way)
        found = [self._outcome(own, plays[id(own[0])]) for own in grouped.values()]
        return tuple(sorted(found, key=lambda outcome: outcome.where.is_thin()))

    def play(self, way: _Way) -> Play:
        moves = {s: period.moves(self._final(way, s)) for s, (period, _) in way.chosen.items()}
        ordered = {s: moves[s] for s in self.game.states}
        worth = {s: {p: way.worth[s, p] for p in self.game.players} for s in self.game.states}
        return Play(self.game.space, self.game.start, ordered, worth)

    def _final(self, way: _Way, state: str) -> Continuation:
        return with_values(way.chosen[state][1], way.values)

    def _outcome(self, own: list[_Way], play: Play) -> Outcome:
        where = self._region(disjunction(*(way.where for way in own)))
        return Outcome(
            where=where,
            path=self._path(own[0], play.reached),
            payoffs=self._payoffs(play),
            spelled=_Spelled(self, own),
            facts=play.facts,
        )

    def region(self, parts: Iterable[Region]) -> Region:
        """Return the union of regions, in plain conditions."""
        listed = {part.formula: part for part in parts}
        if len(listed) == 1:
            return next(iter(listed.values()))
        return self._region(disjunction(*listed))

    def _region(self, formula: Formula) -> Region:
        if formula not in self.regions:
            found = simplify(self.game.space.decider, formula)
            self.regions[formula] = Region.of(self.game.space, found.formula, minimal=found.minimal)
        return self.regions[formula]

    def _payoffs(self, play: Play) -> dict[str, object]:
        worth = play.worth[self.game.start]
        return {player: self.game.space.write(value) for player, value in worth.items()}

    def _path(self, way: _Way, states: Iterable[str]) -> dict[History, sp.Expr]:
        found: dict[History, sp.Expr] = {}
        for state in states:
            period = way.chosen[state][0]
            for history, probability in period.profiles.outcome(self._final(way, state)).items():
                found[(state, *history)] = probability
        return found

    # -- strategies --------------------------------------------------------------------------------

    def equilibria(self, way: _Way) -> Iterator[Equilibrium]:
        """Yield the equilibria behind a way to play: one for each way to support it off the path."""
        play = self.play(way)
        options = [
            [(state, where, profile) for where, profile in self._alternatives(way, state)]
            for state in self.game.states
        ]
        for combination in itertools.product(*options):
            where = conjunction(way.where, *(guard for _, guard, _ in combination))
            if self._alive(where):
                yield self._equilibrium(way, play, where, combination)

    def _alternatives(self, way: _Way, state: str) -> list[Alternative]:
        period, continuation = way.chosen[state]
        decider, values = self.game.space.decider, way.values
        found = [
            (put_in(decider, where, values), p) for where, p in period.profiles.alternatives(continuation)
        ]
        return [(where, at(profile, values)) for where, profile in found if self._alive(where)]

    def _equilibrium(
        self, way: _Way, play: Play, where: Formula, combination: tuple[tuple[str, Formula, Profile], ...]
    ) -> Equilibrium:
        region = self._region(where)
        inside = self.game.space.assuming(region.formula)
        strategy = {}
        for state, _, profile in combination:
            profiles = way.chosen[state][0].profiles
            strategy.update(profiles.choices(inside, profile))
        return StationaryEquilibrium(
            where=region,
            strategy={info: strategy[info] for info in self.game.information_sets if info in strategy},
            payoffs=self._payoffs(play),
            outcome=self._path(way, play.reached),
            belief={
                info: {(state, *history): q for history, q in beliefs.items()}
                for state, (period, _) in way.chosen.items()
                for info, beliefs in period.deferred.beliefs.items()
            },
            play=play,
            courses=self._path(way, self.game.states),
        )


@dataclass(frozen=True, eq=False)
class _Spelled:
    """The equilibria behind an outcome, spelled out when first asked for."""

    work: _Work
    ways: list[_Way]

    def __iter__(self) -> Iterator[Equilibrium]:
        alike: dict[str, list[Equilibrium]] = {}
        for way in self.ways:
            for equilibrium in self.work.equilibria(way):
                alike.setdefault(str(equilibrium.strategy), []).append(equilibrium)
        for first, *others in alike.values():
            yield replace(first, where=self.work.region((first.where, *(e.where for e in others))))


def groups(game: MarkovGame) -> list[tuple[str, ...]]:
    """Return the states in groups that lead to one another, each group after those that it leads to."""
    reached = {state: _reached(game, state) for state in game.states}
    found: list[tuple[str, ...]] = []
    placed: set[str] = set()
    while len(placed) < len(game.states):
        for state in game.states:
            own = tuple(s for s in game.states if s == state or (s in reached[state] and state in reached[s]))
            if state not in placed and reached[state] - set(own) <= placed:
                found.append(own)
                placed |= set(own)
    return found


def _reached(game: MarkovGame, state: str) -> set[str]:
    found: set[str] = set()
    waiting = list(game.successors[state])
    while waiting:
        following = waiting.pop()
        if following not in found:
            found.add(following)
            waiting += game.successors[following]
    return found


def _scope(game: MarkovGame, knife_edges: bool, gap: bool) -> str:
    scope = "every pure stationary Markov perfect equilibrium"
    if not knife_edges:
        scope += " that exists on a set of parameters with an interior"
    offers = [node for _, node in walk(game.tree) if isinstance(node, Offer)]
    if any(node.low.is_infinite or node.high.is_infinite for node in offers):
        scope += ", as far as one-shot deviations tell (payoffs are not bounded)"
    return scope + ("; there need not be one in pure strategies" if gap else "")


def _require_no_draws(game: MarkovGame) -> None:
    for history, node in walk(game.tree):
        if isinstance(node, Draw):
            raise GameError(
                f"{node.symbol} is drawn in the state {history[0]!r}: draws are not solved in Markov games; let nature "
                "choose among finitely many values"
            )


@verbs.solve.register
def _solve(
    game: MarkovGame,
    concept: str | None = None,
    knife_edges: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Solution:
    if concept not in (None, "markov_perfect"):
        raise GameError(
            f"{concept!r} is no concept for a Markov game: ask for 'markov_perfect', or leave it out"
        )
    _require_no_draws(game)
    knife_edges = knife_edges or not game.space.symbols  # without parameters nothing lies on an edge
    solver = markov_perfect if game.periods is None else unfolded
    return solver(game, knife_edges, progress or (lambda _: None))
