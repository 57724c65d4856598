"""Where equilibria share an outcome one is shown: one that exists wherever the outcome does, or it is said where."""

import re
from html import unescape

import sympy as sp

from formal import Game, choose

c, d = sp.symbols("c d")


def entry(right, left):
    """A stays out, or lets B choose."""
    reply = choose("B", {"right": right, "left": left})
    return Game(["A", "B"], choose("A", {"out": (0, 0), "in": reply}), name="Entry").solve()


def test_one_that_exists_wherever_the_outcome_does_stands_for_all():
    """B is indifferent: right keeps A out where c <= 0, left everywhere."""
    out = next(o for o in entry((c, 0), (-1, 0)).outcomes() if ("out",) in o.path)
    assert [str(e.where) for e in out.equilibria] == ["c <= 0", "always"]
    assert out.example is not out.equilibria[0] and out.example.strategy["B"] == {"right": 0, "left": 1}
    assert "B        left\n(2 equilibria share this outcome; one of them is shown)" in str(out)


def test_else_it_is_said_where_the_one_that_is_shown_exists():
    """B goes right where d <= 0, and A stays out then where c <= 0; or left where d >= 0."""
    solution = entry((c, -d), (-1, d))
    out = next(o for o in solution.outcomes() if ("out",) in o.path)
    for point, exists in (({"c": -1, "d": -1}, True), ({"c": 1, "d": 1}, True), ({"c": 1, "d": -1}, False)):
        assert out.where.contains(point) == exists
    remark = "(2 equilibria share this outcome; the one shown exists where c <= 0 and d <= 0)"
    assert "B        right\n" in str(out) and out.example.where.contains({"c": 1, "d": -1}) is False
    assert remark in str(solution)
    words = unescape(re.sub("<[^>]*>", "", solution._repr_html_()))
    assert remark.replace(" <= ", "≤") in words
    latex = r"(2 equilibria share this outcome; the one shown exists where $c \le 0$ and $d \le 0$.)"
    assert latex in solution.to_latex()


def test_where_nothing_is_assumed_nothing_is_said_of_it():
    solution = entry((c, 0), (-1, 0))
    assert str(solution).startswith("Entry: subgame-perfect equilibria\n\n1. ")
    assert str(solution.game).startswith("Entry: players A, B\n")
    assert "Let " not in solution.to_latex() and "where <math><mtext>always" not in solution._repr_html_()


def test_without_letters_there_are_no_points_to_be_admissible():
    solution = Game(["A"], choose("A", {"left": (1,), "right": (0,)})).solve()
    assert r"\item Always: \emph{left}." in solution.to_latex()
    assert solution[0].to_latex().startswith(r"Always: \emph{left}.")
