"""Payoff matrices: what is underlined is a best reply, in every format."""

import itertools
from xml.etree import ElementTree as ET

import pytest
from sympy import Piecewise, Rational, symbols

from formal import GameError, OutputError, RepeatedGame, StrategicGame, SymmetricGame
from formal.games.replies import best_replies
from formal.show.trees.matrix import MOST_CELLS

SVG = "{http://www.w3.org/2000/svg}"
T, R, P, S, v, c = symbols("T R P S v c")


def dilemma() -> StrategicGame:
    first, second = [[R, S], [T, P]], [[R, T], [S, P]]
    actions = [["cooperate", "defect"]] * 2
    where = [T > R, R > P, P > S]
    return StrategicGame.from_arrays(
        first, second, players=["A", "B"], actions=actions, where=where, name="Dilemma"
    )


def hawks() -> StrategicGame:
    war, half = (v - c) / 2, v / 2
    table = {("H", "H"): (war, war), ("H", "D"): (v, 0), ("D", "H"): (0, v), ("D", "D"): (half, half)}
    return StrategicGame(["A", "B"], table, where=[v > 0, c > 0], name="Hawks & doves")


def volunteers() -> StrategicGame:
    cells = itertools.product(("go", "wait"), repeat=3)
    good = {cell: v if "go" in cell else 0 for cell in cells}
    table = {cell: tuple(u - (c if own == "go" else 0) for own in cell) for cell, u in good.items()}
    return StrategicGame(["A", "B", "C"], table, where=[0 < c, c < v])


def test_what_is_underlined_everywhere_is_a_best_reply_at_points() -> None:
    game = hawks()
    # Whether fighting a hawk pays depends on v and c; a dove is always fought.
    assert best_replies(game) == {
        ("H", "H"): (False, False),
        ("H", "D"): (True, False),
        ("D", "H"): (False, True),
        ("D", "D"): (False, False),
    }
    assert best_replies(game, {v: 3, c: 2})["H", "H"] == (True, True)
    assert best_replies(game, {v: 2, c: 3})["H", "H"] == (False, False)
    assert best_replies(game, {v: 2, c: 3})["D", "H"] == (True, True)


@pytest.mark.parametrize("point", [(1, 2), (5, 3), (2, 2)])
def test_best_replies_at_a_point_are_those_of_the_numbers(point: tuple[int, int]) -> None:
    for game in (hawks(), volunteers()):
        values = {v: Rational(point[1]), c: Rational(point[0])}
        if game.space.failing({"v": values[v], "c": values[c]}) is not None:
            continue
        numbers = {cell: [u.subs(values) for u in own] for cell, own in game.payoffs.items()}
        for cell, marks in best_replies(game, values).items():
            for i, player in enumerate(game.players):
                replies = [numbers[(*cell[:i], a, *cell[i + 1 :])][i] for a in game.actions[player]]
                assert marks[i] == (numbers[cell][i] == max(replies))


def test_text_has_dashes_below_the_best_replies() -> None:
    assert str(dilemma().draw()).splitlines()[:5] == [
        "A \\ B      cooperate  defect",
        "cooperate  R, R       S, T",
        "                         -",
        "defect     T, S       P, P",
        "           -          -  -",
    ]


def test_latex_underlines_whole_formulas() -> None:
    latex = hawks().draw(at={v: 3, c: 2}).to_latex()
    assert r"$\underline{\frac{v - c}{2}},\; \underline{\frac{v - c}{2}}$" in latex
    assert latex.count(r"\begin{tabular}") == 1


def test_three_players_have_a_matrix_for_each_action_of_the_third() -> None:
    drawn = volunteers().draw()
    assert str(drawn).count("A \\ B") == 2
    assert "C: wait" in str(drawn)
    assert drawn.to_latex().count(r"\begin{tabular}") == 2
    assert drawn.html().count("<table>") == 2


def test_pages_are_escaped_and_well_formed() -> None:
    game = hawks()
    tables = ET.fromstring(game._repr_html_())
    assert tables.find(".//caption").text == "Hawks & doves"
    assert len(tables.findall(".//u")) == 2
    ET.fromstring(game.draw().svg())
    odd = StrategicGame(["<A>"], {("</td>",): (1,), ("b",): (0,)})
    assert ET.fromstring(odd._repr_html_()).find(".//tbody//th").text == "</td>"


def test_an_equilibrium_is_picked_out() -> None:
    game = dilemma()
    root = ET.fromstring(game.solve().draw().svg())
    fills = [box.get("fill") for box in root.iter(f"{SVG}rect") if box.get("stroke")]
    assert fills == ["none", "none", "none", "#dcebf5"]


def test_what_cannot_be_drawn_is_refused(tmp_path) -> None:
    many = StrategicGame(["A"], {(str(n),): (n,) for n in range(MOST_CELLS + 1)}, name="Many")
    with pytest.raises(GameError, match=f"Many has {MOST_CELLS + 1} cells, too many"):
        many.draw()
    assert many._repr_html_() is None
    with pytest.raises(GameError, match="no combination of actions"):
        dilemma().draw(highlight=[("cooperate", "flee")])
    with pytest.raises(OutputError, match=r"must end in .svg, .tex, .html"):
        dilemma().draw(tmp_path / "matrix.docx")
    dilemma().draw(tmp_path / "matrix.html")
    assert (tmp_path / "matrix.html").read_text().startswith("<div")


def test_a_symmetric_game_is_drawn_as_the_table_of_its_players() -> None:
    m = symbols("m")
    game = SymmetricGame(
        2, {"go": v - c, "wait": Piecewise((v, m >= 1), (0, True))}, others=m, where=[0 < c, c < v]
    )
    assert str(game.draw()).splitlines()[1:3] == [
        "go     v - c, v - c  v - c, v",
        "                     -----  -",
    ]
    many = SymmetricGame(7, {"go": v - c, "wait": 0}, others=m)
    with pytest.raises(
        GameError, match="a matrix for 7 players is too large to be read: fix a number of up to 6"
    ):
        many.draw()


def test_a_game_over_time_is_drawn_as_the_table_of_one_period() -> None:
    drawn = RepeatedGame(dilemma(), symbols("delta")).draw()
    assert str(drawn).startswith("A \\ B      cooperate  defect")
    with pytest.raises(GameError, match="shows no path over time"):
        RepeatedGame(dilemma(), symbols("delta")).draw(highlight=[("defect", "defect")])
