"""What `Model.evaluate` does: a quantity at every point of arrays that are broadcast against each other.

>>> from formal import load_model
>>> model = load_model("crisis_bargaining")
>>> model.evaluate("offer", p=[0.1, 0.5, 0.9], c_A=0.2, c_B="1/5").round(3).tolist()
[0.3, 0.7, 1.0]
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from formal import verbs
from formal.errors import ParameterError, did_you_mean
from formal.library.model import Model
from formal.sweep.arrays import numpy, read_array
from formal.sweep.compiling import Condition, Ends, Form, compiled, compiled_condition

__all__ = ["PIECE", "Evaluator", "Plan", "evaluator", "read_points"]

#: Points that are evaluated at once: enough for NumPy to be fast, few enough for the memory.
PIECE = 100_000


class Evaluator:
    """A quantity of a model of one size, ready to be evaluated: plain data that other processes understand.

    Attributes
    ----------
    form
        The quantity.
    domain
        The conditions on the parameters.
    names
        The parameters.
    """

    def __init__(self, form: Form, domain: Condition, names: tuple[str, ...]) -> None:
        self.form, self.domain, self.names = form, domain, names

    @property
    def is_condition(self) -> bool:
        """Whether the quantity is a condition."""
        return isinstance(self.form, Condition)

    @property
    def is_interval(self) -> bool:
        """Whether the quantity has two ends."""
        return isinstance(self.form, Ends)

    def inside(self, arrays: Mapping[str, Any]) -> Any:
        """Return at which points of one-dimensional arrays the parameters are admissible."""
        np = numpy()
        finite = np.all([np.isfinite(arrays[name]) for name in self.names], axis=0)
        found = np.zeros(len(finite), dtype=bool)
        chosen = np.flatnonzero(finite)
        if len(chosen):
            found[chosen] = self.domain.over({n: arrays[n][chosen] for n in self.names})
        return found

    def over(self, arrays: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the values at the points of one-dimensional arrays, and which points are admissible.

        At the others values are nan, and conditions do not hold.
        """
        np = numpy()
        inside = self.inside(arrays)
        size, chosen = len(inside), np.flatnonzero(inside)
        nothing = np.zeros(size, dtype=bool) if self.is_condition else np.full(size, np.nan)
        found = [nothing.copy(), nothing.copy()] if self.is_interval else [nothing]
        if len(chosen):
            values = self.form.over({n: arrays[n][chosen] for n in self.names})
            for own, value in zip(found, values if self.is_interval else (values,), strict=True):
                own[chosen] = value
        return (tuple(found) if self.is_interval else found[0]), inside


def evaluator(model: Model, name: str) -> Evaluator:
    """Return a quantity of a model, derived if it has not been yet, ready to be evaluated.

    Examples
    --------
    >>> from formal import load_model
    >>> evaluator(load_model("crisis_bargaining"), "war").is_condition
    True
    """
    form = compiled(model.quantities[name], f"{model.slug}'s {name}")
    names = model.space.names or ("",)
    return Evaluator(form, compiled_condition(model.space.assumptions), names)


class Plan:
    """A quantity of a model for all the sizes that points ask for, each derived once: plain data too.

    Parameters
    ----------
    model, name
        Which quantity of which model.
    sizes
        For whole-number parameters that are given, the values that occur.
    """

    def __init__(self, model: Model, name: str, sizes: Mapping[str, Iterable[float]]) -> None:
        self.sizes = tuple(sizes)
        self.evaluators: dict[tuple[int, ...], Evaluator] = {}
        for combination in itertools.product(*sizes.values()):
            whole = {n: _whole(n, value) for n, value in zip(sizes, combination, strict=True)}
            self.evaluators[tuple(whole.values())] = evaluator(model.sized(**whole) if whole else model, name)

    @property
    def first(self) -> Evaluator:
        """One of the evaluators: all of them give the same kind of thing."""
        return next(iter(self.evaluators.values()))

    def over(self, arrays: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the values at the points of one-dimensional arrays, and which points are admissible."""
        np = numpy()
        rest = {n: a for n, a in arrays.items() if n not in self.sizes}
        if not self.sizes:
            return self.first.over(rest or {"": np.zeros(1)})
        size = len(next(iter(arrays.values())))
        columns: list[Any] = []
        inside = np.zeros(size, dtype=bool)
        for whole, own in self.evaluators.items():
            held = [arrays[n] == value for n, value in zip(self.sizes, whole, strict=True)]
            here = np.flatnonzero(np.all(held, axis=0))
            if not len(here):
                continue
            found, admissible = own.over({n: a[here] for n, a in rest.items()} or {"": np.zeros(len(here))})
            parts = found if isinstance(found, tuple) else (found,)
            columns = columns or [np.zeros(size, dtype=part.dtype) for part in parts]
            inside[here] = admissible
            for column, part in zip(columns, parts, strict=True):
                column[here] = part
        return (tuple(columns) if self.first.is_interval else columns[0]), inside


@verbs.evaluate.register
def _evaluate(model: Model, name: str, **arrays: Any) -> Any:
    np = numpy()
    given = read_points(model, arrays)
    try:
        whole = dict(zip(given, np.broadcast_arrays(*given.values()), strict=True))
    except ValueError:
        shapes = ", ".join(f"{n} {a.shape}" for n, a in given.items() if a.shape)
        raise ParameterError(f"the arrays do not fit together: their shapes are {shapes}") from None
    shape = next(iter(whole.values())).shape if whole else ()
    flat = {n: a.ravel() for n, a in whole.items()}
    plan = Plan(model, name, {n: np.unique(flat[n]).tolist() for n in model.integers if n in flat})
    parts = [plan.over({n: a[i : i + PIECE] for n, a in flat.items()})[0] for i in _starts(flat)]
    if isinstance(parts[0], tuple):
        return tuple(np.concatenate(own).reshape(shape)[()] for own in zip(*parts, strict=True))
    return np.concatenate(parts).reshape(shape)[()]


def _whole(name: str, value: float) -> int:
    if value != int(value):
        raise ParameterError(
            f"{name} = {value}: a whole number is wanted, since it fixes the size of the game"
        )
    return int(value)


def _starts(flat: Mapping[str, Any]) -> range:
    size = len(next(iter(flat.values()))) if flat else 1
    return range(0, max(size, 1), PIECE)


def read_points(model: Model, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the parameters of a model as arrays, those that it has fixed included, sizes only if given.

    Raises
    ------
    ParameterError
        If a parameter is unknown or missing, or is given as something else than numbers.

    Examples
    --------
    >>> from formal import load_model
    >>> read_points(load_model("crisis_bargaining"), {"p": 1, "c_A": 1, "c_b": 1})
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: crisis_bargaining has no parameter 'c_b'; did you mean c_B or c_A?
    """
    known = model.space.names
    for name in given:
        if name not in known and name not in model.integers:
            raise ParameterError(f"{model.slug} has no parameter {name!r}{did_you_mean(name, known)}")
    values = {**model.fixed, **given}
    missing = [name for name in known if name not in values]
    if missing:
        asked = f"{model.slug} has {', '.join(known)}; a number counts for all points"
        raise ParameterError(f"no value for {', '.join(missing)}: {asked}")
    order = (*(n for n in model.integers if n in given), *known)
    return {name: read_array(name, values[name]) for name in order}
