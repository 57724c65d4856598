r"""Gambit's files as text: tokens with their places, what is wanted next, and how labels and numbers are written.

Both of Gambit's formats consist of braces, labels in quotes, numbers and a few words, and white space means nothing.
That is a regular language, so one pattern cuts a file into tokens; a parser library would add a dependency to the
core and take nothing off what follows, which is to say at each token what was wanted instead. A comma between numbers
is white space. In a label `\"` is a quote and any other backslash is one.

>>> source = Source('EFG 2 R "A \\"hard\\" case"', kind="efg")
>>> [token.text for token in source.tokens]
['EFG', '2', 'R', '"A \\"hard\\" case"']
>>> source.header("EFG", version=2), source.next.found
('A "hard" case', 'the end of the file')

References
----------
The Gambit Project, Game representation formats, https://gambitproject.readthedocs.io/en/latest/formats.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from formal.errors import GameError

__all__ = ["Source", "Token", "distinct", "quoted", "titled"]

_TOKEN = re.compile(
    r"""(?P<space>[\s,]+)
      | (?P<open>\{)
      | (?P<close>\})
      | (?P<label>"(?:[^"\\]|\\.)*")
      | (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+|/[0-9]+)?(?=[\s,{}"]|$))
      | (?P<word>[^\s,{}"]+)
      | (?P<unclosed>")""",
    re.VERBOSE | re.DOTALL,
)
#: No payoff that anybody means is longer, and an exponent may not fill the memory.
_LONGEST = 400
_NAMES = {"label": "a label in quotes", "number": "a number"}


@dataclass(frozen=True)
class Token:
    """A piece of a file.

    Attributes
    ----------
    kind
        `"open"`, `"close"`, `"label"`, `"number"`, `"word"`, or `"end"` after the last one.
    text
        As it is written.
    position
        Where it begins, counted from 0.
    """

    kind: str
    text: str
    position: int

    @property
    def found(self) -> str:
        """What it is, for an error message."""
        if self.kind == "end":
            return "the end of the file"
        shown = self.text if len(self.text) <= 40 else self.text[:37] + "..."
        return shown if self.kind == "label" else f"'{shown}'"


class Source:
    """A file being read: its tokens, and the next of them.

    Parameters
    ----------
    text_or_path
        The text of a file, or where it is.
    kind
        `"efg"` or `"nfg"`.

    Raises
    ------
    GameError
        If there is no such file, or a quote is left open. Every error names the line and the column.
    """

    def __init__(self, text_or_path: str | Path, kind: str) -> None:
        self.name, self.text = _read(text_or_path, kind)
        self.tokens: list[Token] = []
        self._next = 0
        for found in _TOKEN.finditer(self.text):
            token = Token(str(found.lastgroup), found.group(), found.start())
            if token.kind == "unclosed":
                self.fail('the quote that opens here is never closed: end the label with "', token)
            if token.kind != "space":
                self.tokens.append(token)

    @property
    def next(self) -> Token:
        """The token that is read next."""
        ended = self._next == len(self.tokens)
        return Token("end", "", len(self.text)) if ended else self.tokens[self._next]

    def take(self, kind: str, wanted: str) -> str:
        """Return the text of the next token and go on, or say that something else was wanted.

        Examples
        --------
        >>> Source("NFG 1 R { 2 2 }", kind="nfg").take("number", "the version")
        Traceback (most recent call last):
            ...
        formal.errors.GameError: line 1, column 1: the version is wanted (a number); found 'NFG'
        """
        token = self.next
        if token.kind != kind:
            plain = f" ({_NAMES[kind]})" if kind in _NAMES else ""
            self.fail(f"{wanted} is wanted{plain}; found {token.found}")
        self._next += 1
        return token.text

    def label(self, wanted: str) -> str:
        """Return the next label without its quotes, its words one space apart."""
        return " ".join(self.take("label", wanted)[1:-1].replace('\\"', '"').split())

    def number(self, wanted: str) -> Fraction:
        """Return the next number, exactly: `0.1` is one tenth.

        Examples
        --------
        >>> numbers = Source("NFG 1/3 .50 -2.5e-1", kind="nfg")
        >>> numbers.take("word", "NFG"), [numbers.number("a payoff") for _ in range(3)]
        ('NFG', [Fraction(1, 3), Fraction(1, 2), Fraction(-1, 4)])
        """
        token = self.next
        text = self.take("number", wanted)
        if len(text) > _LONGEST:
            self.fail(f"a number of {len(text)} characters is out of range", token)
        power = re.search(r"[eE]([+-]?[0-9]+)$", text)
        if power and abs(int(power[1])) > _LONGEST:
            self.fail(f"the exponent of {text} is out of range", token)
        try:
            return Fraction(text)
        except ZeroDivisionError:
            self.fail(f"{text} divides by zero", token)

    def whole(self, wanted: str, least: int = 0) -> int:
        """Return the next number, which must be a whole one."""
        token, found = self.next, self.number(wanted)
        if found.denominator != 1 or found < least:
            self.fail(f"{wanted} is wanted (a whole number from {least} on); found '{token.text}'", token)
        return int(found)

    def labels(self, wanted: str) -> list[str]:
        """Return the labels between braces, made distinct as Gambit makes them.

        Examples
        --------
        >>> Source('{ "A" "B" "" "B" }', kind="efg").labels("a player")
        ['A', 'B_1', '_1', 'B_2']
        """
        self.take("open", f"'{{' before the labels of {wanted}")
        found = []
        while self.next.kind == "label":
            found.append(self.label(wanted))
        if self.next.kind != "close":
            self.fail(f"the label of {wanted} or '}}' is wanted; found {self.next.found}")
        self.take("close", "'}'")
        return distinct(found)

    def header(self, word: str, version: int) -> str:
        """Read the first line up to the title, and return the title."""
        here = self.next
        shown = f"{'an' if word == 'EFG' else 'a'} .{word.lower()} file begins with {word} {version} R"
        if here.text != word:
            self.fail(f"{shown}; found {here.found}")
        self.take("word", word)
        number, read = self.next, self.number(f"the version of the format, {version},")
        if read != version:
            self.fail(f"version {number.text} of the format is not read: {shown}", number)
        if self.next.text not in ("R", "D"):
            self.fail(f"R or D is wanted after {word} {version}; found {self.next.found}")
        self.take("word", "R or D")
        return self.label("the title of the game")

    def finish(self, what: str) -> None:
        """Raise unless everything has been read."""
        if self.next.kind != "end":
            self.fail(f"{what} is complete, and nothing more is wanted; found {self.next.found}")

    def fail(self, message: str, at: Token | None = None) -> NoReturn:
        """Raise a `GameError` that begins with the place of a token, by default the next."""
        raise GameError(f"{self.place(at or self.next)}: {message}")

    def place(self, token: Token) -> str:
        """Say where a token is."""
        before = self.text[: token.position]
        line, column = before.count("\n") + 1, token.position - (before.rfind("\n") + 1) + 1
        return f"{self.name}line {line}, column {column}"


def quoted(label: str) -> str:
    r"""Write the label of a player, an action or an information set as Gambit reads it.

    Raises
    ------
    GameError
        If Gambit refuses such labels.

    Examples
    --------
    >>> quoted('the "hard" type')
    '"the \\"hard\\" type"'
    >>> quoted("θ")
    Traceback (most recent call last):
        ...
    formal.errors.GameError: the label 'θ': Gambit takes printable ASCII characters, words one space apart and no ...
    """
    if not label.isascii() or not label.isprintable() or label != " ".join(label.split()) or "\\" in label:
        asked = "Gambit takes printable ASCII characters, words one space apart and no backslash: rename it"
        raise GameError(f"the label {label!r}: {asked}")
    return titled(label)


def titled(title: str) -> str:
    r"""Write a title, about which Gambit is less strict; a backslash becomes a slash.

    Examples
    --------
    >>> titled("Bargaining over θ")
    '"Bargaining over θ"'
    """
    return '"' + title.replace("\\", "/").replace('"', '\\"') + '"'


def distinct(labels: list[str]) -> list[str]:
    """Return labels that are not empty and all different, numbered as Gambit numbers them.

    Examples
    --------
    >>> distinct(["x", "x", "x_1", ""])
    ['x_2', 'x_3', 'x_1', '_1']
    """
    used, found = set(labels), []
    counted: dict[str, int] = {}
    for label in labels:
        if label and labels.count(label) == 1:
            found.append(label)
            continue
        while True:
            counted[label] = counted.get(label, 0) + 1
            candidate = f"{label}_{counted[label]}"
            if candidate not in used:
                break
        used.add(candidate)
        found.append(candidate)
    return found


def _read(given: str | Path, kind: str) -> tuple[str, str]:
    """Return how the file is called in messages, and its text."""
    if isinstance(given, str) and ("{" in given or "\n" in given or given.lstrip().startswith(kind.upper())):
        return "", given
    if not isinstance(given, str | Path):
        raise GameError(f"the text of a .{kind} file or its path is wanted; found {type(given).__name__}")
    path = Path(given)
    try:
        raw = path.read_bytes()
    except OSError as error:
        asked = f"give the path of a .{kind} file, or its text, which begins with {kind.upper()}"
        raise GameError(f"{str(given)!r} cannot be read ({error.strerror or error}): {asked}") from None
    try:
        return f"{path.name}, ", raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # files older than Unicode
        return f"{path.name}, ", raw.decode("latin-1")
