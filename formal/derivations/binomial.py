"""What an action pays on average if each of the others takes the first one with the same probability.

Where the number of players is a whole number, the sum over how many of the others do. Where it is a letter, the mean of
what is paid from some number of others on, as if it always were, and what few others change in that; by the moments of
a binomial distribution.

>>> n, m, b, c = sp.symbols("n m b c")
>>> game = SymmetricGame(n, {"act": b * (m + 1) - c, "wait": b * m}, others=m, where=n >= 2)
>>> q = Quotient.symbol("q")
>>> print(mean(game, "wait", q, read_quotient, lambda others: ZERO))
b*n*q - b*q
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy.functions.combinatorial.numbers import stirling

from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.derivations.averaging import ONE, ZERO
from formal.games.symmetric import Schedule, SymmetricGame

__all__ = ["mean"]

Reader = Callable[[sp.Expr], Quotient]


def mean(
    game: SymmetricGame, action: str, chance: Quotient, read: Reader, keeping: Callable[[int], Quotient]
) -> Quotient:
    """Return what an action pays on average.

    Parameters
    ----------
    game, action
        The game, and the action.
    chance
        The probability with which each of the others takes the first action.
    read
        How payoffs are read.
    keeping
        Where the number of players is a letter, the probability that all but so many of the others take the second.
    """
    own = game.schedules[action]
    if not isinstance(game.number, sp.Integer):
        return _lasting(game, own, chance, read) + _unusual(game, own, chance, read, keeping)
    last, total = int(game.number) - 1, ZERO
    for others in range(last + 1):
        ways = int(sp.binomial(last, others))
        odds = chance**others * (ONE - chance) ** (last - others)
        total = total + read(own.at(others)) * odds * ways
    return total


def _lasting(game: SymmetricGame, own: Schedule, chance: Quotient, read: Reader) -> Quotient:
    """Return the mean of what an action pays from some number of others on, as if it always did."""
    total, others = ZERO, game.number - 1
    for power, coefficient in enumerate(own.beyond or ()):
        for k in range(power + 1):
            falling = read_quotient(sp.expand_func(sp.ff(others, k)))
            total = total + read(coefficient) * falling * chance**k * int(stirling(power, k))
    return total


def _unusual(
    game: SymmetricGame, own: Schedule, chance: Quotient, read: Reader, keeping: Callable[[int], Quotient]
) -> Quotient:
    """Return what is paid more with few others, times how likely these are."""
    total, last = ZERO, game.number - 1
    for others in range(len(own.levels)):
        more = read(own.at(others)) - read(Schedule((), own.beyond).at(others))
        if not more.is_zero:
            ways = read_quotient(sp.expand_func(sp.binomial(last, others)))
            total = total + more * ways * chance**others * keeping(others)
    return total
