"""A decision costs at most three times a bare z3 call on the same formula; a remembered one next to nothing.

Both sides start from what is known when a question comes up: our formula on one side, the same formula written in
z3's own terms on the other. Both make a fresh solver, so that nothing is left over from the round before. The bare
call is that of a person who knows z3: `Solver`, `add`, `check`.
"""

import statistics
import time

import pytest
import sympy
import z3

from benchmarks.formulas import QUESTIONS
from formal.algebra.decide import Decider
from formal.algebra.formula import And, Atom, Formula, Truth
from formal.algebra.reading import read_condition
from formal.algebra.space import space_of

MOST = 3
ROUNDS = 15

_RELATIONS = {
    ">": lambda left: left > 0,
    ">=": lambda left: left >= 0,
    "=": lambda left: left == 0,
    "!=": lambda left: left != 0,
}


def in_z3(formula: Formula) -> z3.BoolRef:
    """Write a formula in z3's terms, each polynomial as the sum of its terms."""
    match formula:
        case Truth():
            return z3.BoolVal(formula.value)
        case Atom():
            return _RELATIONS[formula.relation](
                z3.Sum(
                    [
                        z3.Product(
                            [z3.Q(c.numerator, c.denominator), *(z3.Real(name) ** power for name, power in m)]
                        )
                        for c, m in formula.polynomial.terms()
                    ]
                )
            )
    parts = [in_z3(part) for part in formula.parts]
    return z3.And(parts) if isinstance(formula, And) else z3.Or(parts)


def both_sides(question):
    assumptions, condition = space_of(question.where).assumptions, read_condition(question.condition)
    encoded = in_z3(assumptions), in_z3(condition)

    def bare():
        solver = z3.Solver()
        solver.add(*encoded)
        return solver.check()

    def ours():
        return Decider(assumptions).satisfiable(condition)

    return bare, ours


def milliseconds(act):
    """Processor time: what else the machine is doing changes the clock on the wall, not the cost."""
    start = time.process_time()
    act()
    return 1000 * (time.process_time() - start)


def test_the_questions_are_answered_as_they_should_be():
    for question in QUESTIONS:
        bare, ours = both_sides(question)
        assert ours() is question.answer, question.name
        assert bare() == (z3.sat if question.answer else z3.unsat), question.name


def test_a_decision_costs_at_most_three_bare_calls(record):
    """The ratio of the medians over all questions, each measured in turns with its peer."""
    bare_times, our_times = [], []
    for question in QUESTIONS:
        bare, ours = both_sides(question)
        turns = [(milliseconds(bare), milliseconds(ours)) for _ in range(ROUNDS)]
        bare_times.append(statistics.median(t for t, _ in turns))
        our_times.append(statistics.median(t for _, t in turns))
    ratio = statistics.median(our_times) / statistics.median(bare_times)
    worst = max(ours / bare for bare, ours in zip(bare_times, our_times, strict=True))
    record(
        f"{len(QUESTIONS)} questions: bare z3 {statistics.median(bare_times):.2f} ms, "
        f"ours {statistics.median(our_times):.2f} ms; ratio of medians {ratio:.2f}, worst single one {worst:.1f}"
    )
    assert ratio <= MOST


def test_a_remembered_decision_costs_nothing_measurable(record):
    bare_times, again = [], []
    for question in QUESTIONS:
        bare, _ = both_sides(question)
        decider = Decider(space_of(question.where).assumptions)
        condition = read_condition(question.condition)
        decider.satisfiable(condition)
        bare_times.append(milliseconds(bare))
        again.append(
            statistics.median(
                milliseconds(lambda d=decider, c=condition: d.satisfiable(c)) for _ in range(50)
            )
        )
    ratio = statistics.median(again) / statistics.median(bare_times)
    record(f"remembered: {1000 * statistics.median(again):.1f} µs, ratio {ratio:.5f}")
    assert ratio < 0.01


@pytest.mark.parametrize("side", ["bare z3", "ours"])
def test_all_questions(benchmark, side):
    pairs = [both_sides(question) for question in QUESTIONS]
    acts = [bare if side == "bare z3" else ours for bare, ours in pairs]
    benchmark(lambda: [act() for act in acts])


def test_all_questions_from_sympy_to_the_answer(benchmark):
    """Reading included, which SymPy's own caches make cheap from the second round on."""

    def ask():
        sympy.core.cache.clear_cache()
        return [
            Decider(space_of(q.where).assumptions).satisfiable(read_condition(q.condition)) for q in QUESTIONS
        ]

    assert benchmark(ask) == [q.answer for q in QUESTIONS]
