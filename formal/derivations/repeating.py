"""What must be shown for strategies of a repeated game to be an equilibrium: one deviation at a time, state by state.

Strategies are an automaton. Payoffs are averages: what a period pays counts `1 - delta`, what comes next `delta`.

- *worth*: what each state is said to be worth is `(1 - delta)` times what is paid there, plus `delta` times what the
  next states are worth. Since `delta` is below one, only what following is worth does that.
- *best*: in each state that some history leads to, nobody gains by one other action, given those worths. By the
  one-shot deviation principle nobody then gains by any plan of deviations.
- *payoff*: the equilibrium pays what its first state is worth.

References
----------
Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, Propositions 2.2.1, 2.4.1 and 7.1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from formal.algebra.formula import TRUE, Formula, compare, conjunction, conjuncts, disjunction
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient, read_value
from formal.algebra.space import symbols_in
from formal.derivations.averaging import ONE, ZERO
from formal.derivations.obligations import Obligation, compared
from formal.derivations.required import Impossible, required
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError
from formal.games.automaton import ActionProfile, Automaton
from formal.games.repeated import RepeatedGame

__all__ = ["Period", "as_strategies", "automaton_of", "place"]


def automaton_of(game: RepeatedGame, equilibrium: Equilibrium) -> Automaton:
    """Return the strategy profile of an equilibrium, which its kind names.

    Raises
    ------
    GameError
        If the game does not know a profile of that name.
    """
    name = equilibrium.kind or ""
    if name not in game.profiles:
        known = ", ".join(map(repr, game.profiles)) or "none: name them by game.asking({name: automaton})"
        raise GameError(f"{name!r} is no strategy profile of the game; it knows {known}")
    return game.profiles[name]


def place(player: str, state: str) -> str:
    """Return the name of what a player does in a state, as in the strategies of an equilibrium."""
    return f"{player}:{state}"


def as_strategies(game: RepeatedGame, automaton: Automaton) -> dict[str, dict[str, sp.Expr]]:
    """Return what each player does in each state, as in the strategies of an equilibrium."""
    return {
        place(player, state): {
            action: sp.Integer(action == plays[i]) for action in game.stage.actions[player]
        }
        for state, plays in automaton.plays.items()
        for i, player in enumerate(game.players)
    }


@required.register
def _of_a_repeated_game(
    game: RepeatedGame, equilibrium: Equilibrium, worths: Mapping[Any, Any], impossible: Impossible
) -> Iterator[Obligation]:
    return Period(game, automaton_of(game, equilibrium), equilibrium, worths).obligations()


@dataclass(frozen=True, eq=False)
class Period:
    """A period of a repeated game, in each state of an automaton.

    Attributes
    ----------
    game, automaton
        The game, and a strategy profile of it.
    equilibrium
        What is said of the profile.
    worths
        `{(state,): {player: average payoff}}`: what each state is said to be worth.

    Examples
    --------
    >>> from formal.algebra import Region
    >>> from formal.games.strategic import StrategicGame
    >>> delta = sp.Symbol("delta")
    >>> game = RepeatedGame(StrategicGame(["A"], {("work",): (0,), ("rest",): (1,)}), delta)
    >>> lazy = game.automaton(("rest",), ("work",))
    >>> stated = Equilibrium(Region(True), {"A:path": {"rest": 1}, "A:punishment": {"work": 1}}, {"A": 1}, {})
    >>> period = Period(game, lazy, stated, {("path",): {"A": 1}, ("punishment",): {"A": 0}})
    >>> for shown in period.obligations():
    ...     print(shown.kind, shown.info, shown.what, "|", shown.goal)
    worth  ('path',) | always
    worth  ('punishment',) | always
    best A:path ('rest', 'work') | always
    best A:punishment ('work', 'rest') | delta - 1 >= 0
    """

    game: RepeatedGame
    automaton: Automaton
    equilibrium: Equilibrium
    worths: Mapping[Any, Mapping[str, Any]]

    def obligations(self) -> Iterator[Obligation]:
        """Yield what must be shown: worths, then each state, then the payoffs."""
        players = self.game.players
        for state in self.led_to:
            for player in players:
                yield self._worth_step(state, player)
        for state, where in self.led_to.items():
            for player in players:
                yield from self._said(state, player)
                yield from self._best(state, player, where)
        yield from self._payoffs()

    @cached_property
    def context(self) -> Formula:
        """What is assumed: about the parameters, and where it is said to be an equilibrium."""
        lotteries = [
            q for rules in self.automaton.moves.values() for target in rules.values() for q in target.values()
        ]
        space = self.game.space.with_symbols(s for q in lotteries for s in symbols_in(sp.sympify(q)))
        return conjunction(space.assumptions, self.equilibrium.where.formula)

    # -- the game -------------------------------------------------------------------------------------

    def deviation(self, state: str, player: str, action: str) -> ActionProfile:
        """Return the action profile in which one player takes an action, and the others follow."""
        plan, i = self.automaton.plays[state], self.game.players.index(player)
        return (*plan[:i], action, *plan[i + 1 :])

    def lottery(self, state: str, profile: ActionProfile) -> dict[str, Quotient]:
        """Return the probabilities of the next states after an action profile."""
        monitoring = self.game.monitoring
        seen: Mapping[Any, Any] = {profile: 1} if monitoring is None else monitoring[profile]
        found: dict[str, Quotient] = {}
        for what, chance in seen.items():
            for after, q in self.automaton.next(state, what).items():
                both = read_quotient(sp.sympify(chance)) * read_quotient(sp.sympify(q))
                found[after] = found.get(after, ZERO) + both
        return {after: q for after, q in found.items() if not q.is_zero}

    def pays(self, state: str, player: str, profile: ActionProfile) -> Quotient:
        """Return what an action profile is worth on average, the next states being worth what is said."""
        factor = read_quotient(self.game.discount[player])
        total = (ONE - factor) * read_quotient(
            self.game.stage.payoffs[profile][self.game.players.index(player)]
        )
        for after, q in self.lottery(state, profile).items():
            total = total + factor * q * self.worth(after, player)
        return total

    def worth(self, state: str, player: str) -> Quotient:
        """Return what a state is said to be worth."""
        if player not in self.worths.get((state,), {}):
            raise GameError(f"it is not said what the state {state!r} is worth to {player}")
        return read_quotient(sp.sympify(self.worths[state,][player]))

    @cached_property
    def led_to(self) -> dict[str, Formula]:
        """For each state that some history, deviations included, may lead to: where one does.

        Ways are sets of conditions, that their chance moves are possible; a way with more conditions than another
        adds nothing.
        """
        taken = set(conjuncts(self.context))
        steps: dict[tuple[str, str], set[frozenset[Formula]]] = {}
        for state in self.automaton.states:
            for profile in self.game.stage.payoffs:
                for after, q in self.lottery(state, profile).items():
                    needed = frozenset(conjuncts(compare(q, ">", ZERO))) - taken
                    steps.setdefault((state, after), set()).add(needed)
        ways: dict[str, set[frozenset[Formula]]] = {state: set() for state in self.automaton.states}
        ways[self.automaton.start] = {frozenset()}
        changed = True
        while changed:
            changed = False
            for (state, after), conditions in steps.items():
                new = _fewest({*ways[after], *(way | needed for way in ways[state] for needed in conditions)})
                changed, ways[after] = changed or new != ways[after], new
        return {state: _either(found) for state, found in ways.items() if found}

    # -- steps ----------------------------------------------------------------------------------------

    def _worth_step(self, state: str, player: str) -> Obligation:
        pays = self.pays(state, player, self.automaton.plays[state])
        return compared(
            "worth", "", player, (state,), self.context, TRUE, pays, "=", self.worth(state, player)
        )

    def _said(self, state: str, player: str) -> Iterator[Obligation]:
        """Yield, where the equilibrium says something else than the automaton, that it is the same."""
        info = place(player, state)
        if info not in self.equilibrium.strategy:
            raise GameError(f'nothing is said about what {player} does in the state "{state}"')
        stated: Any = self.equilibrium.strategy[info]
        for action in self.game.stage.actions[player]:
            plays = self.deviation(state, player, action) == self.automaton.plays[state]
            q = read_quotient(sp.sympify(stated.get(action, 0)))
            found = compared(
                "probabilities", info, player, (action,), self.context, TRUE, q, "=", ONE if plays else ZERO
            )
            if found.goal != TRUE:
                yield found

    def _best(self, state: str, player: str, where: Formula) -> Iterator[Obligation]:
        plan = self.automaton.plays[state]
        own, info = plan[self.game.players.index(player)], place(player, state)
        for action in self.game.stage.actions[player]:
            if action != own:
                instead = self.pays(state, player, self.deviation(state, player, action))
                follows = self.pays(state, player, plan)
                yield compared(
                    "best", info, player, (own, action), self.context, where, follows, ">=", instead
                )

    def _payoffs(self) -> Iterator[Obligation]:
        for player, payoff in self.equilibrium.payoffs.items():
            worth, cases = self.worth(self.automaton.start, player), read_value(sp.sympify(payoff))
            for case, stated in cases:
                found = compared("payoff", "", player, (), self.context, case, worth, "=", stated)
                if found.goal != TRUE:
                    yield found
            covered = disjunction(*(case for case, _ in cases))
            if covered != TRUE:
                yield Obligation("covered", "", player, ("payoff",), TRUE, self.context, covered)


def _fewest(ways: set[frozenset[Formula]]) -> set[frozenset[Formula]]:
    return {way for way in ways if not any(other < way for other in ways)}


def _either(ways: set[frozenset[Formula]]) -> Formula:
    """Return where one of some ways is open; conditions and ways in an order of their own."""
    told = (conjunction(*sorted(way, key=str)) for way in sorted(ways, key=lambda way: sorted(map(str, way))))
    return disjunction(*told)
