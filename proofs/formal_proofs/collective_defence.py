"""Model 4: what is claimed about collective security and alliances.

References: Claude (1962); Niou and Ordeshook (1991); Downs and Iida (1994); Morrow (1994).
"""

from sympy import Eq, symbols

from formal import Claim, Region, falls, rises

c, r_U, r_A, G, c_A, d0 = symbols("c r_U r_A G c_A d0")
SLUG = "cso_vs_alliance"


def all_help_deters(model):
    """If all four were sure to help, A would wait."""
    attacked = model.game.node(("attack", *["help"] * 4)).payoffs[0]
    return Region(attacked <= model.game.node(("wait",)).payoffs[0], where=model.where)


def cso_too(model):
    """Where the alliance deters, collective security does."""
    return model.quantities["deterred_cso"]


def helpers(model):
    """The number of helpers that A fears."""
    return model.quantities["critical_helpers"]


CLAIMS = (
    Claim(
        "C4.1",
        "If r_U = r_A, the CSO has at least as many helpers.",
        says=lambda model: model.quantities["helpers_cso"] >= model.quantities["helpers_alliance"],
        given=lambda model: Eq(r_U, r_A),
        of=SLUG,
    ),
    Claim(
        "C4.2",
        "A is deterred under the CSO.",
        says=lambda model: model.quantities["deterred_cso"],
        source="L",
        of=SLUG,
        remark=(
            "The might of all others is only as large as the number who come. A state comes if its own "
            "stake, per unit of help, and the price of reneging cover its cost; a universal pledge that is "
            "cheap to break adds nothing."
        ),
    ),
    Claim(
        "C4.3",
        "If the alliance deters, the CSO deters.",
        says=cso_too,
        given=lambda model: model.quantities["deterred_alliance"],
        of=SLUG,
        remark=(
            "The pledge of all is broader, but may be weaker. Where breaking with an ally costs more than "
            "breaking a universal pledge, two who come may outnumber four who do not."
        ),
    ),
    Claim(
        "C4.4",
        "If the alliance deters and the CSO does not, then r_A > r_U.",
        says=lambda model: r_A > r_U,
        given=lambda model: [model.quantities["deterred_alliance"], ~model.quantities["deterred_cso"]],
        source="L",
        of=SLUG,
    ),
    Claim(
        "C4.5",
        "If all four were sure to help, A would be deterred.",
        says=all_help_deters,
        of=SLUG,
    ),
    Claim(
        "C4.6",
        "critical_helpers rises in G, and falls in c_A and in d0.",
        says=lambda model: (
            rises(helpers(model), G, model.where)
            & falls(helpers(model), c_A, model.where)
            & falls(helpers(model), d0, model.where)
        ),
        of=SLUG,
    ),
    Claim(
        "C4.7",
        "Assume r_A > r_U. If the alliance deters, the CSO deters.",
        says=cso_too,
        given=lambda model: [r_A > r_U, model.quantities["deterred_alliance"]],
        of=SLUG,
        remark=(
            "The stronger pledge of two does not always make the difference: the other two may come anyway,"
            " or A may be deterred by fewer."
        ),
    ),
)
