"""Verdicts against random points: a claim is evaluated with plain fractions, and the verdict must say the same.

A test gives the claim once more, as a function of numbers written by hand. `true` means that it holds at every point
drawn, `false` at none, `mixed` at some and not at others, exactly where the judgement's condition says;
`contradictory` means that no point satisfies the premises.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from random import Random
from typing import Any

from sympy import Rational

Point = dict[str, Fraction]


def fractions(random: Random, low: object, high: object, grain: int = 997) -> Fraction:
    """Return a random fraction strictly between two numbers, hardly ever at a tie."""
    share = Fraction(random.randint(1, grain - 1), grain)
    return Fraction(str(low)) + share * (Fraction(str(high)) - Fraction(str(low)))


def drawn(
    draw: Callable[[Random], Point], given: Callable[[Point], bool], count: int, seed: int
) -> list[Point]:
    """Return points at which the premises hold."""
    random = Random(seed)
    found = (point for point in (draw(random) for _ in range(40 * count)) if given(point))
    return [point for point, _ in zip(found, range(count), strict=False)]


def check(claim: Any, points: Iterable[Point], holds: Callable[[Point], bool], wanted: str) -> None:
    """Assert that the verdict is the one wanted, and that it is right at all points."""
    judgement = claim.judge()
    assert judgement.verdict == wanted, (claim.id, judgement.verdict)
    listed = list(points)
    found = {holds(point) for point in listed}
    expected = {"true": {True}, "false": {False}, "mixed": {True, False}, "contradictory": set()}
    assert found == expected[wanted], (claim.id, found)
    if wanted == "mixed":
        names = set(judgement.condition.space.names)
        for point in listed:
            here = {n: Rational(v.numerator, v.denominator) for n, v in point.items() if n in names}
            assert judgement.condition.contains(here) == holds(point), (claim.id, point)
