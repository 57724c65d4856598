"""M2: what is claimed about an ally behind one side.

"Without" is the same point with d = k = sigma = 0. War payoffs are non-negative if those of A and B are, with the ally
and without.

References: Morrow (1994, 2000); Smith (1995).
"""

from sympy import Eq, Or, symbols

from formal import Claim, derivative, infimum, prefers, supremum

d, k, sigma, x = symbols("d k sigma x")
A_PROPOSES, B_PROPOSES = "bargaining_with_ally", "bargaining_with_ally_b_proposes"

SOME_HELP = Or(d > 0, k > 0, sigma > 0)
ONLY_SHIFT = [d > 0, Eq(k, 0), Eq(sigma, 0)]
ONLY_COST = [k > 0, Eq(d, 0), Eq(sigma, 0)]
ONLY_SHARING = [sigma > 0, Eq(d, 0), Eq(k, 0)]


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def alone(model):
    """The model without the ally."""
    return model.given(d=0, k=0, sigma=0)


def war_payoffs(model, player):
    """What war is worth to a player, with the ally and without."""
    index = model.game.players.index(player)
    return [variant.game.node(("x", "reject")).payoffs[index] for variant in (model, alone(model))]


def bearable(model):
    """War payoffs are non-negative."""
    return [payoff >= 0 for player in "AB" for payoff in war_payoffs(model, player)]


def wider(model):
    """The ally strictly widens the range."""
    return quantity(model, "width_change") > 0


def unbounded_width(model):
    """The length of the set of all real numbers that both prefer to war."""
    low = infimum(prefers(model.game, "A", ["x", "accept"], ["x", "reject"]), x)
    high = supremum(prefers(model.game, "B", ["x", "accept"], ["x", "reject"]), x)
    return high - low


def same_sign(left, right):
    """Two values are both positive, both zero or both negative."""
    signs = [left.compare(relation, 0) & right.compare(relation, 0) for relation in (">", "=", "<")]
    return signs[0] | signs[1] | signs[2]


def no_higher(model, name):
    """A quantity is no higher than without the ally."""
    return quantity(model, name) <= quantity(alone(model), name)


def ally_payoff(model):
    """What the ally gets in equilibrium."""
    return model.solution.payoff("D")


CLAIMS = (
    Claim(
        "C2.1",
        "With the ally neither end of the range is higher than without.",
        says=lambda model: no_higher(model, "range_low") & no_higher(model, "range_high"),
        source="L",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.2",
        "The range with ally has positive length.",
        says=lambda model: quantity(model, "range_width") > 0,
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.3",
        "If at least one of d, k, sigma is positive, the ally strictly widens the range.",
        says=wider,
        given=lambda model: SOME_HELP,
        source="L",
        of=A_PROPOSES,
        remark=(
            "An ally moves both ends of the range down. It widens the range by what it costs A (k) and narrows it by "
            "what it saves B (sigma*c_B): an ally that shares the burden of war makes war less bad."
        ),
    ),
    Claim(
        "C2.4",
        "With only the power shift, the range becomes strictly wider.",
        says=wider,
        given=lambda model: ONLY_SHIFT,
        source="L",
        of=A_PROPOSES,
        remark=(
            "Power moves the range and leaves its length alone, unless an end of the good had cut it off before: only "
            "then is there room for it to grow."
        ),
    ),
    Claim(
        "C2.5",
        "With only the power shift and non-negative war payoffs, the length of the range changes.",
        says=lambda model: quantity(model, "width_change").compare("!=", 0),
        given=lambda model: [*ONLY_SHIFT, *bearable(model)],
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.6",
        "With only the opponent's cost, the range becomes strictly wider.",
        says=wider,
        given=lambda model: ONLY_COST,
        source="L",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.7",
        "With only the opponent's cost and non-negative war payoffs, the range becomes strictly wider.",
        says=wider,
        given=lambda model: [*ONLY_COST, *bearable(model)],
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.8",
        "With only cost sharing, the range becomes strictly wider.",
        says=wider,
        given=lambda model: ONLY_SHARING,
        source="L",
        of=A_PROPOSES,
        remark="Sharing B's cost makes war cheaper for B, so B concedes less: the range can only shrink.",
    ),
    Claim(
        "C2.9",
        "With only cost sharing and non-negative war payoffs, the range becomes strictly narrower.",
        says=lambda model: quantity(model, "width_change") < 0,
        given=lambda model: [*ONLY_SHARING, *bearable(model)],
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.10",
        "With non-negative war payoffs and all of d, k, sigma positive, the range becomes strictly wider.",
        says=wider,
        given=lambda model: [d > 0, k > 0, sigma > 0, *bearable(model)],
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.11",
        "Let the unbounded range be the set of all real x both weakly prefer to war. width_change has the same sign "
        "(+, 0, -) as the corresponding change in the length of the unbounded range.",
        says=lambda model: same_sign(
            quantity(model, "width_change"), unbounded_width(model) - unbounded_width(alone(model))
        ),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.12",
        "If at least one of d, k, sigma is positive, the offer falls strictly.",
        says=lambda model: quantity(model, "offer_change") < 0,
        given=lambda model: SOME_HELP,
        source="L",
        of=A_PROPOSES,
        remark=(
            "A's demand is what B can bear. It falls with the power that the ally lends B and with what it saves B; "
            "what the ally would inflict on A (k) is A's own affair and does not enter."
        ),
    ),
    Claim(
        "C2.13",
        "The offer changes with k (locally).",
        says=lambda model: derivative(quantity(model, "offer"), k).compare("!=", 0),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.14",
        "The ally strictly lowers the probability of war.",
        says=lambda model: ~quantity(model, "war") & quantity(alone(model), "war"),
        source="L",
        of=A_PROPOSES,
        remark="There is no war to prevent: under complete information the bargain succeeds, ally or not.",
    ),
    Claim(
        "C2.15",
        "D's equilibrium payoff is zero: what it promises is never paid on path.",
        says=lambda model: ally_payoff(model).compare("=", 0),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.16",
        "A marginal increase of d lowers the offer by exactly the same amount.",
        says=lambda model: derivative(quantity(model, "offer"), d).compare("=", -1),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.17",
        "If B's war payoff without ally is non-negative, B strictly gains whenever d or sigma is positive.",
        says=lambda model: quantity(model, "gain_B") > 0,
        given=lambda model: [war_payoffs(model, "B")[1] >= 0, Or(d > 0, sigma > 0)],
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C2.18",
        "The proposal changes with sigma (locally).",
        says=lambda model: derivative(quantity(model, "offer"), sigma).compare("!=", 0),
        source="P",
        of=B_PROPOSES,
    ),
    Claim(
        "C2.19",
        "gain_B rises strictly with k (locally).",
        says=lambda model: derivative(quantity(model, "gain_B"), k) > 0,
        source="P",
        of=B_PROPOSES,
    ),
    Claim(
        "C2.20",
        "gain_B here exceeds gain_B in bargaining_with_ally.",
        says=lambda model: quantity(model, "gain_B") > quantity(model.beside(A_PROPOSES), "gain_B"),
        source="P",
        of=B_PROPOSES,
        remark=(
            "Who gains more from an ally depends on who is kept indifferent. B as the proposer gains by what the ally "
            "would do to A (k), B as the responder by what it would save itself (sigma)."
        ),
    ),
    Claim(
        "C2.21",
        "Under non-negative war payoffs, d alone (k = sigma = 0) gives B the same gain whoever proposes.",
        says=lambda model: quantity(model, "gain_B").compare(
            "=", quantity(model.beside(A_PROPOSES), "gain_B")
        ),
        given=lambda model: [Eq(k, 0), Eq(sigma, 0), *bearable(model)],
        source="P",
        of=B_PROPOSES,
    ),
)
