"""A sign of life on standard error, for a person who has waited a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner

__all__ = ["waiting"]


@contextmanager
def waiting(message: str, *, after: float = 1.0) -> Iterator[Callable[[str], None]]:
    """Show a spinner with `message` while the block runs, once it has run for `after` seconds.

    Nothing is shown where standard error is no terminal. The block gets a function that changes the message.

    Examples
    --------
    >>> with waiting("solving crisis_bargaining"):
    ...     print("done")
    done
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    turning = Spinner("dots", message)
    spinner = Live(
        turning,
        console=console,
        refresh_per_second=12.5,
        transient=True,
        redirect_stdout=False,
    )
    timer = threading.Timer(after, spinner.start)
    timer.start()
    try:
        yield lambda words: turning.update(text=words)
    finally:
        timer.cancel()
        timer.join()
        spinner.stop()
