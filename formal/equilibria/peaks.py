"""Peaks of a payoff between two marks, from its values at four points there.

>>> peaks((Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)), lambda x: x * (Fraction(3, 4) - x))
[Fraction(3, 8)]
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

from formal.equilibria.exact import Number, near

#: Steps of the search for a peak of a payoff that is neither linear nor quadratic.
_STEPS = 20


def peaks(gap: tuple[Fraction, ...], worth: Callable[[Fraction], Number]) -> list[Fraction]:
    """Return numbers at which a payoff may be larger than at the points of a gap.

    Where the four points lie on a parabola this is its peak (which may lie outside the gap), where they lie
    on a line nothing, and otherwise points that close in on the best one.

    Examples
    --------
    >>> points = (Fraction(1, 10), Fraction(1, 2), Fraction(1), Fraction(2))
    >>> peaks(points, lambda x: 2 * x)
    []
    >>> abs(max(peaks(points, lambda x: 3 * x - x**3), key=lambda x: 3 * x - x**3) - 1) < Fraction(1, 10**5)
    True
    """
    if len(set(gap)) < 4:
        return []
    paid = {number: near(worth(number)) for number in gap}
    slopes = [(paid[b] - paid[a]) / (b - a) for a, b in itertools.pairwise(gap)]
    bends = [(slopes[i + 1] - slopes[i]) / (gap[i + 2] - gap[i]) for i in (0, 1)]
    if bends[0] != bends[1]:
        return _searched(paid, worth)
    if bends[0] >= 0:
        return []
    return [(gap[0] + gap[1]) / 2 - slopes[0] / (2 * bends[0])]


def _searched(paid: dict[Fraction, Fraction], worth: Callable[[Fraction], Number]) -> list[Fraction]:
    for _ in range(_STEPS):
        ordered = sorted(paid)
        best = ordered.index(max(ordered, key=lambda number: paid[number]))
        around = ordered[max(best - 1, 0) : best + 2]
        for left, right in itertools.pairwise(around):
            middle = (left + right) / 2
            paid[middle] = near(worth(middle))
    return list(paid)
