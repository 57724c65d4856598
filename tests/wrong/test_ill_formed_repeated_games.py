"""Repeated games, monitoring and automata that are not well formed: refused, with what is wrong and where."""

from typing import Any

import pytest
from sympy import Min, Rational, symbols

from formal import Automaton, GameError, RepeatedGame
from formal.errors import FormalError
from formal.games.strategic import StrategicGame

delta, mu = symbols("delta mu")
STAGE = StrategicGame(
    ["A", "B"], {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0), ("D", "D"): (1, 1)}
)
C, D = ("C", "C"), ("D", "D")
HIDDEN = {C: {"quiet": 1}, ...: {"alarm": mu, "quiet": 1 - mu}}
PLAYS = {"peace": C, "war": D}

# id: (arguments, what the message names)
GAMES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a stage game that is none": ({"stage": 3}, ("StrategicGame", "3")),
    "a discount factor of 1": ({"discount": 1}, ("of A is 1", "between 0 and 1")),
    "one that is negative": ({"discount": Rational(-1, 2)}, ("-1/2", "between 0 and 1")),
    "one outside of (0, 1) by assumption": ({"where": [delta > 1]}, ("delta", "contradict")),
    "an expression that may exceed 1": (
        {"discount": 2 * delta, "where": [delta > 0, delta < 1]},
        ("2*delta", "A"),
    ),
    "too few discount factors": ({"discount": [delta]}, ("1 discount factor", "A, B")),
    "a discount factor of a stranger": ({"discount": {"A": delta, "C": delta}}, ("'C'", "A, B")),
    "a player without one": ({"discount": {"A": delta}}, ("B",)),
    "a text": ({"discount": "delta"}, ("Symbol('delta')",)),
    "probabilities that do not sum to one": (
        {"monitoring": {...: {"alarm": mu, "quiet": mu}}, "where": [mu > 0, mu < 1]},
        ("(C, C)", "do not sum to one"),
    ),
    "a probability that may be negative": ({"monitoring": HIDDEN}, ("mu", "negative", "(C, D)")),
    "an action profile without signals": ({"monitoring": {C: {"quiet": 1}}}, ("(C, D)",)),
    "an unknown action in monitoring": (
        {"monitoring": {("C", "E"): {"quiet": 1}, ...: {"quiet": 1}}},
        ("'E'",),
    ),
    "signals that are no dict": ({"monitoring": {...: "quiet"}}, ("(C, C)", "'quiet'")),
}


@pytest.mark.parametrize(("arguments", "named"), GAMES.values(), ids=GAMES)
def test_an_ill_formed_game_is_refused(arguments: dict[str, Any], named: tuple[str, ...]):
    with pytest.raises(FormalError) as refusal:
        RepeatedGame(**{"stage": STAGE, "discount": delta} | arguments)
    for words in named:
        assert words in str(refusal.value)


# id: (profile, punishment, options, what the message names)
PROFILES: dict[str, tuple[Any, Any, dict[str, Any], tuple[str, ...]]] = {
    "an unknown action": (("C", "E"), D, {}, ("'E'", "B", "C, D")),
    "an unknown action in the punishment": (C, ("E", "D"), {}, ("'E'", "A")),
    "three actions for two players": (("C", "C", "C"), D, {}, ("3 actions", "A, B")),
    "an action as a text": ("C", D, {}, ("'C'", "tuple")),
    "a stranger's action": ({"A": "C", "X": "C"}, D, {}, ("'X'", "A, B")),
    "no action for a player": ({"A": "C"}, D, {}, ("no action for B",)),
    "no punishment": (C, None, {}, ("no punishment",)),
    "no periods": (C, D, {"periods": 0}, ("0 periods",)),
    "half a period": (C, D, {"periods": 1.5}, ("1.5 periods",)),
    "nothing to play": ([], D, {}, ("empty list",)),
    "a punishment for one player only": (C, {"A": D}, {}, ("A, B", "one for each")),
    "signals where actions are seen": (C, D, {"after": ["alarm"]}, ("`after`", "seen")),
    "an automaton and a punishment": (
        Automaton(PLAYS, {"peace": "peace", "war": "war"}),
        D,
        {},
        ("automaton",),
    ),
    "an automaton with an unknown action": (
        Automaton({"peace": ("C", "X")}, {"peace": "peace"}),
        None,
        {},
        ("'X'",),
    ),
    "a pattern that is never seen": (
        Automaton(PLAYS, {"peace": {("X", "C"): "war", ...: "peace"}, "war": "war"}),
        None,
        {},
        ("'X'", "peace"),
    ),
    "a pattern left out": (
        Automaton(PLAYS, {"peace": {("C", "C"): "peace", ("D", ...): "war"}, "war": "war"}),
        None,
        {},
        ("'peace'", "no pattern fits", "'C', 'D'"),
    ),
    "a lottery that does not sum to one": (
        Automaton(PLAYS, {"peace": {...: {"peace": Rational(1, 2), "war": Rational(1, 3)}}, "war": "war"}),
        None,
        {},
        ("'peace'", "sum to one"),
    ),
}


@pytest.mark.parametrize(("profile", "punishment", "options", "named"), PROFILES.values(), ids=PROFILES)
def test_an_ill_formed_profile_is_refused(
    profile: Any, punishment: Any, options: dict[str, Any], named: tuple[str, ...]
):
    with pytest.raises(GameError) as refusal:
        RepeatedGame(STAGE, delta).sustainable(profile, punishment, **options)
    for words in named:
        assert words in str(refusal.value)


# id: (plays, moves, start, what the message names)
AUTOMATA: dict[str, tuple[Any, Any, Any, tuple[str, ...]]] = {
    "no states": ({}, {}, None, ("plays",)),
    "an unknown start": (PLAYS, {"peace": "war", "war": "war"}, "truce", ("'truce'", "'peace', 'war'")),
    "an unknown next state": (PLAYS, {"peace": "truce", "war": "war"}, None, ("'truce'", "after 'peace'")),
    "an unknown state in a lottery": (
        PLAYS,
        {"peace": {...: {"truce": 1}}, "war": "war"},
        None,
        ("'truce'",),
    ),
    "moves of an unknown state": (PLAYS, {"peace": "war", "war": "war", "truce": "war"}, None, ("'truce'",)),
    "a state without moves": (PLAYS, {"peace": "war"}, None, ("'war'",)),
    "a number for a state": (PLAYS, {"peace": 3, "war": "war"}, None, ("3", "after 'peace'")),
}


@pytest.mark.parametrize(("plays", "moves", "start", "named"), AUTOMATA.values(), ids=AUTOMATA)
def test_an_ill_formed_automaton_is_refused(plays: Any, moves: Any, start: Any, named: tuple[str, ...]):
    with pytest.raises(GameError) as refusal:
        Automaton(plays, moves, start)
    for words in named:
        assert words in str(refusal.value)


def test_hidden_actions_need_signals_that_begin_the_punishment():
    game = RepeatedGame(STAGE, delta, HIDDEN, where=[mu >= 0, mu <= 1])
    with pytest.raises(GameError, match="hidden: give `after`"):
        game.sustainable(C, D)
    with pytest.raises(GameError, match="'whistle'"):
        game.sustainable(C, D, after=["whistle"])
    with pytest.raises(GameError, match="do not tell who deviated"):
        game.sustainable(C, {"A": D, "B": D}, after=["alarm"])


def test_the_critical_discount_factor_must_be_told_apart():
    first, second = symbols("delta_A delta_B")
    game = RepeatedGame(STAGE, [first, second])
    with pytest.raises(GameError, match="several"):
        game.critical_discount(C, D)
    assert game.critical_discount(C, D, symbol=first).at({second: "3/4"}) == Rational(1, 2)
    assert game.critical_discount(C, D, symbol=first).at({second: "1/4"}) is None
    with pytest.raises(GameError, match="none"):
        RepeatedGame(STAGE, Rational(1, 2)).critical_discount(C, D)


def test_a_payoff_with_several_cases_is_named():
    paid = {("C", "C"): (Min(mu, 2), 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0), ("D", "D"): (1, 1)}
    game = RepeatedGame(StrategicGame(["A", "B"], paid, where=mu > 1), delta)
    with pytest.raises(GameError, match=r"what A gets in \(C, C\), Min\(2, mu\), has 2 cases"):
        game.sustainable(C, D)
    with pytest.raises(GameError, match=r"what A gets in \(C, C\), Min\(2, mu\), has 2 cases"):
        game.check(C, D)
