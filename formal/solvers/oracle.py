"""Other people's programs, asked for a second opinion: the door to nashpy and pygambit.

They know no parameters, so a game must be all numbers. What each is good for was measured:

- pygambit (optional) lists the extreme equilibria of two players exactly while payoffs stay well under 1e9, and
  tells exactly by how much somebody can gain from a profile, for any number of players;
- nashpy tells in floating point whether two mixed strategies are best replies; its own lists of equilibria are
  not complete.

>>> from formal.games.strategic import StrategicGame
>>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
>>> half = Fraction(1, 2)
>>> best_replies(pennies, ((half, half), (half, half))), best_replies(pennies, ((1, 0), (1, 0)))
(True, False)
"""

from __future__ import annotations

import importlib.util
import io
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from formal import verbs
from formal.errors import GameError
from formal.games import Game, walk
from formal.games.plans import count_plans
from formal.games.strategic import StrategicGame
from formal.games.tree import Draw, Offer

#: Plans times nodes up to which pygambit finds the regret of a profile within a fifth of a second.
_MOST_WORK = 10_000
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
    """Return whether nashpy takes a profile of a two-player game for an equilibrium.

    nashpy compares payoffs by `==`. Multiplied by their denominators they are whole numbers, about which nothing is
    lost; neither that nor whole weights in the place of probabilities changes who replies best.

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
    width = len(game.actions[game.players[1]])
    first, second = (numpy.array(_whole(_flat(game, i)), dtype=object).reshape(-1, width) for i in range(2))
    mixed = (numpy.array(_whole(own), dtype=object) for own in profile)
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


def behaviour_regret(game: Game, strategy: Mapping[str, Mapping[str, Fraction | int]]) -> Fraction:
    """Return what the player who gains most from changing its whole strategy gains, as pygambit computes it.

    Parameters
    ----------
    game
        Finitely many actions, all numbers.
    strategy
        `{information set: {action: probability}}`.

    Returns
    -------
    Fraction
        Exactly; zero if the profile is a Nash equilibrium.
    """
    translated = to_gambit(game)
    mixed = translated.mixed_behavior_profile(rational=True)
    for info in translated.infosets:
        if not info.is_chance:
            for action in info.actions:
                mixed[action] = _rational(strategy[info.label][action.label])
    return _fraction(mixed.max_regret())


@verbs.second_opinions.register
def _on_tables(game: StrategicGame, strategy: Mapping[str, Mapping[str, Fraction]]) -> dict[str, str]:
    profile = [[strategy[player][action] for action in own] for player, own in game.actions.items()]
    found = {}
    if len(game.players) == 2:
        found["nashpy"] = "" if best_replies(game, profile) else "nashpy finds a better reply"
    if available("pygambit") and not _is_refused(game):
        found["pygambit"] = _gain(regret(game, profile))
    return found


@verbs.second_opinions.register
def _on_trees(game: Game, strategy: Mapping[str, Mapping[str, Fraction]]) -> dict[str, str]:
    if not available("pygambit") or not _is_small(game) or _is_refused(game):
        return {}
    return {"pygambit": _gain(behaviour_regret(game, strategy))}


def _gain(found: Fraction) -> str:
    return f"pygambit finds that somebody gains {found} by another strategy" if found > 0 else ""


def _is_refused(game: StrategicGame | Game) -> bool:
    """Return whether the game cannot be told to Gambit: a label in Greek, an irrational payoff."""
    try:
        game.to_efg() if isinstance(game, Game) else game.to_nfg()
    except GameError:
        return True
    return False


def _is_small(game: Game) -> bool:
    """Return whether pygambit, which tries every plan of every player, answers at once."""
    nodes = 0
    for _, node in walk(game.tree):
        nodes += 1
        if isinstance(node, Offer | Draw):
            return False
    return nodes * sum(count_plans(p, game.tree, game.information_sets) for p in game.players) <= _MOST_WORK


@verbs.gambit.register
def to_gambit(game: StrategicGame | Game) -> Any:
    """Return a game as a `pygambit.Game`; it must be all numbers.

    Raises
    ------
    GameError
        If pygambit is not installed.
    """
    if not available("pygambit"):
        raise GameError(
            "pygambit is not installed: install it with formal-games[gambit], or write a file by to_efg or to_nfg"
        )
    import pygambit

    if isinstance(game, Game):
        return pygambit.read_efg(io.StringIO(game.to_efg()))
    return pygambit.read_nfg(io.StringIO(game.to_nfg()))


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


def _whole(numbers: Sequence[Fraction | int]) -> list[int]:
    """Return numbers times their common denominator."""
    exact = [Fraction(n) for n in numbers]
    common = math.lcm(*(n.denominator for n in exact))
    return [int(n * common) for n in exact]
