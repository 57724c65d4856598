"""Markov games: finitely many states, in each a tree that is played within one period.

A period ends in `step(payoffs, next)`: everybody receives the period's payoffs, and the next period begins in
another state, or in the same. `forever(payoffs)` is the end of all change: the payoffs are received in this
period and in every later one. A plain tuple of payoffs ends the game: nothing is received afterwards.

>>> from sympy import symbols
>>> from formal.games.stepping import forever, step
>>> from formal.games.tree import choose
>>> delta, R, k, p, L = symbols("delta R k p L")
>>> war = MarkovGame(
...     ["H"],
...     {
...         "terror": choose("H", {
...             "work": step((R - L - k,), {"peace": p, "terror": 1 - p}),
...             "rest": step((R - L,), "terror"),
...         }),
...         "peace": forever((R,)),
...     },
...     delta,
...     where=[0 < p, p < 1, L > 0, k > 0],
... )
>>> war
MarkovGame(players=(H), states=(terror, peace), discount=delta, parameters=(p, L, k, delta, R))

References
----------
Maskin, E. and Tirole, J. (2001), Markov perfect equilibrium. Journal of Economic Theory 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.space import Space
from formal.errors import GameError, ParameterError
from formal.games.carrying import check_carried, read_carried, start_space
from formal.games.discounting import check_discount, discount_conditions, read_discount
from formal.games.extensive import Game
from formal.games.information import InformationSet
from formal.games.pictured import Pictured
from formal.games.reading import read_players, read_where
from formal.games.stepping import Ending, Step, endings_of, written
from formal.games.substitution import substituted
from formal.games.tree import Chance, Node, Terminal, kind_of
from formal.games.walking import History

__all__ = ["MarkovGame"]


@dataclass(frozen=True, init=False, eq=False, repr=False)
class MarkovGame(Pictured):
    """A game over time with finitely many states.

    Parameters
    ----------
    players
        Their names, in the order of the payoffs.
    states
        `{state: tree}`: what is played in one period. Nodes with the same `info` are one information set, and
        moves at once are written that way.
    discount
        The discount factor: one for all, a list in the order of the players, or `{player: factor}`. A symbol
        lies between 0 and 1 without being told.
    where
        What is assumed about the parameters.
    name
        A title.
    start
        The first period's state; left out, the first of `states`.
    periods
        How many periods are played; left out, the game goes on for ever. With finitely many, discount factors
        may be 0 (only the period at hand counts) or 1.
    carried
        `{symbol: first value}`: numbers that trees may use and that `step(..., carry=...)` changes. They need
        finitely many periods. What `where` says about them must stay true.

    Attributes
    ----------
    game : Game
        The periods' trees side by side, below a move of nature over the states. A step is a move of nature
        over the next states.
    endings : dict
        `{history: Ending}`; a history begins with the state.
    discount : dict
        `{player: factor}`.
    carried : dict
        `{name: first value}`.

    Raises
    ------
    GameError
        If the game is not well formed; the message says what is wrong, at which node, and what to do.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.stepping import step
    >>> MarkovGame(["A"], {"on": step((1,), "off"), "off": step((0,), "of")}, Symbol("delta"))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: after (off): the next state 'of' is no state: write one of 'on', 'off'
    """

    players: tuple[str, ...]
    game: Game
    endings: Mapping[History, Ending]
    discount: Mapping[str, sp.Expr]
    start: str
    periods: int | None
    carried: Mapping[str, sp.Expr]

    def __init__(
        self,
        players: Sequence[str],
        states: Mapping[str, Any],
        discount: Any,
        where: Any = (),
        name: str = "",
        start: str | None = None,
        periods: int | None = None,
        carried: Mapping[sp.Symbol, Any] | None = None,
    ) -> None:
        listed, trees = read_players(players), _read_states(states)
        factors = read_discount(listed, discount, ends=periods is not None)
        _require_periods(periods, carried)
        steps: dict[History, Step] = {}
        weight = sp.Rational(1, len(trees))
        root = Chance({s: (weight, written(tree, (s,), trees, steps)) for s, tree in trees.items()})
        conditions = [*read_where(where), *discount_conditions(factors)]
        game = Game(listed, root, conditions, name)
        _require_states_seen(game)
        known = {symbol.name: symbol for symbol in game.parameters}
        factors = {
            p: f.xreplace({s: known.get(s.name, s) for s in f.free_symbols}) for p, f in factors.items()
        }
        check_discount(factors, game.space)
        first = next(iter(trees)) if start is None else start
        if first not in trees:
            raise GameError(f"the start is {first!r}, which is no state: write one of {_listed(trees)}")
        numbers = read_carried(carried or {})
        endings = endings_of(game, steps, numbers)
        self._fill(game, endings, factors, first, periods, numbers)
        check_carried(game, endings, numbers)

    def _fill(
        self,
        game: Game,
        endings: Mapping[History, Ending],
        discount: Mapping[str, sp.Expr],
        start: str,
        periods: int | None,
        carried: Mapping[str, sp.Expr],
    ) -> None:
        fields = {
            "players": game.players,
            "game": game,
            "endings": endings,
            "discount": discount,
            "start": start,
            "periods": periods,
            "carried": carried,
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)

    @property
    def states(self) -> tuple[str, ...]:
        """The states, in the order given."""
        return tuple(cast(Chance, self.game.tree).branches)

    @property
    def name(self) -> str:
        """The title."""
        return self.game.name

    @property
    def where(self) -> tuple[Any, ...]:
        """The conditions on the parameters, those on discount factors last."""
        return self.game.where

    @cached_property
    def space(self) -> Space:
        """The parameter space; numbers carried along are no parameters."""
        return start_space(self.game.space, self.carried)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters in declaration order."""
        return tuple(self.space.symbols.values())

    @property
    def information_sets(self) -> Mapping[str, InformationSet]:
        """The information sets, by name; histories begin with the state."""
        return self.game.information_sets

    @property
    def tree(self) -> Node:
        """The periods' trees side by side, below a move of nature over the states."""
        return self.game.tree

    @property
    def trees(self) -> dict[str, Node]:
        """What is played in each state; a step is a move of nature over the next states."""
        return {state: tree for state, (_, tree) in cast(Chance, self.game.tree).branches.items()}

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """For each state the states that may come next."""
        found: dict[str, dict[str, None]] = {state: {} for state in self.states}
        for history, ending in self.endings.items():
            found[history[0]].update(dict.fromkeys(s for s, q in ending.moves.items() if q != 0))
        return {state: tuple(after) for state, after in found.items()}

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> MarkovGame:
        """Return the same game with some parameters fixed.

        Raises
        ------
        ParameterError
            If a name is no parameter of the game, or a value violates `where`.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.games.stepping import step
        >>> delta, u = symbols("delta u")
        >>> MarkovGame(["A"], {"on": step((u,), "on")}, delta).subs({delta: "1/2"})
        MarkovGame(players=(A), states=(on), discount=1/2, parameters=(u))
        """
        return self.changed(values, self.where)

    def changed(self, values: Mapping[sp.Symbol | str, Any], where: tuple[Any, ...]) -> MarkovGame:
        """Return the same game with some parameters fixed and other assumptions.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.games.stepping import step
        >>> delta, u = symbols("delta u")
        >>> MarkovGame(["A"], {"on": step((u,), "on")}, delta, where=[u > 0]).changed({}, (delta < 1,)).where
        (delta < 1,)
        """
        if any(self.space.name_of(key) in self.carried for key in values):
            raise ParameterError(
                f"{', '.join(self.carried)} changes from period to period: it is no parameter"
            )
        # Factors and numbers ride along as the payoffs of a node of their own, read like all else.
        branches = cast(Chance, self.game.tree).branches
        new = [value for ending in self.endings.values() for value in ending.carry.values()]
        aside = (sp.Integer(0), Terminal((*self.discount.values(), *self.carried.values(), *new)))
        tree, where = substituted(Chance({**branches, "": aside}), where, self.game.space, values)
        changed = dict(cast(Chance, tree).branches)
        numbers = iter(cast(Terminal, changed.pop("")[1]).payoffs)
        factors = {player: next(numbers) for player in self.players}
        first = {name: next(numbers) for name in self.carried}
        carried = {h: {name: next(numbers) for name in e.carry} for h, e in self.endings.items()}
        found = self._beside(Game(self.players, Chance(changed), where, self.name), factors, first, carried)
        check_discount(found.discount, found.space)
        return found

    def with_tree(self, tree: Node) -> MarkovGame:
        """Return the same game with another tree of all periods, in which what ends a period does so as before.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.games.stepping import step
        >>> delta, u = symbols("delta u")
        >>> game = MarkovGame(["A"], {"on": step((u,), "on")}, delta)
        >>> game.with_tree(game.tree).endings == game.endings
        True
        """
        carried = {history: e.carry for history, e in self.endings.items()}
        return self._beside(
            Game(self.players, tree, self.where, self.name), self.discount, self.carried, carried
        )

    def _beside(
        self,
        game: Game,
        discount: Mapping[str, sp.Expr],
        first: Mapping[str, sp.Expr],
        carried: Mapping[History, Mapping[str, sp.Expr]],
    ) -> MarkovGame:
        """Return the game over time whose periods are those of a game, and end as those of this one do."""
        steps = {
            history: Step(e.payoffs, e.moves, {sp.Symbol(n): value for n, value in carried[history].items()})
            for history, e in self.endings.items()
            if e.lasting or e.moves
        }
        found = object.__new__(MarkovGame)
        found._fill(game, endings_of(game, steps, first), discount, self.start, self.periods, first)
        return found

    # -- doors to the rooms above ------------------------------------------------------------------

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Any:
        """Return the `Solution`: every pure stationary Markov perfect equilibrium, with its region.

        Parameters
        ----------
        concept
            "markov_perfect", or left out.
        knife_edges
            Whether to add equilibria that exist only on a measure-zero set of parameters.
        progress
            Called with a sentence now and then.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import MarkovGame, choose, step
        >>> delta, c = symbols("delta c")
        >>> invest = choose("A", {"invest": step((-c,), "rich"), "wait": step((0,), "poor")})
        >>> game = MarkovGame(["A"], {"poor": invest, "rich": step((1,), "rich")}, delta, where=[c > 0])
        >>> for equilibrium in game.solve():
        ...     print(equilibrium.strategy["A"]["invest"], equilibrium.where)
        1 delta >= c/(1 + c)
        0 delta <= c/(1 + c)
        """
        return verbs.solve(self, concept=concept, knife_edges=knife_edges, progress=progress)

    def play(self, profile: Mapping[str, Any]) -> Any:
        """Return the `Play` of a stationary profile: values, transitions, durations, absorption.

        Parameters
        ----------
        profile
            For each information set an action, or `{action: probability}`; for an offer the number named.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import MarkovGame, choose, step
        >>> p, delta = symbols("p delta")
        >>> war = choose("A", {"talk": step((0,), {"peace": p, "war": 1 - p}), "fight": step((1,), "war")})
        >>> game = MarkovGame(["A"], {"war": war, "peace": (5,)}, delta, where=[0 < p, p < 1])
        >>> game.play({"A": "talk"}).duration("war")
        1/p
        """
        return verbs.play(self, profile=profile)

    def sustainable(self, profile: Mapping[str, str]) -> Region:
        """Return the parameters for which a stationary profile is a Markov perfect equilibrium.

        Parameters
        ----------
        profile
            For each information set an action.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import MarkovGame, choose, step
        >>> delta, c = symbols("delta c")
        >>> invest = choose("A", {"invest": step((-c,), "rich"), "wait": step((0,), "poor")})
        >>> game = MarkovGame(["A"], {"poor": invest, "rich": step((1,), "rich")}, delta, where=[c > 0])
        >>> game.sustainable({"A": "invest"})
        Region(delta >= c/(1 + c))
        """
        return cast(Region, verbs.sustainable(self, profile=profile))

    def why_not(self, profile: Mapping[str, str]) -> tuple[Any, ...]:
        """Return the one-shot deviations that pay somewhere, those that pay throughout first.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import MarkovGame, choose, step
        >>> delta, = symbols("delta,")
        >>> invest = choose("A", {"invest": step((-1,), "rich"), "wait": step((0,), "poor")})
        >>> game = MarkovGame(["A"], {"poor": invest, "rich": step((1,), "rich")}, delta)
        >>> print(*game.why_not({"A": "invest"}))
        at 'A' A gains by wait instead of invest where delta < 1/2
        """
        return cast(tuple[Any, ...], verbs.why_not(self, profile=profile))

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def __str__(self) -> str:
        return verbs.text(self)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        factors = list(dict.fromkeys(map(str, self.discount.values())))
        shown = factors[0] if len(factors) == 1 else f"({', '.join(factors)})"
        return (
            f"MarkovGame({title}players=({', '.join(self.players)}), states=({', '.join(self.states)}), "
            f"discount={shown}, parameters=({', '.join(self.space.names)}))"
        )


def _read_states(states: Any) -> dict[str, Any]:
    if not isinstance(states, Mapping) or not states:
        raise GameError(
            f"the states must be a dict {{state: tree}} that is not empty; found {kind_of(states)}"
        )
    for state in states:
        if not isinstance(state, str) or not state:
            raise GameError(f"a state is named by {kind_of(state)}: a text that is not empty is wanted")
    return {state: Terminal(tree) if type(tree) is tuple else tree for state, tree in states.items()}


def _require_periods(periods: object, carried: object) -> None:
    if periods is not None and (type(periods) is not int or periods < 1):
        raise GameError(
            f"there are {periods!r} periods: a whole number from 1 on is wanted, or None for ever"
        )
    if carried and periods is None:
        raise GameError("numbers are carried along only in finitely many periods: say how many by `periods`")


def _require_states_seen(game: Game) -> None:
    for info in game.information_sets.values():
        states = list(dict.fromkeys(history[0] for history in info.histories))
        if len(states) > 1:
            found = (
                f"the information set {info.name!r} has nodes in the states {', '.join(map(repr, states))}"
            )
            raise GameError(f"{found}: everybody sees the state, so give each state an info of its own")


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(map(repr, names))
