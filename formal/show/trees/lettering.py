"""Formulas as styled pieces, for pictures and pages that know no LaTeX, and how wide they are.

`p - c_A` becomes an italic p, a minus sign, an italic c and a lowered A. Widths are estimates from above: they
cover the widest of the usual fonts, so that what is placed by them does not overlap in any.

>>> [piece.text for piece in formula_pieces("1 - p - c_B")]
['1 − ', 'p', ' − ', 'c', 'B']
>>> [(piece.text, piece.script) for piece in formula_pieces("delta**2*q_0")]
[('δ', 0), ('2', 1), ('q', 0), ('0', -1)]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formal.show.names import name_parts

__all__ = ["Piece", "formula_pieces", "letters", "plain", "width_of", "word_pieces"]

_TOKEN = re.compile(r"(?P<name>[^\W\d]\w*'*)|(?P<number>\d+(?:\.\d+)?)|(?P<power>\*\*)|(?P<other>.)", re.S)
_FUNCTIONS = frozenset(("min", "max", "abs", "exp", "log", "sqrt"))
_WORDS = frozenset(
    ("if", "else", "then", "and", "or", "not", "in", "any", "with", "undefined", "always", "never")
)
_MARKS = {"star": "*", "prime": "′"}
_SIGNS = {"-": "−"}
_RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_THIN = "\u2009"

# Widths in parts of the font's size: the widest of Helvetica, Times and DejaVu Sans.
_NARROW, _SLIM, _USUAL, _WIDE = 0.36, 0.48, 0.67, 1.03
_WIDTHS = {
    **dict.fromkeys("ijl|.,:;'‘’ ", _NARROW),
    **dict.fromkeys('frtI!()[]{}/\\-"', _SLIM),
    **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&+−=<>≤≥≠~±·→√∞φψω", 0.86),
    **dict.fromkeys("mwMW%@…—", _WIDE),
    _THIN: 0.22,
}
#: The size of a raised or lowered piece, in parts of the line's.
SCRIPT = 0.72


@dataclass(frozen=True)
class Piece:
    """Letters in one style.

    Attributes
    ----------
    text
        The letters.
    italic
        Whether they are slanted, as the names of parameters are.
    script
        1 for raised, -1 for lowered, 0 for neither.
    underlined
        Whether there is a line below.

    Examples
    --------
    >>> Piece("p", italic=True)
    Piece(text='p', italic=True, script=0, underlined=False)
    """

    text: str
    italic: bool = False
    script: int = 0
    underlined: bool = False


def word_pieces(words: str) -> tuple[Piece, ...]:
    """Return words as they are.

    Examples
    --------
    >>> word_pieces("back down")
    (Piece(text='back down', italic=False, script=0, underlined=False),)
    """
    return (Piece(words),) if words else ()


def formula_pieces(text: str) -> tuple[Piece, ...]:
    """Return a formula, as `expression_text` writes it, in pieces.

    Examples
    --------
    >>> plain(formula_pieces("2*p*(1 - c_A) <= sqrt(x)"))
    '2p(1 − cA) ≤ √(x)'
    """
    return tuple(_joined(_styled(text)))


def letters(pieces: Iterable[Piece]) -> int:
    """Return how many letters there are.

    Examples
    --------
    >>> letters(formula_pieces("p - c_A"))
    6
    """
    return sum(len(piece.text) for piece in pieces)


def plain(pieces: Iterable[Piece]) -> str:
    """Return the letters without their style.

    Examples
    --------
    >>> plain(formula_pieces("p - c_A"))
    'p − cA'
    """
    return "".join(piece.text for piece in pieces)


def width_of(pieces: Iterable[Piece], size: float) -> float:
    """Return a width that the pieces do not exceed at a font size, in the unit of the size.

    Examples
    --------
    >>> width_of(formula_pieces("p"), 10) < width_of(formula_pieces("p - c"), 10)
    True
    """
    return size * sum(
        (SCRIPT if piece.script else 1) * sum(_WIDTHS.get(c, _broad(c)) for c in piece.text)
        for piece in pieces
    )


def _broad(letter: str) -> float:
    return 1.1 if unicodedata.east_asian_width(letter) in "WF" else _USUAL


def _styled(text: str) -> Iterator[Piece]:
    for sign, typographic in _RELATIONS.items():
        text = text.replace(sign, typographic)
    tokens = [(str(m.lastgroup), m.group()) for m in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        kind, token = tokens[at]
        at += 1
        if kind == "power":
            end = _end_of_exponent(tokens, at)
            raised = "".join(_SIGNS.get(t, t) for _, t in tokens[at:end])
            yield Piece(_unbracketed(raised), script=1)
            at = end
        elif token == "oo":
            yield Piece("∞")
        elif kind == "name":
            yield from _named(token, tokens[at][1] if at < len(tokens) else "")
        elif token == "*":
            yield from _times(tokens[at - 2][1], tokens[at][1])
        else:
            yield Piece(_SIGNS.get(token, token))


def _named(name: str, following: str) -> Iterator[Piece]:
    if name in _FUNCTIONS and following == "(":
        yield Piece("√" if name == "sqrt" else name)
        return
    parts = None if name in _WORDS else name_parts(name)
    if parts is None:
        yield Piece(name)
        return
    base, below, marks, primes = parts
    yield Piece(_letter(base), italic=True)
    if below:
        yield Piece(",".join(map(_letter, below)), script=-1)
    if marks or primes:
        yield Piece("".join(_MARKS[mark] for mark in marks) + "′" * len(primes), script=1)


def _letter(name: str) -> str:
    """Return a Greek letter by its name, any other name as it is."""
    spelt = name.removeprefix("var")
    size = "CAPITAL" if spelt[:1].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {spelt.upper().replace('LAMBDA', 'LAMDA')}")
    except KeyError:
        return name


def _times(left: str, right: str) -> Iterator[Piece]:
    """Factors stand side by side; a dot goes before a number, a thin space between letters."""
    if right[0].isdigit():
        yield Piece(" · ")
    elif right != "(" and not left[-1].isdigit():
        yield Piece(_THIN)


def _end_of_exponent(tokens: list[tuple[str, str]], start: int) -> int:
    if tokens[start][1] != "(":
        return start + 1
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at][1], 0)
        if depth == 0:
            return at + 1
    return len(tokens)


def _unbracketed(raised: str) -> str:
    return raised[1:-1] if raised.startswith("(") and raised.endswith(")") else raised


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours in the same style."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and (held.italic, held.script) == (piece.italic, piece.script):
            held = Piece(held.text + piece.text, held.italic, held.script)
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held
