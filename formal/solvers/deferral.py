"""Moving nature's moves below the moves that do not see them.

A player who moves before nature, and one who moves after it without having seen what it did, face the same problem. So
a move of nature is pushed down past every information set that it only splits, and what remains may be a game in
which everybody sees everything that has happened: then backward induction solves it, and the belief at such an
information set is the prior. Leaves remember where they stood in the original tree.

References
----------
Kohlberg, E. and J.-F. Mertens (1986), On the strategic stability of equilibria, section 2.2 (inessential
transformations, after Thompson 1952).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal

#: A history in labels; an offer or a draw has the name of its symbol.
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A terminal node that knows its history in the original tree."""

    payoffs: tuple[sp.Expr, ...]
    history: Labels


@dataclass(frozen=True, eq=False)
class Deferred:
    """A tree in which nature moves as late as it can.

    Attributes
    ----------
    tree
        The tree, with leaves in the place of terminal nodes.
    beliefs
        For each information set that had several nodes and has one now, the prior probability of each.
    """

    tree: Node
    beliefs: Mapping[str, Mapping[Labels, sp.Expr]] = field(default_factory=dict)

    def hidden(self) -> list[str]:
        """Return the information sets at which something that has happened is still not seen."""
        seen: dict[str, int] = {}
        blind: list[str] = []
        waiting: list[tuple[Node, frozenset[str] | None]] = [(self.tree, None)]
        while waiting:
            node, informed = waiting.pop()
            if isinstance(node, Decision | Offer) and node.info is not None:
                seen[node.info] = seen.get(node.info, 0) + 1
                if informed is not None and node.player not in informed:
                    blind.append(node.info)
            if isinstance(node, Draw):
                informed = frozenset(node.seen_by) & (
                    informed if informed is not None else frozenset(node.seen_by)
                )
            waiting += [(child, informed) for child in _below(node)]
        return [
            *dict.fromkeys(blind),
            *(info for info, count in seen.items() if count > 1 and info not in blind),
        ]


def defer(tree: Node) -> Deferred:
    """Return the tree with nature's moves pushed down past the moves that do not see them."""
    work = _Deferral()
    return Deferred(work.renewed(tree, ()), work.beliefs)


@dataclass
class _Deferral:
    beliefs: dict[str, dict[Labels, sp.Expr]] = field(default_factory=dict)
    places: dict[int, list[tuple[Labels, sp.Expr]]] = field(default_factory=dict)
    kept: list[Node] = field(default_factory=list)

    def renewed(self, node: Node, history: Labels) -> Node:
        match node:
            case Terminal(payoffs):
                return Leaf(payoffs, history)  # type: ignore[return-value]
            case Decision(actions=actions):
                below = {a: self.renewed(child, (*history, a)) for a, child in actions.items()}
                return self._placed(replace(node, actions=below), [(history, sp.Integer(1))])
            case Offer(symbol=symbol, node=child):
                after = self.renewed(child, (*history, symbol.name))
                return self._placed(replace(node, node=after), [(history, sp.Integer(1))])
            case Chance(branches=branches):
                parts = {a: (q, self.renewed(child, (*history, a))) for a, (q, child) in branches.items()}
                return self._pushed(parts)
            case Draw(symbol=symbol, node=child):
                return self._drawn(node, self.renewed(child, (*history, symbol.name)))
        raise TypeError(f"{type(node).__name__} is no node of a tree")

    def _placed(self, node: Node, places: list[tuple[Labels, sp.Expr]]) -> Node:
        self.places[id(node)] = places
        self.kept.append(node)
        return node

    def _pushed(self, parts: dict[str, tuple[sp.Expr, Node]]) -> Node:
        """Push a move of nature below an information set that it splits, as long as it does."""
        children = [child for _, child in parts.values()]
        first = children[0]
        if not isinstance(first, Decision | Offer) or not _one_information_set(children):
            return Chance(parts)
        places = [(h, q * w) for q, child in parts.values() for h, w in self.places[id(child)]]
        if len(places) > 1 and first.info is not None:
            self.beliefs[first.info] = {h: sp.factor(w) for h, w in places}
        if isinstance(first, Decision):
            actions: dict[str, Node] = {}
            for action in first.actions:
                after = ((a, q, child) for a, (q, child) in parts.items() if isinstance(child, Decision))
                actions[action] = self._pushed({a: (q, child.actions[action]) for a, q, child in after})
            return self._placed(replace(first, actions=actions), places)
        made = {a: (q, child.node) for a, (q, child) in parts.items() if isinstance(child, Offer)}
        return self._placed(replace(first, node=self._pushed(made)), places)

    def _drawn(self, draw: Draw, child: Node) -> Node:
        """Push a draw below the moves of players who have not seen it."""
        if isinstance(child, Decision | Offer) and child.player not in draw.seen_by:
            if isinstance(child, Decision):
                actions = {a: self._drawn(draw, below) for a, below in child.actions.items()}
                moved: Node = replace(child, actions=actions)
            else:
                moved = replace(child, node=self._drawn(draw, child.node))
            return self._placed(moved, self.places[id(child)])
        return replace(draw, node=child)


def _one_information_set(children: list[Node]) -> bool:
    first = children[0]
    if len(children) < 2 or not isinstance(first, Decision | Offer) or first.info is None:
        return False
    return all(
        isinstance(child, Decision | Offer) and type(child) is type(first) and child.info == first.info
        for child in children
    )


def _below(node: Node) -> list[Node]:
    match node:
        case Decision(actions=actions):
            return list(actions.values())
        case Chance(branches=branches):
            return [child for _, child in branches.values()]
        case Offer(node=child) | Draw(node=child):
            return [child]
    return []
