"""A region that is an interval of one parameter, with its ends in each case: none at all, any number, from one on.

>>> import sympy as sp
>>> g, delta = sp.symbols("g delta")
>>> patient = Region(g <= 3 * delta, where=[delta > 0, delta < 1])
>>> print(Threshold.by_case(patient, delta))
delta >= g/3 where 0 < g < 3; any delta where g <= 0; no delta otherwise
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import sympy as sp

from formal.algebra import Region
from formal.algebra.extrema import infimum, supremum
from formal.algebra.formula import Formula, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify
from formal.algebra.space import Space

__all__ = ["Case", "Threshold"]


@dataclass(frozen=True)
class Case:
    """Where a parameter must lie between two bounds; None for the ends of what it may be at all.

    Attributes
    ----------
    where
        For which values of the other parameters.
    low, high
        The bounds, which belong to the interval.
    """

    where: Region
    low: sp.Expr | None
    high: sp.Expr | None


@dataclass(frozen=True, init=False, repr=False, eq=False)
class Threshold(Region):
    """A region in which one parameter lies between bounds that depend on the others.

    Attributes
    ----------
    symbol
        The parameter.
    cases
        Its bounds; there is none in what the cases leave out.
    complete
        Whether the cases leave nothing out.
    """

    symbol: sp.Symbol = field(compare=False)
    cases: tuple[Case, ...] = field(compare=False)
    complete: bool = field(compare=False)

    @classmethod
    def by_case(cls, region: Region, symbol: sp.Symbol) -> Region:
        """Return a region as bounds on a parameter between 0 and 1; as it is, if it is no interval of it.

        Raises
        ------
        Undecided
            If the bounds solve an equation of degree three or more.

        Examples
        --------
        >>> from sympy import Symbol
        >>> delta = Symbol("delta")
        >>> Threshold.by_case(Region(9 * delta * (1 - delta) < 2, where=[delta > 0, delta < 1]), delta)
        Region(9*delta**2 - 9*delta + 2 > 0)
        """
        rest = region.space.without([symbol.name])
        pieces = [
            (conjunction(f, g), low, high)
            for f, low in infimum(region, symbol).parts
            for g, high in supremum(region, symbol).parts
        ]
        pieces = [piece for piece in pieces if Region.of(rest, piece[0]).has_interior()]
        factor = Quotient.symbol(symbol.name)
        inside = disjunction(
            *(conjunction(f, compare(factor, ">=", v), compare(w, ">=", factor)) for f, v, w in pieces)
        )
        if _differ(region, inside):
            return region
        left = Region.of(rest, negation(disjunction(*(f for f, _, _ in pieces))))
        found = cls.of(region.space, region.formula, minimal=region.minimal, solve_for=region.solve_for)
        object.__setattr__(found, "symbol", symbol)
        object.__setattr__(found, "cases", _joined(rest, pieces))
        object.__setattr__(found, "complete", not left.has_interior())
        return found


def _joined(space: Space, pieces: Iterable[tuple[Formula, Quotient, Quotient]]) -> tuple[Case, ...]:
    """Return one case for each pair of bounds, those from a bound on first, those without any last."""
    alike: dict[tuple[sp.Expr | None, sp.Expr | None], list[Formula]] = {}
    for formula, low, high in pieces:
        alike.setdefault((_end(space, low, formula), _end(space, high, formula)), []).append(formula)
    found = (
        Case(Region.of(space, simplify(space.decider, disjunction(*formulas)).formula), low, high)
        for (low, high), formulas in alike.items()
    )
    return tuple(sorted(found, key=lambda case: (case.low is None, case.high is None)))


def _end(space: Space, value: Quotient, where: Formula) -> sp.Expr | None:
    """Return a bound as it reads in its case, or None if it is 0 or 1: no bound at all."""
    if value in (Quotient.constant(0), Quotient.constant(1)):
        return None
    return space.write_where(value, where)


def _differ(region: Region, other: Formula) -> bool:
    """Return whether a region and a formula differ on a set with an interior."""
    one = region.formula
    apart = disjunction(conjunction(one, negation(other)), conjunction(negation(one), other))
    return Region.of(region.space, apart).has_interior()
