"""M3: private war costs, and the offers that screen them.

B alone knows what war would cost it; A names a division once. A low demand is granted by every opponent, a high one
only by those for whom war is dear. Asking for more is a gamble, and the price of losing it is war: states that would
all prefer some division to fighting may fight because one of them does not know which.

B moves last and knows its cost, so A's belief when it makes the offer is the prior. B accepts when indifferent.

References: Fearon (1995); Powell (1999), chapter 3.
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, chance, choose, draw, informed, offer, supremum
from formal_models.crisis_bargaining import OFFER

p, c_A, c_L, c_H, tau, a, b, c, d, k, sigma, r, x = symbols("p c_A c_L c_H tau a b c d k sigma r x")

STATES = {"A": "the challenger", "B": "its opponent, who knows its own cost of war"}
SHARE = {p: "A's expected share from war", c_A: "A's cost of war"}
DOMAIN = [0 <= p, p <= 1, c_A > 0]
SOURCES = ("Fearon 1995", "Powell 1999")

PAYOFF_A = Derived("A's expected equilibrium payoff", lambda model: model.solution.payoff("A"))
PROBABILITY = Derived(
    "the probability of war before B's cost is drawn", lambda model: model.solution.probability("reject")
)
WAR_COMES = Derived("war has positive probability", lambda model: model.solution.reaches("reject"))


def answer(war):
    """B takes the offer or goes to war."""
    return choose("B", {"accept": (x, 1 - x), "reject": war}, prefer=["accept", "reject"])


# -- two types ---------------------------------------------------------------------------------------

TWO_TYPES = [*DOMAIN, 0 < c_L, c_L < c_H, 0 < tau, tau < 1]


def opponent(cost):
    """A makes its offer without knowing whom it faces; then B, who knows its cost, answers."""
    return offer("A", x, 0, 1, answer((p - c_A, 1 - p - cost)), info="A")


def accepted(model, *types):
    """The offers that all of these types of B accept."""
    solution = model.solution
    first, *others = (solution.chooses(f"B:{own},x", "accept") for own in types)
    for other in others:
        first = first & other
    return first


crisis_bargaining_incomplete = Blueprint(
    slug="crisis_bargaining_incomplete",
    title="Crisis bargaining when B's cost of war is private: two types",
    story=(
        "Nature makes B tough, with the low cost of war `c_L`, with probability `tau`, and weak, with the high cost "
        "`c_H`, otherwise; only B learns which. A names a division once, and B takes it or fights."
    ),
    sources=SOURCES,
    players=STATES,
    parameters={
        **SHARE,
        c_L: "the tough type's cost of war",
        c_H: "the weak type's cost of war",
        tau: "the probability that B is tough",
    },
    where=TWO_TYPES,
    game=lambda: Game(
        ["A", "B"],
        chance({"L": (tau, opponent(c_L)), "H": (1 - tau, opponent(c_H))}),
        where=TWO_TYPES,
        name="Crisis bargaining with two types",
    ),
    quantities={
        "safe_offer": Derived(
            "the largest share of A that both types accept",
            lambda model: supremum(accepted(model, "L", "H"), x),
        ),
        "risky_offer": Derived(
            "the largest share of A that the weak type accepts",
            lambda model: supremum(accepted(model, "H"), x),
        ),
        "offer": OFFER,
        "probability_of_war": PROBABILITY,
        "payoff_A": PAYOFF_A,
        "critical_tau": Derived(
            "the probability of the tough type above which there is never war",
            lambda model: supremum(model.varying(tau).quantities["war"], tau).otherwise(0),
        ),
        "value_of_information": Derived(
            "A's expected payoff if it saw B's type before the offer, minus its payoff here",
            lambda model: informed(model.game, "A").solve().payoff("A") - model.quantities["payoff_A"],
        ),
        "war": WAR_COMES,
    },
)


# -- a continuum of types ----------------------------------------------------------------------------

CONTINUUM = [*DOMAIN, 0 <= a, a < b]
COSTS = {a: "the lowest cost of war that B may have", b: "the highest cost of war that B may have"}

crisis_bargaining_uniform = Blueprint(
    slug="crisis_bargaining_uniform",
    title="Crisis bargaining when B's cost of war is private: a continuum of types",
    story=(
        "B's cost of war is drawn from the uniform distribution between `a` and `b`; only B learns it. A names a "
        "division once, and B takes it or fights."
    ),
    sources=SOURCES,
    players=STATES,
    parameters={**SHARE, **COSTS},
    where=CONTINUUM,
    game=lambda: Game(
        ["A", "B"],
        draw(c, a, b, offer("A", x, 0, 1, answer((p - c_A, 1 - p - c))), seen_by=["B"]),
        where=CONTINUUM,
        name="Crisis bargaining with a continuum of types",
    ),
    quantities={
        "offer": OFFER,
        "probability_of_war": PROBABILITY,
        "payoff_A": PAYOFF_A,
        "expected_destruction": Derived(
            "the expected cost of war of both sides: what is missing from the good of size 1",
            lambda model: 1 - (model.solution.payoff("A") + model.solution.payoff("B")),
        ),
        "war": WAR_COMES,
    },
)


# -- a continuum of types and an ally ----------------------------------------------------------------

WITH_ALLY = [*CONTINUUM, 0 <= d, d <= p, k >= 0, 0 <= sigma, sigma < 1, 0 <= r, r <= (1 - sigma) * a]
NO_ALLY = {"d": 0, "k": 0, "sigma": 0, "r": 0}


def change(meaning, name):
    """The difference that the ally makes to a quantity."""
    return Derived(
        f"{meaning}: with the ally minus without",
        lambda model: model.quantities[name] - model.given(**NO_ALLY).quantities[name],
    )


crisis_bargaining_uniform_ally = Blueprint(
    slug="crisis_bargaining_uniform_ally",
    title="Crisis bargaining with private costs and an ally behind B",
    story=(
        "B's cost of war is drawn from the uniform distribution between `a` and `b`; only B learns it. B has an ally "
        "that is sure to fight: it moves the odds by `d`, adds `k` to A's cost, carries the fraction `sigma` of B's "
        "cost and pays B the fixed relief `r`. A names a division once, and B takes it or fights."
    ),
    sources=SOURCES,
    players=STATES,
    parameters={
        **SHARE,
        **COSTS,
        d: "how far the ally moves the expected share towards B",
        k: "what the ally adds to A's cost of war",
        sigma: "the fraction of B's cost of war that the ally carries",
        r: "the fixed relief that the ally pays B in war",
    },
    where=WITH_ALLY,
    game=lambda: Game(
        ["A", "B"],
        draw(
            c, a, b,
            offer("A", x, 0, 1, answer((p - d - c_A - k, 1 - p + d - ((1 - sigma) * c - r)))),
            seen_by=["B"],
        ),
        where=WITH_ALLY,
        name="Crisis bargaining with a continuum of types and an ally",
    ),
    quantities={
        "offer": OFFER,
        "probability_of_war": PROBABILITY,
        "payoff_A": PAYOFF_A,
        "war_change": change("the probability of war", "probability_of_war"),
        "offer_change": change("the share that is proposed for A", "offer"),
        "war": WAR_COMES,
    },
)  # fmt: skip
