"""Dominance by comparing numbers: at random points of games with letters, round by round."""

import itertools
import random
from fractions import Fraction

import pytest
from sympy import Rational, symbols

from formal import GameError, StrategicGame
from tests.oracle.strategic import payoffs_at, profiles

a, b = symbols("a b")


def game(seed, players=2, most=3):
    """Payoffs are small numbers, and here and there a letter."""
    draw = random.Random(seed)
    sizes = [draw.randint(2, most) for _ in range(players)]
    cells = itertools.product(*([f"{p}{i}" for i in range(n)] for p, n in zip("xyz", sizes, strict=False)))

    def payoff():
        return draw.randint(0, 3) + draw.choice([0, 0, 0, a, b, a - b])

    return StrategicGame(
        list("ABC"[:players]), {cell: [payoff() for _ in sizes] for cell in cells}, where=[a > 0, b > 0]
    )


def gains(payoffs, player, action, rival, kept):
    cells = itertools.product(*kept[:player], (0,), *kept[player + 1 :])
    return [
        payoffs[(*c[:player], rival, *c[player + 1 :])][player]
        - payoffs[(*c[:player], action, *c[player + 1 :])][player]
        for c in cells
    ]


def better(own, weakly):
    return (all(g >= 0 for g in own) and any(g > 0 for g in own)) if weakly else all(g > 0 for g in own)


def by_mixture(first, second, weakly):
    """Whether some mean of two rows of gains dominates: the weights that do are an interval."""
    low, high = Fraction(0), Fraction(1)
    for f, s in zip(first, second, strict=True):
        if f == s:
            if f < 0:
                return False
        elif f > s:
            low = max(low, s / (s - f))
        else:
            high = min(high, s / (s - f))
    weights = [low, (low + high) / 2, high]
    return low <= high and any(
        better([w * f + (1 - w) * s for f, s in zip(first, second, strict=True)], weakly) for w in weights
    )


def dominated(payoffs, player, action, kept, weakly, mixed):
    rows = [gains(payoffs, player, action, r, kept) for r in kept[player] if r != action]
    if any(better(row, weakly) for row in rows):
        return True
    return mixed and any(by_mixture(f, s, weakly) for f, s in itertools.combinations(rows, 2))


def left_over(payoffs, sizes, weakly, mixed):
    kept = [list(range(size)) for size in sizes]
    while True:
        gone = [
            [x for x in own if dominated(payoffs, p, x, kept, weakly, mixed)] for p, own in enumerate(kept)
        ]
        if not any(gone):
            return kept
        kept = [[x for x in own if x not in out] for own, out in zip(kept, gone, strict=True)]


def points(seed, count=3):
    draw = random.Random(seed)
    return [
        {"a": Rational(draw.randint(1, 4000), 997), "b": Rational(draw.randint(1, 4000), 991)}
        for _ in range(count)
    ]


@pytest.mark.parametrize(("weakly", "mixed"), [(w, x) for w in (False, True) for x in (False, True)])
@pytest.mark.parametrize("seeds", [(4, 5, 7), (8, 10, 11)], ids=str)
def test_what_is_left_is_what_is_left_in_numbers(seeds, weakly, mixed):
    for seed in seeds:
        table = game(seed)
        cases = table.eliminate_dominated(weakly=weakly, mixed=mixed)
        sizes = [len(own) for own in table.actions.values()]
        for point in points(seed):
            here = {name: value for name, value in point.items() if name in table.space.names}
            payoffs = payoffs_at(table, point)
            (case,) = (c for c in cases if c.where.contains(here))
            wanted = left_over(payoffs, sizes, weakly, mixed)
            found = [[table.actions[player].index(x) for x in own] for player, own in case.actions.items()]
            assert found == wanted, (seed, point)
            kept = [list(range(size)) for size in sizes]
            for p, (player, own) in enumerate(table.actions.items()):
                for x, action in enumerate(own):
                    region = table.dominated(player, action, weakly=weakly, mixed=mixed)
                    assert region.contains(here) == dominated(payoffs, p, x, kept, weakly, mixed), (
                        seed,
                        player,
                        action,
                    )


@pytest.mark.parametrize("seed", range(4))
def test_three_players_and_no_equilibrium_is_eliminated(seed):
    table = game(seed, players=3, most=2)
    cases = table.eliminate_dominated()
    for point in points(seed, 2):
        here = {name: value for name, value in point.items() if name in table.space.names}
        (case,) = (c for c in cases if c.where.contains(here))
        for equilibrium in table.solve(mixed=False).at(here):
            for player, choice in equilibrium.strategy.items():
                assert {x for x, q in choice.items() if q} <= set(case.actions[player])


def test_mixed_equilibria_survive_too():
    for seed in range(20, 26):
        table = game(seed)
        for point in points(seed, 1):
            here = {name: value for name, value in point.items() if name in table.space.names}
            (case,) = (c for c in table.eliminate_dominated(mixed=True) if c.where.contains(here))
            for equilibrium in table.solve().at(here):
                for profile in profiles(equilibrium):
                    for own, (player, actions) in zip(profile, table.actions.items(), strict=True):
                        used = {x for x, q in zip(actions, own, strict=True) if q}
                        assert used <= set(case.actions[player]), (seed, player)


def test_an_unknown_action_is_refused():
    with pytest.raises(GameError, match=r"no action 'z' of 'A'.*A: x0"):
        game(0).dominated("A", "z")
