"""M9: moral hazard, entrapment and vague treaties.

A state that counts on help asks for more. Its ally moves the odds and hurts the opponent, which lets the protected
state demand more; it also carries part of the cost of war, which makes war less frightening. Under complete information
the larger demand is granted. Where the opponent's cost of war is private it may not be, and the ally may raise or lower
the risk of war. The patron of the last variant can choose how firmly it is committed: firmly enough to deter the rival,
not so firmly that its own protege looks for a fight.

Throughout, support is drawn after the war has started, with a probability `q` that everybody knows.

References: Snyder (1984, 1997); Smith (1995); Benson (2012); Benson, Meirowitz and Ramsay (2014); Zagare and Kilgour
(2003, 2006).
"""

from sympy import Eq, symbols

from formal import (
    Blueprint,
    Cases,
    Derived,
    Game,
    Region,
    bargaining_range,
    chance,
    choose,
    derivative,
    draw,
    infimum,
    offer,
    prefers,
    subgame,
    supremum,
)

p, c_A, c_B, d, k, sigma, q, C, y = symbols("p c_A c_B d k sigma q C y")

STATES = {"B": "the protege, which makes the demand", "A": "its opponent"}
MEANINGS = {
    p: "A's expected share from war if B is not supported",
    c_B: "B's cost of war",
    d: "how far support moves the expected share towards B",
    k: "what support adds to A's cost of war",
    sigma: "the fraction of B's cost of war that the ally carries",
    q: "the probability that B is supported in a war",
}
DOMAIN = [0 < p, p < 1, c_B > 0, 0 < d, d < p, k > 0, 0 < sigma, sigma < 1, 0 < q, q < 1]
SOURCES = ("Snyder 1984", "Smith 1995")

DEMAND = Derived("the share that B demands", lambda model: model.solution.named(y))
PROBABILITY = Derived("the probability of war", lambda model: model.solution.probability("reject"))


def demands():
    """B demands a share of the good; A grants it or fights, and only then it turns out whether B is supported."""
    war = chance(
        {
            "support": (q, (1 - p + d - (1 - sigma) * c_B, p - d - c_A - k)),
            "no support": (1 - q, (1 - p - c_B, p - c_A)),
        }
    )
    return offer(
        "B", y, 0, 1, choose("A", {"accept": (y, 1 - y), "reject": war}, prefer=["accept", "reject"])
    )


def change(meaning, quantity):
    """The difference that the prospect of support makes to a quantity."""
    return Derived(
        f"{meaning}: minus the same without support",
        lambda model: quantity(model) - quantity(model.unbounded(q).given(q=0)),
    )


# -- the opponent's cost of war is known -------------------------------------------------------------

KNOWN = [*DOMAIN, c_A > 0]


def acceptable(model):
    """The demands that both sides weakly prefer to war."""
    return bargaining_range(model.game, y)


def width(model):
    """The length of the bargaining range, which is never empty."""
    low, high = model.quantities["bargaining_range"]
    return high - low


moral_hazard = Blueprint(
    slug="moral_hazard",
    title="Moral hazard: the protected state makes the demands",
    story=(
        "B names its share of the disputed good. A grants it, or the two go to war, in which B's ally supports it with "
        "probability `q`. A accepts when indifferent."
    ),
    sources=SOURCES,
    players=STATES,
    parameters={**MEANINGS, c_A: "A's cost of war"},
    where=KNOWN,
    game=lambda: Game(["B", "A"], demands(), where=KNOWN, name="Moral hazard"),
    quantities={
        "demand": DEMAND,
        "demand_increase": change("the share that B demands", lambda model: model.quantities["demand"]),
        "bargaining_range": Derived(
            "the demands that both sides weakly prefer to war",
            lambda model: (infimum(acceptable(model), y), supremum(acceptable(model), y)),
        ),
        "range_width": Derived("the length of the bargaining range", width),
        "width_change": change("the length of the bargaining range", width),
        "probability_of_war": PROBABILITY,
    },
)


# -- the opponent's cost of war is private -----------------------------------------------------------

PRIVATE = [*DOMAIN, C > 0, p > d + k + C]


def critical_sharing(model):
    """The fraction of the cost at which support leaves the risk of war as it is, where there is one.

    B's demand then balances what it gains against the risk that it runs: it lies inside its range, and war is possible
    and not certain.
    """
    free = model.varying(*model.parameters)
    risk, demand = free.quantities["probability_of_war"], free.quantities["demand"]
    balance = risk.compare(">", 0) & demand.compare(">", 0)
    balance &= (-risk).compare(">", -1) & (-demand).compare(">", -1)
    (balanced,) = (value for region, value in risk.pieces if not (region & balance).is_empty())
    unclipped = Cases(
        (True, balanced), where=[condition for condition in free.where if not condition.has(sigma)]
    )
    return infimum(derivative(unclipped, q).compare(">=", 0), sigma)


moral_hazard_incomplete = Blueprint(
    slug="moral_hazard_incomplete",
    title="Moral hazard when the opponent's cost of war is private",
    story=(
        "A's cost of war is drawn from the uniform distribution between 0 and `C`; only A learns it. B names its share "
        "of the disputed good. A grants it, or the two go to war, in which B's ally supports it with probability `q`. "
        "A accepts when indifferent."
    ),
    sources=(*SOURCES, "Benson 2012"),
    players=STATES,
    parameters={**MEANINGS, C: "the highest cost of war that A may have"},
    where=PRIVATE,
    game=lambda: Game(
        ["B", "A"],
        draw(c_A, 0, C, demands(), seen_by=["A"]),
        where=PRIVATE,
        name="Moral hazard with a private cost of war",
    ),
    quantities={
        "demand": DEMAND,
        "probability_of_war": PROBABILITY,
        "probability_ally_fights": Derived(
            "the probability that there is war and B is supported",
            lambda model: model.solution.probability("reject", "support"),
        ),
        "protege_payoff": Derived("B's expected payoff", lambda model: model.solution.payoff("B")),
        "support_effect": change(
            "the probability of war", lambda model: model.quantities["probability_of_war"]
        ),
        "critical_sharing": Derived(
            "the fraction of B's cost at which the risk of war, where there is one, does not vary with `q`",
            critical_sharing,
        ),
    },
)


# -- how firm should the commitment be? --------------------------------------------------------------

s_A, s_B, R, theta, V_A, V_B, c_D = symbols("s_A s_B R theta V_A V_B c_D")

WORDING = [
    0 < p, p < 1, 0 < s_A, s_A < 1, 0 < s_B, s_B < 1, c_A > 0, c_B > 0, 0 < d, d < p, k >= 0, R >= 0, 0 < theta,
    theta < 1, V_A > 0, V_B > 0, c_D > 0, 1 - p - c_B <= 1 - s_B,
]  # fmt: skip


def initiative(player, start, share, loss, support):
    """One of the two may start a war; the patron loses by it, and may lose more if it supports its protege."""
    war = chance(
        {
            "support": (q, (-loss - support, p - d - k - c_A, 1 - p + d - c_B + R)),
            "no support": (1 - q, (-loss, p - c_A, 1 - p - c_B)),
        }
    )
    return choose(player, {"wait": (0, share, 1 - share), start: war}, prefer=["wait", start])


def committed(model):
    """What follows a wording; the commitment `q` is a parameter here."""
    return subgame(model.game, ("q",)).solve()


def deters(model):
    """The commitments that deter A."""
    return committed(model).chooses("A", "wait")


def entraps(model):
    """The commitments with which B provokes a war."""
    return committed(model).chooses("B", "provoke")


def dilemma(model):
    """Some commitment deters A, and none that does keeps B quiet."""
    both = deters(model) & ~entraps(model)
    return (deters(model).eliminate(q) & ~both.eliminate(q)).simplify()


def optimal(equilibrium):
    """The commitments that are best for the patron in an equilibrium: one, or as good as one another."""
    chosen = equilibrium.strategy["D"]
    here = chosen if isinstance(chosen, Region) else Region(Eq(q, chosen))
    return here & equilibrium.where


def best(model, bound):
    """The least or the greatest of the optimal commitments."""
    each = model.solution.among(model.solution)
    return each.value_of(lambda outcome: bound(optimal(outcome.equilibria[0]), q))


def strictly_vague(model):
    """Neither no commitment nor a firm one is optimal."""
    lowest, highest = model.quantities["optimal_commitment"]
    return (lowest.compare(">", 0) & (-highest).compare(">", -1)).simplify()


def threshold(player, start, end):
    """The commitment at which a player is indifferent between waiting and war."""
    return lambda model: end(prefers(model.game, player, ["q", player, "wait"], ["q", player, start]), q)


treaty_vagueness = Blueprint(
    slug="treaty_vagueness",
    title="How firm should the treaty be? Deterrence and entrapment",
    story=(
        "D words the treaty: it will support B in a war with probability `q`, whoever starts it. Then it turns out who "
        "holds the initiative, and that state waits or starts a war: A attacks, B provokes. A and B wait when "
        "indifferent."
    ),
    sources=("Snyder 1984", "Benson 2012", "Zagare and Kilgour 2003"),
    players={"D": "the patron", "A": "the rival", "B": "the protege"},
    parameters={
        p: MEANINGS[p],
        s_A: "A's share under the status quo where A holds the initiative",
        s_B: "A's share under the status quo where B holds the initiative",
        c_A: "A's cost of war",
        c_B: "B's cost of war",
        d: MEANINGS[d],
        k: MEANINGS[k],
        R: "what support takes off B's cost of war",
        theta: "the probability that A holds the initiative",
        V_A: "D's loss from a war that A starts",
        V_B: "D's loss from a war that B starts",
        c_D: "D's further loss from supporting a war that B started",
    },
    where=WORDING,
    game=lambda: Game(
        ["D", "A", "B"],
        offer(
            "D", q, 0, 1,
            chance(
                {
                    "A": (theta, initiative("A", "attack", s_A, V_A, 0)),
                    "B": (1 - theta, initiative("B", "provoke", s_B, V_B, c_D)),
                }
            ),
        ),
        where=WORDING,
        name="How firm should the treaty be?",
    ),
    quantities={
        "deterrence_threshold": Derived(
            "the commitment at which A is indifferent, which may be below 0 or above 1",
            threshold("A", "attack", infimum),
        ),
        "entrapment_threshold": Derived(
            "the commitment at which B is indifferent, which may be above 1",
            threshold("B", "provoke", supremum),
        ),
        "entrapment": Derived(
            "B provokes a war if support is sure", lambda model: entraps(model).subs({q: 1}).simplify()
        ),
        "dilemma": Derived(
            "some commitment deters A, and with every such commitment B provokes", dilemma
        ),
        "minimum_loss": Derived("D's equilibrium loss", lambda model: -model.solution.payoff("D")),
        "optimal_commitment": Derived(
            "the commitments with which D loses least",
            lambda model: (best(model, infimum), best(model, supremum)),
        ),
        "strictly_vague": Derived(
            "neither no commitment nor a firm one is among the best", strictly_vague
        ),
    },
)  # fmt: skip
