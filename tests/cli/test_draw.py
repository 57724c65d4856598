"""`formal draw`: a file is written, or it is said why not."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from formal.cli.main import main


def draw(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["draw", *arguments])


def test_a_tree_is_written_and_an_outcome_is_picked_out(tmp_path: Path) -> None:
    plain, played = tmp_path / "plain.svg", tmp_path / "played.svg"
    assert draw("crisis_bargaining", "-o", str(plain)).exit_code == 0
    assert draw("crisis_bargaining", "--outcome", "1", "-o", str(played)).exit_code == 0
    paths = [
        sum("formal-path" in (g.get("class") or "").split() for g in ET.parse(file).iter())
        for file in (plain, played)
    ]
    assert paths == [0, 3]


def test_the_equilibrium_at_a_point_names_its_offer(tmp_path: Path) -> None:
    file = tmp_path / "tree.svg"
    assert draw("crisis_bargaining", "--at", "p=3/5", "c_A=1/10", "c_B=1/5", "-o", str(file)).exit_code == 0
    assert "x = 4/5" in [
        "".join(e.itertext()) for e in ET.parse(file).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_tikz_for_a_paper(tmp_path: Path) -> None:
    file = tmp_path / "tree.tex"
    assert draw("crisis_bargaining", "--istgame", "--standalone", "-o", str(file)).exit_code == 0
    assert file.read_text().startswith(r"\documentclass")
    assert r"\begin{istgame}" in file.read_text()


def test_where_everybody_moves_at_once_a_matrix_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "matrix.svg"
    assert draw("peacekeeping", "-o", str(file)).exit_code == 0
    assert "payoff matrix" in file.read_text()


def test_the_size_of_a_game_is_a_value_too(tmp_path: Path) -> None:
    file = tmp_path / "matrix.svg"
    assert draw("volunteers", "--at", "n=2", "-o", str(file)).exit_code == 0
    assert file.read_text().count("<rect") == 5  # the paper and four cells


def test_a_file_of_gambit_is_drawn_as_a_model_is(tmp_path: Path) -> None:
    file = tmp_path / "tree.svg"
    game = Path(__file__).parent.parent / "games" / "files" / "poker.efg"
    assert draw(str(game), "--outcome", "1", "-o", str(file)).exit_code == 0
    assert "Fred" in file.read_text()


REFUSED = {
    "no file": (["crisis_bargaining"], "Missing option '-o'"),
    "another format": (["crisis_bargaining", "-o", "tree.docx"], "the name must end in .svg or .tex"),
    "no such outcome": (
        ["crisis_bargaining", "--outcome", "9", "-o", "t.svg"],
        "no outcome 9: `formal solve` lists 2",
    ),
    "two ways to pick out": (
        ["crisis_bargaining", "--outcome", "1", "--at", "p=1", "-o", "t.svg"],
        "exclude each",
    ),
    "a folder": (["crisis_bargaining", "-o", "/tmp/"], "the name must end in"),
    "nothing to draw": (["unsc", "-o", "t.svg"], "a VotingGame has no moves one after the other"),
    "LaTeX in SVG": (["crisis_bargaining", "--istgame", "-o", "t.svg"], "istgame is for LaTeX"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(arguments: list[str], message: str) -> None:
    result = draw(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
