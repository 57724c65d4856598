"""Voting games against every coalition and every order, one by one."""

import itertools
import math

import pytest
import sympy as sp

from formal import GameError, VotingGame


def veto(permanent, quota):
    return lambda n: n["permanent"] == permanent and sum(n.values()) >= quota


COUNCILS = [(1, 1, 2), (1, 3, 2), (2, 3, 3), (2, 4, 5), (3, 4, 4), (3, 3, 6)]


def members_of(permanent, elected):
    return [("permanent", i) for i in range(permanent)] + [("elected", i) for i in range(elected)]


def wins(coalition, permanent, quota):
    return sum(kind == "permanent" for kind, _ in coalition) == permanent and len(coalition) >= quota


@pytest.mark.parametrize(("permanent", "elected", "quota"), COUNCILS)
def test_coalitions_and_indices_by_enumeration(permanent, elected, quota):
    game = VotingGame({"permanent": permanent, "elected": elected}, veto(permanent, quota))
    everybody = members_of(permanent, elected)
    coalitions = [
        frozenset(c) for r in range(len(everybody) + 1) for c in itertools.combinations(everybody, r)
    ]
    winning = [c for c in coalitions if wins(c, permanent, quota)]
    assert game.winning_coalitions == len(winning)
    assert game.losing_size() == max(len(c) for c in coalitions if not wins(c, permanent, quota))
    swings = {m: sum(m in c and not wins(c - {m}, permanent, quota) for c in winning) for m in everybody}
    pivots = dict.fromkeys(everybody, 0)
    for order in itertools.permutations(everybody):
        before = set()
        for member in order:
            before.add(member)
            if wins(before, permanent, quota):
                pivots[member] += 1
                break
    for kind in ("permanent", "elected"):
        assert game.swings(kind) == swings[kind, 0]
        assert game.banzhaf(kind) == sp.Rational(swings[kind, 0], sum(swings.values()))
        assert game.shapley_shubik(kind) == sp.Rational(pivots[kind, 0], math.factorial(len(everybody)))


def test_the_council_of_today():
    game = VotingGame({"permanent": 5, "elected": 10}, veto(5, 9))
    by_hand = sum(
        bits & 0b11111 == 0b11111 and bits.bit_count() >= 9 for bits in range(2**15)
    )  # every one of the 2^15 coalitions
    assert game.winning_coalitions == by_hand
    assert 5 * game.shapley_shubik("permanent") + 10 * game.shapley_shubik("elected") == 1
    assert 5 * game.banzhaf("permanent") + 10 * game.banzhaf("elected") == 1


def test_the_probability_of_passing_by_enumeration():
    y, z = sp.symbols("y z")
    game = VotingGame({"permanent": 2, "elected": 3}, veto(2, 3), yes={"permanent": y, "elected": z})
    total = 0
    for votes in itertools.product((0, 1), repeat=5):
        if sum(votes[:2]) == 2 and sum(votes) >= 3:
            total += sp.Mul(
                *[(y if v else 1 - y) for v in votes[:2]], *[(z if v else 1 - z) for v in votes[2:]]
            )
    assert sp.expand(game.pass_probability - total) == 0
    assert game.subs({"y": 1}).pass_probability.free_symbols == {z}


@pytest.mark.parametrize(
    ("members", "rule", "says"),
    [
        ({"a": 0}, lambda n: True, "0 members of kind 'a'"),
        ({"a": 2}, lambda n: False, "nothing can ever pass"),
        ({"a": 2}, lambda n: True, "everything passes"),
        ({"a": 3}, lambda n: n["a"] in (1, 3), "more members must not lose"),
    ],
)
def test_a_game_that_is_none_is_refused(members, rule, says):
    with pytest.raises(GameError, match=says):
        VotingGame(members, rule)


def test_what_has_no_members_and_what_is_not_chosen():
    game = VotingGame({"a": 3}, lambda n: n["a"] >= 2)
    with pytest.raises(GameError, match="no members of kind 'b'"):
        game.swings("b")
    with pytest.raises(GameError, match="nobody chooses"):
        game.solve()
    with pytest.raises(GameError, match="probabilities for b"):
        VotingGame({"a": 3}, lambda n: n["a"] >= 2, yes={"b": 1})
