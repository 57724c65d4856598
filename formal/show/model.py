"""Models as text and as LaTeX: title, story, parameters, the game, and what can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formal import verbs
from formal.library.model import Model
from formal.show.expression import expression_latex
from formal.show.play import Speller


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
    words = Speller(model.space, latex=True)
    rows = [
        rf"  \item[${expression_latex(symbol, model.space)}$] {meaning}"
        for symbol, meaning in model.parameters.items()
    ]
    parameters = "\n".join([r"\begin{description}", *rows, r"\end{description}"])
    head = rf"\paragraph{{{model.title}}} {model.story}"
    players = ", ".join(f"{words.word(player)} ({meaning})" for player, meaning in model.players.items())
    return f"{head}\n\nPlayers: {players}.\n{parameters}\n{verbs.latex(model.solution)}"
