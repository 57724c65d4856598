"""Trees that can be looked at: `game.draw(...)`, and what a notebook shows.

>>> from formal.games.tree import choose
>>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}), name="Choice")
>>> game.draw()
Drawing('Choice: game tree', 3 nodes)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formal import verbs
from formal.equilibria.solution import Solution
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.show.trees.picture import Picture
from formal.show.files import write_whole
from formal.show.trees.placing import tree_picture
from formal.show.trees.svg import svg

__all__ = ["Drawing"]


@dataclass(frozen=True, repr=False)
class Drawing:
    """A drawn tree: shown by notebooks, saved as SVG or as TikZ.

    Attributes
    ----------
    picture
        What is drawn and where.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> drawing = Game(["A"], choose("A", {"left": (1,), "right": (2,)})).draw()
    >>> drawing.svg()[:4]
    '<svg'
    """

    picture: Picture

    def svg(self, prefix: str = "tree") -> str:
        """Return the drawing as SVG; `prefix` begins every id (see `formal.show.trees.svg`)."""
        return svg(self.picture, prefix)

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file whose name ends in `.svg`."""
        target = Path(path)
        if target.suffix != ".svg":
            raise GameError(f"cannot draw to {target.name!r}: the name must end in .svg")
        write_whole(target, self.svg() + "\n")

    def _repr_svg_(self) -> str:
        return self.svg(f"tree-{id(self):x}")

    def __repr__(self) -> str:
        return f"Drawing({self.picture.title!r}, {len(self.picture.marks) + len(self.picture.ends)} nodes)"


@verbs.draw.register
def _draw_game(game: Game, path: str | Path | None = None, *, highlight: object = None) -> Drawing:
    return _saved(Drawing(tree_picture(game, highlight)), path)


@verbs.draw.register
def _draw_periods(game: MarkovGame, path: str | Path | None = None, *, highlight: object = None) -> Drawing:
    return _saved(Drawing(tree_picture(game, highlight)), path)


@verbs.draw.register
def _draw_solution(
    solution: Solution, path: str | Path | None = None, *, index: int = 0, **options: Any
) -> Any:
    found = solution.found
    if not -len(found) <= index < len(found):
        count = f"it has {len(found)}, counted from 0" if found else "it has none"
        raise GameError(f"{solution!r} has no outcome {index}: {count}")
    first = next(iter(found[index].spelled))
    return verbs.draw(solution.game, path, highlight=first, **options)


def _saved(drawing: Drawing, path: str | Path | None) -> Drawing:
    if path is not None:
        drawing.save(path)
    return drawing
