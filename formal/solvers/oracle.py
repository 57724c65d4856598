"""Other people's programs, asked for a second opinion: the door to nashpy and pygambit.

They know no parameters, so a game must be all numbers. What each is good for was measured:

- pygambit (optional) lists the extreme equilibria of two players exactly while payoffs stay well under 1e9,
and
  tells exactly by how much somebody can gain from a profile, for any number of players;
- nashpy tells in floating point whether two mixed strategies are best replies; its own lists of equilibria
are
  not complete.

>>> from formal.games.strategic import StrategicGame
>>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
>>> half = Fraction(1, 2)
>>> best_replies(pennies, ((half, half), (half, half))), best_replies(pennies, ((1, 0), (1, 0)))
(True, False)
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from formal.errors import GameError
from formal.games.strategic import StrategicGame

#: For each player the probabilities of its actions, in their order.
Profile = Sequence[Sequence[Fraction | int]]


def available(library: str) -> bool:
    """Return whether a library is installed.

    Examples
    --------
    >>> available("nashpy")
    True
    """
    return importlib.util.find_spec(library) is not None


def best_replies(game: StrategicGame, profile: Profile) -> bool:
    """Return whether nashpy takes a profile of a two-player game for an equilibrium, in floating point.

    Parameters
    ----------
    game
        Two players, payoffs all numbers.
    profile
        Their mixed strategies.
    """
    import nashpy
    import numpy

    if len(game.players) != 2:
        raise GameError(
            f"nashpy knows games of two players; found {len(game.players)}: ask for the regret instead"
        )
    first, second = (numpy.array(_nested(game, i), dtype=float) for i in range(2))
    mixed = (numpy.array([float(q) for q in own]) for own in profile)
    return all(bool(best) for best in nashpy.Game(first, second).is_best_response(*mixed))


def extreme_equilibria(game: StrategicGame) -> list[tuple[tuple[Fraction, ...], ...]]:
    """Return the extreme equilibria of a two-player game as pygambit finds them, exactly.

    Parameters
    ----------
    game
        Two players, payoffs all numbers, in size well under 1e9.
    """
    import pygambit

    if len(game.players) != 2:
        raise GameError(f"pygambit lists all equilibria of two players only; found {len(game.players)}")
    found = pygambit.nash.enummixed_solve(to_gambit(game), rational=True)
    return [
        tuple(tuple(_fraction(mixed[s]) for s in player.strategies) for player in mixed.game.players)
        for mixed in found.equilibria
    ]


def regret(game: StrategicGame, profile: Profile) -> Fraction:
    """Return what the player who gains most from changing its strategy alone gains, as pygambit computes it.

    Parameters
    ----------
    game
        Any number of players, payoffs all numbers.
    profile
        Their mixed strategies.

    Returns
    -------
    Fraction
        Exactly; zero if the profile is an equilibrium.
    """
    translated = to_gambit(game)
    mixed = translated.mixed_strategy_profile(rational=True)
    for player, own in zip(translated.players, profile, strict=True):
        for strategy, probability in zip(player.strategies, own, strict=True):
            mixed[strategy] = _rational(probability)
    return _fraction(mixed.max_regret())


def to_gambit(game: StrategicGame) -> Any:
    """Return a game as a `pygambit.Game`; its payoffs must be all numbers."""
    import numpy
    import pygambit

    arrays = []
    for player in range(len(game.players)):
        shape = tuple(len(own) for own in game.actions.values())
        array = numpy.empty(shape, dtype=object)
        for index, payoff in zip(itertools.product(*map(range, shape)), _flat(game, player), strict=True):
            array[index] = _rational(payoff)
        arrays.append(array)
    made = pygambit.Game.from_arrays(*arrays, title=game.name or "")
    for player, (name, actions) in zip(made.players, game.actions.items(), strict=True):
        player.label = name
        for strategy, action in zip(player.strategies, actions, strict=True):
            strategy.label = action
    return made


def _rational(number: Fraction | int) -> Any:
    import pygambit

    exact = Fraction(number)
    return pygambit.Rational(exact.numerator, exact.denominator)


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.numerator), int(number.denominator))


def _flat(game: StrategicGame, player: int) -> list[Fraction]:
    """Return a player's payoffs in the order of the table."""
    found = []
    for cell, own in game.payoffs.items():
        payoff = own[player]
        if not payoff.is_Rational:
            named = f"the payoff {payoff} of {game.players[player]} after ({', '.join(cell)})"
            raise GameError(f"{named} is no rational number: fix the parameters by subs first")
        found.append(Fraction(int(payoff.p), int(payoff.q)))
    return found


def _nested(game: StrategicGame, player: int) -> list[list[Fraction]]:
    listed = _flat(game, player)
    width = len(game.actions[game.players[1]])
    return [listed[i : i + width] for i in range(0, len(listed), width)]
