"""How an information set is reached: the probability of each of its nodes, under the strategies of an equilibrium.

What all nodes have in common does not tell them apart, so it does not count; the other moves on the way do. A number
that nature has drawn, and the mover has not seen, is a variable: it is weighed by its density, and by what was done
since by those who have seen it.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> from formal.equilibria.equilibrium import Equilibrium
>>> from formal.games import Game, chance, choose
>>> q = symbols("q")
>>> guess = choose("A", {"rain": (1,), "sun": (0,)}, info="A")
>>> game = Game(["A"], chance({"rain": (q, guess), "sun": (1 - q, guess)}), where=[0 < q, q < 1])
>>> rain = Equilibrium(Region(True), {"A": {"rain": 1, "sun": 0}}, {}, {})
>>> reach = Reach(Following(game, rain), game.information_sets["A"])
>>> [str(probability) for pieces in reach.of_nodes() for _, probability in pieces]
['q', '-q + 1']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from formal.algebra.formula import FALSE, Formula, compare, conjunction
from formal.algebra.quotient import Quotient
from formal.derivations.averaging import ONE, ZERO
from formal.derivations.following import Following, interval
from formal.equilibria.labels import plain_label
from formal.errors import GameError
from formal.games.information import InformationSet
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.games.walking import History, terms

#: How several nodes are weighed, by case.
Weighed = list[tuple[Formula, list[Quotient]]]
#: A node on the way, how it is reached, and the label that is followed there.
Step = tuple[History, Node, str]


@dataclass(frozen=True)
class Group:
    """Nodes of an information set that follow the same unseen draws, and how they are weighed, by case."""

    unseen: tuple[Draw, ...]
    nodes: tuple[int, ...]
    weights: Weighed


Weights = list[Group]


class Reach:
    """An information set, and how it is reached.

    Parameters
    ----------
    following
        The game and what is played.
    info
        The information set.

    Attributes
    ----------
    context
        What may be assumed there of what the mover knows.
    nodes, unseen
        Its nodes, and the draws on the way to each that the mover has not seen.

    Raises
    ------
    GameError
        If what is said of the mover depends on what it has not seen, or its nodes follow different numbers.
    """

    def __init__(self, following: Following, info: InformationSet) -> None:
        self.following = following
        self.info = info
        self.context = following.known(info.histories[0], info.player)
        self.nodes = [following.nodes[history] for history in info.histories]
        self.unseen = [following.unseen(history, info.player) for history in info.histories]
        for said in (following.equilibrium.strategy.get(info.name, 0), self.beliefs()):
            following.require_known(info.histories[0], said)
        seen = {frozenset(_numbers(following, h, info.player)) for h in info.histories}
        if len(seen) > 1:
            raise GameError(
                f'the nodes of "{info.name}" follow different numbers: no derivation is made of it'
            )

    def beliefs(self) -> dict[tuple[str, ...], Any]:
        """Return the beliefs that are stated, by history."""
        stated = self.following.equilibrium.belief.get(self.info.name, {})
        return {tuple(map(plain_label, h)): b for h, b in stated.items()}

    def of_nodes(self) -> list[list[tuple[Formula, Quotient]]]:
        """Return the probability of each node, by case, as far as it tells nodes or unseen draws apart."""
        ways = [list(_way(self.following, h)) for h in self.info.histories]
        shared = set.intersection(*({_key(step) for step in way} for way in ways))
        return [
            self._reach(i, [step for step in way if self._tells(i, step, shared)])
            for i, way in enumerate(ways)
        ]

    def groups(self, reached: list[list[tuple[Formula, Quotient]]]) -> Weights:
        """Return how nodes are weighed by how they are reached, those together that follow the same unseen draws."""
        found: Weights = []
        for unseen in dict.fromkeys(tuple(map(id, own)) for own in self.unseen):
            nodes = tuple(i for i, own in enumerate(self.unseen) if tuple(map(id, own)) == unseen)
            draws = self.unseen[nodes[0]]
            around = conjunction(self.context, *map(interval, draws))
            joined = self.following.joined(around, *(reached[i] for i in nodes))
            found.append(Group(draws, nodes, [(f, list(values)) for f, values in joined]))
        return found

    def _tells(self, number: int, step: tuple[History, Node, str], shared: set[Any]) -> bool:
        """Return whether a step tells nodes apart, or one value of an unseen draw from another."""
        history, node, _ = step
        if isinstance(node, Draw) and self.info.player not in node.seen_by:
            return False
        if _key(step) not in shared:
            return True
        passed = [self.following.nodes[history[:size]] for size in range(len(history))]
        unseen = [draw for draw in self.unseen[number] if any(draw is before for before in passed)]
        if isinstance(node, Decision | Offer):
            return any(node.player in draw.seen_by for draw in unseen)
        used = {symbol.name for term in terms(node) for symbol in term.free_symbols}
        return any(draw.symbol.name in used for draw in unseen)

    def over(
        self, pieces: Iterable[tuple[Formula, Quotient]], draws: tuple[Draw, ...]
    ) -> list[tuple[Formula, Quotient]]:
        """Return something by case averaged over draws."""
        own = tuple((f, (value,)) for f, value in pieces)
        over = self.following.averaged(own, draws, self.context) if draws else own
        return [(f, value) for f, (value,) in over]

    def unreached(self, groups: Weights) -> Iterator[Formula]:
        """Yield cases in which the information set is not reached, if that is possible."""
        parts = [self.over([(f, sum(ws, ZERO)) for f, ws in group.weights], group.unseen) for group in groups]
        for f, values in self.following.joined(self.context, *parts):
            never = conjunction(f, compare(ZERO, ">=", sum(values, ZERO)))
            if never != FALSE and not self.following.excluded(self.context, never):
                yield never

    def require_reached(self, groups: Weights) -> None:
        """Refuse what is not reached: what the mover believes there of the draws that it has not seen is not said."""
        for never in self.unreached(groups):
            names = sorted({draw.symbol.name for own in self.unseen for draw in own})
            raise GameError(
                f'"{self.info.name}" is not reached where {never}, and nothing says what {self.info.player} '
                f"believes there about {', '.join(names)}, which it has not seen: no derivation is made of it"
            )

    def _reach(self, number: int, steps: list[tuple[History, Node, str]]) -> list[tuple[Formula, Quotient]]:
        """Return the probability of a way, by case; what the mover has not seen is a variable."""
        parts = [self._chance(*step) for step in steps]
        context = conjunction(self.context, *map(interval, self.unseen[number]))
        found = []
        for f, values in self.following.joined(context, *parts):
            found.append((f, prod(values, start=ONE)))
        return found

    def _chance(self, history: History, node: Node, label: str) -> list[tuple[Formula, Quotient]]:
        match node:
            case Decision():
                return [(f, mix[label]) for f, mix in self.following.mixes(history)]
            case Chance(branches=branches):
                return list(self.following.read(branches[label][0]))
            case Offer():
                made = Quotient.symbol(label)
                both: list[tuple[Formula, Quotient]] = []
                for f, number in self.following.named(node):
                    both.append((conjunction(f, compare(made, "=", number)), ONE))
                    both.append((conjunction(f, compare(made, "!=", number)), ZERO))
                return both
            case Draw():
                return self.following.density(node)
        raise TypeError(f"{type(node).__name__} is no step on a way")


def _way(following: Following, history: History) -> Iterator[tuple[History, Node, str]]:
    for size, label in enumerate(history):
        yield history[:size], following.nodes[history[:size]], label


def _key(step: tuple[History, Node, str]) -> tuple[Any, ...]:
    """Return what is the same for two steps that nobody who stands behind them can tell apart."""
    history, node, label = step
    return (node.info if isinstance(node, Decision | Offer) else history, label)


def _numbers(following: Following, history: History, player: str) -> Iterator[str]:
    """Yield the numbers on the way that a player has seen: every offer, and the draws that are shown to it."""
    for _, node, label in _way(following, history):
        if isinstance(node, Offer) or (isinstance(node, Draw) and player in node.seen_by):
            yield label
