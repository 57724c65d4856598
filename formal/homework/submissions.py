r"""What a class handed in: a folder with a file for each student, or a table as forms and gradebooks export it.

A table has a row for each student and a column for each question, or a row for each answer (student, question, answer).
It may begin with a byte-order mark, be in Latin-1, and use commas, semicolons or tabs. Identifiers are text: leading
zeros stay. Where a student handed in twice, the later row counts, and that is noted.

>>> from formal.homework.assignment import Assignment
>>> question = {"id": "offer", "ask": "What?", "type": "expression", "key": "1"}
>>> assignment = Assignment.of({"title": "", "question": [question]})
>>> found = read_table_text("Student;Offer [offer]\n007;p + c_B\n008;\n007;1\n", assignment, "class.csv")
>>> found.answers
{'007': {'offer': '1'}, '008': {'offer': ''}}
>>> print(found.notes[0])
class.csv:4: 007 handed in more than once; this row counts
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formal.errors import AnswerError
from formal.homework.assignment import Assignment

_STUDENT = (
    "student",
    "student id",
    "student number",
    "sid",
    "id",
    "email",
    "email address",
    "e-mail",
    "username",
    "name",
)
_LONG = ("question", "answer")
_LARGEST = 50_000_000
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Submissions:
    """The answers of a class.

    Attributes
    ----------
    answers
        `{student: {question: answer}}`, in the order in which they were found.
    notes
        What was odd: rows that were superseded, columns that mean nothing, answers to no question.

    Examples
    --------
    >>> handed_in = Submissions({"0017": {"offer": "p + c_B"}, "0018": {"offer": ""}})
    >>> handed_in.answers["0017"]["offer"], handed_in.notes
    ('p + c_B', ())
    """

    answers: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...] = field(default=())


def read_submissions(path: str | Path, assignment: Assignment) -> Submissions:
    r"""Return what is in a folder or a table.

    Raises
    ------
    AnswerError
        If there is no such thing, or it has no column for the students or for any question.

    Examples
    --------
    >>> import tempfile
    >>> from formal.homework import Assignment
    >>> offer = {"id": "offer", "ask": "What does A demand?", "type": "expression", "key": "1"}
    >>> assignment = Assignment.of({"title": "", "question": [offer]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = Path(folder, "class.csv")
    ...     _ = table.write_text("Student,What does A demand?\n0017,1\n")
    ...     read_submissions(table, assignment).answers
    {'0017': {'offer': '1'}}
    """
    place = Path(path)
    if place.is_dir():
        return _folder(place, assignment)
    return read_table_text(_text(place), assignment, str(place))


def read_table_text(text: str, assignment: Assignment, name: str) -> Submissions:
    """Return what is in a table."""
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(_DELIMITERS, key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if len(rows) < 2:
        raise AnswerError(
            f"{name} holds no submissions", hint="it wants a line of headings and a row for each student"
        )
    headings = [_plain(cell) for cell in rows[0]]
    student = next((headings.index(word) for word in _STUDENT if word in headings), None)
    if student is None:
        hint = f"call one {_STUDENT[0]!r}; found {', '.join(rows[0])}"
        raise AnswerError(f"{name}:1: no column says which student", hint=hint)
    if all(word in headings for word in _LONG):
        columns = tuple(headings.index(word) for word in _LONG)
        triples = (
            (i, _cell(row, student), _cell(row, columns[0]), _cell(row, columns[1])) for i, row in _rows(rows)
        )
        return _long(triples, assignment, name)
    columns_of = {
        i: q for i, cell in enumerate(rows[0]) if i != student and (q := _question(cell, assignment))
    }
    if not columns_of:
        hint = f"head a column with one of {', '.join(assignment.questions)}"
        raise AnswerError(f"{name}:1: no column belongs to a question", hint=hint)
    found: dict[str, dict[str, str]] = {}
    notes = [
        f"{name}:1: the column {cell!r} belongs to no question"
        for i, cell in enumerate(rows[0])
        if i != student
        and i not in columns_of
        and _plain(cell) not in (*_STUDENT, "timestamp", "time", "score")
    ]
    for line, row in _rows(rows):
        who = _cell(row, student)
        if not who:
            if any(cell.strip() for cell in row):
                notes.append(f"{name}:{line}: this row names no student and is left out")
            continue
        if who in found:
            notes.append(f"{name}:{line}: {who} handed in more than once; this row counts")
        found[who] = {q: _cell(row, i) for i, q in columns_of.items()}
    return Submissions(found, tuple(notes))


def _long(rows: Iterable[tuple[int, str, str, str]], assignment: Assignment, name: str) -> Submissions:
    found: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    for line, who, asked, answer in rows:
        question = _question(asked, assignment)
        if not who or question is None:
            if who or asked or answer:
                notes.append(
                    f"{name}:{line}: {asked!r} is no question, or no student is named; the row is left out"
                )
            continue
        answers = found.setdefault(who, {})
        if question in answers:
            notes.append(f"{name}:{line}: {who} answered {question} more than once; this row counts")
        answers[question] = answer
    return Submissions(found, tuple(notes))


def _folder(place: Path, assignment: Assignment) -> Submissions:
    found: dict[str, Mapping[str, str]] = {}
    notes: list[str] = []
    for file in sorted(p for p in place.iterdir() if p.is_file() and not p.name.startswith(".")):
        if file.suffix.lower() not in (".txt", ".md", ".toml"):
            notes.append(f"{file.name} is left out: answers are in .txt, .md or .toml files")
            continue
        try:
            text = _text(file)
            read = _table(text, assignment) if file.suffix.lower() == ".toml" else _blocks(text, assignment)
        except (AnswerError, tomllib.TOMLDecodeError) as problem:
            notes.append(f"{file.name} cannot be read: {problem}")
            read = {}
        if file.stem in found:
            notes.append(f"{file.name}: {file.stem} handed in more than one file; this one counts")
        found[file.stem] = read
    if not found:
        raise AnswerError(
            f"{place} holds no submissions", hint="it wants a .txt or .toml file for each student"
        )
    return Submissions(found, tuple(notes))


def _table(text: str, assignment: Assignment) -> dict[str, str]:
    table = tomllib.loads(text)
    return {q: str(value) for key, value in table.items() if (q := _question(key, assignment))}


def _blocks(text: str, assignment: Assignment) -> dict[str, str]:
    """Return the answers in a text: each begins with the id of its question and a colon, or below a heading."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        heading = re.match(r"\s*(?:#+\s*)?([A-Za-z0-9][A-Za-z0-9_.-]*)\s*(?:[:)]|$)\s*(.*)$", line)
        question = heading and next(
            (q for q in assignment.questions if q.casefold() == heading[1].casefold()), None
        )
        if heading and question:
            current = found.setdefault(question, [])
            current.clear()
            current += [heading[2]] if heading[2] else []
        elif current is not None:
            current.append(line)
    return {question: "\n".join(lines).strip() for question, lines in found.items()}


def _rows(rows: list[list[str]]) -> Iterable[tuple[int, list[str]]]:
    return enumerate(rows[1:], 2)


def _cell(row: list[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _plain(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").strip().strip("\"“”'‘’").casefold().split())


def _question(cell: str, assignment: Assignment) -> str | None:
    """Return the question that a heading belongs to: its id, its id in brackets, or its text."""
    plain = _plain(cell)
    for id, question in assignment.questions.items():
        if plain in (id.casefold(), _plain(str(question.table["ask"]))) or f"[{id.casefold()}]" in plain:
            return id
    return None


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise AnswerError(f"{file} is too large: at most {_LARGEST:,} bytes are read")
        raw = file.read_bytes()
    except OSError as problem:
        raise AnswerError(f"{file} cannot be read: {problem.strerror or problem}") from None
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\0", "")
