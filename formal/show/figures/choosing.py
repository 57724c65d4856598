"""A figure for any model: which equilibrium exists where, over the two parameters and at the values that show most.

Pairs of parameters are compared on a coarse grid, at a few points with round values: the best picture has several
areas, none of them much larger than the others. Where no pair tells outcomes apart, a quantity is drawn over a
parameter that moves it.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from formal import verbs
from formal.algebra.formula import TRUE, Formula, evaluate_at, parameters
from formal.algebra.polynomial import flint_rational
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.equilibria.sampling import Sampler
from formal.equilibria.solution import Solution
from formal.errors import FormalError, GameError, ModelError
from formal.library.model import Model
from formal.show.figures.curves import curve_plot
from formal.show.figures.regions import region_plot
from formal.show.plot import Plot

__all__ = ["telling_pair"]

_ROUND = tuple(Fraction(n, 10) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 40))
_TRIES, _POINTS, _MOST_PAIRS = 3000, 5, 36
#: How many pairs, times outcomes, times points are compared at most.
_WORK = 800
#: More areas than these are hard to tell apart.
_MOST_AREAS = 6

Point = dict[str, Fraction]


@verbs.figure.register
def _figure(model: Model, path: str | Path | None = None) -> Plot:
    pair = _pair(model)
    if pair is not None:
        x, y, at = pair
        return region_plot(model.solution, x, y, at=at, path=path)
    for quantity, parameter, at in _moving(model):
        return curve_plot(model, quantity, parameter, at=at, path=path)
    for quantity, size, at in _sized(model):
        return curve_plot(model, quantity, size, at=at, path=path)
    raise ModelError(f"{model.slug}: no parameter tells its outcomes apart or moves one of its quantities")


def _pair(model: Model) -> tuple[str, str, Point] | None:
    try:
        return telling_pair(model.solution)
    except GameError:
        return None  # a game without equilibria, such as one in which votes are counted


def telling_pair(solution: Solution) -> tuple[str, str, Point] | None:
    """Return two parameters, and values of the others, for which a region plot shows most; None if all show nothing.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.extensive import Game
    >>> from formal.games.tree import choose
    >>> p, c = symbols("p c")
    >>> fight = choose("A", {"fight": (p - c,), "wait": (0,)})
    >>> telling_pair(Game(["A"], fight, where=[0 < p, p < 1, c > 0]).solve())
    ('p', 'c', {})
    """
    formulas = [outcome.where.formula for outcome in solution.found]
    used = set().union(*map(parameters, formulas)) if formulas else set()
    names = [name for name in solution.space.names if name in used]
    best: tuple[float, tuple[str, str, Point]] | None = None
    pairs = list(itertools.combinations(names, 2))[:_MOST_PAIRS]
    work = max(1, len(pairs) * len(formulas))
    for point in _round_points(solution.space)[: max(1, _WORK // work)]:
        for x, y in pairs:
            score = _score(_shares(solution.space, formulas, point, x, y))
            if score > 0 and (best is None or score > best[0] + 1e-9):
                rest = {name: value for name, value in point.items() if name not in (x, y)}
                best = (score, (x, y, rest))
    return None if best is None else best[1]


def _shares(space: Space, formulas: Sequence[Formula], point: Point, x: str, y: str) -> list[int]:
    """Return how often each set of outcomes exists on a grid over two parameters."""
    counts: Counter[tuple[int, ...]] = Counter()
    for across, up in itertools.product(_ROUND[:-1:2], repeat=2):
        here = {name: flint_rational(value) for name, value in (point | {x: across, y: up}).items()}
        if evaluate_at(space.assumptions, here):
            counts[tuple(i for i, formula in enumerate(formulas) if evaluate_at(formula, here))] += 1
    return sorted(counts.values(), reverse=True)


def _score(shares: Sequence[int]) -> float:
    """Return how much a picture shows: the entropy of its areas, less for those beyond what can be told apart."""
    total = sum(shares)
    if len(shares) < 2 or total < 8:
        return 0.0
    entropy = -sum(share / total * math.log(share / total) for share in shares)
    return entropy - 0.3 * max(0, len(shares) - _MOST_AREAS)


def _round_points(space: Space) -> list[Point]:
    """Return a few admissible points with round values, or any if there are none."""
    dice, found = random.Random(0), []
    for _ in range(_TRIES):
        point = {name: dice.choice(_ROUND) for name in space.names}
        if space.failing(point) is None and point not in found:
            found.append(point)
            if len(found) == _POINTS:
                return found
    return found or Sampler(space.assumptions, space.names, dice).inside(TRUE, _POINTS)


def _moving(model: Model) -> Iterator[tuple[str, str, Point]]:
    """Yield quantities with a parameter that moves them, and values of the others."""
    points = _round_points(model.space)
    for name in model.quantities:
        try:
            quantity = model.quantities[name]
        except FormalError:
            continue
        if isinstance(quantity, Region):
            continue
        for point, parameter in itertools.product(points[:2], model.space.names):
            if len(set(_values(model, name, point, parameter))) > 2:
                yield name, parameter, {n: value for n, value in point.items() if n != parameter}


def _sized(model: Model) -> Iterator[tuple[str, tuple[str, int, int], Point]]:
    """Yield quantities that a size of the game moves, with a range of that size."""
    points = _round_points(model.space)[:1] or [{}]
    for name, size in itertools.product(model.quantities, model.integers):
        default = model.integers[size]
        values = set()
        for number in range(max(1, default - 2), default + 3):
            try:
                values.add(str(model.value(name, **{size: number}, **points[0])))
            except FormalError:
                continue
        if len(values - {"True", "False", "None"}) > 1:
            yield name, (size, max(1, default - 4), default + 6), points[0]


def _values(model: Model, name: str, point: Point, parameter: str) -> Iterator[str]:
    for value in _ROUND[:-1:2]:
        here: Mapping[str, Any] = point | {parameter: value}
        if model.space.failing(here) is None:
            try:
                yield str(model.value(name, **here))
            except FormalError:
                continue
