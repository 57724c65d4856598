"""The value of a SymPy expression or condition at a rational point, by plain recursion over fractions.

SymPy builds the expressions; it does not evaluate them here, so nothing that SymPy simplifies on
substitution, and nothing of `formal.algebra`, can hide an error. What has no rational value (`sqrt(2)`)
is handed to SymPy's exact algebraic numbers and can be compared, not returned.

>>> from sympy import Max, Symbol, symbols
>>> x, y = symbols("x y")
>>> number(x * (1 - y) / 3, {"x": 2, "y": Fraction(1, 2)})
Fraction(1, 3)
>>> number(Max(x, y), {"x": 2, "y": 3})
Fraction(3, 1)
>>> holds((x < y) | (x > 5), {"x": 2, "y": 3})
True
>>> holds(1 / x >= 0, {"x": 0})  # undefined, hence not satisfied
False
"""

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Any

import sympy
from sympy.core.relational import Relational

Values = Mapping[Any, Any]

_TESTS = {
    sympy.StrictGreaterThan: lambda sign: sign > 0,
    sympy.GreaterThan: lambda sign: sign >= 0,
    sympy.StrictLessThan: lambda sign: sign < 0,
    sympy.LessThan: lambda sign: sign <= 0,
    sympy.Equality: lambda sign: sign == 0,
    sympy.Unequality: lambda sign: sign != 0,
}


class NotRational(ValueError):
    """The expression has no rational value at the point."""


def point(values: Values) -> dict[str, Fraction]:
    """Key the values by name: inside one game a symbol's name is one parameter."""
    return {getattr(key, "name", key): fraction(value) for key, value in values.items()}


def fraction(value: Any) -> Fraction:
    """Read an int, a `Fraction`, a numeral in a string or a SymPy rational; a float is refused."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float: the oracle is exact")
    if isinstance(value, int | Fraction | str):
        return Fraction(value)
    value = sympy.sympify(value)
    if not value.is_Rational:
        raise NotRational(f"{value} is not rational")
    return Fraction(int(value.p), int(value.q))


def number(expression: Any, values: Values) -> Fraction:
    """Return the value of `expression` at the rational point `values`."""
    return _number(sympy.sympify(expression), point(values))


def holds(condition: Any, values: Values) -> bool:
    """Say whether `condition` (relations, `And`, `Or`, `Not`, …) holds at the rational point `values`.

    A relation in which something is undefined at the point does not hold there.
    """
    at = point(values)
    return satisfied(condition, lambda relation: _relation_holds(relation, at))


def satisfied(condition: Any, decide: Any) -> bool:
    """Evaluate the boolean tree of `condition`, each relation by `decide(relation)`."""
    condition = sympy.sympify(condition)
    if condition in (sympy.true, sympy.false):
        return condition is sympy.true
    if isinstance(condition, Relational):
        return decide(condition)
    parts = (satisfied(part, decide) for part in condition.args)
    match condition:
        case sympy.And():
            return all(parts)
        case sympy.Or():
            return any(parts)
        case sympy.Not():
            return not next(parts)
        case sympy.Implies():
            return not next(parts) or next(parts)
        case sympy.Equivalent():
            return len(set(parts)) == 1
        case sympy.Xor():
            return sum(parts) % 2 == 1
    raise TypeError(f"{condition!r} is not a condition that the oracle reads")


def relation_holds(relation: Relational, sign: int) -> bool:
    """Say whether `lhs rel rhs` holds, given the sign of `lhs - rhs`."""
    return _TESTS[type(relation)](sign)


def _relation_holds(relation: Relational, at: dict[str, Fraction]) -> bool:
    try:
        left, right = _number(relation.lhs, at), _number(relation.rhs, at)
        sign = (left > right) - (left < right)
    except ZeroDivisionError:
        return False
    except NotRational:
        sign = _algebraic_sign(relation.lhs - relation.rhs, at)
    return relation_holds(relation, sign)


def _number(expression: Any, at: dict[str, Fraction]) -> Fraction:
    match expression:
        case sympy.Symbol():
            return at[expression.name]
        case sympy.Rational():
            return Fraction(int(expression.p), int(expression.q))
        case sympy.Add():
            return sum((_number(part, at) for part in expression.args), Fraction(0))
        case sympy.Mul():
            return prod((_number(part, at) for part in expression.args), start=Fraction(1))
        case sympy.Pow():
            return _power(expression, at)
        case sympy.Max():
            return max(_number(part, at) for part in expression.args)
        case sympy.Min():
            return min(_number(part, at) for part in expression.args)
        case sympy.Abs():
            return abs(_number(expression.args[0], at))
        case sympy.Piecewise():
            for value, condition in expression.args:
                if satisfied(condition, lambda relation: _relation_holds(relation, at)):
                    return _number(value, at)
            raise ZeroDivisionError(f"{expression} is not defined at {at}")
    raise NotRational(f"{expression} has no rational value that the oracle can read")


def _power(expression: Any, at: dict[str, Fraction]) -> Fraction:
    base, exponent = (_number(part, at) for part in expression.args)
    if exponent.denominator == 1:
        return base**exponent.numerator
    root = sympy.real_root(sympy.Rational(base.numerator, base.denominator), exponent.denominator)
    if base < 0 or not root.is_Rational:
        raise NotRational(f"{expression} is not rational at {at}")
    return fraction(root) ** exponent.numerator


def _algebraic_sign(expression: Any, at: dict[str, Fraction]) -> int:
    """The sign of a number built with roots: zero by its minimal polynomial, else by enough digits."""
    value = expression.subs({s: sympy.Rational(at[s.name]) for s in expression.free_symbols})
    if value.has(sympy.zoo, sympy.nan, sympy.oo):
        raise ZeroDivisionError(f"{expression} is not defined at {at}")
    if not value.is_real:
        raise NotRational(f"{expression} is not real at {at}")
    if sympy.minimal_polynomial(value, sympy.Dummy()).is_Symbol:
        return 0
    return 1 if sympy.N(value, 60) > 0 else -1
