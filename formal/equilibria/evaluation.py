"""Expressions, conditions and formulas at a point, by plain recursion over exact numbers.

What checks an answer must not share the reasoning that found it: SymPy only builds the expressions and the
algebra only holds the formulas, both are evaluated here.

>>> from sympy import Max, symbols
>>> p, c = symbols("p c")
>>> value(Max(p - c, 0) / 3, {"p": Fraction(3, 5), "c": Fraction(1, 10)})
Fraction(1, 6)
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from formal.algebra.formula import And, Atom, Formula, Or, Truth
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.radical import radicand
from formal.equilibria.exact import Number, Undefined, number, root, sign

Values = Mapping[str, Number]
Evaluator = Callable[[Values], Number]

_TESTS: dict[Any, Callable[[int], bool]] = {
    sp.StrictGreaterThan: lambda s: s > 0,
    sp.GreaterThan: lambda s: s >= 0,
    sp.StrictLessThan: lambda s: s < 0,
    sp.LessThan: lambda s: s <= 0,
    sp.Equality: lambda s: s == 0,
    sp.Unequality: lambda s: s != 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
    "=": lambda s: s == 0,
    "!=": lambda s: s != 0,
}


def value(expression: object, values: Values) -> Number:
    """Return the value of a SymPy expression at a point.

    Raises
    ------
    Undefined
        If it has none.

    Examples
    --------
    >>> value(1 / sp.Symbol("x"), {"x": Fraction(0)})
    Traceback (most recent call last):
        ...
    formal.equilibria.exact.Undefined: 1/x divides by zero
    """
    return _compiled(sp.sympify(expression))(values)


def holds(condition: object, values: Values) -> bool:
    """Return whether a SymPy condition holds at a point; a relation with an undefined side does not.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> holds((x > 0) & (1 / x < 2), {"x": Fraction(2)}), holds(1 / x >= 0, {"x": Fraction(0)})
    (True, False)
    """
    if condition in (True, False):
        return bool(condition)
    if isinstance(condition, Relational):
        try:
            difference = value(condition.lhs, values) - value(condition.rhs, values)
        except Undefined:
            return False
        return _TESTS[type(condition)](sign(difference))
    parts = (holds(part, values) for part in getattr(condition, "args", ()))
    match condition:
        case sp.And():
            return all(parts)
        case sp.Or():
            return any(parts)
        case sp.Not():
            return not next(parts)
        case sp.Implies():
            return not next(parts) or next(parts)
    raise TypeError(f"{condition!r} is no condition that can be evaluated")


def formula_holds(formula: Formula, values: Values) -> bool:
    """Return whether a formula holds at a point that gives every variable in it a value.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> p = sp.Symbol("p")
    >>> formula_holds(Region(sp.sqrt(p) > 1).formula, {"p": Fraction(3, 2)})
    True
    """
    match formula:
        case Truth():
            return formula.value
        case Atom():
            return _TESTS[formula.relation](sign(polynomial_value(formula.polynomial, values)))
        case And():
            return all(formula_holds(part, values) for part in formula.parts)
        case Or():
            return any(formula_holds(part, values) for part in formula.parts)
    raise TypeError(formula)


def quotient_value(quotient: Quotient, values: Values) -> Number:
    """Return the value of a quotient of polynomials.

    Examples
    --------
    >>> quotient_value(Quotient.symbol("p") / Quotient.symbol("q"), {"p": Fraction(1), "q": Fraction(3)})
    Fraction(1, 3)
    """
    bottom = polynomial_value(quotient.denominator, values)
    if sign(bottom) == 0:
        raise Undefined(f"{quotient} divides by zero")
    return number(polynomial_value(quotient.numerator, values) / bottom)


def polynomial_value(polynomial: Polynomial, values: Values) -> Number:
    """Return the value of a polynomial, in which square roots may be variables.

    Examples
    --------
    >>> polynomial_value(Polynomial.symbol("p") ** 2 + 1, {"p": Fraction(1, 2)})
    Fraction(5, 4)
    """
    known = {name: values[name] for name in polynomial.names if isinstance(values.get(name), Fraction)}
    if len(known) == len(polynomial.names):
        return polynomial.evaluate(known)
    total: Number = Fraction(0)
    for coefficient, monomial in _terms(polynomial):
        term: Number = coefficient
        for name, power in monomial:
            term = term * _variable(name, values) ** power
        total = total + term
    return number(total)


# -- how ---------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=50_000)
def _terms(polynomial: Polynomial) -> tuple[tuple[Fraction, tuple[tuple[str, int], ...]], ...]:
    return tuple(polynomial.terms())


def _variable(name: str, values: Values) -> Number:
    inside = radicand(name)
    if inside is None:
        return _known(name, values)
    under = polynomial_value(inside, values)
    # The algebra counts the root of a negative number as 0, and excludes it by a condition beside it.
    return root(under) if sign(under) > 0 else Fraction(0)


def _known(name: str, values: Values) -> Number:
    if name not in values:
        raise Undefined(f"{name} is not known there")
    return values[name]


@functools.lru_cache(maxsize=50_000)
def _compiled(expression: sp.Expr) -> Evaluator:
    match expression:
        case sp.Rational():
            constant = number(expression)
            return lambda values: constant
        case sp.Symbol():
            name = expression.name
            return lambda values: _known(name, values)
        case sp.Add():
            return _folded(operator.add, [_compiled(a) for a in expression.args])
        case sp.Mul():
            return _folded(operator.mul, [_compiled(a) for a in expression.args])
        case sp.Pow():
            return _power(expression)
        case sp.Min() | sp.Max():
            keep = -1 if isinstance(expression, sp.Min) else 1
            return _extremum(keep, [_compiled(a) for a in expression.args])
        case sp.Abs() | sp.sign():
            return _by_sign(expression)
        case sp.Piecewise():
            return _piecewise(expression)
    raise Undefined(f"{expression} is not algebraic")


def _folded(operation: Callable[[Number, Number], Number], parts: list[Evaluator]) -> Evaluator:
    first, *rest = parts

    def evaluate(values: Values) -> Number:
        total = first(values)
        for part in rest:
            total = operation(total, part(values))
        return total if isinstance(total, Fraction) else number(total)

    return evaluate


def _power(expression: sp.Pow) -> Evaluator:
    base, exponent = _compiled(expression.args[0]), expression.args[1]
    if not isinstance(exponent, sp.Rational) or exponent.q > 2:
        raise Undefined(f"{expression}: only whole and half powers are evaluated")
    power, half = int(exponent.p), exponent.q == 2

    def evaluate(values: Values) -> Number:
        found = base(values)
        side = sign(found)
        if side == 0 and power < 0:
            raise Undefined(f"{expression} divides by zero")
        if half:
            if side < 0:
                raise Undefined(f"{expression} is not real")
            found = root(found) if side else Fraction(0)
        return number(found**power)

    return evaluate


def _extremum(keep: int, parts: list[Evaluator]) -> Evaluator:
    def evaluate(values: Values) -> Number:
        return functools.reduce(lambda a, b: a if sign(a - b) == keep else b, (p(values) for p in parts))

    return evaluate


def _by_sign(expression: sp.Expr) -> Evaluator:
    inner, absolute = _compiled(expression.args[0]), isinstance(expression, sp.Abs)

    def evaluate(values: Values) -> Number:
        found = inner(values)
        return found * sign(found) if absolute else Fraction(sign(found))

    return evaluate


def _piecewise(expression: sp.Piecewise) -> Evaluator:
    pieces = [(_compiled(piece), condition) for piece, condition in expression.args]

    def evaluate(values: Values) -> Number:
        for piece, condition in pieces:
            if holds(condition, values):
                return piece(values)
        raise Undefined(f"{expression} has no case that holds")

    return evaluate
