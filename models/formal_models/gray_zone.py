"""Model 11: the gray zone.

Between peace and war A can hassle B: take a little, at a cost to both, and leave it to B whether that is worth a war.

References: Gannon, Gartzke, Lindsay and Schram (2023); Snyder (1965); Mazarr (2015).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, infimum, prefers, subgame

p, V, c_A, c_B, gain, h_A, h_B = symbols("p V c_A c_B gain h_A h_B")

DOMAIN = [0 < p, p < 1, V > 0, c_A >= 0, c_B >= 0, gain > 0, h_A >= 0, h_B >= 0]

PEACE = (0, 0)
WAR = (p * V - c_A, -p * V - c_B)
HASSLE = (gain - h_A, -gain - h_B)


def gray():
    """A keeps the peace, fights or hassles; B tolerates hassling or escalates."""
    hassled = choose("B", {"Tolerate": HASSLE, "Escalate": WAR}, prefer=["Tolerate", "Escalate"])
    return Game(
        ["A", "B"],
        choose("A", {"Peace": PEACE, "War": WAR, "Hassle": hassled}, prefer=["Peace", "Hassle", "War"]),
        where=DOMAIN,
        name="Gray zone",
    )


def tolerated(model):
    """Where B would tolerate being hassled."""
    return subgame(model.game, ["Hassle"]).solve().reaches("Tolerate")


def critical_war_cost(model):
    """The cost of war at which A is indifferent between war and the best of what else it can have."""
    game = model.unbounded(c_A).game
    over_peace = infimum(prefers(game, "A", ["Peace"], ["War"]), c_A)
    over_hassling = infimum(prefers(game, "A", ["Hassle", "Tolerate"], ["War"]), c_A)
    borne = tolerated(model)
    return over_peace.minimum(over_hassling).restricted(borne).otherwise(over_peace).simplify()


gray_zone = Blueprint(
    slug="gray_zone",
    title="Gray zone: hassling between peace and war",
    story=(
        "A keeps the peace, goes to war, or hassles B, who tolerates it or escalates to war. An indifferent B "
        "tolerates; A ranks peace over hassling over war."
    ),
    sources=("Gannon, Gartzke, Lindsay and Schram 2023",),
    players={"A": "the challenger", "B": "its rival"},
    parameters={
        p: "probability that A wins a war",
        V: "the value of the stake",
        c_A: "A's cost of war",
        c_B: "B's cost of war",
        gain: "what hassling transfers from B to A",
        h_A: "A's cost of hassling",
        h_B: "B's cost of being hassled",
    },
    where=DOMAIN,
    game=gray,
    quantities={
        "war": Derived(
            "there is war, perhaps after hassling that is answered with it",
            lambda model: (model.solution.reaches("War") | model.solution.reaches("Escalate")).simplify(),
        ),
        "hassle": Derived("hassling is tolerated", lambda model: model.solution.reaches("Tolerate")),
        "peace": Derived("there is peace", lambda model: model.solution.reaches("Peace")),
        "tolerated": Derived("B would tolerate hassling", tolerated),
        "critical_war_cost": Derived(
            "A's cost of war at which it is indifferent between war and the best it can have otherwise",
            critical_war_cost,
        ),
        "payoff_A": Derived("A's equilibrium payoff", lambda model: model.solution.payoff("A")),
        "payoff_B": Derived("B's equilibrium payoff", lambda model: model.solution.payoff("B")),
    },
)
