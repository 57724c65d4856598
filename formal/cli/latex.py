"""`formal latex SLUG -o FILE`: a model as a fragment, an article, frames or a handout; or all of them as a book."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

import click

from formal.cli.sizes import sized_models
from formal.cli.values import more_values, read_point, read_value
from formal.cli.waiting import waiting
from formal.errors import OutputError
from formal.library import list_models, load_model
from formal.show.book import book
from formal.show.files import write_whole
from formal.show.model import model_document
from formal.show.paper import Progress as Told

_TITLE = "Models of international relations"
#: How long pdflatex may take for one run.
_SECONDS = 600


@click.command()
@click.argument("slug", required=False)
@more_values
@click.option("--all", "every", is_flag=True, help="The book: every model, solution, claim and proof.")
@click.option(
    "-o", "--out", "output", type=click.Path(path_type=Path, dir_okay=False), help="A name that ends in .tex."
)
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=NUMBER ...",
    help="Whole numbers that fix the size of the game, as in n=4.",
)
@click.option("--standalone", is_flag=True, help="An article that compiles, rather than a fragment.")
@click.option("--beamer", is_flag=True, help="Frames that compile.")
@click.option("--handout", is_flag=True, help="About two pages for a class: no proofs.")
@click.option("--pdf", is_flag=True, help="Compile it as well, with pdflatex.")
def latex(
    slug: str | None,
    more: tuple[tuple[str, Fraction], ...],
    every: bool,
    output: Path | None,
    at: tuple[tuple[str, Fraction], ...],
    standalone: bool,
    beamer: bool,
    handout: bool,
    pdf: bool,
) -> None:
    """Write the model SLUG as LaTeX: story, notation, game, equilibria with proofs, quantities, claims.

    Without -o it is printed. A file is written at the end and as a whole: an interrupt leaves what was there.

    \b
    Examples:
      formal latex crisis_bargaining -o crisis.tex
      formal latex crisis_bargaining --handout -o handout.tex --pdf
      formal latex volunteers --at n=4 -o four.tex
      formal latex --all -o book.tex
    """
    if bool(slug) == every:
        raise click.UsageError("name one model, or give --all for all of them")
    sizes = read_point([*at, *more])
    if sizes and every:
        raise click.UsageError("--at goes with one model, and --all is the book of all")
    forms = [name for name, given in _forms(standalone, beamer, handout).items() if given]
    if len(forms) > 1 or (every and forms):
        told = " and ".join(f"--{name}" for name in [*forms, *(["all"] if every else [])])
        raise click.UsageError(f"{told} exclude each other")
    if output is not None and output.suffix != ".tex":
        raise click.UsageError(
            f"cannot write LaTeX to {str(output)!r}: the name must end in .tex{_aside(output)}"
        )
    if pdf and output is None:
        raise click.UsageError("--pdf needs -o FILE: the PDF is written beside the file")
    if pdf and not (forms or every):
        raise click.UsageError("a fragment does not compile: give --standalone, --beamer or --handout")
    if pdf and shutil.which("pdflatex") is None:
        raise OutputError("there is no pdflatex on this machine: install TeX Live, or leave out --pdf")
    with waiting("writing") as told_of:
        if every:
            shown = _book(told_of)
        else:
            (model,) = sized_models([str(slug)], sizes)
            shown = model_document(model, **_forms(standalone, beamer, handout), progress=told_of)
        if output is None:
            click.echo(shown)
            return
        write_whole(output, shown)
        if pdf:
            told_of("pdflatex")
            _compile(output)


def _aside(output: Path) -> str:
    return ", and --pdf makes the PDF beside it" if output.suffix == ".pdf" else ""


def _forms(standalone: bool, beamer: bool, handout: bool) -> dict[str, bool]:
    return {"standalone": standalone, "beamer": beamer, "handout": handout}


def _book(told: Told) -> str:
    slugs = list_models()

    def about(slug: str) -> Told:
        return lambda what: told(f"{slugs.index(slug) + 1}/{len(slugs)} {slug}: {what}")

    return book(map(load_model, slugs), _TITLE, about)


def _compile(path: Path) -> None:
    """Make a PDF beside a file of LaTeX; the log and the rest stay in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3 if r"\tableofcontents" in path.read_text(encoding="utf-8") else 2):
            problem = _problem(path, folder)
            if problem:
                raise OutputError(f"pdflatex could not compile {path}: {problem}")
        write_whole(path.with_suffix(".pdf"), (Path(folder) / f"{path.stem}.pdf").read_bytes())


def _problem(path: Path, folder: str) -> str:
    """Run pdflatex once, and return what went wrong, or nothing."""
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    command += [f"-output-directory={folder}", path.name]
    try:
        run = subprocess.run(
            command,
            cwd=path.parent,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {_SECONDS} seconds"
    found = (line.removeprefix("! ") for line in run.stdout.splitlines() if line.startswith("!"))
    return "" if run.returncode == 0 else next(found, "no reason given")
