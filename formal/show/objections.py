"""What a refinement strikes out, in words: the same as text, as LaTeX and as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from formal.equilibria.objection import Objection
from formal.equilibria.solution import Solution
from formal.show.concepts import CRITERIA
from formal.show.play import Speller, choice_words
from formal.show.prose import listed

__all__ = ["objected", "objection_words"]


def objected(solution: Solution) -> Iterator[tuple[str, list[Objection]]]:
    """Yield what each refinement is called, with its objections, for those that have some."""
    for criterion in solution.criteria:
        against = [objection for objection in solution.objections if objection.criterion == criterion]
        if against:
            yield CRITERIA[criterion], against


def objection_words(speller: Speller, objection: Objection) -> tuple[str, str]:
    """Return what is sent in the equilibrium that is struck out, and by which message from whom.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> sent = {"strong": {"quiche": 1}, "weak": {"quiche": 1}}
    >>> objection = Objection("intuitive", sent, "beer", ("strong",), ("weak",), Region(True))
    >>> objection_words(Speller(objection.where.space), objection)
    ('strong: quiche; weak: quiche', 'beer from strong, since weak is ruled out')
    """
    plain = speller.plain
    sent = (f"{plain(kind)}: {choice_words(speller, mixed, None)}" for kind, mixed in objection.sent.items())
    excluded = f"{listed(map(plain, objection.excluded))} {'is' if len(objection.excluded) == 1 else 'are'}"
    message, senders = speller.word(objection.message), listed(map(plain, objection.by), "or")
    return "; ".join(sent), f"{message} from {senders}, since {excluded} ruled out"
