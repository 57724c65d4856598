"""A mark: the verdict on one answer, the points, and what to tell the student.

>>> print(Mark("offer", "p + c_A", "different", 0, 2, ("c_A and c_B are exchanged.",)))
offer: different, 0 of 2 points
c_A and c_B are exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import sympy as sp

Verdict = Literal["equivalent", "different", "boundary", "unknown", "invalid"]
#: What each verdict means to the one who reads it.
MEANING: Mapping[str, str] = {
    "equivalent": "right: it was decided that the answer agrees at every admissible point",
    "different": "wrong: there is a point at which it differs, and it is shown",
    "boundary": "right up to ties: it differs only on a set without interior",
    "unknown": "not decided: somebody has to look at it, and it is not counted wrong",
    "invalid": "not read: it costs no attempt",
}


@dataclass(frozen=True)
class Mark:
    """What an answer earned, and why.

    Attributes
    ----------
    question
        The id of the question.
    answer
        What was typed.
    verdict
        `"equivalent"`, `"different"`, `"boundary"`, `"unknown"` or `"invalid"`.
    points, out_of
        What it earned, and could have earned. Nothing is earned, and nothing lost, while a verdict is unknown.
    remarks
        What to tell the student, sentence by sentence.
    counterexample
        Parameters, by name, at which the answer differs.
    reading
        The answer as it was read.
    slip
        What slipped, if that was recognised.
    followed
        Whether it was marked with the student's own answer to an earlier question.

    Examples
    --------
    >>> mark = Mark("offer", "p", "different", remarks=("At p = 1/2 your answer gives 1/2; right is 3/4.",))
    >>> mark.points, mark.out_of, mark.needs_a_look
    (0, 1, False)
    >>> print(mark.feedback)
    At p = 1/2 your answer gives 1/2; right is 3/4.
    """

    question: str
    answer: str
    verdict: Verdict
    points: Fraction | int = 0
    out_of: Fraction | int = 1
    remarks: tuple[str, ...] = ()
    counterexample: Mapping[str, sp.Rational] | None = None
    reading: str = ""
    slip: str = ""
    followed: bool = False

    @property
    def feedback(self) -> str:
        """What to tell the student."""
        return "\n".join(self.remarks)

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody has to decide it."""
        return self.verdict == "unknown"

    def record(self) -> dict[str, Any]:
        """Return the mark as data ready for JSON."""
        point = self.counterexample
        return {
            "question": self.question,
            "answer": self.answer,
            "verdict": self.verdict,
            "points": float(self.points),
            "out_of": float(self.out_of),
            "feedback": self.feedback,
            "reading": self.reading,
            "slip": self.slip,
            "followed": self.followed,
            "counterexample": None if point is None else {name: str(value) for name, value in point.items()},
        }

    def __str__(self) -> str:
        points = f"{_short(self.points)} of {_short(self.out_of)} point{'' if self.out_of == 1 else 's'}"
        return "\n".join([f"{self.question}: {self.verdict}, {points}", *self.remarks])


def _short(number: Fraction | int) -> str:
    return f"{float(number):g}"
