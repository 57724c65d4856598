"""What people call a solution concept and a refinement, and how many equilibria of one outcome are counted."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.solution import Solution

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

    first: Equilibrium
    """The one that is spelt out."""

    kind: str
    """What kind all of them are of; empty if they are not of one."""

    shared: str
    """How many they are; empty for one."""


def shown_of(outcome: Outcome) -> Shown:
    """Return what is shown of the equilibria that share an outcome."""
    all_of_them = list(islice(outcome.spelled, COUNTED))
    first, *others = all_of_them
    kinds = {equilibrium.kind for equilibrium in all_of_them}
    kind = first.kind if first.kind and len(kinds) == 1 else ""
    number = f"more than {COUNTED - 1}" if len(all_of_them) == COUNTED else str(len(all_of_them))
    return Shown(first, kind, f"{number} equilibria share this outcome; this is the first" if others else "")
