"""Which branches of a tree an equilibrium plays: the path of play, and what is done off it.

>>> from sympy import symbols
>>> from formal.games.tree import choose, offer
>>> p, c, x = symbols("p c x")
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p, 1 - p - c)}))
>>> played = Highlight.of(tree, [(sp.Eq(x, p + c), "accept")])
>>> sorted(played.path), played.values
([('x',), ('x', 'accept')], {('x',): (Eq(x, c + p),)})
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.errors import GameError
from formal.games.tree import Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History, children, walk

__all__ = ["Highlight"]


@dataclass(frozen=True)
class Highlight:
    """What is picked out in a tree.

    Attributes
    ----------
    path
        The histories that are reached.
    chosen
        The histories whose last action is taken, wherever they start.
    values
        What is named, by the history that ends in its symbol: `Eq(x, value)`, or the condition of all that may be.
    weights
        The probabilities of actions that are mixed, by the history that ends in the action.
    """

    path: frozenset[History] = frozenset()
    chosen: frozenset[History] = frozenset()
    values: Mapping[History, tuple[Any, ...]] = field(default_factory=dict)
    weights: Mapping[History, sp.Expr] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Node, thing: object) -> Highlight:
        """Return what an equilibrium, an outcome, or a list of histories picks out in a tree.

        Raises
        ------
        GameError
            If a history is not one of the tree.
        """
        if thing is None:
            return cls()
        if isinstance(thing, Equilibrium):
            path, values = _followed(tree, thing.outcome)
            chosen, weights = _played(tree, thing)
            return cls(path, path | chosen, values, weights)
        listed = thing.path if isinstance(thing, Outcome) else thing
        if not isinstance(listed, Iterable) or isinstance(listed, str):
            raise GameError(
                f"cannot highlight {thing!r}: give an equilibrium, an outcome, or a list of histories such as "
                '[("x", "accept")]'
            )
        path, values = _followed(tree, listed)
        return cls(path, path, values)


def _followed(
    tree: Node, histories: Iterable[Any]
) -> tuple[frozenset[History], dict[History, tuple[Any, ...]]]:
    """Return all that lies on the way along histories, and the numbers named on it."""
    reached: set[History] = set()
    states = dict(children(tree))
    values: dict[History, tuple[Any, ...]] = {}
    for history in histories:
        node: Node = tree
        here: History = ()
        for label in history if isinstance(history, tuple | list) else (history,):
            if isinstance(node, Terminal) and here and here[-1] in states:
                # A period is over, and the next begins in the state that was named last.
                node, here = states[here[-1]], here[-1:]
            below = dict(children(node))
            name = node.symbol.name if isinstance(node, Offer | Draw) else label
            if not isinstance(name, str) or name not in below:
                wanted = ", ".join(map(repr, below)) or "nothing: the game is over there"
                raise GameError(
                    f"cannot highlight {history!r}: {label!r} is not in the tree; there is {wanted}"
                )
            here = (*here, name)
            reached.add(here)
            if isinstance(node, Offer) and not isinstance(label, str):
                values[here] = tuple(dict.fromkeys((*values.get(here, ()), label)))
            node = below[name]
    return frozenset(reached), values


def _played(tree: Node, equilibrium: Equilibrium) -> tuple[frozenset[History], dict[History, sp.Expr]]:
    """Return the actions that are taken whatever came before, and the probabilities of those that are mixed."""
    chosen: set[History] = set()
    weights: dict[History, sp.Expr] = {}
    for history, node in walk(tree):
        choice = equilibrium.strategy.get(node.info or "") if isinstance(node, Decision) else None
        if isinstance(choice, Mapping):
            for action, probability in choice.items():
                if isinstance(probability, Cases | Region) or probability == 0:
                    continue
                chosen.add((*history, action))
                if probability != 1:
                    weights[(*history, action)] = sp.sympify(probability)
    return frozenset(chosen), weights
