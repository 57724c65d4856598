r"""The game as a paper shows it: a tree or a payoff matrix where that can be read, else a listing.

>>> from formal import Game, choose
>>> print(pictured(Game(["A"], choose("A", {"left": (1,), "right": (2,)}))).splitlines()[1][:19])
\begin{tikzpicture}
"""

from __future__ import annotations

from typing import Any

from formal import verbs
from formal.errors import GameError
from formal.games.markov import MarkovGame
from formal.games.repeated import RepeatedGame
from formal.show.prose import Words
from formal.show.trees.drawing import Drawing
from formal.show.trees.matrix import Matrix
from formal.show.trees.tikz import POINTS

#: A line and a page of text in points: what is broader or higher is made smaller, down to a share that can be read.
_LINE, _HIGHEST, _SMALLEST = 430, 560, 0.45


def pictured(game: Any, highest: float = _HIGHEST, line: float = _LINE) -> str:
    """Return a game for a page: its tree, its payoff matrix, a listing, or nothing where none is known.

    Parameters
    ----------
    game
        What is shown.
    highest
        A tree that is higher, in points, is made smaller, or a listing.
    line
        The same for one that is broader.
    """
    try:
        drawn = verbs.draw(game)
    except GameError:
        return _listing(game)
    if isinstance(drawn, Matrix):
        return _centred(drawn.to_latex()) + "\n" + Words(drawn.game.space.names).write(drawn.note)
    if isinstance(drawn, Drawing):
        width, height = drawn.picture.width * POINTS, drawn.picture.height * POINTS
        scale = min(1.0, line / width, highest / height)
        if scale == 1:
            return _centred(drawn.tikz())
        if scale >= _SMALLEST:
            return _centred(_fitted(drawn.tikz(), line, highest))
    return _listing(game)


def _fitted(body: str, line: float, highest: float) -> str:
    r"""Return a picture made smaller where it is broader or higher than it may be, as LaTeX measures it."""
    broad = rf"\resizebox{{\ifdim\width>{line:g}pt {line:g}pt\else\width\fi}}{{!}}{{%"
    high = rf"\resizebox{{!}}{{\ifdim\totalheight>{highest:g}pt {highest:g}pt\else\totalheight\fi}}{{%"
    return "\n".join([high, broad, f"{body}}}}}"])


def _centred(body: str) -> str:
    return "\n".join([r"\begin{center}", body, r"\end{center}"])


def _listing(game: Any) -> str:
    """Return a game as a listing; nothing for those that are known as pictures only."""
    if isinstance(game, MarkovGame | RepeatedGame):
        return ""
    try:
        return verbs.latex(game)
    except TypeError:
        return ""


@verbs.latex.register
def _states_latex(game: MarkovGame) -> str:
    return pictured(game)


@verbs.latex.register
def _repeated_latex(game: RepeatedGame) -> str:
    return pictured(game)
