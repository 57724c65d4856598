"""The door to NumPy, and the arrays that people give.

>>> read_array("p", ["1/2", 1]).tolist()
[0.5, 1.0]
>>> exact(0.1), exact(1 / 3)
(Fraction(1, 10), Fraction(1, 3))
"""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.errors import ParameterError

__all__ = ["exact", "numpy", "read_array"]

#: A float stands for the simplest fraction with a denominator up to this, if it is the float nearest to it.
_SIMPLE = 10**6


def numpy() -> Any:
    """Return NumPy, imported on first use."""
    import numpy

    return numpy


def read_array(name: str, given: object) -> Any:
    """Return what is given for a parameter as an array of floats.

    Parameters
    ----------
    name
        Of the parameter, for messages.
    given
        A number (a `Fraction`, a SymPy rational or a text such as "3/5" too), a list of them or an array.

    Raises
    ------
    ParameterError
        If it is no array of real numbers.

    Examples
    --------
    >>> read_array("p", [1, "x"])
    Traceback (most recent call last):
        ...
    formal.errors.ParameterError: p: 'x' is no number: numbers or arrays of numbers are wanted
    """
    np = numpy()
    array = np.asarray(given)
    if array.dtype.kind in "iuf":
        return array.astype(float)
    if array.dtype.kind in "OU":
        flat = [_float(name, entry) for entry in array.ravel().tolist()]
        return np.array(flat, dtype=float).reshape(array.shape)
    raise ParameterError(
        f"{name}: an array of {array.dtype} is given: numbers or arrays of numbers are wanted"
    )


def _float(name: str, entry: object) -> float:
    try:
        if isinstance(entry, str):
            return float(Fraction(entry))
        if isinstance(entry, sp.Expr) and not entry.is_real:
            raise TypeError
        if isinstance(entry, bool):
            raise TypeError
        return float(entry)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        raise ParameterError(
            f"{name}: {entry!r} is no number: numbers or arrays of numbers are wanted"
        ) from None


@functools.lru_cache(maxsize=100_000)
def exact(number: float) -> Fraction:
    """Return the fraction that a float stands for: the simplest of those nearest to which it is.

    Examples
    --------
    >>> exact(0.1 + 0.2) == Fraction(3, 10)
    False
    """
    simple = Fraction(number).limit_denominator(_SIMPLE)
    return simple if float(simple) == number else Fraction(number)
