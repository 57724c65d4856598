"""What is asked of a solution about names that its game does not have is refused, with the names that are near."""

import pytest
from sympy import Symbol, symbols

from formal import Game, GameError, StrategicGame, choose, load_model, offer

x, p, c = symbols("x p c")
CRISIS = Game(
    ["A", "B"],
    offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p - c, 1 - p - c)})),
    where=[0 < p, p < 1, c > 0, p + c < 1],
).solve()
DUEL = StrategicGame(["A", "B"], {("in", "out"): (p, 0), ("in", "in"): (c, 1)}, where=[p > c]).solve()

ASKED = {
    "a player": (lambda: CRISIS.payoff("a"), "nobody is called 'a'"),
    "a label": (lambda: CRISIS.reaches("figth"), "did you mean fight"),
    "a label of a payoff": (lambda: CRISIS.payoff("A", "refuse"), "there are x, accept, fight"),
    "an action of a table": (lambda: DUEL.probability("on"), "nothing in the game is called 'on'"),
    "an offer": (lambda: CRISIS.named(Symbol("y")), "no offer names y"),
    "an offer where none is made": (lambda: DUEL.named(p), "there are none"),
    "an information set": (lambda: CRISIS.chooses("C", "fight"), "no information set is called 'C'"),
    "an action": (lambda: CRISIS.chooses("B", "refuse"), "no action at 'B' is called 'refuse'"),
    "an action where a number is named": (lambda: CRISIS.chooses("A", "x"), "no action at 'A'"),
    "a label of a state": (
        lambda: load_model("petro_markov").solution.reaches("Terorr"),
        "did you mean Terror",
    ),
}


@pytest.mark.parametrize(("ask", "message"), ASKED.values(), ids=ASKED)
def test_unknown_names(ask, message):
    with pytest.raises(GameError, match=message):
        ask()


def test_a_label_that_no_equilibrium_reaches_is_known_all_the_same():
    assert CRISIS.reaches("fight").is_empty()
    assert CRISIS.named("x").compare("=", p + c).is_everything()
