"""Square roots as variables: which are one variable, and what is left of their powers."""

from fractions import Fraction

import pytest
from sympy import Abs, Eq, Piecewise, sqrt, symbols

from formal.algebra.formula import atom, evaluate
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.radical import plain_names, radical, radicals_in, radicand, reduced
from formal.algebra.region import Region
from formal.algebra.substitution import root_cases, substitute, substitute_value

q, r = Polynomial.symbol("q"), Polynomial.symbol("r")
a, b = symbols("a b")

TAKEN_OUT = {
    "a square number": (q * 4, "2*sqrt(q)"),
    "the square part of a number": (q * 12, "2*sqrt(3*q)"),
    "a quotient of squares": (q * Fraction(9, 4), "3/2*sqrt(q)"),
    "a number": (Polynomial.constant(18), "3*sqrt(2)"),
    "a square": (Polynomial.constant(25), "5"),
    "zero": (Polynomial.constant(0), "0"),
    "a sum": (q * 4 + 8, "2*sqrt(q + 2)"),
    "a negative lead": (4 - q * 4, "2*sqrt(-q + 1)"),
}


@pytest.mark.parametrize(("inside", "expected"), TAKEN_OUT.values(), ids=TAKEN_OUT)
def test_square_numbers_are_taken_out(inside, expected):
    assert str(radical(inside)) == expected


def test_equal_roots_are_one_variable():
    assert radical(q * 4) == radical(q) * 2
    assert radical(q * 8) == radical(q * 2) * 2
    assert radical(q + r) == radical(r + q)
    assert radical(q).names == ("sqrt(q)",)


def test_powers_are_reduced():
    root, other = radical(q), radical(r + 1)
    assert reduced(root**2) == q
    assert reduced(root**5) == q**2 * root
    assert reduced(root * other * root * other) == q * (r + 1)
    nested = radical(radical(q) + 1)
    assert reduced(nested**4) == q + 1 + radical(q) * 2


def test_a_root_tells_what_it_is_the_root_of():
    nested = radical(radical(q) + r)
    (name,) = nested.names
    assert radicand(name) == radical(q) + r
    assert radicals_in(nested.names) == [name, "sqrt(q)"]
    assert plain_names([name, "z"]) == {"q", "r", "z"}
    assert radicand("q") is None


def test_the_root_of_a_negative_number_counts_as_zero_inside_a_formula():
    assert evaluate(atom(radical(q), "="), {"q": -4})
    assert evaluate(atom(radical(q) - 2, "="), {"q": 4})
    assert not evaluate(atom(radical(q) - 2, "="), {"q": 5})


AS_A_USER_WRITES = {
    "four times": Eq(sqrt(4 * a), 2 * sqrt(a)),
    "squared": Eq(sqrt(a) ** 2, a),
    "of a square": Eq(sqrt(a**2), Abs(a)),
    "of a square, by case": Eq(sqrt((a - b) ** 2), Piecewise((a - b, a > b), (b - a, True))),
    "a product": Eq(sqrt(a) * sqrt(b), sqrt(a * b)),
    "a quotient": Eq(sqrt(a / b), sqrt(a) / sqrt(b)),
    "rationalised": Eq(1 / sqrt(a), sqrt(a) / a),
    "of a fourth power": Eq(sqrt(a**4), a**2),
    "nested": Eq(sqrt(a + b + 2 * sqrt(a * b)), sqrt(a) + sqrt(b)),
    "a cube": Eq(sqrt(a**3), a * sqrt(a)),
}


@pytest.mark.parametrize("identity", AS_A_USER_WRITES.values(), ids=AS_A_USER_WRITES)
def test_identities_between_roots_are_seen(identity):
    assert Region(identity, where=[a > 0, b > 0]).is_everything()


def test_a_root_is_replaced_with_what_is_inside():
    above = atom(radical(q + 1) - 2, ">")
    assert str(substitute(above, {"q": Quotient.constant(8)})) == "always"
    assert str(substitute(above, {"q": Quotient.symbol("r")})) == "sqrt(r + 1) - 2 > 0"
    nested = atom(radical(radical(q) + 2) - 2, "=")
    assert str(substitute(nested, {"q": Quotient.constant(4)})) == "always"
    assert str(substitute(nested, {"q": Quotient.constant(-1)})) == "sqrt(2) - 2 = 0"


def test_a_root_that_becomes_a_square_or_a_quotient_is_replaced_by_case():
    root = radical(q)
    squared = substitute(atom(root - 3, "="), {"q": Quotient.symbol("r") ** 2})
    assert evaluate(squared, {"r": -3}) and evaluate(squared, {"r": 3}) and not evaluate(squared, {"r": 2})
    inverse = substitute(atom(root - 3, "="), {"q": Quotient.constant(1) / Quotient.symbol("r")})
    assert evaluate(inverse, {"r": Fraction(1, 9)})
    assert not evaluate(inverse, {"r": -Fraction(1, 9)}) and not evaluate(inverse, {"r": 0})


def test_values_with_roots_are_replaced_by_case():
    value = Quotient.constant(1) / (Quotient.symbol("r") * as_quotient(radical(q)))
    cases = substitute_value(value, {"q": Quotient.symbol("s") ** 2})
    at = {"r": 2, "s": -3}
    assert [v.evaluate(at) for guard, v in cases if evaluate(guard, at)] == [Fraction(1, 6)]
    assert not [v for guard, v in cases if evaluate(guard, {"r": 2, "s": 0})]


def test_the_cases_of_a_root():
    cases = root_cases(Quotient.symbol("q") / Quotient.symbol("r"))
    assert [evaluate(guard, {"q": -1, "r": -4}) for guard, _ in cases] == [False, True]
    assert not any(evaluate(guard, {"q": -1, "r": 4}) for guard, _ in cases)
    assert root_cases(Quotient.constant(-1)) == []
