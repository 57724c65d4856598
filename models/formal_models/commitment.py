"""M4: shifting power and the commitment problem.

A declines, B rises: power is in one state today and in another for ever after. Each period B names A's share of that
period's flow and A accepts or fights; war ends the game with a costly lottery over all flows. There is always a
division that both prefer to war, but tomorrow B will offer what A can then enforce and no more, and cannot promise
otherwise today. If today's whole flow does not make up for that, A fights while it is strong.

References: Fearon (1995); Powell (1999, 2006); Walter (1997).
"""

from sympy import oo, symbols

from formal import (
    Blueprint,
    Derived,
    Game,
    MarkovGame,
    ParameterError,
    choose,
    forever,
    infimum,
    offer,
    step,
    supremum,
    with_choices,
)

p0, p1, c_A, c_B, delta, x = symbols("p0 p1 c_A c_B delta x")
q, g, T = symbols("q g T")

STATES = {"A": "the declining state", "B": "the rising state"}
MEANINGS = {
    delta: "the discount factor",
    p0: "A's share from war in the first period",
    p1: "A's share from war later",
    c_A: "A's cost of war",
    c_B: "B's cost of war",
}
DOMAIN = [0 < delta, delta < 1, 0 <= p1, p1 < p0, p0 <= 1, c_A > 0, c_B > 0]


# -- the game ----------------------------------------------------------------------------------------


def war(strength):
    """War from now on, per period."""
    return (strength - c_A, 1 - strength - c_B)


def per_period(flows):
    """Flows in the units of the total: a flow received for ever is worth itself."""
    return tuple((1 - delta) * flow for flow in flows)


def demand(strength):
    """B names A's share of this period's flow; A, indifferent, accepts."""
    answers = {
        "accept": step(per_period((x, 1 - x)), "later"),
        "fight": forever(per_period(war(strength))),
    }
    return offer("B", x, 0, 1, choose("A", answers, prefer=["accept", "fight"]))


def shifting_power(later=p1, where=DOMAIN, name="Shifting power"):
    """Power shifts after the first period; `later` is A's share from war from then on."""
    states = {"now": demand(p0), "later": demand(later)}
    return MarkovGame(list(STATES), states, delta, where, name=name)


# -- what is read off it -----------------------------------------------------------------------------


def later_share(model):
    """What A gets in every later period, whether or not it comes to that."""
    solution = model.solution.among(model.solution)
    return solution.value_of(lambda outcome: outcome.equilibria[0].strategy["B:later"])


def required_first_share(model):
    """The least share that A accepts in the first period, if more than the whole flow could be named."""
    wide = with_choices(model.game, {"B:now": (0, oo)}).solve()
    first = next(info for info in wide[0].strategy if info.startswith("A:now"))
    return infimum(wide.chooses(first, "accept"), x)


def bound_by_a_promise(model):
    """B names one share for ever and is bound by it; A may fight now, later, or never.

    Nothing else that B could promise gives it more: A can always fight now, and a share that is worth as much to A
    in every period leaves B all the rest.
    """
    game = model.game

    def total(state, action, after=None):
        """What players get if A does something in a state for ever, or until it does something else later."""
        now, d = game.endings[state, "x", action].payoffs, [game.discount[player] for player in STATES]
        then = now if after is None else game.endings["later", "x", after].payoffs
        return tuple((u + e * v / (1 - e)).cancel() for u, v, e in zip(now, then, d, strict=True))

    kept = {"keep": total("now", "accept", "accept"), "fight": total("now", "accept", "fight")}
    answers = {
        "accept": choose("A", kept, prefer=["keep", "fight"]),
        "fight": total("now", "fight"),
    }
    promise = offer("B", x, 0, 1, choose("A", answers, prefer=["accept", "fight"]))
    return Game(list(STATES), promise, where=game.where, name="Shifting power with a promise")


commitment_problem = Blueprint(
    slug="commitment_problem",
    title="Shifting power: war because promises do not bind",
    story=(
        "In each period B names A's share of that period's flow; A accepts, and the game goes on, or fights, and both "
        "get what war yields for ever. A is strong in the first period and weaker in every later one. A accepts when "
        "indifferent. Payoffs are averages per period."
    ),
    sources=("Fearon 1995", "Powell 2006"),
    players=STATES,
    parameters=MEANINGS,
    where=DOMAIN,
    game=shifting_power,
    concept="markov_perfect",
    solve_for=(delta,),
    quantities={
        "later_share": Derived("A's share in every later period, if it is reached", later_share),
        "required_first_share": Derived(
            "the least share that A accepts in the first period", required_first_share
        ),
        "war": Derived("there is war in the first period", lambda model: model.solution.reaches("fight")),
        "payoff_A": Derived("A's average payoff", lambda model: model.solution.payoff("A")),
        "payoff_B": Derived("B's average payoff", lambda model: model.solution.payoff("B")),
        "critical_discount": Derived(
            "the least number above which every discount factor leads to war",
            lambda model: supremum(~model.varying(delta).quantities["war"], delta),
        ),
        "critical_shift": Derived(
            "the least number above which every shift in power leads to war",
            lambda model: p0 - infimum(~model.varying(p1).quantities["war"], p1),
        ),
        "commitment_value": Derived(
            "what B would gain if it could bind itself",
            lambda model: bound_by_a_promise(model).solve().payoff("B") - model.quantities["payoff_B"],
        ),
    },
)


# -- a guarantor may step in -------------------------------------------------------------------------

GUARANTEED = [*DOMAIN, 0 <= q, q <= 1, g > 0, p1 >= c_A, p1 + g <= p0]


def critical_guarantee(model):
    """The least chance of help that keeps the peace; expected payoffs go on beyond 1."""
    peace = ~model.unbounded(q).quantities["war"]
    return infimum(peace & (q >= 0), q)


def pivotal(model):
    """Where there is peace, and would be war without the guarantee."""
    return (~model.quantities["war"] & model.varying(q).given(q=0).quantities["war"]).simplify()


commitment_problem_guarantee = Blueprint(
    slug="commitment_problem_guarantee",
    title="Shifting power: a guarantor for the state that declines",
    story=(
        f"{commitment_problem.story} In a war of a later period a third party helps A with probability `q`, and A then "
        "has `g` more from it."
    ),
    sources=("Walter 1997", "Fearon 1995"),
    players=STATES,
    parameters={
        **MEANINGS,
        q: "the probability that the guarantor helps",
        g: "what its help adds to A's share from war",
    },
    where=GUARANTEED,
    game=lambda: shifting_power(p1 + q * g, GUARANTEED, "Shifting power with a guarantor"),
    concept="markov_perfect",
    solve_for=(delta,),
    quantities={
        "war": commitment_problem.quantities["war"],
        "critical_guarantee": Derived(
            "the least chance of help with which there is peace", critical_guarantee
        ),
        "guarantee_pivotal": Derived("there is peace, and without a guarantee there would be war", pivotal),
        "required_first_share": commitment_problem.quantities["required_first_share"],
        "payoff_A": commitment_problem.quantities["payoff_A"],
    },
    extension=True,
)


# -- a last period -----------------------------------------------------------------------------------


def with_an_end(T):
    """The same for T periods, payoffs as sums."""
    if T < 2:
        raise ParameterError(f"T={T}: at least two periods are wanted")

    def period(strength):
        answers = {"accept": step((x, 1 - x), "later"), "fight": forever(war(strength))}
        return offer("B", x, 0, 1, choose("A", answers, prefer=["accept", "fight"]))

    states = {"now": period(p0), "later": period(p1)}
    return MarkovGame(list(STATES), states, delta, DOMAIN, name="Shifting power with an end", periods=T)


commitment_problem_finite = Blueprint(
    slug="commitment_problem_finite",
    title="Shifting power: a race against time with an end",
    story=(
        "For `T` periods B names A's share of that period's flow; A accepts, or fights, and both get what war yields "
        "in all the periods that are left. A is strong in the first period and weaker in every later one. A accepts "
        "when indifferent. Payoffs are discounted sums."
    ),
    sources=("Powell 1999", "Fearon 1995"),
    players=STATES,
    parameters={**MEANINGS, T: "the number of periods"},
    where=DOMAIN,
    integers={T: 3},
    game=with_an_end,
    concept="markov_perfect",
    quantities={
        "war": commitment_problem.quantities["war"],
        "required_first_share": commitment_problem.quantities["required_first_share"],
        "payoff_A": Derived("A's discounted payoff", lambda model: model.solution.payoff("A")),
        "payoff_B": Derived("B's discounted payoff", lambda model: model.solution.payoff("B")),
    },
    extension=True,
)
