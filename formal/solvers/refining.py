"""Refinements of perfect Bayesian equilibrium in signalling games, by who could have sent what nobody sends.

Fix an equilibrium outcome, let `u*(t)` be what type `t` gets in it, and take a message `m` that no type sends. Replies
to `m` that are best at some belief over types are called *best replies*; moves after the reply are those of the
equilibrium. Each criterion rules out some types as senders of `m`, if any type is left then:

- `"dominance"`: types for which another message is better than `m` whatever the best replies to the two;
- `"intuitive"`: types that get less than `u*(t)` from every best reply to `m`;
- `"d1"`: types `t` such that another type `s` gains strictly from every mixed best reply to `m` from which `t` gains at
  least weakly, and `s` gains from some.

The outcome is struck out by `"dominance"` and `"d1"` where every best reply to `m`, mixed ones included, at beliefs on
the remaining types lets some type gain, and by `"intuitive"` where some type gains from all of them. Sets of replies
matter through their convex hull only: whether a mixture exists that pleases one type and not another is decided by its
pairs, and one that deters `n` types needs at most `n` replies.

References
----------
Cho, I.-K. and D. Kreps (1987), Signaling games and stable equilibria. Quarterly Journal of Economics 102.
Mas-Colell, A., M. Whinston and J. Green (1995), Microeconomic Theory, appendix A to chapter 13.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from formal import verbs
from formal.algebra import Region
from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    compare,
    conjunction,
    disjunction,
    disjuncts,
    names,
    negation,
)
from formal.algebra.normal import interior
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.simplify import simplify
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.equilibria.objection import Objection
from formal.errors import GameError
from formal.games import Game
from formal.games.signalling import Signalling, read_signalling
from formal.solvers.assessments import Assessments
from formal.solvers.replies import Replies, some_mixture

_ZERO = Quotient.constant(0)
#: What each type, or the receiver facing it, is paid after a message, by reply.
Paid = Mapping[str, Mapping[str, Quotient]]


@verbs.refine.register
def refine(solution: Solution, criterion: str, knife_edges: bool = False) -> Solution:
    """Return the equilibria that survive a refinement; see `Solution.refine`."""
    if criterion not in CRITERIA:
        raise GameError(
            f"no such refinement: {criterion!r}; one of {', '.join(map(repr, CRITERIA))} is wanted"
        )
    if not isinstance(solution.game, Game) or solution.concept != "perfect_bayesian":
        name = getattr(solution.game, "name", "") or f"this {type(solution.game).__name__}"
        raise GameError(
            f"{criterion!r} refines perfect Bayesian equilibria of signalling games, and {name} is solved for "
            f"{solution.concept.replace('_', ' ')} equilibria"
        )
    parts = read_signalling(solution.game)
    kept: list[Outcome] = []
    objections: list[Objection] = []
    for outcome in solution.found:
        survivors, against = _Trial(solution, parts, criterion, knife_edges).judge(outcome)
        kept += survivors
        objections += against
    return replace(
        solution,
        found=tuple(sorted(kept, key=lambda outcome: outcome.where.is_thin())),
        criteria=(*solution.criteria, criterion),
        objections=(*solution.objections, *objections),
        without=_nowhere(solution, kept, knife_edges),
        reasons=(),
    )


def _nowhere(solution: Solution, kept: list[Outcome], knife_edges: bool) -> Region | None:
    decider = solution.space.decider
    gap = negation(disjunction(*(outcome.where.formula for outcome in kept)))
    empty = not decider.possible(gap if knife_edges else interior(decider, gap))
    return None if empty else Region.of(solution.space, simplify(decider, gap).formula)


@dataclass(eq=False)
class _Trial:
    """The trial of the equilibria of one outcome."""

    solution: Solution
    parts: Signalling
    criterion: str
    knife_edges: bool

    def judge(self, outcome: Outcome) -> tuple[list[Outcome], list[Objection]]:
        """Return what survives of an outcome, at most one, and what was held against it."""
        kept: list[Equilibrium] = []
        against: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Formula]] = {}
        known: dict[object, list[_Verdict]] = {}
        for equilibrium in outcome.equilibria:
            case = _Case(self.solution.game, self.parts, self.criterion, equilibrium)
            verdicts = []
            for message in case.unsent:
                key = message, case.where, case.worth(message)
                if key not in known:
                    known[key] = list(case.verdicts(message))
                verdicts += [(message, verdict) for verdict in known[key]]
            bad = disjunction(*(verdict.where for _, verdict in verdicts))
            kept += self._survivor(case, bad)
            for message, verdict in verdicts:
                key_of = message, verdict.by, verdict.excluded
                against.setdefault(key_of, []).append(self._without_free(case, verdict.where))
        return list(self._joined(outcome, kept)), list(self._objections(outcome, against))

    def _survivor(self, case: _Case, bad: Formula) -> Iterator[Equilibrium]:
        equilibrium = case.equilibrium
        if bad == FALSE:
            yield equilibrium
            return
        good = simplify(case.decider, negation(bad)).formula
        where = self._thick(self._without_free(case, conjunction(good)))
        if where == FALSE:
            return
        free = equilibrium.free
        if names(good) & {symbol.name for symbol in free}:
            free = {symbol: Region.of(r.space, conjunction(r.formula, good)) for symbol, r in free.items()}
        yield replace(equilibrium, where=Region.of(self.solution.space, where), free=free)

    def _without_free(self, case: _Case, formula: Formula) -> Formula:
        """Return where an equilibrium exists with values of its free symbols for which `formula` holds."""
        own = self.solution.space.decider
        whole = conjunction(case.where, formula)
        if names(whole) & set(case.free):
            whole = eliminate(own, conjunction(case.ranges, whole), *case.free)
        return simplify(own, whole).formula

    def _thick(self, formula: Formula) -> Formula:
        if self.knife_edges:
            return formula
        return disjunction(
            *(p for p in disjuncts(formula) if Region.of(self.solution.space, p).has_interior())
        )

    def _joined(self, outcome: Outcome, kept: list[Equilibrium]) -> Iterator[Outcome]:
        if not kept:
            return
        space = self.solution.space
        where = simplify(space.decider, disjunction(*(e.where.formula for e in kept)))
        region = Region.of(space, where.formula, minimal=where.minimal)
        yield replace(outcome, where=region, spelled=tuple(kept))

    def _objections(
        self, outcome: Outcome, against: Mapping[tuple[str, tuple[str, ...], tuple[str, ...]], list[Formula]]
    ) -> Iterator[Objection]:
        space = self.solution.space
        strategy = outcome.equilibria[0].strategy
        sent = {kind: strategy[info] for kind, (info, _) in self.parts.types.items()}
        for (message, by, excluded), found in against.items():
            where = self._thick(simplify(space.decider, disjunction(*found)).formula)
            if where != FALSE:
                yield Objection(self.criterion, sent, message, by, excluded, Region.of(space, where))  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Verdict:
    """Where some types' deviation strikes an equilibrium out, once `excluded` are ruled out."""

    by: tuple[str, ...]
    excluded: tuple[str, ...]
    where: Formula


@dataclass(eq=False)
class _Case:
    """One equilibrium, and what each message that nobody sends would bring."""

    game: Game
    parts: Signalling
    criterion: str
    equilibrium: Equilibrium
    _replies: dict[str, Replies] = field(default_factory=dict)

    @property
    def where(self) -> Formula:
        """Where the equilibrium exists."""
        return self.equilibrium.where.formula

    @cached_property
    def free(self) -> tuple[str, ...]:
        """The names of the symbols that may be chosen."""
        return tuple(symbol.name for symbol in self.equilibrium.free)

    @cached_property
    def ranges(self) -> Formula:
        """From where they may be chosen."""
        return conjunction(*(region.formula for region in self.equilibrium.free.values()))

    @cached_property
    def decider(self) -> Decider:
        """Of the parameters for which the equilibrium exists."""
        return self.game.space.assuming(self.where).decider

    @cached_property
    def search(self) -> Assessments:
        return Assessments(self.game, self.game.space.decider)

    @cached_property
    def strategy(self) -> dict[str, dict[str, Quotient]]:
        return {
            info: {action: read_quotient(q) for action, q in choice.items()}  # type: ignore[union-attr]
            for info, choice in self.equilibrium.strategy.items()
        }

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(self.parts.types)

    @cached_property
    def unsent(self) -> list[str]:
        """The messages that no type sends."""
        infos = [info for info, _ in self.parts.types.values()]
        return [m for m in self.parts.messages if all(self.strategy[info][m].is_zero for info in infos)]

    @cached_property
    def achieved(self) -> dict[str, Quotient]:
        """What each type gets."""
        return {kind: self._paid(self.parts.sender, (kind,), self.strategy) for kind in self.types}

    def _paid(
        self, player: str, history: tuple[str, ...], strategy: Mapping[str, Mapping[str, Quotient]]
    ) -> Quotient:
        return self.search.expected(history, self.game.players.index(player), strategy)

    def after(self, player: str, message: str) -> dict[str, dict[str, Quotient]]:
        """Return `{type: {reply: payoff}}` after a message."""
        info = self.parts.replies[message]
        if info is None:
            return {kind: {"": self._paid(player, (kind, message), self.strategy)} for kind in self.types}
        actions = self.game.information_sets[info].actions
        found: dict[str, dict[str, Quotient]] = {kind: {} for kind in self.types}
        for reply in actions:
            sure = {a: Quotient.constant(int(a == reply)) for a in actions}
            for kind in self.types:
                found[kind][reply] = self._paid(player, (kind, message), {**self.strategy, info: sure})
        return found

    def replies(self, message: str) -> Replies:
        """Return the best replies to a message."""
        if message not in self._replies:
            self._replies[message] = self._best(message)
        return self._replies[message]

    def _best(self, message: str) -> Replies:
        info = self.parts.replies[message]
        if info is None:
            return Replies(self.game.space.decider, ("",), {kind: {"": _ZERO} for kind in self.types})
        seen = self.game.information_sets[info]
        node = self.game.node(seen.histories[0])
        paid = self.after(seen.player, message)
        return Replies(self.game.space.decider, seen.actions, paid, getattr(node, "prefer", None))

    def gains(self, message: str) -> dict[str, dict[str, Quotient]]:
        """Return `{type: {reply: what it gains by the message}}`."""
        paid = self.after(self.parts.sender, message)
        return {kind: {r: u - self.achieved[kind] for r, u in own.items()} for kind, own in paid.items()}

    def worth(self, message: str) -> object:
        """Return all that a verdict on a message depends on, for those that share an outcome."""
        told = [self.gains(message), self.replies(message).paid]
        if self.criterion == "dominance":
            told += [self.after(self.parts.sender, m) for m in self.parts.messages]
            told += [self.replies(m).paid for m in self.parts.messages]
        return tuple((kind, tuple(own.items())) for table in told for kind, own in table.items())

    # -- the verdict ------------------------------------------------------------------------------

    def verdicts(self, message: str) -> Iterator[_Verdict]:
        """Yield by whom, and where, a message is a convincing deviation."""
        ruled_out = {kind: CRITERIA[self.criterion].excludes(self, message, kind) for kind in self.types}
        for excluded, here in self._splits(ruled_out):
            left = tuple(kind for kind in self.types if kind not in excluded)
            if excluded and left:
                yield from self._convincing(message, excluded, left, here)

    def _splits(self, ruled_out: Mapping[str, Formula]) -> Iterator[tuple[tuple[str, ...], Formula]]:
        cases: list[tuple[tuple[str, ...], Formula]] = [((), TRUE)]
        for kind, formula in ruled_out.items():
            cases = [
                (members, both)
                for excluded, before in cases
                for members, side in (((*excluded, kind), formula), (excluded, negation(formula)))
                if (both := conjunction(before, side)) != FALSE and self.decider.possible(both)
            ]
        yield from cases

    def _convincing(
        self, message: str, excluded: tuple[str, ...], left: tuple[str, ...], here: Formula
    ) -> Iterator[_Verdict]:
        gains, replies = self.gains(message), self.replies(message)
        tempted = []
        for kind in left:
            always = conjunction(
                *(
                    disjunction(negation(where), compare(gains[kind][r], ">", _ZERO))
                    for (r,), where in replies.supports(left, 1)
                )
            )
            tempted.append(always)
            whole = conjunction(here, always)
            if self.decider.possible(whole):
                yield _Verdict((kind,), excluded, whole)
        if CRITERIA[self.criterion].needs_one_type:
            return
        deterred = disjunction(
            *(
                conjunction(where, some_mixture(self.game.space.decider, support, list(gains.values())))
                for support, where in replies.supports(left, len(self.types))
            )
        )
        rest = conjunction(here, negation(deterred), *map(negation, tempted))
        if self.decider.possible(rest):
            yield _Verdict(left, excluded, rest)


# -- the criteria ------------------------------------------------------------------------------------


def _never_gains(case: _Case, message: str, kind: str) -> Formula:
    """Return where every best reply to the message gives a type less than the equilibrium."""
    gain = case.gains(message)[kind]
    replies = case.replies(message).supports(case.types, 1)
    return conjunction(
        *(disjunction(negation(where), compare(_ZERO, ">", gain[r])) for (r,), where in replies)
    )


def _is_dominated(case: _Case, message: str, kind: str) -> Formula:
    """Return where some other message is better for a type, whatever the best replies to the two."""
    here = case.after(case.parts.sender, message)[kind]
    found = []
    for other in case.parts.messages:
        if other == message:
            continue
        there = case.after(case.parts.sender, other)[kind]
        pairs = itertools.product(
            case.replies(message).supports(case.types, 1), case.replies(other).supports(case.types, 1)
        )
        better = (
            disjunction(negation(one), negation(two), compare(there[s], ">", here[r]))
            for ((r,), one), ((s,), two) in pairs
        )
        found.append(conjunction(*better))
    return disjunction(*found)


def _is_less_eager(case: _Case, message: str, kind: str) -> Formula:
    """Return where some other type gains from every mixed best reply from which this one at least breaks even."""
    replies, gains = case.replies(message), case.gains(message)
    found = []
    for rival in case.types:
        if rival == kind:
            continue
        mine, theirs = gains[kind], gains[rival]
        hopes = disjunction(
            *(
                conjunction(where, compare(theirs[r], ">", _ZERO))
                for (r,), where in replies.supports(case.types, 1)
            )
        )
        apart = (
            negation(conjunction(where, _pleases_one_only(mine, theirs, support)))
            for support, where in replies.supports(case.types, 2)
        )
        found.append(conjunction(hopes, *apart))
    return disjunction(*found)


def _pleases_one_only(
    mine: Mapping[str, Quotient], theirs: Mapping[str, Quotient], support: tuple[str, ...]
) -> Formula:
    """Return where a mixture over one or two replies gives me at least zero and the other at most zero."""
    if len(support) == 1:
        (r,) = support
        return conjunction(compare(mine[r], ">=", _ZERO), compare(_ZERO, ">=", theirs[r]))
    crossing = []
    for r, s in (support, support[::-1]):
        # At `r` both gain, at `s` both lose: on the way the other must reach zero before I do.
        signs = (
            compare(mine[r], ">=", _ZERO),
            compare(theirs[r], ">", _ZERO),
            compare(_ZERO, ">", mine[s]),
            compare(_ZERO, ">=", theirs[s]),
        )
        crossing.append(conjunction(*signs, compare(mine[s] * theirs[r], ">=", mine[r] * theirs[s])))
    return disjunction(*crossing)


@dataclass(frozen=True)
class _Criterion:
    """Which types a criterion rules out, and whether a single type must be tempted by every reply."""

    excludes: Callable[[_Case, str, str], Formula]
    needs_one_type: bool


CRITERIA = {
    "dominance": _Criterion(_is_dominated, needs_one_type=False),
    "intuitive": _Criterion(_never_gains, needs_one_type=True),
    "d1": _Criterion(_is_less_eager, needs_one_type=False),
}
