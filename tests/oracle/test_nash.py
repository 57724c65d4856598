"""Nash equilibria against pygambit's lists and against the definition, on random and on degenerate games."""

import itertools
import random
from fractions import Fraction

import pytest
from sympy import Integer, Piecewise, Rational, symbols

from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame
from formal.solvers import oracle
from formal.solvers.components import NashSubset, extreme_equilibria, nash_subsets
from formal.solvers.several import Search
from formal.solvers.supports import mixed_equilibria
from formal.solvers.tables import tables
from tests.oracle.strategic import listed, matrices, payoffs_at, profiles, regret

needs_gambit = pytest.mark.skipif(not oracle.available("pygambit"), reason="pygambit is an optional extra")

# von Stengel (1999), New maximal numbers of equilibria in bimatrix games: 75 equilibria, one for each support
# size and all of them isolated.
STENGEL_ROWS = [
    [9504, -660, 19976, -20526, 1776, -8976],
    [-111771, 31680, -130944, 168124, -8514, 52764],
    [397584, -113850, 451176, -586476, 29216, -178761],
    [171204, -45936, 208626, -263076, 14124, -84436],
    [1303104, -453420, 1227336, -1718376, 72336, -461736],
    [737154, -227040, 774576, -1039236, 48081, -300036],
]
STENGEL_COLUMNS = [
    [72336, 48081, 29216, 14124, 1776, -8514],
    [-461736, -300036, -178761, -84436, -8976, 52764],
    [1227336, 774576, 451176, 208626, 19976, -130944],
    [-1718376, -1039236, -586476, -263076, -20526, 168124],
    [1303104, 737154, 397584, 171204, 9504, -111771],
    [-453420, -227040, -113850, -45936, -660, 31680],
]

# H.-M. Winkels (1979): a degenerate game whose equilibria are polygons that hang together.
WINKELS = (
    [[1, 3], [1, 3], [3, 1], [3, 1], [Fraction(5, 2)] * 2, [Fraction(5, 2)] * 2],
    [[1, 2], [0, -1], [-2, 2], [4, -1], [-1, 6], [6, -1]],
)


def random_game(seed: int, players: int = 2, most: int = 4, spread: int | None = None) -> StrategicGame:
    """Return a game with small whole payoffs, the smaller the more degenerate."""
    draw = random.Random(seed)
    sizes = [draw.randint(1, most) for _ in range(players)]
    high = spread or draw.choice([1, 2, 4, 30])
    cells = itertools.product(*([str(a) for a in range(size)] for size in sizes))
    return StrategicGame(
        [str(p) for p in range(players)], {c: [draw.randint(0, high) for _ in sizes] for c in cells}
    )


def extreme(game: StrategicGame) -> set[tuple[tuple[Fraction, ...], ...]]:
    return {(x.point, y.point) for x, y in extreme_equilibria(*matrices(payoffs_at(game)))}


@needs_gambit
@pytest.mark.parametrize("seeds", [range(i, i + 50) for i in range(0, 300, 50)], ids=str)
def test_extreme_equilibria_are_those_of_gambit(seeds: range):
    for seed in seeds:
        game = random_game(seed)
        assert extreme(game) == set(oracle.extreme_equilibria(game)), seed


@pytest.mark.parametrize(
    "rows, columns, count",
    [
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]], 4),
        ([[1]], [[1]], 1),
        ([[1, 1, 1]], [[2, 2, 3]], 1),
        ([[1, 1], [1, 1], [0, 2]], [[1, 1], [1, 1], [0, 2]], 5),
        (*WINKELS, 7),
    ],
    ids=["nothing at stake", "one cell", "one row", "repeated rows", "Winkels"],
)
@needs_gambit
def test_degenerate_games_are_complete(rows: list, columns: list, count: int):
    game = StrategicGame.from_arrays(rows, columns)
    assert extreme(game) == set(oracle.extreme_equilibria(game))
    assert len(extreme(game)) >= count


@pytest.mark.parametrize("scale", [1, Fraction(1, 10**12), 10**9], ids=["plain", "1e-12", "1e9"])
def test_stengels_game_has_75_equilibria(scale: Fraction):
    rows, columns = ([[u * scale for u in row] for row in own] for own in (STENGEL_ROWS, STENGEL_COLUMNS))
    solution = StrategicGame.from_arrays(rows, columns).solve()
    assert len(solution) == 75
    assert not any(equilibrium.free for equilibrium in solution)


@pytest.mark.parametrize("scale", [Fraction(1, 10**12), 10**9, 10**30], ids=["1e-12", "1e9", "1e30"])
def test_the_size_of_payoffs_does_no_harm(scale: Fraction):
    for seed in range(40):
        game = random_game(seed)
        payoffs = payoffs_at(game)
        scaled = {cell: [u * scale + 7 * scale for u in own] for cell, own in payoffs.items()}
        found = {(x.point, y.point) for x, y in extreme_equilibria(*matrices(scaled))}
        assert found == extreme(game), seed


@pytest.mark.parametrize("seeds", [range(i, i + 15) for i in range(0, 60, 15)], ids=str)
def test_the_solution_lists_the_extreme_equilibria_and_equilibria_only(seeds: range):
    for seed in seeds:
        game = random_game(seed, most=3)
        payoffs, found = payoffs_at(game), game.solve().at({})
        pure = sum(all(max(own) == 1 for own in profile) for profile in extreme(game))
        sets = [s for s in nash_subsets(*matrices(payoffs)) if not _is_one_pure_profile(s)]
        assert len(found) == pure + len(sets), seed
        for profile in extreme(game):
            assert listed(found, profile), (seed, profile)
        for equilibrium in found:
            for profile in profiles(equilibrium):
                assert regret(payoffs, profile) == 0, (seed, equilibrium)


def test_the_corners_of_all_continua_are_the_extreme_equilibria():
    for seed in range(40):
        game = random_game(seed, most=3)
        corners = [corner for e in game.solve() for corner in e.extreme_points()]
        assert {tuple(map(tuple, profiles(corner)[0])) for corner in corners} == extreme(game), seed


def test_the_corners_of_a_polygon_depend_on_the_parameters():
    """1 does not mind which of its first two actions it takes; 2 minds, unless they are mixed as they should be."""
    x, y = symbols("x y", positive=True)
    rows, columns = [[3, 3, 0], [3, 3, 0], [2, 1, 4]], [[x, 1, 0], [0, y, 0], [0, 0, 1]]
    game = StrategicGame.from_arrays(rows, columns)
    solution = game.solve()
    listed = [corner for e in solution for corner in e.extreme_points()]
    for point in ({x: Rational(1, 3), y: 5}, {x: 5, y: Rational(1, 3)}):
        corners = [corner for e in solution.at(point) for corner in e.extreme_points()]
        found = {tuple(map(tuple, profiles(corner)[0])) for corner in corners}
        assert found == extreme(game.subs(point)), point
        symbolic = [c for c in listed if c.where.contains(point)]
        assert {tuple(map(tuple, profiles(c.at(point))[0])) for c in symbolic} == found, point


def _is_one_pure_profile(subset: NashSubset) -> bool:
    single = len(subset.rows) == len(subset.columns) == 1
    return single and all(max(vertex.point) == 1 for vertex in (*subset.rows, *subset.columns))


@pytest.mark.parametrize("seeds", [range(i, i + 10) for i in range(100, 130, 10)], ids=str)
def test_all_searches_agree_on_two_players(seeds: range):
    """The vertices, the linear systems over all supports, and the polynomial systems are independent."""
    for seed in seeds:
        game = random_game(seed, most=3)
        table = tables(game)[0]
        by_vertices = [c.where for c in mixed_equilibria(game.space, table, True, lambda _: None)]
        by_systems = Search(game.space, table, True)
        found = list(by_systems.candidates())
        assert not by_systems.open
        for profile in extreme(game):
            pure = all(max(own) == 1 for own in profile)
            assert pure or _reached(found, profile), (seed, profile)
        assert bool(by_vertices) == bool(found)


def _reached(candidates: list, profile: tuple) -> bool:
    """Return whether a profile is in the closure of a candidate."""
    for candidate in candidates:
        free = {name: profile[player][action] for name, (player, action) in candidate.free.items()}
        values = [[q.evaluate(free) for q in own] for own in candidate.strategies]
        if values == [list(own) for own in profile]:
            return True
    return False


@needs_gambit
@pytest.mark.parametrize("seeds", [range(i, i + 8) for i in range(0, 24, 8)], ids=str)
def test_three_players_find_equilibria_only_and_every_pure_one(seeds: range):
    for seed in seeds:
        game = random_game(seed, players=3, most=2)
        payoffs, solution = payoffs_at(game), game.solve()
        for equilibrium in solution:
            if all(q.is_Rational for own in equilibrium.strategy.values() for q in own.values()):
                profile = profiles(equilibrium)[0]
                assert regret(payoffs, profile) == oracle.regret(game, profile) == 0, seed
        sizes = [len(own) for own in game.actions.values()]
        for cell in itertools.product(*map(range, sizes)):
            profile = [[Fraction(int(a == b)) for b in range(n)] for a, n in zip(cell, sizes, strict=True)]
            assert (regret(payoffs, profile) == 0) == listed([e for e in solution if not e.free], profile), (
                seed
            )


@pytest.mark.parametrize("sizes", [(2, 2, 2), (3, 2, 2)], ids=str)
def test_games_of_three_have_an_odd_number_of_equilibria(sizes: tuple[int, ...]):
    """Nearly all games do (Wilson 1971): one that is lost, or invented, would be noticed."""
    for seed in range(8):
        draw = random.Random(seed)
        cells = itertools.product(*([str(a) for a in range(size)] for size in sizes))
        table = {cell: [draw.randint(0, 9999) for _ in sizes] for cell in cells}
        solution = StrategicGame([str(p) for p in range(len(sizes))], table).solve()
        assert not solution.undecided and len(solution) % 2 == 1, seed


def test_what_is_beyond_us_is_said():
    """All four are needed: each contributes with the third root of c/b, which only the symmetric game knows."""
    (m,) = symbols("m,")
    pays = {"give": Piecewise((2, m >= 3), (-1, True)), "keep": Integer(0)}
    together = SymmetricGame(4, pays, others=m)
    solution = together.strategic_form().solve()
    assert len(solution) == len(together.solve().pure) == 2
    (open_question,) = solution.undecided
    assert "degree 3" in open_question and "give, keep (4)" in open_question
    assert "except" in solution.scope or "other supports than" in solution.scope
    (mixed,) = together.solve().mixed
    assert mixed.chance**3 == Rational(1, 3)
