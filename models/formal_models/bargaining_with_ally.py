"""M2: crisis bargaining with an ally behind one side.

The challenger A bargains with B, and everybody is sure that B's ally D would fight for it. The ally matters through
three channels. It moves the odds: A's expected share of the good falls from `p` to `p - d`. It hurts A: war costs A
`k` more. And it carries the fraction `sigma` of B's cost of war. D has no say in the bargain and gets nothing in peace.

Each channel moves one end of the bargaining range, or both; what an ally does to the chances of peace is the question
of how the two ends move together.

References: Morrow (1994, 2000); Smith (1995).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, offer
from formal_models.crisis_bargaining import OFFER, PAYOFFS, RANGE

p, c_A, c_B, d, k, sigma, c_D, x = symbols("p c_A c_B d k sigma c_D x")

WAR = (p - d - c_A - k, 1 - p + d - (1 - sigma) * c_B, -(sigma * c_B + c_D))
NO_ALLY = {"d": 0, "k": 0, "sigma": 0}
ANSWERS = ["accept", "reject"]

STATES = {"A": "the challenger", "B": "the state that it threatens", "D": "B's ally"}
MEANINGS = {
    p: "A's expected share from war without the ally",
    c_A: "A's cost of war",
    c_B: "B's cost of war",
    d: "how far the ally moves the expected share towards B",
    k: "what the ally adds to A's cost of war",
    sigma: "the fraction of B's cost of war that the ally carries",
    c_D: "the ally's own cost of war",
}
DOMAIN = [0 <= p, p <= 1, c_A > 0, c_B > 0, 0 <= d, d <= p, k >= 0, 0 <= sigma, sigma < 1, c_D >= 0]
SOURCES = ("Morrow 1994", "Morrow 2000", "Smith 1995")


def change(meaning, name):
    """The difference that the ally makes to a quantity."""
    return Derived(
        f"{meaning}: with the ally minus without",
        lambda model: model.quantities[name] - model.given(**NO_ALLY).quantities[name],
    )


GAIN_B = Derived(
    "B's payoff with the ally minus B's payoff without",
    lambda model: model.solution.payoff("B") - model.without(**NO_ALLY).payoff("B"),
)
WAR_COMES = Derived("play ends in war", lambda model: model.solution.reaches("reject"))


# -- the challenger proposes -------------------------------------------------------------------------

bargaining_with_ally = Blueprint(
    slug="bargaining_with_ally",
    title="Crisis bargaining with an ally behind one side",
    story=(
        "A names a division of the disputed good. B takes it, or the two go to war, in which B's ally D is sure to "
        "fight on B's side. B accepts when indifferent."
    ),
    sources=SOURCES,
    players=STATES,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(
        ["A", "B", "D"],
        offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x, 0), "reject": WAR}, prefer=ANSWERS)),
        where=DOMAIN,
        name="Crisis bargaining with an ally",
    ),
    quantities={
        **RANGE,
        "width_change": change("the length of the bargaining range", "range_width"),
        "offer": OFFER,
        "offer_change": change("the share that is proposed for A", "offer"),
        "gain_B": GAIN_B,
        "war": WAR_COMES,
    },
)


# -- the protected state proposes --------------------------------------------------------------------

bargaining_with_ally_b_proposes = Blueprint(
    slug="bargaining_with_ally_b_proposes",
    title="Crisis bargaining with an ally, the protected state proposing",
    story=(
        "B, sure of its ally, names A's share. A takes it, or the two go to war, in which D fights on B's side. "
        "A accepts when indifferent."
    ),
    sources=SOURCES,
    players=STATES,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(
        ["A", "B", "D"],
        offer("B", x, 0, 1, choose("A", {"accept": (x, 1 - x, 0), "reject": WAR}, prefer=ANSWERS)),
        where=DOMAIN,
        name="Crisis bargaining with an ally, B proposing",
    ),
    quantities={
        "offer": OFFER,
        "offer_change": change("the share that is proposed for A", "offer"),
        **PAYOFFS,
        "gain_B": GAIN_B,
        "war": WAR_COMES,
    },
)
