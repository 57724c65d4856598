"""Polynomials over arrays, with a bound on the rounding error, and exactly where that is not good enough.

All is plain data, so that it can be sent to other processes.

>>> import numpy as np
>>> from formal.algebra.polynomial import Polynomial
>>> sum_ = Terms.of(Polynomial.symbol("p") + Polynomial.symbol("c") - Polynomial.symbol("d"))
>>> sum_.signs({"p": np.array([0.1, 0.1]), "c": np.array([0.2, 0.7]), "d": np.array([0.3, 0.9])}).tolist()
[0.0, -1.0]
>>> 0.1 + 0.2 - 0.3 == 0
False
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicand
from formal.equilibria.exact import Number, number, root, sign
from formal.sweep.arrays import exact, numpy

__all__ = ["Arrays", "Terms", "point_at"]

#: A one-dimensional array of floats for each name, all of one length.
Arrays = Mapping[str, Any]

_EPSILON = 2.3e-16
#: A value is computed again in fractions if rounding may have spoilt more than this share of it.
_GOOD = 1e-9


@dataclass(frozen=True)
class Terms:
    """A polynomial: coefficients with the powers of names, and what square roots among the names are roots of.

    Attributes
    ----------
    terms
        Pairs of a coefficient and the powers of names.
    roots
        `{name: radicand}`.
    """

    terms: tuple[tuple[Fraction, tuple[tuple[str, int], ...]], ...]
    roots: Mapping[str, Terms] = field(default_factory=dict)

    @classmethod
    def of(cls, polynomial: Polynomial) -> Terms:
        """Return a polynomial as terms.

        Examples
        --------
        >>> Terms.of(Polynomial.symbol("p") * 3 - 1).terms
        ((Fraction(3, 1), (('p', 1),)), (Fraction(-1, 1), ()))
        """
        listed = tuple((coefficient, tuple(monomial)) for coefficient, monomial in polynomial.terms())
        inner = {name: radicand(name) for name in polynomial.names}
        return cls(listed, {name: cls.of(q) for name, q in inner.items() if q is not None})

    def floats(self, arrays: Arrays) -> tuple[Any, Any]:
        """Return the values at the points, and how far rounding may have moved each of them."""
        np = numpy()
        rooted = {name: inner.square_roots(arrays) for name, inner in self.roots.items()}
        size = len(next(iter(arrays.values())))
        total, low, high = np.zeros(size), np.zeros(size), np.zeros(size)
        steps = len(self.terms) + 2
        for coefficient, monomial in self.terms:
            term = np.full(size, float(coefficient))
            most = np.abs(term)
            for name, power in monomial:
                value, error = rooted[name] if name in rooted else (arrays[name], 0.0)
                term = term * value**power
                most = most * (np.abs(value) + error) ** power
                steps += power
            total, low, high = total + term, low + np.abs(term), high + most
        return total, (high - low) + 4 * steps * _EPSILON * high

    def square_roots(self, arrays: Arrays) -> tuple[Any, Any]:
        """Return the square roots at the points, 0 where they are not real, with the bounds on errors."""
        np = numpy()
        value, error = self.floats(arrays)
        most, least = np.sqrt(np.maximum(value + error, 0)), np.sqrt(np.maximum(value - error, 0))
        return np.sqrt(np.maximum(value, 0)), (most - least) + 4 * _EPSILON * most

    def signs(self, arrays: Arrays) -> Any:
        """Return -1, 0 or 1 at each of the points, exactly."""
        np = numpy()
        value, error = self.floats(arrays)
        found = np.sign(value)
        for same, point in self._different(arrays, (np.abs(value) <= error) & (error > 0)):
            found[same] = sign(self.at(point))
        return found

    def values(self, arrays: Arrays) -> Any:
        """Return the values at the points, each to about nine digits."""
        np = numpy()
        value, error = self.floats(arrays)
        for same, point in self._different(arrays, error > _GOOD * np.abs(value)):
            value[same] = float(self.at(point))
        return value

    @property
    def names(self) -> list[str]:
        """The parameters, those under roots too."""
        own = [name for _, monomial in self.terms for name, _ in monomial if name not in self.roots]
        return list(dict.fromkeys([*own, *(name for inner in self.roots.values() for name in inner.names)]))

    def _different(self, arrays: Arrays, doubtful: Any) -> Iterator[tuple[Any, dict[str, Fraction]]]:
        """Yield the doubtful points, those that differ in none of the names together."""
        np = numpy()
        indices = np.flatnonzero(doubtful)
        if not len(indices):
            return
        names = self.names
        columns = np.stack([arrays[name][indices] for name in names])
        points, places = np.unique(columns, axis=1, return_inverse=True)
        order = np.argsort(places.ravel(), kind="stable")
        groups = np.split(indices[order], np.cumsum(np.bincount(places.ravel()))[:-1])
        for group, point in zip(groups, points.T.tolist(), strict=True):
            yield group, {name: exact(number_) for name, number_ in zip(names, point, strict=True)}

    def at(self, point: Mapping[str, Fraction]) -> Number:
        """Return the exact value at a point; the root of a negative number counts as 0."""
        values: dict[str, Number] = dict(point)
        for name, inner in self.roots.items():
            under = inner.at(point)
            values[name] = root(under) if sign(under) > 0 else Fraction(0)
        total: Number = Fraction(0)
        for coefficient, monomial in self.terms:
            term: Number = coefficient
            for name, power in monomial:
                term = term * values[name] ** power
            total = total + term
        return number(total)


def point_at(arrays: Arrays, index: int) -> dict[str, Fraction]:
    """Return one of the points in fractions.

    Examples
    --------
    >>> point_at({"p": [0.5, 0.2]}, 1)
    {'p': Fraction(1, 5)}
    """
    return {name: exact(float(own[index])) for name, own in arrays.items()}
