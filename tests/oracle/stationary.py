"""Stationary Markov perfect equilibria at one exact parameter point, by trying every pure profile.

Nothing is shared with the solver. A period is plain data: `Leaf`, `Move` (one player decides, seen by all) or
`Joint` (two players at once). A profile is an equilibrium if, in every state and at every node, no player can do
better by *any* strategy of its own while the others follow the profile: since they are stationary, its best
value is found by value iteration, and so is the value of following.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Profile = Mapping[str, str]


@dataclass(frozen=True)
class Leaf:
    payoffs: Sequence[Fraction]
    moves: Mapping[str, Fraction]


@dataclass(frozen=True)
class Move:
    player: int
    info: str
    actions: Mapping[str, Period]


@dataclass(frozen=True)
class Joint:
    """`table[a, b]` is the leaf after player 0 takes `a` and player 1 takes `b`."""

    infos: tuple[str, str]
    table: Mapping[tuple[str, str], Leaf]


Period = Leaf | Move | Joint


@dataclass(frozen=True)
class Markov:
    periods: Mapping[str, Period]
    discounts: Sequence[Fraction]

    def choices(self) -> dict[str, list[str]]:
        """The actions at every information set."""
        found: dict[str, list[str]] = {}
        for node in self.nodes():
            if isinstance(node, Move):
                found[node.info] = list(node.actions)
            elif isinstance(node, Joint):
                for i, info in enumerate(node.infos):
                    found[info] = list(dict.fromkeys(pair[i] for pair in node.table))
        return found

    def nodes(self) -> Iterator[Period]:
        waiting = list(self.periods.values())
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, Move):
                waiting += node.actions.values()

    def profiles(self) -> Iterator[dict[str, str]]:
        choices = self.choices()
        for actions in itertools.product(*choices.values()):
            yield dict(zip(choices, actions, strict=True))

    def equilibria(self, periods: int = 50) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """Return the profiles that are equilibria for certain, and those too close to call."""
        sure, open_ = [], []
        for profile in self.profiles():
            gain, slack = self.largest_gain(profile, periods)
            if gain <= slack:
                (sure if gain == 0 or gain <= slack / 2**20 else open_).append(profile)
        return sure, open_

    def largest_gain(self, profile: Profile, periods: int) -> tuple[Fraction, Fraction]:
        """Return the most that a player gains at any node, and by how much this may be wrong."""
        gain, slack = Fraction(0), Fraction(0)
        size = max(abs(u) for node in self.nodes() for leaf in _leaves(node) for u in leaf.payoffs)
        for player, delta in enumerate(self.discounts):
            slack = max(slack, 4 * delta**periods * size / (1 - delta))
            follow = self._iterate(profile, player, periods, best=False)
            best = self._iterate(profile, player, periods, best=True)
            for node in self.nodes():
                here = self._value(node, profile, player, best, best=True)
                gain = max(gain, here - self._value(node, profile, player, follow, best=False))
            if gain > slack:
                break
        return gain, slack

    def _iterate(self, profile: Profile, player: int, periods: int, best: bool) -> dict[str, Fraction]:
        worth = dict.fromkeys(self.periods, Fraction(0))
        for _ in range(periods):
            worth = {s: self._value(node, profile, player, worth, best) for s, node in self.periods.items()}
            worth = {s: Fraction(round(v * 2**60), 2**60) for s, v in worth.items()}
        return worth

    def _value(
        self, node: Period, profile: Profile, player: int, worth: Mapping[str, Fraction], best: bool
    ) -> Fraction:
        match node:
            case Leaf(payoffs, moves):
                later = sum((q * worth[s] for s, q in moves.items()), Fraction(0))
                return payoffs[player] + self.discounts[player] * later
            case Move(mover, info, actions):
                if best and mover == player:
                    return max(self._value(n, profile, player, worth, best) for n in actions.values())
                return self._value(actions[profile[info]], profile, player, worth, best)
        pair = tuple(profile[info] for info in node.infos)
        if not best or player > 1:
            return self._value(node.table[pair], profile, player, worth, best)
        own = {p: leaf for p, leaf in node.table.items() if p[1 - player] == pair[1 - player]}
        return max(self._value(leaf, profile, player, worth, best) for leaf in own.values())


def _leaves(node: Period) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    return list(node.table.values()) if isinstance(node, Joint) else []


def worths(game: Markov, periods: int) -> list[dict[str, tuple[Fraction, ...]]]:
    """Return what the states may be worth in the first of finitely many periods, in equilibrium.

    Each entry belongs to a Markov strategy: whatever led to a state in some period, the same is played there.
    """
    nothing = tuple(Fraction(0) for _ in game.discounts)
    found = [dict.fromkeys(game.periods, nothing)]
    for _ in range(periods):
        longer: list[dict[str, tuple[Fraction, ...]]] = []
        for after in found:
            options = [sorted(set(_solutions(node, game.discounts, after))) for node in game.periods.values()]
            longer += [dict(zip(game.periods, chosen, strict=True)) for chosen in itertools.product(*options)]
        found = [dict(entry) for entry in {tuple(one.items()) for one in longer}]
    return found


def _solutions(
    node: Period, discounts: Sequence[Fraction], after: Mapping[str, tuple[Fraction, ...]]
) -> Iterator[tuple[Fraction, ...]]:
    """Yield the payoffs of every pure subgame-perfect equilibrium of one period."""
    match node:
        case Leaf(payoffs, moves):
            yield tuple(
                payoff + delta * sum((q * after[s][i] for s, q in moves.items()), Fraction(0))
                for i, (payoff, delta) in enumerate(zip(payoffs, discounts, strict=True))
            )
        case Move(mover, _, actions):
            below = {action: set(_solutions(child, discounts, after)) for action, child in actions.items()}
            for plan in itertools.product(*below.values()):
                best = max(payoffs[mover] for payoffs in plan)
                yield from (payoffs for payoffs in plan if payoffs[mover] == best)
        case Joint(_, table):
            cells = {pair: next(_solutions(leaf, discounts, after)) for pair, leaf in table.items()}
            for pair, payoffs in cells.items():
                rows = [u for other, u in cells.items() if other[1] == pair[1]]
                columns = [u for other, u in cells.items() if other[0] == pair[0]]
                if payoffs[0] == max(u[0] for u in rows) and payoffs[1] == max(u[1] for u in columns):
                    yield payoffs
