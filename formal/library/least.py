"""The least whole number for which something holds: a quantity that is searched for, point by point.

Some numbers have no closed form with finitely many cases: how many equal parts a good must have before there is a
division that both sides prefer to war, however small the costs of war. What can be said exactly is when a given
number suffices; `Least` keeps that condition and looks for the first number when it is asked about a point.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> n, c = symbols("n c")
>>> fine = Least(n, lambda count, point: Region(count * c >= 1).contains(point))
>>> fine, fine.at({"c": "2/7"})
(Least(n >= 1), 4)
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sympy as sp

from formal.errors import Undecided


@dataclass(frozen=True, repr=False)
class Least:
    """The least whole number, from `first` on, for which a condition holds at a parameter point.

    Attributes
    ----------
    symbol
        Stands for the number.
    holds
        Called with a number and a point; says whether the condition holds there.
    first
        The smallest number that counts.
    limit
        How many numbers are tried before giving up.
    meaning
        The condition in words, for printing.

    Examples
    --------
    >>> lumps = Least(sp.Symbol("n"), lambda n, point: n * point["c"] >= 1, meaning="n*c >= 1")
    >>> lumps.at({"c": sp.Rational(2, 7)})
    4
    """

    symbol: sp.Symbol
    holds: Callable[[int, Mapping[str, object]], bool]
    first: int = 1
    limit: int = field(default=10_000, compare=False)
    meaning: str = field(default="", compare=False)

    def at(self, values: Mapping[str, object]) -> sp.Integer:
        """Return the number at a point.

        Raises
        ------
        Undecided
            If no number up to the limit will do.
        """
        for number in itertools.islice(itertools.count(self.first), self.limit):
            if self.holds(number, values):
                return sp.Integer(number)
        last = self.first + self.limit - 1
        raise Undecided(
            f"no {self.symbol} from {self.first} to {last} will do: there is none, or a larger one"
        )

    def __str__(self) -> str:
        condition = f" for which {self.meaning}" if self.meaning else ""
        return f"the least {self.symbol} >= {self.first}{condition}"

    def __repr__(self) -> str:
        return f"Least({self.symbol} >= {self.first}{': ' + self.meaning if self.meaning else ''})"
