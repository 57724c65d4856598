"""How a period of a game over time ends: its payoffs, the next state, and the numbers carried along.

>>> from sympy import symbols
>>> x, taken = symbols("x taken")
>>> step((x, -x), "border", carry={taken: taken + x})
Step(payoffs=(x, -x), moves={'border': 1}, carry={taken: taken + x})
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import sympy as sp

from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.reading import read_expression
from formal.games.tree import Chance, Decision, Draw, Offer, Terminal, kind_of
from formal.games.walking import History, place, walk

__all__ = ["Ending", "Step", "endings_of", "forever", "step", "written"]


@dataclass(frozen=True)
class Step:
    """The end of a period; `step` and `forever` build one.

    Attributes
    ----------
    payoffs
        What the players receive in this period.
    moves
        The probabilities of the next states; None where nothing changes any more.
    carry
        The new values of the numbers carried from period to period.

    Examples
    --------
    >>> forever((1, 0)).moves is None
    True
    """

    payoffs: tuple[Any, ...]
    moves: Mapping[str, Any] | None
    carry: Mapping[sp.Symbol, Any] = field(default_factory=dict)


def step(
    payoffs: tuple[Any, ...], next: str | Mapping[str, Any], carry: Mapping[sp.Symbol, Any] | None = None
) -> Step:
    """End a period: everybody receives `payoffs`, and the next period begins in another state.

    Parameters
    ----------
    payoffs
        Of this period alone, in the order of the players.
    next
        A state, or `{state: probability}`.
    carry
        New values of the numbers that a game with finitely many periods carries from one to the next.

    Examples
    --------
    >>> from sympy import Symbol
    >>> p = Symbol("p")
    >>> step((1, 0), {"peace": p, "war": 1 - p}).moves["war"]
    1 - p
    """
    if isinstance(next, str):
        return Step(payoffs, {next: 1}, dict(carry or {}))
    if not isinstance(next, Mapping) or not next:
        wanted = "a state or {state: probability} is wanted"
        raise GameError(f"step({payoffs}, ...): {wanted}; found {kind_of(next)}")
    return Step(payoffs, dict(next), dict(carry or {}))


def forever(payoffs: tuple[Any, ...]) -> Step:
    """End all change: everybody receives `payoffs` in this period and in every later one.

    Examples
    --------
    >>> forever((1, 0)).payoffs
    (1, 0)
    """
    return Step(payoffs, None)


@dataclass(frozen=True)
class Ending:
    """How a period ends, with the game's own expressions.

    Attributes
    ----------
    payoffs
        Of this period.
    moves
        The probabilities of the next states; empty where there is no next period.
    lasting
        Whether the payoffs are received in every later period too.
    carry
        The new values of the numbers carried along, by name.

    Examples
    --------
    >>> Ending((sp.Integer(1),), {}, lasting=True).moves
    {}
    """

    payoffs: tuple[sp.Expr, ...]
    moves: Mapping[str, sp.Expr]
    lasting: bool = False
    carry: Mapping[str, sp.Expr] = field(default_factory=dict)

    def following(self, state: str) -> Mapping[str, sp.Expr]:
        """Return the next states; where nothing changes any more, play stays in `state`."""
        return {state: sp.Integer(1)} if self.lasting else self.moves


def written(node: Any, history: History, states: Collection[str], steps: dict[History, Step]) -> Any:
    """Return a tree in which a step is a move of nature over the next states, and collect the steps.

    Examples
    --------
    >>> steps = {}
    >>> written(step((1,), "on"), ("on",), {"on"}, steps)
    Chance(branches={'on': (1, Terminal(payoffs=(1,)))})
    >>> list(steps)
    [('on',)]
    """
    match node:
        case Step(moves=None):
            steps[history] = node
            return Terminal(node.payoffs)
        case Step():
            steps[history] = node
            for following in node.moves or {}:
                if following not in states:
                    fault = f"the next state {following!r} is no state"
                    known = ", ".join(map(repr, states))
                    raise GameError(f"{place(history)}: {fault}: write one of {known}")
            return Chance({s: (q, Terminal(node.payoffs)) for s, q in (node.moves or {}).items()})
        case Decision(actions=actions):
            below = {a: written(child, (*history, a), states, steps) for a, child in actions.items()}
            return replace(node, actions=below)
        case Chance(branches=branches):
            parts = {
                a: (q, written(child, (*history, a), states, steps)) for a, (q, child) in branches.items()
            }
            return Chance(parts)
        case Offer(symbol=symbol, node=child) | Draw(symbol=symbol, node=child):
            return replace(node, node=written(child, (*history, symbol.name), states, steps))
    return node


def endings_of(
    game: Game, steps: Mapping[History, Step], carried: Collection[str] = ()
) -> dict[History, Ending]:
    """Return how periods end, by history, with the game's own expressions.

    Raises
    ------
    GameError
        If a number that is carried on is none of `carried`, or its new value uses an unknown symbol.

    Examples
    --------
    >>> game = Game(["A"], Chance({"on": (1, Chance({"on": (1, Terminal((1,)))}))}))
    >>> endings_of(game, {("on",): step((1,), "on")})
    {('on',): Ending(payoffs=(1,), moves={'on': 1}, lasting=False, carry={})}
    """
    found: dict[History, Ending] = {}
    for history, node in walk(game.tree):
        if history in steps and isinstance(node, Chance):
            moves = {state: probability for state, (probability, _) in node.branches.items()}
            terminal = next(child for _, child in node.branches.values())
            carry = _carry(game, history, steps[history], carried)
            found[history] = Ending(cast(Terminal, terminal).payoffs, moves, carry=carry)
        elif isinstance(node, Terminal) and history[:-1] not in found:
            found[history] = Ending(node.payoffs, {}, lasting=history in steps)
    return found


def _carry(game: Game, history: History, end: Step, carried: Collection[str]) -> dict[str, sp.Expr]:
    symbols = {**game.space.symbols, **_offered(game, history)}
    found = {}
    for symbol, value in end.carry.items():
        name = getattr(symbol, "name", symbol)
        if name not in carried:
            asked = (
                f"it carries {', '.join(carried)}" if carried else "it carries nothing: name it by `carried`"
            )
            raise GameError(f"{place(history)}: {name} is no number that the game carries on: {asked}")
        read = read_expression(value, place(history), f"the new value of {name}")
        for used in read.free_symbols:
            if used.name not in symbols:
                raise GameError(
                    f"{place(history)}: the new value {read} of {name} uses {used}, which is unknown here"
                )
        found[name] = read.xreplace({used: symbols[used.name] for used in read.free_symbols})
    return found


def _offered(game: Game, history: History) -> dict[str, sp.Symbol]:
    """Return the symbols of the offers made on the way to a history."""
    above = (game.node(history[:k]) for k in range(len(history)))
    return {node.symbol.name: node.symbol for node in above if isinstance(node, Offer)}
