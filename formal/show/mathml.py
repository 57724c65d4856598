r"""Expressions, conditions and sets as MathML, which browsers set without help and screen readers read aloud.

What stands where is the same as in text and in LaTeX (`writer`, `layout`); only the marks differ.

>>> from sympy import Min, symbols
>>> p, c_B = symbols("p c_B")
>>> print(mathml(Min(1, p + c_B) <= 1, order=[p, c_B]))  # doctest: +ELLIPSIS
<math><mrow><mrow><mi>min</mi><mrow><mo fence="true">(</mo><mn>1</mn><mo>,</mo><mrow><mi>p</mi>...
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import sympy as sp

from formal.algebra.cases import Cases
from formal.algebra.chains import Chain
from formal.algebra.region import Region
from formal.show.expression import Names, order_of
from formal.show.layout import Order
from formal.show.names import letter_and_words, name_parts
from formal.show.region import arranged_piece
from formal.show.value import compact
from formal.show.writer import Grip, Writer, Written

_RELATIONS = {"<": "&lt;", ">": "&gt;", "<=": "≤", ">=": "≥", "!=": "≠"}
_CONSTANTS: dict[sp.Basic, str] = {
    sp.oo: "<mi>∞</mi>",
    -sp.oo: "<mrow><mo>−</mo><mi>∞</mi></mrow>",
    sp.nan: "<mtext>undefined</mtext>",
    sp.zoo: "<mtext>undefined</mtext>",
    sp.S.EmptySet: "<mi>∅</mi>",
}
_MARKS = {"star": "<mo>∗</mo>", "prime": "<mo>′</mo>"}
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip


def mathml(thing: object, order: Names = ()) -> str:
    """Return an expression, a condition, a set, a `Region` or `Cases` as a MathML element.

    Parameters
    ----------
    thing
        What to write; plain numbers and truth values too.
    order
        Symbols or names in the order of declaration, or a parameter space.

    Examples
    --------
    >>> from sympy import symbols
    >>> delta, = symbols("delta,")
    >>> mathml(1 / (1 - delta))
    '<math><mfrac><mn>1</mn><mrow><mn>1</mn><mo>−</mo><mi>δ</mi></mrow></mfrac></math>'
    """
    return f"<math>{_inside(thing, order)}</math>"


def html_text(thing: object, order: Names = ()) -> str:
    """Return it as HTML that can be broken into lines: a formula for each comparison, and words between them.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> html_text(Region((p > c) | (p < 0)))
    '<math><mrow><mi>p</mi><mo>&gt;</mo><mi>c</mi></mrow></math> or <math><mrow><mi>p</mi><mo>&lt;</mo>...
    """
    if isinstance(thing, Region):
        return arranged_piece(_HtmlWriter(Order.of(thing.space)), thing.arranged())[0]
    if isinstance(thing, Cases) and compact(thing) is None:
        rows = (f"{mathml(value, thing.space)} if {html_text(region)}" for region, value in thing.pieces)
        return "".join(f'<span class="case">{row}</span>' for row in rows)
    return mathml(thing, order)


def _inside(thing: object, order: Names) -> str:
    if isinstance(thing, Region):
        return arranged_piece(MathmlWriter(Order.of(thing.space)), thing.arranged())[0]
    if isinstance(thing, Cases):
        whole = compact(thing)
        if whole is not None:
            return _inside(whole, thing.space)
        return _rows(
            (_inside(value, thing.space), _inside(region, thing.space)) for region, value in thing.pieces
        )
    return MathmlWriter(order_of(order)).write(sp.sympify(thing, strict=True))


class MathmlWriter(Writer):
    """Writes SymPy objects as MathML, without the `math` element around it.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.show.layout import Order
    >>> c_A, = symbols("c_A,")
    >>> MathmlWriter(Order([c_A])).write(c_A**2)
    '<msup><msub><mi>c</mi><mi>A</mi></msub><mn>2</mn></msup>'
    """

    def number(self, digits: str) -> str:
        """Return a number without a sign."""
        return f"<mn>{digits}</mn>"

    def added(self, terms: Sequence[tuple[str, str]]) -> str:
        """Return a sum; a sign in front is one only if it is minus."""
        signed = "".join(f"<mo>{'−' if sign == '-' else sign}</mo>{term}" for sign, term in terms)
        return _row(signed.removeprefix("<mo>+</mo>"))

    def compared(self, first: str, others: Sequence[tuple[str, str]]) -> str:
        """Return a chain of comparisons."""
        return _row(first, *(relation + term for relation, term in others))

    def name(self, name: str) -> str:
        """Return a name with its Greek letters and indices."""
        parts = name_parts(name)
        if parts is None:
            return _unusual(name)
        letter, below, above, primes = parts
        base = f"<mi>{_GREEK.get(letter, letter)}</mi>"
        index = _listed([_index(part) for part in below])
        mark = _listed([_MARKS[part] for part in above] + ["<mo>′</mo>"] * len(primes), "")
        if index and mark:
            return f"<msubsup>{base}{index}{mark}</msubsup>"
        return f"<msub>{base}{index}</msub>" if index else f"<msup>{base}{mark}</msup>" if mark else base

    def constant(self, thing: sp.Basic) -> str:
        """Return a constant, or what SymPy makes of it."""
        return _CONSTANTS.get(thing) or f"<mi>{html.escape(str(thing))}</mi>"

    def bracket(self, shown: str) -> str:
        """Return a piece in round brackets."""
        return _fenced("(", [shown], ")")

    def times(self, factors: Sequence[str]) -> str:
        """Return factors side by side, a dot before a number."""
        first, *others = factors
        dots = ("<mo>·</mo>" if factor.startswith("<mn>") else "<mo>&#x2062;</mo>" for factor in others)
        return _row(first, *(dot + factor for dot, factor in zip(dots, others, strict=True)))

    def ratio(self, top: Written, bottom: Written) -> Written:
        """Return a fraction."""
        return f"<mfrac>{top[0]}{bottom[0]}</mfrac>", Grip.PRODUCT

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> str:
        """Return a power."""
        return f"<msup>{self.held(base, Grip.WHOLE)}{self.write(exponent)}</msup>"

    def root(self, inside: str) -> str:
        """Return a square root."""
        return f"<msqrt>{inside}</msqrt>"

    def size(self, inside: str) -> str:
        """Return an absolute value."""
        return _fenced("|", [inside], "|")

    def extremum(self, kind: str, arguments: Sequence[str]) -> str:
        """Return a `min` or `max`."""
        return self.applied(kind, arguments)

    def applied(self, function: str, arguments: Sequence[str]) -> str:
        """Return a function of arguments."""
        return _row(f"<mi>{html.escape(function)}</mi>", _fenced("(", arguments, ")"))

    def cases(self, pieces: Sequence[tuple[str, str | None]]) -> str:
        """Return a brace and one row a case."""
        return _rows(pieces)

    def relation(self, relation: str) -> str:
        """Return the sign of a relation."""
        return f"<mo>{_RELATIONS.get(relation, relation)}</mo>"

    def truth(self, value: bool) -> str:
        """Return `always` or `never`."""
        return f"<mtext>{'always' if value else 'never'}</mtext>"

    def all_of(self, conditions: Sequence[str]) -> str:
        """Return conditions joined by `and`."""
        return _row("<mtext>&#xa0;and&#xa0;</mtext>".join(conditions))

    def any_of(self, conditions: Sequence[str]) -> str:
        """Return conditions joined by `or`."""
        return _row("<mtext>&#xa0;or&#xa0;</mtext>".join(conditions))

    def negated(self, condition: str) -> str:
        """Return `not` and a condition."""
        return _row("<mtext>not&#xa0;</mtext>", condition)

    def member(self, element: str, members: str) -> str:
        """Return that something is in a set."""
        return _row(element, "<mo>∈</mo>", members)

    def interval(self, low: str, high: str, low_open: bool, high_open: bool) -> str:
        """Return an interval, round where the end is left out."""
        return _fenced("(" if low_open else "[", [low, high], ")" if high_open else "]")

    def finite(self, members: Sequence[str]) -> str:
        """Return a set given by its members."""
        return _fenced("{", members, "}")

    def combined(self, kind: str, sets: Sequence[str]) -> str:
        """Return sets joined by ∪ or ∩."""
        return _row(f"<mo>{'∪' if kind == 'union' else '∩'}</mo>".join(sets))


class _HtmlWriter(MathmlWriter):
    """Writes conditions as HTML: each comparison is a formula, and what joins them are words."""

    def chain(self, chain: Chain) -> str:
        return f"<math>{super().chain(chain)}</math>"

    def truth(self, value: bool) -> str:
        return "always" if value else "never"

    def all_of(self, conditions: Sequence[str]) -> str:
        return " and ".join(conditions)

    def any_of(self, conditions: Sequence[str]) -> str:
        return " or ".join(conditions)

    def bracket(self, shown: str) -> str:
        return f"({shown})" if "<math>" in shown else super().bracket(shown)


def _row(*elements: str) -> str:
    """Return elements side by side as one."""
    return f"<mrow>{''.join(elements)}</mrow>"


def _fenced(left: str, shown: Sequence[str], right: str) -> str:
    inside = "<mo>,</mo>".join(shown)
    return _row(f'<mo fence="true">{left}</mo>{inside}<mo fence="true">{right}</mo>')


def _rows(pieces: Any) -> str:
    rows = "".join(
        f"<mtr><mtd>{value}</mtd><mtd>"
        + ("<mtext>otherwise</mtext>" if when is None else _row("<mtext>if&#xa0;</mtext>", when))
        + "</mtd></mtr>"
        for value, when in pieces
    )
    return _row(f'<mo fence="true">{{</mo><mtable columnalign="left left">{rows}</mtable>')


def _unusual(name: str) -> str:
    parts = letter_and_words(name)
    if parts is None:
        return f"<mi>{html.escape(name)}</mi>"
    letter, words = parts
    return f"<msub><mi>{_GREEK.get(letter, letter)}</mi><mtext>{html.escape(words)}</mtext></msub>"


def _index(part: str) -> str:
    if part.isdigit():
        return f"<mn>{part}</mn>"
    return f"<mi>{_GREEK.get(part, html.escape(part))}</mi>"


def _listed(parts: Sequence[str], between: str = "<mo>,</mo>") -> str:
    joined = between.join(parts)
    return joined if len(parts) < 2 else _row(joined)
