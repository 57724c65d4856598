"""Trigger strategies as automata: what is to be played in turn, and the phases that punish a deviation.

>>> Trigger(("A", "B"), [("C", "C")], {"": ("D", "D")}, None, None).automaton().plays
{'path': ('C', 'C'), 'punishment': ('D', 'D')}

References
----------
Friedman, J. W. (1971), A non-cooperative equilibrium for supergames. Review of Economic Studies 38.
Abreu, D. (1988), On the theory of infinitely repeated games with discounting. Econometrica 56.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formal.games.automaton import ActionProfile, Automaton, Pattern

__all__ = ["Trigger"]


@dataclass(frozen=True)
class Trigger:
    """A path and its punishments.

    Attributes
    ----------
    players
        In the order of the actions.
    path
        The action profiles to be played in turn, over and over.
    punishments
        For each player what is played after its deviation; the key `""` is for whoever deviates.
    periods
        How long a punishment lasts, None for ever.
    after
        The signals that begin it, None where actions are seen.

    Examples
    --------
    >>> limited = Trigger(("A", "B"), [("C", "C")], {"": ("D", "D")}, 2, None).automaton()
    >>> limited.next("punishment 2", ("D", "D")), limited.next("punishment 2", ("C", "D"))
    ({'path': 1}, {'punishment 1': 1})
    """

    players: tuple[str, ...]
    path: Sequence[ActionProfile]
    punishments: Mapping[str, ActionProfile]
    periods: int | None
    after: Sequence[str] | None

    def automaton(self) -> Automaton:
        """Return the strategy profile.

        Where each player has a punishment of its own, a deviation by several at once goes unpunished.
        """
        plays: dict[str, ActionProfile] = {}
        moves: dict[str, Any] = {}
        for k, profile in enumerate(self.path):
            here, onward = self._turn(k), self._turn((k + 1) % len(self.path))
            plays[here], moves[here] = profile, self._moves(profile, onward)
        for player, profile in self.punishments.items():
            for k in range(self.periods or 1):
                here = self._phase(player, k)
                onward = (
                    self._turn(0)
                    if k + 1 == self.periods
                    else self._phase(player, k + 1 if self.periods else 0)
                )
                plays[here] = profile
                moves[here] = onward if self.after is not None else self._moves(profile, onward)
        return Automaton(plays, moves)

    def _turn(self, k: int) -> str:
        return "path" if len(self.path) == 1 else f"path {k + 1}"

    def _phase(self, player: str, k: int) -> str:
        number = f" {k + 1}" if (self.periods or 1) > 1 else ""
        return f"punishment{' of ' + player if player else ''}{number}"

    def _moves(self, profile: ActionProfile, onward: str) -> dict[Pattern, str]:
        if self.after is not None:
            return {**dict.fromkeys(self.after, self._phase("", 0)), ...: onward}
        if "" in self.punishments:
            return {profile: onward, ...: self._phase("", 0)}
        alone: dict[Pattern, str] = {
            (*profile[:i], ..., *profile[i + 1 :]): self._phase(player, 0)
            for i, player in enumerate(self.players)
        }
        return {profile: onward, **alone, ...: onward}
