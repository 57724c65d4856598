"""Trees that can be looked at: `game.draw(...)`, and what a notebook shows.

>>> from formal.games.tree import choose
>>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}), name="Choice")
>>> game.draw()
Drawing('Choice: game tree', 3 nodes)
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formal import verbs
from formal.equilibria.solution import Solution
from formal.errors import GameError, OutputError
from formal.games.bayesian import BayesianGame
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.show.files import write_whole
from formal.show.trees.istgame import istgame as as_istgame
from formal.show.trees.picture import Picture
from formal.show.trees.placing import tree_picture
from formal.show.trees.svg import svg
from formal.show.trees.tikz import document, tikz

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

    def tikz(self, *, istgame: bool = False, standalone: bool = False) -> str:
        r"""Return the drawing for LaTeX: a `tikzpicture`, or an `istgame` environment.

        Parameters
        ----------
        istgame
            Whether to use the package `istgame`, whose commands are easier to edit by hand.
        standalone
            Whether to return a document that can be compiled, rather than a fragment.
        """
        body = as_istgame(self.picture) if istgame else tikz(self.picture)
        packages = "istgame" if istgame else "tikz"
        return document(body, self.picture, packages) if standalone else body

    def save(self, path: str | Path, **options: bool) -> None:
        """Write the drawing to a file.

        Parameters
        ----------
        path
            Ends in `.svg` or `.tex`.
        **options
            For `.tex`, as in `tikz`.
        """
        target = Path(path)
        match target.suffix:
            case ".svg" if not any(options.values()):
                content = self.svg()
            case ".svg":
                given = " and ".join(name for name, value in options.items() if value)
                raise OutputError(f"{given} is for LaTeX: to draw to {target.name!r}, leave it out")
            case ".tex":
                content = self.tikz(**options)
            case _:
                raise OutputError(f"cannot draw to {target.name!r}: the name must end in .svg or .tex")
        write_whole(target, content + "\n")

    def _repr_svg_(self) -> str:
        # Two pictures on one page need different ids; the same picture has the same ones each time.
        return self.svg(f"tree-{zlib.crc32(self.svg().encode()):08x}")

    def __repr__(self) -> str:
        return f"Drawing({self.picture.title!r}, {len(self.picture.marks) + len(self.picture.ends)} nodes)"


@verbs.draw.register(Game)
@verbs.draw.register(MarkovGame)
def _draw_tree(
    game: Game | MarkovGame, path: str | Path | None = None, *, highlight: object = None, **options: bool
) -> Drawing:
    drawing = Drawing(tree_picture(game, highlight))
    if path is not None:
        drawing.save(path, **options)
    return drawing


@verbs.draw.register
def _draw_types(game: BayesianGame, path: str | Path | None = None, **options: Any) -> Drawing:
    drawing: Drawing = verbs.draw(game.game, path, **options)
    return drawing


@verbs.draw.register
def _draw_solution(
    solution: Solution, path: str | Path | None = None, *, index: int = 0, **options: Any
) -> Any:
    found = solution.found
    if not -len(found) <= index < len(found):
        count = f"it has {len(found)}, counted from 0" if found else "it has none"
        raise GameError(f"{solution!r} has no outcome {index}: {count}")
    return verbs.draw(solution.game, path, highlight=found[index].example, **options)
