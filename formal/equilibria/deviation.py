"""A deviation that pays: who departs from a profile, where in the game, and for which parameters.

>>> from sympy import symbols
>>> delta, = symbols("delta,")
>>> print(Deviation("A", "punishment", "D", "C", Region(2 * delta < 1), on_path=False))
at 'punishment', off the path, A gains by D instead of C where delta < 1/2: the punishment is not credible
"""

from __future__ import annotations

from dataclasses import dataclass

from formal.algebra import Region

__all__ = ["Deviation"]


@dataclass(frozen=True)
class Deviation:
    """A deviation at one place, after which everybody follows the profile again.

    Attributes
    ----------
    player
        Who deviates.
    place
        The state of an automaton, or the information set.
    action, instead_of
        What is done, and what the profile asks for.
    where
        The parameters for which the player gains.
    on_path
        Whether the place is reached if nobody deviates.

    Examples
    --------
    >>> from sympy import Symbol
    >>> deviation = Deviation("A", "path", "D", "C", Region(Symbol("delta") < 1), on_path=True)
    >>> deviation.pays_throughout
    False
    """

    player: str
    place: str
    action: str
    instead_of: str
    where: Region
    on_path: bool

    @property
    def pays_throughout(self) -> bool:
        """Whether the player gains at every admissible point."""
        return self.where.is_everything()

    def __str__(self) -> str:
        where = "throughout" if self.pays_throughout else f"where {self.where}"
        aside = "" if self.on_path else ", off the path,"
        fault = "" if self.on_path else ": the punishment is not credible"
        gain = f"{self.player} gains by {self.action} instead of {self.instead_of}"
        return f"at {self.place!r}{aside} {gain} {where}{fault}"
