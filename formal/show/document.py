r"""Documents: any result as a fragment, as an article that compiles, or as frames.

What an article needs is in `texlive-latex-base`, `texlive-latex-recommended` and `texlive-pictures`. A fragment needs
`amsmath`, `amsthm` and the theorem environments of `THEOREMS`.

>>> from sympy import symbols
>>> from formal import Region
>>> p, c = symbols("p c")
>>> shown = article(r"\[" + Region(p > c).to_latex() + r"\]", title="A region")
>>> shown.splitlines()[0], shown.splitlines()[-1]
('\\documentclass[11pt,a4paper]{article}', '\\end{document}')
"""

from __future__ import annotations

from typing import Any

from formal import verbs
from formal.show.prose import escaped
from formal.show.slides import PICTURES, THEOREMS, slides

_PACKAGES = r"""\usepackage{amsmath,amssymb,amsthm}
\usepackage{array,booktabs,longtable}
\usepackage{microtype}"""
_LINKS = r"\usepackage[hidelinks]{hyperref}"
_SPACING = r"""\renewcommand{\labelitemi}{$\bullet$}
\allowdisplaybreaks
\emergencystretch=4em
\hbadness=10000
\raggedbottom"""


def article(body: str, title: str = "", *, margin: str = "25mm", size: str = "11pt") -> str:
    r"""Return a fragment as an article that compiles.

    Parameters
    ----------
    body
        The fragment.
    title
        In LaTeX; left out, there is no title.
    margin, size
        Of the page, and of the letters.
    """
    lines = [
        rf"\documentclass[{size},a4paper]{{article}}",
        rf"\usepackage[margin={margin}]{{geometry}}",
        *_preamble(body),
        r"\begin{document}",
        *_title(title),
        body,
        r"\end{document}",
    ]
    return "\n".join(lines) + "\n"


def report(body: str, title: str) -> str:
    r"""Return chapters as a book: a title page and a table of contents before them."""
    lines = [
        r"\documentclass[11pt,a4paper]{report}",
        r"\usepackage[margin=25mm]{geometry}",
        *_preamble(body, within="chapter"),
        r"\setcounter{tocdepth}{0}",
        r"\begin{document}",
        rf"\title{{{title}}}",
        r"\author{}",
        r"\date{}",
        r"\maketitle",
        r"\tableofcontents",
        body,
        r"\end{document}",
    ]
    return "\n".join(lines) + "\n"


def in_form(body: str, title: str, *, standalone: bool, beamer: bool) -> str:
    """Return a fragment as it is, as an article, or as frames.

    Raises
    ------
    ValueError
        If both an article and frames are asked for.
    """
    if standalone and beamer:
        raise ValueError("an article or frames: give standalone=True or beamer=True, not both")
    if beamer:
        return slides([(title, body)], title)
    return article(body, title) if standalone else body


@verbs.document.register(object)
def _document(thing: object, *, standalone: bool = False, beamer: bool = False, **options: Any) -> str:
    fragment = verbs.latex(thing, **options)
    return in_form(fragment, _title_of(thing), standalone=standalone, beamer=beamer)


def _title_of(thing: Any) -> str:
    """Return what a result is called, in LaTeX."""
    game = getattr(thing, "game", thing)
    name = getattr(game, "name", "") or getattr(thing, "id", "")
    return escaped(str(name or type(thing).__name__))


def _title(title: str) -> list[str]:
    return [rf"\title{{{title}}}", r"\author{}", r"\date{}", r"\maketitle"] if title else []


def _preamble(body: str, within: str = "") -> list[str]:
    pictures = [PICTURES] if r"\begin{tikzpicture}" in body else []
    counted = f"[{within}]" if within else ""
    environments: list[str] = []
    for name, told in THEOREMS.items():
        if name == "definition":
            environments.append(r"\theoremstyle{definition}")
        environments.append(rf"\newtheorem{{{name}}}{{{told}}}{counted}")
    return [_PACKAGES, *pictures, _LINKS, *environments, _SPACING]
