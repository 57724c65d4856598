"""Expressions with several cases, such as `Min(b, 2) - c`, told apart together: how all of them read in each case.

>>> from formal.algebra.decide import Decider
>>> b, c = sp.symbols("b c")
>>> possible = Decider(TRUE).possible
>>> for case, plain in by_case([sp.Min(b, 2) - c, sp.Abs(b - 2)], possible):
...     print(case, "|", (sp.Min(b, 2) - c).xreplace(plain), "|", sp.Abs(b - 2).xreplace(plain))
b - 2 >= 0 | 2 - c | b - 2
-b + 2 > 0 | b - c | 2 - b
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import sympy as sp

from formal.algebra.formula import FALSE, TRUE, Formula, conjunction
from formal.algebra.reading import read_value
from formal.algebra.writing import write_quotient
from formal.errors import Undecided

__all__ = ["by_case", "is_whole"]

_BY_CASE = (sp.Min, sp.Max, sp.Abs, sp.sign, sp.Piecewise)
#: How many cases are told apart.
_MOST_CASES = 64


def by_case(
    expressions: Iterable[sp.Expr], possible: Callable[[Formula], bool], rooted: Iterable[sp.Expr] = ()
) -> list[tuple[Formula, Mapping[sp.Expr, sp.Expr]]]:
    """Return cases that exclude each other, each with what is put for the parts that depend on it.

    Parameters
    ----------
    expressions
        The expressions.
    possible
        Whether a case may hold; those that may not are left out.
    rooted
        Further expressions, in which square roots of quotients stay as they are.

    Raises
    ------
    ExpressionError
        If a part that has cases cannot be read.
    Undecided
        If there are too many cases.
    """
    found: list[tuple[Formula, Mapping[sp.Expr, sp.Expr]]] = [(TRUE, {})]
    parts = [part for expression in expressions for part in _parts(expression, _any)]
    parts += [part for expression in rooted for part in _parts(expression, is_whole)]
    for part in dict.fromkeys(parts):
        letters = {symbol.name: symbol for symbol in part.free_symbols if isinstance(symbol, sp.Symbol)}
        values = [(here, write_quotient(value, letters)) for here, value in read_value(part)]
        joined = [
            (conjunction(case, here), {**plain, part: value})
            for case, plain in found
            for here, value in values
        ]
        found = [
            (case, plain) for case, plain in joined if case == TRUE or (case != FALSE and possible(case))
        ]
        if len(found) > _MOST_CASES:
            raise Undecided(f"more than {_MOST_CASES} cases would have to be told apart")
    return found


def _parts(expression: sp.Expr, split: Callable[[sp.Expr], bool]) -> Iterator[sp.Expr]:
    """Yield the outermost parts that have cases, square roots as far as they are to be split."""
    if isinstance(expression, _BY_CASE):
        yield expression
        return
    inside = [part for argument in expression.args for part in _parts(argument, split)]
    root = isinstance(expression, sp.Pow) and expression.exp.is_Rational and expression.exp.q == 2
    several = root and not inside and split(expression.base) and len(read_value(expression)) > 1
    yield from [expression] if several else inside


def _any(base: sp.Expr) -> bool:
    return True


def is_whole(base: sp.Expr) -> bool:
    """Return whether an expression has no variable in its denominator.

    Examples
    --------
    >>> b, c = sp.symbols("b c")
    >>> is_whole(b * c / 2), is_whole(c / b)
    (True, False)
    """
    return not sp.fraction(sp.together(base))[1].free_symbols
