"""The generators give what they promise, and `agreement` sees what is wrong with a list of equilibria."""

from types import SimpleNamespace

import pytest
import sympy
from hypothesis import given, settings
from sympy import Eq, Rational, symbols

from formal.games import Chance, Decision, Offer, choose, offer, walk
from tests.oracle import offers
from tests.oracle.agreement import Listed, profiles_apart, unfounded, unlisted
from tests.oracle.exact import holds
from tests.oracle.numeric import Unsupported, node_count, read
from tests.oracle.random_trees import Seeded, finite_game, finite_games, offer_game
from tests.oracle.subgame_perfect import equilibria, outcomes

x, y = symbols("x y")


def test_a_seed_always_gives_the_same_game():
    first, second = (finite_game(Seeded(11), players=3, parameters=2) for _ in range(2))
    assert first.game.tree == second.game.tree and first.boxes == second.boxes


@settings(max_examples=40, deadline=None)
@given(finite_games(players=3, depth=3, parameters=2, symbolic_chances=True))
def test_hypothesis_finds_games_that_the_oracle_solves(random_game):
    game, at = random_game.game, random_game.generic_point(Seeded(0))
    assert all(holds(condition, at) for condition in game.where)
    tree = read(game, at).tree
    assert node_count(tree) == len(list(walk(game.tree)))
    assert equilibria(tree)


def test_the_generators_do_not_keep_to_the_easy_cases():
    games = [
        finite_game(Seeded(seed), players=4, depth=4, parameters=3, symbolic_chances=True)
        for seed in range(60)
    ]
    nodes = [node for g in games for _, node in walk(g.game.tree)]
    assert {g.game.players for g in games} == {("A", "B", "C", "D")}
    assert any(
        isinstance(n, Chance) and p.free_symbols
        for n in nodes
        for p, _ in getattr(n, "branches", {}).values()
    )
    assert any(isinstance(n, Decision) and n.prefer for n in nodes)
    assert any(isinstance(n, Decision) and len(n.actions) == 3 for n in nodes)
    several = [g for g in games if len(equilibria(read(g.game, g.point(Seeded(1), 1)).tree)) > 1]
    assert len(several) > 10


@pytest.mark.parametrize("kind", ["linear", "quadratic"])
@pytest.mark.parametrize("rounds", [1, 2])
def test_offer_games_are_mostly_within_reach(kind, rounds):
    solved = existing = 0
    for seed in range(20):
        random_game = offer_game(Seeded(seed), kind=kind, rounds=rounds, depth=1, parameters=1, unbounded=6)
        count = sum(isinstance(node, Offer) for _, node in walk(random_game.game.tree))
        assert count == rounds
        try:
            answer = offers.solve(random_game.game, random_game.generic_point(Seeded(seed)))
        except Unsupported:
            continue
        solved += 1
        existing += answer.exists
    assert solved >= 14 and existing >= 5


@pytest.mark.parametrize("seed", range(30))
def test_a_finite_tree_is_solved_alike_by_both_oracles(seed):
    random_game = finite_game(Seeded(seed), players=3, depth=3)
    found = {(o.payoffs, o.path) for o in offers.solve(random_game.game).samples()}
    assert found == outcomes(read(random_game.game).tree)


def test_profiles_apart_names_the_missing_and_the_extra():
    game = SimpleNamespace(players=("A",), tree=choose("A", {"l": (1,), "m": (1,), "r": (0,)}, info="A"))
    strategies = [{"A": {"l": int(a == "l"), "m": 0, "r": int(a == "r")}} for a in ("l", "r")]
    wrong = [SimpleNamespace(strategy=strategy) for strategy in strategies]
    missing, extra = profiles_apart(game, wrong, {})
    assert missing == {frozenset({("A", "m")})} and extra == {frozenset({("A", "r")})}


WAR = (Rational(3, 4), Rational(1, 2))


def _crisis(war):
    return offers.solve_tree(
        ["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war}))
    )


@pytest.mark.parametrize(
    ("war", "made", "reply", "payoffs", "founded", "complete"),
    [
        pytest.param((0, 0), Eq(x, 1), "accept", (1, 0), True, True, id="right"),
        pytest.param((0, 0), Eq(x, 1), "fight", (0, 0), False, False, id="wrong reply"),
        pytest.param((0, 0), Eq(x, Rational(1, 2)), "accept", ("1/2", "1/2"), False, False, id="wrong offer"),
        pytest.param((0, 0), Eq(x, 1), "accept", (1, 1), False, False, id="wrong payoffs"),
        pytest.param(WAR, (x >= Rational(1, 2)) & (x <= 1), "fight", WAR, True, True, id="continuum"),
        pytest.param(WAR, Eq(x, 1), "fight", WAR, True, False, id="one point of a continuum"),
        pytest.param(WAR, x >= Rational(1, 2), "fight", WAR, True, True, id="its interval left unsaid"),
        pytest.param(WAR, x <= 1, "fight", WAR, False, True, id="too large a continuum"),
    ],
)
def test_outcomes_that_differ_are_seen(war, made, reply, payoffs, founded, complete):
    paid = dict(zip("AB", map(sympy.sympify, payoffs), strict=True))
    listed = [Listed({(made, reply): 1}, paid)]
    answer = _crisis(war)
    assert (not unfounded(answer, listed)) is founded
    assert (not unlisted(answer, listed)) is complete


def test_a_continuum_that_is_paid_differently_is_compared_member_by_member():
    """B is indifferent throughout, so A may offer anything that is taken."""
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 0), "refuse": (0, 0)}))
    answer = offers.solve_tree(["A", "B"], tree)
    anything = (x >= 0) & (x <= 1)
    taken = Listed({(anything, "accept"): 1}, {"A": x, "B": sympy.Integer(0)})
    refused = Listed({(anything, "refuse"): 1}, {"A": sympy.Integer(0), "B": sympy.Integer(0)})
    assert not unfounded(answer, [taken, refused]) and not unlisted(answer, [taken, refused])
    assert unlisted(answer, [refused])
