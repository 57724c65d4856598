"""Polynomials whose sign helps to know that of another: its coefficients, and its values at the ends of a range.

>>> from formal.algebra.formula import atom
>>> p, c, x = (Polynomial.symbol(n) for n in "pcx")
>>> facts = {0: atom(x - p, ">"), 1: atom(p, ">")}
>>> [str(part) for part in parts_of(p * x - c, facts)]
['p*x', 'c', 'x', 'c - x**2', 'c - p**2']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formal.algebra.formula import Atom
from formal.algebra.polynomial import Polynomial

_MOST_SPLIT_TRIALS = 8


def parts_of(polynomial: Polynomial, known: Mapping[int, Atom]) -> Iterator[Polynomial]:
    """Yield coefficients of a polynomial, and the values at the ends of a variable's range."""
    seen: set[Polynomial] = {a.polynomial for a in known.values()}
    for name in polynomial.names:
        coefficients = polynomial.coefficients(name)
        candidates = [c for c in coefficients if not c.is_constant]
        if len(coefficients) == 2:
            candidates += [polynomial.substitute({name: end}) for end in _ends(name, known)]
        for candidate in candidates:
            _, primitive = candidate.primitive()
            if not primitive.is_constant and primitive not in seen:
                seen.add(primitive)
                yield primitive


def to_split(polynomial: Polynomial, known: Mapping[int, Atom]) -> list[Polynomial]:
    """Return polynomials on whose sign a split may help: parts first, then differences of variables."""
    found = list(parts_of(polynomial, known))
    variables = [Polynomial.symbol(name) for name in polynomial.names]
    found += [left - right for i, left in enumerate(variables) for right in variables[i + 1 :]]
    found += variables
    return sorted(dict.fromkeys(found), key=lambda part: part.key())[:_MOST_SPLIT_TRIALS]


def _ends(name: str, known: Mapping[int, Atom]) -> Iterator[Polynomial]:
    """Yield the bounds that comparisons set to a variable, where these are polynomials."""
    for fact in known.values():
        coefficients = fact.polynomial.coefficients(name)
        if len(coefficients) == 2 and coefficients[1].is_constant:
            yield coefficients[0] * (-1 / coefficients[1].constant_value())
