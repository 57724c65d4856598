"""Model 5: the Security Council.

A resolution passes if enough members say yes and no permanent member says no. The veto makes a permanent member more
powerful than an elected one by far; how often anything passes depends on how often the permanent members agree; and
ties to the target of an action are enough to stop it.

References: Shapley and Shubik (1954); Banzhaf (1965); O'Neill (1996); Voeten (2001); Tsebelis (2002).
"""

from sympy import Rational, symbols

from formal import Blueprint, Derived, Game, ParameterError, VotingGame, choose

n_perm, n_elected, quota, yes_elected = symbols("n_perm n_elected quota yes_elected", integer=True)
y_P, y_E = symbols("y_P y_E")
GAINS = symbols("b_1 b_2 b_3 b_4 b_5")
TIES = symbols("kappa_1 kappa_2 kappa_3 kappa_4 kappa_5")
MEMBERS = {"permanent": 5, "elected": 10}
QUOTA = 9


def veto_rule(permanent, votes):
    """All permanent members and enough votes in all."""
    return lambda number: number["permanent"] == permanent and sum(number.values()) >= votes


# -- power -----------------------------------------------------------------------------------------------


def council(n_perm, n_elected, quota):
    """A council of any size in which every permanent member has a veto."""
    if n_perm < 1 or n_elected < 1 or not n_perm < quota <= n_perm + n_elected:
        raise ParameterError(
            f"n_perm={n_perm}, n_elected={n_elected}, quota={quota}: at least one member of each kind is wanted, and "
            f"n_perm < quota <= n_perm + n_elected"
        )
    half = {"permanent": Rational(1, 2), "elected": Rational(1, 2)}
    members = {"permanent": n_perm, "elected": n_elected}
    return VotingGame(members, veto_rule(n_perm, quota), yes=half, name="Security Council")


def index(meaning, name, kind):
    """A number of the voting game that belongs to one member of a kind."""
    return Derived(f"{meaning} of one {kind} member", lambda model: getattr(model.game, name)(kind))


unsc = Blueprint(
    slug="unsc",
    title="The Security Council: power under a veto",
    story=(
        "A coalition wins if it contains every permanent member and has at least `quota` members in all. Today there "
        "are five permanent and ten elected members, and the quota is nine."
    ),
    sources=("Shapley and Shubik 1954", "Banzhaf 1965", "O'Neill 1996"),
    players={"permanent": "the members with a veto", "elected": "the members without"},
    parameters={
        n_perm: "the number of permanent members",
        n_elected: "the number of elected members",
        quota: "the number of votes needed",
    },
    where=[],
    integers={n_perm: 5, n_elected: 10, quota: QUOTA},
    game=council,
    quantities={
        "winning_coalitions": Derived(
            "the number of winning coalitions", lambda model: model.game.winning_coalitions
        ),
        "swings_permanent": index("the winning coalitions that lose by the exit", "swings", "permanent"),
        "swings_elected": index("the winning coalitions that lose by the exit", "swings", "elected"),
        "shapley_permanent": index("the Shapley-Shubik index", "shapley_shubik", "permanent"),
        "shapley_elected": index("the Shapley-Shubik index", "shapley_shubik", "elected"),
        "banzhaf_permanent": index("the normalised Banzhaf index", "banzhaf", "permanent"),
        "banzhaf_elected": index("the normalised Banzhaf index", "banzhaf", "elected"),
        "pass_probability_half": Derived(
            "the chance of passing if every member says yes with probability 1/2",
            lambda model: model.game.pass_probability,
        ),
    },
)


# -- how often something passes --------------------------------------------------------------------------

CHANCES = [0 < y_P, y_P < 1, 0 < y_E, y_E < 1]


def voting(wins=None):
    """Members vote independently; a resolution passes as the Charter says, or where `wins`."""
    yes = {"permanent": y_P, "elected": y_E}
    return VotingGame(
        MEMBERS, wins or veto_rule(5, QUOTA), yes=yes, where=tuple(CHANCES), name="Votes in the Council"
    )


def chance(model, wins):
    """The probability that the votes are as wanted, where the model has its parameters fixed."""
    game = voting(wins)
    return game.subs({s: v for s, v in model.fixed.items() if s in game.space.symbols}).pass_probability


def no_veto(model):
    """The chance that no permanent member says no."""
    return chance(model, lambda number: number["permanent"] == MEMBERS["permanent"])


unsc_veto = Blueprint(
    slug="unsc_veto",
    title="The Security Council: how often a resolution passes",
    story=(
        "Five permanent and ten elected members say yes or no, each independently. A resolution passes with at least "
        "nine yes and no permanent no."
    ),
    sources=("O'Neill 1996",),
    players={"permanent": "the five members with a veto", "elected": "the ten members without"},
    parameters={
        y_P: "the chance that a permanent member says yes",
        y_E: "the chance that an elected member says yes",
    },
    where=CHANCES,
    game=voting,
    quantities={
        "pass_probability": Derived("the chance of passing", lambda model: model.game.pass_probability),
        "no_veto_probability": Derived("the chance of no veto", no_veto),
        "quorum_probability_given_no_veto": Derived(
            "the chance of at least nine yes given that there is no veto",
            lambda model: (model.game.pass_probability / no_veto(model)).cancel(),
        ),
    },
)


# -- policy bias -----------------------------------------------------------------------------------------

BIASED = [*(b > 0 for b in GAINS), *(kappa >= 0 for kappa in TIES)]
NAMES = tuple(f"{i}" for i in range(1, 6))


def sincere(yes_elected):
    """Each permanent member says yes if it gains by action, no matter what the others say."""
    if not 0 <= yes_elected <= MEMBERS["elected"]:
        raise ParameterError(f"yes_elected={yes_elected}: a whole number from 0 to 10 is wanted")

    def vote(left, votes):
        if not left:
            gains = zip(GAINS, TIES, votes, strict=True)
            return tuple(b - kappa if says_yes else 0 for b, kappa, says_yes in gains)
        name, *others = left
        actions = {"yes": vote(others, [*votes, True]), "no": vote(others, [*votes, False])}
        return choose(name, actions, info=name, prefer=["yes", "no"])

    return Game(NAMES, vote(NAMES, []), where=BIASED, name="Policy bias in the Council")


def votes(model, wanted):
    """Where the votes of the permanent members, in any order, are as wanted."""
    return model.solution.region_of(lambda outcome: wanted(vetoes(outcome))).simplify()


def vetoes(outcome):
    """How many permanent members say no."""
    (history,) = outcome.path
    return history.count("no")


def passing(model):
    """What passes, by the number of permanent members who say no."""
    rule, elected = veto_rule(MEMBERS["permanent"], QUOTA), model.integers["yes_elected"]
    return lambda number: rule({"permanent": MEMBERS["permanent"] - number, "elected": elected})


def enough(model):
    """Whether there are enough votes, by the number of permanent members who say no."""
    elected = model.integers["yes_elected"]
    return lambda number: MEMBERS["permanent"] - number + elected >= QUOTA


unsc_policy_bias = Blueprint(
    slug="unsc_policy_bias",
    title="The Security Council: shielding one's clients",
    story=(
        "Each permanent member weighs what it gains from action against what it loses through its ties to the target, "
        "and says yes if it does not lose. With the yes votes of the elected members, action is authorised by at least "
        "nine yes and no permanent no."
    ),
    sources=("Voeten 2001", "Tsebelis 2002"),
    players={name: f"permanent member {name}" for name in NAMES},
    parameters={
        **{b: f"what permanent member {i} gains from action" for i, b in zip(NAMES, GAINS, strict=True)},
        **{t: f"what permanent member {i} loses through its ties" for i, t in zip(NAMES, TIES, strict=True)},
        yes_elected: "the number of elected members who say yes",
    },
    where=BIASED,
    integers={yes_elected: 6},
    game=sincere,
    concept="subgame_perfect",
    quantities={
        "vetoes_count": Derived(
            "the number of permanent members who say no",
            lambda model: model.solution.value_of(vetoes).simplify(),
        ),
        "authorised": Derived("action is authorised", lambda model: votes(model, passing(model))),
        "blocked_only_by_veto": Derived(
            "there are nine yes votes, but a permanent member says no",
            lambda model: votes(model, lambda number: enough(model)(number) and not passing(model)(number)),
        ),
    },
)
