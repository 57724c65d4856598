"""Model 2: what is claimed about hosts that are too strategic to fail.

References: Bapat (2019); Bueno de Mesquita and Smith (2009).
"""

from sympy import symbols

from formal import Claim, Eventually, falls, persists, rises

V, a, m, phi = symbols("V a m phi")
SLUG = "too_strategic"


def keeps_its_aid(model):
    """H abuses, and goes on being aided."""
    return model.quantities["abuses"] & model.quantities["aid_paid"]


def stake(model):
    """The stake at which P is indifferent after abuse."""
    return model.quantities["critical_stake"]


CLAIMS = (
    Claim(
        "C2.1",
        "For every choice of the other parameters, H abuses and keeps its aid once V is large enough.",
        says=lambda model: Eventually(V, keeps_its_aid(model)),
        source="L",
        of=SLUG,
    ),
    Claim(
        "C2.2",
        "critical_stake falls in phi and rises in a and in m.",
        says=lambda model: (
            falls(stake(model), phi, model.where)
            & rises(stake(model), a, model.where)
            & rises(stake(model), m, model.where)
        ),
        of=SLUG,
    ),
    Claim(
        "C2.3",
        "If P would cut after abuse, H complies.",
        says=lambda model: ~model.quantities["abuses"],
        given=lambda model: ~model.quantities["continues_after_abuse"],
        of=SLUG,
        remark=(
            "To be cut off costs H the aid and perhaps its office. Where the rent from abuse is larger than"
            " that (b > phi*R + beta*a), H takes the rent and lets the aid go."
        ),
    ),
    Claim(
        "C2.4",
        "If H complies, it still does after raising m.",
        says=lambda model: persists(~model.quantities["abuses"], m, model.where),
        of=SLUG,
    ),
    Claim(
        "C2.5",
        "For every choice of the other parameters, H complies once m is large enough.",
        says=lambda model: Eventually(m, ~model.quantities["abuses"]),
        of=SLUG,
        remark=(
            "A patron that hates the association with abuse is sure to cut. That deters H only if being cut"
            " off is worse than the rent from abuse is good."
        ),
    ),
    Claim(
        "C2.6",
        "If H abuses, it still does after raising V.",
        says=lambda model: persists(model.quantities["abuses"], V, model.where),
        of=SLUG,
    ),
)
