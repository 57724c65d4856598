"""Every equilibrium of a two-player game with numbers for payoffs: extreme equilibria and what they span.

After both players' payoffs are made positive, the mixed strategies of one player and the best replies of the
other are the vertices of a polytope. A pair of vertices is an *extreme equilibrium* when every action is
unused or a best reply. Sets of vertices all of whose pairs are equilibria, and that cannot be enlarged, span
the *maximal Nash subsets*: convex sets of equilibria whose union is the whole set of equilibria.

>>> chicken = ([[0, 3], [1, 2]], [[0, 1], [3, 2]])
>>> for left, right in extreme_equilibria(*chicken):
...     print([str(q) for q in left.point], [str(q) for q in right.point])
['0', '1'] ['1', '0']
['1/2', '1/2'] ['1/2', '1/2']
['1', '0'] ['0', '1']

References
----------
Avis, D., G. D. Rosenberg, R. Savani and B. von Stengel (2010), Enumeration of Nash equilibria for two-player
games. Economic Theory 42.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formal.solvers.vertices import Vertex, vertices

Matrix = Sequence[Sequence[Fraction | int]]
Pair = tuple[Vertex, Vertex]


@dataclass(frozen=True, slots=True)
class NashSubset:
    """A maximal convex set of equilibria: any of the one player's mixtures with any of the other's.

    Attributes
    ----------
    rows, columns
        The extreme mixed strategies of the two players.

    Examples
    --------
    >>> subset, = nash_subsets([[0, 0]], [[1, 1]])
    >>> len(subset.rows), len(subset.columns)
    (1, 2)
    """

    rows: tuple[Vertex, ...]
    columns: tuple[Vertex, ...]


def extreme_equilibria(first: Matrix, second: Matrix) -> list[Pair]:
    """Return the equilibria that are not in between others, as mixed strategies with what is tight at them.

    Parameters
    ----------
    first, second
        The payoffs of the row player and of the column player, one row for each action of the former.

    Returns
    -------
    list
        Pairs of mixed strategies. In `tight`, the bits of the row player's actions come first, then those of
        the column player's; an action's bit says that its own player does not use it, or that it is a best
        reply to the other player's strategy.

    Examples
    --------
    >>> len(extreme_equilibria([[1, 0], [0, 1]], [[1, 0], [0, 1]]))
    3
    """
    rows, columns = len(first), len(first[0])
    everything = (1 << (rows + columns)) - 1
    left = _strategies(rows, [list(column) for column in zip(*second, strict=True)], own_first=True)
    right = _strategies(columns, [list(row) for row in first], own_first=False)
    return [(x, y) for x in left for y in right if x.tight | y.tight == everything]


def nash_subsets(first: Matrix, second: Matrix) -> list[NashSubset]:
    """Return the maximal Nash subsets, whose union is the set of all equilibria.

    Parameters
    ----------
    first, second
        As in `extreme_equilibria`.

    Examples
    --------
    >>> len(nash_subsets([[1, 0], [0, 1]], [[1, 0], [0, 1]]))
    3
    """
    partners: dict[Vertex, dict[Vertex, None]] = {}
    for x, y in extreme_equilibria(first, second):
        partners.setdefault(x, {})[y] = None
    closed = _intersections([frozenset(own) for own in partners.values()])
    found = []
    for shared in closed:
        rows = tuple(x for x, own in partners.items() if shared <= own.keys())
        columns = tuple(sorted(shared, key=lambda v: v.point))
        found.append(NashSubset(rows, columns))
    return sorted(found, key=lambda s: ([v.point for v in s.rows], [v.point for v in s.columns]))


def _strategies(count: int, replies: Matrix, own_first: bool) -> list[Vertex]:
    """Return one player's extreme mixed strategies.

    `replies` has a row for each action of the other player: its payoff against each own action.
    """
    least = min(min(row) for row in replies)
    polytope = [(tuple(Fraction(a) - least + 1 for a in row), 1) for row in replies]
    found = []
    for vertex in vertices(count, polytope):
        total = sum(vertex.point, Fraction(0))
        if total:
            point = tuple(a / total for a in vertex.point)
            found.append(
                Vertex(point, vertex.tight if own_first else _swapped(vertex.tight, count, len(replies)))
            )
    return sorted(found, key=lambda v: v.point)


def _swapped(tight: int, own: int, other: int) -> int:
    """Move the bits of one's own actions behind those of the other player."""
    low = tight & ((1 << own) - 1)
    return (tight >> own) | (low << other)


def _intersections(sets: list[frozenset[Vertex]]) -> list[frozenset[Vertex]]:
    """Return every non-empty intersection of some of `sets`."""
    found: dict[frozenset[Vertex], None] = {}
    for own in dict.fromkeys(sets):
        fresh = {own: None} | {own & other: None for other in found}
        found.update((s, None) for s in fresh if s)
    return list(found)


__all__ = ["Matrix", "NashSubset", "Pair", "extreme_equilibria", "nash_subsets"]
