"""Dominance in games in strategic form: which actions are dominated, where, and what is left without them.

An action is strictly dominated where another one, or a mixture of others, pays more whatever the other players do;
weakly, where it never pays less and sometimes pays more. With letters for payoffs each of these is a condition on
parameters, and iterated elimination is a tree of cases: in each round, and in each case, all actions that are dominated
go at once. Strictly dominated actions may be eliminated in any order; for weak dominance the order can matter, and this
is one of them.

>>> from sympy import symbols
>>> alpha, = symbols("alpha,", positive=True)
>>> rows = [[2 * alpha - 1, alpha - 1], [alpha, 0]]
>>> game = StrategicGame.from_arrays(rows, [list(c) for c in zip(*rows)], actions=[("give", "keep")] * 2)
>>> game.dominated("1", "give"), game.dominant("2", "give")
(Region(alpha < 1), Region(alpha > 1))
>>> [(left.where, left.actions["1"]) for left in game.eliminate_dominated()]
[(Region(alpha < 1), ('keep',)), (Region(alpha > 1), ('give',))]

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, sections 4.2 and 4.3.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formal import verbs
from formal.algebra import Region
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify
from formal.equilibria.elimination import Elimination
from formal.errors import GameError
from formal.games.strategic import StrategicGame
from formal.solvers.generic import alive
from formal.solvers.tables import ONE, ZERO, Table, tables

#: For each player the actions that are left, by number.
Kept = tuple[tuple[int, ...], ...]
Rounds = tuple[Kept, ...]


@verbs.dominated.register
def _dominated(
    game: StrategicGame, player: str, action: str, by: str | None, weakly: bool, mixed: bool
) -> Region:
    place, own = _place(game, player, action)
    rivals = [_place(game, player, by)[1]] if by is not None else None
    parts = []
    for table in tables(game):
        kept = tuple(tuple(range(size)) for size in table.sizes)
        against = [a for a in kept[place] if a != own] if rivals is None else rivals
        found = _Dominance(game, table, weakly, mixed).of(place, own, kept, against)
        parts.append(conjunction(table.guard, found))
    return Region.of(game.space, simplify(game.space.decider, disjunction(*parts)).formula)


@verbs.dominant.register
def _dominant(game: StrategicGame, player: str, action: str, weakly: bool) -> Region:
    _place(game, player, action)
    total = Region.of(game.space, TRUE)
    for other in game.actions[player]:
        if other != action:
            total = total & _dominated(game, player, other, action, weakly, False)
    return total.simplify()


@verbs.eliminated.register
def eliminated(
    game: StrategicGame, weakly: bool = False, mixed: bool = False, knife_edges: bool = False
) -> list[Elimination]:
    """Return what is left after iterated elimination of dominated actions, case by case.

    Parameters
    ----------
    game
        Any number of players.
    weakly
        Whether weakly dominated actions go as well: all of them at once, in each round.
    mixed
        Whether mixtures may dominate.
    knife_edges
        Whether to list cases that hold only on a set of parameters without an interior.

    Examples
    --------
    >>> rows, columns = [[3, 0], [0, 3], [1, 1]], [[0, 0], [0, 0], [1, 0]]
    >>> game = StrategicGame.from_arrays(rows, columns)
    >>> [left.actions["1"] for left in eliminated(game)], [left.actions["1"] for left in eliminated(game, mixed=True)]
    ([('1', '2', '3')], [('1', '2')])
    """
    found: dict[tuple[Kept, Rounds], list[Formula]] = {}
    for table in tables(game):
        dominance = _Dominance(game, table, weakly, mixed, knife_edges)
        everything = tuple(tuple(range(size)) for size in table.sizes)
        for formula, kept, rounds in dominance.rounds(table.guard, everything, ()):
            found.setdefault((kept, rounds), []).append(formula)
    return [
        Elimination(
            where=Region.of(game.space, simplify(game.space.decider, disjunction(*formulas)).formula),
            actions=_named(game, kept),
            rounds=tuple({p: own for p, own in _named(game, gone).items() if own} for gone in rounds),
        )
        for (kept, rounds), formulas in found.items()
    ]


@dataclass(eq=False)
class _Dominance:
    game: StrategicGame
    table: Table
    weakly: bool
    mixed: bool
    knife_edges: bool = False
    known: dict[tuple[int, int, Kept], Formula] = field(default_factory=dict)

    def rounds(self, formula: Formula, kept: Kept, before: Rounds) -> Iterator[tuple[Formula, Kept, Rounds]]:
        """Yield what is left in the end, with the case and what went in each round."""
        for here, gone in self._round(formula, kept):
            if not any(gone):
                yield here, kept, before
                continue
            left = tuple(tuple(a for a in own if a not in out) for own, out in zip(kept, gone, strict=True))
            yield from self.rounds(here, left, (*before, gone))

    def _round(self, formula: Formula, kept: Kept) -> list[tuple[Formula, Kept]]:
        """Return the cases of one round: which actions are dominated."""
        cells: list[tuple[Formula, Kept]] = [(formula, ((),) * len(kept))]
        for player, own in enumerate(kept):
            for action in own:
                dominated = self.of(player, action, kept, [a for a in own if a != action])
                if dominated == FALSE:
                    continue
                cells = [cell for c in cells for cell in self._split(c, player, action, dominated)]
        return cells

    def _split(
        self, cell: tuple[Formula, Kept], player: int, action: int, dominated: Formula
    ) -> Iterator[tuple[Formula, Kept]]:
        formula, gone = cell
        out = (*gone[:player], (*gone[player], action), *gone[player + 1 :])
        for part, then in ((dominated, out), (negation(dominated), gone)):
            here = conjunction(formula, part)
            if alive(self.game.space.decider, here, self.knife_edges):
                yield here, then

    def of(self, player: int, action: int, kept: Kept, rivals: list[int]) -> Formula:
        """Return where an action is dominated by one of several, or by a mixture of them."""
        key = (player, action, kept)
        if key not in self.known:
            cells = list(itertools.product(*kept[:player], (0,), *kept[player + 1 :]))
            alone = disjunction(*(self._better(self._gains(player, action, r, cells)) for r in rivals))
            if self.mixed and len(rivals) > 1:
                alone = disjunction(alone, self._by_mixture(player, action, rivals, cells))
            # What follows is asked of its opposite as well: the shorter it is, the better.
            plain = self.mixed or self.weakly
            alone = simplify(self.game.space.decider, alone).formula if plain else alone
            self.known[key] = alone
        return self.known[key]

    def _gains(self, player: int, action: int, rival: int, cells: list[tuple[int, ...]]) -> list[Quotient]:
        return [
            self.table.reply(player, rival, cell) - self.table.reply(player, action, cell) for cell in cells
        ]

    def _better(self, gains: list[Quotient]) -> Formula:
        """Return where gains are positive, or for weak dominance never negative and somewhere positive."""
        if not self.weakly:
            return conjunction(*(compare(gain, ">", ZERO) for gain in gains))
        never_worse = (compare(gain, ">=", ZERO) for gain in gains)
        return conjunction(*never_worse, disjunction(*(compare(gain, ">", ZERO) for gain in gains)))

    def _by_mixture(
        self, player: int, action: int, rivals: list[int], cells: list[tuple[int, ...]]
    ) -> Formula:
        names = [f"\N{PRIME}weight of {rival}" for rival in rivals[:-1]]
        weights = [Quotient.symbol(name) for name in names]
        weights.append(ONE - sum(weights, ZERO))
        columns = [self._gains(player, action, rival, cells) for rival in rivals]
        gains = [
            sum((weight * own[i] for weight, own in zip(weights, columns, strict=True)), ZERO)
            for i in range(len(cells))
        ]
        inside = (compare(weight, ">=", ZERO) for weight in weights)
        return eliminate(self.game.space.decider, conjunction(*inside, self._better(gains)), *names)


def _place(game: StrategicGame, player: str, action: str) -> tuple[int, int]:
    if player not in game.players or action not in game.actions[player]:
        known = "; ".join(f"{p}: {', '.join(a)}" for p, a in game.actions.items())
        raise GameError(f"no action {action!r} of {player!r}: players and actions are {known}")
    return game.players.index(player), game.actions[player].index(action)


def _named(game: StrategicGame, kept: Kept) -> Mapping[str, tuple[str, ...]]:
    return {
        player: tuple(actions[a] for a in own)
        for (player, actions), own in zip(game.actions.items(), kept, strict=True)
    }
