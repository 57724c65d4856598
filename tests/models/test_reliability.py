"""The models of reliability against their games worked out in plain fractions, at random points."""

from fractions import Fraction
from random import Random

import pytest

from formal import load_model

POINTS = 25


def some(rng, low, high):
    """Return a fraction strictly between two bounds."""
    return low + (high - low) * Fraction(rng.randint(1, 999), 1000)


def odds(rng):
    """Return the parameters that all variants share."""
    p = some(rng, 0, 1)
    return {"p": p, "c_A": some(rng, 0, 1) / 3, "d": some(rng, 0, p), "k": some(rng, 0, 1) / 4}


def check(slug, expected, point):
    model = load_model(slug)
    assert set(expected) == set(model.quantities)
    found = {name: model.value(name, **point) for name in expected}
    for name, value in found.items():
        wanted = expected[name]
        assert (value is None) == (wanted is None), (name, point)
        if wanted is not None:
            assert value == wanted, (name, point, value, wanted)


def attacks(belief, p, s, c_A, d, k):
    return belief * (p - d - c_A - k) + (1 - belief) * (p - c_A) > s


def joining(p, v, d, alpha, e, K):
    """The share of costs between 0 and K with which D joins."""
    return min(Fraction(1), max(Fraction(0), (v * (1 - p + d) + e - (v * (1 - p) - alpha)) / K))


@pytest.mark.parametrize("seed", range(POINTS))
def test_a_protector_with_a_private_cost(seed):
    rng = Random(seed)
    point = {
        **odds(rng), "s": some(rng, 0, 1), "v": some(rng, 0, 1), "alpha": some(rng, 0, 1) / 2,
        "e": some(rng, 0, 1) / 4, "K": some(rng, 0, 2),
    }  # fmt: skip
    p, c_A, d, k, s, v, alpha, e, K = point.values()
    reliability = joining(p, v, d, alpha, e, K)
    war = attacks(reliability, p, s, c_A, d, k)
    # A is indifferent where the loss from joining, times its probability, is the gain from attacking.
    critical = (p - c_A - s) / (d + k)
    if critical > 1:
        least = None
    elif joining(p, v, d, 0, e, K) >= critical:
        least = 0
    else:
        least = critical * K - v * d - e
    expected = {
        "reliability": reliability,
        "critical_belief": critical,
        "deterred": not war,
        "pivotal": p - c_A > s and p - d - c_A - k <= s,
        "treaty_effective": not war and attacks(joining(p, v, d, 0, 0, K), p, s, c_A, d, k),
        "minimal_commitment": least,
        "probability_ally_fights": reliability if war else 0,
    }
    check("alliance_reliability", expected, point)


@pytest.mark.parametrize("seed", range(POINTS))
def test_belief_and_truth(seed):
    rng = Random(seed)
    chances = {name: some(rng, 0, 1) for name in ("mu_0", "mu_1", "r_0", "r_1")}
    point = {**odds(rng), "s": some(rng, 0, 1) / 2, **chances}
    p, c_A, d, k, s, mu_0, mu_1, _, r_1 = point.values()
    without, with_treaty = (attacks(mu, p, s, c_A, d, k) for mu in (mu_0, mu_1))
    expected = {
        "critical_belief": (p - c_A - s) / (d + k),
        "attack_without": without,
        "attack_with": with_treaty,
        "effective": without and not with_treaty,
        "probability_ally_fights": r_1 if with_treaty else 0,
    }
    check("alliance_reliability_beliefs", expected, point)


def bargaining(rng):
    return {**odds(rng), "c_B": some(rng, 0, 1) / 2, "sigma": some(rng, 0, 1), "mu": some(rng, 0, 1)}


def wars(p, c_A, d, k, c_B, sigma):
    """War with a willing and with an unwilling ally."""
    return (p - d - c_A - k, 1 - p + d - (1 - sigma) * c_B), (p - c_A, 1 - p - c_B)


@pytest.mark.parametrize("seed", range(POINTS))
def test_only_the_target_knows(seed):
    point = bargaining(Random(seed))
    *rest, mu = point.values()
    with_ally, alone = wars(*rest)
    safe, risky = (min(Fraction(1), 1 - war[1]) for war in (with_ally, alone))
    gamble = mu * with_ally[0] + (1 - mu) * risky
    war = gamble > safe
    expected = {
        "largest_offer_allied": safe,
        "largest_offer_alone": risky,
        "critical_belief": 0 if safe == risky else (risky - safe) / (risky - with_ally[0]),
        "offer": risky if war else safe,
        "probability_of_war": mu if war else 0,
        "proposer_payoff": gamble if war else safe,
        "allied_responder_payoff": with_ally[1] if war else 1 - safe,
        "offer_without_ally": risky,
    }
    check("alliance_reliability_bargaining", expected, point)


@pytest.mark.parametrize("seed", range(POINTS))
def test_nobody_knows(seed):
    point = bargaining(Random(seed))
    *rest, mu = point.values()
    with_ally, alone = wars(*rest)
    war = mu * with_ally[1] + (1 - mu) * alone[1]
    expected = {
        "offer": min(Fraction(1), 1 - war),
        "probability_of_war": 0,
        "responder_gain": max(Fraction(0), war) - max(Fraction(0), alone[1]),
    }
    check("alliance_reliability_symmetric", expected, point)


def test_a_payoff_is_not_averaged_over_a_draw():
    from formal import GameError

    solution = load_model("alliance_reliability").solution
    with pytest.raises(GameError, match="integral"):
        solution.payoff("D", "join")
