"""A proof that is used again elsewhere is one there."""

from formal.algebra.formula import atom
from formal.algebra.polynomial import Polynomial
from formal.claims.kernel import fault
from formal.claims.remembering import Remembered
from formal.claims.steps import ByCase, Each, Either, Identity, Lemma, Opposites, Split, Term, Theorem

a, b = Polynomial.symbol("a"), Polynomial.symbol("b")
POSITIVE = {name: atom(Polynomial.symbol(name), ">") for name in "abc"}
PRODUCT = atom(a * b, ">")


def test_the_facts_that_are_needed_are_found_by_what_they_say():
    kept = Remembered()
    product = Identity((Term(),), (Term(facts=(0, 1)),))
    kept.keep(2, {0: POSITIVE["a"], 1: POSITIVE["b"]}, PRODUCT, product)
    elsewhere = (POSITIVE["c"], POSITIVE["b"], POSITIVE["a"])
    found = kept.find(3, dict(enumerate(elsewhere)), PRODUCT)
    assert found is not None and fault(Theorem(elsewhere, PRODUCT, found)) is None
    assert kept.find(2, {0: POSITIVE["a"], 1: POSITIVE["c"]}, PRODUCT) is None
    assert kept.find(2, dict(enumerate(elsewhere)), POSITIVE["a"]) is None


def test_facts_that_a_proof_adds_follow_those_that_there_are():
    kept = Remembered()
    goal = atom(a * b * b, ">")
    shown = Lemma(
        PRODUCT, Identity((Term(),), (Term(facts=(0, 1)),)), Identity((Term(),), (Term(facts=(1, 2)),))
    )
    facts = (POSITIVE["a"], POSITIVE["b"])
    assert fault(Theorem(facts, goal, shown)) is None
    kept.keep(2, dict(enumerate(facts)), goal, shown)
    elsewhere = (POSITIVE["c"], *facts)
    found = kept.find(3, {1: POSITIVE["a"], 2: POSITIVE["b"]}, goal)
    assert found is not None and fault(Theorem(elsewhere, goal, found)) is None


def test_only_numbers_of_facts_are_changed():
    step = Split(
        POSITIVE["a"], Either(0, ByCase(0, (Opposites(0, 1),))), Each((Identity((), (), ((1, a),)),))
    )
    changed = step.changed(number=lambda number: number + 5)
    assert changed.if_so == Either(0, ByCase(5, (Opposites(5, 6),)))
    assert changed.if_not == Each((Identity((), (), ((6, a),)),))
    assert list(step.used()) == [0, 1]
