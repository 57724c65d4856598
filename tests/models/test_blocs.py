"""The models of blocs against their games worked out in plain fractions, at random points."""

from fractions import Fraction
from random import Random

import pytest

from formal import ParameterError, load_model
from tests.models.test_reliability import check, some


@pytest.mark.parametrize("seed", range(8))
def test_fight_beside_the_partner(seed):
    rng = Random(seed)
    names = ("S", "m", "Y", "V", "c_J")
    z = {name: some(rng, 0, 3) for name in names} | {"gamma": some(rng, 0, 1)}
    z["c_J"] /= 5
    S, m, Y = z["S"], z["m"], z["Y"]
    join, out = (S + m) / (S + m + Y), S / (S + Y + z["gamma"] * m)
    expected = {
        "dependence": join - out,
        "critical_cost": z["V"] * (join - out),
        "critical_stake": z["c_J"] / (join - out),
        "joins": z["V"] * join - z["c_J"] >= z["V"] * out,
        "joiner_payoff": max(z["V"] * join - z["c_J"], z["V"] * out),
    }
    check("alliance_dependence", expected, z)


def starts(z, mine=0, theirs=0):
    """The share of gains b in [G-C, G] for which b and what allies change are worth a war; none join if loose."""
    allies = mine * z["beta"] - theirs * z["k"]
    return min(max((z["G"] + allies) / z["C"], Fraction(0)), Fraction(1))


def wars(z, mine=0, theirs=0):
    return z["eta"] + (1 - z["eta"]) * starts(z, mine, theirs)


def fighters(z, mine=0, theirs=0):
    return wars(z, mine, theirs) * (2 + mine + theirs)


@pytest.mark.parametrize("sizes", [(0, 1), (2, 0), (2, 2), (1, 4)])
@pytest.mark.parametrize("seed", range(5))
def test_tight_or_loose(sizes, seed):
    rng = Random(seed)
    C = some(rng, 0, 2)
    z = {
        "C": C,
        "G": some(rng, 0, C),
        "beta": some(rng, 0, 1) / 2,
        "k": some(rng, 0, 1),
        "eta": some(rng, 0, 1) / 2,
    }
    # tight - loose is linear in eta: positive at 1, so tight is better up to where it crosses zero.
    at_0, at_1 = (fighters(y, *sizes) - fighters(y) for y in ({**z, "eta": Fraction(eta)} for eta in (0, 1)))
    expected = {
        "initiation_tight": starts(z, *sizes),
        "initiation_loose": starts(z),
        "war_probability_tight": wars(z, *sizes),
        "war_probability_loose": wars(z),
        "expected_belligerents_tight": fighters(z, *sizes),
        "expected_belligerents_loose": fighters(z),
        "tight_better": fighters(z, *sizes) < fighters(z),
        "critical_undeterrable_share": at_0 / (at_0 - at_1) if at_0 < 0 else 0,
    }
    check("blocs", expected, {**z, "n_X": sizes[0], "n_Y": sizes[1]})


def test_by_hand():
    model = load_model("blocs", n_X=1, n_Y=1)
    point = {"C": 2, "G": 1, "beta": 0, "k": "1/2", "eta": "1/10"}
    # Half of all gains exceed 0 and a quarter 1/2: 4*(1/10 + 9/40) = 13/10 against 2*(1/10 + 9/20) = 11/10.
    assert model.value("expected_belligerents_tight", **point) == Fraction(13, 10)
    assert model.value("expected_belligerents_loose", **point) == Fraction(11, 10)
    assert model.value("tight_better", **point) is False
    assert model.value("critical_undeterrable_share", **point) == 0


def test_somebody_has_allies():
    with pytest.raises(ParameterError, match="not both 0"):
        load_model("blocs", n_X=0, n_Y=0).solution  # noqa: B018
