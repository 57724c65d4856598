"""One period of a Markov game, solved with the values of the next states as unknowns.

At the end of a period a player has the period's payoff and `delta` times what the next state is worth to it. Worths
that are not known yet are variables, so a period is an ordinary game, and backward induction says for which
parameters *and worths* play goes which way, and what the state is worth then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from formal.algebra.formula import Formula
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.space import Space
from formal.algebra.substitution import substitute
from formal.equilibria.equilibrium import Choice
from formal.errors import GameError
from formal.games.markov import MarkovGame
from formal.games.stepping import Ending
from formal.games.tree import Chance, Decision, Node, Offer, Terminal
from formal.games.walking import History
from formal.solvers.backward_induction import Induction, Notes
from formal.solvers.continuation import Continuation, substitute_path
from formal.solvers.deferral import Deferred, defer
from formal.solvers.draws import expected_over
from formal.solvers.offers import best_offers
from formal.solvers.profiles import Alternative, Entries, Profile, Profiles
from formal.solvers.stages import Stages

__all__ = ["Period", "Strategies", "Worth", "at", "with_values", "worth_symbol"]

#: What states are worth: by state and player.
Worth = Mapping[tuple[str, str], Quotient]


def worth_symbol(state: str, player: str) -> sp.Symbol:
    """Return the unknown that stands for what a state is worth to a player.

    Examples
    --------
    >>> worth_symbol("war", "A")
    V_A(war)
    """
    return sp.Symbol(f"V_{player}({state})")


@dataclass(frozen=True, eq=False)
class Period:
    """What is played in a state, with what the next states are worth.

    Attributes
    ----------
    game
        The Markov game.
    state
        The state.
    known
        What some states are worth; the others are unknowns.
    knife_edges
        Whether to keep what exists only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    """

    game: MarkovGame
    state: str
    known: Worth
    knife_edges: bool
    report: Callable[[str], None]

    @cached_property
    def unknown(self) -> tuple[sp.Symbol, ...]:
        """The unknowns that the period's payoffs may depend on."""
        return tuple(
            worth_symbol(following, player)
            for following in self.game.successors[self.state]
            for player in self.game.players
            if (following, player) not in self.known
        )

    @cached_property
    def space(self) -> Space:
        """The parameters and the unknowns."""
        return self.game.space.with_symbols(self.unknown) if self.unknown else self.game.space

    @cached_property
    def deferred(self) -> Deferred:
        """The tree with worths at its leaves, nature's moves as late as can be."""
        return defer(self._valued(self.game.trees[self.state], (self.state,)))

    @cached_property
    def induction(self) -> Induction:
        """Backward induction over the period."""
        # An equation between unknown worths may hold throughout once they are known.
        edges = self.knife_edges or bool(self.unknown)
        notes = Notes(spaces=[self.space])
        stages = Stages(self.deferred.tree) if self.deferred.hidden() else None
        return Induction(
            self.game.players,
            self.space,
            frozenset(),
            edges,
            self.report,
            best_offers,
            expected_over,
            notes,
            stages,
        )

    @cached_property
    def continuations(self) -> list[Continuation]:
        """The ways in which the period may be played."""
        return self.induction.solve(self.deferred.tree)

    @cached_property
    def profiles(self) -> Strategies:
        """Spells out the strategies behind a continuation."""
        return Strategies(self.induction, self.deferred)

    def moves(self, continuation: Continuation) -> dict[str, Quotient]:
        """Return the probabilities of the next states when play goes this way."""
        found: dict[str, Quotient] = {}
        for labels, named, probability in self.profiles.leaves(continuation):
            for following, q in self.game.endings[(self.state, *labels)].following(self.state).items():
                weight = probability * read_quotient(q.subs(named))
                if not weight.is_zero:
                    found[following] = found[following] + weight if following in found else weight
        return found

    # -- worths at the leaves ----------------------------------------------------------------------

    def _valued(self, node: Node, history: History) -> Node:
        if history in self.game.endings:
            return Terminal(self._payoffs(self.game.endings[history]))
        match node:
            case Decision(actions=actions):
                return replace(node, actions={a: self._valued(n, (*history, a)) for a, n in actions.items()})
            case Chance(branches=branches):
                return Chance({a: (q, self._valued(n, (*history, a))) for a, (q, n) in branches.items()})
            case Offer(symbol=symbol, node=child):
                return replace(node, node=self._valued(child, (*history, symbol.name)))
        raise GameError(f"the period in {self.state!r} has no end after ({', '.join(history[1:])})")

    def _payoffs(self, ending: Ending) -> tuple[sp.Expr, ...]:
        found = []
        for player, payoff in zip(self.game.players, ending.payoffs, strict=True):
            factor = self.game.discount[player]
            if ending.lasting:
                found.append(payoff / (1 - factor))
                continue
            later = [q * self._worth(following, player) for following, q in ending.moves.items()]
            found.append(payoff + factor * sp.Add(*later))
        return tuple(found)

    def _worth(self, state: str, player: str) -> sp.Expr:
        value = self.known.get((state, player))
        return worth_symbol(state, player) if value is None else self.game.space.write(value)


@dataclass(frozen=True, eq=False)
class Strategies(Profiles):
    """Spells out the strategies of a period."""

    def alternatives(self, continuation: Continuation) -> list[Alternative]:
        """Return the profiles behind a continuation, each with where it is an equilibrium of the period."""
        return self._alternatives(continuation)

    def in_order(self, ways: Iterable[Continuation]) -> Iterator[Profile]:
        """Yield the profiles of a period in which the first continuation counts that is possible."""
        yield from self._ordered(tuple((way.where, way) for way in ways))

    def named_leaves(
        self, continuation: Continuation
    ) -> Iterator[tuple[tuple[str, ...], dict[str, Any], Quotient]]:
        """Yield the ends reached: labels, the numbers named as conditions, and the probability."""
        yield from self._leaves(continuation.path)

    def choices(self, inside: Space, profile: Profile) -> dict[str, Choice]:
        """Return what is done at each information set, for parameters in a region."""
        return {info: self._choice(inside, info, entries) for info, entries in profile.items()}

    def leaves(
        self, continuation: Continuation
    ) -> Iterator[tuple[History, dict[sp.Symbol, sp.Expr], Quotient]]:
        """Yield the ends reached: labels, the numbers named, and the probability."""
        for labels, named, probability in self._leaves(continuation.path):
            values = {self._symbols[name]: eq.rhs for name, eq in named.items() if isinstance(eq, sp.Eq)}
            yield labels, values, probability


def with_values(continuation: Continuation, values: Mapping[str, Quotient]) -> Continuation:
    """Return a continuation with worths replaced by their values; `where` becomes a condition on parameters."""
    return replace(
        continuation,
        where=substitute(continuation.where, values),
        payoffs=tuple(u.substitute(values) for u in continuation.payoffs),
        path=substitute_path(continuation.path, values),
    )


def at(profile: Profile, values: Mapping[str, Quotient]) -> Profile:
    """Return the profile of a period with worths replaced by their values."""
    return {info: _at(entries, values) for info, entries in profile.items()}


def _at(entries: Entries, values: Mapping[str, Quotient]) -> Entries:
    found = []
    for guard, move in entries:
        if isinstance(move, Quotient):
            changed: str | Quotient | Formula = move.substitute(values)
        else:
            changed = substitute(move, values) if isinstance(move, Formula) else move
        found.append((substitute(guard, values), changed))
    return tuple(found)
