"""What an answer is, and how to check a given one; it searches nothing."""

from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.solution import Solution

__all__ = ["Equilibrium", "Outcome", "Solution"]
