"""Signs that can be read off: a sum of products of letters that are positive is positive.

What must be shown is written without denominators where their sign is plain, so that a reader sees `b + d >= 0` where
`(b + d)/(a + b + c + d) >= 0` is meant, and not `(b + d)*(a + b + c + d) >= 0`. Nothing is searched for: a letter is
positive if a fact says so, or says that it is larger than something that is.

>>> from formal.algebra.formula import atom, conjunction
>>> a, b, c = map(Polynomial.symbol, "abc")
>>> facts = conjunction(atom(a - b, ">"), atom(b, ">="), atom(c, ">"))
>>> plain_sign(a + 2 * c, facts), plain_sign(-(a * c), facts), plain_sign(a - c, facts)
(1, -1, 0)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from formal.algebra.formula import Atom, Formula, atom, conjuncts
from formal.algebra.polynomial import Polynomial


def plain_sign(polynomial: Polynomial, assumed: Formula) -> int:
    """Return 1 or -1 if a polynomial is plainly positive or negative where something is assumed, else 0.

    It is if each of its factors is: one that is assumed to be, or a sum of terms of one sign.

    Examples
    --------
    >>> q = Polynomial.symbol("q")
    >>> plain_sign((1 - q) ** 3, atom(1 - q, ">")), plain_sign(q, atom(1 - q, ">"))
    (1, 0)
    """
    if polynomial.is_zero:
        return 0
    content, factors = polynomial.factor()
    found = 1 if content > 0 else -1
    for factor, power in factors:
        found *= _of_factor(factor, assumed) ** power
    return found


def _of_factor(factor: Polynomial, assumed: Formula) -> int:
    known = _facts(assumed)
    for own in (1, -1):
        if atom(factor * own, ">") in known or _adds_up(factor * own, *_letters(assumed)):
            return own
    return 0


@lru_cache(maxsize=256)
def _facts(assumed: Formula) -> frozenset[Formula]:
    return frozenset(conjuncts(assumed))


@lru_cache(maxsize=256)
def _letters(assumed: Formula) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that are plainly positive, and those that are plainly not negative."""
    positive: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    while True:
        found = set(_larger(assumed, positive, bare))
        if found <= {(n, True) for n in positive} | {(n, False) for n in bare}:
            return positive, bare
        positive |= {name for name, strictly in found if strictly}
        bare |= {name for name, _ in found}


def _larger(assumed: Formula, positive: frozenset[str], bare: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the letters that a fact says to be larger than what is not negative, and whether they are positive."""
    for fact in _facts(assumed):
        if isinstance(fact, Atom) and fact.relation in (">", ">="):
            for name in fact.polynomial.names:
                rest, *slopes = fact.polynomial.coefficients(name)
                linear = len(slopes) == 1 and slopes[0].is_constant and slopes[0].constant_value() > 0
                if linear and _terms(-rest, bare):
                    yield name, fact.relation == ">" or _adds_up(-rest, positive, bare)


def _terms(polynomial: Polynomial, bare: frozenset[str]) -> bool:
    """Return whether no term is negative."""
    return all(c > 0 and {n for n, _ in own} <= bare for c, own in polynomial.terms())


def _adds_up(polynomial: Polynomial, positive: frozenset[str], bare: frozenset[str]) -> bool:
    """Return whether no term is negative and some term is positive."""
    return _terms(polynomial, bare) and any({n for n, _ in own} <= positive for _, own in polynomial.terms())
