"""Models of a given size: whole numbers among the values of parameters, as in `n=10`.

>>> point = {"n": Fraction(4), "c": Fraction(1, 2)}
>>> sized_model("volunteers", point).integers, point
({'n': 4}, {'c': Fraction(1, 2)})
>>> [model.integers for model in sized_models(["volunteers", "salami", "volunteers_pair"], {"n": Fraction(4)})]
[{'n': 4}, {'n': 4}, {}]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import sympy as sp

from formal.cli.game_files import is_game_file, model_in_file
from formal.errors import ModelError, ParameterError
from formal.library import load_model
from formal.library.model import Model

__all__ = ["sized_model", "sized_models"]


def sized_model(slug: str, point: dict[str, Fraction]) -> Model:
    """Return a model with the sizes that are among the values of a point, and take them out of it.

    A name that ends in `.efg` or `.nfg` is that of a file, and its game is the model.

    Raises
    ------
    ParameterError
        If a size is no whole number, or one that the model excludes.
    ModelError
        If there is no such model, or a file is not one of Gambit.
    """
    if is_game_file(slug):
        return model_in_file(slug)
    if Path(slug).suffix:
        raise ModelError(f"{slug!r} is no file of a game: Gambit's, .efg and .nfg, are read; or name a model")
    sizes = {name: point.pop(name) for name in load_model(slug).integers if name in point}
    return load_model(slug, **{name: _exact(value) for name, value in sizes.items()})


def sized_models(slugs: Sequence[str], sizes: Mapping[str, Fraction]) -> list[Model]:
    """Return models, each with those of the sizes that it has.

    Raises
    ------
    ParameterError
        If a size is no whole number, one that a model excludes, or one that no model has.
    ModelError
        If a name is no slug: files, which have no story and no claims, are solved and drawn only.
    """
    for name in filter(is_game_file, slugs):
        raise ModelError(
            f"{name!r} is a file: `formal solve` and `formal draw` take one, this takes a model's slug"
        )
    own = {slug: load_model(slug).integers for slug in slugs}
    known = dict.fromkeys(name for integers in own.values() for name in integers)
    for name in sizes:
        if name not in known:
            about = " or ".join(slugs) if len(slugs) <= 3 else f"any of the {len(slugs)} models"
            does = f"{', '.join(known)} {'does' if len(known) == 1 else 'do'}" if known else "nothing does"
            raise ParameterError(f"{name} does not fix the size of {about}: {does}")
    return [sized_model(slug, dict(sizes)) for slug in slugs]


def _exact(number: Fraction) -> Any:
    """Return a number as SymPy has it; the model says what is wanted where it is not whole."""
    return sp.Rational(number.numerator, number.denominator)
