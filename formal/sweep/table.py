"""A sweep: a quantity of a model on a grid, as rows.

>>> from formal.library import load_model
>>> from formal.sweep.grid import Axis, Grid
>>> grid = Grid(tuple(map(Axis.read, ("p=0:1:3", "c_A=0.1", "c_B=0.2"))))
>>> found = sweep(load_model("crisis_bargaining"), "offer", grid)
>>> print(found.csv(), end="")
p,c_A,c_B,offer
0,0.1,0.2,0.2
0.5,0.1,0.2,0.7
1,0.1,0.2,1
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from formal.algebra import Region
from formal.errors import ParameterError, did_you_mean
from formal.library.model import Model
from formal.sweep.cluster import evaluated_by
from formal.sweep.evaluating import PIECE, Plan
from formal.sweep.grid import Grid

__all__ = ["Sweep", "sweep"]

#: A task for a worker is smaller than what is evaluated at once here, so that all have something to do.
_TASK = 20_000


@dataclass(frozen=True, eq=False)
class Sweep:
    """The rows of a sweep.

    Attributes
    ----------
    columns
        The parameters of the grid, then the quantity; an interval has two columns, its ends.
    rows
        Numbers and truth values; None where the quantity is undefined or the point is not admissible.
    outside
        At how many points the parameters are not admissible.
    domain
        What is assumed about the parameters.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[float | bool | None, ...], ...]
    outside: int
    domain: Region

    def csv(self) -> str:
        """Return the rows as comma-separated values; an empty field is an undefined value."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_field(value) for value in row] for row in self.rows)
        return written.getvalue()


def sweep(model: Model, name: str, grid: Grid, dask: str | None = None) -> Sweep:
    """Evaluate a quantity on a grid.

    Parameters
    ----------
    model, name
        Which quantity of which model.
    grid
        Values for all parameters.
    dask
        The address of a Dask scheduler, "local", or None for this process alone.

    Raises
    ------
    ParameterError
        If a parameter is missing or unknown.
    """
    if name not in list(model.quantities):
        model.quantities[name]  # raises, and says which names come close
    _require_all(model, grid)
    plan = Plan(model, name, grid.sizes(model.integers))
    rows: list[tuple[float | bool | None, ...]] = []
    outside = 0
    for points, (values, inside) in _pieces(plan, grid, dask):
        ends = values if isinstance(values, tuple) else (values,)
        own = [_plain(column.tolist(), inside.tolist()) for column in ends]
        rows += zip(*(axis.tolist() for axis in points.values()), *own, strict=True)
        outside += int((~inside).sum())
    quantity = (f"{name}_low", f"{name}_high") if plan.first.is_interval else (name,)
    domain = Region.of(model.space, model.space.assumptions)
    return Sweep((*grid.names, *quantity), tuple(rows), outside, domain)


def _pieces(plan: Plan, grid: Grid, dask: str | None) -> Iterator[tuple[dict[str, Any], tuple[Any, Any]]]:
    if dask is None:
        for ends in grid.pieces(PIECE):
            points = grid.piece(*ends)
            yield points, plan.over(points)
        return
    for ends, found in zip(grid.pieces(_TASK), evaluated_by(dask, plan, grid, _TASK), strict=True):
        yield grid.piece(*ends), found


def _require_all(model: Model, grid: Grid) -> None:
    known = [*model.integers, *model.space.names]
    for name in grid.names:
        if name not in known:
            raise ParameterError(f"{model.slug} has no parameter {name!r}{did_you_mean(name, known)}")
    missing = [name for name in model.space.names if name not in grid.names]
    if missing:
        example = " ".join(f"{name}=1/10" for name in missing)
        asked = f"give every parameter of {model.slug} a range or a value, as in {example}"
        raise ParameterError(f"no value for {', '.join(missing)}: {asked}")


def _plain(values: list[Any], inside: list[bool]) -> list[float | bool | None]:
    return [
        None if not here or (isinstance(v, float) and math.isnan(v)) else v
        for v, here in zip(values, inside, strict=True)
    ]


def _field(value: float | bool | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else f"{value:.12g}"
