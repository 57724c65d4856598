"""An objection to an equilibrium of a signalling game: a deviation that a refinement finds convincing.

>>> sent = {"strong": {"quiche": 1}, "weak": {"quiche": 1}}
>>> Objection("intuitive", sent, "beer", ("strong",), ("weak",), Region(True))
Objection('beer' by strong, not weak, where always)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from formal.algebra import Region

__all__ = ["Objection"]


@dataclass(frozen=True, eq=False)
class Objection:
    """Why an equilibrium is struck out.

    Attributes
    ----------
    criterion
        The refinement.
    sent
        For each type the messages it sends in the equilibrium, with their probabilities.
    message
        The message that nobody sends in the equilibrium.
    by
        The types that would gain by sending it: each of them whatever the reply to it, if beliefs are restricted as
        the criterion asks; several, if every such reply lets at least one of them gain.
    excluded
        The types that the criterion rules out as senders of the message.
    where
        The parameters for which it strikes the equilibrium out.

    Examples
    --------
    >>> sent = {"strong": {"quiche": 1}, "weak": {"quiche": 1}}
    >>> Objection("intuitive", sent, "beer", ("strong",), ("weak",), Region(True))
    Objection('beer' by strong, not weak, where always)
    """

    criterion: str
    sent: Mapping[str, Mapping[str, sp.Expr]]
    message: str
    by: tuple[str, ...]
    excluded: tuple[str, ...]
    where: Region

    def __repr__(self) -> str:
        others = f", not {' or '.join(self.excluded)}" if self.excluded else ""
        return f"Objection({self.message!r} by {' or '.join(self.by)}{others}, where {self.where})"
