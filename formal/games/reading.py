"""From what a person typed to nodes of SymPy expressions, or an error that names the node.

Payoffs, probabilities and the ends of intervals become exact expressions; players, labels, tie rules and the
number of payoffs are checked. What depends on the values of the parameters is left to `wellformed`.

>>> from formal.games.tree import choose
>>> read_tree(("A", "B"), choose("A", {"left": (1, 0), "right": (0, 0, 0)}))
Traceback (most recent call last):
    ...
formal.errors.GameError: after (right): 3 payoffs (0, 0, 0) for the 2 players A, B: give one each, ...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import sympy as sp

from formal.algebra.reading import read_value
from formal.errors import ExpressionError, GameError
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal, Tree, kind_of
from formal.games.walking import History, place, rebuild

__all__ = ["read_expression", "read_players", "read_tree", "read_where"]


def read_players(players: Sequence[str]) -> tuple[str, ...]:
    """Return the players' names, at least one and all different.

    Examples
    --------
    >>> read_players(["A", "B"])
    ('A', 'B')
    """
    if isinstance(players, str) or not isinstance(players, Sequence):
        raise GameError(f"the players must be a list of names, as ['A', 'B']; found {kind_of(players)}")
    if not players:
        raise GameError("there are no players: name at least one")
    for player in players:
        if not isinstance(player, str) or not player:
            raise GameError(f"a player's name must be a text that is not empty; found {kind_of(player)}")
    twice = [player for player, count in Counter(players).items() if count > 1]
    if twice:
        raise GameError(f"the player {twice[0]!r} is named twice: give each player a name of its own")
    return tuple(players)


def read_where(where: object) -> tuple[object, ...]:
    """Return the conditions on the parameters as a flat tuple; one condition needs no list around it.

    Examples
    --------
    >>> from sympy import Symbol
    >>> p = Symbol("p")
    >>> read_where([0 < p, [p < 1]])
    (p > 0, p < 1)
    """
    if isinstance(where, list | tuple):
        return tuple(condition for part in where for condition in read_where(part))
    return (where,)


def read_tree(players: Sequence[str], tree: Tree) -> Node:
    """Return the tree with every term an exact SymPy expression.

    Raises
    ------
    GameError
        If a node is not well formed whatever the values of the parameters.
    ExpressionError
        If a term is not algebraic over the reals. Both name the node by its history.

    Examples
    --------
    >>> from fractions import Fraction
    >>> read_tree(("A", "B"), (Fraction(1, 2), 0)).payoffs
    (1/2, 0)
    """

    def read(history: History, node: Node) -> Node:
        match node:
            case Terminal():
                return _terminal(history, node, players)
            case Decision():
                return _decision(history, node, players)
            case Chance():
                return _chance(history, node)
            case Offer():
                return _offer(history, node, players)
            case Draw():
                return _draw(history, node, players)
        raise GameError(f"{place(history)}: {kind_of(node)} is no node: {_node_hint(node)}")

    return rebuild(Terminal(tree) if type(tree) is tuple else cast(Node, tree), read)


def read_expression(value: object, place: str, what: str) -> sp.Expr:
    """Return an exact real expression, or raise `ExpressionError` that says where the term stands.

    Examples
    --------
    >>> read_expression(0.5, "at the root", "the payoff of A")
    Traceback (most recent call last):
        ...
    formal.errors.ExpressionError: at the root, the payoff of A: ... write it exactly, ... Rational(1, 2)
    """
    if type(value) is int:
        return sp.Integer(value)
    if isinstance(value, sp.Rational):
        return value
    if isinstance(value, str):
        hint = "write symbols and numbers, not text"
        raise ExpressionError(f"{place}, {what}: {value!r} is a text, no expression: {hint}")
    try:
        read_value(value)
    except ExpressionError as error:
        raise ExpressionError(f"{place}, {what}: {error}") from error
    return cast(sp.Expr, sp.sympify(value, strict=True))


def _terminal(history: History, node: Terminal, players: Sequence[str]) -> Terminal:
    if len(node.payoffs) != len(players):
        found = f"{_count(node.payoffs, 'payoff')} {node.payoffs} for {_the_players(players)}"
        raise GameError(f"{place(history)}: {found}: give one each, in their order")
    if all(type(payoff) is int for payoff in node.payoffs):
        return Terminal(tuple(map(sp.Integer, node.payoffs)))
    here = place(history)
    pairs = zip(players, node.payoffs, strict=True)
    return Terminal(
        tuple(read_expression(payoff, here, f"the payoff of {player}") for player, payoff in pairs)
    )


def _decision(history: History, node: Decision, players: Sequence[str]) -> Decision:
    _require_player(history, node.player, players)
    if not node.actions:
        raise GameError(f"{place(history)}: {node.player} has no actions: give at least one")
    _require_labels(history, node.actions, "an action")
    _require_info(history, node.info)
    if node.prefer is not None:
        _require_tie_rule(history, node.prefer, node.actions)
    return node


def _chance(history: History, node: Chance) -> Chance:
    if not node.branches:
        raise GameError(f"{place(history)}: chance has no branches: give at least one")
    _require_labels(history, node.branches, "a branch of chance")
    here = place(history)
    return Chance(
        {
            label: (read_expression(probability, here, f"the probability of {label!r}"), below)
            for label, (probability, below) in node.branches.items()
        }
    )


def _offer(history: History, node: Offer, players: Sequence[str]) -> Offer:
    _require_player(history, node.player, players)
    _require_info(history, node.info)
    low, high = _ends(history, node)
    return replace(node, low=low, high=high)


def _draw(history: History, node: Draw, players: Sequence[str]) -> Draw:
    for player in node.seen_by:
        _require_player(history, player, players)
    low, high = _ends(history, node)
    if node.cdf is None and (low.is_infinite or high.is_infinite):
        asked = "a uniform draw needs finite ends: give both, or a cdf"
        raise GameError(f"{place(history)}: {node.symbol} is drawn between {low} and {high}: {asked}")
    cdf = None if node.cdf is None else _distribution(history, node)
    return replace(node, low=low, high=high, seen_by=tuple(dict.fromkeys(node.seen_by)), cdf=cdf)


def _ends(history: History, node: Offer | Draw) -> tuple[sp.Expr, sp.Expr]:
    here, ends = place(history), []
    for name, end, infinite in (("low", node.low, -sp.oo), ("high", node.high, sp.oo)):
        what = f"the {name} end of {node.symbol}"
        ends.append(infinite if end in (infinite, float(infinite)) else read_expression(end, here, what))
    return ends[0], ends[1]


def _distribution(history: History, node: Draw) -> sp.Expr:
    """Any expression will do that SymPy can differentiate: a general `F(c)` too."""
    cdf = sp.sympify(node.cdf, strict=True) if isinstance(node.cdf, sp.Expr | int) else None
    if not isinstance(cdf, sp.Expr) or cdf.has(sp.Float):
        wanted = f"an exact expression in {node.symbol}, or a Function, is wanted"
        raise GameError(f"{place(history)}, the cdf of {node.symbol}: {wanted}; found {kind_of(node.cdf)}")
    return cdf


def _require_player(history: History, player: object, players: Sequence[str]) -> None:
    if player not in players:
        asked = f"write one of {', '.join(players)}, or add it to the players"
        raise GameError(f"{place(history)}: {player!r} is no player of this game: {asked}")


def _require_labels(history: History, labels: Iterable[object], what: str) -> None:
    for label in labels:
        if not isinstance(label, str) or not label:
            asked = "a text that is not empty is wanted"
            raise GameError(f"{place(history)}: {what} is labelled by {kind_of(label)}: {asked}")


def _require_info(history: History, info: object) -> None:
    if info is not None and (not isinstance(info, str) or not info):
        asked = "it must be a text that is not empty"
        raise GameError(f"{place(history)}: the information set is named by {kind_of(info)}: {asked}")


def _require_tie_rule(history: History, prefer: object, actions: Mapping[str, Any]) -> None:
    if not isinstance(prefer, tuple) or not all(isinstance(action, str) for action in prefer):
        raise GameError(f"{place(history)}: prefer must be a list of the actions; found {kind_of(prefer)}")
    faults = {
        "leaves out": [action for action in actions if action not in prefer],
        "names actions that are not there:": [action for action in prefer if action not in actions],
        "repeats": [action for action, count in Counter(prefer).items() if count > 1],
    }
    for fault, named in faults.items():
        if named:
            raise GameError(
                f"{place(history)}: prefer {fault} {', '.join(map(repr, named))}: "
                f"order all the actions {', '.join(map(repr, actions))}, each once"
            )


def _node_hint(found: object) -> str:
    if isinstance(found, dict):
        return "wrap it in choose(player, {...}) or chance({...})"
    if isinstance(found, list):
        return "payoffs are a tuple, in round brackets"
    if isinstance(found, int | float | sp.Expr):
        return "payoffs are a tuple with one for each player, and with one player (u,)"
    return "a tuple of payoffs, choose(...), chance(...), offer(...) or draw(...) is wanted"


def _the_players(players: Sequence[str]) -> str:
    named = ", ".join(players)
    return f"the {len(players)} players {named}" if len(players) > 1 else f"the only player {named}"


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
