"""M4: indivisible goods.

The good comes in equal lumps that cannot be cut. War destroys value as before, and there are divisions that both sides
prefer to it, but none of them need be one that the lumps allow: the bargaining range may lie between two of them.
With many lumps some division falls inside; how many it takes depends on how long the range is and where it lies. A
lottery over the undivided good is never lumpy.

References: Fearon (1995); Powell (2006).
"""

from functools import reduce

from sympy import Integer, Rational, symbols

from formal import (
    Blueprint,
    Cases,
    Derived,
    Game,
    Least,
    ParameterError,
    bargaining_range,
    chance,
    choose,
    infimum,
    offer,
    prefers,
    supremum,
)
from formal_models.crisis_bargaining import DOMAIN, MEANINGS, PAYOFFS, STATES, WAR

p, c_A, c_B, z, n_units = symbols("p c_A c_B z n_units")


def shares(lumps):
    """The shares that A can have, smallest first, under the names that the offers have in the tree."""
    if lumps < 1:
        raise ParameterError(f"n_units = {lumps}: there must be at least one lump")
    return {f"x = {Rational(i, lumps)}": Rational(i, lumps) for i in range(lumps + 1)}


def answer(x):
    """B takes what A leaves of the good, or fights."""
    return choose("B", {"accept": (x, 1 - x), "reject": WAR}, prefer=["accept", "reject"])


def game(n_units):
    """A names one of the shares that the lumps allow; B takes it or fights."""
    offers = {name: answer(x) for name, x in shares(n_units).items()}
    # What B accepts are the smaller shares: this order is the rule that A takes peace when indifferent.
    return Game(["A", "B"], choose("A", offers, prefer=list(offers)), where=DOMAIN, name="Indivisible goods")


def lumps(model):
    """The shares of A that the model's lumps allow."""
    return shares(model.integers["n_units"])


def settlements(model):
    """How many of the allowed shares both sides weakly prefer to war."""
    agreed = (
        prefers(model.game, "A", [name, "accept"], [name, "reject"])
        & prefers(model.game, "B", [name, "accept"], [name, "reject"])
        for name in lumps(model)
    )
    return reduce(lambda total, here: total + Cases((here, 1), (True, 0)), agreed, Integer(0)).simplify()


def best_acceptable_share(model):
    """The largest share that B accepts: the first that it does, from the largest down."""
    accepted = [(model.solution.chooses(f"B:{name}", "accept"), x) for name, x in lumps(model).items()]
    return Cases(*reversed(accepted)).simplify()


def least_peaceful_number(model):
    """The least number of lumps with which play is peaceful."""
    return Least(
        n_units,
        lambda number, point: not model.sized(n_units=number).given(**point).value("war"),
        meaning="play is peaceful",
    )


def with_lottery(model):
    """The game in which A offers a lottery over the undivided good instead of a share."""
    lottery = chance({"A has the good": (z, (1, 0)), "B has the good": (1 - z, (0, 1))})
    war = model.game.node(["x = 1", "reject"])
    tree = offer("A", z, 0, 1, choose("B", {"accept": lottery, "reject": war}))
    return Game(model.game.players, tree, where=model.game.where)


def lottery_range(model):
    """The chances of the whole good that both sides weakly prefer to war."""
    agreed = bargaining_range(with_lottery(model), z)
    return infimum(agreed, z), supremum(agreed, z)


issue_indivisibility = Blueprint(
    slug="issue_indivisibility",
    title="Crisis bargaining over a good that comes in lumps",
    story=(
        "The good comes in `n_units` equal lumps. A names how many of them it keeps; B takes the rest or the two go "
        "to war. B accepts when indifferent, and A, when indifferent, takes the path that ends in peace."
    ),
    sources=("Fearon 1995", "Powell 2006"),
    players=STATES,
    parameters={**MEANINGS, n_units: "the number of lumps"},
    integers={n_units: 3},
    where=DOMAIN,
    game=game,
    quantities={
        "war": Derived("play ends in war", lambda model: model.solution.reaches("reject")),
        "settlements": Derived("how many allowed divisions both sides weakly prefer to war", settlements),
        "best_acceptable_share": Derived(
            "the largest allowed share of A that B accepts", best_acceptable_share
        ),
        **PAYOFFS,
        "min_units": Derived("the least number of lumps with which play is peaceful", least_peaceful_number),
        "lottery_range": Derived(
            "the probabilities of getting the whole good, for A, that both sides weakly prefer to war",
            lottery_range,
        ),
    },
)
