"""The bargaining range: what both sides of an offer weakly prefer to conflict."""

from __future__ import annotations

import sympy as sp

from formal.algebra import Region
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.tree import Chance, Decision, Node, Offer, Terminal
from formal.games.walking import walk


def bargaining_range(
    game: Game, symbol: sp.Symbol, agreement: str = "accept", conflict: str = "reject"
) -> Region:
    """Return the values of an offer that the proposer and the responder weakly prefer to conflict.

    Parameters
    ----------
    game
        A game in which `symbol` is offered and then answered at once.
    symbol
        The offer's symbol.
    agreement, conflict
        The answers to compare. What follows them may be left to chance, but to no player.

    Returns
    -------
    Region
        Of the parameters and the offer, which lies in its interval.

    Raises
    ------
    GameError
        If there is no such offer, it is not answered at once, or a player moves after the answer.

    References
    ----------
    Fearon, J. D. (1995), Rationalist explanations for war. International Organization 49, p. 387.

    Examples
    --------
    >>> from formal import Game, choose, offer
    >>> p, c_A, c_B, x = sp.symbols("p c_A c_B x")
    >>> war = (p - c_A, 1 - p - c_B)
    >>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": war}))
    >>> crisis = Game(["A", "B"], tree, where=[0 < p, p < 1, c_A > 0, c_B > 0])
    >>> bargaining_range(crisis, x).contains({p: "3/5", c_A: "1/10", c_B: "1/5", x: "3/4"})
    True
    """
    node = _offer_of(game, symbol)
    answer = node.node
    if not isinstance(answer, Decision) or not {agreement, conflict} <= set(answer.actions):
        raise GameError(
            f"the offer {symbol} must be answered at once by {agreement!r} or {conflict!r}; "
            f"it is followed by {type(answer).__name__.lower()}"
        )
    peace, war = (_expected(answer.actions[action], action) for action in (agreement, conflict))
    sides = [game.players.index(player) for player in (node.player, answer.player)]
    conditions = [sp.Ge(peace[i], war[i]) for i in sides]
    if node.low != -sp.oo:
        conditions.append(sp.Ge(symbol, node.low))
    if node.high != sp.oo:
        conditions.append(sp.Le(symbol, node.high))
    region = Region(*conditions)
    return Region.of(game.space.with_symbols([symbol]), region.formula)


def _offer_of(game: Game, symbol: sp.Symbol) -> Offer:
    for _, node in walk(game.tree):
        if isinstance(node, Offer) and node.symbol.name == symbol.name:
            return node
    raise GameError(f"{game!r} has no offer {symbol}")


def _expected(node: Node, action: str) -> tuple[sp.Expr, ...]:
    match node:
        case Terminal(payoffs):
            return payoffs
        case Chance(branches):
            parts = [[q * u for u in _expected(child, action)] for q, child in branches.values()]
            return tuple(sp.Add(*column) for column in zip(*parts, strict=True))
    raise GameError(f"after {action!r} somebody moves: compare payoffs of the solution instead")
