"""The door to Dask: pieces of a grid, evaluated by the workers of a cluster.

The workers get the closed form, not the game: nothing is solved there. They need `formal` installed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

from formal.errors import FormalError, OutputError
from formal.sweep.compiling import Ends, Form, Searched
from formal.sweep.evaluating import Plan
from formal.sweep.grid import Grid

__all__ = ["evaluated_by"]

#: How long to wait for a scheduler, in seconds.
_PATIENCE = 10


def evaluated_by(address: str, plan: Plan, grid: Grid, length: int) -> Iterator[tuple[Any, Any]]:
    """Yield what the pieces of a grid evaluate to, in their order.

    Parameters
    ----------
    address
        Of a scheduler, as in tcp://10.0.0.1:8786, or "local" for workers on this machine.
    plan, grid
        What to evaluate, and where.
    length
        How many points are one task.

    Raises
    ------
    OutputError
        If Dask is not installed, there is no scheduler at the address, or the workers do not know `formal`.
    """
    if importlib.util.find_spec("distributed") is None:
        raise OutputError("Dask is not installed: install it with formal-games[dask], or leave --dask out")
    if any(_is_searched(own.form) for own in plan.evaluators.values()):
        raise OutputError("this quantity is searched for, point by point, on one core: leave --dask out")
    import distributed

    make: Any = distributed
    local = make.LocalCluster(processes=False, dashboard_address=None) if address == "local" else None
    try:
        with make.Client(local or address, timeout=_PATIENCE) as client:
            known = client.scatter((plan, grid), broadcast=True, hash=False)
            futures = [client.submit(_piece, known, *ends, pure=False) for ends in grid.pieces(length)]
            for future in futures:
                yield future.result()
    except ModuleNotFoundError as problem:
        raise OutputError(
            f"a worker cannot import {problem.name}: install formal-games on all workers"
        ) from None
    except (OSError, ValueError) as problem:
        asked = "start one by `dask scheduler` and `dask worker ADDRESS`, or write --dask local"
        raise OutputError(f"no Dask scheduler at {address!r} ({_first_line(problem)}): {asked}") from None
    finally:
        if local is not None:
            local.close()


def _piece(known: tuple[Plan, Grid], start: int, stop: int) -> tuple[Any, Any]:
    """Run by a worker."""
    plan, grid = known
    return plan.over(grid.piece(start, stop))


def _is_searched(form: Form) -> bool:
    return isinstance(form, Searched) or (
        isinstance(form, Ends) and any(map(_is_searched, (form.low, form.high)))
    )


def _first_line(problem: Exception) -> str:
    if isinstance(problem, FormalError):
        raise problem
    return (str(problem).splitlines() or [type(problem).__name__])[0]
