"""M10: what is claimed about Article 5.

"Raising z strictly raises Q" is the sign of a derivative, everything else fixed. Claims with `any_size`, and those that
speak of a letter `n`, are judged for every number of members at once; the others are about the number that the model
has (`load_model("article5", n=5).claims`). With one member more, payoffs are by the same formulas, also where these no
longer keep A's chance of winning between 0 and 1.

References: Olson and Zeckhauser (1966); Smith (1998); Morrow (2000); Leeds (2003).
"""

from sympy import Rational, symbols

from formal import Cases, Claim, Exists, Game, Region, derivative, infimum, prefers
from formal_models.article5 import (
    alarm,
    aloof,
    belief_after,
    content,
    indifferent,
    risk,
    waits,
    waits_after,
    war,
)

s, mu, mu_L, rho, e_R, e_U, w, alpha, f_A, f_B = symbols("s mu mu_L rho e_R e_U w alpha f_A f_B")
belief, other, j = symbols("belief rho_other j")
n = symbols("n", integer=True)
CALL, WORDS, TOGETHER, QUARREL = "article5", "article5_endorsement", "article5_joining", "article5_restraint"


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


# -- who will come? --------------------------------------------------------------------------------------


def larger(model):
    """The game with one ordinary member more."""
    return alarm(model.integers["n"] + 1, where=model.game.where)


def tempted(model):
    """A would attack a target without any partner."""
    return Region(war(0, 0) > s, where=model.where)


def attacks_without_leader(model):
    """A would attack were the leader sure to stay out."""
    return prefers(model.game, "A", ["attack", "no leader"], ["wait"], strictly=True)


def leader_would_deter(model):
    """A would wait were the leader sure to join."""
    return prefers(model.game, "A", ["wait"], ["attack", "leader"])


def deterred_by_fewer_only(model):
    """A waits, but would attack if the pact had one member more."""
    return quantity(model, "deterred") & ~larger(model).solve().reaches("wait")


def less_belief_with_one_more(model, name, symbol, *course):
    """The critical belief is lower with one member more."""
    return indifferent(larger(model), symbol, *course) < quantity(model, name)


# -- silence and endorsement -----------------------------------------------------------------------------


def odds_factor(model, prior):
    """By how much an endorsement multiplies the odds that the leader is reliable."""
    after = belief_after(model, "endorse").to_sympy().subs(rho, prior)
    return after * (1 - prior) / (prior * (1 - after))


def enough_words_deter(model):
    """Some number of endorsements makes A wait, whatever was believed before.

    Each of them multiplies the odds by a number above 1 that is the same at every belief, so that they outgrow any
    bound, and A waits already at a belief below 1.
    """
    factor, elsewhere = odds_factor(model, rho), odds_factor(model, other)
    steady = Cases((True, factor - elsewhere), where=[*model.where, 0 < other, other < 1]).compare("=", 0)
    return [
        Cases((True, factor), where=model.where) > 1,
        steady,
        quantity(model, "critical_belief") < 1,
    ]


def two_are_needed(model):
    """A attacks after a silence, also if one endorsement follows."""
    return ~waits_after("silent")(model) & ~waits_after("silent", "endorse")(model)


def repaired_if_silence_tells_all(model):
    """With e_R put to 1, A waits after a silence and an endorsement."""
    return waits(model, belief_after(model, "silent", "endorse").to_sympy().subs(e_R, 1))


# -- deciding together -----------------------------------------------------------------------------------


def least(members):
    """What taking part must be worth, obligation included, so that all of so many join."""
    return infimum(content(members), w) + alpha


def all_together_is_better(model):
    """Every member is better off if all join than if nobody does."""
    game = model.game
    together, apart = game.payoff("join", len(game.players) - 1), game.payoff("abstain", 0)
    return Region(together > apart, where=model.where)


def two_or_more(model):
    """There are at least two members."""
    return n >= 2


# -- a quarrel inside ------------------------------------------------------------------------------------


def calmer(model):
    """War is strictly less likely than outside the alliance."""
    return quantity(model, "calming_effect") > 0


def with_values_exchanged(model):
    """The probability of war if protection were worth to A what it is worth to B, and the other way round."""
    formula = quantity(model, "probability_of_war").to_sympy()
    return Cases((True, formula.subs({f_A: f_B, f_B: f_A}, simultaneous=True)), where=model.where)


def some_belief_brings_peace(model):
    """With some belief there is no war."""
    domain = [*model.unbounded(mu).where, 0 <= mu, mu <= 1]
    peace = risk(Game(model.game.players, model.game.tree, where=domain).solve()).compare("=", 0)
    return Exists(belief, peace.subs({mu: belief}), where=[0 <= belief, belief <= 1])


CLAIMS = (
    Claim(
        "C10.1",
        "A is deterred.",
        says=lambda model: quantity(model, "deterred"),
        source="L",
        of=CALL,
    ),
    Claim(
        "C10.2",
        "If A would attack a target without any partner: the critical member belief is strictly lower with n+1 than "
        "with n ordinary members.",
        says=lambda model: less_belief_with_one_more(model, "critical_member_belief", mu, "no leader"),
        given=tempted,
        of=CALL,
        any_size=True,
    ),
    Claim(
        "C10.3",
        "If mu >= 7/10 and mu_L >= 7/10, A is deterred.",
        says=lambda model: quantity(model, "deterred"),
        given=lambda model: [mu >= Rational(7, 10), mu_L >= Rational(7, 10)],
        source="L",
        of=CALL,
        remark=(
            "Whether obligations are honoured seven times out of ten is half of the matter. The other half is what "
            "those who come do to the odds and to A's costs, against what A gains by attacking."
        ),
    ),
    Claim(
        "C10.4",
        "If A is deterred, A would attack were the leader sure to stay out.",
        says=attacks_without_leader,
        given=lambda model: quantity(model, "deterred"),
        of=CALL,
    ),
    Claim(
        "C10.5",
        "If A would attack a target without any partner, and mu < 1/2 and mu_L < 1/2, A is deterred.",
        says=lambda model: quantity(model, "deterred"),
        given=lambda model: [tempted(model), mu < Rational(1, 2), mu_L < Rational(1, 2)],
        of=CALL,
        remark=(
            "Allies each of whom will probably stay out can still deter: A fears the expected number of joiners, and "
            "many small chances add up."
        ),
    ),
    Claim(
        "C10.6",
        "A is deterred with n but not with n+1 ordinary members.",
        says=deterred_by_fewer_only,
        of=CALL,
        any_size=True,
    ),
    Claim(
        "C10.7",
        "The critical leader belief is strictly lower with n+1 than with n ordinary members.",
        says=lambda model: less_belief_with_one_more(model, "critical_leader_belief", mu_L),
        of=CALL,
        any_size=True,
    ),
    Claim(
        "C10.8",
        "If the leader were sure to join, A would be deterred.",
        says=leader_would_deter,
        of=CALL,
    ),
    Claim(
        "C10.21",
        "One silence strictly lowers A's belief.",
        says=lambda model: quantity(model, "belief_after_silence") < rho,
        of=WORDS,
        any_size=True,
    ),
    Claim(
        "C10.22",
        "If A waits at the prior, it attacks after one silence.",
        says=lambda model: ~waits_after("silent")(model),
        given=lambda model: quantity(model, "deterred_at_prior"),
        of=WORDS,
        remark=(
            "Silence lowers the belief, but A attacks only if the belief falls below the critical one: a leader that "
            "was trusted enough can afford to be silent once."
        ),
    ),
    Claim(
        "C10.23",
        "The belief after a repair is at least the prior.",
        says=lambda model: quantity(model, "belief_after_repair") >= rho,
        source="L",
        of=WORDS,
        remark=(
            "An endorsement does not undo a silence. Both together leave the belief where it was only if both types of"
            " leader waver alike, that is, if e*(1 - e) is the same for both. If an unreliable leader endorses about "
            "as often as not, and a reliable one nearly always, the pair of them speaks for the unreliable one."
        ),
    ),
    Claim(
        "C10.24",
        "If silence has lost deterrence, one endorsement restores it.",
        says=lambda model: quantity(model, "deterrence_restored_by_one"),
        given=lambda model: quantity(model, "deterrence_lost_by_silence"),
        of=WORDS,
    ),
    Claim(
        "C10.25",
        "Raising e_R strictly lowers the belief after silence.",
        says=lambda model: derivative(quantity(model, "belief_after_silence"), e_R) < 0,
        of=WORDS,
        any_size=True,
    ),
    Claim(
        "C10.26",
        "If e_U >= 1/2, the belief after a repair is at least the prior.",
        says=lambda model: quantity(model, "belief_after_repair") >= rho,
        given=lambda model: e_U >= Rational(1, 2),
        of=WORDS,
        any_size=True,
        remark=(
            "Where both types endorse more often than not, silence tells more than the endorsement that follows it: "
            "the belief ends below the prior."
        ),
    ),
    Claim(
        "C10.27",
        "After one silence some finite number of consecutive endorsements makes A wait.",
        says=enough_words_deter,
        of=WORDS,
        any_size=True,
        remark=(
            "Shown for a step: every endorsement multiplies the odds of a reliable leader by the same number, which is"
            " above 1, so that they outgrow every bound; and A waits at some belief below 1."
        ),
    ),
    Claim(
        "C10.28",
        "At least two endorsements are needed after one silence.",
        says=two_are_needed,
        of=WORDS,
    ),
    Claim(
        "C10.29",
        "With e_R put to 1: after one silence and one endorsement A waits.",
        says=repaired_if_silence_tells_all,
        of=WORDS,
        any_size=True,
        remark=(
            "If a reliable leader always endorses, a single silence proves that this one is unreliable, and nothing "
            "that is said later can change that."
        ),
    ),
    Claim(
        "C10.31",
        "All-join is an equilibrium.",
        says=lambda model: quantity(model, "all_join_exists"),
        of=TOGETHER,
    ),
    Claim(
        "C10.32",
        "All-join is the only pure equilibrium.",
        says=lambda model: (
            quantity(model, "all_join_exists") & quantity(model, "number_of_equilibria").compare("=", 1)
        ),
        of=TOGETHER,
    ),
    Claim(
        "C10.33",
        "All-join and none-join are both equilibria.",
        says=lambda model: quantity(model, "all_join_exists") & quantity(model, "none_join_exists"),
        of=TOGETHER,
    ),
    Claim(
        "C10.34",
        "At least one of all-join, none-join is an equilibrium.",
        says=lambda model: content(n) | aloof(0),
        given=two_or_more,
        of=TOGETHER,
    ),
    Claim(
        "C10.35",
        "There is a pure equilibrium in which some but not all members join.",
        says=lambda model: Exists(j, content(j) & aloof(j), where=[1 <= j, j <= n - 1]),
        given=two_or_more,
        of=TOGETHER,
        remark=(
            "Joining is the cheaper the more join. Whoever joins with others is content at their number; then one more"
            " would be even better off, and would join."
        ),
    ),
    Claim(
        "C10.36",
        "A pact with one member more (same w, c_J) supports all-join for strictly lower w + alpha than with n members.",
        says=lambda model: least(n + 1) < least(n),
        given=two_or_more,
        of=TOGETHER,
    ),
    Claim(
        "C10.37",
        "If all-join is an equilibrium with n members, it is with n+1.",
        says=lambda model: content(n + 1),
        given=lambda model: [two_or_more(model), content(n)],
        of=TOGETHER,
    ),
    Claim(
        "C10.38",
        "If alpha exceeds obligation_against_abandonment, none-join is not an equilibrium.",
        says=lambda model: ~quantity(model, "none_join_exists"),
        given=lambda model: quantity(model, "obligation_against_abandonment") < alpha,
        of=TOGETHER,
    ),
    Claim(
        "C10.39",
        "If none-join is an equilibrium, every member strictly prefers the all-join profile to the none-join profile.",
        says=all_together_is_better,
        given=lambda model: quantity(model, "none_join_exists"),
        of=TOGETHER,
        remark=(
            "That nobody joins may be a failure to come together, or what everybody wants: if even a full share of the"
            " cost exceeds what taking part is worth, nothing is lost."
        ),
    ),
    Claim(
        "C10.41",
        "War is strictly less likely than outside the alliance.",
        says=calmer,
        source="L",
        of=QUARREL,
        remark="Where the two would have settled their quarrel anyway, there is nothing to calm.",
    ),
    Claim(
        "C10.42",
        "If war has positive probability outside the alliance, it is strictly less likely inside.",
        says=calmer,
        given=lambda model: quantity(model, "war_probability_outside") > 0,
        source="L",
        of=QUARREL,
    ),
    Claim(
        "C10.43",
        "War is strictly more likely than outside the alliance.",
        says=lambda model: quantity(model, "calming_effect") < 0,
        of=QUARREL,
    ),
    Claim(
        "C10.44",
        "If war has positive probability, raising mu strictly lowers it.",
        says=lambda model: derivative(quantity(model, "probability_of_war"), mu) < 0,
        given=lambda model: quantity(model, "probability_of_war") > 0,
        of=QUARREL,
    ),
    Claim(
        "C10.45",
        "There is no war.",
        says=lambda model: quantity(model, "probability_of_war").compare("=", 0),
        of=QUARREL,
    ),
    Claim(
        "C10.46",
        "Raising mu strictly raises A's offer x.",
        says=lambda model: derivative(quantity(model, "offer"), mu) > 0,
        of=QUARREL,
        remark=(
            "The protection at stake makes B readier to give way and A less ready to risk a war. Where A has more of "
            "it to lose, and still takes a risk, the second counts for more, and A demands less."
        ),
    ),
    Claim(
        "C10.47",
        "Exchanging the values of f_A and f_B leaves the probability of war unchanged.",
        says=lambda model: with_values_exchanged(model).compare("=", quantity(model, "probability_of_war")),
        of=QUARREL,
        remark=(
            "What B would lose, A can ask for; what A would lose, it is careful with. Only the sum of the two counts "
            "for the risk, their difference for the division."
        ),
    ),
    Claim(
        "C10.48",
        "Some mu in [0,1] removes the risk of war altogether.",
        says=some_belief_brings_peace,
        of=QUARREL,
    ),
)
