"""Model 9: what is claimed about salami tactics.

The number of stages is that of the model (`load_model("salami", n=4).claims`); "one more stage" is a second model.

References: Schelling (1966); Fearon (1996).
"""

from sympy import symbols

from formal import Claim, Somewhere, compare_points, supremum
from formal_models.salami import conceded, total

rho, X, c_B, S, x, n = symbols("rho X c_B S x n")


def sliced_what_would_be_fought_for(model):
    """A takes more than in one shot, and B would have fought that total taken in one step."""
    largest, sliced = supremum(conceded(model).subs({S: 0}), x), several(model).quantities
    return (sliced["total_taken"] > largest) & (sliced["slicing_gain"] > 0)


def several(model):
    """The model, with two stages if it has one."""
    return model.sized(n=max(2, model.integers["n"]))


def one_more_stage(model):
    """The total with one more stage is at least as large."""
    longer = model.sized(n=model.integers["n"] + 1)
    return total(longer) >= model.quantities["total_taken"]


def everything_in_the_end(model):
    """Where A takes everything once there are enough stages.

    Totals come as close as one likes to the limit of what B concedes, from below, and reach it at rho = 1 only; at
    rho = 0 each further stage adds the same slice, so there is no limit.
    """
    return (model.quantities["long_run_limit"] > X) | (rho <= 0)


def more_if_war_is_dearer(model):
    """If A does not get everything, raising c_B raises the total."""
    pair = compare_points(model.quantities["total_taken"], c_B, where=model.where)
    return pair.always(pair.after > pair.before, given=pair.before < X)


CLAIMS = (
    Claim(
        "C9.1",
        "There is a point where A takes more than in one shot, and B would have fought that total taken in one step.",
        says=lambda model: Somewhere(sliced_what_would_be_fought_for(model)),
        source="L",
        of="salami",
    ),
    Claim(
        "C9.2",
        "Assume n >= 2. Slicing takes more than one shot.",
        says=lambda model: several(model).quantities["slicing_gain"] > 0,
        of="salami",
        remark=(
            "Slices help only where one shot leaves something to take, and where a fight would not restore all that "
            "was lost before: then the next slice puts everything at stake again."
        ),
    ),
    Claim(
        "C9.3",
        "With rho = 1 slicing takes no more than one shot.",
        says=lambda model: model.varying(rho).given(rho=1).quantities["slicing_gain"] <= 0,
        of="salami",
    ),
    Claim(
        "C9.4",
        "One more stage weakly raises the total.",
        says=one_more_stage,
        of="salami",
    ),
    Claim(
        "C9.5",
        "For every choice of the other parameters, A takes all of X once n is large enough.",
        says=everything_in_the_end,
        of="salami",
        remark=(
            "Each slice adds to what B can win back, so slices shrink by a constant factor and their sum has a limit: "
            "a territory larger than that is never taken entirely."
        ),
    ),
    Claim(
        "C9.6",
        "If A does not get everything, raising c_B raises the total.",
        says=more_if_war_is_dearer,
        of="salami",
    ),
)
