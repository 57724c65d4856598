"""Model 1A: what is claimed about aid to an oil-selling host.

"Never" is the same tree with the patron's node replaced by No, "always" with Aid; terror persists where the terrorists
fight on the path.

References: Bapat (2011, 2019); Buchanan (1975).
"""

from sympy import Eq, symbols

from formal import Claim, Somewhere, persists, persists_lowered, subgame

V, theta, R, beta, L, k, q1, g, c = symbols("V theta R beta L k q1 g c")
FREE, BOUND = "petro_oneshot", "petro_oneshot_commitment"
WORTH_FIGHTING = c < q1 * g


def prolongs(model):
    """Terror persists."""
    return model.quantities["prolongs"]


def bound(model):
    """The model in which the patron announces its policy."""
    return model.beside(BOUND)


def under(model, policy):
    """Terror persists under a policy."""
    return bound(model).quantities[f"prolongs_if_{policy}"]


def patron(model, policy):
    """The patron's payoff under a policy."""
    return subgame(bound(model).game, (policy.capitalize(),)).solve().payoff("P")


def would_aid(model):
    """The patron would aid at its node."""
    return subgame(model.game, ("Keep",)).solve().reaches("Aid")


def persists_with_aid(model):
    """Terror persists, and it is aided."""
    return prolongs(model) & model.quantities["aid_paid"]


CLAIMS = (
    Claim(
        "C1A.1",
        "There is a point where terror ends under never but persists in the game.",
        says=lambda model: Somewhere(prolongs(model) & ~under(model, "never")),
        source="L",
        of=FREE,
    ),
    Claim(
        "C1A.2",
        "Assume c < q1*g. If terror persists under never, it persists under always.",
        says=lambda model: under(model, "always"),
        given=lambda model: [WORTH_FIGHTING, under(model, "never")],
        source="L",
        of=FREE,
        remark=(
            "Aid makes it more comfortable to live with terror, but it also makes the regime likelier to survive, and "
            "terrorists who expect less from fighting ask for less: a deal that was too dear may become affordable."
        ),
    ),
    Claim(
        "C1A.3",
        "Assume k <= q1*g - c. If terror persists under never, it persists under always.",
        says=lambda model: under(model, "always"),
        given=lambda model: [k <= q1 * g - c, under(model, "never")],
        of=FREE,
    ),
    Claim(
        "C1A.4",
        "Assume c < q1*g and R < g. If terror persists under never, it persists under always.",
        says=lambda model: under(model, "always"),
        given=lambda model: [WORTH_FIGHTING, R < g, under(model, "never")],
        of=FREE,
    ),
    Claim(
        "C1A.5",
        "If terror persists in the game, raising V leaves it persisting.",
        says=lambda model: persists(prolongs(model), V, model.where),
        of=FREE,
    ),
    Claim(
        "C1A.6",
        "If P would aid at its node, it would also after raising V.",
        says=lambda model: persists(would_aid(model), V, model.where),
        source="L",
        of=FREE,
    ),
    Claim(
        "C1A.7",
        "If terror persists, it still does after lowering L.",
        says=lambda model: persists_lowered(prolongs(model), L, model.where),
        source="L",
        of=FREE,
    ),
    Claim(
        "C1A.8",
        "If terror persists, it still does after raising beta.",
        says=lambda model: persists(prolongs(model), beta, model.where),
        source="L",
        of=FREE,
    ),
    Claim(
        "C1A.9",
        "With lam = 1 and beta = 0 (a leader who feels the whole social cost and captures nothing) terror does not "
        "persist in the game.",
        says=lambda model: ~prolongs(model.unbounded(beta).given(lam=1, beta=0)),
        of=FREE,
        remark=(
            "A leader need not profit from aid to live with terror. Where ending it costs more than it harms, and the "
            "terrorists ask for more than peace is worth to the leader, it goes on."
        ),
    ),
    Claim(
        "C1A.10",
        "There is a point where terror persists under never but not in the game.",
        says=lambda model: Somewhere(under(model, "never") & ~prolongs(model)),
        of=FREE,
    ),
    Claim(
        "C1A.11",
        "If terror ends under never but persists with aid in the game, P's payoff is higher in the game than under "
        "never.",
        says=lambda model: model.quantities["patron_payoff"] > patron(model, "never"),
        given=lambda model: [persists_with_aid(model), ~under(model, "never")],
        source="L",
        of=FREE,
        remark=(
            "Aid that prolongs terror serves the patron only where the alternative is a deal that the patron pays for "
            "(theta): otherwise it would rather not be able to help."
        ),
    ),
    Claim(
        "C1A.12",
        "As C1A.11 with theta = 0.",
        says=lambda model: model.quantities["patron_payoff"] > patron(model, "never"),
        given=lambda model: [Eq(theta, 0), persists_with_aid(model), ~under(model, "never")],
        of=FREE,
        remark="If the patron does not mind what the host concedes, an end of terror is always better for it than aid.",
    ),
    Claim(
        "C1A.15",
        "Assume c < q1*g and R >= g. If terror persists under never, P's payoff is higher under always than under "
        "never.",
        says=lambda model: patron(model, "always") > patron(model, "never"),
        given=lambda model: [WORTH_FIGHTING, R >= g, under(model, "never")],
        of=FREE,
    ),
    Claim(
        "C1A.13",
        "Being able to commit never makes P worse off than in petro_oneshot.",
        says=lambda model: model.quantities["commitment_gain"] >= 0,
        of=BOUND,
        remark=(
            "Without commitment P comes to the same choice at its node whatever happened before. Announcing that "
            "choice leads to the same play, so that P can at least have what it would have had."
        ),
    ),
    Claim(
        "C1A.14",
        "If terror persists with aid in petro_oneshot and would end after Never, P announces Never.",
        says=lambda model: ~model.quantities["policy_always"],
        given=lambda model: [
            persists_with_aid(model.beside(FREE)),
            ~model.quantities["prolongs_if_never"],
        ],
        of=BOUND,
    ),
)
