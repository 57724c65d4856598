"""Model 2: too strategic to fail.

A host may abuse the aid it gets, or its people; the patron may cut it off, at the risk that the regime falls. A
threat to cut that would hurt the patron more than the abuse is not believed.

References: Bapat (2019); Bueno de Mesquita and Smith (2009); Dunning (2004).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, infimum, prefers, subgame

V, a, m, phi, b, beta, R = symbols("V a m phi b beta R")

DOMAIN = [V > 0, a > 0, m >= 0, 0 < phi, phi <= 1, b > 0, 0 < beta, beta <= 1, R > 0]


def leverage():
    """H complies or abuses; after abuse P continues its aid or cuts it."""
    abused = choose(
        "P",
        {"Continue": (V - a - m, R + beta * a + b), "Cut": ((1 - phi) * V, (1 - phi) * R + b)},
        prefer=["Cut", "Continue"],
    )
    return Game(
        ["P", "H"],
        choose("H", {"Comply": (V - a, R + beta * a), "Abuse": abused}, prefer=["Comply", "Abuse"]),
        where=DOMAIN,
        name="Too strategic to fail",
    )


def continues(model):
    """Where P would continue its aid after abuse."""
    return subgame(model.game, ["Abuse"]).solve().reaches("Continue")


too_strategic = Blueprint(
    slug="too_strategic",
    title="Too strategic to fail: who has leverage over whom?",
    story=(
        "H complies with the terms of the aid or abuses it. After abuse P continues the aid, and is associated with "
        "the abuse, or cuts it, and the regime may fall. An indifferent P cuts; an indifferent H complies."
    ),
    sources=("Bapat 2019",),
    players={"P": "the patron", "H": "the leader of the host"},
    parameters={
        V: "the patron's gain if the regime survives",
        a: "one tranche of aid",
        m: "the patron's cost of being associated with abuse",
        phi: "probability that the regime falls if it is cut off",
        b: "the host's rent from abuse",
        beta: "the share of aid that the leader captures",
        R: "the leader's rent from staying in office",
    },
    where=DOMAIN,
    game=leverage,
    quantities={
        "abuses": Derived("H abuses", lambda model: ~model.solution.reaches("Comply")),
        "continues_after_abuse": Derived("P would continue after abuse", continues),
        "aid_paid": Derived("aid is paid", lambda model: ~model.solution.reaches("Cut")),
        "critical_stake": Derived(
            "the patron's stake at which it is indifferent after abuse",
            lambda model: infimum(
                prefers(model.unbounded(V).game, "P", ["Abuse", "Continue"], ["Abuse", "Cut"]), V
            ),
        ),
        "critical_abuse_rent": Derived(
            "the rent from abuse at which H, certain of being cut off, is indifferent",
            lambda model: infimum(prefers(model.unbounded(b).game, "H", ["Abuse", "Cut"], ["Comply"]), b),
        ),
        "host_payoff": Derived("H's equilibrium payoff", lambda model: model.solution.payoff("H")),
        "patron_payoff": Derived("P's equilibrium payoff", lambda model: model.solution.payoff("P")),
    },
)
