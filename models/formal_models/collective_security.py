"""Model 3: collective security as a public good.

If one state can stop an aggressor for all, each would rather it were another. Where every state gains less from its own
contribution than it costs nobody contributes, although all would be better off if all did; where one is enough, the
larger the membership, the more everyone leaves it to the others; where several must join, nobody moves first.

References: Olson (1965); Olson and Zeckhauser (1966); Hirshleifer (1983); Palfrey and Rosenthal (1984); Diekmann (1985,
1993); Weesie (1993).
"""

import itertools

from sympy import Integer, Mul, Ne, Piecewise, Symbol, binomial, symbols

from formal import (
    Blueprint,
    Cases,
    Derived,
    MarkovGame,
    ParameterError,
    Region,
    RepeatedGame,
    StrategicGame,
    SymmetricGame,
    argmax,
    at_infinity,
    choose,
    step,
    supremum,
)

b, c, m = symbols("b c m")
alpha, delta, B = symbols("alpha delta B")
n, K = symbols("n K", integer=True)
RETURNS = symbols("alpha_1 alpha_2 alpha_3")
BENEFITS = symbols("b_1 b_2 b_3")
COSTS = symbols("c_1 c_2 c_3")
STATES = ("1", "2", "3")


def table(players, actions, paid, where, name):
    """A game in which all choose at once; `paid` gives a state's payoff from its place, its action and all of them."""
    cells = {
        cell: tuple(paid(i, own, cell) for i, own in enumerate(cell))
        for cell in itertools.product(actions, repeat=len(players))
    }
    return StrategicGame(players, cells, where=where, name=name)


def acting(equilibrium, action):
    """Who takes an action for certain."""
    return [state for state, choice in equilibrium.strategy.items() if choice[action] == 1]


def exists(model, condition):
    """Where some equilibrium is as wanted."""
    return model.solution.exists(condition)


# -- contributions that add up ---------------------------------------------------------------------------

INTERESTED = [condition for alpha in RETURNS for condition in (alpha > 0, Ne(alpha, 1))]


def contributing():
    """Each contribution benefits all three."""

    def paid(i, own, cell):
        return RETURNS[i] * cell.count("contribute") - (1 if own == "contribute" else 0)

    return table(STATES, ("contribute", "stay out"), paid, INTERESTED, "Contributions")


def contributors(outcome):
    """How many contribute."""
    return len(acting(outcome.equilibria[0], "contribute"))


def largest_sum(model):
    """The largest sum of payoffs of any combination of actions."""
    best, *others = (Cases((True, sum(own)), where=model.where) for own in model.game.payoffs.values())
    for other in others:
        best = best.maximum(other)
    return best.simplify()


def all_is_best(model):
    """Where the sum of payoffs is largest if all contribute."""
    together = Cases((True, sum(model.game.payoffs[("contribute",) * 3])), where=model.where)
    return (together >= largest_sum(model)).simplify()


def welfare_loss(model):
    """What is lost in equilibrium."""
    reached = model.solution.value_of(lambda outcome: sum(outcome.payoffs.values()))
    return (largest_sum(model) - reached).simplify()


collective_security_linear = Blueprint(
    slug="collective_security_linear",
    title="Collective security: contributions that benefit everyone",
    story=(
        "Three states decide at once whether to send troops. Each contribution is worth `alpha_i` to state i, whoever "
        "makes it, and costs its maker 1."
    ),
    sources=("Olson 1965", "Olson and Zeckhauser 1966"),
    players={state: f"state {state}" for state in STATES},
    parameters={
        alpha: f"what each contribution is worth to state {i}"
        for i, alpha in zip(STATES, RETURNS, strict=True)
    },
    where=INTERESTED,
    game=contributing,
    quantities={
        "contributors_count": Derived(
            "how many contribute", lambda model: model.solution.value_of(contributors)
        ),
        "no_intervention": Derived(
            "nobody contributes", lambda model: exists(model, lambda e: not acting(e, "contribute"))
        ),
        "efficient_all": Derived("the sum of payoffs is largest if all contribute", all_is_best),
        "welfare_loss": Derived("the largest sum of payoffs minus that in equilibrium", welfare_loss),
    },
)


# -- contributions period after period -------------------------------------------------------------------

#: A table for more states has too many cells.
MOST = 12
GRIM = "all contribute until somebody does not, then nobody ever does"


def willing(n):
    """Nobody gains from its own contribution alone, everybody gains if all contribute."""
    several = [] if isinstance(n, int) else [n >= 2]
    return [n * alpha > 1, alpha < 1, 0 < delta, delta < 1, *several]


def facing(n, worth, where, name):
    """What one state faces if their number is a letter: the others contribute as long as all have."""

    def period(others, after):
        staying, contributing = worth * others, worth * (others + 1) - 1
        averages = [(1 - delta) * flow for flow in (contributing, staying)]
        actions = {"contribute": step((averages[0],), after), "stay out": step((averages[1],), "apart")}
        return choose("each", actions)

    states = {"together": period(n - 1, "together"), "apart": period(0, "apart")}
    return MarkovGame(["each"], states, delta, where(n), name=name)


def over_time(n, worth=alpha, where=willing):
    """The contributions of n equal states for ever, each worth so much to everybody."""
    name = "Contributions over time"
    if not isinstance(n, int):
        return facing(n, worth, where, name)
    if not 2 <= n <= MOST:
        hint = "of_any_size() has a letter for their number"
        raise ParameterError(f"n={n}: at least two states and at most {MOST} are wanted; {hint}")

    def paid(i, own, cell):
        return worth * cell.count("contribute") - (1 if own == "contribute" else 0)

    states = [str(i) for i in range(1, n + 1)]
    stage = table(states, ("contribute", "stay out"), paid, where(n), name)
    game = RepeatedGame(stage, delta, where=where(n), name=name)
    return game.asking({GRIM: game.automaton(("contribute",) * n, ("stay out",) * n)})


def sustained(model):
    """Where nobody gains by staying out once, nor by contributing when nobody else does any more."""
    game = model.game
    if isinstance(game, MarkovGame):
        return game.sustainable({"each:together": "contribute", "each:apart": "stay out"})
    return game.sustainable(game.profiles[GRIM])


def patient_enough(model):
    """The least number above which every discount factor sustains that."""
    return supremum(~sustained(model.varying(delta)), delta)


OVER_TIME = {
    "critical_discount": Derived(
        "the discount factor from which on all contribute, if whoever stays out ends that", patient_enough
    ),
    "cooperation_sustainable": Derived("that is an equilibrium", sustained),
}

collective_security_repeated = Blueprint(
    slug="collective_security_repeated",
    title="Collective security over time: contribute as long as all do",
    story=(
        "In each period `n` equal states decide at once whether to contribute; each contribution is worth `alpha` to "
        "everybody and costs its maker 1. All contribute until somebody does not; from then on nobody ever does."
    ),
    sources=("Olson 1965",),
    players={"each": "any of the n states"},
    parameters={
        n: "the number of states",
        alpha: "what each contribution is worth to each state",
        delta: "the discount factor",
    },
    where=willing,
    integers={n: 3},
    game=over_time,
    quantities=OVER_TIME,
    extension=True,
)


# -- what all have to share ------------------------------------------------------------------------------


def rival(n):
    """All together gain from a contribution, its maker alone does not."""
    several = [] if isinstance(n, int) else [n >= 2]
    return [1 < B, n > B, 0 < delta, delta < 1, *several]


def in_the_limit(model):
    """The critical discount factor as the number of states grows without bound."""
    ((_, value),) = model.of_any_size().quantities["critical_discount"].pieces
    return at_infinity(value, n)


collective_security_rival = Blueprint(
    slug="collective_security_rival",
    title="Collective security over time: a benefit that is shared out",
    story=(
        "As in `collective_security_repeated`, but each contribution brings `B` in all, which the `n` states share "
        "equally: the more there are, the less it is worth to each."
    ),
    sources=("Olson 1965",),
    players={"each": "any of the n states"},
    parameters={
        n: "the number of states",
        B: "what each contribution brings all states together",
        delta: "the discount factor",
    },
    where=rival,
    integers={n: 3},
    game=lambda n: over_time(n, B / n, rival),
    quantities={
        **OVER_TIME,
        "limit_critical_discount": Derived(
            "the critical discount factor as the number of states grows", in_the_limit
        ),
    },
    extension=True,
)


# -- one volunteer is enough -----------------------------------------------------------------------------


def volunteering(n):
    """Equal states; `n` may be a letter."""
    if not isinstance(n, Symbol) and n < 2:
        raise ParameterError(f"n={n}: at least two states are wanted")
    payoffs = {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (0, True))}
    several = [n >= 2] if isinstance(n, Symbol) else []
    return SymmetricGame(n, payoffs, others=m, where=[0 < c, c < b, *several], name="Volunteers")


def mixture(model):
    """The equilibrium in which all mix alike."""
    (found,) = model.solution.mixed
    return found


def nobody(model):
    """Where it is an equilibrium that nobody acts."""
    return exists(model, lambda e: e.acting == 0)


def pure_equilibria(model):
    """How many pure equilibria there are."""
    return model.solution.count(lambda e: e.is_pure)


volunteers = Blueprint(
    slug="volunteers",
    title="Volunteers: one is enough",
    story=(
        "`n` equal states decide at once whether to volunteer. If anyone does, all have the benefit `b`; each "
        "volunteer pays `c`."
    ),
    sources=("Diekmann 1985",),
    players={"each": "any of the n states"},
    parameters={n: "the number of states", b: "the benefit", c: "the cost of volunteering"},
    where=[0 < c, c < b],
    integers={n: 3},
    game=volunteering,
    quantities={
        "pure_equilibria_count": Derived("the number of pure equilibria", pure_equilibria),
        "mixed_volunteer_probability": Derived(
            "each state's chance of volunteering where all mix", lambda model: mixture(model).chance
        ),
        "mixed_failure_probability": Derived(
            "the chance that nobody volunteers where all mix",
            lambda model: (1 - mixture(model).chance) ** model.game.number,
        ),
        "mixed_payoff": Derived(
            "each state's payoff where all mix", lambda model: mixture(model).payoffs["each"]
        ),
        "no_action_is_ne": Derived("nobody volunteering is an equilibrium", nobody),
    },
)


# -- two unequal volunteers ------------------------------------------------------------------------------

PAIR = [
    condition
    for cost, benefit in zip(COSTS[:2], BENEFITS[:2], strict=True)
    for condition in (0 < cost, cost < benefit)
]


def rescue(states, where, name):
    """States with their own benefits and costs, any one of which is enough."""

    def paid(i, own, cell):
        return (BENEFITS[i] if "volunteer" in cell else 0) - (COSTS[i] if own == "volunteer" else 0)

    return table(states, ("volunteer", "wait"), paid, where, name)


def pair():
    """Two states with their own benefits and costs."""
    return rescue(STATES[:2], PAIR, "Two volunteers")


def both_mix(model):
    """The strategies where both mix."""
    (found,) = (e for e in model.solution if not e.is_pure)
    return found.strategy


volunteers_pair = Blueprint(
    slug="volunteers_pair",
    title="Volunteers: two unequal states",
    story=(
        "Two states decide at once whether to volunteer. If either does, state i has the benefit `b_i`; a volunteer "
        "pays its own cost `c_i`."
    ),
    sources=("Diekmann 1993", "Weesie 1993"),
    players={state: f"state {state}" for state in STATES[:2]},
    parameters={
        **{b_i: f"the benefit of state {i}" for i, b_i in zip(STATES[:2], BENEFITS[:2], strict=True)},
        **{c_i: f"what volunteering costs state {i}" for i, c_i in zip(STATES[:2], COSTS[:2], strict=True)},
    },
    where=PAIR,
    game=pair,
    quantities={
        "mixed_volunteer_1": Derived(
            "the chance that state 1 volunteers where both mix",
            lambda model: both_mix(model)["1"]["volunteer"],
        ),
        "mixed_volunteer_2": Derived(
            "the chance that state 2 volunteers where both mix",
            lambda model: both_mix(model)["2"]["volunteer"],
        ),
        "mixed_failure_probability": Derived(
            "the chance that neither volunteers where both mix",
            lambda model: both_mix(model)["1"]["wait"] * both_mix(model)["2"]["wait"],
        ),
        "pure_equilibria_count": Derived("the number of pure equilibria", pure_equilibria),
    },
)


# -- three unequal volunteers ----------------------------------------------------------------------------

TRIO = [
    condition
    for cost, benefit in zip(COSTS, BENEFITS, strict=True)
    for condition in (0 < cost, cost < benefit)
]


def trio():
    """Three states with their own benefits and costs."""
    return rescue(STATES, TRIO, "Three volunteers")


def all_mix(model):
    """The equilibria in which all three mix, each an outcome of its own."""
    return model.solution.among(
        e for e in model.solution if all(0 not in choice.values() for choice in e.strategy.values())
    )


def chance_of(state):
    """The chance that a state volunteers where all three mix."""
    return lambda model: all_mix(model).value_of(lambda o: o.equilibria[0].strategy[state]["volunteer"])


def all_wait(model):
    """The chance that nobody volunteers where all three mix."""
    return all_mix(model).value_of(
        lambda o: Mul(*(choice["wait"] for choice in o.equilibria[0].strategy.values()))
    )


volunteers_asym = Blueprint(
    slug="volunteers_asym",
    title="Volunteers: three unequal states",
    story=(
        "Three states decide at once whether to volunteer. If any does, state i has the benefit `b_i`; a volunteer "
        "pays its own cost `c_i`. Looked at are the equilibria in which all three mix."
    ),
    sources=("Diekmann 1993", "Weesie 1993"),
    players={state: f"state {state}" for state in STATES},
    parameters={
        **{b_i: f"the benefit of state {i}" for i, b_i in zip(STATES, BENEFITS, strict=True)},
        **{c_i: f"what volunteering costs state {i}" for i, c_i in zip(STATES, COSTS, strict=True)},
    },
    where=TRIO,
    game=trio,
    quantities={
        "interior_mixed_exists": Derived(
            "there is an equilibrium in which all three mix",
            lambda model: all_mix(model).exists(lambda e: True),
        ),
        **{
            f"mixed_volunteer_{state}": Derived(
                f"the chance that state {state} volunteers in it", chance_of(state)
            )
            for state in STATES
        },
        "mixed_failure_probability": Derived("the chance that nobody volunteers in it", all_wait),
    },
    extension=True,
)


# -- so many are needed ----------------------------------------------------------------------------------


def joining(n, K):
    """Equal states, of which `K` must contribute."""
    if n < 3 or not 2 <= K <= n:
        raise ParameterError(f"n={n}, K={K}: n >= 3 states and 2 <= K <= n are wanted")

    def benefit(contributions):
        return Piecewise((b, contributions >= K), (0, True))

    payoffs = {"contribute": benefit(m + 1) - c, "stay out": benefit(m)}
    return SymmetricGame(n, payoffs, others=m, where=[0 < c, c < b], name="Threshold")


def decisive(model):
    """The probability that one state's contribution decides, if each of the others contributes with probability q."""
    game, q, last = model.game, Symbol("q"), model.integers["n"] - 1
    total = Integer(0)
    for others in range(last + 1):
        made = game.payoff("contribute", others) + c.subs(model.fixed) - game.payoff("stay out", others)
        if made != 0:
            total += binomial(last, others) * q**others * (1 - q) ** (last - others)
    return total, q


def most_pivotal(model):
    """Where that is largest on [0, 1]."""
    return argmax(*decisive(model))


def mixed_count(model):
    """How many equilibria there are in which all mix alike, at a tie as well."""
    return model.game.solve(knife_edges=True).count(lambda e: not e.is_pure)


def critical_ratio(model):
    """The supremum of c/b for which there is one: b may be taken as 1, since only the ratio matters."""
    some = model.varying(b, c).given(b=1).game.solve(knife_edges=True).exists(lambda e: not e.is_pure)
    return supremum(some, c)


threshold = Blueprint(
    slug="threshold",
    title="Threshold: so many must join",
    story=(
        "`n` equal states decide at once whether to contribute; each contribution costs `c` and is not refunded. If at "
        "least `K` contribute, all have the benefit `b`."
    ),
    sources=("Palfrey and Rosenthal 1984",),
    players={"each": "any of the n states"},
    parameters={
        n: "the number of states",
        K: "how many must contribute",
        b: "the benefit",
        c: "the cost of contributing",
    },
    where=[0 < c, c < b],
    integers={n: 3, K: 2},
    game=joining,
    quantities={
        "pure_equilibria_count": Derived("the number of pure equilibria", pure_equilibria),
        "no_action_is_ne": Derived("nobody contributing is an equilibrium", nobody),
        "most_pivotal_probability": Derived(
            "the common chance of contributing at which one state is most likely to be decisive", most_pivotal
        ),
        "critical_cost_ratio": Derived("the supremum of c/b at which all may mix alike", critical_ratio),
        "symmetric_mixed_count": Derived("the number of equilibria in which all mix alike", mixed_count),
    },
)


# -- two of three ----------------------------------------------------------------------------------------


def two_of_three():
    """The smallest threshold."""
    return joining(3, 2)


def mixed_pair(model):
    """The lower and the higher probability with which all may contribute alike."""
    ways = [Cases((e.where, e.chance), where=model.where) for e in model.solution.mixed]
    one, other = ways or [Cases((False, 0), where=model.where)] * 2
    return one.minimum(other).simplify(), one.maximum(other).simplify()


def provision_pair(model):
    """The chances that enough contribute at these two."""
    number, needed = int(model.game.number), 2
    return tuple(
        sum(
            (binomial(number, k) * power(q, k) * power(1 - q, number - k) for k in range(needed, number + 1)),
            Cases((True, 0), where=model.where),
        ).simplify()
        for q in mixed_pair(model)
    )


def power(value, exponent):
    """A whole power of a value by region."""
    return value * power(value, exponent - 1) if exponent else 1


threshold_two_of_three = Blueprint(
    slug="threshold_two_of_three",
    title="Threshold: two of three must join",
    story=(
        "Three equal states decide at once whether to contribute; each contribution costs `c` and is not refunded. If "
        "at least two contribute, all have the benefit `b`. Looked at are the equilibria in which all mix alike."
    ),
    sources=("Palfrey and Rosenthal 1984",),
    players={"each": "any of the three states"},
    parameters={b: "the benefit", c: "the cost of contributing"},
    where=[0 < c, c < b],
    game=two_of_three,
    quantities={
        "mixed_exists": Derived("all may mix alike", lambda model: exists(model, lambda e: not e.is_pure)),
        "mixed_pair": Derived("the lowest and the highest probability with which they do", mixed_pair),
        "provision_pair": Derived("the chances that at least two contribute at these two", provision_pair),
    },
    extension=True,
)


# -- one is enough, and stakes differ --------------------------------------------------------------------

STAKES = [*(b_i > 0 for b_i in BENEFITS), c > 0, *(Ne(b_i, c) for b_i in BENEFITS)]


def shooting():
    """Any one of three can stop the aggressor."""

    def paid(i, own, cell):
        return (BENEFITS[i] if "act" in cell else 0) - (c if own == "act" else 0)

    return table(STATES, ("act", "wait"), paid, STAKES, "Best shot")


def no_action(model):
    """Where it is an equilibrium that nobody acts."""
    return exists(model, lambda e: not acting(e, "act"))


def unique_volunteer(model):
    """Where there is one equilibrium, and one state acts in it."""
    alone = exists(model, lambda e: len(acting(e, "act")) == 1)
    return (pure_equilibria(model).compare("=", 1) & alone).simplify()


def inefficient(model):
    """Where nobody acts in equilibrium although one action would raise the sum of payoffs."""
    idle = sum(model.game.payoffs[("wait",) * 3])
    one = [sum(own) for cell, own in model.game.payoffs.items() if cell.count("act") == 1]
    better = Region(False, where=model.where)
    for total in one:
        better = better | Region(total > idle)
    return (no_action(model) & better).simplify()


best_shot = Blueprint(
    slug="best_shot",
    title="Best shot: any one state can stop the aggressor",
    story=(
        "Three states act or wait, at once. If anyone acts each state i has the benefit `b_i`; each actor pays `c`."
    ),
    sources=("Hirshleifer 1983",),
    players={state: f"state {state}" for state in STATES},
    parameters={
        **{
            b_i: f"what state {i} has if the aggressor is stopped"
            for i, b_i in zip(STATES, BENEFITS, strict=True)
        },
        c: "the cost of acting",
    },
    where=STAKES,
    game=shooting,
    concept="pure_nash",
    quantities={
        "no_action_is_ne": Derived("nobody acting is an equilibrium", no_action),
        "pure_equilibria_count": Derived("the number of pure equilibria, inaction included", pure_equilibria),
        "unique_volunteer": Derived(
            "there is one pure equilibrium, and one state acts in it", unique_volunteer
        ),
        "inefficient_failure": Derived(
            "nobody acts in equilibrium although one action would raise the sum of payoffs", inefficient
        ),
    },
)
