"""What people call a solution concept and a refinement, and how many equilibria of one outcome are counted."""

from __future__ import annotations

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
