"""The kernel refuses what is no proof: every number, sign, index and case of a good one, changed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Eq, Min, Ne, Or, sqrt, symbols

from formal.algebra.formula import FALSE, And, Atom, atom, conjunction, disjunction
from formal.algebra.polynomial import Polynomial
from formal.claims import prove
from formal.claims.kernel import fault, root_facts
from formal.claims.steps import (
    Asked,
    ByCase,
    Each,
    Either,
    Identity,
    Lemma,
    NoSuchPoint,
    Split,
    Step,
    Suppose,
    Term,
    Theorem,
)

a, b, x = (Polynomial.symbol(name) for name in "abx")
ONE = Polynomial.constant(1)
UNIT = (Term(),)
POSITIVE = (atom(a, ">"), atom(1 - a, ">"), atom(1 - b, ">"))
PRODUCT = Theorem(POSITIVE, atom(1 - a * b, ">"), Identity(UNIT, (Term(facts=(1,)), Term(facts=(0, 2)))))


def test_a_proof_is_one():
    assert fault(PRODUCT) is None


TAMPERED = {
    "a weight": Identity(UNIT, (Term(Fraction(2), (1,)), Term(facts=(0, 2)))),
    "a sign": Identity(UNIT, (Term(facts=(1,)), Term(Fraction(-1), (0, 2)))),
    "a weight of nothing": Identity(UNIT, (Term(facts=(1,)), Term(facts=(0, 2)), Term(Fraction(0)))),
    "an index": Identity(UNIT, (Term(facts=(1,)), Term(facts=(0, 1)))),
    "an index beyond the facts": Identity(UNIT, (Term(facts=(1,)), Term(facts=(0, 3)))),
    "an index from the end": Identity(UNIT, (Term(facts=(-2,)), Term(facts=(0, 2)))),
    "a multiplier": Identity((Term(Fraction(2)),), (Term(facts=(1,)), Term(facts=(0, 2)))),
    "no multiplier": Identity((), (Term(facts=(1,)), Term(facts=(0, 2)))),
    "a term left out": Identity(UNIT, (Term(facts=(1,)),)),
    "a square": Identity(UNIT, (Term(facts=(1,)), Term(facts=(0, 2), square=a))),
    "no equation": Identity(UNIT, (Term(facts=(1,)),), ((2, a),)),
}


@pytest.mark.parametrize("step", TAMPERED.values(), ids=TAMPERED)
def test_a_changed_identity_is_refused(step):
    assert fault(replace(PRODUCT, proof=step)) is not None


def test_a_changed_assumption_or_claim_is_refused():
    assert fault(replace(PRODUCT, assumptions=(*POSITIVE[:2], atom(2 - b, ">"))))
    assert fault(replace(PRODUCT, assumptions=POSITIVE[:2]))
    assert fault(replace(PRODUCT, goal=atom(1 - 2 * a * b, ">")))
    assert fault(replace(PRODUCT, goal=atom(a * b - 1, ">")))


STRICTNESS = {
    "weak facts show no strict claim": (
        (atom(a, ">="),),
        atom(2 * a, ">"),
        Identity(UNIT, (Term(Fraction(2), (0,)),)),
    ),
    "a square is not positive": ((), Atom(a * a, ">"), Identity(UNIT, (Term(square=a),))),
    "a multiplier that may be zero shows no weak claim": (
        (atom(a, ">="), Atom(a * b, ">=")),
        atom(b, ">="),
        Identity((Term(facts=(0,)),), (Term(facts=(1,)),)),
    ),
    "… and no equation": (
        (atom(a, ">="), Atom(a * b, "=")),
        atom(b, "="),
        Identity((Term(facts=(0,)),), (), ((1, ONE),)),
    ),
    "terms show no equation": (
        (atom(a, ">"), Atom(b - a, ">")),
        atom(b, "="),
        Identity(UNIT, (Term(facts=(0,)), Term(facts=(1,)))),
    ),
    "f != 0 once is no factor": ((atom(a, "!="),), atom(a, ">"), Identity(UNIT, (Term(facts=(0,)),))),
    "an equation is no factor": ((atom(a, "="),), atom(a, ">="), Identity(UNIT, (Term(facts=(0,)),))),
    "a disjunction is no factor": (
        (disjunction(atom(a, ">"), atom(b, ">")),),
        atom(a, ">="),
        Identity(UNIT, (Term(facts=(0,)),)),
    ),
    "an identity shows no disequation": ((atom(a, ">"),), atom(a, "!="), Identity(UNIT, (Term(facts=(0,)),))),
    "an identity shows no conjunction": (
        (atom(a, ">"), atom(b, ">")),
        conjunction(atom(a, ">"), atom(b, ">")),
        Identity(UNIT, (Term(facts=(0,)),)),
    ),
    "zero is no contradiction": ((atom(a, ">="),), FALSE, Identity((), ())),
    "nothing contradicts if all is weak": (
        (atom(a, ">="), Atom(-a, ">=")),
        FALSE,
        Identity((), (Term(facts=(0,)), Term(facts=(1,)))),
    ),
}


@pytest.mark.parametrize(("assumptions", "goal", "step"), STRICTNESS.values(), ids=STRICTNESS)
def test_signs_are_taken_strictly(assumptions, goal, step):
    assert fault(Theorem(assumptions, goal, step)) is not None


def test_what_strictness_allows():
    squared = Identity(UNIT, (Term(facts=(0, 0)),))
    assert fault(Theorem((atom(a, "!="),), Atom(a * a, ">"), squared)) is None
    weak_multiplier = Identity((Term(facts=(0,)),), (Term(facts=(1,)),))
    assert fault(Theorem((atom(a, ">="), Atom(a * b, ">")), atom(b, ">"), weak_multiplier)) is None
    clash = Identity((), (Term(facts=(0,)), Term(facts=(1,))))
    assert fault(Theorem((atom(a, ">"), Atom(-a, ">=")), FALSE, clash)) is None


KNOWN = Identity(UNIT, (Term(facts=(0,)),))
WRONG_STEPS = {
    "a case left out": (ByCase(0, (Each(()),)), (disjunction(atom(a, ">"), atom(b, ">")),), atom(a, ">")),
    "cases of what has none": (ByCase(0, (KNOWN, KNOWN)), (atom(a, ">"),), atom(a, ">")),
    "one part of a conjunction": (Each((KNOWN,)), (atom(a, ">"),), conjunction(atom(a, ">"), atom(b, ">"))),
    "parts of a comparison": (Each((KNOWN,)), (atom(a, ">"),), atom(a, ">")),
    "a part that is not there": (Either(2, KNOWN), (atom(a, ">"),), disjunction(atom(a, ">"), atom(b, ">"))),
    "a part from the end": (Either(-1, KNOWN), (atom(b, ">"),), disjunction(atom(a, ">"), atom(b, ">"))),
    "a lemma not shown": (
        Lemma(atom(b, ">"), KNOWN, Identity(UNIT, (Term(facts=(1,)),))),
        (atom(a, ">"),),
        atom(b, ">"),
    ),
    "a lemma used before it is shown": (
        Lemma(atom(b, ">"), Identity(UNIT, (Term(facts=(1,)),)), Identity(UNIT, (Term(facts=(1,)),))),
        (atom(a, ">"),),
        atom(b, ">"),
    ),
    "both cases the same": (
        Split(atom(b, ">"), Identity(UNIT, (Term(facts=(1,)),)), Identity(UNIT, (Term(facts=(1,)),))),
        (atom(a, ">"),),
        atom(b, ">"),
    ),
    "points that there are": (NoSuchPoint(Identity((), (Term(facts=(0,)),))), (atom(a, ">"),), atom(b, ">")),
    "a supposition without contradiction": (
        Suppose(Identity((), (Term(facts=(1,)),))),
        (atom(a, ">"),),
        atom(b, ">="),
    ),
    "somebody's word": (Asked(("z3",)), (atom(a, ">"),), atom(a, ">")),
    "nobody's word": (Asked(()), (atom(a, ">"),), atom(a, ">")),
    "a step of no kind": (Step(), (atom(a, ">"),), atom(a, ">")),
}


@pytest.mark.parametrize(("step", "assumptions", "goal"), WRONG_STEPS.values(), ids=WRONG_STEPS)
def test_a_wrong_step_is_refused(step, assumptions, goal):
    assert fault(Theorem(assumptions, goal, step)) is not None


def test_a_solvers_word_counts_only_where_it_is_trusted():
    theorem = Theorem((atom(a, ">"),), atom(a, ">"), Asked(("z3",)))
    assert "z3" in fault(theorem)
    assert fault(theorem, trusted=["z3"]) is None
    assert fault(Theorem((), atom(a, ">"), Asked(())), trusted=["z3"]) is not None


def test_roots_are_defined_by_their_names():
    name = "sqrt(a)"
    root = Polynomial.symbol(name)
    facts = root_facts(name, a)
    assert isinstance(facts, And)
    weak = Theorem((), atom(root, ">="), KNOWN, roots=((name, a),))
    assert fault(weak) is None
    assert fault(replace(weak, roots=((name, b),)))
    assert fault(replace(weak, roots=()))


def test_generic_claims_are_refused_where_a_polynomial_may_vanish_throughout():
    weak = (atom(a, ">="),)
    strict = Theorem(weak, atom(a, ">"), KNOWN, generic=True)
    assert fault(strict) is None
    assert fault(replace(strict, generic=False))
    assert fault(
        Theorem((atom(a, "="),), atom(b, ">"), NoSuchPoint(Identity((), (Term(facts=(0,)),))), generic=True)
    )
    root, other, both = (Polynomial.symbol(n) for n in ("sqrt(a)", "sqrt(b)", "sqrt(a*b)"))
    equal = Atom(both - root * other, ">=")  # both sides are the same everywhere
    dependent = Theorem(
        (), equal, KNOWN, roots=(("sqrt(a)", a), ("sqrt(b)", b), ("sqrt(a*b)", a * b)), generic=True
    )
    assert fault(dependent) is not None
    assert fault(Theorem((Atom(root, ">="),), Atom(root, ">"), KNOWN, generic=True)) is not None
    real = Theorem(
        (Atom(root, ">="), Atom(a, ">=")), Atom(root, ">"), KNOWN, roots=(("sqrt(a)", a),), generic=True
    )
    assert fault(real) is None
    # Where a < 0, the root is 0 throughout.
    assert "throughout" in str(fault(replace(real, assumptions=real.assumptions[:1])))
    assert prove(Or(symbols("a") < 0, sqrt(symbols("a")) > 0), generic=True).shown == "proved"


p, c, d = symbols("p c d")
SOME = {
    "cases": (Min(1, p + c) > p, [0 < p, p < 1, c > 0]),
    "a root": (sqrt(p * c) <= (p + c) / 2, [p > 0, c > 0]),
    "factors": (p**2 * c - c**3 > 0, [p > c, c > 0]),
    "an equation": (p > 0, [Eq(c * p, d), c > 0, d > 0]),
    "apart": ((p - c) ** 2 > 0, [Ne(p, c)]),
    "no such point": (p > 2, [p > c, c > d, Or(d > 2, d > p)]),
}


def altered(step):
    """Yield the step with one thing in it changed."""
    for name in step.__dataclass_fields__:
        value = getattr(step, name)
        for i, part in enumerate(value if isinstance(value, tuple) else ()):
            for other in changed(part):
                yield replace(step, **{name: (*value[:i], other, *value[i + 1 :])})
        if isinstance(value, Step):
            yield from (replace(step, **{name: other}) for other in altered(value))


def changed(part):
    if isinstance(part, Step):
        yield from altered(part)
    if isinstance(part, Term):
        yield replace(part, weight=part.weight + 1)
        yield replace(part, weight=-part.weight)
        yield from (replace(part, facts=part.facts[1:]) for _ in part.facts[:1])


@pytest.mark.parametrize(("claim", "where"), SOME.values(), ids=SOME)
def test_no_number_in_a_found_proof_can_be_changed(claim, where):
    certificate = prove(claim, where).certificate
    assert certificate.kind == "identity" and certificate.check()
    (theorem,) = certificate.theorems
    tried = 0
    for proof in altered(theorem.proof):
        tried += 1
        assert fault(replace(theorem, proof=proof)) is not None, proof
    assert tried > 2
