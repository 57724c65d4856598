r"""Derivations of equilibria of repeated games: what each state is worth, then one deviation at a time.

>>> from sympy import symbols
>>> from formal import RepeatedGame, StrategicGame
>>> g, delta = symbols("g delta")
>>> stage = StrategicGame(
...     ["A", "B"],
...     {("C", "C"): (1, 1), ("C", "D"): (-1, 1 + g), ("D", "C"): (1 + g, -1), ("D", "D"): (0, 0)},
...     where=[g > 0],
... )
>>> game = RepeatedGame(stage, delta)
>>> game = game.asking({"grim trigger": game.automaton(("C", "C"), ("D", "D"))})
>>> print(game.solve().proof())
Where delta >= g/(1 + g), this is an equilibrium:
  in state "path" A plays C and B plays C; after (C, C) comes "path", after anything else "punishment"
  in state "punishment" A plays D and B plays D; whatever happens, "punishment" comes next
What following is worth, on average:
  A in "path": 1 = delta + (1 - delta)
  B in "path": 1 = delta + (1 - delta)
  A in "punishment": 0 = 0*delta + 0*(1 - delta)
  B in "punishment": 0 = 0*delta + 0*(1 - delta)
In state "path", A:
  C pays 1, after which "path" follows; D pays (1 - delta)*(1 + g), after which "punishment" follows, as assumed
In state "path", B:
  C pays 1, after which "path" follows; D pays (1 - delta)*(1 + g), after which "punishment" follows, as assumed
In state "punishment", A:
  D pays 0, C pays delta - 1, and either way "punishment" follows, as assumed
In state "punishment", B:
  D pays 0, C pays delta - 1, and either way "punishment" follows, as assumed
Every step is proved.
No other equilibrium is listed anywhere in its region.
The list is complete for: the strategy profiles asked about: grim trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import sympy as sp

from formal.derivations.obligations import Obligation
from formal.derivations.repeating import Period, automaton_of, place
from formal.games.repeated import RepeatedGame
from formal.show.derivation import DerivationProse, teller
from formal.show.play import choice_words
from formal.show.prose import listed

__all__ = ["RepeatedProse"]


class RepeatedProse(DerivationProse):
    """Tells why nobody gains by a single deviation, in any state of an automaton."""

    rest = "What following is worth, on average"
    conclusion = (
        "no player gains by a single deviation in any state that some history leads to, and so by none at all"
    )

    @cached_property
    def _period(self) -> Period:
        found = self.derivation
        return Period(
            found.game, automaton_of(found.game, found.equilibrium), found.equilibrium, found.worths
        )

    def strategies(self) -> Iterator[str]:
        """Yield what is played in each state, and what comes next."""
        period, stated = self._period, self.derivation.equilibrium.strategy
        for state, rules in period.automaton.moves.items():
            plays = listed(
                f"{player} plays {choice_words(self._of_parameters, stated[place(player, state)], None)}"
                for player in period.game.players
            )
            unseen = "" if state in period.led_to else " (no history leads there)"
            yield f"in state {self._state(state)} {plays}; {self._moves(rules)}{unseen}"

    def place(self, info: str) -> str:
        """Return who does something in which state."""
        player, state = self._places[info]
        return f"{self._words(player)} in state {self._state(state)}"

    def _heading(self, info: str, player: str) -> str:
        return f"In state {self._state(self._places[info][1])}, {self._words(player)}"

    @cached_property
    def _places(self) -> dict[str, tuple[str, str]]:
        period = self._period
        return {place(p, s): (p, s) for s in period.automaton.states for p in period.game.players}

    def of_nobody(self, obligation: Obligation) -> str:
        """Return the heading of worths, and of payoffs."""
        return self.rest if obligation.kind == "worth" else super().of_nobody(obligation)

    def _what(self, obligation: Obligation, fails: bool = False) -> str:
        match obligation.kind, obligation.what:
            case "worth", (state,):
                return f"{self._words(obligation.player)} in {self._state(state)}: {self._equation(state, obligation)}"
            case "best", (own, other):
                return self._compared(own, other, obligation)
        return super()._what(obligation, fails)

    def _equation(self, state: str, obligation: Obligation) -> str:
        """Return `R = (1 - delta)*R + delta*R`: what a state is worth, as a mean of this period and the next ones."""
        period, player = self._period, obligation.player
        factor, plan = period.game.discount[player], period.automaton.plays[state]
        now = period.game.stage.payoffs[plan][period.game.players.index(player)]
        later = [
            sp.Mul(self._space.write(q), self.derivation.worths[after,][player], evaluate=False)
            if len(lottery) > 1
            else self.derivation.worths[after,][player]
            for lottery in (period.lottery(state, plan),)
            for after, q in lottery.items()
        ]
        then = sp.Add(*later, evaluate=False) if len(later) > 1 else later[0]
        whole = sp.Add(
            sp.Mul(1 - factor, now, evaluate=False), sp.Mul(factor, then, evaluate=False), evaluate=False
        )
        return self._speller.expression(sp.Eq(self.derivation.worths[state,][player], whole, evaluate=False))

    def _compared(self, own: str, other: str, obligation: Obligation) -> str:
        """Return what two actions pay, and which state follows each."""
        period, player = self._period, obligation.player
        _, state = self._places[obligation.info]
        follows, instead = (
            self._lottery(
                {s: self._space.write(q) for s, q in period.lottery(state, profile).items()}, "follows"
            )
            for profile in (period.deviation(state, player, action) for action in (own, other))
        )
        left, right = self._value(obligation.left), self._value(obligation.right)
        taken, not_taken = self._speller.word(own), self._speller.word(other)
        if follows == instead:
            return f"{taken} pays {left}, {not_taken} pays {right}, and either way {follows}"
        return f"{taken} pays {left}, after which {follows}; {not_taken} pays {right}, after which {instead}"

    # -- automata -------------------------------------------------------------------------------------

    def _moves(self, rules: Mapping[Any, Mapping[str, Any]]) -> str:
        """Return which state comes next, by what is seen."""
        first, *rest = rules.items()
        if all(target == first[1] for target in rules.values()):
            return f"whatever happens, {self._lottery(first[1], 'comes next')}"
        told = [f"after {self._seen(first[0])} comes {self._lottery(first[1])}"]
        told += [f"after {self._seen(seen)} {self._lottery(target)}" for seen, target in rest]
        return ", ".join(told)

    def _seen(self, pattern: Any) -> str:
        if pattern is ...:
            return "anything else"
        if isinstance(pattern, str):
            return self._speller.word(pattern)
        actions = ("any action" if action is ... else self._speller.word(action) for action in pattern)
        return f"({', '.join(actions)})"

    def _lottery(self, target: Mapping[str, Any], verb: str = "") -> str:
        """Return the next state, or the next states with their probabilities, and what they do."""
        if len(target) == 1:
            return f"{self._state(next(iter(target)))} {verb}".rstrip()
        (first, chance), *rest = ((s, self._speller.expression(sp.sympify(q))) for s, q in target.items())
        told = [" ".join(filter(None, [self._state(first), verb, f"with probability {chance}"]))]
        return listed([*told, *(f"{self._state(state)} with probability {q}" for state, q in rest)])

    def _state(self, state: str) -> str:
        return self._speller.word(state) if self._latex else f'"{state}"'


@teller.register
def _tells_repetition(game: RepeatedGame) -> type[DerivationProse]:
    return RepeatedProse
