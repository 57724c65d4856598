r"""A picture of a game tree as plain TikZ: needs tikz, and amsmath for words in formulas.

>>> from formal.games.extensive import Game
>>> from formal.games.tree import choose
>>> from formal.show.trees.placing import tree_picture
>>> drawn = tikz(tree_picture(Game(["A"], choose("A", {"left": (1,), "right": (2,)}))))
>>> print(drawn.splitlines()[0])
\begin{tikzpicture}[x=0.75pt, y=-0.75pt, font=\small, line join=round,
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formal.show.trees.picture import SIZE, Branch, Fan, Label, Link, Mark, Picture
from formal.show.trees.svg import number

__all__ = ["POINTS", "document", "link_line", "points", "tikz"]

#: How many points a pixel of the layout is.
POINTS = 0.75

_STYLES = r"""
  formal move/.style={draw, semithick, fill=white, minimum height=16.5pt, rounded corners=8.2pt, inner sep=0pt},
  formal nature/.style={formal move, fill=black!9},
  formal branch/.style={draw=black!70},
  formal chosen/.style={draw=black, line width=1.6pt},
  formal path/.style={draw={rgb,255:red,0;green,114;blue,178}, line width=2.4pt},
  formal fan/.style={draw=black!55, fill=black!7},
  formal link/.style={draw=black!70, semithick, dashed}]
""".strip("\n")


def tikz(picture: Picture) -> str:
    """Return a picture as a `tikzpicture`, to be put into a document.

    Parameters
    ----------
    picture
        What to draw.
    """
    return "\n".join(_lines(picture))


def document(body: str, picture: Picture, packages: str = "tikz") -> str:
    """Return a document of one page that holds a picture and nothing else.

    Parameters
    ----------
    body
        The picture.
    picture
        Says how large the page must be.
    packages
        What the picture needs.
    """
    width, height = points(picture.width + 20), points(picture.height + 24)
    return "\n".join(
        [
            r"\documentclass{article}",
            rf"\usepackage[paperwidth={width}pt, paperheight={height}pt, margin=6pt]{{geometry}}",
            r"\usepackage{amsmath}",
            rf"\usepackage{{{packages}}}",
            r"\pagestyle{empty}",
            r"\parindent=0pt",
            r"\begin{document}",
            body,
            r"\end{document}",
        ]
    )


def points(length: float) -> str:
    """Return a length of the layout in points.

    Examples
    --------
    >>> points(100)
    '75'
    """
    return number(length * POINTS)


def _lines(picture: Picture) -> Iterator[str]:
    yield r"\begin{tikzpicture}[x=0.75pt, y=-0.75pt, font=\small, line join=round,"
    yield _STYLES
    yield from (line for fan in picture.fans for line in _fan(fan))
    yield from (link_line(link, "formal link", _at) for link in picture.links)
    for branch in sorted(picture.branches, key=lambda branch: (branch.on_path, branch.chosen)):
        yield from _branch(branch)
    yield from (_mark(mark) for mark in picture.marks)
    yield from (_label(label) for lines in picture.ends.values() for label in lines)
    yield from (_label(note) for note in picture.notes)
    yield r"\end{tikzpicture}"


def _branch(branch: Branch) -> Iterator[str]:
    style = "formal path" if branch.on_path else "formal chosen" if branch.chosen else "formal branch"
    yield rf"\draw[{style}] {' -- '.join(_at(*point) for point in branch.points)};"
    yield from map(_label, branch.labels)


def _mark(mark: Mark) -> str:
    style = "formal nature" if mark.kind in ("chance", "draw") else "formal move"
    wide = f"minimum width={points(mark.width)}pt"
    return rf"\node[{style}, {wide}] at {_at(mark.label.x, mark.label.y)} {{\strut {mark.label.latex}}};"


def _fan(fan: Fan) -> Iterator[str]:
    middle = (fan.top + fan.bottom) / 2
    arc = f"{_at(fan.x, fan.top)} .. controls {_at(fan.x + 5, middle)} .. {_at(fan.x, fan.bottom)}"
    yield rf"\draw[formal fan] {_at(*fan.apex)} -- {arc} -- cycle;"
    yield from map(_label, fan.labels)


def link_line(link: Link, style: str, at: Callable[[float, float], str]) -> str:
    """Return a dashed line, its points written by `at`."""
    (x, y), (u, v) = link.start, link.end
    if not link.bulge:
        return rf"\draw[{style}] {at(x, y)} -- {at(u, v)};"
    out = x + link.bulge
    down = f"{at(x, y)} .. controls {at(x, y + 9)} .. {at(out, y + 11)}"
    return rf"\draw[{style}] {down} -- {at(out, v - 11)} .. controls {at(u, v - 9)} .. {at(u, v)};"


def _label(label: Label) -> str:
    sides = {"start": "base west", "middle": "base", "end": "base east"}
    size = "" if label.size == SIZE else r", font=\footnotesize"
    weight = r", font=\small\bfseries" if label.role == "state" else ""
    style = f"anchor={sides[label.anchor]}, inner sep=0pt{size}{weight}"
    # As in SVG, the label is anchored half-way up a small letter.
    return rf"\node[{style}] at {_at(label.x, label.y + 0.3 * label.size)} {{{label.latex}}};"


def _at(x: float, y: float) -> str:
    return f"({number(x)},{number(y)})"
