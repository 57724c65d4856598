r"""Text and LaTeX of SymPy expressions, conditions and sets, in the order in which letters were declared.

SymPy prints `-c_A + p` and `-(eta - 1)*(v_R - w_R)`; a reader of a paper expects `p - c_A` and
`(1 - eta)*(v_R - w_R)`. How: `layout` (order and signs), `writer` (brackets), `text` and `latex` (where they
differ), `names` (LaTeX of a name).

>>> from sympy import Min, symbols
>>> p, c_A, c_B = symbols("p c_A c_B")
>>> expression_text(1 - c_B - p, order=[p, c_A, c_B])
'1 - p - c_B'
>>> print(expression_latex(Min(1, c_B + p), order=[p, c_A, c_B]))
\min\{1,\, p + c_B\}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.space import Space
from formal.show.latex import LatexWriter
from formal.show.layout import Order
from formal.show.text import TextWriter

Names = Space | Order | Iterable[sp.Symbol | str]


def expression_text(thing: object, order: Names = ()) -> str:
    """Return a SymPy expression, condition or set as text.

    Parameters
    ----------
    thing
        What to write; plain numbers and truth values too.
    order
        Symbols or names in the order of declaration; others come after them, alphabetically. Or a parameter
        space: then differences known to be positive are preferred (`1 - p` where `p < 1`).

    Examples
    --------
    >>> from sympy import Interval, Rational, symbols
    >>> delta, v, w = symbols("delta v w")
    >>> expression_text((v - w) / (1 - delta) ** 2, order=[v, w, delta])
    '(v - w)/(1 - delta)**2'
    >>> expression_text(Interval(0, Rational(1, 2), right_open=True))
    '[0, 1/2)'
    """
    return TextWriter(order_of(order)).write(sp.sympify(thing, strict=True))


def expression_latex(thing: object, order: Names = ()) -> str:
    r"""Return a SymPy expression, condition or set as LaTeX, without dollar signs.

    Parameters
    ----------
    thing
        What to write; plain numbers and truth values too.
    order
        Symbols or names in the order of declaration; others come after them, alphabetically. Or a parameter
        space: then differences known to be positive are preferred (`1 - p` where `p < 1`).

    Examples
    --------
    >>> from sympy import symbols
    >>> delta, q0 = symbols("delta q0")
    >>> print(expression_latex((q0 > 0) & (q0 <= 1 / (1 + delta))))
    0 < q_0 \le \frac{1}{1 + \delta}
    """
    return LatexWriter(order_of(order)).write(sp.sympify(thing, strict=True))


def order_of(names: Names) -> Order:
    """Return the layout order that names, or a parameter space, give.

    Examples
    --------
    >>> order_of(["p", "c_B"]).symbols(sp.Symbol("c_B") + sp.Symbol("p"))
    [p, c_B]
    """
    if isinstance(names, Order):
        return names
    return Order.of(names) if isinstance(names, Space) else Order(names)


@verbs.text.register
def _text(thing: sp.Basic) -> str:
    return expression_text(thing)


@verbs.latex.register
def _latex(thing: sp.Basic, **options: Any) -> str:
    return expression_latex(thing, **options)
