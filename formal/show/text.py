"""Expressions, conditions and sets as plain text, as people type them.

Expressions read back as Python with the same value: `(1 - eta)*(v_R - w_R)`, `x**2/4`, `min(1, p + c_B)`.
Names stay as they were typed; equality is one sign, as on paper.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from formal.show.writer import Grip, Writer, Written

_CONSTANTS: dict[sp.Basic, str] = {
    sp.nan: "undefined",
    sp.zoo: "undefined",
    sp.S.EmptySet: "∅",
    sp.S.Reals: "ℝ",
    sp.S.Integers: "ℤ",
    sp.S.Naturals0: "ℕ₀",
    sp.S.Naturals: "ℕ",
}


class TextWriter(Writer):
    """Writes SymPy objects as text.

    Examples
    --------
    >>> from sympy import Min, symbols
    >>> from formal.show.layout import Order
    >>> p, c = symbols("p c_B")
    >>> TextWriter(Order([p, c])).write(Min(1, p + c) - 1)
    'min(1, p + c_B) - 1'
    """

    def name(self, name: str) -> str:
        """Return a name as it was typed."""
        return name

    def constant(self, thing: sp.Basic) -> str:
        """Return a constant, or what SymPy makes of it; a root of a polynomial with a decimal that tells which."""
        if isinstance(thing, sp.CRootOf):
            return f"root({thing.expr}, near {thing.n(6)})"
        return _CONSTANTS.get(thing, str(thing))

    def bracket(self, shown: str) -> str:
        """Return a piece in round brackets."""
        return f"({shown})"

    def times(self, factors: Sequence[str]) -> str:
        """Return factors with an asterisk between them."""
        return "*".join(factors)

    def ratio(self, top: Written, bottom: Written) -> Written:
        """Return a quotient with a slash."""
        above = top[0] if top[1] >= Grip.PRODUCT else self.bracket(top[0])
        below = bottom[0] if bottom[1] >= Grip.POWER else self.bracket(bottom[0])
        return f"{above}/{below}", Grip.PRODUCT

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> str:
        """Return a power with two asterisks."""
        return f"{self.held(base, Grip.WHOLE)}**{self.held(exponent, Grip.WHOLE)}"

    def root(self, inside: str) -> str:
        """Return `sqrt(...)`."""
        return f"sqrt({inside})"

    def size(self, inside: str) -> str:
        """Return `abs(...)`."""
        return f"abs({inside})"

    def extremum(self, kind: str, arguments: Sequence[str]) -> str:
        """Return `min(...)` or `max(...)`."""
        return self.applied(kind, arguments)

    def applied(self, function: str, arguments: Sequence[str]) -> str:
        """Return a function call."""
        return f"{function}({', '.join(arguments)})"

    def cases(self, pieces: Sequence[tuple[str, str | None]]) -> str:
        """Return `a if condition else b`."""
        rows = [value if condition is None else f"{value} if {condition}" for value, condition in pieces]
        shown = " else ".join(rows)
        return shown if pieces[-1][1] is None else f"{shown} else undefined"

    def relation(self, relation: str) -> str:
        """Return the relation as it is spelt."""
        return relation

    def truth(self, value: bool) -> str:
        """Return `always` or `never`."""
        return "always" if value else "never"

    def all_of(self, conditions: Sequence[str]) -> str:
        """Return conditions joined by `and`."""
        return " and ".join(conditions)

    def any_of(self, conditions: Sequence[str]) -> str:
        """Return conditions joined by `or`."""
        return " or ".join(conditions)

    def negated(self, condition: str) -> str:
        """Return `not ...`."""
        return f"not {condition}"

    def member(self, element: str, members: str) -> str:
        """Return `x in [0, 1]`."""
        return f"{element} in {members}"

    def interval(self, low: str, high: str, low_open: bool, high_open: bool) -> str:
        """Return `[0, 1)`: round where the end is left out."""
        return f"{'(' if low_open else '['}{low}, {high}{')' if high_open else ']'}"

    def finite(self, members: Sequence[str]) -> str:
        """Return `{a, b}`."""
        return f"{{{', '.join(members)}}}"

    def combined(self, kind: str, sets: Sequence[str]) -> str:
        """Return sets joined by ∪ or ∩."""
        return (" ∪ " if kind == "union" else " ∩ ").join(sets)
