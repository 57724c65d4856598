"""Closed forms as JavaScript, run by Node with exact fractions, give what SymPy and the models give."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
import sympy as sp

from formal import Cases, ExpressionError, Region, load_model
from formal.algebra.formula import TRUE
from formal.equilibria.sampling import Sampler
from formal.library.least import Least
from formal.library.model import evaluated
from formal.show.javascript import javascript

ARITHMETIC = Path(__file__).parents[2] / "formal/show/explorer/arithmetic.js"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node is not installed: nothing runs JavaScript here")

SAID = """
const said = (a) => a === null ? "None" : typeof a === "boolean" ? (a ? "True" : "False")
  : !isExact(a) ? "~" + a : a.d === 1n ? String(a.n) : a.n + "/" + a.d;
"""


def run(lines):
    """Run JavaScript after the page's arithmetic; return what each line's expression is, as text."""
    printed = "\n".join(f"console.log(said((() => {{ {line} }})()));" for line in lines)
    script = ARITHMETIC.read_text(encoding="utf-8") + SAID + printed
    done = subprocess.run([NODE, "-"], input=script, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def line(code, names, point, arithmetic="exact"):
    values = ",".join(f'{arithmetic}.q("{point[n].p}","{point[n].q}")' for n in names)
    return f"const R = {arithmetic}, v = [{values}]; return {code};"


def same(found, wanted):
    if not found.startswith("~"):
        return found == str(wanted)
    value = float(sp.N(wanted, 20))
    return abs(float(found[1:]) - value) <= 1e-9 * max(1, abs(value))


# -- expressions -----------------------------------------------------------------------------------------

p, q, c = sp.symbols("p q c")
NAMES = ["p", "q", "c"]
EXPRESSIONS = [
    sp.Min(1, p + c),
    sp.Max(0, p - q, c / 3 - q),
    (p - c) / (1 - q) ** 2,
    sp.sqrt(p * c),
    sp.sqrt(p**2 * 4),
    p / sp.sqrt(q),
    sp.Abs(p - q) - sp.Abs(q - c) ** 3,
    1 / (p - q) + q**-2,
    sp.Piecewise((p, p < q), (c, c >= q), (1, True)),
    sp.Piecewise((p, (p < q) & (q < c)), (q, sp.Or(p > c, sp.Eq(p, q))), (c, ~(p < 2 * q))),
    10**40 * p + q / 10**40,
    sp.Rational(2, 3) ** 40 * p,
    p**c,
]


def points(count):
    random = Random(7)
    few = [sp.Rational(random.randint(1, 12), random.choice([1, 2, 3, 6])) for _ in range(3 * count)]
    return [dict(zip(NAMES, few[i : i + 3], strict=True)) for i in range(0, 3 * count, 3)]


@needs_node
def test_expressions_have_the_values_that_sympy_gives():
    cases = [(e, javascript(e, NAMES), point) for e in EXPRESSIONS for point in points(12)]
    found = run([line(code, NAMES, point) for _, code, point in cases])
    for (expression, _, point), shown in zip(cases, found, strict=True):
        wanted = expression.subs({s: point[s.name] for s in (p, q, c)})
        if wanted.has(sp.zoo, sp.nan) or not wanted.is_real:
            assert shown == "None", (expression, point, shown)
        else:
            assert same(shown, wanted), (expression, point, shown, wanted)


@needs_node
def test_a_tie_is_a_tie_in_both_arithmetics():
    tie = javascript(Region(p + q >= c), NAMES), javascript(Region(p + q > c), NAMES)
    point = {"p": sp.Rational(1, 10), "q": sp.Rational(2, 10), "c": sp.Rational(3, 10)}
    lines = [line(code, NAMES, point, a) for a in ("exact", "rough") for code in tie]
    assert run(lines) == ["True", "False", "True", "False"]


@needs_node
def test_where_no_case_holds_the_value_is_undefined():
    partial = Cases((p > q, p), where=[p > 0])
    assert run([line(javascript(partial, NAMES), NAMES, point) for point in points(2)]) == [
        str(partial.at(point)) for point in points(2)
    ]


@needs_node
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3/5", "3/5"),
        (" 0.60 ", "3/5"),
        ("-2", "-2"),
        ("−1/4", "-1/4"),
        (".5", "1/2"),
        ("1/0", "None"),
        ("p", "None"),
        ("", "None"),
        ("1e5", "None"),
    ],
)
def test_numbers_are_read_exactly(text, wanted):
    assert run([f"return readNumber({json.dumps(text)});"]) == [wanted]


def test_what_has_no_counterpart_is_refused():
    with pytest.raises(ExpressionError, match="z has no counterpart"):
        javascript(p + sp.Symbol("z"), NAMES)


# -- models ----------------------------------------------------------------------------------------------

SLUGS = [
    "crisis_bargaining",
    "bargaining_with_ally",
    "market_power",
    "salami",
    "unsc_veto",
    "volunteers_pair",
]


@needs_node
def test_quantities_have_the_values_that_the_models_give():
    lines, wanted = [], []
    for slug in SLUGS:
        model = load_model(slug)
        names = model.space.names
        found = Sampler(model.space.assumptions, names, Random(3)).inside(TRUE, 3)
        for name, quantity in model.quantities.items():
            ends = quantity if isinstance(quantity, tuple) else (quantity,)
            for end in ends if not isinstance(quantity, Least) else ():
                for values in found:
                    point = {n: sp.Rational(v.numerator, v.denominator) for n, v in values.items()}
                    lines.append(line(javascript(end, names), names, point))
                    wanted.append(((slug, name, point), evaluated(end, point)))
    assert len(lines) > 100
    for (place, value), shown in zip(wanted, run(lines), strict=True):
        assert same(shown, value), (place, shown, value)
