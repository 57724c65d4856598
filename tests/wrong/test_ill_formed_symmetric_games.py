"""Symmetric games that are not well formed: refused, with what is wrong."""

from typing import Any

import pytest
from sympy import Piecewise, symbols

from formal import GameError, ParameterError, SymmetricGame
from formal.errors import FormalError

n, m, b, c = symbols("n m b c")
FINE: dict[str, Any] = {
    "number": n,
    "payoffs": {"act": b - c, "wait": Piecewise((b, m >= 1), (0, True))},
    "others": m,
    "where": [0 < c, c < b, n >= 2],
}

# id: (arguments, what the message names)
GAMES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "one player": ({"number": 1}, ("1 players", "from 2 on")),
    "a fraction of a player": ({"number": 2.5}, ("2.5", "whole number")),
    "an expression for the number": ({"number": n + 1}, ("n + 1", "symbol")),
    "nobody knows how many": ({"where": [c > 0]}, ("n >= 2", "where")),
    "fewer than a threshold needs": (
        {"payoffs": {"act": b, "wait": Piecewise((b, m >= 4), (0, True))}},
        ("n >= 5",),
    ),
    "three actions": ({"payoffs": {"act": 1, "wait": 0, "flee": 0}}, ("two actions", "flee")),
    "no payoffs": ({"payoffs": [b, c]}, ("two actions", "[b, c]")),
    "no symbol for the others": ({"others": "m"}, ("'m'", "symbol")),
    "payoffs that go on changing": ({"payoffs": {"act": b * m, "wait": 0}}, ("'act'", "constant")),
    "a threshold that is a letter": (
        {"payoffs": {"act": Piecewise((b, m >= c), (0, True)), "wait": 0}},
        ("'act'", "number only"),
    ),
    "a payoff that is none": ({"payoffs": {"act": "b", "wait": 0}}, ("'act'",)),
    "assumptions that exclude each other": ({"where": [n >= 2, n < 1]}, ("n",)),
}


@pytest.mark.parametrize(("change", "named"), GAMES.values(), ids=GAMES)
def test_is_refused(change: dict[str, Any], named: tuple[str, ...]):
    with pytest.raises(FormalError) as refused:
        SymmetricGame(**{**FINE, **change})
    for words in named:
        assert words in str(refused.value)


def test_questions_without_answer():
    game = SymmetricGame(**FINE)
    with pytest.raises(GameError, match="no action 'flee'"):
        game.payoff("flee", 0)
    with pytest.raises(GameError, match="whole number from 0 to n - 1"):
        game.payoff("act", -1)
    with pytest.raises(GameError, match="fix a number"):
        game.strategic_form()
    with pytest.raises(ParameterError, match="n = 1"):
        game.subs({n: 1})
    with pytest.raises(GameError, match="'subgame_perfect' does not fit"):
        game.solve("subgame_perfect")
