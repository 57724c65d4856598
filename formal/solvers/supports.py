"""Mixed equilibria of two-player games with symbols, support by support.

For each pair of supports, the one player's mixture makes the actions in the other's support equally good and
best, and the other way round; the two conditions are independent of each other. With numbers for payoffs the
supports that matter are known beforehand: those of the maximal Nash subsets.

>>> from formal.algebra.space import space_of
>>> from formal.algebra.quotient import Quotient
>>> one, zero = Quotient.constant(1), Quotient.constant(0)
>>> cells = {(0, 0): (one, zero), (0, 1): (zero, one), (1, 0): (zero, one), (1, 1): (one, zero)}
>>> pennies, = mixed_equilibria(space_of(), Table(TRUE, (2, 2), cells), False, print)
>>> [[str(q) for q in strategy] for strategy in pennies.strategies]
[['1/2', '1/2'], ['1/2', '1/2']]

References
----------
von Stengel, B. (2002), Computing equilibria for two-person games, section 2.3. Handbook of Game Theory 3.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from formal.algebra.formula import TRUE, conjunction
from formal.algebra.space import Space
from formal.solvers.candidates import Candidate
from formal.solvers.components import nash_subsets
from formal.solvers.generic import alive
from formal.solvers.indifference import Indifference, Mixture
from formal.solvers.tables import Index, Table

_Pair = tuple[Index, Index]


def mixed_equilibria(
    space: Space, table: Table, knife_edges: bool, report: Callable[[str], None]
) -> Iterator[Candidate]:
    """Yield the equilibria in which somebody mixes.

    Parameters
    ----------
    space
        The parameter space.
    table
        The payoffs of two players.
    knife_edges
        Whether to include what exists only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    """
    inside = space if table.guard == TRUE else space.assuming(table.guard)
    first, second = table.matrix(0), table.matrix(1)
    named = [tuple(table.unknown(p, a) for a in range(size)) for p, size in enumerate(table.sizes)]
    transposed = [list(column) for column in zip(*second, strict=True)]
    rows = Indifference(inside, transposed, named[0], knife_edges)
    columns = Indifference(inside, first, named[1], knife_edges)
    for left, right in _numeric_pairs(table) if table.is_numeric else _pairs(table, report):
        # The side with more conditions than probabilities first: it mostly has no solution.
        if len(right) > len(left):
            mixed = [(x, y) for x in rows.mixtures(left, right) for y in columns.mixtures(right, left)]
        else:
            mixed = [(x, y) for y in columns.mixtures(right, left) for x in rows.mixtures(left, right)]
        for x, y in mixed:
            where = conjunction(table.guard, x.where, y.where)
            if alive(space.decider, where, knife_edges):
                yield _candidate(table, (left, right), x, y)


def _pairs(table: Table, report: Callable[[str], None]) -> Iterator[_Pair]:
    """Yield all pairs of supports but the pure ones, small ones first."""
    sizes = sorted(
        itertools.product(*(range(1, size + 1) for size in table.sizes)), key=lambda s: (sum(s), s)
    )
    for left, right in sizes[1:]:
        report(f"mixing {left} by {right} actions")
        rows = itertools.combinations(range(table.sizes[0]), left)
        columns = list(itertools.combinations(range(table.sizes[1]), right))
        yield from itertools.product(rows, columns)


def _numeric_pairs(table: Table) -> Iterator[_Pair]:
    """Yield the supports of the maximal Nash subsets that are not single pure equilibria."""
    rows, columns = table.sizes
    payoffs = [
        [[table.numbers[i, j][player] for j in range(columns)] for i in range(rows)] for player in (0, 1)
    ]
    for subset in nash_subsets(*payoffs):
        left = tuple(i for i in range(rows) if any(v.point[i] for v in subset.rows))
        right = tuple(j for j in range(columns) if any(v.point[j] for v in subset.columns))
        if len(left) > 1 or len(right) > 1:
            yield left, right


def _candidate(table: Table, supports: _Pair, x: Mixture, y: Mixture) -> Candidate:
    places = ((player, action) for player, own in enumerate(supports) for action in own)
    names = {table.unknown(*place): place for place in places}
    free = {name: names[name] for name in (*x.free, *y.free)}
    return Candidate(
        table=table,
        supports=supports,
        strategies=(x.strategy, y.strategy),
        free=free,
        exact=conjunction(table.guard, x.exact, y.exact),
        closed=conjunction(x.closed, y.closed),
        where=conjunction(table.guard, x.where, y.where),
    )
