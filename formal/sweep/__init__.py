"""Closed forms over arrays: a quantity of a model at many parameter points at once, on one core or on a cluster.

The quantity is derived once, from the solution of the game, and then evaluated in floating point, array by array
(`compiling`, `terms`). Which case a point is in, and whether a condition holds at it, is never left to rounding: where
the sign of a number is in doubt it is worked out in fractions (`terms`). `evaluating` is what `Model.evaluate` does,
`grid` makes the points of `formal sweep` and `table` its rows, `cluster` sends pieces of a grid to Dask.
"""

from formal.sweep import evaluating as _evaluating  # noqa: F401  (registers Model.evaluate)
from formal.sweep.grid import Axis, Grid
from formal.sweep.table import Sweep, sweep

__all__ = ["Axis", "Grid", "Sweep", "sweep"]
