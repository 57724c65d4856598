"""Every situation in which somebody moves, on the path and off it.

A *situation* is an information set after certain offers. The tree is walked along every action and every
branch of chance, and along the offers worth trying: all of them at the first offer of a path, a few at later
ones.

>>> from formal.algebra import Region
>>> from formal.equilibria.equilibrium import Equilibrium
>>> from formal.games import Game, choose
>>> from formal.equilibria.trials import Trials
>>> entry = choose("A", {"in": choose("B", {"fight": (0, 0), "share": (1, 1)}), "out": (0, 2)})
>>> game = Game(["A", "B"], entry)
>>> threat = Equilibrium(Region(True), {"A": {"in": 0, "out": 1}, "B": {"fight": 1, "share": 0}}, {}, {})
>>> explorer = Explorer(Assessment(game, threat, {}), Trials(game, threat), Random(0))
>>> [(situation.info, situation.reach) for situation in explorer.situations()]
[('A', Fraction(1, 1)), ('B', Fraction(0, 1))]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from formal.equilibria.assessment import Assessment, Made, Named, NoChoice, info_of, plain_label, written
from formal.equilibria.breakpoints import Grid
from formal.equilibria.equilibrium import History
from formal.equilibria.evaluation import value
from formal.equilibria.exact import Number, Undefined, same
from formal.equilibria.faults import place
from formal.equilibria.trials import Trials
from formal.games.tree import Chance, Decision, Node, Offer, Terminal
from formal.games.walking import walk

#: How many of the offers to try are entered at the first, second, … offer of a path.
_ENTERED = (40, 6, 3)


@dataclass(frozen=True, eq=False)
class Place:
    """A node with the way that leads there.

    Attributes
    ----------
    node
        The decision or offer.
    history
        Labels; an offer as a `Named` number.
    made
        The offers on the way.
    reach
        The probability with which the strategies lead there.
    """

    node: Decision | Offer
    history: tuple[Any, ...]
    made: Made
    reach: Number

    @property
    def labels(self) -> tuple[str, ...]:
        """The history as the game writes it."""
        return tuple(map(plain_label, self.history))


@dataclass(frozen=True, eq=False)
class Situation:
    """An information set after certain offers.

    Attributes
    ----------
    places
        Its nodes.
    hidden
        Whether the information set has several nodes (not all of them need to be there after these offers).
    """

    places: tuple[Place, ...]
    hidden: bool = False

    @property
    def node(self) -> Decision | Offer:
        """The first node; the others have the same mover and actions."""
        return self.places[0].node

    @property
    def info(self) -> str:
        """The name of the information set."""
        return info_of(self.node)

    @property
    def made(self) -> Made:
        """The offers made before."""
        return self.places[0].made

    @property
    def reach(self) -> Number:
        """The probability with which the strategies lead there."""
        return sum((p.reach for p in self.places), Fraction(0))

    @property
    def history(self) -> History:
        """How play came there: labels, or only the offers where the node is hidden; an offer as `Eq`."""
        if self.hidden:
            symbols = {
                label.symbol.name: label.symbol
                for label in self.places[0].history
                if isinstance(label, Named)
            }
            return tuple(written(Named(symbols[name], number)) for name, number in self.made)
        return tuple(map(written, self.places[0].history))

    def __str__(self) -> str:
        return place(self.info, self.history)


class Explorer:
    """Finds the situations of a game under an assessment.

    Parameters
    ----------
    assessment
        Strategies at a parameter point.
    trials
        Says which offers to try.
    random
        Chooses which of them to enter at later offers, and where between marks to try.
    """

    def __init__(self, assessment: Assessment, trials: Trials, random: Random) -> None:
        self.assessment = assessment
        self._trials = trials
        self._random = random
        self._share = Fraction(random.randint(50, 450), 1000)
        self._grids: dict[tuple[str, Made], Grid] = {}
        self._entered: dict[tuple[str, Made], list[Number]] = {}
        tree = assessment.game.tree
        self._nodes = [node for _, node in walk(tree) if isinstance(node, Decision | Offer)]
        self._sizes = Counter(info_of(node) for node in self._nodes)

    def grid(self, node: Offer, made: Made) -> Grid:
        """Return the offers to try at a node."""
        key = (info_of(node), made)
        if key not in self._grids:
            values = self.assessment.values(made)
            named = self._named(node.symbol.name, made)
            self._grids[key] = self._trials.grid(node, values, named, self._share)
        return self._grids[key]

    def situations(self) -> Iterator[Situation]:
        """Yield the situations; those with hidden nodes last, when all their nodes are known."""
        hidden: dict[tuple[str, frozenset[tuple[str, Number]]], list[Place]] = {}
        for found in self._places():
            info = info_of(found.node)
            if self._sizes[info] > 1:
                hidden.setdefault((info, frozenset(found.made)), []).append(found)
            else:
                yield Situation((found,))
        for places in hidden.values():
            yield Situation(tuple(places), hidden=True)

    def _places(self) -> Iterator[Place]:
        waiting: list[tuple[Node, tuple[Any, ...], Made, Number]] = [
            (self.assessment.game.tree, (), (), Fraction(1))
        ]
        while waiting:
            node, history, made, reach = waiting.pop()
            if isinstance(node, Terminal):
                continue
            if isinstance(node, Decision | Offer):
                yield Place(node, history, made, reach)
            for label, probability, child, then in reversed(list(self._ways(node, made))):
                waiting.append((child, (*history, label), then, reach * probability))

    def _ways(self, node: Node, made: Made) -> Iterator[tuple[Any, Number, Node, Made]]:
        """Yield every way to go on, with the probability that the strategies give it."""
        match node:
            case Decision():
                chosen = self._choice(node, made) or {}
                for action, child in node.actions.items():
                    yield action, chosen.get(action, Fraction(0)), child, made
            case Chance():
                for label, (probability, child) in node.branches.items():
                    yield label, value(probability, self.assessment.values(made)), child, made
            case Offer():
                named = self._choice(node, made)
                for number in self._entering(node, made):
                    weight = Fraction(named is not None and same(number, named))
                    yield Named(node.symbol, number), weight, node.node, (*made, (node.symbol.name, number))

    def _choice(self, node: Decision | Offer, made: Made) -> Any:
        try:
            return self.assessment.choice(node, made)
        except NoChoice:  # a fault that is reported where this node is checked
            return None

    def _entering(self, node: Offer, made: Made) -> list[Number]:
        """Return the offers to enter: the same at every node with this symbol, the chosen ones among them."""
        key = (node.symbol.name, made)
        if key not in self._entered:
            chosen = self._named(node.symbol.name, made)
            others = [p for p in self._points(node, made) if not any(same(p, c) for c in chosen)]
            room = _ENTERED[min(len(made), len(_ENTERED) - 1)]
            if len(others) > room:
                others = self._random.sample(others, room)
            self._entered[key] = [*chosen, *others]
        return self._entered[key]

    def _points(self, node: Offer, made: Made) -> list[Number]:
        try:
            return self.grid(node, made).points
        except Undefined:
            return []

    def _named(self, name: str, made: Made) -> list[Number]:
        """Return the numbers that the strategies name for a symbol, at whichever node."""
        found: list[Number] = []
        for node in self._nodes:
            if isinstance(node, Offer) and node.symbol.name == name:
                number = self._choice(node, made)
                if number is not None and not any(same(number, other) for other in found):
                    found.append(number)
        return found
