"""What a check of a solution returns: what was checked, and every failure.

>>> print(Verification(1, 20, 480, (Failure(0, {}, "B", 'B gains 1 at "B" by share instead of fight'),)))
1 equilibrium, 20 points, 480 deviations, 1 failure
- equilibrium 0, B gains 1 at "B" by share instead of fight
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy as sp


@dataclass(frozen=True)
class Failure:
    """A check that failed.

    Attributes
    ----------
    equilibrium
        Its index in the solution.
    point
        The parameters, by name.
    info
        The information set it is about; None if it is about the whole.
    what
        A sentence that begins with the point.

    Examples
    --------
    >>> print(Failure(0, {"p": sp.Rational(1, 2)}, "A", 'at p=1/2: A gains 1/4 at "A" by yield'))
    equilibrium 0, at p=1/2: A gains 1/4 at "A" by yield
    """

    equilibrium: int
    point: Mapping[str, sp.Expr]
    info: str | None
    what: str

    def __str__(self) -> str:
        return f"equilibrium {self.equilibrium}, {self.what}"


@dataclass(frozen=True, repr=False)
class Verification:
    """What was checked, and what failed; true as a condition if nothing did.

    Attributes
    ----------
    equilibria, points, deviations
        How many were checked: equilibria, parameter points, and one-shot deviations.
    failures
        The checks that failed.
    unchecked
        In words, what could not be checked.
    agreed
        `{program: at how many points}`: other people's programs that were asked and agree.

    Examples
    --------
    >>> passed = Verification(equilibria=1, points=20, deviations=480, agreed={"pygambit": 2})
    >>> passed, bool(passed)
    (Verification(1 equilibrium, 20 points, 480 deviations, no failures), True)
    >>> print(passed)
    1 equilibrium, 20 points, 480 deviations, no failures
    pygambit agrees at 2 points
    """

    equilibria: int
    points: int
    deviations: int
    failures: tuple[Failure, ...] = ()
    unchecked: tuple[str, ...] = ()
    agreed: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return not self.failures

    def __repr__(self) -> str:
        return f"Verification({self._counts()})"

    def __str__(self) -> str:
        agreed = (f"{name} agrees at {_count(n, 'point', 'points')}" for name, n in self.agreed.items())
        lines = [self._counts(), *agreed, *(f"- {failure}" for failure in self.failures)]
        return "\n".join([*lines, *(f"- unchecked: {reason}" for reason in self.unchecked)])

    def _counts(self) -> str:
        counted = [
            _count(self.equilibria, "equilibrium", "equilibria"),
            _count(self.points, "point", "points"),
            _count(self.deviations, "deviation", "deviations"),
            _count(len(self.failures), "failure", "failures"),
        ]
        return ", ".join(counted)


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}"
