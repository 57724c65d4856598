"""Conditions on one variable, decided by roots: against z3 on random ones, and where roots lie close together."""

import random
from fractions import Fraction

import pytest
import z3
from sympy import symbols

from formal import MarkovGame, choose, offer, step
from formal.algebra.decide import Decider
from formal.algebra.formula import Atom, Formula, Or, atom, conjunction, disjunction, negation
from formal.algebra.line import holds_somewhere
from formal.algebra.polynomial import Polynomial

x, y = Polynomial.symbol("x"), Polynomial.symbol("y")
TESTS = {">": z3.ArithRef.__gt__, ">=": z3.ArithRef.__ge__, "=": z3.ArithRef.__eq__, "!=": z3.ArithRef.__ne__}


def in_z3(formula: Formula) -> z3.BoolRef:
    if isinstance(formula, Atom):
        powers = [(c, sum(k for _, k in monomial)) for c, monomial in formula.polynomial.terms()]
        left = z3.Sum(
            [z3.Q(c.numerator, c.denominator) * z3.Real("x") ** k for c, k in powers] or [z3.RealVal(0)]
        )
        return TESTS[formula.relation](left, 0)
    parts = [in_z3(part) for part in getattr(formula, "parts", ())]
    if not parts:
        return z3.BoolVal(formula.value)
    return z3.Or(parts) if isinstance(formula, Or) else z3.And(parts)


def random_condition(draw: random.Random, depth: int) -> Formula:
    if not depth:
        product = Polynomial.constant(draw.choice((1, -1, Fraction(2, 3))))
        for _ in range(draw.randint(1, 3)):
            whole = [(draw.randint(-3, 3), (("x", i),) if i else ()) for i in range(draw.randint(2, 4))]
            product = product * Polynomial.from_terms([*whole, (4, ())])
        return atom(product, draw.choice((">", ">=", "=", "!=")))
    parts = [random_condition(draw, depth - 1) for _ in range(draw.randint(2, 3))]
    joined = (conjunction if draw.random() < 0.7 else disjunction)(*parts)
    return negation(joined) if draw.random() < 0.2 else joined


def test_z3_says_the_same():
    draw, seen = random.Random(11), {True: 0, False: 0}
    for _ in range(120):
        formula = random_condition(draw, draw.randint(0, 3))
        solver = z3.Solver()
        solver.add(in_z3(formula))
        verdict = solver.check()
        if verdict != z3.unknown:
            assert holds_somewhere(formula) is (verdict == z3.sat), formula
            seen[verdict == z3.sat] += 1
    assert min(seen.values()) > 8


TINY = Fraction(1, 10**40)
CLOSE = {
    "between two roots closer than any float": (conjunction(atom(x - 1, ">"), atom(1 + TINY - x, ">")), True),
    "at a root shared by both": (conjunction(atom(x**2 - 2, "="), atom(x**4 - 4, "=")), True),
    "at a root that only one has": (conjunction(atom(x**2 - 2, "="), atom(x**2 - 2 - TINY, "=")), False),
    "strictly above and not above": (conjunction(atom(x**3 - 2, ">"), atom(2 - x**3, ">=")), False),
    "touching zero": (conjunction(atom(-((x**2 - 2) ** 2), ">="), atom(x, ">")), True),
    "never zero": (atom(-(x**2) - 1, ">="), False),
    "for one number only": (conjunction(atom(x**2 - 2, ">="), atom(2 - x**2, ">="), atom(-x, ">")), True),
}


@pytest.mark.parametrize(("formula", "wanted"), CLOSE.values(), ids=CLOSE)
def test_close_calls(formula: Formula, wanted: bool):
    assert holds_somewhere(formula) is wanted


def test_the_decider_keeps_what_is_assumed():
    high = x**9 - x - 1  # its only real root is above 1
    assert Decider(atom(1 - x, ">=")).satisfiable(atom(high, ">=")) is False
    assert Decider(conjunction(atom(2 - x, ">="), atom(y, ">"))).satisfiable(atom(high, ">=")) is True
    assert Decider(conjunction(atom(y, ">"), atom(-y, ">"))).satisfiable(atom(high, ">=")) is False
    assert Decider(atom(y - x, ">=")).satisfiable(atom(high, ">=")) is True


def test_thirty_periods_of_offers_with_a_letter_for_the_discount_factor():
    """Stahl (1972): with n periods left the first to offer gets 1 - delta + delta**2 - …, n terms."""
    a, b, delta = symbols("a b delta")
    states = {
        "A offers": offer("A", a, 0, 1, choose("B", {"yes": (a, 1 - a), "no": step((0, 0), "B offers")})),
        "B offers": offer("B", b, 0, 1, choose("A", {"yes": (b, 1 - b), "no": step((0, 0), "A offers")})),
    }
    (outcome,) = MarkovGame(["A", "B"], states, delta, periods=30).solve().outcomes()
    assert (outcome.payoffs["A"] - sum((-delta) ** i for i in range(30))).expand() == 0
