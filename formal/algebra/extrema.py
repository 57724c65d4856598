"""The least and the greatest value of a variable in a region, as values by case.

`supremum` returns the least upper bound of a variable over a region for all parameters at once: the ends of the
region's pieces are the candidates, and the one above which nothing lies, and below which something always does, is
it. Where the region is empty or unbounded there is no value.

>>> from sympy import symbols
>>> x, p, c = symbols("x p c")
>>> acceptable = Region(0 <= x, x <= 1, x <= p + c, where=[p > 0, c > 0])
>>> supremum(acceptable, x).to_sympy(), infimum(acceptable, x).to_sympy()
(Min(1, c + p), 0)
"""

from __future__ import annotations

import sympy as sp

from formal.algebra.cases import Cases
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import Formula, atom, compare, conjunction, disjunction, names, negation
from formal.algebra.normal import clauses
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.region import Region
from formal.algebra.roots import roots
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.substitution import substitute

_LEVEL = "\N{PRIME}level"


def supremum(region: Region, variable: sp.Symbol | str) -> Cases:
    """Return the least upper bound of a variable over a region, by case.

    Parameters
    ----------
    region
        Conditions on the variable and on parameters; its context's conditions on the variable count as well.
    variable
        The symbol or its name.

    Returns
    -------
    Cases
        Undefined where the region is empty or unbounded above.

    Raises
    ------
    Undecided
        If an end of the region solves an equation of degree three or more.
    """
    return _bound(region, region.space.name_of(variable), 1)


def infimum(region: Region, variable: sp.Symbol | str) -> Cases:
    """Return the greatest lower bound of a variable over a region, by case (see `supremum`)."""
    return _bound(region, region.space.name_of(variable), -1)


def _bound(region: Region, name: str, side: int) -> Cases:
    whole, space = region.inside(name)
    decider = space.decider
    here, level = Polynomial.symbol(name), Polynomial.symbol(_LEVEL)
    beyond = eliminate(decider, conjunction(whole, atom((here - level) * side, ">")), name)
    found: list[tuple[Formula, Quotient]] = []
    for point, guard in _ends(space, whole, name).items():
        reached = substitute(whole, {name: point})
        past = substitute(beyond, {_LEVEL: point})
        where = conjunction(guard, negation(past))
        if not decider.possible(where):
            continue
        if decider.satisfiable(conjunction(where, negation(reached))) is not False:
            where = conjunction(where, disjunction(reached, _approached(space, beyond, point, side)))
        plain = simplify(decider, where)
        if plain.clauses:
            found.append((plain.formula, point))
    return Cases.first_of(space, found).simplify()


def _approached(space: Space, beyond: Formula, point: Quotient, side: int) -> Formula:
    """Return where the region has members arbitrarily close to `point` from within."""
    level = Quotient.symbol(_LEVEL)
    before = compare(point, ">", level) if side > 0 else compare(level, ">", point)
    return negation(eliminate(space.decider, conjunction(before, negation(beyond)), _LEVEL))


def _ends(space: Space, whole: Formula, name: str) -> dict[Quotient, Formula]:
    found: dict[Quotient, Formula] = {}
    for clause in clauses(space.decider, whole):
        for a in clause:
            if name in a.polynomial.names and name in names(a):
                for guard, point in roots(a.polynomial, name):
                    found[point] = disjunction(found[point], guard) if point in found else guard
    return found
