"""Choices are decided case by case: against all points of a grid that is fine enough for whole thresholds."""

import itertools
import random
from fractions import Fraction

import pytest

from formal.algebra.casework import case_that_holds
from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, atom, conjunction, disjunction, evaluate
from formal.algebra.polynomial import Polynomial

p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
#: Comparisons of p and of q with whole numbers from -2 to 2 hold somewhere only if they hold at one of these.
GRID = [{"p": Fraction(i, 2), "q": Fraction(j, 2)} for i, j in itertools.product(range(-5, 6), repeat=2)]


def somewhere(formula, given=()):
    return any(evaluate(formula, point) and all(evaluate(g, point) for g in given) for point in GRID)


def drawn(rng):
    letter = rng.choice((p, q)) * rng.choice((1, -1))
    return atom(letter - rng.randint(-2, 2), rng.choice((">", ">=", "=", "!=")))


def several(rng):
    """Choices among comparisons, some of which are several comparisons at once."""
    options = [
        [conjunction(*(drawn(rng) for _ in range(rng.choice((1, 1, 2))))) for _ in range(2)] for _ in range(6)
    ]
    return conjunction(*(disjunction(*own) for own in options))


@pytest.mark.parametrize("seed", range(40))
def test_a_case_is_found_exactly_where_there_is_one(seed):
    rng = random.Random(seed)
    formula, given = several(rng), drawn(rng)
    case = case_that_holds(formula, lambda f: somewhere(f, [given]), 1000, given)
    assert (case != FALSE) == somewhere(formula, [given])
    if case != FALSE:
        held = [point for point in GRID if evaluate(case, point) and evaluate(given, point)]
        assert held and all(evaluate(formula, point) for point in held)


def test_the_grid_tells_both_kinds_apart():
    verdicts = {somewhere(several(random.Random(seed))) for seed in range(40)}
    assert verdicts == {True, False}


def test_what_is_not_answered_is_not_known():
    formula = several(random.Random(1))
    assert case_that_holds(formula, somewhere, most=1) is None
    assert case_that_holds(formula, lambda case: None, most=1000) is None


def test_one_case_that_holds_is_enough_though_another_is_open():
    either = conjunction(
        disjunction(atom(p, ">"), atom(q, ">")), disjunction(atom(p - 1, ">"), atom(q - 1, ">"))
    )
    case = case_that_holds(either, lambda f: None if "-p" in str(f) else True, most=100)
    assert case is not None and evaluate(case, {"p": 2, "q": 2})


def test_a_decider_that_z3_fails_at_once_answers_case_by_case(monkeypatch):
    module = "formal.algebra.decide"
    hardly = ("nlsat", 1, 400)  # a unit of work is not enough for any question
    monkeypatch.setattr(f"{module}._QUICK", (hardly, ("cases", 100, 0)))
    monkeypatch.setattr(f"{module}._PATIENT", ())
    asked = []

    class Scripted(Decider):
        def satisfiable(self, formula, *, patient=True):
            if formula == impossible:
                return super().satisfiable(formula, patient=patient)
            asked.append(formula)
            return somewhere(formula)

    below = disjunction(atom(-p, ">"), atom(-q, ">"))
    above = disjunction(atom(p, ">"), atom(q, ">"))
    impossible = conjunction(above, below, atom(p - q, "="))
    decider = Scripted()
    assert decider.possible(impossible) is False
    assert asked
