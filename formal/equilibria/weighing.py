"""What a mover expects who does not know at which node it is: payoffs weighed by its beliefs.

At an information set with several nodes the beliefs are those stated. They must be probabilities, and agree with
Bayes' rule wherever it applies: on the path, in every subgame that is reached inside, and after a deviation that
tells nothing, since what all nodes have in common does not tell them apart. A draw that the mover has not seen is
averaged over, given what those who have seen it did.

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 224.1 and section 12.3.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from formal.equilibria.assessment import Assessment, density
from formal.equilibria.evaluation import value
from formal.equilibria.exact import Number, same, sign
from formal.equilibria.faults import Fault
from formal.equilibria.labels import Made, plain_label
from formal.equilibria.quadrature import integral
from formal.equilibria.situations import Situation
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.games.walking import children, terms

#: From a node of the situation to the one that a move leads to.
Below = Callable[[Any], Node]
#: A node on the way, and the label that is followed there.
Step = tuple[Node, Any]


class Weighing:
    """The beliefs of the mover in a situation, and what it expects.

    Parameters
    ----------
    assessment
        Strategies and beliefs.
    situation
        Where the mover is.
    needed
        Whether a belief must be stated where Bayes' rule gives none.

    Attributes
    ----------
    faults : list of Fault
        What is wrong with the beliefs.
    settled : bool
        Whether there are beliefs at all; without them no move can be judged.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> from formal.equilibria.equilibrium import Equilibrium
    >>> from formal.equilibria.situations import Place
    >>> from formal.games import Game, choose
    >>> reply = choose("B", {"stay": (0, 0), "go": (1, 1)}, info="B")
    >>> game = Game(["A", "B"], choose("A", {"left": reply, "right": reply}))
    >>> half = {"B": {("left",): Fraction(1, 2)}}
    >>> mixed = Equilibrium(Region(True), {"A": {"left": 1, "right": 0}}, {}, {}, belief=half)
    >>> left, right = (Place(game.node((a,)), (a,), ()) for a in ("left", "right"))
    >>> weighing = Weighing(Assessment(game, mixed, {}), Situation((left, right), (), several=True))
    >>> print(weighing.faults[0].what)
    at "B" the beliefs 1/2, 0 are no probabilities
    """

    def __init__(self, assessment: Assessment, situation: Situation, needed: bool = True) -> None:
        self.assessment = assessment
        self.situation = situation
        self.faults: list[Fault] = []
        self._needed = needed
        self._player = assessment.game.players.index(situation.node.player)
        self._beliefs: list[Number] | None = [Fraction(1)]
        if situation.several or situation.unseen:
            self._ways = [_way(assessment.game.tree, place.history) for place in situation.places]
            self._shared = set.intersection(*({_key(step) for step in way} for way in self._ways))
            self._reach = [self._averaged(i, (), lambda made: Fraction(1)) for i in range(len(self._ways))]
            self._beliefs = self._found()
        self.settled = self._beliefs is not None

    def worth(self, below: Below, then: Made = ()) -> Number:
        """Return what the mover expects from a move that leads to `below` each node and names `then`."""
        total: Number = Fraction(0)
        for i, (place, belief) in enumerate(zip(self.situation.places, self._beliefs or (), strict=True)):
            if sign(belief) != 0:
                pays = self._pays(below(place.node), then)
                paid = self._averaged(i, then, pays) / self._reach[i] if place.unseen else pays(place.made)
                total = total + belief * paid
        return total

    def _pays(self, node: Node, then: Made) -> Callable[[Made], Number]:
        return lambda made: self.assessment.payoffs(node, (*made, *then))[self._player]

    # -- beliefs about nodes ----------------------------------------------------------------------

    def _found(self) -> list[Number] | None:
        """Return the probability of each node, and note what is wrong with it."""
        situation = self.situation
        whole = sum(self._reach, Fraction(0))
        reached = [reach / whole for reach in self._reach] if sign(whole) > 0 else None
        stated = [self.assessment.belief(situation.info, p.labels, situation.made) for p in situation.places]
        if not situation.several or all(belief is None for belief in stated):
            if reached is None and situation.several and self._needed:
                self._fault("no belief is stated")
            return reached
        beliefs = [Fraction(0) if belief is None else belief for belief in stated]
        if any(sign(b) < 0 for b in beliefs) or not same(sum(beliefs, Fraction(0)), Fraction(1)):
            self._fault(f"the beliefs {_listed(beliefs)} are no probabilities")
            return None
        if reached is not None and not all(same(b, r) for b, r in zip(beliefs, reached, strict=True)):
            self._fault(f"the beliefs are {_listed(beliefs)}, but Bayes' rule gives {_listed(reached)}")
        unknown = (sign(b) > 0 == sign(r) for b, r in zip(beliefs, self._reach, strict=True))
        return None if situation.unseen and any(unknown) else beliefs

    def _fault(self, what: str) -> None:
        self.faults.append(Fault(self.situation.info, f"at {self.situation} {what}"))

    # -- draws that the mover has not seen --------------------------------------------------------

    def _averaged(self, index: int, then: Made, worth: Callable[[Made], Number]) -> Number:
        """Return the integral over the unseen draws of what something is worth, weighed by reach."""
        place = self.situation.places[index]

        def over(unseen: tuple[Draw, ...], drawn: dict[str, Number]) -> Number:
            if not unseen:
                made = tuple((name, drawn.get(name, number)) for name, number in place.made)
                weight = self._told(index, made)
                return weight * worth(made) if sign(weight) != 0 else Fraction(0)
            draw, *rest = unseen
            total: Number = Fraction(0)
            known = {**self.assessment.values((*self.situation.made, *then)), **drawn}
            for left, right, points, weights in self.assessment.pieces(draw, known):
                values = [
                    w * over(tuple(rest), {**drawn, draw.symbol.name: p})
                    for p, w in zip(points, weights, strict=True)
                ]
                total = total + integral(left, right, values)
            return total

        return over(place.unseen, {})

    def _told(self, index: int, made: Made) -> Number:
        """Return the probability of a history, as far as it tells nodes or unseen draws apart."""
        unseen, drawn = self.situation.places[index].unseen, tuple[Draw, ...]()
        weight: Number = Fraction(1)
        numbers = iter(range(len(made)))
        known: Made = ()
        for node, label in self._ways[index]:
            before = known
            if isinstance(node, Offer | Draw):
                known = made[: next(numbers) + 1]
            if isinstance(node, Draw) and node in unseen:
                drawn = (*drawn, node)
            elif _key((node, label)) not in self._shared or self._depends(node, drawn):
                weight = weight * self._chance(node, label, before, known)
        return weight

    def _depends(self, node: Node, drawn: tuple[Draw, ...]) -> bool:
        """Return whether what happens at a node may depend on what was drawn before, which the mover has not seen."""
        if isinstance(node, Decision | Offer):
            return any(self.assessment.sees(node.player, draw.symbol.name) for draw in drawn)
        names = {symbol.name for term in terms(node) for symbol in term.free_symbols}
        return any(draw.symbol.name in names for draw in drawn)

    def _chance(self, node: Node, label: Any, before: Made, known: Made) -> Number:
        """Return the probability of a step; at a draw, its density."""
        match node:
            case Decision():
                return self.assessment.choice(node, before)[label]
            case Offer():
                return Fraction(same(self.assessment.choice(node, before), known[-1][1]))
            case Chance():
                return value(node.branches[label][0], self.assessment.values(before))
            case Draw():
                return density(node, self.assessment.values(known))
        raise TypeError(f"{type(node).__name__} is no step on a way")


def _way(tree: Node, history: tuple[Any, ...]) -> list[Step]:
    found, node = [], tree
    for label in history:
        found.append((node, label))
        node = dict(children(node))[plain_label(label)]
    return found


def _key(step: Step) -> tuple[Any, ...]:
    """Return what is the same for two steps that nobody who stands behind them can tell apart."""
    node, label = step
    return (node.info if isinstance(node, Decision | Offer) else id(node), plain_label(label))


def _listed(beliefs: list[Number]) -> str:
    return ", ".join(map(str, beliefs))
