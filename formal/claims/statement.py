"""What a person claims: in the forms that SymPy has, and in some that it has not.

A claim is a relation, a boolean combination, a `Region`, a truth value, a list of these (all must hold), or a
statement about values of a variable: `ForAll(x, …)`, `Exists(x, …)`. `premise >> conclusion` (`Implies`) is
judged only where its premise holds.

>>> from sympy import symbols
>>> p, c, x = symbols("p c x")
>>> (p > c) >> Exists(x, x > p)
Combined(how='implies', parts=(p > c, Exists(symbols=(x,), claim=x > p, where=())))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sympy as sp

from formal.algebra.formula import Formula, parameters
from formal.algebra.space import symbols_in
from formal.errors import ExpressionError


class Statement:
    """A claim that SymPy has no form for; `&`, `|`, `~` and `>>` combine it with any other claim."""

    def __and__(self, other: object) -> Statement:
        return Combined("and", (self, other))

    def __or__(self, other: object) -> Statement:
        return Combined("or", (self, other))

    def __invert__(self) -> Statement:
        return Combined("not", (self,))

    def __rshift__(self, other: object) -> Statement:
        return Combined("implies", (self, other))

    def __rrshift__(self, other: object) -> Statement:
        return Combined("implies", (other, self))

    __rand__ = __and__
    __ror__ = __or__

    def __bool__(self) -> bool:
        raise TypeError("a claim is neither true nor false before it is judged: ask prove(claim)")


@dataclass(frozen=True)
class Combined(Statement):
    """Claims joined by `and`, `or`, `not` or `implies`."""

    how: Literal["and", "or", "not", "implies"]
    parts: tuple[object, ...]


@dataclass(frozen=True, init=False)
class Quantified(Statement):
    """A claim about the values of some variables that are admissible: `ForAll` or `Exists`."""

    symbols: tuple[sp.Symbol, ...]
    claim: object
    where: object

    def __init__(self, symbols: object, claim: object, where: object = ()) -> None:
        listed = tuple(symbols) if isinstance(symbols, list | tuple) else (symbols,)
        for symbol in listed:
            if not isinstance(symbol, sp.Symbol):
                kind = type(self).__name__
                raise ExpressionError(f"{symbol!r} is no symbol: {kind} wants the variables it is about")
        object.__setattr__(self, "symbols", listed)
        object.__setattr__(self, "claim", claim)
        object.__setattr__(self, "where", tuple(where) if isinstance(where, list) else where)


class ForAll(Quantified):
    """The claim that something holds for all admissible values of some variables.

    Parameters
    ----------
    symbols
        A symbol, or a list of them.
    claim
        What is claimed.
    where
        What values are admissible, beside what is assumed about the symbols anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> a, x = symbols("a x")
    >>> prove(ForAll(x, x**2 + 1 > a)).condition
    Region(a < 1)
    """


class Exists(Quantified):
    """The claim that something holds for some admissible values of some variables.

    Parameters
    ----------
    symbols
        A symbol, or a list of them.
    claim
        What is claimed.
    where
        What values are admissible, beside what is assumed about the symbols anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> p, c, x = symbols("p c x")
    >>> prove(Exists(x, (x > p - c) & (x < p + c)), where=c > 0).verdict
    'true'
    """


class Somewhere(Exists):
    """The claim that something holds at some admissible point: some values of all parameters.

    Parameters
    ----------
    claim
        What is claimed.
    where
        What is admissible, beside what is assumed anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> p, c = symbols("p c")
    >>> prove(Somewhere(p > c), where=[0 < p, p < 1, c > 0]).verdict
    'true'
    """

    def __init__(self, claim: object, where: object = ()) -> None:
        super().__init__((), claim, where)


@dataclass(frozen=True, init=False)
class Eventually(Quantified):
    """The claim that something holds for all large values of a variable, or for all just below a bound.

    Parameters
    ----------
    symbol
        The variable.
    claim
        What is claimed.
    to
        What the variable comes close to from below; infinity if left out.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> delta, T, R, P = symbols("delta T R P")
    >>> folk = R > (1 - delta) * T + delta * P
    >>> prove(Eventually(delta, folk, to=1), where=[T > R, R > P]).verdict
    'true'
    """

    to: sp.Expr

    def __init__(self, symbol: sp.Symbol, claim: object, to: object = sp.oo) -> None:
        super().__init__(symbol, claim)
        object.__setattr__(self, "to", sp.sympify(to, strict=True))


def has_quantifier(claim: object) -> bool:
    """Return whether a claim is about all or some values of variables, in any of its parts."""
    return isinstance(claim, Quantified) or any(map(has_quantifier, parts_of(claim)))


def bound_names(claim: object) -> set[str]:
    """Return the names of the variables that a claim is about all or some values of."""
    own = {s.name for s in claim.symbols} if isinstance(claim, Quantified) else set()
    return own.union(*map(bound_names, parts_of(claim)))


def free_names(claim: object) -> set[str]:
    """Return the names of the parameters of a claim."""
    if isinstance(claim, Quantified):
        beside = {s.name for s in symbols_beside(claim)}
        return free_names(claim.claim).union(beside) - {s.name for s in claim.symbols}
    if isinstance(claim, Combined | list | tuple):
        return set().union(*map(free_names, parts_of(claim)))
    formula = getattr(claim, "formula", None)
    return parameters(formula) if isinstance(formula, Formula) else {s.name for s in symbols_in(claim)}


def parts_of(claim: object) -> tuple[object, ...]:
    """Return the claims that a claim is made of, if it is of a form of ours or a list."""
    match claim:
        case Quantified():
            return (claim.claim,)
        case Combined():
            return claim.parts
        case list() | tuple():
            return tuple(claim)
    return ()


def listed(thing: object) -> list[object]:
    """Return the members of a list, or a list of the one thing."""
    return [*thing] if isinstance(thing, list | tuple) else [thing]


def symbols_beside(claim: Quantified) -> Iterator[sp.Symbol]:
    """Yield the symbols in what a quantifier admits, and in the bound that its variable comes close to."""
    for condition in listed(claim.where):
        yield from symbols_in(condition)
    if isinstance(claim, Eventually):
        yield from symbols_in(claim.to)


def premises_of(claim: object) -> tuple[list[object], object]:
    """Return the premises of an implication, and what is claimed where they hold."""
    premises: list[object] = []
    while True:
        match claim:
            case sp.Implies(args=(premise, conclusion)) | Combined("implies", (premise, conclusion)):
                premises.append(premise)
                claim = conclusion
            case _:
                return premises, in_front(claim)


def in_front(claim: object) -> object:
    """Return a claim with a quantifier in front instead of its opposite denied."""
    match claim:
        case Combined("not", (Exists(symbols=symbols, claim=inner, where=where),)):
            return ForAll(symbols, Combined("not", (inner,)), where)
        case Combined("not", (ForAll(symbols=symbols, claim=inner, where=where),)):
            return Exists(symbols, Combined("not", (inner,)), where)
    return claim
