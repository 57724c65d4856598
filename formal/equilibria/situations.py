"""Every situation in which somebody moves, on the path and off it.

A *situation* is an information set after certain offers. The tree is walked along every action and every
branch of chance, and along the offers and draws worth trying: all of them at the first one of a path, a few
at later ones.

>>> from formal.algebra import Region
>>> from formal.equilibria.equilibrium import Equilibrium
>>> from formal.games import Game, choose
>>> entry = choose("A", {"in": choose("B", {"fight": (0, 0), "share": (1, 1)}), "out": (0, 2)})
>>> game = Game(["A", "B"], entry)
>>> threat = Equilibrium(Region(True), {"A": {"in": 0, "out": 1}, "B": {"fight": 1, "share": 0}}, {}, {})
>>> explorer = Explorer(Assessment(game, threat, {}), Random(0))
>>> [str(situation) for situation in explorer.situations()]
['"A"', '"B" after (in)']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from formal.equilibria.assessment import Assessment, info_of
from formal.equilibria.breakpoints import Grid
from formal.equilibria.equilibrium import History
from formal.equilibria.exact import Number, Undefined, same
from formal.equilibria.faults import place
from formal.equilibria.labels import Made, Named, NoChoice, plain_label, written
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import children, walk

#: How many of the numbers to try are entered at the first, second, … offer or draw of a path.
_ENTERED = (40, 6, 3)
_DRAWN = (12, 5, 3)


@dataclass(frozen=True, eq=False)
class Place:
    """A node with the way that leads there.

    Attributes
    ----------
    node
        The decision or offer.
    history
        Labels; an offer or a draw as a `Named` number.
    made
        The offers and draws on the way.
    unseen
        The draws on the way that the mover has not seen.
    """

    node: Decision | Offer
    history: tuple[Any, ...]
    made: Made
    unseen: tuple[Draw, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The history as the game writes it."""
        return tuple(map(plain_label, self.history))


@dataclass(frozen=True, eq=False)
class Situation:
    """An information set after certain offers, and draws that its player has seen.

    Attributes
    ----------
    places
        Its nodes; where a draw is unseen, one of its numbers stands for all.
    made
        What was named, as far as the player has seen it.
    several
        Whether the information set has several nodes (not all of them need to be there after these offers).
    """

    places: tuple[Place, ...]
    made: Made
    several: bool = False

    @property
    def node(self) -> Decision | Offer:
        """The first node; the others have the same mover and actions."""
        return self.places[0].node

    @property
    def info(self) -> str:
        """The name of the information set."""
        return info_of(self.node)

    @property
    def unseen(self) -> bool:
        """Whether a draw is unseen."""
        return any(p.unseen for p in self.places)

    @property
    def history(self) -> History:
        """How play came there: labels, or where the node is hidden only numbers; these as `Eq`."""
        known = {name for name, _ in self.made}
        history = self.places[0].history
        seen = [label for label in history if not isinstance(label, Named) or label.symbol.name in known]
        return tuple(written(label) for label in seen if isinstance(label, Named) or not self.several)

    def __str__(self) -> str:
        return place(self.info, self.history)


class Explorer:
    """Finds the situations of a game under an assessment.

    Parameters
    ----------
    assessment
        Strategies at a parameter point.
    random
        Chooses which numbers to enter at later offers and draws, and where between marks to try.
    """

    def __init__(self, assessment: Assessment, random: Random) -> None:
        self.assessment = assessment
        self._random = random
        self._share = Fraction(random.randint(50, 450), 1000)
        self._grids: dict[tuple[int, Made], Grid] = {}
        self._entered: dict[tuple[str, Made], list[Number]] = {}
        tree = assessment.game.tree
        self._nodes = [node for _, node in walk(tree) if isinstance(node, Decision | Offer)]
        self._sizes = Counter(info_of(node) for node in self._nodes)

    def grid(self, node: Offer | Draw, made: Made) -> Grid:
        """Return the numbers to try at an offer or a draw."""
        key = (id(node), made)
        if key not in self._grids:
            named = self._named(node.symbol.name, made)
            trials, values = self.assessment.trials, self.assessment.values(made)
            self._grids[key] = trials.grid(node, values, named, self._share)
        return self._grids[key]

    def situations(self) -> Iterator[Situation]:
        """Yield the situations; those with hidden nodes last, when all their nodes are known."""
        hidden: dict[tuple[str, frozenset[tuple[str, Number]]], dict[tuple[str, ...], Place]] = {}
        for found in self._places():
            info = info_of(found.node)
            if self._sizes[info] == 1 and not found.unseen:
                yield Situation((found,), found.made)
                continue
            known = frozenset(self.assessment.visible(found.node.player, found.made))
            hidden.setdefault((info, known), {}).setdefault(found.labels, found)
        for (info, _), together in hidden.items():
            places = tuple(together.values())
            made = self.assessment.visible(places[0].node.player, places[0].made)
            yield Situation(places, made, several=self._sizes[info] > 1)

    def _places(self) -> Iterator[Place]:
        waiting: list[tuple[Node, tuple[Any, ...], Made, tuple[Draw, ...]]] = [
            (self.assessment.game.tree, (), (), ())
        ]
        while waiting:
            node, history, made, draws = waiting.pop()
            if isinstance(node, Terminal):
                continue
            if isinstance(node, Decision | Offer):
                unseen = tuple(d for d in draws if not self.assessment.sees(node.player, d.symbol.name))
                yield Place(node, history, made, unseen)
            else:
                draws = (*draws, node) if isinstance(node, Draw) else draws
            for label, child, then in reversed(list(self._ways(node, made))):
                waiting.append((child, (*history, label), then, draws))

    def _ways(self, node: Node, made: Made) -> Iterator[tuple[Any, Node, Made]]:
        """Yield every way to go on."""
        match node:
            case Decision() | Chance():
                for label, child in children(node):
                    yield label, child, made
            case Offer() | Draw():
                for number in self._entering(node, made):
                    yield Named(node.symbol, number), node.node, (*made, (node.symbol.name, number))

    def _choice(self, node: Decision | Offer, made: Made) -> Any:
        try:
            return self.assessment.choice(node, made)
        except NoChoice:  # a fault that is reported where this node is checked
            return None

    def _entering(self, node: Offer | Draw, made: Made) -> list[Number]:
        """Return the numbers to enter: the same at every node with this symbol, the chosen ones too."""
        key = (node.symbol.name, made)
        if key not in self._entered:
            chosen = self._named(node.symbol.name, made)
            others = [p for p in self._points(node, made) if not any(same(p, c) for c in chosen)]
            room = self._room(node)[min(len(made), 2)]
            if len(others) > room:
                others = self._random.sample(others, room)
            self._entered[key] = [*chosen, *others]
        return self._entered[key]

    def _room(self, node: Offer | Draw) -> tuple[int, ...]:
        """Return how many numbers to enter, by how many were named before."""
        if isinstance(node, Offer):
            return _ENTERED
        movers = {below.player for _, below in walk(node.node) if isinstance(below, Decision | Offer)}
        return _DRAWN if movers & set(node.seen_by) else (1, 1, 1)

    def _points(self, node: Offer | Draw, made: Made) -> list[Number]:
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
