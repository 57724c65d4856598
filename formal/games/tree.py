"""Game trees: what a node is, and how one is written down.

A tree is nested data. A plain tuple is a terminal node, its payoffs in the order of the players; `choose`,
`chance`, `offer` and `draw` build the others. Nothing is judged here: a node does not know where in the tree
it will stand, so `Game` reads the whole tree, and refuses what is wrong in it with the node's history.

Offers are seen by all who move later, draws only by the players that they name.

>>> from sympy import symbols
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> war = (p - c_A, 1 - p - c_B)
>>> crisis = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war}))
>>> crisis.node.actions["fight"]
Terminal(payoffs=(-c_A + p, -c_B - p + 1))

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, sections 6.1 and 11.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sympy import Expr, Symbol

from formal.errors import GameError

__all__ = [
    "Chance", "Decision", "Draw", "Node", "Offer", "Terminal", "Tree",
    "chance", "choose", "draw", "kind_of", "offer",
]  # fmt: skip


@dataclass(frozen=True)
class Terminal:
    """A node where the game is over: one payoff for each player, in the order of the players.

    Examples
    --------
    >>> Terminal((1, 0))
    Terminal(payoffs=(1, 0))
    """

    payoffs: tuple[Expr, ...]


@dataclass(frozen=True)
class Decision:
    """A node where a player takes one of finitely many actions; `choose` builds one.

    Examples
    --------
    >>> choose("B", {"accept": (1, 0), "fight": (0, 0)}, prefer=("accept", "fight")).prefer
    ('accept', 'fight')
    """

    player: str
    actions: Mapping[str, Node]
    info: str | None = None
    prefer: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Chance:
    """A node where nature takes a branch with a probability; `chance` builds one.

    Examples
    --------
    >>> list(chance({"tough": (1, (0, 0)), "weak": (0, (1, 1))}).branches)
    ['tough', 'weak']
    """

    branches: Mapping[str, tuple[Expr, Node]]


@dataclass(frozen=True)
class Offer:
    """A node where a player names a number between `low` and `high`; `offer` builds one.

    Examples
    --------
    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> offer("A", x, 0, 1, (x, 1 - x)).symbol
    x
    """

    player: str
    symbol: Symbol
    low: Expr
    high: Expr
    node: Node
    info: str | None = None


@dataclass(frozen=True)
class Draw:
    """A node where nature draws a number between `low` and `high`; `draw` builds one.

    `cdf` is the distribution function, an expression in `symbol`; None means uniform.

    Examples
    --------
    >>> from sympy import Symbol
    >>> draw(Symbol("c"), 0, 1, (0, 0), seen_by=["B"]).seen_by
    ('B',)
    """

    symbol: Symbol
    low: Expr
    high: Expr
    node: Node
    seen_by: tuple[str, ...] = ()
    cdf: Expr | None = None


Node = Terminal | Decision | Chance | Offer | Draw
#: What a person types for a node: a node, or a plain tuple of payoffs.
Tree = Node | tuple[Any, ...]


def choose(
    player: str, actions: Mapping[str, Tree], info: str | None = None, prefer: Sequence[str] | None = None
) -> Decision:
    """Build a decision: `player` takes one of `actions`.

    Parameters
    ----------
    player
        Who moves.
    actions
        `{action: node}`, at least one.
    info
        The information set. Nodes with the same `info` are one information set; left out, the player knows
        where it is, and the node is an information set of its own.
    prefer
        A tie rule: all the actions, in the order in which an indifferent player takes them. Left out, every
        choice that indifference allows is an equilibrium.

    Examples
    --------
    >>> choose("B", {"accept": (1, 0), "fight": (0, 0)}).actions["accept"]
    Terminal(payoffs=(1, 0))
    """
    if not isinstance(actions, Mapping):
        raise GameError(
            f"choose({player!r}, ...): the actions must be a dict {{action: node}}; found {kind_of(actions)}"
        )
    branches = {action: _node(node) for action, node in actions.items()}
    listed = isinstance(prefer, Sequence) and not isinstance(prefer, str)
    return Decision(player, branches, info, cast(Any, tuple(cast(Any, prefer)) if listed else prefer))


def chance(branches: Mapping[str, tuple[Any, Tree]]) -> Chance:
    """Build a move of nature over finitely many `branches`.

    Parameters
    ----------
    branches
        `{label: (probability, node)}`; probabilities may be expressions in the parameters and must sum to one
        wherever the parameters may lie.

    Examples
    --------
    >>> from sympy import Symbol
    >>> tau = Symbol("tau")
    >>> chance({"tough": (tau, (0, 0)), "weak": (1 - tau, (1, 1))}).branches["weak"]
    (1 - tau, Terminal(payoffs=(1, 1)))
    """
    if not isinstance(branches, Mapping):
        wanted = "the branches must be a dict {label: (probability, node)}"
        raise GameError(f"chance(...): {wanted}; found {kind_of(branches)}")
    for label, pair in branches.items():
        if type(pair) is not tuple or len(pair) != 2:
            raise GameError(
                f"chance(...): the branch {label!r} must be a pair (probability, node); found {kind_of(pair)}"
            )
    return Chance({label: (probability, _node(node)) for label, (probability, node) in branches.items()})


def offer(player: str, symbol: Symbol, low: Any, high: Any, node: Tree, info: str | None = None) -> Offer:
    """Build a continuous choice: `player` names a number between `low` and `high`, ends included.

    Parameters
    ----------
    player
        Who makes the offer.
    symbol
        Stands for the number in everything that follows; everyone who moves later has seen it.
    low, high
        The ends, expressions in the parameters and in earlier offers; `high` may be `oo`, `low` may be `-oo`.
    node
        What follows; it may use `symbol`.
    info
        The information set; see `choose`.

    Examples
    --------
    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, 0)})).player
    'A'
    """
    _require_symbol(symbol, f"offer({player!r}, ...)")
    return Offer(player, symbol, low, high, _node(node), info)


def draw(
    symbol: Symbol, low: Any, high: Any, node: Tree, seen_by: Sequence[str] = (), cdf: Any = None
) -> Draw:
    """Build a move of nature over an interval: a type with a continuum of values.

    Parameters
    ----------
    symbol
        Stands for the number drawn in everything that follows.
    low, high
        The ends of the interval; infinite only with a `cdf`.
    node
        What follows; it may use `symbol`.
    seen_by
        The players who learn the number.
    cdf
        The distribution function, an expression in `symbol` or something that makes one when called with it,
        as `Function("F")` does; left out, the draw is uniform.

    Examples
    --------
    >>> from sympy import Function, Symbol
    >>> c = Symbol("c")
    >>> draw(c, 0, 1, (0, -c), seen_by=("B",), cdf=Function("F")).cdf
    F(c)
    """
    _require_symbol(symbol, "draw(...)")
    if isinstance(seen_by, str) or not isinstance(seen_by, Sequence):
        raise GameError(f"draw({symbol}, ...): seen_by must be a list of players; found {kind_of(seen_by)}")
    return Draw(symbol, low, high, _node(node), tuple(seen_by), cdf(symbol) if callable(cdf) else cdf)


def kind_of(thing: object) -> str:
    """Name what was found, shortly, for an error message.

    Examples
    --------
    >>> kind_of([1, 2])
    'the list [1, 2]'
    """
    text = repr(thing)
    return f"the {type(thing).__name__} {text if len(text) <= 40 else text[:37] + '...'}"


def _node(written: Tree) -> Node:
    """A plain tuple is a terminal node; whatever else is no node stays as it is, for `Game` to refuse."""
    return Terminal(written) if type(written) is tuple else cast(Node, written)


def _require_symbol(symbol: object, where: str) -> None:
    if not isinstance(symbol, Symbol):
        hint = f": write Symbol({symbol!r})" if isinstance(symbol, str) else ""
        raise GameError(f"{where}: the number is named by a SymPy symbol; found {kind_of(symbol)}{hint}")
