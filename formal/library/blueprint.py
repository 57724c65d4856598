"""A blueprint: what a file under `models/` writes down.

It has a story, a function that builds the game, and named quantities. A quantity is a function of the `Model` that is
made of the blueprint: it may use the solution, the game with some parameters fixed, other quantities and other models,
and returns an expression, a `Cases`, a `Region` (a condition) or a pair of values (an interval).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import sympy as sp

from formal.algebra import Cases, Region
from formal.library.least import Least

#: What a quantity may be.
Quantity: TypeAlias = "sp.Expr | Cases | Region | Least | tuple[Any, Any]"


@dataclass(frozen=True, eq=False)
class Derived:
    """A named quantity: what it means, and how it follows from the model.

    Examples
    --------
    >>> Derived("A's payoff", lambda model: model.solution.payoff("A")).meaning
    "A's payoff"
    """

    meaning: str
    function: Callable[[Any], Quantity]


@dataclass(frozen=True, eq=False)
class Blueprint:
    """What a model file writes down.

    Parameters
    ----------
    slug
        The name by which the model is loaded.
    title
        One line.
    story
        What happens, and in which order, as a paper tells it.
    players
        `{player: who that is}`, in the order of payoffs.
    parameters
        `{symbol: meaning}`, in the order in which they are printed.
    where
        The domains and assumptions; or a function that returns them, called as `game` is.
    game
        Builds the game; called with the whole-number parameters by name. If it also builds one when they are
        letters, claims can be judged for every size at once (see `Model.of_any_size`).
    quantities
        Its named quantities.
    sources
        Author and year.
    integers
        `{symbol: default}` for the parameters that fix the size of the game.
    concept
        How the game is solved; left out, as `game.solve()` does it.
    solve_for
        The parameters that conditions are shown as bounds on, where they can be.
    extension
        Whether the model is an extension of another one.

    Examples
    --------
    >>> from formal import Game, Model, choose
    >>> s, = sp.symbols("s,")
    >>> waiting = Blueprint(
    ...     slug="waiting",
    ...     title="Waiting",
    ...     story="A waits or fights.",
    ...     players={"A": "a state"},
    ...     parameters={s: "the prize"},
    ...     where=[s > 0],
    ...     game=lambda: Game(["A"], choose("A", {"wait": (s,), "fight": (0,)}), where=[s > 0]),
    ...     quantities={"payoff": Derived("A's payoff", lambda model: model.solution.payoff("A"))},
    ... )
    >>> Model(waiting).value("payoff", s=2)
    2
    """

    slug: str
    title: str
    story: str
    players: Mapping[str, str]
    parameters: Mapping[sp.Symbol, str]
    where: Iterable[object] | Callable[..., Iterable[object]]
    game: Callable[..., Any]
    quantities: Mapping[str, Derived]
    sources: tuple[str, ...] = ()
    integers: Mapping[sp.Symbol, int] = field(default_factory=dict)
    concept: str | None = None
    solve_for: tuple[sp.Symbol, ...] = ()
    extension: bool = False
