"""What draws itself: the methods that games with a tree have in common."""

from __future__ import annotations

from typing import Any, cast

from formal import verbs
from formal.errors import FormalError

__all__ = ["Pictured"]


class Pictured:
    """A game with a tree that can be drawn, and that a notebook shows as a picture.

    Examples
    --------
    >>> from formal.games.extensive import Game
    >>> from formal.games.tree import choose
    >>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}), name="Choice")
    >>> isinstance(game, Pictured), game.draw()
    (True, Drawing('Choice: game tree', 3 nodes))
    """

    def draw(self, path: Any = None, highlight: object = None, **options: Any) -> Any:
        """Return a picture of the game, and write it to a file.

        Parameters
        ----------
        path
            Ends in `.svg`, or in `.tex` for TikZ; left out, nothing is written.
        highlight
            An equilibrium, an outcome or a list of histories, to be picked out.
        **options
            For `.tex`: `istgame=True` for the package of that name, `standalone=True` for a whole document.

        Returns
        -------
        Drawing
            Shown by notebooks; `.svg()` and `.tikz()` are the picture as text.

        Raises
        ------
        GameError
            If the game is too large to be read in a picture, or a history is not in it.
        OutputError
            If the name of the file says no format that is known, or it cannot be written.
        """
        return verbs.draw(self, path, highlight=highlight, **options)

    def _repr_svg_(self) -> str | None:
        try:
            return cast(str, verbs.draw(self)._repr_svg_())
        except FormalError:
            return None  # too large for a picture; the game is shown as text

    def _repr_html_(self) -> str | None:
        picture = self._repr_svg_()
        return None if picture is None else f'<div style="overflow-x: auto">{picture}</div>'
