"""Model 8: market power and territory.

A covets a resource of B's: who holds it has power over a market. A can fight for it, take the share that an
institution grants, or delay: leave the dispute open, and creep. War costs both sides the gains of their
interdependence as well. B either tolerates the delay or fights.

References: Gent and Crescenzi (2021); Oneal and Russett (1997); Zacher (2001); Polachek (1980).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, infimum, prefers

p, V, c_A, d, sigma, gam, h_A, V_B, c_B, h_B = symbols("p V c_A d sigma gam h_A V_B c_B h_B")

DOMAIN = [
    0 < p, p < 1, V > 0, c_A >= 0, d >= 0, 0 <= sigma, sigma <= 1, 0 <= gam, gam < 1, h_A >= 0,
    V_B > 0, c_B >= 0, h_B >= 0,
]  # fmt: skip

WAR = (p * V - c_A - d, (1 - p) * V_B - c_B - d)
SETTLEMENT = (sigma * V, (1 - sigma) * V_B)
DELAY = (gam * V - h_A, (1 - gam) * V_B - h_B)


def dispute():
    """A fights, settles or delays; a delay is tolerated or fought."""
    delayed = choose("B", {"Tolerate": DELAY, "Fight": WAR}, prefer=["Tolerate", "Fight"])
    actions = {"War": WAR, "Settle": SETTLEMENT, "Delay": delayed}
    return Game(
        ["A", "B"],
        choose("A", actions, prefer=["Settle", "Delay", "War"]),
        where=DOMAIN,
        name="Market power and territory",
    )


def crossing(player, one, other, symbol):
    """The value of a parameter at which a player is indifferent between two ends of the game."""
    return lambda model: infimum(prefers(model.unbounded(symbol).game, player, one, other), symbol)


market_power = Blueprint(
    slug="market_power",
    title="Market power: war, settlement or strategic delay",
    story=(
        "A goes to war over B's resource, settles for the share that an institution grants it, or delays, which B "
        "tolerates or answers with war. An indifferent B tolerates; A ranks settlement over delay over war."
    ),
    sources=("Gent and Crescenzi 2021",),
    players={"A": "the state that covets the resource", "B": "its holder"},
    parameters={
        p: "probability that A wins a war",
        V: "the value of the resource to A",
        c_A: "A's cost of war",
        d: "what war costs each side through interdependence",
        sigma: "A's share in an institutional settlement",
        gam: "A's share by delay, in present value",
        h_A: "A's cost of delay",
        V_B: "the value of the resource to B",
        c_B: "B's cost of war",
        h_B: "B's cost of delay",
    },
    where=DOMAIN,
    game=dispute,
    quantities={
        "war": Derived(
            "there is war, perhaps after a delay that is fought",
            lambda model: (model.solution.reaches("War") | model.solution.reaches("Fight")).simplify(),
        ),
        "delay": Derived("a delay is tolerated", lambda model: model.solution.reaches("Tolerate")),
        "settle": Derived("there is a settlement", lambda model: model.solution.reaches("Settle")),
        "critical_interdependence": Derived(
            "the loss from war at which A is indifferent between war and tolerated delay",
            crossing("A", ["Delay", "Tolerate"], ["War"], d),
        ),
        "critical_settlement": Derived(
            "the institutional share at which A is indifferent between settlement and tolerated delay",
            crossing("A", ["Settle"], ["Delay", "Tolerate"], sigma),
        ),
        "tolerance_threshold": Derived(
            "the loss from war at which B is indifferent between tolerating a delay and fighting",
            crossing("B", ["Delay", "Tolerate"], ["Delay", "Fight"], d),
        ),
        "payoff_A": Derived("A's equilibrium payoff", lambda model: model.solution.payoff("A")),
        "payoff_B": Derived("B's equilibrium payoff", lambda model: model.solution.payoff("B")),
    },
)
