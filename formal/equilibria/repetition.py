"""Equilibria of repeated games that were asked about, and their check by value iteration over all deviations.

At an exact parameter point a strategy profile given by an automaton leaves each player a decision problem with
the automaton's states: against it some best reply depends on the state alone. What following is worth, and what the
best reply is worth, are found by iterating in exact numbers until what is left is too small to matter; nothing of
the solver's closed forms is used.

References
----------
Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, Proposition 2.4.1.
Blackwell, D. (1965), Discounted dynamic programming. Annals of Mathematical Statistics 36.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from formal import verbs
from formal.equilibria.evaluation import formula_holds, value
from formal.equilibria.exact import sympy_number
from formal.equilibria.sampling import Point, Sampler
from formal.equilibria.solution import Solution
from formal.equilibria.verification import Failure, Verification
from formal.errors import Undecided
from formal.games.automaton import ActionProfile, Automaton
from formal.games.repeated import RepeatedGame

__all__ = ["RepeatedSolution", "gains_at"]

#: Values are rounded to this fraction, and gains below a thousandth of the payoffs' scale are left open.
_GRAIN = 2**80
_SLACK = Fraction(1, 10**9)


@dataclass(frozen=True, eq=False, repr=False)
class RepeatedSolution(Solution):
    """The strategy profiles of a repeated game that were asked about, each with where it is an equilibrium.

    An equilibrium's `kind` is the name of its profile.
    """


def gains_at(game: RepeatedGame, automaton: Automaton, point: Point) -> dict[tuple[str, str], Fraction]:
    """Return, for each state that some history leads to and each player, the most that a deviation plan brings.

    Examples
    --------
    >>> from sympy import Rational
    >>> from formal.games.strategic import StrategicGame
    >>> game = RepeatedGame(StrategicGame(["A"], {("work",): (0,), ("rest",): (1,)}), Rational(1, 2))
    >>> gains = gains_at(game, game.automaton(("work",), ("work",)), {})
    >>> [round(float(gain), 6) for gain in gains.values()]
    [1.0, 1.0]
    """
    here = _Numbers(game, automaton, point)
    found = {}
    for player in game.players:
        follow, best = here.iterated(player, best=False), here.iterated(player, best=True)
        for state in here.reached():
            found[state, player] = best[state] - follow[state]
    return found


@dataclass(frozen=True, eq=False)
class _Numbers:
    """A repeated game and an automaton at a point."""

    game: RepeatedGame
    automaton: Automaton
    point: Point

    def __post_init__(self) -> None:
        payoffs = {cell: [self._number(u) for u in own] for cell, own in self.game.stage.payoffs.items()}
        moves = {(s, a): self._next(s, a) for s in self.automaton.states for a in payoffs}
        object.__setattr__(self, "payoffs", payoffs)
        object.__setattr__(self, "moves", moves)

    payoffs: Mapping[ActionProfile, list[Fraction]] = None  # type: ignore[assignment]
    moves: Mapping[tuple[str, ActionProfile], dict[str, Fraction]] = None  # type: ignore[assignment]

    def _number(self, expression: Any) -> Fraction:
        found = value(expression, self.point)
        assert isinstance(found, Fraction)
        return found

    def _next(self, state: str, profile: ActionProfile) -> dict[str, Fraction]:
        signals: Mapping[Any, Any] = (
            {profile: 1} if self.game.monitoring is None else self.game.monitoring[profile]
        )
        found: dict[str, Fraction] = {}
        for seen, chance in signals.items():
            for following, q in self.automaton.next(state, seen).items():
                found[following] = found.get(following, Fraction(0)) + self._number(chance) * self._number(q)
        return {s: q for s, q in found.items() if q != 0}

    def reached(self) -> list[str]:
        """Return the states that some history leads to, deviations included."""
        found, waiting = {self.automaton.start: None}, [self.automaton.start]
        while waiting:
            state = waiting.pop()
            for following in [t for a in self.payoffs for t in self.moves[state, a]]:
                if following not in found:
                    found[following] = None
                    waiting.append(following)
        return list(found)

    def iterated(self, player: str, best: bool) -> dict[str, Fraction]:
        """Return what the states are worth to a player who follows, or who does what is best for it."""
        i, delta = self.game.players.index(player), self._number(self.game.discount[player])
        worth = dict.fromkeys(self.automaton.states, Fraction(0))
        while True:
            new = {}
            for state, plan in self.automaton.plays.items():
                own = self.game.stage.actions[player] if best else (plan[i],)
                options = ((*plan[:i], action, *plan[i + 1 :]) for action in own)
                new[state] = max(self._worth(state, a, i, delta, worth) for a in options)
            change = max(abs(new[s] - worth[s]) for s in worth)
            worth = {s: Fraction(round(v * _GRAIN), _GRAIN) for s, v in new.items()}
            if change * delta / (1 - delta) <= _SLACK / 8:
                return worth

    def _worth(
        self, state: str, a: ActionProfile, i: int, delta: Fraction, worth: Mapping[str, Fraction]
    ) -> Fraction:
        later = sum((q * worth[t] for t, q in self.moves[state, a].items()), Fraction(0))
        return (1 - delta) * self.payoffs[a][i] + delta * later


# -- the check -----------------------------------------------------------------------------------------


@verbs.verify.register
def _verify(solution: RepeatedSolution, samples: int = 20, seed: int = 0) -> Verification:
    """Check at points inside the region that no plan of deviations pays, and outside that one does."""
    game: RepeatedGame = solution.game
    failures: list[Failure] = []
    unchecked: list[str] = []
    points = deviations = 0
    for index, equilibrium in enumerate(solution):
        automaton = game.profiles[equilibrium.kind or ""]
        sampler = Sampler(solution.space.assumptions, solution.space.names, Random(f"{seed}, {index}"))
        formula = equilibrium.where.formula
        try:
            chosen = [*sampler.inside(formula, samples), *sampler.outside(formula, max(4, samples // 2))]
        except Undecided as error:
            unchecked.append(f"equilibrium {index}: no exact point of its region was found ({error})")
            continue
        for point in chosen:
            points += 1
            gains = gains_at(game, automaton, point)
            deviations += len(gains)
            holds = formula_holds(formula, point)
            failures += _misjudged(index, point, gains, holds)
            failures += _misstated(index, point, _Numbers(game, automaton, point), equilibrium.payoffs)
    return Verification(len(solution), points, deviations, tuple(failures), tuple(unchecked))


def _misjudged(
    index: int, point: Point, gains: Mapping[tuple[str, str], Fraction], holds: bool
) -> Iterator[Failure]:
    shown = {name: sympy_number(number) for name, number in point.items()}
    here = ", ".join(f"{name}={number}" for name, number in point.items())
    if holds:
        for (state, player), gain in gains.items():
            if gain > _SLACK:
                told = f"at {here}: {player} gains about {float(gain):.3g} by deviating in {state!r}"
                yield Failure(index, shown, f"{player}:{state}", told)
    elif all(gain <= _SLACK for gain in gains.values()):
        yield Failure(index, shown, None, f"at {here}: nobody gains by deviating: its region is too narrow")


def _misstated(index: int, point: Point, here: _Numbers, payoffs: Mapping[str, Any]) -> Iterator[Failure]:
    for player in here.game.players:
        found = here.iterated(player, best=False)[here.automaton.start]
        stated = value(payoffs[player], point)
        if abs(found - stated) > _SLACK:
            shown = {name: sympy_number(number) for name, number in point.items()}
            told = f"{player} is said to get {stated} on average; it gets about {float(found):.6g}"
            yield Failure(index, shown, None, told)
