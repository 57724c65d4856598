"""A stationary equilibrium of a game over time: also what every state is worth, and where play goes.

>>> from sympy import symbols
>>> from formal.games.markov import MarkovGame
>>> from formal.games.stepping import step
>>> from formal.games.tree import choose
>>> from formal.solvers.markov import markov_perfect
>>> delta, p, L = symbols("delta p L")
>>> war = {"work": step((0,), {"peace": p, "war": 1 - p}), "rest": step((1,), "war")}
>>> game = MarkovGame(["H"], {"war": choose("H", war), "peace": step((3,), "peace")}, delta, where=[0 < p, p < 1])
>>> for equilibrium in markov_perfect(game, knife_edges=False, report=lambda _: None):
...     print(equilibrium.strategy["H"]["work"], equilibrium.duration("war"), equilibrium.where)
1 1/p delta >= 1/(1 + 2*p)
0 oo delta <= 1/(1 + 2*p)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import sympy as sp

from formal.algebra import Cases
from formal.algebra.formula import TRUE
from formal.algebra.space import Space
from formal.equilibria.equilibrium import Equilibrium, History, Point
from formal.equilibria.play import Play
from formal.equilibria.solution import Solution

__all__ = ["StationaryEquilibrium", "StationarySolution"]


@dataclass(frozen=True)
class StationaryEquilibrium(Equilibrium):
    """An equilibrium in which what players do depends on the state alone.

    The outcome has the histories of one period, each beginning with its state, for the states that are reached;
    a probability is that of a period in this state.

    Attributes
    ----------
    play
        Values, transitions, durations and absorption when everybody follows it.
    courses
        The histories of one period for every state, reached or not.
    """

    play: Play = field(default_factory=lambda: Play(Space({}, TRUE), "", {}))
    courses: Mapping[History, sp.Expr] = field(default_factory=dict)

    @property
    def values(self) -> Mapping[str, Mapping[str, sp.Expr]]:
        """For each state and player the discounted payoffs from there on."""
        return self.play.values

    @property
    def transitions(self) -> Mapping[str, Mapping[str, sp.Expr]]:
        """For each state the next states and their probabilities."""
        return self.play.transitions

    @property
    def facts(self) -> Mapping[str, Mapping[str, sp.Expr | Cases]]:
        """How long the states last that are left for good, and where play ends (see `Play.facts`)."""
        return self.play.facts

    def duration(self, *states: str, start: str | None = None) -> sp.Expr | Cases:
        """Return the expected number of periods spent in some states (see `Play.duration`)."""
        return self.play.duration(*states, start=start)

    def absorption(self, *states: str, start: str | None = None) -> sp.Expr | Cases:
        """Return the probability that some state of several is ever reached (see `Play.absorption`)."""
        return self.play.absorption(*states, start=start)

    def at(self, values: Mapping[sp.Symbol | str, object]) -> StationaryEquilibrium:
        """Return the equilibrium with everything evaluated at a point (whether or not it exists there)."""
        point = Point(self.where, values)
        moves = {
            s: {t: point.expression(q) for t, q in own.items()} for s, own in self.play.transitions.items()
        }
        worth = {s: {p: point.expression(v) for p, v in own.items()} for s, own in self.play.values.items()}
        play = Play.of(self.play.space, self.play.start, moves, worth)
        found = cast(StationaryEquilibrium, super().at(values))
        return replace(found, play=play, courses=point.outcome(self.courses))


@dataclass(frozen=True, eq=False, repr=False)
class StationarySolution(Solution):
    """The stationary equilibria of a game over time."""
