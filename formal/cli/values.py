"""Values of parameters as they are typed on the command line: `p=3/5`, `c_A=0.1`, `s=-2`.

A value is a rational number and is read as one: `0.1` is one tenth, not the float nearest to it.

>>> read_point([read_value("p=3/5"), read_value("c_A=0.1")])
{'p': Fraction(3, 5), 'c_A': Fraction(1, 10)}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

import click

__all__ = ["read_value", "read_point", "more_values", "write_point"]

_PAIR = re.compile(r"(?P<name>[A-Za-z_][A-Za-z_0-9]*)=(?P<value>.*)", re.DOTALL)
_RATIONAL = re.compile(r"[+-]?(?:[0-9]{1,1000}(?:/[0-9]{1,1000}|\.[0-9]{0,1000})?|\.[0-9]{1,1000})")


def read_value(text: str) -> tuple[str, Fraction]:
    """Read one pair, or fail with a message that shows how one is written; for click's `type=`.

    Examples
    --------
    >>> read_value("p=0.6")
    ('p', Fraction(3, 5))
    >>> read_value("p=1e3")
    Traceback (most recent call last):
        ...
    click.exceptions.BadParameter: '1e3' is not a rational number: write p=3/5, p=0.6 or p=-2
    """
    pair = _PAIR.fullmatch(text)
    if pair is None:
        raise click.BadParameter(f"{text!r} is not of the form name=value, as in p=3/5")
    name, number = pair["name"], pair["value"]
    if _RATIONAL.fullmatch(number) is None:
        examples = f"{name}=3/5, {name}=0.6 or {name}=-2"
        raise click.BadParameter(f"{number!r} is not a rational number: write {examples}")
    try:
        return name, Fraction(number)
    except ZeroDivisionError:
        raise click.BadParameter(f"{number!r}, given for {name}, divides by zero") from None


def read_point(pairs: Iterable[tuple[str, Fraction]]) -> dict[str, Fraction]:
    """Collect pairs into a point of the parameter space, each parameter once.

    Examples
    --------
    >>> read_point([read_value("p=1/2"), read_value("p=1/3")])
    Traceback (most recent call last):
        ...
    click.exceptions.UsageError: p is given twice, as 1/2 and as 1/3
    """
    point: dict[str, Fraction] = {}
    for name, value in pairs:
        if name in point:
            raise click.UsageError(f"{name} is given twice, as {point[name]} and as {value}")
        point[name] = value
    return point


class _MoreValues(click.Argument):
    """Values that follow the first one after `--at`, which a shell hands over as arguments."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return "'NAME=VALUE'"


more_values = click.argument("more", nargs=-1, type=read_value, metavar="", cls=_MoreValues)
"""The decorator of a verb that takes several values after one `--at`."""


def write_point(point: Mapping[str, Fraction]) -> str:
    """Write a point as people read it.

    Examples
    --------
    >>> write_point({"p": Fraction(3, 5), "c_A": Fraction(1, 10)})
    'p = 3/5, c_A = 1/10'
    """
    return ", ".join(f"{name} = {value}" for name, value in point.items())
