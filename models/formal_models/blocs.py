"""M11: blocs. Chain-ganging, the spread of wars, and deterrence.

A state must fight beside its partner or watch the partner being swallowed; the more the partner matters for the
balance, the less of a choice it is. Tight alliances make a would-be starter think twice, but a war that starts anyway
is bigger.

These games are small constructions of this library. References: Christensen and Snyder (1990); Snyder (1984); Waltz
(1979).
"""

from sympy import Ge, Ne, symbols

from formal import (
    Blueprint,
    Cases,
    Derived,
    Game,
    ParameterError,
    chance,
    choose,
    draw,
    infimum,
    prefers,
    subgame,
    supremum,
)

S, m, Y, gamma, V, c_J = symbols("S m Y gamma V c_J")
C, G, beta, k, eta, b = symbols("C G beta k eta b")
n_X, n_Y = symbols("n_X n_Y", integer=True)


# -- fight beside the partner, or stand alone ------------------------------------------------------------

JOINER = [S > 0, m > 0, Y > 0, 0 <= gamma, gamma <= 1, V > 0, c_J > 0]


def joining():
    """J joins its partner, or stays out and faces an adversary that has absorbed a part of it."""
    actions = {"join": (V * (S + m) / (S + m + Y) - c_J,), "stay out": (V * S / (S + Y + gamma * m),)}
    return Game(["J"], choose("J", actions, prefer=["join", "stay out"]), where=JOINER, name="Dependence")


def dependence(model):
    """The rise in J's chance of winning from joining: how much its gain from joining grows with the stake."""
    join, out = (model.varying(V).game.node((action,)).payoffs[0] for action in ("join", "stay out"))
    return Cases((True, (join - out).diff(V)), where=model.where).simplify()


def indifferent(symbol, end):
    """The value of a parameter at which J is indifferent: an end of those at which it joins."""

    def derived(model):
        return end(prefers(model.unbounded(symbol).game, "J", ["join"], ["stay out"]), symbol)

    return derived


alliance_dependence = Blueprint(
    slug="alliance_dependence",
    title="Chain-ganging: fight beside a partner, or stand alone later",
    story=(
        "J's partner is at war with an adversary bloc. J joins at a cost, or stays out, and the adversary absorbs a "
        "fraction of the partner before J has to face it. An indifferent J joins."
    ),
    sources=("Christensen and Snyder 1990",),
    players={"J": "the state that may join"},
    parameters={
        S: "J's capability",
        m: "the partner's capability",
        Y: "the adversary bloc's capability",
        gamma: "the fraction of the partner's capability that the adversary absorbs if it is abandoned",
        V: "J's stake",
        c_J: "J's cost of joining",
    },
    where=JOINER,
    game=joining,
    quantities={
        "dependence": Derived("the rise in J's chance of winning from joining", dependence),
        "critical_cost": Derived("the cost of joining at which J is indifferent", indifferent(c_J, supremum)),
        "critical_stake": Derived("the stake at which J is indifferent", indifferent(V, infimum)),
        "joins": Derived("J joins", lambda model: model.solution.reaches("join")),
        "joiner_payoff": Derived("J's payoff", lambda model: model.solution.payoff("J")),
    },
)


# -- tight or loose --------------------------------------------------------------------------------------


def trigger(n_X, n_Y):
    """The domain: X's gain from a war against one opponent may be of either sign."""
    return [C > 0, 0 < G, G < C, beta >= 0, k >= 0, Ne(beta, k), 0 <= eta, eta < 1, Ge(n_X, 0), Ge(n_Y, 0)]


def bloc(n_X, n_Y, tight=True):
    """A war breaks out by itself, or X, which knows what it would gain, starts one or waits."""
    if isinstance(n_X + n_Y, int) and (min(n_X, n_Y) < 0 or n_X + n_Y == 0):
        raise ParameterError(f"n_X = {n_X}, n_Y = {n_Y}: whole numbers from 0 on are wanted, not both 0")
    gain = b + (n_X * beta - n_Y * k if tight else 0)
    decision = choose("X", {"start": (gain,), "wait": (0,)}, prefer=["wait", "start"])
    local = draw(b, G - C, G, decision, seen_by=["X"])
    tree = chance({"undeterrable": (eta, (0,)), "deterrable": (1 - eta, local)})
    return Game(["X"], tree, where=trigger(n_X, n_Y), name="Blocs")


def alliances(model, tight):
    """The game with tight or with loose alliances."""
    return model.game if tight else model.fixed_in(bloc(**model.integers, tight=False))


def initiation(model, tight):
    """The chance that X starts a war, if none breaks out by itself."""
    return subgame(alliances(model, tight), ("deterrable",)).solve().probability("start")


def war(model, tight):
    """The chance of war."""
    solution = alliances(model, tight).solve()
    return solution.probability("start") + solution.probability("undeterrable")


def belligerents(model, tight):
    """How many states are expected to fight: the two that quarrel, and all allies if alliances are tight."""
    return war(model, tight) * (2 + (sum(model.integers.values()) if tight else 0))


def tight_better(model):
    """Fewer states are expected to fight if alliances are tight."""
    return (belligerents(model, tight=True) < belligerents(model, tight=False)).simplify()


def critical_share(model):
    """Up to which chance of a war that breaks out by itself tight alliances are better."""
    return supremum(tight_better(model.varying(eta)), eta).otherwise(0).simplify()


def tight_and_loose(quantity, meaning):
    """A quantity with tight and with loose alliances."""
    return (
        Derived(f"{meaning}, alliances tight", lambda model: quantity(model, tight=True)),
        Derived(f"{meaning}, alliances loose", lambda model: quantity(model, tight=False)),
    )


STARTS = tight_and_loose(initiation, "the chance that X starts a war if none breaks out by itself")
WARS = tight_and_loose(war, "the chance of war")
FIGHTS = tight_and_loose(belligerents, "the expected number of belligerents")

blocs = Blueprint(
    slug="blocs",
    title="Blocs: fewer wars, but larger ones?",
    story=(
        "With probability `eta` a local war breaks out by itself. Otherwise X learns what a war would bring it and "
        "starts one or waits. If alliances are tight its allies help it, the opponent's allies harm it, and all of "
        "them fight; if they are loose nobody joins. The game shown is the one with tight alliances. X waits when "
        "indifferent."
    ),
    sources=("Christensen and Snyder 1990", "Waltz 1979"),
    players={"X": "a state that may start a war"},
    parameters={
        C: "the length of the interval from which X's gain from a war is drawn",
        G: "the largest gain from a war that X may have",
        beta: "what each ally of its own is worth to X",
        k: "the harm that each ally of the opponent does to X",
        eta: "the probability that a war breaks out by itself",
        n_X: "the number of X's allies",
        n_Y: "the number of the opponent's allies",
    },
    where=trigger,
    integers={n_X: 2, n_Y: 2},
    game=bloc,
    quantities={
        "initiation_tight": STARTS[0],
        "initiation_loose": STARTS[1],
        "war_probability_tight": WARS[0],
        "war_probability_loose": WARS[1],
        "expected_belligerents_tight": FIGHTS[0],
        "expected_belligerents_loose": FIGHTS[1],
        "tight_better": Derived("fewer states are expected to fight if alliances are tight", tight_better),
        "critical_undeterrable_share": Derived(
            "the chance of a war by itself up to which tight alliances are better", critical_share
        ),
    },
)
