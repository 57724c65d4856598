"""The form in which a polynomial is shortest to read: expanded, factored, collected, or as a mean.

A polynomial is stored expanded; people write `mu*a + (1 - mu)*b` where `mu` is a probability, and `p*(V - C)`
where a letter can be taken out. What is found here is the form (`Expanded`, `Product`, `Sum`); `writing` turns
it into SymPy.

>>> mu, a, b = map(Polynomial.symbol, ("mu", "a", "b"))
>>> print(plainest(mu * a + b - mu * b, ("mu", "a", "b"), frozenset({"mu"})))
mu*a + (-mu + 1)*b
>>> print(plainest(mu * a + b - mu * b, ("mu", "a", "b")))
mu*(a - b) + b
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formal.algebra.polynomial import Monomial, Polynomial

_MOST_TERMS = 64
_MANY_TERMS = 28


@dataclass(frozen=True)
class Expanded:
    """A polynomial as the sum of its terms."""

    polynomial: Polynomial

    @functools.cached_property
    def leaves(self) -> int:
        """How many letters and numbers are read."""
        return sum(len(m) + (abs(c) != 1 or not m) for c, m in self.polynomial.terms())

    def __str__(self) -> str:
        return str(self.polynomial)


@dataclass(frozen=True)
class Product:
    """A number times powers of forms."""

    number: Fraction
    factors: tuple[tuple[Form, int], ...]

    @functools.cached_property
    def leaves(self) -> int:
        """How many letters and numbers are read."""
        return (abs(self.number) != 1) + sum(form.leaves for form, _ in self.factors)

    def __str__(self) -> str:
        head = "" if self.number == 1 else f"{self.number}*"
        names = [str(form) if str(form).isidentifier() else f"({form})" for form, _ in self.factors]
        powers = [power for _, power in self.factors]
        return head + "*".join(n if k == 1 else f"{n}**{k}" for n, k in zip(names, powers, strict=True))


@dataclass(frozen=True)
class Sum:
    """Forms added up."""

    parts: tuple[Form, ...]

    @functools.cached_property
    def leaves(self) -> int:
        """How many letters and numbers are read."""
        return sum(part.leaves for part in self.parts)

    def __str__(self) -> str:
        return " + ".join(map(str, self.parts))


Form = Expanded | Product | Sum


@functools.lru_cache(maxsize=20_000)
def plainest(
    polynomial: Polynomial, order: tuple[str, ...] = (), weights: frozenset[str] = frozenset()
) -> Form:
    """Return the form of a polynomial that is shortest to read.

    Parameters
    ----------
    polynomial
        What to write.
    order
        Names in the order of declaration; factors are turned so that their first term is positive.
    weights
        Variables known to lie between 0 and 1, in which means are written as such.

    Examples
    --------
    >>> p, V, C = map(Polynomial.symbol, "pVC")
    >>> print(plainest(p * V - p * C, ("p", "V", "C")))
    p*(-C + V)
    """
    expanded = Expanded(polynomial)
    if not 1 < polynomial.size <= _MOST_TERMS:
        return expanded
    content, factors = polynomial.factor()
    if len(factors) > 1 or factors[0][1] > 1:
        product = _product(content, factors, order, weights)
        # A letter that is in all terms is taken out, even where `e - e**2` is no longer than `e*(1 - e)`.
        shared = any(factor.size == 1 for factor, _ in factors)
        return product if product.leaves <= expanded.leaves + shared else expanded
    found = _mean(polynomial, order, weights) or _collected(polynomial, order, weights)
    return found if found is not None and found.leaves <= expanded.leaves else expanded


def _product(
    content: Fraction,
    factors: Iterable[tuple[Polynomial, int]],
    order: tuple[str, ...],
    weights: frozenset[str],
) -> Product:
    written = []
    for factor, power in factors:
        turned = forward(factor, order)
        if turned is not factor and power % 2:
            content = -content
        written.append((plainest(turned, order, weights), power))
    return Product(content, tuple(written))


def forward(factor: Polynomial, order: Sequence[str]) -> Polynomial:
    """Return a factor or its negative, whichever begins with a positive term when written by people.

    Examples
    --------
    >>> print(forward(Polynomial.symbol("eta") - 1, ["eta"]))
    -eta + 1
    """
    terms = factor.terms()
    if all(coefficient > 0 for coefficient, _ in terms):
        return factor
    place = {name: i for i, name in enumerate(order)}
    lead, _ = min(terms, key=lambda t: (not t[1], [place.get(n, len(place)) for n, _ in t[1]]))
    number = next((c for c, m in terms if not m), None)
    minus = sum(c < 0 for c, _ in terms)
    if number is not None and (len(terms) == 2 or (number < 0 and 2 * minus > len(terms))):
        lead = number  # 1 - eta rather than eta - 1, and 1 - eta + eta*(p + q) rather than all turned round
    return factor if lead > 0 else -factor


def _mean(polynomial: Polynomial, order: tuple[str, ...], weights: frozenset[str]) -> Form | None:
    """Return `common + v*A + (1 - v)*B` for a weight `v` whose slope cancels some of the other terms."""
    found: list[Sum] = []
    for name in sorted(weights.intersection(polynomial.names), key=lambda n: (_place(n, order), n)):
        if polynomial.degree(name) != 1:
            continue
        rest, slope = map(_table, polynomial.coefficients(name))
        falling = {m: c for m, c in rest.items() if slope.get(m) == -c}
        rising = {m: c for m, c in slope.items() if m not in falling}
        common = {m: c for m, c in rest.items() if m not in falling}
        if not falling or (not rising and set(falling) == {()}):
            continue
        v = Polynomial.symbol(name)
        parts: list[Form] = [plainest(_untable(common), order, weights)] if common else []
        if rising:
            parts.append(_times(v, 1, _untable(rising), order, weights))
        parts.append(_times(1 - v, 1, _untable(falling), order, weights))
        found.append(Sum(tuple(parts)))
        if rising and set(falling) != {()}:
            return found[-1]  # a mean of two things, rather than of a thing and a number
    return found[0] if found else None


def _collected(polynomial: Polynomial, order: tuple[str, ...], weights: frozenset[str]) -> Form | None:
    """Return the shortest of the forms in which one letter is taken out of all terms that have it.

    Of a long polynomial only the letter that occurs in most terms is tried: to try all, again and again in what is
    left, takes exponential time.
    """
    found: list[Form] = []
    terms = polynomial.terms()
    having = {name: [(c, m) for c, m in terms if name in dict(m)] for name in polynomial.names}
    some = [name for name, inside in having.items() if 1 < len(inside) < len(terms)]
    listed = sorted(some, key=lambda n: (_place(n, order), n))
    if polynomial.size > _MANY_TERMS:
        listed = sorted(listed, key=lambda n: -len(having[n]))[:1]
    for name in listed:
        inside = having[name]
        rest = Polynomial.from_terms(t for t in terms if t not in inside)
        power = min(dict(m)[name] for _, m in inside)
        letter = Polynomial.symbol(name)
        bracket = Polynomial.from_terms(inside).divide_exactly(letter**power)
        found.append(Sum((_times(letter, power, bracket, order, weights), plainest(rest, order, weights))))
    shortest = min(found, key=lambda form: form.leaves, default=None)
    return shortest if shortest is not None and shortest.leaves < Expanded(polynomial).leaves else None


def _times(
    letter: Polynomial, power: int, bracket: Polynomial, order: tuple[str, ...], weights: frozenset[str]
) -> Product:
    sign = -1 if all(coefficient < 0 for coefficient, _ in bracket.terms()) else 1
    return Product(Fraction(sign), ((Expanded(letter), power), (plainest(bracket * sign, order, weights), 1)))


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _table(polynomial: Polynomial) -> dict[Monomial, Fraction]:
    return {monomial: coefficient for coefficient, monomial in polynomial.terms()}


def _untable(terms: Mapping[Monomial, Fraction]) -> Polynomial:
    return Polynomial.from_terms((c, m) for m, c in terms.items())
