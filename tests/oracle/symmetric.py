"""Games among players in the same position, at a point: every profile is tried, the others' choices multiplied out.

Nothing of the solvers is used, and no binomial coefficient: a pure profile is tried with every deviation, and what an
action is worth against others who mix is summed over all that each of them may do.

>>> first, second = [Fraction(1)] * 2, [Fraction(0), Fraction(2)]
>>> pure_profiles(first, second), roots(first, second)
({1: 2}, 1)
"""

import itertools
from collections import Counter
from fractions import Fraction

import sympy as sp

Payoffs = list[Fraction]


def schedules(game, point):
    """Return what each of the two actions pays if 0, 1, 2, … others take the first, at a point by name."""
    found = []
    for action in game.actions:
        paid = (game.payoff(action, others) for others in range(int(game.number)))
        found.append([_fraction(u.subs({s: point[s.name] for s in u.free_symbols})) for u in paid])
    return found


def pure_profiles(first: Payoffs, second: Payoffs) -> dict[int, int]:
    """Return how many profiles are equilibria, by how many take the first action: all 2**n are tried."""
    number, found = len(first), Counter()
    for profile in itertools.product((True, False), repeat=number):
        others = [sum(profile) - own for own in profile]
        if all(
            (first[m] >= second[m]) if own else (second[m] >= first[m])
            for own, m in zip(profile, others, strict=True)
        ):
            found[sum(profile)] += 1
    return dict(found)


def gain(first: Payoffs, second: Payoffs) -> sp.Poly:
    """Return what the first action is worth more than the second, as a polynomial in the others' probability of it."""
    q = sp.Symbol("q")
    total = sp.Poly(0, q)
    for profile in itertools.product((True, False), repeat=len(first) - 1):
        odds = sp.Poly(1, q)
        for own in profile:
            odds = odds * (sp.Poly(q, q) if own else sp.Poly(1 - q, q))
        m = sum(profile)
        total = total + odds * sp.Rational(first[m] - second[m])
    return total


def roots(first: Payoffs, second: Payoffs) -> int | None:
    """Return how many probabilities strictly between 0 and 1 make both worth the same; None if all do."""
    poly = gain(first, second)
    if poly.is_zero:
        return None
    if poly.is_ground:
        return 0
    return sum(1 for root, _ in poly.real_roots(multiple=False) if 0 < root < 1)


def check(game, listed, point):
    """Assert that the equilibria listed at a point are all pure and all symmetric mixed ones, and no others."""
    first, second = schedules(game, point)
    pure = {int(e.acting): int(e.number) for e in listed if e.is_pure}
    assert pure == pure_profiles(first, second), point
    mixed = [e for e in listed if not e.is_pure]
    count = roots(first, second)
    if count is None:
        assert any(e.free for e in mixed), point
        return
    assert len({sp.N(e.chance, 30) for e in mixed}) == len(mixed) == count, (point, count, mixed)
    poly = gain(first, second)
    for equilibrium in mixed:
        assert 0 < sp.N(equilibrium.chance) < 1
        assert abs(sp.N(poly.as_expr().subs(poly.gen, equilibrium.chance), 50)) < sp.Float("1e-40"), point
        worth = payoff(first, sp.N(equilibrium.chance, 50))
        assert abs(worth - sp.N(equilibrium.payoffs["each"], 50)) < sp.Float("1e-40"), (point, equilibrium)


def payoff(paid: Payoffs, chance: sp.Expr) -> sp.Expr:
    """Return what an action pays on average if each of the others takes the first with a probability."""
    total = sp.Integer(0)
    for profile in itertools.product((True, False), repeat=len(paid) - 1):
        odds = sp.Mul(*(chance if own else 1 - chance for own in profile))
        total += odds * sp.Rational(paid[sum(profile)])
    return total


def _fraction(number: sp.Expr) -> Fraction:
    return Fraction(int(number.p), int(number.q))
