"""The table of a game in strategic form, read from what a person typed, or refused with the entry at fault.

A *cell* is a combination of actions, one for each player.

>>> read_table(("A", "B"), {("up", "left"): (1, 0), ("up", "right"): (0, 1)})
{('up', 'left'): (1, 0), ('up', 'right'): (0, 1)}
>>> table_of_arrays(("A", "B"), ([[1, 2]], [[3, 4]]), actions=[["up"], ["left", "right"]])
{('up', 'left'): (1, 3), ('up', 'right'): (2, 4)}
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from formal.errors import GameError
from formal.games.reading import read_expression
from formal.games.tree import kind_of

__all__ = ["Cell", "read_table", "shown", "table_of_arrays"]

Cell = tuple[str, ...]
_Index = tuple[int, ...]


def read_table(players: Cell, table: Mapping[Cell, Sequence[Any]]) -> dict[Cell, tuple[sp.Expr, ...]]:
    """Return the table with exact expressions, cells in the order in which actions first appear.

    Raises
    ------
    GameError
        If a cell is missing, or is no combination of actions, or has the wrong number of payoffs.
    ExpressionError
        If a payoff is not algebraic over the reals.

    Examples
    --------
    >>> read_table(("A",), {("act",): (1,), ("wait",): (1, 2)})
    Traceback (most recent call last):
        ...
    formal.errors.GameError: after (wait): 2 payoffs (1, 2) for the players A: give one each, in their order
    """
    actions = _actions(players, table)
    return {cell: _payoffs(players, cell, table[cell]) for cell in itertools.product(*actions)}


def shown(cell: Sequence[object]) -> str:
    """Return a combination of actions as it is shown in messages.

    Examples
    --------
    >>> shown(("up", "left"))
    '(up, left)'
    """
    return f"({', '.join(map(str, cell))})"


def table_of_arrays(
    players: Cell, arrays: Sequence[Any], actions: Sequence[Sequence[str]] | None
) -> dict[Cell, tuple[Any, ...]]:
    """Return the table that one array for each player stands for.

    Raises
    ------
    GameError
        If the arrays do not agree in shape, or the names of actions do not fit them.

    Examples
    --------
    >>> table_of_arrays(("A", "B"), ([[1, 2]], [[3]]), actions=None)
    Traceback (most recent call last):
        ...
    formal.errors.GameError: the array of B has shape 1 x 1, that of A 1 x 2: they must agree
    """
    if len(players) != len(arrays):
        found = f"{len(arrays)} arrays for the players {', '.join(players)}"
        raise GameError(f"{found}: give one array for each player")
    entries = [dict(_entries(a, len(players), p)) for a, p in zip(arrays, players, strict=True)]
    shape = _shape(entries, players)
    named = _named(players, shape, actions)
    return {
        tuple(names[i] for names, i in zip(named, index, strict=True)): tuple(own[index] for own in entries)
        for index in itertools.product(*map(range, shape))
    }


# -- tables ------------------------------------------------------------------------------------------


def _actions(players: Cell, table: object) -> list[Cell]:
    if not isinstance(table, Mapping):
        wanted = "the payoffs must be a dict {(action, …): (payoff, …)}, or use StrategicGame.from_arrays"
        raise GameError(f"{wanted}; found {kind_of(table)}")
    if not table:
        raise GameError("the table is empty: give the payoffs after each combination of actions")
    found: list[dict[str, None]] = [{} for _ in players]
    for cell in table:
        _require_cell(players, cell)
        for own, action in zip(found, cell, strict=True):
            own[action] = None
    cells = list(itertools.product(*found))
    missing = [cell for cell in cells if cell not in table]
    if missing:
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        given = f"{len(table)} of {len(cells)} combinations of actions are given"
        asked = "add the others, or correct a misspelt action"
        raise GameError(f"no payoffs after {shown(missing[0])}{others}: {given}; {asked}")
    return [tuple(own) for own in found]


def _require_cell(players: Cell, cell: object) -> None:
    if not isinstance(cell, tuple) or len(cell) != len(players):
        wanted = f"a tuple with one action for each of {', '.join(players)} is wanted"
        raise GameError(f"the entry {cell!r} of the table: {wanted}")
    for action in cell:
        if not isinstance(action, str) or not action:
            wanted = "an action is a text that is not empty"
            raise GameError(f"the entry {cell!r} of the table: {wanted}; found {kind_of(action)}")


def _payoffs(players: Cell, cell: Cell, given: object) -> tuple[sp.Expr, ...]:
    place = f"after {shown(cell)}"
    if isinstance(given, str) or not isinstance(given, Sequence):
        wanted = "the payoffs must be a tuple with one for each player"
        raise GameError(f"{place}: {wanted}; found {kind_of(given)}")
    if len(given) != len(players):
        count = f"{len(given)} payoff{'' if len(given) == 1 else 's'} {tuple(given)}"
        raise GameError(
            f"{place}: {count} for the players {', '.join(players)}: give one each, in their order"
        )
    pairs = zip(players, given, strict=True)
    return tuple(read_expression(payoff, place, f"the payoff of {player}") for player, payoff in pairs)


# -- arrays ------------------------------------------------------------------------------------------


def _entries(array: Any, depth: int, player: str, index: _Index = ()) -> Iterator[tuple[_Index, Any]]:
    """Yield `(index, entry)` for the entries of an array with `depth` dimensions left."""
    listed = array.tolist() if hasattr(array, "tolist") else array
    place = f"the array of {player}, at {list(index)}" if index else f"the array of {player}"
    if not depth:
        if isinstance(listed, list | tuple):
            raise GameError(
                f"{place}: a payoff is wanted, one dimension for each player; found {kind_of(listed)}"
            )
        yield index, listed
        return
    if not isinstance(listed, list | tuple) or not listed:
        wanted = "a list that is not empty is wanted, one dimension for each player"
        raise GameError(f"{place}: {wanted}; found {kind_of(listed)}")
    for position, below in enumerate(listed):
        yield from _entries(below, depth - 1, player, (*index, position))


def _shape(entries: Sequence[Mapping[_Index, Any]], players: Cell) -> _Index:
    shapes = [tuple(max(index[d] for index in own) + 1 for d in range(len(players))) for own in entries]
    for own, shape, player in zip(entries, shapes, players, strict=True):
        missing = [index for index in itertools.product(*map(range, shape)) if index not in own]
        if missing:
            raise GameError(
                f"the array of {player} has no entry {list(missing[0])}: its rows differ in length"
            )
        if shape != shapes[0]:
            sizes = [" x ".join(map(str, s)) for s in (shape, shapes[0])]
            found = f"the array of {player} has shape {sizes[0]}, that of {players[0]} {sizes[1]}"
            raise GameError(f"{found}: they must agree")
    return shapes[0]


def _named(players: Cell, shape: _Index, actions: Sequence[Sequence[str]] | None) -> list[Cell]:
    if actions is None:
        return [tuple(str(i + 1) for i in range(count)) for count in shape]
    if len(actions) != len(players):
        found = f"names of actions for {len(actions)} of {len(players)} players"
        raise GameError(f"{found}: give a list for each player")
    for player, own, count in zip(players, actions, shape, strict=True):
        if isinstance(own, str) or len(own) != count:
            raise GameError(f"{player} has {count} actions in the arrays, named {own!r}: give each one name")
        twice = [action for action, times in Counter(own).items() if times > 1]
        if twice:
            raise GameError(f"{player} has two actions {twice[0]!r}: give each action a name of its own")
    return [tuple(own) for own in actions]
