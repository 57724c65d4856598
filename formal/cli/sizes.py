"""Models of a given size: whole numbers among the values of parameters, as in `n=10`.

>>> point = {"n": Fraction(4), "c": Fraction(1, 2)}
>>> sized_model("volunteers", point).integers, point
({'n': 4}, {'c': Fraction(1, 2)})
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from formal.library import load_model
from formal.library.model import Model

__all__ = ["sized_model"]


def sized_model(slug: str, point: dict[str, Fraction]) -> Model:
    """Return a model with the sizes that are among the values of a point, and take them out of it.

    Raises
    ------
    ParameterError
        If a size is no whole number, or one that the model excludes.
    """
    sizes = {name: point.pop(name) for name in load_model(slug).integers if name in point}
    return load_model(slug, **{name: _whole(value) for name, value in sizes.items()})


def _whole(number: Fraction) -> Any:
    """Return a size as a whole number where it is one; the model says what is wanted where it is not."""
    return int(number) if number.denominator == 1 else number
