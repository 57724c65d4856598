"""M4: what is claimed about shifting power.

A demand that would satisfy A exists in every period taken by itself; war comes from what B cannot promise. So the
claims ask when the whole of today's flow is too little, and what moves that border.

References: Fearon (1995); Powell (2006).
"""

from sympy import symbols

from formal import Claim, Eventually, Exists, Region, compare_points, prefers
from formal_models.commitment import bound_by_a_promise

p0, p1, c_A, c_B, delta, x, w, q, g = symbols("p0 p1 c_A c_B delta x w q g")
GUARANTEE, FINITE = "commitment_problem_guarantee", "commitment_problem_finite"
other, impatience = symbols("c_B_other impatience")


def war(model):
    """Where there is war in the first period."""
    return model.quantities["war"]


def both_prefer(model):
    """Where both strictly prefer a share kept for ever to war now."""
    game = bound_by_a_promise(model)
    kept, fought = ["x", "accept", "keep"], ["x", "fight"]
    return prefers(game, "A", kept, fought, strictly=True) & prefers(game, "B", kept, fought, strictly=True)


def another_cost_would_change_it(model):
    """Where some other value of B's cost of war turns war into peace or peace into war."""
    here, there = war(model), war(model).subs({c_B: other})
    return Exists(other, (here & ~there) | (~here & there), where=other > 0)


def less_war(model, symbol):
    """Raising a parameter never turns peace into war."""
    pair = compare_points(war(model), symbol, where=model.where)
    return pair.always(pair.before, given=pair.after)


def more_war_with_the_same_shift(model):
    """Raising p0 never turns war into peace if the shift w = p0 - p1 stays the same."""
    moved = Region.of(model.space, war(model).formula).subs({p1: p0 - w})
    pair = compare_points(moved, p0, where=Region(*model.where).subs({p1: p0 - w}))
    return pair.always(pair.after, given=pair.before)


def no_more_with_patience(model):
    """Raising delta never raises the critical shift."""
    pair = compare_points(model.quantities["critical_shift"], delta, where=model.where)
    return pair.always(pair.after <= pair.before)


def exactly_where_war(model):
    """The value of commitment is positive where there is war, and nowhere else."""
    gains = model.quantities["commitment_value"] > 0
    return (gains & war(model)) | (~gains & ~war(model))


# -- a guarantor -------------------------------------------------------------------------------------


def certain_help(model):
    """Where there is war although the guarantor will help for sure."""
    return war(model.varying(q).given(q=1))


def with_the_shift_undone(model):
    """Where there is war although the guarantor will help for sure and makes up for the whole shift."""
    return war(model).subs({q: 1, g: p0 - p1})


def not_dearer_with_the_cost(model):
    """Raising c_A never raises the critical guarantee."""
    pair = compare_points(model.quantities["critical_guarantee"], c_A, where=model.where)
    return pair.always(pair.after <= pair.before)


# -- an end ------------------------------------------------------------------------------------------


def without_end(model):
    """Where there is war if there is no last period."""
    return war(model.beside("commitment_problem"))


def one_more_period(model):
    """Where there is war with one more period."""
    return war(model.sized(T=model.integers["T"] + 1))


CLAIMS = (
    Claim(
        "C4.1",
        "At t = 0 there is a constant division that, kept for ever, both sides strictly prefer to immediate war.",
        says=lambda model: Exists(x, both_prefer(model), where=[x >= 0, x <= 1]),
        of="commitment_problem",
    ),
    Claim(
        "C4.2",
        "Equilibrium play ends in war.",
        says=war,
        source="L",
        of="commitment_problem",
        remark=(
            "War needs a shift that is large and close: if the future counts little, or A is weak already, the whole "
            "flow of the first period makes up for what A loses later."
        ),
    ),
    Claim(
        "C4.3",
        "Some other admissible value of c_B, all else fixed, would change whether there is war.",
        says=another_cost_would_change_it,
        of="commitment_problem",
        remark=(
            "A decides on war, and compares what it can hold with its own cost. B would pay up to everything it has "
            "today to avoid war, whatever war costs it: its cost moves no border."
        ),
    ),
    Claim(
        "C4.4",
        "If p0 > c_A, there is war for all delta close enough to 1.",
        says=lambda model: Eventually(delta, war(model), to=1),
        given=lambda model: p0 > c_A,
        of="commitment_problem",
    ),
    Claim(
        "C4.5",
        "There is no war for all delta close enough to 0.",
        says=lambda model: Eventually(impatience, ~war(model).subs({delta: 1 - impatience}), to=1),
        of="commitment_problem",
    ),
    Claim(
        "C4.6",
        "Lowering p1 never turns war into peace.",
        says=lambda model: less_war(model, p1),
        of="commitment_problem",
    ),
    Claim(
        "C4.7",
        "Raising c_A never turns peace into war.",
        says=lambda model: less_war(model, c_A),
        of="commitment_problem",
    ),
    Claim(
        "C4.8",
        "Raising p0 with the shift held fixed never turns war into peace.",
        says=more_war_with_the_same_shift,
        of="commitment_problem",
    ),
    Claim(
        "C4.9",
        "Raising delta never raises critical_shift.",
        says=no_more_with_patience,
        of="commitment_problem",
    ),
    Claim(
        "C4.10",
        "If there is war, the shift exceeds the sum of both war costs.",
        says=lambda model: p0 - p1 > c_A + c_B,
        given=war,
        of="commitment_problem",
        remark=(
            "In the finite and one-shot versions of the textbooks the shift must exceed the bargaining surplus. Here B "
            "can give away no more than today's flow, whatever the surplus: its own cost is no part of the condition."
        ),
    ),
    Claim(
        "C4.11",
        "commitment_value is positive exactly where there is war.",
        says=exactly_where_war,
        of="commitment_problem",
    ),
    Claim(
        "C4.16",
        "A certain guarantee (q = 1) leads to peace.",
        says=lambda model: ~certain_help(model),
        source="L",
        of=GUARANTEE,
        remark="Only if its help makes up for enough of the shift: it need not make up for all of it.",
    ),
    Claim(
        "C4.17",
        "A certain guarantee that undoes the whole shift (q = 1, p1 + g = p0) leads to peace.",
        says=lambda model: ~with_the_shift_undone(model),
        of=GUARANTEE,
    ),
    Claim(
        "C4.18",
        "Raising q never turns peace into war.",
        says=lambda model: less_war(model, q),
        of=GUARANTEE,
    ),
    Claim(
        "C4.19",
        "Raising c_A never raises critical_guarantee.",
        says=not_dearer_with_the_cost,
        of=GUARANTEE,
    ),
    Claim(
        "C4.20",
        "The guarantee is pivotal.",
        says=lambda model: model.quantities["guarantee_pivotal"],
        of=GUARANTEE,
    ),
    Claim(
        "C4.21",
        "If there is war with T periods, there is war with T+1.",
        says=one_more_period,
        given=war,
        of=FINITE,
        remark="What a later period adds to the worth of war now it does not add to what B can give away now.",
    ),
    Claim(
        "C4.22",
        "If there is war with T periods, there is war in `commitment_problem`.",
        says=without_end,
        given=war,
        of=FINITE,
    ),
    Claim(
        "C4.23",
        "If there is war in `commitment_problem`, there is war with T periods.",
        says=war,
        given=without_end,
        of=FINITE,
        remark="The end may come too soon: what A loses later must be worth more than one period's flow.",
    ),
)
