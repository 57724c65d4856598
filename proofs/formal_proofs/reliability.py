"""M6: what is claimed about whether an ally shows up, and about what the attacker believes.

An alliance deters through the chance, in the attacker's eyes, that it will be honoured, and only where that chance
passes the critical belief. Much of what is claimed compares the game with and without the treaty, or with and without
the ally; "strictly raises" is the sign of a derivative.

References: Smith (1995, 1998); Fearon (1994); Morrow (1994); Berkemeier and Fuhrmann (2018).
"""

from sympy import Eq, Rational, symbols

from formal import Claim, Exists, derivative
from formal_models.reliability import NO_TREATY, known_to_be

p, s, c_A, c_B, d, k, alpha, mu = symbols("p s c_A c_B d k alpha mu")
mu_0, mu_1, r_0, r_1, other = symbols("mu_0 mu_1 r_0 r_1 alpha_other")

TREATY, BELIEFS, KNOWN, UNKNOWN = (
    "alliance_reliability",
    "alliance_reliability_beliefs",
    "alliance_reliability_bargaining",
    "alliance_reliability_symmetric",
)
#: In this share of cases alliances are honoured, the lecture says.
HONOURED = Rational(7, 10)


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def slope(model, name, symbol):
    """How a quantity changes with a parameter, everything else fixed."""
    return derivative(quantity(model, name), symbol)


# -- a protector who decides -----------------------------------------------------------------------------


def waits(model):
    """A waits."""
    return quantity(model, "deterred")


def waits_without_treaty(model):
    """A waits in the game in which abandoning costs nothing and exercises save nothing."""
    return waits(model.given(**NO_TREATY))


def backfires(model):
    """A attacks under the treaty, and would wait without it."""
    return ~waits(model) & waits_without_treaty(model)


def more_reliable(model):
    """The treaty strictly raises reliability."""
    return quantity(model, "reliability") > quantity(model.given(**NO_TREATY), "reliability")


def some_penalty_deters(model):
    """With some penalty for abandoning, everything else fixed, A waits."""
    return Exists(other, waits(model).subs({alpha: other}), where=other >= 0)


# -- belief and truth ------------------------------------------------------------------------------------


def effective(model):
    """A attacks without the treaty and waits with it."""
    return quantity(model, "effective")


CORRECT = [Eq(mu_0, r_0), Eq(mu_1, r_1)]


# -- bargaining ------------------------------------------------------------------------------------------


def without_ally(model):
    """The solution of the game in which the ally is known to stay out."""
    return known_to_be("N", model).solve()


def war(model):
    """The probability of war."""
    return quantity(model, "probability_of_war")


def better_off(model, own):
    """A type of B is strictly better off than B is in the game without ally."""
    return model.solution.payoff("B", own) > without_ally(model).payoff("B")


def bearable(model):
    """B's worst war still leaves it something."""
    return p + c_B < 1


CLAIMS = (
    Claim(
        "C6.1",
        "The treaty does not turn waiting into attack: not (A waits when alpha = e = 0 and attacks under the treaty).",
        says=lambda model: ~backfires(model),
        of=TREATY,
    ),
    Claim(
        "C6.2",
        "The treaty prevents a war: A attacks when alpha = e = 0 and waits with the treaty.",
        says=lambda model: quantity(model, "treaty_effective"),
        source="L",
        of=TREATY,
        remark=(
            "A treaty matters in a band of cases only. Where the protector would have come often enough anyway, or "
            "where A attacks whoever comes, it changes nothing."
        ),
    ),
    Claim(
        "C6.3",
        "If the treaty strictly raises reliability, then A waits.",
        says=waits,
        given=more_reliable,
        of=TREATY,
        remark=(
            "More reliable is not reliable enough: what counts is whether the chance that the protector comes passes "
            "A's critical belief."
        ),
    ),
    Claim(
        "C6.4",
        "Raising c_A strictly lowers the critical belief.",
        says=lambda model: slope(model, "critical_belief", c_A) < 0,
        of=TREATY,
    ),
    Claim(
        "C6.5",
        "Raising d strictly lowers the critical belief.",
        says=lambda model: slope(model, "critical_belief", d) < 0,
        of=TREATY,
        remark=(
            "A stronger ally deters with a smaller chance of coming, if A gains by attacking an abandoned target. If "
            "A would wait even then, the critical belief lies below zero, and a stronger ally brings it up to zero."
        ),
    ),
    Claim(
        "C6.6",
        "Some alpha >= 0 makes A wait.",
        says=some_penalty_deters,
        of=TREATY,
        remark=(
            "A penalty can at most make the protector certain to come. Against an attacker that gains by war with "
            "both of them, no commitment is strong enough."
        ),
    ),
    Claim(
        "C6.7",
        "If reliability is at least 7/10, A waits.",
        says=waits,
        given=lambda model: quantity(model, "reliability") >= HONOURED,
        source="L",
        of=TREATY,
        remark=(
            "No rate of honoured promises deters by itself. A compares it with its critical belief, which is high if "
            "war is tempting and the ally adds little."
        ),
    ),
    Claim(
        "C6.8",
        "If reliability equals 1, A waits.",
        says=waits,
        given=lambda model: quantity(model, "reliability").compare("=", 1),
        source="L",
        of=TREATY,
        remark=(
            "That an ally is certain to fight makes war unattractive only if the ally changes what A gets from war by "
            "enough: d + k has to outweigh A's gain from attacking a target left alone."
        ),
    ),
    Claim(
        "C6.9",
        "A attacks under the treaty although A would wait when alpha = e = 0.",
        says=backfires,
        of=TREATY,
    ),
    Claim(
        "C6.10",
        "If A attacks, then no alpha >= 0 would have made A wait.",
        says=lambda model: ~some_penalty_deters(model),
        given=lambda model: ~waits(model),
        of=TREATY,
    ),
    Claim(
        "C6.11",
        "If the treaty is effective, then mu_1 > mu_0.",
        says=lambda model: mu_1 > mu_0,
        given=effective,
        of=BELIEFS,
    ),
    Claim(
        "C6.12",
        "If the treaty is effective, then r_1 > r_0.",
        says=lambda model: r_1 > r_0,
        given=effective,
        of=BELIEFS,
        remark=(
            "Deterrence works on the attacker's mind. A treaty that makes nobody more likely to fight is effective if "
            "the attacker thinks otherwise."
        ),
    ),
    Claim(
        "C6.13",
        "Under correct beliefs: if the treaty is effective, then r_1 > r_0.",
        says=lambda model: r_1 > r_0,
        given=lambda model: [*CORRECT, effective(model)],
        of=BELIEFS,
    ),
    Claim(
        "C6.14",
        "If mu_1 > mu_0 and r_1 > r_0, the treaty is effective.",
        says=effective,
        given=lambda model: [mu_1 > mu_0, r_1 > r_0],
        source="L",
        of=BELIEFS,
        remark=(
            "The lecture's two conditions, that allies become likelier to fight together and that opponents become "
            "surer of it, do not make a treaty effective: A's belief has to pass its critical value."
        ),
    ),
    Claim(
        "C6.15",
        "If r_1 > r_0 and the treaty is secret (put mu_1 = mu_0), the treaty is effective.",
        says=effective,
        given=lambda model: [r_1 > r_0, Eq(mu_1, mu_0)],
        of=BELIEFS,
    ),
    Claim(
        "C6.16",
        "If mu_1 > mu_0 but nothing real changes (put r_1 = r_0), the treaty is effective.",
        says=effective,
        given=lambda model: [mu_1 > mu_0, Eq(r_1, r_0)],
        of=BELIEFS,
        remark="A bluff that is believed deters exactly where a promise that is kept, and believed as much, would.",
    ),
    Claim(
        "C6.17",
        "Under correct beliefs: if r_1 > r_0, the treaty is effective.",
        says=effective,
        given=lambda model: [*CORRECT, r_1 > r_0],
        of=BELIEFS,
    ),
    Claim(
        "C6.31",
        "The probability of war is no higher than in the game without ally.",
        says=lambda model: war(model) <= without_ally(model).probability("reject"),
        source="L",
        of=KNOWN,
        remark=(
            "Without an ally A knows what B accepts, and there is no war. An ally of whose will only B is sure makes A "
            "guess, and where it is unlikely to come A takes the risk that the offer is refused."
        ),
    ),
    Claim(
        "C6.32",
        "The probability of war is strictly lower than in the game without ally.",
        says=lambda model: war(model) < without_ally(model).probability("reject"),
        of=KNOWN,
    ),
    Claim(
        "C6.33",
        "If war has positive probability, then whenever war occurs B is of type J.",
        says=lambda model: model.solution.probability("N", "reject").compare("=", 0),
        given=lambda model: war(model) > 0,
        of=KNOWN,
        remark=(
            "The wars that we see are those in which the ally comes: a target that is left alone gives in to the same "
            "demand."
        ),
    ),
    Claim(
        "C6.34",
        "Raising mu strictly raises the probability of war.",
        says=lambda model: slope(model, "probability_of_war", mu) > 0,
        of=KNOWN,
        remark=(
            "As long as A takes the risk, a likelier ally is a likelier war. Past the critical belief A makes an offer "
            "that everybody accepts, and there is none."
        ),
    ),
    Claim(
        "C6.35",
        "If p + c_B < 1: raising d strictly raises the critical belief.",
        says=lambda model: slope(model, "critical_belief", d) > 0,
        given=bearable,
        of=KNOWN,
        remark=(
            "A stronger ally makes the safe offer dearer, by more than it makes war worse: A takes the risk at a "
            "greater chance that the ally comes."
        ),
    ),
    Claim(
        "C6.36",
        "If p + c_B < 1: raising k strictly lowers the critical belief.",
        says=lambda model: slope(model, "critical_belief", k) < 0,
        given=bearable,
        of=KNOWN,
    ),
    Claim(
        "C6.37",
        "If mu >= 7/10, there is no war.",
        says=lambda model: war(model).compare("=", 0),
        given=lambda model: mu >= HONOURED,
        source="L",
        of=KNOWN,
    ),
    Claim(
        "C6.38",
        "If p + c_B < 1: type J is strictly better off than in the game without ally.",
        says=lambda model: better_off(model, "J"),
        given=bearable,
        of=KNOWN,
    ),
    Claim(
        "C6.39",
        "If p + c_B < 1: type N is strictly better off than in the game without ally.",
        says=lambda model: better_off(model, "N"),
        given=bearable,
        of=KNOWN,
        remark=(
            "A target whose ally will not come gains from the doubt, exactly where A is so afraid of meeting the other "
            "type that it makes an offer for both."
        ),
    ),
    Claim(
        "C6.40",
        "Raising d strictly raises the critical belief.",
        says=lambda model: slope(model, "critical_belief", d) > 0,
        of=KNOWN,
    ),
    Claim(
        "C6.41",
        "War occurs with positive probability.",
        says=lambda model: war(model) > 0,
        source="L",
        of=UNKNOWN,
        remark=(
            "That nobody knows whether allies will come is no cause of war as long as nobody knows more than the "
            "other: both reckon with the same chance, and A offers what B expects from war. The danger is in what one "
            "side knows and the other does not."
        ),
    ),
    Claim(
        "C6.42",
        "Raising mu strictly lowers A's offer.",
        says=lambda model: slope(model, "offer", mu) < 0,
        of=UNKNOWN,
        remark="Unless A takes everything anyway: where B expects less than nothing from war, A's share stays at 1.",
    ),
    Claim(
        "C6.43",
        "If p + c_B < 1: responder_gain equals mu times its value at mu = 1.",
        says=lambda model: quantity(model, "responder_gain").compare(
            "=", mu * quantity(model.unbounded(mu).given(mu=1), "responder_gain")
        ),
        given=bearable,
        of=UNKNOWN,
    ),
    Claim(
        "C6.44",
        "The probability of war is no higher than in M6.4 at the same parameters.",
        says=lambda model: war(model) <= war(model.beside(KNOWN)),
        of=UNKNOWN,
    ),
    Claim(
        "C6.45",
        "The probability of war is strictly lower than in M6.4 at the same parameters.",
        says=lambda model: war(model) < war(model.beside(KNOWN)),
        of=UNKNOWN,
    ),
)
