"""Draws in backward induction: one after the other, and before somebody who may name one of several numbers."""

import itertools
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Eq, Piecewise, Rational, S, sqrt, symbols

from formal import Game, GameError, Undecided, choose, draw, offer

c, d, m, x = symbols("c d m x")
HALF = Rational(1, 2)


def test_what_follows_a_second_draw_has_its_probability_over_both():
    """A, who knows c, asks for (1 + c)/2; B pays if d is at least (1 - c)/2: the mean of (1 + c)/2 is 3/4."""
    answer = choose("B", {"yes": (x, c + d - x), "no": (0, 0)}, prefer=["yes", "no"])
    price = offer("A", x, 0, 2, draw(d, 0, 1, answer, seen_by=["B"]))
    solution = Game(["A", "B"], draw(c, 0, 1, price, seen_by=["A", "B"])).solve()
    (equilibrium,) = solution
    assert equilibrium.payoffs["A"] == Rational(7, 12)
    assert solution.probability("yes").to_sympy() == Rational(3, 4)
    assert any(label == Eq(x, (1 + c) / 2) for history in equilibrium.outcome for label in history)
    assert solution.verify(samples=3)
    at_two_sevenths = dict(zip(equilibrium.outcome, (Rational(2, 7), Rational(5, 7)), strict=True))
    (outcome,) = solution.found
    wrong = replace(outcome, spelled=(replace(equilibrium, outcome=at_two_sevenths),))
    assert not replace(solution, found=(wrong,)).verify(samples=3)


def posted_price(worth, prefer=None):
    """A seller with cost m posts a price to a buyer whose value c is uniform on [0, 1]."""
    reply = choose("B", {"buy": (x - m, worth - x), "leave": (0, 0)}, prefer=prefer)
    return Game(["S", "B"], draw(c, 0, 1, offer("S", x, 0, 1, reply), seen_by=["B"]), where=[0 <= m, m < 1])


@pytest.mark.parametrize("prefer", [None, ["buy", "leave"], ["leave", "buy"]])
def test_what_single_types_do_needs_no_tie_rule(prefer):
    """The seller gets (x - m)(1 - x): the monopolist's price is (1 + m)/2, whatever the type c = x does."""
    solution = posted_price(c, prefer).solve()
    (equilibrium,) = solution
    assert equilibrium.strategy["S"].equals((1 + m) / 2)
    assert equilibrium.payoffs["S"].equals((1 - m) ** 2 / 4)
    assert solution.verify(samples=2)


def test_types_that_are_indifferent_together_need_one():
    """At x = 1/2 no type minds: what all of them do then is worth something to the seller."""
    with pytest.raises(Undecided, match="tie rule"):
        posted_price(HALF).solve()


def test_what_all_types_do_may_depend_on_the_offer_and_not_on_the_type():
    """With the tie rule the buyer buys up to 1/2: that is the price, unless it is below the cost."""
    sold, kept = posted_price(HALF, ["buy", "leave"]).solve()
    assert (sold.strategy["S"], sold.payoffs["S"]) == (HALF, HALF - m)
    assert (sold.where.contains({"m": 0}), sold.where.contains({"m": Rational(2, 3)})) == (True, False)
    assert (kept.payoffs["S"], kept.where.contains({"m": Rational(2, 3)})) == (0, True)


@pytest.mark.parametrize(("replies", "seed"), [(2, s) for s in range(20)] + [(3, s) for s in range(20)])
def test_no_offer_on_a_grid_is_better(replies, seed):
    """What A gets from an offer is integrated over the types, each of which takes its best reply."""
    source = random.Random(100 * replies + seed)

    def factors(zero, of=3):
        rows = range(3)
        return [Fraction(0) if source.random() < zero else Fraction(source.randint(-6, 6), of) for _ in rows]

    paid = {
        name: (factors(0.4), [*factors(0.3)[:2], Fraction(source.randint(-30, 30), 17)])
        for name in "yzn"[:replies]
    }

    def worth(t):
        lines = {name: (own[0], own[1] * t + own[2]) for name, (_, own) in paid.items()}
        cuts = {Fraction(0), Fraction(1)}
        for (s, k), (r, m) in itertools.combinations(lines.values(), 2):
            cuts |= {(m - k) / (s - r)} if s != r and 0 < (m - k) / (s - r) < 1 else set()
        total = Fraction(0)
        for low, high in itertools.pairwise(sorted(cuts)):
            best = max(lines, key=lambda name: lines[name][0] * (low + high) / 2 + lines[name][1])
            type_, offer_, rest = paid[best][0]
            total += type_ * (high**2 - low**2) / 2 + (offer_ * t + rest) * (high - low)
        return total

    def linear(row):
        return sum(Rational(k.numerator, k.denominator) * s for k, s in zip(row, (c, x, 1), strict=True))

    reply = choose("B", {name: tuple(map(linear, rows)) for name, rows in paid.items()}, prefer=list(paid))
    found = Game(["A", "B"], draw(c, 0, 1, offer("A", x, 0, 1, reply), seen_by=["B"])).solve()
    best = max(worth(Fraction(i, 120)) for i in range(121))
    assert len(found) > 0
    assert all(equilibrium.payoffs["A"] >= best for equilibrium in found)


def test_where_all_cutoffs_meet_something_follows_too():
    """At x = 6/17 three cutoffs are one: what happens there must not be missed, though nobody offers that."""
    replies = {
        "y": (0, Rational(15, 17) + 5 * x / 3),
        "z": (-(1 + 4 * x) / 3, Rational(13, 17) + 4 * c / 3),
        "n": ((4 + 5 * c - x) / 3, Rational(28, 17) - c / 3),
    }
    tree = draw(c, 0, 1, offer("A", x, 0, 1, choose("B", replies, prefer=["y", "z", "n"])), seen_by=["B"])
    solution = Game(["A", "B"], tree).solve()
    (equilibrium,) = solution
    # with x = 0 types below 9/17 take n, the others z
    worth = (4 * Rational(9, 17) + 5 * Rational(9, 17) ** 2 / 2) / 3 - Rational(8, 17) / 3
    assert (equilibrium.strategy["A"], equilibrium.payoffs["A"]) == (0, worth)
    assert solution.verify(samples=1)


def test_several_offers_by_somebody_who_has_seen_the_draw_leave_the_average_of_others_open():
    """Whatever A names B takes, and gives away x: A does not mind which, B does."""
    tree = draw(
        c, 0, 1, offer("A", x, 0, 1, choose("B", {"take": (c, 2 - x), "leave": (0, 0)})), seen_by=["A", "B"]
    )
    with pytest.raises(Undecided, match="several x are equally good"):
        Game(["A", "B"], tree).solve()


REPLIES = {
    "which numbers are refused depends on the draw": (
        {"y": (-c / 2 - 2 * x - 1, 2 - 2 * x + 3 * c / 2), "n": (-HALF, 3 * HALF - 2 * c)},
        [Rational(3, 7), Rational(4, 7)],
    ),
    "the same numbers are refused by every type": (
        {"y": (-3 * c / 2 - 1, 2 * x - 3 * HALF), "n": (c / 2 + 1, HALF)},
        [1],
    ),
}


@pytest.mark.parametrize("name", REPLIES)
def test_offers_that_change_nothing_are_derived(name):
    """A, who has seen c, wants to be refused, and names anything that is."""
    actions, shares = REPLIES[name]
    reply = choose("B", actions, prefer=["y", "n"])
    solution = Game(["A", "B"], draw(c, 0, 1, offer("A", x, 0, 1, reply), seen_by=["A", "B"])).solve()
    for index, equilibrium in enumerate(solution):
        assert list(equilibrium.outcome.values()) == shares
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
    assert solution.verify(samples=2)


def test_types_that_do_the_same_are_one_interval():
    """A cut at which nothing changes is none."""
    reply = choose(
        "B",
        {
            "y": (2 * c - m + 3 * x / 2 + Rational(1, 2), x / 2 - 2 * c - Rational(1, 2)),
            "n": (3 * c / 2 + m, 2 * c + 1),
        },
        prefer=["y", "n"],
    )
    game = Game(["A", "B"], draw(c, -1, 1, offer("A", x, 0, 1, reply), seen_by=["A", "B"]), where=[m > 0])
    solution = game.solve()
    assert sorted(len(e.outcome) for e in solution) == [2, 2, 4]
    assert solution.verify(samples=2)


def test_a_draw_that_nobody_sees_is_an_average():
    """Nobody moves after what is drawn is known: B compares its share with the mean of c."""
    game = Game(["A", "B"], draw(c, 0, 1, offer("A", x, 0, 1, choose("B", {"l": (x, c - x), "r": (0, 0)}))))
    (equilibrium,) = game.solve()
    assert equilibrium.payoffs == {"A": Rational(1, 2), "B": 0}
    assert equilibrium.strategy["A"] == Rational(1, 2)


def test_a_single_type_to_whom_all_offers_are_equally_good_does_not_matter():
    """A offers 1 if its type is above m, 0 if below; at m any offer will do, and averages do not notice."""
    tree = draw(c, 0, 1, offer("A", x, 0, 1, (x * (c - m), x)), seen_by=["A", "B"])
    (equilibrium,) = Game(["A", "B"], tree, where=[0 < m, m < 1]).solve()
    assert equilibrium.payoffs["B"] == 1 - m
    assert (equilibrium.payoffs["A"] - (1 - m) ** 2 / 2).expand() == 0


ROOTS = {
    "of those who see it": draw(c, 0, 1, choose("A", {"act": (m - sqrt(c),), "wait": (0,)}), seen_by=["A"]),
    "of those who do not": draw(c, 0, 1, choose("A", {"act": (m - sqrt(c),), "wait": (0,)})),
    "beside others": draw(
        c, 0, 1, choose("A", {"act": (sqrt(c) + m - c,), "wait": (sqrt(c),)}), seen_by=["A"]
    ),
}


@pytest.mark.parametrize("tree", ROOTS.values(), ids=ROOTS)
def test_the_mean_of_a_root_is_not_taken_for_a_root(tree):
    with pytest.raises(Undecided, match="no polynomial in the type c"):
        Game(["A"], tree).solve()


def test_a_distribution_that_is_a_root_is_refused():
    tree = draw(c, 0, 1, choose("A", {"act": (m - c,), "wait": (0,)}), seen_by=["A"])
    tree = replace(tree, low=S(1), high=S(4), cdf=sqrt(c) - 1)
    with pytest.raises(GameError, match="not a polynomial"):
        Game(["A"], tree).solve()
    acts = {"act": Piecewise((1, c <= m), (0, True)), "wait": Piecewise((0, c <= m), (1, True))}
    with pytest.raises(GameError, match="no polynomial in c"):
        Game(["A"], tree, where=[1 < m, m < 4]).check({"A": acts}, payoffs={"A": m})
