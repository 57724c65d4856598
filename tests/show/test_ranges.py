"""The bargaining range as a line: everything lies where the payoffs put it, with and without an ally."""

import itertools
from typing import Any

import pytest
from sympy import Rational, symbols

from formal import Game, GameError, ParameterError, choose, load_model, offer, plot_range
from formal.show.figures.ranges import Placed

p, c_A, c_B, x, y = symbols("p c_A c_B x y")
AT: dict[str, Any] = {
    "p": "3/5",
    "c_A": "1/10",
    "c_B": "1/5",
    "d": "1/10",
    "k": "1/20",
    "sigma": "1/4",
    "c_D": 0,
}
COSTS = ["c_A", "c_B", "k"]


def test_an_ally_moves_the_outcome_of_war_and_the_ends_of_the_range() -> None:
    model = load_model("bargaining_with_ally")
    alone, allied = (
        Placed.of(game, AT, COSTS) for game in (model.game.subs({"d": 0, "k": 0, "sigma": 0}), model.game)
    )
    assert (alone.low, alone.high, alone.outcome) == (Rational(1, 2), Rational(4, 5), Rational(3, 5))
    # By hand: p - d = 1/2, less c_A + k = 3/20 for A, plus (1 - sigma)*c_B = 3/20 for B.
    assert (allied.low, allied.high, allied.outcome) == (Rational(7, 20), Rational(13, 20), Rational(1, 2))
    for name, end in (("range_low", allied.low), ("range_high", allied.high)):
        assert model.value(name, **AT) == end


def test_who_proposes_does_not_move_the_range() -> None:
    at = {"p": "3/5", "c_A": "1/10", "c_B": "1/5"}
    ours, theirs = (load_model(s).game for s in ("crisis_bargaining", "crisis_bargaining_b_proposes"))
    one, other = Placed.of(ours, at, COSTS), Placed.of(theirs, at, COSTS)
    assert (one.low, one.high, one.gainer, one.outcome) == (
        other.low,
        other.high,
        other.gainer,
        other.outcome,
    )


def test_the_range_ends_where_the_good_does() -> None:
    placed = Placed.of(load_model("crisis_bargaining").game, {"p": "9/10", "c_A": "1/10", "c_B": "1/5"})
    assert (placed.high, placed.limits["B"][1]) == (1, Rational(11, 10))
    assert placed.outcome is None  # no costs were named


def test_a_range_of_one_division_and_one_of_none() -> None:
    def game(loss: Any) -> Game:
        answers = {"accept": (x, 1 - x), "reject": (p, 1 - p - loss)}
        return Game(["A", "B"], offer("A", x, 0, 1, choose("B", answers)), where=[0 <= p, p <= 1])

    single = Placed.of(game(0), {"p": "1/2"})
    assert single.low == single.high == Rational(1, 2)
    assert Placed.of(game(Rational(-1, 10)), {"p": "1/2"}).low is None
    texts = [text.get_text() for text in plot_range(game(Rational(-1, 10)), {"p": "1/2"}).axes.texts]
    assert "no division that both prefer to war" in texts


def test_texts_do_not_cover_each_other() -> None:
    game = load_model("bargaining_with_ally").game
    plot = plot_range({"without": game.subs({"d": 0, "k": 0, "sigma": 0}), "with": game}, AT, COSTS)
    renderer = plot.figure.canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in plot.axes.texts if t.get_text()]
    assert len(boxes) >= 16
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_costs_and_limits_are_written_in_letters_and_numbers() -> None:
    game = load_model("crisis_bargaining").game
    at = {name: value for name, value in AT.items() if name in game.space.names}
    texts = {t.get_text() for t in plot_range(game, at, ["c_A", "c_B"]).axes.texts}
    assert {"war: $p = 3/5$", "$p - c_A = 1/2$", "$p + c_B = 4/5$", "A's costs $c_A = 1/10$"} <= texts


WRONG = {
    "no offer": (Game(["A"], choose("A", {"l": (1,), "r": (0,)})), {}, GameError, "has no offer"),
    "not linear": (
        Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x**2, 1 - x), "reject": (0, 0)}))),
        {},
        GameError,
        "linear in x",
    ),
    "no value": (
        Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": (p, 0)}))),
        {},
        ParameterError,
        "no value for p",
    ),
}


@pytest.mark.parametrize(("game", "at", "kind", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(game: Game, at: Any, kind: Any, message: str) -> None:
    with pytest.raises(kind, match=message):
        plot_range(game, at)
