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
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    TRUE,
    Formula,
    atom,
    conjunction,
    conjuncts,
    evaluate_at,
    parameters,
)
from formal.algebra.normal import signs
from formal.algebra.polynomial import Polynomial, flint_rational
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_condition, read_value
from formal.algebra.writing import write_formula, write_quotient
from formal.errors import ExpressionError, ParameterError

Value = TypeVar("Value")


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
    def weights(self) -> frozenset[str]:
        """The parameters assumed to lie between 0 and 1: probabilities, beliefs, discount factors."""
        stated = set(conjuncts(self.assumptions))

        def among(polynomial: Polynomial) -> bool:
            return atom(polynomial, ">") in stated or atom(polynomial, ">=") in stated

        here = {name: Polynomial.symbol(name) for name in self.names}
        return frozenset(name for name, symbol in here.items() if among(symbol) and among(1 - symbol))

    def write(self, value: Quotient, further: Mapping[str, sp.Symbol] | None = None) -> sp.Expr:
        """Return a quotient in the symbols of this space (and `further` ones), as it is shortest to read."""
        return write_quotient(value, {**self.symbols, **(further or {})}, self.weights)

    def write_where(self, value: Quotient, context: Formula) -> sp.Expr:
        """Return a quotient as it reads where `context` holds: with a denominator that is positive, if it has a sign.

        Examples
        --------
        >>> a, b = sp.symbols("a b")
        >>> space = space_of([a < b])
        >>> value = Quotient.symbol("a") / (Quotient.symbol("a") - Quotient.symbol("b"))
        >>> space.write(value), space.write_where(value, space.assumptions)
        (a/(a - b), -a/(-a + b))
        """
        below = value.denominator
        turned = any(c < 0 for c, _ in below.terms()) and signs(self.decider, below, context) <= {-1}
        return write_quotient(value, self.symbols, self.weights, turned=turned)

    @functools.cached_property
    def decider(self) -> Decider:
        """The decider for this space."""
        return Decider(self.assumptions)

    def require_consistent(self) -> Space:
        """Return the space, or raise `ParameterError` if its assumptions exclude each other."""
        if self.decider.decided(TRUE):
            return self
        parts = clash(self)
        fault = "cannot all hold; drop one of them" if len(parts) > 1 else "never holds; drop it"
        raise ParameterError(f"the assumptions contradict each other: {' and '.join(parts)} {fault}")

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
        kept = conjunction(*(part for part in conjuncts(self.assumptions) if not parameters(part) & gone))
        return Space({n: s for n, s in self.symbols.items() if n not in gone}, kept)

    def failing(self, point: Mapping[str, object]) -> Formula | None:
        """Return an assumption that fails at a complete rational point given by name, or None."""
        values = {name: flint_rational(Fraction(str(value))) for name, value in point.items()}
        for part in conjuncts(self.assumptions):
            if evaluate_at(part, values) is False:
                return part
        return None

    def name_of(self, key: sp.Symbol | str) -> str:
        """Return the name that a key (a symbol or a name) stands for."""
        if not isinstance(key, sp.Symbol | str):
            raise ParameterError(f"{key!r} is no parameter: a symbol or its name is wanted")
        return key.name if isinstance(key, sp.Symbol) else key

    def by_name(self, values: Mapping[sp.Symbol | str, Value]) -> dict[str, Value]:
        """Return values by name, or raise `ParameterError` if two keys mean the same parameter."""
        found: dict[str, Value] = {}
        for key, value in values.items():
            name = self.name_of(key)
            if name in found:
                raise ParameterError(f"{name} is given twice: a symbol and its name are one parameter")
            found[name] = value
        return found


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
    listed = tuple(_listed(where))
    for odd in (condition for condition in listed if not isinstance(condition, Hashable)):
        read_condition(odd)  # is none, and says so
    # Regions are equal if their conditions are; what they take for granted counts here as well.
    contexts = tuple(getattr(condition, "space", None) for condition in listed)
    return _space(listed, tuple(symbols), contexts)


def _listed(where: object) -> list[object]:
    if isinstance(where, list | tuple | set | frozenset):
        return [condition for part in where for condition in _listed(part)]
    return [where]


@functools.lru_cache(maxsize=1024)
def _space(where: tuple[object, ...], symbols: tuple[sp.Symbol, ...], contexts: tuple[object, ...]) -> Space:
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
    return list(dict.fromkeys(_appearing(condition)))


def _appearing(thing: sp.Basic) -> Iterator[sp.Symbol]:
    # SymPy's own traversal takes the parts of And, Or, Min and Max in the order of their hashes.
    if isinstance(thing, sp.Symbol):
        yield thing
    for part in thing.args:
        yield from _appearing(part)


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
    return {name: read_number(value, name) for name, value in space.by_name(values).items()}


def read_number(value: object, name: str) -> Fraction:
    """Return a rational number, or raise `ParameterError` that names the parameter."""
    if isinstance(value, str):
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError) as error:
            raise ParameterError(f"{name} = {value!r}: a number such as 3/5 is wanted") from error
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, float):
        raise ParameterError(_not_exact(name, value))
    try:
        cases = read_value(value)
    except ExpressionError as error:
        raise ParameterError(f"{name} = {value}: {error}") from error
    if len(cases) == 1 and not cases[0][1].names:
        return cases[0][1].evaluate({})
    raise ParameterError(f"{name} = {value}: a rational number is wanted")


def _not_exact(name: str, value: float) -> str:
    if not math.isfinite(value):
        return f"{name} = {value}: a rational number is wanted"
    near = Fraction(repr(float(value)))
    exact = f"Rational({near.numerator}, {near.denominator})"
    return f"{name} = {value} is a rounded number: write it exactly, as {exact}"


def clash(space: Space, condition: Formula = TRUE) -> list[str]:
    """Return a smallest list of the assumptions that contradict each other, or `condition`, in words."""
    kept = list(conjuncts(space.assumptions))
    for part in list(kept):
        rest = [p for p in kept if p is not part]
        if Decider().satisfiable(conjunction(condition, *rest)) is False:
            kept = rest
    # Plain symbols: a flag would make SymPy evaluate `x > 0` to a bare True.
    return [_in_words(part) for part in kept]


def _in_words(part: Formula) -> str:
    written = write_formula(part, {})
    if isinstance(written, sp.Eq | sp.Ne):
        return f"{written.lhs} {'=' if isinstance(written, sp.Eq) else '!='} {written.rhs}"
    if isinstance(written, sp.core.relational.Relational) and written.lhs.is_number:
        written = written.reversed
    return str(written)
