"""Information sets: which nodes a player cannot tell apart, and what they are called.

Nodes with the same `info` are one information set; a node without is one of its own. Such a set is named by
its player where the player moves at one information set only, and otherwise by the player and the labels that
lead there: `"B:x,reject"`. Offers are seen by everyone, so the nodes of one information set follow the same
offers. `recall` checks that nobody has to forget anything.

>>> from formal.games.tree import chance, choose
>>> right = choose("B", {"strong": (1,), "weak": (0,)}, info="I")
>>> wrong = choose("B", {"strong": (0,), "weak": (1,)}, info="I")
>>> tree = chance({"strong": (1, right), "weak": (0, wrong)})
>>> information_sets(tree)["I"]
InformationSet('I', player='B', histories=(('strong',), ('weak',)), actions=('strong', 'weak'))

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 200.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sympy import Symbol

from formal.errors import GameError
from formal.games.recall import check_recall
from formal.games.tree import Decision, Draw, Node, Offer
from formal.games.walking import History, descend, place, rebuild, walk

__all__ = ["InformationSet", "all_is_seen", "information_sets", "name_information_sets"]


@dataclass(frozen=True, repr=False)
class InformationSet:
    """The nodes that a player who moves there cannot tell apart.

    Attributes
    ----------
    name, player
        What it is called, and who moves.
    histories
        One for each of its nodes, in the order of the tree.
    actions
        The labels of the actions; for an offer, the name of its symbol alone.
    symbol
        The symbol of the offer, None where the actions are finitely many.

    Examples
    --------
    >>> InformationSet("B", "B", (("x",),), ("accept", "fight"))
    InformationSet('B', player='B', histories=(('x',),), actions=('accept', 'fight'))
    """

    name: str
    player: str
    histories: tuple[History, ...]
    actions: tuple[str, ...]
    symbol: Symbol | None = None

    def __repr__(self) -> str:
        moves = f"actions={self.actions}" if self.symbol is None else f"symbol={self.symbol}"
        return f"InformationSet({self.name!r}, player={self.player!r}, histories={self.histories}, {moves})"


def name_information_sets(tree: Node) -> Node:
    """Return the tree with `info` filled in everywhere, and one tie rule for each information set.

    Raises
    ------
    GameError
        If two information sets would have the same name, or two nodes of one differ in their tie rule.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> name_information_sets(choose("A", {"in": choose("B", {"stop": (0, 0)}), "out": (1, 1)})).info
    'A'
    """
    movers = [(history, node) for history, node in walk(tree) if isinstance(node, Decision | Offer)]
    given = {node.info for _, node in movers if node.info is not None}
    # A set that several nodes share is counted once: at the name that they give.
    sets = Counter({(node.player, node.info or history) for history, node in movers})
    moves = Counter(player for player, _ in sets)
    names: dict[History, str] = {}
    taken: dict[str, History] = {}
    for history, node in movers:
        default = node.player if moves[node.player] == 1 else f"{node.player}:{','.join(history)}"
        names[history] = node.info or default
        if node.info is None:
            _require_free(default, history, given, taken)
    rules = _tie_rules(movers)

    def named(history: History, node: Node) -> Node:
        if isinstance(node, Decision):
            prefer = node.prefer if node.info is None else rules.get(node.info)
            return replace(node, info=names[history], prefer=prefer)
        return replace(node, info=names[history]) if isinstance(node, Offer) else node

    return rebuild(tree, named)


def information_sets(tree: Node) -> dict[str, InformationSet]:
    """Return the information sets by name, in the order of the tree.

    Parameters
    ----------
    tree
        With `info` at every node where a player moves.

    Raises
    ------
    GameError
        If the nodes of one set differ in player, actions or the offers seen, or there is no perfect recall.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> information_sets(choose("A", {"in": (0,), "out": (1,)}, info="A"))["A"].actions
    ('in', 'out')
    """
    sets: dict[str, list[tuple[History, Decision | Offer]]] = {}
    for history, node in walk(tree):
        if isinstance(node, Decision | Offer) and node.info is not None:
            sets.setdefault(node.info, []).append((history, node))
    for name, nodes in sets.items():
        for history, node in nodes[1:]:
            _require_alike(name, nodes[0], (history, node))
    if any(len(nodes) > 1 for nodes in sets.values()):
        _check_numbers_seen(tree)
        check_recall(tree)
    return {name: _information_set(name, nodes) for name, nodes in sets.items()}


def all_is_seen(tree: Node) -> bool:
    """Return whether each draw is seen by every player who moves after it.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.tree import choose, draw
    >>> c = Symbol("c")
    >>> all_is_seen(draw(c, 0, 1, choose("B", {"accept": (0,), "fight": (-c,)}), seen_by=["B"]))
    True
    """

    def step(numbers: tuple[Draw, ...], node: Node, _label: str) -> tuple[Draw, ...]:
        return (*numbers, node) if isinstance(node, Draw) else numbers

    start: tuple[Draw, ...] = ()
    return all(
        node.player in number.seen_by
        for _, node, numbers in descend(tree, start, step)
        if isinstance(node, Decision | Offer)
        for number in numbers
    )


def _information_set(name: str, nodes: list[tuple[History, Decision | Offer]]) -> InformationSet:
    first = nodes[0][1]
    histories = tuple(history for history, _ in nodes)
    if isinstance(first, Offer):
        return InformationSet(name, first.player, histories, (first.symbol.name,), first.symbol)
    return InformationSet(name, first.player, histories, tuple(first.actions))


def _require_free(name: str, history: History, given: set[str], taken: dict[str, History]) -> None:
    if name in given or name in taken:
        other = (
            "is the info of another node" if name in given else f"is that of the node {place(taken[name])}"
        )
        raise GameError(
            f"{place(history)}: the information set would be called {name!r}, which {other}: "
            "name one of the two by info"
        )
    taken[name] = history


def _tie_rules(movers: Iterable[tuple[History, Decision | Offer]]) -> dict[str, tuple[str, ...]]:
    """Return the tie rule of each information set with a name; one node may speak for all."""
    rules: dict[str, tuple[str, ...]] = {}
    for history, node in movers:
        if isinstance(node, Decision) and node.info is not None and node.prefer is not None:
            rule = rules.setdefault(node.info, node.prefer)
            if rule != node.prefer:
                found = (
                    f"prefer is {node.prefer}, and {rule} at another node of information set {node.info!r}"
                )
                raise GameError(f"{place(history)}: {found}: one information set has one tie rule")
    return rules


def _require_alike(
    name: str, first: tuple[History, Decision | Offer], other: tuple[History, Decision | Offer]
) -> None:
    (before, one), (history, node) = first, other
    if one.player != node.player:
        found = f"{node.player} moves here, and {one.player} {place(before)}"
    elif isinstance(one, Decision) and isinstance(node, Decision):
        if set(one.actions) == set(node.actions):
            return
        found = f"the actions are {_listed(node.actions)} here, and {_listed(one.actions)} {place(before)}"
    elif isinstance(one, Offer) and isinstance(node, Offer):
        if (one.symbol, one.low, one.high) == (node.symbol, node.low, node.high):
            return
        found = f"{_interval(node)} is offered here, and {_interval(one)} {place(before)}"
    else:
        found = "at one node a number is offered, at another an action chosen"
    asked = "its nodes must have one player and the same actions; give one of them another info"
    raise GameError(f"{place(history)}, information set {name!r}: {found}: {asked}")


def _check_numbers_seen(tree: Node) -> None:
    """A player could tell two nodes apart if it had seen other offers, or other draws, on the way to them."""

    def step(numbers: tuple[Offer | Draw, ...], node: Node, _label: str) -> tuple[Offer | Draw, ...]:
        return (*numbers, node) if isinstance(node, Offer | Draw) else numbers

    start: tuple[Offer | Draw, ...] = ()
    first: dict[str, tuple[History, list[str]]] = {}
    for history, node, numbers in descend(tree, start, step):
        if isinstance(node, Decision | Offer) and node.info is not None:
            seen = [n.symbol.name for n in numbers if isinstance(n, Offer) or node.player in n.seen_by]
            before, same = first.setdefault(node.info, (history, seen))
            if seen != same:
                found = f"{node.player} has seen {_listed(seen)} here, and {_listed(same)} {place(before)}"
                raise GameError(
                    f"{place(history)}, information set {node.info!r}: {found}, so it can tell these nodes "
                    "apart: use the same symbols on both paths, or give one of them another info"
                )


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(map(repr, labels)) or "nothing"


def _interval(node: Offer) -> str:
    return f"{node.symbol} between {node.low} and {node.high}"
