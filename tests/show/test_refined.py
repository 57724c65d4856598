"""A refined solution says that it is one, and what was struck out, in every form."""

import re
from html import unescape

import pytest
import sympy as sp

from formal import Game, chance, choose


@pytest.fixture(scope="module")
def refined():
    """Beer and quiche (Cho and Kreps 1987), with a type and a player whose names want escaping."""

    def meals(likes, duel):
        def replies(meal):
            return {"duel": (int(meal == likes), duel), "none": (int(meal == likes) + 2, 0)}

        return {meal: choose("B", replies(meal), info=f"after {meal}") for meal in ("beer", "quiche")}

    strong = choose("A", meals("beer", -1), info="very_strong & proud")
    weak = choose("A", meals("quiche", 1), info="weak")
    likely = {"very_strong & proud": (sp.Rational(9, 10), strong), "weak": (sp.Rational(1, 10), weak)}
    return Game(["A", "B"], chance(likely), name="Breakfast").solve().refine("intuitive")


def test_as_text(refined):
    lines = str(refined).splitlines()
    assert lines[0] == "Breakfast: perfect Bayesian equilibrium that survives the intuitive criterion"
    assert "(2 equilibria share this outcome; one of them is shown)" in str(refined)
    assert lines[-4:-1] == [
        "      by  beer from very_strong & proud, since weak is ruled out",
        "      if  always",
        "",
    ]
    assert lines[-1].endswith("; of these, those whose outcome survives the intuitive criterion.")


def test_as_html(refined):
    words = unescape(re.sub("<[^>]*>", "", refined._repr_html_()))
    assert "Breakfast: perfect Bayesian equilibrium that survives the intuitive criterion" in words
    assert "always (pooling)" in words
    assert "(2 equilibria share this outcome; one of them is shown)" in words
    assert "very_strong & proud: quiche; weak: quiche always: by beer from very_strong & proud" in words
    assert words.endswith("; of these, those whose outcome survives the intuitive criterion.")
    assert "strong & proud" not in refined._repr_html_()


def test_as_latex(refined):
    shown = refined.to_latex()
    assert "equilibrium that survives the intuitive criterion is the following" in shown
    assert r"by \emph{beer} from very\_strong \& proud, since weak is ruled out." in shown
    assert "(2 equilibria share this outcome; one of them is shown.)" in shown
