"""What states are worth, if each is worth what its period pays when the others are worth what they are.

>>> V, u, delta = (Quotient.symbol(name) for name in ("V", "u", "delta"))
>>> print(fixed_point({"V": u + delta * V}).values["V"])
(-u)/(delta - 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formal.algebra.formula import FALSE, TRUE, Formula, atom
from formal.algebra.linear import solve_linear
from formal.algebra.quotient import Quotient, as_quotient

__all__ = ["FixedPoint", "fixed_point"]


@dataclass(frozen=True)
class FixedPoint:
    """The solution of `V = payoff(V)`.

    Attributes
    ----------
    values
        The unknowns.
    where
        Where it is the only solution.
    note
        What stands in the way of one, or nothing.

    Examples
    --------
    >>> fixed_point({"V": Quotient.symbol("V") ** 2}).note
    'what a state is worth solves an equation that is not linear'
    """

    values: Mapping[str, Quotient] = field(default_factory=dict)
    where: Formula = TRUE
    note: str = ""


def fixed_point(payoffs: Mapping[str, Quotient]) -> FixedPoint:
    """Return the values of the unknowns that reproduce themselves.

    Parameters
    ----------
    payoffs
        For each unknown what it is worth, linear in the unknowns.

    Examples
    --------
    >>> fixed_point({"V": Quotient.symbol("V")}).note
    'what a state is worth is not determined'
    """
    unknowns = list(payoffs)
    matrix, right = [], []
    for name, payoff in payoffs.items():
        linear = _coefficients(payoff, unknowns)
        if linear is None:
            return FixedPoint(where=FALSE, note="what a state is worth solves an equation that is not linear")
        constant, slopes = linear
        matrix.append([as_quotient(int(name == other)) - slopes[other] for other in unknowns])
        right.append([constant])
    solution, determinant = solve_linear(matrix, right)
    if determinant.is_zero:
        return FixedPoint(where=FALSE, note="what a state is worth is not determined")
    values = {name: row[0] for name, row in zip(unknowns, solution, strict=True)}
    return FixedPoint(values, atom(determinant.numerator, "!="))


def _coefficients(payoff: Quotient, unknowns: list[str]) -> tuple[Quotient, dict[str, Quotient]] | None:
    """Return the constant and the slopes of a payoff, if it is linear in the unknowns."""
    own = set(unknowns)
    if own & set(payoff.denominator.names):
        return None
    bottom = as_quotient(payoff.denominator)
    rest, slopes = payoff.numerator, {}
    for name in unknowns:
        parts = rest.coefficients(name)
        if len(parts) > 2 or (len(parts) == 2 and own & set(parts[1].names)):
            return None
        slopes[name] = as_quotient(parts[1]) / bottom if len(parts) == 2 else Quotient.constant(0)
        rest = parts[0]
    return as_quotient(rest) / bottom, slopes
