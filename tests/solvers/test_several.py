"""Three players and letters in many payoffs: long probabilities are left as they are, and right."""

from functools import cache

import pytest
from sympy import N, Rational, symbols

from formal import StrategicGame

a, b, c, d, e = symbols("a b c d e")
PAYOFFS = {
    ("a", "c", "e"): (a, 0, 2),
    ("a", "c", "f"): (-4, 2, -2),
    ("a", "d", "e"): (b, 3, 2),
    ("a", "d", "f"): (-3, c, 1),
    ("b", "c", "e"): (1, 5, -3),
    ("b", "c", "f"): (4, d, -1),
    ("b", "d", "e"): (1, 1, 4),
    ("b", "d", "f"): (-3, -4, e),
}
POINTS = [
    {a: Rational(-1, 2), b: 4, c: 3, d: 1, e: 2},
    {a: 3, b: Rational(-7, 3), c: -2, d: 6, e: -4},
    {a: 2, b: 0, c: Rational(5, 2), d: -3, e: 5},
]


@cache
def solved():
    return StrategicGame(["A", "B", "C"], PAYOFFS).solve()


def told(equilibrium):
    chances = [N(q, 15) for own in equilibrium.strategy.values() for q in own.values()]
    return tuple(float(x) for x in (*chances, *(N(u, 15) for u in equilibrium.payoffs.values())))


@pytest.mark.parametrize("point", POINTS, ids=["first", "second", "third"])
def test_with_letters_and_with_numbers(point):
    numbers = {
        cell: tuple(getattr(u, "subs", lambda _, u=u: u)(point) for u in own) for cell, own in PAYOFFS.items()
    }
    exact = sorted(map(told, StrategicGame(["A", "B", "C"], numbers).solve()))
    found = sorted(map(told, solved().at(point)))
    assert len(found) == len(exact)
    for mine, theirs in zip(found, exact, strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


def test_nothing_long_is_multiplied_out():
    longest = max(len(str(chance)) for one in solved() for chance in one.outcome.values())
    factors = max(len(str(q)) for one in solved() for own in one.strategy.values() for q in own.values())
    assert longest < 4 * factors
