"""Mixed equilibria of games with any number of players, support by support, through polynomial systems.

For each profile of supports the probabilities are unknowns, and every player who mixes must be indifferent.
The decider drops supports that cannot be those of an equilibrium; the equations of the others are solved in
closed form as far as the second degree, and what is beyond is reported by its support.

>>> from formal.algebra.formula import TRUE
>>> from formal.algebra.space import space_of
>>> same = {cell: (ONE,) * 3 for cell in ((0, 0, 0), (1, 1, 1))}
>>> cells = {cell: same.get(cell, (ZERO,) * 3) for cell in itertools.product((0, 1), repeat=3)}
>>> search = Search(space_of(), Table(TRUE, (2, 2, 2), cells), False)
>>> for candidate in search.candidates():
...     print([str(strategy[0]) for strategy in candidate.strategies])
['1/2', '1/2', '1/2']

References
----------
Datta, R. S. (2010), Finding all Nash equilibria of a finite game using polynomial algebra. Economic Theory
42.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from formal.algebra.eliminate import eliminate
from formal.algebra.formula import Formula, Relation, compare, conjunction, disjunction
from formal.algebra.quotient import Quotient
from formal.algebra.space import Space
from formal.errors import Undecided
from formal.solvers.candidates import Candidate
from formal.solvers.generic import alive
from formal.solvers.systems import OpenSystem, System, SystemSolution
from formal.solvers.tables import ONE, ZERO, Index, Strategy, Table

Supports = tuple[Index, ...]


@dataclass(eq=False)
class Search:
    """The search for equilibria in which somebody mixes.

    Attributes
    ----------
    space
        The parameter space.
    table
        The payoffs.
    knife_edges
        Whether to include what exists only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    open
        The supports that could not be solved, each with the reason.
    """

    space: Space
    table: Table
    knife_edges: bool
    report: Callable[[str], None] = lambda _: None
    open: list[tuple[Supports, str]] = field(default_factory=list)

    def candidates(self) -> Iterator[Candidate]:
        """Yield the equilibria in which somebody mixes, small supports first."""
        for supports in _supports(self.table.sizes):
            if self._alive(self._undominated(supports)):
                self.report(f"mixing {' by '.join(str(len(own)) for own in supports)} actions")
                yield from self._of(supports)

    def _of(self, supports: Supports) -> Iterator[Candidate]:
        unknown = _Unknown(self.table, supports)
        inside = conjunction(self.table.guard, unknown.conditions(">"))
        system = System(self.space.decider, tuple(unknown.names), inside, self.knife_edges)
        try:
            for solution in system.solve([q.numerator for q in unknown.indifference()]):
                found = self._candidate(unknown, solution)
                if self._alive(found.where):
                    yield found
        except (OpenSystem, Undecided) as error:
            self.open.append((supports, str(error)))

    def _candidate(self, unknown: _Unknown, solution: SystemSolution) -> Candidate:
        solved = _Unknown(self.table, unknown.supports, dict(solution.values))
        given = conjunction(self.table.guard, solution.condition)
        exact, closed = (conjunction(given, solved.conditions(r)) for r in (">", ">="))
        free = {name: place for name, place in unknown.names.items() if name not in solution.values}
        return Candidate(
            table=self.table,
            supports=unknown.supports,
            strategies=solved.strategies,
            free=free,
            exact=exact,
            closed=closed,
            where=eliminate(self.space.decider, exact, *free),
        )

    def _undominated(self, supports: Supports) -> Formula:
        """No action may be dominated while all the supports are used."""
        parts = [self.table.guard]
        for player, own in enumerate(supports):
            cells = list(itertools.product(*supports[:player], (0,), *supports[player + 1 :]))
            for action, other in itertools.product(own, range(self.table.sizes[player])):
                gains = [
                    self.table.reply(player, action, cell) - self.table.reply(player, other, cell)
                    for cell in cells
                ]
                if any(not gain.is_zero for gain in gains):
                    somewhere = disjunction(*(compare(gain, ">", ZERO) for gain in gains))
                    parts.append(disjunction(somewhere, conjunction(*(compare(g, "=", ZERO) for g in gains))))
        return conjunction(*parts)

    def _alive(self, formula: Formula) -> bool:
        return alive(self.space.decider, formula, self.knife_edges)


class _Unknown:
    """The probabilities over given supports: names, or what they were found to be."""

    def __init__(self, table: Table, supports: Supports, values: dict[str, Quotient] | None = None) -> None:
        self.table, self.supports = table, supports
        #: For each name the player and the action whose probability it is.
        self.names = {
            table.unknown(player, action): (player, action)
            for player, own in enumerate(supports)
            for action in own[:-1]
        }
        self.values = {name: Quotient.symbol(name) for name in self.names} | (values or {})

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        return tuple(self._strategy(player, own) for player, own in enumerate(self.supports))

    def _strategy(self, player: int, support: Index) -> Strategy:
        found = [ZERO] * self.table.sizes[player]
        last = ONE
        for action in support[:-1]:
            found[action] = self.values[self.table.unknown(player, action)]
            last = last - found[action]
        found[support[-1]] = last
        return tuple(found)

    def indifference(self) -> Iterator[Quotient]:
        """Yield what must be zero for everybody to be indifferent over the support."""
        for player, own in enumerate(self.supports):
            for action in own[1:]:
                yield self._gain(player, own[0], action)

    def conditions(self, used: Relation) -> Formula:
        """Return that probabilities are positive (or not negative), and that no other action is better."""
        probabilities = (
            compare(self.strategies[player][action], used, ZERO)
            for player, own in enumerate(self.supports)
            for action in own
            if len(own) > 1
        )
        best = (
            compare(self._gain(player, own[0], action), ">=", ZERO)
            for player, own in enumerate(self.supports)
            for action in range(self.table.sizes[player])
            if action not in own
        )
        return conjunction(*probabilities, *best)

    def _gain(self, player: int, action: int, other: int) -> Quotient:
        return self.table.expected(player, action, self.strategies) - self.table.expected(
            player, other, self.strategies
        )


def _supports(sizes: Index) -> Iterator[Supports]:
    """Yield all profiles of supports but the pure ones, small ones first."""
    counts = sorted(itertools.product(*(range(1, size + 1) for size in sizes)), key=lambda s: (sum(s), s))
    for chosen in counts[1:]:
        own = (itertools.combinations(range(size), count) for size, count in zip(sizes, chosen, strict=True))
        yield from itertools.product(*own)
