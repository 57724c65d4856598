r"""An answer as tokens: one spelling of each sign, whether it was typed in ASCII, Unicode or LaTeX.

Names come from the declared table only, and the longest spelling wins. What is ambiguous (`p2`, `x^10` in LaTeX, `0,5`,
`=>`) is an error that says how to write it.

>>> from formal.homework.names import Names
>>> [token.kind for token in tokens_of(r"0 < p \le \frac12 c_{A}", Names.of(["p", "c_A"]))]
['NUMBER', 'LT', 'NAME', 'LE', 'FRAC', 'LBRACE', 'NUMBER', 'RBRACE', 'LBRACE', 'NUMBER', 'RBRACE', 'NAME']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from formal.errors import AnswerError
from formal.homework.names import Names

#: The longest answer, in characters and in tokens, and how deep brackets may be nested.
LENGTH, TOKENS, DEPTH = 2000, 500, 40
#: The most digits of a number.
DIGITS = 30
#: The mathematical letters of Unicode, as an equation editor writes them: an italic 𝑝 is a p.
_LETTERS = "\U0001d400", "\U0001d7ff"


@dataclass(frozen=True)
class Token:
    """A sign: its kind, what was typed, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


_TEXT = r"\\(?:text|textrm|textit|textnormal|mathrm|mathit|mbox|operatorname)"


def _word(*words: str) -> str:
    """Return the pattern of words that stand alone, in any case."""
    return r"(?<![^\W\d_])(?i:" + "|".join(w.replace(" ", r"\s+") for w in words) + r")(?!\w)"


def _command(*names: str) -> str:
    return r"\\(?:" + "|".join(names) + r")(?![A-Za-z])"


# In the order in which they are tried: what is longer comes first.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("SKIP", r"[^\S\n]|[\u200b\u200c\u200d\u2060\ufeff]|\$|\\[,;:! ()\[\]]|~|\.(?=\s*(?:\}|\\end|\n))"),
    (
        "SKIP",
        _command(
            "left",
            "right",
            "big",
            "bigl",
            "bigr",
            "Big",
            "Bigl",
            "Bigr",
            "quad",
            "qquad",
            "displaystyle",
            "allowbreak",
        ),
    ),
    ("BEGINCASES", r"\\begin\{(?:d?cases)\}"),
    ("ENDCASES", r"\\end\{(?:d?cases)\}"),
    ("ROW", r"\\\\|\\cr(?![A-Za-z])"),
    ("AMP", r"&(?!&)"),
    ("IFF", _word("iff", "if and only if", "exactly if", "exactly when", "precisely when", "just in case")),
    ("IFF", r"<=>|<->|⇔|↔|⟺|" + _command("iff", "Leftrightarrow", "leftrightarrow", "Longleftrightarrow")),
    ("DOUBTFUL", r"=>|->"),
    ("IMPLIES", r"⇒|⟹|→|==>|" + _command("implies", "Rightarrow", "Longrightarrow", "to")),
    (
        "OTHERWISE",
        _word("otherwise", "or else", "in all other cases")
        + r"|(?:"
        + _word("else")
        + r")(?=\s*(?:$|[.;,}\\]))",
    ),
    ("ELSE", _word("else")),
    ("THEN", _word("then")),
    ("IF", _word("if", "when", "whenever", "for", "where", "provided that", "provided")),
    ("NOTIN", r"∉|" + _command("notin", "not\\\\in") + "|" + _word("not in")),
    ("IN", r"∈|" + _command("in") + "|" + _word("is in", "in")),
    ("AND", r"&&|∧|" + _command("land", "wedge") + "|" + _word("and")),
    ("OR", r"\|\||∨|" + _command("lor", "vee") + "|" + _word("or")),
    ("NOT", r"¬|!(?!=)|" + _command("lnot", "neg") + "|" + _word("not")),
    (
        "ALWAYS",
        _word("always", "everywhere", "true", "for all parameters", "no condition", "unconditionally"),
    ),
    ("NEVER", _word("never", "nowhere", "false", "no parameters", "impossible")),
    (
        "LE",
        r"<=|=<|≤|⩽|≦|"
        + _command("leq?", "leqslant", "leqq")
        + "|"
        + _word("is at most", "at most", "is no more than"),
    ),
    (
        "GE",
        r">=|≥|⩾|≧|"
        + _command("geq?", "geqslant", "geqq")
        + "|"
        + _word("is at least", "at least", "is no less than"),
    ),
    ("NE", r"!=|<>|≠|/=|\\not\s*=|" + _command("neq?") + "|" + _word("is not equal to", "does not equal")),
    ("LT", r"<|" + _command("lt") + "|" + _word("is less than", "less than", "is below", "is smaller than")),
    (
        "GT",
        r">|"
        + _command("gt")
        + "|"
        + _word("is greater than", "greater than", "is more than", "exceeds", "is above"),
    ),
    ("EQ", r"===?|:=|=|" + _word("equals", "is equal to")),
    ("INFINITY", r"∞|" + _command("infty") + "|" + _word("oo", "infinity", "inf")),
    ("FRAC", _command("[dt]?frac")),
    ("SQRT", r"√|" + _command("sqrt") + "|" + _word("sqrt") + r"|(?<![^\W\d_])sqrt(?=[({])"),
    ("MIN", _command("min") + r"|(?<![^\W\d_])(?i:min)(?=\s*[({\[\\])"),
    ("MAX", _command("max") + r"|(?<![^\W\d_])(?i:max)(?=\s*[({\[\\])"),
    ("ABS", r"(?<![^\W\d_])(?i:abs)(?=\s*[({\[])"),
    ("CUP", r"∪|" + _command("cup") + "|" + _word("union")),
    ("CAP", r"∩|" + _command("cap") + "|" + _word("intersection")),
    ("EMPTY", r"∅|" + _command("emptyset", "varnothing") + "|" + _word("empty set", "the empty set")),
    ("DOUBTFUL", r"±|∓|" + _command("pm", "mp") + r"|\+/?-(?=/)"),
    ("POWER", r"\*\*|\^"),
    ("SUPER", r"⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"),
    ("TIMES", r"[*×·⋅∗]|" + _command("cdot", "times", "ast")),
    ("OVER", r"[/÷∕⁄]|" + _command("div")),
    ("PLUS", r"[+＋]"),
    ("MINUS", r"[-−–‐‑﹣－]"),
    ("FRACTION", r"[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]"),
    ("NUMBER", r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+(?![\w.]))?(?:\s?%)?"),
    ("LBRACE", r"\\?\{|" + _command("lbrace")),
    ("RBRACE", r"\\?\}|" + _command("rbrace")),
    ("LPAR", r"\(|" + _command("lparen")),
    ("RPAR", r"\)|" + _command("rparen")),
    ("LBRACK", r"\[|" + _command("lbrack")),
    ("RBRACK", r"\]|" + _command("rbrack")),
    ("BAR", r"\||" + _command("[lr]?vert", "mid")),
    ("SEPARATOR", r"[,;]|\n"),
)
_MASTER = re.compile("|".join(f"(?P<t{i}>{pattern})" for i, (_, pattern) in enumerate(_SIGNS)))
_FONT = re.compile(_TEXT + r"\s*\{")
_OPENING = {"LPAR", "LBRACE", "LBRACK"}
_CLOSING = {"RPAR", "RBRACE", "RBRACK"}
#: Kinds of token with which an operand ends, or begins.
_ENDS = _CLOSING | {
    "NUMBER",
    "NAME",
    "FRACTION",
    "INFINITY",
    "SUPER",
    "ALWAYS",
    "NEVER",
    "EMPTY",
    "BAR",
    "ENDCASES",
    "OTHERWISE",
}
_BEGINS = _OPENING | {
    "NUMBER",
    "NAME",
    "FRACTION",
    "INFINITY",
    "ALWAYS",
    "NEVER",
    "EMPTY",
    "FRAC",
    "SQRT",
    "MIN",
    "MAX",
    "ABS",
}
_BEGINS |= {"MINUS", "PLUS", "NOT", "BAR", "BEGINCASES"}
_RELATIONS = {"LT", "LE", "GT", "GE", "EQ", "NE", "IN", "NOTIN", "IFF"}
_DOUBTS = {
    "=>": "write >= for “at least”, or ⇒ for “implies”",
    "->": "write ⇒ for “implies”",
    "±": "write the answers one by one, with a comma between them",
}
#: Signs that nobody means, and those they look like.
_LOOKALIKES = dict(zip("АВСЕНКМОРТХасеорхуіｐｃ", "ABCEHKMOPTXaceopxyipc", strict=True))


def tokens_of(text: str, names: Names) -> list[Token]:
    """Return the tokens of an answer, or raise `AnswerError`."""
    if len(text) > LENGTH:
        raise AnswerError(f"the answer has {len(text)} characters: at most {LENGTH} are read")
    text = "".join(unicodedata.normalize("NFKC", c) if _LETTERS[0] <= c <= _LETTERS[1] else c for c in text)
    found = _groups(list(_signs(text, names)), text)
    tokens = _separators(_stars(found))
    _refuse(tokens, text, names)
    return tokens


def _signs(text: str, names: Names) -> Iterator[Token]:
    position, fonts, count, end = 0, [], 0, len(text.rstrip(" \t\r\n."))
    text, whole = text[:end], text
    while position < end:
        token = None
        if (font := _FONT.match(text, position)) and not names.match(text, position):
            fonts.append(_matching(text, font.end()))
            position = font.end()
            continue
        if position in fonts:
            position += 1
            continue
        named, sign = names.match(text, position), _MASTER.match(text, position)
        kind = _SIGNS[int(sign.lastgroup[1:])][0] if sign and sign.lastgroup else ""
        if named and not (sign and sign.end() >= named[1] and sign.end() - position > 0 and kind != "SKIP"):
            token = Token("NAME", named[0], position, named[1])
        elif sign and kind == "SKIP":
            position = sign.end()
            continue
        elif sign:
            token = Token(kind, sign[0], position, sign.end())
        if token is None:
            raise _strange(whole, position, names)
        yield token
        count += 1
        if count > TOKENS:
            raise AnswerError(f"the answer has more than {TOKENS} parts: shorten it", whole, position)
        position = token.end


def _matching(text: str, position: int) -> int:
    """Return where a group of LaTeX ends that was opened just before a position."""
    depth = 1
    for place in range(position, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise AnswerError("a brace { is not closed", text, position - 1, "write } where it ends")


def _strange(text: str, position: int, names: Names) -> AnswerError:
    found = re.compile(r"\\?[^\W\d]\w*").match(text, position)
    word = found[0] if found else text[position]
    if word[0] in _LOOKALIKES:
        like = _LOOKALIKES[word[0]]
        return AnswerError(
            f"{word[0]!r} looks like {like!r} but is another letter", text, position, f"type {like}"
        )
    if not found or word == "_":
        return AnswerError(f"{word!r} is no sign that an answer can hold", text, position)
    meant = names.meant_by(word)
    if meant == word:  # the name is known, and what follows it is not
        after = position + len(word)
        return AnswerError(f"{text[after : after + 1]!r} is no sign that may follow {word}", text, after)
    hint = f"did you mean {meant}?" if meant else f"the names are {names.listed()}"
    what = "command" if word.startswith("\\") else "name"
    return AnswerError(f"{word} is no {what} here", text, position, hint)


def _groups(tokens: list[Token], text: str) -> list[Token]:
    r"""Return the tokens with braces around the arguments of `\frac12` and `\sqrt2`, as LaTeX understands them."""
    found: list[Token] = []
    wanted: dict[int, int] = {}
    depth, queue = 0, list(reversed(tokens))
    while queue:
        token = queue.pop()
        open_here = wanted.get(depth, 0)
        if token.kind in _OPENING:
            depth += 1
        elif token.kind in _CLOSING:
            wanted.pop(depth, None)
            depth -= 1
            open_here = 0
        elif open_here and token.kind in ("NUMBER", "NAME"):
            wanted[depth] = open_here - 1
            first = token
            if token.kind == "NUMBER" and len(token.text) > 1:
                first = Token("NUMBER", token.text[0], token.start, token.start + 1)
                queue.append(Token("NUMBER", token.text[1:], token.start + 1, token.end))
            brace = ("{", first.start, first.start), ("}", first.end, first.end)
            found += [Token("LBRACE", *brace[0]), first, Token("RBRACE", *brace[1])]
            continue
        elif open_here:
            raise AnswerError(r"\frac wants two arguments", text, token.start, r"write \frac{…}{…}")
        if token.kind in _OPENING and open_here:
            wanted[depth - 1] = open_here - 1
        if token.kind == "FRAC":
            wanted[depth] = wanted.get(depth, 0) + 2
        found.append(token)
        if depth > DEPTH:
            raise AnswerError(f"brackets are nested more than {DEPTH} deep", text, token.start)
    return found


def _stars(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the stars that mark an equilibrium value, as in `x* = p` or `p = x*`."""
    found: list[Token] = []
    skip = 0
    for i, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        after = [t.kind for t in tokens[i + 1 : i + 5]] + ["END"] * 4
        marked = found and found[-1].kind == "NAME"
        star = token.text in ("*", "∗", r"\ast") and token.kind == "TIMES"
        second = len(found) > 1 and found[-2].kind in _RELATIONS
        if marked and star and (after[0] in _RELATIONS or (second and after[0] == "END")):
            continue
        if marked and token.text == "^" and after[0] == "TIMES" and after[1] in _RELATIONS:
            skip = 1
            continue
        if marked and token.text == "^" and after[:3] == ["LBRACE", "TIMES", "RBRACE"]:
            skip = 3
            continue
        found.append(token)
    return found


def _separators(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the line breaks that separate nothing, and without commas before `and` or `or`."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1].kind if i + 1 < len(tokens) else "END"
        before = found[-1].kind if found else "START"
        if token.kind == "SEPARATOR":
            if token.text == "\n" and not (before in _ENDS and after in _BEGINS - {"MINUS", "PLUS", "BAR"}):
                continue
            if after == "OTHERWISE" and i + 2 < len(tokens) and tokens[i + 2].kind in _BEGINS:
                found.append(token)
                continue
            if after in (
                "AND",
                "OR",
                "IF",
                "OTHERWISE",
                "ELSE",
                "END",
                "ROW",
                "ENDCASES",
                "AMP",
                "THEN",
                "IFF",
            ):
                continue
            if before == "SEPARATOR" and token.text == "\n":
                continue
        found.append(token)
    return found


def _refuse(tokens: list[Token], text: str, names: Names) -> None:
    """Raise `AnswerError` for what can be read in two ways."""
    latex, depth = "\\" in text, 0
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        touching = before is not None and before.end == token.start
        depth += (token.kind in _OPENING) - (token.kind in _CLOSING)
        if token.kind == "DOUBTFUL":
            hint = _DOUBTS.get(token.text, _DOUBTS["±"])
            raise AnswerError(f"{token.text} can be read in two ways", text, token.start, hint)
        if token.kind == "NUMBER":
            if sum(c.isdigit() for c in token.text) > DIGITS or re.search(r"[eE][+-]?\d{3,}", token.text):
                raise AnswerError(f"a number of more than {DIGITS} digits is not read", text, token.start)
            if before and before.kind == "NAME":
                name = before.text
                hint = f"write {token.text}*{name}, {name}^{token.text} or {name}_{token.text}, as is meant"
                raise AnswerError(
                    f"{name} followed by a number can be read in two ways", text, token.start, hint
                )
            if before and before.kind in ("NUMBER", "FRACTION", "RPAR"):
                hint = "write the sign that belongs between them"
                raise AnswerError("a number follows without a sign between", text, token.start, hint)
            if latex and before and before.text == "^" and len(token.text) > 1:
                hint = f"write ^{{{token.text}}} for the whole number"
                raise AnswerError("in LaTeX only the first digit is the exponent", text, token.start, hint)
        if token.text == "," and depth == 0 and touching and i + 1 < len(tokens):
            after = tokens[i + 1]
            if before and before.kind == after.kind == "NUMBER" and after.start == token.end:
                hint = "write 0.5 for a decimal, or a space after the comma of a list"
                raise AnswerError("a comma between digits can be read in two ways", text, token.start, hint)
