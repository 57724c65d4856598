"""From plans to strategy profiles: the equilibria behind a continuation, spelled out.

A strategy downstream of an offer is a function of it, so what a player does at an information set is first kept as
*entries*: guards with an action, a number or a formula of equally good numbers. Alternatives that overlap on more than
a boundary (a tie that holds throughout) give an equilibrium each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.algebra.edges import without_edges
from formal.algebra.eliminate import eliminate, without_roots
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atoms,
    compare,
    conjunction,
    disjunction,
    names,
    negation,
)
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.radical import has_radicals
from formal.algebra.reading import read_value
from formal.algebra.simplify import Simplified, simplify
from formal.algebra.space import Space
from formal.algebra.writing import write_formula
from formal.equilibria.equilibrium import Choice, Equilibrium, History
from formal.errors import Undecided
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.games.walking import walk
from formal.solvers.backward_induction import Induction
from formal.solvers.continuation import (
    Act,
    Chances,
    Continuation,
    End,
    Fork,
    Moves,
    Name,
    Named,
    Path,
    Plan,
    Segment,
    Step,
    Types,
)
from formal.solvers.deferral import Deferred

#: An action, the number named, or the formula of equally good ones.
Move = str | Quotient | Formula
Entries = tuple[tuple[Formula, Move], ...]
Profile = dict[str, Entries]
Alternative = tuple[Formula, Profile]


@dataclass(frozen=True, eq=False)
class Profiles:
    """Spells out the equilibria of a game solved by backward induction.

    Attributes
    ----------
    induction
        At the root.
    deferred
        The game's tree, nature's moves as late as can be.
    """

    induction: Induction
    deferred: Deferred

    # -- strategies -------------------------------------------------------------------------------

    def equilibria(self, continuation: Continuation) -> Iterator[Equilibrium]:
        """Yield the equilibria behind a continuation of the whole game; those that are one when written out, once."""
        found: dict[object, Equilibrium] = {}
        for where, profile in self._alternatives(continuation):
            own = self._equilibrium(continuation, where, profile)
            key = (
                object() if own.free else tuple((info, str(choice)) for info, choice in own.strategy.items())
            )
            before = found.get(key)
            found[key] = own if before is None else replace(own, where=self._either(before.where, own.where))
        yield from found.values()

    def _either(self, left: Region, right: Region) -> Region:
        space = self.induction.space
        whole = simplify(space.decider, disjunction(left.formula, right.formula))
        return Region.of(space, whole.formula, minimal=whole.minimal)

    def _alternatives(self, continuation: Continuation) -> list[Alternative]:
        """Return the profiles of a subgame, each with where it is an equilibrium there."""
        found: dict[frozenset[tuple[str, Entries]], Alternative] = {}
        for plan in continuation.plans:
            for where, profile in self._of_plan(plan):
                both = conjunction(continuation.where, where)
                if both is TRUE or self.induction.alive(both):
                    key = frozenset(profile.items())  # the same choices, against other unmade replies
                    before = found[key][0] if key in found else FALSE
                    found[key] = disjunction(before, both), profile
        return list(found.values())

    def _of_plan(self, plan: Plan) -> Iterator[Alternative]:
        match plan:
            case Act():
                yield from self._of_action(plan)
            case Moves(best, actions, chosen, after):
                moves: Profile = {info: ((TRUE, action),) for info, action in actions}
                below = [
                    [(w if c is chosen else self._whatever(w, c.free), p) for w, p in self._alternatives(c)]
                    for c in after
                ]
                for where, profile in self._combined(below):
                    yield conjunction(best, where), {**moves, **profile}
            case Chances(branches):
                yield from self._combined([self._alternatives(b) for b in branches])
            case Name():
                yield from self._of_offer(plan)
            case Types():
                yield from self._of_draw(plan)
            case _:
                yield TRUE, {}

    def _of_action(self, plan: Act) -> Iterator[Alternative]:
        own = [(conjunction(plan.chosen.where, w), p) for w, p in self._alternatives(plan.chosen)]
        rivals = [
            [
                (conjunction(better, r.where, w), p)
                for better, r in options
                for w, p in (self._settled(plan.info, w, p) for w, p in self._alternatives(r))
            ]
            for options in plan.others
        ]
        for where, profile in self._combined([own, *rivals]):
            yield where, {plan.info: ((TRUE, plan.action),), **profile}

    def _settled(self, info: str, where: Formula, profile: Profile) -> Alternative:
        """Return a profile after an action not taken, where some offer left open there is such that it is played.

        What is left open is open no longer than the condition allows: the condition becomes one on that offer.
        """
        made = {node.symbol.name for node in self._places[info].above}
        loose = set(names(where)) & self._symbols.keys() - made
        if not loose:
            return where, profile
        settled = dict(profile)
        for name, entries in profile.items():
            node = self._places[name].node
            if isinstance(node, Offer) and node.symbol.name in loose:
                settled[name] = tuple(
                    (guard, move if isinstance(move, str | Quotient) else conjunction(move, where))
                    for guard, move in entries
                )
                levels = (move for _, move in entries if not isinstance(move, str | Quotient))
                where = conjunction(where, disjunction(*levels) if entries else TRUE)
        return eliminate(self.induction.space.decider, where, *sorted(loose)), settled

    def _combined(self, groups: list[list[Alternative]]) -> list[Alternative]:
        found: list[Alternative] = [(TRUE, {})]
        for group in groups:
            joined = []
            for (where, profile), (other, more) in itertools.product(found, group):
                both = conjunction(where, other)
                if both is TRUE or self.induction.alive(both):
                    joined.append((both, {**profile, **more}))
            found = joined
        return found

    def _of_offer(self, plan: Name) -> Iterator[Alternative]:
        for profile in self._ordered(plan.order):
            yield TRUE, {plan.info: ((TRUE, plan.value),), **profile}

    def _of_draw(self, plan: Types) -> Iterator[Alternative]:
        for profile in self._ordered(plan.order):
            yield TRUE, profile

    def _ordered(self, order: tuple[tuple[Formula, Continuation], ...]) -> Iterator[Profile]:
        """Yield the strategies after a number, of which the first continuation in order is played that holds."""
        choices = {after: self._orders(after, self._alternatives(after)) for _, after in order}
        for selected in itertools.product(*choices.values()):
            chosen = dict(zip(choices, selected, strict=True))
            ordered = [
                (self._whatever(conjunction(place, where), after.free), profile)
                for place, after in order
                for where, profile in chosen[after]
            ]
            infos = dict.fromkeys(info for _, profile in ordered for info in profile)
            yield {
                info: tuple(
                    (conjunction(place, guard), move)
                    for place, profile in ordered
                    for guard, move in profile.get(info, ())
                )
                for info in infos
            }

    def _whatever(self, guard: Formula, free: tuple[str, ...]) -> Formula:
        """Return a guard without the later offers that are left open: what is played does not wait for them."""
        return eliminate(self.induction.space.decider, guard, *free) if free else guard

    def _orders(self, after: Continuation, found: list[Alternative]) -> list[list[Alternative]]:
        """Return the ways to order alternatives: one if they only meet at boundaries, else each first once."""
        rivals = any(
            self.induction.alive(conjunction(after.where, left, right))
            for (left, _), (right, _) in itertools.combinations(found, 2)
        )
        if not rivals:
            return [found]
        return [[first, *(a for a in found if a is not first)] for first in found]

    # -- the equilibrium --------------------------------------------------------------------------

    def _equilibrium(self, continuation: Continuation, where: Formula, profile: Profile) -> Equilibrium:
        space, players = self.induction.space, self.induction.players
        region, free = self.region(continuation, where)
        inside = space.assuming(region.formula)
        profile = self._left_open(profile, where, continuation.free)
        return Equilibrium(
            where=region,
            strategy={
                info: self._choice(inside, info, profile[info]) for info in self._places if info in profile
            },
            payoffs={player: space.write(u) for player, u in zip(players, continuation.payoffs, strict=True)},
            outcome=self.outcome(continuation),
            belief=self.deferred.beliefs,
            free=free,
        )

    def _left_open(self, profile: Profile, where: Formula, free: tuple[str, ...]) -> Profile:
        """Return a profile whose offers are left open as far as the condition of the equilibrium allows."""
        found = dict(profile)
        for name in free:
            own = [
                i for i in profile if isinstance(n := self._places[i].node, Offer) and n.symbol.name == name
            ]
            if len(own) == 1 and len(profile[own[0]]) == 1:
                ((guard, move),) = profile[own[0]]
                if guard is TRUE and not isinstance(move, str | Quotient):
                    others = [n for n in free if n != name]
                    still = eliminate(self.induction.space.decider, where, *others)
                    found[own[0]] = ((TRUE, conjunction(move, still)),)
        return found

    def region(self, continuation: Continuation, where: Formula) -> tuple[Region, dict[sp.Symbol, Region]]:
        """Return a condition as a region of the parameters, and where free offers may lie."""
        space = self.induction.space
        found = _without_roots(
            space, simplify(space.decider, eliminate(space.decider, where, *continuation.free))
        )
        wide = space.assuming(found.formula).with_symbols([self._symbols[n] for n in continuation.free])
        free = {
            self._symbols[name]: Region.of(wide, simplify(wide.decider, where).formula)
            for name in continuation.free
        }
        return Region.of(space, found.formula, minimal=found.minimal), free

    @cached_property
    def _places(self) -> dict[str, _Place]:
        """Where each information set stands: its node, and the offers that were made above it."""
        found: dict[str, _Place] = {}
        waiting: list[tuple[Node, tuple[Offer | Draw, ...]]] = [(self.deferred.tree, ())]
        while waiting:
            node, above = waiting.pop()
            match node:
                case Decision():
                    found.setdefault(node.info or "", _Place(node, above))
                    waiting += [(child, above) for child in reversed(list(node.actions.values()))]
                case Offer():
                    found.setdefault(node.info or "", _Place(node, above))
                    waiting.append((node.node, (*above, node)))
                case Chance():
                    waiting += [(child, above) for _, child in reversed(list(node.branches.values()))]
                case Draw():
                    waiting.append((node.node, (*above, node)))
        return found

    @cached_property
    def _symbols(self) -> dict[str, sp.Symbol]:
        """The symbols of what is offered and drawn, also of draws after which nobody moves."""
        nodes = (node for _, node in walk(self.deferred.tree) if isinstance(node, Offer | Draw))
        return {node.symbol.name: node.symbol for node in nodes}

    def _choice(self, inside: Space, info: str, entries: Entries) -> Choice:
        place = self._places[info]
        if isinstance(place.node, Decision) and len(entries) == 1 and entries[0][0] is TRUE:
            return {action: sp.Integer(action == entries[0][1]) for action in place.node.actions}
        space = self._after(inside, place.above)
        here = self.induction.within(space, frozenset(o.symbol.name for o in place.above))
        entries = _kept(here, entries)
        if isinstance(place.node, Decision):
            return {action: _probability(space, entries, action) for action in place.node.actions}
        return _named(space, place.node, entries)

    def _after(self, inside: Space, above: tuple[Offer | Draw, ...]) -> Space:
        for node in above:
            here = sp.Symbol(node.symbol.name)
            within = []
            for low, high in ((node.low, here), (here, node.high)):
                if low not in (sp.oo, -sp.oo) and high not in (sp.oo, -sp.oo):
                    within.append(_ordered(low, high))
            inside = inside.with_symbols([node.symbol]).assuming(conjunction(*within))
        return inside

    # -- the path ---------------------------------------------------------------------------------

    def outcome(self, continuation: Continuation) -> dict[History, sp.Expr]:
        """Return the terminal nodes that a continuation of the whole game reaches, with probabilities."""
        found: dict[History, sp.Expr] = {}
        for history, probability in self._histories(continuation.path):
            if not probability.is_zero:
                found[history] = self.induction.space.write(probability)
        return found

    def _histories(self, path: Path) -> Iterator[tuple[History, Quotient]]:
        for labels, named, probability in self._leaves(path):
            yield tuple(named.get(label, label) for label in labels), probability

    def _leaves(self, path: Path) -> Iterator[tuple[tuple[str, ...], dict[str, Any], Quotient]]:
        """Yield the leaves reached: original labels, what numbers were named and drawn, probability."""
        match path:
            case End(history):
                yield history, {}, Quotient.constant(1)
            case Step(_, rest):
                yield from self._leaves(rest)
            case Fork(branches):
                for label, weight, rest in branches:
                    for labels, named, probability in self._leaves(rest):
                        if isinstance(label, Segment):
                            named = {**named, label.symbol: self._between(label)}
                        yield labels, named, weight * probability
            case Named(name, value, rest):
                for labels, named, probability in self._leaves(rest):
                    yield labels, {**named, name: self._label(name, value)}, probability

    def _label(self, name: str, value: Quotient | Formula) -> sp.logic.boolalg.Boolean:
        space = self.induction.space
        if isinstance(value, Quotient):
            return sp.Eq(self._symbols[name], space.write(value, self._symbols), evaluate=False)
        return write_formula(value, {**space.symbols, **self._symbols})

    def _between(self, label: Segment) -> sp.logic.boolalg.Boolean:
        low, high = (self.induction.space.write(end, self._symbols) for end in (label.low, label.high))
        here = self._symbols[label.symbol]
        return sp.And(sp.Le(low, here, evaluate=False), sp.Le(here, high, evaluate=False), evaluate=False)


@dataclass(frozen=True, eq=False)
class _Place:
    node: Decision | Offer
    above: tuple[Offer | Draw, ...]


def _ordered(low: sp.Expr, high: sp.Expr) -> Formula:
    return disjunction(
        *(conjunction(g, h, compare(b, ">=", a)) for g, a in read_value(low) for h, b in read_value(high))
    )


def _kept(here: Induction, entries: Entries) -> Entries:
    """Return the entries that matter: those on single parameters only where nothing else is said there."""
    usual = tuple(entry for entry in entries if here.alive(entry[0]))
    decider = here.space.decider
    edges = disjunction(*(guard for guard, _ in entries if (guard, _) not in usual))
    left = conjunction(edges, *(negation(guard) for guard, _ in usual))
    return entries if left != FALSE and decider.possible(left) else usual


def _without_roots(space: Space, found: Simplified) -> Simplified:
    """Return a condition without square roots where it is no longer for that: of two neighbours one may have none."""
    if not has_radicals(tuple(names(found.formula))):
        return found
    try:
        plain = simplify(space.decider, without_roots(space.decider, found.formula))
    except Undecided:
        return found
    return plain if len(list(atoms(plain.formula))) <= len(list(atoms(found.formula))) else found


def _probability(space: Space, entries: Entries, action: str) -> sp.Expr | Cases:
    """Return the probability of an action after the offers made: 0 or 1 by region."""
    pieces = [(guard, Quotient.constant(int(move == action))) for guard, move in entries]
    found = Cases.first_of(space, pieces).simplify()
    if len(found.parts) == 1:
        return found.pieces[0][1]
    return found


def _named(space: Space, node: Offer, entries: Entries) -> sp.Expr | Region | Cases:
    """Return the number that a player names, by region; a region where several are equally good."""
    moves: list[tuple[Formula, Quotient | Formula]] = []
    before: list[Formula] = []
    for guard, move in entries:
        here = conjunction(guard, *map(negation, before))
        before.append(guard)
        if not isinstance(move, str) and space.decider.possible(here):
            moves.append((here, move))
    if all(isinstance(move, Quotient) for _, move in moves):
        numbers = without_edges(space.decider, [(g, m) for g, m in moves if isinstance(m, Quotient)])
        found = Cases.of(space, numbers).simplify()
        return found.pieces[0][1] if len(found.parts) == 1 else found
    wide, named = space.with_symbols([node.symbol]), Quotient.symbol(node.symbol.name)
    parts = (
        conjunction(guard, compare(named, "=", move) if isinstance(move, Quotient) else move)
        for guard, move in moves
    )
    formula = simplify(wide.decider, disjunction(*parts)).formula
    only = _only_value(formula, node.symbol.name)
    return Region.of(wide, formula) if only is None else space.write(only)


def _only_value(formula: Formula, name: str) -> Quotient | None:
    """Return the one value that a condition leaves to a number, if it says so plainly."""
    if not isinstance(formula, Atom) or formula.relation != "=" or formula.polynomial.degree(name) != 1:
        return None
    rest, slope = formula.polynomial.coefficients(name)
    return quotient(-rest, slope) if slope.is_constant else None
