r"""Reading an assignment file: TOML, held against a schema, with the line of whatever is wrong.

>>> text = 'title = "Bargaining"\n\n[[question]]\nid = "a"\nask = "?"\ntype = "essay"\n'
>>> read_table(text, "homework.toml")
Traceback (most recent call last):
    ...
formal.errors.AnswerError: homework.toml:6: question a, type: 'essay' is not one of ['value', 'expression', 'condition',
'set', 'list', 'profile', 'equilibrium', 'yes_no', 'step']
"""

from __future__ import annotations

import difflib
import functools
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from formal.errors import AnswerError
from formal.homework.extras import missing

SCHEMA = Path(__file__).with_name("assignment.schema.json")
_LARGEST = 2_000_000


def read_file(path: str | Path) -> dict[str, Any]:
    """Return the table in a file, or raise `AnswerError`."""
    file = Path(path)
    try:
        if file.stat().st_size > _LARGEST:
            raise AnswerError(f"{file} is too large for an assignment: at most {_LARGEST:,} bytes are read")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise AnswerError(f"{file} cannot be read: {problem.strerror or problem}") from None
    except UnicodeDecodeError as problem:
        hint = "save the file as UTF-8"
        raise AnswerError(f"{file} is not UTF-8 (byte {problem.start})", hint=hint) from None
    return read_table(text, str(file))


def read_table(text: str, name: str) -> dict[str, Any]:
    """Return the table in a text, held against the schema."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise AnswerError(f"{name}: this is no TOML: {problem}") from None
    faults = sorted(_validator().iter_errors(table), key=lambda fault: len(fault.absolute_path), reverse=True)
    if faults:
        raise AnswerError(_in_words(faults[0], table, text, name))
    ids = [question["id"] for question in table["question"]]
    for i, one in enumerate(ids):
        if one in ids[:i]:
            line = line_of(text, ("question", i, "id"))
            raise AnswerError(f"{name}:{line}: two questions are called {one!r}: give each an id of its own")
    return table


@functools.cache
def _validator() -> Any:
    try:
        import jsonschema
    except ImportError:
        raise missing("jsonschema") from None

    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _in_words(fault: Any, table: Any, text: str, name: str) -> str:
    path = list(fault.absolute_path)
    unknown = re.search(r"\('(.*?)' was unexpected|^'(.*?)' does not match any", fault.message)
    said, extra = fault.message, []
    if unknown and fault.validator == "additionalProperties":
        word = unknown[1] or unknown[2]
        extra = [word]
        known = list(fault.schema.get("properties", {}))
        close = difflib.get_close_matches(word, known, n=1)
        said = f"{word!r} means nothing here" + (
            f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
        )
    if fault.validator == "required":
        said = fault.message.replace(" is a required property", " is missing")
    if fault.validator == "oneOf" and not path:
        said = "either model or game is wanted, not both"
    if fault.validator == "oneOf" and path == ["game"]:
        said = "either tree (moves one after the other) or table (moves at once) is wanted"
    words: list[str] = []
    for i, step in enumerate(path):
        if isinstance(step, int) and i and path[i - 1] == "question":
            words[-1] = f"question {table['question'][step].get('id', step + 1)}"
        else:
            words.append(f"number {step + 1}" if isinstance(step, int) else str(step))
    where = ", ".join(words) + ": " if words else ""
    return f"{name}:{line_of(text, [*path, *extra])}: {where}{said}"


def line_of(text: str, path: Sequence[str | int]) -> int:
    r"""Return the line of a TOML text on which something stands, or begins.

    >>> line_of('a = 1\n[[question]]\nid = "x"\n[[question]]\nid = "y"', ("question", 1, "id"))
    5
    """
    best, line = 0, 1
    for number, place in _places(text):
        shared = 0
        while shared < min(len(place), len(path)) and place[shared] == path[shared]:
            shared += 1
        if shared > best and shared == min(len(place), len(path)):
            best, line = shared, number
    return line


def _places(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Yield the lines that open a table or begin a value, with the path to it."""
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", line):
            table = ()
            for key in header[2].split("."):
                table += (key.strip().strip("\"'"),)
                if table in counts:
                    table += (counts[table],)
            if header[1] == "[[":
                if table[-1:] and isinstance(table[-1], int):
                    table = table[:-1]
                counts[table] = counts.get(table, -1) + 1
                table += (counts[table],)
            yield number, table
        elif entry := re.match(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=", line):
            yield number, (*table, entry[1].strip('"'))
