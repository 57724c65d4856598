"""Model 4: a collective security organisation, or an alliance.

An aggressor A faces four states. Either all four have pledged to help whoever is attacked, or only the first two are
bound, by a dedicated alliance. A pledge is worth what it costs to break it: after an attack each state helps if its
stake in the defence, and what it would lose by reneging, outweigh the cost of helping.

References: Claude (1962); Niou and Ordeshook (1991); Downs and Iida (1994); Morrow (1994).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, choose, subgame

w, d0, c, r_U, r_A, G, c_A = symbols("w d0 c r_U r_A G c_A")
STAKES = symbols("s_1 s_2 s_3 s_4")
STATES = ("1", "2", "3", "4")

DOMAIN = [w > 0, d0 >= 0, d0 + 4 * w <= 1, c > 0, r_U >= 0, r_A >= 0, G > 0, c_A > 0]


def defence(name, pledged, reneging):
    """A attacks or does not; after an attack all four states help or do not, at once."""

    def outcome(helping):
        chance = d0 + w * len(helping)
        payoffs = [
            stake * chance - (c if state in helping else reneging if state in pledged else 0)
            for state, stake in zip(STATES, STAKES, strict=True)
        ]
        return ((1 - chance) * G - c_A, *payoffs)

    def decide(states, helping):
        if not states:
            return outcome(helping)
        first, *others = states
        actions = {"help": decide(others, [*helping, first]), "stay out": decide(others, helping)}
        return choose(first, actions, info=first, prefer=["help", "stay out"])

    tree = choose("A", {"attack": decide(STATES, []), "wait": (0, 0, 0, 0, 0)}, prefer=["wait", "attack"])
    return Game(["A", *STATES], tree, where=DOMAIN, name=name)


def universal():
    """All four are pledged."""
    return defence("Collective security", STATES, r_U)


def alliance(model):
    """The first two are pledged: the model's other game, with the same parameters."""
    game = defence("Alliance", STATES[:2], r_A)
    return game.subs({s: v for s, v in model.fixed.items() if s in game.space.symbols})


def attacked(game):
    """What happens after an attack."""
    return subgame(game, ["attack"]).solve("subgame_perfect")


def helpers(game):
    """How many states help after an attack."""

    def number(outcome):
        (history,) = outcome.path
        return history.count("help")

    return attacked(game).value_of(number).simplify()


def deterred(game):
    """Where an attack is worth no more to A than waiting."""
    return attacked(game).payoff("A").simplify() <= game.node(("wait",)).payoffs[0]


def critical_helpers(model):
    """The number of helpers at which A is indifferent: A's payoff is linear in it."""
    nobody = model.game.node(("attack", *["stay out"] * 4)).payoffs[0]
    one = model.game.node(("attack", "help", *["stay out"] * 3)).payoffs[0]
    return (nobody / (nobody - one)).factor()


cso_vs_alliance = Blueprint(
    slug="cso_vs_alliance",
    title="Collective security or a dedicated alliance: who is deterred?",
    story=(
        "A attacks or waits. After an attack four states help the defence or stay out, all at once; whoever has "
        "pledged to help and does not pays for it. Under collective security all four are pledged, in the alliance the "
        "first two. Indifferent states help, an indifferent aggressor waits."
    ),
    sources=("Niou and Ordeshook 1991", "Downs and Iida 1994"),
    players={"A": "the aggressor", **{state: f"state {state}" for state in STATES}},
    parameters={
        **{s: f"the stake of state {i} in the defence" for i, s in zip(STATES, STAKES, strict=True)},
        w: "what each helper adds to the chance of a successful defence",
        d0: "the chance of a successful defence without helpers",
        c: "the cost of helping",
        r_U: "the cost of reneging on the universal pledge",
        r_A: "the cost of reneging on the alliance",
        G: "the aggressor's prize",
        c_A: "the aggressor's cost of attacking",
    },
    where=DOMAIN,
    game=universal,
    concept="subgame_perfect",
    quantities={
        "helpers_cso": Derived("helpers under collective security", lambda model: helpers(model.game)),
        "helpers_alliance": Derived("helpers under the alliance", lambda model: helpers(alliance(model))),
        "critical_helpers": Derived("the number of helpers at which A is indifferent", critical_helpers),
        "deterred_cso": Derived("collective security deters", lambda model: deterred(model.game)),
        "deterred_alliance": Derived("the alliance deters", lambda model: deterred(alliance(model))),
        "defence_probability_cso": Derived(
            "the chance of a successful defence under collective security",
            lambda model: model.quantities["helpers_cso"] * w + d0,
        ),
        "defence_probability_alliance": Derived(
            "the chance of a successful defence under the alliance",
            lambda model: model.quantities["helpers_alliance"] * w + d0,
        ),
    },
)
