"""The extreme points of a continuum of equilibria: the ends of a segment, the corners of a polygon.

The free probabilities of a continuum satisfy linear conditions. A corner is where as many of these as there are free
probabilities hold with equality, and the others hold as well; which do may depend on the parameters.

>>> from formal.games.strategic import StrategicGame
>>> from formal.solvers.nash import nash
>>> x, = sp.symbols("x,", positive=True)
>>> pays = {("out", "fight"): (0, 2), ("out", "yield"): (0, 2), ("in", "fight"): (-x, -1), ("in", "yield"): (1, 1)}
>>> deterred, = (e for e in nash(StrategicGame(["E", "I"], pays)) if e.free)
>>> for corner in deterred.extreme_points():
...     print(corner.strategy["I"]["fight"], corner.where)
1 always
1/(x + 1) always

References
----------
Winkels, H.-M. (1979), An algorithm to determine all equilibrium points of a bimatrix game. In Game Theory and Related
Topics, North-Holland.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import (
    TRUE,
    Atom,
    Formula,
    Or,
    atom,
    conjunction,
    conjuncts,
    disjunction,
    names,
    rebuild,
)
from formal.algebra.linear import solve_linear
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.reading import read_quotient
from formal.algebra.region import Region
from formal.algebra.simplify import simplify
from formal.algebra.substitution import substitute
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError

#: The values of the free probabilities, in their order.
Corner = tuple[Quotient, ...]


@verbs.extreme_points.register
def extreme_points(equilibrium: Equilibrium) -> list[Equilibrium]:
    """Return the extreme points of a continuum, each an equilibrium with the region in which it is one of them.

    Parameters
    ----------
    equilibrium
        A continuum; any other equilibrium is its own extreme point.

    Raises
    ------
    GameError
        If the conditions on the free probabilities are not linear, as they may be with three players.
    """
    if not equilibrium.free:
        return [equilibrium]
    free = [symbol.name for symbol in equilibrium.free]
    inside = conjunction(*(region.formula for region in equilibrium.free.values()))
    space = equilibrium.where.space
    closed = rebuild(inside, _closed)
    found: dict[Corner, list[Formula]] = {}
    for corner, regular in _corners([*_edges(inside, free)], len(free)):
        reached = substitute(closed, dict(zip(free, corner, strict=True)))
        where = conjunction(equilibrium.where.formula, regular, reached)
        if space.decider.possible(where):
            found.setdefault(corner, []).append(where)
    return [
        _at(equilibrium, corner, Region.of(space, simplify(space.decider, disjunction(*parts)).formula))
        for corner, parts in found.items()
    ]


def _edges(inside: Formula, free: list[str]) -> Iterator[tuple[list[Quotient], Quotient]]:
    """Yield the conditions on free probabilities as coefficients and right-hand sides of equations."""
    for part in conjuncts(inside):
        if not names(part) & set(free):
            continue
        if isinstance(part, Or) or not isinstance(part, Atom):
            raise GameError(f"the continuum has several parts, {part}: its corners are not listed")
        slopes = [part.polynomial.derivative(name) for name in free]
        if any(set(slope.names) & set(free) for slope in slopes):
            raise GameError(f"{part} is not linear in {', '.join(free)}: the continuum has no corners")
        rest = part.polynomial.substitute({name: Polynomial.constant(0) for name in free})
        yield [as_quotient(slope) for slope in slopes], as_quotient(-rest)


def _corners(edges: list[tuple[list[Quotient], Quotient]], size: int) -> Iterator[tuple[Corner, Formula]]:
    """Yield where so many of the equations hold, and when they determine a point."""
    for chosen in itertools.combinations(edges, size):
        solved, determinant = solve_linear([list(row) for row, _ in chosen], [[right] for _, right in chosen])
        if solved:
            yield tuple(row[0] for row in solved), atom(determinant.numerator, "!=")


def _closed(a: Atom) -> Formula:
    if a.relation == "!=":
        return TRUE
    return Atom(a.polynomial, ">=") if a.relation == ">" else a


def _at(equilibrium: Equilibrium, corner: Corner, where: Region) -> Equilibrium:
    """Return the equilibrium with values for the free probabilities."""
    written = [where.space.write(value) for value in corner]
    values = dict(zip(equilibrium.free, written, strict=True))

    def put(thing: Any) -> Any:
        if isinstance(thing, Mapping):
            return {key: put(value) for key, value in thing.items()}
        return where.space.write(read_quotient(thing.subs(values))) if isinstance(thing, sp.Expr) else thing

    return replace(
        equilibrium,
        where=where,
        strategy=put(equilibrium.strategy),
        payoffs=put(equilibrium.payoffs),
        outcome={history: q for history, q in put(equilibrium.outcome).items() if q != 0},
        belief=put(equilibrium.belief),
        free={},
    )
