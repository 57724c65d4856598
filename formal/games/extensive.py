"""Games in extensive form: players, a tree, and what is assumed about the parameters.

>>> from sympy import symbols
>>> from formal.games.tree import choose, offer
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> war = (p - c_A, 1 - p - c_B)
>>> crisis = Game(
...     ["A", "B"],
...     offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war})),
...     where=[0 < p, p < 1, c_A > 0, c_B > 0],
...     name="Crisis bargaining",
... )
>>> crisis
Game('Crisis bargaining', players=(A, B), parameters=(p, c_A, c_B))
>>> list(crisis.information_sets.values())
[InformationSet('A', player='A', histories=((),), symbol=x),
 InformationSet('B', player='B', histories=(('x',),), actions=('accept', 'fight'))]

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definitions 89.1 and 200.1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.errors import GameError
from formal.games.efg import read_efg, write_efg
from formal.games.information import InformationSet, all_is_seen, information_sets, name_information_sets
from formal.games.naming import name_parameters
from formal.games.pictured import Pictured
from formal.games.plans import plans, table_of_plans
from formal.games.reading import read_players, read_tree, read_where
from formal.games.strategic import StrategicGame
from formal.games.substitution import fixed, substituted
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Tree
from formal.games.walking import children, terms, walk
from formal.games.wellformed import check_numbers

__all__ = ["Game"]


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Game(Pictured):
    """A game in extensive form with perfect recall.

    Parameters
    ----------
    players
        Their names, in the order of the payoffs.
    tree
        A tuple of payoffs, or what `choose`, `chance`, `offer` and `draw` build.
    where
        What is assumed about the parameters: a condition or a list of them. SymPy's flags on the symbols
        count as well. A symbol's name is the parameter.
    name
        A title.

    Attributes
    ----------
    players : tuple of str
        As given.
    tree : Node
        With SymPy expressions throughout, one symbol for each name, and `info` wherever a player moves.
    where : tuple
        The conditions, as given.
    name : str
        As given.
    space : Space
        The parameter space.
    information_sets : dict
        `{name: InformationSet}`, in the order of the tree.

    Raises
    ------
    GameError
        If the game is not well formed; the message says what is wrong, at which node, and what to do.
    ExpressionError
        If a term is not algebraic over the reals.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> Game(["A"], choose("A", {"left": (1,), "right": (2,)}), name="Choice")
    Game('Choice', players=(A), parameters=())
    """

    players: tuple[str, ...]
    tree: Node
    where: tuple[Any, ...]
    name: str
    space: Space
    information_sets: Mapping[str, InformationSet]

    def __init__(self, players: Sequence[str], tree: Tree, where: Any = (), name: str = "") -> None:
        listed, conditions = read_players(players), read_where(where)
        read, space = name_parameters(read_tree(listed, tree), conditions)
        named = name_information_sets(read)
        fields = {
            "players": listed,
            "tree": named,
            "where": conditions,
            "name": name,
            "space": space,
            "information_sets": information_sets(named),
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        check_numbers(named, space)

    @classmethod
    def from_efg(cls, text_or_path: str | Path) -> Game:
        """Return the game in one of Gambit's files for games in extensive form.

        Decimals and fractions are read exactly. Information sets are called by their label, or where that is empty
        or not the only one of its kind, by the player and the number in the file. Labels of nodes and of outcomes,
        and the comment, are left behind.

        Parameters
        ----------
        text_or_path
            The text of the file, which begins with `EFG`, or its path.

        Raises
        ------
        GameError
            If the file cannot be read; the message begins with line and column, and says what was wanted there.

        Examples
        --------
        >>> Game.from_efg('EFG 2 R "Choice" { "A" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 } t "" 2 "" { .5 }')
        Game('Choice', players=(A), parameters=())
        """
        read = read_efg(text_or_path)
        return cls(read.players, read.tree, name=read.title)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters in declaration order: as they appear in `where`, then in the tree read top down."""
        return tuple(self.space.symbols.values())

    @cached_property
    def has_perfect_information(self) -> bool:
        """Whether every player who moves knows all that has happened.

        Examples
        --------
        >>> from formal.games.tree import choose
        >>> reply = choose("B", {"stay": (0, 0), "go": (1, 1)}, info="B")
        >>> Game(["A", "B"], choose("A", {"left": reply, "right": reply})).has_perfect_information
        False
        """
        single = all(len(info.histories) == 1 for info in self.information_sets.values())
        return single and all_is_seen(self.tree)

    def node(self, history: Sequence[str]) -> Node:
        """Return the node that a history leads to; an offer or a draw is passed by the name of its symbol.

        Examples
        --------
        >>> from formal.games.tree import choose
        >>> Game(["A"], choose("A", {"left": (1,), "right": (2,)})).node(("left",))
        Terminal(payoffs=(1,))
        """
        node = self.tree
        for label in history:
            below = dict(children(node))
            if label not in below:
                found = f"{label!r} in the history {tuple(history)}"
                raise GameError(f"{found} is not in the tree: write one of {', '.join(below) or 'nothing'}")
            node = below[label]
        return node

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> Game:
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
        >>> from sympy import Rational, symbols
        >>> from formal.games.tree import choose
        >>> p, c = symbols("p c")
        >>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[p < 1, c > 0])
        >>> game.subs({"p": Rational(3, 5)})
        Game(players=(A), parameters=(c))
        """
        tree, where = substituted(self.tree, self.where, self.space, values)
        return Game(self.players, tree, where, self.name)

    # -- other forms -------------------------------------------------------------------------------

    def strategic_form(self, reduced: bool = True) -> StrategicGame:
        """Return the table of what the players' plans pay together.

        Parameters
        ----------
        reduced
            Whether plans leave out what they themselves exclude: two plans that differ only there are one. A plan
            is called by its actions, in the order of the tree, joined by commas.

        Raises
        ------
        GameError
            If a number is offered or drawn from an interval, or the table would be too large.

        Examples
        --------
        >>> from formal.games.tree import choose
        >>> entry = choose("A", {"in": choose("B", {"fight": (-1, -1), "share": (1, 1)}), "out": (0, 2)})
        >>> form = Game(["A", "B"], entry).strategic_form()
        >>> form.actions, form.payoffs["out", "fight"]
        ({'A': ('in', 'out'), 'B': ('fight', 'share')}, (0, 2))
        """
        own = {player: plans(player, self.tree, self.information_sets, reduced) for player in self.players}
        table = table_of_plans(self.players, self.tree, own)
        # The region says nothing new; it keeps parameters on which the table does not depend.
        return StrategicGame(self.players, table, (*self.where, Region.of(self.space, TRUE)), self.name)

    def to_efg(self, values: Mapping[sp.Symbol | str, Any] | None = None) -> str:
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
            If a number is offered or drawn from an interval, or is not rational.

        Examples
        --------
        >>> from sympy import Symbol
        >>> from formal.games.tree import choose
        >>> game = Game(["A"], choose("A", {"stay": (0,), "go": (Symbol("v"),)}), name="Choice")
        >>> print(game.to_efg({"v": "2/3"}))
        EFG 2 R "Choice" { "A" }
        ""
        <BLANKLINE>
        p "" 1 1 "A" { "stay" "go" } 0
        t "" 1 "" { 0 }
        t "" 2 "" { 2/3 }
        <BLANKLINE>
        """
        return write_efg(self.name, self.players, fixed(self, values, "Gambit's files hold numbers").tree)

    def to_gambit(self, values: Mapping[sp.Symbol | str, Any] | None = None) -> Any:
        """Return the game as a `pygambit.Game`, with its information sets, actions and players by the same names.

        Parameters
        ----------
        values
            Numbers for all parameters; a game without parameters needs none.

        Raises
        ------
        ParameterError
            If a parameter has no value.
        GameError
            If pygambit is not installed (it is an extra), or the game is one that Gambit does not know.
        """
        return verbs.gambit(fixed(self, values, "Gambit's games hold numbers"))

    # -- doors to the rooms above ------------------------------------------------------------------

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Any:
        """Return the `Solution`: every equilibrium, with the region of parameters in which it exists.

        Parameters
        ----------
        concept
            "subgame_perfect", "undominated" (the same without weakly dominated simultaneous moves),
            "perfect_bayesian" or "nash"; left out, the strongest that fits.
        knife_edges
            Whether to add equilibria that exist only on a measure-zero set of parameters.
        progress
            Called with a sentence now and then.
        """
        return verbs.solve(self, concept=concept, knife_edges=knife_edges, progress=progress)

    def implicit(self) -> Any:
        """Return what holds in equilibrium whatever the distribution of a number that nature draws.

        Two forms are known: one offer by a player who does not see the number, answered by those who do (the
        first-order condition), and simultaneous moves of players who each see a number (indifference conditions).

        Returns
        -------
        list of Implicit
            Each with its equations, what makes their solution unique, and how it moves with the parameters.

        Raises
        ------
        GameError
            If the game has another form.
        """
        return verbs.implicit(self)

    def check(
        self,
        strategy: Any,
        belief: Mapping[str, Any] | None = None,
        where: object = (),
        payoffs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return why given strategies are an equilibrium, or a point at which they are not.

        Parameters
        ----------
        strategy
            For each information set the action, the probabilities of actions, or the number that is named; or an
            `Equilibrium`, which says the rest as well.
        belief
            For information sets with several nodes the probability of each history; left out, as they are reached,
            which must be so.
        where
            The parameters for which it is said to be an equilibrium, beside the game's own assumptions.
        payoffs
            What players are said to get; those left out are not looked at.

        Returns
        -------
        Derivation
            `.holds`, `.counterexample`, and every step with its proof or a point at which it fails.
        """
        return verbs.check(self, strategy, belief, where, payoffs)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_latex_(self) -> str:
        return verbs.latex(self)

    def __str__(self) -> str:
        return verbs.text(self)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        parameters = ", ".join(self.space.names)
        return f"Game({title}players=({', '.join(self.players)}), parameters=({parameters}))"

    # -- equality ----------------------------------------------------------------------------------

    @cached_property
    def _identity(self) -> tuple[Any, ...]:
        """All that makes the game, flat, so that deep trees are compared without recursion."""
        nodes = tuple((*_labels(node), *terms(node)) for _, node in walk(self.tree))
        return self.players, self.where, self.name, nodes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Game) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> tuple[Any, ...]:
        return Game, (self.players, self.tree, self.where, self.name)


def _labels(node: Node) -> tuple[Any, ...]:
    """Return what a node is apart from its terms and its children, the labels of its children included."""
    below = tuple(label for label, _ in children(node))
    match node:
        case Decision():
            return "Decision", node.player, below, node.info, node.prefer
        case Chance():
            return "Chance", below
        case Offer():
            return "Offer", node.player, node.symbol, node.info
        case Draw():
            return "Draw", node.symbol, node.seen_by
    return ("Terminal",)
