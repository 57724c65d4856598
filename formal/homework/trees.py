"""A game of the instructor's own, written as a table of TOML: no program runs when an assignment is read.

A node is a list of payoffs, or a table: with `actions` (and `player`, perhaps `info` and `prefer`) a decision, with
`offer` (and `player`, `low`, `high`, `then`) an offer, with `chance` a move of nature, each branch a table with
`probability` and `then`.

>>> tree = {"player": "A", "actions": {"attack": ["p - c", "1 - p"], "wait": ["1/2", "1/2"]}}
>>> game = read_game({"players": ["A", "B"], "names": ["p", "c"], "where": ["0 < p < 1", "c > 0"], "tree": tree})
>>> len(game.solve().outcomes())
2

Where all move at once, `table` stands for `tree`: payoffs by what each player does, in the order of the players.

>>> cells = {"stag, stag": ["2", "2"], "stag, hare": ["0", "1"], "hare, stag": ["1", "0"], "hare, hare": ["1", "1"]}
>>> len(read_game({"players": ["A", "B"], "names": [], "table": cells}).solve())
3
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import sympy as sp

from formal.errors import AnswerError, FormalError
from formal.games import Game, chance, choose, offer
from formal.homework.answers import read_answer
from formal.homework.names import Names


def read_game(table: Mapping[str, Any]) -> Game:
    """Return the game that a table describes.

    Raises
    ------
    AnswerError
        If a node is no node, or an expression cannot be read; it says after which moves.
    """
    names = Names.of([*table["names"], *_offers(table.get("tree"))])
    where = [read(condition, names, "where") for condition in table.get("where", ())]
    if "table" in table:
        tree = _moves_at_once(table["table"], table["players"], names)
    else:
        tree = _node(table["tree"], names, ())
    try:
        return Game(table["players"], tree, where=where, name=table.get("title", ""))
    except FormalError as problem:
        raise AnswerError(f"the game is not well formed: {problem}") from None


def read(text: object, names: Names, place: str) -> Any:
    """Return what an expression in an assignment stands for."""
    try:
        return read_answer(str(text), names).value
    except AnswerError as problem:
        raise AnswerError(
            f"{place}: {problem.message}", problem.text, problem.position, problem.hint
        ) from None


def _moves_at_once(cells: Mapping[str, list[str]], players: list[str], names: Names) -> Any:
    """Return the tree in which one player after the other moves and nobody sees what was done."""
    payoffs = {tuple(label.strip() for label in key.split(",")): own for key, own in cells.items()}
    for key, labels in zip(cells, payoffs, strict=True):
        if len(labels) != len(players):
            wanted = f"an action of each of {', '.join(players)} is wanted, joined by commas"
            raise AnswerError(f"the table, {key!r}: {wanted}")
    actions = [list(dict.fromkeys(labels[i] for labels in payoffs)) for i in range(len(players))]
    for labels in itertools.product(*actions):
        if labels not in payoffs:
            raise AnswerError(f"the table says nothing of {', '.join(labels)}: every combination is wanted")

    def below(path: tuple[str, ...]) -> Any:
        if len(path) == len(players):
            return _node(payoffs[path], names, path)
        mover = players[len(path)]
        return choose(mover, {action: below((*path, action)) for action in actions[len(path)]}, info=mover)

    return below(())


def _node(node: Any, names: Names, path: tuple[str, ...]) -> Any:
    place = f"after {', '.join(path)}" if path else "at the root of the tree"
    if isinstance(node, list):
        return tuple(read(payoff, names, place) for payoff in node)
    if not isinstance(node, Mapping):
        raise AnswerError(f"{place}: a list of payoffs or a table is wanted, not {node!r}")
    kinds = [kind for kind in ("actions", "offer", "chance") if kind in node]
    if len(kinds) != 1:
        found = " and ".join(kinds) or "none"
        raise AnswerError(f"{place}: one of actions, offer and chance is wanted, found {found}")
    if kinds[0] == "chance":
        branches = node["chance"].items()
        return chance(
            {
                label: (
                    _number(branch, "probability", names, place),
                    _node(branch["then"], names, (*path, label)),
                )
                for label, branch in branches
            }
        )
    if "player" not in node:
        raise AnswerError(f"{place}: nobody moves there: give player = …")
    if kinds[0] == "offer":
        symbol = names.symbols[node["offer"]]
        low, high = (_number(node, end, names, place) for end in ("low", "high"))
        then = _node(node.get("then"), names, (*path, str(symbol)))
        return offer(node["player"], symbol, low, high, then, info=node.get("info"))
    actions = {label: _node(child, names, (*path, label)) for label, child in node["actions"].items()}
    return choose(node["player"], actions, info=node.get("info"), prefer=node.get("prefer"))


def _number(table: Mapping[str, Any], key: str, names: Names, place: str) -> sp.Expr:
    if key not in table:
        raise AnswerError(f"{place}: {key} is missing")
    return read(table[key], names, place)


def _offers(node: Any) -> list[str]:
    if not isinstance(node, Mapping):
        return []
    own = [node["offer"]] if isinstance(node.get("offer"), str) else []
    below = [node.get("then"), *node.get("actions", {}).values()]
    below += [branch.get("then") for branch in node.get("chance", {}).values() if isinstance(branch, Mapping)]
    return own + [name for child in below for name in _offers(child)]
