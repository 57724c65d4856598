"""Beliefs at one parameter point: probabilities, and Bayes' rule where the strategies lead.

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 224.1 and section 12.3.
"""

from __future__ import annotations

from fractions import Fraction

from formal.equilibria.assessment import Assessment
from formal.equilibria.exact import Number, same, sign
from formal.equilibria.faults import Fault
from formal.equilibria.situations import Situation


def beliefs_at(assessment: Assessment, situation: Situation) -> tuple[list[Number] | None, list[Fault]]:
    """Return the probability of each node of a situation for its mover, and what is wrong with them.

    Without a stated belief Bayes' rule gives them; where it does not apply there are none.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> from formal.equilibria.equilibrium import Equilibrium
    >>> from formal.equilibria.situations import Place
    >>> from formal.games import Game, choose
    >>> reply = choose("B", {"stay": (0, 0), "go": (1, 1)}, info="B")
    >>> game = Game(["A", "B"], choose("A", {"left": reply, "right": reply}))
    >>> mixed = Equilibrium(Region(True), {}, {}, {}, belief={"B": {("left",): Fraction(1, 2)}})
    >>> left, right = (Place(game.node((a,)), (a,), (), Fraction(1, 2)) for a in ("left", "right"))
    >>> beliefs, faults = beliefs_at(Assessment(game, mixed, {}), Situation((left, right), hidden=True))
    >>> print(faults[0].what)
    at "B" the beliefs 1/2, 0 are no probabilities
    """
    if not situation.hidden:
        return [Fraction(1)], []
    info, reach = situation.info, situation.reach
    stated = [assessment.belief(info, place.labels, situation.made) for place in situation.places]
    reached = [place.reach / reach for place in situation.places] if sign(reach) > 0 else None
    if all(belief is None for belief in stated):
        if reached is None:
            return None, [Fault(info, f"at {situation} no belief is stated")]
        return reached, []
    beliefs = [Fraction(0) if belief is None else belief for belief in stated]
    if any(sign(b) < 0 for b in beliefs) or not same(sum(beliefs, Fraction(0)), Fraction(1)):
        return None, [Fault(info, f"at {situation} the beliefs {_listed(beliefs)} are no probabilities")]
    if reached is not None and not all(same(b, r) for b, r in zip(beliefs, reached, strict=True)):
        told = f"the beliefs are {_listed(beliefs)}, but Bayes' rule gives {_listed(reached)}"
        return beliefs, [Fault(info, f"at {situation} {told}")]
    return beliefs, []


def _listed(beliefs: list[Number]) -> str:
    return ", ".join(map(str, beliefs))
