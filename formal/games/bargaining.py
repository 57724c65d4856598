"""The bargaining range: what both sides of an offer weakly prefer to conflict."""

from __future__ import annotations

import sympy as sp

from formal.algebra import Region
from formal.errors import GameError
from formal.games.comparing import prefers
from formal.games.extensive import Game
from formal.games.tree import Decision, Offer
from formal.games.walking import History, walk


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
    history, node = _offer_of(game, symbol)
    answer = node.node
    if not isinstance(answer, Decision) or not {agreement, conflict} <= set(answer.actions):
        raise GameError(
            f"the offer {symbol} must be answered at once by {agreement!r} or {conflict!r}; "
            f"it is followed by {type(answer).__name__.lower()}"
        )
    here = (*history, node.symbol.name)
    proposer, responder = (
        prefers(game, player, (*here, agreement), (*here, conflict))
        for player in (node.player, answer.player)
    )
    ends = [(node.low, node.symbol), (node.symbol, node.high)]
    inside = [sp.Le(low, high) for low, high in ends if not {low, high} & {sp.oo, -sp.oo}]
    region = proposer & responder & Region(*inside)
    return Region.of(game.space.with_symbols([node.symbol]), region.formula)


def _offer_of(game: Game, symbol: sp.Symbol) -> tuple[History, Offer]:
    for history, node in walk(game.tree):
        if isinstance(node, Offer) and node.symbol.name == symbol.name:
            return history, node
    raise GameError(f"{game!r} has no offer {symbol}")
