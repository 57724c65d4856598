"""What states are worth, if each is worth what its period pays when the others are worth what they are.

>>> V, u, delta = (Quotient.symbol(name) for name in ("V", "u", "delta"))
>>> print(fixed_point({"V": u + delta * V}).values["V"])
(-u)/(delta - 1)
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, TRUE, Atom, Formula, atom, compare, conjunction, rebuild
from formal.algebra.linear import solve_linear
from formal.algebra.normal import normal_atom, sign_of
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.radical import radicals_in
from formal.algebra.substitution import substitute

__all__ = ["FixedPoint", "fixed_point", "put_in"]

#: For each unknown in a payoff its slope, and the constant.
_Linear = tuple[tuple[tuple[str, Quotient], ...], Quotient]
_Matrix = tuple[tuple[Quotient, ...], ...]


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
    unknowns = frozenset(payoffs)
    lines: dict[str, _Linear] = {}
    for name, payoff in payoffs.items():
        linear = _linear(payoff, unknowns)
        if linear is None:
            return FixedPoint(where=FALSE, note="what a state is worth solves an equation that is not linear")
        lines[name] = linear
    values: dict[str, Quotient] = {}
    conditions = []
    for matrix, columns in _systems(lines).items():
        right = [[lines[column[i]][1] for column in columns] for i in range(len(matrix))]
        solution, determinant = solve_linear(matrix, right)
        if determinant.is_zero:
            return FixedPoint(where=FALSE, note="what a state is worth is not determined")
        conditions.append(atom(determinant.numerator, "!="))
        for k, column in enumerate(columns):
            values |= {name: row[k] for name, row in zip(column, solution, strict=True)}
    return FixedPoint(values, conjunction(*conditions))


def put_in(decider: Decider, formula: Formula, values: Mapping[str, Quotient]) -> Formula:
    """Return a condition with unknowns replaced by their values, without factors of known sign.

    Conditions are mostly linear in the unknowns, and values have few denominators, whose signs are known: then
    nothing has to be factored out again.

    Examples
    --------
    >>> V, delta = Quotient.symbol("V"), Quotient.symbol("delta")
    >>> one = Quotient.constant(1)
    >>> zero = Quotient.constant(0)
    >>> decider = Decider(conjunction(compare(delta, ">", zero), compare(one, ">", delta)))
    >>> print(put_in(decider, compare(V, ">", one + one), {"V": one / (one - delta)}))
    2*delta - 1 > 0
    """
    return rebuild(formula, lambda a: _put_in(decider, a, values))


def _put_in(decider: Decider, a: Atom, values: Mapping[str, Quotient]) -> Formula:
    if not any(name in values for name in a.polynomial.names) and not radicals_in(a.polynomial.names):
        return a
    linear = _linear(as_quotient(a.polynomial), frozenset(values))
    if linear is None or radicals_in(a.polynomial.names):
        return rebuild(substitute(a, values), lambda b: normal_atom(decider, b))
    slopes, total = linear
    for name, slope in slopes:
        total = total + slope * values[name]
    sign = sign_of(decider, total.denominator)
    if sign in (1, -1):
        simple = atom(total.numerator * sign, a.relation)
    else:
        simple = compare(total, a.relation, Quotient.constant(0))
    return rebuild(simple, lambda b: normal_atom(decider, b))


def _systems(lines: Mapping[str, _Linear]) -> dict[_Matrix, list[tuple[str, ...]]]:
    """Return the systems into which the equations fall apart; those with one matrix are solved together."""
    found: dict[_Matrix, list[tuple[str, ...]]] = {}
    zero, one = Quotient.constant(0), Quotient.constant(1)
    for names in _connected(lines):
        rows = []
        for name in names:
            own = {other: -slope for other, slope in lines[name][0]}
            own[name] = one + own.get(name, zero)
            rows.append(tuple(own.get(other, zero) for other in names))
        matrix = tuple(rows)
        found.setdefault(matrix, []).append(names)
    return found


def _connected(lines: Mapping[str, _Linear]) -> Iterator[tuple[str, ...]]:
    """Yield groups of unknowns that depend on one another, each in the order given."""
    group = {name: {name} for name in lines}
    for name, (slopes, _) in lines.items():
        for other, _ in slopes:
            if group[other] is not group[name]:
                joined = group[name] | group[other]
                group |= dict.fromkeys(joined, joined)
    seen: set[str] = set()
    for name in lines:
        if name not in seen:
            seen |= group[name]
            yield tuple(other for other in lines if other in group[name])


@functools.lru_cache(maxsize=50_000)
def _linear(payoff: Quotient, unknowns: frozenset[str]) -> _Linear | None:
    """Return the slopes and the constant of a payoff, if it is linear in the unknowns."""
    if unknowns & set(payoff.denominator.names):
        return None
    bottom, rest, slopes = as_quotient(payoff.denominator), payoff.numerator, []
    for name in sorted(unknowns & set(rest.names)):
        parts = rest.coefficients(name)
        if len(parts) > 2 or (len(parts) == 2 and unknowns & set(parts[1].names)):
            return None
        if len(parts) == 2:
            slopes.append((name, as_quotient(parts[1]) / bottom))
        rest = parts[0]
    return tuple(slopes), as_quotient(rest) / bottom
