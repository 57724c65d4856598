"""`formal plot`: regions, curves, ranges, and a figure for whoever does not choose."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from formal.cli.main import main


def plot(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["plot", *arguments])


FIGURES = {
    "whatever shows most": ["crisis_bargaining"],
    "regions": ["crisis_bargaining", "p", "c_B:0:1/2", "--at", "c_A=1/10"],
    "curves": ["crisis_bargaining", "offer", "p", "--at", "c_A=1/10", "--by", "c_B=1/10,1/5"],
    "a range": [
        "crisis_bargaining",
        "--range",
        "--cost",
        "c_A",
        "--cost",
        "c_B",
        "--at",
        "p=1/2",
        "c_A=1/5",
        "c_B=1/5",
    ],
}


@pytest.mark.parametrize("arguments", FIGURES.values(), ids=FIGURES)
def test_a_figure_is_written(tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "figure.svg"
    result = plot(*arguments, "-o", str(file))
    assert result.exit_code == 0, result.output
    assert "</svg>" in file.read_text()


REFUSED = {
    "one axis": (["crisis_bargaining", "p"], "two parameters, or a quantity and a parameter, are wanted"),
    "an axis with one end": (["crisis_bargaining", "p:0", "c_B", "--at", "c_A=1"], "as in p:0:1"),
    "values without axes": (["crisis_bargaining", "--at", "p=1"], "--at goes with two parameters"),
    "a cost without a range": (["crisis_bargaining", "--cost", "c_A"], "go with --range"),
    "a range with axes": (["crisis_bargaining", "p", "c_B", "--range"], "leave out p c_B"),
    "regions by values": (["crisis_bargaining", "p", "c_B", "--by", "c_A=1"], "p is no quantity"),
    "a cost of no game": (["crisis_bargaining", "--range", "--cost", "k"], "k: no such parameter"),
    "a missing value": (["crisis_bargaining", "p", "c_B"], "no value for c_A"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(arguments: list[str], message: str) -> None:
    result = plot(*arguments, "-o", "figure.svg")
    assert result.exit_code == 2
    assert message in result.stderr
