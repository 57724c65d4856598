"""From SymPy to formulas and quotients: what a person typed, read exactly or refused by name.

Rational functions, `sqrt`, `Min`, `Max`, `Abs`, `sign` and `Piecewise` are read as values by case; relations,
boolean combinations and membership in intervals and finite sets as formulas. Where a term is not defined
(a zero denominator, the root of a negative number) a relation that contains it does not hold.

>>> from sympy import Min, symbols
>>> p, c = symbols("p c")
>>> for guard, value in read_value(Min(1, p + c)):
...     print(value, "if", guard)
1 if c + p - 1 >= 0
c + p if -c - p + 1 > 0
>>> print(read_condition(p / c > 1))
c != 0 and -c**2 + c*p > 0
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from fractions import Fraction

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    Relation,
    atom,
    compare,
    conjunction,
    disjunction,
    negation,
)
from formal.algebra.quotient import Quotient
from formal.algebra.radical import is_plain
from formal.algebra.substitution import ValueByCase, root_cases
from formal.errors import ExpressionError

_RENAME = "it could be taken for a term, so give it another, a letter with an index for instance"
_RELATIONS: dict[type, tuple[Relation, bool]] = {
    sp.StrictGreaterThan: (">", False),
    sp.GreaterThan: (">=", False),
    sp.StrictLessThan: (">", True),
    sp.LessThan: (">=", True),
    sp.Equality: ("=", False),
    sp.Unequality: ("!=", False),
}


def read_value(expression: object) -> ValueByCase:
    """Return a real expression as quotients by case; the cases exclude each other.

    Raises
    ------
    ExpressionError
        If a term is transcendental, not real, a float, or divides by zero throughout.
    """
    try:
        expr = sp.sympify(expression, strict=True)
    except (sp.SympifyError, TypeError) as error:
        raise ExpressionError(
            f"{expression!r} is no expression: a number or a SymPy expression is wanted"
        ) from error
    if not isinstance(expr, sp.Expr):
        raise ExpressionError(f"{expression!r} is no expression: a number or a SymPy expression is wanted")
    return list(_value(expr))


def read_quotient(expression: object) -> Quotient:
    """Return an expression that has one case only.

    Raises
    ------
    ExpressionError
        As `read_value`, or if the expression is a value by case.
    """
    found = read_value(expression)
    if len(found) != 1:
        raise ExpressionError(
            f"{expression} has {len(found)} cases: a single rational function is wanted here"
        )
    return found[0][1]


def read_condition(condition: object) -> Formula:
    """Return a relation, a boolean combination or a membership as a formula.

    Raises
    ------
    ExpressionError
        If a term cannot be read (see `read_value`), or `condition` is no condition.
    """
    formula = getattr(condition, "formula", None)
    if isinstance(formula, Formula):
        return formula
    if isinstance(condition, bool):
        return TRUE if condition else FALSE
    if isinstance(condition, Boolean | Relational):
        return _condition(condition)
    hint = " (write Eq(a, b) for an equation)" if isinstance(condition, sp.Expr) else ""
    raise ExpressionError(
        f"{condition!r} is no condition: a SymPy relation, And, Or, Not or a Region is wanted{hint}"
    )


# -- values ------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=50_000)
def _value(expr: sp.Expr) -> tuple[tuple[Formula, Quotient], ...]:
    if isinstance(expr, sp.Rational):
        return ((TRUE, Quotient.constant(Fraction(int(expr.p), int(expr.q)))),)
    if isinstance(expr, sp.Symbol):
        if expr.is_real is False:
            raise ExpressionError(f"{expr} is declared not to be real: every parameter is a real number")
        if expr.name.startswith("sqrt("):
            raise ExpressionError(f"a variable is called {expr.name!r}: {_RENAME}")
        return ((TRUE, Quotient.symbol(expr.name)),)
    if isinstance(expr, sp.Add | sp.Mul):
        return _folded(expr)
    if isinstance(expr, sp.Pow):
        return _power(expr)
    if isinstance(expr, sp.Min | sp.Max):
        return _extremum(expr)
    if isinstance(expr, sp.Abs):
        return _by_sign(expr.args[0], (1, 1, -1), scaled=True)
    if isinstance(expr, sp.sign):
        return _by_sign(expr.args[0], (1, 0, -1), scaled=False)
    if isinstance(expr, sp.Piecewise):
        return _piecewise(expr)
    raise ExpressionError(_refusal(expr))


def _refusal(expr: sp.Expr) -> str:
    if isinstance(expr, sp.Float):
        exact = sp.nsimplify(expr, rational=True)
        return f"{expr} is a rounded number: write it exactly, for example Rational({exact.p}, {exact.q})"
    if expr in (sp.zoo, sp.nan):
        return f"{expr} comes from a division by something that is zero throughout"
    if expr.is_infinite:
        return f"{expr} is not a number: an infinite value makes sense only as an end of an offer's interval"
    if expr.has(sp.I) or expr.is_real is False:
        return f"{expr} is not real: every value must be a real number"
    kind = "transcendental" if isinstance(expr, sp.Function | sp.exp | sp.NumberSymbol) else "not algebraic"
    return (
        f"{expr} is {kind}: only rational functions, sqrt, Min, Max, Abs and Piecewise of the parameters can be "
        "solved in closed form; name the term by a parameter of its own"
    )


def _folded(expr: sp.Expr) -> tuple[tuple[Formula, Quotient], ...]:
    total: list[tuple[Formula, Quotient]] = list(_value(expr.args[0]))
    for arg in expr.args[1:]:
        step = _value(arg)
        joined = []
        for left, value in total:
            for right, other in step:
                guard = conjunction(left, right)
                if guard != FALSE:
                    joined.append((guard, value + other if isinstance(expr, sp.Add) else value * other))
        total = joined
    return tuple(total)


def _power(expr: sp.Pow) -> tuple[tuple[Formula, Quotient], ...]:
    base, exponent = expr.args
    if isinstance(exponent, sp.Integer):
        return _integer_power(_value(base), int(exponent), expr)
    if isinstance(exponent, sp.Rational) and exponent.q == 2:
        return _integer_power(_square_root(expr), int(exponent.p), expr)
    if isinstance(exponent, sp.Rational):
        hint = "name the term by a parameter of its own"
        raise ExpressionError(f"{expr}: only whole and half powers are read; {hint}")
    raise ExpressionError(_refusal(exponent if isinstance(exponent, sp.Float) else expr))


def _integer_power(
    cases: Iterable[tuple[Formula, Quotient]], power: int, expr: sp.Pow
) -> tuple[tuple[Formula, Quotient], ...]:
    if power >= 0:
        return tuple((guard, value**power) for guard, value in cases)
    defined = [(conjunction(g, atom(v.numerator, "!=")), v**power) for g, v in cases if not v.is_zero]
    if not defined:
        raise ExpressionError(f"{expr} divides by {expr.args[0]}, which is zero throughout")
    return tuple(defined)


def _square_root(expr: sp.Pow) -> list[tuple[Formula, Quotient]]:
    odd = sorted(s.name for s in expr.free_symbols if not is_plain(s.name))
    if odd:
        raise ExpressionError(f"{expr} contains a variable called {odd[0]!r}: {_RENAME}")
    cases = [
        (conjunction(guard, real), root)
        for guard, value in _value(expr.args[0])
        for real, root in root_cases(value)
    ]
    if not cases:
        raise ExpressionError(f"{expr} is not real: it takes the root of a negative number")
    return [(here, root) for here, root in cases if here != FALSE]


def _extremum(expr: sp.Expr) -> tuple[tuple[Formula, Quotient], ...]:
    best: list[tuple[Formula, Quotient]] = list(_value(expr.args[0]))
    for arg in expr.args[1:]:
        joined = []
        for left, value in best:
            for right, other in _value(arg):
                first, second = (value, other) if isinstance(expr, sp.Min) else (other, value)
                keep = conjunction(left, right, compare(second, ">=", first))
                switch = conjunction(left, right, compare(first, ">", second))
                joined += [(g, v) for g, v in ((keep, value), (switch, other)) if g != FALSE]
        best = joined
    return tuple(best)


def _by_sign(
    inner: sp.Expr, values: tuple[int, int, int], *, scaled: bool
) -> tuple[tuple[Formula, Quotient], ...]:
    zero, found = Quotient.constant(0), []
    for guard, value in _value(inner):
        cases = (compare(value, ">", zero), compare(value, "=", zero), compare(zero, ">", value))
        if scaled:
            cases = (compare(value, ">=", zero), FALSE, cases[2])
        for case, factor in zip(cases, values, strict=True):
            here = conjunction(guard, case)
            if here != FALSE:
                found.append((here, value * factor if scaled else Quotient.constant(factor)))
    return tuple(found)


def _piecewise(expr: sp.Piecewise) -> tuple[tuple[Formula, Quotient], ...]:
    found: list[tuple[Formula, Quotient]] = []
    before: Formula = TRUE
    for value, condition in expr.args:
        here = read_condition(condition)
        for guard, result in _value(value):
            case = conjunction(before, here, guard)
            if case != FALSE:
                found.append((case, result))
        before = conjunction(before, negation(here))
    return tuple(found)


# -- conditions --------------------------------------------------------------------------------------


def _condition(condition: Boolean) -> Formula:
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return TRUE if condition else FALSE
    if isinstance(condition, Relational):
        return _relation(condition)
    match condition:
        case sp.And():
            return conjunction(*map(_condition, condition.args))
        case sp.Or():
            return disjunction(*map(_condition, condition.args))
        case sp.Not():
            return negation(_condition(condition.args[0]))
        case sp.Implies():
            return disjunction(negation(_condition(condition.args[0])), _condition(condition.args[1]))
        case sp.Equivalent():
            parts = [_condition(a) for a in condition.args]
            return disjunction(conjunction(*parts), conjunction(*map(negation, parts)))
        case sp.Xor():
            return functools.reduce(_either, map(_condition, condition.args))
        case sp.ITE():
            test, if_so, if_not = map(_condition, condition.args)
            return disjunction(conjunction(test, if_so), conjunction(negation(test), if_not))
        case sp.Contains():
            return _membership(*condition.args)
    raise ExpressionError(
        f"{condition} is no condition on real numbers: relations, And, Or, Not, Implies are read"
    )


def _either(left: Formula, right: Formula) -> Formula:
    """Return that one of two holds and the other does not."""
    return disjunction(conjunction(left, negation(right)), conjunction(negation(left), right))


def _relation(relation: Relational) -> Formula:
    if type(relation) not in _RELATIONS:
        raise ExpressionError(f"{relation} is no relation between real numbers")
    kind, swapped = _RELATIONS[type(relation)]
    left, right = (relation.rhs, relation.lhs) if swapped else (relation.lhs, relation.rhs)
    for side in (left, right):
        if side in (sp.zoo, sp.nan):
            raise ExpressionError(f"{relation}: {_refusal(side)}")
    if left.is_infinite or right.is_infinite:
        return _against_infinity(left, kind, right)
    return _compared(read_value(left), kind, read_value(right))


def _compared(left: Iterable[tuple[Formula, Quotient]], kind: Relation, right: ValueByCase) -> Formula:
    return disjunction(
        *(conjunction(g, h, compare(value, kind, other)) for g, value in left for h, other in right)
    )


def _against_infinity(left: sp.Expr, kind: Relation, right: sp.Expr) -> Formula:
    if kind in (">", ">="):
        return TRUE if left == sp.oo or right == -sp.oo else FALSE
    return TRUE if kind == "!=" else FALSE


def _membership(element: sp.Expr, members: sp.Set) -> Formula:
    value = read_value(element)
    match members:
        case sp.Interval():
            low: Relation = ">" if members.left_open else ">="
            high: Relation = ">" if members.right_open else ">="
            parts = []
            if members.start != -sp.oo:
                parts.append(_compared(value, low, read_value(members.start)))
            if members.end != sp.oo:
                parts.append(_compared(read_value(members.end), high, value))
            return conjunction(*parts)
        case sp.FiniteSet():
            return disjunction(*(_compared(value, "=", read_value(m)) for m in members.args))
        case sp.Union():
            return disjunction(*(_membership(element, m) for m in members.args))
        case sp.Intersection():
            return conjunction(*(_membership(element, m) for m in members.args))
    if members == sp.S.EmptySet:
        return FALSE
    if members == sp.S.Reals:
        return TRUE
    raise ExpressionError(
        f"{members} is no set that can be read: intervals, finite sets and their unions are"
    )
