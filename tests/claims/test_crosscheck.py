"""cvc5 as a second opinion: asked only where there is no proof, stopped at its limit, never needed."""

import time

import pytest
from sympy import sqrt, symbols

from formal import Undecided
from formal.algebra.formula import atom, conjunction
from formal.algebra.polynomial import Polynomial
from formal.algebra.reading import read_condition
from formal.claims import certify, crosscheck, prove
from formal.claims.kernel import fault

installed = pytest.mark.skipif(
    not crosscheck.available(), reason="cvc5 is not installed (extra `crosscheck`)"
)
x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
a, b = symbols("a b")


@pytest.fixture
def unproved(monkeypatch):
    """Find no proof for anything."""
    monkeypatch.setattr(certify, "find_proof", lambda *_: certify.Asked(certify.PROVERS))


@installed
@pytest.mark.parametrize(
    ("claim", "answer"),
    [(a**2 < 0, "unsat"), (a**2 > 2, "sat"), (sqrt(a) < 0, "unsat"), (a * b > a**2 + b**2, "unsat")],
    ids=str,
)
def test_it_says_what_can_hold(claim, answer):
    assert crosscheck.ask(read_condition(claim)) == answer


@installed
def test_it_is_stopped_at_its_limit():
    hard = atom(sum((Polynomial.symbol(f"x{i}") ** 7 for i in range(6)), x * y) - 3, "=")
    also = atom(sum((Polynomial.symbol(f"x{i}") ** 5 * (i + 2) for i in range(6)), x - y * y) - 2, "=")
    before = time.monotonic()
    crosscheck.ask(conjunction(hard, also), seconds=0.5)
    assert time.monotonic() - before < 5


@installed
def test_both_are_named_where_there_is_no_proof(unproved):
    judgement = prove(a**2 + b**2 >= 2 * a * b)
    assert judgement.shown == "verified by z3 and cvc5"
    assert judgement.certificate.check()
    assert fault(judgement.certificate.theorems[0]) is not None  # the kernel alone believes neither


def test_without_it_z3_alone_is_named(unproved, monkeypatch):
    monkeypatch.setattr(crosscheck, "available", lambda: False)
    assert prove(a**2 + b**2 >= 2 * a * b).shown == "verified by z3"


def test_if_they_disagree_nothing_is_shown(unproved, monkeypatch):
    monkeypatch.setattr(certify, "second_opinion", lambda theorem, seconds: False)
    with pytest.raises(Undecided, match="cvc5 that it does not"):
        _ = prove(a**2 + b**2 >= 2 * a * b).certificate


def test_it_is_not_asked_where_there_is_a_proof(monkeypatch):
    monkeypatch.setattr(certify, "second_opinion", lambda theorem: pytest.fail("asked"))
    assert prove(a**2 + b**2 >= 2 * a * b).shown == "proved"
