"""M5: what is claimed about why states ally, what protection costs, and what kinds of pact are good for.

"Threatened" means: would be attacked if there is no pact. A kind of pact is one of four pairs of promises, so a claim
about any pact is judged pair by pair.

References: Altfeld (1984); Morrow (1991); Walt (1987); Snyder (1984); Leeds (2003).
"""

from sympy import Eq, Rational, symbols

from formal import Claim, compare_points, persists
from formal_models.alliance_formation import after

m_1, m_2, m_T, m_W, c_T, c_1, c_2 = symbols("m_1 m_2 m_T m_W c_T c_1 c_2")
phi_D, phi_O, d = symbols("phi_D phi_O d")

BALANCING, PROTECTION, KINDS = "alliance_formation", "alliance_security_autonomy", "alliance_pact_types"


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


# -- balancing -------------------------------------------------------------------------------------------


def alone(model):
    """The game that is left if there is no pact."""
    return after(model, "Alone", "Alone")


def threatened(model, state):
    """A state would be attacked if there is no pact."""
    return alone(model).reaches(f"attack {state}") | alone(model).reaches("attack both")


def no_pact_is_stable(model):
    """Both choose Alone in some equilibrium, whether or not that is dominated."""
    return model.game.solve().exists(
        lambda equilibrium: equilibrium.strategy["1"]["Alone"] == 1 == equilibrium.strategy["2"]["Alone"]
    )


def weaker_gains_more(model):
    """The weaker of the two states has the larger gain."""
    first, second = quantity(model, "gain_1"), quantity(model, "gain_2")
    return ((first > second) & (m_1 < m_2)) | ((second > first) & (m_2 < m_1))


# -- security for autonomy -------------------------------------------------------------------------------


def left_alone(model):
    """What W gets without a pact."""
    return model.game.node(("no pact",)).payoffs[1]


def transfer_while_there_is_a_pact(model, compare, symbol):
    """What raising a parameter does to the concession where there is a pact before and after."""
    pair = compare_points([quantity(model, "transfer"), quantity(model, "pact")], symbol, model.where)
    return pair.always(pair.after[0].compare(compare, pair.before[0]), given=[pair.before[1], pair.after[1]])


# -- kinds of pact ---------------------------------------------------------------------------------------


PROMISES = {
    "no pact": {"phi_D": 0, "phi_O": 0},
    "purely defensive": {"phi_D": 1, "phi_O": 0},
    "purely offensive": {"phi_D": 0, "phi_O": 1},
    "full": {"phi_D": 1, "phi_O": 1},
}


def under(model, pact):
    """The model with one of the kinds of pact."""
    return model.given(**PROMISES[pact])


def war(model, **promises):
    """Where some attack takes place, with some of the promises fixed."""
    return quantity(model.given(**promises), "war")


def width(model, pact):
    """The length of the set of status quos that are peaceful under a kind of pact."""
    return quantity(under(model, pact), "peace_width")


def would_attack(model, pact):
    """B attacks if T waits."""
    return under(model, pact).solution.chooses("B", "attack")


def change_does_not_depend_on_d(model):
    """At every other admissible d the change from no pact to a full pact is the same."""
    pair = compare_points(width(model, "full") - width(model, "no pact"), d, model.where)
    return pair.always(pair.after.compare("=", pair.before))


def same(one, other):
    """Where both conditions hold, or neither."""
    return (one & other) | (~one & ~other)


CLAIMS = (
    Claim(
        "C5.1",
        "Both choosing Alone is part of some SPE (without the refinement).",
        says=no_pact_is_stable,
        of=BALANCING,
        remark=(
            "One state's wish for a pact makes none: as long as the other stands alone, nothing is lost by standing "
            "alone as well. That is why the model asks for actions that are not dominated."
        ),
    ),
    Claim(
        "C5.2",
        "If both states are threatened, they form a pact.",
        says=lambda model: quantity(model, "pact"),
        given=lambda model: [threatened(model, 1), threatened(model, 2)],
        source="L",
        of=BALANCING,
        remark=(
            "A common threat is not enough: a pact costs something, and where T attacks it all the same, it does no "
            "more than spread the blow."
        ),
    ),
    Claim(
        "C5.3",
        "If m_1 + m_2 > m_T, a pact would not be attacked.",
        says=lambda model: ~quantity(model, "pact_attacked"),
        given=lambda model: m_1 + m_2 > m_T,
        source="L",
        of=BALANCING,
        remark=(
            "Being stronger together than T deters it only if T needs more than an even chance. If conquest is cheap, "
            "T attacks against the odds."
        ),
    ),
    Claim(
        "C5.4",
        "If m_1 + m_2 > m_T and c_T >= 1/2, a pact would not be attacked.",
        says=lambda model: ~quantity(model, "pact_attacked"),
        given=lambda model: [m_1 + m_2 > m_T, c_T >= Rational(1, 2)],
        of=BALANCING,
    ),
    Claim(
        "C5.5",
        "If m_1 + m_2 > m_T and c_T < 1/2, a pact would not be attacked.",
        says=lambda model: ~quantity(model, "pact_attacked"),
        given=lambda model: [m_1 + m_2 > m_T, c_T < Rational(1, 2)],
        of=BALANCING,
    ),
    Claim(
        "C5.6",
        "If m_1 + m_2 < m_T, a pact would be attacked.",
        says=lambda model: quantity(model, "pact_attacked"),
        given=lambda model: m_1 + m_2 < m_T,
        of=BALANCING,
    ),
    Claim(
        "C5.7",
        "If even a pact would be attacked, the weaker of the two states has the larger gain.",
        says=weaker_gains_more,
        given=lambda model: quantity(model, "pact_attacked"),
        of=BALANCING,
    ),
    Claim(
        "C5.8",
        "If m_1 < m_2, then gain_1 >= gain_2.",
        says=lambda model: quantity(model, "gain_1") >= quantity(model, "gain_2"),
        given=lambda model: m_1 < m_2,
        of=BALANCING,
        remark=(
            "The weak state has more to lose, but what it is spared also depends on its cost of war: a strong state "
            "that war would ruin may gain more from a pact that deters."
        ),
    ),
    Claim(
        "C5.9",
        "If m_1 < m_2 and c_1 = c_2, then gain_1 >= gain_2.",
        says=lambda model: quantity(model, "gain_1") >= quantity(model, "gain_2"),
        given=lambda model: [m_1 < m_2, Eq(c_1, c_2)],
        of=BALANCING,
    ),
    Claim(
        "C5.10",
        "If neither state is threatened, they form a pact.",
        says=lambda model: quantity(model, "pact"),
        given=lambda model: [~threatened(model, 1), ~threatened(model, 2)],
        source="L",
        of=BALANCING,
    ),
    Claim(
        "C5.11",
        "If exactly one of them is threatened, they form a pact.",
        says=lambda model: quantity(model, "pact"),
        given=lambda model: (
            (threatened(model, 1) & ~threatened(model, 2)) | (threatened(model, 2) & ~threatened(model, 1))
        ),
        source="L",
        of=BALANCING,
        remark="The state that is safe by itself has nothing to gain, and a pact takes two.",
    ),
    Claim(
        "C5.12",
        "If a pact is formed, nobody is attacked.",
        says=lambda model: ~quantity(model, "attacked_1") & ~quantity(model, "attacked_2"),
        given=lambda model: quantity(model, "pact"),
        source="L",
        of=BALANCING,
        remark=(
            "A pact can be worth its price although it does not deter: two that are attacked together lose less than "
            "each would alone."
        ),
    ),
    Claim(
        "C5.13",
        "If a pact is formed, T is strictly worse off than it would be without the pact.",
        says=lambda model: quantity(model, "payoff_T") < alone(model).payoff("T"),
        given=lambda model: quantity(model, "pact"),
        of=BALANCING,
    ),
    Claim(
        "C5.14",
        "Raising m_T never lowers transfer where there is a pact before and after.",
        says=lambda model: transfer_while_there_is_a_pact(model, ">=", m_T),
        of=PROTECTION,
    ),
    Claim(
        "C5.15",
        "Raising m_W never raises transfer where there is a pact before and after.",
        says=lambda model: transfer_while_there_is_a_pact(model, "<=", m_W),
        of=PROTECTION,
    ),
    Claim(
        "C5.16",
        "If P would guard W for free and a pact is concluded, it asks for no concession (transfer = 0).",
        says=lambda model: quantity(model, "transfer").compare("=", 0),
        given=lambda model: [quantity(model, "would_guard_for_free"), quantity(model, "pact")],
        of=PROTECTION,
        remark=(
            "What P asks for does not depend on what P would do for nothing. It makes the offer, and W would pay up to "
            "what protection is worth to it."
        ),
    ),
    Claim(
        "C5.17",
        "Raising m_T never ends a pact.",
        says=lambda model: persists(quantity(model, "pact"), m_T, model.where),
        of=PROTECTION,
    ),
    Claim(
        "C5.18",
        "A threatened weak state gets its protector: a pact is concluded.",
        says=lambda model: quantity(model, "pact"),
        source="L",
        of=PROTECTION,
        remark=(
            "The danger has to be worth the pact's costs to W, and the concession together with the stake has to be "
            "worth them to P. No concession is larger than W's whole policy."
        ),
    ),
    Claim(
        "C5.19",
        "If a pact is concluded, W is strictly better off than without it.",
        says=lambda model: quantity(model, "payoff_W") > left_alone(model),
        given=lambda model: quantity(model, "pact"),
        source="L",
        of=PROTECTION,
        remark=(
            "P takes as much as W would give, which leaves W where it was. Only where being conquered would be so bad "
            "that all of its policy does not pay for protection is something left to W."
        ),
    ),
    Claim(
        "C5.20",
        "If a pact is concluded, P gains influence (sphere_of_influence).",
        says=lambda model: quantity(model, "sphere_of_influence"),
        given=lambda model: quantity(model, "pact"),
        source="L",
        of=PROTECTION,
    ),
    Claim(
        "C5.21",
        "Switching phi_D from 0 to 1, phi_O fixed, never turns peace into war.",
        says=lambda model: war(model, phi_D=0) | ~war(model, phi_D=1),
        source="L",
        of=KINDS,
    ),
    Claim(
        "C5.22",
        "Switching phi_O from 0 to 1, phi_D fixed, never turns war into peace.",
        says=lambda model: ~war(model, phi_O=0) | war(model, phi_O=1),
        of=KINDS,
    ),
    Claim(
        "C5.23",
        "Any pact (phi_D + phi_O >= 1) has a peace_width at least as large as no pact.",
        says=lambda model: quantity(model, "peace_width") >= width(model, "no pact"),
        given=lambda model: phi_D + phi_O >= 1,
        source="L",
        of=KINDS,
        remark=(
            "A promise to help in attack tempts the member to attack, and so gives T a reason to strike first. Only "
            "the promise to help in defence makes more status quos safe."
        ),
    ),
    Claim(
        "C5.24",
        "Under a purely offensive pact, if B would attack after waiting by T, then T strikes first.",
        says=lambda model: quantity(under(model, "purely offensive"), "initiator_T"),
        given=lambda model: would_attack(model, "purely offensive"),
        of=KINDS,
        remark="Waiting would mean war with the partners, striking first means war without them.",
    ),
    Claim(
        "C5.25",
        "Under a full pact, if B would attack after waiting by T, then T strikes first.",
        says=lambda model: quantity(under(model, "full"), "initiator_T"),
        given=lambda model: would_attack(model, "full"),
        of=KINDS,
        remark="The partners come whoever starts: T gains nothing by being first, and waits.",
    ),
    Claim(
        "C5.26",
        "The change in peace_width from no pact to a full pact does not depend on d.",
        says=change_does_not_depend_on_d,
        of=KINDS,
        remark=(
            "A full pact moves the status quos that are safe from B, and those that are safe from T, by the same "
            "amount. Only the extra damage k makes the set longer."
        ),
    ),
    Claim(
        "C5.27",
        "Under a purely defensive pact B attacks on path exactly where it would without any pact.",
        says=lambda model: same(
            quantity(under(model, "purely defensive"), "initiator_B"),
            quantity(under(model, "no pact"), "initiator_B"),
        ),
        of=KINDS,
    ),
    Claim(
        "C5.28",
        "A full pact is peaceful wherever no pact is peaceful.",
        says=lambda model: ~war(model, **PROMISES["full"]),
        given=lambda model: ~war(model, **PROMISES["no pact"]),
        source="L",
        of=KINDS,
        remark=(
            "With partners B is content with nothing less than they could win for it: a status quo that satisfied it "
            "when it was alone no longer does."
        ),
    ),
    Claim(
        "C5.29",
        "A purely offensive pact has a positive peace_width.",
        says=lambda model: width(model, "purely offensive") > 0,
        of=KINDS,
    ),
)
