"""Linear programs, solved exactly: numbers that are at least zero and make a sum of columns equal a target.

The door to scipy, whose HiGHS solves the program in floating point. Its answer only says *which* columns are
used; their weights are then found again as fractions, and an answer that is not exact is none.

>>> columns = [{"x": Fraction(1), "y": Fraction(1)}, {"y": Fraction(3)}, {"x": Fraction(2)}]
>>> nonnegative_weights(columns, {"x": Fraction(1), "y": Fraction(2)}, [1.0, 1.0, 5.0])
{0: Fraction(1, 1), 1: Fraction(1, 3)}
>>> nonnegative_weights(columns, {"x": Fraction(-1)}, [1.0, 1.0, 1.0]) is None
True
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Exact = Any  # a Fraction, or a flint rational
Column = Mapping[Any, Exact]

_THRESHOLDS = (1e-9, 1e-6, 1e-12)


def nonnegative_weights(
    columns: Sequence[Column], target: Column, costs: Sequence[float]
) -> dict[int, Fraction] | None:
    """Return positive weights by column number, with `sum(weight * column) = target`; None if none are found.

    Parameters
    ----------
    columns
        Vectors by coordinate; a coordinate left out is zero.
    target
        What the weighted columns must add up to.
    costs
        What a unit of each column costs: cheap answers, which use few and simple columns, are preferred.
    """
    rows = {key: i for i, key in enumerate(dict.fromkeys(k for c in (*columns, target) for k in c))}
    if any(key not in rows for key in target):
        return None
    approximate = _program(columns, target, costs, rows)
    if approximate is None:
        return None
    for threshold in _THRESHOLDS:
        support = [j for j, weight in enumerate(approximate) if weight > threshold]
        support.sort(key=lambda j: -approximate[j])
        exact = solve_exactly([_fractions(columns[j]) for j in support], _fractions(target))
        if exact is not None and all(weight >= 0 for weight in exact):
            return {j: w for j, w in sorted(zip(support, exact, strict=True)) if w}
    return None


def _program(
    columns: Sequence[Column], target: Column, costs: Sequence[float], rows: Mapping[Hashable, int]
) -> list[float] | None:
    from scipy.optimize import linprog
    from scipy.sparse import csc_array

    entries = [(float(v), rows[k], j) for j, column in enumerate(columns) for k, v in column.items()]
    values, places, numbers = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(rows), len(columns))
    matrix = csc_array((list(values), (list(places), list(numbers))), shape=shape)
    right: list[float] = [0.0] * len(rows)
    for key, value in target.items():
        right[rows[key]] = float(value)
    found: Any = linprog(list(costs), A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
    return [float(x) for x in found.x] if found.status == 0 else None


def _fractions(column: Column) -> dict[Hashable, Fraction]:
    return {key: Fraction(int(v.numerator), int(v.denominator)) for key, v in column.items()}


def solve_exactly(
    columns: Sequence[Mapping[Hashable, Fraction]], target: Mapping[Hashable, Fraction]
) -> list[Fraction] | None:
    """Return the weights of `columns` that add up to `target`, or None; what is not needed gets zero.

    Examples
    --------
    >>> solve_exactly([{0: Fraction(2)}, {0: Fraction(1), 1: Fraction(1)}], {0: Fraction(1)})
    [Fraction(1, 2), Fraction(0, 1)]
    """
    wanted = len(columns)
    rows: dict[Hashable, dict[int, Fraction]] = {}
    for j, column in enumerate((*columns, target)):
        for key, value in column.items():
            if value:
                rows.setdefault(key, {})[j] = value
    pivots: dict[int, dict[int, Fraction]] = {}
    for row in sorted(rows.values(), key=len):
        for j, pivot in pivots.items():
            _subtract(row, pivot, j)
        free = [j for j in row if j != wanted]
        if not free:
            if row:
                return None
            continue
        lead = min(free)
        scaled = {j: value / row[lead] for j, value in row.items()}
        for other in pivots.values():
            _subtract(other, scaled, lead)
        pivots[lead] = scaled
    return [pivots[j].get(wanted, Fraction(0)) if j in pivots else Fraction(0) for j in range(wanted)]


def _subtract(row: dict[int, Fraction], pivot: Mapping[int, Fraction], lead: int) -> None:
    """Subtract from `row` the multiple of `pivot` that makes its entry at `lead` vanish."""
    factor = row.get(lead)
    if not factor:
        return
    for j, value in pivot.items():
        left = row.get(j, Fraction(0)) - factor * value
        if left:
            row[j] = left
        else:
            row.pop(j, None)
