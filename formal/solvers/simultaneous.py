"""The form that cutoff equilibria are solved in: private numbers are drawn, then everybody moves at the same time.

>>> from sympy import symbols
>>> from formal.games.bayesian import BayesianGame, drawn
>>> c, v = symbols("c v")
>>> help = {("help",): (v - c,), ("wait",): (0,)}
>>> form = read_simultaneous(BayesianGame(["A"], {"A": drawn(c, 0, 1)}, help).game)
>>> [(mover.player, mover.actions, form.rises(mover)) for mover in form.movers]
[('A', ('help', 'wait'), False)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formal.algebra.formula import compare, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.radical import hidden_names
from formal.algebra.reading import read_quotient
from formal.algebra.space import Space
from formal.errors import GameError, Undecided
from formal.games import Decision, Draw, Game, Node, Terminal
from formal.games.walking import children
from formal.solvers.distributions import Distribution, distribution, unknown_distribution

_ZERO = Quotient.constant(0)


@dataclass(frozen=True, eq=False)
class Mover:
    """A player, where it moves, and what it alone knows."""

    player: str
    info: str
    actions: tuple[str, ...]
    drawn: Distribution | None


@dataclass(frozen=True, eq=False)
class Simultaneous:
    """Private numbers and simultaneous moves.

    Attributes
    ----------
    game
        The game in extensive form.
    movers
        In the order in which the tree has them.
    payoffs
        For each combination of the movers' actions.
    draws
        The moves of nature that bring the private numbers, in the order of the tree.
    """

    game: Game
    movers: tuple[Mover, ...]
    payoffs: Mapping[tuple[str, ...], tuple[Quotient, ...]]
    draws: tuple[Draw, ...]

    @property
    def players(self) -> tuple[str, ...]:
        """All players, in the order of the payoffs."""
        return self.game.players

    def rises(self, mover: Mover) -> bool:
        """Return whether a higher type is more inclined to the first action.

        Raises
        ------
        GameError
            If that depends on what the others do or on parameters, or the type does not matter.
        """
        return self._inclinations[mover.player][0]

    def is_strict(self, mover: Mover) -> bool:
        """Return whether the type matters whatever the others do."""
        return self._inclinations[mover.player][1]

    @cached_property
    def _inclinations(self) -> dict[str, tuple[bool, bool]]:
        return {m.player: self._inclination(m) for m in self.movers if m.drawn is not None}

    def _inclination(self, mover: Mover) -> tuple[bool, bool]:
        drawn = mover.drawn
        assert drawn is not None
        signs = set()
        for slope in self._slopes(mover):
            for sign, case in ((1, (slope, _ZERO)), (-1, (_ZERO, slope))):
                if self._space.decider.possible(compare(case[0], ">", case[1])):
                    signs.add(sign)
            if self._space.decider.possible(compare(slope, "=", _ZERO)):
                signs.add(0)
        if {1, -1} <= signs:
            first, second = mover.actions
            raise GameError(
                f"whether {mover.player} is more or less inclined to {first!r} than to {second!r} with a higher "
                f"{drawn.name} depends on what others do, or on parameters: cutoffs are solved where it does not"
            )
        if signs <= {0}:
            raise GameError(f"{drawn.name} does not matter to {mover.player}'s choice: leave the type out")
        return 1 in signs, 0 not in signs

    def _slopes(self, mover: Mover) -> Iterator[Quotient]:
        drawn, index = mover.drawn, self.players.index(mover.player)
        position = self.movers.index(mover)
        assert drawn is not None
        first, second = mover.actions
        for cell, paid in self.payoffs.items():
            if cell[position] == first:
                other = self.payoffs[(*cell[:position], second, *cell[position + 1 :])]
                yield (paid[index] - other[index]).derivative(drawn.name)

    @cached_property
    def _space(self) -> Space:
        """The parameters together with the private numbers, each in its interval."""
        types = [m.drawn for m in self.movers if m.drawn is not None]
        return self.game.space.with_symbols([t.symbol for t in types]).assuming(
            conjunction(*(t.inside for t in types))
        )


def is_simultaneous(game: Game) -> bool:
    """Return whether a game begins with a draw, and then everybody moves at the same time.

    Examples
    --------
    >>> from formal.games import choose
    >>> is_simultaneous(Game(["A"], choose("A", {"act": (1,), "wait": (0,)})))
    False
    """
    node = game.tree
    if not isinstance(node, Draw):
        return False
    while isinstance(node, Draw):
        node = node.node
    return isinstance(node, Decision) and _levels(node) is not None


def read_simultaneous(game: Game, given: bool = True) -> Simultaneous:
    """Return the movers, their types and the payoffs of a game of this form.

    Parameters
    ----------
    game
        In extensive form.
    given
        Whether distributions are wanted; without them nothing can be averaged.

    Raises
    ------
    GameError
        If it has another form, or a distribution is not given.
    Undecided
        If a mean would have to be taken of a root of a type.
    """
    draws: list[Draw] = []
    node = game.tree
    while isinstance(node, Draw):
        draws.append(node)
        node = node.node
    levels = _levels(node)
    if levels is None:
        raise GameError("cutoffs are solved where numbers are drawn first, and then all players move at once")
    types = {draw.seen_by: (distribution if given else unknown_distribution)(draw) for draw in draws}
    movers = []
    for decision in levels:
        drawn = types.get((decision.player,))
        actions = tuple(decision.actions)
        if drawn is not None and len(actions) != 2:
            raise GameError(
                f"{decision.player} has a private number and the actions {', '.join(actions)}: cutoffs are solved "
                "for two actions"
            )
        movers.append(Mover(decision.player, str(decision.info), actions, drawn))
    owned = [m.drawn for m in movers if m.drawn is not None]
    for draw in draws:
        if not any(t.symbol == draw.symbol for t in owned) or len(owned) < len(draws):
            seen = " and ".join(draw.seen_by) or "nobody"
            raise GameError(
                f"{draw.symbol} is seen by {seen}: cutoffs are solved where each number is seen by one player that "
                "moves, and each player sees one at most"
            )
    payoffs = dict(_payoffs(node, ()))
    if given:
        _require_no_roots(payoffs, draws)
    return Simultaneous(game, tuple(movers), payoffs, tuple(draws))


def _require_no_roots(payoffs: Mapping[tuple[str, ...], tuple[Quotient, ...]], draws: list[Draw]) -> None:
    for cell, paid in payoffs.items():
        for payoff in paid:
            for draw in draws:
                if draw.symbol.name in hidden_names(payoff.names):
                    raise Undecided(
                        f"the payoff {payoff} after {', '.join(cell)} contains a root of the type {draw.symbol}: "
                        "cutoffs are solved where payoffs are polynomials in the types"
                    )


def _levels(node: Node) -> list[Decision] | None:
    """Return one decision for each level of a tree in which all nodes of a level are one information set."""
    found: list[Decision] = []
    level: list[Node] = [node]
    while all(isinstance(n, Decision) for n in level):
        decisions = [n for n in level if isinstance(n, Decision)]
        if len({n.info for n in decisions}) > 1 or decisions[0].player in {d.player for d in found}:
            return None
        found.append(decisions[0])
        level = [below for n in decisions for _, below in children(n)]
    return found if found and all(isinstance(n, Terminal) for n in level) else None


def _payoffs(node: Node, cell: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Quotient, ...]]]:
    if isinstance(node, Terminal):
        yield cell, tuple(read_quotient(u) for u in node.payoffs)
    for label, below in children(node):
        yield from _payoffs(below, (*cell, label))
