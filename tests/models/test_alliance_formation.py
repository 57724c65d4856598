"""Why states ally, worked out in plain fractions at random points."""

from fractions import Fraction
from random import Random

import pytest

from formal import load_model

POINTS = 25


def some(rng, low, high):
    """Return a fraction strictly between two bounds."""
    return low + (high - low) * Fraction(rng.randint(1, 1008), 1009)


def check(slug, expected, point):
    model = load_model(slug)
    assert set(expected) == set(model.quantities)
    for name, wanted in expected.items():
        assert model.value(name, **point) == wanted, (name, point)


@pytest.mark.parametrize("seed", range(POINTS))
def test_balancing(seed):
    rng = Random(seed)
    point = {name: some(rng, 0, 3) for name in ("m_1", "m_2", "m_T")} | {
        "c_T": some(rng, 0, 1), "c_1": some(rng, 0, 1), "c_2": some(rng, 0, 1), "e_1": some(rng, 0, 1) / 3,
        "e_2": some(rng, 0, 1) / 3,
    }  # fmt: skip
    m_1, m_2, m_T, c_T, c_1, c_2, e_1, e_2 = point.values()

    def lost(strength):
        return m_T / (m_T + strength)

    together = lost(m_1 + m_2)
    threatened = [lost(m) > c_T for m in (m_1, m_2)]
    alone = [
        1 - lost(m) - c if hit else 1 for m, c, hit in zip((m_1, m_2), (c_1, c_2), threatened, strict=True)
    ]
    joined = [1 - together - c if together > c_T else Fraction(1) for c in (c_1, c_2)]
    gains = [a - b for a, b in zip(joined, alone, strict=True)]
    pact = gains[0] >= e_1 and gains[1] >= e_2
    attacked = [together > c_T] * 2 if pact else threatened
    targets = (m_1 + m_2, m_1 + m_2) if pact else (m_1, m_2)
    prize = sum(max(lost(m) - c_T, Fraction(0)) for m in targets)
    expected = {
        "attack_threshold": m_T * (1 - c_T) / c_T,
        "gain_1": gains[0],
        "gain_2": gains[1],
        "pact": pact,
        "pact_attacked": together > c_T,
        "attacked_1": attacked[0],
        "attacked_2": attacked[1],
        "payoff_T": prize,
    }
    check("alliance_formation", expected, point)


def test_nobody_allying_is_an_equilibrium_without_the_refinement():
    game = load_model("alliance_formation").game
    solution = game.solve("subgame_perfect")
    alone = solution.region_of(lambda outcome: all(h[:2] == ("Alone", "Alone") for h in outcome.path))
    assert alone.is_everything()


@pytest.mark.parametrize("seed", range(POINTS))
def test_security_for_autonomy(seed):
    rng = Random(seed)
    point = {name: some(rng, 0, 2) for name in ("m_T", "m_W")} | {
        name: some(rng, 0, 1) for name in ("c_W", "e_W", "e_P", "v")
    }
    m_T, m_W, c_W, e_W, e_P, v = point.values()
    lost = m_T / (m_T + m_W)
    most = lost + c_W - e_W
    asked = min(Fraction(1), most)
    pact = most >= 0 and asked - e_P >= -v * lost
    expected = {
        "max_concession": most,
        "pact": pact,
        "transfer": asked if pact else 0,
        "payoff_P": asked - e_P if pact else -v * lost,
        "payoff_W": 1 - asked - e_W if pact else 1 - lost - c_W,
        "sphere_of_influence": pact and asked > 0,
        "would_guard_for_free": v * lost > e_P,
    }
    check("alliance_security_autonomy", expected, point)


@pytest.mark.parametrize("promise", [(0, 0), (0, 1), (1, 0), (1, 1)])
@pytest.mark.parametrize("seed", range(6))
def test_kinds_of_pact(promise, seed):
    rng, (phi_D, phi_O) = Random(seed), promise
    p_B = some(rng, 0, 1)
    point = {
        "phi_D": phi_D, "phi_O": phi_O, "s_B": some(rng, 0, 1), "p_B": p_B, "d": some(rng, 0, 1 - p_B),
        "k": some(rng, 0, 1) / 4, "c_B": some(rng, 0, 1) / 4, "c_T": some(rng, 0, 1) / 4,
    }  # fmt: skip
    _, _, s_B, p_B, d, k, c_B, c_T = point.values()
    by_T = (p_B + d * phi_D - c_B, 1 - p_B - (d + k) * phi_D - c_T)
    by_B = (p_B + d * phi_O - c_B, 1 - p_B - (d + k) * phi_O - c_T)
    after = by_B if by_B[0] > s_B else (s_B, 1 - s_B)
    strikes = by_T[1] > after[1]
    low, high = by_B[0], 1 - by_T[1]
    expected = {
        "threshold_B": low,
        "threshold_T": high,
        "war": strikes or by_B[0] > s_B,
        "initiator_T": strikes,
        "initiator_B": not strikes and by_B[0] > s_B,
        "peace_width": max(Fraction(0), high - low),
        "payoff_B": (by_T if strikes else after)[0],
        "payoff_T": (by_T if strikes else after)[1],
    }
    check("alliance_pact_types", expected, point)
