"""From a tree to a table: what each player may plan, and what plans pay together.

A plan says what a player does at each of its information sets that the plan itself does not exclude (a reduced
strategy): whoever stays out plans nothing for the time after entry. A full strategy says what to do at the others as
well.

>>> from formal.games.information import information_sets, name_information_sets
>>> from formal.games.tree import choose
>>> from formal.games.reading import read_tree
>>> later = choose("A", {"fight": (1, 0), "leave": (0, 1)})
>>> tree = choose("A", {"in": choose("B", {"meet": later, "yield": (2, 0)}), "out": (0, 2)})
>>> tree = name_information_sets(read_tree(("A", "B"), tree))
>>> [plan.label for plan in plans("A", tree, information_sets(tree))]
['in,fight', 'in,leave', 'out']

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definitions 92.1, 94.1 and section 6.4.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from formal.errors import GameError
from formal.games.information import InformationSet
from formal.games.table import Cell
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History, descend, place

__all__ = ["Ending", "Plan", "count_plans", "endings", "plans", "table_of_plans"]

#: What a player has done on the way to a node: information sets and actions.
Moves = tuple[tuple[str, str], ...]
#: Tables beyond this are of no use to anybody.
_MOST_CELLS = 100_000


@dataclass(frozen=True)
class Plan:
    """What a player plans.

    Attributes
    ----------
    label
        The actions, in the order of the tree, joined by commas.
    actions
        `{information set: action}`.

    Examples
    --------
    >>> Plan("out", {"A": "out"}).follows((("A", "in"),))
    False
    """

    label: str
    actions: Mapping[str, str]

    def follows(self, sequence: Moves) -> bool:
        """Return whether the plan does what has been done."""
        return all(self.actions.get(info) == action for info, action in sequence)


@dataclass(frozen=True)
class Ending:
    """A terminal node: how it is reached, and what it pays.

    Attributes
    ----------
    history, payoffs
        As in the tree.
    chance
        The probability with which nature plays along.
    sequences
        For each player its own moves on the way.
    """

    history: History
    payoffs: tuple[sp.Expr, ...]
    chance: sp.Expr
    sequences: Mapping[str, Moves]


def endings(players: Sequence[str], tree: Node) -> Iterator[Ending]:
    """Yield the terminal nodes of a finite tree.

    Raises
    ------
    GameError
        If a number is offered or drawn from an interval.

    Examples
    --------
    >>> from formal.games.tree import Terminal
    >>> next(endings(("A",), Terminal((sp.Integer(1),)))).chance
    1
    """
    start: tuple[sp.Expr, dict[str, Moves]] = sp.Integer(1), dict.fromkeys(players, ())

    def step(
        above: tuple[sp.Expr, dict[str, Moves]], node: Node, label: str
    ) -> tuple[sp.Expr, dict[str, Moves]]:
        chance, own = above
        if isinstance(node, Chance):
            return chance * node.branches[label][0], own
        if isinstance(node, Decision):
            return chance, {**own, node.player: (*own[node.player], (str(node.info), label))}
        return above

    for history, node, (chance, own) in descend(tree, start, step):
        if isinstance(node, Offer | Draw):
            raise _not_finite(
                history, f"{'an offer' if isinstance(node, Offer) else 'a draw'} of {node.symbol}"
            )
        if isinstance(node, Terminal):
            yield Ending(history, node.payoffs, chance, own)


def plans(
    player: str, tree: Node, information_sets: Mapping[str, InformationSet], reduced: bool = True
) -> list[Plan]:
    """Return what a player may plan; a player who never moves has one plan, to do nothing.

    Parameters
    ----------
    player
        Whose plans.
    tree
        With `info` at every node where a player moves.
    information_sets
        Those of the tree.
    reduced
        Whether to leave out what a plan itself excludes.
    """
    count = count_plans(player, tree, information_sets, reduced)
    if count > _MOST_CELLS:
        raise GameError(f"{player} has {count} plans: the strategic form is too large to be written down")
    own = _own_sets(player, information_sets)
    found = [dict(plan) for plan in _extended(own, _own_moves(player, tree), reduced)]
    labels = [",".join(plan.values()) or "nothing" for plan in found]
    if len(set(labels)) < len(labels):  # commas inside of labels
        labels = ["; ".join(f"{name}: {action}" for name, action in plan.items()) for plan in found]
    return [Plan(label, plan) for label, plan in zip(labels, found, strict=True)]


def count_plans(
    player: str, tree: Node, information_sets: Mapping[str, InformationSet], reduced: bool = True
) -> int:
    """Return how many plans a player has, without writing them down; the arguments are those of `plans`."""
    own = _own_sets(player, information_sets)
    if not reduced:
        return math.prod(len(info.actions) for info in own)
    above = _own_moves(player, tree)
    below: dict[Moves, list[InformationSet]] = {}
    for info in own:
        below.setdefault(above[info.name], []).append(info)
    ways: dict[Moves, int] = {}
    for sequence in sorted(below, key=len, reverse=True):
        ways[sequence] = math.prod(
            sum(ways.get((*sequence, (info.name, action)), 1) for action in info.actions)
            for info in below[sequence]
        )
    return ways.get((), 1)


def table_of_plans(
    players: Sequence[str], tree: Node, plans_of: Mapping[str, Sequence[Plan]]
) -> dict[Cell, tuple[sp.Expr, ...]]:
    """Return what each combination of plans pays in expectation.

    Raises
    ------
    GameError
        If there are too many combinations.
    """
    cells = math.prod(len(own) for own in plans_of.values())
    if cells > _MOST_CELLS:
        sizes = " x ".join(str(len(own)) for own in plans_of.values())
        raise GameError(f"the strategic form would have {sizes} = {cells} entries: it is too large")
    reached: dict[Cell, dict[tuple[sp.Expr, ...], list[sp.Expr]]] = {}
    for ending in endings(players, tree):
        lists = ([p.label for p in own if p.follows(ending.sequences[n])] for n, own in plans_of.items())
        for cell in itertools.product(*lists):
            reached.setdefault(cell, {}).setdefault(ending.payoffs, []).append(ending.chance)
    order = itertools.product(*([p.label for p in own] for own in plans_of.values()))
    return {cell: _expected(reached[cell]) for cell in order}


def _expected(paid: Mapping[tuple[sp.Expr, ...], list[sp.Expr]]) -> tuple[sp.Expr, ...]:
    """Return expected payoffs; where the same is paid in any case, no probability is left."""
    if len(paid) == 1:
        return next(iter(paid))
    weights = [sp.expand(sp.Add(*chances)) for chances in paid.values()]
    return tuple(
        sp.Add(*(w * u for w, u in zip(weights, own, strict=True))) for own in zip(*paid, strict=True)
    )


def _own_sets(player: str, information_sets: Mapping[str, InformationSet]) -> list[InformationSet]:
    """Return the information sets of a player, who must not name numbers there."""
    own = [info for info in information_sets.values() if info.player == player]
    for info in own:
        if info.symbol is not None:
            raise _not_finite(info.histories[0], f"an offer of {info.symbol}")
    return own


def _not_finite(history: History, what: str) -> GameError:
    asked = "a strategic form has finitely many actions; write those that matter as choose(...)"
    return GameError(f"{place(history)}: {what} from an interval: {asked}")


def _own_moves(player: str, tree: Node) -> dict[str, Moves]:
    """Return, for each information set of a player, its moves before; perfect recall makes them one sequence."""

    def step(before: Moves, node: Node, label: str) -> Moves:
        own = isinstance(node, Decision) and node.player == player
        return (*before, (str(node.info), label)) if own and isinstance(node, Decision) else before

    start: Moves = ()
    return {
        str(node.info): before
        for _, node, before in descend(tree, start, step)
        if isinstance(node, Decision) and node.player == player
    }


def _extended(
    sets: Sequence[InformationSet], above: Mapping[str, Moves], reduced: bool
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the plans, information set by information set; those that a plan excludes are passed over."""
    if not sets:
        yield ()
        return
    waiting: list[tuple[tuple[tuple[str, str], ...], int]] = [((), 0)]
    while waiting:
        plan, index = waiting.pop()
        if index == len(sets):
            yield plan
            continue
        info = sets[index]
        if reduced and not set(above[info.name]) <= set(plan):
            waiting.append((plan, index + 1))
            continue
        waiting += [((*plan, (info.name, action)), index + 1) for action in reversed(info.actions)]
