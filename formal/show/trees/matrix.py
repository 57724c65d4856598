r"""Payoff matrices: the best replies underlined, as text, for LaTeX, for pages and as SVG.

The first player chooses the row, the second the column; each combination of actions of the others has a matrix of
its own.

>>> from sympy import symbols
>>> T, R, P, S = symbols("T R P S")
>>> dilemma = StrategicGame.from_arrays(
...     [[R, S], [T, P]], [[R, T], [S, P]],
...     players=["A", "B"], actions=[["cooperate", "defect"]] * 2, where=[T > R, R > P, P > S],
... )
>>> print(dilemma.draw())
A \ B      cooperate  defect
cooperate  R, R       S, T
                         -
defect     T, S       P, P
           -          -  -
Underlined: best replies wherever T > R > P > S.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import sympy as sp

from formal import verbs
from formal.algebra.region import Region
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.errors import GameError, OutputError
from formal.games.repeated import RepeatedGame
from formal.games.replies import best_replies
from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame
from formal.games.table import Cell
from formal.show.expression import expression_latex, expression_text
from formal.show.files import write_whole
from formal.show.names import latex_words
from formal.show.trees.lettering import Piece, formula_pieces, width_of, word_pieces
from formal.show.trees.picture import SIZE, SMALL, Label
from formal.show.trees.svg import add_label, number, page, written

__all__ = ["MOST_CELLS", "Matrix"]

#: More cells than these fill no page that anybody reads.
MOST_CELLS = 64

_ROW, _GAP, _MARGIN = 30.0, 22.0, 10.0


@dataclass(frozen=True, repr=False, eq=False)
class Matrix:
    """A game in strategic form as a matrix, the best replies underlined.

    Attributes
    ----------
    game
        What is shown.
    best
        For each cell and player whether the payoff is underlined; None where that stayed undecided.
    condition
        For which parameters: in words, and the conditions that end the sentence.
    played
        The cells that an equilibrium reaches.

    Examples
    --------
    >>> game = StrategicGame(["A", "B"], {("up", "left"): (1, 0), ("up", "right"): (0, 1)}, name="Small")
    >>> game.draw()
    Matrix('Small', 1 x 2)
    """

    game: StrategicGame
    best: Mapping[Cell, tuple[bool | None, ...]]
    condition: tuple[str, str]
    played: frozenset[Cell] = field(default_factory=frozenset)

    # -- parts ------------------------------------------------------------------------------------

    @property
    def _rows(self) -> Cell:
        return self.game.actions[self.game.players[0]]

    @property
    def _columns(self) -> tuple[str | None, ...]:
        """The second player's actions; one column without a name where there is no second player."""
        return self.game.actions[self.game.players[1]] if len(self.game.players) > 1 else (None,)

    def _sheets(self) -> Iterator[tuple[str, Cell]]:
        """Yield for each combination of actions of the third and later players what is said of it, and it."""
        others = self.game.players[2:]
        for rest in itertools.product(*(self.game.actions[player] for player in others)):
            yield ", ".join(f"{p}: {a}" for p, a in zip(others, rest, strict=True)), rest

    def _cell(self, row: str, column: str | None, rest: Cell) -> Cell:
        return (row, *(() if column is None else (column,)), *rest)

    @property
    def _corner(self) -> str:
        return " \\ ".join(self.game.players[:2])

    @property
    def note(self) -> str:
        """What the underlining means."""
        words, conditions = self.condition
        return f"Underlined: best replies {words}{conditions}.{self._undecided}"

    @property
    def _undecided(self) -> str:
        count = sum(mark is None for marks in self.best.values() for mark in marks)
        return f" Undecided for {count} payoffs, which are not underlined." if count else ""

    @property
    def _note_pieces(self) -> tuple[Piece, ...]:
        words, conditions = self.condition
        head, tail = f"Underlined: best replies {words}", f".{self._undecided}"
        return (*word_pieces(head), *formula_pieces(conditions), *word_pieces(tail))

    # -- text -------------------------------------------------------------------------------------

    def __str__(self) -> str:
        blocks = []
        for title, rest in self._sheets():
            table = [[(self._corner, ""), *((column or "", "") for column in self._columns)]]
            for row in self._rows:
                cells = (self._text(self._cell(row, column, rest)) for column in self._columns)
                table.append([(row, ""), *cells])
            widths = [max(len(line[i][0]) for line in table) for i in range(len(table[0]))]
            lines = [title] if title else []
            for line in table:
                for part in (0, 1):
                    shown = "  ".join(
                        cell[part].ljust(width) for cell, width in zip(line, widths, strict=True)
                    )
                    lines += [shown.rstrip()] if shown.strip() else []
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + f"\n{self.note}"

    def _text(self, cell: Cell) -> tuple[str, str]:
        """Return the payoffs of a cell, and the line below with a dash under each letter of the best."""
        texts = [expression_text(u, self.game.space) for u in self.game.payoffs[cell]]
        marks = [("-" if best else " ") * len(t) for t, best in zip(texts, self.best[cell], strict=True)]
        return ", ".join(texts), "  ".join(marks)

    # -- LaTeX ------------------------------------------------------------------------------------

    def to_latex(self) -> str:
        """Return the matrices as LaTeX: a `tabular` for each."""
        return "\n\n".join(self._tabular(title, rest) for title, rest in self._sheets())

    def _tabular(self, title: str, rest: Cell) -> str:
        columns = self._columns
        first, *second = (latex_words(player) for player in self.game.players[:2])
        none = r"\multicolumn{2}{r}{}"
        head = [rf"{none} & \multicolumn{{{len(columns)}}}{{c}}{{{second[0]}}} \\"] if second else []
        names = [latex_words(column or "") for column in columns]
        lines = [
            r"{\renewcommand{\arraystretch}{1.3}%",
            rf"\begin{{tabular}}{{r@{{\quad}}r|{'c|' * len(columns)}}}",
        ]
        lines += (
            [rf"\multicolumn{{{len(columns) + 2}}}{{c}}{{{latex_words(title)}}} \\[2pt]"] if title else []
        )
        centred = [rf"\multicolumn{{1}}{{c}}{{{name}}}" for name in names]
        lines += [*head, rf"{none} & {' & '.join(centred)} \\"]
        rule = rf"\cline{{3-{len(columns) + 2}}}"
        for at, row in enumerate(self._rows):
            cells = [self._latex(self._cell(row, column, rest)) for column in columns]
            player = first if at == (len(self._rows) - 1) // 2 else ""
            lines.append(rf"{rule} {player} & {latex_words(row)} & {' & '.join(cells)} \\")
        return "\n".join([*lines, rf"{rule}", r"\end{tabular}}"])

    def _latex(self, cell: Cell) -> str:
        shown = []
        for payoff, best in zip(self.game.payoffs[cell], self.best[cell], strict=True):
            latex = expression_latex(payoff, self.game.space)
            shown.append(rf"\underline{{{latex}}}" if best else latex)
        return "$" + r",\; ".join(shown) + "$"

    # -- pages ------------------------------------------------------------------------------------

    def html(self) -> str:
        """Return the matrices as HTML tables."""
        root = ET.Element("div", {"class": "formal-matrix"})
        for title, rest in self._sheets():
            table = ET.SubElement(root, "table")
            ET.SubElement(table, "caption").text = title or self.game.name or None
            head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
            ET.SubElement(head, "td").text = self._corner
            for column in self._columns:
                ET.SubElement(head, "th", {"scope": "col"}).text = column or None
            body = ET.SubElement(table, "tbody")
            for row in self._rows:
                line = ET.SubElement(body, "tr")
                ET.SubElement(line, "th", {"scope": "row"}).text = row
                for column in self._columns:
                    self._add_cell(line, self._cell(row, column, rest))
        _add_pieces(ET.SubElement(root, "p"), self._note_pieces)
        return ET.tostring(root, encoding="unicode", method="html")

    def _add_cell(self, line: ET.Element, cell: Cell) -> None:
        style = {"style": "background:#dcebf5"} if cell in self.played else {}
        data = ET.SubElement(line, "td", style)
        payoffs = zip(self.game.payoffs[cell], self.best[cell], strict=True)
        for at, (payoff, best) in enumerate(payoffs):
            if at:
                ET.SubElement(data, "span").text = ", "
            holder = ET.SubElement(data, "u" if best else "span")
            _add_pieces(holder, formula_pieces(expression_text(payoff, self.game.space)))

    # -- SVG --------------------------------------------------------------------------------------

    def svg(self, prefix: str = "matrix") -> str:
        """Return the matrices as SVG, one below the other; `prefix` begins every id."""
        sheets = list(self._sheets())
        columns = self._columns
        left = max(width_of(word_pieces(words), SIZE) for words in (*self._rows, self._corner)) + 2 * _GAP
        widths = [
            max(
                width_of(word_pieces(column or ""), SIZE),
                *(self._width(self._cell(row, column, rest)) for row in self._rows for _, rest in sheets),
            )
            + _GAP
            for column in columns
        ]
        above = _ROW * (2 if sheets[0][0] else 1)
        each = above + _ROW * len(self._rows) + _ROW / 2
        note = Label(
            self._note_pieces, "", _MARGIN, each * len(sheets) + _MARGIN + 8, size=SMALL, role="note"
        )
        width = max(left + sum(widths) + 2 * _MARGIN, note.box.right + _MARGIN)
        title = f"{self.game.name or 'Game'}: payoff matrix"
        root = page(width, note.box.bottom + _MARGIN, title, str(self), prefix)
        for at, (words, rest) in enumerate(sheets):
            self._add_sheet(root, words, rest, _MARGIN + at * each, left, widths)
        add_label(root, note)
        return written(root)

    def _add_sheet(
        self, root: ET.Element, words: str, rest: Cell, top: float, left: float, widths: Sequence[float]
    ) -> None:
        def put(text: str, x: float, y: float, role: str, anchor: Any = "middle") -> None:
            add_label(root, Label(word_pieces(text), "", x, y, anchor, SIZE, role))

        if words:
            put(words, _MARGIN, top + _ROW / 2, "state", "start")
            top += _ROW
        put(self._corner, left - _GAP / 2, top + _ROW / 2, "player", "end")
        starts = list(itertools.accumulate(widths, initial=left))
        for start, width, column in zip(starts, widths, self._columns, strict=False):
            put(column or "", start + width / 2, top + _ROW / 2, "action")
        for line, row in enumerate(self._rows):
            y = top + (line + 1) * _ROW
            put(row, left - _GAP / 2, y + _ROW / 2, "action", "end")
            for start, width, column in zip(starts, widths, self._columns, strict=False):
                cell = self._cell(row, column, rest)
                fill = "#dcebf5" if cell in self.played else "none"
                box = {"x": start, "y": y, "width": width, "height": _ROW}
                ET.SubElement(
                    root, "rect", {k: number(v) for k, v in box.items()} | {"fill": fill, "stroke": "#444"}
                )
                add_label(
                    root,
                    Label(self._pieces(cell), "", start + width / 2, y + _ROW / 2, "middle", role="payoff"),
                )

    def _pieces(self, cell: Cell) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for payoff, best in zip(self.game.payoffs[cell], self.best[cell], strict=True):
            own = formula_pieces(expression_text(payoff, self.game.space))
            pieces += [
                *word_pieces(", " if pieces else ""),
                *(replace(p, underlined=bool(best)) for p in own),
            ]
        return tuple(pieces)

    def _width(self, cell: Cell) -> float:
        return width_of(self._pieces(cell), SIZE)

    # -- files and notebooks ----------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write the matrices to a file whose name ends in `.svg`, `.tex` or `.html`."""
        target = Path(path)
        makers = {".svg": self.svg, ".tex": self.to_latex, ".html": self.html}
        if target.suffix not in makers:
            raise OutputError(f"cannot draw to {target.name!r}: the name must end in {', '.join(makers)}")
        write_whole(target, makers[target.suffix]() + "\n")

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        shape = " x ".join(str(len(actions)) for actions in self.game.actions.values())
        return f"Matrix({self.game.name!r}, {shape})"


def _add_pieces(holder: ET.Element, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        tag = {0: "i" if piece.italic else "span", 1: "sup", -1: "sub"}[piece.script]
        ET.SubElement(holder, tag).text = piece.text


@verbs.draw.register
def _draw_table(
    game: StrategicGame,
    path: str | Path | None = None,
    *,
    highlight: object = None,
    at: Mapping[sp.Symbol | str, Any] | None = None,
    **options: Any,
) -> Matrix:
    if options:
        raise OutputError(f"{' and '.join(options)} is for trees: {game!r} is drawn as a matrix")
    if len(game.payoffs) > MOST_CELLS:
        raise GameError(
            f"the matrix of {game.name or 'the game'} has {len(game.payoffs)} cells, too many to be read "
            f"(at most {MOST_CELLS}): draw game.restricted({{player: [action, ...]}}), or print the game"
        )
    matrix = Matrix(game, best_replies(game, at), _condition(game, at), _cells(game, highlight))
    if path is not None:
        matrix.save(path)
    return matrix


@verbs.draw.register
def _draw_stage(game: RepeatedGame, path: str | Path | None = None, **options: Any) -> Matrix:
    if options.pop("highlight", None) is not None:
        raise GameError(f"{game!r} is drawn as the matrix of one period, which shows no path over time")
    matrix: Matrix = verbs.draw(game.stage, path, **options)
    return matrix


@verbs.draw.register
def _draw_symmetric(game: SymmetricGame, path: str | Path | None = None, **options: Any) -> Matrix:
    if options.pop("highlight", None) is not None:
        raise GameError(
            f"{game!r} is drawn without an equilibrium, by game.draw(path): what counts in it is how many act, not who"
        )
    table = game.strategic_form()
    if len(table.payoffs) > MOST_CELLS:
        most = int(math.log2(MOST_CELLS))
        raise GameError(
            f"a matrix for {game.number} players is too large to be read: fix a number of up to {most}"
        )
    matrix: Matrix = verbs.draw(table, path, **options)
    return matrix


def _condition(game: StrategicGame, at: Mapping[sp.Symbol | str, Any] | None) -> tuple[str, str]:
    if at:
        values = ", ".join(f"{game.space.name_of(k)} = {expression_text(v)}" for k, v in at.items())
        return ("at " if len(at) == len(game.space.names) else "wherever "), values
    if not game.space.names:
        return "to what the others do", ""
    held = str(Region.of(game.space, game.space.assumptions))
    return ("for all parameters", "") if held == "always" else ("wherever ", held)


def _cells(game: StrategicGame, highlight: object) -> frozenset[Cell]:
    if highlight is None:
        return frozenset()
    if isinstance(highlight, Equilibrium):
        listed: Any = highlight.outcome
    else:
        listed = highlight.path if isinstance(highlight, Outcome) else highlight
    cells = frozenset(tuple(cell) for cell in listed)
    for cell in cells:
        if cell not in game.payoffs:
            raise GameError(f"cannot highlight {cell!r}: it is no combination of actions of {game!r}")
    return cells
