"""Simultaneous moves in backward induction: stages, solved as games in strategic form.

A node from which everything can be solved by itself begins a *proper subgame*: no information set is partly inside of
it. A *stage* is what lies between such a node and the next ones below it, the *exits*. Its players choose without
seeing each other's choice; every exit has been solved before, so a stage is a table of payoffs by region, and a
profile of it belongs to a subgame-perfect equilibrium where it is a Nash equilibrium of that table.

A table often has equilibria that nobody expects: if a pact needs two, nobody asking for one is always an equilibrium.
Where it is asked for, only actions that are not weakly dominated in the stage, given what follows, are taken.

References
----------
Selten, R. (1965), Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit.
Osborne, M. J. and A. Rubinstein (1994), A Course in Game Theory, sections 4.2 and 6.3.2.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formal.algebra.eliminate import eliminate
from formal.algebra.formula import TRUE, Formula, Relation, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.errors import GameError, Undecided
from formal.games.tree import Decision, Node, Offer
from formal.games.walking import History, children, place, walk
from formal.solvers.backward_induction import Induction
from formal.solvers.continuation import Continuation, Moves, Path, Step

#: What the players of a stage do: an action at each of its information sets.
Profile = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Stages:
    """Finds and solves the stages of a tree.

    Attributes
    ----------
    tree
        With an information set at every node where somebody moves.
    undominated
        Whether weakly dominated actions are left out.
    """

    tree: Node
    undominated: bool = False

    def __call__(self, outer: Induction, node: Decision) -> list[Continuation] | None:
        """Return the continuations at a node where a stage begins; None if its mover alone decides there."""
        if id(node) not in self._closed:
            raise _no_subgame(f"information set {node.info!r}")
        if all(id(child) in self._closed for _, child in children(node)):
            return None
        return _Solving(outer, _stage(node, self._closed), self.undominated).solve()

    @cached_property
    def _closed(self) -> frozenset[int]:
        """The nodes that begin a proper subgame, and the terminal ones."""
        total = Counter(_info(node) for _, node in walk(self.tree))
        found, inside = set(), dict[int, Counter[str]]()
        for _, node in reversed(list(walk(self.tree))):
            own = Counter([_info(node)])
            for _, child in children(node):
                own += inside.pop(id(child))
            inside[id(node)] = own
            if all(not info or count == total[info] for info, count in own.items()):
                found.add(id(node))
        return frozenset(found)


def _info(node: Node) -> str:
    return (node.info or "") if isinstance(node, Decision | Offer) else ""


@dataclass(frozen=True, eq=False)
class _Stage:
    """The information sets of a stage, and where it leads: the exits with the actions on the way there."""

    root: Decision
    sets: Mapping[str, Decision]
    exits: Mapping[History, Node]

    def profiles(self) -> Iterator[Profile]:
        """Yield what the players may do."""
        for actions in itertools.product(*(node.actions for node in self.sets.values())):
            yield dict(zip(self.sets, actions, strict=True))

    def strategies(self, player: str, profile: Profile) -> Iterator[Profile]:
        """Yield the profiles that differ from one in a player's own actions at most."""
        own = [info for info, node in self.sets.items() if node.player == player]
        for actions in itertools.product(*(self.sets[info].actions for info in own)):
            yield {**profile, **dict(zip(own, actions, strict=True))}

    @cached_property
    def players(self) -> tuple[str, ...]:
        """Who moves in the stage."""
        return tuple(dict.fromkeys(node.player for node in self.sets.values()))

    def exit(self, profile: Profile) -> History:
        """Return where a profile leads."""
        node, history = self.root, History()
        while history not in self.exits:
            action = profile[node.info or ""]
            history = (*history, action)
            node = node.actions[action]  # type: ignore[assignment]
        return history

    def wins_ties(self, chosen: Profile, other: Profile) -> bool:
        """Return whether a tie rule allows `chosen`, should the one who deviates to `other` be indifferent."""
        moved = [info for info in self.sets if chosen[info] != other[info]]
        prefer = self.sets[moved[0]].prefer if len(moved) == 1 else None
        return prefer is None or prefer.index(chosen[moved[0]]) < prefer.index(other[moved[0]])


def _stage(root: Decision, closed: frozenset[int]) -> _Stage:
    sets: dict[str, Decision] = {}
    exits: dict[History, Node] = {}
    waiting: list[tuple[History, Node]] = [(History(), root)]
    while waiting:
        history, node = waiting.pop()
        if history and id(node) in closed:
            exits[history] = node
            continue
        if not isinstance(node, Decision):
            kind = "an offer" if isinstance(node, Offer) else "a move of nature"
            raise _no_subgame(f"{kind} {place(history)}")
        sets.setdefault(node.info or "", node)
        waiting += [((*history, action), child) for action, child in reversed(list(node.actions.items()))]
    return _Stage(root, sets, exits)


def _no_subgame(what: str) -> GameError:
    return GameError(
        f"{what} is part of no proper subgame that begins with simultaneous moves: subgame perfection says nothing "
        "there; leave `concept` out or ask for 'perfect_bayesian'"
    )


@dataclass(frozen=True, eq=False)
class _Solving:
    outer: Induction
    stage: _Stage
    undominated: bool

    def solve(self) -> list[Continuation]:
        found = []
        for where, below in self._cells():
            open_ = any(after.free for after in below.values())
            for profile in self.stage.profiles():
                played = self._played(profile, below) if open_ else where
                here = conjunction(played, *self._conditions(profile, below))
                if here is TRUE or self.outer.alive(here):
                    found.append(self._continuation(here, profile, below))
        return self.outer.joined(found)

    def _played(self, profile: Profile, below: Mapping[History, Continuation]) -> Formula:
        """Return where exits are played on in a way; what they leave open matters only at the one that is reached."""
        reached, parts = self.stage.exit(profile), []
        for history, after in below.items():
            where = after.where
            if after.free and history != reached:
                where = eliminate(self.outer.space.decider, where, *after.free)
            parts.append(where)
        return self.outer.plain(conjunction(*parts))

    def _cells(self) -> list[tuple[Formula, dict[History, Continuation]]]:
        """Return the ways to play on at all exits together, and where each is one."""
        cells: list[tuple[Formula, dict[History, Continuation]]] = [(TRUE, {})]
        for history, node in self.stage.exits.items():
            options = self.outer.solve(node)
            cells = [
                (both, {**below, history: option})
                for where, below in cells
                for option in options
                if (both := conjunction(where, option.where)) is TRUE or self.outer.alive(both)
            ]
        return [(self.outer.plain(where), below) for where, below in cells]

    def _conditions(self, profile: Profile, below: Mapping[History, Continuation]) -> Iterator[Formula]:
        for player in self.stage.players:
            own = self._payoff(player, profile, below)
            for other in self.stage.strategies(player, profile):
                if other != profile:
                    relation: Relation = ">=" if self.stage.wins_ties(profile, other) else ">"
                    yield compare(own, relation, self._deterred(player, profile, other, below))
                    if self.undominated:
                        yield negation(self._dominates(player, other, profile, below))

    def _dominates(
        self, player: str, better: Profile, worse: Profile, below: Mapping[History, Continuation]
    ) -> Formula:
        """Return where a player's actions in `better` weakly dominate those in `worse`."""
        pairs = [
            tuple(
                self._deterred(player, worse, self._with(player, own, against), below)
                for own in (better, worse)
            )
            for against in self.stage.profiles()
        ]
        never_less = (compare(high, ">=", low) for high, low in pairs)
        return conjunction(*never_less, disjunction(*(compare(high, ">", low) for high, low in pairs)))

    def _with(self, player: str, own: Profile, against: Profile) -> Profile:
        return {
            info: (own if node.player == player else against)[info] for info, node in self.stage.sets.items()
        }

    def _payoff(self, player: str, profile: Profile, below: Mapping[History, Continuation]) -> Quotient:
        return below[self.stage.exit(profile)].payoffs[self.outer.players.index(player)]

    def _deterred(
        self, player: str, profile: Profile, other: Profile, below: Mapping[History, Continuation]
    ) -> Quotient:
        """Return what a deviation pays.

        Raises
        ------
        Undecided
            If that depends on an offer that is left open, since several are equally good for whoever makes it.
        """
        payoff, after = self._payoff(player, other, below), self.stage.exit(other)
        if after != self.stage.exit(profile) and set(payoff.names) & set(below[after].free):
            several = ", ".join(below[after].free)
            raise Undecided(
                f"{place(after)}, several {several} are equally good for whoever names it, and which is named matters "
                f"to {player}, who would come there by deviating: such a threat is not solved"
            )
        return payoff

    def _continuation(
        self, where: Formula, profile: Profile, below: Mapping[History, Continuation]
    ) -> Continuation:
        history = self.stage.exit(profile)
        reached = below[history]
        path: Path = reached.path
        for action in reversed(history):
            path = Step(action, path)
        plan = Moves(where, tuple(profile.items()), reached, tuple(below.values()))
        return Continuation(where, reached.payoffs, path, (plan,), reached.free)
