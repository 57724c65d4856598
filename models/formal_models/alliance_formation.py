"""M5: forming alliances: balancing, protection for concessions, kinds of pact.

Why do states ally? Three answers, three games. States in the shadow of a third may add up their strength and deter
it, or at least share the blow. A strong state may protect a weak one and be paid in influence: security is traded for
autonomy. And what a pact promises, help when attacked or help when attacking, decides which status quos are safe
from the members and from their rivals.

References: Altfeld (1984); Morrow (1991); Walt (1987); Snyder (1984); Leeds (2003); Schelling (1966).
"""

from sympy import Eq, Or, symbols

from formal import (
    Blueprint,
    Derived,
    Game,
    choose,
    infimum,
    length,
    offer,
    prefers,
    subgame,
    supremum,
)

# -- balancing ---------------------------------------------------------------------------------------

m_1, m_2, m_T, c_T, c_1, c_2, e_1, e_2 = symbols("m_1 m_2 m_T c_T c_1 c_2 e_1 e_2")

THREATENED = [m_1 > 0, m_2 > 0, m_T > 0, 0 < c_T, c_T < 1, c_1 >= 0, c_2 >= 0, e_1 > 0, e_2 > 0]


def conquest(strength):
    """The probability that T conquers a body of some strength."""
    return m_T / (m_T + strength)


def with_pact():
    """T attacks both members together or nobody."""
    lost = conquest(m_1 + m_2)
    return choose(
        "T",
        {
            "spare the pact": (1 - e_1, 1 - e_2, 0),
            "attack the pact": (1 - lost - c_1 - e_1, 1 - lost - c_2 - e_2, 2 * (lost - c_T)),
        },
        prefer=["spare the pact", "attack the pact"],
    )


def without_pact():
    """T decides for each state whether to attack it."""
    attacked_1, attacked_2 = 1 - conquest(m_1) - c_1, 1 - conquest(m_2) - c_2
    prize_1, prize_2 = conquest(m_1) - c_T, conquest(m_2) - c_T
    attacks = {
        "attack neither": (1, 1, 0),
        "attack 1": (attacked_1, 1, prize_1),
        "attack 2": (1, attacked_2, prize_2),
        "attack both": (attacked_1, attacked_2, prize_1 + prize_2),
    }
    return choose("T", attacks, prefer=list(attacks))


def formation():
    """1 and 2 choose without seeing each other's choice; a pact takes both. T sees what they chose."""
    return choose(
        "1",
        {
            "Ally": choose("2", {"Ally": with_pact(), "Alone": without_pact()}, info="2"),
            "Alone": choose("2", {"Ally": without_pact(), "Alone": without_pact()}, info="2"),
        },
    )


def after(model, *choices):
    """What T does after the two states have chosen."""
    return subgame(model.game, choices).solve()


def gain(player, cost):
    """What a pact is worth to a state, before the cost of belonging to it."""
    return Derived(
        f"{player}'s payoff with a pact minus without, not counting the cost of belonging to it",
        lambda model: (
            after(model, "Ally", "Ally").payoff(player) + cost - after(model, "Alone", "Alone").payoff(player)
        ),
    )


def reached(*moves):
    """Whether play goes through one of these moves of T."""
    return lambda model: model.solution.region_of(
        lambda outcome: any(move in history for history in outcome.path for move in moves)
    )


def lone_target(model):
    """Where T attacks state 1 if there is no pact."""
    alone = after(model, "Alone", "Alone")
    return alone.reaches("attack 1") | alone.reaches("attack both")


alliance_formation = Blueprint(
    slug="alliance_formation",
    title="Forming an alliance against a common threat",
    story=(
        "1 and 2 choose at the same time whether to ally; there is a pact if both do. T sees it. With a pact T attacks "
        "both members together or nobody; without, it decides for each state by itself. T does not attack when "
        "indifferent. 1 and 2 use undominated actions: a state allies if that does at least as well as standing "
        "alone whatever the other does."
    ),
    sources=("Altfeld 1984", "Morrow 1991", "Walt 1987"),
    players={"1": "a threatened state", "2": "another one", "T": "the threat"},
    parameters={
        m_1: "1's capability",
        m_2: "2's capability",
        m_T: "T's capability",
        c_T: "T's cost for each state that it attacks; each conquered state is worth 1",
        c_1: "1's cost of war",
        c_2: "2's cost of war",
        e_1: "1's cost of belonging to a pact",
        e_2: "2's cost of belonging to a pact",
    },
    where=THREATENED,
    game=lambda: Game(["1", "2", "T"], formation(), where=THREATENED, name="Forming an alliance"),
    concept="undominated",
    quantities={
        "attack_threshold": Derived(
            "the capability below which T attacks a body",
            lambda model: supremum(lone_target(model.varying(m_1)), m_1),
        ),
        "gain_1": gain("1", e_1),
        "gain_2": gain("2", e_2),
        "pact": Derived(
            "the pact is formed",
            reached("spare the pact", "attack the pact"),
        ),
        "pact_attacked": Derived(
            "T would attack the pact if there were one",
            lambda model: after(model, "Ally", "Ally").reaches("attack the pact"),
        ),
        "attacked_1": Derived(
            "1 is attacked, alone or as a member", reached("attack 1", "attack both", "attack the pact")
        ),
        "attacked_2": Derived(
            "2 is attacked, alone or as a member", reached("attack 2", "attack both", "attack the pact")
        ),
        "payoff_T": Derived("T's equilibrium payoff", lambda model: model.solution.payoff("T")),
    },
)


# -- security for autonomy ---------------------------------------------------------------------------

m_W, c_W, e_W, e_P, v, t = symbols("m_W c_W e_W e_P v t")

PROTECTION = [m_T > 0, m_W > 0, c_W >= 0, e_W > 0, e_P > 0, v >= 0]
DANGER = m_T / (m_T + m_W)
EXPOSED = (-v * DANGER, 1 - DANGER - c_W)

alliance_security_autonomy = Blueprint(
    slug="alliance_security_autonomy",
    title="Protection in exchange for influence",
    story=(
        "A third state attacks W if W has no pact. P leaves W to itself or offers a pact that takes the concession `t` "
        "in W's policy; W accepts or refuses. W accepts, and P offers a pact, when indifferent."
    ),
    sources=("Altfeld 1984", "Morrow 1991"),
    players={"P": "the protector", "W": "the weak state"},
    parameters={
        m_T: "the capability of the state that threatens W",
        m_W: "W's capability",
        c_W: "W's cost of war",
        e_W: "W's cost of the pact",
        e_P: "P's cost of the pact",
        v: "P's stake in W not being conquered",
    },
    where=PROTECTION,
    game=lambda: Game(
        ["P", "W"],
        choose(
            "P",
            {
                "no pact": EXPOSED,
                "offer": offer(
                    "P", t, 0, 1,
                    choose(
                        "W", {"accept": (t - e_P, 1 - t - e_W), "reject": EXPOSED}, prefer=["accept", "reject"]
                    ),
                ),
            },
            prefer=["offer", "no pact"],
        ),
        where=PROTECTION,
        name="Security for autonomy",
    ),
    quantities={
        "max_concession": Derived(
            "the largest concession that W would accept, whether or not there is one as large or as small",
            lambda model: supremum(prefers(model.game, "W", ["offer", "t", "accept"], ["offer", "t", "reject"]), t),
        ),
        "pact": Derived("a pact is concluded", lambda model: model.solution.reaches("accept")),
        "transfer": Derived(
            "the concession on the path, 0 without a pact",
            lambda model: model.solution.named(t).restricted(model.quantities["pact"]).otherwise(0).simplify(),
        ),
        "payoff_P": Derived("P's equilibrium payoff", lambda model: model.solution.payoff("P")),
        "payoff_W": Derived("W's equilibrium payoff", lambda model: model.solution.payoff("W")),
        "sphere_of_influence": Derived(
            "there is a pact with a concession", lambda model: model.quantities["transfer"].compare(">", 0).simplify()
        ),
        "would_guard_for_free": Derived(
            "P strictly prefers a pact without any concession to no pact",
            lambda model: prefers(model.game, "P", ["offer", Eq(t, 0), "accept"], ["no pact"], strictly=True),
        ),
    },
)  # fmt: skip


# -- kinds of pact -----------------------------------------------------------------------------------

phi_D, phi_O, s_B, p_B, d, k, c_B = symbols("phi_D phi_O s_B p_B d k c_B")

PROMISES = [
    Or(Eq(phi_D, 0), Eq(phi_D, 1)), Or(Eq(phi_O, 0), Eq(phi_O, 1)), 0 <= s_B, s_B <= 1, 0 <= p_B, p_B <= 1,
    d > 0, p_B + d <= 1, k >= 0, c_B > 0, c_T > 0,
]  # fmt: skip


def attack(joined):
    """War after an attack, the partners joining or not."""
    return (p_B + d * joined - c_B, 1 - p_B - (d + k) * joined - c_T)


alliance_pact_types = Blueprint(
    slug="alliance_pact_types",
    title="What a pact promises: defence, offence, both or nothing",
    story=(
        "T attacks B or waits; if it waits, B attacks or waits. B's partners join when B is attacked if the pact is "
        "defensive (`phi_D = 1`), and when B attacks if it is offensive (`phi_O = 1`). The damage `k` that they do to "
        "T is no gain for B. Whoever is indifferent waits."
    ),
    sources=("Snyder 1984", "Leeds 2003"),
    players={"B": "a member of the pact", "T": "its rival"},
    parameters={
        phi_D: "1 if the partners join when B is attacked, 0 if not",
        phi_O: "1 if the partners join when B attacks, 0 if not",
        s_B: "B's share under the status quo",
        p_B: "B's expected share from war when it fights alone",
        d: "how far the partners move the expected share towards B",
        k: "what the partners add to T's cost of war",
        c_B: "B's cost of war",
        c_T: "T's cost of war",
    },
    where=PROMISES,
    game=lambda: Game(
        ["B", "T"],
        choose(
            "T",
            {
                "attack": attack(phi_D),
                "wait": choose(
                    "B", {"attack": attack(phi_O), "wait": (s_B, 1 - s_B)}, prefer=["wait", "attack"]
                ),
            },
            prefer=["wait", "attack"],
        ),
        where=PROMISES,
        name="Kinds of pact",
    ),
    quantities={
        "threshold_B": Derived(
            "the status-quo share below which B attacks if T waits",
            lambda model: supremum(model.unbounded(s_B).solution.chooses("B", "attack"), s_B),
        ),
        "threshold_T": Derived(
            "the status-quo share above which T would attack if it were sure that B waits",
            lambda model: infimum(
                prefers(model.unbounded(s_B).game, "T", ["attack"], ["wait", "wait"], strictly=True), s_B
            ),
        ),
        "war": Derived("some attack takes place", lambda model: model.solution.reaches("attack")),
        "initiator_T": Derived(
            "the attack comes from T", lambda model: model.solution.chooses("T", "attack")
        ),
        "initiator_B": Derived(
            "the attack comes from B", lambda model: model.solution.reaches("wait", "attack")
        ),
        "peace_width": Derived(
            "the length of the set of status-quo shares for which play is peaceful",
            lambda model: length(~model.unbounded(s_B).quantities["war"], s_B),
        ),
        "payoff_B": Derived("B's equilibrium payoff", lambda model: model.solution.payoff("B")),
        "payoff_T": Derived("T's equilibrium payoff", lambda model: model.solution.payoff("T")),
    },
)
