"""Closed forms as JavaScript, so that a page can evaluate them without Python.

What is made calls an arithmetic `R` on a point `v`: `R.add(v[0], R.q(1, 2))`. The page has two of these, one exact
(fractions of whole numbers as large as need be, so that a tie is a tie) and one in floating point for pictures with
thousands of points. Where a value is undefined the result is `null`.

>>> from sympy import Min, symbols
>>> p, c_B = symbols("p c_B")
>>> javascript(Min(1, p + c_B), ["p", "c_B"])
'R.min(R.q(1),R.add(v[1],v[0]))'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from formal.algebra.cases import Cases
from formal.algebra.formula import And, Atom, Formula, Or, Truth
from formal.algebra.region import Region
from formal.algebra.writing import write_polynomial
from formal.errors import ExpressionError

#: How a polynomial is compared with zero.
_SIGNS = {">": "R.gt({},R.q(0))", ">=": "R.ge({},R.q(0))", "=": "R.eq({},R.q(0))", "!=": "R.ne({},R.q(0))"}
_RELATIONS = {
    sp.Gt: "R.gt({0},{1})",
    sp.Ge: "R.ge({0},{1})",
    sp.Lt: "R.gt({1},{0})",
    sp.Le: "R.ge({1},{0})",
    sp.Eq: "R.eq({0},{1})",
    sp.Ne: "R.ne({0},{1})",
}


def javascript(thing: object, names: Sequence[str]) -> str:
    """Return an expression, a condition, `Cases` or a `Region` as a JavaScript expression in `R` and `v`.

    Parameters
    ----------
    thing
        What to write. A condition becomes `true` or `false`, a value an element of the arithmetic, or `null` where it
        is undefined.
    names
        The parameters, in the order in which their values stand in `v`.

    Raises
    ------
    ExpressionError
        If a symbol is no parameter, or there is something that has no counterpart.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> javascript(p / (1 + c), ["p", "c"])
    'R.div(v[0],R.add(R.q(1),v[1]))'
    >>> javascript(Region(p > c), ["p", "c"])
    'R.gt(R.add(R.mul(R.q(-1),v[1]),v[0]),R.q(0))'
    """
    writer = _Writer({name: f"v[{i}]" for i, name in enumerate(names)})
    if isinstance(thing, Region):
        return writer.formula(thing.formula)
    if isinstance(thing, Cases):
        values = (writer.value(value) for _, value in thing.pieces)
        return _chosen(zip((writer.formula(formula) for formula, _ in thing.parts), values, strict=True))
    return writer.value(sp.sympify(thing, strict=True))


class _Writer:
    def __init__(self, places: dict[str, str]) -> None:
        self._places = places

    def formula(self, formula: Formula) -> str:
        match formula:
            case Truth():
                return "true" if formula.value else "false"
            case Atom():
                return _SIGNS[formula.relation].format(self.value(write_polynomial(formula.polynomial, {})))
            case And() | Or():
                sign = "&&" if isinstance(formula, And) else "||"
                return f"({sign.join(map(self.formula, formula.parts))})"
        raise TypeError(formula)

    def value(self, thing: sp.Basic) -> str:
        match thing:
            case BooleanAtom():
                return "true" if thing else "false"
            case Relational():
                return _RELATIONS[thing.func].format(*map(self.value, thing.args))
            case sp.And() | sp.Or():
                return f"({('&&' if isinstance(thing, sp.And) else '||').join(map(self.value, thing.args))})"
            case sp.Not():
                return f"!{self.value(thing.args[0])}"
            case sp.Piecewise():
                return _chosen((self.value(when), self.value(value)) for value, when in thing.args)
            case sp.Rational():
                return (
                    f"R.q({_whole(thing.p)})" if thing.q == 1 else f"R.q({_whole(thing.p)},{_whole(thing.q)})"
                )
            case sp.Symbol() if thing.name in self._places:
                return self._places[thing.name]
            case sp.Add() | sp.Mul() | sp.Min() | sp.Max():
                return self._joined(thing)
            case sp.Abs():
                return f"R.abs({self.value(thing.args[0])})"
            case sp.Pow():
                return self._power(*thing.as_base_exp())
        raise ExpressionError(
            f"{thing} has no counterpart in JavaScript: parameters are {', '.join(self._places)}"
        )

    def _joined(self, thing: sp.Expr) -> str:
        name = {sp.Add: "add", sp.Mul: "mul", sp.Min: "min", sp.Max: "max"}[thing.func]
        if isinstance(thing, sp.Mul):
            top, bottom = sp.fraction(thing)
            if bottom != 1 and not bottom.is_Rational:
                return f"R.div({self.value(top)},{self.value(bottom)})"
        return f"R.{name}({','.join(map(self.value, sorted(thing.args, key=sp.default_sort_key)))})"

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> str:
        if exponent.is_Integer:
            if exponent < 0:
                return f"R.div(R.q(1),{self.value(base**-exponent)})"
            return f"R.pow({self.value(base)},{exponent})"
        if exponent == sp.Rational(1, 2):
            return f"R.sqrt({self.value(base)})"
        if exponent == sp.Rational(-1, 2):
            return f"R.div(R.q(1),R.sqrt({self.value(base)}))"
        return f"R.exp({self.value(base)},{self.value(exponent)})"


def _chosen(rows: Iterable[tuple[str, str]]) -> str:
    """Return the first value whose condition holds, `null` where none does."""
    shown = "null"
    for condition, value in reversed(list(rows)):
        shown = value if condition == "true" else f"({condition}?{value}:{shown})"
    return shown


def _whole(number: int) -> str:
    """Return a whole number; a large one as text, since JavaScript would round it."""
    return str(number) if abs(number) < 2**53 else f'"{number}"'
