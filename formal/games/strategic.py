"""Games in strategic form: everybody chooses once, and nobody sees what the others choose.

A table gives the payoffs after each combination of actions, expressions in the parameters; `from_arrays`
takes one array for each player instead. In a strategic form a player has one information set, named by the
player, and a history is the combination of actions.

>>> from sympy import symbols
>>> c, v = symbols("c v")
>>> dove_hawk = StrategicGame.from_arrays(
...     [[v / 2, 0], [v, (v - c) / 2]],
...     [[v / 2, v], [0, (v - c) / 2]],
...     actions=[("dove", "hawk"), ("dove", "hawk")],
...     where=[v > 0, c > v],
... )
>>> dove_hawk
StrategicGame(players=(1, 2), actions=2 x 2, parameters=(v, c))
>>> dove_hawk.payoffs["hawk", "hawk"]
(-c/2 + v/2, -c/2 + v/2)

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 11.1.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.algebra.undefined import require_defined
from formal.errors import ExpressionError, FormalError, GameError
from formal.games.naming import name_parameters
from formal.games.nfg import read_nfg, write_nfg
from formal.games.reading import read_players, read_where
from formal.games.substitution import fixed, substituted
from formal.games.table import Cell, read_table, shown, table_of_arrays
from formal.games.tree import Terminal

__all__ = ["StrategicGame"]


@dataclass(frozen=True, init=False, eq=False, repr=False)
class StrategicGame:
    """A game in strategic form, for any number of players.

    Parameters
    ----------
    players
        Their names, in the order of actions and payoffs.
    table
        `{(action, …): (payoff, …)}`, each with one for each player, and one entry for each combination of
        actions. A player's actions are ordered as they first appear.
    where
        What is assumed about the parameters: a condition or a list of them. SymPy's flags on the symbols
        count as well. A symbol's name is the parameter.
    name
        A title.

    Attributes
    ----------
    players : tuple of str
        As given.
    actions : dict
        `{player: (action, …)}`.
    payoffs : dict
        The table, with SymPy expressions throughout and one symbol for each name.
    where : tuple
        The conditions, as given.
    name : str
        As given.
    space : Space
        The parameter space.

    Raises
    ------
    GameError
        If the table is not well formed, or the assumptions contradict each other.
    ExpressionError
        If a payoff is not algebraic over the reals.

    Examples
    --------
    >>> game = StrategicGame(["A", "B"], {("up", "left"): (1, 0), ("up", "right"): (0, 1)})
    >>> game.actions
    {'A': ('up',), 'B': ('left', 'right')}
    """

    players: tuple[str, ...]
    actions: Mapping[str, Cell]
    payoffs: Mapping[Cell, tuple[sp.Expr, ...]]
    where: tuple[Any, ...]
    name: str
    space: Space

    def __init__(
        self,
        players: Sequence[str],
        table: Mapping[Cell, Sequence[Any]],
        where: Any = (),
        name: str = "",
    ) -> None:
        listed, conditions = read_players(players), read_where(where)
        read = read_table(listed, table)
        flat, space = name_parameters(_flat(read), conditions)
        payoffs = _unflat(read, flat)
        columns = zip(*payoffs, strict=True)
        fields = {
            "players": listed,
            "actions": {p: tuple(dict.fromkeys(own)) for p, own in zip(listed, columns, strict=True)},
            "payoffs": payoffs,
            "where": conditions,
            "name": name,
            "space": space,
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        for cell, own in payoffs.items():
            _require_defined(space, cell, own)

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        players: Sequence[str] | None = None,
        actions: Sequence[Sequence[str]] | None = None,
        where: Any = (),
        name: str = "",
    ) -> StrategicGame:
        """Return the game whose payoffs are given by one array for each player.

        Parameters
        ----------
        *arrays
            Nested lists, NumPy arrays or SymPy matrices, as many as there are players and each with as many
            dimensions; the first index is the action of the first player.
        players
            Their names; left out, `"1"`, `"2"`, …
        actions
            For each player the names of the actions; left out, `"1"`, `"2"`, …
        where, name
            As in `StrategicGame`.

        Examples
        --------
        >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=["A", "B"])
        >>> pennies.payoffs["1", "2"]
        (-1, 1)
        """
        listed = read_players([str(i + 1) for i in range(len(arrays))] if players is None else players)
        return cls(listed, table_of_arrays(listed, arrays, actions), where, name)

    @classmethod
    def from_nfg(cls, text_or_path: str | Path) -> StrategicGame:
        """Return the game in one of Gambit's files for games in strategic form, with payoffs or with outcomes.

        Parameters
        ----------
        text_or_path
            The text of the file, which begins with `NFG`, or its path. Decimals and fractions are read exactly.

        Raises
        ------
        GameError
            If the file cannot be read; the message begins with line and column, and says what was wanted there.

        Examples
        --------
        >>> StrategicGame.from_nfg('NFG 1 R "Pennies" { "A" "B" } { 2 2 } 1 -1 -1 1 -1 1 1 -1').payoffs["2", "1"]
        (-1, 1)
        """
        read = read_nfg(text_or_path)
        return cls(read.players, read.table, name=read.title)

    def to_nfg(self, values: Mapping[sp.Symbol | str, Any] | None = None) -> str:
        """Return the game as the text of a file that Gambit reads.

        Parameters
        ----------
        values
            Numbers for all parameters; a game without parameters needs none.

        Raises
        ------
        ParameterError
            If a parameter has no value.
        GameError
            If a payoff is not rational.

        Examples
        --------
        >>> StrategicGame(["A"], {("act",): (1,), ("wait",): (0,)}).to_nfg().split()[-2:]
        ['1', '0']
        """
        game = fixed(self, values, "Gambit's files hold numbers")
        return write_nfg(game.name, game.actions, game.payoffs)

    def to_gambit(self, values: Mapping[sp.Symbol | str, Any] | None = None) -> Any:
        """Return the game as a `pygambit.Game`, with players and strategies by the same names.

        Parameters
        ----------
        values
            Numbers for all parameters; a game without parameters needs none.

        Raises
        ------
        ParameterError
            If a parameter has no value.
        GameError
            If pygambit is not installed (it is an extra).
        """
        return verbs.gambit(fixed(self, values, "Gambit's games hold numbers"))

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters in declaration order: as they appear in `where`, then in the table."""
        return tuple(self.space.symbols.values())

    def payoff(self, player: str, *cell: str) -> sp.Expr:
        """Return the payoff of a player after a combination of actions.

        Examples
        --------
        >>> StrategicGame(["A", "B"], {("up", "left"): (1, 2)}).payoff("B", "up", "left")
        2
        """
        if player not in self.players or cell not in self.payoffs:
            known = "; ".join(f"{p}: {', '.join(a)}" for p, a in self.actions.items())
            raise GameError(f"no payoff of {player!r} after {shown(cell)}: players and actions are {known}")
        return self.payoffs[cell][self.players.index(player)]

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> StrategicGame:
        """Return the same game with some parameters fixed.

        Parameters
        ----------
        values
            Exact numbers or expressions, by symbol or by name. What was assumed about a parameter is assumed
            of the expression in its place.

        Raises
        ------
        ParameterError
            If a name is no parameter of the game, or a value violates `where`.

        Examples
        --------
        >>> from sympy import symbols
        >>> c, = symbols("c,")
        >>> StrategicGame(["A"], {("act",): (1 - c,), ("wait",): (0,)}).subs({c: 2}).payoffs["act",]
        (-1,)
        """
        flat, where = substituted(_flat(self.payoffs), self.where, self.space, values)
        assert isinstance(flat, Terminal)
        return StrategicGame(self.players, _unflat(self.payoffs, flat), where, self.name)

    def restricted(self, actions: Mapping[str, Sequence[str]]) -> StrategicGame:
        """Return the game in which some players have fewer actions.

        Examples
        --------
        >>> game = StrategicGame(["A", "B"], {("up", "left"): (1, 0), ("up", "right"): (0, 1)})
        >>> game.restricted({"B": ["left"]}).actions
        {'A': ('up',), 'B': ('left',)}
        """
        for player, kept in actions.items():
            known = self.actions.get(player, ())
            if not kept or any(action not in known for action in kept):
                asked = f"{player}'s actions are {', '.join(known)}" if known else "no such player"
                raise GameError(f"{player} cannot be left with {', '.join(kept) or 'no action'}: {asked}")
        kept_all = [[a for a in own if a in actions.get(p, own)] for p, own in self.actions.items()]
        table = {cell: self.payoffs[cell] for cell in itertools.product(*kept_all)}
        # The region says nothing new; it keeps parameters on which the smaller table does not depend.
        return StrategicGame(self.players, table, (*self.where, Region.of(self.space, TRUE)), self.name)

    # -- doors to the rooms above ------------------------------------------------------------------

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
        mixed: bool = True,
    ) -> Any:
        """Return the `Solution`: every Nash equilibrium, with the region of parameters in which it exists.

        Parameters
        ----------
        concept
            "nash", "pure_nash", or left out.
        knife_edges
            Whether to add equilibria that exist only on a measure-zero set of parameters.
        progress
            Called with a sentence now and then.
        mixed
            Whether to look for equilibria in mixed strategies, or for pure ones only.
        """
        return verbs.solve(self, concept=concept, knife_edges=knife_edges, progress=progress, mixed=mixed)

    def dominated(
        self, player: str, action: str, by: str | None = None, *, weakly: bool = False, mixed: bool = False
    ) -> Region:
        """Return where an action is dominated.

        Parameters
        ----------
        player, action
            Whose, and which.
        by
            By which action; left out, by any other.
        weakly
            Whether it counts that the other action never pays less and sometimes more.
        mixed
            Whether mixtures of other actions may dominate.

        Examples
        --------
        >>> from sympy import symbols
        >>> x, = symbols("x,")
        >>> game = StrategicGame.from_arrays([[3, 0], [0, 3], [x, x]], [[0, 0]] * 3)
        >>> game.dominated("1", "3"), game.dominated("1", "3", mixed=True)
        (Region(x < 0), Region(x < 3/2))
        """
        region: Region = verbs.dominated(self, player, action, by, weakly, mixed)
        return region

    def dominant(self, player: str, action: str, *, weakly: bool = False) -> Region:
        """Return where an action dominates every other action of the player.

        Examples
        --------
        >>> from sympy import symbols
        >>> x, = symbols("x,")
        >>> StrategicGame(["A"], {("act",): (x,), ("wait",): (0,)}).dominant("A", "act")
        Region(x > 0)
        """
        region: Region = verbs.dominant(self, player, action, weakly)
        return region

    def eliminate_dominated(
        self, *, weakly: bool = False, mixed: bool = False, knife_edges: bool = False
    ) -> list[Any]:
        """Return what is left after iterated elimination of dominated actions: an `Elimination` for each case.

        Parameters
        ----------
        weakly
            Whether weakly dominated actions go as well: all of them at once, in each round.
        mixed
            Whether mixtures may dominate.
        knife_edges
            Whether to list cases that hold only on a set of parameters without an interior.

        Examples
        --------
        >>> from sympy import symbols
        >>> c, = symbols("c,", positive=True)
        >>> rows, columns = [[1, 1], [0, 2]], [[1 - c, 0], [1 - c, 0]]
        >>> game = StrategicGame.from_arrays(rows, columns, actions=[("wait", "go"), ("fight", "yield")])
        >>> for left in game.eliminate_dominated():
        ...     print(left)
        if c > 1: go (1); yield (2)
          round 1: fight (2)
          round 2: wait (1)
        if c < 1: wait (1); fight (2)
          round 1: yield (2)
          round 2: go (1)
        """
        found: list[Any] = verbs.eliminated(self, weakly=weakly, mixed=mixed, knife_edges=knife_edges)
        return found

    def check(self, strategy: Any, where: object = (), payoffs: Mapping[str, Any] | None = None) -> Any:
        """Return why strategies are an equilibrium where they are said to be one, or a point at which they are not.

        Parameters
        ----------
        strategy
            For each player the action, or the probabilities of actions.
        where
            The parameters for which it is said to be one, beside the game's own assumptions.
        payoffs
            What players are said to get; those left out are not looked at.

        Examples
        --------
        >>> from sympy import symbols
        >>> a, b = symbols("a b", positive=True)
        >>> game = StrategicGame.from_arrays([[a, 0], [0, b]], [[a, 0], [0, b]])
        >>> row, column = game.players
        >>> rare = {game.actions[row][0]: b / (a + b), game.actions[row][1]: a / (a + b)}
        >>> same = {game.actions[column][0]: b / (a + b), game.actions[column][1]: a / (a + b)}
        >>> game.check({row: rare, column: same}).holds
        True
        """
        return verbs.check(self, strategy, where, payoffs)

    def draw(
        self,
        path: Any = None,
        highlight: object = None,
        at: Mapping[sp.Symbol | str, Any] | None = None,
    ) -> Any:
        """Return the payoff matrix with the best replies underlined, and write it to a file.

        Parameters
        ----------
        path
            Ends in `.svg`, `.tex` or `.html`; left out, nothing is written.
        highlight
            An equilibrium, an outcome or a list of cells, to be picked out.
        at
            Values of some parameters or of all, at which replies are compared. Left out, a payoff is underlined if
            it is a best reply wherever the assumptions hold.

        Returns
        -------
        Matrix
            Shown by notebooks; `str()` is the matrix as text.

        Raises
        ------
        GameError
            If the matrix is too large to be read, or a cell is not in it.
        """
        return verbs.draw(self, path, highlight=highlight, at=at)

    def _repr_html_(self) -> str | None:
        try:
            return cast(str, verbs.draw(self).html())
        except FormalError:
            return None  # too large for a matrix; the game is shown as text

    def __str__(self) -> str:
        return verbs.text(self)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_latex_(self) -> str:
        return verbs.latex(self)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        shape = " x ".join(str(len(actions)) for actions in self.actions.values())
        parameters = ", ".join(self.space.names)
        players = ", ".join(self.players)
        return f"StrategicGame({title}players=({players}), actions={shape}, parameters=({parameters}))"

    # -- equality ----------------------------------------------------------------------------------

    @cached_property
    def _identity(self) -> tuple[Any, ...]:
        return self.players, self.where, self.name, tuple(self.payoffs.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StrategicGame) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> tuple[Any, ...]:
        return StrategicGame, (self.players, dict(self.payoffs), self.where, self.name)


def _require_defined(space: Space, cell: Cell, payoffs: tuple[sp.Expr, ...]) -> None:
    try:
        require_defined(space, *payoffs)
    except ExpressionError as error:
        raise ExpressionError(f"after {shown(cell)}: {error}") from error


def _flat(payoffs: Mapping[Cell, tuple[sp.Expr, ...]]) -> Terminal:
    """All payoffs in one node, so that parameters are named and fixed as they are in a tree."""
    return Terminal(tuple(payoff for own in payoffs.values() for payoff in own))


def _unflat(shape: Mapping[Cell, tuple[sp.Expr, ...]], flat: Any) -> dict[Cell, tuple[sp.Expr, ...]]:
    listed = iter(flat.payoffs)
    return {cell: tuple(itertools.islice(listed, len(own))) for cell, own in shape.items()}
