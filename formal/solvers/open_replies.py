"""Numbers left open after an earlier offer, and whether whatever is named there supports the offer that is made.

Somebody who does not mind may name any number, and others may mind. An equilibrium then says "any `y` with ..." at an
information set that follows an offer `x`: some number, the same after every `x` that admits it. It may admit numbers
with which another `x` would have been better, or an answer to `x`. Such an equilibrium is tried at some points, and is
not listed if somebody gains.

>>> from sympy import Abs, symbols
>>> from formal.games.tree import offer
>>> x, y = symbols("x y")
>>> game = Game(["A", "B"], offer("B", x, 0, 1, offer("A", y, 0, 1, (0, Abs(x + 1 - y)))))
>>> follows_open_offers(game)
True
"""

from __future__ import annotations

from random import Random

from formal.algebra import Region
from formal.algebra.formula import conjunction
from formal.equilibria import Equilibrium
from formal.equilibria.sampling import Sampler
from formal.equilibria.verify import deviations
from formal.errors import FormalError, Undecided
from formal.games import Game
from formal.games.tree import Offer
from formal.games.walking import walk

#: At how many points within its region an equilibrium is tried, and at how many on the boundary.
_POINTS = 8


def follows_open_offers(game: Game) -> bool:
    """Return whether a number is named after another one."""
    offers = [history for history, node in walk(game.tree) if isinstance(node, Offer)]
    return any(after[: len(before)] == before != after for before in offers for after in offers)


def unfounded(game: Game, equilibrium: Equilibrium) -> str | None:
    """Return an information set at which what is left open does not support what was offered before, or None."""
    loose = [info for info in equilibrium.strategy if _left_open(game, equilibrium, info)]
    if not loose:
        return None
    open_at, free = loose[0], equilibrium.free
    here = conjunction(equilibrium.where.formula, *(region.formula for region in free.values()))
    variables = (*game.space.names, *(symbol.name for symbol in free))
    try:
        sampler = Sampler(game.space.assumptions, variables, Random(0))
        points = [*sampler.inside(here, _POINTS), *sampler.boundary(here, _POINTS)]
    except Undecided:
        return None
    try:
        return open_at if any(deviations(game, equilibrium, point) for point in points) else None
    except FormalError:  # nothing lies in what is said to be named
        return open_at


def _left_open(game: Game, equilibrium: Equilibrium, info: str) -> bool:
    """Return whether a number is left open after another offer."""
    own = game.information_sets.get(info)
    if not isinstance(equilibrium.strategy[info], Region) or own is None:
        return False
    above = (game.node(own.histories[0][:n]) for n in range(len(own.histories[0])))
    return any(isinstance(node, Offer) for node in above)
