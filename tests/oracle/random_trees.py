"""Random games: finite trees with ties and chance, numeric or symbolic, and games with continuous offers.

Each comes as a `RandomGame`: the `formal.Game`, and the box in which its parameters lie, from which `point`
draws rational points (often at an end that belongs to the box, or where numbers coincide).

>>> source = Seeded(5)
>>> random_game = finite_game(source, players=3, depth=3, parameters=2)
>>> random_game.game.players
('A', 'B', 'C')
>>> sorted(random_game.point(source)) == sorted(s.name for s in random_game.game.parameters)
True
>>> offer_game(Seeded(1), kind="quadratic").game.players
('A', 'B')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

import sympy

from formal.games import Chance, Decision, Game, Offer, Terminal, chance, choose, offer
from tests.oracle.sources import Seeded, Source, one_in, rational, strategy

__all__ = ["RandomGame", "Seeded", "finite_game", "finite_games", "offer_game", "offer_games"]

PLAYERS = ("A", "B", "C", "D")
ACTIONS = ("left", "middle", "right")
NAMES = ("a", "b", "c", "d")
CHANCES = ("q", "r")
PRIMES = (10007, 10009, 10037, 10039, 10061, 10067)


@dataclass(frozen=True)
class Box:
    """Where one parameter lies; `open_low` and `open_high` say which ends do not belong to it."""

    symbol: sympy.Symbol
    low: int | None
    high: int | None
    open_low: bool = False
    open_high: bool = False

    def conditions(self) -> Iterator[Any]:
        """Yield the box as SymPy relations."""
        if self.low is not None:
            yield self.symbol > self.low if self.open_low else self.symbol >= self.low
        if self.high is not None:
            yield self.symbol < self.high if self.open_high else self.symbol <= self.high

    def value(self, source: Source, parts: int) -> Fraction:
        """Return a rational in the box, a multiple of 1/parts (of 1/2 where nothing larger is inside)."""
        parts = max(parts, 2)
        low = Fraction(-2 if self.low is None else self.low)
        high = Fraction(low + 4 if self.high is None else self.high)
        step = Fraction(1, parts)
        return rational(source, low + step * self.open_low, high - step * self.open_high, parts)


@dataclass(frozen=True)
class RandomGame:
    """A game and the box of its parameters."""

    game: Game
    boxes: tuple[Box, ...]

    def point(self, source: Source, parts: int = 4) -> dict[str, Fraction]:
        """Return a rational point of the box, in steps of 1/parts: few parts make coincidences."""
        return {box.symbol.name: box.value(source, parts) for box in self._used}

    def generic_point(self, source: Source) -> dict[str, Fraction]:
        """Return a point at which hardly anything coincides: each coordinate over a prime of its own."""
        return {box.symbol.name: box.value(source, n) for box, n in zip(self._used, PRIMES, strict=False)}

    @property
    def _used(self) -> list[Box]:
        return [box for box in self.boxes if box.symbol in self.game.parameters]


def finite_game(
    source: Source,
    players: int = 2,
    depth: int = 3,
    parameters: int = 0,
    ties: int = 5,
    chances: int = 5,
    symbolic_chances: bool = False,
    nodes: int = 12,
) -> RandomGame:
    """Return a random finite tree of perfect information.

    Parameters
    ----------
    source
        Where choices come from.
    players, depth
        Their number (2 to 4), and the most moves on a path.
    parameters
        How many symbols payoffs may use (0 to 4); 0 for a numeric game.
    ties, chances
        One decision in `ties` gets a tie rule, one node in `chances` is nature's (0 for none).
    symbolic_chances
        Whether nature's probabilities may be symbols.
    nodes
        At most so many nodes where someone moves.
    """
    forest = _Forest(
        source, PLAYERS[:players], _boxes(source, parameters), ties, chances, symbolic_chances, nodes
    )
    tree = forest.node(depth)
    while isinstance(tree, Terminal):
        tree = forest.decision(1)
    return forest.game(tree)


def offer_game(
    source: Source,
    kind: str = "linear",
    rounds: int = 1,
    parameters: int = 0,
    depth: int = 2,
    ties: int = 5,
    chances: int = 8,
    identical_ties: bool = False,
    unbounded: int = 0,
) -> RandomGame:
    """Return a random game of two players with continuous offers.

    Parameters
    ----------
    source
        Where choices come from.
    kind
        `"linear"` or `"quadratic"`: how payoffs depend on each offer. The square of a later offer has the
        same coefficient at all leaves below it, which the oracle needs.
    rounds
        The number of offers, one after the other, each later one after a refusal. With two, a `depth` of 1
        keeps the oracle quick (10 ms; at 2 nearly a second).
    parameters
        How many symbols the payoffs may use.
    depth
        The most finite moves after the last offer.
    ties, chances
        See `finite_game`.
    identical_ties
        Whether a responder may be indifferent whatever the offer: then the outcomes are those of all
        functions from offers to replies, not only of those that a solver by cases can list.
    unbounded
        One interval in so many has an infinite end (0 for none).
    """
    boxes = _boxes(source, parameters)
    while True:
        forest = _Forest(source, PLAYERS[:2], boxes, ties, chances, False, 6, quadratic=kind == "quadratic")
        tree = forest.offers(rounds, depth, unbounded)
        if identical_ties or not _ties_everywhere(tree):
            return forest.game(tree)


def finite_games(**options: Any) -> Any:
    """Return a hypothesis strategy for `finite_game`."""
    return strategy(finite_game, **options)


def offer_games(**options: Any) -> Any:
    """Return a hypothesis strategy for `offer_game`."""
    return strategy(offer_game, **options)


@dataclass
class _Forest:
    source: Source
    players: tuple[str, ...]
    boxes: list[Box]
    ties: int
    chances: int
    symbolic_chances: bool
    nodes: int
    quadratic: bool = False
    offered: list[sympy.Symbol] = field(default_factory=list)
    lotteries: list[Box] = field(default_factory=list)
    curvatures: dict[tuple[str, sympy.Symbol], int] = field(default_factory=dict)

    def game(self, tree: Any) -> RandomGame:
        boxes = (*self.boxes, *self.lotteries)
        conditions = [condition for box in boxes for condition in box.conditions()]
        game = Game(self.players, tree, where=conditions)
        named = {box.symbol.name for box in boxes}
        assert {symbol.name for symbol in game.parameters} <= named
        return RandomGame(game, boxes)

    def node(self, depth: int) -> Any:
        if depth == 0 or self.nodes <= 0 or one_in(self.source, 6):
            return self.terminal()
        self.nodes -= 1
        return self.lottery(depth) if one_in(self.source, self.chances) else self.decision(depth)

    def decision(self, depth: int) -> Any:
        labels = ACTIONS[: self.source.integer(2, 3)]
        player = self.source.pick(self.players)
        actions = {label: self.node(depth - 1) for label in labels}
        prefer = self.order(labels) if one_in(self.source, self.ties) else None
        return choose(player, actions, prefer=prefer)

    def order(self, labels: tuple[str, ...]) -> list[str]:
        left, ordered = list(labels), []
        while left:
            ordered.append(self.source.pick(left))
            left.remove(ordered[-1])
        return ordered

    def lottery(self, depth: int) -> Any:
        labels = ACTIONS[: self.source.integer(2, 3)]
        weights = self.weights(len(labels))
        return chance({label: (w, self.node(depth - 1)) for label, w in zip(labels, weights, strict=True)})

    def weights(self, count: int) -> list[Any]:
        if self.symbolic_chances and len(self.lotteries) < len(CHANCES) and count == 2:
            symbol = sympy.Symbol(CHANCES[len(self.lotteries)])
            self.lotteries.append(Box(symbol, 0, 1, True, True))
            return [symbol, 1 - symbol]
        parts = [self.source.integer(1, 3) for _ in range(count)]
        return [sympy.Rational(part, sum(parts)) for part in parts]

    def offers(self, rounds: int, depth: int, unbounded: int) -> Any:
        """An offer, answered by finite moves; one of the branches may lead to the next offer."""
        symbol = sympy.Symbol("xyz"[len(self.offered)])
        proposer = self.players[len(self.offered) % 2]
        self.offered.append(symbol)
        low, high = self.interval(unbounded)
        if rounds == 1:
            return offer(proposer, symbol, low, high, self.answered(depth))
        taken = self.terminal()
        later = self.offers(rounds - 1, depth, unbounded)
        responder = next(player for player in self.players if player != proposer)
        return offer(proposer, symbol, low, high, choose(responder, {"accept": taken, "refuse": later}))

    def answered(self, depth: int) -> Any:
        responder = self.players[len(self.offered) % 2]
        labels = ("accept", "refuse")
        actions = {label: self.node(depth - 1) for label in labels}
        prefer = self.order(labels) if one_in(self.source, self.ties) else None
        return choose(responder, actions, prefer=prefer)

    def interval(self, unbounded: int) -> tuple[Any, Any]:
        low = self.source.pick((0, 0, 0, -1))
        if one_in(self.source, unbounded):
            return self.source.pick(((low, sympy.oo), (-sympy.oo, sympy.oo)))
        sizes = [box.symbol for box in self.boxes if box.low is not None]
        width = self.source.pick((1, 1, 2, *sizes))
        return low, low + width

    def terminal(self) -> Any:
        return tuple(map(self.payoff, self.players))

    def curvature(self, player: str, symbol: sympy.Symbol) -> int:
        """In a later offer it is the same at all leaves, so that indifference there is linear in it."""
        drawn = self.source.pick((0, 0, -1, -1, 1))
        return drawn if symbol == self.offered[0] else self.curvatures.setdefault((player, symbol), drawn)

    def payoff(self, player: str) -> Any:
        payoff = sympy.Integer(self.source.integer(-1, 2))
        for box in self.boxes:
            payoff += self.source.pick((0, 0, 1, -1)) * box.symbol
        for symbol in self.offered:
            payoff += self.source.pick((0, 1, 1, -1, -1, 2, -2)) * symbol
            if self.quadratic:
                payoff += self.curvature(player, symbol) * symbol**2
        return payoff


def _boxes(source: Source, count: int) -> list[Box]:
    kinds = ((0, 1, True, True), (0, None, True, False), (0, 1, False, False), (None, None, False, False))
    return [Box(sympy.Symbol(name), *source.pick(kinds)) for name in NAMES[:count]]


def _ties_everywhere(node: Any) -> bool:
    """Some mover gets the same from two actions whatever is offered, as the leaves tell."""
    if isinstance(node, Decision):
        place = PLAYERS.index(node.player)
        leaves = [{sympy.expand(u[place]) for u in _leaves(child)} for child in node.actions.values()]
        if any(here & there for here, there in combinations(leaves, 2)):
            return True
    return any(_ties_everywhere(child) for child in _children(node))


def _leaves(node: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, Terminal):
        yield node.payoffs
    for child in _children(node):
        yield from _leaves(child)


def _children(node: Any) -> list[Any]:
    match node:
        case Decision():
            return list(node.actions.values())
        case Chance():
            return [child for _, child in node.branches.values()]
        case Offer():
            return [node.node]
    return []
