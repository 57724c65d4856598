r"""A picture of a game tree for the LaTeX package `istgame`, whose commands a paper can go on editing by hand.

Nodes stand where the layout puts them; branches are straight, as `istgame` draws them, with their labels along them.

>>> from formal.games.extensive import Game
>>> from formal.games.tree import choose
>>> from formal.show.trees.placing import tree_picture
>>> print(istgame(tree_picture(Game(["A"], choose("A", {"left": (1,), "right": (2,)})))))
\begin{istgame}[font=\small]
\setistmathTF000
\istrooto[east](n0)(16.19pt,-33.94pt){A}
  \istb<level distance=76.63pt,sibling distance=0pt,yshift=12.94pt>{left}[above,sloped,pos=0.67]{$(1)$}[right]
  \istb<level distance=76.63pt,sibling distance=0pt,yshift=-12.94pt>{right}[below,sloped,pos=0.71]{$(2)$}[right]
\endist
\node[anchor=west,inner sep=0pt] at (7.5pt,-63.75pt) {payoffs of A};
\end{istgame}

References
----------
Cho, I.-S. (2022), istgame: drawing game trees with TikZ. CTAN.
"""

from __future__ import annotations

from collections.abc import Iterator

from formal.games.walking import History
from formal.show.trees.picture import Branch, Fan, Mark, Picture
from formal.show.trees.svg import number
from formal.show.trees.tikz import link_line, points

__all__ = ["istgame"]

_PATH = "draw={rgb,255:red,0;green,114;blue,178},line width=2pt"
_CHOSEN = "line width=1.4pt"


def istgame(picture: Picture) -> str:
    r"""Return a picture as an `istgame` environment, to be put into a document that loads the package.

    Parameters
    ----------
    picture
        What to draw.
    """
    return "\n".join([r"\begin{istgame}[font=\small]", *_lines(picture), r"\end{istgame}"])


def _lines(picture: Picture) -> Iterator[str]:
    # Owners, actions and payoffs are set as text; what is a formula brings its own dollar signs.
    yield r"\setistmathTF000"
    names = {mark.history: f"n{i}" for i, mark in enumerate(picture.marks)}
    places = {mark.history: (mark.label.x, mark.label.y) for mark in picture.marks}
    fans = {fan.history: fan for fan in picture.fans}
    for mark in picture.marks:
        fan = fans.get(mark.history)
        yield from _root(mark, names[mark.history], fan)
        for branch in picture.branches:
            if branch.history[:-1] == mark.history:
                yield _branch(mark, branch, picture, places.get(branch.history))
        yield r"\endist"
    for link in picture.links:
        if link.bulge:
            yield link_line(link, "dashed", lambda x, y: f"({points(x)}pt,{points(-y)}pt)")
        else:
            first, second = (names[history] for history in link.histories)
            yield rf"\xtInfoset[dashed]({first})({second})"
    alone = [lines for history, lines in picture.ends.items() if not _has_branch(picture, history)]
    for label in (*(line for lines in alone for line in lines), *picture.notes):
        where = f"({points(label.x)}pt,{points(-label.y)}pt)"
        yield rf"\node[anchor=west,inner sep=0pt] at {where} {{{label.latex}}};"


def _has_branch(picture: Picture, history: History) -> bool:
    return any(branch.history == history for branch in picture.branches)


def _root(mark: Mark, name: str, fan: Fan | None) -> Iterator[str]:
    where = f"({name})({points(mark.label.x)}pt,{points(-mark.label.y)}pt)"
    style = "[fill=black!9]" if mark.kind in ("chance", "draw") else ""
    if fan is None:
        yield rf"\istrooto[east]{where}{style}{{{mark.label.latex}}}"
        return
    high, low = fan.labels
    # The package takes whole numbers here; a pixel is three quarters of a point.
    length, spread = round(fan.x - mark.label.x), round(fan.bottom - fan.top)
    yield rf"\cntmpreset[fill=black!8]{{1}}\cntmistb{{{low.latex}}}[at end,right]{{{high.latex}}}[at end,right]"
    yield rf"\istrootocntm[east]{where}{style}{{{mark.label.latex}}}+{3 * length // 4}pt..{3 * spread // 4}pt+"


def _branch(mark: Mark, branch: Branch, picture: Picture, place: tuple[float, float] | None) -> str:
    """Return a branch: a straight line to its place."""
    first, *second = branch.labels
    x, y = branch.points[-1] if place is None else place
    across, up = points(x - mark.label.x), points(mark.label.y - y)
    grow = f"<level distance={across}pt,sibling distance=0pt,yshift={up}pt>"
    style = f"[{_PATH}]" if branch.on_path else f"[{_CHOSEN}]" if branch.chosen else ""
    lines = picture.ends.get(branch.history, ())
    rows = r" \\ ".join(line.latex for line in lines)
    stacked = rf"\shortstack[l]{{{rows}}}"
    payoffs = "" if not lines else f"{{{lines[0].latex if len(lines) == 1 else stacked}}}[right]"
    # The labels stand where they do in the layout, in front of the column that the branch may lead past.
    middle = (first.box.left + max(label.box.right for label in branch.labels)) / 2
    share = f",pos={number((middle - mark.label.x) / (x - mark.label.x))}"
    # Branches part on the way: a label on the outer side has the room that one between them lacks.
    side = "below" if y > mark.label.y else "above"
    if not second:
        return rf"  \istb{grow}{style}{{{first.latex}}}[{side},sloped{share}]{payoffs}"
    below = rf"{{{{\footnotesize {second[0].latex}}}}}[below,sloped{share}]"
    return rf"  \istB{grow}{style}{{{first.latex}}}[above,sloped{share}]{below}{payoffs}"
