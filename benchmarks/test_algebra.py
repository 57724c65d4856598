"""Elimination, simplification and witnesses, against the decisions that they are made of.

Simplifying is what costs time, and what people read. Its peer is the number of decisions: how long z3 alone takes for
as many bare calls on the same formula.
"""

import random
import time

import pytest
import z3

from benchmarks.formulas import QUESTIONS
from benchmarks.test_decide import in_z3
from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import atom, conjunction, disjunction, disjuncts
from formal.algebra.polynomial import Polynomial
from formal.algebra.reading import read_condition
from formal.algebra.region import Region
from formal.algebra.simplify import simplify
from formal.algebra.space import space_of

NAMES = ("x", "y", "z")


def dense(rng, degree, names=NAMES):
    """Return a polynomial with every monomial up to a degree."""
    monomials = [()] + [((name, 1),) for name in names]
    if degree == 2:
        monomials += [
            ((a, 2),) if a == b else ((a, 1), (b, 1)) for i, a in enumerate(names) for b in names[i:]
        ]
    return Polynomial.from_terms((rng.choice((-3, -2, -1, 1, 2, 3)), m) for m in monomials)


def ten_dense_atoms(seed, degree, shape, names=NAMES):
    """Return ten dense inequalities: all of them, or five pairs of which one must hold."""
    rng = random.Random(seed)
    found = [atom(dense(rng, degree, names), rng.choice((">", ">="))) for _ in range(10)]
    if shape == "all":
        # Turned so that the origin's neighbourhood satisfies each: else ten of them are quickly contradictory.
        return conjunction(
            *(
                a if a.polynomial.evaluate(dict.fromkeys(NAMES, 0)) > 0 else atom(-a.polynomial, ">")
                for a in found
            )
        )
    return disjunction(*(conjunction(*found[i : i + 2]) for i in range(0, 10, 2)))


DENSE = {
    "linear, all of ten": (1, "all", NAMES),
    "linear, one of five pairs": (1, "pairs", NAMES),
    "quadratic in two, all of ten": (2, "all", NAMES[:2]),
    "quadratic in two, one of five pairs": (2, "pairs", NAMES[:2]),
}


@pytest.mark.parametrize(("degree", "shape", "names"), DENSE.values(), ids=DENSE)
def test_simplify_ten_dense_atoms(benchmark, record, request, degree, shape, names):
    formula = ten_dense_atoms(3, degree, shape, names)
    deciders = []

    def act():
        deciders.append(Decider())
        return simplify(deciders[-1], formula)

    found = benchmark.pedantic(act, rounds=3)
    solver = z3.Solver()
    solver.add(in_z3(formula))
    start = time.perf_counter()
    solver.check()
    bare = time.perf_counter() - start
    record(
        f"{request.node.callspec.id}: {deciders[-1].decisions} decisions, {len(disjuncts(found.formula))} clauses, "
        f"minimal {found.minimal}; one bare z3 call {1000 * bare:.1f} ms"
    )


@pytest.mark.parametrize("degree", [1, 2])
@pytest.mark.parametrize("atoms", [4, 6])
def test_eliminate_one_variable(benchmark, degree, atoms):
    rng = random.Random(5)
    formula = conjunction(
        *(atom(dense(rng, degree, NAMES[:2] if degree == 2 else NAMES), ">=") for _ in range(atoms))
    )
    benchmark.pedantic(lambda: eliminate(Decider(), formula, "x"), rounds=3)


def test_simplify_every_question(benchmark):
    asked = [(space_of(q.where), read_condition(q.condition)) for q in QUESTIONS]
    benchmark(lambda: [simplify(Decider(space.assumptions), formula) for space, formula in asked])


def test_a_witness_for_every_question(benchmark):
    def act():
        return [Region(q.condition, where=q.where).witness() is not None for q in QUESTIONS]

    assert benchmark(act) == [q.answer for q in QUESTIONS]
