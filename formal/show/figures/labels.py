"""Where a label fits: the places of a coarse picture that are farthest from anything else.

>>> places(["aaab", "aaab", "aaab"], 2)
{'a': [(1, 1)]}
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

__all__ = ["places"]


def places(rows: Sequence[Sequence[Hashable]], least: int) -> dict[Any, list[tuple[int, int]]]:
    """Return for each value in a grid the roomiest place in each connected part, as `(row, column)`.

    Parameters
    ----------
    rows
        The grid.
    least
        How many steps a place must be from anything else.
    """
    depth = _depths(rows)
    found: dict[Any, list[tuple[int, int]]] = {}
    for part in _parts(rows):
        centre = _centre(part)
        best = max(part, key=lambda cell: (depth[cell], -math.dist(cell, centre)))
        if depth[best] >= least:
            found.setdefault(rows[best[0]][best[1]], []).append(best)
    return found


def _depths(rows: Sequence[Sequence[Hashable]]) -> dict[tuple[int, int], int]:
    """Return for each cell how many steps it is from a cell with another value, or from the edge."""
    cells = [(i, j) for i, row in enumerate(rows) for j, _ in enumerate(row)]
    reach = {cell: len(rows) + len(rows[0]) for cell in cells}
    for ordered, steps in ((cells, ((-1, 0), (0, -1))), (cells[::-1], ((1, 0), (0, 1)))):
        for i, j in ordered:
            for di, dj in steps:
                beside = (i + di, j + dj)
                same = beside in reach and rows[beside[0]][beside[1]] == rows[i][j]
                reach[i, j] = min(reach[i, j], reach[beside] + 1 if same else 1)
    return reach


def _parts(rows: Sequence[Sequence[Hashable]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the connected parts with one value, each as its cells."""
    waiting = {(i, j) for i, row in enumerate(rows) for j, _ in enumerate(row)}
    while waiting:
        start = min(waiting)
        part, frontier = [], [start]
        waiting.discard(start)
        while frontier:
            i, j = frontier.pop()
            part.append((i, j))
            for beside in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if beside in waiting and rows[beside[0]][beside[1]] == rows[i][j]:
                    waiting.discard(beside)
                    frontier.append(beside)
        yield sorted(part)


def _centre(part: Sequence[tuple[int, int]]) -> tuple[float, float]:
    return sum(i for i, _ in part) / len(part), sum(j for _, j in part) / len(part)
