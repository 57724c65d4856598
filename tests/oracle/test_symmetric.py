"""Symmetric games against all profiles and Sturm's count, with numbers and with letters for payoffs."""

import random

import pytest
import sympy as sp

from formal import SymmetricGame
from tests.oracle import symmetric

m, a, b, c = sp.symbols("m a b c")


def scheduled(payoffs):
    """Return an expression in m that takes given values at 0, 1, 2, …"""
    return sp.Piecewise(*((paid, sp.Eq(m, k)) for k, paid in enumerate(payoffs)), (0, True))


def numeric(seed):
    draw = random.Random(seed)
    number, spread = draw.randint(2, 5), draw.choice([1, 2, 9])
    paid = [[draw.randint(-spread, spread) for _ in range(number)] for _ in range(2)]
    return SymmetricGame(number, {"in": scheduled(paid[0]), "out": scheduled(paid[1])}, others=m)


@pytest.mark.parametrize("seeds", [range(i, i + 20) for i in range(0, 60, 20)], ids=str)
def test_all_equilibria_of_numeric_games_are_found(seeds):
    for seed in seeds:
        game = numeric(seed)
        solution = game.solve()
        assert not solution.undecided
        symmetric.check(game, solution.at({}), {})


def lettered(seed):
    """Payoffs each of which is a small number or one of two letters, or their difference."""
    draw = random.Random(seed)
    number = draw.randint(2, 4)
    values = [0, 0, 1, -1, b, c, b - c, -c]
    paid = [[draw.choice(values) for _ in range(number)] for _ in range(2)]
    return SymmetricGame(
        number, {"in": scheduled(paid[0]), "out": scheduled(paid[1])}, others=m, where=[0 < c, c < b]
    )


@pytest.mark.parametrize("seed", range(24))
def test_conditions_with_letters_are_those_of_the_numbers(seed):
    game = lettered(seed)
    solution, draw = game.solve(), random.Random(seed)
    assert not solution.undecided
    for _ in range(4):
        low = sp.Rational(draw.randint(1, 996), 997)
        high = low + sp.Rational(draw.randint(1, 3000), 991)
        point = {"c": low, "b": high}
        here = {name: value for name, value in point.items() if name in game.space.names}
        symmetric.check(game, solution.at(here), point)


@pytest.mark.parametrize("seed", range(12))
def test_payoffs_that_have_several_cases(seed):
    draw = random.Random(seed)
    number = draw.randint(2, 3)
    distance = sp.sqrt((b - 1) ** 2)
    values = [0, 1, b, c, sp.Min(b, 2), sp.Max(b, 1) - c, sp.Abs(b - 2 * c), distance, sp.sign(b - 1)]
    values.append(sp.Piecewise((b, b > 2 * c), (c, True)))
    paid = [[draw.choice(values) for _ in range(number)] for _ in range(2)]
    game = SymmetricGame(
        number, {"in": scheduled(paid[0]), "out": scheduled(paid[1])}, others=m, where=[0 < c, c < b]
    )
    solution = game.solve()
    assert not solution.undecided
    for _ in range(4):
        low = sp.Rational(draw.randint(1, 1990), 997)
        point = {"c": low, "b": low + sp.Rational(draw.randint(1, 3000), 991)}
        here = {name: value for name, value in point.items() if name in game.space.names}
        symmetric.check(game, solution.at(here), point)


@pytest.mark.parametrize("number", [2, 3, 6])
def test_a_letter_for_the_number_of_players_says_the_same(number):
    n = sp.Symbol("n", integer=True)

    def game(players, *where):
        payoffs = {
            "in": sp.Piecewise((a, m >= 1), (b - c, True)),
            "out": sp.Piecewise((b, m >= 1), (0, True)),
        }
        return SymmetricGame(players, payoffs, others=m, where=[0 < c, c < b, *where])

    everybody = game(n, n >= 2).solve(knife_edges=True)
    fixed = game(number)
    draw = random.Random(number)
    for _ in range(5):
        point = {
            "b": sp.Rational(draw.randint(500, 900), 100),
            "c": sp.Rational(draw.randint(1, 400), 97),
            "a": sp.Rational(draw.randint(1, 900), 103),
        }
        listed = everybody.at({**point, "n": number})
        symmetric.check(fixed, listed, point)
        assert {e.acting for e in listed} == {e.acting for e in fixed.solve().at(point)}


def from_on(least, then, before):
    return sp.Piecewise((then, m >= least), (before, True))


SHIFTED = {
    "the same gain whatever others do": {"in": from_on(1, 2, 1), "out": from_on(1, 1, 0)},
    "no gain whatever others do": {"in": from_on(2, 2, 1), "out": from_on(2, 2, 1)},
    "two steps up": {"in": from_on(2, 3, from_on(1, -1, -2)), "out": sp.Integer(0)},
    "always worse": {"in": from_on(2, -1, -2), "out": sp.Integer(0)},
}


@pytest.mark.parametrize("payoffs", SHIFTED.values(), ids=SHIFTED)
def test_any_number_of_players_with_numbers_for_payoffs(payoffs):
    n = sp.Symbol("n")
    everybody = SymmetricGame(n, payoffs, others=m, where=n >= 4).solve(knife_edges=True)
    for number in (4, 5):
        listed, fixed = everybody.at({"n": number}), SymmetricGame(number, payoffs, others=m)
        if everybody.undecided:
            assert "exactly one" in everybody.undecided[0] or "any number" in everybody.undecided[0]
            known = {int(e.acting): int(e.number) for e in listed if e.is_pure}
            pure = symmetric.pure_profiles(*symmetric.schedules(fixed, {}))
            assert known.items() <= pure.items()
        else:
            symmetric.check(fixed, listed, {})


def test_where_nothing_is_at_stake_every_probability_will_do():
    n = sp.Symbol("n")
    payoffs = {"in": sp.Piecewise((b, m >= 1), (c, True)), "out": sp.Integer(0)}
    game = SymmetricGame(n, payoffs, others=m, where=n >= 2)
    (free,) = (e for e in game.solve(knife_edges=True) if e.free)
    assert free.where.contains({"b": 0, "c": 0}) and not free.where.contains({"b": 0, "c": 1})
    assert not any(e.free for e in game.solve())


@pytest.mark.parametrize("number", [2, 3, 5])
def test_payoffs_may_go_on_rising_if_both_do(number):
    """A public good, and one that needs a first contribution."""
    n = sp.Symbol("n")
    games = [
        {"in": b * (m + 1) - c, "out": b * m},
        {"in": b * m + 3 - c, "out": b * m + from_on(1, 3, 0)},
        {"in": b * m**2 + a - c, "out": b * m**2 + from_on(1, a, 0)},
    ]
    draw = random.Random(number)
    for payoffs in games:
        everybody = SymmetricGame(n, payoffs, others=m, where=n >= 2).solve()
        fixed = SymmetricGame(number, payoffs, others=m)
        for _ in range(4):
            point = {name: sp.Rational(draw.randint(1, 4000), 997) for name in "abc"}
            here = {name: value for name, value in point.items() if name in everybody.space.names}
            symmetric.check(fixed, everybody.at({**here, "n": number}), point)
