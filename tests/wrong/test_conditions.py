"""Conditions, assumptions and values that must be refused, by an error that names the term and says what to do."""

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from sympy import (
    And,
    Eq,
    Float,
    Function,
    I,
    Max,
    Ne,
    Or,
    Piecewise,
    Rational,
    Symbol,
    cos,
    exp,
    gamma,
    log,
    oo,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    zoo,
)

from formal import ExpressionError, ParameterError
from formal.algebra.cases import Cases
from formal.algebra.region import Region

a, b, p, q, x = symbols("a b p q x")
positive, plain, negative = Symbol("c", positive=True), Symbol("c"), Symbol("c", negative=True)
imaginary, unreal = Symbol("z", imaginary=True), Symbol("z", real=False)
NAME_IT = "parameter of its own"

TERMS = {
    "an exponential": (exp(p) > q, ["exp(p)", "transcendental", NAME_IT]),
    "a logarithm": (q * log(p) > 1, ["log(p)", "transcendental"]),
    "a sine": (sin(p) > 0, ["sin(p)", "transcendental"]),
    "a cosine deep inside": (sqrt(1 + cos(p) ** 2) > q, ["cos(p)"]),
    "an exponential in a maximum": (Max(p, exp(q)) > 1, ["exp(q)"]),
    "an exponential in a branch": (Piecewise((exp(q), p > 0), (1, True)) > 2, ["exp(q)"]),
    "a gamma function": (gamma(p) > q, ["gamma(p)", "transcendental"]),
    "pi": (p > pi, ["pi", "transcendental"]),
    "an unknown function": (Function("F")(p) > q, ["F(p)", NAME_IT]),
    "a symbolic exponent": (p**q > 2, ["p**q", NAME_IT]),
    "a cube root": (p ** Rational(1, 3) > 2, ["p**(1/3)", NAME_IT]),
    "a float": (p > Float("0.5"), ["0.5", "Rational(1, 2)"]),
    "a float as a factor": (p * 0.25 > q, ["0.25", "Rational(1, 4)"]),
    "a float as an exponent": (p**0.5 > q, ["0.5", "Rational(1, 2)"]),
    "the imaginary unit": (Eq(p, I * q), ["I is not real"]),
    "the root of a negative number": (Eq(p, sqrt(-3)), ["I is not real"]),
    "a root that is negative in every case": (
        sqrt(-1 - sign(p) ** 2) > q,
        ["is not real", "negative number"],
    ),
    "a symbol declared imaginary": (Eq(imaginary, q), ["z is declared not to be real"]),
    "a symbol declared unreal": (Ne(unreal, q), ["z is declared not to be real"]),
    "an infinite term": (p + oo * q > a, ["oo", "end of an offer's interval"]),
    "a division by zero": (Eq(p + zoo * q, a), ["zoo", "division", "zero throughout"]),
    "a comparison with a division by zero": (p > zoo * q, ["zoo", "zero throughout"]),
    "a division by a hidden zero": (
        1 / ((p + 1) ** 2 - p**2 - 2 * p - 1) > q,
        ["(p + 1)**2", "zero throughout"],
    ),
    "a division by the same parameter twice": (1 / (positive - plain) > 0, ["c", "zero throughout"]),
    "a text": ("p > 0", ["'p > 0'", "SymPy relation"]),
    "an expression": (p * q, ["p*q", "relation"]),
    "a set": ({p}, ["{p}", "SymPy relation"]),
    "nothing": (None, ["None", "SymPy relation"]),
}


def named(error, *wanted):
    """Return what the message of an error fails to say."""
    return [part for part in wanted if part not in str(error.value)]


@pytest.mark.parametrize(("condition", "wanted"), TERMS.values(), ids=TERMS)
def test_a_term_that_cannot_be_read(condition, wanted):
    with pytest.raises(ExpressionError) as error:
        Region(condition)
    assert named(error, *wanted) == []


@pytest.mark.parametrize(("condition", "wanted"), TERMS.values(), ids=TERMS)
def test_a_term_that_cannot_be_read_in_the_context(condition, wanted):
    if isinstance(condition, set):
        condition = [condition, "p > 0"]
        wanted = ["p"]
    with pytest.raises(ExpressionError) as error:
        Region(p > 0, where=[condition])
    assert named(error, *wanted) == []


NOWHERE_DEFINED = {
    "a difference that is assumed to vanish": (1 / (a - b) > 0, [Eq(a, b)], ["1/(a - b)", "a - b", "a = b"]),
    "one that vanishes by two bounds": (
        p / (a - b) > 0,
        [a >= b, a <= b, p > 3],
        ["1/(a - b)", "a >= b", "b >= a"],
    ),
    "a product with a factor that vanishes": (1 / (p * (a - b)) > q, [Eq(a, b)], ["a = b"]),
    "in an alternative": (Or(p > 0, q / (a - b) > 0), [Eq(a, b)], ["1/(a - b)"]),
    "in a maximum": (Max(p, 1 / (a - b)) > 0, [Eq(a, b)], ["1/(a - b)"]),
    "in a root": (sqrt(1 / (a - b)) > 0, [Eq(a, b)], ["1/(a - b)"]),
    "in a branch that is taken": (Piecewise((1 / (a - b), p > 0), (0, True)) > 0, [Eq(a, b)], ["1/(a - b)"]),
    "by a flag": (1 / (positive - sqrt(plain**2)) > 0, [], ["sqrt(c**2)", "c > 0"]),
    "one over a root": (1 / sqrt(a) > 0, [Eq(a, 0)], ["1/sqrt(a)", "a = 0"]),
    "the root of what is negative": (sqrt(a) > q, [a < 0], ["sqrt(a)", "not real", "a < 0"]),
    "the root of a difference": (sqrt(a - b) > q, [a < b], ["sqrt(a - b)", "negative throughout"]),
}


@pytest.mark.parametrize(("condition", "where", "wanted"), NOWHERE_DEFINED.values(), ids=NOWHERE_DEFINED)
def test_a_term_that_is_nowhere_defined(condition, where, wanted):
    with pytest.raises(ExpressionError) as error:
        Region(condition, where=where)
    assert named(error, *wanted, "assume") == []


SOMEWHERE_DEFINED = {
    "at some points": (1 / (a - b) > 0, [a >= b]),
    "in a branch that is not taken": (Piecewise((1 / (a - b), Ne(a, b)), (p, True)) > 0, [Eq(a, b)]),
    "in the last branch, not taken": (Piecewise((p, Eq(a, b)), (1 / (a - b), True)) > 0, [Eq(a, b)]),
    "in one case of two": (1 / Max(a, 0) > 1, [a < 1]),
    "on one side": (1 / (a + sqrt(a**2)) > 1, []),
    "a root on the boundary": (sqrt(a) >= q, [a <= 0]),
}


@pytest.mark.parametrize(("condition", "where"), SOMEWHERE_DEFINED.values(), ids=SOMEWHERE_DEFINED)
def test_a_term_that_is_defined_somewhere_is_no_error(condition, where):
    assert not Region(condition, where=where).is_everything()


def test_a_value_that_is_nowhere_defined_in_its_piece():
    with pytest.raises(ExpressionError, match=r"1/\(a - b\) .*a = b"):
        Cases((p > 0, 1 / (a - b)), (True, 0), where=[Eq(a, b)])
    kept = Cases((Ne(a, b), 1 / (a - b)), (True, 0), where=[Eq(a, b)])
    assert kept.at({a: 1, b: 1}) == 0


CONTRADICTIONS = {
    "two bounds": ([a > 1, b > 0, a < 0], ["a > 1", "a < 0"], ["b"]),
    "three in a ring": ([a > b, b > p, p > a, q > 0], ["a", "b", "p"], ["q"]),
    "flags against flags": ([positive < 5, negative > -5], ["c > 0", "c < 0"], []),
    "a flag against a condition": ([positive < 5, plain < 0], ["c > 0", "c < 0"], []),
    "a flag against an equation": ([Eq(plain, 0), positive < 1], ["c = 0", "c > 0"], []),
    "no real solution": ([a**2 < 0], ["a**2 < 0", "never holds"], []),
    "a region against a condition": ([Region(a > 1), a < 1], ["a > 1", "a < 1"], []),
    "false": ([False], ["never holds"], []),
}


@pytest.mark.parametrize(("where", "wanted", "spared"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictory_assumptions(where, wanted, spared):
    with pytest.raises(ParameterError, match="the assumptions contradict each other") as error:
        Region(x > 0, where=where)
    assert named(error, *wanted) == []
    said = str(error.value).partition(":")[2].partition(" cannot ")[0]
    assert not [name for name in spared if name in said.split()]


@pytest.mark.parametrize("join", [operator.and_, operator.or_, Region.implies, Region.equivalent])
def test_contexts_that_contradict_each_other(join):
    with pytest.raises(ParameterError, match=r"contradict each other: a > 1 and a < 0"):
        join(Region(p > 0, where=[a > 1]), Region(q > 0, where=[a < 0]))


def test_one_name_with_flags_that_contradict_each_other():
    with pytest.raises(ParameterError, match=r"c > 0 and c < 0 cannot all hold"):
        Region(And(positive + p > 1, negative + q < 1))


region = Region(p > sqrt(q), where=[a > 0])
GIVEN = {
    "one is missing": ({p: 1}, ["no value for q", "p, q"]),
    "one is missing, the context's is given": ({q: 1, a: 1}, ["no value for p"]),
    "the same twice": ({p: 1, "p": 1, q: 1}, ["p is given twice"]),
    "flags make no second parameter": ({p: 1, q: 1, Symbol("q", real=True): 2}, ["q is given twice"]),
    "a float": ({p: 0.5, q: 1}, ["p = 0.5", "Rational(1, 2)"]),
    "a SymPy float": ({p: Float("0.1"), q: 1}, ["p = 0.1", "Rational(1, 10)"]),
    "a decimal": ({p: Decimal("0.1"), q: 1}, ["p = 0.1", "rounded"]),
    "not a number": ({p: float("nan"), q: 1}, ["p = nan", "rational number"]),
    "infinite": ({p: oo, q: 1}, ["p = oo"]),
    "an infinite float": ({p: float("inf"), q: 1}, ["p = inf"]),
    "imaginary": ({p: I, q: 1}, ["p = I", "not real"]),
    "transcendental": ({p: pi, q: 1}, ["p = pi", "transcendental"]),
    "another symbol": ({p: b, q: 1}, ["p = b", "b has no value"]),
    "a text": ({p: "half", q: 1}, ["p = 'half'", "3/5"]),
    "a division by zero in a text": ({p: "1/0", q: 1}, ["p = '1/0'", "3/5"]),
    "nothing": ({p: None, q: 1}, ["p = None"]),
    "a truth value": ({p: True, q: 1}, ["p = True"]),
    "a key that is no symbol": ({1: 1, p: 1, q: 1}, ["1 is no parameter", "symbol or its name"]),
    "a key that is an expression": ({p + q: 1, p: 1, q: 1}, ["p + q is no parameter"]),
}


@pytest.mark.parametrize(("values", "wanted"), GIVEN.values(), ids=GIVEN)
def test_values_that_are_refused(values, wanted):
    with pytest.raises(ParameterError) as error:
        region.contains(values)
    assert named(error, *wanted) == []


@pytest.mark.parametrize("value", [1, "1/2", Fraction(1, 2), Rational(1, 2), sqrt(2), "0.5"], ids=str)
def test_values_that_are_taken(value):
    assert region.contains({p: 3, "q": value, b: "ignored, since the region does not use it"})


def test_values_that_the_context_excludes():
    with pytest.raises(ParameterError, match=r"a = -1 is excluded by the assumptions a > 0"):
        region.subs({a: -1})
    with pytest.raises(ParameterError, match="a is given twice"):
        region.subs({a: 1, "a": 1})
    with pytest.raises(ExpressionError, match=r"exp\(b\) is transcendental"):
        region.subs({a: exp(b)})


def test_eliminating_what_nobody_knows():
    with pytest.raises(ParameterError, match=r"cannot eliminate x: the region knows a, p, q"):
        region.eliminate(x)
    assert region.eliminate(a).space.names == ("p", "q")


def test_a_region_is_neither_true_nor_false_nor_in_order():
    with pytest.raises(TypeError, match=r"ask is_empty\(\), contains\(point\) or implies\(other\)"):
        bool(region)
    with pytest.raises(TypeError, match=r"ask is_empty"):
        assert region and region
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError, match=r"ask implies\(other\) or equivalent\(other\)"):
            compare(region, Region(p > 0))
    assert (region == 3) is False
