"""From formulas and quotients back to SymPy, in the caller's own symbols.

>>> from sympy import symbols
>>> from formal.algebra.polynomial import Monomial, Polynomial
>>> p, c = symbols("p c")
>>> write_polynomial(Polynomial.symbol("p") ** 2 - 1, {"p": p})
p**2 - 1
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

import sympy as sp

from formal.algebra.formula import And, Atom, Formula, Or, Truth
from formal.algebra.phrasing import Expanded, Form, Product, Sum, plainest
from formal.algebra.polynomial import Monomial, Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.radical import radicand

Symbols = Mapping[str, sp.Symbol]
_RELATIONS = {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


def write_polynomial(polynomial: Polynomial, symbols: Symbols) -> sp.Expr:
    """Return a polynomial as an expanded SymPy expression; names without a symbol become plain ones."""
    written = {name: write_name(name, symbols) for name in polynomial.names}
    terms = []
    for coefficient, monomial in polynomial.terms():
        factors = [written[name] if power == 1 else written[name] ** power for name, power in monomial]
        terms.append(sp.Mul(sp.Rational(coefficient.numerator, coefficient.denominator), *factors))
    return sp.Add(*terms)


def write_name(name: str, symbols: Symbols) -> sp.Expr:
    """Return the symbol called `name`, or the square root that it stands for."""
    inside = radicand(name)
    if inside is not None:
        return sp.sqrt(write_polynomial(inside, symbols))
    return symbols[name] if name in symbols else sp.Symbol(name)


def write_quotient(
    value: Quotient, symbols: Symbols, weights: frozenset[str] = frozenset(), turned: bool = False
) -> sp.Expr:
    """Return a quotient in the form that is shortest to read.

    Parameters
    ----------
    value
        What to write.
    symbols
        The symbols to write it in, in the order of declaration.
    weights
        Variables known to lie between 0 and 1, in which means are written as such.
    turned
        Whether to write `(b - a)/(d - c)` rather than `(a - b)/(c - d)`.

    Examples
    --------
    >>> from sympy import symbols
    >>> letters = {s.name: s for s in symbols("mu a b")}
    >>> mu, a, b = map(Quotient.symbol, letters)
    >>> write_quotient(mu * (a - b) + b, letters, frozenset({"mu"}))
    a*mu + b*(1 - mu)
    """
    whole, top = _whole_part(value, tuple(symbols), weights)
    bottom = value.denominator
    if turned:
        top, bottom = -top, -bottom
    written = _write_plainly(top, symbols, weights)
    if not value.is_polynomial:
        written = written / _write_plainly(bottom, symbols, weights)
    return written if whole.is_zero else _write_plainly(whole, symbols, weights) + written


def _whole_part(
    value: Quotient, order: tuple[str, ...], weights: frozenset[str]
) -> tuple[Polynomial, Polynomial]:
    """Split `(v - c*(v + w))/(v + w)` into `-c` and `v`, where that is shorter."""
    top, bottom = value.numerator, value.denominator
    nothing = Polynomial.constant(0)
    if value.is_polynomial:
        return nothing, top
    whole, left = nothing, nothing
    for outside, inside in _grouped(top, bottom.names):
        number = _multiple(inside, bottom)
        whole, left = whole + outside * number, left + outside * (inside - bottom * number)
    # Even where neither is shorter, 1 - c/b reads better than (b - c)/b.
    even = bottom.size == 1 and whole.is_constant and whole.constant_value() > 0
    if whole.is_zero:
        return nothing, top
    lengths = [plainest(part, order, weights).leaves for part in (whole, left, top)]
    return (whole, left) if lengths[0] + lengths[1] < lengths[2] + even else (nothing, top)


def _grouped(polynomial: Polynomial, names: Collection[str]) -> Iterator[tuple[Polynomial, Polynomial]]:
    """Yield monomials in other letters, each with what it is multiplied by in the letters `names`."""
    groups: dict[Monomial, list[tuple[Fraction, Monomial]]] = {}
    for coefficient, monomial in polynomial.terms():
        outside = tuple(power for power in monomial if power[0] not in names)
        inside = tuple(power for power in monomial if power[0] in names)
        groups.setdefault(outside, []).append((coefficient, inside))
    for outside, terms in groups.items():
        yield Polynomial.from_terms([(1, outside)]), Polynomial.from_terms(terms)


def _multiple(polynomial: Polynomial, divisor: Polynomial) -> Fraction:
    """Return the number of times that a divisor is best taken away: entirely, or to leave far fewer terms."""
    below = {monomial: coefficient for coefficient, monomial in divisor.terms()}
    best = Fraction(0), polynomial.size - 1
    for number in sorted({c / below[m] for c, m in polynomial.terms() if m in below}):
        rest = polynomial - divisor * number
        left = -1 if rest.is_zero else rest.size
        if left < best[1]:
            best = number, left
    return best[0]


def _write_plainly(polynomial: Polynomial, symbols: Symbols, weights: frozenset[str]) -> sp.Expr:
    return _write_form(plainest(polynomial, tuple(symbols), weights), symbols)


def _write_form(form: Form, symbols: Symbols) -> sp.Expr:
    match form:
        case Expanded():
            return write_polynomial(form.polynomial, symbols)
        case Sum():
            return sp.Add(*(_write_form(part, symbols) for part in form.parts))
        case Product():
            number = sp.Rational(form.number.numerator, form.number.denominator)
            return sp.Mul(number, *(_write_form(factor, symbols) ** power for factor, power in form.factors))


def write_formula(formula: Formula, symbols: Symbols) -> sp.logic.boolalg.Boolean:
    """Return a formula as a SymPy condition."""
    match formula:
        case Truth():
            return sp.true if formula.value else sp.false
        case Atom():
            return write_atom(formula, symbols)
        case And():
            return sp.And(*(write_formula(p, symbols) for p in formula.parts))
        case Or():
            return sp.Or(*(write_formula(p, symbols) for p in formula.parts))
    raise TypeError(formula)


def write_atom(a: Atom, symbols: Symbols) -> sp.logic.boolalg.Boolean:
    """Return `positive terms relation negative terms`, without minus signs."""
    plus = Polynomial.from_terms((c, m) for c, m in a.polynomial.terms() if c > 0)
    minus = Polynomial.from_terms((-c, m) for c, m in a.polynomial.terms() if c < 0)
    return _RELATIONS[a.relation](write_polynomial(plus, symbols), write_polynomial(minus, symbols))
