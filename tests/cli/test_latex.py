"""`formal latex`: what is written where, and that nothing is left half-written."""

import shutil

import pytest
from click.testing import CliRunner

from formal.cli import latex as command
from formal.cli.main import main

SLUG = "alliance_reliability_beliefs"


def run(*arguments):
    return CliRunner().invoke(main, ["latex", *map(str, arguments)])


def test_a_fragment_is_printed():
    result = run(SLUG)
    assert result.exit_code == 0
    assert result.stdout.startswith(r"\subsection*{Story}")
    assert r"\documentclass" not in result.stdout


def test_a_size_is_that_of_the_game_that_is_written():
    assert "a whole number, here 4" in run("volunteers", "--at", "n=4").stdout
    for wrong, message in (
        (["volunteers", "b=4"], "n does"),
        (["--all", "--at", "n=4"], "goes with one model"),
        (["poker.efg"], "'poker.efg' is a file: `formal solve` and `formal draw` take one"),
        (["zzz"], ", …"),
    ):
        result = run(*wrong)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr


@pytest.mark.parametrize(
    "form, sign", [("--standalone", "{article}"), ("--beamer", "{beamer}"), ("--handout", "10pt")]
)
def test_a_document_is_written(form, sign, tmp_path):
    result = run(SLUG, form, "-o", tmp_path / "out.tex")
    assert (result.exit_code, result.stdout) == (0, "")
    text = (tmp_path / "out.tex").read_text()
    assert sign in text.splitlines()[0]
    assert text.endswith("\\end{document}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out.tex"]


def test_the_book_has_a_chapter_for_each_model(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "list_models", lambda: [SLUG, "unsc_veto"])
    assert run("--all", "-o", tmp_path / "book.tex").exit_code == 0
    text = (tmp_path / "book.tex").read_text()
    assert text.count(r"\chapter{") == 2
    assert r"\tableofcontents" in text
    assert r"\bibitem{src:Morrow-1994} Morrow (1994)." in text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no pdflatex here")
def test_a_pdf_is_made_beside_the_file(tmp_path):
    assert run(SLUG, "--handout", "-o", tmp_path / "out.tex", "--pdf").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.pdf", "out.tex"]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_without_pdflatex_that_is_said_first(tmp_path, monkeypatch):
    monkeypatch.setattr(command.shutil, "which", lambda name: None)
    result = run(SLUG, "--handout", "-o", tmp_path / "out.tex", "--pdf")
    assert result.exit_code == 2
    assert "no pdflatex" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_interrupt_leaves_what_was_there(tmp_path, monkeypatch):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    (tmp_path / "out.tex").write_text("before")
    monkeypatch.setattr(command, "model_document", interrupted)
    assert run(SLUG, "-o", tmp_path / "out.tex").exit_code == 130
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.tex": "before"}


@pytest.mark.parametrize(
    "wrong, told",
    [
        ([], "name one model"),
        ([SLUG, "--all"], "name one model"),
        (["crisis_bargainin"], "did you mean"),
        ([SLUG, "--beamer", "--handout"], "exclude each other"),
        (["--all", "--beamer"], "exclude each other"),
        ([SLUG, "-o", "out.pdf"], "--pdf makes the PDF beside it"),
        ([SLUG, "--standalone", "--pdf"], "needs -o"),
        ([SLUG, "--pdf", "-o", "out.tex"], "a fragment does not compile"),
    ],
)
def test_bad_input_is_one_message(wrong, told):
    result = run(*wrong)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not result.stdout
