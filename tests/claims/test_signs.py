"""How comparisons are shown where products of a few facts do not do: each way by an example, and refusals."""

from fractions import Fraction
from random import Random

import pytest

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, And, Atom, Every, Some, atom, conjunction, disjunction, negation
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radical
from formal.claims.bernstein import on_interval
from formal.claims.certify import theorem
from formal.claims.dividing import lone_factor, near
from formal.claims.kernel import fault
from formal.claims.quantifiers import find_proof
from formal.claims.signs import Signs
from formal.claims.steps import Asked, Theorem

a, b, d, k, p, q, r, x, y = (Polynomial.symbol(n) for n in ("a", "b", "d", "k", "p", "q", "r", "x", "y"))
SHARES = [atom(s, ">") for s in (d, 1 - d, p, 1 - p, q, 1 - q)]
POSITIVE = [atom(s, ">") for s in (a, b, k)]
LONG = d**2 * p * k - d * k * b + q**2 * r - a * k * d

SHOWN = {
    "a fact divided by what is positive": ([*POSITIVE, atom((b - a) * k * (a * b + k * a + k * k), ">")], b - a, ">"),
    "divided by what is negative": ([*POSITIVE, atom((b - a) * (-k - a * b), ">=")], a - b, ">="),
    "a point that differs in one parameter": (
        [*SHARES, *POSITIVE, atom(LONG, ">="), atom(y - p, ">")],
        d**2 * y * k - d * k * b + q**2 * r - a * k * d,
        ">",
    ),
    "by a product of many factors": (
        [*SHARES, *POSITIVE, atom(y - b, ">"), atom(LONG + d * p * q * (1 - d) * (1 - p) * b, ">=")],
        LONG + d * p * q * (1 - d) * (1 - p) * y,
        ">",
    ),
    "a factor of what is positive": ([*POSITIVE, atom((a - b - k) * LONG, ">")], a - b - k, "!="),
    "after multiplying by a positive variable": (
        [*SHARES, atom(q - p, ">"), *POSITIVE, atom(a * p * (1 - p) * (1 - d) - d * q * (1 - q) * b, ">")],
        a * (1 - p) * (1 - d) - d * (1 - q) * b,
        ">",
    ),
    "a sum of products": ([*SHARES, *POSITIVE], a * d * p * q * (1 - q) * (1 - p) + k * (1 - d) * (1 - p), ">"),
    "on an interval": ([atom(x, ">"), atom(1 - x, ">")], 84 * x**6 - 560 * x**5 + 1575 * x**4 - 2400 * x**3
                       + 2100 * x**2 - 1008 * x + 210, ">"),
    "two factors that only occur together": (
        [*SHARES, atom(a, ">"), atom(k, ">"), atom(x, ">="), atom(b - x, ">="),
         atom(k * (2 - q) - (1 - p) * a * b, ">=")],
        k - (1 - p) * a * q * x,
        ">=",
    ),
    "each multiplied by what the other has beside a variable": (
        [*SHARES, *POSITIVE, atom(q - p, ">"), atom(x * (1 - q) * d - k * (1 - d) * (1 - d * (1 - q) * (1 - r)), ">="),
         atom(r, ">"), atom(1 - r, ">")],
        x * (1 - p) * d - k * (1 - d) * (1 - d * (1 - p) * (1 - r)),
        ">",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "goal", "relation"), SHOWN.values(), ids=SHOWN)
def test_shown(facts, goal, relation):
    facts = tuple(facts)
    wanted = Atom(goal, relation)
    proof = Signs(Decider()).show(facts, dict(enumerate(facts)), wanted)
    assert not any(isinstance(step, Asked) for step in proof.steps())
    assert fault(Theorem(facts, wanted, proof)) is None


@pytest.mark.parametrize("seed", range(40))
def test_what_is_positive_on_an_interval(seed):
    random = Random(seed)
    low, high = sorted(random.sample([Fraction(i, 4) for i in range(-8, 9)], 2))
    polynomial = Polynomial.constant(random.randint(1, 9))
    for _ in range(random.randint(1, 2)):  # squares, off which it stays
        polynomial = polynomial + (x - Fraction(random.randint(-20, 20), 7)) ** 2 * random.randint(1, 4)
    polynomial = polynomial * (x - low + random.randint(0, 1))
    facts = (Atom(x * 3 - low * 3, ">"), Atom(high * 2 - x * 2, ">"))
    found = on_interval(dict(enumerate(facts)), Atom(polynomial, ">"))
    assert found is not None and fault(Theorem(facts, Atom(polynomial, ">"), found)) is None


@pytest.mark.parametrize(
    ("polynomial", "facts"),
    [
        (x * x - x + Fraction(1, 5), (Atom(x, ">"), Atom(1 - x, ">"))),  # negative in between
        (x + 1, (Atom(x, ">"),)),  # no upper end
        (x + y, (Atom(x, ">"), Atom(1 - x, ">"))),  # two variables
        (x, (Atom(x, ">="), Atom(1 - x, ">="))),  # zero at an end that belongs to it
        (x + 1, (Atom(x - 1, ">"), Atom(1 - x, ">"))),  # nothing in between
    ],
)
def test_what_an_interval_does_not_show(polynomial, facts):
    assert on_interval(dict(enumerate(facts)), Atom(polynomial, ">")) is None


ON_UNIT = (Atom(x, ">"), Atom(1 - x, ">"))
ROOTS = {
    "a root is below 1": (ON_UNIT, Atom(1 - radical(4 * x**4 - 4 * x**3 + 1), ">")),
    "larger than what may be negative": (ON_UNIT, Atom(radical(4 * x**4 - 4 * x**3 + 1) + 2 * x**2 - 1, ">")),
    "smaller than what is positive": (ON_UNIT, Atom(2 - x * x - radical(x**4 - 4 * x**2 + 4 * x), ">")),
    "an equation that fails": ((*ON_UNIT, Atom(radical(4 * x + 1) * x - 2 * x * x - x, "=")), FALSE),
    "positive everywhere, and easily seen in between": (
        (*ON_UNIT, Atom(4 * x**3 - 4 * x**4 - 1, ">")),
        FALSE,
    ),
}


@pytest.mark.parametrize(("facts", "goal"), ROOTS.values(), ids=ROOTS)
def test_roots_are_compared_by_their_squares(facts, goal):
    shown = theorem(conjunction(*facts), goal)
    assert (shown.provers, fault(shown)) == ((), None)


def test_near_facts():
    known = {
        0: atom(a * b + k, ">="),
        1: atom(a * p + k, "="),
        2: atom(a, ">"),
        3: atom(2 * a * b + 2 * k - p, ">"),
    }
    goal = 4 * a * b + 4 * k + q
    assert [(n, ratio, str(rest)) for n, ratio, rest in near(known, goal)] == [(0, 4, "q"), (3, 2, "2*p + q")]


@pytest.mark.parametrize(
    ("polynomial", "wanted"),
    [(a * (p - q), p - q), (a * (p - q) ** 2, None), (a * b, None), (p - q, None), ((p - q) * (p - d), None)],
)
def test_a_lone_factor(polynomial, wanted):
    positive = {a, b}
    assert lone_factor(polynomial, lambda factor: 1 if factor in positive else None) == wanted


def test_many_disjunctions_are_split_on_what_they_share():
    """At least two of five hold in one count and at most one in the other: it is the same five."""
    conditions = [atom(Polynomial.symbol(f"s{i}") - k, ">") for i in range(5)]
    pairs = [conjunction(s, t) for i, s in enumerate(conditions) for t in conditions[i + 1 :]]
    two = disjunction(*pairs)
    one = tuple(negation(pair) for pair in pairs)
    clash = conjunction(*(negation(c) for c in conditions))
    proof = find_proof((two, *one), clash, seconds=5)
    assert fault(Theorem((two, *one), clash, proof)) is None


@pytest.mark.parametrize("goal", [atom(a + b, ">"), Some("x", atom(x * x - a, "=")), FALSE], ids=str)
def test_the_search_ends_where_nothing_follows(goal):
    either = disjunction(atom(a, ">"), conjunction(atom(b, ">"), disjunction(atom(d, ">="), atom(k, "!="))))
    proof = find_proof(
        (either, Every("x", disjunction(atom(x - a, ">"), atom(b - x, ">=")))), goal, seconds=1
    )
    assert any(isinstance(step, Asked) for step in proof.steps())


def test_a_comparison_of_nothing_is_decided():
    nothing = Polynomial.constant(0)
    for relation, held in ((">", False), (">=", True), ("=", True), ("!=", False)):
        assert Decider().satisfiable(And((Atom(nothing, relation), Atom(a, ">")))) is held
