"""Games in strategic form at a point: what is an equilibrium by the definition, and which profiles a solution lists.

Nothing of the solvers is used: expected payoffs are summed over all combinations of actions, over fractions.

>>> pennies = {(0, 0): (1, -1), (0, 1): (-1, 1), (1, 0): (-1, 1), (1, 1): (1, -1)}
>>> regret(pennies, [[Fraction(1, 2)] * 2, [1, 0]])
Fraction(1, 1)
"""

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from formal.equilibria import Equilibrium
from formal.games.strategic import StrategicGame
from tests.oracle.exact import fraction, number

Payoffs = Mapping[tuple[int, ...], Sequence[Fraction]]
Profile = Sequence[Sequence[Fraction]]


def payoffs_at(
    game: StrategicGame, point: Mapping[Any, Any] | None = None
) -> dict[tuple[int, ...], list[Fraction]]:
    """Return the payoffs by numbers of actions, at a parameter point."""
    order = [list(actions) for actions in game.actions.values()]
    return {
        tuple(own.index(a) for own, a in zip(order, cell, strict=True)): [
            number(u, point or {}) for u in payoffs
        ]
        for cell, payoffs in game.payoffs.items()
    }


def matrices(payoffs: Payoffs) -> list[list[list[Fraction]]]:
    """Return the two payoff matrices of a game of two players."""
    rows, columns = (max(cell[i] for cell in payoffs) + 1 for i in (0, 1))
    return [[[payoffs[i, j][p] for j in range(columns)] for i in range(rows)] for p in (0, 1)]


def regret(payoffs: Payoffs, profile: Profile) -> Fraction:
    """Return the largest gain that a player has from another action than the mixed one."""
    gains = []
    for player in range(len(profile)):
        earned = _expected(payoffs, profile, player)
        for action in range(len(profile[player])):
            pure = [Fraction(int(a == action)) for a in range(len(profile[player]))]
            changed = [*profile[:player], pure, *profile[player + 1 :]]
            gains.append(_expected(payoffs, changed, player) - earned)
    return max(gains)


def listed(equilibria: Sequence[Equilibrium], profile: Profile) -> bool:
    """Return whether a profile is one of the equilibria, or one of a continuum among them."""
    return any(_is_one_of(equilibrium, profile) for equilibrium in equilibria)


def profiles(equilibrium: Equilibrium) -> list[list[list[Fraction]]]:
    """Return a profile of an equilibrium evaluated at a point: some of them, if it is a continuum."""
    if not equilibrium.free:
        return [_mixed(equilibrium, {})]
    region = next(iter(equilibrium.free.values()))
    for other in equilibrium.free.values():
        region = region & other
    found = []
    for symbol in equilibrium.free:
        for near in (symbol >= Fraction(1, 2), symbol <= Fraction(1, 2), symbol >= 0):
            some = region & near
            if not some.is_empty():
                found.append(_mixed(equilibrium, some.witness()))
    return found


def _expected(payoffs: Payoffs, profile: Profile, player: int) -> Fraction:
    cells = itertools.product(*(range(len(own)) for own in profile))
    return sum(
        (
            prod((own[a] for own, a in zip(profile, cell, strict=True)), start=Fraction(1))
            * payoffs[cell][player]
        )
        for cell in cells
    ) + Fraction(0)


def _is_one_of(equilibrium: Equilibrium, profile: Profile) -> bool:
    pairs = [
        (value, wanted)
        for choice, own in zip(equilibrium.strategy.values(), profile, strict=True)
        for value, wanted in zip(choice.values(), own, strict=True)
    ]
    # A free symbol stands for the probability of some action.
    free = {value: wanted for value, wanted in pairs if value in equilibrium.free}
    if set(free) != set(equilibrium.free):
        raise AssertionError(f"a free symbol is no probability of {equilibrium.strategy}")
    if any(number(value, free) != wanted for value, wanted in pairs):
        return False
    return all(region.contains(free) for region in equilibrium.free.values())


def _mixed(equilibrium: Equilibrium, values: Mapping[Any, Any]) -> list[list[Fraction]]:
    return [
        [number(q, {s.name: fraction(v) for s, v in values.items()}) for q in choice.values()]
        for choice in equilibrium.strategy.values()
    ]
