"""Replacing parameters by values in formulas and quotients, inside square roots as well.

A square root is a variable that is named by its radicand (see `radical`), so replacing a parameter replaces
the roots that depend on it, by case where the new radicand is a square or a quotient.

>>> from formal.algebra.radical import radical
>>> q, three = Polynomial.symbol("q"), Quotient.constant(3)
>>> above = atom(radical(q + 1) - 1, ">")
>>> print(substitute(above, {"q": three}), "|", substitute(above, {"q": Quotient.symbol("p")}))
always | sqrt(p + 1) - 1 > 0
>>> for guard, value in root_cases(Quotient.symbol("p") ** 2):
...     print(value, "if", guard)
p if p >= 0
-p if -p > 0
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    atom,
    compare,
    conjunction,
    disjunction,
    names,
    parameters,
    rebuild,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient, substituted
from formal.algebra.radical import plain_names, radical, radicand

ValueByCase = list[tuple[Formula, Quotient]]
Values = Mapping[str, Quotient]


def substitute(formula: Formula, values: Values) -> Formula:
    """Return `formula` with variables replaced by quotients; false where one of these is undefined."""
    if not (names(formula) | parameters(formula)) & set(values):
        return formula
    zero = Quotient.constant(0)
    return rebuild(
        formula,
        lambda a: disjunction(
            *(conjunction(g, compare(v, a.relation, zero)) for g, v in _in_polynomial(a.polynomial, values))
        ),
    )


def substitute_value(value: Quotient, values: Values) -> ValueByCase:
    """Return `value` with variables replaced by quotients, by case; where undefined there is no case."""
    found = []
    tops, bottoms = _in_polynomial(value.numerator, values), _in_polynomial(value.denominator, values)
    for (left, top), (right, bottom) in itertools.product(tops, bottoms):
        if not bottom.is_zero:
            here = conjunction(left, right, atom(bottom.numerator, "!="))
            found += [(here, top / bottom)] if here != FALSE else []
    return found


def with_roots(values: Values, used: Iterable[str]) -> list[tuple[Formula, dict[str, Quotient]]]:
    """Return values together with those of the square roots that depend on them, by case.

    Parameters
    ----------
    values
        What replaces what.
    used
        Variables, square roots among them; what depends on none of `values` is left out.

    Examples
    --------
    >>> from formal.algebra.radical import radical
    >>> root, half = as_quotient(radical(1 - Polynomial.symbol("x"))), Quotient.constant(3) / 4
    >>> for case, known in with_roots({"x": half}, root.names):
    ...     print(case, root.substitute(known))
    always 1/2
    """
    found: list[tuple[Formula, dict[str, Quotient]]] = [(TRUE, dict(values))]
    for name in dict.fromkeys(used):
        if name not in values and radicand(name) is not None and plain_names([name]) & set(values):
            options = _in_root(name, values)
            found = [
                (both, {**chosen, name: root})
                for (left, chosen), (right, root) in itertools.product(found, options)
                if (both := conjunction(left, right)) != FALSE
            ]
    return found


def root_cases(value: Quotient) -> ValueByCase:
    """Return the square root of `value` by case, where it is real: `sqrt(N/D) = sqrt(N*D)/|D|`.

    Perfect squares are taken out as absolute values.
    """
    inside = value.numerator * value.denominator
    root = inside.square_root()
    if root is None:
        return _divided_by_size(atom(inside, ">="), as_quotient(radical(inside)), value.denominator)
    cases = []
    for sign, guard in ((1, atom(root, ">=")), (-1, atom(-root, ">"))):
        if guard != FALSE:
            cases += _divided_by_size(guard, as_quotient(root * sign), value.denominator)
    return cases


def _divided_by_size(guard: Formula, top: Quotient, bottom: Polynomial) -> ValueByCase:
    if bottom.is_constant:
        return [(guard, top * (1 / bottom.constant_value()))] if guard != FALSE else []
    positive, negative = conjunction(guard, atom(bottom, ">")), conjunction(guard, atom(-bottom, ">"))
    under = quotient(Polynomial.constant(1), bottom)
    return [(g, top * under * s) for g, s in ((positive, 1), (negative, -1)) if g != FALSE]


def _in_polynomial(polynomial: Polynomial, values: Values) -> ValueByCase:
    """Return the polynomial at `values`: its roots by case first, then everything at once."""
    found = with_roots(values, polynomial.names)
    return [(guard, substituted(polynomial, chosen)) for guard, chosen in found]


def _in_root(name: str, values: Values) -> ValueByCase:
    """Return the root called `name` at `values`; as everywhere, the root of a negative number is 0."""
    inside = radicand(name)
    assert inside is not None
    found = []
    for guard, value in _in_polynomial(inside, values):
        if value.is_polynomial and not value.numerator.is_constant and value.numerator.square_root() is None:
            found.append((guard, as_quotient(radical(value.numerator))))
            continue
        below = atom(-value.numerator * value.denominator, ">")
        cases = [*root_cases(value), (below, Quotient.constant(0))]
        found += [(conjunction(guard, case), root) for case, root in cases]
    return [(guard, root) for guard, root in found if guard != FALSE]
