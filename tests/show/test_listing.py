"""Games as listings: what players know can be read from them, and whose payoffs they are."""

import sympy as sp

from formal import Game, StrategicGame, choose

v = sp.Symbol("v")


def reply(info=None):
    return choose("B", {"left": (v, 0), "right": (0, v)}, info=info)


def game(*infos):
    tree = choose("A", {action: reply(info) for action, info in zip(("up", "down"), infos, strict=True)})
    return Game(["A", "B"], tree, where=[v > 0], name="Matching")


def test_nodes_that_cannot_be_told_apart_are_named_as_one():
    seen, hidden = str(game(None, None)), str(game("dark", "dark"))
    assert "{" not in seen
    assert hidden.count("B {dark}: left") == 2
    assert hidden.splitlines()[-1].startswith("{...}: one information set")
    assert [line.replace(" {dark}", "").replace(" " * 7, "") for line in hidden.splitlines()[:-1]] == [
        line.replace(" " * 7, "") for line in seen.splitlines()
    ]


def test_latex_says_the_same_and_what_is_assumed():
    shown = game("a_dark", "a_dark").to_latex()
    assert shown.startswith(r"\noindent Payoffs are those of A and B, where $v > 0$.")
    assert shown.count(r"B \{a\_dark\} chooses:") == 2
    assert "cannot tell its nodes apart" in shown
    assert "apart" not in game(None, None).to_latex()
    table = StrategicGame(["1", "2"], {("a", "b"): (v, 0)})
    assert table.to_latex().startswith("\\noindent Payoffs are those of 1 and 2.\n\\begin{center}")
