"""What notebooks show: well formed, escaped, and the same words as the text."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
import sympy as sp

from formal import Game, choose, load_model, prove

p, c = sp.symbols("p c")
BAD = "a <b> & 'c'"


def bad_solution():
    tree = choose("A", {BAD: (p, 0), "out": (c, 0)})
    return Game(["A", BAD], tree, where=[p > 0, c > 0], name=BAD).solve()


def shown():
    model = load_model("crisis_bargaining")
    signalling = load_model("alliance_formation").solution
    yield from (model, model.solution, model.solution.outcomes()[1], model.solution[0], signalling)
    yield from (model.claims[name].judge() for name in ("C1.1", "C1.4", "C1.5"))
    yield bad_solution()
    yield prove(p * c < p, where=[p > 0])


@pytest.mark.parametrize("thing", list(shown()), ids=lambda thing: type(thing).__name__)
def test_what_a_notebook_shows_is_well_formed(thing):
    root = ET.fromstring(thing._repr_html_())
    assert root.tag == "div" and "".join(root.itertext()).strip()


def test_words_are_escaped():
    found = bad_solution()._repr_html_()
    assert "<b> &" not in found and BAD in unescape(re.sub(r"</?[a-z][^>]*>", "", found))


class Printer:
    """Stands for IPython's."""

    def text(self, words):
        self.words = words


def test_a_prompt_shows_the_table_and_python_one_line():
    solution, printer = load_model("crisis_bargaining").solution, Printer()
    solution._repr_pretty_(printer, False)
    assert printer.words == str(solution) and "\n" not in repr(solution)


def test_names_are_completed():
    model = load_model("crisis_bargaining")
    assert "offer" in model.quantities._ipython_key_completions_()
    assert "C1.4" in model.claims._ipython_key_completions_()
