"""Nash equilibrium at one parameter point: nobody gains by another strategy of its own, whatever others do.

The best a player can do against the strategies of the others is found from its last information sets backwards. By
perfect recall all nodes of one of its information sets follow the same moves of its own, so each is weighed by what
nature and the others do on the way, and the action that pays most in this weighing is the best there.

>>> from formal.equilibria.equilibrium import Equilibrium
>>> entry = choose("A", {"in": choose("B", {"fight": (-1, 0), "share": (1, 1)}), "out": (0, 2)})
>>> strategy = {"A": {"in": 0, "out": 1}, "B": {"fight": 0, "share": 1}}
>>> assessment = Assessment(Game(["A", "B"], entry), Equilibrium(Region(True), strategy, {}, {}), {})
>>> for fault in Replies(assessment).faults():
...     print(fault.what)
A gains 1 by another strategy: in

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 93.1.
Selten, R. (1975), Reexamination of the Perfectness Concept for Equilibrium Points in Extensive Games, International
Journal of Game Theory 4, 25-55.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from formal.algebra import Region
from formal.algebra.formula import TRUE
from formal.equilibria.assessment import Assessment, info_of
from formal.equilibria.evaluation import value
from formal.equilibria.exact import Number, Undefined, sign
from formal.equilibria.faults import Fault
from formal.games import Game
from formal.games.strategic import StrategicGame
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal, choose
from formal.games.walking import walk

__all__ = ["Replies", "as_tree"]

#: Nodes with the weights that nature and the other players give them.
_Weighed = list[tuple[Number, Node]]


class Replies:
    """Compares what each player gets with the best it could get.

    Parameters
    ----------
    assessment
        Strategies at a parameter point, in a game with finitely many actions.

    Attributes
    ----------
    deviations : int
        How many other actions were weighed.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.deviations = 0

    def faults(self) -> Iterator[Fault]:
        """Yield where probabilities are none, and else which players gain by another strategy."""
        wrong = list(self._mixtures())
        yield from wrong
        if wrong:
            return
        tree = self.assessment.game.tree
        try:
            paid = self.assessment.payoffs(tree)
            for index, player in enumerate(self.assessment.game.players):
                best, moves = self._best(index, player, [(Fraction(1), tree)])
                if sign(best - paid[index]) > 0:
                    gain = best - paid[index]
                    info = next(iter(moves), None)
                    told = ", ".join(moves.values())
                    yield Fault(info, f"{player} gains {gain} by another strategy: {told}", gain)
        except Undefined as error:
            yield Fault(None, f"play cannot be followed to its end: {error}")

    def _mixtures(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for _, node in walk(self.assessment.game.tree):
            if not isinstance(node, Decision) or info_of(node) in seen:
                continue
            info = info_of(node)
            seen.add(info)
            try:
                chosen = self.assessment.choice(node, ())
            except Undefined as error:
                yield Fault(info, str(error))
                continue
            for action, probability in chosen.items():
                if sign(probability) < 0:
                    yield Fault(info, f'the probability {probability} of {action} at "{info}" is negative')
            total = sum(chosen.values(), Fraction(0))
            if sign(total - 1) != 0:
                yield Fault(info, f'the probabilities at "{info}" sum to {total}')

    def _best(self, index: int, player: str, nodes: _Weighed) -> tuple[Number, dict[str, str]]:
        """Return the most that a player can get from weighed nodes on, and the moves that get it."""
        total: Number = Fraction(0)
        own: dict[str, list[tuple[Number, Decision]]] = {}
        waiting = list(nodes)
        while waiting:
            weight, node = waiting.pop()
            match node:
                case Terminal():
                    total = total + weight * value(node.payoffs[index], self.assessment.point)
                case Decision() if node.player == player:
                    own.setdefault(info_of(node), []).append((weight, node))
                case Decision() | Chance():
                    waiting += [
                        (weight * probability, child)
                        for _, probability, child, _ in self.assessment.branches(node, ())
                        if sign(probability) != 0
                    ]
                case Offer() | Draw():
                    raise TypeError("only games with finitely many actions are compared")
        moves: dict[str, str] = {}
        for info, places in own.items():
            found = []
            for action in places[0][1].actions:
                self.deviations += 1
                below: _Weighed = [(weight, node.actions[action]) for weight, node in places]
                found.append((action, *self._best(index, player, below)))
            action, best, later = found[0]
            for other in found[1:]:
                if sign(other[1] - best) > 0:
                    action, best, later = other
            total = total + best
            moves |= {info: action, **later}
        return total, moves


def as_tree(game: StrategicGame) -> Game:
    """Return a game in strategic form as a tree in which nobody sees what the others have chosen.

    Examples
    --------
    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=["A", "B"])
    >>> list(as_tree(pennies).information_sets.values())
    [InformationSet('A', player='A', histories=((),), actions=('1', '2')),
     InformationSet('B', player='B', histories=(('1',), ('2',)), actions=('1', '2'))]
    """

    def below(cell: tuple[str, ...]) -> Node:
        if len(cell) == len(game.players):
            return Terminal(game.payoffs[cell])
        player = game.players[len(cell)]
        return choose(player, {a: below((*cell, a)) for a in game.actions[player]}, info=player)

    # The region says nothing new; it keeps parameters on which the tree does not depend.
    return Game(game.players, below(()), (*game.where, Region.of(game.space, TRUE)), game.name)
