"""What a given stationary profile of a Markov game is worth, and where it is an equilibrium.

Nothing is searched for here: a profile's values solve a linear system, and by the one-shot deviation principle it is
an equilibrium exactly where nobody gains by doing something else in one round of one period.

References
----------
Fudenberg, D. and Tirole, J. (1991), Game Theory, Theorem 4.2 and section 13.1.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, rebuild
from formal.algebra.linear import solve_linear
from formal.algebra.normal import normal_atom
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.simplify import simplify
from formal.equilibria.deviation import Deviation
from formal.equilibria.play import Play
from formal.errors import GameError
from formal.games.markov import MarkovGame
from formal.games.reading import read_expression
from formal.games.stepping import Ending
from formal.games.tree import Chance, Decision, Node, Offer
from formal.games.walking import History, walk
from formal.solvers.rounds import Plan, Round, rounds, wins_ties

__all__ = ["Stationary"]

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)
Numbers = Mapping[sp.Symbol, sp.Expr]


@dataclass(frozen=True, eq=False)
class Stationary:
    """A Markov game and a stationary profile.

    Attributes
    ----------
    game
        The game.
    profile
        For each information set an action, `{action: probability}`, or the number offered.
    """

    game: MarkovGame
    profile: Mapping[str, Any]

    @cached_property
    def play(self) -> Play:
        """Values and transitions when everybody follows the profile."""
        states = self.game.states
        ends = {state: list(self._ends(self.game.trees[state], (state,), _ONE, {})) for state in states}
        moves = {state: self._moves(own, None) for state, own in ends.items()}
        worth: dict[str, dict[str, Quotient]] = {state: {} for state in states}
        for i, player in enumerate(self.game.players):
            factor = self.factors[player]
            flows = [[self._flow(ends[state], i, factor)] for state in states]
            matrix = [
                [(_ONE if s == t else _ZERO) - factor * moves[s].get(t, _ZERO) for t in states]
                for s in states
            ]
            solution, _ = solve_linear(matrix, flows)
            for state, (value,) in zip(states, solution, strict=True):
                worth[state][player] = value
        stays = {state: self._moves(own, state) for state, own in ends.items()}
        return Play(self.game.space, self.game.start, stays, worth)

    @cached_property
    def factors(self) -> dict[str, Quotient]:
        """The discount factors."""
        return {player: read_quotient(factor) for player, factor in self.game.discount.items()}

    def _moves(self, ends: list[tuple[Ending, Quotient, Numbers]], here: str | None) -> dict[str, Quotient]:
        """Return the probabilities of the next states; where nothing changes any more, `here` is next."""
        found: dict[str, Quotient] = {}
        for ending, weight, numbers in ends:
            moves = ending.moves if here is None else ending.following(here)
            for state, q in moves.items():
                found[state] = found.get(state, _ZERO) + weight * read_quotient(q.subs(numbers))
        return {state: q for state, q in found.items() if not q.is_zero}

    def _flow(self, ends: list[tuple[Ending, Quotient, Numbers]], i: int, factor: Quotient) -> Quotient:
        total = _ZERO
        for ending, weight, numbers in ends:
            payoff = read_quotient(ending.payoffs[i].subs(numbers))
            total = total + weight * (payoff / (_ONE - factor) if ending.lasting else payoff)
        return total

    # -- one period --------------------------------------------------------------------------------

    def _ends(
        self, node: Node, history: History, weight: Quotient, numbers: Numbers
    ) -> Iterator[tuple[Ending, Quotient, Numbers]]:
        """Yield how the period may end, with probabilities and the numbers offered."""
        if history in self.game.endings:
            yield self.game.endings[history], weight, numbers
            return
        match node:
            case Decision(actions=actions):
                for action, q in self._lottery(node).items():
                    yield from self._ends(actions[action], (*history, action), weight * q, numbers)
            case Chance(branches=branches):
                for label, (q, child) in branches.items():
                    step = weight * read_quotient(q.subs(numbers))
                    yield from self._ends(child, (*history, label), step, numbers)
            case Offer(symbol=symbol, node=child):
                named = read_expression(self._choice(node), f"at {node.info!r}", f"the offer {symbol}").subs(
                    numbers
                )
                yield from self._ends(child, (*history, symbol.name), weight, {**numbers, symbol: named})
            case _:
                raise GameError(
                    f"{history[-1]} is drawn in the state {history[0]!r}: draws have no play here"
                )

    def _choice(self, node: Decision | Offer) -> Any:
        if node.info is None or node.info not in self.profile:
            raise GameError(f"the profile says nothing about the information set {node.info!r}: add it")
        return self.profile[node.info]

    def _lottery(self, node: Decision) -> dict[str, Quotient]:
        choice = self._choice(node)
        given = choice if isinstance(choice, Mapping) else {choice: 1}
        for action in given:
            _require_action(node, action)
        return {a: read_quotient(q) for a, q in given.items() if q != 0}

    # -- deviations --------------------------------------------------------------------------------

    def gains(self) -> Iterator[tuple[str, Round, Plan, Plan, Quotient]]:
        """Yield player, round, plan, other plan, and what is gained by it."""
        for state in self.game.states:
            histories = {id(node): (state, *history) for history, node in walk(self.game.trees[state])}
            for one in rounds(self.game.trees[state]):
                if histories[id(one.root)] in self.game.endings:
                    continue
                plan = {name: self.profile[name] for name in one.sets}
                for player in dict.fromkeys(node.player for node in one.sets.values()):
                    for other in one.deviations(plan, player):
                        gain = self._worth(one, other, player, histories) - self._worth(
                            one, plan, player, histories
                        )
                        yield player, one, plan, other, gain

    def _worth(self, one: Round, plan: Plan, player: str, histories: Mapping[int, History]) -> Quotient:
        total = _ZERO
        for node, weight in one.leaves(plan):
            total = total + weight * self._after(node, histories[id(node)], player)
        return total

    def _after(self, node: Node, history: History, player: str) -> Quotient:
        """Return what a player gets from a node on, if everybody follows the profile."""
        total, i, factor = _ZERO, self.game.players.index(player), self.factors[player]
        for ending, weight, _ in self._ends(node, history, _ONE, {}):
            payoff = read_quotient(ending.payoffs[i])
            later = payoff / (_ONE - factor) if ending.lasting else payoff
            for following, q in ending.moves.items():
                later = later + factor * read_quotient(q) * self.play.worth[following][player]
            total = total + weight * later
        return total

    def checked(self) -> Stationary:
        """Return the same, if the profile names one action at every information set."""
        infos = self.game.information_sets
        for info in self.profile:
            if info not in infos:
                raise GameError(f"{info!r} is no information set: write one of {', '.join(map(repr, infos))}")
        for state in self.game.states:
            for _, node in walk(self.game.trees[state]):
                if isinstance(node, Decision):
                    choice = self._choice(node)
                    if isinstance(choice, Mapping):
                        raise GameError(
                            f"at {node.info!r} a lottery is given: only pure profiles are checked"
                        )
                    _require_action(node, choice)
        return self

    def _condition(self, one: Round, plan: Plan, other: Plan, gain: Quotient) -> Formula:
        return compare(_ZERO, ">=" if wins_ties(one, plan, other) else ">", gain)

    def sustainable(self) -> Region:
        """Return where nobody gains in any round."""
        parts = (self._condition(one, plan, other, gain) for _, one, plan, other, gain in self.gains())
        return self._region(conjunction(*map(self._plain, parts)))

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the deviations that pay somewhere, those that pay throughout first."""
        found = []
        for player, _, plan, other, gain in self.gains():
            region = self._region(self._plain(compare(gain, ">", _ZERO)))
            if region.formula != FALSE:
                changed = [name for name in plan if plan[name] != other[name]]
                done, asked = (", ".join(own[name] for name in changed) for own in (other, plan))
                seen = any(self._is_reached(name) for name in changed)
                found.append(Deviation(player, ", ".join(changed), done, asked, region, seen))
        return tuple(sorted(found, key=lambda deviation: deviation.where.formula != TRUE))

    def _is_reached(self, name: str) -> bool:
        """Return whether an information set is reached from the start if everybody follows the profile."""
        for state in self.play.reached:
            waiting = [self.game.trees[state]]
            while waiting:
                node = waiting.pop()
                if isinstance(node, Decision):
                    if node.info == name:
                        return True
                    waiting.append(node.actions[self.profile[node.info or ""]])
                elif isinstance(node, Chance):
                    waiting += [child for _, child in node.branches.values()]
        return False

    def _plain(self, formula: Formula) -> Formula:
        return rebuild(formula, lambda a: normal_atom(self.game.space.decider, a))

    def _region(self, formula: Formula) -> Region:
        found = simplify(self.game.space.decider, formula)
        return Region.of(self.game.space, found.formula, minimal=found.minimal)


def _require_action(node: Decision, action: object) -> None:
    if action not in node.actions:
        known = ", ".join(node.actions)
        raise GameError(f"{node.player} has no action {action!r} at {node.info!r}: write one of {known}")


@verbs.play.register
def _play(game: MarkovGame, profile: Mapping[str, Any]) -> Play:
    return Stationary(game, profile).play


@verbs.sustainable.register
def _sustainable(game: MarkovGame, profile: Mapping[str, str]) -> Region:
    return Stationary(game, profile).checked().sustainable()


@verbs.why_not.register
def _why_not(game: MarkovGame, profile: Mapping[str, str]) -> tuple[Deviation, ...]:
    return Stationary(game, profile).checked().deviations()
