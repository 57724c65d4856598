"""Comparing powers whose exponents are letters, and their limits: `(c/b)**(1/n)` against `(c/b)**(1/(n - 1))`.

The algebra reads rational functions and square roots only. Two powers of one positive base can be compared without
reading them: `B**d > B**e` says the same as `(B - 1)*(d - e) > 0`, since a power rises in its exponent if its base is
above 1, falls if it is below, and stays if it is 1. So a claim about them becomes one about base and exponents.

>>> n, b, c = sp.symbols("n b c")
>>> fails = (c / b) ** (n / (n - 1))
>>> compare_powers(fails.subs(n, n + 1), ">", fails)
(c/b > 0) & ((-1 + c/b)*(-n/(n - 1) + (n + 1)/n) > 0)
>>> at_infinity(fails, n)
c/b
"""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from formal.errors import ExpressionError, Undecided

__all__ = ["at_infinity", "compare_powers"]

_RELATIONS = {">": sp.Gt, ">=": sp.Ge, "<": sp.Lt, "<=": sp.Le, "=": sp.Eq, "!=": sp.Ne}


def compare_powers(left: sp.Expr, relation: str, right: sp.Expr) -> Boolean:
    """Return a comparison as a condition without powers that have letters in their exponents.

    Parameters
    ----------
    left, right
        Expressions whose difference has no such power, is a multiple of one, or is a multiple of the difference of
        two powers of one base (one of them perhaps 1).
    relation
        One of `>`, `>=`, `<`, `<=`, `=` and `!=`.

    Returns
    -------
    Boolean
        Equivalent to the comparison wherever the base is positive, which is part of it.

    Raises
    ------
    Undecided
        If the difference is of another form.

    Examples
    --------
    >>> from formal.claims import prove
    >>> n, r = sp.symbols("n r")
    >>> rises = compare_powers(r ** (1 / n), "<", r ** (1 / (n + 1)))
    >>> prove(rises, where=[0 < r, r < 1, n >= 1]).verdict
    'true'
    """
    if relation not in _RELATIONS:
        raise ExpressionError(f"no relation {relation!r}: one of {', '.join(_RELATIONS)} is wanted")
    made = _RELATIONS[relation]
    difference = sp.sympify(left) - sp.sympify(right)
    positive = [base > 0 for base in sorted(_bases(difference), key=str)]
    if not positive:
        return sp.sympify(made(left, right))
    difference = _flat(difference)
    gathered: dict[tuple[sp.Expr, sp.Expr], sp.Expr] = {}
    for term in sp.Add.make_args(difference):
        base, exponent, factor = _split(term)
        gathered[base, exponent] = gathered.get((base, exponent), sp.Integer(0)) + factor
    bases = {base for (base, _), factor in gathered.items() if base != 1 and factor != 0}
    terms = [(exponent, factor) for (_, exponent), factor in gathered.items() if factor != 0]
    if len(terms) <= 1:
        return sp.And(*positive, made(terms[0][1] if terms else sp.Integer(0), 0))
    if len(bases) != 1 or len(terms) != 2 or sp.simplify(terms[0][1] + terms[1][1]) != 0:
        raise Undecided(f"{difference} is no multiple of a power, or of a difference of two of one base")
    (base,), ((first, factor), (second, _)) = bases, terms
    return sp.And(*positive, made(factor * (base - 1) * (first - second), 0))


def at_infinity(expression: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """Return the limit as a letter grows without bound, if it stands in exponents only, or in none.

    Parameters
    ----------
    expression
        Built of powers whose bases are positive and do not contain the letter, and whose exponents are rational in it;
        or rational in the letter (then the limit holds where its leading coefficient below the line is not zero).
    symbol
        The letter.

    Raises
    ------
    Undecided
        If there is no finite limit, or the letter stands elsewhere.

    Examples
    --------
    >>> n, r = sp.symbols("n r")
    >>> at_infinity(1 - r ** (1 / n), n), at_infinity((n - r) / (r * n + 1), n)
    (0, 1/r)
    """
    if expression.is_rational_function(symbol):
        return _of_quotient(expression, symbol)

    def moved(power: sp.Pow) -> sp.Expr:
        exponent = sp.limit(power.exp, symbol, sp.oo)
        if power.base.has(symbol) or not exponent.is_finite:
            raise Undecided(f"the limit of {power} as {symbol} grows is not found")
        return power.base**exponent

    found = _flat(expression).replace(lambda e: isinstance(e, sp.Pow) and e.exp.has(symbol), moved)
    if found.has(symbol):
        raise Undecided(f"{symbol} stands outside of exponents in {expression}: its limit is not found")
    return found


def _of_quotient(expression: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """Return the limit of a quotient of polynomials: that of the terms of the highest power."""
    above, below = (sp.Poly(part, symbol) for part in sp.fraction(sp.cancel(expression)))
    if above.degree() > below.degree():
        raise Undecided(f"{expression} has no finite limit as {symbol} grows")
    return sp.cancel(above.nth(below.degree()) / below.LC())


def _flat(expression: sp.Expr) -> sp.Expr:
    """Return the expression with powers of powers written as one, which they are if the base is positive."""
    return expression.replace(
        lambda e: (
            isinstance(e, sp.Pow) and isinstance(e.base, sp.Pow) and any(map(_has_letters, (e, e.base)))
        ),
        lambda e: e.base.base ** (e.base.exp * e.exp),
    )


def _bases(expression: sp.Expr) -> set[sp.Expr]:
    """Return the bases of the powers with letters in their exponents."""
    found = set()
    for power in expression.atoms(sp.Pow):
        lettered = _has_letters(power)
        while isinstance(power, sp.Pow):
            lettered, power = lettered or _has_letters(power), power.base
        if lettered:
            found.add(power)
    return found


def _has_letters(power: sp.Expr) -> bool:
    """Return whether a power can be read by the algebra neither as a rational function nor as a square root."""
    exponent = power.args[1]
    return not (exponent.is_Rational and exponent.q in (1, 2))


def _split(term: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Return base, exponent and what multiplies the power; 1 to the power of 0 where there is none."""
    powers = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.Pow) and _has_letters(f)]
    if not powers:
        return sp.Integer(1), sp.Integer(0), term
    if len(powers) > 1:
        raise Undecided(f"{term} has several powers with letters in their exponents")
    return powers[0].base, powers[0].exp, term / powers[0]
