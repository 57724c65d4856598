"""Sturm's theorem with letters: how many roots lie between 0 and 1, by the signs of a chain of polynomials.

A chain begins with the polynomial and its derivative; each further member is the remainder of the two before, turned
round, and times an even power of a leading coefficient so that nothing is divided and no sign is lost. The number of
roots in an interval is the number of changes of sign along the chain at its low end, less that at its high end. With
letters for coefficients the signs are cases; where one is zero that mostly is not, nothing is said.

>>> from formal.algebra.formula import atom
>>> t, a = Polynomial.symbol("t"), Polynomial.symbol("a")
>>> for where, count in chain_counts(Decider(atom(a, ">")), t**2 + a, "t"):
...     print(count, "if", where)
0 if a > 0 and a + 1 > 0 and a != 0

References
----------
Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry, Theorem 2.50 and section 2.2.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from formal.algebra.decide import Decider
from formal.algebra.formula import TRUE, Formula, atom, conjunction, disjunction
from formal.algebra.polynomial import Polynomial

#: Beyond this degree the chain has too many and too long signs.
MOST = 4


def chain_counts(decider: Decider, polynomial: Polynomial, name: str) -> list[tuple[Formula, int]]:
    """Return how many roots a polynomial has strictly between 0 and 1, by case, most of them first.

    Parameters
    ----------
    decider
        Knows what is assumed about the other variables.
    polynomial
        Without multiple roots except on a set without interior.
    name
        The variable.

    Examples
    --------
    >>> t = Polynomial.symbol("t")
    >>> chain_counts(Decider(), 4 * t**2 - 4 * t - 1, "t")
    [(TRUE, 0)]
    """
    chain = _chain(polynomial, name)
    low = [member.substitute({name: Polynomial.constant(0)}) for member in chain]
    high = [member.substitute({name: Polynomial.constant(1)}) for member in chain]
    leads = [member.coefficients(name)[-1] for member in chain]
    counted: dict[int, list[Formula]] = {}
    for where, signs in _cases(decider, [*low, *high], TRUE, ()):
        number = _changes(signs[: len(chain)]) - _changes(signs[len(chain) :])
        regular = conjunction(where, *(atom(lead, "!=") for lead in leads))
        counted.setdefault(number, []).append(regular)
    return [(disjunction(*cells), number) for number, cells in sorted(counted.items(), reverse=True)]


def _chain(polynomial: Polynomial, name: str) -> list[Polynomial]:
    chain = [polynomial, polynomial.derivative(name)]
    while chain[-1].degree(name):
        rest = -_remainder(chain[-2], chain[-1], name)
        if rest.is_zero:
            break
        chain.append(_smaller(rest, name))
    return chain


def _remainder(top: Polynomial, bottom: Polynomial, name: str) -> Polynomial:
    """Return the remainder of `top` times an even power of the leading coefficient of `bottom`."""
    lead, degree = bottom.coefficients(name)[-1], bottom.degree(name)
    here, steps = Polynomial.symbol(name), 0
    while not top.is_zero and top.degree(name) >= degree:
        first = top.coefficients(name)[-1]
        top = top * lead - bottom * first * here ** (top.degree(name) - degree)
        steps += 1
    return top * lead if steps % 2 else top


def _smaller(polynomial: Polynomial, name: str) -> Polynomial:
    """Return the polynomial without the numbers and squares that all its coefficients share: they change no sign."""
    content, factors = polynomial.factor()
    kept = Polynomial.constant(1 if content > 0 else -1)
    for factor, power in factors:
        kept = kept * factor ** (power if name in factor.names else power % 2)
    return kept


def _cases(
    decider: Decider, polynomials: list[Polynomial], where: Formula, known: tuple[int, ...]
) -> Iterator[tuple[Formula, tuple[int, ...]]]:
    """Yield all combinations of signs that are possible, none of them zero but where it is always."""
    if not polynomials:
        yield where, known
        return
    first, *others = polynomials
    if first.is_zero:
        yield from _cases(decider, others, where, (*known, 0))
        return
    for sign in (1, -1):
        here = conjunction(where, atom(first * sign, ">"))
        if decider.possible(here):
            yield from _cases(decider, others, here, (*known, sign))


def _changes(signs: tuple[int, ...]) -> int:
    told = [sign for sign in signs if sign]
    return sum(1 for left, right in itertools.pairwise(told) if left != right)
