"""Sequential rationality at one parameter point: in no situation does another move pay its mover more.

By the one-shot deviation principle it is enough to change one move at a time and to follow the strategies
after it. Other offers are tried at every mark and between marks; where the payoff between two marks is
quadratic in the offer its peak is tried as well, and where it is neither linear nor quadratic a peak is
searched for.

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Lemma 98.2 and Definition 224.2.
Hendon, E., Jacobsen, H. J. and Sloth, B. (1996), The one-shot-deviation principle for sequential rationality,
Games and Economic Behavior 12, 274-282.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from formal.equilibria.evaluation import value
from formal.equilibria.exact import Number, Undefined, near, same, sign, sympy_number
from formal.equilibria.faults import Fault, OneShotDeviation, mixture
from formal.equilibria.labels import NoChoice
from formal.equilibria.peaks import peaks
from formal.equilibria.situations import Explorer, Situation
from formal.equilibria.weighing import Weighing
from formal.games.tree import Decision, Node, Offer

Found = Iterator[Fault | OneShotDeviation]


class Rationality:
    """Checks the situations that an explorer finds.

    Parameters
    ----------
    explorer
        Finds them, at one parameter point.
    beliefs
        Whether the concept asks for a belief at every information set with several nodes.

    Attributes
    ----------
    deviations : int
        How many deviations were tried.
    unchecked : list of str
        Where moves could not be judged, and why.

    Examples
    --------
    >>> from random import Random
    >>> from formal.algebra import Region
    >>> from formal.equilibria.assessment import Assessment
    >>> from formal.equilibria.equilibrium import Equilibrium
    >>> from formal.games import Game, choose
    >>> entry = choose("A", {"in": choose("B", {"fight": (0, 0), "share": (1, 1)}), "out": (0, 2)})
    >>> game = Game(["A", "B"], entry)
    >>> threat = Equilibrium(Region(True), {"A": {"in": 0, "out": 1}, "B": {"fight": 1, "share": 0}}, {}, {})
    >>> check = Rationality(Explorer(Assessment(game, threat, {}), Random(0)))
    >>> print(*check.profitable())
    B gains 1 at "B" after (in) by share instead of fight
    """

    def __init__(self, explorer: Explorer, beliefs: bool = False) -> None:
        self.explorer = explorer
        self._beliefs = beliefs
        self.assessment = explorer.assessment
        self.deviations = 0
        self.unchecked: list[str] = []

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong, situation by situation."""
        for found in self._found():
            if isinstance(found, OneShotDeviation):
                yield Fault(found.info, str(found), found.gain)
            else:
                yield found

    def profitable(self) -> Iterator[OneShotDeviation]:
        """Yield the profitable deviations, the best one of each situation."""
        return (found for found in self._found() if isinstance(found, OneShotDeviation))

    def _found(self) -> Found:
        for situation in self.explorer.situations():
            try:
                weighing = Weighing(self.assessment, situation, self._beliefs)
                yield from weighing.faults
                if weighing.settled:
                    yield from _Situated(self, situation, weighing).found()
                elif not weighing.faults:
                    told = "where it is not reached: nothing says what the mover believes"
                    self.unchecked.append(f'at "{situation.info}" {told}')
            except NoChoice as error:
                yield Fault(error.info, str(error))
            except Undefined as error:
                yield Fault(situation.info, f"at {situation} moves cannot be compared: {error}")


class _Situated:
    """One situation, with what the mover believes there."""

    def __init__(self, check: Rationality, situation: Situation, weighing: Weighing) -> None:
        self.check = check
        self.assessment = check.assessment
        self.situation = situation
        self.weighing = weighing

    def found(self) -> Found:
        node = self.situation.node
        return self._offer(node) if isinstance(node, Offer) else self._decision(node)

    def _fault(self, what: str) -> Fault:
        return Fault(self.situation.info, f"at {self.situation} {what}")

    # -- decisions --------------------------------------------------------------------------------

    def _decision(self, node: Decision) -> Found:
        chosen: Mapping[str, Number] = self.assessment.choice(node, self.situation.made)
        total = sum(chosen.values(), Fraction(0))
        if any(sign(p) < 0 for p in chosen.values()) or not same(total, Fraction(1)):
            yield self._fault(f"{mixture(chosen)} are no probabilities")
            return
        worth = {action: self.weighing.worth(_after(action)) for action in node.actions}
        self.check.deviations += len(worth) - 1
        best = max(worth, key=lambda action: near(worth[action]))
        payoff = sum((chosen[action] * worth[action] for action in worth), Fraction(0))
        if sign(worth[best] - payoff) > 0:
            taken = [action for action, p in chosen.items() if sign(p) > 0]
            instead = taken[0] if len(taken) == 1 else dict(chosen)
            yield self._deviation(instead, best, payoff, worth[best])
        elif node.prefer is not None:
            tied = [action for action in node.prefer if same(worth[action], worth[best])]
            if not same(chosen[tied[0]], Fraction(1)):
                told = mixture({action: p for action, p in chosen.items() if sign(p) > 0})
                yield self._fault(
                    f"{node.player} is indifferent between {', '.join(tied)} and must take {tied[0]} "
                    f"by the tie rule, but takes {told}"
                )

    # -- offers -----------------------------------------------------------------------------------

    def _offer(self, node: Offer) -> Found:
        named, values = (
            self.assessment.choice(node, self.situation.made),
            self.assessment.values(self.situation.made),
        )
        for end, side, told in ((node.low, -1, "less"), (node.high, 1, "more")):
            if not end.is_infinite and sign(named - value(end, values)) == side:
                yield self._fault(f"{node.symbol} = {named} is {told} than {value(end, values)}")
                return

        def worth(number: Number) -> Number:
            return self.weighing.worth(lambda above: above.node, ((node.symbol.name, number),))

        payoff, tried = worth(named), self._tried(node, worth)
        self.check.deviations += len(tried)
        by = max(tried, key=lambda number: (near(tried[number]), -len(str(number))))
        if sign(tried[by] - payoff) > 0:
            yield self._deviation(sympy_number(named), sympy_number(by), payoff, tried[by])

    def _tried(self, node: Offer, worth: Callable[[Number], Number]) -> dict[Number, Number]:
        """Return offers and what they are worth."""
        grid = self.check.explorer.grid(node, self.situation.made)
        tried = {number: worth(number) for number in grid.points}
        for gap in grid.gaps:
            for peak in peaks(gap, lambda number: tried[number] if number in tried else worth(number)):
                if grid.contains(peak):
                    tried[peak] = worth(peak)
        return tried

    def _deviation(self, instead: Any, by: Any, payoff: Number, better: Number) -> OneShotDeviation:
        node = self.situation.node
        return OneShotDeviation(
            player=node.player,
            info=self.situation.info,
            history=self.situation.history,
            instead=instead,
            by=by,
            payoff=sympy_number(payoff),
            better=sympy_number(better),
            symbol=node.symbol if isinstance(node, Offer) else None,
        )


def _after(action: str) -> Callable[[Any], Node]:
    return lambda node: node.actions[action]
