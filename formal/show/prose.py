r"""English words in LaTeX: special signs escaped, quotation marks turned, letters of the model set as mathematics.

Stories, meanings and claims are written as plain text, `c_A` and `p*V > c_A` included. Here the runs of such a text
that are mathematics are found and set as such, and everything else is kept as words.

>>> print(Words(["p", "c_A"]).write("Raising c_A never turns `p` > 1/2 into 50% of A's \"peace\"."))
Raising $c_A$ never turns $p > 1/2$ into 50\% of A's ``peace''.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from formal.show.names import is_greek, latex_name

_SPECIAL = {
    "\\": r"\textbackslash{}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"$<$", ">": r"$>$", "|": r"$\vert$",
    "≥": r"$\ge$", "≤": r"$\le$", "≠": r"$\ne$", "∈": r"$\in$", "…": r"\dots{}", "−": "$-$",
}  # fmt: skip
_SIGNS = {
    "<=": r"\le",
    ">=": r"\ge",
    "!=": r"\ne",
    "<": "<",
    ">": ">",
    "=": "=",
    "+": "+",
    "-": "-",
    "/": "/",
}
_NAME = r"(?<![\w'\\])[A-Za-z]\w*(?![\w])"
_TOKEN = re.compile(
    rf"`(?P<code>[^`]*)`|(?P<name>{_NAME})|(?P<number>(?<!\w)\d+(?:\.\d+)?(?!\w))"
    r"|(?P<sign><=|>=|!=|\*\*|[<>=+*/-])|(?P<open>\()|(?P<close>\))|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_RELATIONS = frozenset(("<=", ">=", "!=", "<", ">", "="))
#: English words of one letter, which are letters of a model only beside a sign.
_ARTICLES = frozenset("aAI")
_AFTER_A_LETTER = frozenset(["and", "or", "is", "in", "to", "of", "for", "at", "falls", "rises"])

_Token = tuple[str, str]


class Words:
    """Writes plain text as LaTeX.

    Parameters
    ----------
    letters
        The names that are mathematics wherever they stand.
    terms
        Names that are words with underscores, such as those of quantities.
    """

    def __init__(self, letters: Iterable[str] = (), terms: Collection[str] = ()) -> None:
        self._letters = frozenset(letters)
        self._terms = frozenset(terms)

    def write(self, text: str) -> str:
        """Return a text as LaTeX."""
        tokens = [(str(m.lastgroup), m[m.lastgroup or 0]) for m in _TOKEN.finditer(text)]
        tokens = [token for kind, shown in tokens for token in self._spelled(kind, shown)]
        shown, at = [], 0
        while at < len(tokens):
            end = self._run(tokens, at)
            if end > at:
                shown.append(f"${_formula(tokens[at:end])}$")
            elif tokens[at][0] == "name":
                shown.append(self.term(tokens[at][1]))
                end = at + 1
            else:
                shown.append(_plain(*tokens[at]))
                end = at + 1
            at = end
        return _quoted("".join(shown).replace("..", r"\dots "))

    def term(self, name: str) -> str:
        r"""Return a name that is no letter of the model: `critical_tau` as words, a plain word as it is.

        Examples
        --------
        >>> print(Words(terms=["payoff_A", "range_width"]).term("payoff_A"), Words().term("war"))
        \emph{payoff}$_A$ war
        """
        if "_" not in name:
            return name
        if name in self._terms:
            return _term(name)
        return rf"\texttt{{{escaped(name)}}}".replace(r"\_", r"\_\allowbreak{}")

    def quantity(self, name: str) -> str:
        r"""Return the name of a quantity, which is never a letter of the model.

        Examples
        --------
        >>> print(Words().quantity("offer"), Words().quantity("critical_tau"))
        \emph{offer} \emph{critical} $\tau$
        """
        return _term(name)

    def _spelled(self, kind: str, shown: str) -> list[_Token]:
        """Return a token; what stands between backticks as tokens that are mathematics."""
        if kind != "code":
            return [(kind, shown)]
        if not re.fullmatch(r"[\w\s<>=!+*/().-]*", shown):
            return [("other", shown)]
        inner = [(str(m.lastgroup), m[m.lastgroup or 0]) for m in _TOKEN.finditer(shown)]
        return [("letter" if k == "name" and self._is_letter(s) else k, s) for k, s in inner]

    def _is_letter(self, name: str) -> bool:
        return name in self._letters or (len(name) == 1 and name not in self._terms)

    # -- runs of mathematics ---------------------------------------------------------------------------

    def _run(self, tokens: list[_Token], at: int) -> int:
        """Return where the mathematics that begins at a token ends; `at` itself if none does."""
        if self._operand_end(tokens, at, beside=True) == at and tokens[at][0] != "letter":
            return at
        end = self._operand_end(tokens, at, beside=True)
        signs = 0
        while True:
            place = _skipped(tokens, end)
            if place >= len(tokens) or tokens[place][0] != "sign":
                break
            tight = place == end
            after = _skipped(tokens, place + 1)
            if tight != (after == place + 1) and tokens[place][1] not in _RELATIONS:
                break
            following = self._operand_end(tokens, after, beside=True)
            if following == after:
                break
            end, signs = following, signs + 1
        return end if signs or self._stands_alone(tokens, at, end) else at

    def _operand_end(self, tokens: list[_Token], at: int, beside: bool) -> int:
        if at >= len(tokens):
            return at
        kind, shown = tokens[at]
        if kind in ("number", "letter"):
            return at + 1
        if kind == "name" and (
            shown in self._letters or _is_subscripted(shown) or (len(shown) == 1 and beside)
        ):
            return at + 1
        if kind == "open":
            inside = self._run(tokens, at + 1)
            if (
                inside > at + 1
                and inside < len(tokens)
                and tokens[inside][0] == "close"
                and _has_sign(tokens[at:inside])
            ):
                return inside + 1
        return at

    def _stands_alone(self, tokens: list[_Token], at: int, end: int) -> bool:
        """Return whether a single operand is mathematics: a letter, not a number or an English word."""
        kind, shown = tokens[at]
        if kind == "letter":
            return True
        if end != at + 1 or kind != "name" or not (shown in self._letters or _is_subscripted(shown)):
            return False
        if shown in _ARTICLES:
            place = _skipped(tokens, end)
            after = tokens[place] if place < len(tokens) else ("end", "")
            return after[0] != "name" or after[1] in _AFTER_A_LETTER
        return len(shown) == 1 or "_" in shown or any(c.isdigit() for c in shown) or is_greek(shown)


def escaped(text: str) -> str:
    r"""Return plain text with the special signs of LaTeX escaped.

    Examples
    --------
    >>> print(escaped("50% of R&D, x_1 ≥ 0"))
    50\% of R\&D, x\_1 $\ge$ 0
    """
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Return parts as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b"]), listed(["a"], "or")
    ('a, b and c', 'a and b', 'a')
    """
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def label_of(*names: str) -> str:
    r"""Return what `\label` takes: letters, digits, hyphens and colons.

    Examples
    --------
    >>> label_of("prop", "crisis_bargaining", "A:x,reject")
    'prop:crisis-bargaining:A-x-reject'
    """
    return ":".join(re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-") for name in names)


def _plain(kind: str, shown: str) -> str:
    return f"${_SIGNS[shown]}$" if kind == "sign" and shown in _RELATIONS else escaped(shown)


def _formula(tokens: list[_Token]) -> str:
    parts = []
    for kind, shown in tokens:
        if kind in ("name", "letter"):
            parts.append(latex_name(shown))
        elif kind == "sign" and shown in ("*", "**"):
            parts.append({"*": " ", "**": "^"}[shown])
        elif kind == "sign":
            parts.append(_SIGNS[shown] if shown == "/" else f" {_SIGNS[shown]} ")
        elif kind != "space":
            parts.append(shown)
    return re.sub(r" +", " ", "".join(parts)).strip()


def _skipped(tokens: list[_Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at][0] == "space" else at


def _has_sign(tokens: list[_Token]) -> bool:
    return any(kind == "sign" for kind, _ in tokens)


def _is_subscripted(name: str) -> bool:
    """Return whether a name is a letter with an index, such as `c_A` or `kappa_i`, declared or not."""
    base, mark, index = name.partition("_")
    return bool(mark) and (len(base) == 1 or is_greek(base)) and 1 <= len(index) <= 2


def _term(name: str) -> str:
    """Return words joined by underscores; a last part of one letter or a number is an index."""
    *words, last = name.split("_")
    if words and (len(last) == 1 or last.isdigit()):
        index = last if len(last) == 1 else f"{{{last}}}"
        return rf"\emph{{{' '.join(words)}}}$_{index}$"
    if words and is_greek(last):
        return rf"\emph{{{' '.join(words)}}} ${latex_name(last)}$"
    return rf"\emph{{{' '.join([*words, last])}}}"


def _quoted(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"``\1''", text).replace('"', "''")
