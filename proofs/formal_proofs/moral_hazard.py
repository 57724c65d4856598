"""M9: what is claimed about moral hazard, entrapment and vague treaties.

"Raising z strictly raises Q" is the sign of a derivative, everything else fixed. A bargaining range is *interior* if
neither of its ends is cut off by the ends of the good, with the prospect of support and without.

References: Snyder (1984, 1997); Smith (1995); Benson (2012); Benson, Meirowitz and Ramsay (2014).
"""

from sympy import Eq, symbols

from formal import Claim, Exists, derivative
from formal_models.moral_hazard import acceptable, deters, entraps, optimal

q, d, k, sigma, c_B, R, y = symbols("q d k sigma c_B R y")
s_A, s_B, theta, V_A = symbols("s_A s_B theta V_A")
KNOWN, PRIVATE, WORDING = "moral_hazard", "moral_hazard_incomplete", "treaty_vagueness"


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def slope(model, name, symbol):
    """How a quantity changes with a parameter, everything else fixed."""
    return derivative(quantity(model, name), symbol)


def alone(model):
    """The same model without the prospect of support."""
    return model.unbounded(q).given(q=0)


def no_sharing(model):
    """The same model with an ally that carries no part of B's cost."""
    return model.unbounded(sigma).given(sigma=0)


# -- the opponent's cost of war is known -----------------------------------------------------------------


def range_ends(model):
    """The ends of the bargaining range."""
    return quantity(model, "bargaining_range")


def empty(model):
    """No demand is weakly better than war for both."""
    return ~Exists(y, acceptable(model), where=[0 <= y, y <= 1])


def no_lower(model):
    """Both ends of the range are at least what they would be without support."""
    (low, high), (low_alone, high_alone) = range_ends(model), range_ends(alone(model))
    return (low >= low_alone) & (high >= high_alone)


def interior(model):
    """The good cuts off neither end of the range, at the given prospect of support and at none."""
    (low, high), (low_alone, high_alone) = range_ends(model), range_ends(alone(model))
    return (low > 0) & (high < 1) & (low_alone > 0) & (high_alone < 1)


def narrower(model):
    """The range is strictly narrower than without support."""
    return quantity(model, "width_change") < 0


# -- the opponent's cost of war is private ---------------------------------------------------------------


def risk_rises(model):
    """A better prospect of support strictly raises the probability of war."""
    return slope(model, "probability_of_war", q) > 0


def risky(model):
    """War has positive probability."""
    return quantity(model, "probability_of_war") > 0


# -- the wording of a treaty -----------------------------------------------------------------------------

SAME_DISPUTE = Eq(s_A, s_B)


def deterrable(model):
    """Some commitment deters A."""
    return deters(model).eliminate(q)


def firm(model):
    """A sure promise of support is among the best commitments."""
    each = model.solution.among(model.solution)
    return each.region_of(lambda outcome: optimal(outcome.equilibria[0]).subs({q: 1}))


def peace(model):
    """Nobody starts a war, whoever holds the initiative."""
    return ~(model.solution.reaches("attack") | model.solution.reaches("provoke"))


def both_temptations(model):
    """A attacks if support is out of the question, and B provokes if it is sure."""
    return [~deters(model).subs({q: 0}), entraps(model).subs({q: 1})]


CLAIMS = (
    Claim(
        "C9.1",
        "Raising q strictly raises the demand.",
        says=lambda model: slope(model, "demand", q) > 0,
        source="L",
        of=KNOWN,
        remark="Once B demands everything, there is nothing left to ask for.",
    ),
    Claim(
        "C9.2",
        "If the demand is below 1, raising q strictly raises it.",
        says=lambda model: slope(model, "demand", q) > 0,
        given=lambda model: quantity(model, "demand") < 1,
        source="L",
        of=KNOWN,
    ),
    Claim(
        "C9.3",
        "The range is strictly narrower than with q = 0.",
        says=narrower,
        source="L",
        of=KNOWN,
        remark=(
            "Support moves the whole range towards B. What it adds to A's cost (k) widens the range; what it takes off "
            "B's shoulders (sigma*c_B) narrows it, since cost is what there is to bargain over. Where the range meets "
            "an end of the good, that end decides."
        ),
    ),
    Claim(
        "C9.4",
        "The range is empty.",
        says=empty,
        source="P",
        of=KNOWN,
        remark=(
            "As long as the ally carries only a part of B's cost, war costs the two sides together something, and some "
            "division is better for both. Support can shrink the range, but never to nothing."
        ),
    ),
    Claim(
        "C9.5",
        "War has positive probability.",
        says=risky,
        source="L",
        of=KNOWN,
        remark=(
            "B asks for more, and gets it: A sees the same prospect of support as B does. Greater demands alone cause "
            "no war; it takes something that A knows and B does not, as in moral_hazard_incomplete."
        ),
    ),
    Claim(
        "C9.6",
        "Both ends of the range are weakly higher (in y) than with q = 0.",
        says=no_lower,
        source="L",
        of=KNOWN,
    ),
    Claim(
        "C9.7",
        "With sigma put to 0 and interior: the range is strictly narrower than with q = 0.",
        says=lambda model: narrower(no_sharing(model)),
        given=lambda model: interior(no_sharing(model)),
        source="L",
        of=KNOWN,
        remark=(
            "An ally that carries no part of B's cost leaves the sum of costs as it was, or adds k to it: the range "
            "widens. It is the sharing of costs, not the shift of power, that can shrink the range."
        ),
    ),
    Claim(
        "C9.8",
        "If interior: raising d leaves the range's width unchanged.",
        says=lambda model: slope(model, "range_width", d).compare("=", 0),
        given=interior,
        source="P",
        of=KNOWN,
    ),
    Claim(
        "C9.9",
        "If interior: the range is strictly narrower than with q = 0.",
        says=narrower,
        given=interior,
        source="L",
        of=KNOWN,
    ),
    Claim(
        "C9.31",
        "Raising q strictly raises the demand.",
        says=lambda model: slope(model, "demand", q) > 0,
        source="L",
        of=PRIVATE,
    ),
    Claim(
        "C9.32",
        "Raising q strictly raises the probability of war.",
        says=risk_rises,
        source="L",
        of=PRIVATE,
        remark=(
            "A can concede more if support would hurt it, and B demands more; the power shift moves both by the same "
            "amount. What is left is the sum of the costs of war: B takes greater risks if support makes war cheaper "
            "for the two sides together, and smaller ones if it makes war dearer."
        ),
    ),
    Claim(
        "C9.33",
        "Raising d leaves the probability of war unchanged.",
        says=lambda model: slope(model, "probability_of_war", d).compare("=", 0),
        source="P",
        of=PRIVATE,
        remark="B's demand and A's readiness to concede both move by the expected shift of power.",
    ),
    Claim(
        "C9.34",
        "If war has positive probability, raising k strictly lowers it.",
        says=lambda model: slope(model, "probability_of_war", k) < 0,
        given=risky,
        source="P",
        of=PRIVATE,
    ),
    Claim(
        "C9.35",
        "With sigma put to 0: raising q strictly raises the probability of war.",
        says=lambda model: risk_rises(no_sharing(model)),
        source="L",
        of=PRIVATE,
        remark=(
            "An ally that fights, but leaves B's own cost as it is, makes war dearer for A and no cheaper for B. B "
            "demands more, but not so much more that A refuses more often: there is less war, not more."
        ),
    ),
    Claim(
        "C9.36",
        "If war has positive probability, raising sigma strictly raises it.",
        says=lambda model: slope(model, "probability_of_war", sigma) > 0,
        given=risky,
        source="P",
        of=PRIVATE,
    ),
    Claim(
        "C9.37",
        "War is strictly more likely than without support (q = 0).",
        says=lambda model: quantity(model, "support_effect") > 0,
        source="L",
        of=PRIVATE,
    ),
    Claim(
        "C9.38",
        "War is strictly less likely than without support (q = 0).",
        says=lambda model: quantity(model, "support_effect") < 0,
        source="P",
        of=PRIVATE,
        remark="The deterrent half of the same trade: where k exceeds sigma*c_B, expected support calms B down.",
    ),
    Claim(
        "C9.41",
        "There is a dilemma.",
        says=lambda model: quantity(model, "dilemma"),
        source="L",
        of=WORDING,
        remark=(
            "It takes a B that is dissatisfied where it has the initiative (a high s_B) and an A that is hard to deter "
            "where it has (a low s_A). Then every promise firm enough for the one dispute is too firm for the other."
        ),
    ),
    Claim(
        "C9.42",
        "If s_A = s_B, there is a dilemma.",
        says=lambda model: quantity(model, "dilemma"),
        given=lambda model: SAME_DISPUTE,
        source="L",
        of=WORDING,
        remark=(
            "In one and the same dispute, what tempts A (a low share) leaves B content. Both can be tempted only if "
            "the relief that support brings to B exceeds what it costs A by more than both sides' own costs of war: if "
            "the supported war pays the two of them together."
        ),
    ),
    Claim(
        "C9.43",
        "If s_A = s_B and R <= c_B, there is a dilemma.",
        says=lambda model: quantity(model, "dilemma"),
        given=lambda model: [SAME_DISPUTE, R <= c_B],
        source="P",
        of=WORDING,
        remark=(
            "If support can at most make up for B's cost of war, a commitment that just deters A never tempts B in the "
            "same dispute: the fear of entrapment needs two different disputes, or a war that pays."
        ),
    ),
    Claim(
        "C9.44",
        "If s_A = s_B and k >= R, there is a dilemma.",
        says=lambda model: quantity(model, "dilemma"),
        given=lambda model: [SAME_DISPUTE, k >= R],
        source="P",
        of=WORDING,
    ),
    Claim(
        "C9.45",
        "Every optimal q lies strictly between 0 and 1.",
        says=lambda model: quantity(model, "strictly_vague"),
        source="L",
        of=WORDING,
    ),
    Claim("C9.46", "q = 1 is optimal.", says=firm, source="P", of=WORDING),
    Claim(
        "C9.47",
        "B provokes at q = 1.",
        says=lambda model: quantity(model, "entrapment"),
        source="L",
        of=WORDING,
    ),
    Claim(
        "C9.48",
        "If A attacks at q = 0 and B provokes at q = 1, every optimal q lies strictly between 0 and 1.",
        says=lambda model: quantity(model, "strictly_vague"),
        given=both_temptations,
        source="L",
        of=WORDING,
        remark=(
            "Both temptations are there, and still vagueness may not pay: if no promise deters A, or if deterring it "
            "would set B loose at a greater loss, D does as well with no promise at all."
        ),
    ),
    Claim("C9.49", "Under an optimal q there is no war.", says=peace, source="L", of=WORDING),
    Claim(
        "C9.50",
        "If s_A = s_B, R <= c_B and some q in [0,1] deters A, then under an optimal q there is no war.",
        says=peace,
        given=lambda model: [SAME_DISPUTE, R <= c_B, deterrable(model)],
        source="P",
        of=WORDING,
    ),
    Claim(
        "C9.51",
        "If no q in [0,1] deters A, the minimum loss is theta*V_A.",
        says=lambda model: quantity(model, "minimum_loss").compare("=", theta * V_A),
        given=lambda model: ~deterrable(model),
        source="P",
        of=WORDING,
    ),
)
