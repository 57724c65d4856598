"""Cheap talk against its game worked out by hand: on a grid of messages every equilibrium is found by trying.

A challenge costs U all of `v_U` and R what peace is worth more than war, whatever was said before. So D only wants
fewer challenges, and two messages that are both sent must be met alike.
"""

import itertools
from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from formal import load_model
from tests.oracle import messages

SLUG = "credibility_cheap_talk"
FIXED = {"v_R": 3, "w_R": 1, "v_U": 2, "t": "1/2", "gain": 2, "loss": 3}
SHARES = [Fraction(k, 1000) for k in (0, 250, 500, 501, 1000)]


@pytest.mark.parametrize(
    ("point", "challenge", "war"),
    [
        pytest.param({"rho": "1/2", "eta": "1/4"}, "1/4", "1/8", id="a challenge is worth 2/2 - 3/2"),
        pytest.param({"rho": "1/5", "eta": "1/4"}, "1", "1/5", id="a challenge is worth 8/5 - 3/5"),
        pytest.param({"rho": "1/2", "eta": 0}, "0", "0", id="everybody can be deterred"),
        pytest.param({"rho": "2/5", "eta": "1/4"}, None, None, id="A is indifferent"),
    ],
)
def test_by_hand(point, challenge, war):
    model = load_model(SLUG)
    found = {name: model.value(name, **FIXED, **point) for name in model.quantities}
    assert found.pop("unreliable_gain") == (1 - Fraction(point["eta"])) * 2
    assert found.pop("informative_exists") is (challenge is not None)
    assert found.pop("influential_exists") is False
    wanted = {"challenge_probability": challenge, "war_probability": war}
    assert found == {name: None if value is None else Fraction(value) for name, value in wanted.items()}


def equilibria(z):
    """Yield A's beliefs and the challenges after the messages that are sent, for each equilibrium on a grid."""
    for says in itertools.product(SHARES, repeat=2):  # R's and U's probability of the message
        beliefs = []
        for r, u in (says, [1 - share for share in says]):
            sent = z["rho"] * r + (1 - z["rho"]) * u
            beliefs.append([z["rho"] * r / sent] if sent else SHARES)  # free where nobody sends it
        for after in itertools.product(*beliefs):
            pays = [(1 - mu) * z["gain"] - mu * z["loss"] for mu in after]
            if 0 in pays:
                continue
            y = [1 if gain > 0 else z["eta"] for gain in pays]
            liked = [y[0] <= y[1], y[1] <= y[0]]  # the message, silence
            if (liked[0] or not any(says)) and (liked[1] or all(share == 1 for share in says)):
                on_path = [len(options) == 1 for options in beliefs]
                yield [(mu, c) for mu, c, here in zip(after, y, on_path, strict=True) if here]


@pytest.mark.parametrize("seed", range(8))
def test_every_equilibrium_on_a_grid(seed):
    rng = Random(seed)
    z = {name: Fraction(rng.randint(1, 40), 11) for name in ("v_U", "w_R", "t", "gain", "loss")}
    z |= {
        "v_R": z["w_R"] + 1,
        "rho": Fraction(rng.randint(1, 96), 97),
        "eta": Fraction(rng.randint(0, 10), 11),
    }
    model, found = load_model(SLUG), list(equilibria(z))
    value = {name: model.value(name, **z) for name in model.quantities}
    (challenge,) = {c for met in found for _, c in met}
    assert value["challenge_probability"] == challenge
    assert value["war_probability"] == z["rho"] * challenge
    assert value["informative_exists"] == any(len({mu for mu, _ in met}) == 2 for met in found)
    assert value["influential_exists"] == any(len({c for _, c in met}) == 2 for met in found)


def test_the_equilibria_stand():
    report = load_model(SLUG).solution.verify(samples=2)
    assert report, report


# -- a costly message: what comes of it, and what survives D1 ----------------------------------------


def points(model, seed, count):
    """Draw points at which the assumptions of a model hold; the share of the undeterrable is often small."""
    rng = Random(seed)
    while count:
        z = {name: Fraction(rng.randint(1, 996), 499) for name in ("w_R", "v_U", "t", "a", "gain", "loss")}
        z |= {name: Fraction(rng.randint(1, 490), 491) for name in ("rho", "s")}
        z |= {
            "v_R": z["w_R"] + Fraction(rng.randint(1, 1500), 503),
            "eta": Fraction(rng.randint(1, 508), 509 * rng.choice((1, 10))),
        }
        if all(
            condition.subs({s: sp.Rational(str(z[s.name])) for s in model.parameters})
            for condition in model.where
        ):
            count -= 1
            yield z


def agreed(z, found, value):
    values = {value(z, one) for one in found}
    return values.pop() if len(values) == 1 else None


def test_outcomes_by_kind_are_those_of_trying():
    model, met = load_model("credibility_outcomes"), set()
    for z in points(model, 5, 40):
        for kind in ("separating", "pool_signal", "pool_silent", "semi_unreliable", "semi_reliable"):
            found = list(messages.equilibria(z, [kind]))
            for name, value in (
                ("challenge", messages.challenge_probability),
                ("war", messages.war_probability),
            ):
                wanted = agreed(z, found, value)
                assert model.value(f"{kind}_{name}", **z) == wanted, (kind, name, z)
                met.add((kind, name, wanted is None))
    assert len(met) == 20  # each is defined at some point, and undefined at another


def test_what_survives_is_what_survives_by_trying():
    model, met = load_model("credibility_refined"), set()
    for z in points(model, 6, 40):
        found = [one for one in messages.equilibria(z) if messages.survives_d1(z, one)]
        for kind in ("separating", "pool_signal", "pool_silent", "semi_unreliable"):
            survives = any(one.kind == kind for one in found)
            assert model.value(f"d1_{kind}", **z) == survives, (kind, z)
            met.add((kind, survives))
        assert model.value("challenge_probability", **z) == agreed(z, found, messages.challenge_probability)
        assert model.value("war_probability", **z) == agreed(z, found, messages.war_probability)
    assert len(met) == 8
