"""Game trees at one parameter point: the plain data that the oracle solves.

`read(game, values)` evaluates every payoff, probability and end of an interval by itself
(`tests.oracle.exact`), so neither `game.subs` nor the solvers' algebra is trusted. In a tree without offers
every number is a `Fraction`; below offers a number is a polynomial over the rationals in the offers made so
far (an element of SymPy's sparse polynomial rings). Trees can also be written directly:

>>> give = Move(1, "B", (("give", leaf(1, 0)), ("refuse", leaf(-1, 0))))
>>> ask = Move(0, "A", (("ask", give), ("wait", leaf(0, 1))))
>>> [node.info for node in moves(ask)]
['A', 'B']
>>> node_count(ask)
5
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any

import sympy
from sympy import QQ
from sympy.polys.rings import PolyElement, PolyRing

from formal.games import tree as games
from tests.oracle import exact, reals

Value = Any  # a Fraction, or a polynomial in the offers


class Unsupported(Exception):
    """The oracle does not solve this; a test skips the case, it never counts as agreement."""


@dataclass(frozen=True)
class Leaf:
    """A terminal node."""

    payoffs: tuple[Value, ...]


@dataclass(frozen=True)
class Move:
    """A decision of the player with that number; `prefer` is the tie rule, best first."""

    player: int
    info: str
    actions: tuple[tuple[str, Node], ...]
    prefer: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Nature:
    """A chance move: (label, probability, node) for each branch."""

    branches: tuple[tuple[str, Value, Node], ...]


@dataclass(frozen=True)
class Proposal:
    """A continuous choice of `symbol` between `low` and `high` (either may be a float infinity)."""

    player: int
    info: str
    symbol: str
    low: Value
    high: Value
    node: Node


Node = Leaf | Move | Nature | Proposal


@dataclass(frozen=True)
class NumericGame:
    """A tree with the names of its players."""

    players: tuple[str, ...]
    tree: Node


def leaf(*payoffs: Any) -> Leaf:
    """Return a terminal node with rational payoffs."""
    return Leaf(tuple(map(exact.fraction, payoffs)))


def read(game: Any, values: exact.Values | None = None) -> NumericGame:
    """Read a `formal.Game` at the rational point `values` (by name or by symbol)."""
    players = tuple(map(str, game.players))
    offered = _offered(game.tree)
    ring = PolyRing([sympy.Symbol(name) for name in offered], QQ) if offered else None
    reader = _Reader(players, exact.point(values or {}), ring)
    numeric = NumericGame(players, reader.node(game.tree))
    names = [node.info for node in moves(numeric.tree)]
    if len(names) != len(set(names)):
        raise Unsupported("an information set of several nodes: the oracle knows perfect information only")
    return numeric


def moves(tree: Node) -> Iterator[Move | Proposal]:
    """Yield the nodes where a player moves, from the root down."""
    if isinstance(tree, Move | Proposal):
        yield tree
    for _, child in children(tree):
        yield from moves(child)


def children(node: Node) -> list[tuple[str, Node]]:
    """Return the (label, node) pairs below; the label of an offer is its symbol's name."""
    match node:
        case Move(actions=actions):
            return list(actions)
        case Nature(branches=branches):
            return [(label, child) for label, _, child in branches]
        case Proposal(symbol=symbol, node=child):
            return [(symbol, child)]
    return []


def node_count(tree: Node) -> int:
    """Return how many nodes the tree has, terminal ones included."""
    return 1 + sum(node_count(child) for _, child in children(tree))


def has_proposal(tree: Node) -> bool:
    """Say whether anyone makes a continuous choice in the tree."""
    return isinstance(tree, Proposal) or any(has_proposal(child) for _, child in children(tree))


@lru_cache(maxsize=200_000)
def univariate(number: Value, symbol: str) -> reals.Poly:
    """Return a number that involves no offer but `symbol` as the tuple of its coefficients."""
    if not isinstance(number, PolyElement):
        return reals.poly((number,))
    place = [str(s) for s in number.ring.symbols].index(symbol)
    coefficients: dict[int, Any] = {}
    for exponents, coefficient in number.terms():
        if any(e for i, e in enumerate(exponents) if i != place):
            raise Unsupported(f"{number} involves another offer than {symbol}")
        coefficients[exponents[place]] = rational(coefficient)
    return reals.poly(coefficients.get(i, 0) for i in range(max(coefficients, default=-1) + 1))


def rational(coefficient: Any) -> Any:
    """Return a coefficient of SymPy's rational domain as a `Fraction`."""
    return exact.Fraction(int(coefficient.numerator), int(coefficient.denominator))


def polynomial(expression: Any, at: dict[str, Any], ring: PolyRing) -> PolyElement:
    """Return the expression as a polynomial in the ring's symbols, parameters replaced by `at`."""
    expression = sympy.sympify(expression)
    generators = {str(symbol): generator for symbol, generator in zip(ring.symbols, ring.gens, strict=True)}
    if isinstance(expression, sympy.Symbol) and expression.name in generators:
        return generators[expression.name]
    if not any(symbol.name in generators for symbol in expression.free_symbols):
        number = exact.number(expression, at)
        return ring.ground_new(QQ(number.numerator, number.denominator))
    parts = [polynomial(part, at, ring) for part in expression.args]
    if isinstance(expression, sympy.Add):
        return sum(parts, ring.zero)
    if isinstance(expression, sympy.Mul):
        product = ring.one
        for part in parts:
            product = product * part
        return product
    if isinstance(expression, sympy.Pow) and expression.exp.is_Integer and expression.exp > 0:
        return parts[0] ** int(expression.exp)
    raise Unsupported(f"{expression} is no polynomial in the offers {', '.join(generators)}")


@dataclass(frozen=True)
class _Reader:
    players: tuple[str, ...]
    at: dict[str, Any]
    ring: PolyRing | None

    def node(self, node: Any, history: tuple[str, ...] = ()) -> Node:
        match node:
            case games.Terminal(payoffs=payoffs):
                return Leaf(tuple(map(self.number, payoffs)))
            case games.Decision(player=player, actions=actions, info=info, prefer=prefer):
                below = tuple(
                    (label, self.node(child, (*history, label))) for label, child in actions.items()
                )
                return Move(self.players.index(player), self.name(info, player, history), below, prefer)
            case games.Chance(branches=branches):
                return Nature(
                    tuple(
                        (label, self.probability(chance), self.node(child, (*history, label)))
                        for label, (chance, child) in branches.items()
                    )
                )
            case games.Offer(player=player, symbol=symbol, low=low, high=high, node=child, info=info):
                below = self.node(child, (*history, symbol.name))
                ends = self.number(low), self.number(high)
                return Proposal(
                    self.players.index(player), self.name(info, player, history), symbol.name, *ends, below
                )
        raise Unsupported(f"the oracle does not read a {type(node).__name__}")

    def name(self, info: str | None, player: str, history: tuple[str, ...]) -> str:
        return info if info is not None else f"{player}:{','.join(history)}"

    def probability(self, expression: Any) -> Any:
        try:
            return exact.number(expression, self.at)
        except KeyError as offer:
            raise Unsupported(f"the probability {expression} depends on {offer}") from None

    def number(self, expression: Any) -> Value:
        expression = sympy.sympify(expression)
        if expression in (sympy.oo, -sympy.oo):
            return inf if expression is sympy.oo else -inf
        if self.ring is None:
            return exact.number(expression, self.at)
        return polynomial(expression, self.at, self.ring)


def _offered(node: Any) -> list[str]:
    """The names of the offers, each once, in the order in which they are made."""
    match node:
        case games.Offer(symbol=symbol, node=child):
            return list(dict.fromkeys([symbol.name, *_offered(child)]))
        case games.Decision(actions=actions):
            below = list(actions.values())
        case games.Chance(branches=branches):
            below = [child for _, child in branches.values()]
        case _:
            below = []
    return list(dict.fromkeys(name for child in below for name in _offered(child)))
