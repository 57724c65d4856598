"""The payoffs of a game in strategic form as exact quotients, by case.

A piecewise payoff (`Min`, `Abs`, `Piecewise`, …) has one value in each of several cases, and a table is what
the payoffs are in one case of all of them. Players and actions are numbered.

>>> from sympy import symbols
>>> from formal.games.strategic import StrategicGame
>>> c, = symbols("c,")
>>> table, = tables(StrategicGame(["A"], {("act",): (1 - c,), ("wait",): (0,)}))
>>> table.sizes, str(table.payoffs[0,][0]), table.is_numeric
((2,), '-c + 1', False)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import sympy as sp

from formal.algebra.edges import without_edges
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_value
from formal.games.strategic import StrategicGame

Index = tuple[int, ...]
#: For each action of a player the probability with which it is taken.
Strategy = tuple[Quotient, ...]
ZERO, ONE = Quotient.constant(0), Quotient.constant(1)


@dataclass(frozen=True, eq=False)
class Table:
    """What the payoffs are in one case.

    Attributes
    ----------
    guard
        Where they are that.
    sizes
        How many actions each player has.
    payoffs
        After each combination of actions, by number: one for each player.
    labels
        What the probabilities of actions are called in messages.

    Examples
    --------
    >>> flat = Table(TRUE, (1, 2), {(0, 0): (ONE, ZERO), (0, 1): (ONE, ONE)})
    >>> str(flat.reply(1, 1, (0, 0)))
    '1'
    """

    guard: Formula
    sizes: Index
    payoffs: Mapping[Index, tuple[Quotient, ...]]
    labels: tuple[tuple[str, ...], ...] = ()

    def unknown(self, player: int, action: int) -> str:
        """Return a name for the probability of an action."""
        return self.labels[player][action] if self.labels else f"q{player}({action})"

    @property
    def is_numeric(self) -> bool:
        """Whether all payoffs are rational numbers."""
        return all(not value.names for own in self.payoffs.values() for value in own)

    @cached_property
    def numbers(self) -> dict[Index, tuple[Fraction, ...]]:
        """The payoffs of a numeric table."""
        return {cell: tuple(v.evaluate({}) for v in own) for cell, own in self.payoffs.items()}

    def matrix(self, player: int) -> list[list[Quotient]]:
        """Return a player's payoffs in a game of two, one row for each action of the first."""
        rows, columns = self.sizes
        return [[self.payoffs[i, j][player] for j in range(columns)] for i in range(rows)]

    def reply(self, player: int, action: int, cell: Index) -> Quotient:
        """Return the player's payoff from an action when the others act as in `cell`."""
        return self.payoffs[(*cell[:player], action, *cell[player + 1 :])][player]

    def expected(self, player: int, action: int, profile: Sequence[Strategy]) -> Quotient:
        """Return the player's expected payoff from an action against the mixed strategies of the others."""
        used = [
            [(action, ONE)] if i == player else [(a, q) for a, q in enumerate(own) if not q.is_zero]
            for i, own in enumerate(profile)
        ]
        total = ZERO
        for chosen in itertools.product(*used):
            payoff = self.payoffs[tuple(a for a, _ in chosen)][player]
            if payoff.is_zero:
                continue
            for _, probability in chosen:
                if probability != ONE:
                    payoff = payoff * probability
            total = total + payoff
        return total

    def best_replies(self, player: int, cell: Index) -> Formula:
        """Return where a player's action in `cell` is a best reply to those of the others."""
        own = self.payoffs[cell][player]
        others = (a for a in range(self.sizes[player]) if a != cell[player])
        return conjunction(*(compare(own, ">=", self.reply(player, a, cell)) for a in others))


def tables(game: StrategicGame) -> list[Table]:
    """Return the tables of a game, one for each case of its payoffs; the cases exclude each other.

    Examples
    --------
    >>> from sympy import Abs, symbols
    >>> c, = symbols("c,")
    >>> [str(table.guard) for table in tables(StrategicGame(["A"], {("act",): (Abs(c),), ("wait",): (0,)}))]
    ['c >= 0', '-c > 0']
    """
    numbered = {player: {a: i for i, a in enumerate(own)} for player, own in game.actions.items()}
    columns = list(numbered.values())
    cells = {cell: tuple(own[a] for own, a in zip(columns, cell, strict=True)) for cell in game.payoffs}
    sizes = tuple(len(own) for own in columns)
    labels = tuple(tuple(f"q_{p}({a})" for a in own) for p, own in numbered.items())
    found = []
    for guard, values in _cases(game):
        payoffs = {cells[cell]: tuple(values[u] for u in own) for cell, own in game.payoffs.items()}
        found.append(Table(guard, sizes, payoffs, labels))
    return found


def _cases(game: StrategicGame) -> Iterator[tuple[Formula, dict[sp.Expr, Quotient]]]:
    """Yield each case of all the payoffs that is not empty, and the values of the expressions in it."""
    decider = game.space.decider
    found: list[tuple[Formula, dict[sp.Expr, Quotient]]] = [(TRUE, {})]
    for expression in dict.fromkeys(u for own in game.payoffs.values() for u in own):
        cases = without_edges(decider, read_value(expression))
        if len(cases) == 1 and cases[0][0] == TRUE:
            for _, values in found:
                values[expression] = cases[0][1]
            continue
        joined = ((conjunction(g, h), values, value) for g, values in found for h, value in cases)
        found = [
            (guard, {**values, expression: value})
            for guard, values, value in joined
            if guard != FALSE and decider.possible(guard)
        ]
    yield from found
