"""No false theorem by way of names: of roots, of values that are taken, and of what is under a root."""

import subprocess
import sys
from fractions import Fraction

import pytest
from sympy import Symbol, sqrt, symbols

from formal.algebra.formula import FALSE, And, Atom, Some
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radical
from formal.claims import prove
from formal.claims.kernel import fault
from formal.claims.steps import (
    ByCase,
    Each,
    Identity,
    Lemma,
    NoSuchPoint,
    Obtain,
    Root,
    Split,
    Step,
    Term,
    Theorem,
    Witness,
)
from formal.errors import ExpressionError

q, w, x, y, z = (Polynomial.symbol(name) for name in "qwxyz")
NUMBER = Polynomial.constant
root_of_z = Polynomial.symbol("sqrt(z)")


def some_square(number: int, proof: Step) -> Step:
    """Some value is a number: call it z, take its root (facts 3 and 4), and go on."""
    taken = Obtain(1, "z", Root(z, proof))
    return Lemma(Some("w", Atom(w - number, "=")), Witness(NUMBER(number), Each(())), taken)


def test_a_root_is_not_taken_again_of_another_value():
    # If the root of z were 3, it would be 2, for z = 4; and if it were not, it would be 3, for z = 9.
    is_2 = Identity((), (Term(Fraction(5)),), ((6, NUMBER(-1)), (0, root_of_z + 3), (2, NUMBER(-1))))
    negative = Identity((), (Term(facts=(5,)), Term(Fraction(4))), ((2, NUMBER(1)),))
    terms = (Term(facts=(7, 3)), Term(Fraction(3), facts=(7,)))
    is_3 = ByCase(0, tuple(Identity((), terms, ((6, NUMBER(s)), (2, NUMBER(s)))) for s in (-1, 1)))
    below = Identity((), (Term(facts=(5,)), Term(Fraction(9))), ((2, NUMBER(1)),))
    cases = some_square(4, ByCase(4, (is_2, negative))), some_square(9, ByCase(4, (is_3, below)))
    assert "sqrt(z)" in str(fault(Theorem((), FALSE, Split(Atom(root_of_z - 3, "="), *cases))))


def test_what_is_below_the_line_is_not_rewritten():
    # For q < -1 the root of q counts as 0, so bottom = -1; with its square rewritten it would be -q - 1 > 0.
    bottom = -radical(q) * radical(q) - 1
    goal = Some("x", And((Atom(x * bottom - 1, "="), Atom(x, ">"))))
    proof = Witness(NUMBER(1), Identity((Term(),), (Term(facts=(0,)),)), bottom)
    assert fault(Theorem((Atom(-q - 1, ">"),), goal, proof, roots=(("sqrt(q)", q),)))


@pytest.mark.parametrize("name", ["x + y", "sqrt(x) + sqrt(y)"])
def test_the_root_of_a_variable_is_not_that_of_a_sum(name):
    roots = [Polynomial.symbol(f"sqrt({n})") for n in "xy"] if "sqrt" in name else [x, y]
    one, other = roots[0] + roots[1], Polynomial.symbol(name)
    equal = Identity((Term(),), (), ((7, NUMBER(1)), (9, NUMBER(-1))))
    no_first, no_second = (
        NoSuchPoint(Identity((), (Term(facts=f), Term(facts=g)))) for f, g in (((6,), (0,)), ((8,), (1,)))
    )
    cases = ByCase(3, (ByCase(5, (equal, no_second)), no_first))
    named = tuple((f"sqrt({name})", inside) for inside in (one, other))
    said = Theorem((Atom(one, ">"), Atom(other, ">")), Atom(other - one, "="), cases, roots=named)
    assert "and of nothing else" in str(fault(said))


def test_variables_that_are_called_like_terms_are_refused():
    with pytest.raises(ExpressionError, match=r"a variable is called 'sqrt\(x\)'"):
        prove(Symbol("sqrt(x)") >= 0)
    with pytest.raises(ExpressionError, match=r"a variable called 'x \+ y'"):
        prove(sqrt(Symbol("x + y")) >= 0)


def test_points_with_roots_are_checked_where_the_roots_are_not_known_yet():
    p = symbols("p")
    code = "import sys; from formal.claims.certificate import Certificate"
    code += "; print(Certificate.from_json(sys.stdin.read()).fault())"
    text = prove(sqrt(p) > 1, where=[p > 0]).certificate.to_json()
    done = subprocess.run(
        [sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "None"
