"""True equilibria pass; every way to spoil one is found, at the information set that is to blame."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sympy import And, Eq, Function, Integer, Rational, S

from formal.algebra import Cases, Region
from formal.equilibria import Solution, compare_moves, deviations
from formal.errors import GameError
from formal.games import Game, choose, draw
from tests.equilibria import hand_solved as games
from tests.equilibria.hand_solved import (
    HALF,
    c,
    c_A,
    c_B,
    changed,
    d,
    h,
    p,
    q,
    reply,
    restated,
    solution,
    t,
    w,
    x,
)


@pytest.mark.parametrize("name", games.TRUE)
def test_a_true_equilibrium_passes(name):
    solved = games.TRUE[name]()
    start = time.process_time()
    verification = solved.verify(samples=20)
    assert verification, str(verification)
    assert verification.equilibria == len(solved)
    assert not verification.unchecked
    assert time.process_time() - start < 5  # a guard; on an idle machine none takes one second


@dataclass(frozen=True)
class Spoiled:
    name: str
    make: Callable[[], Solution]
    info: str | None
    words: tuple[str, ...]


PURE = {"in": S.One, "out": S.Zero}

SPOILED = [
    Spoiled("an offer too low", lambda: restated(games.crisis(), 0, A=p), "A", ("A gains", "by x =")),
    Spoiled(
        "an offer too high", lambda: restated(games.crisis(), 0, A=p + c_B + c_A / 100), "A", ("A gains",)
    ),
    Spoiled(
        "an offer beyond the interval", lambda: restated(games.crisis(), 0, A=2 + p), "A", ("more than 1",)
    ),
    Spoiled(
        "a cutoff too high",
        lambda: restated(games.crisis(), 0, B=reply(x <= p + c_B + Rational(1, 100))),
        "B",
        ("B gains", "by fight instead of accept", "after (x ="),
    ),
    Spoiled(
        "a cutoff too low, off the path",
        lambda: restated(games.crisis(), 0, B=reply((x <= p) | Eq(x, p + c_B))),
        "B",
        ("B gains", "by accept instead of fight"),
    ),
    Spoiled(
        "a threat in a narrow band off the path",
        lambda: restated(games.ultimatum(), 0, B=reply(~((x > HALF) & (x < HALF + Rational(1, 1000))))),
        "B",
        ("by accept instead of fight",),
    ),
    Spoiled(
        "a reply that is undefined after some offers",
        lambda: restated(games.crisis(), 0, B={a: Cases((x <= p + c_B, n)) for a, n in games.ALWAYS.items()}),
        "B",
        ("undefined", "after x ="),
    ),
    Spoiled(
        "a payoff that is wrong",
        lambda: changed(games.crisis(), 0, payoffs={"A": p + c_B, "B": 1 - p}),
        None,
        ("the payoff of B is stated as",),
    ),
    Spoiled(
        "no payoff", lambda: changed(games.crisis(), 0, payoffs={"A": p + c_B}), None, ("no payoff of B",)
    ),
    Spoiled(
        "an outcome that is not reached",
        lambda: changed(games.crisis(), 0, outcome={(Eq(x, p), "accept"): S.One}),
        None,
        ("the strategies do not lead there",),
    ),
    Spoiled(
        "an outcome whose probabilities are wrong",
        lambda: changed(
            games.entry(), 0, outcome={("in", "tough", "fight"): 1 - q, ("in", "weak", "share"): q}
        ),
        None,
        ("with probability",),
    ),
    Spoiled(
        "an outcome of probability less than one",
        lambda: changed(games.entry(), 0, outcome={("in", "tough", "fight"): q}),
        None,
        ("sum to",),
    ),
    Spoiled(
        "a region too wide", lambda: changed(games.crisis(), 0, where=Region(p < 1)), "A", ("more than 1",)
    ),
    Spoiled(
        "a region too wide by a little",
        lambda: changed(games.entry(), 0, where=Region(q <= HALF + Rational(1, 50))),
        "E",
        ("E gains", "by out instead of in"),
    ),
    Spoiled(
        "a region too narrow",
        lambda: changed(games.crisis(), 0, where=Region(p + c_B <= Rational(1, 2))),
        None,
        ("too narrow",),
    ),
    Spoiled(
        "a region too narrow by an extra condition",
        lambda: changed(games.outside_option(), 1, where=Region(q <= c, q > -1)),
        None,
        ("too narrow",),
    ),
    Spoiled(
        "a region that is empty", lambda: changed(games.crisis(), 0, where=Region(p > 2)), None, ("empty",)
    ),
    Spoiled(
        "probabilities that do not sum to one",
        lambda: restated(games.crisis(), 1, B={"accept": HALF, "fight": Rational(1, 3)}),
        "B",
        ("no probabilities",),
    ),
    Spoiled(
        "a negative probability",
        lambda: restated(games.entry(), 0, weak={"fight": Integer(-1), "share": Integer(2)}),
        "weak",
        ("no probabilities",),
    ),
    Spoiled(
        "a mixture without indifference",
        lambda: restated(games.entry(), 1, E={"in": HALF, "out": HALF}),
        "E",
        ("by out instead of the mixture in: 1/2, out: 1/2",),
    ),
    Spoiled(
        "no choice at an information set", lambda: restated(games.two_offers(), 0, B2=None), "B2", ("B2",)
    ),
    Spoiled(
        "a choice too many", lambda: restated(games.two_offers(), 0, C=S.One), "C", ("no information set",)
    ),
    Spoiled(
        "an action left out",
        lambda: restated(games.crisis(), 1, B={"accept": S.One}),
        "B",
        ("accept, fight",),
    ),
    Spoiled(
        "a number where probabilities are wanted",
        lambda: restated(games.crisis(), 1, B=S.One),
        "B",
        ("wanted",),
    ),
    Spoiled(
        "a tie rule disobeyed on the path",
        lambda: restated(games.crisis(("fight", "accept")), 0),
        "B",
        ("indifferent", "must take fight by the tie rule"),
    ),
    Spoiled(
        "a threat off the path",
        lambda: restated(games.entry(), 1, weak=games.entry()[1].strategy["tough"]),
        "weak",
        ("I gains 2", "by share instead of fight"),
    ),
    Spoiled("a second offer too high", lambda: restated(games.two_offers(), 0, B2=HALF), "B2", ("B gains",)),
    Spoiled(
        "a first reply that forgets the delay",
        lambda: restated(
            games.two_offers(), 0, B1={"accept": Cases((x <= 1, 1)), "reject": Cases((x <= 1, 0))}
        ),
        "B1",
        ("by reject instead of accept",),
    ),
    Spoiled(
        "a second offer that depends on the first without reason",
        lambda: restated(games.two_offers(), 0, B2=Cases((x <= 1 - d / 2, 0), (True, x - 1 + d / 2))),
        "B2",
        ("B gains", "by y = 0"),
    ),
    Spoiled("effort beside the peak", lambda: restated(games.effort(), 0, A=p / 3), "A", ("by e =",)),
    Spoiled(
        "effort where none pays", lambda: changed(games.effort(), 1, where=Region(p <= 1)), "A", ("A gains",)
    ),
    Spoiled(
        "a peak beside an irrational one",
        lambda: restated(games.root(), 0, A=p / 2 + HALF),
        "A",
        ("A gains",),
    ),
    Spoiled("a price too low", lambda: restated(games.price(), 0, S=games.v / 2), "S", ("S gains",)),
    Spoiled(
        "no best price without an upper end",
        lambda: restated(games.price(), 0, B={"buy": S.One, "leave": S.Zero}, S=games.v),
        "S",
        ("S gains",),
    ),
    Spoiled(
        "a leader who plays as if at once",
        lambda: restated(games.stackelberg(), 0, L=(p + c) / 3),
        "L",
        ("L gains",),
    ),
    Spoiled(
        "a follower who never stays out",
        lambda: restated(games.stackelberg(), 0, F=(p - c - x) / 2),
        "F",
        ("less than 0", "after (x ="),
    ),
    Spoiled(
        "a region of offers that is too wide",
        lambda: restated(games.refused(), 0, A=Region(x >= 0, x <= 2)),
        "A",
        ("more than 1",),
    ),
    Spoiled(
        "a region of offers that are not equally good",
        lambda: restated(games.refused(), 0, B=reply(x >= Rational(99, 100))),
        "B",
        ("by fight instead of accept",),
    ),
    Spoiled(
        "a continuum that goes too far",
        lambda: changed(games.indifferent(), 0, free={games.f: Region(games.f >= 0, games.f <= 2)}),
        "A",
        ("no probabilities",),
    ),
    Spoiled(
        "a payoff that forgets what is free",
        lambda: changed(games.gift(), 0, payoffs={"A": S.Zero, "B": p}),
        None,
        ("the payoff of B",),
    ),
    Spoiled(
        "a knife edge stated too widely",
        lambda: changed(games.knife_edge(), 0, where=Region(p >= c)),
        "A",
        ("A gains",),
    ),
    Spoiled(
        "beliefs that ignore the prior",
        lambda: changed(
            games.beer(), 0, belief={**games.beer()[0].belief, "beer": {("surly", "beer"): S.One}}
        ),
        "beer",
        ("Bayes' rule gives",),
    ),
    Spoiled(
        "beliefs that do not sum to one",
        lambda: changed(
            games.beer(), 0, belief={**games.beer()[0].belief, "quiche": {("wimp", "quiche"): HALF}}
        ),
        "quiche",
        ("no probabilities",),
    ),
    Spoiled(
        "beliefs that do not support the threat",
        lambda: changed(
            games.beer(), 0, belief={**games.beer()[0].belief, "quiche": {("surly", "quiche"): S.One}}
        ),
        "quiche",
        ("by not instead of duel",),
    ),
    Spoiled(
        "no belief off the path",
        lambda: changed(games.beer(), 0, belief={"beer": games.beer()[0].belief["beer"]}),
        "quiche",
        ("no belief is stated",),
    ),
    Spoiled(
        "beliefs after offers that do not support the reply",
        lambda: changed(games.hidden_strength(), 0, belief={"B": {("strong", "x"): t, ("weak", "x"): 1 - t}}),
        None,
        (),
    ),
    Spoiled(
        "an offer that forgets the risk",
        lambda: restated(games.uniform_cost(), 0, A=p),
        "A",
        ("A gains", "by x ="),
    ),
    Spoiled(
        "a cutoff type too high",
        lambda: restated(games.uniform_cost(), 0, B=reply(x <= p + c - Rational(1, 50))),
        "B",
        ("by accept instead of fight", "after (c ="),
    ),
    Spoiled(
        "a strategy that knows what is hidden",
        lambda: restated(games.uniform_cost(), 0, A=p + c),
        "A",
        ("undefined", "c is not known"),
    ),
    Spoiled(
        "a probability of war that is wrong",
        lambda: changed(
            games.uniform_cost(),
            0,
            outcome={
                (And(c >= 0, c <= HALF), Eq(x, p + (1 - c_A) / 2), "fight"): HALF,
                (And(c >= HALF, c <= 1), Eq(x, p + (1 - c_A) / 2), "accept"): HALF,
            },
        ),
        None,
        ("with probability",),
    ),
    Spoiled(
        "a mover who does not learn from a challenge",
        lambda: changed(games.challenge(), 0, where=Region(h <= HALF)),
        "A",
        ("by concede instead of fight",),
    ),
    Spoiled(
        "a deterrent that is credible in more places",
        lambda: changed(games.challenge(), 0, where=Region(h <= w / 4)),
        None,
        ("too narrow",),
    ),
    Spoiled(
        "an attacker who counts on the strongest opponent",
        lambda: restated(
            games.two_costs(),
            0,
            A={"attack": Cases((c <= 2 - p, 1), (True, 0)), "wait": Cases((c <= 2 - p, 0), (True, 1))},
        ),
        "A",
        ("by wait instead of attack",),
    ),
    Spoiled(
        "a belief in a symbol that is nowhere explained",
        lambda: changed(
            games.beer(),
            0,
            belief={
                **games.beer()[0].belief,
                "quiche": {("surly", "quiche"): games.f, ("wimp", "quiche"): 1 - games.f},
            },
        ),
        "quiche",
        ("contains f, which is neither",),
    ),
    Spoiled(
        "a region that contains an offer",
        lambda: changed(games.crisis(), 0, where=Region(p + c_B <= 1, x >= 0)),
        None,
        ("its region contains x",),
    ),
    Spoiled(
        "off the path an offer that matters to an earlier choice",
        lambda: restated(games.late_offer(), 0, A=Region(x >= 0, x <= 1)),
        "B",
        ("B gains", "by ask instead of leave"),
    ),
    Spoiled(
        "one type offers something else",
        lambda: restated(games.hidden_strength(), 0, weak=1 - w),
        "weak",
        ("A gains", "after (weak)"),
    ),
]


@pytest.mark.parametrize("spoiled", [s for s in SPOILED if s.words], ids=lambda s: s.name)
def test_a_spoiled_equilibrium_fails_at_the_right_place(spoiled):
    verification = spoiled.make().verify(samples=20)
    assert not verification
    told = [failure.what for failure in verification.failures if failure.info == spoiled.info]
    assert any(all(word in sentence for word in spoiled.words) for sentence in told), str(verification)


def test_a_failure_reads_as_a_sentence_with_point_and_place():
    failure = restated(games.crisis(), 0, A=p).verify(samples=1).failures[0]
    a, b = failure.point["p"], failure.point["c_B"]
    assert failure.what.startswith(f"at p={a}, c_A={failure.point['c_A']}, c_B={b}: A gains {b} at ")
    assert failure.what.endswith(f'"A" by x = {a + b} instead of {a}')
    assert str(failure) == f"equilibrium 0, {failure.what}"


def test_the_second_equilibrium_is_blamed_where_it_is_the_wrong_one():
    verification = restated(games.crisis(), 1, A=HALF).verify()
    assert {failure.equilibrium for failure in verification.failures} == {1}


def test_the_same_seed_gives_the_same_verification():
    spoiled = restated(games.two_offers(), 0, B2=HALF)
    assert spoiled.verify(samples=5, seed=3) == spoiled.verify(samples=5, seed=3)
    assert spoiled.verify(samples=5, seed=3) != spoiled.verify(samples=5, seed=4)


def test_more_samples_are_more_points():
    few, many = (games.crisis().verify(samples=n).points for n in (5, 40))
    assert few < many and many >= 80


def test_an_outcome_listed_under_another_equilibrium_does_not_make_a_region_too_narrow():
    """The corner equilibrium split in two: each half goes on beyond its region, where the other is listed."""
    inside, corner = games.crisis()
    halves = [
        changed(games.crisis(), 1, where=Region(p + c_B >= 1, c_A >= 1))[1],
        changed(games.crisis(), 1, where=Region(p + c_B >= 1, c_A <= 1))[1],
    ]
    game = games.crisis().game
    assert solution(game, inside, *halves).verify()
    assert not solution(game, inside, halves[0]).verify()
    assert corner.where.contains({p: 1, c_B: 1})


def test_a_region_that_nobody_can_sample_is_said_to_be_unchecked():
    game = Game(["A"], choose("A", {"left": (1,), "right": (0,)}), where=[p > 0])
    irrational = changed(
        solution(game, games.ultimatum()[0]),
        0,
        where=Region(Eq(p**2, 2)),
        strategy={"A": {"left": S.One, "right": S.Zero}},
        payoffs={"A": S.One},
        outcome={("left",): S.One},
    )
    verification = irrational.verify()
    assert verification.unchecked and "unchecked" in str(verification)


def test_where_nothing_says_what_is_believed_moves_are_unchecked():
    """If w < 0 nobody challenges a fighting A, whose information set is then off the path."""
    stays = changed(
        games.challenge(-1),
        0,
        where=Region(w < 0),
        payoffs={"A": S.One, "B": S.Zero},
        outcome={(And(c >= 0, c <= 1), "stay"): S.One},
    )
    verification = stays.verify()
    assert not [failure for failure in verification.failures if failure.equilibrium == 0]
    assert any('at "A" where it is not reached' in reason for reason in verification.unchecked)


def test_draws_that_cannot_be_evaluated_are_refused():
    drawn = draw(c, 0, 1, choose("A", {"in": (c,), "out": (0,)}), cdf=Function("F"))
    solved = solution(
        Game(["A"], drawn), changed(games.ultimatum(), 0, strategy={"A": {"in": S.One, "out": S.Zero}})[0]
    )
    with pytest.raises(GameError, match="without unknown functions"):
        solved.verify()


def test_concepts_without_a_check_are_refused():
    solved = solution(games.entry().game, *games.entry(), concept="markov_perfect")
    with pytest.raises(GameError, match="'markov_perfect'"):
        solved.verify()


def test_deviations_at_one_point_say_who_gains_how():
    (found,) = deviations(
        games.crisis().game,
        restated(games.crisis(), 0, A=p + c_B + Rational(1, 10))[0],
        {"p": "3/5", c_A: "1/10", "c_B": "1/5"},
    )
    assert (found.player, found.info, found.history) == ("A", "A", ())
    assert (found.instead, found.by, found.payoff, found.better, found.gain) == tuple(
        Rational(n, 10) for n in (9, 8, 5, 8, 3)
    )
    assert str(found) == 'A gains 3/10 at "A" by x = 4/5 instead of 9/10'


def test_deviations_of_an_equilibrium_are_none():
    assert deviations(games.crisis().game, games.crisis()[0], {p: HALF, c_A: 1, c_B: Rational(1, 4)}) == ()


def test_moves_are_compared_after_an_offer_that_is_refused():
    paid = compare_moves(
        games.crisis().game,
        games.crisis()[0],
        {p: Rational(3, 5), c_A: Rational(1, 10), c_B: Rational(1, 5)},
        (Eq(x, Rational(9, 10)),),
    )
    assert paid == {
        "accept": {"A": Rational(9, 10), "B": Rational(1, 10)},
        "fight": {"A": HALF, "B": Rational(1, 5)},
    }


def test_moves_are_compared_at_decisions_only():
    with pytest.raises(GameError, match="nobody chooses among actions"):
        compare_moves(games.crisis().game, games.crisis()[0], {}, ())


def test_a_long_tree_is_no_deep_recursion():
    """A centipede of two thousand nodes, where everyone stops at once."""
    tree = (0, 0)
    strategy = {}
    for stage in reversed(range(2000)):
        player = "AB"[stage % 2]
        stop = (1, 0) if player == "A" else (0, 1)
        tree = choose(player, {"stop": stop, "go": tree}, info=f"{player}{stage}")
        strategy[f"{player}{stage}"] = {"stop": S.One, "go": S.Zero}
    stops = games.Equilibrium(
        where=Region(True),
        strategy=strategy,
        payoffs={"A": S.One, "B": S.Zero},
        outcome={("stop",): S.One},
    )
    assert solution(Game(["A", "B"], tree), stops).verify()
