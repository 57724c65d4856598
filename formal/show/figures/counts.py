"""How a quantity moves with a whole number that fixes the size of the game, such as the number of players.

Each number is a game of its own, solved when its dot is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formal.errors import FormalError, ModelError, ParameterError
from formal.library.model import Model
from formal.show.expression import expression_latex
from formal.show.plot import COLOURS, Plot, as_math, blank, settings

__all__ = ["count_plot"]

_MOST = 60


def count_plot(model: Model, quantity: str, given: Any, at: Mapping[str, Any]) -> Plot:
    """Draw a quantity over a whole number.

    Parameters
    ----------
    model
        Whose quantity.
    quantity
        Its name.
    given
        The whole number with its ends, `(n, 2, 10)`.
    at
        Exact values of the parameters and of other whole numbers.

    Raises
    ------
    ParameterError
        If the ends are missing or far apart.
    ModelError
        If the quantity has no value at any of the numbers.
    """
    name, *ends = given if isinstance(given, tuple | list) else (given,)
    name = model.space.name_of(name)
    if len(ends) != 2:
        raise ParameterError(f"{name} is a whole number: say from where to where, as in ({name}, 2, 10)")
    low, high = (int(end) for end in ends)
    if not low < high <= low + _MOST:
        raise ParameterError(f"{name} runs from {low} to {high}: a range of two to {_MOST} numbers is wanted")
    dots = {
        number: value
        for number in range(low, high + 1)
        for value in _values(model, quantity, name, number, at)
    }
    if not dots:
        raise ModelError(f"{quantity} has no value for any {name} from {low} to {high}")
    with settings():
        figure, axes = blank(6.0, 3.8)
        axes.plot(list(dots), list(dots.values()), "o", color=COLOURS[0], markersize=6)
        axes.vlines(list(dots), 0, list(dots.values()), color=COLOURS[0], linewidth=1.2)
        axes.set_xticks([n for n in range(low, high + 1) if (n - low) % (1 + (high - low) // 20) == 0])
        symbol = next(s for s in model.parameters if s.name == name)
        axes.set_xlabel(f"${expression_latex(symbol)}$", fontsize=12)
        axes.set_ylabel(quantity.replace("_", " "))
        meaning = model.blueprint.quantities[quantity].meaning
        axes.set_title(meaning[:1].upper() + meaning[1:], fontsize=10)
        rest = ", ".join(f"{key} = {value}" for key, value in at.items())
        if rest:
            axes.text(
                1, -0.2, as_math(f"at {rest}") or "", transform=axes.transAxes, ha="right", fontsize=8.5
            )
    return Plot(figure, axes, f"{model.title}: {quantity} by {name}")


def _values(model: Model, quantity: str, name: str, number: int, at: Mapping[str, Any]) -> list[float]:
    """Return the value at a number, or nothing where the model has no such size or the quantity no value."""
    try:
        value = model.value(quantity, **{name: number}, **at)
    except FormalError:
        return []
    if isinstance(value, bool):
        raise ModelError(f"{quantity} holds or does not: it is no number to draw")
    return [float(value)] if value is not None and getattr(value, "is_number", False) else []
