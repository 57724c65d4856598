r"""Values by region as text and as LaTeX: `min(1, p + c_B)`, or one line a piece.

>>> from sympy import symbols
>>> p, c_B = symbols("p c_B")
>>> print(cases_text(Cases((p + c_B <= 1, p + c_B), (True, 1), where=[p > 0, c_B > 0])))
min(1, p + c_B)
>>> print(cases_text(Cases((p < c_B, 0), (p >= c_B, 1))))
0 if p < c_B; 1 if p >= c_B
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.cases import Cases
from formal.show.expression import expression_latex, expression_text
from formal.show.region import region_latex, region_text


def cases_text(cases: Cases) -> str:
    """Return a value by region on one line: as a minimum or maximum where it is one."""
    whole = compact(cases)
    if whole is not None:
        return expression_text(whole, cases.space)
    return "; ".join(
        f"{expression_text(value, cases.space)} if {region_text(region)}" for region, value in cases.pieces
    )


def cases_latex(cases: Cases) -> str:
    r"""Return a value by region as LaTeX: `\min\{…\}`, or a `cases` environment."""
    whole = compact(cases)
    if whole is not None:
        return expression_latex(whole, cases.space)
    rows = (
        rf"{expression_latex(value, cases.space)} & \text{{if }} {region_latex(region)}"
        for region, value in cases.pieces
    )
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


def compact(cases: Cases) -> sp.Expr | None:
    """Return one expression without conditions for a value by region, or None if there is none."""
    if not cases.parts:
        return sp.nan
    whole = cases.to_sympy()
    return None if whole.has(sp.Piecewise) else whole


@verbs.text.register
def _text(cases: Cases) -> str:
    return cases_text(cases)


@verbs.latex.register
def _latex(cases: Cases, **options: Any) -> str:
    return cases_latex(cases, **options)
