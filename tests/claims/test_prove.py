"""Verdicts, conditions, points and reasons of `prove`, and what it refuses."""

from dataclasses import replace

import pytest
from sympy import (
    And,
    Eq,
    Equivalent,
    Implies,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Rational,
    Symbol,
    oo,
    sin,
    sqrt,
    symbols,
)

from formal.algebra import Cases, Region
from formal.algebra.formula import FALSE, Some
from formal.claims import Eventually, Exists, ForAll, Somewhere, prove
from formal.errors import ExpressionError

p, c, x, y, z, k = symbols("p c x y z k")
OPEN = [0 < p, p < 1, c > 0]

VERDICTS = {
    "a relation": (p + c > 0, OPEN, "true"),
    "its opposite": (p + c <= 0, OPEN, "false"),
    "sometimes": (p + c > 1, OPEN, "mixed"),
    "And": (And(p < 1, c > 0), OPEN, "true"),
    "Or": (Or(p > c, p <= c), OPEN, "true"),
    "Not": (Not(p * c < p), [*OPEN, c > 1], "true"),
    "Implies": (Implies(p > c, c < 1), OPEN, "true"),
    "nested Implies": (Implies(p > c, Implies(c > Rational(1, 2), p > Rational(1, 2))), OPEN, "true"),
    "Equivalent": (Equivalent(x > 0, x**3 > 0), (), "true"),
    "a list": ([p < 1, c > 0], OPEN, "true"),
    "a region": (Region(p < 1 + c), OPEN, "true"),
    "cases compared": (Cases((True, Min(1, p + c))).compare(">", p), OPEN, "true"),
    "true": (True, OPEN, "true"),
    "false": (False, OPEN, "false"),
    "no assumptions": (x**2 >= 0, (), "true"),
    "assumptions that exclude each other": (p > 0, [p > 1, p < 0], "contradictory"),
    "a premise that never holds": (Implies(p > 2, c > 3), OPEN, "contradictory"),
    "a premise against a flag": (
        Implies(Symbol("q") < 0, x > 0),
        Symbol("q", positive=True) < c,
        "contradictory",
    ),
    "a quotient": (1 / (1 + c) < 1, OPEN, "true"),
    "a root": (sqrt(c) > 0, OPEN, "true"),
}


@pytest.mark.parametrize(("claim", "where", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_verdicts(claim, where, verdict):
    judgement = prove(claim, where)
    assert judgement.verdict == verdict
    assert judgement.certificate.check()
    assert judgement.certificate.kind == ("point" if verdict == "mixed" else "identity")


def test_a_true_claim_says_where_its_assumptions_hold():
    judgement = prove(p * c < c, OPEN)
    assert Region(*OPEN).contains(judgement.assumptions_point)
    assert judgement.counterexample is None and judgement.missing is None
    assert judgement.condition.is_everything()


def test_a_false_claim_holds_nowhere():
    judgement = prove(p * c >= c, OPEN)
    assert judgement.witness is None and judgement.condition.is_empty()
    assert Region(*OPEN).contains(judgement.counterexample)


def test_a_mixed_claim_says_where_it_holds():
    judgement = prove(Min(1, p + c) < 1, OPEN)
    assert judgement.condition.equivalent(p + c < 1)
    assert judgement.missing.equivalent(p < 1 - c)
    assert judgement.condition.contains(judgement.witness)
    assert not judgement.condition.contains(judgement.counterexample)
    assert judgement.condition_certificate.check()


@pytest.mark.parametrize(
    ("claim", "condition"),
    [
        pytest.param(Exists(x, And(c < x, x < p)), p > c, id="some value"),
        pytest.param(ForAll(x, x + p > c, where=[0 <= x, x <= 1]), p > c, id="all values"),
        pytest.param(ForAll(x, x > p, where=x > c), c >= p, id="all values in a range"),
    ],
)
@pytest.mark.parametrize("generic", [False, True])
def test_the_condition_of_a_quantified_claim_is_proved_by_naming_a_value(claim, condition, generic):
    judgement = prove(claim, c > 0, generic=generic)
    assert judgement.verdict == "mixed" and judgement.shown == "proved" and judgement.check()
    assert (judgement.condition & Region(Ne(p, c))).equivalent(Region(condition) & Region(Ne(p, c)))


def test_what_is_missing_is_said_under_the_premise():
    judgement = prove(Implies(And(p > c, x > 0), p * x > 1), OPEN)
    assert judgement.missing.equivalent(p * x > 1)
    assert judgement.missing.formula == Region(p * x > 1).formula


def test_given_is_a_premise():
    assert prove(c < 1, OPEN, given=[p > c]).verdict == "true"
    assert prove(Region(c < 1), OPEN, given=Region(p > c)).verdict == "true"
    assert prove(c < 1, OPEN, given=[p > c, c > 2]).verdict == "contradictory"


def test_where_a_quadratic_takes_negative_values_is_proved_both_ways():
    judgement = prove(Exists(x, p * x**2 + c * x + k < 0))
    assert judgement.condition.equivalent(Or(p < 0, k < 0, c**2 > 4 * p * k))
    assert judgement.shown == "proved" and judgement.check()


def test_what_is_assumed_may_have_quantifiers():
    claim, some = p > c, Exists(x, (c < x) & (x < p))
    assert prove(claim, where=[*OPEN, some]).verdict == prove(claim, OPEN, given=some).verdict == "true"


def test_an_equation_without_roots_is_refuted():
    judgement = prove(p > 0, where=Eq(p**2, p - Rational(3, 2)))
    assert judgement.verdict == "contradictory" and judgement.shown == "proved" and judgement.check()


def test_a_point_is_found_where_another_case_has_irrational_ones_only():
    judgement = prove(Eq(c**2, Piecewise((c, Eq(c, 0)), (2, True))), where=p > 0)
    assert judgement.witness[c] == 0


def test_little_time_leaves_a_proof_open_and_the_verdict_right():
    claim = Exists(x, (p * x**2 + c * x + k > 0) & (p * x**2 < c))
    judgement = replace(prove(claim), seconds=0)
    assert judgement.verdict == "mixed"
    assert judgement.shown.startswith("verified by") and judgement.check()


def test_a_verdict_is_no_truth_value():
    with pytest.raises(TypeError, match="verdict"):
        bool(prove(p > 0, OPEN))
    with pytest.raises(TypeError, match="prove"):
        bool(Exists(x, x > p))


# -- values of variables --------------------------------------------------------------------------------


def test_there_is_a_value():
    judgement = prove(Exists(x, And(x > p - c, x < p + c, 0 <= x, x <= 1)), OPEN)
    assert judgement.verdict == "true"
    assert judgement.certificate.kind == "identity" and judgement.certificate.check()
    assert isinstance(judgement.certificate.theorems[0].goal, Some)
    assert x in judgement.witness


def test_there_is_a_value_under_a_condition():
    judgement = prove(Exists(x, And(p < x, x < c)), OPEN)
    assert judgement.verdict == "mixed" and judgement.condition.equivalent(p < c)


def test_there_is_no_value():
    judgement = prove(Exists(x, And(x < p, x > p + c)), OPEN)
    assert judgement.verdict == "false"
    assert judgement.certificate.kind == "identity" and judgement.certificate.check()


def test_for_all_values():
    assert prove(ForAll(x, x**2 - 2 * x + 1 + c > 0), OPEN).certificate.kind == "identity"
    judgement = prove(ForAll(x, x**2 + 1 > c), OPEN)
    assert judgement.verdict == "mixed" and judgement.condition.equivalent(c < 1)
    assert judgement.certificate.check()


def test_what_is_assumed_about_a_variable_is_its_range():
    sigma = symbols("sigma")
    domain = [0 <= sigma, sigma <= 1, c > 0]
    assert prove(Exists(sigma, sigma > c), domain).condition.equivalent(c < 1)
    assert prove(ForAll(sigma, sigma <= c), domain).condition.equivalent(c >= 1)
    assert prove(ForAll(sigma, sigma < 1 + c), domain).verdict == "true"
    assert prove(ForAll(x, x < 2 + c, where=[x <= 1, x >= 0]), c > 0).verdict == "true"


def test_quantifiers_nest_and_combine():
    both = ForAll(x, Exists(y, Eq(y, x + p)))
    assert prove(both, OPEN).verdict == "true"
    assert prove(~Exists(x, x**2 < 0) & (p < 1), OPEN).verdict == "true"
    assert prove((p > c) >> Exists(x, (c < x) & (x < p)), OPEN).verdict == "true"
    assert prove(Exists(x, x > p) | (p > 2), OPEN).verdict == "true"
    assert x not in prove(Exists(x, x > p) & (p > 0), OPEN).assumptions_point


def test_there_is_a_point():
    judgement = prove(Somewhere(p > c), OPEN)
    assert judgement.verdict == "true" and judgement.certificate.kind == "point"
    assert Region(*OPEN, p > c).contains(judgement.witness)
    nowhere = prove(Somewhere(p > 1 + c), OPEN)
    assert (
        nowhere.verdict == "false" and nowhere.certificate.kind == "identity" and nowhere.certificate.check()
    )
    assert prove(Somewhere(p > 0), [p > 1, p < 0]).verdict == "contradictory"


def test_in_the_long_run():
    T, R, P, delta = symbols("T R P delta")
    patient = R >= (1 - delta) * T + delta * P
    assert prove(Eventually(delta, patient, to=1), [T > R, R > P]).verdict == "true"
    assert prove(Eventually(x, x * (p - c) > 1), OPEN).condition.equivalent(p > c)
    assert prove(Eventually(x, x > oo), OPEN).verdict == "false"
    assert prove(Eventually(x, x**5 - p * x**4 > 100), OPEN).verdict == "true"


# -- quantifiers inside ---------------------------------------------------------------------------------

BETWEEN = Exists(x, (p - c < x) & (x < p + c))
DEEP = {
    "a conjunction": (BETWEEN & (p + c > 0), (), "true", "proved"),
    "a list": ([BETWEEN, Exists(x, x > c)], (), "true", "proved"),
    "one for each of the other": (ForAll(y, Exists(x, x > y + c)), (), "true", "proved"),
    "neither of two": (Exists(x, x**2 + c < 0) | Exists(x, (x > p) & (x < p - c)), (), "false", "proved"),
    "not": (~Exists(x, x**2 + c < 0), (), "true", "proved"),
    "a disjunction": (Exists(x, (x > p) & (x < 2 * c)) | (c < p), (), "true", "proved"),
    "a premise": (p < 2 * c, Exists(x, (x > p) & (x < 2 * c)), "true", "proved"),
    "a parabola or a line": (
        ForAll(x, y * x**2 + z * x + p >= 0),
        [y >= 0, z**2 <= 4 * y * p],
        "true",
        "proved",
    ),
    "further away than a parameter": (ForAll(x, Exists(y, y**2 > x)), (), "true", "proved"),
    "further away on a parabola": (ForAll(x, Exists(y, c * y**2 - p * y > x)), (), "true", "proved"),
    "no root among the premises": (
        p > 2,
        Exists(x, (x > p) & Eq(3 * c**2 - c + 3, x - p)),
        "false",
        "proved",
    ),
    "a premise about all": (p <= 2 * c, ForAll(x, (x <= p) | (x >= 2 * c)), "false", "proved"),
}


@pytest.mark.parametrize(("claim", "given", "verdict", "shown"), DEEP.values(), ids=DEEP)
def test_a_claim_is_proved_as_it_stands(claim, given, verdict, shown):
    where = [*OPEN, Ne(2 * c, p)]
    judgement = prove(claim, where, given=given)
    assert (judgement.verdict, judgement.shown) == (verdict, shown)
    assert judgement.check()


# -- off a set without interior --------------------------------------------------------------------------


def test_generically():
    assert prove(Ne(x, 0)).verdict == "mixed"
    judgement = prove(Ne(x, 0), generic=True)
    assert judgement.verdict == "true" and judgement.certificate.check()
    assert prove(Eq(x, y), generic=True).verdict == "false"
    assert prove(x > 0, where=x >= 0, generic=True).verdict == "true"
    assert prove(x > 0, generic=True).verdict == "mixed"


def test_generically_where_an_equation_is_assumed():
    thin = [Eq(k, 0), x >= 0]
    judgement = prove(x > k, thin, generic=True)
    assert judgement.verdict == "true" and judgement.certificate.check()
    assert judgement.assumptions_point[k] == 0
    assert prove(k > 0, thin, generic=True).verdict == "false"
    assert prove(x > 1, thin, generic=True).condition.equivalent(x > 1)
    assert prove(x > y, [x >= y, y >= x, z > 0], generic=True).verdict == "false"
    assert prove(x * y > 0, Eq(x * z, 1), given=[y > 0, z > 0], generic=True).verdict == "true"
    assert prove(Ne(z, 3), Eq(x * z, y), generic=True).verdict == "true"


def test_generically_with_roots():
    where = [x >= 0, y >= 0]
    assert prove(sqrt(x) + sqrt(y) > sqrt(x + y), where, generic=True).verdict == "true"
    assert prove(sqrt(x) * sqrt(y) > sqrt(x * y), where, generic=True).verdict == "false"
    assert prove(sqrt(x) > y, where, generic=True).condition.contains({x: 9, y: 2})


def test_a_generic_condition_leaves_boundaries_out():
    judgement = prove(Max(x, y) > y, generic=True)
    assert judgement.condition.formula == Region(x > y).formula
    split = prove(Or(And(x >= 0, y > 1), And(x < 0, y >= 1)), generic=True)
    assert split.condition.formula == Region(y > 1).formula
    assert split.condition_certificate.check()


CHOICE = [Or(Eq(k, 0), Eq(k, 1)), y > 0]
CHOSEN = {
    "at every value": (x * k < y + x**2 + 1, "true"),
    "at no value": (Eq(k, y), "false"),
    "at one of them": (Eq(k, 1), "mixed"),
    "here and there": (x > k * y, "mixed"),
    "at one, under a condition": (And(Eq(k, 0), x > 0), "mixed"),
    "an identity at one": (Eq(k * x, 0), "mixed"),
    "a boundary at each": (Ne(x, k * y), "true"),
}


@pytest.mark.parametrize(("claim", "wanted"), CHOSEN.values(), ids=CHOSEN)
def test_generically_where_a_parameter_has_a_few_values(claim, wanted):
    judgement = prove(claim, CHOICE, generic=True)
    assert judgement.verdict == wanted and judgement.check()
    assert judgement.shown == "proved"
    for value in (0, 1):  # as if it were no parameter
        fixed = prove(claim.subs(k, value), [y > 0], generic=True)
        if wanted != "mixed":
            assert fixed.verdict == wanted
            continue
        for at in ((-2, 1), (Rational(1, 2), 1), (2, 1)):
            point = dict(zip((x, y), at, strict=True))
            holds = fixed.verdict == "true" or fixed.condition.contains(point)
            assert judgement.condition.contains({k: value, **point}) == holds


def test_generically_where_now_one_parameter_is_fixed_and_now_another():
    judgement = prove(Ne(c**2, c), where=Eq(Max(p, c), 1), generic=True)
    assert judgement.verdict == "mixed" and judgement.shown == "proved" and judgement.check()
    assert judgement.condition.contains({p: 1, c: Rational(1, 2)})
    assert not judgement.condition.contains({p: Rational(1, 2), c: 1})


def test_a_condition_that_nobody_confirms_is_not_said_to_be_verified():
    judgement = prove(p > c, where=c > 0, generic=True)
    wrong = replace(judgement, finding=replace(judgement.finding, holds=FALSE))
    assert wrong.condition_certificate is None and wrong.shown == "not shown"


def test_what_cannot_be_said_generically_is_unknown():
    judgement = prove(x > y, Eq(x**2, y**2), generic=True)
    assert judgement.verdict == "unknown" and "equation" in judgement.reason
    assert judgement.certificate is None


def test_an_equation_may_leave_any_degree():
    judgement = prove(Exists(x, Eq(x - p, c) & (x**5 > p**2 * x**3)), OPEN)
    assert judgement.verdict == "true" and judgement.shown == "proved" and judgement.check()


def test_a_quantifier_that_takes_too_long_is_unknown():
    claim = Exists([x, y], (p * x**2 + c * y**2 + k * x * y < 1) & (x + y > p))
    judgement = prove(claim, seconds=0.005)
    assert judgement.verdict == "unknown" and "longer than it may" in judgement.reason


def test_a_premise_that_is_too_hard_leaves_it_unknown():
    judgement = prove(p > 0, OPEN, given=Exists(x, x**4 + x < p))
    assert judgement.verdict == "unknown" and "degree 4" in judgement.reason


def test_too_hard_is_unknown():
    judgement = prove(Exists(x, Eq(x**5 - x + p, c * x**2)), OPEN)
    assert judgement.verdict == "unknown" and "degree" in judgement.reason


# -- what is refused ----------------------------------------------------------------------------------------

BAD = {
    "an expression": (p + 1, "condition"),
    "a number": (3, "condition"),
    "a table": ({p: 1}, "condition"),
    "a text": ("p > 0", "condition"),
    "nothing": (None, "condition"),
    "a symbol": (p, "condition"),
    "a value by case": (Cases((p > 0, 1), (p <= 0, 0)), "condition"),
    "a transcendental term": (sin(p) > 0, "sin"),
    "a rounded number": (p > 0.5, "exactly"),
}


@pytest.mark.parametrize(("claim", "names"), BAD.values(), ids=BAD)
def test_what_is_no_claim_is_refused(claim, names):
    with pytest.raises(ExpressionError, match=names):
        prove(claim, OPEN)


@pytest.mark.parametrize("where", [{p: 1}, [p > 0, {p: 1}], "p > 0", 1, None], ids=str)
def test_what_is_no_assumption_is_refused(where):
    with pytest.raises(ExpressionError, match="is no condition"):
        prove(p > 0, where=where)


def test_a_term_that_is_nowhere_defined_is_refused():
    with pytest.raises(ExpressionError, match="zero throughout"):
        prove(1 / (p - c) > 0, where=[Eq(p, c)])


def test_a_quantifier_wants_symbols():
    with pytest.raises(ExpressionError, match="'x' is no symbol"):
        Exists("x", p > 0)
    with pytest.raises(ExpressionError, match="symbol"):
        ForAll([x, p + 1], p > 0)


def test_points_are_at_whole_numbers_where_a_symbol_is_one():
    n, c = symbols("n", integer=True), symbols("c")
    judgement = prove(n * c > 1, where=[n > 1, 0 < c, c < 1])
    for point in (judgement.witness, judgement.counterexample):
        values = {str(name): value for name, value in point.items()}
        assert values["n"].is_Integer
        assert values["n"] >= 2
    assert prove(2 * n > 3, where=[n > 0, n < 1]).counterexample is not None  # no whole number: another point


@pytest.mark.parametrize("claim", [~Exists(x, (p < x) & (x < c)), ForAll(x, (x <= p) | (x >= c))])
def test_a_denied_quantifier_is_the_other_one(claim):
    judgement = prove(claim, OPEN)
    assert judgement.condition.equivalent(p >= c)
    assert judgement.shown == "proved" and judgement.check()


def test_a_value_may_be_another_parameter():
    judgement = prove(Exists(x, x * p > c * p), [c > 0, p > -1])
    assert judgement.verdict == "mixed" and judgement.check()
    assert prove(Exists(x, x * p >= c * p), OPEN).shown == "proved"
