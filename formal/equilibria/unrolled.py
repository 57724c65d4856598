"""Checking equilibria of games with a last period: all periods as one game in extensive form.

Every history of the game gets a place of its own in one long tree, with discounted payoffs at its ends and numbers
carried along written out, and the strategies say there what they say for period and state. Somebody to whom only
the period at hand counts is another player in each period. That game is checked like any other, deviation by
deviation; nothing of the work that went period by period is used.

>>> from sympy import symbols
>>> from formal.games.markov import MarkovGame
>>> from formal.games.stepping import step
>>> from formal.games.tree import choose
>>> delta, u = symbols("delta u")
>>> game = MarkovGame(["A"], {"on": choose("A", {"go": step((u,), "on"), "end": (0,)})}, delta, periods=2)
>>> list(Unrolled(game).game.information_sets)
['A in period 1: on', 'A in period 2: on, go, on']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.formula import TRUE
from formal.equilibria.equilibrium import Choice, Equilibrium, Outcome
from formal.equilibria.equilibrium import History as Path
from formal.equilibria.solution import Solution
from formal.equilibria.verification import Verification
from formal.equilibria.verify import verify
from formal.games import Game
from formal.games.comparing import expected_payoffs
from formal.games.markov import MarkovGame
from formal.games.stepping import Ending
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History

__all__ = ["FiniteSolution", "Unrolled"]

#: A game with more histories than this is not written out.
_MOST_ENDS = 1500
Numbers = Mapping[str, sp.Expr]


@dataclass(frozen=True, eq=False, repr=False)
class FiniteSolution(Solution):
    """The equilibria of a game over time with a last period."""


@dataclass(frozen=True, eq=False)
class _Place:
    """Where in the game an information set is: its name there, the period, and what letters stand for."""

    info: str
    period: int
    numbers: Numbers


class Unrolled:
    """A game with finitely many periods as one tree.

    Parameters
    ----------
    markov
        The game.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.stepping import step
    >>> counting = MarkovGame(["A"], {"on": step((1,), "on")}, Symbol("delta"), periods=3)
    >>> print(Unrolled(counting).game.tree.branches["on"][1].branches["on"][1].branches["on"][1])
    Terminal(payoffs=(delta**2 + delta + 1,))
    """

    def __init__(self, markov: MarkovGame) -> None:
        self.markov = markov
        self.places: dict[str, _Place] = {}
        self._ends = 0

    @property
    def last(self) -> int:
        """How many periods there are."""
        return self.markov.periods or 0

    def player(self, name: str, period: int) -> str:
        """Return who moves for a player in a period."""
        return f"{name} in period {period}" if self.markov.discount[name] == 0 else name

    @cached_property
    def players(self) -> tuple[str, ...]:
        """The players of the long game."""
        periods = range(1, self.last + 1)
        return tuple(dict.fromkeys(self.player(p, k) for p in self.markov.players for k in periods))

    @cached_property
    def game(self) -> Game:
        """The long game.

        Raises
        ------
        OverflowError
            If it has too many ends.
        """
        nothing = dict.fromkeys(self.players, sp.Integer(0))
        tree = self._state(self.markov.start, 1, (), dict(self.markov.carried), nothing)
        where = Region.of(self.markov.space, TRUE)
        return Game(self.players, tree, (where,), self.markov.name)

    # -- the tree ----------------------------------------------------------------------------------

    def _state(self, state: str, period: int, before: History, numbers: Numbers, paid: Numbers) -> Node:
        """Return a period, reached with certainty, under a move of nature that names its state."""
        return Chance({state: (sp.Integer(1), self._period(state, period, (*before, state), numbers, paid))})

    def _period(self, state: str, period: int, before: History, numbers: Numbers, paid: Numbers) -> Node:
        return self._node(self.markov.trees[state], (state,), period, before, numbers, paid)

    def _node(
        self, node: Node, own: History, period: int, before: History, numbers: Numbers, paid: Numbers
    ) -> Node:
        """Return a node of a period's tree; `own` is its history there, `before` that in the whole game."""

        def below(child: Node, label: str, known: Numbers = numbers, shown: str = "") -> Node:
            return self._node(child, (*own, label), period, (*before, shown or label), known, paid)

        if own in self.markov.endings:
            return self._ended(self.markov.endings[own], period, before, numbers, paid)
        match node:
            case Decision(player=player, actions=actions, info=info):
                return replace(
                    node,
                    player=self.player(player, period),
                    actions={a: below(child, a) for a, child in actions.items()},
                    info=self._placed(info, period, before[: len(before) - len(own) + 1], before, numbers),
                )
            case Chance(branches=branches):
                return Chance({a: (_at(q, numbers), below(child, a)) for a, (q, child) in branches.items()})
            case Offer(player=player, symbol=symbol, low=low, high=high, node=child, info=info):
                made = sp.Symbol(f"{symbol} in period {period}")
                known = {**numbers, symbol.name: made}
                return Offer(
                    self.player(player, period),
                    made,
                    _at(low, numbers),
                    _at(high, numbers),
                    below(child, symbol.name, known, made.name),
                    self._placed(info, period, before[: len(before) - len(own) + 1], before, known),
                )
            case Draw(symbol=symbol):
                raise OverflowError(f"{symbol} is drawn: games over time have no draws")
        raise OverflowError("a period has no end")

    def _placed(
        self, info: str | None, period: int, begun: History, before: History, numbers: Numbers
    ) -> str:
        """Return the name of an information set: nodes of one period that are one, after one history, stay one."""
        assert info is not None
        shared = len(self.markov.information_sets[info].histories) > 1
        after = ", ".join(begun if shared else before)
        name = f"{info} in period {period}: {after}"
        self.places[name] = _Place(info, period, dict(numbers))
        return name

    def _ended(self, end: Ending, period: int, before: History, numbers: Numbers, paid: Numbers) -> Node:
        total = dict(paid)
        for player, flow in zip(self.markov.players, end.payoffs, strict=True):
            factor = self.markov.discount[player]
            own = self.player(player, period)
            times = sp.Add(*(factor**k for k in range(self.last - period + 1))) if end.lasting else 1
            weight = sp.Integer(1) if factor == 0 else factor ** (period - 1)
            total[own] = total[own] + weight * times * _at(flow, numbers)
        if period == self.last or not end.moves:
            self._ends += 1
            if self._ends > _MOST_ENDS:
                raise OverflowError(f"the game has more than {_MOST_ENDS} ends when it is written out")
            return Terminal(tuple(sp.expand(total[p]) for p in self.players))
        new = {name: value for name, value in numbers.items() if name in self.markov.carried}
        new |= {name: _at(value, numbers) for name, value in end.carry.items()}
        return Chance(
            {
                state: (
                    _at(q, numbers),
                    self._period(state, period + 1, (*before, state), new, total),
                )
                for state, q in end.moves.items()
                if q != 0
            }
        )

    # -- what an equilibrium says ------------------------------------------------------------------

    def stated(self, equilibrium: Equilibrium) -> Equilibrium:
        """Return what an equilibrium says about the long game."""
        outcome = {self._path(history): q for history, q in equilibrium.outcome.items()}
        payoffs = {p: self._payoff(p, equilibrium, outcome) for p in self.players}
        strategy = {
            name: _choice(equilibrium.strategy[f"{own.info} in period {own.period}"], own)
            for name, own in self.places.items()
        }
        return replace(equilibrium, strategy=strategy, payoffs=payoffs, outcome=outcome)

    def _path(self, history: Path) -> Path:
        """Return a history with the offers' symbols as they are called here."""
        node: Node = self.game.tree
        found: list[Any] = []
        for label in history:
            if isinstance(node, Offer):
                found.append(_renamed(label, node.symbol))
                node = node.node
                continue
            found.append(label)
            if isinstance(node, Decision):
                node = node.actions[label]
            elif isinstance(node, Chance):
                node = node.branches[label][1]
        return tuple(found)

    def _payoff(self, player: str, equilibrium: Equilibrium, outcome: Mapping[Path, sp.Expr]) -> sp.Expr:
        """Return what is said about a player's payoff; of later stages' players what the path leads to."""
        for name in self.markov.players:
            if player == self.player(name, 1):
                return equilibrium.payoffs[name]
        index = self.players.index(player)
        parts = (q * expected_payoffs(self.game, history)[index] for history, q in outcome.items())
        return sp.Add(*parts)


def _choice(choice: Choice, own: _Place) -> Choice:
    """Return a choice in the long game's letters."""
    numbers = {name: value for name, value in own.numbers.items() if sp.Symbol(name) != value}
    if isinstance(choice, Mapping):
        return {action: _value(q, numbers) for action, q in choice.items()}
    if isinstance(choice, Region):
        named = {s for s in choice.space.names if s in numbers}
        return choice.subs({n: numbers[n] for n in named}) if named else choice
    return _value(choice, numbers)


def _value(value: Any, numbers: Numbers) -> Any:
    if isinstance(value, Cases):
        used = {n: v for n, v in numbers.items() if n in value.space.names or n in _names(value)}
        return value.subs(used) if used else value
    return _at(value, numbers)


def _names(value: Cases) -> set[str]:
    return {s.name for s in value.symbols}


def _at(expression: Any, numbers: Numbers) -> sp.Expr:
    """Return an expression with letters replaced, by name and all at once."""
    read = sp.sympify(expression)
    here = {s: numbers[s.name] for s in read.free_symbols if s.name in numbers}
    return read.subs(here, simultaneous=True) if here else read


def _renamed(label: Any, symbol: sp.Symbol) -> Any:
    if isinstance(label, sp.Eq):
        return sp.Eq(symbol, label.rhs)
    old = symbol.name.split(" in period ")[0]
    return label.xreplace({s: symbol for s in label.free_symbols if s.name == old})


@verbs.verify.register
def _verify(solution: FiniteSolution, samples: int = 20, seed: int = 0) -> Verification:
    """Check every equilibrium in the game of all periods; see `Solution.verify`."""
    unrolled = Unrolled(solution.game)
    try:
        game = unrolled.game
    except OverflowError as reason:
        return Verification(len(solution), 0, 0, unchecked=(str(reason),))
    outcomes = []
    for equilibrium in solution:
        own = unrolled.stated(equilibrium)
        outcomes.append(Outcome(own.where, own.outcome, own.payoffs, (own,)))
    plain = Solution(game, "subgame_perfect", game.space, tuple(outcomes), scope="")
    return verify(plain, samples=samples, seed=seed)
