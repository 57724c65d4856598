"""The generics behind the methods people type.

A noun (`Region`, `Game`, `Solution`, …) lives in a lower room than the work that is done on it, so its methods
are one-line doors to the generics here, and the room above registers the work.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from formal.errors import GameError


@singledispatch
def text(thing: object) -> str:
    """Return `thing` as Unicode text, the way a person writes it (registered in `formal.show`)."""
    raise TypeError(f"no text is known for {type(thing).__name__}")


@singledispatch
def latex(thing: object, **options: Any) -> str:
    """Return `thing` as LaTeX, without dollar signs (registered in `formal.show`)."""
    raise TypeError(f"no LaTeX is known for {type(thing).__name__}")


@singledispatch
def draw(thing: object, path: Any = None, **options: Any) -> Any:
    """Return `thing` as a picture, and write it to a file (registered in `formal.show`)."""
    raise GameError(
        f"a {type(thing).__name__} has no moves one after the other and no matrix: nothing to draw"
    )


@singledispatch
def plot(thing: object, *arguments: Any, **options: Any) -> Any:
    """Return a figure of `thing`, and write it to a file (registered in `formal.show`)."""
    raise TypeError(f"no figure is known for {type(thing).__name__}")


@singledispatch
def html(thing: object) -> str:
    """Return `thing` as HTML for a notebook, everything in it escaped (registered in `formal.show`)."""
    raise TypeError(f"no HTML is known for {type(thing).__name__}")


@singledispatch
def figure(model: object, path: Any = None) -> Any:
    """Return the figure that shows most of a model, and write it to a file (registered in `formal.show`)."""
    raise TypeError(f"{type(model).__name__} has no figure")


@singledispatch
def record(thing: object) -> dict[str, Any]:
    """Return `thing` as data ready for JSON (registered in `formal.show`)."""
    raise TypeError(f"no record is known for {type(thing).__name__}")


@singledispatch
def solve(game: object, **options: Any) -> Any:
    """Return the `Solution` of a game (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game that can be solved")


@singledispatch
def extreme_points(equilibrium: object) -> Any:
    """Return the ends or corners of a continuum of equilibria (registered in `formal.equilibria`)."""
    raise TypeError(f"{type(equilibrium).__name__} is no equilibrium")


@singledispatch
def dominated(game: object, *stated: Any, **options: Any) -> Any:
    """Return where an action is dominated (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game in strategic form")


@singledispatch
def dominant(game: object, *stated: Any, **options: Any) -> Any:
    """Return where an action dominates all others (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game in strategic form")


@singledispatch
def eliminated(game: object, **options: Any) -> Any:
    """Return what is left without dominated actions (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game in strategic form")


@singledispatch
def gambit(game: object) -> Any:
    """Return a game without parameters as a `pygambit.Game` (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game that Gambit knows")


@singledispatch
def second_opinions(game: object, strategy: Any) -> dict[str, str]:
    """Return, for each foreign program that applies, its objection to strategies in a game without parameters.

    An empty objection is an agreement (registered in `formal.solvers`).
    """
    return {}


@singledispatch
def sustainable(game: object, **options: Any) -> Any:
    """Return where a given profile is an equilibrium of a game over time (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game over time")


@singledispatch
def why_not(game: object, **options: Any) -> Any:
    """Return the deviations from a given profile that pay somewhere (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game over time")


@singledispatch
def critical_discount(game: object, **options: Any) -> Any:
    """Return the discount factor above which a profile is sustainable (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game over time")


@singledispatch
def gains(game: object, **options: Any) -> Any:
    """Return what every one-shot deviation from a given profile brings (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game over time")


@singledispatch
def play(game: object, **options: Any) -> Any:
    """Return what a given profile is worth in a game over time (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} is no game over time")


@singledispatch
def verify(solution: object, **options: Any) -> Any:
    """Check equilibria at exact random points, without the solvers (registered in `formal.equilibria`)."""
    raise TypeError(f"{type(solution).__name__} holds no equilibria to verify")


@singledispatch
def refine(solution: object, criterion: str, **options: Any) -> Any:
    """Return the equilibria that survive a refinement (registered in `formal.solvers`)."""
    raise TypeError(f"{type(solution).__name__} holds no equilibria to refine")


@singledispatch
def implicit(game: object) -> Any:
    """Return what holds in equilibrium whatever the distribution of types (registered in `formal.solvers`)."""
    raise TypeError(f"{type(game).__name__} has no types with a distribution")


@singledispatch
def claims(model: object) -> Any:
    """Return the claims about a model by id (registered in `formal.library`)."""
    raise TypeError(f"no claims are known for {type(model).__name__}")


@singledispatch
def evaluate(model: object, name: str, **arrays: Any) -> Any:
    """Return a quantity over arrays of parameter values (registered in `formal.sweep`)."""
    raise TypeError(f"{type(model).__name__} has no quantities")


@singledispatch
def explore(model: object, path: Any, **options: Any) -> None:
    """Write a page on which a model can be played with (registered in `formal.show`)."""
    raise TypeError(f"{type(model).__name__} is no model to explore")


@singledispatch
def check(game: object, *stated: Any, **options: Any) -> Any:
    """Return why a given profile is an equilibrium, or where it is not (registered in `formal.claims`)."""
    raise TypeError(f"no check is known for {type(game).__name__}")


@singledispatch
def proof(solution: object, index: int = 0, **options: Any) -> Any:
    """Return why an equilibrium is one, step by step (registered in `formal.claims`)."""
    raise TypeError(f"{type(solution).__name__} holds no equilibria to prove")


@singledispatch
def fault(derivation: object) -> Any:
    """Return what does not check in a derivation (registered in `formal.claims`)."""
    raise TypeError(f"{type(derivation).__name__} is no derivation")


@singledispatch
def document(thing: object, *, standalone: bool = False, beamer: bool = False, **options: Any) -> str:
    """Return `thing` as a fragment of LaTeX, a whole article or frames (registered in `formal.show`)."""
    raise TypeError(f"no document is made of {type(thing).__name__}: import formal")
