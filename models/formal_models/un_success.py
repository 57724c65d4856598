"""Model 7: when the United Nations succeed.

A small council authorises an intervention; then some state must pay for it. Two of its members have a veto. What is
authorised is carried out by whoever gains enough to act alone: one is enough, and nobody else needs to pay.

References: Olson and Zeckhauser (1966); Voeten (2001); Claude (1962).
"""

import itertools

from sympy import symbols

from formal import Blueprint, Cases, Derived, Game, ParameterError, Region, VotingGame, choose

C, quota = symbols("C quota")
GAINS = symbols("b_1 b_2 b_3 b_4 b_5")
STATES = ("1", "2", "3", "4", "5")
PERMANENT, ELECTED = STATES[:2], STATES[2:4]

DOMAIN = [C > 0]


def intervening(quota):
    """Stage 2: all five act or not, at once; anyone who acts pays, everyone has the consequences."""
    if quota not in (2, 3, 4):
        raise ParameterError(f"quota={quota}: 2, 3 or 4 votes are wanted")

    def paid(actions):
        return tuple(
            (b if "act" in actions else 0) - (C if action == "act" else 0)
            for b, action in zip(GAINS, actions, strict=True)
        )

    def decide(states, actions):
        if not states:
            return paid(actions)
        first, *others = states
        moves = {action: decide(others, (*actions, action)) for action in ("act", "wait")}
        return choose(first, moves, info=first)

    return Game(STATES, decide(STATES, ()), where=DOMAIN, name="Intervention")


def council(model):
    """Stage 1: which votes authorise."""
    votes = model.integers["quota"]
    return VotingGame(
        {"permanent": len(PERMANENT), "elected": len(ELECTED)},
        lambda number: number["permanent"] == len(PERMANENT) and sum(number.values()) >= votes,
    )


def continuations(model):
    """The pure equilibria of stage 2: who acts, where that is one, and where each voter says yes to it."""
    for equilibrium in model.solution:
        actors = [state for state, choice in equilibrium.strategy.items() if choice["act"] == 1]
        yes = {
            state: Region(equilibrium.payoffs[state] >= 0, where=model.where)
            for state in (*PERMANENT, *ELECTED)
        }
        yield actors, equilibrium.where, yes


def authorised(model, yes):
    """Where sincere votes authorise what is going to happen."""
    rule = council(model)
    total = Region(False, where=model.where)
    for votes in itertools.product((True, False), repeat=len(yes)):
        said = dict(zip(yes, votes, strict=True))
        number = {
            kind: sum(said[state] for state in members)
            for kind, members in (("permanent", PERMANENT), ("elected", ELECTED))
        }
        if rule.wins(number):
            total = total | everybody(yes[s] if held else ~yes[s] for s, held in said.items())
    return total


def everybody(regions):
    """Where all of several conditions hold."""
    total = Region(True)
    for region in regions:
        total = region & total
    return total


def somewhere(model, of):
    """Where some equilibrium of stage 2 is as wanted."""
    total = Region(False, where=model.where)
    for actors, where, yes in continuations(model):
        total = total | (where & of(actors, yes))
    return total.simplify()


def passes(model):
    """Where a resolution passes."""
    return somewhere(model, lambda actors, yes: authorised(model, yes))


def intervenes(model):
    """Where it passes, and somebody acts."""
    return somewhere(model, lambda actors, yes: authorised(model, yes) if actors else Region(False))


def vetoed(model):
    """Where a permanent member says no."""
    return somewhere(model, lambda actors, yes: ~everybody(yes[state] for state in PERMANENT))


def possible_payers(model):
    """How many states act in some equilibrium with intervention."""
    total = 0
    for state in STATES:
        pays = somewhere(
            model,
            lambda actors, yes, state=state: authorised(model, yes) if state in actors else Region(False),
        )
        total = total + Cases((pays, 1), (True, 0), where=model.where)
    return total.simplify()


un_success = Blueprint(
    slug="un_success",
    title="When the United Nations succeed: authorised, and paid for",
    story=(
        "States 1 to 4 vote on an intervention; it is authorised with at least `quota` yes and no no from 1 or 2. "
        "Then all five states act or wait, at once; if anyone acts each state has its consequences, and each actor "
        "pays `C`. Voters are sincere: they say yes if they are no worse off by what is going to happen."
    ),
    sources=("Claude 1962", "Voeten 2001"),
    players={
        **{state: f"state {state}, a permanent member" for state in PERMANENT},
        **{state: f"state {state}, an elected member" for state in ELECTED},
        STATES[4]: "state 5, not on the council",
    },
    parameters={
        **{b: f"what state {i} has of an intervention" for i, b in zip(STATES, GAINS, strict=True)},
        C: "the cost of acting",
        quota: "the number of votes needed",
    },
    where=DOMAIN,
    integers={quota: 3},
    game=intervening,
    concept="subgame_perfect",
    quantities={
        "intervention": Derived("it is authorised, and somebody acts", intervenes),
        "resolution_passes": Derived("it is authorised", passes),
        "possible_payers": Derived("how many states may be the one that pays", possible_payers),
        "vetoed": Derived("a permanent member says no", vetoed),
    },
)
