"""M1: what is claimed about crisis bargaining under complete information.

"Locally" is the sign of a derivative, everything else fixed.

References: Fearon (1995); Powell (1999).
"""

from sympy import symbols

from formal import Claim, Exists, derivative, falls, prefers

p, c_A, c_B, s, x, other = symbols("p c_A c_B s x s_2")

A_PROPOSES, B_PROPOSES, OUTSIDE = (
    "crisis_bargaining",
    "crisis_bargaining_b_proposes",
    "crisis_bargaining_outside_option",
)


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def slope(model, name, symbol):
    """How a quantity changes with a parameter."""
    return derivative(model.quantities[name], symbol)


def war_payoff(model, player, *history):
    """What war is worth to a player."""
    return model.game.node(history or ("x", "reject")).payoffs[model.game.players.index(player)]


def strictly_better(model):
    """The divisions that both sides strictly prefer to war."""
    both = [prefers(model.game, player, ["x", "accept"], ["x", "reject"], strictly=True) for player in "AB"]
    return both[0] & both[1]


def peace(model):
    """Play ends without war."""
    return ~model.quantities["war"]


def depends_on_status_quo(model):
    """Another status quo gives A another payoff."""
    payoff = model.quantities["payoff_A"]
    return Exists(other, payoff.compare("!=", payoff.subs({s: other})), where=[0 <= other, other <= 1])


CLAIMS = (
    Claim(
        "C1.1",
        "There is a division that both sides strictly prefer to war, and the bargaining range has positive length.",
        says=lambda model: (
            Exists(x, strictly_better(model), where=[0 <= x, x <= 1]) & (quantity(model, "range_width") > 0)
        ),
        source="L",
        of=A_PROPOSES,
    ),
    Claim("C1.2", "Equilibrium play ends without war.", says=peace, source="L", of=A_PROPOSES),
    Claim(
        "C1.3",
        "The length of the bargaining range equals the sum of the two war costs.",
        says=lambda model: quantity(model, "range_width").compare("=", c_A + c_B),
        source="L",
        of=A_PROPOSES,
        remark=(
            "The range is the sum of the costs as long as neither end of the good cuts it off. Where one side could "
            "hope for less than nothing from war, part of what it would concede does not exist."
        ),
    ),
    Claim(
        "C1.4",
        "The offer rises strictly with c_B (locally).",
        says=lambda model: slope(model, "offer", c_B) > 0,
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C1.5",
        "The offer changes with c_A (locally).",
        says=lambda model: slope(model, "offer", c_A).compare("!=", 0),
        source="P",
        of=A_PROPOSES,
        remark="A takes what B can bear. Its own cost of war never enters: it is B that is kept indifferent.",
    ),
    Claim(
        "C1.6",
        "A local change of p leaves the length of the range unchanged.",
        says=lambda model: slope(model, "range_width", p).compare("=", 0),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C1.7",
        "Raising c_A locally and raising c_B locally each strictly lengthen the range.",
        says=lambda model: (slope(model, "range_width", c_A) > 0) & (slope(model, "range_width", c_B) > 0),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C1.8",
        "A's equilibrium payoff strictly exceeds its war payoff.",
        says=lambda model: quantity(model, "payoff_A") > war_payoff(model, "A"),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C1.9",
        "B's equilibrium payoff strictly exceeds its war payoff.",
        says=lambda model: quantity(model, "payoff_B") > war_payoff(model, "B"),
        source="P",
        of=A_PROPOSES,
        remark=(
            "A leaves B exactly what war is worth to it. Only where war is worth less than nothing to B, and A cannot "
            "take more than everything, does B end better off."
        ),
    ),
    Claim(
        "C1.10",
        "The offer here minus the offer in crisis_bargaining_b_proposes equals the length of the range.",
        says=lambda model: (quantity(model, "offer") - quantity(model.beside(B_PROPOSES), "offer")).compare(
            "=", quantity(model, "range_width")
        ),
        source="P",
        of=A_PROPOSES,
    ),
    Claim(
        "C1.11",
        "The offer falls strictly with c_A (locally).",
        says=lambda model: slope(model, "offer", c_A) < 0,
        source="P",
        of=B_PROPOSES,
    ),
    Claim(
        "C1.12",
        "The offer changes with c_B (locally).",
        says=lambda model: slope(model, "offer", c_B).compare("!=", 0),
        source="P",
        of=B_PROPOSES,
    ),
    Claim(
        "C1.13",
        "A's equilibrium payoff strictly exceeds its war payoff.",
        says=lambda model: quantity(model, "payoff_A") > war_payoff(model, "A"),
        source="P",
        of=B_PROPOSES,
    ),
    Claim(
        "C1.14",
        "B strictly gains from being the proposer (proposer_gain > 0).",
        says=lambda model: quantity(model, "proposer_gain") > 0,
        source="P",
        of=B_PROPOSES,
    ),
    Claim("C1.15", "Equilibrium play ends without war.", says=peace, source="P", of=OUTSIDE),
    Claim(
        "C1.16",
        "A ends strictly better off than under the status quo.",
        says=lambda model: quantity(model, "gain_over_status_quo") > 0,
        source="P",
        of=OUTSIDE,
        remark="A demand is worth what happens if it is refused. A threat that would not be carried out earns nothing.",
    ),
    Claim(
        "C1.17",
        "If A prefers the status quo to war, its demand still earns it strictly more than s.",
        says=lambda model: quantity(model, "payoff_A") > s,
        given=lambda model: prefers(
            model.game, "A", ["x", "reject", "back down"], ["x", "reject", "fight"], strictly=True
        ),
        source="P",
        of=OUTSIDE,
    ),
    Claim(
        "C1.18",
        "Raising c_A never raises A's equilibrium payoff.",
        says=lambda model: falls(quantity(model, "payoff_A"), c_A, model.where, weakly=True),
        source="P",
        of=OUTSIDE,
    ),
    Claim(
        "C1.19",
        "A change of s alone (to some other admissible value) can change A's equilibrium payoff.",
        says=depends_on_status_quo,
        source="P",
        of=OUTSIDE,
    ),
)
