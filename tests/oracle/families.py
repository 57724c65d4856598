"""Continua of outcomes: families that one offer describes, and what is done with them.

A family is a path, the payoffs as polynomials in one offer, and the interval of that offer. Its ends are
rational or real algebraic numbers, so every cut below is exact.

>>> half = Fraction(1, 2)
>>> split = Choice("x", Fraction(0), Fraction(1))
>>> family = Family((reals.poly((0, 1)), reals.poly((1, -1))), frozenset({(("x",), 1)}), "x", (split,))
>>> [part.offer for part in at_least(family, 0, half, strictly=True)]
[Choice(symbol='x', low=Fraction(1, 2), high=Fraction(1, 1), closed_low=False, closed_high=True)]
>>> infimum([family], 1)
(Fraction(0, 1), True)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any

from tests.oracle import reals
from tests.oracle.nested import Choice, span, touches
from tests.oracle.numeric import Unsupported
from tests.oracle.subgame_perfect import Path, mixture

Number = reals.Number


@dataclass(frozen=True)
class Family:
    """Outcomes that differ in one offer only.

    `payoffs` are polynomials in the offer `free`, constants if that is None. `choices` are the offers on
    the path: that of `free` with numbers for its ends, those settled before, and later ones with
    polynomials in `free`.
    """

    payoffs: tuple[reals.Poly, ...]
    path: Path
    free: str | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def offer(self) -> Choice:
        """The interval of the free offer."""
        return next(choice for choice in self.choices if choice.symbol == self.free)

    def at(self, value: Number) -> Realised:
        """Return the member of the family with that value of the free offer."""
        offers = {}
        for choice in self.choices:
            if choice.symbol == self.free:
                offers[choice.symbol] = (value, value)
            else:
                offers[choice.symbol] = tuple(_image(end, value) for end in (choice.low, choice.high))
        return Realised(tuple(reals.image(u, value) for u in self.payoffs), self.path, offers)


@dataclass(frozen=True)
class Realised:
    """One outcome in numbers; `offers` gives the ends of the equally good values of each offer made."""

    payoffs: tuple[Number, ...]
    path: Path
    offers: Mapping[str, tuple[Number, Number]]

    def __str__(self) -> str:
        made = ", ".join(
            f"{x} = {a}" if a == b else f"{a} .. {b} for {x}" for x, (a, b) in self.offers.items()
        )
        reached = {history: str(p) for history, p in sorted(self.path)}
        shown = ", ".join(f"{history}: {p}" for history, p in reached.items())
        return f"{made or 'no offer'}: pays ({', '.join(map(str, self.payoffs))}) at {{{shown}}}"


def cut(symbol: str, low: Number, high: Number, marks: Iterable[Number]) -> Iterator[tuple[Choice, Number]]:
    """Cut the closed interval at the marks."""
    ordered: list[Number] = []
    for mark in sorted([*marks]):
        if not ordered or ordered[-1] != mark:
            ordered.append(mark)
    ends = [*([low] if low == -inf else []), *ordered, *([high] if high == inf else [])]
    for a, b in pairwise([*ends, None]):
        if not isinstance(a, float):
            yield Choice(symbol, a, a), a
        if b is not None:
            yield Choice(symbol, a, b, False, False), reals.between(a, b)


def limits(u: reals.Poly, interval: Choice) -> list[Number]:
    """What a polynomial comes to at both ends."""
    return [_limit(u, end) for end in (interval.low, interval.high)]


def at_least(family: Family, player: int, bound: Number, strictly: bool) -> list[Family]:
    """The part of the family in which the player gets at least, or more than, the bound."""
    u = family.payoffs[player]
    if family.free is None:
        return [family] if reals.compare(reals.image(u, Fraction(0)), bound) >= strictly else []
    if isinstance(bound, float):
        return [family] if bound < 0 else []
    offer = family.offer
    crossings = reals.roots(reals.compose(reals.polynomial_of(bound), u)) if len(u) > 1 else ()
    kept = []
    for cell, sample in _parts(offer, crossings):
        if reals.compare(reals.image(u, sample), bound) >= strictly:
            kept.append(_restricted(family, cell))
    return joined(kept)


def infimum(families: list[Family], player: int) -> tuple[Number, bool]:
    """The least that the families pay the player, and whether one of them does pay it."""
    found: list[tuple[Number, bool]] = []
    for family in families:
        u = family.payoffs[player]
        if family.free is None or len(u) < 2:
            found.append((reals.image(u, Fraction(0)), True))
            continue
        for cell, sample in _parts(family.offer, reals.roots(reals.derivative(u))):
            if cell.closed_low:
                found.append((reals.image(u, sample), True))
            else:
                found += [(limit, False) for limit in limits(u, cell)]
    least = min((value for value, _ in found), default=inf)
    return least, any(attained for value, attained in found if value == least)


def joined(families: Iterable[Family]) -> list[Family]:
    """Join members of one family on neighbouring cells."""
    done: list[Family] = []
    last: dict[Any, int] = {}
    for family in families:
        rest = tuple(c for c in family.choices if c.symbol != family.free)
        key = (family.payoffs, family.path, family.free, rest)
        place = last.get(key)
        if place is not None and touches(done[place].offer, family.offer):
            done[place] = _restricted(done[place], span(done[place].offer, family.offer))
            continue
        last[key] = len(done)
        done.append(family)
    return done


def settled(family: Family) -> Family:
    """Settle a free offer that is a single rational number."""
    if family.free is None or family.offer.low != family.offer.high:
        return family
    x = family.offer.low
    if isinstance(x, reals.Real):
        return family
    choices = tuple(
        c if c.symbol == family.free else c.map(lambda end: _image(end, x)) for c in family.choices
    )
    return Family(tuple(reals.poly((reals.image(u, x),)) for u in family.payoffs), family.path, None, choices)


def mixed(combination: Iterable[tuple[Fraction, Family]]) -> Family:
    combination = list(combination)
    free = [family.free for _, family in combination if family.free is not None]
    if len(free) > 1:
        raise Unsupported("a chance move over two continua of outcomes")
    weighed = [(p, tuple(_Sum(u) for u in family.payoffs)) for p, family in combination]
    return Family(
        tuple(u.poly for u in mixture(weighed)),
        frozenset(end for _, family in combination for end in family.path if end[1]),
        free[0] if free else None,
        tuple(choice for _, family in combination for choice in family.choices),
    )


def prefixed(family: Family, label: str, probability: Any = 1) -> Family:
    path = frozenset(((label, *history), probability * p) for history, p in family.path)
    return replace(family, path=path)


def contains(family: Family, paid: list[Number], made: dict[str, Number], path: Path | None) -> bool:
    if path is not None and path != family.path:
        return False
    if family.free is None:
        candidates: Iterable[Number] = [Fraction(0)]
    elif family.free in made:
        candidates = [made[family.free]]
    else:
        candidates = _where_paid(family, paid)
    return any(_is_member(family, value, paid, made) for value in candidates)


def representatives(family: Family) -> list[Number]:
    if family.free is None:
        return [Fraction(0)]
    offer = family.offer
    if offer.low == offer.high:
        return [offer.low]
    ends = [(offer.low, offer.closed_low), (offer.high, offer.closed_high)]
    return [*(end for end, closed in ends if closed), reals.between(offer.low, offer.high)]


def _limit(u: reals.Poly, end: Number) -> Number:
    if not isinstance(end, float):
        return reals.image(u, end)
    if len(u) < 2:
        return reals.image(u, Fraction(0))
    rises = (u[-1] > 0) == (end > 0 or len(u) % 2 == 1)
    return inf if rises else -inf


def _parts(interval: Choice, marks: Iterable[Number]) -> Iterator[tuple[Choice, Number]]:
    """Cut an interval, open or closed, at the marks inside it."""
    inside = {mark for mark in marks if interval.low <= mark <= interval.high}
    ends = {end for end in (interval.low, interval.high) if not isinstance(end, float)}
    for cell, sample in cut(interval.symbol, interval.low, interval.high, inside | ends):
        is_end = cell.closed_low and (
            (cell.low == interval.low and not interval.closed_low)
            or (cell.high == interval.high and not interval.closed_high)
        )
        if not is_end:
            yield cell, sample


def _restricted(family: Family, cell: Choice) -> Family:
    return replace(family, choices=tuple(cell if c.symbol == cell.symbol else c for c in family.choices))


@dataclass(frozen=True)
class _Sum:
    """Lets `mixture` add polynomials."""

    poly: reals.Poly

    def __rmul__(self, weight: Fraction) -> _Sum:
        return _Sum(reals.multiply(reals.poly((weight,)), self.poly))

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(reals.add(self.poly, other.poly))

    def __radd__(self, zero: int) -> _Sum:
        return self


def _where_paid(family: Family, paid: list[Number]) -> list[Number]:
    """Values of the free offer at which the family may pay just this."""
    for u, wanted in zip(family.payoffs, paid, strict=True):
        if len(u) > 1:
            return list(reals.roots(reals.compose(reals.polynomial_of(wanted), u)))
    return representatives(family)


def _is_member(family: Family, value: Number, paid: list[Number], made: dict[str, Number]) -> bool:
    for choice in family.choices:
        if choice.symbol not in made and choice.symbol != family.free:
            continue
        wanted = value if choice.symbol == family.free else made[choice.symbol]
        low, high = (_image(end, value) for end in (choice.low, choice.high))
        below, above = reals.compare(low, wanted), reals.compare(wanted, high)
        if max(below, above) > 0 or below >= choice.closed_low or above >= choice.closed_high:
            return False
    return all(reals.image(u, value) == wanted for u, wanted in zip(family.payoffs, paid, strict=True))


def _image(end: Any, value: Number) -> Number:
    """An end of a choice at a value of the free offer: numbers stay what they are."""
    return reals.image(end, value) if isinstance(end, tuple) else end
