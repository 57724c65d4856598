"""The decider: exact or not at all, the same answer every time, and points that are checked."""

import os
import random
import signal
import threading

import pytest
from sympy import Eq, Ne, Or, Rational, sqrt, symbols

from formal.algebra import decide
from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, TRUE, atom, conjunction, evaluate, negation
from formal.algebra.polynomial import Polynomial
from formal.algebra.reading import read_condition
from formal.algebra.region import Region
from formal.errors import Undecided

a, b, c, q = symbols("a b c q")
x, y = Polynomial.symbol("x"), Polynomial.symbol("y")

SATISFIABLE = {
    "a point": (Eq(a, 1), True),
    "an irrational point": (Eq(a**2, 2), True),
    "no real point": (Eq(a**2, -1), False),
    "means": ((a + b) ** 2 < 4 * a * b, False),
    "a root": (Eq(sqrt(a), -1), False),
    "a root and its square": (Ne(sqrt(q) ** 2, q) & (q >= 0), False),
    "an irrational root": (sqrt(q) * sqrt(2) > 2, True),
    "an alternative": (Or(a < a - 1, a > 5), True),
    "a condition and its negation": ((a > b) & (a <= b), False),
}


@pytest.mark.parametrize(("condition", "expected"), SATISFIABLE.values(), ids=SATISFIABLE)
def test_satisfiable(condition, expected):
    assert Decider().satisfiable(read_condition(condition)) is expected


def test_assumptions_are_judged_with():
    decider = Decider(read_condition((a > 0) & (b > a)))
    assert decider.entails(read_condition(b > 0))
    assert not decider.possible(read_condition(a * b < 0))
    assert not decider.entails(read_condition(b > 1))
    assert Decider(FALSE).satisfiable(TRUE) is False


def test_a_variable_that_stands_in_a_root_only_keeps_its_assumptions():
    decider = Decider(read_condition((sqrt(q) < 1) & (a > 0)))
    assert decider.satisfiable(read_condition(a > 0))
    assert decider.satisfiable(read_condition(q >= 1)) is False
    assert decider.satisfiable(read_condition(q > Rational(1, 2)))


def test_a_decision_is_made_once():
    decider = Decider()
    question = atom(x * y - 1, "=")
    assert decider.satisfiable(question) and decider.satisfiable(question)
    assert decider.decisions == 1


def test_known_points_answer_without_the_solver():
    decider = Decider(atom(x, ">"))
    assert decider.satisfiable(atom(x - y * y, ">"))
    before = decider.decisions
    assert decider.satisfiable(atom(x - y * y + 1, ">"))
    assert decider.decisions == before


@pytest.fixture
def helpless(monkeypatch):
    """A solver that gives up on everything."""
    monkeypatch.setattr(decide, "_QUICK", (("smt", 1, 1),))
    monkeypatch.setattr(decide, "_PATIENT", (("nlsat", 1, 1),))


HARD = conjunction(*(atom(x**k + y ** (k + 1) - k * x * y, "=") for k in (2, 3)), atom(x - 1, ">"))


def test_what_nobody_settles_proves_nothing_and_is_kept(helpless):
    decider = Decider()
    assert decider.satisfiable(HARD) is None
    assert decider.undecided == [HARD]
    assert decider.possible(HARD) and not decider.entails(negation(HARD))
    with pytest.raises(Undecided, match=r"could not decide .* Fix some parameters or add assumptions"):
        decider.decided(HARD)


def test_a_solver_that_was_stopped_is_not_asked_again(helpless):
    # z3 crashes at times when it goes on where it gave up.
    decider = Decider()
    decider.satisfiable(HARD)
    assert decider._solvers == {}


def test_a_region_of_which_nobody_knows_is_not_called_thin(helpless):
    hard = conjunction(*(atom(x**k + y ** (k + 1) - k * x * y - 1, ">") for k in (2, 3, 5)))
    region = Region.of(Region(a >= 0).space.with_symbols(symbols("x y")), hard)
    with pytest.raises(Undecided):
        region.has_interior()
    assert not region.is_thin()


def test_a_long_question_is_shown_from_its_beginning(helpless):
    whole = conjunction(*(atom(x**k + y ** (k + 1) - k * x * y - k, ">=") for k in range(40)))
    with pytest.raises(Undecided) as raised:
        Decider().decided(conjunction(HARD, whole))
    assert len(str(raised.value)) < 700 and "…" in str(raised.value)


def test_a_hard_question_is_put_off_where_the_answer_would_only_save_work(helpless):
    decider = Decider()
    assert decider.satisfiable(HARD, patient=False) is None
    assert decider.undecided == []
    assert decider.satisfiable(HARD) is None
    assert decider.undecided == [HARD]


def test_what_was_put_off_is_still_decided_when_it_matters(monkeypatch):
    monkeypatch.setattr(decide, "_QUICK", (("smt", 1, 1),))
    decider = Decider()
    question = conjunction(atom(x * x + y * y - 2, "="), atom(x - y, "="), atom(x, ">"))
    assert decider.satisfiable(question, patient=False) is None
    assert decider.satisfiable(question) is True
    assert decider.satisfiable(question, patient=False) is True


def test_undecided_questions_of_a_region_are_raised_and_never_answered_no(helpless):
    region = Region.of(Region(True).space, HARD)
    for ask in (region.is_empty, region.witness, lambda: region.implies(a > 0)):
        with pytest.raises(Undecided):
            ask()


def test_points_are_exact_simple_and_complete():
    decider = Decider(atom(x, ">"))
    question = conjunction(atom(x * x - y, "="), atom(y - 2, ">"))
    at = decider.point(question, wanted=["z"])
    assert evaluate(question, at) and set(at) == {"x", "y", "z"}
    assert max(value.denominator for value in at.values()) == 1
    assert decider.point(atom(-x, ">")) is None


def test_answers_do_not_depend_on_what_was_asked_before():
    questions = [read_condition(k) for k in (a * b > c, Eq(a**2, b), (a + b) ** 2 < c, Ne(a, b) & (a >= b))]
    forwards, backwards = Decider(), Decider()
    assert [forwards.satisfiable(k) for k in questions] == [
        backwards.satisfiable(k) for k in reversed(questions)
    ][::-1]


def test_an_interrupt_while_z3_works_is_not_taken_for_an_open_question():
    rng = random.Random(1)
    letters = [Polynomial.symbol(f"x{i}") for i in range(12)]

    def term(degree):
        product = Polynomial.constant(rng.randint(-9, 9))
        for _ in range(degree):
            product = product * rng.choice(letters)
        return product

    def total(degree):
        parts = [term(degree) for _ in range(8)]
        return sum(parts[1:], parts[0]) - rng.randint(1, 9)

    hard = conjunction(*(atom(total(3), ">") for _ in range(14)), *(atom(total(2), "=") for _ in range(14)))
    timer = threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT))
    decider = Decider()
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what runs in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            timer.start()
            decider.satisfiable(hard)
            threading.Event().wait(2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not decider.undecided
