"""Offers solved by hand, and random ones against the same game on a fine grid of offers."""

import random
from fractions import Fraction
from types import SimpleNamespace

import pytest
import sympy
from sympy import Rational, oo, sqrt, symbols

from formal.games.tree import chance, choose, offer
from tests.oracle import reals
from tests.oracle.nested import Below
from tests.oracle.numeric import NumericGame, Proposal, Unsupported, read, univariate
from tests.oracle.offers import after, refuted, solve_numeric, solve_tree
from tests.oracle.subgame_perfect import outcomes

x, y, z, p, c_A, c_B = symbols("x y z p c_A c_B")
AB = ("A", "B")
ACCEPT = frozenset({(("x", "accept"), 1)})


def _ultimatum(refuse=(0, 0), prefer=None, low=0, high=1):
    return offer("A", x, low, high, choose("B", {"accept": (x, 1 - x), "refuse": refuse}, prefer=prefer))


def _shown(answer):
    return [str(outcome) for outcome in answer.samples()]


def test_ultimatum():
    assert _shown(solve_tree(AB, _ultimatum())) == ["x = 1: pays (1, 0) at {('x', 'accept'): 1}"]


def test_ultimatum_with_a_refusing_tie_rule_has_no_best_reply():
    assert not solve_tree(AB, _ultimatum(prefer=("refuse", "accept"))).exists


def test_a_refusing_tie_rule_does_no_harm_where_the_tie_is_out_of_reach():
    answer = solve_tree(AB, _ultimatum((0, "1/5"), prefer=("refuse", "accept"), high=Rational(1, 2)))
    assert answer.admits((Rational(1, 2), Rational(1, 2)), {"x": Rational(1, 2)}, ACCEPT)
    assert len(answer.families) == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(
            {"p": "3/5", "c_A": "1/10", "c_B": "1/5"},
            ["x = 4/5: pays (4/5, 1/5) at {('x', 'accept'): 1}"],
            id="B is bought off at its war payoff",
        ),
        pytest.param(
            {"p": "9/10", "c_A": "1/10", "c_B": "1/5"},
            ["x = 1: pays (1, 0) at {('x', 'accept'): 1}"],
            id="the whole pie is not enough to start a war",
        ),
    ],
)
def test_crisis_bargaining(values, expected):
    war = (p - c_A, 1 - p - c_B)
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war}))
    assert _shown(solve_tree(AB, tree, values)) == expected


def test_an_offer_that_will_be_refused_may_be_any_that_is_refused():
    """War is worth 3/4 to A and 1/2 to B: B accepts only x <= 1/2, A prefers war."""
    answer = solve_tree(AB, _ultimatum((Rational(3, 4), Rational(1, 2))))
    (family,) = answer.families
    assert (family.offer.low, family.offer.high) == (Fraction(1, 2), 1)
    assert family.offer.closed_low and family.offer.closed_high
    assert answer.admits({"A": Rational(3, 4), "B": Rational(1, 2)}, {x: Rational(1, 2)})
    assert not answer.admits({"A": Rational(3, 4), "B": Rational(1, 2)}, {x: Rational(49, 100)})


def test_interior_optimum():
    tree = offer("A", x, 0, 1, (x * (1 - x), x))
    assert _shown(solve_tree(AB, tree)) == ["x = 1/2: pays (1/4, 1/2) at {('x',): 1}"]


def test_irrational_breakpoint():
    """B accepts while 1 - x**2 >= 1/2."""
    tree = offer("A", x, 0, oo, choose("B", {"accept": (x, 1 - x**2), "refuse": (0, Rational(1, 2))}))
    answer = solve_tree(AB, tree)
    assert answer.admits((sqrt(2) / 2, Rational(1, 2)), {x: sqrt(2) / 2}, ACCEPT)
    assert not answer.admits((Rational(7, 10), Rational(51, 100)))
    assert len(answer.samples()) == 1


def test_an_unbounded_offer_without_a_maximum_is_no_equilibrium():
    assert not solve_tree(AB, offer("A", x, 0, oo, (x, 0))).exists
    assert not solve_tree(AB, offer("A", x, -oo, oo, (1 - x, 0))).exists
    assert solve_tree(AB, offer("A", x, -oo, oo, (1 - x**2, 0))).admits((1, 0), {x: 0})


def test_a_responder_who_is_always_indifferent_supports_every_offer():
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 0), "refuse": (0, 0)}))
    answer = solve_tree(AB, tree)
    assert answer.selective and not solve_tree(AB, _ultimatum()).selective
    assert all(answer.admits((k, 0), {x: k}, ACCEPT) for k in (0, Rational(1, 3), 1))
    assert answer.admits((0, 0), {x: 1}, frozenset({(("x", "refuse"), 1)}))


def test_offer_after_a_move_that_can_be_avoided():
    """A stays out rather than be left with nothing by B's offer; at a tie both are equilibria."""
    for outside, exists_in, exists_out in ((1, False, True), (0, True, True), (-1, True, False)):
        bargain = offer("B", x, 0, 1, choose("A", {"accept": (x, 1 - x), "refuse": (0, 0)}))
        answer = solve_tree(AB, choose("A", {"in": bargain, "out": (outside, 0)}))
        assert answer.admits((0, 1), {x: 0}) == exists_in
        assert answer.admits((outside, 0), path=frozenset({(("out",), 1)})) == exists_out


def test_offers_in_both_branches_of_a_chance_move():
    branch = {
        name: offer("A", s, 0, 1, choose("B", {"accept": (s, 1 - s), "fight": (0, cost)}))
        for name, s, cost in (("weak", x, Rational(1, 4)), ("strong", y, Rational(1, 2)))
    }
    tree = chance({"weak": (Rational(1, 3), branch["weak"]), "strong": (Rational(2, 3), branch["strong"])})
    (found,) = solve_tree(AB, tree).samples()
    assert found.payoffs == (Fraction(7, 12), Fraction(5, 12))
    assert found.offers == {"x": (Fraction(3, 4),) * 2, "y": (Fraction(1, 2),) * 2}


def test_two_rounds_of_alternating_offers():
    """With discount factor d the responder gets d at once: 1 - d for A, d for B."""
    d = Rational(3, 4)
    second = offer("B", y, 0, 1, choose("A", {"yes": (d * y, d * (1 - y)), "no": (0, 0)}))
    tree = offer("A", x, 0, 1, choose("B", {"yes": (x, 1 - x), "no": second}))
    (found,) = solve_tree(AB, tree).samples()
    assert found.payoffs == (1 - Fraction(3, 4), Fraction(3, 4))


def test_three_rounds_of_alternating_offers():
    """The first proposer gets 1 - d (1 - d) (Stahl 1972)."""
    d = Rational(1, 2)
    third = offer("A", z, 0, 1, choose("B", {"yes": (d**2 * z, d**2 * (1 - z)), "no": (0, 0)}))
    second = offer("B", y, 0, 1, choose("A", {"yes": (d * y, d * (1 - y)), "no": third}))
    tree = offer("A", x, 0, 1, choose("B", {"yes": (x, 1 - x), "no": second}))
    (found,) = solve_tree(AB, tree).samples()
    assert found.payoffs == (Fraction(3, 4), Fraction(1, 4))


def test_a_later_offer_that_depends_on_the_earlier_one():
    """A names x, B adds y in [0, x] and earns y - 2 x: y = x, hence -x for B and 1 - (1 - 2 x)**2 for A."""
    tree = offer("A", x, 0, 1, offer("B", y, 0, x, (1 - (1 - x - y) ** 2, y - 2 * x)))
    (found,) = solve_tree(AB, tree).samples()
    assert found.payoffs == (1, Fraction(-1, 2))
    assert found.offers == {"x": (Fraction(1, 2),) * 2, "y": (Fraction(1, 2),) * 2}


def test_stackelberg():
    """Demand 1 - x - y, no costs: the leader makes 1/2, the follower 1/4."""
    tree = offer("A", x, 0, 1, offer("B", y, 0, 1, (x * (1 - x - y), y * (1 - x - y))))
    (found,) = solve_tree(AB, tree).samples()
    assert found.payoffs == (Fraction(1, 8), Fraction(1, 16))


def test_refuted_finds_the_better_offer():
    node = _read_tree(_ultimatum((Rational(1, 4), Rational(1, 4))))
    grid = [Fraction(k, 20) for k in range(21)]
    assert refuted(node, "3/4", ("3/4", "1/4"), grid) is None
    assert "pays player 0 more" in refuted(node, "1/2", ("1/2", "1/2"), grid)
    assert "no equilibrium after" in refuted(node, "1/2", ("3/4", "1/4"), grid)


def _read_tree(tree):
    return read(SimpleNamespace(players=AB, tree=tree)).tree


def _random_offer(rng: random.Random):
    def payoff():
        return rng.randint(-2, 2) + rng.randint(-2, 2) * x + (rng.random() < 0.4) * rng.randint(-2, 2) * x**2

    def node(depth):
        if depth == 0 or rng.random() < 0.2:
            return payoff(), payoff()
        below = [node(depth - 1) for _ in range(2)]
        if rng.random() < 0.2:
            q = Rational(rng.randint(1, 3), 4)
            return chance({"l": (q, below[0]), "r": (1 - q, below[1])})
        prefer = rng.choice([None, None, ("l", "r"), ("r", "l")])
        return choose(rng.choice(AB), {"l": below[0], "r": below[1]}, prefer=prefer)

    return offer("A", x, 0, rng.choice([1, 2]), node(2))


@pytest.mark.parametrize("seed", range(150))
def test_random_offers_against_a_fine_grid(seed):
    """Each outcome on the grid is listed or beaten by some offer; none that is listed is beaten."""
    node = _read_tree(_random_offer(random.Random(seed)))
    assert isinstance(node, Proposal)
    answer = _solved(node)
    high = Fraction(int(node.high.LC), 1)
    grid = [high * Fraction(k, 24) for k in range(25)]
    near = {
        edge + step
        for cell in _edges(node)
        for edge in [Fraction(cell).limit_denominator(10**9)]
        for step in (0, Fraction(1, 10**8), -Fraction(1, 10**8))
        if 0 <= edge + step <= high
    }
    by_offer = {at: _outcomes_after(node, at) for at in [*grid, *near]}
    sure = max(min(u[0] for u, _ in found) for found in by_offer.values())
    for at in grid:
        for payoffs, path in by_offer[at]:
            listed = answer.admits(payoffs, {"x": at}, frozenset((("x", *h), q) for h, q in path))
            if listed:
                assert payoffs[0] >= sure
            else:
                assert payoffs[0] < sure + Fraction(1, 10**6), (at, payoffs, path)
    for found in answer.samples():
        assert found.payoffs[0] >= sure


def _solved(node):
    return solve_numeric(NumericGame(AB, node))


def _outcomes_after(node, at):
    def plain(u):
        return Fraction(int(u.LC.numerator), int(u.LC.denominator)) if u else Fraction(0)

    return {(tuple(map(plain, payoffs)), path) for payoffs, path in outcomes(after(node, at), _ground_sign)}


def _ground_sign(number):
    return (number.LC > 0) - (number.LC < 0) if number else 0


def _edges(node):
    """Where payoffs of the subtree's leaves or of their mixtures cross, numerically."""
    values, _ = Below().critical(node.node)
    found = [0.0, float(node.high.LC)]
    for u in values:
        for v in values:
            for i in range(2):
                difference = reals.poly(_in_x(u[i] - v[i]))
                found += [float(root) for root in reals.roots(difference)]
        found += [float(root) for root in reals.roots(reals.derivative(_in_x(u[0])))]
    return set(found)


def _in_x(u):
    return univariate(u, "x")


@pytest.mark.parametrize("seed", range(40))
def test_random_nested_offers_are_not_refuted_on_a_grid(seed):
    rng = random.Random(seed)

    def payoff(*offers):
        return sum((rng.randint(-2, 2) * s for s in offers), sympy.Integer(rng.randint(-2, 2)))

    second = offer(
        "B", y, 0, 1, choose("A", {"yes": (payoff(x, y), payoff(x, y)), "no": (payoff(), payoff())})
    )
    tree = offer("A", x, 0, 1, choose("B", {"yes": (payoff(x), payoff(x)), "no": second}))
    node = _read_tree(tree)
    try:
        answer = _solved(node)
    except Unsupported:
        pytest.skip("a continuum inside a continuum")
    grid = [Fraction(k, 12) for k in range(13)]
    for found in answer.samples():
        low, _ = found.offers["x"]
        if not isinstance(low, reals.Real):
            assert refuted(node, low, found.payoffs, grid) is None
