"""A picture of a game tree: what is drawn and where, before anybody says in which format.

The tree grows to the right. Lengths are in pixels of an SVG, and y grows downwards. Every text is a `Label` with
a box that it does not leave, so that a test can ask whether two of them meet.

>>> label = Label(formula_pieces("p - c_A"), "p - c_A", x=0, y=0)
>>> label.box.meets(Label(word_pieces("fight"), "fight", x=10, y=5).box)
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from formal.games.walking import History
from formal.show.trees.lettering import Piece, formula_pieces, width_of, word_pieces

__all__ = ["Box", "Branch", "Fan", "Label", "Link", "Mark", "Picture", "formula_pieces", "word_pieces"]

#: Font sizes of what is read first, and of what is read second.
SIZE, SMALL = 13.0, 11.0


@dataclass(frozen=True)
class Box:
    """A rectangle.

    Examples
    --------
    >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
    (True, False)
    """

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Label:
    """A line of text.

    Attributes
    ----------
    pieces
        The letters and their styles.
    latex
        The same for LaTeX, dollar signs included.
    x, y
        Where it is anchored: the start, the middle or the end of the line, half-way up.
    anchor
        Which of them.
    size
        Of the font.
    role
        What it says: "action", "probability", "payoff", "end", "player", "state", "value" or "note".

    Examples
    --------
    >>> Label(word_pieces("A"), "A", x=0, y=0, anchor="end").box.right == 0
    True
    """

    pieces: tuple[Piece, ...]
    latex: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"] = "start"
    size: float = SIZE
    role: str = "action"

    @property
    def box(self) -> Box:
        """The rectangle that the text does not leave."""
        width, height = width_of(self.pieces, self.size), self.size * 1.15
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return Box(left, self.y - height / 2, left + width, self.y + height / 2)


@dataclass(frozen=True)
class Mark:
    """A node at which somebody moves, nature included.

    Attributes
    ----------
    history, kind, player, info
        Where it is in the tree, "decision", "offer", "chance" or "draw", who moves, and at which information set.
    label
        Who moves, in the middle of it.
    width, height
        Of its outline.
    """

    history: History
    kind: str
    player: str
    info: str | None
    label: Label
    width: float
    height: float


@dataclass(frozen=True)
class Branch:
    """What leads from a node to one of the next: a slanted line, then a level one that carries the labels.

    Attributes
    ----------
    history
        Of the node that it leads to.
    points
        Where it starts, bends and ends.
    labels
        The action or the number named, and the probability or the value below.
    on_path, chosen
        Whether play goes through it with positive probability, and whether it is played if play gets there.
    """

    history: History
    points: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    on_path: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Fan:
    """The interval from which a number is named or drawn: a sector with its two ends.

    Attributes
    ----------
    history
        Of the node where the number is named.
    apex
        The tip.
    x, top, bottom
        Where the arc stands.
    labels
        The ends of the interval.
    """

    history: History
    apex: tuple[float, float]
    x: float
    top: float
    bottom: float
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Link:
    """A dashed line between two nodes that a player cannot tell apart.

    Attributes
    ----------
    info, histories
        The information set, and the two nodes.
    start, end
        Where it leaves one node and reaches the other.
    bulge
        How far it swings to the right, round what is between them; 0 for a straight line.
    """

    info: str
    histories: tuple[History, History]
    start: tuple[float, float]
    end: tuple[float, float]
    bulge: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A drawn tree, or the trees of a game over time one below the other.

    Attributes
    ----------
    width, height
        Of the whole.
    title, description
        What is shown, in a line and in words, for those who do not see it.
    marks, branches, fans, links
        What is drawn.
    ends
        For each terminal node its payoffs, one label a line.
    notes
        What stands beside the tree.
    """

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...] = ()
    branches: tuple[Branch, ...] = ()
    fans: tuple[Fan, ...] = ()
    links: tuple[Link, ...] = ()
    ends: dict[History, tuple[Label, ...]] = field(default_factory=dict)
    notes: tuple[Label, ...] = ()

    def labels(self) -> Iterator[Label]:
        """Yield every text in the picture."""
        yield from (mark.label for mark in self.marks)
        parts: tuple[Any, ...] = (*self.branches, *self.fans)
        yield from (label for part in parts for label in part.labels)
        yield from (label for lines in self.ends.values() for label in lines)
        yield from self.notes
