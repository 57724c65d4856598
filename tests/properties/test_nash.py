"""Laws of Nash equilibrium in games in strategic form with parameters."""

import itertools
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Rational, symbols

from formal.games.strategic import StrategicGame
from formal.solvers.components import extreme_equilibria
from tests.oracle.strategic import listed, matrices, payoffs_at, profiles, regret

a, b = PARAMETERS = symbols("a b")
POINTS = st.fractions(min_value=-4, max_value=4, max_denominator=6)


@st.composite
def games(draw: st.DrawFn, sizes: tuple[int, ...] = (2, 2), numbers: int = 1) -> StrategicGame:
    """Payoffs linear in one of two parameters; of those that may be, one in `numbers` is."""

    def payoff() -> Expr:
        slope = draw(st.integers(-2, 2)) if not draw(st.integers(0, numbers - 1)) else 0
        return draw(st.integers(-3, 3)) + slope * draw(st.sampled_from(PARAMETERS))

    cells = itertools.product(
        *([f"{p}{i}" for i in range(size)] for p, size in zip("xyz", sizes, strict=False))
    )
    return StrategicGame(list("ABC"[: len(sizes)]), {c: tuple(payoff() for _ in sizes) for c in cells})


def point_of(game: StrategicGame, values: Mapping[str, Fraction]) -> dict[str, Rational]:
    return {name: Rational(values[name]) for name in game.space.names}


@settings(max_examples=40)
@given(games(), POINTS, POINTS)
def test_at_a_point_the_symbolic_answer_is_that_of_the_numeric_game(
    game: StrategicGame, u: Fraction, v: Fraction
):
    point = point_of(game, {"a": u, "b": v})
    payoffs = payoffs_at(game, point)
    found = game.solve(knife_edges=True).at(point)
    for x, y in extreme_equilibria(*matrices(payoffs)):
        assert listed(found, (x.point, y.point))
    for equilibrium in found:
        for profile in profiles(equilibrium):
            assert regret(payoffs, profile) == 0


@settings(max_examples=12)
@given(games((2, 3)), POINTS, POINTS)
def test_generic_equilibria_are_all_there_is_off_the_knife_edges(
    game: StrategicGame, u: Fraction, v: Fraction
):
    # Coordinates that small whole numbers do not combine to zero.
    point = point_of(game, {"a": u + Fraction(1, 1009), "b": v + Fraction(1, 10007)})
    payoffs, found = payoffs_at(game, point), game.solve().at(point)
    for x, y in extreme_equilibria(*matrices(payoffs)):
        assert listed(found, (x.point, y.point))
    for equilibrium in found:
        for profile in profiles(equilibrium):
            assert regret(payoffs, profile) == 0


@settings(max_examples=6)
@given(games((2, 2, 2), numbers=12), POINTS, POINTS)
def test_three_players_only_equilibria_are_listed_and_all_pure_ones(
    game: StrategicGame, u: Fraction, v: Fraction
):
    point = point_of(game, {"a": u + Fraction(1, 1009), "b": v + Fraction(1, 10007)})
    payoffs, found = payoffs_at(game, point), game.solve().at(point)
    for equilibrium in found:
        if not equilibrium.free and all(
            q.is_Rational for own in equilibrium.strategy.values() for q in own.values()
        ):
            assert regret(payoffs, profiles(equilibrium)[0]) == 0
    for cell in itertools.product((0, 1), repeat=3):
        profile = [[Fraction(int(a == b)) for b in (0, 1)] for a in cell]
        assert (regret(payoffs, profile) == 0) == listed([e for e in found if not e.free], profile)


@settings(max_examples=10)
@given(games(), POINTS, POINTS, st.integers(1, 5), st.integers(-5, 5))
def test_positive_affine_payoffs_change_nothing(
    game: StrategicGame, u: Fraction, v: Fraction, k: int, d: int
):
    table = {cell: (k * first + d, second + 3 * d) for cell, (first, second) in game.payoffs.items()}
    scaled = StrategicGame(game.players, table)
    if scaled.space.names == game.space.names:
        point = point_of(game, {"a": u, "b": v})
        assert _shapes(game, point) == _shapes(scaled, point)


@settings(max_examples=10)
@given(games(), POINTS, POINTS)
def test_relabelling_the_players_changes_nothing(game: StrategicGame, u: Fraction, v: Fraction):
    table = {cell[::-1]: payoffs[::-1] for cell, payoffs in game.payoffs.items()}
    turned = StrategicGame(game.players[::-1], table)
    point = point_of(game, {"a": u, "b": v})
    assert _shapes(game, point) == _shapes(turned, point)


@settings(max_examples=10)
@given(games(), POINTS, POINTS)
def test_a_dominated_action_changes_nothing(game: StrategicGame, u: Fraction, v: Fraction):
    table = dict(game.payoffs)
    for reply in game.actions["B"]:
        worst, other = game.payoffs["x0", reply]
        table["never", reply] = (worst - 1, other)
    point = point_of(game, {"a": u, "b": v})
    assert _shapes(game, point) == _shapes(StrategicGame(game.players, table), point)


def _shapes(game: StrategicGame, point: Mapping[str, Rational]) -> set[tuple[object, ...]]:
    """Return who plays what in the equilibria at a point; continua by what they fix."""
    return {
        tuple(
            sorted(
                (player, action, "free" if q.free_symbols else q)
                for player, choice in equilibrium.strategy.items()
                for action, q in choice.items()
                if q != 0
            )
        )
        for equilibrium in game.solve(knife_edges=True).at(point)
    }


@pytest.mark.parametrize("x", [Rational(1, 3), Rational(2, 3)])
def test_continua_at_single_values_are_shown_on_request(x: Rational):
    (s,) = symbols("x,")
    rows = [[s / 2, s], [1 - s, (1 - s) / 2]]
    game = StrategicGame.from_arrays(rows, [list(c) for c in zip(*rows, strict=True)], where=[s >= 0, s <= 1])
    generic, every = game.solve(), game.solve(knife_edges=True)
    assert not any(e.free for e in generic)
    assert len([e for e in every.at({s: x}) if e.free]) == 2
    assert len([e for e in every.at({s: Rational(1, 2)}) if e.free]) == 0
