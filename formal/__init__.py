"""Exact, symbolic game theory: from a game with letters in it to its equilibria and proofs about them.

Everything a user types is importable from here. To read the code, follow one game through the house,
room by room; each imports only from the rooms before it:

1. `formal.errors` and `formal.verbs`: what can go wrong, and the verbs behind the methods people type;
2. `formal.algebra`: what is true of polynomials on a parameter space; it knows no games;
3. `formal.games`: what a game is; it solves nothing;
4. `formal.equilibria`: what an answer is, and how to check a given one; it searches nothing;
5. `formal.solvers`: how answers are found, one algorithm a file;
6. `formal.claims`: what follows from an answer, judged and proved;
7. `formal.derivations`: why an answer is one, step by step, each step proved;
8. `formal.library`: the models and proofs, ours (`models/`, `proofs/`) and other people's;
9. `formal.show`, `formal.homework`, `formal.sweep`: printing, marking, and closed forms over arrays;
10. `formal.cli`: the command line.
"""

from formal import show as _show  # noqa: F401  (registers how results are shown)
from formal import solvers as _solvers  # noqa: F401  (registers how games are solved)
from formal import sweep as _sweep  # noqa: F401  (registers Model.evaluate)
from formal.algebra import Cases, Region
from formal.algebra.extrema import argmax, infimum, length, supremum
from formal.claims import (
    Claim,
    Eventually,
    Exists,
    ForAll,
    Judgement,
    Somewhere,
    at_infinity,
    compare_points,
    compare_powers,
    derivative,
    falls,
    persists,
    persists_lowered,
    prove,
    rises,
)
from formal.derivations import Derivation
from formal.equilibria import Equilibrium, Objection, Outcome, Solution
from formal.equilibria import extremes as _extremes  # noqa: F401  (registers corners)
from formal.equilibria import one_period as _one_period  # noqa: F401  (registers how it is checked)
from formal.equilibria import symmetric_check as _symmetric_check  # noqa: F401  (registers how it is checked)
from formal.equilibria.implicit import Change, Implicit, Requirement
from formal.errors import (
    ExpressionError,
    FormalError,
    GameError,
    ModelError,
    OutputError,
    ParameterError,
    Undecided,
)
from formal.games import Game, chance, choose, draw, offer
from formal.games.automaton import Automaton
from formal.games.bargaining import bargaining_range
from formal.games.bayesian import BayesianGame, drawn
from formal.games.comparing import expected_payoffs, prefers
from formal.games.markov import MarkovGame
from formal.games.repeated import RepeatedGame
from formal.games.stepping import forever, step
from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame
from formal.games.variants import informed, relaxed, subgame, with_choices
from formal.games.voting import VotingGame
from formal.library import Blueprint, Derived, Least, Model, list_models, load_model
from formal.show.figures.ranges import plot_range
from formal.solvers import dominance as _dominance  # noqa: F401
from formal.solvers import implicit as _implicit  # noqa: F401
from formal.solvers import markov as _markov  # noqa: F401
from formal.solvers import nash as _nash  # noqa: F401
from formal.solvers import oracle as _oracle  # noqa: F401
from formal.solvers import refining as _refining  # noqa: F401
from formal.solvers import repeated as _repeated  # noqa: F401
from formal.solvers import stationary as _stationary  # noqa: F401
from formal.solvers import symmetric as _symmetric  # noqa: F401

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "Game",
    "StrategicGame",
    "SymmetricGame",
    "VotingGame",
    "BayesianGame",
    "drawn",
    "choose",
    "chance",
    "offer",
    "draw",
    "RepeatedGame",
    "Automaton",
    "MarkovGame",
    "step",
    "forever",
    "bargaining_range",
    "plot_range",
    "prefers",
    "expected_payoffs",
    "subgame",
    "informed",
    "relaxed",
    "with_choices",
    "Solution",
    "Implicit",
    "Change",
    "Requirement",
    "Equilibrium",
    "Outcome",
    "Objection",
    "Region",
    "Cases",
    "infimum",
    "supremum",
    "argmax",
    "length",
    "prove",
    "Judgement",
    "ForAll",
    "Exists",
    "Somewhere",
    "Eventually",
    "compare_points",
    "compare_powers",
    "at_infinity",
    "derivative",
    "rises",
    "falls",
    "persists",
    "persists_lowered",
    "Claim",
    "Derivation",
    "Model",
    "Blueprint",
    "Derived",
    "Least",
    "list_models",
    "load_model",
    "FormalError",
    "ExpressionError",
    "ParameterError",
    "GameError",
    "ModelError",
    "OutputError",
    "Undecided",
]
