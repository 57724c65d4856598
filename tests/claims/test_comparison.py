"""Pairs of points, derivatives, and what holds in the long run."""

import pytest
from sympy import Max, Min, Rational, Symbol, sqrt, symbols

from formal.algebra import Cases, Region
from formal.claims import Eventually, Exists, ForAll, compare_points, derivative, prove
from formal.claims.comparison import implicit_derivative
from formal.errors import ExpressionError, ParameterError

p, c, d, V, g, h, s, x, a, b = symbols("p c d V g h s x a b")
MARKET = [0 < p, p < 1, V > 0, c >= 0, d >= 0, g >= 0, g < 1, h >= 0, s >= 0, s <= 1]
WAR = Region(p * V - c - d > g * V - h, p * V - c - d > s * V, where=MARKET)


def test_no_war_stays_no_war_when_its_price_rises():
    pair = compare_points(WAR, d)
    judgement = prove(~pair.after, given=~pair.before, where=pair.where)
    assert judgement.verdict == "true" and judgement.certificate.kind == "identity"
    assert pair.raised in judgement.assumptions_point
    assert judgement.assumptions_point[pair.raised] > judgement.assumptions_point[d]


def test_war_need_not_stay_war():
    pair = compare_points(WAR, d)
    judgement = prove(pair.after, given=pair.before, where=pair.where)
    assert judgement.verdict == "mixed"
    assert WAR.contains(judgement.counterexample)
    assert not WAR.contains({**judgement.counterexample, d: judgement.counterexample[pair.raised]})


def test_several_things_are_compared_at_once():
    offer = Cases((True, Min(1, p + c)), where=[0 < p, p < 1, c > 0])
    pair = compare_points([offer, p - c], c)
    assert pair.after[0].at({"p": Rational(1, 2), "c'": Rational(1, 4)}) == Rational(3, 4)
    assert pair.after[1] == p - pair.raised
    assert prove(pair.after[0].compare(">=", pair.before[0]), where=pair.where).verdict == "true"


def test_what_does_not_depend_on_the_parameter_stays():
    pair = compare_points(Region(p > Rational(1, 2)), c)
    assert pair.after is pair.before


def test_flags_hold_at_both_points():
    positive = Symbol("c", positive=True)
    pair = compare_points(p - positive, positive)
    assert prove(pair.raised > 0, where=pair.where).verdict == "true"
    assert prove(pair.after < pair.before, where=pair.where).verdict == "true"


def test_a_pair_wants_a_symbol():
    with pytest.raises(ParameterError, match="symbol"):
        compare_points(WAR, "d")
    with pytest.raises(ExpressionError, match="compared"):
        compare_points("war", d)


def test_a_derivative_is_taken_piece_by_piece():
    offer = Cases((True, Min(1, p + c)), where=[0 < p, p < 1, c > 0])
    slope = derivative(offer, c)
    assert slope.at({p: Rational(1, 2), c: Rational(1, 4)}) == 1
    assert slope.at({p: Rational(1, 2), c: Rational(3, 4)}) == 0
    assert slope.at({p: Rational(1, 2), c: Rational(1, 2)}) is None
    assert prove(slope.compare(">", 0), generic=True).missing.formula == Region(p < 1 - c).formula


def test_derivatives_of_quotients_and_roots():
    assert prove(derivative((a - c) / (a + c), c, where=[a > 0, c > 0]).compare("<", 0)).verdict == "true"
    rate = derivative(sqrt(1 + a), a, where=a > 0)
    assert prove(rate.compare(">", 0)).verdict == "true"
    assert prove(rate.compare("<", Rational(1, 2))).verdict == "true"
    assert derivative(Max(0, a), a).at({a: -1}) == 0


def test_a_solution_moves_with_a_parameter():
    # x*(1 - x) = a with x < 1/2 rises with a
    slope = implicit_derivative(x * (1 - x) - a, x, a)
    assert prove(slope > 0, where=[0 < x, x < Rational(1, 2)]).verdict == "true"
    with pytest.raises(ExpressionError, match="does not occur"):
        implicit_derivative(a - 1, x, a)


LONG_RUN = {
    "once the price is high enough": (Eventually(d, ~WAR), MARKET, "true"),
    "a level beyond which": (Eventually(s, WAR, to=1), [*MARKET, p * V - c - d > V], "contradictory"),
    "close to one": (Eventually(x, x > 1 - c, to=1), [c > 0], "true"),
    "close to another": (Eventually(x, x < a, to=b), [a < b], "false"),
    "in the limit only": (Eventually(x, x >= 1, to=1), (), "false"),
    "a quotient": (Eventually(x, (x + a) / (x + b) < 2), (), "true"),
    "a bound that is a quotient": (Eventually(x, a * x < c, to=c / a), [a > 0, c > 0], "true"),
    "… of any sign": (Eventually(x, a * x < c, to=c / a), [a < 0, c > 0], "false"),
    "a level and all beyond it": (Exists(a, ForAll(x, x**2 > c, where=[x > a])), [c > 0], "true"),
}


@pytest.mark.parametrize(("claim", "where", "verdict"), LONG_RUN.values(), ids=LONG_RUN)
def test_in_the_long_run(claim, where, verdict):
    judgement = prove(claim, where)
    assert judgement.verdict == verdict
    assert judgement.certificate.check()


@pytest.mark.parametrize(
    ("relation", "less"), [("<", True), ("<=", True), (">", False), (">=", False), ("!=", True), ("=", False)]
)
def test_cases_are_compared_with_every_relation(relation, less):
    offer = Cases((True, Min(1, p + c)), where=[0 < p, p < 1, c > 0])
    below = {p: Rational(1, 2), c: Rational(1, 4)}
    assert offer.compare(relation, 1).contains(below) is less
    with pytest.raises(ExpressionError, match="=="):
        offer.compare("==", 1)
