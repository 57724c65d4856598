"""Refinements of signalling equilibria at one point, by the definitions, with fractions.

`paid[t][m][r]` is what the sender of type `t` and the receiver get after message `m` and reply `r`. The sets of replies
that are best at some belief are read off the corners of the arrangement in which the belief simplex is cut by the
receiver's indifferences: at every other belief the best replies are among those of a corner nearby. Whether a mixed
reply with some property exists is then a small system of linear inequalities, solved by trying all basic solutions.

>>> reply = {"duel": (0, -1), "none": (2, 0)}, {"duel": (0, 1), "none": (2, 0)}
>>> game = {"strong": {"beer": reply[0]}, "weak": {"beer": reply[1]}}
>>> sorted(map(sorted, best_sets(game, "beer", ["strong", "weak"])))
[['duel'], ['duel', 'none'], ['none']]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

Row = list[Fraction]


def survives(game: Any, criterion: str, achieved: dict[str, Fraction], unsent: Sequence[str]) -> bool:
    """Return whether an equilibrium that gives each type `achieved` passes, for every message in `unsent`."""
    return all(_passes(game, criterion, achieved, message) for message in unsent)


def best_sets(game: Any, message: str, types: Sequence[str]) -> set[frozenset[str]]:
    """Return the sets of replies that are best together at some corner of the beliefs on `types`."""
    replies = list(next(iter(game.values()))[message])
    rows = [
        [Fraction(game[t][message][r][1]) - Fraction(game[t][message][s][1]) for t in types]
        for r, s in combinations(replies, 2)
    ]
    found = set()
    for belief in basic([*rows], len(types)):
        value = {
            r: sum((mu * game[t][message][r][1] for mu, t in zip(belief, types, strict=True)), Fraction(0))
            for r in replies
        }
        found.add(frozenset(r for r in replies if value[r] == max(value.values())))
    return found


def _passes(game: Any, criterion: str, achieved: dict[str, Fraction], message: str) -> bool:
    types = list(game)
    gain = {t: {r: own[0] - achieved[t] for r, own in game[t][message].items()} for t in types}
    sets = best_sets(game, message, types)
    possible = set().union(*sets)
    if criterion == "intuitive":
        out = [t for t in types if all(gain[t][r] < 0 for r in possible)]
    elif criterion == "dominance":
        out = [t for t in types if _dominated(game, t, message)]
    else:
        out = [t for t in types if any(_less_eager(gain[t], gain[s], sets) for s in types if s != t)]
    left = [t for t in types if t not in out] or types
    remaining = best_sets(game, message, left)
    if criterion == "intuitive":
        return all(any(gain[t][r] <= 0 for r in set().union(*remaining)) for t in left)
    return any(_mixture_exists([[-gain[t][r] for r in best] for t in types], len(best)) for best in remaining)


def _dominated(game: Any, kind: str, message: str) -> bool:
    def paid(m: str) -> list[Any]:
        return [game[kind][m][r][0] for r in set().union(*best_sets(game, m, list(game)))]

    return any(min(paid(other)) > max(paid(message)) for other in game[kind] if other != message)


def _less_eager(mine: dict[str, Fraction], theirs: dict[str, Fraction], sets: set[frozenset[str]]) -> bool:
    if not any(theirs[r] > 0 for best in sets for r in best):
        return False
    return not any(
        _mixture_exists([[mine[r] for r in best], [-theirs[r] for r in best]], len(best)) for best in sets
    )


def _mixture_exists(rows: list[Row], count: int) -> bool:
    """Return whether some mixture makes every row at least zero."""
    return any(
        all(sum((a * x for a, x in zip(row, mixture, strict=True)), Fraction(0)) >= 0 for row in rows)
        for mixture in basic(rows, count)
    )


def basic(rows: list[Row], count: int) -> Iterator[Row]:
    """Yield the points of the simplex at which `count - 1` of the rows and coordinates are zero, if it is one point."""
    units = [[Fraction(int(i == j)) for j in range(count)] for i in range(count)]
    for active in combinations([*rows, *units], count - 1):
        point = _solved([[Fraction(1)] * count, *active], [Fraction(1)] + [Fraction(0)] * (count - 1))
        if point is not None and all(x >= 0 for x in point):
            yield point


def _solved(matrix: Sequence[Row], right: Row) -> Row | None:
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = next((i for i in range(column, len(rows)) if rows[i][column] != 0), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for i, row in enumerate(rows):
            if i != column and row[column] != 0:
                rows[i] = [x - row[column] * y for x, y in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]
