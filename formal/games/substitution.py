"""Fixing parameters of a game: the same tree and conditions, with values in the place of symbols.

What was assumed about a parameter, by `where` or by SymPy's flags, is assumed of the value: a number must
satisfy it, and an expression brings it along as a condition on its own symbols.

>>> from sympy import Symbol
>>> from formal.algebra.space import space_of
>>> from formal.games.tree import Terminal
>>> c, a = Symbol("c", positive=True), Symbol("a")
>>> substituted(Terminal((c,)), (), space_of((), [c]), {c: 1 - a})
(Terminal(payoffs=(1 - a,)), (1 - a > 0,))
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TypeVar, cast

import sympy as sp

from formal.algebra.region import Region
from formal.algebra.space import Space, flags_of, read_number, space_of, symbols_in
from formal.algebra.writing import write_formula
from formal.errors import ExpressionError, ParameterError
from formal.games.naming import named_numbers, substitute
from formal.games.reading import read_expression
from formal.games.tree import Node
from formal.games.walking import History, place

__all__ = ["fixed", "require_known", "substituted"]


class _Fixable(Protocol):
    @property
    def space(self) -> Space: ...
    def subs(self, values: Mapping[sp.Symbol | str, Any], /) -> Any: ...


_Game = TypeVar("_Game", bound=_Fixable)


def fixed(game: _Game, values: Mapping[sp.Symbol | str, Any] | None, why: str) -> _Game:
    """Return the game with all its parameters fixed, or say which of them have no value.

    Parameters
    ----------
    game
        With `space` and `subs`.
    values
        Numbers, by symbol or by name.
    why
        Why they are needed.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.strategic import StrategicGame
    >>> p, c = sp.symbols("p c")
    >>> fixed(StrategicGame(["A"], {("act",): (p - c,)}), {"p": 1}, "files hold numbers")
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: no value for c: files hold numbers, so give one for each of p, c
    """
    known = game.space.names
    found = cast(_Game, game.subs(values)) if values else game
    if found.space.names:
        left, every = ", ".join(found.space.names), ", ".join(known)
        raise ParameterError(f"no value for {left}: {why}, so give one for each of {every}")
    return found


def substituted(
    tree: Node, where: tuple[Any, ...], space: Space, values: Mapping[sp.Symbol | str, Any]
) -> tuple[Node, tuple[Any, ...]]:
    """Return the tree and the conditions with values in the place of parameters.

    Raises
    ------
    ParameterError
        If a name is no parameter, a value is not exact, or the values violate a condition.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.algebra.space import space_of
    >>> from formal.games.tree import Terminal
    >>> p = Symbol("p")
    >>> substituted(Terminal((p,)), (p < 1,), space_of([p < 1]), {"p": 2})
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: p = 2 violates p < 1: give values for which all conditions of where hold
    """
    numbers = named_numbers(tree)
    given = space.by_name(values)
    for name in given:
        _require_parameter(name, space, numbers)
    table = {name: _read(name, value, numbers) for name, value in given.items()}
    listed = ", ".join(f"{name} = {value}" for name, value in table.items())
    kept = []
    for condition in (*where, *_flags(space, table)):
        changed = _changed(condition, table)
        if _is_false(changed):
            asked = "give values for which all conditions of where hold"
            raise ParameterError(f"{listed} violates {condition}: {asked}")
        if changed not in (True, sp.true):
            kept.append(changed)
    try:
        space_of(kept).require_consistent()
    except ParameterError as error:
        raise ParameterError(f"with {listed}, {error}") from error
    renamed = {symbol: table[name] for name, symbol in space.symbols.items() if name in table}
    return substitute(tree, renamed), tuple(kept)


def _read(name: str, value: object, numbers: Mapping[str, History]) -> sp.Expr:
    if isinstance(value, str | float):
        exact = read_number(value, name)
        return sp.Rational(exact.numerator, exact.denominator)
    try:
        read = read_expression(value, "subs", f"the value of {name}")
    except ExpressionError as error:
        raise ParameterError(str(error)) from error
    for symbol in symbols_in(read):
        if symbol.name in numbers:
            asked = f"{symbol} is the number named {place(numbers[symbol.name])}, and no parameter"
            raise ParameterError(f"{name} = {read}: {asked}")
    return read


def _require_parameter(name: str, space: Space, numbers: Mapping[str, History]) -> None:
    if name not in space.symbols and name in numbers:
        raise ParameterError(f"{name} is no parameter but the number named {place(numbers[name])}")
    require_known(space, name)


def require_known(space: Space, name: str) -> None:
    """Raise unless a name is that of a parameter; the message says which one comes close.

    Examples
    --------
    >>> require_known(space_of([sp.Symbol("c_A") > 0]), "c_a")
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: the game has no parameter c_a: did you mean c_A?
    """
    if name in space.symbols:
        return
    # A wrong capital is the nearest miss of all: c_a for c_A.
    near = [known for known in space.names if known.casefold() == name.casefold()]
    near = near or difflib.get_close_matches(name, space.names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the parameters are {', '.join(space.names) or 'none'}"
    raise ParameterError(f"the game has no parameter {name}: {hint}")


def _flags(space: Space, table: Mapping[str, sp.Expr]) -> Iterator[Any]:
    """Yield what the flags of the replaced symbols say, about symbols without flags."""
    for name in table:
        for flag in flags_of(space.symbols[name]):
            yield write_formula(flag, {name: sp.Symbol(name)})


def _changed(condition: Any, table: Mapping[str, sp.Expr]) -> Any:
    if isinstance(condition, Region):
        return condition.subs(cast(Any, {n: v for n, v in table.items() if n in condition.space.symbols}))
    if isinstance(condition, sp.Basic):
        # A name is a parameter, whatever the flags of the symbol that has it.
        return condition.xreplace({s: table[s.name] for s in symbols_in(condition) if s.name in table})
    return condition


def _is_false(condition: Any) -> bool:
    if isinstance(condition, Region):
        return condition.is_empty()
    return condition is False or bool(condition == sp.false)
