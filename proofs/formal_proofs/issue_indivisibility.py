"""M4: what is claimed about a good that comes in lumps.

What is claimed of the model's own number of lumps is read off the solution of its game. What is claimed of every
number needs a thought more, since no game has all of them. B accepts that A gets nothing, so there is a best offer
that it accepts: `i` lumps of `n_units`, where either that is all there is or B refuses one lump more. Play is
peaceful exactly if A weakly prefers this offer to war. `i` and `n_units` are then parameters like others. Of whole
numbers no more is used than that different ones are at least one apart, so what is proved for these parameters
holds for all whole numbers. That the game is played like this is part of each such claim, for the number of lumps
that the model has.

References: Fearon (1995); Powell (2006).
"""

from sympy import Integer, symbols

from formal import Claim, Exists, Game, Region, choose, prefers
from formal_models.issue_indivisibility import answer, with_lottery, z

p, c_A, c_B, i, j, m, n_units = symbols("p c_A c_B i j m n_units")


def peace(model, number=None):
    """Where play is peaceful, with the model's number of lumps or with another."""
    return ~(model if number is None else model.sized(n_units=number)).quantities["war"]


def another_lump(model):
    """Where play is peaceful with one lump more than the model has."""
    return peace(model, model.integers["n_units"] + 1)


def lottery_better_than_war(model):
    """The lotteries that both strictly prefer to war."""
    game = with_lottery(model)
    both = [prefers(game, player, ["z", "accept"], ["z", "reject"], strictly=True) for player in "AB"]
    return Exists(z, both[0] & both[1], where=[0 <= z, z <= 1])


# -- any number of lumps ---------------------------------------------------------------------------------


def better_than_war(model, player, taken, of, strictly=False):
    """Where a player prefers that A has some lumps to war."""
    where = [*model.where, *(number >= 1 for number in of.free_symbols)]
    offered = Game(model.game.players, choose("A", {"x": answer(taken / of)}), where=where)
    return prefers(offered, player, ["x", "accept"], ["x", "reject"], strictly=strictly)


def best(model, taken, of):
    """The best offer that B accepts gives A some of the lumps."""
    refused = ~better_than_war(model, "B", taken + 1, of)
    all_or_refused = Region(taken >= of) | (Region(taken + 1 <= of) & refused)
    return Region(0 <= taken, taken <= of) & better_than_war(model, "B", taken, of) & all_or_refused


def settles(model, taken, of):
    """A weakly prefers the offer to war."""
    return better_than_war(model, "A", taken, of)


def peace_with_any_number(model):
    """B's best offer is `i` lumps of `n_units`, and A makes it."""
    return [best(model, i, n_units), settles(model, i, n_units)]


def war_with_any_number(model):
    """B's best offer is `i` lumps of `n_units`, and A prefers war."""
    return [best(model, i, n_units), ~settles(model, i, n_units)]


def as_solved(model):
    """B accepts an offer of nothing to A, and play is peaceful exactly where A settles for the best offer.

    The first for any number of lumps, the second for the number that the model has.
    """
    number = Integer(model.integers["n_units"])
    claims = [better_than_war(model, "B", Integer(0), n_units)]
    for taken in map(Integer, range(number + 1)):
        settled = settles(model, taken, number)
        same = (peace(model) & settled) | (~peace(model) & ~settled)
        claims.append(~best(model, taken, number) | same)
    return claims


def whole(one, other):
    """What is true of two whole numbers: if the one is not as large as the other, it is smaller by one at least."""
    return Region(one >= other) | Region(one + 1 <= other)


def multiple_as_peaceful(model):
    """The best offer of m * n_units lumps, `j`, is made."""
    return [*as_solved(model), settles(model, j, m * n_units)]


def multiple(model):
    """There is peace with `n_units` lumps, and `j` is the best offer of m times as many."""
    return [*peace_with_any_number(model), m >= 1, best(model, j, m * n_units), whole(j, m * i)]


def everything_refused(model):
    """B refuses to leave A the whole good, which A strictly prefers to war."""
    return ~better_than_war(model, "B", n_units, n_units) & better_than_war(
        model, "A", n_units, n_units, strictly=True
    )


CLAIMS = (
    Claim(
        "C4.24",
        "With a single lump (n_units = 1) there is war.",
        says=lambda model: ~peace(model, 1),
        source="L",
        of="issue_indivisibility",
        remark=(
            "A good that cannot be shared is no cause of war by itself. Where one side is so weak, or finds war so "
            "dear, that it would rather give up the whole good than fight for it, the other gets it in peace."
        ),
    ),
    Claim(
        "C4.25",
        "If play is peaceful with n lumps, it is peaceful with n+1.",
        says=another_lump,
        given=peace,
        source="L",
        of="issue_indivisibility",
        remark=(
            "Judged for the number of lumps that the model has. From one lump to two nothing is lost, since everything "
            "and nothing remain possible. After that it is not how many lumps there are that counts but where the "
            "allowed divisions lie: halves may include one that suits both sides, and thirds none."
        ),
    ),
    Claim(
        "C4.26",
        "If play is peaceful with n lumps, it is peaceful with every multiple of n.",
        says=multiple_as_peaceful,
        given=multiple,
        of="issue_indivisibility",
    ),
    Claim(
        "C4.27",
        "If n_units * (c_A + c_B) >= 1, play is peaceful.",
        says=lambda model: [*as_solved(model), settles(model, i, n_units)],
        given=lambda model: [best(model, i, n_units), n_units * (c_A + c_B) >= 1],
        of="issue_indivisibility",
    ),
    Claim(
        "C4.28",
        "If there is war with some number of lumps, there is war with one lump.",
        says=lambda model: [*as_solved(model), ~peace(model, 1)],
        given=war_with_any_number,
        of="issue_indivisibility",
    ),
    Claim(
        "C4.29",
        "Some lottery over the undivided good is strictly preferred to war by both.",
        says=lottery_better_than_war,
        of="issue_indivisibility",
        remark="A lottery over a lump is a division of it in expectation: what cannot be cut can be raffled.",
    ),
    Claim(
        "C4.30",
        "If there is war, A would have preferred some allowed division that B refuses.",
        says=lambda model: [*as_solved(model), everything_refused(model)],
        given=war_with_any_number,
        of="issue_indivisibility",
    ),
)
