"""The models of Article 5 against their games worked out in plain fractions, and against numbers worked by hand."""

from fractions import Fraction
from itertools import product
from math import comb
from random import Random

import pytest
import sympy as sp

from formal import Game, ParameterError, chance, choose, load_model
from tests.models.test_reliability import check, some

POINTS = 8


def pact(rng, n):
    p = some(rng, 0, 1)
    d_L = some(rng, 0, p)
    return {
        "p": p, "s": some(rng, 0, 1) / 2, "c_A": some(rng, 0, 1) / 5, "d": some(rng, 0, p - d_L) / n,
        "k": some(rng, 0, 1) / 5, "mu": some(rng, 0, 1), "d_L": d_L, "k_L": some(rng, 0, 1) / 4,
    }  # fmt: skip


def fought(z, joiners, leader):
    """A's payoff from a war."""
    return z["p"] - joiners * (z["d"] + z["k"]) - leader * (z["d_L"] + z["k_L"]) - z["c_A"]


def attack(z, n, leader):
    """A's expected payoff if the leader joins with a given probability: all possible crowds, one by one."""
    total = Fraction(0)
    for j, leads in product(range(n + 1), (0, 1)):
        odds = comb(n, j) * z["mu"] ** j * (1 - z["mu"]) ** (n - j) * (leader if leads else 1 - leader)
        total += odds * fought(z, j, leads)
    return total


@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("seed", range(POINTS // 2))
def test_who_will_come(n, seed):
    rng = Random(seed)
    z = {**pact(rng, n), "mu_L": some(rng, 0, 1)}
    alone, gap = attack(z, n, 0), attack(z, n, 0) - attack(z, n, 1)
    needed = next(count for count in range(10_000) if attack_of_many(z, count) <= z["s"])
    expected = {
        "deterred": attack(z, n, z["mu_L"]) <= z["s"],
        "attack_payoff": attack(z, n, z["mu_L"]),
        "critical_leader_belief": (alone - z["s"]) / gap,
        "critical_member_belief": (fought(z, 0, 0) - z["s"]) / (fought(z, 0, 0) - fought(z, n, 0)),
        "members_needed": needed,
        "leader_pivotal": attack(z, n, 1) <= z["s"] < alone,
        "expected_joiners": n * z["mu"] + z["mu_L"],
    }
    check("article5", expected, {**z, "n": n})


def attack_of_many(z, count):
    """The same, leader out, for large numbers: each member's arrival is worth its mean."""
    return fought(z, 0, 0) - count * z["mu"] * (fought(z, 0, 0) - fought(z, 1, 0))


def test_by_hand():
    model = load_model("article5", n=2)
    point = {"p": "9/10", "s": "1/2", "c_A": "1/10", "d": "1/10", "k": "1/10", "mu": "1/2"}
    point |= {"d_L": "1/5", "k_L": "1/5", "mu_L": "1/4"}
    # Alone A would get 9/10 - 1/10 = 8/10; a member takes 2/10 off, the leader 4/10.
    wanted = {
        "attack_payoff": Fraction(8, 10) - Fraction(2, 10) - Fraction(1, 10),
        "deterred": True,  # indifferent
        "critical_leader_belief": Fraction(1, 4),
        "critical_member_belief": Fraction(3, 4),
        "members_needed": 3,
        "leader_pivotal": True,
        "expected_joiners": Fraction(5, 4),
    }
    assert {name: model.value(name, **point) for name in model.quantities} == wanted


def test_one_letter_for_all_sizes():
    """What holds for a letter `n` is what the tree with so many members says."""
    wide = load_model("article5").of_any_size()
    for n in (1, 3, 5):
        tree = load_model("article5", n=n)
        for name in ("attack_payoff", "critical_leader_belief", "critical_member_belief", "expected_joiners"):
            general, own = (
                quantity.to_sympy() for quantity in (wide.quantities[name], tree.quantities[name])
            )
            assert sp.simplify(general.subs(sp.Symbol("n", integer=True), n) - own) == 0, (name, n)


def test_a_pact_has_members():
    with pytest.raises(ParameterError, match="at least one"):
        load_model("article5", n=0).solution  # noqa: B018


# -- silence and endorsement -----------------------------------------------------------------------------


def doubted(rng, n):
    """A point at which A would attack if it knew that the leader stays out, and wait if it knew that it comes."""
    while True:
        z = pact(rng, n)
        z |= {"rho": some(rng, 0, 1), "e_R": some(rng, 0, 1)}
        z["e_U"] = some(rng, 0, z["e_R"])
        if attack(z, n, 1) <= z["s"] < attack(z, n, 0):
            return z


def posterior(z, *endorsed):
    """A's belief after a course of endorsements (1) and silences (0)."""
    weights = [z["rho"], 1 - z["rho"]]
    for word in endorsed:
        weights = [v * (e if word else 1 - e) for v, e in zip(weights, (z["e_R"], z["e_U"]), strict=True)]
    return weights[0] / sum(weights)


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("seed", range(POINTS // 2))
def test_silence_and_endorsement(n, seed):
    z = doubted(Random(10 * n + seed), n)

    def waits(*endorsed):
        return attack(z, n, posterior(z, *endorsed)) <= z["s"]

    alone, together = attack(z, n, 0), attack(z, n, 1)
    expected = {
        "critical_belief": (alone - z["s"]) / (alone - together),
        "belief_after_silence": posterior(z, 0),
        "belief_after_endorsement": posterior(z, 1),
        "belief_after_repair": posterior(z, 0, 1),
        "deterred_at_prior": waits(),
        "deterrence_lost_by_silence": waits() and not waits(0),
        "deterrence_restored_by_one": not waits(0) and waits(0, 1),
        "endorsements_needed": next(m for m in range(1000) if waits(0, *[1] * m)),
    }
    check("article5_endorsement", expected, {**z, "n": n})


def test_words_one_after_the_other_are_heard_in_one_tree():
    """Beliefs that are updated word by word are those of the game in which A decides after two summits."""
    model = load_model("article5_endorsement")
    rho, e_R, e_U = sp.symbols("rho e_R e_U")

    def course(kind, e, left, heard=()):
        if not left:
            return choose("A", {"wait": (0,), "attack": (kind,)}, info="A:" + ",".join(heard))
        parts = {"endorse": e, "silent": 1 - e}
        return chance({word: (q, course(kind, e, left - 1, (*heard, word))) for word, q in parts.items()})

    twice = Game(
        ["A"],
        chance({"reliable": (rho, course(-1, e_R, 2)), "unreliable": (1 - rho, course(1, e_U, 2))}),
        where=[0 < rho, rho < 1, 0 < e_U, e_U < e_R, e_R < 1],
    )
    found = twice.solve()[0].belief["A:silent,endorse"]["reliable", "silent", "endorse"]
    assert sp.simplify(found - model.quantities["belief_after_repair"].to_sympy()) == 0


# -- deciding together -----------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("seed", range(POINTS // 2))
def test_deciding_together(n, seed):
    rng = Random(seed)
    z = {"w": some(rng, -1, 1), "c_J": some(rng, 0, 3), "alpha": some(rng, 0, 1)}

    def paid(profile, i):
        return z["w"] - z["c_J"] / sum(profile) if profile[i] else -z["alpha"]

    def stable(profile):
        changed = [(*profile[:i], 1 - profile[i], *profile[i + 1 :]) for i in range(n)]
        return all(paid(profile, i) >= paid(changed[i], i) for i in range(n))

    expected = {
        "all_join_exists": stable((1,) * n),
        "none_join_exists": stable((0,) * n),
        "number_of_equilibria": sum(map(stable, product((0, 1), repeat=n))),
        "obligation_for_all_join": max(0, z["c_J"] / n - z["w"]),
        "obligation_against_abandonment": max(0, z["c_J"] - z["w"]),
    }
    check("article5_joining", expected, {**z, "n": n})


# -- a quarrel inside ------------------------------------------------------------------------------------


def screened(z):
    """A's demand, the risk and A's payoff: x = p + mu*f_B + t is refused by the types below t, a share t/C of them."""
    fight = z["p"] - z["c_A"] - z["mu"] * z["f_A"]
    safe, C = z["p"] + z["mu"] * z["f_B"], z["C"]
    t = min(max((C - (safe - fight)) / 2, Fraction(0)), C)  # where (safe + t)*(C - t) + fight*t is largest
    return safe + t, t / C, ((safe + t) * (C - t) + fight * t) / C


@pytest.mark.parametrize("seed", range(POINTS))
def test_a_quarrel_inside(seed):
    rng = Random(seed)
    p, C, f_B = (some(rng, 0, 1) / 3 for _ in range(3))
    z = {
        "p": p,
        "c_A": some(rng, 0, 1) / 3,
        "C": C,
        "f_A": some(rng, 0, 1) / 3,
        "f_B": f_B,
        "mu": some(rng, 0, 1),
    }
    offer, risk, payoff = screened(z)
    outside = screened({**z, "mu": Fraction(0)})[1]
    expected = {
        "offer": offer,
        "probability_of_war": risk,
        "proposer_payoff": payoff,
        "war_probability_outside": outside,
        "calming_effect": outside - risk,
        "critical_belief": (C - z["c_A"]) / (z["f_A"] + f_B),
    }
    check("article5_restraint", expected, z)


def test_the_critical_belief_may_be_no_probability():
    point = {"p": "1/10", "f_A": "1/10", "f_B": "1/10", "mu": "1/2"}
    model = load_model("article5_restraint")
    assert model.value("critical_belief", **point, c_A="3/5", C="1/5") == -2
    assert model.value("critical_belief", **point, c_A="1/10", C="7/10") == 3
