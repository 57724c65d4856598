"""Model 6: peacekeeping.

Two former belligerents keep a ceasefire only as long as it pays. In the first model both gain by a single attack, and
are deterred by the war that follows if they are caught: monitors make attacks dearer and likelier to be seen. In the
second power shifts from A to B, and A may strike while it is strong: peacekeepers make attacks dearer for it.

References: Fortna (2003, 2008); Walter (1997); Fearon (1995); Powell (2006).
"""

from sympy import symbols

from formal import (
    Blueprint,
    Derived,
    Game,
    Region,
    RepeatedGame,
    StrategicGame,
    choose,
    infimum,
    offer,
    subgame,
)

u_peace, u_war, u_cheat, k_m, mu, delta = symbols("u_peace u_war u_cheat k_m mu delta")
p1, p2, c_A, c_B, x, y = symbols("p1 p2 c_A c_B x y")

# -- monitors watch a ceasefire ----------------------------------------------------------------------

CEASEFIRE = [u_peace > u_war, u_cheat > u_peace, k_m >= 0, 0 < mu, mu <= 1, 0 < delta, delta < 1]
COMPLY, ATTACK = ("comply", "comply"), ("attack", "attack")
#: Comply until a cheat is detected, then war for ever.
PROFILE = {"profile": COMPLY, "punishment": ATTACK, "after": ["detected"]}


def ceasefire():
    """A lone cheat gains, the other side gets what it gets in war; who attacks anyway is not asked about."""
    cheat = u_cheat - k_m
    stage = StrategicGame(
        ["A", "B"],
        {
            COMPLY: (u_peace, u_peace),
            ("attack", "comply"): (cheat, u_war),
            ("comply", "attack"): (u_war, cheat),
            ATTACK: (u_war, u_war),
        },
        where=CEASEFIRE,
    )
    seen = {COMPLY: {"quiet": 1}, ...: {"detected": mu, "quiet": 1 - mu}}
    game = RepeatedGame(stage, delta, seen, where=CEASEFIRE, name="Ceasefire")
    return game.asking({"comply until a cheat is detected, then war for ever": game.automaton(**PROFILE)})


def self_enforcing(model):
    """Where to comply is an equilibrium of a single period."""
    return model.game.stage.solve().region_of(lambda outcome: COMPLY in outcome.path)


def critical_detection(model):
    """The least probability of detection that deters; what a cheat gains falls in it, also beyond 1."""
    gain = model.varying(mu).game.gains(**PROFILE)["path", "A", "attack"]
    known = [condition for condition in model.where if not condition.has(mu)]
    return infimum(Region(gain <= 0, mu >= 0, where=known), mu)


peacekeeping = Blueprint(
    slug="peacekeeping",
    title="Peacekeeping: monitors watch a ceasefire",
    story=(
        "In each period A and B comply with a ceasefire or attack. Whoever attacks alone gains, less what monitors "
        "make it cost, and is detected with some probability: then there is war for ever from the next period on. "
        "An attack that is not detected leaves things as they were."
    ),
    sources=("Fortna 2003", "Fortna 2008", "Fearon 1995"),
    players={"A": "a former belligerent", "B": "its opponent"},
    parameters={
        u_peace: "payoff per period in peace",
        u_war: "payoff per period in war",
        u_cheat: "a lone cheat's payoff in one period",
        k_m: "what monitors add to the cost of an attack",
        mu: "probability that a cheat is detected",
        delta: "the discount factor",
    },
    where=CEASEFIRE,
    game=ceasefire,
    quantities={
        "critical_discount": Derived(
            "the discount factor from which on peace is sustainable",
            lambda model: model.varying(delta).game.critical_discount(**PROFILE),
        ),
        "peace_sustainable": Derived(
            "to comply until a cheat is detected is an equilibrium",
            lambda model: model.game.sustainable(**PROFILE),
        ),
        "self_enforcing": Derived("cheating does not pay even in a single period", self_enforcing),
        "critical_detection": Derived(
            "the least probability of detection that sustains peace", critical_detection
        ),
        "critical_added_cost": Derived(
            "the least added cost that sustains peace",
            lambda model: infimum(model.varying(k_m).quantities["peace_sustainable"], k_m),
        ),
    },
)


# -- a declining state may strike now ----------------------------------------------------------------

SHIFT = [0 < p2, p2 < p1, p1 < 1, c_A > 0, c_B > 0, k_m >= 0, 0 < delta, delta < 1]


def power_shift():
    """B offers A a share of today's pie and, if A accepts, tomorrow of tomorrow's."""
    accept, fight = (
        (x + delta * y, 1 - x + delta * (1 - y)),
        (
            x + delta * (p2 - c_A - k_m),
            1 - x + delta * (1 - p2 - c_B),
        ),
    )
    tomorrow = offer(
        "B", y, 0, 1, choose("A", {"accept": accept, "fight": fight}, prefer=["accept", "fight"])
    )
    now = {
        "accept": tomorrow,
        "fight": (p1 * (1 + delta) - c_A - k_m, (1 - p1) * (1 + delta) - c_B),
    }
    today = offer("B", x, 0, 1, choose("A", now, prefer=["accept", "fight"]))
    return Game(["A", "B"], today, where=SHIFT, name="Peacekeeping while power shifts")


def preventive_war(solution):
    """Where A fights in the first period."""
    return solution.region_of(
        lambda outcome: any(len(history) == 2 and history[-1] == "fight" for history in outcome.path)
    )


peacekeeping_power_shift = Blueprint(
    slug="peacekeeping_power_shift",
    title="Peacekeeping while power shifts",
    story=(
        "Today B offers A a share of a pie; A accepts, or fights over today's pie and tomorrow's. If it accepted, B "
        "offers a share of tomorrow's pie, when A is weaker, and A accepts or fights over that one. Peacekeepers make "
        "attacks dearer for A. A accepts when indifferent."
    ),
    sources=("Powell 2006", "Fearon 1995"),
    players={"A": "the declining state", "B": "the rising state"},
    parameters={
        p1: "probability that A wins a war today",
        p2: "probability that A wins a war tomorrow",
        c_A: "A's cost of war",
        c_B: "B's cost of war",
        k_m: "what peacekeepers add to A's cost of an attack",
        delta: "the discount factor",
    },
    where=SHIFT,
    game=power_shift,
    solve_for=(k_m,),
    quantities={
        "preventive_war": Derived(
            "there is war in the first period", lambda model: preventive_war(model.solution)
        ),
        "critical_added_cost": Derived(
            "the least added cost with which there is no war in the first period",
            lambda model: infimum(~model.varying(k_m).quantities["preventive_war"], k_m),
        ),
        "second_offer": Derived(
            "the offer in the second period, if it is reached",
            lambda model: subgame(model.game, ["x", "accept"]).solve().named(y),
        ),
        "first_offer": Derived(
            "the offer in the first period, where there is no war",
            lambda model: model.solution.named(x).restricted(~model.quantities["preventive_war"]),
        ),
    },
)
