"""M1: crisis bargaining under complete information.

Two states contest a good of size 1. A division is one number `x`: A keeps `x`, B keeps `1 - x`. War is a gamble over
the whole good that costs both sides: A expects the share `p` and pays `c_A`, B expects `1 - p` and pays `c_B`. Since
war destroys value there are divisions that both prefer to it, the *bargaining range*; who gets how much of it is a
matter of who makes the offer.

References: Fearon (1995); Powell (1999) for the status quo.
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, bargaining_range, choose, infimum, offer, supremum

p, c_A, c_B, s, x = symbols("p c_A c_B s x")

WAR = (p - c_A, 1 - p - c_B)
STATES = {"A": "the challenger", "B": "its opponent"}
MEANINGS = {p: "A's expected share from war", c_A: "A's cost of war", c_B: "B's cost of war"}
DOMAIN = [0 <= p, p <= 1, c_A > 0, c_B > 0]

OFFER = Derived("the share that is proposed for A", lambda model: model.solution.named(x))
PAYOFFS = {
    "payoff_A": Derived("A's equilibrium payoff", lambda model: model.solution.payoff("A")),
    "payoff_B": Derived("B's equilibrium payoff", lambda model: model.solution.payoff("B")),
}
RANGE = {
    "range_low": Derived(
        "the smallest share of A that both sides weakly prefer to war",
        lambda model: infimum(bargaining_range(model.game, x), x),
    ),
    "range_high": Derived(
        "the largest share of A that both sides weakly prefer to war",
        lambda model: supremum(bargaining_range(model.game, x), x),
    ),
    "range_width": Derived(
        "the length of the bargaining range",
        lambda model: model.quantities["range_high"] - model.quantities["range_low"],
    ),
}


# -- A proposes --------------------------------------------------------------------------------------

crisis_bargaining = Blueprint(
    slug="crisis_bargaining",
    title="Crisis bargaining: an ultimatum in the shadow of war",
    story=(
        "A names a division of the disputed good. B takes it, or the two go to war, and everybody knows the odds "
        "and the costs. B accepts when indifferent."
    ),
    sources=("Fearon 1995",),
    players=STATES,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(
        ["A", "B"],
        offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": WAR}, prefer=["accept", "reject"])),
        where=DOMAIN,
        name="Crisis bargaining",
    ),
    quantities={
        **RANGE,
        "offer": OFFER,
        **PAYOFFS,
        "war": Derived("play ends in war", lambda model: model.solution.reaches("reject")),
    },
)


# -- B proposes --------------------------------------------------------------------------------------

crisis_bargaining_b_proposes = Blueprint(
    slug="crisis_bargaining_b_proposes",
    title="Crisis bargaining, the other side proposing",
    story=(
        "The same dispute with the roles at the table exchanged: B names A's share, and A takes it or fights. "
        "A accepts when indifferent."
    ),
    sources=("Fearon 1995",),
    players=STATES,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: Game(
        ["A", "B"],
        offer("B", x, 0, 1, choose("A", {"accept": (x, 1 - x), "reject": WAR}, prefer=["accept", "reject"])),
        where=DOMAIN,
        name="Crisis bargaining, B proposing",
    ),
    quantities={
        "offer": OFFER,
        **PAYOFFS,
        "proposer_gain": Derived(
            "B's payoff here minus B's payoff when A proposes",
            lambda model: (
                model.quantities["payoff_B"] - model.beside("crisis_bargaining").quantities["payoff_B"]
            ),
        ),
        "war": Derived("play ends in war", lambda model: model.solution.reaches("reject")),
    },
)


# -- a status quo to fall back on --------------------------------------------------------------------

crisis_bargaining_outside_option = Blueprint(
    slug="crisis_bargaining_outside_option",
    title="Crisis bargaining with a status quo: is the threat credible?",
    story=(
        "A demands a share. B grants it or refuses, and after a refusal A must really choose between fighting and "
        "living with the status quo, in which it has `s`. A backs down when indifferent, B accepts when indifferent."
    ),
    sources=("Powell 1999",),
    players=STATES,
    parameters={**MEANINGS, s: "A's share under the status quo"},
    where=[*DOMAIN, 0 <= s, s <= 1],
    game=lambda: Game(
        ["A", "B"],
        offer(
            "A", x, 0, 1,
            choose(
                "B",
                {
                    "accept": (x, 1 - x),
                    "reject": choose(
                        "A", {"fight": WAR, "back down": (s, 1 - s)}, prefer=["back down", "fight"]
                    ),
                },
                prefer=["accept", "reject"],
            ),
        ),
        where=[*DOMAIN, 0 <= s, s <= 1],
        name="Crisis bargaining with a status quo",
    ),
    quantities={
        "threat_credible": Derived(
            "A would fight after a refusal",
            lambda model: model.solution.chooses("A:x,reject", "fight"),
        ),
        "final_share": Derived(
            "A's share at the end, by agreement or by backing down",
            lambda model: model.solution.payoff("A").restricted(~model.quantities["war"]),
        ),
        **PAYOFFS,
        "gain_over_status_quo": Derived(
            "A's payoff minus its share under the status quo",
            lambda model: model.quantities["payoff_A"] - s,
        ),
        "war": Derived("play ends in war", lambda model: model.solution.reaches("fight")),
    },
)  # fmt: skip
