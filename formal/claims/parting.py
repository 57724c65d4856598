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
_MOST_EDGES = 3


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


def edges(polynomial: Polynomial, known: Mapping[int, Atom]) -> Iterator[int]:
    """Yield the numbers of short facts with a boundary, `f >= 0`, in whose variables a polynomial is.

    Examples
    --------
    >>> from formal.algebra.formula import atom
    >>> p, x = Polynomial.symbol("p"), Polynomial.symbol("x")
    >>> list(edges(p * x + 1, {0: atom(p, ">="), 1: atom(x, ">"), 2: atom(p - 1, ">=")}))
    [0, 2]
    """
    used, tried = set(polynomial.names), 0
    for number, fact in known.items():
        short = len(fact.polynomial.terms()) <= 2 and fact.polynomial.total_degree() == 1
        if fact.relation == ">=" and short and used.issuperset(fact.polynomial.names) and tried < _MOST_EDGES:
            tried += 1
            yield number


def _ends(name: str, known: Mapping[int, Atom]) -> Iterator[Polynomial]:
    """Yield the bounds that comparisons set to a variable, where these are polynomials."""
    for fact in known.values():
        coefficients = fact.polynomial.coefficients(name)
        if len(coefficients) == 2 and coefficients[1].is_constant:
            yield coefficients[0] * (-1 / coefficients[1].constant_value())
