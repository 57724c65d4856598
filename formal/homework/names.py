r"""The names that an answer may use, and the ways in which people spell them.

A name is known under its own spelling (`c_A`), with braces and fonts of LaTeX (`c_{A}`, `c_{\text{A}}`), with Greek
letters as letters or as commands (`δ`, `\delta`, `delta`), with Unicode subscripts (`x₁`), and run together (`cA`)
where nothing else could be meant. Nothing else is a name: a spelling that is merely close is an error with a hint.

>>> names = Names.of(["c_A", "delta", "p"])
>>> [names.match(text, 0) for text in ("c_{A}p", "δp", "cAp", "c_Bp")]
[('c_A', 5), ('delta', 1), ('c_A', 2), None]
>>> names.meant_by("c_a")
'c_A'
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy as sp

from formal.errors import ParameterError

#: Greek letters by the words that stand for them, here and in LaTeX.
_WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
GREEK = dict(zip(_WORDS.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
_VARIANTS = {
    "epsilon": "varepsilon",
    "theta": "vartheta",
    "phi": "varphi",
    "rho": "varrho",
    "sigma": "varsigma",
}
_LETTERS = {"epsilon": "ϵ", "theta": "ϑ", "phi": "ϕ", "rho": "ϱ", "sigma": "ς"}
#: Words that stand for a Greek letter because Python, or habit, does not allow the letter's own.
_SHORT = {"lam": "lambda", "gam": "gamma", "eps": "epsilon"}
_SUBSCRIPTS = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_FONTS = r"\\(?:text|textrm|textit|textnormal|mathrm|mathit|mathsf|mathbf|mbox|operatorname)"
#: The names that an answer may have; a table with more is refused.
_MOST = 200


@dataclass(frozen=True)
class Names:
    """The table of names: for each its symbol, and a pattern of what stands for it."""

    symbols: Mapping[str, sp.Symbol]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, symbols: Iterable[sp.Symbol | str]) -> Names:
        """Return the table of some symbols, or of their names."""
        if isinstance(symbols, str):
            symbols = symbols.replace(",", " ").split()
        table: dict[str, sp.Symbol] = {}
        for symbol in symbols:
            made = symbol if isinstance(symbol, sp.Symbol) else sp.Symbol(str(symbol))
            if not re.fullmatch(r"[^\W\d_]\w*'*", made.name):
                raise ParameterError(
                    f"{made.name!r} cannot be typed as a name: it wants letters, digits and _"
                )
            if table.setdefault(made.name, made) != made:
                raise ParameterError(f"two symbols are called {made.name}: rename one of them")
        if len(table) > _MOST:
            raise ParameterError(f"{len(table)} names are too many to tell apart: at most {_MOST}")
        return cls(table, *_patterns(tuple(table)))

    def match(self, text: str, position: int) -> tuple[str, int] | None:
        """Return the name whose longest spelling stands at a position, and where that ends; or nothing."""
        found = [(m.end(), name) for name, pattern in self.patterns if (m := pattern.match(text, position))]
        if not found:
            return None
        end, name = max(found, key=lambda pair: pair[0])
        return name, end

    def meant_by(self, word: str) -> str | None:
        """Return the name that somebody may have meant, if one is close."""
        plain = {re.sub(r"[^\w]", "", s).casefold(): n for s, n in self.spellings.items()}
        folded = re.sub(r"[^\w]", "", word).casefold()
        if folded in plain:
            return plain[folded]
        close = difflib.get_close_matches(folded, plain, n=1, cutoff=0.6)
        return plain[close[0]] if close else None

    def listed(self) -> str:
        """Return the names, for a message."""
        return ", ".join(self.symbols) or "none"


@functools.lru_cache(maxsize=256)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], dict[str, str]]:
    own = {spelling: name for name in names for spelling in _plain(name)}
    run_together = {
        spelling.replace("_", ""): name
        for spelling, name in own.items()
        if "_" in spelling and not _made_of(spelling.replace("_", ""), own)
    }
    patterns = []
    for name in names:
        forms = [_form(name), *(re.escape(s) for s, n in run_together.items() if n == name)]
        patterns.append((name, re.compile("|".join(forms))))
    return tuple(patterns), own | run_together


def _plain(name: str) -> list[str]:
    """Return the spellings of a name without commands: its own, and with Greek letters."""
    base, mark, rest = name.partition("_")
    return [b + mark + rest for b in _bases(base)]


def _bases(base: str) -> list[str]:
    word = _SHORT.get(base, base)
    found = [base]
    if word in GREEK:
        found += [
            GREEK[word],
            *([_LETTERS[word]] if word in _LETTERS else []),
            *([word] if word != base else []),
        ]
    found += [word for word, letter in GREEK.items() if letter == base]
    return found


def _form(name: str) -> str:
    """Return the pattern of the spellings of a name."""
    base, rest, joined = _parts(name)
    commands = [rf"\\{w}(?![A-Za-z])" for b in _bases(base) if b in GREEK for w in {b, _VARIANTS.get(b, b)}]
    plain = sorted((re.escape(b) for b in _bases(base)), key=len, reverse=True)
    start = "(?:" + "|".join([*commands, *plain, rf"{_FONTS}\{{\s*{re.escape(base)}\s*\}}"]) + ")"
    if not rest:
        return start + _not_a_subscript(name)
    sub = "(?:" + "|".join(re.escape(s) for s in sorted(_bases(rest), key=len, reverse=True)) + ")"
    greek = "|".join(rf"\\{b}(?![A-Za-z])" for b in _bases(rest) if b in GREEK)
    bare = rf"{sub}|{greek}" if greek else sub
    braced = rf"\{{\s*(?:{_FONTS}\{{\s*{sub}\s*\}}|{bare})\s*\}}"
    small = "".join(_SUBSCRIPTS.get(c, "\0") for c in rest)
    ends = [rf"\s*_\s*(?:{braced}|{_FONTS}\{{\s*{sub}\s*\}}|{bare})"]
    ends += [small] if "\0" not in small else []
    ends += [re.escape(rest)] if joined else []
    return start + "(?:" + "|".join(ends) + ")"


def _parts(name: str) -> tuple[str, str, bool]:
    """Return the letter of a name, its subscript, and whether that is written without a mark (`q0`)."""
    numbered = re.fullmatch(r"([^\W\d_]+)(\d+)", name)
    if numbered:
        return numbered[1], numbered[2], True
    base, _, rest = name.partition("_")
    return base, rest, False


def _not_a_subscript(name: str) -> str:
    """A name without a subscript is not the first half of one that has one."""
    return "" if name.endswith("'") else r"(?!\s*_|[₀-₉ₐ-ₓᵢ-ᵥⱼ]|')"


def _made_of(text: str, spellings: Mapping[str, str]) -> bool:
    """Return whether a text is a product of names, or a name."""
    reached = {0}
    for position in range(len(text)):
        if position in reached:
            reached |= {position + len(s) for s in spellings if text.startswith(s, position)}
    return len(text) in reached
