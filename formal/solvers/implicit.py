"""Implicit equilibria: what holds whatever the distribution of private numbers.

>>> from sympy import Function, symbols
>>> from formal.games.bayesian import BayesianGame, drawn
>>> c, v = symbols("c v")
>>> help = {("help",): (v - c,), ("wait",): (0,)}
>>> (one,) = implicit(BayesianGame(["A"], {"A": drawn(c, 0, 1, cdf=Function("F"))}, help, where=[0 < v, v < 1]).game)
>>> one.equations, one.changes
((Eq(k_A, v),), {k_A: {v: Change(derivative=1, sign='>')}})

References
----------
Fudenberg, D. and J. Tirole (1991), Game Theory, sections 6.3 and 7.1.
"""

from __future__ import annotations

from formal import verbs
from formal.equilibria.implicit import Implicit
from formal.errors import GameError
from formal.games import Draw, Game
from formal.games.tree import Offer
from formal.solvers.indifferent_types import indifferent_types
from formal.solvers.screening import screening
from formal.solvers.simultaneous import is_simultaneous


@verbs.implicit.register
def implicit(game: Game) -> list[Implicit]:
    """Return the equilibria of a game with private numbers in implicit form.

    Raises
    ------
    GameError
        If the game has another form.
    """
    if is_simultaneous(game):
        return list(indifferent_types(game))
    node = game.tree
    pair = (node, node.node) if isinstance(node, Draw | Offer) else (node, None)
    if {type(pair[0]), type(pair[1])} == {Draw, Offer}:
        return [screening(game)]
    raise GameError(
        "implicit conditions are known for two forms: private numbers and simultaneous moves of all players, and one "
        "offer by a player who does not see the number drawn, answered by those who do"
    )
