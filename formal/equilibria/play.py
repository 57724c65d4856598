"""What a stationary profile amounts to: values, transitions, how long things last, and where they end.

The states form a Markov chain under the profile. The expected number of periods in some states, and the
chance of ever reaching others, are solutions of linear systems over the rational functions of the parameters.

>>> from sympy import symbols
>>> from formal.algebra.space import space_of
>>> p, q = symbols("p q")
>>> space = space_of([0 < p, p < 1, 0 < q, q < 1])
>>> moves = {"war": {"peace": p, "war": 1 - p}, "peace": {"war": q, "peace": 1 - q}}
>>> Play.of(space, "war", moves).duration("war")
oo
>>> Play.of(space, "war", {"war": {"peace": p, "war": 1 - p}, "peace": {}}).duration("war")
1/p

References
----------
Kemeny, J. G. and Snell, J. L. (1960), Finite Markov Chains, Theorems 3.2.4 and 3.3.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from formal.algebra import Cases
from formal.algebra.formula import atom
from formal.algebra.linear import solve_linear
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.space import Space
from formal.errors import GameError

__all__ = ["Play"]

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)
Moves = Mapping[str, Mapping[str, Quotient]]


@dataclass(frozen=True, eq=False)
class Play:
    """The course of a game over time under a stationary profile.

    Attributes
    ----------
    space
        The parameters.
    start
        The first period's state.
    moves
        `{state: {next state: probability}}`; what is missing to one is the chance that the game ends.
    worth
        `{state: {player: discounted payoff from there on}}`.

    Examples
    --------
    >>> from formal.algebra.space import space_of
    >>> Play.of(space_of(), "on", {"on": {"off": 1}, "off": {"off": 1}}).reached
    ('on', 'off')
    """

    space: Space
    start: str
    moves: Moves
    worth: Mapping[str, Mapping[str, Quotient]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        space: Space,
        start: str,
        moves: Mapping[str, Mapping[str, Any]],
        worth: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Play:
        """Return the play of transition probabilities and values given as expressions."""
        read = {s: {t: read_quotient(q) for t, q in after.items()} for s, after in moves.items()}
        known = {s: {p: read_quotient(v) for p, v in own.items()} for s, own in (worth or {}).items()}
        possible = {s: {t: q for t, q in own.items() if not q.is_zero} for s, own in read.items()}
        return cls(space, start, possible, known)

    @property
    def states(self) -> tuple[str, ...]:
        """The states."""
        return tuple(self.moves)

    @property
    def values(self) -> dict[str, dict[str, sp.Expr]]:
        """For each state and player the discounted payoffs from there on."""
        return {
            state: {player: self.space.write(value) for player, value in own.items()}
            for state, own in self.worth.items()
        }

    @property
    def transitions(self) -> dict[str, dict[str, sp.Expr]]:
        """For each state the next states and their probabilities."""
        return {
            state: {after: self.space.write(q) for after, q in own.items()}
            for state, own in self.moves.items()
        }

    @property
    def reached(self) -> tuple[str, ...]:
        """The states that may be reached from the start, in the order in which they come up."""
        return self._reached_from([self.start])

    @property
    def facts(self) -> dict[str, dict[str, sp.Expr | Cases]]:
        """How long the states last that are left for good, and where play ends: what is shown beside a path."""
        lasting = {s for s in self.reached if set(self.moves[s]) == {s} or not self.moves[s]}
        passing = {s: self.duration(s) for s in self.reached if s not in lasting}
        ends = {s: self.absorption(s) for s in self.reached if s in lasting} if len(lasting) > 1 else {}
        found = {
            "periods in": {s: periods for s, periods in passing.items() if periods not in (1, sp.oo)},
            "ends in": ends,
        }
        return {fact: values for fact, values in found.items() if values}

    def duration(self, *states: str, start: str | None = None) -> sp.Expr | Cases:
        """Return the expected number of periods spent in some states.

        Parameters
        ----------
        *states
            The states to count.
        start
            Where to begin; left out, at the game's start.

        Returns
        -------
        Expr or Cases
            `oo` where the states are never left for good; `Cases`, undefined where the number is infinite, if
            that depends on the parameters.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.algebra.space import space_of
        >>> p, = symbols("p,")
        >>> moves = {"war": {"war": 1 - p, "peace": p}, "peace": {}}
        >>> print(Play.of(space_of([0 <= p, p <= 1]), "war", moves).duration("war"))
        1/p if p != 0
        """
        first, wanted = self._known(start), set(map(self._known, states))
        inside = [s for s in self._reached_from([first]) if wanted & set(self._reached_from([s]))]
        if first not in inside:
            return sp.Integer(0)
        visits = [_ONE if s in wanted else _ZERO for s in inside]
        return self._written(self._solved(inside, visits), inside.index(first))

    def absorption(self, *states: str, start: str | None = None) -> sp.Expr | Cases:
        """Return the probability that some state of several is ever reached.

        Parameters
        ----------
        *states
            The states to reach.
        start
            Where to begin; left out, at the game's start.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.algebra.space import space_of
        >>> p, q = symbols("p q")
        >>> moves = {"war": {"won": p, "lost": q, "war": 1 - p - q}, "won": {}, "lost": {}}
        >>> Play.of(space_of([0 < p, 0 < q, p + q < 1]), "war", moves).absorption("won")
        p/(p + q)
        """
        first, wanted = self._known(start), set(map(self._known, states))
        if first in wanted:
            return sp.Integer(1)
        before = [
            s for s in self._reached_from([first], without=wanted) if wanted & set(self._reached_from([s]))
        ]
        if first not in before:
            return sp.Integer(0)
        steps = [_total(q for t, q in self.moves[s].items() if t in wanted) for s in before]
        return self._written(self._solved(before, steps), before.index(first))

    def _known(self, state: str | None) -> str:
        if state is None:
            return self.start
        if state not in self.moves:
            raise GameError(f"{state!r} is no state: write one of {', '.join(map(repr, self.moves))}")
        return state

    def _reached_from(self, start: list[str], without: Iterable[str] = ()) -> tuple[str, ...]:
        closed, found = set(without), dict.fromkeys(start)
        waiting = list(start)
        while waiting:
            for following in self.moves[waiting.pop(0)]:
                if following not in found and following not in closed:
                    found[following] = None
                    waiting.append(following)
        return tuple(found)

    def _solved(self, states: list[str], constants: list[Quotient]) -> list[Quotient]:
        """Solve `x = constants + moves * x` on some states."""
        matrix = [[(_ONE if s == t else _ZERO) - self.moves[s].get(t, _ZERO) for t in states] for s in states]
        solution, _ = solve_linear(matrix, [[c] for c in constants])
        return [row[0] for row in solution]

    def _written(self, solution: list[Quotient], position: int) -> sp.Expr | Cases:
        if not solution:
            return sp.oo
        value = solution[position]
        defined = atom(value.denominator, "!=")
        if self.space.decider.entails(defined):
            return self.space.write(value)
        return Cases.of(self.space, [(defined, value)]).simplify()


def _total(values: Iterable[Quotient]) -> Quotient:
    total = _ZERO
    for value in values:
        total = total + value
    return total
