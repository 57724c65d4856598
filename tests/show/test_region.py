"""Regions read as in a paper: the golden file, text that means the set, unfinished work."""

import ast
import random
import re
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from formal import Region
from formal.show import region_latex, region_text

GOLDEN = Path(__file__).parent.parent / "golden" / "regions.txt"


def golden() -> dict[str, dict[str, str]]:
    """Return the blocks of the golden file by title."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    found = {}
    for title, *rows in (block.splitlines() for block in blocks):
        found[title] = dict(re.split(r"\s+", row.strip(), maxsplit=1) for row in rows)
    return found


def read(conditions: str) -> list[sp.Basic]:
    """Evaluate conditions of the golden file (the file is our own)."""
    letters = {name: sp.Symbol(name) for name in re.findall(r"[A-Za-z_]\w*", conditions)}
    return [eval(part, letters | OPERATIONS) for part in conditions.split(";") if part.strip()]


NAMES = ("And", "Or", "Implies", "Eq", "Ne", "Min", "Max", "Abs", "Piecewise", "Contains", "Interval", "sqrt")
OPERATIONS = {name: getattr(sp, name) for name in NAMES} | {"True": True, "False": False}


def region_of(block: dict[str, str]) -> Region:
    region = Region(*read(block["typed"]), where=read(block.get("where", ""))).simplify()
    return region.solved_for(*block["for"].split()) if "for" in block else region


@pytest.mark.parametrize("block", golden().values(), ids=golden())
def test_golden(block: dict[str, str]) -> None:
    region = region_of(block)
    assert (region_text(region), region_latex(region)) == (block["text"], block["latex"])


def test_the_golden_file_is_read() -> None:
    assert len(golden()) > 50


# -- printed text means the set ------------------------------------------------------------------------


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Call(ast.Name("Fraction", ast.Load()), [node], [])


def holds(text: str, values: dict[str, Fraction]) -> bool:
    """Evaluate the printed text of a region as Python."""
    source = re.sub(r"(?<![<>!])=", "==", text).replace("always", "True").replace("never", "False")
    source = re.sub(r"(?<=[<>!])==", "=", source)
    tree = _Exact().visit(ast.parse(source, mode="eval"))
    names = {"Fraction": Fraction, "min": min, "max": max, "sqrt": lambda q: float(q) ** 0.5}
    return bool(eval(compile(ast.fix_missing_locations(tree), "text", "eval"), names | values))


@pytest.mark.parametrize("block", golden().values(), ids=golden())
def test_text_holds_where_the_conditions_do(block: dict[str, str]) -> None:
    rng, checked = random.Random(7), 0
    region, typed = region_of(block), Region(*read(block["typed"]))
    context = Region(*read(block.get("where", "")))
    names = sorted({*region.space.names, *typed.space.names})
    for _ in range(600):
        point = {name: Fraction(rng.randint(-6, 12), rng.choice([2, 4, 6, 8])) for name in names}
        if checked < 40 and context.contains(point):
            checked += 1
            assert holds(region_text(region), point) == typed.contains(point), point
    assert checked > 0


# -- other promises ------------------------------------------------------------------------------------


def test_unfinished_work_says_so() -> None:
    p, q, x, y = sp.symbols("p q x y")
    alternatives = sp.Or((p > q) & (x > y), (p > 2 * q) & (x > y), (q > p * x) & (y > x))
    region = Region(alternatives).simplify(budget=1)
    assert not region.minimal
    assert region_text(region).endswith(" [not simplified further]")
    assert "simplified" not in region_latex(region)


def test_a_region_that_was_never_simplified_is_shown_as_it_was_typed() -> None:
    p, q, x, y = sp.symbols("p q x y")
    region = Region(sp.Or(p > q, x > y), sp.Or(p > 1, sp.And(x > 1, sp.Or(y > 1, q > 1))))
    assert region_text(region) == "(p > q or x > y) and (p > 1 or (x > 1 and (q > 1 or y > 1)))"


def test_the_order_of_declaration_is_that_of_the_context() -> None:
    p, c = sp.symbols("p c")
    assert region_text(Region(p + c < 1, where=[p > 0, c > 0])) == "p < 1 - c"
    assert region_text(Region(p + c < 1, where=[c > 0, p > 0])) == "c < 1 - p"


def test_repr_str_and_notebook() -> None:
    p, c = sp.symbols("p c")
    region = Region(p > 0, p <= 1 - c)
    assert (repr(region), str(region)) == ("Region(0 < p <= 1 - c)", "0 < p <= 1 - c")
    assert region._repr_latex_() == f"${region.to_latex()}$" == r"$0 < p \le 1 - c$"


def test_a_root_is_a_bound_where_the_letter_is_named() -> None:
    x, v, k = sp.symbols("x v k")
    positive = [v > 0, k > 0]
    inside = Region(k * x**2 <= v, where=positive).solved_for(x)
    assert region_text(inside) == "-sqrt(v*k)/k <= x <= sqrt(v*k)/k"
    assert region_text(Region(x**2 > v, where=[*positive, x > 0]).solved_for(x)) == "x > sqrt(v)"
    assert region_text(Region(x**2 > v, where=positive).solved_for(x)) == "v < x**2"


def test_a_letter_whose_coefficient_may_change_sign_is_not_divided_by() -> None:
    x, a, b = sp.symbols("x a b")
    assert region_text(Region(a * x > b).solved_for(x)) == "b < a*x"
    assert region_text(Region(a * x > b, a > 0).solved_for(x)) == "x > b/a and a > 0"
