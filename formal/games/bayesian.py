"""Bayesian games: everybody moves once, at the same time, and knows something that the others do not.

What a player knows is its *type*: one of finitely many, with probabilities that may be correlated across players, or a
number drawn from an interval. A Bayesian game is written down as a table for each combination of types, and kept as a
game in extensive form: nature draws the types, then the players move without seeing each other.

>>> from sympy import symbols
>>> q, c, v = symbols("q c v")
>>> def table(kind):
...     cost = c if kind == "weak" else 0
...     return {
...         ("fight", "fight"): (-cost, -1), ("fight", "yield"): (v, 0),
...         ("yield", "fight"): (0, v), ("yield", "yield"): (0, 0),
...     }
>>> war = BayesianGame(
...     ["A", "B"], {"A": {"tough": q, "weak": 1 - q}}, table, where=[0 < q, q < 1, c > 0, v > 0], name="War"
... )
>>> war
BayesianGame('War', players=(A: tough, weak; B), actions=2 x 2, parameters=(q, c, v))
>>> list(war.game.information_sets)
['A:tough', 'B', 'A:weak']

References
----------
Harsanyi, J. (1967-68), Games with incomplete information played by "Bayesian" players. Management Science 14.
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, section 2.6.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.pictured import Pictured
from formal.games.reading import read_players
from formal.games.table import Cell, read_table
from formal.games.tree import Node, Terminal, chance, choose, draw, kind_of

__all__ = ["BayesianGame", "Drawn", "drawn"]


@dataclass(frozen=True)
class Drawn:
    """A type that is a number from an interval; `drawn` builds one.

    Examples
    --------
    >>> from sympy import Symbol
    >>> drawn(Symbol("c"), 0, 1).high
    1
    """

    symbol: sp.Symbol
    low: Any
    high: Any
    cdf: Any = None


def drawn(symbol: sp.Symbol, low: Any, high: Any, cdf: Any = None) -> Drawn:
    """Return the type of a player whose private number lies between `low` and `high`.

    Parameters
    ----------
    symbol
        Stands for the number in the payoffs.
    low, high
        The ends of the interval.
    cdf
        The distribution function, an expression in `symbol` or a SymPy `Function`; left out, uniform.

    Examples
    --------
    >>> from sympy import Function, Symbol
    >>> drawn(Symbol("c"), 0, 1, cdf=Function("F"))
    Drawn(symbol=c, low=0, high=1, cdf=F)
    """
    return Drawn(symbol, low, high, cdf)


@dataclass(frozen=True, init=False, eq=False, repr=False)
class BayesianGame(Pictured):
    """A game with simultaneous moves and private types.

    Parameters
    ----------
    players
        Their names, in the order of actions and payoffs.
    types
        What each player may know: `{type: probability}`, a list of types (then `prior` is needed), or `drawn(...)`.
        Players that are left out know nothing of their own.
    payoffs
        A table `{(action, …): (payoff, …)}`, or, where a player has finitely many types, such a table for each
        combination of them: a dict by the tuple of types, or a function of the types.
    prior
        The probability of each combination of finitely many types, `{(type, …): probability}`; left out, types are
        independent.
    where
        What is assumed about the parameters.
    name
        A title.

    Attributes
    ----------
    game : Game
        The same in extensive form; information sets are called `"A"`, or `"A:tough"` for a type of A.

    Raises
    ------
    GameError
        If types, prior or tables do not fit together, or the game they make is not well formed.

    Examples
    --------
    >>> c, v = sp.symbols("c v")
    >>> help = {("help",): (v - c,), ("wait",): (0,)}
    >>> BayesianGame(["A"], {"A": drawn(c, 0, 1)}, help, where=[0 < v, v < 1]).solve()[0].payoffs["A"]
    v**2/2
    """

    players: tuple[str, ...]
    types: Mapping[str, Any]
    actions: Mapping[str, Cell]
    prior: Mapping[Cell, Any]
    game: Game

    def __init__(
        self,
        players: Sequence[str],
        types: Mapping[str, Any],
        payoffs: Mapping[Any, Any] | Callable[..., Mapping[Cell, Sequence[Any]]],
        prior: Mapping[Cell, Any] | None = None,
        where: Any = (),
        name: str = "",
    ) -> None:
        listed = read_players(players)
        known = _read_types(listed, types)
        finite = {p: tuple(own) for p, own in known.items() if not isinstance(own, Drawn)}
        weights = _read_prior(known, finite, prior)
        tables = {cell: read_table(listed, _table(payoffs, finite, cell)) for cell in weights}
        actions = _actions(listed, tables)
        fields = {
            "players": listed,
            "types": known,
            "actions": actions,
            "prior": weights,
            "game": Game(listed, _tree(listed, known, weights, tables, actions), where, name),
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)

    @property
    def name(self) -> str:
        """The title."""
        return self.game.name

    @property
    def where(self) -> tuple[Any, ...]:
        """What is assumed about the parameters."""
        return self.game.where

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters in declaration order."""
        return self.game.parameters

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Any:
        """Return the `Solution`: every Bayesian Nash equilibrium, with the region in which it exists.

        With finitely many types these are the perfect Bayesian equilibria of `game`, pure and mixed; with numbers drawn
        from an interval, the equilibria in which each player acts on one side of a cutoff.

        Parameters
        ----------
        concept
            "perfect_bayesian", or left out; "nash" with finitely many types.
        knife_edges
            Whether to add equilibria that exist only on a measure-zero set of parameters.
        progress
            Called with a sentence now and then.

        Raises
        ------
        GameError
            If a distribution is not given: ask `implicit()` for the conditions on cutoffs.

        Examples
        --------
        >>> c, v = sp.symbols("c v")
        >>> help = {("help",): (v - c,), ("wait",): (0,)}
        >>> (alone,) = BayesianGame(["A"], {"A": drawn(c, 0, 1)}, help, where=[0 < v, v < 1]).solve()
        >>> alone.payoffs["A"]
        v**2/2
        """
        return verbs.solve(self.game, concept=concept, knife_edges=knife_edges, progress=progress)

    def check(
        self,
        strategy: Any,
        belief: Mapping[str, Any] | None = None,
        where: object = (),
        payoffs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return why given strategies are an equilibrium, or a point at which they are not; see `Game.check`.

        Examples
        --------
        >>> c, v = sp.symbols("c v")
        >>> help = {("help",): (v - c,), ("wait",): (0,)}
        >>> game = BayesianGame(["A"], {"A": drawn(c, 0, 1)}, help, where=[0 < v, v < 1])
        >>> brave = {"help": sp.Piecewise((1, c <= 2 * v), (0, True)), "wait": sp.Piecewise((0, c <= 2 * v), (1, True))}
        >>> game.check({"A": brave}).counterexample
        {v: 1/2, c: 1}
        """
        return verbs.check(self.game, strategy, belief, where, payoffs)

    def implicit(self) -> Any:
        """Return the indifference conditions on cutoffs that hold whatever the distributions; see `Game.implicit`."""
        return verbs.implicit(self.game)

    @cached_property
    def _shape(self) -> str:
        return " x ".join(str(len(own)) for own in self.actions.values())

    def __str__(self) -> str:
        return verbs.text(self.game)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX."""
        return verbs.document(self.game, standalone=standalone, beamer=beamer)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        players = "; ".join(f"{p}: {_shown(self.types[p])}" if p in self.types else p for p in self.players)
        parameters = ", ".join(self.game.space.names)
        return f"BayesianGame({title}players=({players}), actions={self._shape}, parameters=({parameters}))"


def _shown(own: Any) -> str:
    return f"{own.symbol} in [{own.low}, {own.high}]" if isinstance(own, Drawn) else ", ".join(own)


# -- types and prior ---------------------------------------------------------------------------------


def _read_types(players: Cell, types: object) -> dict[str, Any]:
    if not isinstance(types, Mapping):
        raise GameError(f"types must be a dict {{player: types}}; found {kind_of(types)}")
    unknown = [p for p in types if p not in players]
    if unknown:
        raise GameError(f"types of {', '.join(map(repr, unknown))}: the players are {', '.join(players)}")
    for player, own in types.items():
        listed = isinstance(own, Mapping | list | tuple)
        if not (isinstance(own, Drawn) or (listed and own and all(isinstance(t, str) for t in own))):
            wanted = "{type: probability}, a list of types or drawn(...)"
            raise GameError(f"the types of {player} must be {wanted}; found {kind_of(own)}")
    return {player: types[player] for player in players if player in types}


def _read_prior(types: Mapping[str, Any], finite: Mapping[str, Cell], prior: object) -> dict[Cell, Any]:
    cells = list(itertools.product(*finite.values()))
    if prior is None:
        loose = [p for p in finite if not isinstance(types[p], Mapping)]
        if loose:
            raise GameError(f"no probabilities for the types of {', '.join(loose)}: give them, or a prior")
        return {cell: _product(types[p][t] for p, t in zip(finite, cell, strict=True)) for cell in cells}
    if not isinstance(prior, Mapping):
        raise GameError(f"prior must be a dict {{(type, …): probability}}; found {kind_of(prior)}")
    listed = {key if isinstance(key, tuple) else (key,): weight for key, weight in prior.items()}
    strange = [cell for cell in listed if cell not in cells]
    if strange:
        owners = ", ".join(finite) or "nobody"
        raise GameError(f"prior of {strange[0]}: no combination of types; give one type each of {owners}")
    return {cell: listed[cell] for cell in cells if listed.get(cell, 0) != 0}


def _product(factors: Any) -> Any:
    total: Any = 1
    for factor in factors:
        total = total * factor
    return total


# -- tables and tree ---------------------------------------------------------------------------------


def _table(payoffs: Any, finite: Mapping[str, Cell], cell: Cell) -> Any:
    """Return the table for a combination of types."""
    if callable(payoffs):
        return payoffs(*cell)
    if not finite or not isinstance(payoffs, Mapping):
        return payoffs
    for key in (cell, *cell[: len(cell) == 1]):
        if key in payoffs and isinstance(payoffs[key], Mapping):
            return payoffs[key]
    known = ", ".join(map(str, payoffs)) or "none"
    raise GameError(
        f"no table for the types ({', '.join(cell)}): give one for each combination of types of {', '.join(finite)}, "
        f"or a function of the types; found {known}"
    )


def _actions(players: Cell, tables: Mapping[Cell, Mapping[Cell, Any]]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for types, table in tables.items():
        for player, own in zip(players, zip(*table, strict=True), strict=True):
            actions = tuple(dict.fromkeys(own))
            if set(found.setdefault(player, actions)) != set(actions):
                raise GameError(
                    f"{player} chooses among {', '.join(actions)} at the types ({', '.join(types)}), and among "
                    f"{', '.join(found[player])} at others: its actions must not depend on types"
                )
    return found


def _tree(
    players: Cell,
    types: Mapping[str, Any],
    weights: Mapping[Cell, Any],
    tables: Mapping[Cell, Mapping[Cell, tuple[sp.Expr, ...]]],
    actions: Mapping[str, Cell],
) -> Node:
    finite = [p for p in types if not isinstance(types[p], Drawn)]

    def moves(cell: Cell, done: Cell) -> Node:
        if len(done) == len(players):
            return Terminal(tables[cell][done])
        mover = players[len(done)]
        own = dict(zip(finite, cell, strict=True)).get(mover)
        below = {action: moves(cell, (*done, action)) for action in actions[mover]}
        return choose(mover, below, info=mover if own is None else f"{mover}:{own}")

    def draws(left: list[str], node: Node) -> Node:
        for player in reversed(left):
            own = types[player]
            node = draw(own.symbol, own.low, own.high, node, seen_by=[player], cdf=own.cdf)
        return node

    numbers = [p for p in types if isinstance(types[p], Drawn)]
    if not finite:
        return draws(numbers, moves((), ()))
    branches = {", ".join(cell): (weight, moves(cell, ())) for cell, weight in weights.items()}
    return draws(numbers, chance(branches))
