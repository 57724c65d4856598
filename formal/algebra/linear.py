"""Systems of linear equations over the rational functions, solved exactly.

Gaussian elimination on quotients; of the possible pivots the one that fills in least is taken, and among
those the shortest, so that a value function that depends on few others stays short. The determinant comes
along: the solution is the only one wherever it is not zero.

>>> delta, u = Quotient.symbol("delta"), Quotient.symbol("u")
>>> one = Quotient.constant(1)
>>> solution, determinant = solve_linear([[one - delta]], [[u]])
>>> print(solution[0][0], "|", determinant)
(-u)/(delta - 1) | -delta + 1
"""

from __future__ import annotations

from collections.abc import Sequence

from formal.algebra.quotient import Quotient

__all__ = ["solve_linear"]

_Row = dict[int, Quotient]


def solve_linear(
    matrix: Sequence[Sequence[Quotient]], right: Sequence[Sequence[Quotient]]
) -> tuple[list[list[Quotient]], Quotient]:
    """Return the solution of `matrix * solution = right`, and the determinant of `matrix`.

    Parameters
    ----------
    matrix
        Square, by rows.
    right
        As many rows, each with one entry for every right-hand side.

    Returns
    -------
    list of list of Quotient, Quotient
        The solution by rows; empty where the determinant is zero throughout.

    Examples
    --------
    >>> two, three = Quotient.constant(2), Quotient.constant(3)
    >>> print(solve_linear([[two]], [[three]])[0][0][0])
    3/2
    """
    size = len(matrix)
    rows = [{j: entry for j, entry in enumerate(row) if not entry.is_zero} for row in matrix]
    for row, extra in zip(rows, right, strict=True):
        row.update({size + k: entry for k, entry in enumerate(extra) if not entry.is_zero})
    determinant, order, waiting = Quotient.constant(1), [], list(range(size))
    while waiting:
        pivot = _pivot(rows, waiting, size)
        if pivot is None:
            return [], Quotient.constant(0)
        i, j = pivot
        determinant = determinant * rows[i][j]
        order.append((i, j))
        waiting.remove(i)
        _divide(rows[i], rows[i][j])
        for k in range(size):
            if k != i and j in rows[k]:
                _subtract(rows[k], rows[i], j)
    of_column = {j: i for i, j in order}
    zero = Quotient.constant(0)
    found = [
        [rows[of_column[j]].get(size + k, zero) for k in range(len(right[0]) if right else 0)]
        for j in range(size)
    ]
    return found, determinant if _is_even(order) else -determinant


def _pivot(rows: Sequence[_Row], waiting: Sequence[int], size: int) -> tuple[int, int] | None:
    """Return the place of the pivot with the least fill-in (Markowitz), then the shortest."""
    used = {j: sum(j in rows[i] for i in waiting) for j in range(size)}
    options = [
        ((sum(c < size for c in rows[i]) - 1) * (used[j] - 1), _length(rows[i][j]), i, j)
        for i in waiting
        for j in rows[i]
        if j < size
    ]
    if not options:
        return None
    *_, i, j = min(options)
    return i, j


def _length(value: Quotient) -> int:
    return len(value.numerator.terms()) + 2 * len(value.denominator.terms())


def _divide(row: _Row, pivot: Quotient) -> None:
    for j in row:
        row[j] = row[j] / pivot


def _subtract(row: _Row, other: _Row, column: int) -> None:
    factor = row[column]
    for j, entry in other.items():
        left = row[j] - factor * entry if j in row else -(factor * entry)
        if left.is_zero:
            row.pop(j, None)
        else:
            row[j] = left


def _is_even(places: Sequence[tuple[int, int]]) -> bool:
    """Return whether the permutation that maps row to column is even."""
    columns = [j for _, j in sorted(places)]
    inversions = sum(a > b for k, a in enumerate(columns) for b in columns[k + 1 :])
    return inversions % 2 == 0
