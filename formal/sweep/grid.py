"""Grids of parameter points: every combination of the values of some parameters.

>>> grid = Grid((Axis.read("p=0:1:3"), Axis.read("c=1/5")))
>>> grid.size, {name: own.tolist() for name, own in grid.piece(1, 3).items()}
(3, {'p': [0.5, 1.0], 'c': [0.2, 0.2]})
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from formal.errors import ParameterError
from formal.sweep.arrays import numpy

__all__ = ["Axis", "Grid"]

_PAIR = re.compile(r"(?P<name>[A-Za-z_][A-Za-z_0-9]*)=(?P<values>.+)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,300}(?:/[0-9]{1,300}|\.[0-9]{0,300})?|\.[0-9]{1,300})")
_EXAMPLE = "p=0:1:100 (from 0 to 1, 100 values), p=0.1,0.5,1 or p=1/2"
_MOST = 10**7


@dataclass(frozen=True)
class Axis:
    """The values of one parameter.

    Examples
    --------
    >>> Axis.read("p=0:1:5").values
    (Fraction(0, 1), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1, 1))
    >>> Axis.read("p=0:1")
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: 'p=0:1': LOW:HIGH:COUNT is wanted; write p=0:1:100 (from 0 to 1, 100 values), ...
    """

    name: str
    values: tuple[Fraction, ...]

    @classmethod
    def read(cls, text: str) -> Axis:
        """Read what is typed: `NAME=LOW:HIGH:COUNT`, ends included, or values separated by commas.

        Raises
        ------
        ParameterError
            If it is neither.
        """
        pair = _PAIR.fullmatch(text)
        if pair is None:
            raise ParameterError(f"{text!r} names no parameter; write {_EXAMPLE}")
        name, values = pair["name"], pair["values"]
        if ":" not in values:
            return cls(name, tuple(_number(value, text) for value in values.split(",")))
        parts = values.split(":")
        if len(parts) != 3:
            raise ParameterError(f"{text!r}: LOW:HIGH:COUNT is wanted; write {_EXAMPLE}")
        low, high = (_number(part, text) for part in parts[:2])
        if not re.fullmatch(r"[0-9]{1,8}", parts[2]) or int(parts[2]) < 2:
            raise ParameterError(
                f"{text!r}: the count {parts[2]!r} is no whole number from 2 on; write {_EXAMPLE}"
            )
        count = int(parts[2])
        if low >= high:
            raise ParameterError(f"{text!r}: {low} is not below {high}; write the lower end first")
        if count > _MOST:
            raise ParameterError(f"{text!r}: more than {_MOST} values")
        return cls(name, tuple(low + (high - low) * Fraction(i, count - 1) for i in range(count)))


@dataclass(frozen=True)
class Grid:
    """Every combination of values; the last parameter changes fastest.

    Raises
    ------
    ParameterError
        If a parameter is given twice, or there are too many combinations.

    Examples
    --------
    >>> Grid((Axis.read("p=1/2"), Axis.read("p=1")))
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: p is given twice: give each parameter once
    """

    axes: tuple[Axis, ...]

    def __post_init__(self) -> None:
        names = self.names
        for name in names:
            if names.count(name) > 1:
                raise ParameterError(f"{name} is given twice: give each parameter once")
        if self.size > _MOST:
            raise ParameterError(f"the grid has {self.size} points: give it at most {_MOST}")

    @property
    def names(self) -> list[str]:
        """The parameters."""
        return [axis.name for axis in self.axes]

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return math.prod(len(axis.values) for axis in self.axes)

    def sizes(self, names: Mapping[str, Any]) -> dict[str, list[float]]:
        """Return the values of some of the parameters."""
        return {axis.name: [float(v) for v in axis.values] for axis in self.axes if axis.name in names}

    def pieces(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield where pieces of the grid begin and end.

        Examples
        --------
        >>> list(Grid((Axis.read("p=0:1:5"),)).pieces(2))
        [(0, 2), (2, 4), (4, 5)]
        """
        return ((start, min(start + length, self.size)) for start in range(0, self.size, length))

    def piece(self, start: int, stop: int) -> dict[str, Any]:
        """Return some of the points, counted in their order, as an array for each parameter."""
        np = numpy()
        shape = tuple(len(axis.values) for axis in self.axes)
        indices = np.unravel_index(np.arange(start, stop), shape) if shape else ()
        return {
            axis.name: np.array([float(v) for v in axis.values])[index]
            for axis, index in zip(self.axes, indices, strict=True)
        }


def _number(text: str, whole: str) -> Fraction:
    if not _NUMBER.fullmatch(text):
        raise ParameterError(f"{whole!r}: {text!r} is not a rational number; write {_EXAMPLE}")
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ParameterError(f"{whole!r}: {text!r} divides by zero") from None
