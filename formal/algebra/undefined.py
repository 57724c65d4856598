"""Terms that are nowhere defined: a division by what is zero, or the root of what is negative, throughout.

At single points an undefined term makes its relation false. Where the assumptions leave it no point at all, it
is a mistake, and it is refused by name. Only denominators and roots cost a decision; a branch of a `Piecewise`
that the assumptions exclude is not looked at.

>>> from sympy import Eq, symbols
>>> from formal.algebra.space import space_of
>>> a, b = symbols("a b")
>>> require_defined(space_of([Eq(a, b)]), 1 / (a - b) > 0)
Traceback (most recent call last):
    ...
formal.errors.ExpressionError: 1/(a - b) divides by a - b, which is zero throughout: a = b is assumed; ...
"""

from __future__ import annotations

import sympy as sp

from formal.algebra.formula import TRUE, Formula, conjunction, negation
from formal.algebra.reading import read_condition
from formal.algebra.space import Space, clash
from formal.errors import ExpressionError


def require_defined(space: Space, *terms: object, here: Formula = TRUE) -> None:
    """Refuse expressions and conditions with a term that is defined at no point of `space` in which `here` holds.

    Where `here` holds nowhere, nothing is refused.

    Raises
    ------
    ExpressionError
        Names the term and the assumptions that exclude it.
    """
    for term in terms:
        partial = isinstance(term, sp.Basic) and any(map(_may_fail, term.atoms(sp.Pow)))
        if partial and space.decider.possible(here):
            _check(space, term, here)


def _may_fail(power: sp.Pow) -> bool:
    exponent = power.exp
    partial = exponent.is_Rational and (exponent < 0 or not exponent.is_Integer)
    return bool(partial and not power.base.is_number)


def _check(space: Space, term: sp.Basic, here: Formula) -> None:
    if isinstance(term, sp.Piecewise):
        _check_branches(space, term, here)
        return
    for part in term.args:
        _check(space, part, here)
    if isinstance(term, sp.Pow) and _may_fail(term):
        base = term.base
        if term.exp < 0:
            _require(space, sp.Ne(base, 0), here, f"{term} divides by {base}, which is zero throughout")
        if not term.exp.is_Integer:
            _require(space, base >= 0, here, f"{term} is not real: {base} is negative throughout")


def _check_branches(space: Space, term: sp.Piecewise, here: Formula) -> None:
    for value, condition in term.args:
        _check(space, condition, here)
        read = read_condition(condition)
        case = conjunction(here, read)
        if space.decider.possible(case):
            _check(space, value, case)
        here = conjunction(here, negation(read))


def _require(space: Space, condition: sp.logic.boolalg.Boolean, here: Formula, fault: str) -> None:
    wanted = conjunction(here, read_condition(condition))
    if not space.decider.possible(wanted):
        why = " and ".join(clash(space, wanted)) or "nothing else"
        raise ExpressionError(f"{fault}: {why} is assumed; leave the term out, or assume less")
