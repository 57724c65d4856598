"""Systems of linear equations over the rational functions, solved exactly.

Rows are cleared of denominators, so the entries are polynomials; fraction-free elimination keeps them so (every
division is exact), and quotients are reduced once, at the end. The determinant comes along: the solution is the
only one wherever it is not zero.

>>> delta, u = Quotient.symbol("delta"), Quotient.symbol("u")
>>> one = Quotient.constant(1)
>>> solution, determinant = solve_linear([[one - delta]], [[u]])
>>> print(solution[0][0], "|", determinant)
(-u)/(delta - 1) | -delta + 1

References
----------
Bareiss, E. H. (1968), Sylvester's identity and multistep integer-preserving Gaussian elimination. Mathematics of
Computation 22.
"""

from __future__ import annotations

from collections.abc import Sequence

from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import reduced

__all__ = ["solve_linear"]


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
    size, scale = len(matrix), Quotient.constant(1)
    rows: list[list[Polynomial]] = []
    for own, extra in zip(matrix, right, strict=True):
        cleared, factor = _cleared([*own, *extra])
        rows.append(cleared)
        scale = scale * as_quotient(factor)
    determinant = _eliminated(rows, size)
    if reduced(determinant).is_zero:
        return [], Quotient.constant(0)
    found = [[quotient(entry, determinant) for entry in row[size:]] for row in rows]
    return found, as_quotient(determinant) / scale


def _cleared(row: Sequence[Quotient]) -> tuple[list[Polynomial], Polynomial]:
    """Return a row times the least common multiple of its denominators, and that."""
    factor = Polynomial.constant(1)
    for entry in row:
        if not entry.denominator.is_constant:
            common = factor.gcd(entry.denominator)
            factor = factor * entry.denominator.divide_exactly(common)
    return [entry.numerator * factor.divide_exactly(entry.denominator) for entry in row], factor


def _eliminated(rows: list[list[Polynomial]], size: int) -> Polynomial:
    """Turn the matrix into its determinant times the identity, and return the determinant."""
    before, sign = Polynomial.constant(1), 1
    for k in range(size):
        options = [i for i in range(k, size) if not rows[i][k].is_zero]
        if not options:
            return Polynomial.constant(0)
        best = min(options, key=lambda i: (len(rows[i][k].terms()), sum(not e.is_zero for e in rows[i])))
        if best != k:
            rows[k], rows[best], sign = rows[best], rows[k], -sign
        pivot = rows[k][k]
        for i in range(size):
            if i != k:
                rows[i] = _combined(rows[i], rows[k], k, pivot, before)
        before = pivot
    if sign > 0:
        return before
    for row in rows:
        row[:] = [-entry for entry in row]
    return -before


def _combined(
    row: list[Polynomial], other: list[Polynomial], k: int, pivot: Polynomial, before: Polynomial
) -> list[Polynomial]:
    factor, found = row[k], []
    one = before.is_constant and before.constant_value() == 1
    for entry, above in zip(row, other, strict=True):
        changes = not factor.is_zero and not above.is_zero
        if entry.is_zero and not changes:
            found.append(entry)
            continue
        new = entry * pivot
        if changes:
            new = new - factor * above
        found.append(new if one else new.divide_exactly(before))
    return found
