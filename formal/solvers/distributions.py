"""How a private number is distributed: its interval, its distribution function, and means over parts of the interval.

>>> from sympy import symbols
>>> from formal.games import draw
>>> c, b = symbols("c b")
>>> costs = distribution(draw(c, 0, b, (c,)))
>>> print(costs.probability(Quotient.constant(0), Quotient.constant(1)), costs.mean(costs.here, costs.low, costs.high))
(1)/(b) 1/2*b
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra.formula import Formula, compare, conjunction
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.radical import hidden_names
from formal.algebra.reading import read_quotient
from formal.errors import GameError, Undecided
from formal.games import Draw


@dataclass(frozen=True, eq=False)
class Distribution:
    """A number drawn from an interval.

    Attributes
    ----------
    symbol
        Stands for the number.
    low, high
        The ends of the interval.
    cumulative
        The distribution function at the symbol.
    inside
        That the number lies strictly inside its interval.
    """

    symbol: sp.Symbol
    low: Quotient
    high: Quotient
    cumulative: Quotient
    inside: Formula

    @property
    def name(self) -> str:
        """The name of the symbol."""
        return str(self.symbol.name)

    @property
    def here(self) -> Quotient:
        """The number itself."""
        return Quotient.symbol(self.name)

    def probability(self, low: Quotient, high: Quotient) -> Quotient:
        """Return the probability of an interval."""
        return self._between(self.cumulative, low, high)

    def mean(self, value: Quotient, low: Quotient, high: Quotient) -> Quotient:
        """Return the integral of a value over an interval, against the density.

        Raises
        ------
        Undecided
            If the value is no polynomial in the number.
        """
        if self.name in value.denominator.names or self.name in hidden_names(value.names):
            raise Undecided(
                f"the payoff {value} is no polynomial in the type {self.name}: its mean is not taken"
            )
        weighted = value * self.cumulative.derivative(self.name)
        top = Polynomial.constant(0)
        here = Polynomial.symbol(self.name)
        for power, coefficient in enumerate(weighted.numerator.coefficients(self.name)):
            top = top + coefficient * here ** (power + 1) * Fraction(1, power + 1)
        return self._between(as_quotient(top) / as_quotient(weighted.denominator), low, high)

    def _between(self, primitive: Quotient, low: Quotient, high: Quotient) -> Quotient:
        return primitive.substitute({self.name: high}) - primitive.substitute({self.name: low})


def distribution(node: Draw) -> Distribution:
    """Return the distribution of a draw.

    Raises
    ------
    GameError
        If it is not given, or not a polynomial.
    """
    if node.cdf is not None and node.cdf.has(AppliedUndef):
        raise GameError(
            f"draw({node.symbol}): the distribution {node.cdf} is not given, so there is no closed form; "
            "implicit() of the game gives the conditions that hold for any distribution"
        )
    if sp.sympify(node.low).is_infinite or sp.sympify(node.high).is_infinite:
        raise GameError(f"draw({node.symbol}) between {node.low} and {node.high}: finite ends are wanted")
    here, low, high = Quotient.symbol(node.symbol.name), read_quotient(node.low), read_quotient(node.high)
    if node.cdf is None:
        return Distribution(node.symbol, low, high, (here - low) / (high - low), _inside(node))
    cumulative = read_quotient(node.cdf)
    if node.symbol.name in {*cumulative.denominator.names, *hidden_names(cumulative.names)}:
        raise GameError(
            f"draw({node.symbol}): the distribution {node.cdf} is not a polynomial in {node.symbol}"
        )
    return Distribution(node.symbol, low, high, cumulative, _inside(node))


def unknown_distribution(node: Draw) -> Distribution:
    """Return what is known of a draw if its distribution is left open: the interval, and no probabilities.

    Examples
    --------
    >>> from formal.games import draw
    >>> c = sp.Symbol("c")
    >>> str(unknown_distribution(draw(c, 0, sp.oo, (c,), cdf=sp.Function("F"))).inside)
    'c > 0'
    """
    here, nothing = Quotient.symbol(node.symbol.name), Quotient.constant(0)
    return Distribution(node.symbol, nothing, nothing, here, _inside(node))


def _inside(node: Draw) -> Formula:
    here = Quotient.symbol(node.symbol.name)
    above = [] if sp.sympify(node.low).is_infinite else [compare(here, ">", read_quotient(node.low))]
    below = [] if sp.sympify(node.high).is_infinite else [compare(read_quotient(node.high), ">", here)]
    return conjunction(*above, *below)
