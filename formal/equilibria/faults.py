"""What can be wrong with an equilibrium: a profitable deviation, or anything else that it says and is not so.

>>> from sympy import Rational, Symbol
>>> low, high = Rational(7, 10), Rational(4, 5)
>>> print(OneShotDeviation("A", "A", (), instead=low, by=high, payoff=low, better=high, symbol=Symbol("x")))
A gains 1/10 at "A" by x = 4/5 instead of 7/10
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.equilibria.equilibrium import History
from formal.equilibria.exact import Number


@dataclass(frozen=True)
class Fault:
    """Something that is not as an equilibrium says.

    Attributes
    ----------
    info
        The information set it is about; None if it is about the whole.
    what
        A sentence.
    gain
        What the mover gains by a deviation; 0 if it is about something else.

    Examples
    --------
    >>> Fault("B", "B has no choice").info
    'B'
    """

    info: str | None
    what: str
    gain: Number = Fraction(0)


@dataclass(frozen=True)
class OneShotDeviation:
    """A profitable one-shot deviation.

    Attributes
    ----------
    player, info
        Who deviates, and where.
    history
        How play came there; empty for an information set with several nodes before any offer.
    instead
        What the strategy says: an action, probabilities of actions, or the number named.
    by
        The better action or number.
    payoff, better
        What the player gets by following the strategy, and by deviating.
    symbol
        The symbol of the offer, None at a decision.

    Examples
    --------
    >>> from sympy import Eq, Integer, Rational, Symbol
    >>> offered = Eq(Symbol("x"), Rational(1, 2))
    >>> print(OneShotDeviation("B", "B", (offered,), "fight", "accept", Integer(0), Rational(1, 2)))
    B gains 1/2 at "B" after (x = 1/2) by accept instead of fight
    """

    player: str
    info: str
    history: History
    instead: Any
    by: Any
    payoff: sp.Expr
    better: sp.Expr
    symbol: sp.Symbol | None = None

    @property
    def gain(self) -> sp.Expr:
        """What the player gains."""
        return self.better - self.payoff

    def __str__(self) -> str:
        instead = (
            f"the mixture {mixture(self.instead)}" if isinstance(self.instead, Mapping) else self.instead
        )
        by = self.by if self.symbol is None else f"{self.symbol} = {self.by}"
        where = place(self.info, self.history)
        return f"{self.player} gains {self.gain} at {where} by {by} instead of {instead}"


def place(info: str, history: History) -> str:
    """Say where an information set was reached, as part of a sentence.

    Examples
    --------
    >>> place("B", ("strong", sp.Eq(sp.Symbol("x"), 1)))
    '"B" after (strong, x = 1)'
    """
    return f'"{info}"' + (f" after ({', '.join(map(_label, history))})" if history else "")


def mixture(probabilities: Mapping[str, Any]) -> str:
    """Write probabilities of actions.

    Examples
    --------
    >>> mixture({"accept": Fraction(1, 3), "fight": Fraction(2, 3)})
    'accept: 1/3, fight: 2/3'
    """
    return ", ".join(f"{action}: {probability}" for action, probability in probabilities.items())


def _label(label: Any) -> str:
    return f"{label.lhs} = {label.rhs}" if isinstance(label, sp.Eq) else str(label)
