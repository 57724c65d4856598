r"""Expressions, conditions and sets as LaTeX, as a paper sets them.

`\frac{T - R}{T - P}`, `\min\{1,\, p + c_B\}`, `0 < p \le 1 - c_B`; no dollar signs. Brackets grow only round
something tall.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from formal.show.breadth import breadth
from formal.show.layout import Order
from formal.show.names import has_superscript, latex_name
from formal.show.writer import Grip, Writer, Written

#: How broad what stands in a line may be, in letters (see `breadth`), and in a display, which has a line of its own.
_LINE, DISPLAY = 60, 110
_RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}
_CONSTANTS: dict[sp.Basic, str] = {sp.nan: r"\text{undefined}", sp.zoo: r"\text{undefined}"}
_OPERATORS = frozenset(("exp", "log", "sin", "cos", "tan", "min", "max"))


class LatexWriter(Writer):
    r"""Writes SymPy objects as LaTeX.

    Parameters
    ----------
    order
        The order of the parameters.
    line
        How broad a fraction may be, in letters; a broader one is written with a slash.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.show.layout import Order
    >>> T, R, P = symbols("T R P")
    >>> print(LatexWriter(Order([T, R, P])).write((T - R) / (T - P)))
    \frac{T - R}{T - P}
    """

    def __init__(self, order: Order, line: int = _LINE) -> None:
        super().__init__(order)
        self._line = line

    def name(self, name: str) -> str:
        r"""Return a name with Greek letters and subscripts."""
        return latex_name(name)

    def constant(self, thing: sp.Basic) -> str:
        r"""Return a constant, or what SymPy makes of it; a root of a polynomial with a decimal that tells which."""
        if isinstance(thing, sp.CRootOf):
            return rf"\operatorname{{root}}\left({sp.latex(thing.expr)},\, \approx {thing.n(6)}\right)"
        return _CONSTANTS.get(thing) or str(sp.latex(thing))

    def bracket(self, shown: str) -> str:
        r"""Return a piece in round brackets."""
        return _fenced("(", shown, ")")

    def times(self, factors: Sequence[str]) -> str:
        r"""Return factors side by side, a dot before a number."""
        shown = factors[0]
        for factor in factors[1:]:
            shown += (r" \cdot " if factor[0].isdigit() else " ") + factor
        return shown

    def ratio(self, top: Written, bottom: Written) -> Written:
        r"""Return a `\frac`; one that is broader than a line is written with a slash, so that it can be broken."""
        if max(breadth(top[0]), breadth(bottom[0])) > self._line:
            above = top[0] if top[1] >= Grip.PRODUCT else f"({top[0]})"
            below = bottom[0] if bottom[1] >= Grip.POWER else f"({bottom[0]})"
            return f"{above} / {below}", Grip.PRODUCT
        return rf"\frac{{{top[0]}}}{{{bottom[0]}}}", Grip.PRODUCT

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> str:
        r"""Return a power."""
        shown = self.held(base, Grip.WHOLE)
        if base.is_Symbol and has_superscript(base.name):
            shown = f"{{{shown}}}"
        above = self._on_one_line(exponent)
        return f"{shown}^{above}" if len(above) == 1 else f"{shown}^{{{above}}}"

    def _on_one_line(self, exponent: sp.Expr) -> str:
        if exponent.is_Rational and exponent.q != 1:
            return f"{exponent.p}/{exponent.q}"
        return self.write(exponent)

    def root(self, inside: str) -> str:
        r"""Return a `\sqrt`."""
        return rf"\sqrt{{{inside}}}"

    def size(self, inside: str) -> str:
        r"""Return `|...|`."""
        return _fenced("|", inside, "|")

    def extremum(self, kind: str, arguments: Sequence[str]) -> str:
        r"""Return `\min\{...\}` or `\max\{...\}`."""
        return rf"\{kind}" + self.finite(arguments)

    def applied(self, function: str, arguments: Sequence[str]) -> str:
        r"""Return a function of arguments, its name upright if it is a word."""
        name = latex_name(function)
        if function in _OPERATORS:
            name = rf"\{function}"
        elif name.startswith(r"\mathit"):
            name = rf"\operatorname{{{function}}}"
        return name + self.bracket(", ".join(arguments))

    def cases(self, pieces: Sequence[tuple[str, str | None]]) -> str:
        r"""Return a `cases` environment."""
        rows = [
            rf"{value} & \text{{otherwise}}" if condition is None else rf"{value} & \text{{if }} {condition}"
            for value, condition in pieces
        ]
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def relation(self, relation: str) -> str:
        r"""Return `\le`, `\ge`, `\ne` or the sign itself."""
        return _RELATIONS.get(relation, relation)

    def truth(self, value: bool) -> str:
        r"""Return `always` or `never`, upright."""
        return r"\text{always}" if value else r"\text{never}"

    def all_of(self, conditions: Sequence[str]) -> str:
        r"""Return conditions joined by an upright `and`."""
        return r" \text{ and } ".join(conditions)

    def any_of(self, conditions: Sequence[str]) -> str:
        r"""Return conditions joined by an upright `or`."""
        return r" \text{ or } ".join(conditions)

    def negated(self, condition: str) -> str:
        r"""Return an upright `not` and the condition."""
        return rf"\text{{not }} {condition}"

    def member(self, element: str, members: str) -> str:
        r"""Return `x \in [0, 1]`."""
        return rf"{element} \in {members}"

    def interval(self, low: str, high: str, low_open: bool, high_open: bool) -> str:
        r"""Return `[0, 1)`: round where the end is left out."""
        return _fenced("(" if low_open else "[", rf"{low},\, {high}", ")" if high_open else "]")

    def finite(self, members: Sequence[str]) -> str:
        r"""Return `\{a,\, b\}`."""
        joined = r",\, ".join(members)
        broad = breadth(joined) > _LINE // 2
        return _fenced(r"\{", r",\, \allowbreak ".join(members) if broad else joined, r"\}")

    def combined(self, kind: str, sets: Sequence[str]) -> str:
        r"""Return sets joined by `\cup` or `\cap`."""
        return (r" \cup " if kind == "union" else r" \cap ").join(sets)


def _fenced(left: str, shown: str, right: str) -> str:
    if r"\frac" not in shown and r"\begin" not in shown:
        return f"{left}{shown}{right}"
    if (
        breadth(shown) > _LINE // 2 and r"\begin" not in shown
    ):  # what stands between \left and \right is never broken
        return rf"\Bigl{left} {shown} \Bigr{right}"
    return rf"\left{left} {shown} \right{right}"
