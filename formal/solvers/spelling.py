"""From candidates to equilibria: strategies, payoffs and outcome in the caller's symbols, regions simplified.

>>> from formal.solvers.candidates import pure
>>> from formal.solvers.tables import tables
>>> game = StrategicGame(["A"], {("act",): (1,), ("wait",): (0,)})
>>> table, = tables(game)
>>> spelled(game, pure(table, (0,))).outcome
{('act',): 1}
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from math import prod

import sympy as sp

from formal.algebra import Region
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import And, Atom, Formula, atom, conjunction, conjuncts, names
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.substitution import substitute, substitute_value
from formal.equilibria import Equilibrium
from formal.errors import Undecided
from formal.games.strategic import StrategicGame
from formal.games.table import Cell
from formal.solvers.candidates import Candidate
from formal.solvers.generic import is_long
from formal.solvers.surds import rationalised
from formal.solvers.tables import ONE

#: From so many terms on, the probability of a cell is left as a product, and payoffs as a sum of these.
_LONG_PRODUCT = 200


def spelled(game: StrategicGame, candidate: Candidate) -> Equilibrium:
    """Return the equilibrium, or the continuum of equilibria, that a candidate stands for."""
    space = game.space
    where = _plain(space, candidate.where)
    fixed = dict(_fixed(where.formula))
    symbols = _free_symbols(space, candidate.free)
    here = None if is_long(where.formula) else space.assuming(where.formula).decider

    def never_zero(factor: Polynomial) -> bool:
        return here is not None and here.satisfiable(atom(factor, "="), patient=False) is False

    def write(value: Quotient) -> sp.Expr:
        return space.write(rationalised(_at(value, fixed), never_zero), symbols)

    strategy = {
        player: {action: write(q) for action, q in zip(actions, own, strict=True)}
        for (player, actions), own in zip(game.actions.items(), candidate.strategies, strict=True)
    }
    if _is_long(candidate):
        outcome = {
            cell: sp.Mul(*(strategy[player][a] for player, a in zip(game.actions, cell, strict=True)))
            for cell, _ in _played(game, candidate)
        }
        payoffs = {
            player: sp.Add(*(chance * game.payoffs[cell][i] for cell, chance in outcome.items()))
            for i, player in enumerate(game.players)
        }
    else:
        outcome = {cell: write(prod(chances, start=ONE)) for cell, chances in _played(game, candidate)}
        payoffs = {player: write(candidate.payoff(i)) for i, player in enumerate(game.players)}
    return Equilibrium(
        where=where,
        strategy=strategy,
        payoffs=payoffs,
        outcome=outcome,
        free=_free_regions(space, candidate, symbols, where.formula),
    )


def _is_long(candidate: Candidate) -> bool:
    """Return whether probabilities are so long that nobody would want to read products of them multiplied out."""
    return prod(max(q.numerator.size for q in own) for own in candidate.strategies) > _LONG_PRODUCT


def _played(game: StrategicGame, candidate: Candidate) -> Iterator[tuple[Cell, list[Quotient]]]:
    """Yield the cells that are played, each with the probabilities of the players' actions."""
    for cell in itertools.product(*candidate.supports):
        labels = zip(game.actions.values(), cell, strict=True)
        chances = [own[action] for own, action in zip(candidate.strategies, cell, strict=True)]
        yield tuple(actions[a] for actions, a in labels), chances


def _plain(space: Space, where: Formula) -> Region:
    """Return a condition in plain terms, without square roots if they can be taken out."""
    if is_long(where):
        return Region.of(space, where, minimal=False)
    try:
        rational = without_roots(space.decider, where)
    except Undecided:
        rational = where
    found = simplify(space.decider, where if is_long(rational) else rational)
    return Region.of(space, found.formula, minimal=found.minimal)


def _fixed(where: Formula) -> Iterable[tuple[str, Quotient]]:
    """Yield the parameters that have one value wherever `where` holds, if it says so plainly."""
    for part in conjuncts(where):
        if isinstance(part, Atom) and part.relation == "=" and len(part.polynomial.names) == 1:
            (name,) = part.polynomial.names
            if part.polynomial.degree(name) == 1 and not name.startswith("sqrt("):
                constant, slope = part.polynomial.coefficients(name)
                yield name, quotient(-constant, slope)


def _at(value: Quotient, fixed: Mapping[str, Quotient]) -> Quotient:
    """Return a value at the numbers that some parameters have, unless roots make cases of it."""
    found = substitute_value(value, fixed)
    return found[0][1] if len(found) == 1 else value


# -- continua ----------------------------------------------------------------------------------------


def _free_symbols(space: Space, free: Iterable[str]) -> dict[str, sp.Symbol]:
    """Call free probabilities t, or t_1, t_2, …, unless a parameter is called that."""
    letters = itertools.chain("tsqz", (f"t{i}" for i in itertools.count()))
    letter = next(x for x in letters if not any(n == x or n.startswith(f"{x}_") for n in space.names))
    listed = list(free)
    if len(listed) == 1:
        return {listed[0]: sp.Symbol(letter)}
    return {name: sp.Symbol(f"{letter}_{i + 1}") for i, name in enumerate(listed)}


def _free_regions(
    space: Space, candidate: Candidate, symbols: Mapping[str, sp.Symbol], where: Formula
) -> dict[sp.Symbol, Region]:
    if not symbols:
        return {}
    renamed = {name: Quotient.symbol(symbol.name) for name, symbol in symbols.items()}
    wide = space.with_symbols(symbols.values())
    # Plainest where the continuum exists; the context stays that of the game.
    found = simplify(wide.assuming(where).decider, substitute(candidate.closed, renamed))
    free = {symbol.name for symbol in symbols.values()}
    return {
        symbol: Region.of(wide, _about(symbol.name, found.formula, free), minimal=found.minimal)
        for symbol in symbols.values()
    }


def _about(name: str, formula: Formula, free: set[str]) -> Formula:
    """Return the conditions that restrict a free symbol, directly or through others."""
    if not isinstance(formula, And):
        return formula
    reached, before = {name}, set[str]()
    while reached != before:
        before = set(reached)
        for part in conjuncts(formula):
            if names(part) & reached:
                reached |= names(part) & free
    return conjunction(*(part for part in conjuncts(formula) if names(part) & reached))
