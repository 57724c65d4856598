r"""Models as text and as LaTeX: a fragment of a paper, an article, frames, or a handout for a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formal import verbs
from formal.library.model import Model
from formal.show.claim import words_of
from formal.show.document import article
from formal.show.handout import handout_latex
from formal.show.paper import IN_A_TALK, Part, Progress, parts_of
from formal.show.slides import slides


@verbs.text.register
def _model_text(model: Model) -> str:
    return "\n\n".join(_blocks(model))


def _blocks(model: Model) -> Iterator[str]:
    sources = f" ({'; '.join(model.sources)})" if model.sources else ""
    yield f"{model.title}{sources}"
    yield model.story
    yield _listed(dict(model.players))
    yield _listed({str(symbol): meaning for symbol, meaning in model.parameters.items()})
    if hasattr(model.game, "tree"):
        yield verbs.text(model.game)
    yield _listed({name: derived.meaning for name, derived in model.blueprint.quantities.items()})


def _listed(rows: dict[str, str]) -> str:
    width = max(map(len, rows), default=0)
    return "\n".join(f"{name:{width}}  {meaning}" for name, meaning in rows.items())


@verbs.latex.register
def _model_latex(model: Model, **options: Any) -> str:
    return sections(parts_of(model), "subsection")


@verbs.document.register
def model_document(
    model: Model,
    *,
    standalone: bool = False,
    beamer: bool = False,
    handout: bool = False,
    progress: Progress | None = None,
) -> str:
    """Return a model as a fragment, an article, frames or a handout (see `Model.to_latex`).

    Raises
    ------
    ValueError
        If more than one form is asked for.
    """
    if standalone + beamer + handout > 1:
        raise ValueError("give one of standalone=True, beamer=True and handout=True, not several")
    title = words_of(model).write(model.title)
    if handout:
        return handout_latex(model, progress)
    if beamer:
        frames = parts_of(model, progress, only=IN_A_TALK)
        return slides(((part.title, part.body) for part in frames), title)
    parts = parts_of(model, progress)
    if standalone:
        return article(sections(parts, "section"), title)
    return sections(parts, "subsection")


def sections(parts: Iterable[Part], level: str) -> str:
    r"""Return parts one below the other, each under its heading.

    Examples
    --------
    >>> print(sections([Part("Story", "A waits.")], "section"))
    \section*{Story}
    A waits.
    """
    return "\n\n".join(rf"\{level}*{{{part.title}}}" + "\n" + part.body for part in parts)
