"""Model 1A: aid to an oil-selling host, one shot.

A patron P values a host regime that sells its oil in the patron's currency. The host H has a terrorist problem: it
can end it by a deal, by force, or let it run and be aided. Aid makes the regime's collapse less likely, and part of
it ends in the leader's pocket. P cannot bind itself to an aid policy; in the second variant it can.

References: Bapat (2011, 2019); Buchanan (1975); Boutton (2014, 2019); Padro i Miquel and Yared (2012).
"""

from sympy import oo, symbols

from formal import Blueprint, Derived, Game, choose, infimum, offer, relaxed, subgame

V, tau, theta, a, R, beta, lam, L, k, q0, q1, g, c, x = symbols("V tau theta a R beta lam L k q0 q1 g c x")

PLAYERS = {"P": "the patron", "H": "the leader of the host", "T": "the terrorists"}
MEANINGS = {
    V: "the patron's gain if the regime survives",
    tau: "the patron's own loss while terror goes on",
    theta: "the patron's loss per unit conceded to the terrorists",
    a: "one tranche of aid",
    R: "the leader's rent from staying in office",
    beta: "the share of aid that the leader captures",
    lam: "the share of the social cost that the leader takes into account",
    L: "the social cost of terror",
    k: "what it costs the host to eliminate the terrorists",
    q0: "probability of collapse if terror goes on without aid",
    q1: "probability of collapse if terror goes on with aid",
    g: "the terrorists' prize if the regime collapses",
    c: "the terrorists' cost of fighting",
}
DOMAIN = [
    V > 0, tau >= 0, theta >= 0, a > 0, R > 0, 0 < beta, beta <= 1, 0 <= lam, lam <= 1, L >= 0, k > 0,
    0 <= q1, q1 < q0, q0 <= 1, g > 0, c > 0,
]  # fmt: skip


# -- the tree ----------------------------------------------------------------------------------------

AIDED = choose(
    "T",
    {
        "Fight": ((1 - q1) * V - tau - a, (1 - q1) * R + beta * a - lam * L, q1 * g - c),
        "Quit": (V - a, R + beta * a, 0),
    },
    prefer=["Quit", "Fight"],
)
UNAIDED = choose(
    "T",
    {"Fight": ((1 - q0) * V - tau, (1 - q0) * R - lam * L, q0 * g - c), "Quit": (V, R, 0)},
    prefer=["Quit", "Fight"],
)
PATRON = choose("P", {"Aid": AIDED, "No": UNAIDED}, prefer=["Aid", "No"])


def host(terror_goes_on):
    """H ends terror by a deal or by force, or lets it run: then `terror_goes_on` follows."""
    answer = choose(
        "T", {"Accept": (V - theta * x, R - x, x), "Reject": terror_goes_on}, prefer=["Accept", "Reject"]
    )
    return choose(
        "H",
        {"Bargain": offer("H", x, 0, oo, answer), "Eliminate": (V, R - k, 0), "Keep": terror_goes_on},
        prefer=["Bargain", "Eliminate", "Keep"],
    )


# -- what is read off the equilibrium ----------------------------------------------------------------


def prolongs(solution):
    """Where terror goes on."""
    return solution.reaches("Fight")


def concession(model):
    """What the terrorists get by agreement."""

    def transfer(outcome):
        (history,) = outcome.path
        return history[1].rhs if history[-1] == "Accept" else 0

    return model.solution.value_of(transfer)


def collapse_probability(model):
    """The chance of collapse: of the leader's rent, so much is lost where the terrorists fight."""
    chances = {("Aid", "Fight"): q1, ("No", "Fight"): q0}
    total = 0
    for labels, chance_of_collapse in chances.items():
        total = total + model.solution.probability(*labels) * chance_of_collapse
    return total


def fights(model, policy):
    """Where the terrorists would fight under an aid policy."""
    node = subgame(model.game, ("Keep", policy))
    return node.solve().reaches("Fight")


def critical_aid(model):
    """The tranche at which H, sure to be aided, is indifferent between letting terror run and ending it."""
    always = relaxed(Game(list(PLAYERS), host(AIDED), where=DOMAIN), a)
    return infimum(prolongs(always.solve()), a).restricted(fights(model, "Aid"))


def critical_stake(model):
    """The stake at which P is indifferent at its node."""
    node = relaxed(subgame(model.game, ("Keep",)), V)
    return infimum(node.solve().reaches("Aid"), V).restricted(fights(model, "No"))


petro_oneshot = Blueprint(
    slug="petro_oneshot",
    title="Petrodollar aid: does paying for security prolong terror?",
    story=(
        "H eliminates the terrorists, bargains with them or keeps things as they are. A deal that T rejects, and "
        "keeping things as they are, lead to P, who pays a tranche of aid or does not; then T fights or quits. "
        "Indifferent terrorists accept and quit, an indifferent patron pays, and H ranks bargaining over eliminating "
        "over keeping."
    ),
    sources=("Bapat 2011", "Bapat 2019"),
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(list(PLAYERS), host(PATRON), where=DOMAIN, name="Petrodollar aid"),
    quantities={
        "prolongs": Derived("the terrorists fight on the path", lambda model: prolongs(model.solution)),
        "aid_paid": Derived("aid is paid on the path", lambda model: model.solution.reaches("Aid")),
        "concession": Derived("what the terrorists get by agreement", concession),
        "collapse_probability": Derived("the chance that the regime collapses", collapse_probability),
        "host_payoff": Derived("the leader's payoff", lambda model: model.solution.payoff("H")),
        "patron_payoff": Derived("the patron's payoff", lambda model: model.solution.payoff("P")),
        "critical_aid": Derived(
            "the tranche from which on a leader sure of aid lets terror run", critical_aid
        ),
        "critical_stake": Derived("the stake from which on the patron pays", critical_stake),
    },
)


# -- the patron can bind itself ----------------------------------------------------------------------

petro_oneshot_commitment = Blueprint(
    slug="petro_oneshot_commitment",
    title="Petrodollar aid announced in advance",
    story=(
        "P first announces that it will never or always pay, and is bound by it; then H and T play as before. An "
        "indifferent P announces Never."
    ),
    sources=("Bapat 2011",),
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(
        list(PLAYERS),
        choose("P", {"Never": host(UNAIDED), "Always": host(AIDED)}, prefer=["Never", "Always"]),
        where=DOMAIN,
        name="Petrodollar aid with commitment",
    ),
    quantities={
        "policy_always": Derived("P announces Always", lambda model: model.solution.reaches("Always")),
        "prolongs": Derived("the terrorists fight on the path", lambda model: prolongs(model.solution)),
        "prolongs_if_never": Derived(
            "the terrorists fight after Never",
            lambda model: prolongs(subgame(model.game, ("Never",)).solve()),
        ),
        "prolongs_if_always": Derived(
            "the terrorists fight after Always",
            lambda model: prolongs(subgame(model.game, ("Always",)).solve()),
        ),
        "patron_payoff": Derived("the patron's payoff", lambda model: model.solution.payoff("P")),
        "commitment_gain": Derived(
            "the patron's payoff minus its payoff without commitment",
            lambda model: (
                model.quantities["patron_payoff"] - model.beside("petro_oneshot").quantities["patron_payoff"]
            ),
        ),
    },
)
