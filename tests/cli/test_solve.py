"""`formal solve`: whole numbers that fix the size of the game, and numbers without closed form."""

import json

import pytest
from click.testing import CliRunner

from formal.cli.main import main


def solve(*arguments):
    return CliRunner().invoke(main, ["solve", *arguments])


def test_a_size_alone_leaves_the_other_parameters_open():
    result = solve("volunteers", "--at", "n=10")
    assert result.exit_code == 0
    assert "1 - (c/b)**(1/9)" in result.stdout


def test_a_size_beside_a_point():
    result = solve("volunteers", "--at", "n=4", "b=8", "c=1")
    assert result.exit_code == 0
    assert "2 equilibria at b = 8, c = 1" in result.stdout
    assert "volunteer with probability 1/2" in result.stdout


def test_json_names_the_size():
    assert json.loads(solve("volunteers", "--json").stdout)["sizes"] == {"n": 3}
    found = json.loads(solve("volunteers", "--json", "--at", "n=4", "b=8", "c=1").stdout)
    assert (found["sizes"], found["at"]) == ({"n": 4}, {"b": "8", "c": "1"})


@pytest.mark.parametrize("further", [(), ("--latex",), ("--json",)], ids=["text", "latex", "json"])
def test_roots_are_told_by_their_polynomial_and_a_decimal(further):
    result = solve("threshold", "--at", "n=5", "K=3", "b=4", "c=1", *further)
    assert result.exit_code == 0
    assert "0.285814" in result.stdout and "24" in result.stdout


@pytest.mark.parametrize(("size", "words"), [("n=5/2", "whole number"), ("n=1", "at least two")])
def test_an_impossible_size_is_one_message(size, words):
    result = solve("volunteers", "--at", size)
    assert result.exit_code == 2
    assert words in result.stderr and "Traceback" not in result.stderr
