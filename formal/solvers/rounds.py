"""Rounds: a period's tree cut where subgames begin.

A round begins at the root of a subgame and ends where the next subgames begin, or the tree does. Where everybody
sees everything, a round is a single node; moves at once are one round. A profile is subgame perfect in the
period if in no round anybody gains by doing something else there, given what follows.

References
----------
Selten, R. (1965), Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit. Zeitschrift für die
gesamte Staatswissenschaft 121.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.errors import GameError
from formal.games.tree import Chance, Decision, Node, Offer

__all__ = ["Plan", "Round", "rounds", "wins_ties"]

#: One action for each information set of a round.
Plan = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Round:
    """A subgame without the subgames inside it.

    Attributes
    ----------
    root
        Its first node.
    sets
        Its information sets, each with one of its nodes.
    inner
        The roots of the subgames that follow, leaves among them.
    """

    root: Node
    sets: Mapping[str, Decision]
    inner: tuple[Node, ...]

    def plans(self) -> Iterator[dict[str, str]]:
        """Yield every combination of actions."""
        for actions in itertools.product(*(node.actions for node in self.sets.values())):
            yield dict(zip(self.sets, actions, strict=True))

    def deviations(self, plan: Plan, player: str) -> Iterator[dict[str, str]]:
        """Yield the plans in which one player does something else."""
        own = [name for name, node in self.sets.items() if node.player == player]
        for actions in itertools.product(*(self.sets[name].actions for name in own)):
            other = {**plan, **dict(zip(own, actions, strict=True))}
            if other != plan:
                yield other

    def leaves(self, plan: Plan) -> Iterator[tuple[Node, Quotient]]:
        """Yield what follows the round when a plan is followed, with probabilities."""
        waiting = [(self.root, Quotient.constant(1))]
        ends = {id(node) for node in self.inner}
        while waiting:
            node, weight = waiting.pop()
            if id(node) in ends:
                yield node, weight
            elif isinstance(node, Decision):
                waiting.append((node.actions[plan[node.info or ""]], weight))
            elif isinstance(node, Chance):
                waiting += [(child, weight * read_quotient(q)) for q, child in node.branches.values()]


def rounds(tree: Node) -> list[Round]:
    """Return the rounds of a tree, from the root down.

    Raises
    ------
    GameError
        If a number is offered.
    """
    nodes = list(_walk(tree))
    total: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, Offer):
            raise GameError(
                f"{node.player} offers {node.symbol} at {node.info!r}: a given profile is checked where actions are "
                "finitely many; with offers, solve the game"
            )
        if isinstance(node, Decision):
            total[node.info or ""] = total.get(node.info or "", 0) + 1
    roots = {id(node) for node in nodes if _is_closed(node, total)}
    return [_round(node, roots) for node in nodes if id(node) in roots and _below(node)]


def wins_ties(one: Round, plan: Plan, other: Plan) -> bool:
    """Return whether an indifferent player may follow `plan` rather than deviate to `other`.

    A tie rule decides between two actions at one information set that is reached.
    """
    changed = [name for name in plan if plan[name] != other[name]]
    prefer = one.sets[changed[0]].prefer
    if prefer is None or len(changed) > 1 or not _is_reached(one, plan, changed[0]):
        return True
    return prefer.index(plan[changed[0]]) < prefer.index(other[changed[0]])


def _is_reached(one: Round, plan: Plan, name: str) -> bool:
    waiting, ends = [one.root], {id(node) for node in one.inner}
    while waiting:
        node = waiting.pop()
        if id(node) in ends:
            continue
        if isinstance(node, Decision):
            if node.info == name:
                return True
            waiting.append(node.actions[plan[node.info or ""]])
        else:
            waiting += _below(node)
    return False


# -- where subgames begin ----------------------------------------------------------------------------


def _round(root: Node, roots: set[int]) -> Round:
    sets: dict[str, Decision] = {}
    inner: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop(0)
        if node is not root and id(node) in roots:
            inner.append(node)
            continue
        if isinstance(node, Decision):
            sets.setdefault(node.info or "", node)
        waiting += _below(node)
    return Round(root, sets, tuple(inner))


def _is_closed(node: Node, total: Mapping[str, int]) -> bool:
    """Return whether no information set has nodes both below (or at) a node and elsewhere."""
    inside: dict[str, int] = {}
    for other in _walk(node):
        if isinstance(other, Decision | Offer):
            inside[other.info or ""] = inside.get(other.info or "", 0) + 1
    single = not isinstance(node, Decision | Offer) or total[node.info or ""] == 1
    return single and all(count == total[name] for name, count in inside.items())


def _walk(tree: Node) -> Iterator[Node]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(_below(node))


def _below(node: Node) -> Sequence[Node]:
    match node:
        case Decision(actions=actions):
            return list(actions.values())
        case Chance(branches=branches):
            return [child for _, child in branches.values()]
        case Offer(node=child):
            return [child]
    return []
