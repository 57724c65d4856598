"""The parameter space: which symbols there are, in which order, and what is assumed about them.

Assumptions come from SymPy's flags (`positive=True`, …) and from `where=`, added together; a symbol's *name* is the
parameter. The order is that of first appearance, and everything is printed in it.

>>> from sympy import Symbol, symbols
>>> p = Symbol("p")
>>> space = space_of([0 < p, p < 1], [Symbol("c", positive=True)])
>>> space.names, str(space.assumptions)
(('p', 'c'), 'p > 0 and -p + 1 > 0 and c > 0')
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    TRUE,
    Formula,
    atom,
    conjunction,
    conjuncts,
    names,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.reading import read_condition, read_value
from formal.algebra.writing import write_formula
from formal.errors import ExpressionError, ParameterError


@dataclass(frozen=True, eq=False)
class Space:
    """A parameter space.

    Attributes
    ----------
    symbols
        The parameters by name, in declaration order.
    assumptions
        What holds throughout.
    """

    symbols: Mapping[str, sp.Symbol]
    assumptions: Formula

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names, in declaration order."""
        return tuple(self.symbols)

    @functools.cached_property
    def decider(self) -> Decider:
        """The decider for this space."""
        return Decider(self.assumptions)

    def require_consistent(self) -> Space:
        """Return the space, or raise `ParameterError` if its assumptions exclude each other."""
        if self.decider.decided(TRUE):
            return self
        clash = " and ".join(str(write_formula(part, self.symbols)) for part in _clash(self.assumptions))
        raise ParameterError(f"the assumptions contradict each other: {clash} cannot all hold; drop one of them")

    def joined(self, other: Space) -> Space:
        """Return the space with the symbols and assumptions of both."""
        if other is self or (not other.symbols and other.assumptions == TRUE):
            return self
        return _joined(self, other)

    def with_symbols(self, symbols: Iterable[sp.Symbol]) -> Space:
        """Return the space with further symbols and what their flags say."""
        listed = [s for s in symbols if s.name not in self.symbols]
        return self.joined(space_of((), listed)) if listed else self

    def assuming(self, formula: Formula) -> Space:
        """Return the space in which `formula` holds as well."""
        return Space(self.symbols, conjunction(self.assumptions, formula))

    def without(self, removed: Iterable[str]) -> Space:
        """Return the space without some parameters and the assumptions that mention them."""
        gone = set(removed)
        kept = conjunction(*(part for part in conjuncts(self.assumptions) if not names(part) & gone))
        return Space({n: s for n, s in self.symbols.items() if n not in gone}, kept)

    def name_of(self, key: sp.Symbol | str) -> str:
        """Return the name that a key (a symbol or a name) stands for."""
        return key.name if isinstance(key, sp.Symbol) else str(key)


@functools.lru_cache(maxsize=4096)
def _joined(left: Space, right: Space) -> Space:
    symbols = {**left.symbols, **{n: s for n, s in right.symbols.items() if n not in left.symbols}}
    return Space(symbols, conjunction(left.assumptions, right.assumptions))


def space_of(where: object = (), symbols: Iterable[sp.Symbol] = ()) -> Space:
    """Return the space of the symbols in `where` and `symbols`.

    Parameters
    ----------
    where
        A condition (relation, And, Or, Region, …) or a list of them.
    symbols
        Further symbols, whose flags count as well.

    Raises
    ------
    ExpressionError
        If a condition cannot be read.
    """
    return _space(tuple(_listed(where)), tuple(symbols))


def _listed(where: object) -> list[object]:
    if isinstance(where, list | tuple | set | frozenset):
        return [condition for part in where for condition in _listed(part)]
    return [where]


@functools.lru_cache(maxsize=1024)
def _space(where: tuple[object, ...], symbols: tuple[sp.Symbol, ...]) -> Space:
    found: dict[str, sp.Symbol] = {}
    flags: dict[Formula, None] = {}
    conditions: list[Formula] = []
    for condition in (*where, *symbols):
        if not isinstance(condition, sp.Symbol):
            conditions.append(read_condition(condition))
        context = getattr(condition, "space", None)
        if isinstance(context, Space):
            conditions.append(context.assumptions)
        for symbol in symbols_in(condition):
            found.setdefault(symbol.name, symbol)
            for flag in flags_of(symbol):
                flags[flag] = None
    return Space(found, conjunction(*conditions, *flags))


def symbols_in(condition: object) -> list[sp.Symbol]:
    """Return the symbols of an expression, a condition or a region, in the order in which they appear."""
    context = getattr(condition, "space", None)
    if isinstance(context, Space):
        return list(context.symbols.values())
    if not isinstance(condition, sp.Basic):
        return []
    return list({s: None for s in sp.preorder_traversal(condition) if isinstance(s, sp.Symbol)})


@functools.lru_cache(maxsize=4096)
def flags_of(symbol: sp.Symbol) -> tuple[Formula, ...]:
    """Return what SymPy's flags of a symbol say, as formulas."""
    if symbol.is_real is False:
        raise ExpressionError(f"{symbol} is declared not to be real: every parameter is a real number")
    here = Polynomial.symbol(symbol.name)
    if symbol.is_positive:
        return (atom(here, ">"),)
    if symbol.is_negative:
        return (atom(-here, ">"),)
    found = []
    if symbol.is_nonnegative:
        found.append(atom(here, ">="))
    if symbol.is_nonpositive:
        found.append(atom(-here, ">="))
    if symbol.is_nonzero and symbol.is_real:
        found.append(atom(here, "!="))
    return tuple(found)


def read_values(values: Mapping[sp.Symbol | str, object], space: Space) -> dict[str, Fraction]:
    """Return rational values by name.

    Raises
    ------
    ParameterError
        If a value is not a rational number, or two keys mean the same parameter.
    """
    found: dict[str, Fraction] = {}
    for key, value in values.items():
        name = space.name_of(key)
        if name in found:
            raise ParameterError(f"{name} is given twice: a symbol and its name are the same parameter")
        found[name] = read_number(value, name)
    return found


def read_number(value: object, name: str) -> Fraction:
    """Return a rational number, or raise `ParameterError` that names the parameter."""
    if isinstance(value, str):
        try:
            return Fraction(value)
        except ValueError as error:
            raise ParameterError(f"{name} = {value!r}: a number such as 3/5 is wanted") from error
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, float):
        near = Fraction(repr(value))
        raise ParameterError(f"{name} = {value!r} is a rounded number: write it exactly, as Rational({near.numerator}, {near.denominator})")
    try:
        cases = read_value(value)
    except ExpressionError as error:
        raise ParameterError(f"{name} = {value}: {error}") from error
    if len(cases) == 1 and not cases[0][1].names:
        return cases[0][1].evaluate({})
    raise ParameterError(f"{name} = {value}: a rational number is wanted")


def _clash(assumptions: Formula) -> list[Formula]:
    """Return a smallest list of the assumptions that already contradict each other."""
    kept = list(conjuncts(assumptions))
    for part in list(kept):
        rest = [p for p in kept if p is not part]
        if Decider().satisfiable(conjunction(*rest)) is False:
            kept = rest
    return kept


