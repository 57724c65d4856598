"""The group that the verbs belong to: how a command ends.

Results go to standard output, everything else to standard error. A `FormalError` is one message there,
never a traceback, and the exit code says what kind of end it was.

>>> int(Exit.UNREADABLE)
2
"""

from __future__ import annotations

import enum
import errno
from typing import Any

import click

from formal.errors import FormalError, Undecided

__all__ = ["Exit", "Verbs"]


class Exit(enum.IntEnum):
    """The exit codes, the same for every verb.

    Examples
    --------
    >>> [code.name for code in Exit]
    ['DONE', 'WRONG', 'UNREADABLE', 'UNDECIDED', 'INTERRUPTED']
    """

    DONE = 0
    """The command did what was asked."""

    WRONG = 1
    """An answer was checked, and it is wrong."""

    UNREADABLE = 2
    """Wrong usage, or an input that cannot be read: a slug, a value, a file, a game."""

    UNDECIDED = 3
    """Something stayed undecided; what is printed says what."""

    INTERRUPTED = 130
    """Stopped from the keyboard, as shells report it."""


class Verbs(click.Group):
    """A click group whose commands end with an `Exit` code and a message, whatever error they raise.

    Examples
    --------
    >>> from click.testing import CliRunner
    >>> from formal.errors import ModelError
    >>> @click.group(cls=Verbs)
    ... def group(): ...
    >>> @group.command()
    ... def fail():
    ...     raise ModelError("no model 'crisis'")
    >>> result = CliRunner().invoke(group, ["fail"])
    >>> print(result.exit_code, result.stderr)
    2 Error: no model 'crisis'
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and turn what went wrong into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except FormalError as error:
            failure = _StayedUndecided if isinstance(error, Undecided) else _Unreadable
            raise failure(str(error)) from None
        except OSError as problem:
            if problem.errno == errno.EPIPE:  # whoever reads our output has gone: click ends quietly
                raise
            place = f"{problem.filename}: " if problem.filename else ""
            raise _Unreadable(f"{place}{problem.strerror or problem}") from None
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(Exit.INTERRUPTED)


class _Unreadable(click.ClickException):
    exit_code = Exit.UNREADABLE


class _StayedUndecided(click.ClickException):
    exit_code = Exit.UNDECIDED
