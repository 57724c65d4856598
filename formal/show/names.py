r"""How the name of a parameter is set in LaTeX: Greek letters, subscripts, numbers.

In text a name stays as it was typed. In LaTeX `delta_A` is a Greek letter with a subscript, `q0` has the
index 0, and what already is LaTeX (`c_{A}`, `\hat{p}`) is left alone.

>>> for name in ("c_A", "q0", "delta", "mu_low", "v_A_1", "x_star", "cost"):
...     print(latex_name(name))
c_A
q_0
\delta
\mu_{low}
v_{A,1}
x^*
\mathit{cost}
"""

from __future__ import annotations

import functools
import re

_GREEK_LETTERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho "
    "varrho sigma tau upsilon phi varphi chi psi omega ell Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi "
    "Psi Omega"
)
_GREEK = frozenset(_GREEK_LETTERS.split())
#: Words that stand for a Greek letter because Python, or habit, does not allow the letter's own.
_RESPELT = {
    "lamda": "lambda", "lambda_": "lambda", "lam": "lambda", "Lamda": "Lambda", "gam": "gamma", "eps": "epsilon",
}  # fmt: skip
_MARKS = {"star": "*", "prime": "\\prime"}
_SPECIAL = {c: f"\\{c}" for c in "%#&$_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}


@functools.lru_cache(maxsize=4096)
def latex_name(name: str) -> str:
    r"""Return the LaTeX of a symbol's name.

    Parameters
    ----------
    name
        What the symbol was called: letters, digits, and `_` before each subscript; `_star` is an asterisk.

    Examples
    --------
    >>> latex_name("c_{A}"), latex_name("q_10"), latex_name("sigma2")
    ('c_A', 'q_{10}', '\\sigma_2')
    """
    parts = name_parts(name)
    if parts is None:
        return _unusual(name)
    base, below, above, primes = parts
    marks = [_MARKS[mark] for mark in above]
    indices = [f"\\{index}" if index in _GREEK else index for index in below]
    return _letter(base) + _script("_", indices) + _script("^", marks) + primes


def name_parts(name: str) -> tuple[str, list[str], list[str], str] | None:
    """Return what a name is made of: its letter or word, its indices, its marks (as `star`) and its primes.

    None if the name is no identifier.

    Examples
    --------
    >>> name_parts("v_A_1"), name_parts("x_star"), name_parts("50%")
    (('v', ['A', '1'], [], ''), ('x', [], ['star'], ''), None)
    """
    plain = re.sub(r"\{(\w+)\}", r"\1", _RESPELT.get(name, name))
    parts = re.fullmatch(r"([^\W\d_]+?)((?:\d[^\W_]*)?)((?:_\w+?)*)('*)", plain)
    if parts is None:
        return None
    base, digits, subscripts, primes = parts.groups()
    listed = [part for part in subscripts.split("_") if part]
    below = ([digits] if digits else []) + [part for part in listed if part not in _MARKS]
    return base, below, [part for part in listed if part in _MARKS], primes


def has_superscript(name: str) -> bool:
    """Return whether the LaTeX of a name ends in a superscript, so that a power of it needs braces.

    Examples
    --------
    >>> has_superscript("x_star"), has_superscript("x_A")
    (True, False)
    """
    return "^" in latex_name(name) or "'" in name


def is_greek(name: str) -> bool:
    """Return whether a name is that of a Greek letter.

    Examples
    --------
    >>> is_greek("delta"), is_greek("lam"), is_greek("gain")
    (True, True, False)
    """
    return _RESPELT.get(name, name) in _GREEK


def _letter(base: str) -> str:
    if base in _GREEK:
        return f"\\{base}"
    return base if len(base) == 1 else f"\\mathit{{{base}}}"


def _script(mark: str, parts: list[str]) -> str:
    joined = ",".join(parts)
    return "" if not joined else mark + (joined if len(joined) == 1 else f"{{{joined}}}")


def latex_words(words: str) -> str:
    r"""Return words, such as the label of an action, with what LaTeX would take for a command escaped.

    Examples
    --------
    >>> print(latex_words("R&D: 50% {cut}"))
    R\&D: 50\% \{cut\}
    """
    return "".join(_SPECIAL.get(letter, letter) for letter in words)


def letter_and_words(name: str) -> tuple[str, str] | None:
    """Return the letter and the index, which may be words, of a name that is no identifier; None if it has none.

    Examples
    --------
    >>> letter_and_words("mu_after beer"), letter_and_words("50%_off")
    (('mu', 'after beer'), None)
    """
    base, mark, index = name.partition("_")
    return (base, index) if mark and (base in _GREEK or (len(base) == 1 and base.isalpha())) else None


def _unusual(name: str) -> str:
    """Return a name that is no identifier: LaTeX as it is, an index or anything else as words."""
    if "\\" in name:
        return name
    parts = letter_and_words(name)
    if parts is None:
        return f"\\text{{{latex_words(name)}}}"
    return f"{_letter(parts[0])}_{{\\text{{{latex_words(parts[1])}}}}}"
