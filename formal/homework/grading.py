"""Marking a class: every answer of every student, kept as soon as it is there, so that an interrupt loses nothing.

The marks are kept in `marks.jsonl` in the folder of results, one line each; `resume` goes on with what is there, as
long as neither the answer nor the assignment has changed. What is written in the end does not depend on the order in
which the answers were marked.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import sympy as sp

from formal.errors import AnswerError
from formal.homework import workers
from formal.homework.assignment import Assignment
from formal.homework.marks import Mark
from formal.homework.submissions import Submissions
from formal.homework.workers import Job

KEPT = "marks.jsonl"
NO_ANSWER = "No answer was given."


@dataclass(frozen=True)
class Graded:
    """The marks of a class.

    Attributes
    ----------
    assignment
        What was asked.
    marks
        `{student: {question: mark}}`, students in the order of their names.
    notes
        What was odd about the submissions.

    Examples
    --------
    >>> threat = {"id": "threat", "ask": "When does D fight?", "type": "condition", "key": "b >= c"}
    >>> assignment = Assignment.of({"title": "Deterrence", "names": ["b", "c"], "question": [threat]})
    >>> marks = {"0017": {"threat": assignment.check("threat", "c <= b")}}
    >>> graded = Graded(assignment, marks)
    >>> print(graded.points("0017"), "of", graded.out_of, graded.to_look_at())
    1 of 1 []
    """

    assignment: Assignment
    marks: Mapping[str, Mapping[str, Mark]]
    notes: tuple[str, ...] = ()

    def points(self, student: str) -> Fraction:
        """Return what a student earned."""
        return sum((Fraction(m.points) for m in self.marks[student].values()), Fraction(0))

    @property
    def out_of(self) -> Fraction:
        """What there was to be earned."""
        return sum((q.points for q in self.assignment.questions.values()), Fraction(0))

    def to_look_at(self) -> list[tuple[str, Mark]]:
        """Return the answers that somebody has to decide."""
        return [(who, m) for who, marks in self.marks.items() for m in marks.values() if m.needs_a_look]


def grade(
    assignment: Assignment,
    submissions: Submissions,
    *,
    keep: Path | None = None,
    resume: bool = False,
    processes: int = 1,
    seconds: float = workers.SECONDS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Graded:
    """Mark a class.

    Parameters
    ----------
    assignment
        What was asked.
    submissions
        What was handed in.
    keep
        A folder for the marks as they come.
    resume
        Whether to go on with the marks that are there.
    processes
        How many work side by side.
    seconds
        What one answer may take before it is left to a person.
    progress
        Told how many answers are marked, of how many.

    Raises
    ------
    AnswerError
        If a key cannot be had, or there are marks in the folder and `resume` was not asked for.

    Examples
    --------
    >>> from formal.homework import grade_class
    >>> threat = {"id": "threat", "ask": "When does D fight?", "type": "condition", "key": "b >= c"}
    >>> assignment = Assignment.of({"title": "Deterrence", "names": ["b", "c"], "question": [threat]})
    >>> graded = grade_class(assignment, Submissions({"0017": {"threat": ""}}))
    >>> print(graded.marks["0017"]["threat"])
    threat: invalid, 0 of 1 point
    No answer was given.
    """
    for question in assignment.questions.values():
        assignment.task(question)
    wanted = list(_jobs(assignment, submissions))
    kept = _Kept(keep, assignment, resume)
    found = {(job.student, job.question): mark for job in wanted if (mark := kept.known(job)) is not None}
    left = [job for job in wanted if (job.student, job.question) not in found]
    progress(len(found), len(wanted))
    with kept:
        for job in [j for j in left if not j.answer.strip()]:
            points = assignment.question(job.question).points
            found[job.student, job.question] = Mark(job.question, "", "invalid", 0, points, (NO_ANSWER,))
        answered = [j for j in left if j.answer.strip()]
        if answered:
            marked = workers.mark_all(
                assignment, answered, processes=processes, seconds=seconds, done=kept.add
            )
            for count, (job, mark) in enumerate(marked, len(found) + 1):
                found[job.student, job.question] = mark
                progress(count, len(wanted))
    marks = {
        student: {id: found[student, id] for id in assignment.questions}
        for student in sorted(submissions.answers)
    }
    return Graded(assignment, marks, submissions.notes)


def _jobs(assignment: Assignment, submissions: Submissions) -> Iterator[Job]:
    for student, answers in submissions.answers.items():
        for id, question in assignment.questions.items():
            others = question.table.get("follows", {}).values()
            earlier = tuple(
                (other, answers.get(other, "")) for other in others if answers.get(other, "").strip()
            )
            yield Job(student, id, answers.get(id, ""), earlier)


class _Kept:
    """The marks that are kept in a file as they come."""

    def __init__(self, folder: Path | None, assignment: Assignment, resume: bool) -> None:
        self._path = None if folder is None else folder / KEPT
        self._digest = hashlib.sha256(
            json.dumps(assignment.table, sort_keys=True, default=str).encode()
        ).hexdigest()
        self._file: Any = None
        self._known: dict[str, Mark] = {}
        if self._path is None or folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and resume:
            self._known = dict(self._read(self._path))
        elif self._path.exists() and self._path.stat().st_size:
            hint = "--resume goes on with it; or name another folder"
            raise AnswerError(f"{folder} holds the marks of an earlier run", hint=hint)

    def __enter__(self) -> None:
        if self._path is not None:
            self._file = self._path.open("a", encoding="utf-8")

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()

    def known(self, job: Job) -> Mark | None:
        """Return the mark of an answer, if it was marked before."""
        return self._known.get(self._key(job))

    def add(self, job: Job, mark: Mark) -> None:
        """Keep a mark."""
        if self._file is not None:
            line = {"key": self._key(job), "student": job.student, **mark.record()}
            line |= {"points": str(mark.points), "out_of": str(mark.out_of), "remarks": list(mark.remarks)}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def _key(self, job: Job) -> str:
        parts = [self._digest, job.student, job.question, job.answer, job.earlier]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @staticmethod
    def _read(path: Path) -> Iterator[tuple[str, Mark]]:
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                entry = json.loads(line)
            except json.JSONDecodeError:
                continue  # the line at which an earlier run was interrupted
            point = entry["counterexample"]
            yield (
                entry["key"],
                Mark(
                    entry["question"],
                    entry["answer"],
                    entry["verdict"],
                    Fraction(entry["points"]),
                    Fraction(entry["out_of"]),
                    tuple(entry["remarks"]),
                    None if point is None else {name: sp.Rational(value) for name, value in point.items()},
                    entry["reading"],
                    entry["slip"],
                    entry["followed"],
                ),
            )
