r"""A model as a paper: story, notation, game, equilibria with lemmas and proofs, quantities, signs, claims.

Each part is a fragment of its own; `parts_of` yields them one after the other, so that whoever writes them can say how
far it has come, and stop.

>>> from formal import load_model
>>> parts = parts_of(load_model("crisis_bargaining"), only=("story", "notation"))
>>> [part.title for part in parts]
['Story', 'Notation']
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from formal.errors import FormalError
from formal.library.model import Model
from formal.show.claim import claim_latex, words_of
from formal.show.definitions import definition
from formal.show.existence import existence
from formal.show.lemmas import derivations, lemmas, verdict
from formal.show.notation import notation_table
from formal.show.pictured import pictured
from formal.show.proposition import solution_latex
from formal.show.prose import escaped, label_of, listed
from formal.show.statics import signs, statics_table

#: How long, in characters, the equilibria may be in full on a handout.
_ROOM = 4000
#: How high a tree may be there, in points.
_SMALL = 300
#: How broad and how high a frame of a talk is, in points.
_FRAME = (290, 195)

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """A part of a paper.

    Attributes
    ----------
    title
        Its heading.
    body
        The fragment.
    """

    title: str
    body: str


def parts_of(
    model: Model, progress: Progress | None = None, only: Collection[str] = (), cite: bool = False
) -> Iterator[Part]:
    r"""Yield the parts of a paper about a model, each when it is made.

    Parameters
    ----------
    model
        The model.
    progress
        Told what is being worked on.
    only
        The names of the parts that are wanted; left out, all of `PARTS`.
    cite
        Whether sources are cited with `\cite` rather than named.
    """
    told = progress or (lambda what: None)
    for name in only or PARTS:
        told(name)
        body = "\n".join(line for line in _MAKERS[name](model, told, cite) if line)
        if body:
            yield Part(_TITLES[name], body)


def sources_of(model: Model, cite: bool = False) -> str:
    r"""Return a model's sources, named or cited: `Fearon 1995; Powell 1999`."""
    if cite:
        return (
            rf"\cite{{{','.join(label_of('src', source) for source in model.sources)}}}"
            if model.sources
            else ""
        )
    return "; ".join(map(escaped, model.sources))


def players_of(model: Model) -> str:
    """Return who plays, in a sentence."""
    words = words_of(model)
    told = [f"{escaped(player)} ({words.write(who)})" for player, who in model.players.items()]
    return f"The players are {listed(told)}."


# -- the parts ---------------------------------------------------------------------------------------


def _story(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    sources = sources_of(model, cite)
    named = f" ({sources})" if sources and not cite else f" {sources}" if sources else ""
    yield words_of(model).write(model.story) + named
    yield ""
    yield rf"\par {players_of(model)}"


def _notation(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    yield notation_table(model)


def _game(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    yield pictured(model.game)


def _small_game(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    yield pictured(model.game, highest=_SMALL)


def _game_on_a_frame(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    yield pictured(model.game, highest=_FRAME[1], line=_FRAME[0])


def _equilibria(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    solution = _solution(model)
    if solution is None:
        yield "Nobody chooses in this game: what is asked about it follows from counting."
        return
    shown = derivations(solution, progress)
    yield lemmas(shown, model.slug)
    yield ""
    yield solution_latex(solution, model.slug)
    yield verdict(shown, model.slug)
    yield " ".join(existence(solution))


def _proposition(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    solution = _solution(model)
    if solution is not None:
        yield solution_latex(solution, model.slug)
        yield " ".join(existence(solution))


def _summary(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    """Yield the equilibria for two pages: in full if they are few, else where each exists and what is done."""
    solution = _solution(model)
    if solution is not None:
        whole = solution_latex(solution, model.slug)
        yield whole if len(whole) < _ROOM else solution_latex(solution, model.slug, brief=True)
        yield " ".join(existence(solution))


def _quantities(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    for name in model.quantities:
        progress(f"quantity {name}")
        yield definition(model, name)


def _statics(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    table = statics_table(model, signs(model, progress=progress))
    if table:
        yield "The sign of the derivative of each quantity with respect to each parameter, everything else fixed."
        yield table


def _claims(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    for claim in model.claims.values():
        progress(f"claim {claim.id}")
        yield claim_latex(claim)
        yield ""


def _statements(model: Model, progress: Progress, cite: bool) -> Iterator[str]:
    for claim in model.claims.values():
        progress(f"claim {claim.id}")
        yield claim_latex(claim, proof=False)
        yield ""


def _solution(model: Model) -> Any:
    """Return the solution of a model's game, or None where nobody chooses."""
    try:
        return model.solution
    except FormalError:
        return None


_MAKERS: dict[str, Callable[[Model, Progress, bool], Iterator[str]]] = {
    "story": _story,
    "notation": _notation,
    "game": _game,
    "small game": _small_game,
    "game on a frame": _game_on_a_frame,
    "equilibria": _equilibria,
    "proposition": _proposition,
    "summary": _summary,
    "quantities": _quantities,
    "statics": _statics,
    "claims": _claims,
    "statements": _statements,
}
_TITLES = {
    "story": "Story",
    "notation": "Notation",
    "game": "The game",
    "small game": "The game",
    "game on a frame": "The game",
    "equilibria": "Equilibria",
    "proposition": "Equilibria",
    "summary": "Equilibria",
    "quantities": "Quantities",
    "statics": "Comparative statics",
    "claims": "Claims",
    "statements": "Claims",
}
#: The parts of a paper, in order; those of a talk, in which there are no proofs.
PARTS = ("story", "notation", "game", "equilibria", "quantities", "statics", "claims")
IN_A_TALK = ("story", "notation", "game on a frame", "proposition", "quantities", "statics", "statements")
