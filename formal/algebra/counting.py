r"""How many roots a polynomial has between 0 and 1, by region of the other variables, when it has no closed form.

Four ways, all exact. With numbers alone, Sturm's theorem. Where the signs of the coefficients in Bernstein's basis
are known, no change of sign means no root and a single change exactly one. Where the other variables enter through one
ratio `x` only, so that the equation is `x = h(t)`, the roots are counted between the turning points of `h`. Up to the
fourth degree, Sturm's theorem with letters (`sturm`), which leaves out where two cases meet.

>>> from formal.algebra.decide import Decider
>>> from formal.algebra.formula import atom
>>> t, b, c = map(Polynomial.symbol, "tbc")
>>> positive = Decider(conjunction(atom(b, ">"), atom(c, ">")))
>>> for where, count in roots_inside(positive, 6 * b * t**2 * (1 - t) ** 2 - c, "t"):
...     print(count, "if", where)
2 if 3*b - 8*c > 0
1 if 3*b - 8*c = 0
0 if -3*b + 8*c > 0

References
----------
Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry, Theorems 2.50 (Sturm) and 10.28
(Descartes' law of signs in the Bernstein basis).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.formula import TRUE, Formula, atoms, compare, conjunction, disjunction
from formal.algebra.normal import sign_of
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.reading import read_quotient
from formal.algebra.roots import roots_at_point
from formal.algebra.simplify import simplify
from formal.algebra.sturm import MOST, chain_counts
from formal.errors import Undecided

Count = tuple[Formula, int]
#: The number of terms from which on conditions are left as they are.
_LONG = 120


def roots_inside(decider: Decider, polynomial: Polynomial, name: str) -> list[Count]:
    """Return how many roots an irreducible polynomial has strictly between 0 and 1, by case, most of them first.

    Parameters
    ----------
    decider
        Knows what is assumed about the other variables.
    polynomial
        Irreducible over the rationals.
    name
        The variable.

    Raises
    ------
    Undecided
        If none of the four ways applies.
    """
    if polynomial.names == (name,):
        return [(TRUE, roots_at_point(polynomial, name))]
    changes = _changes_of_sign(decider, polynomial, name)
    if changes in (0, 1):
        return [(TRUE, changes)]
    try:
        counts = _by_ratio(decider, polynomial, name)
    except Undecided:
        if polynomial.degree(name) > MOST:
            raise
        counts = chain_counts(decider, polynomial, name)
    return [(_plainer(decider, where), count) for where, count in counts if decider.possible(where)]


def _plainer(decider: Decider, where: Formula) -> Formula:
    """Return a condition in plainer terms, unless it is so long that this takes more time than it is worth."""
    if sum(len(a.polynomial.terms()) for a in atoms(where)) > _LONG:
        return where
    return simplify(decider, where).formula


def bernstein(polynomial: Polynomial, name: str) -> list[Polynomial]:
    """Return the coefficients in Bernstein's basis: those of `t**i * (1 - t)**(d - i)`, each over `binomial(d, i)`.

    Examples
    --------
    >>> t = Polynomial.symbol("t")
    >>> [str(c) for c in bernstein(t * (1 - t), "t")]
    ['0', '1/2', '0']
    """
    coefficients = polynomial.coefficients(name)
    degree = len(coefficients) - 1
    found = []
    for j in range(degree + 1):
        total = Polynomial.constant(0)
        for i in range(j + 1):
            total = total + coefficients[i] * Fraction(math.comb(j, i), math.comb(degree, i))
        found.append(total)
    return found


def _changes_of_sign(decider: Decider, polynomial: Polynomial, name: str) -> int | None:
    """Return how often the sign changes along Bernstein's coefficients, or None if some sign is not known."""
    signs = []
    for coefficient in bernstein(polynomial, name):
        sign = sign_of(decider, coefficient)
        if sign is None:
            return None
        if sign:
            signs.append(sign)
    return sum(1 for left, right in itertools.pairwise(signs) if left != right)


# -- one ratio -------------------------------------------------------------------------------------------


def _by_ratio(decider: Decider, polynomial: Polynomial, name: str) -> list[Count]:
    """Count the roots of `first(t)*U + second(t)*W`, where `W` has one sign."""
    coefficients = polynomial.coefficients(name)
    parts = _two_parts(coefficients)
    if parts is None:
        raise Undecided(
            f"{polynomial} = 0 depends on more than one ratio: its roots in {name} are not counted"
        )
    t = sp.Symbol("t")
    (top, first), (bottom, second) = parts
    sign = sign_of(decider, bottom)
    if not sign:
        (top, first), (bottom, second) = (bottom, second), (top, first)
        sign = sign_of(decider, bottom)
    if not sign:
        raise Undecided(f"whether {top} or {bottom} is zero decides how many roots {polynomial} = 0 has")
    below, above = (sp.Poly([_number(n) for n in numbers[::-1]], t) for numbers in (first, second))
    return _ratio_counts(top * sign, bottom * sign, -above, below)


def _two_parts(
    coefficients: list[Polynomial],
) -> tuple[tuple[Polynomial, list[Fraction]], tuple[Polynomial, list[Fraction]]] | None:
    """Return `U`, `W` and numbers such that every coefficient is `a*U + b*W`; None if there are none."""
    basis: list[Polynomial] = []
    for coefficient in sorted(coefficients, key=lambda c: c.size):
        if not coefficient.is_zero and (len(basis) < 2 and _combination(basis, coefficient) is None):
            basis.append(coefficient)
    if len(basis) != 2:
        return None
    combined = [_combination(basis, coefficient) for coefficient in coefficients]
    if any(c is None for c in combined):
        return None
    numbers = [c for c in combined if c is not None]
    return (basis[0], [c[0] for c in numbers]), (basis[1], [c[1] for c in numbers])


def _combination(basis: list[Polynomial], wanted: Polynomial) -> list[Fraction] | None:
    """Return the numbers with which elements of a basis add up to a polynomial."""
    monomials = list(dict.fromkeys(m for p in (*basis, wanted) for _, m in p.terms()))
    if not basis:
        return [] if not monomials else None
    columns = [{monomial: _number(c) for c, monomial in p.terms()} for p in (*basis, wanted)]
    matrix = sp.Matrix([[column.get(monomial, 0) for column in columns] for monomial in monomials])
    unknown = sp.symbols(f"x:{len(basis)}")
    solved = sp.linsolve((matrix[:, :-1], matrix[:, -1]), *unknown)
    if not solved:
        return None
    (numbers,) = solved
    return [Fraction(int(n.p), int(n.q)) for n in numbers]


def _ratio_counts(above: Polynomial, below: Polynomial, top: sp.Poly, bottom: sp.Poly) -> list[Count]:
    """Count the solutions of `above/below = top(t)/bottom(t)` in the open unit interval, `below` being positive."""
    t = top.gen
    slope = top.diff(t) * bottom - top * bottom.diff(t)
    poles = _inside(bottom)
    marks = sorted({*_inside(slope), *poles}, key=_decimal)
    stretches = [
        _image(top, bottom, slope, left, right)
        for left, right in itertools.pairwise([sp.Integer(0), *marks, sp.Integer(1)])
    ]
    reached = [_value(top, bottom, mark) for mark in marks if mark not in poles]
    levels = sorted({v for v in (*itertools.chain(*stretches), *reached) if v.is_finite}, key=_decimal)
    counted: dict[int, list[Formula]] = {}
    for cell, member in _cells(as_quotient(above), as_quotient(below), levels):
        number = sum(1 for low, high in stretches if low < member < high)
        number += sum(1 for value in reached if member == value)
        counted.setdefault(number, []).append(cell)
    return [(disjunction(*cells), number) for number, cells in sorted(counted.items(), reverse=True)]


def _inside(poly: sp.Poly) -> list[sp.Expr]:
    """Return the roots strictly between 0 and 1, which must be rational or quadratic."""
    found: list[sp.Expr] = []
    for factor, _ in poly.factor_list()[1]:
        ends = sum(1 for end in (0, 1) if factor.eval(end) == 0)
        if factor.count_roots(0, 1) == ends:
            continue
        if factor.degree() > 2:
            raise Undecided(f"the turning points solve {factor.as_expr()} = 0, of degree {factor.degree()}")
        found += [r for r in sp.roots(factor) if r.is_real and 0 < r < 1]
    return found


def _value(top: sp.Poly, bottom: sp.Poly, place: sp.Expr) -> sp.Expr:
    return sp.radsimp(sp.expand(top.eval(place)) / sp.expand(bottom.eval(place)))


def _image(
    top: sp.Poly, bottom: sp.Poly, slope: sp.Poly, left: sp.Expr, right: sp.Expr
) -> tuple[sp.Expr, sp.Expr]:
    """Return the values between which the quotient rises or falls on a stretch without turning points and poles."""
    middle = sp.nsimplify((_decimal(left) + _decimal(right)) / 2, rational=True)
    rises = bool(slope.eval(middle) > 0)
    ends = [
        _value(top, bottom, place) if sp.expand(bottom.eval(place)) != 0 else infinity
        for place, infinity in ((left, -sp.oo), (right, sp.oo))
    ]
    if rises:
        return ends[0], ends[1]
    return tuple(-end if end.is_infinite else end for end in ends[::-1])


def _cells(above: Quotient, below: Quotient, levels: list[sp.Expr]) -> Iterator[tuple[Formula, sp.Expr]]:
    """Yield the stretches of a line between levels, and the levels, each with a member."""
    if not levels:
        yield TRUE, sp.Integer(0)
        return
    marks = [below * read_quotient(level) for level in levels]
    yield compare(marks[0], ">", above), levels[0] - 1
    for place, (level, mark) in enumerate(zip(levels, marks, strict=True)):
        yield compare(above, "=", mark), level
        beyond = compare(above, ">", mark)
        if place + 1 == len(levels):
            yield beyond, level + 1
        else:
            nearer = compare(marks[place + 1], ">", above)
            yield conjunction(beyond, nearer), (level + levels[place + 1]) / 2


def _decimal(number: sp.Expr) -> sp.Float:
    return sp.N(number, 40)


def _number(fraction: Fraction) -> sp.Rational:
    return sp.Rational(fraction.numerator, fraction.denominator)
