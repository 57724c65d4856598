"""Some value and every value: what the kernel refuses, and claims with quantifiers proved as they stand."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import And, Eq, Ne, Or, Rational, sqrt, symbols

from formal.algebra.formula import FALSE, Atom, Every, Some, atom, conjunction
from formal.algebra.polynomial import Polynomial
from formal.claims import Certificate, Eventually, Exists, ForAll, prove
from formal.claims.kernel import fault, put_in
from formal.claims.steps import (
    Arbitrary,
    ByCase,
    Each,
    Identity,
    Lemma,
    NoSuchPoint,
    Obtain,
    Opposites,
    Root,
    Step,
    Term,
    Theorem,
    Witness,
)

a, b, x, y, z = (Polynomial.symbol(name) for name in "abxyz")
UNIT = (Term(),)
BETWEEN = Some("x", conjunction(atom(x - a, ">"), atom(b - x, ">")))
BOTH = Each(tuple(Identity((Term(Fraction(w)),), (Term(facts=(0,)),)) for w in ("3/2", "3")))


def fact(*numbers: int) -> Identity:
    """The goal is a fact, or the sum of some."""
    return Identity(UNIT, tuple(Term(facts=(number,)) for number in numbers))


# -- the kernel ----------------------------------------------------------------------------------------------


def test_existence_needs_a_value():
    good = Theorem((atom(b - a, ">"),), BETWEEN, Witness((a + b * 2) * Fraction(1, 3), BOTH))
    assert fault(good) is None
    assert fault(replace(good, proof=Witness(a, BOTH)))
    assert fault(replace(good, proof=BOTH))
    assert "asks for none" in fault(replace(good, goal=BETWEEN.body))
    assert fault(replace(good, goal=Every("x", BETWEEN.body)))


def test_what_is_below_the_line_is_shown_to_be_positive():
    reached = Some("x", atom(a * x - b, ">="))
    assert put_in(reached, b, a) == atom(a, ">")
    good = Theorem((atom(a, ">"),), reached, Witness(b, fact(0), a))
    assert fault(good) is None
    assert fault(replace(good, assumptions=(atom(-a, ">"),)))
    assert fault(replace(good, assumptions=()))
    assert put_in(Some("x", atom(x * x * x - x - 1, ">")), b, a) == conjunction(
        atom(a, ">"), atom(b**3 - b * a**2 - a**3, ">")
    )


def test_just_any_value_is_one_of_which_nothing_is_known():
    square = Identity(UNIT, (Term(square=x), Term()))
    every = Theorem((), Every("x", atom(x * x + 1, ">")), Arbitrary("x", square))
    assert fault(every) is None
    known = Theorem((atom(x, ">"),), Every("x", atom(x, ">")), Arbitrary("x", fact(0)))
    assert "something is known" in fault(known)
    assert fault(replace(known, proof=Arbitrary("y", fact(0))))
    assert fault(Theorem((), Every("x", atom(x - a, "!=")), Arbitrary("a", Identity(UNIT))))
    assert fault(replace(every, goal=Some("x", every.goal.body)))
    assert "just any value" in fault(replace(every, proof=Arbitrary("sqrt(a)", square)))


def test_a_value_that_there_is_gets_a_new_name():
    good = Theorem((BETWEEN,), atom(b - a, ">"), Obtain(0, "x", fact(1, 2)))
    assert fault(good) is None
    assert fault(replace(good, proof=Obtain(0, "z", fact(1, 2)))) is None
    assert "something is known" in fault(replace(good, proof=Obtain(0, "a", fact(1, 2))))
    assert "does not say" in fault(replace(good, assumptions=(Every("x", BETWEEN.body),)))
    assert fault(replace(good, assumptions=(BETWEEN, atom(x, ">"))))
    mine = Theorem((Some("x", atom(x, ">")),), atom(x, ">"), Obtain(0, "x", fact(1)))
    assert "something is known" in fault(mine)


def test_quantifiers_cannot_be_exchanged():
    beyond, after = atom(y - x, ">"), Each(())
    each = Theorem((), Every("x", Some("y", beyond)), Arbitrary("x", Witness(x + 1, after)))
    assert fault(each) is None
    one = Theorem((), Some("y", Every("x", beyond)), Witness(x + 1, Arbitrary("x", after)))
    assert "two things" in fault(one)
    assert fault(replace(one, proof=Witness(z, Arbitrary("x", after))))
    assert fault(Theorem((each.goal,), one.goal, Obtain(0, "x", after)))


def test_a_root_of_what_is_quantified_is_refused():
    goal = Every("x", atom(Polynomial.symbol("sqrt(x)") + 1, ">"))
    shown = Arbitrary("x", Identity(UNIT, (Term(facts=(0,)), Term())))
    for roots in ((("sqrt(x)", x),), ()):
        assert "square root depends on x" in fault(Theorem((), goal, shown, roots=roots))
    named = Theorem((), Every("sqrt(a)", atom(a, ">")), shown, roots=(("sqrt(a)", a),))
    assert fault(named)


def test_a_root_may_be_taken_in_a_proof():
    nothing = Identity(UNIT, (), ((4, Polynomial.constant(1)),))
    real = Lemma(atom(a, ">"), fact(0), Witness(Polynomial.symbol("sqrt(a)"), nothing))
    unreal = NoSuchPoint(Identity((), (Term(facts=(0,)), Term(facts=(3,)))))
    by_case = ByCase(2, (real, unreal))
    good = Theorem((atom(a, ">"),), Some("x", Atom(x * x - a, "=")), Root(a, by_case))
    assert fault(good) is None
    assert fault(replace(good, proof=Root(a + 1, by_case)))
    assert fault(replace(good, proof=by_case))


def test_opposites_exclude_each_other():
    every, some = Every("x", atom(x - a, ">")), Some("x", atom(a - x, ">="))
    good = Theorem((every, some), FALSE, Opposites(0, 1))
    assert fault(good) is None
    assert fault(replace(good, assumptions=(every, Some("x", atom(a - x, ">")))))
    assert fault(replace(good, assumptions=(every, every)))
    assert fault(replace(good, proof=Opposites(0, 7)))


# -- claims ---------------------------------------------------------------------------------------------------

p, q, c, u, v = symbols("p q c u v")
OPEN = [0 < p, p < 1, c > 0]
CLAIMS = {
    "a quotient": (Exists(u, Eq(c * u, p)), "true"),
    "a quotient of unknown sign": (Exists(u, q * u > 1), "mixed"),
    "one of two values": (Exists(u, (u >= p) & (u >= c) & (u < p + c)), "true"),
    "between a root and a bound": (Exists(u, (u**2 < p) & (u > c)), "mixed"),
    "a root": (Exists(u, Eq(u**2, p)), "true"),
    "a root of what is quantified": (Exists(u, Eq(sqrt(u) + u, 2)), "true"),
    "every root": (ForAll(u, sqrt(u + c) > 0, where=u >= 0), "true"),
    "the least square": (ForAll(u, u**2 + q >= 2 * p * u), "mixed"),
    "both": (Exists([u, v], (u + v > c) & (u < p) & (v < p)), "mixed"),
    "first one, then all": (Exists(u, ForAll(v, v > u, where=v > p)), "true"),
    "first all, then one": (ForAll(u, Exists(v, (v > u) & (v < u + c))), "true"),
    "not the other way round": (Exists(v, ForAll(u, (v > u) & (v < u + c))), "false"),
    "one or the other": (Exists(u, (u > p) & (u < c)) | (c <= p), "true"),
    "two of a name": (ForAll(u, u**2 >= 0) & Exists(u, u > p), "true"),
    "in the end": (Eventually(u, u * p > c), "true"),
    "in the end, by condition": (Eventually(u, u * (p - c) > 1), "mixed"),
    "close to a bound": (Eventually(u, u * c < p, to=p / c), "true"),
    "a name that is taken": (Exists(p, p > c) & (p > 0), "mixed"),
}


@pytest.mark.parametrize(("claim", "verdict"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_is_proved_as_it_stands(claim, verdict):
    judgement = prove(claim, OPEN)
    assert (judgement.verdict, judgement.shown) == (verdict, "proved")
    assert judgement.check()
    for certificate in filter(None, (judgement.certificate, judgement.condition_certificate)):
        assert Certificate.from_json(certificate.to_json()).check()


def test_a_premise_with_a_quantifier_is_used():
    bounded = ForAll(u, (u <= p) | (u >= 2 * c))
    for claim, given_, verdict in (
        (p < 2 * c, Exists(u, (u > p) & (u < 2 * c)), "true"),
        (p < 2 * c, bounded, "false"),
        (p > 1, [bounded, Exists(u, (u > p) & (u < 2 * c))], "contradictory"),
        (p >= 2 * c, bounded | (p > 4 * c), "true"),
    ):
        judgement = prove(claim, OPEN, given=given_)
        assert (judgement.verdict, judgement.shown) == (verdict, "proved")
        assert judgement.check()


def test_a_changed_value_is_refused():
    (theorem,) = prove(Exists(u, (u > p) & (u < p + c)), OPEN).certificate.theorems
    assert isinstance(theorem.proof, Witness)
    for top in (theorem.proof.top + 1, Polynomial.symbol("c") * 2):
        assert fault(replace(theorem, proof=replace(theorem.proof, top=top)))
    assert fault(replace(theorem, goal=Every(theorem.goal.name, theorem.goal.body)))


def test_the_proof_names_what_is_to_be_taken():
    told = str(prove(Exists(u, (u > p) & (u < p + c)), OPEN))
    assert "take u = p + c/2" in told
    assert "for any u:" in str(prove(ForAll(u, u**2 + c > 0), OPEN))
    assert "let u be such that p < u < 2*c" in str(
        prove(p < 2 * c, OPEN, given=Exists(u, (u > p) & (u < 2 * c)))
    )


def test_what_is_not_zero_is_shown_by_its_sign():
    told = str(prove(Ne(p + c, 0), OPEN))
    assert "p + c > 0" in told and "suppose" not in told


SMALL = st.integers(-2, 2)


@st.composite
def conditions(draw):
    """Return a condition on `u` and `q`: a disjunction of conjunctions of comparisons."""
    shapes = st.tuples(SMALL, SMALL, SMALL, st.sampled_from(["<", "<=", "="]))
    return draw(st.lists(st.lists(shapes, min_size=1, max_size=3), min_size=1, max_size=2))


def _as_claim(cases):
    made = {"<": lambda t: t < 0, "<=": lambda t: t <= 0, "=": lambda t: Eq(t, 0)}
    return Or(*(And(*(made[r](i * u + j * q + k) for i, j, k, r in case)) for case in cases))


def _holds_for_some(cases, at):
    """Try the zeros of all comparisons, points between them and beyond: the condition changes nowhere else."""
    zeros = sorted({-(j * at + k) / Rational(i) for case in cases for i, j, k, _ in case if i})
    tried = [0, *zeros, *((low + high) / 2 for low, high in pairwise(zeros))]
    tried += [zeros[0] - 1, zeros[-1] + 1] if zeros else []
    tests = {"<": lambda t: t < 0, "<=": lambda t: t <= 0, "=": lambda t: t == 0}
    return any(
        all(tests[r](i * value + j * at + k) for i, j, k, r in case) for value, case in product(tried, cases)
    )


@given(conditions())
def test_linear_claims_are_proved_and_right(cases):
    claim = _as_claim(cases)
    judgement = prove(Exists(u, claim), where=[q > -3, q < 3])
    for at in map(Rational, ("-5/2", "-1", "-1/2", "0", "1/3", "2")):
        assert judgement.condition.contains({q: at}) == _holds_for_some(cases, at)
    assert judgement.shown == "proved" and judgement.check()


def steps_of(step: Step) -> list[str]:
    return [type(own).__name__ for own in step.steps()]


def test_elimination_is_no_step_of_a_proof():
    for claim, _ in CLAIMS.values():
        judgement = prove(claim, OPEN)
        shown = judgement.condition_certificate or judgement.certificate
        assert all("Asked" not in steps_of(theorem.proof) for theorem in shown.theorems)
