"""M6: does the ally show up? Reliability and belief.

A would-be attacker weighs peace against a war in which the victim's protector may or may not come. What deters is not
the alliance but the chance, in the attacker's eyes, that it will be honoured: there is a critical belief above which
the attacker waits. A treaty that makes abandoning dearer, or fighting together cheaper, raises that chance; whether it
raises it past the critical belief is another matter. Where the target and the attacker bargain, what counts is also who
knows whether the ally will come.

References: Smith (1995, 1998); Fearon (1994, 1997); Morrow (1994); Leeds, Long and Mitchell (2000).
"""

from sympy import symbols

from formal import (
    Blueprint,
    Derived,
    Game,
    chance,
    choose,
    draw,
    infimum,
    informed,
    offer,
    prefers,
    subgame,
    supremum,
)
from formal_models.crisis_bargaining import OFFER

p, s, c_A, c_B, d, k, v, alpha, e, K, x = symbols("p s c_A c_B d k v alpha e K x")
mu, mu_0, mu_1, r_0, r_1, sigma = symbols("mu mu_0 mu_1 r_0 r_1 sigma")

ODDS = {
    p: "A's expected share from war if the ally stays out",
    c_A: "A's cost of war",
    d: "how far the ally moves the expected share towards the target",
    k: "what the ally adds to A's cost of war",
}
DOMAIN = [0 < p, p < 1, c_A > 0, 0 < d, d < p, k >= 0]
ALONE = p - c_A
TOGETHER = p - d - c_A - k


def critical_belief(joined, alone):
    """The probability at which A is indifferent, if the ally joins at one end of the game and not at another."""

    def derived(model):
        quiet, against, free = (model.game.node(end).payoffs[0] for end in (("wait",), joined, alone))
        expected = mu * against + (1 - mu) * free
        lone = Game(["A"], choose("A", {"wait": (quiet,), "attack": (expected,)}), where=model.game.where)
        return infimum(lone.solve().reaches("wait"), mu)

    return Derived(
        "the probability of joining at which A is indifferent, which may be below 0 or above 1", derived
    )


# -- the protector decides ---------------------------------------------------------------------------

TREATY = [*DOMAIN, 0 < s, s < 1, v > 0, alpha >= 0, e >= 0, K > 0]
NO_TREATY = {"alpha": 0, "e": 0}

alliance_reliability = Blueprint(
    slug="alliance_reliability",
    title="Does the ally show up? A protector whose cost of war is private",
    story=(
        "A leaves things as they are or attacks B. After an attack the protector D learns its cost of war, drawn from "
        "the uniform distribution between 0 and `K`, and joins the war or abandons B. The treaty is the penalty "
        "`alpha` for abandoning and the saving `e` in fighting together. A waits and D joins when indifferent."
    ),
    sources=("Smith 1995", "Fearon 1994"),
    players={"A": "the attacker", "D": "the protector of its target B"},
    parameters={
        **ODDS,
        s: "A's share under the status quo",
        v: "D's stake in the target",
        alpha: "D's penalty for abandoning",
        e: "what joint exercises save D when it fights",
        K: "the highest cost of war that D may have",
    },
    where=TREATY,
    solve_for=(s,),
    game=lambda: Game(
        ["A", "D"],
        choose(
            "A",
            {
                "wait": (s, v),
                "attack": draw(
                    x, 0, K,
                    choose(
                        "D",
                        {
                            "abandon": (ALONE, v * (1 - p) - alpha),
                            "join": (TOGETHER, v * (1 - p + d) - x + e),
                        },
                        prefer=["join", "abandon"],
                    ),
                    seen_by=["D"],
                ),
            },
            prefer=["wait", "attack"],
        ),
        where=TREATY,
        name="Does the ally show up?",
    ),
    quantities={
        "reliability": Derived(
            "the probability that D joins if A attacks",
            lambda model: subgame(model.game, ("attack",)).solve().probability("join"),
        ),
        "critical_belief": critical_belief(("attack", "x", "join"), ("attack", "x", "abandon")),
        "deterred": Derived("A waits", lambda model: model.solution.reaches("wait")),
        "pivotal": Derived(
            "A would attack if sure that D abandons, and wait if sure that it joins",
            lambda model: (
                prefers(model.game, "A", ["attack", "x", "abandon"], ["wait"], strictly=True)
                & prefers(model.game, "A", ["wait"], ["attack", "x", "join"])
            ).simplify(),
        ),
        "treaty_effective": Derived(
            "A would attack without the treaty and waits with it",
            lambda model: (
                model.quantities["deterred"] & ~model.given(**NO_TREATY).quantities["deterred"]
            ).simplify(),
        ),
        "minimal_commitment": Derived(
            "the smallest penalty for abandoning with which A waits",
            lambda model: infimum(model.varying(alpha).quantities["deterred"], alpha),
        ),
        "probability_ally_fights": Derived(
            "the probability that D fights", lambda model: model.solution.probability("join")
        ),
    },
)  # fmt: skip


# -- belief and truth --------------------------------------------------------------------------------

BELIEFS = [
    *DOMAIN, 0 < s, s < 1, 0 < mu_0, mu_0 < 1, 0 < mu_1, mu_1 < 1, 0 < r_0, r_0 < 1, 0 < r_1, r_1 < 1,
]  # fmt: skip


def attacks(game):
    """Where A attacks."""
    return game.solve().reaches("attack")


def believing(model, chance_of_joining):
    """The game in which A believes that the ally joins with another of the model's probabilities."""
    belief = model.fixed.get(chance_of_joining.name, chance_of_joining)
    return model.varying(mu_1).game.subs({mu_1: belief})


def without_treaty(model):
    """The same game with the belief that A has if there is no treaty."""
    return believing(model, mu_0)


def truly_joins(model):
    """The chance that the ally fights: what A does follows its belief, what the ally does follows the truth."""
    war = subgame(believing(model, r_1), ("attack",)).solve()
    return war.probability("joins").restricted(model.quantities["attack_with"]).otherwise(0).simplify()


alliance_reliability_beliefs = Blueprint(
    slug="alliance_reliability_beliefs",
    title="Reliability as the attacker sees it, and as it is",
    story=(
        "A waits or attacks. It believes that the target's ally joins with probability `mu_1` if there is a treaty and "
        "`mu_0` if there is none; in truth the ally joins with probability `r_1` or `r_0`. The game shown is the one "
        "with the treaty, as A sees it. A waits when indifferent."
    ),
    sources=("Morrow 1994", "Smith 1998"),
    players={"A": "the attacker"},
    parameters={
        **ODDS,
        s: "A's share under the status quo",
        mu_0: "A's belief that the ally joins without the treaty",
        mu_1: "A's belief that the ally joins with the treaty",
        r_0: "the probability with which the ally joins without the treaty",
        r_1: "the probability with which the ally joins with the treaty",
    },
    where=BELIEFS,
    game=lambda: Game(
        ["A"],
        choose(
            "A",
            {
                "wait": (s,),
                "attack": chance({"joins": (mu_1, (TOGETHER,)), "stays out": (1 - mu_1, (ALONE,))}),
            },
            prefer=["wait", "attack"],
        ),
        where=BELIEFS,
        name="Reliability, believed and true",
    ),
    quantities={
        "critical_belief": critical_belief(("attack", "joins"), ("attack", "stays out")),
        "attack_without": Derived(
            "A attacks without the treaty", lambda model: attacks(without_treaty(model))
        ),
        "attack_with": Derived("A attacks with the treaty", lambda model: attacks(model.game)),
        "effective": Derived(
            "A attacks without the treaty and waits with it",
            lambda model: (model.quantities["attack_without"] & ~model.quantities["attack_with"]).simplify(),
        ),
        "probability_ally_fights": Derived(
            "the true chance that the ally fights, with the treaty", truly_joins
        ),
    },
)


# -- bargaining in the shadow of an ally that only the target is sure of -----------------------------

BARGAINING = [*DOMAIN, c_B > 0, 0 <= sigma, sigma < 1, 0 < mu, mu < 1]
STATES = {"A": "the challenger", "B": "its target, which has an ally"}
MEANINGS = {
    **ODDS,
    c_B: "B's cost of war",
    sigma: "the fraction of B's cost of war that the ally carries",
    mu: "the probability that the ally is willing",
}
WAR = {"J": (TOGETHER, 1 - p + d - (1 - sigma) * c_B), "N": (ALONE, 1 - p - c_B)}
PROBABILITY = Derived("the probability of war", lambda model: model.solution.probability("reject"))


def proposal(war, info=None):
    """A proposes its share; B takes it or goes to war."""
    answer = choose("B", {"accept": (x, 1 - x), "reject": war}, prefer=["accept", "reject"])
    return offer("A", x, 0, 1, answer, info=info)


def largest_offer(kind):
    """The largest offer that B of one type accepts."""
    return lambda model: supremum(model.solution.chooses(f"B:{kind},x", "accept"), x)


def known_to_be(kind, model):
    """The game in which everybody knows B's type."""
    return subgame(informed(model.game, "A"), (kind,))


alliance_reliability_bargaining = Blueprint(
    slug="alliance_reliability_bargaining",
    title="Bargaining when only the target knows whether its ally will come",
    story=(
        "Nature makes B's ally willing (type J) with probability `mu` and unwilling (type N) otherwise; only B learns "
        "which. A names a division once, and B takes it or fights, with the ally or without. An indifferent B accepts."
    ),
    sources=("Smith 1995", "Morrow 1994"),
    players=STATES,
    parameters=MEANINGS,
    where=BARGAINING,
    solve_for=(mu,),
    game=lambda: Game(
        ["A", "B"],
        chance({"J": (mu, proposal(WAR["J"], "A")), "N": (1 - mu, proposal(WAR["N"], "A"))}),
        where=BARGAINING,
        name="Bargaining with an ally that may come",
    ),
    quantities={
        "largest_offer_allied": Derived(
            "the largest share of A that B accepts if its ally is willing", largest_offer("J")
        ),
        "largest_offer_alone": Derived(
            "the largest share of A that B accepts if its ally is unwilling", largest_offer("N")
        ),
        "critical_belief": Derived(
            "the probability of a willing ally above which A makes an offer that everybody accepts",
            lambda model: supremum(model.varying(mu).solution.reaches("reject"), mu).otherwise(0),
        ),
        "offer": OFFER,
        "probability_of_war": PROBABILITY,
        "proposer_payoff": Derived("A's expected payoff", lambda model: model.solution.payoff("A")),
        "allied_responder_payoff": Derived(
            "B's payoff if its ally is willing", lambda model: model.solution.payoff("B", "J")
        ),
        "offer_without_ally": Derived(
            "the share that is proposed for A if the ally is known to stay out",
            lambda model: known_to_be("N", model).solve().named(x),
        ),
    },
)


# -- bargaining when nobody knows --------------------------------------------------------------------

alliance_reliability_symmetric = Blueprint(
    slug="alliance_reliability_symmetric",
    title="Bargaining when nobody knows whether the ally will come",
    story=(
        "A names a division once, and B takes it or fights. Only then does anybody learn whether B's ally comes, which "
        "it does with probability `mu`. B accepts when indifferent."
    ),
    sources=("Smith 1995",),
    players=STATES,
    parameters=MEANINGS,
    where=BARGAINING,
    game=lambda: Game(
        ["A", "B"],
        proposal(chance({"J": (mu, WAR["J"]), "N": (1 - mu, WAR["N"])})),
        where=BARGAINING,
        name="Bargaining before anybody knows whether the ally comes",
    ),
    quantities={
        "offer": OFFER,
        "probability_of_war": PROBABILITY,
        "responder_gain": Derived(
            "B's payoff minus its payoff if the ally were known to stay out",
            lambda model: model.solution.payoff("B") - model.unbounded(mu).given(mu=0).solution.payoff("B"),
        ),
    },
)
