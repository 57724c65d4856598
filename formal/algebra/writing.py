"""From formulas and quotients back to SymPy, in the caller's own symbols.

>>> from sympy import symbols
>>> from formal.algebra.polynomial import Polynomial
>>> p, c = symbols("p c")
>>> write_polynomial(Polynomial.symbol("p") ** 2 - 1, {"p": p})
p**2 - 1
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from formal.algebra.formula import And, Atom, Formula, Or, Truth
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.radical import radicand

Symbols = Mapping[str, sp.Symbol]
_RELATIONS = {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


def write_polynomial(polynomial: Polynomial, symbols: Symbols) -> sp.Expr:
    """Return a polynomial as an expanded SymPy expression; names without a symbol become plain ones."""
    terms = []
    for coefficient, monomial in polynomial.terms():
        factors = [write_name(name, symbols) ** power for name, power in monomial]
        terms.append(sp.Mul(sp.Rational(coefficient.numerator, coefficient.denominator), *factors))
    return sp.Add(*terms)


def write_name(name: str, symbols: Symbols) -> sp.Expr:
    """Return the symbol called `name`, or the square root that it stands for."""
    inside = radicand(name)
    if inside is not None:
        return sp.sqrt(write_polynomial(inside, symbols))
    return symbols[name] if name in symbols else sp.Symbol(name)


def write_quotient(value: Quotient, symbols: Symbols) -> sp.Expr:
    """Return a quotient, factored where that is shorter."""
    top = _shorter(value.numerator, symbols)
    if value.is_polynomial:
        return top
    return top / _factored(value.denominator, symbols)


def _shorter(polynomial: Polynomial, symbols: Symbols) -> sp.Expr:
    _, factors = polynomial.factor()
    if len(factors) > 1 or any(power > 1 for _, power in factors):
        pieces = sum(len(factor.terms()) for factor, _ in factors)
        if pieces <= len(polynomial.terms()):
            return _factored(polynomial, symbols)
    return write_polynomial(polynomial, symbols)


def _factored(polynomial: Polynomial, symbols: Symbols) -> sp.Expr:
    content, factors = polynomial.factor()
    shown = []
    for factor, power in factors:
        turned = _turned(factor, symbols)
        if turned is not factor and power % 2:
            content = -content
        shown.append(write_polynomial(turned, symbols) ** power)
    return sp.Mul(sp.Rational(content.numerator, content.denominator), *shown)


def _turned(factor: Polynomial, symbols: Symbols) -> Polynomial:
    """Return the factor or its negative, whichever begins with a positive term when written by people."""
    terms = factor.terms()
    positive = sum(1 for coefficient, _ in terms if coefficient > 0)
    if positive == len(terms):
        return factor
    order = {name: i for i, name in enumerate(symbols)}
    lead = min(terms, key=lambda t: (not t[1], [order.get(n, len(order)) for n, _ in t[1]]))
    if len(terms) == 2 and any(not m for _, m in terms):  # 1 - eta rather than eta - 1
        number = next(c for c, m in terms if not m)
        return factor if number > 0 else -factor
    return factor if lead[0] > 0 else -factor


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
