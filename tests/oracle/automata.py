"""Automata in repeated games, checked at one exact parameter point by brute force.

Nothing is shared with the solver: payoffs are fractions, a profile's value is bounded by playing it for many
periods, and a player's best deviation is found by value iteration over *all* of its strategies, since against
an automaton some best reply is an automaton with the same states. The profile is subgame perfect if and only
if nobody can do better in any state that a history leads to.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Profile = tuple[int, ...]
Lottery = Mapping[int, Fraction]


@dataclass(frozen=True)
class Repeated:
    """A repeated game with numbered players, actions and states.

    `payoffs[profile]` has a number for each player; `moves[state][profile]` is the lottery over next states.
    """

    actions: Sequence[int]
    payoffs: Mapping[Profile, Sequence[Fraction]]
    discounts: Sequence[Fraction]
    plays: Sequence[Profile]
    moves: Sequence[Mapping[Profile, Lottery]]

    def profiles(self) -> list[Profile]:
        return list(itertools.product(*(range(count) for count in self.actions)))

    def reached(self) -> list[int]:
        """The states that some history leads to, deviations included."""
        found, waiting = {0}, [0]
        while waiting:
            state = waiting.pop()
            for profile in self.profiles():
                for following, q in self.moves[state][profile].items():
                    if q > 0 and following not in found:
                        found.add(following)
                        waiting.append(following)
        return sorted(found)

    def own(self, player: int, state: int) -> list[Profile]:
        """The action profiles that one player's choice decides between."""
        plan = self.plays[state]
        return [(*plan[:player], action, *plan[player + 1 :]) for action in range(self.actions[player])]

    def largest_gain(self, periods: int) -> tuple[Fraction, Fraction]:
        """Return bounds on what the player with the most to gain gains, over all of its strategies."""
        gains, slack = [], Fraction(0)
        for player, delta in enumerate(self.discounts):
            size = max(abs(own[player]) for own in self.payoffs.values())
            slack = max(slack, 2 * delta**periods * size)
            follow, best = (
                self._iterate(player, periods, best=False),
                self._iterate(player, periods, best=True),
            )
            gains += [best[state] - follow[state] for state in self.reached()]
        return max(gains) - slack, max(gains) + slack

    def _iterate(self, player: int, periods: int, best: bool) -> list[Fraction]:
        delta = self.discounts[player]
        values = [Fraction(0)] * len(self.plays)
        for _ in range(periods):
            values = [
                max(
                    (1 - delta) * self.payoffs[profile][player]
                    + delta * sum((q * values[t] for t, q in self.moves[state][profile].items()), Fraction(0))
                    for profile in (self.own(player, state) if best else [self.plays[state]])
                )
                for state in range(len(self.plays))
            ]
        return values
