"""What can go wrong, by what the reader can do about it.

Every error that `formal` raises on purpose is a `FormalError`; its children say which of the things
the caller wrote is at fault. A message names the thing, what was wanted, what was found, and what to
do. `Undecided` alone is nobody's fault: the question is well put and no decider could settle it.

>>> from formal import FormalError, GameError
>>> issubclass(GameError, FormalError)
True
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "FormalError",
    "ExpressionError",
    "ParameterError",
    "GameError",
    "ModelError",
    "AnswerError",
    "OutputError",
    "Undecided",
]


class FormalError(Exception):
    """Any error that `formal` raises on purpose.

    Raised only through its children; catch it to catch them all.

    Examples
    --------
    >>> try:
    ...     raise ParameterError("p is 2, but 0 < p < 1: give p a value inside")
    ... except FormalError as error:
    ...     print(error)
    p is 2, but 0 < p < 1: give p a value inside
    """


class ExpressionError(FormalError):
    """A term that cannot be read as algebra over the reals.

    Raised for a transcendental or non-real term, and for a division by something that is zero
    throughout. The message names the term.

    Examples
    --------
    >>> raise ExpressionError("exp(p) is transcendental: payoffs must be algebraic in the parameters")
    Traceback (most recent call last):
        ...
    formal.errors.ExpressionError: exp(p) is transcendental: payoffs must be algebraic in the parameters
    """


class ParameterError(FormalError):
    """A parameter that is unknown, missing or inadmissible, or assumptions that exclude each other.

    Raised where values meet parameters (`solution.at`, `region.contains`, `model.value`, …) and where
    what is assumed about one parameter is contradictory. The message names the parameter.

    Examples
    --------
    >>> raise ParameterError("no value for c_B: give one for each of p, c_A, c_B")
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: no value for c_B: give one for each of p, c_A, c_B
    """


class GameError(FormalError):
    """An ill-formed game, or one that the solver asked for does not solve.

    Raised on building a game (unknown player, wrong number of payoffs, probabilities that do not sum
    to one, imperfect recall, …) and on solving it by a concept that does not fit. The message names
    the node by its history.

    Examples
    --------
    >>> raise GameError("after (fight): 3 payoffs for 2 players (A, B); give one each")
    Traceback (most recent call last):
        ...
    formal.errors.GameError: after (fight): 3 payoffs for 2 players (A, B); give one each
    """


class ModelError(FormalError):
    """A model, quantity or claim that the library does not hold, or holds twice.

    Raised by `load_model` and on the models themselves. The message says which names come close.

    Examples
    --------
    >>> raise ModelError("no model 'crisis_bargianing': did you mean 'crisis_bargaining'?")
    Traceback (most recent call last):
        ...
    formal.errors.ModelError: no model 'crisis_bargianing': did you mean 'crisis_bargaining'?
    """


class AnswerError(FormalError):
    """A student's answer, or an assignment, that cannot be read.

    Raised by `formal.homework`. It says what is wrong, where, and what could be meant; an answer that cannot be read
    is never counted wrong.

    Parameters
    ----------
    message
        What is wrong.
    text
        What was read.
    position
        Where in the text, counted from 0; left out if it is about the whole.
    hint
        What to do.

    Examples
    --------
    >>> print(AnswerError("c_a is no name here", "p + c_a", 4, "did you mean c_A?"))
    c_a is no name here
      p + c_a
          ^
    did you mean c_A?
    """

    def __init__(self, message: str, text: str = "", position: int | None = None, hint: str = "") -> None:
        self.message, self.text, self.position, self.hint = message, text, position, hint
        super().__init__("\n".join([message, *_pointed(text, position), *([hint] if hint else [])]))


class OutputError(FormalError):
    """A file that cannot be written, or a form of output that this machine lacks a package for.

    The message names the file and what stands in the way, or says how to install what is missing.

    Examples
    --------
    >>> raise OutputError("figures is a folder: name a file in it")
    Traceback (most recent call last):
        ...
    formal.errors.OutputError: figures is a folder: name a file in it
    """


class Undecided(FormalError):
    """A well-put question that no decider settled within its budget.

    Raised where only yes or no would do (`region.is_empty()`, `region.implies(other)`, …): it never
    stands for no. Where a result can carry the open question instead, as `Solution.undecided` does,
    nothing is raised.

    Examples
    --------
    >>> raise Undecided("is p**5 - p + 1 > x empty? z3 answered unknown within 2 s")
    Traceback (most recent call last):
        ...
    formal.errors.Undecided: is p**5 - p + 1 > x empty? z3 answered unknown within 2 s
    """


#: How many names an error message lists.
_LISTED = 12


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean …?`, or the list of what there is, for an error message; of a long one the beginning.

    Examples
    --------
    >>> did_you_mean("fihgt", ["fight", "share"]), did_you_mean("x", ["fight", "share"])
    ('; did you mean fight?', '; there are fight, share')
    """
    listed = list(known)
    close = difflib.get_close_matches(name, listed, n=3, cutoff=0.6) or [n for n in listed if name in n][:3]
    if close:
        return f"; did you mean {' or '.join(close)}?"
    if len(listed) > _LISTED:
        return f"; there are {len(listed)}: {', '.join(listed[:_LISTED])}, …"
    return f"; there are {', '.join(listed)}" if listed else "; there are none"


#: How much of a long line is shown on either side of what is wrong.
_SHOWN = 40


def _pointed(text: str, position: int | None) -> list[str]:
    """Return the line of a text that holds a position, and a caret below it."""
    if position is None:
        return []
    start = text.rfind("\n", 0, position) + 1
    line, column = text[start:].partition("\n")[0].replace("\t", " "), position - start
    cut = max(0, column - _SHOWN)
    shown = line[cut : column + _SHOWN]
    return [f"  {shown}", "  " + " " * (column - cut) + "^"]
