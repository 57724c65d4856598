"""Expressions as people write them: letters as declared, a positive term first, few brackets."""

import ast
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from formal import Region
from formal.show import expression_latex, expression_text

GOLDEN = Path(__file__).parent.parent / "golden" / "expressions.txt"
p, c_A, c_B, T, R, P, S, delta, v_R, w_R, eta = sp.symbols("p c_A c_B T R P S delta v_R w_R eta")
V, C, n, m, x, y, mu_0, q0 = sp.symbols("V C n m x y mu_0 q0")
ORDER = [p, c_A, c_B, T, R, P, S, delta, v_R, w_R, eta, V, C, n, m, x, y, mu_0, q0]
LETTERS = {letter.name: letter for letter in ORDER}


def golden() -> list[tuple[str, str, str]]:
    rows = [line.split(" | ") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if " | " in line]
    return [(typed.strip(), text.strip(), latex.strip()) for typed, text, latex in rows]


def typed(source: str) -> sp.Basic:
    """Evaluate what the golden file says was typed (the file is our own)."""
    namespace = {name: getattr(sp, name) for name in dir(sp) if not name.startswith("_")} | LETTERS
    return eval(source, {"F": sp.Function("F"), **namespace})


@pytest.mark.parametrize(("source", "text", "latex"), golden(), ids=[row[0] for row in golden()])
def test_golden(source: str, text: str, latex: str) -> None:
    assert (expression_text(typed(source), ORDER), expression_latex(typed(source), ORDER)) == (text, latex)


def test_the_golden_file_is_read() -> None:
    assert len(golden()) > 80


# -- order and signs -----------------------------------------------------------------------------------


def test_order_of_declaration_decides() -> None:
    assert expression_text(p + c_B, [p, c_B]) == "p + c_B"
    assert expression_text(p + c_B, [c_B, p]) == "c_B + p"
    assert expression_text(p * c_B, ["c_B", "p"]) == "c_B*p"


def test_a_positive_term_leads_whatever_the_order() -> None:
    assert expression_text(p - c_A, [c_A, p]) == "p - c_A"
    assert expression_text(c_B - p - c_A, [p, c_A, c_B]) == "c_B - p - c_A"
    assert expression_text(-p - c_A, [p, c_A]) == "-p - c_A"


def test_undeclared_letters_come_last_with_numbers_as_numbers() -> None:
    b10, b9 = sp.symbols("b10 b9")
    assert expression_text(b10 + b9 + y, [y]) == "y + b9 + b10"


def test_known_signs_and_weights_come_from_the_space() -> None:
    space = Region(where=[p > 0, p < 1, T > R, R > P, c_A > 0]).space
    assert expression_text((p - 1) * c_A, space) == "-(1 - p)*c_A"
    assert expression_text((P - T) * p / (R - T), space) == "p*(T - P)/(T - R)"
    assert expression_text((1 - p) * c_A + V * p, space) == "p*V + (1 - p)*c_A"


def test_a_square_is_that_of_what_is_known_to_be_positive() -> None:
    space = Region(p > 1 + c_A).space.assuming(Region(p > 1 + c_A).formula)
    for square in ((1 - p + c_A) ** 2, (p - c_A - 1) ** 2):
        assert expression_text(square, space) == "(p - c_A - 1)**2"


def test_without_a_space_a_bracket_stays_as_it_was_typed() -> None:
    assert expression_text((n - 1) / (m - 1), [n, m]) == "(n - 1)/(m - 1)"


@pytest.mark.parametrize("name", ["c_{A}", "mu_0", "V", "q0", "x_star", "Lambda", "war cost", r"\hat{p}"])
def test_a_name_in_text_is_what_was_typed(name: str) -> None:
    assert expression_text(2 * sp.Symbol(name)) == f"2*{name}"


NAMES = {
    "c_{A}": "c_A",
    "c_{low}": "c_{low}",
    "c_low": "c_{low}",
    "mu_0": r"\mu_0",
    "V": "V",
    "q0": "q_0",
    "q12": "q_{12}",
    "delta_A_1": r"\delta_{A,1}",
    "c_theta": r"c_{\theta}",
    "lamda": r"\lambda",
    "Lambda": r"\Lambda",
    "x_star": "x^*",
    "x_A_star": "x_A^*",
    "x'": "x'",
    "cost": r"\mathit{cost}",
    "war cost": r"\text{war cost}",
    "100%": r"\text{100\%}",
    r"\hat{p}": r"\hat{p}",
}


@pytest.mark.parametrize(("name", "latex"), NAMES.items(), ids=NAMES)
def test_a_name_in_latex(name: str, latex: str) -> None:
    assert expression_latex(sp.Symbol(name)) == latex


def test_a_superscript_is_braced_before_a_power() -> None:
    assert expression_latex(sp.Symbol("x_star") ** 2) == "{x^*}^2"


def test_plain_numbers_and_truth_values_are_written_too() -> None:
    assert [expression_text(thing) for thing in (Fraction(1, 3), 2, True)] == ["1/3", "2", "always"]


def test_what_was_not_evaluated_keeps_its_brackets() -> None:
    with sp.evaluate(False):
        nested = x - (y - (x + 1))
        product = x * (y * x)
    assert evaluated(expression_text(nested), {"x": Fraction(3), "y": Fraction(5)}) == 2
    assert evaluated(expression_text(product), {"x": Fraction(3), "y": Fraction(5)}) == 45


# -- reading back --------------------------------------------------------------------------------------


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Call(ast.Name("Fraction", ast.Load()), [node], [])


def evaluated(text: str, values: dict[str, Fraction]) -> Fraction:
    """Evaluate printed text as Python, exactly; one equality sign is two there."""
    tree = _Exact().visit(ast.parse(text.replace(" = ", " == "), mode="eval"))
    names = {"Fraction": Fraction, "min": min, "max": max, "abs": abs, **values}
    return eval(compile(ast.fix_missing_locations(tree), "text", "eval"), names)


REAL = [sp.Symbol(name, real=True) for name in ("p", "c_A", "x")]


def random_expression(rng: random.Random, size: int, *, cases: bool) -> sp.Expr:
    """Return a random expression; without cases it is a rational function."""
    if size <= 1:
        return rng.choice([*REAL, *REAL, sp.Rational(rng.randint(-9, 9), rng.randint(1, 4))])
    split = rng.randint(1, size - 1)
    a = random_expression(rng, split, cases=cases)
    b = random_expression(rng, size - split, cases=cases)
    kinds = "+-*/*-^" + ("mMap" if cases else "")
    match rng.choice(kinds):
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            return a / b if b != 0 else -a
        case "^":
            return a ** rng.choice([-2, -1, 2, 3]) * b if a != 0 else b
        case "m":
            return sp.Min(a, b)
        case "M":
            return sp.Max(a, b)
        case "a":
            return sp.Abs(a) - b
    return sp.Piecewise((a, (b > 0) & (REAL[0] < 1)), (b, True))


def random_expressions(seed: int, count: int, *, cases: bool) -> Iterator[tuple[sp.Expr, list[sp.Symbol]]]:
    """Yield defined random expressions, each with a random order of declaration."""
    rng = random.Random(seed)
    while count:
        try:
            expression = random_expression(rng, rng.randint(2, 9), cases=cases)
        except ValueError:  # SymPy divided by zero inside a Min
            continue
        if not expression.has(sp.zoo, sp.nan):
            yield expression, rng.sample(REAL, len(REAL))
            count -= 1


def test_text_reads_back_in_sympy() -> None:
    for expression, order in random_expressions(1, 400, cases=False):
        text = expression_text(expression, order)
        assert sp.cancel(sp.sympify(text, locals={s.name: s for s in REAL}) - expression) == 0, text


def test_text_means_the_same_in_python() -> None:
    rng, checked = random.Random(2), 0
    for expression, order in random_expressions(3, 250, cases=True):
        point = {s: sp.Rational(rng.randint(-9, 9), rng.randint(1, 5)) for s in REAL}
        try:
            value = expression.subs(point)
        except (TypeError, ValueError):  # SymPy divided by zero inside a comparison
            continue
        if not value.is_Rational:
            continue
        text = expression_text(expression, order)
        exact = {s.name: Fraction(int(q.p), int(q.q)) for s, q in point.items()}
        assert evaluated(text, exact) == Fraction(int(value.p), int(value.q)), text
        checked += 1
    assert checked > 180


def test_latex_is_balanced() -> None:
    for expression, order in random_expressions(4, 200, cases=True):
        latex = expression_latex(expression, order)
        plain = latex.replace(r"\{", "").replace(r"\}", "")
        assert plain.count("{") == plain.count("}"), latex
        assert latex.count(r"\left") == latex.count(r"\right"), latex


def test_printing_does_not_depend_on_how_it_was_built() -> None:
    for expression, order in random_expressions(5, 100, cases=True):
        again = sp.sympify(sp.srepr(expression))
        assert expression_text(again, order) == expression_text(expression, order)
