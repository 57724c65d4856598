"""Markov games and profiles that are not well formed: refused, with what is wrong and where."""

from typing import Any

import pytest
from sympy import Rational, symbols

from formal import GameError, MarkovGame, choose, draw, forever, offer, step
from formal.errors import FormalError

delta, p, x, y, S, X = symbols("delta p x y S X")
STAY = step((0, 0), "on")

# id: (arguments, what the message names)
GAMES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "no states": ({"states": {}}, ("states",)),
    "states in a list": ({"states": [STAY]}, ("states", "list")),
    "a state named by a number": ({"states": {1: STAY}}, ("1", "text")),
    "an unknown next state": ({"states": {"on": step((0, 0), "of")}}, ("after (on)", "'of'", "'on'")),
    "an unknown next state deep down": (
        {"states": {"on": choose("A", {"go": step((0, 0), {"on": p, "of": 1 - p})})}},
        ("after (on, go)", "'of'"),
    ),
    "an unknown start": ({"states": {"on": STAY}, "start": "off"}, ("'off'", "'on'")),
    "probabilities that do not sum to one": (
        {"states": {"on": step((0, 0), {"on": p, "off": p}), "off": STAY}, "where": [p > 0, p < 1]},
        ("after (on)", "p, p", "sum to one"),
    ),
    "a probability that may be negative": (
        {"states": {"on": step((0, 0), {"on": p, "off": 1 - p}), "off": STAY}, "where": [p < 1]},
        ("after (on)", "negative"),
    ),
    "a payoff for a third player": ({"states": {"on": step((0, 0, 0), "on")}}, ("(on", "3 payoffs")),
    "an unknown player": ({"states": {"on": choose("C", {"go": STAY})}}, ("after (on)", "'C'")),
    "a step for a state": ({"states": {"on": {"go": STAY}}}, ("after (on)", "choose")),
    "a state that a player does not see": (
        {"states": {s: choose("A", {"go": STAY}, info="I") for s in ("on", "off")}},
        ("'I'", "'on', 'off'"),
    ),
    "a discount factor of 1": ({"states": {"on": STAY}, "discount": 1}, ("1", "between 0 and 1")),
    "no periods": ({"states": {"on": STAY}, "periods": 0}, ("0 periods",)),
    "a number carried for ever": ({"states": {"on": STAY}, "carried": {S: 0}}, ("`periods`",)),
    "a number carried that is not declared": (
        {"states": {"on": step((0, 0), "on", {S: S + 1})}, "periods": 2},
        ("after (on)", "S", "`carried`"),
    ),
    "a carried number named by a text": (
        {"states": {"on": STAY}, "periods": 2, "carried": {"S": 0}},
        ("'S'",),
    ),
    "a first value that is excluded": (
        {"states": {"on": STAY}, "periods": 2, "carried": {S: 0}, "where": [S > 0]},
        ("carried", "S"),
    ),
    "a condition that a step breaks": (
        {
            "states": {"on": offer("A", x, 0, 1, step((0, 0), "on", {S: S + x}))},
            "periods": 2,
            "carried": {S: 0},
            "where": [S >= 0, S <= 1],
        },
        ("after (on, x)", "S + x", "S <= 1"),
    ),
    "a new value that is unknown": (
        {"states": {"on": step((0, 0), "on", {S: S + y})}, "periods": 2, "carried": {S: 0}},
        ("after (on)", "y"),
    ),
}


@pytest.mark.parametrize(("arguments", "named"), GAMES.values(), ids=GAMES)
def test_an_ill_formed_game_is_refused(arguments: dict[str, Any], named: tuple[str, ...]):
    with pytest.raises(FormalError) as refusal:
        MarkovGame(**{"players": ["A", "B"], "discount": delta} | arguments)
    for words in named:
        assert words in str(refusal.value)


def test_a_step_leads_somewhere():
    for following in ({}, 3, None):
        with pytest.raises(GameError, match=r"a state or \{state: probability\}"):
            step((0, 0), following)


GAME = MarkovGame(["A", "B"], {"on": choose("A", {"go": STAY, "end": forever((1, 1))}), "off": STAY}, delta)


def test_a_profile_must_fit_the_game():
    for profile, named in (({}, "says nothing"), ({"A": "stop"}, "'stop'"), ({"A": {"stop": 1}}, "'stop'")):
        with pytest.raises(GameError, match=named):
            GAME.play(profile)
    with pytest.raises(GameError, match="'B' is no information set"):
        GAME.sustainable({"A": "go", "B": "go"})
    with pytest.raises(GameError, match="lottery"):
        GAME.sustainable({"A": {"go": Rational(1, 2), "end": Rational(1, 2)}})
    with pytest.raises(GameError, match="no state"):
        GAME.play({"A": "go"}).duration("of")


def test_offers_are_left_to_the_solver():
    game = MarkovGame(["A", "B"], {"on": offer("A", x, 0, 1, step((x, 1 - x), "on"))}, delta)
    with pytest.raises(GameError, match="solve the game"):
        game.sustainable({"A": Rational(1, 2)})
    assert game.play({"A": Rational(1, 2)}).values["on"]["A"].equals(1 / (2 - 2 * delta))


def test_draws_and_other_concepts_are_refused():
    for periods in (None, 2):
        game = MarkovGame(["A", "B"], {"on": draw(x, 0, 1, step((x, 0), "on"))}, delta, periods=periods)
        with pytest.raises(GameError, match="draws are not solved in Markov games"):
            game.solve()
    with pytest.raises(GameError, match="'nash'"):
        GAME.solve("nash")


def test_subs_keeps_the_assumptions():
    with pytest.raises(FormalError, match="delta"):
        GAME.subs({delta: 2})
    with pytest.raises(FormalError, match="epsilon"):
        GAME.subs({"epsilon": 2})
    carried = MarkovGame(
        ["A", "B"], {"on": step((S, 0), "on", {S: S + X})}, delta, [X > 0], periods=2, carried={S: 0}
    )
    assert carried.subs({X: 3}).solve()[0].payoffs["A"] == 3 * delta
    with pytest.raises(FormalError, match="no parameter"):
        carried.subs({S: 3})
