"""What comes of marking a class: tables, a page to look at, and what Gradescope reads.

Cells that a spreadsheet would take for a formula are made harmless by an apostrophe; everything on the page is escaped.
Files are written whole or not at all.

>>> harmless("=cmd|' /C calc'!A0"), harmless("p + c_B"), harmless("-p")
("'=cmd|' /C calc'!A0", 'p + c_B', "'-p")
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from formal.homework.grading import Graded
from formal.homework.marks import MEANING, Mark
from formal.show.files import write_whole
from formal.show.page import filled

#: The longest name of a student that becomes the name of a folder as it is.
_LONGEST = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PAGE = Path(__file__).with_name("report.html.jinja")


def write_reports(graded: Graded, folder: str | Path) -> list[Path]:
    """Write `points.csv`, `feedback.csv`, `feedback.jsonl`, `report.html` and `gradescope/STUDENT/results.json`.

    Examples
    --------
    >>> import tempfile
    >>> from formal.homework import Assignment
    >>> threat = {"id": "threat", "ask": "When does D fight?", "type": "condition", "key": "b >= c"}
    >>> assignment = Assignment.of({"title": "Deterrence", "names": ["b", "c"], "question": [threat]})
    >>> graded = Graded(assignment, {"0017": {"threat": assignment.check("threat", "b >= c")}})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_reports(graded, folder)
    ...     print(*(path.name for path in written))
    ...     print(written[0].read_text())
    points.csv feedback.csv feedback.jsonl report.html results.json
    student,threat,total,out of,to look at
    0017,1,1,1,
    <BLANKLINE>
    """
    place = Path(folder)
    written = {
        "points.csv": _points(graded),
        "feedback.csv": _feedback(graded),
        "feedback.jsonl": "".join(
            json.dumps({"student": who, **mark.record()}, ensure_ascii=False) + "\n"
            for who, marks in graded.marks.items()
            for mark in marks.values()
        ),
        "report.html": page(graded),
    }
    for student, marks in graded.marks.items():
        written[f"gradescope/{_file(student)}/results.json"] = json.dumps(
            gradescope(list(marks.values())), ensure_ascii=False, indent=1
        )
    for name, text in written.items():
        write_whole(place / name, text)
    return [place / name for name in written]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def gradescope(marks: list[Mark]) -> dict[str, Any]:
    """Return what Gradescope's autograder reads for one student."""
    return {
        "output_format": "text",
        "tests": [
            {
                "name": mark.question,
                "score": float(mark.points),
                "max_score": float(mark.out_of),
                "output": f"{mark.verdict}: {MEANING[mark.verdict]}\n{mark.feedback}".rstrip(),
                "visibility": "after_published" if mark.needs_a_look else "visible",
            }
            for mark in marks
        ],
    }


def page(graded: Graded) -> str:
    """Return the report as one page that needs nothing else."""
    verdicts = list(MEANING)
    counts = {
        id: [sum(marks[id].verdict == v for marks in graded.marks.values()) for v in verdicts]
        for id in graded.assignment.questions
    }
    rows = [
        {"student": who, "points": _number(graded.points(who)), "marks": [_shown(m) for m in marks.values()]}
        for who, marks in graded.marks.items()
    ]
    return filled(
        _PAGE,
        extra="homework",
        title=graded.assignment.title,
        out_of=_number(graded.out_of),
        look=graded.to_look_at(),
        notes=graded.notes,
        verdicts=verdicts,
        meaning=MEANING,
        questions=[{"id": id, "counts": found} for id, found in counts.items()],
        rows=rows,
    )


def _shown(mark: Mark) -> dict[str, Any]:
    return mark.record() | {"points": _number(mark.points), "out_of": _number(mark.out_of)}


def _points(graded: Graded) -> str:
    ids = list(graded.assignment.questions)
    rows = [
        [
            who,
            *(_number(marks[id].points) for id in ids),
            _number(graded.points(who)),
            _number(graded.out_of),
            " ".join(id for id in ids if marks[id].needs_a_look),
        ]
        for who, marks in graded.marks.items()
    ]
    return _csv([["student", *ids, "total", "out of", "to look at"], *rows])


def _feedback(graded: Graded) -> str:
    rows = [
        [who, m.question, m.answer, m.verdict, _number(m.points), _number(m.out_of), m.feedback]
        for who, marks in graded.marks.items()
        for m in marks.values()
    ]
    return _csv([["student", "question", "answer", "verdict", "points", "out of", "feedback"], *rows])


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _number(number: Any) -> str:
    return f"{float(number):g}"


def _file(student: str) -> str:
    safe = "".join(c if c.isalnum() or c in "-_@." else "_" for c in student).lstrip(".")
    if safe == student and len(safe) <= _LONGEST:
        return safe
    return f"{safe[:_LONGEST]}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"
