r"""Thresholds as text and as LaTeX: the bounds in each case, where any value will do, and where none does.

>>> import sympy as sp
>>> g, delta = sp.symbols("g delta")
>>> patient = Threshold.by_case(Region(g <= 3 * delta, where=[delta > 0, delta < 1]), delta)
>>> patient
Region(delta >= g/3 where 0 < g < 3; any delta where g <= 0; no delta otherwise)
>>> print(verbs.latex(patient).split(";")[0])
\delta \ge \frac{g}{3}\text{ where }0 < g < 3
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.region import Region
from formal.equilibria.threshold import Threshold
from formal.show.expression import expression_latex, expression_text
from formal.show.region import region_latex, region_text, region_words


@verbs.text.register
def _text(threshold: Threshold) -> str:
    def write(thing: sp.Basic) -> str:
        return expression_text(thing, threshold.space)

    return "; ".join(_parts(threshold, write, region_text, "{}".format))


@verbs.latex.register
def _latex(threshold: Threshold, **options: Any) -> str:
    def write(thing: sp.Basic) -> str:
        return expression_latex(thing, threshold.space)

    return r";\ ".join(_parts(threshold, write, region_latex, r"\text{{{}}}".format))


def threshold_words(threshold: Threshold) -> str:
    """Return the bounds in each case in a sentence of LaTeX."""

    def write(thing: sp.Basic) -> str:
        return f"${expression_latex(thing, threshold.space)}$"

    return "; ".join(_parts(threshold, write, region_words, "{}".format))


def _parts(
    threshold: Threshold,
    write: Callable[[sp.Basic], str],
    region: Callable[[Region], str],
    words: Callable[[str], str],
) -> Iterator[str]:
    symbol = threshold.symbol
    for case in threshold.cases:
        if case.low is None and case.high is None:
            lead = words("any ") + write(symbol)
        elif case.low is None or case.high is None:
            relation = sp.Ge if case.high is None else sp.Le
            bound = case.low if case.high is None else case.high
            lead = write(relation(symbol, bound, evaluate=False))
        else:
            lead = region(Region(symbol >= case.low, symbol <= case.high).solved_for(symbol))
        yield lead + words(" where ") + region(case.where)
    if not threshold.complete:
        yield words("no ") + write(symbol) + words(" otherwise")
