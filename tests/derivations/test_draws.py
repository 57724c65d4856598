"""Derivations where nature draws a number: proved without a solver, refused where something is changed or wrong."""

from __future__ import annotations

import functools
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Function, Piecewise, Rational, S, symbols

from formal import BayesianGame, Game, GameError, Region, chance, choose, draw, drawn, load_model, offer
from formal.algebra import decide
from formal.algebra.formula import evaluate
from formal.claims.steps import Identity
from formal.derivations.following import Following
from formal.equilibria.assessment import Assessment
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.rationality import Rationality
from formal.equilibria.situations import Explorer

p, c, d, x, v, w, h, m = symbols("p c d x v w h m")
c_A, c_B = symbols("c_A c_B")
HALF = Rational(1, 2)


def takes(condition, first, second):
    return {first: Piecewise((1, condition), (0, True)), second: Piecewise((0, condition), (1, True))}


def screening(cdf=None):
    """A names a division without knowing B's cost of war, which lies between 0 and 1."""
    war = (p - c_A, 1 - p - c)
    answer = choose("B", {"accept": (x, 1 - x), "fight": war}, prefer=["accept", "fight"])
    tree = offer("A", x, 0, 1, answer)
    drawn_first = draw(c, 0, 1, tree, seen_by=["B"], cdf=cdf)
    return Game(["A", "B"], drawn_first, where=[p > 0, c_A > 0, c_A < 1, 2 * p < 1 + c_A])


def provision(low=0, high=1, **cdfs):
    """One who acts is enough; what acting costs is drawn, and known to the one who acts alone."""
    table = {
        ("act", "act"): (v - c_A, v - c_B),
        ("act", "wait"): (v - c_A, v),
        ("wait", "act"): (v, v - c_B),
        ("wait", "wait"): (0, 0),
    }
    types = {"A": drawn(c_A, low, high, cdfs.get("A")), "B": drawn(c_B, low, high, cdfs.get("B"))}
    return BayesianGame(["A", "B"], types, table, where=[0 < v, v < 1])


def challenge():
    """B knows its cost c and challenges A or stays; A, who sees that but not c, fights or concedes."""
    answer = choose("A", {"fight": (c - h, w - c), "concede": (0, 1)})
    tree = draw(c, 0, 1, choose("B", {"challenge": answer, "stay": (1, 0)}), seen_by=["B"])
    return Game(["A", "B"], tree, where=[0 < w, w < 1, h > 0])


@functools.cache
def solved(name):
    return GAMES[name]().solve() if name in GAMES else load_model(name).solution


MODELS = [
    "article5_restraint",
    "blocs",
    "moral_hazard_incomplete",
    "crisis_bargaining_uniform",
    "crisis_bargaining_uniform_ally",
    "alliance_reliability",
]
GAMES = {
    "screening": screening,
    "provision": provision,
    "cutoffs with square roots": lambda: provision(A=c_A**2, B=c_B**2),
    "an interval of any length": lambda: Game(
        ["A"], draw(c, 0, m, choose("A", {"act": (1 - c,), "wait": (0,)}), seen_by=["A"]), where=[m > 0]
    ),
    "a slope of either sign": lambda: Game(
        ["A", "B"],
        choose(
            "A",
            {
                "ask": draw(c, 0, 1, choose("B", {"yes": (1, m * c - HALF), "no": (-1, 0)}), seen_by=["B"]),
                "go": (0, 0),
            },
        ),
        where=[m**2 <= 4],
    ),
    "draws one after the other": lambda: Game(["A", "B"], draw(c, 0, 1, later(), seen_by=["A", "B"])),
}


def later():
    """A, who has seen c, names a price before B learns d."""
    answer = choose("B", {"yes": (x, c + d - x), "no": (0, 0)}, prefer=["yes", "no"])
    return offer("A", x, 0, 2, draw(d, 0, 1, answer, seen_by=["B"]))


@pytest.mark.parametrize("name", [*MODELS, *GAMES])
def test_every_equilibrium_is_derived_by_hand(name, monkeypatch):
    solution = solved(name)
    found = [solution.proof(index) for index in range(min(6, len(solution)))]
    assert found
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    for derivation in found:
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)


# -- what following the strategies is worth ------------------------------------------------------------


def anything(random):
    """Return a strategy for somebody who sees numbers: any cutoff, of whatever sign."""

    def side(*numbers):
        return sum((Rational(random.randint(-6, 6), 4) * n for n in (*numbers, S.One)), S.Zero) <= v

    return side


ANYTHING = {
    "screening": (
        screening,
        lambda side, share: {"A": share * p, "B": takes(side(c, x), "accept", "fight")},
    ),
    "a distribution": (
        lambda: screening(c**2),
        lambda side, share: {"A": share, "B": takes(side(c, x, p), "accept", "fight")},
    ),
    "two private costs": (
        lambda: provision(-1, 2).game,
        lambda side, share: {"A": takes(side(c_A), "act", "wait"), "B": takes(side(c_B), "act", "wait")},
    ),
    "one draw seen, one not": (
        lambda: Game(["A", "B"], draw(c, 0, 1, later(), seen_by=["A"])),
        lambda side, share: {"A": share + c, "B": takes(side(d, x), "yes", "no")},
    ),
}


@pytest.mark.parametrize("name", ANYTHING)
def test_any_strategies_are_worth_what_they_are_at_exact_points(name):
    """`Assessment` evaluates the game at numbers, by quadrature; it shares no code with the cases here."""
    make, strategies = ANYTHING[name]
    game, random = make(), Random(name)
    for _ in range(5):
        strategy = strategies(anything(random), Rational(random.randint(1, 7), 8))
        stated = Equilibrium(Region(True), strategy, {}, {})
        pieces = Following(game, stated).worth(())
        for _ in range(4):
            point = {n: Fraction(random.randint(1, 11), 24) for n in ("p", "c_A", "v")}
            exact = Assessment(game, stated, point).payoffs(game.tree)
            here = {vector for case, vector in pieces if evaluate(case, point)}
            assert {tuple(u.evaluate(point) for u in vector) for vector in here} == {exact}


def test_an_offer_is_worth_its_integral_by_hand():
    """At x = 1/2, p = 1/4 and c_A = 1/2 types below 1/4 fight: A gets 3/4 of 1/2 and 1/4 of -1/4."""
    strategy = {"A": HALF, "B": takes(x <= p + c, "accept", "fight")}
    pieces = Following(screening(), Equilibrium(Region(True), strategy, {}, {})).worth(())
    point = {"p": Fraction(1, 4), "c_A": Fraction(1, 2)}
    ((mine, theirs),) = (v for case, v in pieces if evaluate(case, point))
    assert mine.evaluate(point) == Fraction(3, 4) * Fraction(1, 2) - Fraction(1, 4) * Fraction(1, 4)
    assert theirs.evaluate(point) == Fraction(3, 4) * Fraction(1, 2) + Fraction(3, 4) * Fraction(
        1, 4
    ) - Fraction(1, 32)


# -- tampering -----------------------------------------------------------------------------------------


@functools.cache
def proved():
    return solved("screening").proof(0)


def changed(**strategy):
    stated = proved().equilibrium
    return replace(proved(), equilibrium=replace(stated, strategy={**stated.strategy, **strategy}))


def test_another_cutoff_offer_or_payoff_is_refused():
    assert proved().check()
    stated = proved().equilibrium
    assert changed(B=dict(stated.strategy["B"])).check()
    assert not changed(B=takes(x <= p + 2 * c, "accept", "fight")).check()
    assert not changed(A=stated.strategy["A"] + c_A / 7).check()
    more = {player: u + Rational(1, 9) for player, u in stated.payoffs.items()}
    assert not replace(proved(), equilibrium=replace(stated, payoffs=more)).check()


def test_another_distribution_or_interval_is_refused():
    tree = proved().game.tree
    for other in (replace(tree, cdf=c**2), replace(tree, high=S(2)), replace(tree, seen_by=("A", "B"))):
        game = Game(["A", "B"], other, where=proved().game.where)
        assert not replace(proved(), game=game).check()


def test_a_step_left_out_or_shown_otherwise_is_refused():
    found = proved()
    for number, step in enumerate(found.steps):
        rest = (*found.steps[:number], *found.steps[number + 1 :])
        assert not replace(found, steps=rest).check()
        empty = replace(step, theorem=replace(step.theorem, proof=Identity()))
        assert not replace(found, steps=(*found.steps[:number], empty, *found.steps[number + 1 :])).check()


def test_a_part_of_the_integral_left_out_is_refused(monkeypatch):
    """What is worth what is computed again, so an average over some cases only is not what must be shown."""
    whole = Following.averaged

    def shorter(self, pieces, draws, context):
        return whole(self, pieces[:1], draws, context)

    monkeypatch.setattr(Following, "averaged", shorter)
    wrong = solved("screening").proof(0)
    monkeypatch.undo()
    assert not wrong.check()
    assert not replace(wrong, steps=proved().steps[:-1]).check()


# -- what somebody types -------------------------------------------------------------------------------


def test_a_wrong_offer_is_refused_with_a_point_that_shows_it():
    accepts = takes(x <= p + c, "accept", "fight")
    assert screening().check({"A": p + (1 - c_A) / 2, "B": accepts}).holds is True
    found = screening().check({"A": p + (1 - c_A) / 3, "B": accepts})
    assert (found.holds, found.fault()) == (False, None)
    point = found.counterexample
    assert all(value.is_Rational for value in point.values())

    def expected(share):
        """By hand: types below share - p fight."""
        fights = min(max(share - p.subs(point), 0), 1)
        return fights * (p - c_A).subs(point) + (1 - fights) * share

    made, other = expected((p + (1 - c_A) / 3).subs(point)), expected(point[x])
    assert found.failures[0].at_point() == (made, other)
    assert other > made


def test_a_wrong_cutoff_is_refused_with_the_type_that_would_change_its_mind():
    game = provision()
    right = takes(c_A <= v / (1 + v), "act", "wait"), takes(c_B <= v / (1 + v), "act", "wait")
    assert game.check({"A": right[0], "B": right[1]}).holds is True
    found = game.check({"A": takes(c_A <= v, "act", "wait"), "B": right[1]})
    assert (found.holds, found.fault()) == (False, None)
    point = found.counterexample
    cost, good = (point[c_A], (v / (1 + v)).subs(point)) if c_A in point else (point[c_B], point[v])
    # By hand: acting pays v - c, waiting v times the chance that the other acts.
    acts, waits = point[v] - cost, point[v] * good
    assert sorted(found.failures[0].at_point()) == sorted((acts, waits))
    assert acts != waits


def test_what_is_learnt_from_a_move_is_weighed():
    """A fights if those who challenge have low costs, not if everybody challenges and fighting is dear."""
    low = {"challenge": Piecewise((1, c <= w), (0, True)), "stay": Piecewise((0, c <= w), (1, True))}
    assert challenge().check({"A": "fight", "B": low}, where=h <= w / 2).holds is True
    found = challenge().check({"A": "fight", "B": low}, where=h <= w)
    assert found.holds is False
    point = found.counterexample
    assert point[h] > point[w] / 2
    # By hand, times the probability w of being asked: the integral of c - h from 0 to w, against nothing.
    assert found.failures[0].at_point() == (point[w] ** 2 / 2 - point[w] * point[h], 0)
    assert "the probability of being there" in str(found)


REFUSED = {
    "an offer that depends on what is not seen": (
        lambda: screening().check({"A": p + c, "B": takes(x <= p + c, "accept", "fight")}),
        'at "A" A has not seen c',
    ),
    "a place that nothing leads to": (
        lambda: challenge().check({"A": "fight", "B": "stay"}),
        "nothing says what A believes there about c",
    ),
    "a distribution that is not given": (
        lambda: screening(Function("F")).check({"A": p, "B": takes(x <= p + c, "accept", "fight")}),
        "c is drawn by a distribution that is not given",
    ),
    "a region of types": (
        lambda: challenge().check({"A": "fight", "B": "challenge"}, where=c < HALF),
        "cannot depend on what is drawn in the game: c",
    ),
    "a payoff that is no polynomial": (
        lambda: Game(["A"], draw(c, 1, 2, choose("A", {"in": (1 / c,), "out": (0,)}))).check({"A": "in"}),
        "no polynomial in c",
    ),
}


@pytest.mark.parametrize(("check", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_derived_is_refused_by_name(check, message):
    with pytest.raises(GameError, match=message):
        check()


def test_probabilities_that_are_none_are_noticed():
    found = challenge().check({"A": "fight", "B": {"challenge": Piecewise((1, c <= w), (0, True))}})
    assert found.holds is False
    assert any(step.obligation.kind == "probabilities" for step in found.failures)


# -- laws ----------------------------------------------------------------------------------------------

COEFFICIENTS = st.integers(-4, 4).map(lambda k: Rational(k, 2))


@st.composite
def screens(draw_):
    """A names x, B, who knows c, takes it or not; payoffs linear with any slopes."""
    own, theirs = ([draw_(COEFFICIENTS) for _ in range(3)] for _ in "AB")
    out = [draw_(COEFFICIENTS) for _ in range(4)]
    takes_it = tuple(k[0] + k[1] * x + k[2] * c for k in (own, theirs))
    answer = choose("B", {"y": takes_it, "n": (out[0] + out[1] * c, out[2] + out[3] * c)}, prefer=["y", "n"])
    high = draw_(st.sampled_from([1, 2]))
    return Game(["A", "B"], draw(c, 0, high, offer("A", x, 0, 1, answer), seen_by=["B"]))


@settings(max_examples=15, deadline=None, derandomize=True)
@given(screens(), st.sampled_from([S.Zero, Rational(1, 3), S.One]))
def test_what_is_solved_is_derived_and_another_offer_is_judged_as_points_do(game, other):
    solution = game.solve()
    for index, equilibrium in enumerate(solution):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
        moved = replace(equilibrium, strategy={**equilibrium.strategy, "A": other}, payoffs={})
        judged = game.check(moved)
        best, made = (_worth(game, e) for e in (equilibrium, moved))
        assert judged.holds is (best == made)


def _worth(game, equilibrium):
    """What A gets, evaluated at numbers; whichever of several equally good offers is made."""
    return Assessment(game, equilibrium, {}).payoffs(game.tree)[0]


# -- against deviations tried at numbers -----------------------------------------------------------------


def branches(random, line):
    """A does not know which of two draws B has seen."""
    pays = {"strong": [line(c) for _ in range(4)], "weak": [line(d) for _ in range(4)]}

    def bold(kind):
        mine, theirs, other, others = pays[kind]
        return choose("B", {"y": (mine, theirs), "n": (other, others)})

    def moves(kind):
        return choose("A", {"bold": bold(kind), "meek": (line(), line())}, info="A")

    first, second = draw(c, 0, 1, moves("strong"), ["B"], cdf=c**2), draw(d, 0, 2, moves("weak"), ["B"])
    share = Rational(random.randint(1, 3), 4)
    game = Game(["A", "B"], chance({"strong": (share, first), "weak": (1 - share, second)}))
    replies = {
        info: best(pays[kind][1], pays[kind][3], "y", "n", random, line(symbol))
        for kind, symbol in (("strong", c), ("weak", d))
        for info in game.information_sets
        if kind in info
    }
    return game, {"A": {"bold": S.One, "meek": S.Zero}, **replies}


def asked(random, line):
    """A learns from B's question, not what B has seen."""
    left, right, quiet = ([line(c), line(c)] for _ in range(3))
    reply = choose("A", {"l": tuple(left), "r": tuple(right)})
    game = Game(["A", "B"], draw(c, 0, 1, choose("B", {"ask": reply, "go": tuple(quiet)}), ["B"]))
    return game, {"A": {"l": S.One, "r": S.Zero}, "B": best(left[1], quiet[1], "ask", "go", random, line(c))}


def entered(random, line):
    """A, who has seen c, enters or not; B has seen d, and what A did."""
    after = {"y": (line(c, d), line(c, d)), "n": (line(c, d), line(c, d))}
    moves = choose("A", {"in": choose("B", after), "out": (line(), line())})
    game = Game(["A", "B"], draw(c, 0, 1, draw(d, 0, 2, moves, ["B"]), ["A"]))
    return game, {"A": takes(line(c) + 1 >= 0, "in", "out"), "B": takes(line(d) >= 0, "y", "n")}


def best(own, instead, first, second, random, otherwise):
    """Return the better of two actions, or mostly so."""
    gain = own - instead if random.random() < 0.7 else otherwise
    return takes(gain >= 0, first, second)


@pytest.mark.parametrize("make", [branches, asked, entered])
def test_the_verdict_is_that_of_deviations_at_numbers(make):
    verdicts = []
    for seed in range(10):
        random = Random(seed)

        def line(*symbols, random=random):
            return sum((Rational(random.randint(-4, 4), 2) * s for s in (*symbols, S.One)), S.Zero)

        game, strategy = make(random, line)
        stated = Equilibrium(Region(True), strategy, {}, {})
        try:
            derivation = game.check(stated)
        except GameError as error:  # it may be that nothing leads there
            assert "nothing says what" in str(error)
            continue
        explorer = Explorer(Assessment(game, stated, {}), Random(0))
        gains = list(Rationality(explorer).profitable())
        assert derivation.holds is (not gains), seed
        assert derivation.check()
        verdicts.append(derivation.holds)
    assert False in verdicts
    assert True in verdicts or make is entered
