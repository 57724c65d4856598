"""Backward induction with symbols: every pure subgame-perfect equilibrium of a perfect-information game.

The steps are Kuhn's, on values by region instead of numbers:

1. a terminal node has one continuation, its payoffs;
2. at a decision, an action with a continuation is best where its payoff to the mover is at least that of some
   continuation of every other action; a tie rule decides which of two equal actions may be taken;
3. at a move of nature every branch has its continuation, and payoffs are expected ones;
4. at an offer the best numbers are found in `formal.solvers.offers`, and a draw is averaged in `formal.solvers.draws`;
5. continuations that exist only on a set of parameters without an interior are dropped, unless asked for.

References
----------
Kuhn, H. W. (1953), Extensive games and the problem of information, Corollary 1.
Osborne, M. J. and A. Rubinstein (1994), A Course in Game Theory, Proposition 99.2.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from formal.algebra.edges import without_edges
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Relation,
    compare,
    conjunction,
    conjuncts,
    disjunction,
    disjuncts,
    names,
    negation,
    rebuild,
)
from formal.algebra.normal import choices
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names
from formal.algebra.reading import read_value
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.substitution import ValueByCase, substitute
from formal.errors import Undecided
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.solvers.continuation import (
    Act,
    Chances,
    Continuation,
    End,
    Fork,
    Over,
    Path,
    Payoffs,
    Plan,
    Step,
    narrowed,
)
from formal.solvers.deferral import Leaf

_BUDGET = 150


@dataclass(frozen=True, eq=False)
class Induction:
    """Backward induction in one parameter space.

    Attributes
    ----------
    players
        In the order of payoffs.
    space
        The parameters, and the offers made so far with their ranges.
    local
        The names of these offers.
    knife_edges
        Whether to keep what exists only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    offer, draw
        How offers and draws are solved.
    notes
        Collects the reasons why there is no equilibrium, and what stayed undecided.
    stage
        Solves a node at which several players move at once; None where everybody sees everything.
    """

    players: tuple[str, ...]
    space: Space
    local: frozenset[str]
    knife_edges: bool
    report: Callable[[str], None]
    offer: Callable[[Induction, Offer], list[Continuation]]
    draw: Callable[[Induction, Draw], list[Continuation]]
    notes: Notes
    stage: Callable[[Induction, Decision], list[Continuation] | None] | None = None

    def solve(self, node: Node) -> list[Continuation]:
        """Return every continuation of the subgame at `node`."""
        match node:
            case Leaf():
                return self._leaf(node)
            case Decision():
                together = self.stage(self, node) if self.stage is not None else None
                return self._decision(node) if together is None else together
            case Chance():
                return self._chance(node)
            case Offer():
                return self.offer(self, node)
            case Draw():
                return self.draw(self, node)
        raise TypeError(f"{type(node).__name__} has no backward induction")

    def within(self, space: Space, local: frozenset[str]) -> Induction:
        """Return the induction in a larger space."""
        return replace(self, space=space, local=local)

    # -- what is worth keeping --------------------------------------------------------------------

    def alive(self, formula: Formula) -> bool:
        """Return whether `formula` may hold: on a set with an interior, unless knife edges are wanted."""
        if formula in (TRUE, FALSE):
            return formula == TRUE
        return self.space.decider.possible(formula if self.knife_edges else self.proper(formula))

    def proper(self, formula: Formula) -> Formula:
        """Return `formula` with its conditions on parameters alone made strict, for each choice that they have."""
        cases = choices(self.space.assumptions)
        return disjunction(*(self._proper(formula, case) for case in cases))

    def _proper(self, formula: Formula, case: Formula) -> Formula:
        known = (*conjuncts(self.space.assumptions), *conjuncts(case))
        fixed = any(isinstance(p, Atom) and p.relation == "=" for p in known)
        decider = self.space.decider
        fixed_names = self.space.symbols.keys() - self.local

        def strict(a: Atom) -> Formula:
            if a.relation not in ("=", ">=") or not plain_names(a.polynomial.names) <= fixed_names:
                return a
            apart = conjunction(case, negation(Atom(a.polynomial, "=")))
            if fixed and decider.satisfiable(apart) is False:
                return TRUE
            return FALSE if a.relation == "=" else Atom(a.polynomial, ">")

        return conjunction(case, rebuild(formula, strict))

    def thick(self, formula: Formula) -> Formula:
        """Return `formula` without clauses that have no interior, unless knife edges are wanted."""
        if self.knife_edges:
            return formula
        return disjunction(*(part for part in disjuncts(formula) if self.alive(part)))

    def plain(self, formula: Formula) -> Formula:
        """Return `formula` in fewer conditions, with little effort."""
        if len(conjuncts(formula)) < 2 and isinstance(formula, Atom):
            return formula
        return simplify(self.space.decider, formula, _BUDGET).formula

    # -- the steps --------------------------------------------------------------------------------

    def _leaf(self, node: Leaf) -> list[Continuation]:
        found: list[tuple[Formula, Payoffs]] = [(TRUE, ())]
        for payoff in node.payoffs:
            cases = without_edges(self.space.decider, read_value(payoff))
            found = [
                (both, (*payoffs, value))
                for guard, payoffs in found
                for case, value in cases
                if (both := conjunction(guard, case)) is TRUE or self.alive(both)
            ]
        end = End(node.history)
        return [Continuation(guard, payoffs, end, _OVER) for guard, payoffs in found]

    def _decision(self, node: Decision) -> list[Continuation]:
        mover = self.players.index(node.player)
        below = {action: self.solve(child) for action, child in node.actions.items()}
        if node.info is None:
            raise TypeError("a decision without an information set")
        found = []
        for action, options in below.items():
            for chosen in options:
                others = tuple(
                    self._rivals(chosen, rival, mover, _wins_ties(node.prefer, action, other))
                    for other, rival in below.items()
                    if other != action
                )
                where = conjunction(
                    chosen.where,
                    *(disjunction(*(conjunction(c, r.where) for c, r in rival)) for rival in others),
                )
                if where is TRUE or self.alive(where):
                    plan = Act(node.info, action, chosen, others)
                    found.append(
                        Continuation(where, chosen.payoffs, Step(action, chosen.path), (plan,), chosen.free)
                    )
        return self.joined(found)

    def _rivals(
        self, chosen: Continuation, rivals: Iterable[Continuation], mover: int, wins_ties: bool
    ) -> tuple[tuple[Formula, Continuation], ...]:
        """Return the rivals that `chosen` may be preferred to, and where it is."""
        own = chosen.payoffs[mover]
        found = []
        relation: Relation = ">=" if wins_ties else ">"
        for original in rivals:
            rival = _apart(original, chosen.free)
            better = compare(own, relation, rival.payoffs[mover])
            renamed = set(rival.free).difference(original.free)
            if names(better) & renamed:
                if names(better).intersection(chosen.free):
                    raise Undecided(_two_of_a_name(renamed))
                rival = _apart(
                    narrowed(original, compare(own, relation, original.payoffs[mover])), chosen.free
                )
            if rival.free:  # some offer that is as good as others after the rival action will do
                rival = narrowed(rival, better)
                better = eliminate(self.space.decider, conjunction(better, rival.where), *rival.free)
                rival = replace(rival, where=eliminate(self.space.decider, rival.where, *rival.free), free=())
            if better != FALSE:
                found.append((better, rival))
        return tuple(found)

    def _chance(self, node: Chance) -> list[Continuation]:
        decider = self.space.decider
        below = [
            (label, without_edges(decider, read_value(q)), self.solve(child))
            for label, (q, child) in node.branches.items()
        ]
        found = []
        for combination in itertools.product(*(_with_probability(label, q, c) for label, q, c in below)):
            where = conjunction(*(part for _, guard, _, c in combination for part in (guard, c.where)))
            if where is not TRUE and not self.alive(where):
                continue
            payoffs = tuple(
                _total(probability * c.payoffs[i] for _, _, probability, c in combination)
                for i in range(len(self.players))
            )
            path = Fork(tuple((label, probability, c.path) for label, _, probability, c in combination))
            plan = Chances(tuple(c for *_, c in combination))
            free = tuple(dict.fromkeys(name for *_, c in combination for name in c.free))
            found.append(Continuation(where, payoffs, path, (plan,), free))
        return self.joined(found)

    def joined(self, found: list[Continuation]) -> list[Continuation]:
        """Join continuations with the same path and payoffs."""
        if len(found) < 2 and all(c.where is TRUE for c in found):
            return found
        groups: dict[tuple[Payoffs, Path], list[Continuation]] = {}
        for c in found:
            groups.setdefault((c.payoffs, c.path), []).append(c)
        result = []
        for own in groups.values():
            first = own[0]
            where = self.plain(disjunction(*(c.where for c in own)))
            plans: tuple[Plan, ...] = tuple(plan for c in own for plan in c.plans)
            free = tuple(dict.fromkeys(name for c in own for name in c.free))
            result.append(Continuation(where, first.payoffs, first.path, plans, free))
        return result


@dataclass(eq=False)
class Notes:
    """What the induction noticed on the way."""

    reasons: list[str] = field(default_factory=list)
    selective: bool = False
    spaces: list[Space] = field(default_factory=list)


_OVER = (Over(),)


def _apart(rival: Continuation, taken: tuple[str, ...]) -> Continuation:
    """Return a continuation whose free offers do not have the names of those in `taken`."""
    clash = {name: Quotient.symbol(f"{name}\N{PRIME}") for name in rival.free if name in taken}
    if not clash:
        return rival
    return replace(
        rival,
        where=substitute(rival.where, clash),
        payoffs=tuple(u.substitute(clash) for u in rival.payoffs),
        free=tuple(f"{name}\N{PRIME}" if name in clash else name for name in rival.free),
    )


def _two_of_a_name(renamed: Iterable[str]) -> str:
    symbol = min(renamed).rstrip("\N{PRIME}")
    return (
        f"{symbol} is named at two places, several numbers are equally good at both, and what is best before depends "
        "on which are named: give the two offers symbols of their own"
    )


def _wins_ties(prefer: tuple[str, ...] | None, action: str, other: str) -> bool:
    return prefer is None or prefer.index(action) < prefer.index(other)


def _with_probability(
    label: str, cases: ValueByCase, continuations: list[Continuation]
) -> list[tuple[str, Formula, Quotient, Continuation]]:
    return [(label, guard, probability, c) for guard, probability in cases for c in continuations]


def _total(values: Iterable[Quotient]) -> Quotient:
    total = Quotient.constant(0)
    for value in values:
        total = total + value
    return total
