"""Where the parts of a game tree go: the one layout behind every output.

The tree grows to the right, one column a move, so that long payoffs have a line to themselves. A node's subtrees
are stacked in blocks that share no height; the node stands half-way between its first child and its last. A branch
is a slanted line and then a level one, wide enough for its labels. Hence no two texts can meet: those of different
blocks differ in height, those of one line stand one after the other. Nodes of one information set stand in one
column.

Tidy-tree layouts (Reingold and Tilford 1981; packages such as bigtree) place points. Here texts of very different
widths must not meet, and one line of payoffs to the right of a leaf leaves nothing to be saved by nesting subtrees.

>>> from formal.games.tree import choose
>>> picture = tree_picture(Game(["A"], choose("A", {"left": (1,), "right": (2,)})))
>>> [branch.history for branch in picture.branches], len(picture.ends)
([('left',), ('right',)], 2)
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.space import Space
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.information import InformationSet
from formal.games.markov import MarkovGame
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.games.walking import History, children
from formal.show.expression import expression_latex, expression_text
from formal.show.names import latex_words
from formal.show.play import Speller, label_words
from formal.show.trees.ends import LINE, Lines, end_lines
from formal.show.trees.highlighting import Highlight
from formal.show.trees.lettering import width_of
from formal.show.trees.picture import (
    SIZE,
    SMALL,
    Branch,
    Fan,
    Label,
    Link,
    Mark,
    Picture,
    formula_pieces,
    word_pieces,
)

__all__ = ["MOST_ENDS", "MOST_MOVES", "tree_picture"]

#: More terminal nodes than these, and more moves one after the other, fit no page that anybody reads.
MOST_ENDS, MOST_MOVES = 100, 16

_MARGIN, _GAP, _SLANT, _PAD = 10.0, 8.0, 40.0, 7.0
_HALF_MARK = 11.0
_HALF_FAN = 25.0
_ABOVE, _BELOW = 10.0, 10.0
_ASIDE = 9.0  # clear of the arc of an interval
_STATE = 26.0


@dataclass
class _Spot:
    """A node on its way to its place."""

    history: History
    node: Node
    above: int | None
    column: int = 0
    below: list[int] = field(default_factory=list)
    lines: Lines = ()
    mark: str = ""
    up: float = 0.0
    down: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    y: float = 0.0
    x: float = 0.0
    captions: tuple[_Caption, ...] = ()


@dataclass(frozen=True)
class _Caption:
    """A text of a branch that has no place yet; `side` is -1 above the line, 1 below it."""

    pieces: Any
    latex: str
    side: int
    size: float
    role: str

    @property
    def width(self) -> float:
        return width_of(self.pieces, self.size)

    def label(self, x: float, y: float) -> Label:
        offset = _ABOVE if self.side < 0 else _BELOW
        return Label(self.pieces, self.latex, x, y + self.side * offset, "start", self.size, self.role)


def tree_picture(game: Game | MarkovGame, highlight: object = None) -> Picture:
    """Return the picture of a game's tree, or of the trees of a game over time.

    Parameters
    ----------
    game
        Any game with a tree.
    highlight
        An equilibrium, an outcome or a list of histories, to be picked out.

    Raises
    ------
    GameError
        If the tree is too large to be read, or a history to be picked out is not in it.
    """
    return _Placing(game, Highlight.of(game.tree, highlight)).picture()


class _Placing:
    def __init__(self, game: Game | MarkovGame, highlight: Highlight) -> None:
        self.game, self.highlight = game, highlight
        self.space: Space = game.space
        self.endings = game.endings if isinstance(game, MarkovGame) else {}
        self.sets: Mapping[str, InformationSet] = game.information_sets
        self.spots: list[_Spot] = []
        self.roots: list[int] = []
        trees: dict[History, Node] = {(): game.tree}
        if isinstance(game, MarkovGame):
            trees = {(state,): tree for state, tree in game.trees.items()}
        for history, tree in trees.items():
            self.roots.append(len(self.spots))
            self._list(history, tree)
        self._require_readable()

    def _require_readable(self) -> None:
        ends = sum(not spot.below for spot in self.spots)
        deep = max(spot.column for spot in self.spots)
        for count, most, what in ((ends, MOST_ENDS, "terminal nodes"), (deep, MOST_MOVES, "moves in a row")):
            if count > most:
                raise GameError(
                    f"the tree of {self.game.name or 'the game'} has {count} {what}, too many to be read in a picture "
                    f"(at most {most}): draw a subgame, as in formal.subgame(game, [...]).draw(...), or print the game"
                )

    # -- what there is ----------------------------------------------------------------------------

    def _list(self, root: History, tree: Node) -> None:
        """List the nodes in the order of the tree."""
        waiting: list[tuple[History, Node, int | None]] = [(root, tree, None)]
        while waiting:
            history, node, above = waiting.pop()
            at = len(self.spots)
            spot = _Spot(history, node, above, column=0 if above is None else self.spots[above].column + 1)
            self.spots.append(spot)
            if above is not None:
                self.spots[above].below.append(at)
            below = [] if history in self.endings else children(node)
            if below:
                spot.mark = node.player if isinstance(node, Decision | Offer) else "Nature"
            else:
                spot.lines = end_lines(node, self.endings.get(history), self.space)
            waiting += [((*history, label), child, at) for label, child in reversed(below)]

    def picture(self) -> Picture:
        """Place everything: columns, labels, heights, widths, and what is drawn between."""
        self._align_sets()
        for spot in self.spots:
            if spot.above is not None:
                spot.captions = tuple(self._captions(self.spots[spot.above], spot))
        height = self._stack()
        widths = self._widths()
        bulges = self._bulges(widths)
        self._spread(widths)
        offsets = self._offsets(widths, bulges)
        marks = tuple(self._mark(spot) for spot in self.spots if spot.mark)
        branches = tuple(self._branch(spot, offsets) for spot in self.spots if spot.above is not None)
        fans = tuple(self._fan(s) for s in self.spots if isinstance(s.node, Offer | Draw) and s.below)
        ends = {
            s.history: tuple(
                Label(
                    pieces,
                    latex,
                    s.x + offsets[s.column],
                    s.y + (i - (len(s.lines) - 1) / 2) * LINE,
                    role=role,
                )
                for i, (pieces, latex, role) in enumerate(s.lines)
            )
            for s in self.spots
            if s.lines
        }
        notes = self._notes(height)
        drawn = [*(label for lines in ends.values() for label in lines), *notes]
        right = max(
            [label.box.right for label in drawn] + [label.box.right for b in branches for label in b.labels]
        )
        name = self.game.name or "Game"
        return Picture(
            right + _MARGIN,
            notes[-1].box.bottom + _MARGIN,
            f"{name}: game tree",
            verbs.text(self.game),
            marks,
            branches,
            fans,
            tuple(self._links(bulges)),
            ends,
            notes,
        )

    def _align_sets(self) -> None:
        """Move nodes to the right until each information set stands in one column, if that can be done."""
        place = {spot.history: spot for spot in self.spots}
        groups = [[place[h] for h in info.histories if h in place] for info in self.sets.values()]
        groups = [group for group in groups if len(group) > 1]
        before = [spot.column for spot in self.spots]
        for _ in range(len(groups) + 1):
            for group in groups:
                column = max(spot.column for spot in group)
                for spot in group:
                    spot.column = column
            moved = False
            for spot in self.spots:
                if spot.above is not None and spot.column <= self.spots[spot.above].column:
                    spot.column, moved = self.spots[spot.above].column + 1, True
            if not moved and all(len({spot.column for spot in group}) == 1 for group in groups):
                return
        for spot, column in zip(self.spots, before, strict=True):
            spot.column = column

    def _captions(self, parent: _Spot, spot: _Spot) -> list[_Caption]:
        label = spot.history[-1]
        match parent.node:
            case Chance(branches):
                return [
                    _Caption(word_pieces(label), latex_words(label), -1, SIZE, "action"),
                    self._formula(branches[label][0], 1, SMALL, "probability", "[{}]"),
                ]
            case Offer(symbol=symbol):
                named = self.highlight.values.get(spot.history, ())
                # What is named in one period after the other, or in one play and in another.
                link = ", then " if isinstance(self.game, MarkovGame) else " or "
                texts = link.join(label_words(Speller(self.space), value) for value in named)
                latex = link.join(label_words(Speller(self.space, latex=True), value) for value in named)
                value = _Caption(formula_pieces(texts), latex, 1, SMALL, "value")
                return [self._formula(symbol, -1, SIZE, "action"), *([value] if named else [])]
            case Draw(symbol=symbol, seen_by=seen_by, cdf=cdf):
                law = "uniform" if cdf is None else expression_text(cdf, self.space)
                seen = f"seen by {', '.join(seen_by) or 'nobody'}"
                lawful = law if cdf is None else f"${expression_latex(cdf, self.space)}$"
                pieces = (
                    *(word_pieces(law) if cdf is None else formula_pieces(law)),
                    *word_pieces(f"; {seen}"),
                )
                note = _Caption(pieces, f"{lawful}; {latex_words(seen)}", 1, SMALL, "probability")
                return [self._formula(symbol, -1, SIZE, "action"), note]
        action = _Caption(word_pieces(label), latex_words(label), -1, SIZE, "action")
        weight = self.highlight.weights.get(spot.history)
        return [action] if weight is None else [action, self._formula(weight, 1, SMALL, "value", "[{}]")]

    def _formula(self, thing: sp.Expr, side: int, size: float, role: str, frame: str = "{}") -> _Caption:
        pieces = formula_pieces(frame.format(expression_text(thing, self.space)))
        return _Caption(pieces, f"${frame.format(expression_latex(thing, self.space))}$", side, size, role)

    # -- heights ----------------------------------------------------------------------------------

    def _stack(self) -> float:
        """Give each node its height, blocks of subtrees one below the other; return where the last ends."""
        for spot in self.spots:
            sides = {caption.side for caption in spot.captions}
            spot.up = max(
                _HALF_MARK if spot.mark else LINE / 2 * len(spot.lines), 18.0 if -1 in sides else 0.0
            )
            spot.down = max(
                _HALF_MARK if spot.mark else LINE / 2 * len(spot.lines), 18.0 if 1 in sides else 0.0
            )
            if isinstance(spot.node, Offer | Draw) and spot.below:
                spot.up = max(spot.up, _HALF_FAN + SMALL)
                spot.down = max(spot.down, _HALF_FAN + SMALL)
        for spot in reversed(self.spots):
            self._block(spot)
        end = _MARGIN
        several = isinstance(self.game, MarkovGame)
        for root in self.roots:
            spot = self.spots[root]
            end += _STATE if several else 0.0
            spot.y = end + spot.top
            end += spot.top + spot.bottom + (2 * _GAP if several else 0.0)
        for spot in self.spots:
            for at, child in self._offsets_below(spot):
                child.y = spot.y + at
        return end

    def _block(self, spot: _Spot) -> None:
        """Say how far the block of a node reaches above and below the node's own line."""
        spot.top, spot.bottom = spot.up, spot.down
        for at, child in self._offsets_below(spot):
            spot.top = max(spot.top, child.top - at)
            spot.bottom = max(spot.bottom, child.bottom + at)

    def _offsets_below(self, spot: _Spot) -> list[tuple[float, _Spot]]:
        """Return the children with their heights relative to the node's."""
        lines, end = [], 0.0
        for child in (self.spots[at] for at in spot.below):
            lines.append((end + child.top, child))
            end += child.top + child.bottom + _GAP
        if not lines:
            return []
        middle = (lines[0][0] + lines[-1][0]) / 2
        return [(at - middle, child) for at, child in lines]

    # -- widths -----------------------------------------------------------------------------------

    def _columns(self) -> range:
        return range(max(spot.column for spot in self.spots) + 1)

    def _widths(self) -> list[float]:
        """Return how wide the marks in each column are."""
        widths = [0.0] * len(self._columns())
        for spot in self.spots:
            if spot.mark:
                widths[spot.column] = max(widths[spot.column], _mark_width(spot.mark))
        return widths

    def _spread(self, widths: list[float]) -> None:
        """Give each column its place, so that every branch that ends there has room for its labels."""
        starts = [_MARGIN]
        for column in self._columns()[1:]:
            start = starts[-1] + widths[column - 1] + _SLANT + _PAD
            for spot in self.spots:
                if spot.above is not None and spot.column == column:
                    level = self._level_from(self.spots[spot.above], starts, widths)
                    start = max(start, level + self._room(spot) + _PAD)
            starts.append(start)
        for spot in self.spots:
            spot.x = starts[spot.column]
            if spot.mark:
                spot.x += widths[spot.column] / 2
        self.starts, self.mark_widths = starts, widths

    def _level_from(self, parent: _Spot, starts: list[float], widths: list[float]) -> float:
        """Return where the branches of a node stop slanting."""
        return starts[parent.column] + widths[parent.column] + _SLANT

    def _room(self, spot: _Spot) -> float:
        """Return how much length the labels on a branch need."""
        wide = [caption.width for caption in spot.captions]
        assert spot.above is not None
        node = self.spots[spot.above].node
        if not isinstance(node, Offer | Draw):
            return _PAD + max(wide, default=0.0)
        return _ASIDE + max([*wide, *(caption.width for caption in self._interval(node))])

    def _interval(self, node: Offer | Draw) -> list[_Caption]:
        return [self._formula(end, side, SMALL, "end") for side, end in ((-1, node.high), (1, node.low))]

    def _offsets(self, widths: list[float], bulges: Mapping[str, float]) -> list[float]:
        """Return how far from its column's start a terminal node's payoffs stand: clear of dashed lines."""
        offsets = [6.0] * len(widths)
        for name, info in self.sets.items():
            columns = {spot.column for spot in self.spots if spot.history in info.histories}
            for column in columns if len(info.histories) > 1 else ():
                reach = widths[column] / 2 + max(4.0, bulges.get(name, 0.0) + 4.0)
                offsets[column] = max(offsets[column], reach + 4.0)
        return offsets

    # -- what is drawn ----------------------------------------------------------------------------

    def _mark(self, spot: _Spot) -> Mark:
        kind = type(spot.node).__name__.lower()
        info = spot.node.info if isinstance(spot.node, Decision | Offer) else None
        label = Label(
            word_pieces(spot.mark), latex_words(spot.mark), spot.x, spot.y, "middle", SIZE, "player"
        )
        return Mark(spot.history, kind, spot.mark, info, label, _mark_width(spot.mark), 2 * _HALF_MARK)

    def _branch(self, spot: _Spot, offsets: list[float]) -> Branch:
        assert spot.above is not None
        parent = self.spots[spot.above]
        start = (parent.x + _mark_width(parent.mark) / 2, parent.y)
        bend = (self._level_from(parent, self.starts, self.mark_widths), spot.y)
        end = spot.x - _mark_width(spot.mark) / 2 if spot.mark else spot.x + offsets[spot.column] - 4.0
        aside = _ASIDE if isinstance(parent.node, Offer | Draw) else _PAD / 2
        labels = tuple(caption.label(bend[0] + aside, spot.y) for caption in spot.captions)
        on_path, chosen = spot.history in self.highlight.path, spot.history in self.highlight.chosen
        return Branch(spot.history, (start, bend, (end, spot.y)), labels, on_path, chosen)

    def _fan(self, spot: _Spot) -> Fan:
        assert isinstance(spot.node, Offer | Draw)
        apex = (spot.x + _mark_width(spot.mark) / 2, spot.y)
        x = self._level_from(spot, self.starts, self.mark_widths)
        labels = tuple(
            Label(c.pieces, c.latex, x + _PAD / 2, spot.y + c.side * _HALF_FAN, "start", SMALL, "end")
            for c in self._interval(spot.node)
        )
        return Fan(spot.history, apex, x, spot.y - _HALF_FAN, spot.y + _HALF_FAN, labels)

    def _bulges(self, widths: list[float]) -> dict[str, float]:
        """Return how far the dashed lines of each information set swing out, 0 where nothing is between."""
        bulges: dict[str, float] = {}
        used: dict[int, int] = {}
        for name, info in self.sets.items():
            inside = [spot for spot in self.spots if spot.history in info.histories]
            columns = {spot.column for spot in inside}
            if len(inside) < 2 or len(columns) > 1:
                continue
            [column] = columns
            low, high = inside[0].y, inside[-1].y
            between = [
                s
                for s in self.spots
                if s.mark and s.column == column and low < s.y < high and s not in inside
            ]
            if between:
                used[column] = used.get(column, 0) + 1
                bulges[name] = widths[column] / 2 + 7.0 * used[column] - 2.0
        return bulges

    def _links(self, bulges: Mapping[str, float]) -> list[Link]:
        links = []
        for name, info in self.sets.items():
            inside = sorted((s for s in self.spots if s.history in info.histories), key=lambda spot: spot.y)
            for upper, lower in itertools.pairwise(inside):
                start, end = (upper.x, upper.y + _HALF_MARK), (lower.x, lower.y - _HALF_MARK)
                pair = (upper.history, lower.history)
                links.append(Link(name, pair, start, end, bulges.get(name, 0.0)))
        return links

    def _notes(self, end: float) -> tuple[Label, ...]:
        notes = []
        for root in self.roots if isinstance(self.game, MarkovGame) else ():
            spot = self.spots[root]
            state = f"state {spot.history[0]}"
            y = spot.y - spot.top - _STATE / 2
            notes.append(Label(word_pieces(state), latex_words(state), _MARGIN, y, "start", SIZE, "state"))
        if len(self.game.players) > 1:
            words = f"payoffs: {', '.join(self.game.players)}"
        else:
            words = f"payoffs of {self.game.players[0]}"
        if self.highlight.path:
            off = "; thick: what is played elsewhere" if self.highlight.chosen > self.highlight.path else ""
            words += f" · blue: the path of play{off}"
        return (
            *notes,
            Label(word_pieces(words), latex_words(words), _MARGIN, end + 14.0, "start", SMALL, "note"),
        )


def _mark_width(words: str) -> float:
    return max(2 * _HALF_MARK, width_of(word_pieces(words), SIZE) + 12.0) if words else 0.0
