"""Strategies of a repeated game as automata: what is played in each state, and which state comes next.

A state is what a strategy profile remembers. After each period the next state depends on what was seen: the
actions taken or, where these are hidden, a public signal. A *pattern* is an action profile with `...` for
"any action", the name of a signal, or `...` alone for "whatever else"; the first pattern that fits counts.

>>> tit_for_tat = Automaton(
...     plays={"friends": ("C", "C"), "A owes": ("C", "D"), "B owes": ("D", "C")},
...     moves={
...         "friends": {("D", "C"): "A owes", ("C", "D"): "B owes", ...: "friends"},
...         "A owes": "friends",
...         "B owes": "friends",
...     },
... )
>>> tit_for_tat.start, tit_for_tat.next("friends", ("D", "C"))
('friends', {'A owes': 1})

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, section 8.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any

import sympy as sp

from formal.errors import GameError
from formal.games.tree import kind_of

__all__ = ["ActionProfile", "Automaton", "Pattern", "Seen", "fits"]

#: One action for each player, in the order of the players.
ActionProfile = tuple[str, ...]
#: What is seen at the end of a period: the actions taken, or the name of a public signal.
Seen = ActionProfile | str
#: A state, or several with their probabilities.
Target = str | Mapping[str, Any]
Pattern = tuple[str | EllipsisType, ...] | str | EllipsisType


@dataclass(frozen=True, init=False, eq=False)
class Automaton:
    """A strategy profile of a repeated game with finitely many states.

    Parameters
    ----------
    plays
        `{state: action profile}`.
    moves
        `{state: next}`, where `next` is a state whatever is seen, or `{pattern: state}`. In a pattern's place
        for a state there may be `{state: probability}`: a public lottery.
    start
        The first period's state; left out, the first of `plays`.

    Raises
    ------
    GameError
        If a state is unknown or has no moves.

    Examples
    --------
    >>> grim = Automaton(
    ...     plays={"trust": ("C", "C"), "war": ("D", "D")},
    ...     moves={"trust": {("C", "C"): "trust", ...: "war"}, "war": "war"},
    ... )
    >>> grim.states
    ('trust', 'war')
    """

    plays: Mapping[str, ActionProfile]
    moves: Mapping[str, Mapping[Pattern, Mapping[str, Any]]]
    start: str

    def __init__(self, plays: Mapping[str, Any], moves: Mapping[str, Any], start: str | None = None) -> None:
        if not isinstance(plays, Mapping) or not plays:
            raise GameError(f"plays must be a dict {{state: action profile}}; found {kind_of(plays)}")
        if not isinstance(moves, Mapping):
            raise GameError(f"moves must be a dict {{state: next}}; found {kind_of(moves)}")
        known = dict(plays)
        first = next(iter(known)) if start is None else start
        _require_state(first, known, "the start is")
        for state in moves:
            _require_state(state, known, "moves has")
        missing = [state for state in known if state not in moves]
        if missing:
            raise GameError(f"moves leaves out the state {missing[0]!r}: say which state comes next")
        read = {state: _rules(state, moves[state], known) for state in known}
        for name, value in (("plays", known), ("moves", read), ("start", first)):
            object.__setattr__(self, name, value)

    @property
    def states(self) -> tuple[str, ...]:
        """The states, in the order of `plays`."""
        return tuple(self.plays)

    def next(self, state: str, seen: Seen) -> dict[str, Any]:
        """Return the next states with their probabilities after `seen` in `state`.

        Raises
        ------
        GameError
            If no pattern fits.

        Examples
        --------
        >>> Automaton({"peace": ("C",)}, {"peace": {"quiet": "peace"}}).next("peace", "alarm")
        Traceback (most recent call last):
            ...
        formal.errors.GameError: moves: in the state 'peace' no pattern fits 'alarm': add it, or ... for any
        other
        """
        for pattern, target in self.moves[state].items():
            if fits(pattern, seen):
                return dict(target)
        asked = "add it, or ... for any other"
        raise GameError(f"moves: in the state {state!r} no pattern fits {seen!r}: {asked}")

    def subs(self, values: Mapping[str, Any]) -> Automaton:
        """Return the same automaton with some parameters of its lotteries fixed, by name.

        Examples
        --------
        >>> from sympy import Symbol
        >>> q = Symbol("q")
        >>> wary = Automaton({"in": ("C",), "out": ("D",)}, {"in": {...: {"out": q, "in": 1 - q}}, "out": "out"})
        >>> wary.subs({"q": 0}).next("in", "quiet")
        {'out': 0, 'in': 1}
        """

        def fixed(q: Any) -> Any:
            number = sp.sympify(q)
            return number.subs({s: values[s.name] for s in number.free_symbols if s.name in values})

        moves = {
            state: {pattern: {s: fixed(q) for s, q in target.items()} for pattern, target in rules.items()}
            for state, rules in self.moves.items()
        }
        return Automaton(self.plays, moves, self.start)


def fits(pattern: Pattern, seen: Seen) -> bool:
    """Return whether a pattern fits what was seen.

    Examples
    --------
    >>> fits((..., "D"), ("C", "D")), fits("alarm", "quiet"), fits(..., "quiet")
    (True, False, True)
    """
    if pattern is ... or pattern == seen:
        return True
    if not isinstance(pattern, tuple) or isinstance(seen, str) or len(pattern) != len(seen):
        return False
    return all(wanted is ... or wanted == action for wanted, action in zip(pattern, seen, strict=True))


def _rules(state: str, moves: Any, known: Mapping[str, Any]) -> dict[Pattern, Mapping[str, Any]]:
    if isinstance(moves, Mapping):
        return {pattern: _target(state, target, known) for pattern, target in moves.items()}
    return {...: _target(state, moves, known)}


def _target(state: str, target: Any, known: Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(target, str):
        _require_state(target, known, f"moves: after {state!r} comes")
        return {target: 1}
    if not isinstance(target, Mapping) or not target:
        wanted = "a state or {state: probability} is wanted"
        raise GameError(f"moves: after {state!r} comes {kind_of(target)}: {wanted}")
    for name in target:
        _require_state(name, known, f"moves: after {state!r} comes")
    return dict(target)


def _require_state(state: object, known: Mapping[str, Any], fault: str) -> None:
    if state not in known:
        raise GameError(f"{fault} {state!r}, which is no state: write one of {', '.join(map(repr, known))}")
