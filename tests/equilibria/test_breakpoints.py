from fractions import Fraction

import pytest
from sympy import Min, Rational, S, oo, sqrt, symbols

from formal.algebra import Cases, Region
from formal.algebra.polynomial import Polynomial
from formal.equilibria import Equilibrium
from formal.equilibria.breakpoints import Grid, members, roots
from formal.equilibria.exact import near
from formal.equilibria.peaks import peaks
from formal.equilibria.trials import Trials
from formal.games import Game, choose, offer

x, y, p, c = symbols("x y p c")
X = Polynomial.symbol("x")


def test_roots_of_degree_three_are_enclosed():
    low, high = roots(X**3 - 2, "x", {})
    assert low**3 < 2 < high**3 and high - low < Fraction(1, 10**8)


def test_no_roots_where_another_variable_is_unknown():
    assert roots(X - Polynomial.symbol("p"), "x", {}) == []
    assert roots(X**2 + 1, "x", {}) == []


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (None, 1), (0, None), (None, None)], ids=["both", "high", "low", "none"]
)
def test_a_grid_stays_inside_and_surrounds_each_mark(low, high):
    low, high = (end if end is None else Fraction(end) for end in (low, high))
    grid = Grid.on([Fraction(1, 2), sqrt(2) / 2, Fraction(5)], low, high)
    assert all(grid.contains(point) for point in grid.points)
    for mark in (Fraction(1, 2), sqrt(2) / 2):
        gaps = [abs(near(point) - near(mark)) for point in grid.points if near(point) != near(mark)]
        assert min(gaps) < Fraction(1, 100)
    if high is None:
        assert max(grid.points) > 10**6


@pytest.mark.parametrize(
    ("region", "lowest", "highest"),
    [
        (Region(x >= 0, x <= p), 0, 3),
        (Region(x**2 <= 2), -sqrt(2), sqrt(2)),
        (Region((x <= 1) & (x >= 0) | (x >= 2) & (x <= p)), 0, 3),
        (Region(x >= 3 * p, x <= 9), 9, 9),
    ],
    ids=["interval", "irrational ends", "two intervals", "one number"],
)
def test_members_of_a_region_reach_its_ends(region, lowest, highest):
    found = members(region.formula, "x", {"p": Fraction(3)})
    assert (found[0], found[-1]) == (lowest, highest)


def test_an_empty_region_has_no_members():
    assert members(Region(x > p, x < 1).formula, "x", {"p": Fraction(3)}) == []


def test_marks_follow_later_offers_and_piecewise_payoffs():
    """B names y = 2*x; A's reply changes at y = p; B's payoff has a kink at x = c."""
    reply = choose("A", {"yes": (Min(x, c), y), "no": (0, 0)})
    game = Game(["A", "B"], offer("A", x, 0, oo, offer("B", y, 0, oo, reply)))
    yes = {"yes": Cases((y <= p, 1), (True, 0)), "no": Cases((y <= p, 0), (True, 1))}
    (last,) = [name for name, info in game.information_sets.items() if info.symbol is None]
    first = next(iter(game.information_sets))
    plan = Equilibrium(Region(True), {first: S.One, "B": 2 * x, last: yes}, {}, {})
    trials = Trials(game, plan)
    point = {"p": Fraction(3), "c": Fraction(5)}
    assert {Fraction(3, 2), Fraction(5)} <= set(trials.marks("x", point))
    assert Fraction(3) in trials.marks("y", {**point, "x": Fraction(7)})


def test_peaks_of_parabolas_are_exact_even_beyond_the_gap():
    gap = (Fraction(1), Fraction(2), Fraction(3), Fraction(4))
    assert peaks(gap, lambda n: -((n - Fraction(9, 2)) ** 2)) == [Fraction(9, 2)]
    assert peaks(gap, lambda n: (n - 2) ** 2) == []
    assert peaks(gap[:3], lambda n: -(n**2)) == []


def test_peaks_of_other_curves_are_approached():
    gap = (Fraction(1, 10), Fraction(1), Fraction(4), Fraction(9))
    best = max(peaks(gap, lambda n: n / (n**2 + 2)), key=lambda n: n / (n**2 + 2))
    assert abs(best - Fraction(near(sqrt(2)))) < Fraction(1, 1000)
    assert Rational(best.numerator, best.denominator) != sqrt(2)
