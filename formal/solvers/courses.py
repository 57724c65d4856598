"""What happens in a game with finitely many periods, from the first one on.

The stages of all periods are solved (`unfolding`); here play is followed forwards: the first period's continuation
says where it leads, the carried numbers get their new values, and so on to the last period. Where several offers are
equally good and change what happens later, the offer stays a letter, with the period's number in its name.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from formal.algebra import Region
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import TRUE, Formula, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.writing import write_formula, write_quotient
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.equilibria.equilibrium import Choice
from formal.equilibria.unrolled import FiniteSolution
from formal.games.markov import MarkovGame
from formal.solvers.continuation import Continuation, Payoffs
from formal.solvers.generic import alive
from formal.solvers.periods import with_values
from formal.solvers.unfolding import Picks, Selection, Stage, Unfolding

__all__ = ["unfolded"]

#: A history of the whole game, and its probability.
_Path = tuple[tuple[tuple[Any, ...], Quotient], ...]


def unfolded(game: MarkovGame, knife_edges: bool, report: Callable[[str], None]) -> Solution:
    """Return every pure equilibrium of a game with finitely many periods, as a function of state and period."""
    work = _Forward(Unfolding(game, knife_edges, report))
    outcomes = tuple(sorted(work.outcomes(), key=lambda outcome: outcome.where.is_thin()))
    gap = work.gap(outcomes)
    scope = (
        "every course of play in a pure subgame-perfect equilibrium that depends on period and state alone"
    )
    reasons = (reason for notes in work.unfolding.notes for reason in notes.reasons)
    return FiniteSolution(
        game=game,
        concept="markov_perfect",
        space=game.space,
        found=outcomes,
        scope=scope if knife_edges else f"{scope} and exists on a set of parameters with an interior",
        undecided=tuple(dict.fromkeys(work.undecided())),
        without=gap,
        reasons=tuple(dict.fromkeys(reasons)) if gap is not None else (),
    )


@dataclass(frozen=True, eq=False)
class _Course:
    """One way in which play may go from some period on.

    Attributes
    ----------
    where
        For which parameters.
    path
        The histories from there on.
    taken
        Which continuation is played in the periods and states that are reached.
    free
        The offers, with the period's number, that may be any of several.
    """

    where: Formula
    path: _Path
    taken: Mapping[tuple[int, str], int]
    free: frozenset[str] = frozenset()

    def beside(self, other: _Course) -> _Course | None:
        """Return both courses, if they do not differ where they meet."""
        if any(other.taken.get(key, k) != k for key, k in self.taken.items()):
            return None
        where = conjunction(self.where, other.where)
        return _Course(where, self.path + other.path, {**self.taken, **other.taken}, self.free | other.free)


@dataclass(frozen=True, eq=False)
class _Forward:
    unfolding: Unfolding

    @property
    def game(self) -> MarkovGame:
        return self.unfolding.game

    @property
    def space(self) -> Space:
        return self.game.space

    # -- courses -----------------------------------------------------------------------------------

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what may happen from the first period on."""
        grouped: dict[tuple[_Path, Payoffs], list[tuple[Selection, _Course]]] = {}
        for selection in self.unfolding.selections:
            stage = selection[1, self.game.start]
            for k, way in enumerate(stage.ways):
                for course in self._courses(selection, 1, self.game.start, k, dict(self.game.carried)):
                    grouped.setdefault((course.path, way.payoffs), []).append((selection, course))
        for (path, payoffs), own in grouped.items():
            shown = {history: write_quotient(q, self.space.symbols) for history, q in path}
            worth = self._payoffs(payoffs)
            where = self._region(disjunction(*(self._bare(course) for _, course in own)))
            yield Outcome(where, shown, worth, _Spelled(self, own, shown, worth))

    def _courses(
        self, selection: Selection, period: int, state: str, k: int, numbers: Mapping[str, sp.Expr]
    ) -> Iterator[_Course]:
        """Yield the courses of play from a period on, if one continuation is played in it."""
        stage = selection[period, state]
        known = {name: read_quotient(value) for name, value in numbers.items()}
        here = with_values(stage.ways[k], known)
        options: list[list[_Course]] = []
        for labels, named, weight in stage.profiles.named_leaves(here):
            options.append(list(self._after(selection, period, state, labels, named, weight, numbers)))
        start = _Course(here.where, (), {(period, state): k}, frozenset(here.free))
        for parts in itertools.product(*options):
            course: _Course | None = start
            for part in parts:
                course = course.beside(part) if course is not None else None
            if course is not None and self._alive(course.where):
                yield course

    def _after(
        self,
        selection: Selection,
        period: int,
        state: str,
        labels: tuple[str, ...],
        named: Mapping[str, Any],
        weight: Quotient,
        numbers: Mapping[str, sp.Expr],
    ) -> Iterator[_Course]:
        """Yield the courses that go through one end of a period's tree."""
        *own, label = labels
        ending = self.game.endings[(state, *own)]
        offers = {name: _Named.read(name, said, period, bool(ending.carry)) for name, said in named.items()}
        history = (state, *(offers[x].label if x in offers else x for x in own))
        table = {**numbers, **{name: offer.value for name, offer in offers.items()}}
        where = conjunction(*(offer.where for offer in offers.values()))
        free = frozenset(offer.free for offer in offers.values() if offer.free)
        picks: Picks = selection[period, state].onward[label]
        new = {**numbers, **{n: _at(v, table) for n, v in ending.carry.items()}}
        options = []
        for following, ways in picks:
            chance = weight * read_quotient(_at(ending.moves[following], table))
            courses = (c for k in ways for c in self._courses(selection, period + 1, following, k, new))
            options.append([_begun(history, chance, c) for c in courses])
        start = _Course(where, () if picks else ((history, weight),), {}, free)
        for parts in itertools.product(*options):
            course: _Course | None = start
            for part in parts:
                course = course.beside(part) if course is not None else None
            if course is not None:
                yield course

    def _alive(self, formula: Formula) -> bool:
        return alive(self.space.decider, formula, self.unfolding.knife_edges)

    # -- what came out -----------------------------------------------------------------------------

    def _bare(self, course: _Course) -> Formula:
        """Return where a course is possible for some of the offers that may be any of several."""
        return (
            eliminate(self.space.decider, course.where, *sorted(course.free)) if course.free else course.where
        )

    def _region(self, formula: Formula) -> Region:
        found = simplify(self.space.decider, formula)
        return Region.of(self.space, found.formula, minimal=found.minimal)

    def _payoffs(self, payoffs: Payoffs) -> dict[str, sp.Expr]:
        pairs = zip(self.game.players, payoffs, strict=True)
        return {player: write_quotient(u, self.space.symbols) for player, u in pairs}

    def gap(self, outcomes: Iterable[Outcome]) -> Region | None:
        """Return where there is no equilibrium; None if there is one everywhere."""
        formula = negation(disjunction(*(outcome.where.formula for outcome in outcomes)))
        return self._region(formula) if self._alive(formula) else None

    def undecided(self) -> Iterator[str]:
        """Yield what was left open."""
        yield from self.unfolding.left_out
        for space in [self.space, *(s for notes in self.unfolding.notes for s in notes.spaces)]:
            for formula in space.decider.undecided:
                yield f"whether this can hold: {write_formula(formula, space.symbols)}"

    # -- strategies --------------------------------------------------------------------------------

    def equilibrium(
        self,
        selection: Selection,
        course: _Course,
        path: Mapping[Any, sp.Expr],
        payoffs: Mapping[str, sp.Expr],
    ) -> Equilibrium:
        """Return an equilibrium behind a course of play: strategies by period, supported in one way."""
        region = self._region(self._bare(course))
        wide = self.space.with_symbols(sp.Symbol(name) for name in sorted(course.free))
        open_ = simplify(wide.assuming(region.formula).decider, course.where).formula if course.free else TRUE
        strategy: dict[str, Choice] = {}
        for (period, state), stage in sorted(selection.items(), key=lambda item: item[0][0]):
            strategy |= self._strategy(stage, period, course.taken.get((period, state)), region)
        free = {sp.Symbol(name): Region.of(wide, open_) for name in sorted(course.free)}
        return Equilibrium(region, self._with_letters(strategy, course), payoffs, path, free=free)

    def _with_letters(self, strategy: dict[str, Choice], course: _Course) -> dict[str, Choice]:
        """Return a strategy in which the first period's offer, if it may be any of several, is a letter."""
        names = {n.removesuffix("_1") for n in course.free if n.endswith("_1")}
        letters = {
            f"{info.name} in period 1": sp.Symbol(f"{info.symbol}_1")
            for info in self.game.information_sets.values()
            if info.symbol is not None and str(info.symbol) in names
        }
        return {n: letters[n] if n in letters and isinstance(c, Region) else c for n, c in strategy.items()}

    def _strategy(self, stage: Stage, period: int, taken: int | None, region: Region) -> dict[str, Choice]:
        inside = (self.space if period == 1 else self.game.game.space).assuming(region.formula)
        ways = tuple(way for way in self._in_order(stage, taken) if inside.decider.possible(way.where))
        profile = next(stage.profiles.in_order(ways))
        choices = stage.profiles.choices(inside, profile)
        return {f"{info} in period {period}": choice for info, choice in choices.items()}

    def _in_order(self, stage: Stage, taken: int | None) -> Iterator[Continuation]:
        """Yield the continuations as they count: the one that is played first, then case by case."""
        plain = [replace(way, where=self.unfolding.possible(way)) for way in stage.ways]
        if taken is not None:
            yield plain[taken]
        for case in stage.cases:
            for k in case.ways:
                if k != taken:
                    where = plain[k].where
                    yield replace(plain[k], where=conjunction(where, case.where) if case.cut else where)


def _begun(history: tuple[Any, ...], chance: Quotient, course: _Course) -> _Course:
    """Return a course that begins with what happened before."""
    path = tuple(((*history, *rest), chance * weight) for rest, weight in course.path)
    return replace(course, path=path)


@dataclass(frozen=True, eq=False)
class _Named:
    """An offer on the path: what is said about it, its value, and, if it may be any of several, its name."""

    label: Any
    value: sp.Expr
    where: Formula = TRUE
    free: str = ""

    @staticmethod
    def read(name: str, said: Any, period: int, carried: bool) -> _Named:
        """Return an offer; where later periods depend on it and it may be any of several, it gets a number."""
        if isinstance(said, sp.Eq):
            return _Named(said, said.rhs)
        if not carried:
            return _Named(said, sp.Symbol(name))
        numbered = sp.Symbol(f"{name}_{period}")
        renamed = said.xreplace({s: numbered for s in said.free_symbols if s.name == name})
        return _Named(sp.Eq(sp.Symbol(name), numbered), numbered, read_condition(renamed), numbered.name)


@dataclass(frozen=True, eq=False)
class _Spelled:
    """The equilibria behind an outcome, spelled out when first asked for."""

    work: _Forward
    own: list[tuple[Selection, _Course]]
    path: Mapping[Any, sp.Expr]
    payoffs: Mapping[str, sp.Expr]

    def __iter__(self) -> Iterator[Equilibrium]:
        for selection, course in self.own:
            yield self.work.equilibrium(selection, course, self.path, self.payoffs)


def _at(expression: sp.Expr, table: Mapping[str, sp.Expr]) -> sp.Expr:
    """Return an expression with offers and carried numbers replaced, by name and all at once."""
    here = {s: table[s.name] for s in expression.free_symbols if s.name in table}
    return expression.subs(here, simultaneous=True) if here else expression
