"""MathML is well-formed: every element has the children it wants, and nothing stands between elements."""

from xml.etree import ElementTree as ET

import pytest
import sympy as sp

from formal import Region
from formal.show.mathml import mathml

a, b, index, primed = map(sp.Symbol, ("a", "b", "c_A1", "d_prime"))
#: How many children an element has, where that is fixed.
CHILDREN = {"math": 1, "mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "msqrt": 1, "mtd": 1}
LEAVES = ("mi", "mn", "mo", "mtext")
WRITTEN = {
    "a negative number": (sp.Integer(-3), "−3"),
    "a fraction": (sp.Rational(-2, 3) * a, "−2⁢a3"),
    "a difference": (a - b - 1, "a−b−1"),
    "powers": ((a - 1) ** 2 * a**b * a**-3, "ab⁢(a−1)2a3"),
    "a number after a root": (sp.sqrt(2) * 6 / 5, "6⁢25"),
    "names": (index - primed, "cA1−d′"),
    "a name with words": (sp.Symbol("mu_after <beer>"), "μafter <beer>"),
    "a name of words": (sp.Symbol("<beer>"), "<beer>"),
    "a function": (sp.Function("F")(b - 1) * a, "a⁢F(b−1)"),
    "the smallest": (sp.Min(a, -b, 3), "min(3,a,−b)"),
    "by case": (sp.Piecewise((-a, a > 1), (b - 1, True)), "{−aif a>1b−1otherwise"),
    "conditions": ((a > 1) & ((b < 2) | (a < b)), "a>1 and (a<b or b<2)"),
    "a chain": (Region((-1 <= a) & (a < b - 1)), "−1≤a<b−1"),
    "sets": (sp.Union(sp.Interval(0, 1), sp.FiniteSet(a)), "[0,1]∪{a}"),
    "membership": (sp.Not(sp.Contains(a, sp.Interval.open(0, b))), "not (a∈(0,b))"),
    "infinity": (-sp.oo, "−∞"),
}


@pytest.mark.parametrize(("thing", "read"), WRITTEN.values(), ids=WRITTEN)
def test_every_element_has_its_children_and_nothing_is_bare(thing, read):
    whole = ET.fromstring(mathml(thing, order=[a, b]))
    assert "".join(whole.itertext()).replace("\xa0", " ") == read
    for element in whole.iter():
        assert len(element) == CHILDREN.get(element.tag, len(element))
        assert bool(element.text) == (element.tag in LEAVES)
        assert not any(child.tail for child in element)
