"""The least and the greatest value of a variable in a region, as values by case.

`supremum` returns the least upper bound of a variable over a region for all parameters at once: the ends of the
region's pieces are the candidates, and the one above which nothing lies, and below which something always does, is
it. Where the region is empty or unbounded there is no value. `length` measures what lies between such ends.

>>> from sympy import symbols
>>> x, p, c = symbols("x p c")
>>> acceptable = Region(0 <= x, x <= 1, x <= p + c, where=[p > 0, c > 0])
>>> supremum(acceptable, x).to_sympy(), infimum(acceptable, x).to_sympy()
(Min(1, c + p), 0)
"""

from __future__ import annotations

import itertools

import sympy as sp

from formal.algebra.cases import Cases
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    atom,
    compare,
    conjunction,
    disjunction,
    names,
    negation,
)
from formal.algebra.normal import clauses
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.region import Region
from formal.algebra.roots import roots
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.substitution import substitute
from formal.errors import ExpressionError

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

    Examples
    --------
    >>> p, c, x = sp.symbols("p c x")
    >>> supremum(Region(x <= p + c, 0 <= x, x <= 1, where=[0 < p, p < 1, c > 0]), x)
    Cases(min(1, p + c))
    """
    return _bound(region, region.space.name_of(variable), 1)


def infimum(region: Region, variable: sp.Symbol | str) -> Cases:
    """Return the greatest lower bound of a variable over a region, by case (see `supremum`).

    Examples
    --------
    >>> p, c, x = sp.symbols("p c x")
    >>> infimum(Region(x >= p - c, 0 <= x, x <= 1, where=[0 < p, p < 1, c > 0]), x)
    Cases(max(0, p - c))
    """
    return _bound(region, region.space.name_of(variable), -1)


def length(region: Region, variable: sp.Symbol | str) -> Cases:
    """Return the length of the set of values that a variable takes in a region, by case.

    Parameters
    ----------
    region, variable
        As in `supremum`.

    Returns
    -------
    Cases
        Zero where there is no such value; undefined where the set is unbounded.

    Raises
    ------
    Undecided
        As in `supremum`.

    Examples
    --------
    >>> from sympy import symbols
    >>> s, p, c = symbols("s p c")
    >>> peaceful = Region(s >= p - c, s <= p + c)
    >>> length(peaceful, s)
    Cases(max(0, 2*c))
    """
    name = region.space.name_of(variable)
    whole, space = region.inside(name)
    ends = _ends(space, whole, name)
    total = Cases.of(space, [(TRUE, Quotient.constant(0))])
    for left, right in itertools.permutations(ends, 2):
        inside = conjunction(ends[left], ends[right], compare(right, ">", left))
        between = (
            conjunction(ends[mark], compare(mark, ">", left), compare(right, ">", mark))
            for mark in ends
            if mark not in (left, right)
        )
        middle = substitute(whole, {name: (left + right) / 2})
        here = conjunction(inside, middle, *map(negation, between))
        if space.decider.possible(here):
            piece = Cases.first_of(space, [(here, right - left), (TRUE, Quotient.constant(0))])
            total = total + piece
    return total.restricted(~_unbounded(whole, space, name)).simplify()


def argmax(expression: sp.Expr, variable: sp.Symbol, low: object = 0, high: object = 1) -> sp.Expr:
    """Return where a polynomial in one variable is largest on an interval, exactly; the lowest such place.

    Parameters
    ----------
    expression
        A polynomial in the variable with rational coefficients.
    variable
        The variable.
    low, high
        The ends of the interval, rational.

    Returns
    -------
    Expr
        A number; where it has no better form, a root of a polynomial (SymPy's `CRootOf`).

    Raises
    ------
    ExpressionError
        If the expression is no such polynomial.

    Examples
    --------
    >>> q = sp.Symbol("q")
    >>> argmax(6 * q**2 * (1 - q) ** 2, q), argmax(q**3, q)
    (1/2, 1)
    """
    try:
        curve = sp.Poly(expression, variable, domain="QQ")
    except sp.PolynomialError as error:
        raise ExpressionError(
            f"{expression}: a polynomial in {variable} with rational coefficients is wanted"
        ) from error
    ends = [sp.Rational(str(end)) for end in (low, high)]
    slope = curve.diff(variable)
    turning = list(slope.real_roots(multiple=False)) if not slope.is_ground else []
    places = sorted([*ends, *(root for root, _ in turning if ends[0] < root < ends[1])])
    return max(places, key=lambda place: curve.as_expr().subs(variable, place))


def _unbounded(whole: Formula, space: Space, name: str) -> Region:
    """Return where a region goes on for ever: beyond all its ends there is something of it."""
    here, level = Polynomial.symbol(name), Polynomial.symbol(_LEVEL)
    found = []
    for side in (1, -1):
        beyond = eliminate(space.decider, conjunction(whole, atom((here - level) * side, ">")), name)
        short = eliminate(space.decider, negation(beyond), _LEVEL)
        found.append(negation(short))
    return Region.of(space, disjunction(*found))


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
        if plain.formula != FALSE:
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
