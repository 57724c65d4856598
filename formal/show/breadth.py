r"""How broad a formula is when it is set: what decides whether it stands in a display or is broken in the text.

>>> breadth(r"\frac{1 - p}{1 + \delta + \delta^2}"), breadth(r"c_A \le \text{war}")
(8, 7)
"""

from __future__ import annotations

import re

_SILENT = re.compile(
    r"\\(?:left|right|bigl|bigr|begin|end|text|textit|mathit|operatorname)(?![A-Za-z])|\\[,;:! ]"
)
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.")
_MARKS = re.compile(r"[{}_^$\s]")
#: Signs with space round them.
_SPACED = re.compile(r"[-+=<>]|\\(?:le|ge|ne|in|cdot)(?![A-Za-z])")


def breadth(latex: str) -> int:
    r"""Return about how many letters broad a formula is; a fraction is as broad as its broader half.

    Examples
    --------
    >>> breadth(r"p + c_B")
    5
    """
    at = latex.find(r"\frac{")
    if at < 0:
        letters = _MARKS.sub("", _COMMAND.sub("x", _SILENT.sub(" ", latex)))
        return len(letters) + len(_SPACED.findall(latex))
    top, rest = _group(latex[at + 5 :])
    bottom, rest = _group(rest)
    return breadth(latex[:at]) + max(breadth(top), breadth(bottom)) + breadth(rest)


def _group(latex: str) -> tuple[str, str]:
    """Return what stands in the braces at the beginning, and what follows them."""
    depth = 0
    for place, letter in enumerate(latex):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return latex[1:place], latex[place + 1 :]
    return latex[1:], ""
