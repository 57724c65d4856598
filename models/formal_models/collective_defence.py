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


def defence(name, outcome, peace):
    """A attacks or does not; after an attack all four states help or do not, at once."""

    def decide(moves):
        if len(moves) == len(STATES):
            return outcome(moves)
        mover = STATES[len(moves)]
        actions = {move: decide((*moves, move)) for move in ("help", "stay out")}
        return choose(mover, actions, info=mover, prefer=["help", "stay out"])

    tree = choose("A", {"attack": decide(()), "wait": peace}, prefer=["wait", "attack"])
    return Game(["A", *STATES], tree, where=DOMAIN, name=name)


def universal():
    """All four are pledged."""

    def outcome(moves):
        chance = d0 + w * moves.count("help")
        costs = (c if move == "help" else r_U for move in moves)
        payoffs = (stake * chance - cost for stake, cost in zip(STAKES, costs, strict=True))
        return ((1 - chance) * G - c_A, *payoffs)

    return defence("Collective security", outcome, (0, 0, 0, 0, 0))


def alliance(model):
    """The first two are pledged to each other instead: the model's game, but for what it costs to stay out."""

    def outcome(moves):
        attacker, *others = model.game.node(("attack", *moves)).payoffs
        instead = (r_U - (r_A if state in STATES[:2] else 0) for state in STATES)
        parts = zip(others, instead, moves, strict=True)
        return (attacker, *(u + (change if move == "stay out" else 0) for u, change, move in parts))

    return model.fixed_in(defence("Alliance", outcome, model.game.node(("wait",)).payoffs))


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
