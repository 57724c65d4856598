"""From a closed form to something that is evaluated over arrays.

A *form* is plain data with `over(arrays)`: floats for a value, truth values for a condition, and for an interval its
two ends. Where a value is undefined it is nan.

>>> import numpy as np
>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> offer = compiled(Cases((p + c <= 1, p + c), (c < 2, 1)), "offer")
>>> offer.over({"p": np.array([0.3, 0.7, 0.7]), "c": np.array([0.7, 0.5, 2.0])}).tolist()
[1.0, 1.0, nan]
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra import Cases, Region
from formal.algebra.formula import And, Atom, Formula, Or, Truth
from formal.algebra.quotient import Quotient
from formal.equilibria.exact import sign
from formal.errors import ExpressionError, ModelError
from formal.library.least import Least
from formal.sweep.arrays import numpy
from formal.sweep.terms import Arrays, Terms, point_at

__all__ = ["Form", "compiled", "compiled_condition"]

_ONE = ((Fraction(1), ()),)


@dataclass(frozen=True)
class Comparison:
    """A polynomial compared with zero."""

    terms: Terms
    relation: str

    def over(self, arrays: Arrays) -> Any:
        """Return where it holds."""
        signs = self.terms.signs(arrays)
        return {">": signs > 0, ">=": signs >= 0, "=": signs == 0, "!=": signs != 0}[self.relation]


@dataclass(frozen=True)
class Junction:
    """Conditions of which all must hold, or one."""

    every: bool
    parts: tuple[Condition, ...]

    def over(self, arrays: Arrays) -> Any:
        """Return where they hold; what earlier parts have settled is not looked at again."""
        np = numpy()
        settled = np.full(_size(arrays), self.every)
        for part in self.parts:
            open_ = np.flatnonzero(settled == self.every)
            if len(open_):
                settled[open_] = part.over(_some(arrays, open_))
        return settled


@dataclass(frozen=True)
class Always:
    """A condition that holds everywhere, or nowhere."""

    holds: bool

    def over(self, arrays: Arrays) -> Any:
        """Return the same everywhere."""
        return numpy().full(_size(arrays), self.holds)


Condition = Comparison | Junction | Always


@dataclass(frozen=True)
class Ratio:
    """A quotient of polynomials."""

    top: Terms
    bottom: Terms

    def over(self, arrays: Arrays) -> Any:
        """Return the values; nan where it divides by zero."""
        np = numpy()
        found = self.top.values(arrays)
        if self.bottom.terms == _ONE:
            return found
        below = self.bottom.values(arrays)
        suspicious = np.flatnonzero(below == 0).tolist()
        for index in suspicious:  # not where it is only too small for a float
            if sign(self.bottom.at(point_at(arrays, index))) == 0:
                below[index] = np.nan
        with np.errstate(all="ignore"):
            return found / below


@dataclass(frozen=True)
class Branches:
    """A value by region."""

    branches: tuple[tuple[Condition, Ratio], ...]

    def over(self, arrays: Arrays) -> Any:
        """Return the values; nan where no condition holds."""
        np = numpy()
        found = np.full(_size(arrays), np.nan)
        left = np.arange(_size(arrays))
        for condition, ratio in self.branches:
            if not len(left):
                break
            own = _some(arrays, left)
            held = condition.over(own)
            here = left[held]
            if len(here):
                found[here] = ratio.over(_some(own, held))
            left = left[~held]
        return found


@dataclass(frozen=True)
class Plain:
    """An expression that is not algebraic, such as a power with a fractional exponent: in floating point alone."""

    expression: sp.Expr
    names: tuple[str, ...]

    def over(self, arrays: Arrays) -> Any:
        """Return the values; nan where there is none."""
        np = numpy()
        with np.errstate(all="ignore"):
            raw = _lambdified(self.expression, self.names)(*(arrays[name] for name in self.names))
            found = np.broadcast_to(np.asarray(raw, dtype=complex), (_size(arrays),))
            return np.where(np.isfinite(found) & (found.imag == 0), found.real, np.nan)


@dataclass(frozen=True)
class Ends:
    """An interval: nan for both ends where one of them is undefined."""

    low: Form
    high: Form

    def over(self, arrays: Arrays) -> Any:
        """Return both ends."""
        np = numpy()
        low, high = self.low.over(arrays), self.high.over(arrays)
        gap = np.isnan(low) | np.isnan(high)
        return np.where(gap, np.nan, low), np.where(gap, np.nan, high)


@dataclass(frozen=True)
class Searched:
    """A number that is searched for, point by point, since it has no closed form."""

    least: Least

    def over(self, arrays: Arrays) -> Any:
        """Return the numbers."""
        points = (point_at(arrays, index) for index in range(_size(arrays)))
        exact = (
            {name: sp.Rational(q.numerator, q.denominator) for name, q in point.items()} for point in points
        )
        return numpy().array([float(self.least.at(point)) for point in exact])


Form = Condition | Ratio | Branches | Plain | Ends | Searched


def compiled(quantity: object, name: str) -> Form:
    """Return a quantity ready to be evaluated over arrays.

    Parameters
    ----------
    quantity
        An expression, `Cases`, a `Region`, a pair of ends, or a `Least`.
    name
        What it is called, for messages.

    Raises
    ------
    ModelError
        If it cannot be evaluated over arrays.

    Examples
    --------
    >>> import numpy as np
    >>> compiled(sp.Rational(1, 3), "share").over({"p": np.array([0.5])}).tolist()
    [0.3333333333333333]
    >>> compiled(sp.Function("F")(sp.Symbol("c")), "trust")
    Traceback (most recent call last):
        ...
    formal.errors.ModelError: trust contains the unknown function F(c): it has values only once F is given
    """
    if isinstance(quantity, Region):
        return compiled_condition(quantity.formula)
    if isinstance(quantity, Cases):
        return Branches(tuple((compiled_condition(f), _ratio(value)) for f, value in quantity.parts))
    if isinstance(quantity, Least):
        return Searched(quantity)
    if isinstance(quantity, tuple):
        low, high = quantity
        return Ends(compiled(low, name), compiled(high, name))
    expression = sp.sympify(quantity)
    if unknown := sorted(expression.atoms(AppliedUndef), key=str):
        asked = f"it has values only once {unknown[0].func} is given"
        raise ModelError(f"{name} contains the unknown function {unknown[0]}: {asked}")
    if expression in (sp.true, sp.false):
        return Always(bool(expression))
    try:
        return compiled(Cases((True, expression)), name)
    except ExpressionError:
        return Plain(expression, tuple(sorted(s.name for s in expression.free_symbols)))


def compiled_condition(formula: Formula) -> Condition:
    """Return a condition ready to be evaluated over arrays.

    Examples
    --------
    >>> import numpy as np
    >>> compiled_condition(Region(sp.Symbol("p") >= 0).formula).over({"p": np.array([-1.0, 0.0])}).tolist()
    [False, True]
    """
    match formula:
        case Truth():
            return Always(formula.value)
        case Atom():
            return Comparison(Terms.of(formula.polynomial), formula.relation)
        case And() | Or():
            return Junction(isinstance(formula, And), tuple(map(compiled_condition, formula.parts)))
    raise TypeError(formula)


def _ratio(value: Quotient) -> Ratio:
    return Ratio(Terms.of(value.numerator), Terms.of(value.denominator))


@functools.lru_cache(maxsize=64)
def _lambdified(expression: sp.Expr, names: tuple[str, ...]) -> Any:
    """Return the expression as a function of arrays, in complex numbers so that no root is a warning."""
    symbols = {s.name: s for s in expression.free_symbols}
    return sp.lambdify([symbols[name] for name in names], expression, "numpy")


def _size(arrays: Arrays) -> int:
    return len(next(iter(arrays.values())))


def _some(arrays: Arrays, chosen: Any) -> Mapping[str, Any]:
    return {name: own[chosen] for name, own in arrays.items()}
