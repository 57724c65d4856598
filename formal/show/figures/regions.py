"""Which equilibrium exists where, in two parameters: exact boundaries, with their formulas on them.

The boundaries are the curves on which the polynomials of the regions are zero. They cut the window into cells
(`formal.algebra.plane`), each cell is judged at an exact point inside it, and a curve is drawn where the two sides
differ. Nothing depends on a grid but the places of the labels.

>>> from sympy import symbols
>>> from formal.games.extensive import Game
>>> from formal.games.tree import choose, offer
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p - c_A, 1 - p - c_B)}))
>>> game = Game(["A", "B"], tree, where=[0 < p, p < 1, c_A > 0, c_B > 0], name="Crisis")
>>> game.solve().plot(p, c_B, at={c_A: "1/10"})
Plot('Crisis: equilibria by p and c_B')
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from formal import verbs
from formal.algebra.formula import atom
from formal.algebra.polynomial import Polynomial
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.equilibria.solution import Solution
from formal.show.expression import expression_latex
from formal.show.figures.cells import Boundary, Cells, middles
from formal.show.figures.labels import places
from formal.show.figures.slices import Slice, fixed_values
from formal.show.play import Speller, history_words, path_words
from formal.show.plot import FILLS, HATCHES, Plot, as_math, blank, compound, patch, settings

__all__ = ["region_plot"]

#: Cells of the grid by which labels are placed, each way.
_GRID = 48
#: Letters on a line of the legend, and lines for an outcome.
_LONGEST, _MOST_LINES = 84, 3
#: Letters of LaTeX beyond which the equation of a curve is left out.
_LONGEST_FORMULA = 160


@verbs.plot.register
def region_plot(
    solution: Solution, x: Any, y: Any, *, at: Mapping[Any, Any] | None = None, path: str | Path | None = None
) -> Plot:
    """Draw which outcome exists where (see `Solution.plot`)."""
    part = Slice.of(solution.space, [outcome.where for outcome in solution.found], x, y, at)
    with settings():
        plot = _drawn(solution, Cells(part), at)
    if path is not None:
        plot.save(path)
    return plot


def _drawn(solution: Solution, cells: Cells, at: Mapping[Any, Any] | None) -> Plot:
    part = cells.part
    name = getattr(solution.game, "name", "") or "Game"
    figure, axes = blank(6.4, 4.6)
    plot = Plot(figure, axes, f"{name}: equilibria by {part.across.name} and {part.up.name}")
    window = part.plane.window
    axes.set_xlim(float(window.left), float(window.right))
    axes.set_ylim(float(window.low), float(window.high))
    across, up = (
        f"${expression_latex(solution.space.symbols[axis.name])}$" for axis in (part.across, part.up)
    )
    axes.set_xlabel(across, fontsize=12)
    axes.set_ylabel(up, fontsize=12, rotation=0, labelpad=14)
    _fill(axes, cells)
    pieces = list(cells.boundaries())
    for piece in pieces:
        axes.plot(*zip(*piece.points, strict=True), color="#111111", linewidth=1.3, solid_capstyle="round")
    taken = _write_numbers(plot, cells)
    rest = _write_formulas(plot, cells, pieces, solution.space, taken)
    _write_legend(plot, cells, solution, rest, at)
    return plot


def _fill(axes: Any, cells: Cells) -> None:
    for number, kind in enumerate(cells.present()):
        axes.add_patch(compound(list(cells.outlines(kind)), **_look(number, kind)))


def _look(number: int, kind: tuple[int, ...]) -> dict[str, Any]:
    if not kind:
        return {"facecolor": "#ffffff", "edgecolor": "#999999", "hatch": "++", "linewidth": 0}
    return {
        "facecolor": FILLS[number % len(FILLS)],
        "edgecolor": "#8a8a8a",
        "hatch": HATCHES[(number + number // len(FILLS)) % len(HATCHES)] or None,
        "linewidth": 0,
    }


def _write_numbers(plot: Plot, cells: Cells) -> list[Any]:
    """Write in each area with room for it the numbers of what exists there; return the boxes that are taken."""
    window = cells.part.plane.window
    xs, ys = (middles(a, b, _GRID) for a, b in ((window.left, window.right), (window.low, window.high)))
    look = {"ha": "center", "va": "center", "fontweight": "bold", "zorder": 5}
    box = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none"}
    taken: list[Any] = []
    inside = plot.axes.get_window_extent()
    for kind, found in places(cells.grid(_GRID), 2).items():
        for i, j in found if kind is not None else ():
            text = plot.axes.text(xs[j], ys[i], _numbered(kind), bbox=box, **look)
            for size in (10, 7.5):
                text.set_fontsize(size)
                extent = _extent(plot, text).padded(3)
                fits = inside.x0 <= extent.x0 and extent.x1 <= inside.x1
                if fits and not any(extent.overlaps(other) for other in taken):
                    taken.append(extent)
                    break
            else:
                text.remove()
    return taken


def _write_formulas(
    plot: Plot, cells: Cells, pieces: Sequence[Boundary], space: Space, taken: list[Any]
) -> list[str]:
    """Write the formula of each curve along it, where there is room; return those for which there is none."""
    curves: dict[Polynomial, list[Boundary]] = {}
    for piece in pieces:
        curves.setdefault(piece.polynomial, []).append(piece)
    rest = []
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    for polynomial, own in curves.items():
        region = Region.of(space, atom(polynomial, "=")).solved_for(
            cells.part.up.name, cells.part.across.name
        )
        formula = as_math(f"${verbs.latex(region)}$")
        if formula is None or len(formula) > _LONGEST_FORMULA:
            continue
        text = plot.axes.text(0, 0, formula, ha="center", va="center", fontsize=9, bbox=box, zorder=4)
        if not _placed(plot, text, own, taken):
            text.remove()
            rest.append(formula)
    return rest


def _placed(plot: Plot, text: Any, pieces: Sequence[Boundary], taken: list[Any]) -> bool:
    """Move a text along the pieces to a place where it covers nothing; return whether there is one."""
    inside = plot.axes.get_window_extent()
    for piece in sorted(pieces, key=lambda piece: -_length(plot, piece.points)):
        screen = plot.axes.transData.transform(piece.points)
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            at, angle = _point_along(screen, share)
            text.set_position(plot.axes.transData.inverted().transform(at))
            text.set_rotation(angle)
            extent = _extent(plot, text)
            fits = (
                inside.x0 <= extent.x0
                and extent.x1 <= inside.x1
                and inside.y0 <= extent.y0
                and extent.y1 <= inside.y1
            )
            if fits and not any(extent.overlaps(other) for other in taken):
                taken.append(extent)
                return True
    return False


def _point_along(screen: Any, share: float) -> tuple[tuple[float, float], float]:
    """Return the point at a share of a line's length, and the line's angle there, so that text is upright."""
    steps = [math.dist(a, b) for a, b in itertools.pairwise(screen)]
    ends = list(itertools.accumulate(steps))
    wanted = share * ends[-1]
    i = min(bisect.bisect_left(ends, wanted), len(steps) - 1)
    (x, y), (u, v) = screen[i], screen[i + 1]
    within = (wanted - (ends[i] - steps[i])) / steps[i] if steps[i] else 0.0
    angle = math.degrees(math.atan2(v - y, u - x))
    return (x + within * (u - x), y + within * (v - y)), (angle + 90) % 180 - 90 if abs(angle) != 90 else 90


def _length(plot: Plot, points: Sequence[tuple[float, float]]) -> float:
    screen = plot.axes.transData.transform(points)
    return sum(math.dist(a, b) for a, b in itertools.pairwise(screen))


def _extent(plot: Plot, text: Any) -> Any:
    return text.get_window_extent(plot.figure.canvas.get_renderer())


def _write_legend(
    plot: Plot, cells: Cells, solution: Solution, formulas: Sequence[str], at: Mapping[Any, Any] | None
) -> None:
    present = cells.present()
    looks = {kind: _look(number, kind) | {"linewidth": 0.5} for number, kind in enumerate(present)}
    nothing = {"facecolor": "none", "edgecolor": "none"}
    handles = []
    for i in sorted({i for kind in present for i in kind}):
        handles.append(patch(label=f"{i + 1}: {_path(solution, i)}", **looks.get((i,), nothing)))
    for kind in present:
        if not kind:
            handles.append(patch(label="none: no equilibrium of the kind listed", **looks[kind]))
        elif len(kind) > 1:
            handles.append(patch(label=f"{_numbered(kind)}: each of these exists", **looks[kind]))
    handles += [patch(label=f"boundary {formula}", **nothing) for formula in formulas]
    if solution.undecided:
        handles.append(patch(label="some questions stayed undecided: print the solution", **nothing))
    plot.axes.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.14),
        frameon=False,
        fontsize=9,
        handlelength=2.2,
    )
    part = cells.part
    values = fixed_values(solution.space, at, (part.across.name, part.up.name))
    shown = ", ".join(f"${expression_latex(solution.space.symbols[n])} = {v}$" for n, v in values.items())
    written = as_math(f"at {shown}") if shown else None
    if written is not None:
        plot.axes.set_title(written, fontsize=9, loc="left", color="#444444")


def _numbered(kind: tuple[int, ...]) -> str:
    """Return `1`, `1, 3`, `1–4`, or `none`: the outcomes as `print(solution)` numbers them.

    Examples
    --------
    >>> _numbered((0, 2)), _numbered((0, 1, 2, 5))
    ('1, 3', '1–3, 6')
    """
    runs: list[list[int]] = []
    for i in kind:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    shown = [
        f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 2 else ", ".join(str(i + 1) for i in run) for run in runs
    ]
    return ", ".join(shown) or "none"


def _path(solution: Solution, index: int) -> str:
    """Return what happens, with its formulas set where they can be, on a few lines where it is long."""
    path = solution.found[index].path
    plain, words = Speller(solution.space), _Words(solution.space, latex=True)
    if len(path_words(plain, path)) <= _LONGEST:
        return as_math(path_words(words, path)) or _escaped(path_words(plain, path))
    lines: list[list[str]] = [[]]
    length = 0
    for history in path:
        text = history_words(plain, history)
        if lines[-1] and length + len(text) > _LONGEST:
            lines.append([])
            length = 0
        length += len(text) + 2
        lines[-1].append(as_math(history_words(words, history)) or _escaped(text))
    shown = [";  ".join(line) for line in lines[:_MOST_LINES]]
    more = f"; and {sum(map(len, lines[_MOST_LINES:]))} more" if len(lines) > _MOST_LINES else ""
    return ";\n".join(shown) + more


class _Words(Speller):
    """Spells for matplotlib: formulas between dollar signs, words as they are."""

    def word(self, label: str) -> str:
        """Return an action's label."""
        return _escaped(label)


def _escaped(words: str) -> str:
    return words.replace("$", r"\$")
