"""Repeated games: where a strategy profile given by an automaton is an equilibrium.

1. What a player expects in a state satisfies
   `V(s) = (1 - delta) u(a(s)) + delta * sum of P(s' | s, a(s)) V(s')`, a linear system with one solution,
   since `0 < delta < 1`.
2. By the one-shot deviation principle the profile is subgame perfect (with hidden actions: a perfect public
   equilibrium) exactly if in no state that some history leads to anybody gains by one other action.
3. Each gain is a quotient of polynomials in the parameters; that none is positive cuts out the region.

References
----------
Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, Propositions 2.2.1, 2.4.1 and 7.1.1.
Abreu, D., Pearce, D. and Stacchetti, E. (1990), Toward a theory of discounted repeated games with imperfect
monitoring. Econometrica 58.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.bounds import bounds_on
from formal.algebra.extrema import supremum
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    atoms,
    compare,
    conjunction,
    disjunction,
    negation,
)
from formal.algebra.linear import solve_linear
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient, read_value
from formal.algebra.simplify import simplify
from formal.algebra.space import Space, symbols_in
from formal.equilibria import Equilibrium, Outcome
from formal.equilibria.deviation import Deviation
from formal.equilibria.repetition import RepeatedSolution
from formal.equilibria.threshold import Threshold
from formal.errors import GameError, Undecided
from formal.games.automaton import ActionProfile, Automaton
from formal.games.repeated import RepeatedGame

__all__ = ["Gain", "Repetition"]

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)


@dataclass(frozen=True)
class Gain:
    """What a player gains by one other action in a state.

    Examples
    --------
    >>> Gain("A", "path", "D", "C", Quotient.constant(1)).action
    'D'
    """

    player: str
    state: str
    action: str
    instead_of: str
    amount: Quotient


@dataclass(frozen=True, eq=False)
class Repetition:
    """A repeated game and an automaton.

    Attributes
    ----------
    game
        The game.
    automaton
        Checked against it.

    Examples
    --------
    >>> from formal.games.strategic import StrategicGame
    >>> stage = StrategicGame(["A"], {("work",): (0,), ("rest",): (1,)})
    >>> game = RepeatedGame(stage, sp.Symbol("delta"))
    >>> lazy = Repetition(game, game.automaton(("work",), ("work",)))
    >>> [str(gain.amount) for gain in lazy.gains()]
    ['-delta + 1', '-delta + 1']
    """

    game: RepeatedGame
    automaton: Automaton

    @cached_property
    def space(self) -> Space:
        """The parameters of the game and of the automaton's lotteries."""
        lotteries = (target for rules in self.automaton.moves.values() for target in rules.values())
        return self.game.space.with_symbols(s for t in lotteries for q in t.values() for s in symbols_in(q))

    def lottery(self, state: str, profile: ActionProfile) -> dict[str, Quotient]:
        """Return the probabilities of the next states after an action profile."""
        found: dict[str, Quotient] = {}
        for seen, weight in self._seen(profile):
            for following, q in self.automaton.next(state, seen).items():
                found[following] = found.get(following, _ZERO) + weight * read_quotient(q)
        return {following: q for following, q in found.items() if not q.is_zero}

    def _seen(self, profile: ActionProfile) -> Iterator[tuple[Any, Quotient]]:
        if self.game.monitoring is None:
            yield profile, _ONE
            return
        for signal, probability in self.game.monitoring[profile].items():
            yield signal, read_quotient(probability)

    @cached_property
    def values(self) -> dict[str, dict[str, Quotient]]:
        """For each state and player the average discounted payoff."""
        states, plays = self.automaton.states, self.automaton.plays
        moves = {state: self.lottery(state, plays[state]) for state in states}
        found: dict[str, dict[str, Quotient]] = {state: {} for state in states}
        for player, factor in self._factors.items():
            matrix = [
                [(_ONE if s == t else _ZERO) - factor * moves[s].get(t, _ZERO) for t in states]
                for s in states
            ]
            flows = [[(_ONE - factor) * self._payoff(player, plays[s])] for s in states]
            solution, _ = solve_linear(matrix, flows)
            for state, (value,) in zip(states, solution, strict=True):
                found[state][player] = value
        return found

    @cached_property
    def _factors(self) -> dict[str, Quotient]:
        return {player: read_quotient(factor) for player, factor in self.game.discount.items()}

    def _payoff(self, player: str, profile: ActionProfile) -> Quotient:
        return self._payoffs[profile][self.game.players.index(player)]

    @cached_property
    def _payoffs(self) -> dict[ActionProfile, tuple[Quotient, ...]]:
        return {cell: tuple(self._paid(cell, own)) for cell, own in self.game.stage.payoffs.items()}

    def _paid(self, cell: ActionProfile, paid: Iterable[sp.Expr]) -> Iterator[Quotient]:
        for player, own in zip(self.game.players, paid, strict=True):
            cases = read_value(own)
            if len(cases) != 1:
                what = f"what {player} gets in ({', '.join(cell)}), {own}, has {len(cases)} cases"
                raise GameError(
                    f"{what}: in a repeated game each payoff is one rational function; ask in each case for itself, "
                    "with the case in `where` and the payoff as it is there"
                )
            yield cases[0][1]

    def gains(self) -> Iterator[Gain]:
        """Yield what each player gains by each other action in each state."""
        for state, profile in self.automaton.plays.items():
            for i, player in enumerate(self.game.players):
                for action in self.game.stage.actions[player]:
                    if action != profile[i]:
                        other = (*profile[:i], action, *profile[i + 1 :])
                        amount = self._worth(player, state, other) - self.values[state][player]
                        yield Gain(player, state, action, profile[i], amount)

    def _worth(self, player: str, state: str, profile: ActionProfile) -> Quotient:
        factor = self._factors[player]
        total = (_ONE - factor) * self._payoff(player, profile)
        for following, q in self.lottery(state, profile).items():
            total = total + factor * q * self.values[following][player]
        return total

    @cached_property
    def reached(self) -> dict[str, Formula]:
        """For each state where some history, deviations included, leads there."""
        profiles = list(self.game.stage.payoffs)
        return self._closure({s: [self.lottery(s, a) for a in profiles] for s in self.automaton.states})

    @cached_property
    def on_path(self) -> dict[str, Formula]:
        """For each state where it is reached if nobody deviates."""
        return self._closure({s: [self.lottery(s, a)] for s, a in self.automaton.plays.items()})

    def _closure(self, moves: Mapping[str, list[dict[str, Quotient]]]) -> dict[str, Formula]:
        found: dict[str, Formula] = dict.fromkeys(moves, FALSE)
        found[self.automaton.start] = TRUE
        for _ in moves:
            for state, lotteries in moves.items():
                for following, q in ((t, q) for lottery in lotteries for t, q in lottery.items()):
                    step = self._possible(q)
                    if found[following] != TRUE:
                        found[following] = disjunction(found[following], conjunction(found[state], step))
        return {state: self._plain(formula) for state, formula in found.items()}

    def _possible(self, probability: Quotient) -> Formula:
        positive = compare(probability, ">", _ZERO)
        return TRUE if self.space.decider.entails(positive) else positive

    def _plain(self, formula: Formula) -> Formula:
        return formula if formula in (TRUE, FALSE) else simplify(self.space.decider, formula).formula

    def sustainable(self) -> Region:
        """Return where nobody gains anywhere: as a threshold in the discount factor, case by case if need be."""
        region, symbols = self.region, self._symbols()
        if len(symbols) != 1 or self._reads_as_bounds(symbols[0]):
            return region
        if not region.has_interior():
            return region
        try:
            return Threshold.by_case(region, symbols[0])
        except Undecided:
            return region

    @cached_property
    def region(self) -> Region:
        """Where nobody gains anywhere."""
        parts = (
            disjunction(negation(self.reached[gain.state]), compare(_ZERO, ">=", gain.amount))
            for gain in self.gains()
        )
        found = simplify(self.space.decider, conjunction(*parts))
        region = Region.of(self.space, found.formula, minimal=found.minimal)
        return region.solved_for(*self._symbols())

    def _reads_as_bounds(self, factor: sp.Symbol) -> bool:
        """Return whether every condition with a discount factor in it can be written as a bound on it."""
        about = [a for a in atoms(self.region.formula) if factor.name in a.polynomial.names]
        whole = conjunction(*about) if isinstance(self.region.formula, And | Atom) else TRUE
        return all(bounds_on(self.space.decider, a, factor.name, whole) for a in about)

    def equilibrium(self) -> Equilibrium:
        """Return the profile as an equilibrium: where it is one, what is done in each state, average payoffs."""
        players, plays = self.game.players, self.automaton.plays
        strategy = {
            f"{player}:{state}": {
                action: sp.Integer(action == profile[i]) for action in self.game.stage.actions[player]
            }
            for state, profile in plays.items()
            for i, player in enumerate(players)
        }
        worth = self.values[self.automaton.start]
        seen = (state for state, where in self.on_path.items() if where != FALSE)
        return Equilibrium(
            where=self.sustainable(),
            strategy=strategy,
            payoffs={player: self.space.write(worth[player]) for player in players},
            outcome={(state, *plays[state]): sp.Integer(1) for state in seen},
        )

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the deviations that pay somewhere, those that pay throughout first."""
        found = []
        for gain in self.gains():
            pays = conjunction(self.reached[gain.state], compare(gain.amount, ">", _ZERO))
            formula = simplify(self.space.decider, pays).formula
            if formula != FALSE:
                region = Region.of(self.space, formula).solved_for(*self._symbols())
                seen = self.on_path[gain.state] != FALSE
                found.append(Deviation(gain.player, gain.state, gain.action, gain.instead_of, region, seen))
        return tuple(sorted(found, key=lambda deviation: deviation.where.formula != TRUE))

    def _symbols(self) -> list[sp.Symbol]:
        return list(dict.fromkeys(f for f in self.game.discount.values() if isinstance(f, sp.Symbol)))

    def critical(self, symbol: sp.Symbol | None) -> Cases:
        """Return the least number above which every discount factor sustains the profile."""
        options = self._symbols()
        if symbol is None and len(options) != 1:
            found = "several" if options else "none"
            raise GameError(f"of the discount factors {found} is a symbol: say which by `symbol`")
        factor = options[0] if symbol is None else symbol
        region = self.region
        below = supremum(Region.of(self.space, negation(region.formula)), factor)
        rest = self.space.without([factor.name])
        one = _ONE
        some = ((conjunction(f, compare(one, ">", v)), v) for f, v in below.parts)
        always = negation(disjunction(*(f for f, _ in below.parts)))
        return Cases.of(rest, [*some, (always, _ZERO)]).simplify()


@verbs.sustainable.register
def _sustainable(game: RepeatedGame, profile: Automaton) -> Region:
    return Repetition(game, profile).sustainable()


@verbs.why_not.register
def _why_not(game: RepeatedGame, profile: Automaton) -> tuple[Deviation, ...]:
    return Repetition(game, profile).deviations()


@verbs.critical_discount.register
def _critical_discount(game: RepeatedGame, profile: Automaton, symbol: sp.Symbol | None) -> Cases:
    return Repetition(game, profile).critical(symbol)


@verbs.gains.register
def _gains(game: RepeatedGame, profile: Automaton) -> dict[tuple[str, str, str], sp.Expr]:
    repetition = Repetition(game, profile)
    return {
        (gain.state, gain.player, gain.action): repetition.space.write(gain.amount)
        for gain in repetition.gains()
    }


@verbs.solve.register
def _solve(
    game: RepeatedGame,
    concept: str | None = None,
    knife_edges: bool = False,
    progress: Callable[[str], None] | None = None,
) -> RepeatedSolution:
    wanted = "subgame_perfect" if game.monitoring is None else "perfect_public"
    if concept not in (None, wanted):
        raise GameError(f"{concept!r} is no concept for this game: ask for {wanted!r}, or leave it out")
    if not game.profiles:
        raise GameError(
            "a repeated game has too many equilibria to list: name the strategy profiles you ask about by "
            "game.asking({name: automaton}), or ask game.sustainable(profile, punishment)"
        )
    found = []
    for name, automaton in game.profiles.items():
        (progress or (lambda _: None))(name)
        own = replace(Repetition(game, automaton).equilibrium(), kind=name)
        if own.where.has_interior() or (knife_edges and not own.where.is_empty()):
            found.append(Outcome(own.where, own.outcome, own.payoffs, (own,)))
    return RepeatedSolution(
        game=game,
        concept=wanted,
        space=game.space,
        found=tuple(found),
        scope=f"the strategy profiles asked about: {', '.join(game.profiles)}",
    )


@verbs.play.register
def _play(game: RepeatedGame, profile: Automaton) -> dict[str, dict[str, sp.Expr]]:
    repetition = Repetition(game, profile)
    return {
        state: {player: repetition.space.write(value) for player, value in own.items()}
        for state, own in repetition.values.items()
    }
