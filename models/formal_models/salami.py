"""Model 9: salami tactics.

A takes a territory slice by slice from a defender B that looks at one slice at a time. Each slice is too small to fight
over; taken at once, the sum of them would have been fought over. What stops A is that B, if it wins a fight, gets back
part of what was lost before: the more has been taken, the more there is to win back.

References: Schelling (1966); Altman (2017); Fearon (1996); Tarar (2016).
"""

from sympy import symbols

from formal import Blueprint, Derived, Game, MarkovGame, ParameterError, Region, choose, offer, step, supremum

p, v, c_A, c_B, rho, X, S, x, n = symbols("p v c_A c_B rho X S x n")

PLAYERS = {"A": "the state that takes", "B": "the defender"}
MEANINGS = {
    p: "probability that A wins a fight",
    v: "what a unit of territory is worth to B",
    c_A: "A's cost of fighting",
    c_B: "B's cost of fighting",
    rho: "the share of earlier slices that is restored if B wins",
    X: "the territory",
}
ANY_SIZE = [0 < p, p < 1, v > 0, c_A > 0, c_B > 0, 0 <= rho, rho <= 1]
DOMAIN = [*ANY_SIZE, X > 0, p * X < c_A]


# -- the game ----------------------------------------------------------------------------------------


def fight():
    """What a fight over a slice x pays from here on, if S has been taken before."""
    return (p * x - (1 - p) * rho * S - c_A, -p * v * x + (1 - p) * v * rho * S - c_B)


def stages(n):
    """A takes a slice in each of n stages; A counts the territory at the end, B the stage at hand."""
    if n < 1:
        raise ParameterError(f"n = {n}: there must be at least one stage")
    answers = {"concede": step((x, -v * x), "stage", carry={S: S + x}), "fight": fight()}
    taking = offer("A", x, 0, X - S, choose("B", answers, prefer=["concede", "fight"]))
    return MarkovGame(
        list(PLAYERS),
        {"stage": taking},
        {"A": 1, "B": 0},
        [*DOMAIN, S >= 0, S <= X],
        name="Salami tactics",
        periods=n,
        carried={S: 0},
    )


# -- what is read off it -----------------------------------------------------------------------------


def total(model):
    """What A has taken in the end: A is never fought, so it is A's payoff."""
    return model.solution.payoff("A")


def conceded(model):
    """Where B concedes a slice x if S has been taken before."""
    at_hand = {action: model.game.endings["stage", "x", action].payoffs for action in ("concede", "fight")}
    one = Game(list(PLAYERS), choose("B", at_hand, prefer=list(at_hand)), where=[*ANY_SIZE, S >= 0, x > 0])
    return model.fixed_in(one).solve().chooses("B", "concede")


def long_run_limit(model):
    """The most that can have been taken if B still concedes some slice, however small.

    While less has been taken, A takes the largest slice that B concedes, and what is missing to this limit shrinks by
    the factor 1 - rho in each stage.
    """
    return supremum(conceded(model).eliminate(x), S).restricted(Region(rho > 0)).simplify()


salami = Blueprint(
    slug="salami",
    title="Salami tactics: slice by slice",
    story=(
        "In each of `n` stages A takes a slice of what is left of a territory. B concedes it, or fights, which ends "
        "the game; if B wins, a share of all earlier slices is restored. B looks only at the payoff of the stage at "
        "hand and concedes when indifferent; A wants to hold as much as possible in the end."
    ),
    sources=("Schelling 1966", "Altman 2017", "Fearon 1996", "Tarar 2016"),
    players=PLAYERS,
    parameters={**MEANINGS, n: "the number of stages"},
    integers={n: 2},
    where=DOMAIN,
    game=stages,
    concept="markov_perfect",
    quantities={
        "one_shot_taken": Derived("what A takes in a single stage", lambda model: total(model.sized(n=1))),
        "total_taken": Derived("what A takes in all stages", total),
        "takes_everything": Derived(
            "A takes the whole territory",
            lambda model: model.quantities["total_taken"].compare(">=", X).simplify(),
        ),
        "slicing_gain": Derived(
            "what A takes in all stages minus what it takes in one",
            lambda model: model.quantities["total_taken"] - model.quantities["one_shot_taken"],
        ),
        "long_run_limit": Derived(
            "the limit of what B concedes, as the number of stages grows, if the territory is large enough",
            long_run_limit,
        ),
        "total_without_rollback": Derived(
            "what A takes if no earlier slice is restored",
            lambda model: total(model.varying(rho).given(rho=0)),
        ),
    },
)
