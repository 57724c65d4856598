"""Model 5: what is claimed about the Security Council.

The indices are those of the council whose size the model has (`load_model("unsc", quota=8).claims`); what is claimed of
the council of today is judged for five permanent and ten elected members.

References: Shapley and Shubik (1954); Banzhaf (1965); O'Neill (1996); Voeten (2001).
"""

from sympy import symbols

from formal import Claim, Somewhere, derivative, persists

y_P, y_E = symbols("y_P y_E")
GAINS = symbols("b_1 b_2 b_3 b_4 b_5")
TIES = symbols("kappa_1 kappa_2 kappa_3 kappa_4 kappa_5")


def today(model, quota=9):
    """The council of the United Nations, perhaps with another quota."""
    return model.sized(n_perm=5, n_elected=10, quota=quota).quantities


def number(model, name):
    """A quantity of the votes in the Council."""
    return model.quantities[name]


CLAIMS = (
    Claim(
        "C5.1",
        "There is a losing coalition of 14 members.",
        says=lambda model: model.sized(n_perm=5, n_elected=10, quota=9).game.losing_size() >= 14,
        source="L",
        of="unsc",
        remark="Everybody but one permanent member: the Council does not decide by majority.",
    ),
    Claim(
        "C5.2",
        "A permanent member's Shapley-Shubik index exceeds 100 times an elected member's.",
        says=lambda model: today(model)["shapley_permanent"] > 100 * today(model)["shapley_elected"],
        of="unsc",
    ),
    Claim(
        "C5.3",
        "A permanent member's normalised Banzhaf index exceeds 100 times an elected member's.",
        says=lambda model: today(model)["banzhaf_permanent"] > 100 * today(model)["banzhaf_elected"],
        of="unsc",
        remark=(
            "The two indices agree on the order and not on the scale: counted by coalitions rather than by "
            "orders of joining, a veto is worth about ten times an elected seat."
        ),
    ),
    Claim(
        "C5.4",
        "Lowering the quota from 9 to 8 raises an elected member's Shapley-Shubik index.",
        says=lambda model: today(model, quota=8)["shapley_elected"] > today(model)["shapley_elected"],
        of="unsc",
    ),
    Claim(
        "C5.5",
        "A permanent member's Shapley-Shubik index is above an elected member's (at the given integers).",
        says=lambda model: number(model, "shapley_permanent") > number(model, "shapley_elected"),
        of="unsc",
    ),
    Claim(
        "C5.6",
        "The chance of passing rises in y_P and in y_E.",
        says=lambda model: (
            (derivative(number(model, "pass_probability"), y_P, model.where) > 0)
            & (derivative(number(model, "pass_probability"), y_E, model.where) > 0)
        ),
        of="unsc_veto",
    ),
    Claim(
        "C5.7",
        "No veto is less likely than a quorum given no veto.",
        says=lambda model: (
            number(model, "no_veto_probability") < number(model, "quorum_probability_given_no_veto")
        ),
        of="unsc_veto",
    ),
    Claim(
        "C5.11",
        "If action is not authorised, raising any kappa_i leaves it not authorised.",
        says=lambda model: [persists(~number(model, "authorised"), kappa, model.where) for kappa in TIES],
        source="L",
        of="unsc_policy_bias",
    ),
    Claim(
        "C5.12",
        "If no kappa_i exceeds b_i, action is authorised.",
        says=lambda model: number(model, "authorised"),
        given=lambda model: [kappa <= b for b, kappa in zip(GAINS, TIES, strict=True)],
        of="unsc_policy_bias",
        remark="The elected members count as well: the five permanent votes need at least four more.",
    ),
    Claim(
        "C5.13",
        "There is a point where action is blocked only by a veto.",
        says=lambda model: Somewhere(number(model, "blocked_only_by_veto")),
        of="unsc_policy_bias",
    ),
)
