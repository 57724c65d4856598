"""M3: what is claimed about bargaining with an opponent whose cost of war is private.

References: Fearon (1995); Powell (1999), chapter 3.
"""

from sympy import Eq, symbols

from formal import Claim, Exists, ForAll, derivative, falls, prefers
from formal_models.private_costs import c

p, c_A, c_L, c_H, tau, a, b, d, k, sigma, r, x = symbols("p c_A c_L c_H tau a b d k sigma r x")
TWO, MANY, ALLY = (
    "crisis_bargaining_incomplete",
    "crisis_bargaining_uniform",
    "crisis_bargaining_uniform_ally",
)
TYPES = ("L", "H")


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def slope(model, name, symbol):
    """How a quantity changes with a parameter, everything else fixed."""
    return derivative(quantity(model, name), symbol)


def never_raises(model, symbol):
    """Raising a parameter never raises the probability of war."""
    return falls(quantity(model, "probability_of_war"), symbol, model.where, weakly=True)


# -- two types -------------------------------------------------------------------------------------------


def war_payoff(model, own):
    """What war is worth to a type of B."""
    return model.game.node((own, "x", "reject")).payoffs[1]


def positive(model):
    """Both types' war payoffs are positive."""
    return [war_payoff(model, own) > 0 for own in TYPES]


def better_than_war(model, *history):
    """Some division is strictly better than war for both."""
    both = [
        prefers(model.game, player, [*history, "x", "accept"], [*history, "x", "reject"], strictly=True)
        for player in "AB"
    ]
    return Exists(x, both[0] & both[1], where=[0 <= x, x <= 1])


def monotone_in_tau(model):
    """The probability of war never falls with tau, or never rises."""
    low, high = symbols("tau_1 tau_2")
    war = quantity(model, "probability_of_war")
    before, after = war.subs({tau: low}), war.subs({tau: high})
    order = [0 < low, low < high, high < 1]
    return ForAll([low, high], after >= before, where=order) | ForAll(
        [low, high], after <= before, where=order
    )


# -- a continuum of types --------------------------------------------------------------------------------


def bargain_with_every_type(model):
    """Against every realised cost some division is strictly better than war for both."""
    both = [
        prefers(model.game, player, ["c", "x", "accept"], ["c", "x", "reject"], strictly=True)
        for player in "AB"
    ]
    some = Exists(x, both[0] & both[1], where=[0 <= x, x <= 1])
    return ForAll(c, some, where=[a <= c, c <= b, c > 0])


# -- an ally ---------------------------------------------------------------------------------------------


def only(*helping):
    """The parameters of the ally that are not these are zero, and these are positive."""
    return [symbol > 0 if symbol in helping else Eq(symbol, 0) for symbol in (d, k, sigma, r)]


def alone(model):
    """The model without the ally."""
    return model.given(d=0, k=0, sigma=0, r=0)


def below_one(model):
    """Without the ally the offer is below 1."""
    return quantity(alone(model), "offer") < 1


def change(model):
    """The difference that the ally makes to the probability of war."""
    return quantity(model, "war_change")


CLAIMS = (
    Claim(
        "C3.1",
        "Whichever type is drawn, some division is strictly better than war for both.",
        says=lambda model: better_than_war(model, "L") & better_than_war(model, "H"),
        source="L",
        of=TWO,
    ),
    Claim(
        "C3.2",
        "Equilibrium play ends in war with positive probability.",
        says=lambda model: quantity(model, "war"),
        source="L",
        of=TWO,
        remark=(
            "Not knowing whom one faces makes war possible, not certain to happen: A asks for more than the tough type "
            "grants only where it is unlikely enough to meet it."
        ),
    ),
    Claim(
        "C3.3",
        "Assume both types' war payoffs are positive. probability_of_war is a monotone function of tau on (0,1), "
        "everything else fixed.",
        says=monotone_in_tau,
        given=positive,
        source="P",
        of=TWO,
        remark=(
            "The likelier the tough type, the likelier a risky offer is refused; until A no longer makes it, and war "
            "is impossible at once. The danger is greatest just before."
        ),
    ),
    Claim(
        "C3.4",
        "Assume both types' war payoffs are positive. critical_tau rises strictly with c_H and falls strictly with c_L "
        "and with c_A (locally).",
        says=lambda model: (
            (slope(model, "critical_tau", c_H) > 0)
            & (slope(model, "critical_tau", c_L) < 0)
            & (slope(model, "critical_tau", c_A) < 0)
        ),
        given=positive,
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.5",
        "Assume both types' war payoffs are positive. critical_tau changes with p (locally).",
        says=lambda model: slope(model, "critical_tau", p).compare("!=", 0),
        given=positive,
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.6",
        "critical_tau does not change with p (locally; no assumption on war payoffs).",
        says=lambda model: slope(model, "critical_tau", p).compare("=", 0),
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.7",
        "If there is war on path, it is fought by type L only.",
        says=lambda model: model.solution.probability("H", "reject").compare("=", 0),
        given=lambda model: quantity(model, "war"),
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.8",
        "Assume type L's war payoff is positive. Not knowing the type costs A something (value_of_information > 0).",
        says=lambda model: quantity(model, "value_of_information") > 0,
        given=lambda model: war_payoff(model, "L") > 0,
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.9",
        "Raising c_A never raises probability_of_war.",
        says=lambda model: never_raises(model, c_A),
        source="P",
        of=TWO,
    ),
    Claim(
        "C3.10",
        "Equilibrium play ends in war with positive probability.",
        says=lambda model: quantity(model, "war"),
        source="L",
        of=MANY,
    ),
    Claim(
        "C3.11",
        "For every realised cost above 0 the bargaining range has positive length.",
        says=bargain_with_every_type,
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.12",
        "Raising c_A never raises probability_of_war.",
        says=lambda model: never_raises(model, c_A),
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.13",
        "Raising a (below b) never raises probability_of_war.",
        says=lambda model: never_raises(model, a),
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.14",
        "A local increase of b never lowers probability_of_war.",
        says=lambda model: slope(model, "probability_of_war", b) >= 0,
        source="P",
        of=MANY,
        remark=(
            "A wider range of costs tempts A to ask for more. Once it asks for everything, the further costs are those "
            "of opponents who give in anyway, and the share that fights falls."
        ),
    ),
    Claim(
        "C3.15",
        "If the equilibrium offer is below 1, a local increase of b does not lower probability_of_war.",
        says=lambda model: slope(model, "probability_of_war", b) >= 0,
        given=lambda model: quantity(model, "offer") < 1,
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.16",
        "probability_of_war does not change with p (locally).",
        says=lambda model: slope(model, "probability_of_war", p).compare("=", 0),
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.17",
        "If the equilibrium offer is below 1, probability_of_war does not change with p (locally).",
        says=lambda model: slope(model, "probability_of_war", p).compare("=", 0),
        given=lambda model: quantity(model, "offer") < 1,
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.18",
        "probability_of_war is below one half.",
        says=lambda model: quantity(model, "probability_of_war") * 2 < 1,
        source="P",
        of=MANY,
    ),
    Claim(
        "C3.19",
        "The ally never raises the probability of war.",
        says=lambda model: change(model) <= 0,
        source="L",
        of=ALLY,
        remark=(
            "What the ally would inflict on A (k) makes A careful. What it takes off B's shoulders (sigma, r) makes "
            "opponents more alike and readier to fight, and can raise the risk."
        ),
    ),
    Claim(
        "C3.20",
        "With only the opponent's cost k, the ally does not raise the probability of war.",
        says=lambda model: change(model) <= 0,
        given=lambda model: only(k),
        source="L",
        of=ALLY,
    ),
    Claim(
        "C3.21",
        "With only the power shift d and an offer below 1, the probability of war is unchanged.",
        says=lambda model: change(model).compare("=", 0),
        given=lambda model: [*only(d), below_one(model)],
        source="P",
        of=ALLY,
    ),
    Claim(
        "C3.22",
        "With only the power shift d, the probability of war falls strictly.",
        says=lambda model: change(model) < 0,
        given=lambda model: only(d),
        source="L",
        of=ALLY,
        remark="Power moves A's demand and the resistance to it by the same amount: the risk stays what it was.",
    ),
    Claim(
        "C3.23",
        "With only the power shift d, the probability of war is unchanged (no assumption on the offer).",
        says=lambda model: change(model).compare("=", 0),
        given=lambda model: only(d),
        source="P",
        of=ALLY,
    ),
    Claim(
        "C3.24",
        "With only proportional sharing sigma and an offer below 1, the probability of war does not rise.",
        says=lambda model: change(model) <= 0,
        given=lambda model: [*only(sigma), below_one(model)],
        source="L",
        of=ALLY,
    ),
    Claim(
        "C3.25",
        "With only proportional sharing sigma, the probability of war does not rise (no assumption on the offer).",
        says=lambda model: change(model) <= 0,
        given=lambda model: only(sigma),
        source="P",
        of=ALLY,
    ),
    Claim(
        "C3.26",
        "With only the fixed relief r > 0, the probability of war falls strictly.",
        says=lambda model: change(model) < 0,
        given=lambda model: only(r),
        source="L",
        of=ALLY,
    ),
    Claim(
        "C3.27",
        "With only the fixed relief r > 0, the probability of war rises strictly.",
        says=lambda model: change(model) > 0,
        given=lambda model: only(r),
        source="P",
        of=ALLY,
    ),
    Claim(
        "C3.28",
        "The ally never raises A's offer.",
        says=lambda model: quantity(model, "offer_change") <= 0,
        source="P",
        of=ALLY,
    ),
    Claim(
        "C3.29",
        "If there is war with positive probability without the ally, the offer is below 1, and k, r > 0 while "
        "sigma = 0, the ally lowers the probability of war strictly.",
        says=lambda model: change(model) < 0,
        given=lambda model: [quantity(alone(model), "war"), below_one(model), k > 0, r > 0, Eq(sigma, 0)],
        source="P",
        of=ALLY,
    ),
)
