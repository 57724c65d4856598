"""What is left after dominated actions are eliminated, as text: one line for each round.

>>> from formal.algebra.region import Region
>>> print(Elimination(Region(True), {"A": ("up",), "B": ("left", "right")}, ({"A": ("down",)},)))
always: up (A); left, right (B)
  round 1: down (A)
"""

from __future__ import annotations

from collections.abc import Mapping

from formal import verbs
from formal.equilibria.elimination import Elimination
from formal.show.play import Speller


@verbs.text.register
def _elimination_text(left: Elimination) -> str:
    head = f"{Speller(left.where.space).when(left.where)}: {_listed(left.actions)}"
    rounds = (f"  round {i}: {_listed(gone)}" for i, gone in enumerate(left.rounds, start=1))
    return "\n".join([head, *rounds])


def _listed(actions: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{', '.join(own)} ({player})" for player, own in actions.items())
