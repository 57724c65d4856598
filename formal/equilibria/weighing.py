"""What a mover expects who does not know at which node it is: payoffs weighed by its beliefs.

At an information set with several nodes the beliefs are those stated, which must be probabilities and agree
with Bayes' rule where the strategies lead there. A draw that the mover has not seen is averaged over, given
what those who have seen it did.

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 224.1 and section 12.3.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from formal.equilibria.assessment import Assessment
from formal.equilibria.evaluation import value
from formal.equilibria.exact import Number, same, sign
from formal.equilibria.faults import Fault
from formal.equilibria.labels import Made, Named
from formal.equilibria.quadrature import integral
from formal.equilibria.situations import Place, Situation
from formal.games.tree import Chance, Decision, Node, Offer

#: From a node of the situation to the one that a move leads to.
Below = Callable[[Any], Node]


class Weighing:
    """The beliefs of the mover in a situation, and what it expects.

    Parameters
    ----------
    assessment
        Strategies and beliefs.
    situation
        Where the mover is.

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
    >>> from formal.games import Game, choose
    >>> reply = choose("B", {"stay": (0, 0), "go": (1, 1)}, info="B")
    >>> game = Game(["A", "B"], choose("A", {"left": reply, "right": reply}))
    >>> mixed = Equilibrium(Region(True), {}, {}, {}, belief={"B": {("left",): Fraction(1, 2)}})
    >>> left, right = (Place(game.node((a,)), (a,), (), Fraction(1, 2)) for a in ("left", "right"))
    >>> weighing = Weighing(Assessment(game, mixed, {}), Situation((left, right), (), several=True))
    >>> print(weighing.faults[0].what)
    at "B" the beliefs 1/2, 0 are no probabilities
    """

    def __init__(self, assessment: Assessment, situation: Situation) -> None:
        self.assessment = assessment
        self.situation = situation
        self.faults: list[Fault] = []
        self._player = assessment.game.players.index(situation.node.player)
        self._reach = [self._reached(place) for place in situation.places]
        self._beliefs = self._found() if situation.several else [Fraction(1)]
        if situation.unseen and not situation.several and sign(self._reach[0]) == 0:
            self._beliefs = None
        self.settled = self._beliefs is not None

    def worth(self, below: Below, then: Made = ()) -> Number:
        """Return what the mover expects from a move that leads to `below` each node and names `then`."""
        total: Number = Fraction(0)
        for place, belief, reach in zip(self.situation.places, self._beliefs or (), self._reach, strict=True):
            if sign(belief) != 0:
                child = below(place.node)
                if place.unseen:
                    total = total + belief * self._averaged(place, then, self._pays(child, then)) / reach
                else:
                    total = total + belief * self._pays(child, then)(place.made)
        return total

    def _pays(self, node: Node, then: Made) -> Callable[[Made], Number]:
        return lambda made: self.assessment.payoffs(node, (*made, *then))[self._player]

    # -- beliefs about nodes ----------------------------------------------------------------------

    def _found(self) -> list[Number] | None:
        """Return the probability of each node, and note what is wrong with it."""
        situation, info = self.situation, self.situation.info
        stated = [self.assessment.belief(info, place.labels, situation.made) for place in situation.places]
        whole = sum(self._reach, Fraction(0))
        reached = [reach / whole for reach in self._reach] if sign(whole) > 0 else None
        if all(belief is None for belief in stated):
            if reached is None and not situation.unseen:
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

    def _reached(self, place: Place) -> Number:
        """Return the probability of coming to a place, averaged over what the mover has not seen."""
        if not place.unseen:
            return place.reach
        return self._averaged(place, (), lambda made: Fraction(1))

    def _averaged(self, place: Place, then: Made, worth: Callable[[Made], Number]) -> Number:
        """Return the integral over the unseen draws of what something is worth, weighed by reach."""

        def over(unseen: tuple[Any, ...], drawn: dict[str, Number]) -> Number:
            if not unseen:
                made = tuple((name, drawn.get(name, number)) for name, number in place.made)
                weight = self._told(place, made)
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

    def _told(self, place: Place, made: Made) -> Number:
        """Return the probability of a history, as far as it tells nodes or unseen draws apart.

        Moves of players who know no more than the mover are the same wherever the mover may be, so they are
        left out: a history that they do not choose may still be judged.
        """
        named, hidden = dict(made), {draw.symbol.name for draw in place.unseen}
        so_far: Made = ()
        node, weight = self.assessment.game.tree, Fraction(1)
        for label in place.history:
            player = getattr(node, "player", None)
            telling = self.situation.several or (
                player is not None and any(self.assessment.sees(player, name) for name in hidden)
            )
            match node:
                case Decision() if telling:
                    weight = weight * self.assessment.choice(node, so_far)[label]
                case Offer() if telling:
                    chosen = self.assessment.choice(node, so_far)
                    weight = weight * Fraction(same(chosen, named[node.symbol.name]))
                case Chance() if telling:
                    weight = weight * value(node.branches[label][0], self.assessment.values(so_far))
            if isinstance(label, Named):
                so_far = (*so_far, (label.symbol.name, named[label.symbol.name]))
            node = _child(node, label)
        return weight


def _child(node: Node, label: Any) -> Node:
    match node:
        case Decision(actions=actions):
            return actions[label]
        case Chance(branches=branches):
            return branches[label][1]
    return node.node  # type: ignore[union-attr]


def _listed(beliefs: list[Number]) -> str:
    return ", ".join(map(str, beliefs))
