"""Reading what is said about play in a repeated game: action profiles and automata, checked against the stage game.

>>> stage = StrategicGame(["A", "B"], {("C", "C"): (1, 1), ("D", "C"): (2, 0)})
>>> read_profile(stage, ("C", "E"))
Traceback (most recent call last):
    ...
formal.errors.GameError: (C, E): B has no action 'E': write one of C
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formal.algebra.space import Space, symbols_in
from formal.errors import GameError
from formal.games.automaton import ActionProfile, Automaton, fits
from formal.games.monitoring import Monitoring, check_lottery
from formal.games.reading import read_expression
from formal.games.strategic import StrategicGame
from formal.games.table import shown
from formal.games.tree import kind_of

__all__ = ["read_automaton", "read_profile"]


def read_profile(stage: StrategicGame, profile: Any) -> ActionProfile:
    """Return an action profile in the order of the players.

    Raises
    ------
    GameError
        If it has not one known action for each player.

    Examples
    --------
    >>> stage = StrategicGame(["A", "B"], {("C", "C"): (1, 1), ("D", "C"): (2, 0)})
    >>> read_profile(stage, {"B": "C", "A": "D"})
    ('D', 'C')
    """
    if isinstance(profile, Mapping):
        strangers = [player for player in profile if player not in stage.players]
        missing = [player for player in stage.players if player not in profile]
        if strangers or missing:
            fault = f"{strangers[0]!r} is no player" if strangers else f"no action for {', '.join(missing)}"
            raise GameError(
                f"the action profile {dict(profile)}: {fault}; the players are {', '.join(stage.players)}"
            )
        profile = tuple(profile[player] for player in stage.players)
    if not isinstance(profile, tuple):
        wanted = f"a tuple with one action for each of {', '.join(stage.players)} is wanted"
        raise GameError(f"{kind_of(profile)} is no action profile: {wanted}")
    if len(profile) != len(stage.players):
        found = f"{len(profile)} action{'' if len(profile) == 1 else 's'} {shown(profile)}"
        raise GameError(f"{found} for the players {', '.join(stage.players)}: give one each, in their order")
    for player, action in zip(stage.players, profile, strict=True):
        if action not in stage.actions[player]:
            known = ", ".join(stage.actions[player])
            raise GameError(f"{shown(profile)}: {player} has no action {action!r}: write one of {known}")
    return profile


def read_automaton(
    stage: StrategicGame, monitoring: Monitoring | None, space: Space, automaton: Automaton
) -> Automaton:
    """Return an automaton with action profiles read, every pattern and lottery checked.

    Parameters
    ----------
    stage, monitoring
        The stage game and what is seen of it; None if the actions are.
    space
        What is assumed about the parameters.
    automaton
        As it was given.

    Raises
    ------
    GameError
        If it does not fit.

    Examples
    --------
    >>> stage = StrategicGame(["A"], {("C",): (1,), ("D",): (2,)})
    >>> read_automaton(stage, None, stage.space, Automaton({"on": ("C",)}, {"on": {("E",): "on", ...: "on"}}))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: moves of 'on': ('E',) is never seen: write one of (C), (D), with ... for any action
    """
    plays = {state: read_profile(stage, own) for state, own in automaton.plays.items()}
    seen = list(stage.payoffs) if monitoring is None else list(_signals(monitoring))
    moves = {state: dict(rules) for state, rules in automaton.moves.items()}
    for state, rules in moves.items():
        for pattern, target in rules.items():
            if not any(fits(pattern, one) for one in seen):
                asked = f"write one of {', '.join(map(_as_seen, seen))}, with ... for any action"
                raise GameError(f"moves of {state!r}: {pattern!r} is never seen: {asked}")
            what = f"moves of {state!r}, after {pattern!r}"
            rules[pattern] = {
                s: read_expression(q, what, f"the probability of {s!r}") for s, q in target.items()
            }
            symbols = [s for q in rules[pattern].values() for s in symbols_in(q)]
            check_lottery(space.with_symbols(symbols), rules[pattern], what)
        for one in seen:
            automaton.next(state, one)
    return Automaton(plays, moves, automaton.start)


def _signals(monitoring: Monitoring) -> dict[str, None]:
    return {signal: None for signals in monitoring.values() for signal in signals}


def _as_seen(seen: Any) -> str:
    return shown(seen) if isinstance(seen, tuple) else repr(seen)
