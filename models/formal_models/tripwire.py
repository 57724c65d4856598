"""M8: tripwires: troops that make leaving expensive.

A patron may park soldiers in its client's territory before the rival decides. Stationed troops do two things: they are
dear to abandon, which ties the patron's hands, and training together makes them more effective and cheaper to use. Both
make it likelier that the patron fights if it comes to that; whether the rival then stays away, and whether the troops
are worth their cost, depends on what would have happened without them.

References: Schelling (1966); Fearon (1997); Slantchev (2005); Reiter and Poast (2021).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, infimum, subgame

p, s, c_A, d, k, v, c_D, eps, e, alpha, c_T = symbols("p s c_A d k v c_D eps e alpha c_T")

DOMAIN = [
    0 < p, p < 1, 0 < s, s < p, c_A > 0, 0 < d, d < p, k >= 0, v > 0, c_D > 0, 0 <= eps, eps <= p - d, 0 <= e, e <= c_D,
    alpha > 0, c_T > 0,
]  # fmt: skip


def attacked(troops):
    """The rival decides, and after an attack the patron: with troops (1) in the client's territory or without (0)."""
    upkeep = c_T * troops
    share = p - d - eps * troops
    response = choose(
        "D",
        {
            "abandon": (v * (1 - p) - alpha * troops - upkeep, p - c_A),
            "intervene": (v * (1 - share) - (c_D - e * troops) - upkeep, share - c_A - k),
        },
        prefer=["intervene", "abandon"],
    )
    return choose("A", {"wait": (v - upkeep, s), "attack": response}, prefer=["wait", "attack"])


def after(model, *moves):
    """What follows some moves."""
    return subgame(model.game, moves).solve()


def intervenes(stationing):
    """Where the patron answers an attack by intervening."""
    return lambda model: after(model, stationing, "attack").reaches("intervene")


def stationing_value(model):
    """What troops are worth to the patron before they are paid for."""
    free = model.unbounded(c_T).given(c_T=0)
    return after(free, "station").payoff("D") - after(free, "stay away").payoff("D")


def pivotal(model):
    """Where the troops turn an attack that D would not answer into none, by making it an attack that D would answer."""
    without = after(model, "stay away").reaches("attack", "abandon")
    return (
        without & model.quantities["intervenes_with"] & after(model, "station").reaches("wait")
    ).simplify()


tripwire = Blueprint(
    slug="tripwire",
    title="A tripwire: troops stationed before the rival decides",
    story=(
        "D stations troops in its client's territory or stays away. A sees it and waits or attacks; after an attack D "
        "abandons the client, and its troops if there are any, or intervenes. D intervenes, A waits, and D does not "
        "station troops when indifferent."
    ),
    sources=("Schelling 1966", "Fearon 1997", "Slantchev 2005"),
    players={"D": "the patron", "A": "the client's rival"},
    parameters={
        p: "A's probability of winning if D stays out",
        s: "A's share under the status quo",
        c_A: "A's cost of war",
        d: "how far D moves A's probability of winning",
        k: "what D adds to A's cost of war",
        v: "D's stake in the client",
        c_D: "D's cost of fighting",
        eps: "how much more effective D is with troops on the spot",
        e: "what fighting costs D less with troops on the spot",
        alpha: "D's cost of abandoning its own troops",
        c_T: "D's cost of stationing troops",
    },
    where=DOMAIN,
    game=lambda: Game(
        ["D", "A"],
        choose("D", {"station": attacked(1), "stay away": attacked(0)}, "D", ["stay away", "station"]),
        where=DOMAIN,
        name="A tripwire",
    ),
    quantities={
        "intervenes_without": Derived(
            "D answers an attack if it has no troops there", intervenes("stay away")
        ),
        "intervenes_with": Derived("D answers an attack if it has troops there", intervenes("station")),
        "critical_abandonment_cost": Derived(
            "the smallest cost of abandoning its troops with which D answers an attack on them",
            lambda model: infimum(model.varying(alpha).quantities["intervenes_with"], alpha),
        ),
        "pivotal_tripwire": Derived(
            "without troops A attacks and D would abandon; with troops D would intervene and A waits", pivotal
        ),
        "stationing_value": Derived(
            "D's payoff with troops minus without, not counting what they cost", stationing_value
        ),
        "stations": Derived("D stations troops", lambda model: model.solution.reaches("station")),
        "deterred": Derived("there is no attack", lambda model: model.solution.reaches("wait")),
        "ally_payoff": Derived("D's equilibrium payoff", lambda model: model.solution.payoff("D")),
        "adversary_payoff": Derived("A's equilibrium payoff", lambda model: model.solution.payoff("A")),
    },
)
