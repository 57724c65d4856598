r"""Documents: fragments say what they must, whole documents compile, and their forms exclude each other."""

import re
import shutil
import subprocess
from types import SimpleNamespace

import pytest
from sympy import symbols

from formal import Claim, Game, Judgement, choose, load_model, offer, prove
from formal.show.book import bibliography, chapter
from formal.show.document import article, report
from formal.show.lemmas import derivations, lemmas, verdict
from formal.show.statics import signs

p, c, d, x = symbols("p c d x")
PDFLATEX = shutil.which("pdflatex")
needs_latex = pytest.mark.skipif(
    PDFLATEX is None, reason="there is no pdflatex here: apt-get install texlive-latex-recommended"
)


@pytest.fixture(scope="module")
def model():
    return load_model("crisis_bargaining_outside_option")


@pytest.fixture(scope="module")
def whole(model):
    """The model as an article, made once."""
    return model.to_latex(standalone=True)


def compiled(folder, source):
    """Compile a document once, and return its log."""
    (folder / "it.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "it.tex"]
    run = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    log = (folder / "it.log").read_text(encoding="latin-1")
    assert run.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    return log


def too_broad(log):
    """Return by how many points lines stick out, where it is more than a letter."""
    return [float(w) for w in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(w) > 8]


# -- what compiles -----------------------------------------------------------------------------------


@needs_latex
def test_an_article_compiles_and_nothing_sticks_out(whole, tmp_path):
    assert not too_broad(compiled(tmp_path, whole))


@needs_latex
def test_frames_compile(model, tmp_path):
    log = compiled(tmp_path, model.to_latex(beamer=True))
    assert "Overfull \\vbox" not in log
    assert not too_broad(log)


@needs_latex
@pytest.mark.parametrize("slug", ["crisis_bargaining_outside_option", "alliance_reliability_beliefs"])
def test_a_handout_has_at_most_two_pages(slug, tmp_path):
    log = compiled(tmp_path, load_model(slug).to_latex(handout=True))
    pages = int(re.search(r"\((\d+) pages?", log)[1])
    assert pages <= 2
    assert not too_broad(log)


@needs_latex
def test_a_book_compiles(tmp_path):
    models = [load_model("unsc_veto"), load_model("alliance_reliability_beliefs")]
    body = "\n".join([*map(chapter, models), bibliography(models)])
    log = compiled(tmp_path, report(body, "Two models"))
    assert not too_broad(log)


@needs_latex
def test_single_results_compile(tmp_path):
    tree = offer("A", x, 0, 1, choose("B", {"don't_know & 50%": (x, 1 - x), "fight": (p, 1 - p - c)}))
    game = Game(["A", "B"], tree, where=[p > 0, c > 0, p + c < 1], name="R&D #1: 50%")
    solution = game.solve()
    results = [
        game,
        solution,
        solution[0],
        solution.outcomes()[0],
        solution.proof(),
        prove(p < 1, where=p + c < 1),
    ]
    compiled(tmp_path, article("\n\n".join(result.to_latex() for result in results)))
    compiled(tmp_path, solution.to_latex(standalone=True))


# -- what a fragment says ----------------------------------------------------------------------------


def test_every_part_is_there_in_order(whole):
    titles = ["Story", "Notation", "The game", "Equilibria", "Quantities", "Comparative statics", "Claims"]
    assert re.findall(r"\\section\*\{(.*?)\}", whole) == titles


def test_labels_differ_and_references_have_one(whole):
    labels = re.findall(r"\\label\{(.*?)\}", whole)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"\\ref\{(.*?)\}", whole)) <= set(labels)
    assert {"prop:crisis-bargaining-outside-option", "claim:crisis-bargaining-outside-option:C1.16"} <= set(
        labels
    )


def test_environments_are_closed(whole):
    opened, closed = (re.findall(rf"\\{word}{{(\w+\*?)}}", whole) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed)


def test_a_lemma_for_each_information_set(model):
    found = derivations(model.solution)
    told = lemmas(found, model.slug)
    assert told.count(r"\begin{lemma}") == len(model.game.information_sets)
    assert "A after $x$, \\emph{reject}: \\emph{fight} in equilibria 1 and 3" in told
    assert "By Lemmas" in verdict(found, model.slug)


def test_a_claim_is_printed_as_what_is_true_of_it():
    true, false, open_ = (
        Claim("C", "It is so.", says=lambda model, says=says: says).about(
            SimpleNamespace(where=[p > c], slug="m")
        )
        for says in (p + 1 > c, p + 1 < c, p > 1)
    )
    assert true.to_latex().splitlines()[1] == "It is so."
    assert false.to_latex().splitlines()[1].startswith("The following holds nowhere")
    assert open_.to_latex().splitlines()[1].startswith("The following holds exactly where $p > 1$")
    assert "it fails at" in open_.to_latex()


def test_an_unknown_verdict_is_a_conjecture(monkeypatch):
    claim = Claim("C", "It is so.", says=lambda model: p > c).about(SimpleNamespace(where=[p > c], slug="m"))
    unknown = claim.judge()
    monkeypatch.setattr(Judgement, "verdict", property(lambda self: "unknown"))
    assert unknown.verdict == "unknown"
    assert claim.to_latex().startswith(r"\begin{conjecture}")


def test_signs_are_those_of_the_differences(model):
    """The sign of a derivative agrees with what small steps do at a point."""
    found = signs(load_model("crisis_bargaining"), ["offer", "payoff_B", "range_width"])
    other = load_model("crisis_bargaining")
    here = {"p": "2/5", "c_A": "1/5", "c_B": "1/10"}
    for (name, symbol), sign in found.items():
        value = other.value(name, **here)
        more = other.value(name, **{**here, symbol.name: f"{eval(here[symbol.name]) + 0.01:.3f}"})
        step = "+" if more > value else "-" if more < value else "0"
        assert step in sign or (sign == "+/-"), (name, symbol, sign)


# -- forms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forms", [("standalone", "beamer"), ("beamer", "handout")])
def test_forms_exclude_each_other(model, forms):
    with pytest.raises(ValueError, match="not several"):
        model.to_latex(**dict.fromkeys(forms, True))


def test_forms_of_a_solution_exclude_each_other(model):
    with pytest.raises(ValueError, match="not both"):
        model.solution.to_latex(standalone=True, beamer=True)
