"""M8: what is claimed about troops stationed as a tripwire.

"Raising e lowers it" is the sign of a derivative, everything else fixed. "Pure hand-tying" is the same game in which
training together adds nothing (`eps = e = 0`): the troops do no more than make leaving dear.

References: Schelling (1966); Fearon (1997); Slantchev (2005); Reiter and Poast (2021).
"""

from sympy import symbols

from formal import Claim, Region, derivative, subgame

v, d, c_D, eps, e, c_T = symbols("v d c_D eps e c_T")
MODEL = "tripwire"


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def after(model, stationing):
    """What follows once D has stationed troops or stayed away."""
    return subgame(model.game, (stationing,)).solve()


def attacks(model, stationing):
    """A attacks then."""
    return after(model, stationing).reaches("attack")


def waits(model, stationing):
    """A waits then."""
    return after(model, stationing).reaches("wait")


def only_with_troops(model):
    """D answers an attack if it has troops there, and only then."""
    return quantity(model, "intervenes_with") & ~quantity(model, "intervenes_without")


def falls_with_training(model):
    """What D must lose by abandoning its troops falls with what training adds."""
    cost = quantity(model, "critical_abandonment_cost")
    return (derivative(cost, e) < 0) & (derivative(cost, eps) < 0)


def hand_tying(model):
    """The game in which training together adds nothing."""
    return model.given(eps=0, e=0)


CLAIMS = (
    Claim(
        "C8.1",
        "D intervenes with troops and would not without.",
        says=only_with_troops,
        source="L",
        of=MODEL,
        remark=(
            "Troops change D's answer only where it hangs in the balance: where the stake alone does not move D to "
            "fight, but the stake, the training and the cost of leaving its own soldiers behind together do."
        ),
    ),
    Claim(
        "C8.2",
        "If A attacks when T = 0, and D intervenes exactly when T = 1, then A waits when T = 1.",
        says=lambda model: waits(model, "station"),
        given=lambda model: [attacks(model, "stay away"), only_with_troops(model)],
        source="L",
        of=MODEL,
        remark=(
            "That D will come is not enough. A attacks all the same if the war with D in it still beats the status "
            "quo: a tripwire that is believed deters only those whom D's help can hurt."
        ),
    ),
    Claim(
        "C8.3",
        "If D intervenes after T = 0, it also intervenes after T = 1.",
        says=lambda model: quantity(model, "intervenes_with"),
        given=lambda model: quantity(model, "intervenes_without"),
        source="P",
        of=MODEL,
    ),
    Claim(
        "C8.4",
        "If A attacks and D intervenes when T = 1, and v*(d+eps) + e < c_D, then D stations troops.",
        says=lambda model: quantity(model, "stations"),
        given=lambda model: [
            attacks(model, "station"),
            quantity(model, "intervenes_with"),
            Region(v * (d + eps) + e < c_D),
        ],
        source="P",
        of=MODEL,
        remark=(
            "Troops that do not deter leave D the worse for its own trap: it would be dragged into a war that it would "
            "rather have watched, and it would have paid for the troops. It sees this coming and stays away."
        ),
    ),
    Claim(
        "C8.5",
        "If D stations troops, A waits.",
        says=lambda model: waits(model, "station"),
        given=lambda model: quantity(model, "stations"),
        source="L",
        of=MODEL,
        remark=(
            "Where training saves more than the troops cost, D stations them to fight better and cheaper, not to "
            "prevent the war. Without that motive troops are always there to deter (C8.12)."
        ),
    ),
    Claim(
        "C8.6",
        "If the critical abandonment cost is positive: raising e, and likewise raising eps, strictly lowers it.",
        says=falls_with_training,
        given=lambda model: quantity(model, "critical_abandonment_cost") > 0,
        source="L",
        of=MODEL,
    ),
    Claim(
        "C8.7",
        "If the tripwire is pivotal, D stations troops.",
        says=lambda model: quantity(model, "stations"),
        given=lambda model: quantity(model, "pivotal_tripwire"),
        source="P",
        of=MODEL,
        remark=(
            "A pivotal tripwire saves the client. What that is worth to D is what A would have taken, and D compares "
            "it with the price of the troops. Neither D's cost of fighting nor that of leaving comes in: they are "
            "never paid."
        ),
    ),
    Claim(
        "C8.8",
        "If the tripwire is pivotal and D stations, D's equilibrium payoff is v - c_T.",
        says=lambda model: quantity(model, "ally_payoff").compare("=", v - c_T),
        given=lambda model: [quantity(model, "pivotal_tripwire"), quantity(model, "stations")],
        source="P",
        of=MODEL,
    ),
    Claim(
        "C8.9",
        "A waits when T = 0 and attacks when T = 1.",
        says=lambda model: waits(model, "stay away") & attacks(model, "station"),
        source="P",
        of=MODEL,
    ),
    Claim(
        "C8.10",
        "A attacks when T = 0 and waits when T = 1.",
        says=lambda model: attacks(model, "stay away") & waits(model, "station"),
        source="L",
        of=MODEL,
        remark=(
            "There are two ways to it. The troops make D come where it would have stayed out; or D would have come "
            "anyway, and the training makes its help strong enough to keep A away."
        ),
    ),
    Claim(
        "C8.11",
        "With eps = e = 0 (pure hand-tying), D stations troops.",
        says=lambda model: quantity(hand_tying(model), "stations"),
        source="L",
        of=MODEL,
    ),
    Claim(
        "C8.12",
        "With eps = e = 0: if D stations troops, A waits.",
        says=lambda model: waits(hand_tying(model), "station"),
        given=lambda model: quantity(hand_tying(model), "stations"),
        source="P",
        of=MODEL,
    ),
)
