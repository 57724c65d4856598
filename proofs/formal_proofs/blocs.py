"""M11: what is claimed about blocs.

"Raising z strictly raises Q" is the sign of a derivative, everything else fixed. Claims with `any_size` are judged for
all numbers of allies at once, the others for those that the model has (`load_model("blocs", n_X=3, n_Y=1).claims`).

References: Christensen and Snyder (1990); Snyder (1984); Waltz (1979).
"""

from sympy import symbols

from formal import Claim, derivative

S, m, Y, gamma, k, beta = symbols("S m Y gamma k beta")
n_X = symbols("n_X", integer=True)
DEPENDENCE, BLOCS = "alliance_dependence", "blocs"


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def slope(model, symbol):
    """How J's dependence on its partner changes with a parameter."""
    return derivative(quantity(model, "dependence"), symbol)


def even(model):
    """The same model with as many allies on both sides, at least one each."""
    own = model.integers["n_X"]
    return (
        model.sized(n_Y=own) if isinstance(own, type(n_X)) else model.sized(n_X=max(1, own), n_Y=max(1, own))
    )


def allies(model, *conditions):
    """Some conditions, and each side has an ally."""
    return [*conditions, even(model).integers["n_X"] >= 1]


CLAIMS = (
    Claim(
        "C11.1",
        "Raising m strictly raises the dependence.",
        says=lambda model: slope(model, m) > 0,
        of=DEPENDENCE,
    ),
    Claim(
        "C11.2",
        "Raising gamma strictly raises the dependence.",
        says=lambda model: slope(model, gamma) > 0,
        of=DEPENDENCE,
    ),
    Claim(
        "C11.3",
        "J joins.",
        says=lambda model: quantity(model, "joins"),
        of=DEPENDENCE,
    ),
    Claim(
        "C11.4",
        "Raising Y strictly raises the dependence.",
        says=lambda model: slope(model, Y) > 0,
        of=DEPENDENCE,
        remark=(
            "Against a weak adversary J needs nobody. Against an overwhelming one the partner cannot save it either: "
            "dependence is greatest in between."
        ),
    ),
    Claim(
        "C11.5",
        "Raising S strictly lowers the dependence.",
        says=lambda model: slope(model, S) < 0,
        of=DEPENDENCE,
    ),
    Claim(
        "C11.6",
        "The dependence is zero or negative.",
        says=lambda model: quantity(model, "dependence") <= 0,
        of=DEPENDENCE,
    ),
    Claim(
        "C11.31",
        "Tight is better.",
        says=lambda model: quantity(model, "tight_better"),
        source="L",
        of=BLOCS,
    ),
    Claim(
        "C11.32",
        "With n_Y put equal to n_X >= 1, if k > beta: X starts strictly less often under tight alliances.",
        says=lambda model: (
            quantity(even(model), "initiation_tight") < quantity(even(model), "initiation_loose")
        ),
        given=lambda model: allies(model, k > beta),
        of=BLOCS,
        any_size=True,
    ),
    Claim(
        "C11.33",
        "War is strictly more likely under tight alliances.",
        says=lambda model: (
            quantity(model, "war_probability_tight") > quantity(model, "war_probability_loose")
        ),
        source="L",
        of=BLOCS,
    ),
    Claim(
        "C11.34",
        "With n_Y put equal to n_X >= 1, if k > beta: war is strictly more likely under tight alliances.",
        says=lambda model: (
            quantity(even(model), "war_probability_tight") > quantity(even(model), "war_probability_loose")
        ),
        given=lambda model: allies(model, k > beta),
        of=BLOCS,
        any_size=True,
    ),
    Claim(
        "C11.35",
        "With n_Y put equal to n_X >= 1, if beta > k: tight is better.",
        says=lambda model: quantity(even(model), "tight_better"),
        given=lambda model: allies(model, beta > k),
        of=BLOCS,
        any_size=True,
        remark="If allies help more than they harm, tight blocs bring more wars, and each of them is larger.",
    ),
    Claim(
        "C11.36",
        "If initiation_tight = 0, tight is better.",
        says=lambda model: quantity(model, "tight_better"),
        given=lambda model: quantity(model, "initiation_tight").compare("=", 0),
        of=BLOCS,
        remark=(
            "Even blocs that deter every calculating starter do not stop a war that breaks out by itself, and then all "
            "fight. If such wars are likely, loose alliances keep them small."
        ),
    ),
    Claim(
        "C11.37",
        "With n_Y put equal to n_X >= 1, if k > beta: tight is better.",
        says=lambda model: quantity(even(model), "tight_better"),
        given=lambda model: allies(model, k > beta),
        of=BLOCS,
    ),
    Claim(
        "C11.38",
        "If war is strictly less likely under tight alliances, tight is better.",
        says=lambda model: quantity(model, "tight_better"),
        given=lambda model: (
            quantity(model, "war_probability_tight") < quantity(model, "war_probability_loose")
        ),
        of=BLOCS,
        remark="Fewer wars are not fewer belligerents: those wars that still break out draw in all allies.",
    ),
)
