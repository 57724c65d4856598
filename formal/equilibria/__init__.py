"""What an answer is, and how to check a given one; it searches nothing."""

from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.faults import OneShotDeviation
from formal.equilibria.objection import Objection
from formal.equilibria.solution import Solution
from formal.equilibria.verification import Failure, Verification
from formal.equilibria.verify import compare_moves, deviations

__all__ = [
    "OneShotDeviation",
    "Equilibrium",
    "Failure",
    "Objection",
    "Outcome",
    "Solution",
    "Verification",
    "compare_moves",
    "deviations",
]
