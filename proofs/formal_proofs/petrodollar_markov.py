"""Model 1B: what is claimed about aid over time.

"H works when aided" means that always making an effort is optimal for it against aid in every period of terror, "when
unaided" against no aid ever.

References: Bapat (2011, 2019).
"""

from sympy import symbols

from formal import Claim, Eventually, Somewhere, compare_points
from formal_models.petrodollar_markov import works

delta, q1, a, R, v = symbols("delta q1 a R v")
SLUG = "petro_markov"


def pair_of(model, thing, symbol):
    """A condition or a quantity at two points that differ in one parameter."""
    return compare_points(thing, symbol, where=model.where)


def never_undone(model, condition, symbol):
    """Where a condition holds, it still does after raising a parameter."""
    pair = pair_of(model, condition, symbol)
    return pair.always(pair.after, given=pair.before)


def works_with_less(model):
    """Where H works when aided with a, it works with a smaller tranche."""
    pair = pair_of(model, works(model, 1), a)
    return pair.always(pair.before, given=pair.after)


def rises(model, name, symbol):
    """A quantity rises strictly in a parameter."""
    pair = pair_of(model, model.quantities[name], symbol)
    return pair.always(pair.after > pair.before)


def falls(model, name, symbol):
    """A quantity falls strictly in a parameter."""
    pair = pair_of(model, model.quantities[name], symbol)
    return pair.always(pair.after < pair.before)


CLAIMS = (
    Claim(
        "C1B.1",
        "There is a point where H works when unaided but not when aided.",
        says=lambda model: Somewhere(works(model, 0) & ~works(model, 1)),
        source="L",
        of=SLUG,
    ),
    Claim(
        "C1B.2",
        "If H works when aided, it works when unaided.",
        says=lambda model: works(model, 0),
        given=lambda model: works(model, 1),
        source="L",
        of=SLUG,
        remark=(
            "Aid also makes it likelier that the regime lives to enjoy the end of terror. Where what the leader "
            "captures of the aid is small and the unaided regime is likely to collapse before the effort bears fruit, "
            "aid is what makes the effort worth its cost."
        ),
    ),
    Claim(
        "C1B.3",
        "If H works when aided with a, it works when aided with any smaller tranche (q1 unchanged).",
        says=works_with_less,
        of=SLUG,
    ),
    Claim(
        "C1B.4",
        "At no point are (pay; no effort, no effort) and (don't pay; effort, effort) both equilibria.",
        says=lambda model: (
            ~(model.quantities["aid_and_prolong_mpe"] & model.quantities["no_aid_and_effort_mpe"])
        ),
        of=SLUG,
    ),
    Claim(
        "C1B.5",
        "A stationary pure equilibrium exists.",
        says=lambda model: True if model.solution.without is None else ~model.solution.without,
        of=SLUG,
        remark=(
            "Somewhere best replies go round in a circle: a host that is idle is not worth paying, an unpaid one makes "
            "the effort, one that makes the effort is worth paying, since the regime that is saved will soon be rid of "
            "terror, and a paid one is idle. There equilibria are mixed."
        ),
    ),
    Claim(
        "C1B.6",
        "If (pay; no effort, no effort) is an equilibrium, it still is after raising v.",
        says=lambda model: never_undone(model, model.quantities["aid_and_prolong_mpe"], v),
        source="L",
        of=SLUG,
    ),
    Claim(
        "C1B.7",
        "Assume q1 = 0. There is a level below 1 such that H works when aided for every delta above it.",
        says=lambda model: Eventually(delta, works(model.given(q1=0), 1), to=1),
        of=SLUG,
        remark=(
            "If aid rules out collapse, a patient host loses nothing by letting terror run but its social cost, and is "
            "paid for it in every period: patience makes effort worthwhile only if what is captured is less than that "
            "cost, net of the effort."
        ),
    ),
    Claim(
        "C1B.8",
        "Assume q1 > 0. Raising R raises `critical_aid`.",
        says=lambda model: rises(model, "critical_aid", R),
        given=lambda model: q1 > 0,
        of=SLUG,
    ),
    Claim(
        "C1B.9",
        "With H never working, a lower collapse chance q1 means a longer expected spell of terror.",
        says=lambda model: falls(model, "expected_duration", q1),
        of=SLUG,
    ),
    Claim(
        "C1B.10",
        "Assume q1 > 0. Raising delta raises `critical_aid`.",
        says=lambda model: rises(model, "critical_aid", delta),
        given=lambda model: q1 > 0,
        of=SLUG,
    ),
)
