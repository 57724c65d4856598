"""Facts with a factor that is known to be positive, and facts from which a goal differs by few terms.

If `(m_2 - m_1)*m_T > 0` and `m_T > 0`, then `m_2 > m_1`. And if a goal is `f >= 0` where `g >= 0` is a fact, then
`f - g` may have factors whose signs are known, so that no products of many facts need be looked for. Claims that
compare two points which differ in one parameter are of this kind.

>>> from formal.algebra.formula import atom
>>> p, q, r = (Polynomial.symbol(n) for n in "pqr")
>>> facts = (atom(p - q, ">"), atom(q * r * r - q + r, ">="))
>>> [(number, str(ratio), str(rest)) for number, ratio, rest in near(dict(enumerate(facts)), p * r * r - q + r)]
[(1, '1', 'p*r**2 - q*r**2')]
>>> str(lone_factor(r * (p - q), lambda factor: 1 if factor == r else None))
'p - q'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from formal.algebra.formula import Atom
from formal.algebra.polynomial import Polynomial

_INEQUALITIES = (">", ">=")
_MANY_FACTORS = 2


def near(known: Mapping[int, Atom], goal: Polynomial) -> Iterator[tuple[int, Fraction, Polynomial]]:
    """Yield facts which, so many times, differ from a goal by few terms or by a product, and by what; nearest first."""
    own = {monomial: coefficient for coefficient, monomial in goal.terms()}
    found = []
    for number, fact in known.items():
        if fact.relation not in _INEQUALITIES:
            continue
        terms = fact.polynomial.terms()
        ratios = Counter(own[monomial] / c for c, monomial in terms if monomial in own)
        for ratio, times in ratios.most_common(1):
            rest = goal - fact.polynomial * ratio
            if ratio > 0 and times > 1 and (len(rest.terms()) < len(own) or _is_product(rest)):
                found.append((len(rest.terms()), number, ratio, rest))
    for _, number, ratio, rest in sorted(found, key=lambda item: item[:2]):
        yield number, ratio, rest


def crossed(
    known: Mapping[int, Atom], goal: Polynomial
) -> Iterator[tuple[int, Polynomial, Polynomial, Polynomial]]:
    """Yield facts from which a goal differs, both multiplied, by what has a variable fewer; the plainest first.

    Yielded are the number of a fact `f`, and `m`, `n` and `r` with `m*goal = n*f + r`.

    >>> from formal.algebra.formula import atom
    >>> p, q, r, x, y = (Polynomial.symbol(n) for n in "pqrxy")
    >>> facts = {3: atom(x * r - p, ">=")}
    >>> [(number, str(m), str(n), str(rest)) for number, m, n, rest in crossed(facts, x * y * r - q)][0]
    (3, '1', 'y', 'p*y - q')
    """
    found = {}
    for number, fact in known.items():
        if fact.relation not in _INEQUALITIES or len(fact.polynomial.terms()) < 2:
            continue
        for name in set(goal.names) & set(fact.polynomial.names):
            mine, other = goal.coefficients(name), fact.polynomial.coefficients(name)
            if len(mine) != 2 or len(other) != 2:
                continue
            shared = mine[1].gcd(other[1])
            times, of_fact = other[1].divide_exactly(shared), mine[1].divide_exactly(shared)
            if not (times.is_constant and of_fact.is_constant):
                rest = goal * times - fact.polynomial * of_fact
                found[number, times, of_fact] = rest
    for (number, times, of_fact), rest in sorted(found.items(), key=lambda item: len(item[1].terms())):
        yield number, times, of_fact, rest


def lone_factor(polynomial: Polynomial, sign: Callable[[Polynomial], int | None]) -> Polynomial | None:
    """Return the only factor of a product whose sign is not known, if it is no square and there is another factor."""
    _, factors = polynomial.factor()
    if len(factors) < 2:
        return None
    unknown = [(factor, power) for factor, power in factors if power % 2 and sign(factor) is None]
    if len(unknown) != 1 or unknown[0][1] != 1:
        return None
    return unknown[0][0]


def _is_product(polynomial: Polynomial) -> bool:
    return sum(power for _, power in polynomial.factor()[1]) > _MANY_FACTORS
