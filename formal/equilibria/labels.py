"""Histories with numbers in them: labels of offers and draws, and what was named on the way to a node.

>>> x = sp.Symbol("x")
>>> print(Named(x, sp.Rational(1, 2)), after((("x", sp.Rational(1, 2)),)))
x = 1/2  after x = 1/2
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from formal.equilibria.exact import Number, Undefined, sympy_number

#: The offers and draws made on the way to a node: symbol name and number, in their order.
Made = tuple[tuple[str, Number], ...]


@dataclass(frozen=True)
class Named:
    """The label of an offer or a draw in a history: the number.

    Examples
    --------
    >>> print(Named(sp.Symbol("x"), sp.Rational(1, 2)))
    x = 1/2
    """

    symbol: sp.Symbol
    number: Number

    def __str__(self) -> str:
        return f"{self.symbol} = {self.number}"


class NoChoice(Undefined):
    """What a player does at an information set is not defined there.

    Examples
    --------
    >>> print(NoChoice("B", (("x", sp.Rational(1, 2)),), "none of its cases holds"))
    the strategy at "B" after x = 1/2 is undefined: none of its cases holds
    """

    def __init__(self, info: str, made: Made, why: str) -> None:
        super().__init__(f'the strategy at "{info}"{after(made)} is undefined: {why}')
        self.info = info


def plain_label(label: Any) -> str:
    """Return a label as the game writes it: an offer or a draw by the name of its symbol.

    Examples
    --------
    >>> plain_label("fight"), plain_label(sp.Eq(sp.Symbol("x"), 1))
    ('fight', 'x')
    """
    if isinstance(label, Named):
        return str(label.symbol)
    return str(label.lhs) if isinstance(label, sp.Eq) else str(label)


def written(label: Any) -> Any:
    """Return a label as `Equilibrium.outcome` has it: a number that was named as an equation.

    Examples
    --------
    >>> written(Named(sp.Symbol("x"), sp.Rational(1, 2))), written("fight")
    (Eq(x, 1/2), 'fight')
    """
    if not isinstance(label, Named):
        return label
    return sp.Eq(label.symbol, sympy_number(label.number), evaluate=False)


def after(made: Made) -> str:
    """Say after which offers and draws, for a sentence.

    Examples
    --------
    >>> after((("x", sp.Rational(1, 2)),)), after(())
    (' after x = 1/2', '')
    """
    return f" after {', '.join(f'{name} = {number}' for name, number in made)}" if made else ""
