"""`formal solve`: whole numbers that fix the size of the game, and numbers without closed form."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sympy import Rational

from formal import Game, chance, choose
from formal.cli.main import main

FILES = Path(__file__).parent.parent / "games" / "files"


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


@pytest.fixture(scope="module")
def breakfast(tmp_path_factory):
    """Beer and quiche (Cho and Kreps 1987), as a file of Gambit."""

    def meals(likes, duel):
        def replies(meal):
            return {"duel": (int(meal == likes), duel), "none": (int(meal == likes) + 2, 0)}

        return {meal: choose("B", replies(meal), info=f"after {meal}") for meal in ("beer", "quiche")}

    kinds = {"strong": (Rational(9, 10), "beer", -1), "weak": (Rational(1, 10), "quiche", 1)}
    tree = chance(
        {kind: (q, choose("A", meals(likes, duel), info=kind)) for kind, (q, likes, duel) in kinds.items()}
    )
    path = tmp_path_factory.mktemp("games") / "breakfast.efg"
    path.write_text(Game(["A", "B"], tree, name="Beer and quiche").to_efg())
    return str(path)


def test_a_file_of_gambit_is_solved_as_a_model_is(breakfast):
    result = solve(breakfast)
    assert result.exit_code == 0
    assert result.stdout.startswith("Beer and quiche: perfect Bayesian equilibria\n")
    assert len(json.loads(solve(breakfast, "--json").stdout)["outcomes"]) == 2
    assert solve(str(FILES / "dilemma.nfg")).stdout.startswith("Prisoner's dilemma: Nash equilibrium\n")


def test_a_concept_is_asked_for_as_in_python():
    entry = str(FILES / "stages.efg")
    assert solve(entry).stdout.startswith("Paid on the way: subgame-perfect equilibria\n")
    assert solve(entry, "--concept", "nash").stdout.startswith("Paid on the way: Nash equilibri")
    assert solve("peacekeeping", "--concept", "nash").exit_code == 2
    refused = solve(entry, "--concept", "nsh")
    assert refused.exit_code == 2 and "no such concept: 'nsh'; one of 'nash'" in refused.stderr


def test_a_refinement_keeps_what_survives_and_says_what_does_not(breakfast):
    record = json.loads(solve(breakfast, "--refine", "intuitive", "--json").stdout)
    assert [outcome["payoffs"]["A"] for outcome in record["outcomes"]] == ["29/10"]  # both have beer
    assert record["criteria"] == ["intuitive"]
    (objection,) = record["objections"]
    assert (objection["message"], objection["by"], objection["excluded"]) == ("beer", ["strong"], ["weak"])
    text = solve(breakfast, "--refine", "intuitive").stdout
    assert "that survives the intuitive criterion" in text and "Struck out by the intuitive criterion" in text
    assert "strikes out" in solve(breakfast, "--refine", "intuitive", "--latex").stdout


def test_a_refinement_comes_before_a_point():
    point = ["w_R=1", "v_R=3", "v_U=1", "t=1", "rho=1/4", "eta=1/10", "s=1/10", "a=1", "gain=1", "loss=1"]
    counts = [
        len(
            json.loads(solve("credibility_signalling", *refined, "--at", *point, "--json").stdout)[
                "equilibria"
            ]
        )
        for refined in ((), ("--refine", "d1"))
    ]
    assert counts[0] > counts[1] > 0
    shown = solve("credibility_signalling", "--refine", "d1", "--at", *point).stdout
    assert " D1 at w_R = 1" in shown.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["crisis_bargaining", "--refine", "d1"],
            "Crisis bargaining is solved for subgame perfect equilibria",
        ),
        (["crisis_bargaining", "--refine", "d7"], "'d7' is not one of 'dominance', 'intuitive', 'd1'"),
        ([str(FILES / "horse.efg"), "--refine", "d1"], "nature does not move first"),
        ([str(FILES / "none.efg")], "there is no file"),
        (["games/crisis.toml"], "no file of a game"),
        ([str(FILES / "horse.efg"), "--at", "p=1"], "the game has no parameters"),
    ],
    ids=["no signals", "no refinement", "a file without signals", "no file", "another file", "no parameters"],
)
def test_what_cannot_be_solved_like_that_is_one_message(arguments, words):
    result = solve(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(("size", "words"), [("n=5/2", "whole number"), ("n=1", "at least two")])
def test_an_impossible_size_is_one_message(size, words):
    result = solve("volunteers", "--at", size)
    assert result.exit_code == 2
    assert words in result.stderr and "Traceback" not in result.stderr
