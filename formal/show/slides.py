r"""Frames: fragments as a talk that compiles, cut where a frame is full.

A theorem is no box here, since a box cannot be cut, and a long table becomes several short ones.

>>> print(unbroken("\n".join([r"\begin{longtable}{l}", r"\midrule", "a", "b", r"\bottomrule", r"\end{longtable}"]), 1))
\begin{tabular}{l}
\midrule
a
\bottomrule
\end{tabular}
\framebreak
\begin{tabular}{l}
\midrule
b
\bottomrule
\end{tabular}
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: The theorem environments that fragments use: name, and what is printed.
THEOREMS = {
    "proposition": "Proposition",
    "lemma": "Lemma",
    "corollary": "Corollary",
    "conjecture": "Conjecture",
    "definition": "Definition",
    "remark": "Remark",
}
#: What pictures need.
PICTURES = r"\usepackage{tikz}"
#: Those theorem environments that `beamer` defines itself.
_OWN = ("lemma", "corollary", "definition")
#: How many rows of a table fit on a frame.
_ROWS = 9

_TEMPLATES = r"""\setbeamertemplate{navigation symbols}{}
\setbeamertemplate{frametitle continuation}{\ifnum\insertcontinuationcount>1\relax(\insertcontinuationcount)\fi}
\setbeamertemplate{footline}[frame number]
\setbeamertemplate{itemize items}[circle]
\usefonttheme[onlymath]{serif}
\makeatletter
\setbeamertemplate{theorem begin}{\par\smallskip{\usebeamercolor[fg]{structure}\bfseries
  \inserttheoremname\ \inserttheoremnumber
  \ifx\inserttheoremaddition\@empty\else\ (\inserttheoremaddition)\fi.}\ }
\setbeamertemplate{theorem end}{\par}
\setbeamertemplate{proof begin}{\par\emph{\insertproofname.}\ }
\setbeamertemplate{proof end}{\par}
\makeatother
\emergencystretch=4em
\hbadness=10000
\raggedright"""


def slides(frames: Iterable[tuple[str, str]], title: str) -> str:
    r"""Return frames, each a heading and what is below it, as a talk that compiles.

    Parameters
    ----------
    frames
        Headings and fragments; what is too long for one frame goes on on the next.
    title
        Of the talk, in LaTeX.
    """
    shown = [
        "\n".join([rf"\begin{{frame}}[allowframebreaks]{{{heading}}}", unbroken(body), r"\end{frame}"])
        for heading, body in frames
    ]
    whole = "\n\n".join(shown)
    lines = [
        r"\documentclass[9pt]{beamer}",
        r"\usepackage{amsmath,amssymb,amsthm,array,booktabs}",
        *([PICTURES] if r"\begin{tikzpicture}" in whole else []),
        *(rf"\newtheorem{{{name}}}{{{told}}}" for name, told in THEOREMS.items() if name not in _OWN),
        _TEMPLATES,
        rf"\title{{{title}}}",
        r"\date{}",
        r"\begin{document}",
        r"\frame{\titlepage}",
        whole,
        r"\end{document}",
    ]
    return "\n".join(lines) + "\n"


def unbroken(body: str, most: int = _ROWS) -> str:
    """Return a fragment in which each `longtable` is a table, or several with at most so many rows."""
    pattern = re.compile(
        r"\\begin\{longtable\}(?P<columns>.*)\n(?P<head>(?:.*\n)*?\\midrule\n)(?:\\endhead\n)?"
        r"(?P<rows>(?:.*\n)*?)\\bottomrule\n\\end\{longtable\}"
    )
    return pattern.sub(lambda found: _tables(found, most), body)


def _tables(found: re.Match[str], most: int) -> str:
    rows = found["rows"].splitlines()
    chunks = [rows[i : i + most] for i in range(0, len(rows), most)]
    tables = [
        "\n".join(
            [
                rf"\begin{{tabular}}{found['columns']}",
                found["head"].rstrip(),
                *chunk,
                r"\bottomrule",
                r"\end{tabular}",
            ]
        )
        for chunk in chunks
    ]
    return "\n\\framebreak\n".join(tables)
