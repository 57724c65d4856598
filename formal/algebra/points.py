"""Exact points that are remembered: most questions about a region are answered by a point found before.

Each point keeps what it was asked, so that a question that shares conditions with an earlier one, as nearly all do,
is looked up and not computed again.

>>> from formal.algebra.formula import atom
>>> from formal.algebra.polynomial import Polynomial
>>> p = Polynomial.symbol("p")
>>> points = Points(most=2)
>>> points.add({"p": flint_rational(3)})
>>> points.satisfy(atom(p - 2, ">")), points.satisfy(atom(p - 5, ">"))
(True, False)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from formal.algebra.formula import And, Formula, Or, evaluate_at, parameters
from formal.algebra.polynomial import flint_rational

_MOST_ANSWERS = 50_000
_JOINED = (And, Or)


class Points:
    """The points that were found or of use last.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._points: list[_Point] = []

    def add(self, values: dict[str, Any]) -> None:
        """Remember a point, given as flint rationals by name; the one that was not used for longest is dropped."""
        self._points.insert(0, _Point(values))
        del self._points[self._most :]

    def satisfy(self, formula: Formula) -> bool:
        """Return whether a formula holds at one of the points.

        A variable that a point gives no value gets some value, which it keeps.
        """
        needed = parameters(formula)
        for i, point in enumerate(self._points):
            point.complete(needed, i)
            if point.holds(formula):
                if i:
                    self._points.insert(0, self._points.pop(i))
                return True
        return False


class _Point:
    __slots__ = ("_answers", "values")

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self._answers: dict[Formula, bool | None] = {}

    def complete(self, needed: set[str], shift: int) -> None:
        for name in needed - self.values.keys():
            self.values[name] = flint_rational(Fraction((sum(map(ord, name)) + 3 * shift) % 13, 7))

    def holds(self, formula: Formula) -> bool | None:
        """Return whether a formula holds here; None if a root is irrational. Its parts are remembered, not itself."""
        if not isinstance(formula, _JOINED):
            return evaluate_at(formula, self.values)
        decisive, unknown = isinstance(formula, Or), False
        for part in reversed(formula.parts):  # what is new in a question mostly comes last
            try:
                found = self._answers[part]
            except KeyError:
                found = self._found(part)
            if found is decisive:
                return decisive
            unknown = unknown or found is None
        return None if unknown else not decisive

    def _found(self, part: Formula) -> bool | None:
        if len(self._answers) > _MOST_ANSWERS:
            self._answers.clear()
        found = self._answers[part] = self.holds(part)
        return found
