"""Games made from a game: with other choices."""

import pytest
from sympy import oo, symbols

from formal import Game, GameError, MarkovGame, choose, offer, step, with_choices

x, p, c = symbols("x p c")
DEMAND = Game(
    ["A", "B"],
    offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p, -c)}, prefer=["accept", "fight"])),
    where=[0 < p, p < 1, c > 0],
)


def test_fewer_actions_and_another_interval():
    assert with_choices(DEMAND, {"A": (0, oo)}).solve().named(x).compare("=", 1 + c).is_everything()
    assert with_choices(DEMAND, {"B": ["fight"]}).solve().payoff("A").compare("=", p).is_everything()
    assert DEMAND.solve().named(x).compare("=", 1).is_everything()  # the game itself is as it was


def test_other_choices_in_a_game_over_time():
    """Who must fight now cannot wait for the later period; what ends a period does so as before."""
    tree = {"on": choose("A", {"stop": (p,), "go on": step((c,), "on")})}
    game = MarkovGame(["A"], tree, symbols("delta"), where=[0 < p, c > 0])
    bound = with_choices(game, {"A": ["go on"]})
    assert bound.solve().payoff("A").compare("=", c / (1 - symbols("delta"))).is_everything()
    assert bound.endings == {h: e for h, e in game.endings.items() if "stop" not in h}


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"C": ["fight"]}, "no information set is called 'C'"),
        ({"B": ["yield"]}, "no action at 'B' is called 'yield'"),
        ({"B": []}, "at 'B' some of"),
        ({"B": "fight"}, "at 'B' some of"),
        ({"A": (0,)}, "a lower and an upper end is wanted"),
    ],
    ids=["set", "action", "none", "no list", "one end"],
)
def test_choices_that_do_not_fit_are_refused(choices, message):
    with pytest.raises(GameError, match=message):
        with_choices(DEMAND, choices)
