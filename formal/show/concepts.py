"""What people call a solution concept and a refinement, and how many equilibria of one outcome are counted."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from formal.algebra.region import Region
from formal.equilibria.equilibrium import FEW, Equilibrium, Outcome
from formal.equilibria.solution import Solution
from formal.show.play import Speller

CONCEPTS = {
    "nash": "Nash",
    "pure_nash": "pure Nash",
    "undominated": "undominated subgame-perfect",
    "subgame_perfect": "subgame-perfect",
    "perfect_bayesian": "perfect Bayesian",
    "perfect_public": "perfect public",
    "markov_perfect": "Markov perfect",
}

#: What people call a refinement.
CRITERIA = {"dominance": "dominance", "intuitive": "the intuitive criterion", "d1": "D1"}

#: Equilibria that share an outcome are counted up to this many.
COUNTED = 200


def concept_of(solution: Solution) -> str:
    """Return what a solution's concept is called."""
    return CONCEPTS[solution.concept]


def criteria_words(solution: Solution) -> str:
    """Return by what a solution was refined: `the intuitive criterion and D1`."""
    return " and ".join(CRITERIA[criterion] for criterion in solution.criteria)


def surviving(solution: Solution, plural: bool) -> str:
    """Return what equilibria survive, where a solution was refined: ` that survive D1`."""
    return f" that survive{'' if plural else 's'} {criteria_words(solution)}" if solution.criteria else ""


def completeness(solution: Solution) -> str:
    """Return what a list of equilibria is complete for."""
    left = f"; of these, those whose outcome survives {criteria_words(solution)}" if solution.criteria else ""
    return f"{solution.scope}{left}"


class Shown(NamedTuple):
    """What is shown of the equilibria that share an outcome."""

    example: Equilibrium
    """The one that is spelt out."""

    kind: str
    """What kind all of them are of; empty if they are not of one."""

    number: str
    """How many they are; empty for one."""

    where: Region | None
    """Where the one shown exists; None if it does wherever the outcome does."""

    def shared(self, speller: Speller) -> str:
        """Return that several equilibria share the outcome, and where the one shown exists; nothing for one."""
        if not self.number:
            return ""
        shown = (
            "one of them is shown"
            if self.where is None
            else f"the one shown exists where {speller.region(self.where)}"
        )
        return f"{self.number} equilibria share this outcome; {shown}"


def shown_of(outcome: Outcome) -> Shown:
    """Return what is shown of the equilibria that share an outcome."""
    listed = outcome.few if len(outcome.few) < FEW else tuple(islice(outcome.spelled, COUNTED))
    example, kinds = outcome.example, {equilibrium.kind for equilibrium in listed}
    kind = example.kind if example.kind and len(kinds) == 1 else ""
    if len(listed) == 1:
        return Shown(example, kind, "", None)
    number = f"more than {COUNTED - 1}" if len(listed) == COUNTED else str(len(listed))
    return Shown(example, kind, number, None if outcome.is_throughout(example) else _beyond(outcome, example))


def _beyond(outcome: Outcome, equilibrium: Equilibrium) -> Region:
    """Return what has to hold for an equilibrium beside that its outcome exists."""
    here = outcome.where.space.assuming(outcome.where.formula)
    own = Region.of(here, equilibrium.where.formula).simplify()
    return own.solved_for(*equilibrium.where.solve_for)
