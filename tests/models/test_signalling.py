"""The credibility models with a costly or a binding message: every quantity, by enumeration at random points."""

from random import Random

import pytest
from sympy import Rational

from formal import load_model
from tests.oracle.messages import equilibria, fights, war_probability
from tests.proofs.test_credibility import (
    SIX,
    critical_share,
    indifferent,
    kinds,
    of,
    separable,
    signalling,
    stakes,
    tying,
    war_costs,
)


def existence(z, *without):
    found = kinds(z)
    return {f"{kind}_exists": kind in found for kind in SIX - set(without)}


def costs(z):
    """What the models with a sunk cost only have beside the kinds of equilibria."""
    return existence(z, "semi_silent") | {
        "separating_cost_low": indifferent(z, "U"),
        "separating_cost_high": indifferent(z, "R"),
        "separation_possible": separable(z),
    }


def whole(z):
    return existence(z) | {
        "critical_belief": z["gain"] / (z["gain"] + z["loss"]),
        "unreliable_max_cost": indifferent(z, "U"),
        "reliable_max_cost": indifferent(z, "R"),
    }


def tied(z):
    wars = {war_probability(z, found) for found in of("pool_signal", z)}
    return existence(z, "semi_reliable", "semi_silent") | {
        "commits": fights(z, "U", 1),
        "critical_undeterrable_share": critical_share(z),
        "pool_signal_war": wars.pop() if len(wars) == 1 else None,
    }


@pytest.mark.parametrize(
    ("slug", "draw", "expected"),
    [
        ("credibility_signalling", signalling, whole),
        ("credibility_stakes", stakes, costs),
        ("credibility_war_costs", war_costs, costs),
        ("credibility_tying_hands", tying, tied),
    ],
)
def test_every_quantity(slug, draw, expected):
    model, random = load_model(slug), Random(slug)
    names = set(model.space.names)
    for _ in range(15):
        z = draw(random)
        wanted = expected(z)
        point = {n: Rational(v.numerator, v.denominator) for n, v in z.items() if n in names}
        assert set(wanted) == set(model.quantities)
        assert {name: model.value(name, **point) for name in wanted} == wanted, z


def test_every_kind_is_met():
    random = Random(1)
    met = {found.kind for _ in range(60) for found in equilibria(signalling(random))}
    assert met == SIX
