"""Walking a game tree: histories, what lies below a node, and trees rebuilt node by node.

A *history* is the tuple of labels on the way from the root to a node. An action and a branch of chance have
the label they were given; an offer and a draw have the name of their symbol. Nothing here recurses, so a tree
may be as deep as it likes.

>>> from sympy import Symbol
>>> from formal.games.tree import choose, offer
>>> x = Symbol("x")
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, 0)}))
>>> for history, node in walk(tree):
...     print(history, type(node).__name__)
() Offer
('x',) Decision
('x', 'accept') Terminal
('x', 'fight') Terminal
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from sympy import Expr

from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal

__all__ = ["History", "children", "descend", "place", "rebuild", "terms", "walk", "with_terms"]

History = tuple[str, ...]
_Inherited = TypeVar("_Inherited")


def children(node: Node) -> list[tuple[str, Node]]:
    """Return the `(label, node)` pairs directly below `node`.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> children(choose("B", {"accept": (1, 0), "fight": (0, 0)}))
    [('accept', Terminal(payoffs=(1, 0))), ('fight', Terminal(payoffs=(0, 0)))]
    """
    match node:
        case Decision(actions=actions):
            return list(actions.items())
        case Chance(branches=branches):
            return [(label, below) for label, (_, below) in branches.items()]
        case Offer(symbol=symbol, node=below) | Draw(symbol=symbol, node=below):
            return [(symbol.name, below)]
    return []


def walk(tree: Node) -> Iterator[tuple[History, Node]]:
    """Yield `(history, node)` for every node, from the root down, each branch to its end before the next.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> tree = choose("A", {"left": choose("B", {"stay": (0, 0)}), "right": (1, 1)})
    >>> [history for history, _ in walk(tree)]
    [(), ('left',), ('left', 'stay'), ('right',)]
    """
    waiting: list[tuple[History, Node]] = [((), tree)]
    while waiting:
        history, node = waiting.pop()
        yield history, node
        if not isinstance(node, Terminal):
            waiting += [((*history, label), below) for label, below in reversed(children(node))]


def descend(
    tree: Node, start: _Inherited, step: Callable[[_Inherited, Node, str], _Inherited]
) -> Iterator[tuple[History, Node, _Inherited]]:
    """Walk the tree as `walk` does, each node with something it inherits from the nodes above it.

    The root inherits `start`; the child of `node` along `label` inherits `step(inherited, node, label)`,
    where `inherited` is what `node` inherits.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> tree = choose("A", {"left": choose("B", {"stay": (0, 0)}), "right": (1, 1)})
    >>> [(history, depth) for history, _, depth in descend(tree, 0, lambda depth, node, label: depth + 1)]
    [((), 0), (('left',), 1), (('left', 'stay'), 2), (('right',), 1)]
    """
    waiting: list[tuple[History, Node, _Inherited]] = [((), tree, start)]
    while waiting:
        history, node, inherited = waiting.pop()
        yield history, node, inherited
        for label, below in reversed(children(node)):
            waiting.append(((*history, label), below, step(inherited, node, label)))


def rebuild(tree: Node, renew: Callable[[History, Node], Node]) -> Node:
    """Return the tree with `renew(history, node)` in the place of each node.

    Nodes are renewed from the root down, as `walk` meets them. Whatever is below a renewed node is then
    replaced by its renewed children, so `renew` looks after the node alone and leaves the labels as they are.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from formal.games.tree import choose
    >>> tree = choose("A", {"left": choose("B", {"stay": (0, 0)}), "right": (1, 1)})
    >>> named = rebuild(tree, lambda history, node: replace(node, info="I") if history == () else node)
    >>> named.info, named.actions["left"] == tree.actions["left"]
    ('I', True)
    """
    done: list[Node] = []
    # Read backwards, the list meets all the children of a node before the node itself.
    for node in reversed([renew(history, node) for history, node in walk(tree)]):
        if not isinstance(node, Terminal):
            node = _with_children(node, [done.pop() for _ in children(node)])
        done.append(node)
    return done[0]


def terms(node: Node) -> tuple[Expr, ...]:
    """Return the expressions at a node: payoffs, probabilities, or the ends of an interval and the cdf.

    Examples
    --------
    >>> from formal.games.tree import chance
    >>> terms(chance({"tough": (1, (0, 5)), "weak": (0, (1, 1))}))
    (1, 0)
    """
    match node:
        case Terminal(payoffs=payoffs):
            return payoffs
        case Chance(branches=branches):
            return tuple(probability for probability, _ in branches.values())
        case Offer(low=low, high=high) | Draw(low=low, high=high, cdf=None):
            return low, high
        case Draw(low=low, high=high, cdf=cdf) if cdf is not None:
            return low, high, cdf
    return ()


def with_terms(node: Node, change: Callable[[Expr], Expr]) -> Node:
    """Return the node with each of its expressions changed.

    Examples
    --------
    >>> with_terms(Terminal((1, 2)), lambda payoff: 10 * payoff)
    Terminal(payoffs=(10, 20))
    """
    match node:
        case Terminal(payoffs=payoffs):
            return Terminal(tuple(map(change, payoffs)))
        case Chance(branches=branches):
            return Chance({label: (change(weight), below) for label, (weight, below) in branches.items()})
        case Offer(low=low, high=high):
            return replace(node, low=change(low), high=change(high))
        case Draw(low=low, high=high, cdf=cdf):
            return replace(node, low=change(low), high=change(high), cdf=None if cdf is None else change(cdf))
    return node


def place(history: History) -> str:
    """Say where a node is, for an error message.

    Examples
    --------
    >>> place(()), place(("x", "fight"))
    ('at the root', 'after (x, fight)')
    """
    return f"after ({', '.join(map(str, history))})" if history else "at the root"


def _with_children(node: Node, below: list[Node]) -> Node:
    match node:
        case Decision(player=player, actions=actions, info=info, prefer=prefer):
            return Decision(player, dict(zip(actions, below, strict=True)), info, prefer)
        case Chance(branches=branches):
            weighed = zip(branches.items(), below, strict=True)
            return Chance({label: (probability, child) for (label, (probability, _)), child in weighed})
        case Offer() | Draw():
            return replace(node, node=below[0])
    return node
