r"""The book of the lecture: every model, solution, claim and proof, a chapter each, with contents and bibliography."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from formal.library.model import Model
from formal.show.claim import words_of
from formal.show.document import report
from formal.show.model import sections
from formal.show.paper import Progress, parts_of
from formal.show.prose import escaped, label_of


def book(models: Iterable[Model], title: str, progress: Callable[[str], Progress] | None = None) -> str:
    """Return models as a book that compiles.

    Parameters
    ----------
    models
        One chapter each.
    title
        Of the book, in LaTeX.
    progress
        Called with the slug of a model; what it returns is told what is being worked on.
    """
    listed = list(models)
    chapters = [chapter(model, progress(model.slug) if progress else None) for model in listed]
    return report("\n\n".join([*chapters, bibliography(listed)]), title)


def chapter(model: Model, progress: Progress | None = None) -> str:
    """Return a model as a chapter, its sources cited."""
    title = words_of(model).write(model.title)
    heading = rf"\chapter{{{title}}}\label{{{label_of('chap', model.slug)}}}"
    name = rf"\noindent\texttt{{{escaped(model.slug)}}}"
    return "\n".join([heading, name, sections(parts_of(model, progress, cite=True), "section")])


def bibliography(models: Iterable[Model]) -> str:
    r"""Return the sources of models, in alphabetical order, each under the name by which chapters cite it.

    Examples
    --------
    >>> from formal import load_model
    >>> print(bibliography([load_model("crisis_bargaining")]))
    \begin{thebibliography}{99}
    \bibitem{src:Fearon-1995} Fearon (1995).
    \end{thebibliography}
    """
    sources = sorted({source for model in models for source in model.sources})
    return "\n".join([r"\begin{thebibliography}{99}", *_entries(sources), r"\end{thebibliography}"])


def _entries(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        authors, _, year = source.rpartition(" ")
        shown = f"{escaped(authors)} ({escaped(year)})." if authors else f"{escaped(source)}."
        yield rf"\bibitem{{{label_of('src', source)}}} {shown}"
