"""Why an answer is wrong, told by playing the game: what happens at a point if a player does what the answer says.

>>> from sympy import Rational, symbols
>>> from formal import load_model
>>> model = load_model("crisis_bargaining")
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> point = {p: Rational(1, 2), c_A: Rational(1, 10), c_B: Rational(1, 5)}
>>> print(told_by_play(model.game, model.solution, x, p + 2 * c_B, point))
Offer x = 9/10 there: B gets 1/10 by accept and 3/10 by reject, and so chooses reject. That leaves A with 2/5; x = 7/10
would give it 7/10.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from formal import verbs
from formal.equilibria.verify import compare_moves
from formal.errors import FormalError
from formal.games import Game
from formal.games.tree import Decision, Offer
from formal.games.walking import walk

Point = Mapping[sp.Symbol, sp.Rational]
_WIDTH = 119


def told_by_play(game: Game, solution: Any, symbol: sp.Symbol, answer: object, point: Point) -> str:
    """Return what happens at a point if the offer named by `symbol` is what an answer says; or an empty text."""
    found = offer_of(game, symbol)
    named = _at(answer, point)
    if found is None or named is None or not named.is_Rational:
        return ""
    path, node = found
    here = {s: v for s, v in point.items() if s.name in game.space.symbols}
    low, high = (_at(end, point) for end in (node.low, node.high))
    if low is not None and high is not None and not low <= named <= high:
        return f"An offer lies between {low} and {high}; x = {named} is none.".replace("x =", f"{symbol} =")
    try:
        plans = [e for e in solution.at(here) if isinstance(e.strategy.get(node.info), sp.Expr)]
        moves = compare_moves(
            game, replace(plans[0], where=plans[0].where), here, (*path, sp.Eq(symbol, named))
        )
    except (FormalError, IndexError):
        return ""
    return textwrap.fill(_told(game, node, plans[0], moves, symbol, named), _WIDTH)


def _told(game: Game, node: Offer, plan: Any, moves: Any, symbol: sp.Symbol, named: sp.Expr) -> str:
    after = node.node
    if not isinstance(after, Decision):
        return ""
    mover, proposer = after.player, node.player
    best = max(moves, key=lambda action: (moves[action][mover], _rank(after, action)))
    gets = " and ".join(f"{verbs.text(paid[mover])} by {action}" for action, paid in moves.items())
    right, own = plan.strategy[node.info], moves[best][proposer]
    better = plan.payoffs[proposer]
    told = f"Offer {symbol} = {named} there: {mover} gets {gets}, and so chooses {best}. "
    if better == own:
        return told
    return told + f"That leaves {proposer} with {own}; {symbol} = {right} would give it {better}."


def _rank(node: Decision, action: str) -> int:
    preferred = list(node.prefer or ())
    return -preferred.index(action) if action in preferred else -len(preferred)


def offer_of(game: Game, symbol: sp.Symbol) -> tuple[tuple[str, ...], Offer] | None:
    """Return the first offer in a game that is named by a symbol, and what leads to it."""
    for path, node in walk(game.tree):
        if isinstance(node, Offer) and node.symbol.name == symbol.name:
            return path, node
    return None


def _at(value: Any, point: Point) -> Any:
    if hasattr(value, "at"):
        return value.at(dict(point))
    return sp.sympify(value).subs(dict(point))
