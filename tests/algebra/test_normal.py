"""Signs, atoms without factors of known sign, disjunctive normal forms and interiors, under assumptions."""

import pytest
from sympy import And, Eq, Ne, Or, sqrt, symbols

from formal.algebra.formula import FALSE, TRUE, Atom, conjunction, disjunction, evaluate, negation
from formal.algebra.normal import clauses, defined, guarded, interior, normal_atom, sign_of, signs
from formal.algebra.polynomial import Polynomial
from formal.algebra.reading import read_condition
from formal.algebra.space import space_of

a, b, c, q = symbols("a b c q")
p, r = Polynomial.symbol("p"), Polynomial.symbol("r")
x, y = symbols("p r")
WHERE = [x > 0, x < 1, y >= 0]

SIGNS = {
    "positive": (p * (1 - p), {1}),
    "negative": (p - 2, {-1}),
    "not negative": (r, {0, 1}),
    "not positive": (-r * p, {0, -1}),
    "any": (p - r, {-1, 0, 1}),
    "zero": (p - p, {0}),
    "a square": (p * p + r * r + 1, {1}),
}


@pytest.mark.parametrize(("polynomial", "expected"), SIGNS.values(), ids=SIGNS)
def test_signs(polynomial, expected):
    decider = space_of(WHERE).decider
    assert signs(decider, polynomial) == expected
    assert sign_of(decider, polynomial) == (next(iter(expected)) if len(expected) == 1 else None)


def test_signs_under_a_further_condition():
    decider = space_of(WHERE).decider
    assert signs(decider, p - r, read_condition(y > 1)) == {-1}
    assert signs(decider, p, FALSE) == set()


NORMAL = {
    "a positive factor": (x * y > x * x, y > x),
    "a negative factor": ((x - 2) * (y - x) > 0, y < x),
    "a factor that may vanish, strict": (y * (x - y) > 0, And(x > y, Ne(y, 0))),
    "a factor that may vanish, weak": (y * (x - y) >= 0, Or(x >= y, Eq(y, 0))),
    "an even power": ((x - y) ** 2 * (y - 3) > 0, And(y > 3, Ne(x, y))),
    "an equation": (Eq(x * y * (x - y), 0), Or(Eq(y, 0), Eq(x, y))),
    "an inequation": (Ne(x * y, 0), Ne(y, 0)),
    "irreducible": (x * y > 1, x * y > 1),
}


@pytest.mark.parametrize(("condition", "expected"), NORMAL.values(), ids=NORMAL)
def test_normal_atom(condition, expected):
    decider = space_of(WHERE).decider
    a = read_condition(condition)
    assert isinstance(a, Atom)
    found = normal_atom(decider, a)
    wanted = read_condition(expected)
    assert found == wanted or str(found) == str(wanted)


def test_clauses_are_pruned_and_cover_the_formula():
    decider = space_of(WHERE).decider
    formula = read_condition(And(Or(x > 2, y > 1), Or(y > x, y < x - 3)))
    found = clauses(decider, formula)
    assert [set(map(str, clause)) for clause in found] == [{"r - 1 > 0", "-p + r > 0"}]
    assert clauses(decider, FALSE) == [] and clauses(decider, TRUE) == [()]
    assert clauses(decider, formula, read_condition(y < 1)) == []


def test_an_interior_is_strict_and_knows_identities():
    free, tied = space_of().decider, space_of([Eq(a, b)]).decider
    closed = read_condition(And(a >= b, c >= 0))
    assert interior(free, closed) == read_condition(And(a > b, c > 0))
    assert interior(free, read_condition(Eq(a, b))) == FALSE
    assert interior(tied, read_condition(Eq(a, b))) == TRUE
    assert interior(tied, closed) == read_condition(c > 0)


def test_each_value_of_a_parameter_that_has_a_few_has_an_interior_of_its_own():
    either = space_of([Or(Eq(a, 0), Eq(a, 1)), b > 0]).decider
    for thick in (Eq(a, 0), Ne(a, 0), And(a >= 1, b >= 2), Eq(a * b, 0)):
        assert either.satisfiable(interior(either, read_condition(thick)))
    for thin in (Eq(b, 1), And(Eq(a, 0), Eq(b, 1)), Eq(a * b, 1), And(a >= 1, b >= 1, b <= 1)):
        assert not either.satisfiable(interior(either, read_condition(thin)))


def test_roots_are_guarded_by_case():
    free = space_of().decider
    bare = read_condition(sqrt(q) < 1).parts[1]
    whole = guarded(free, bare)
    for at in (-1, 0, 1):
        assert evaluate(whole, {"q": at}) == evaluate(bare, {"q": at}) == (at < 1)
    for clause in clauses(free, whole):
        assert free.entails(disjunction(*map(negation, clause), defined(clause)))
    assert guarded(free, read_condition(sqrt(q) < 1)) == read_condition(sqrt(q) < 1)


def test_what_is_defined():
    assert defined(()) == TRUE
    assert defined((read_condition(sqrt(q) < 1).parts[1],)) == conjunction(read_condition(q >= 0))
