"""What slipped: the usual mistakes, tried one by one on the right answer until one gives the student's.

A sign, two players exchanged, the other player's share, a factor, a case or an assumption forgotten, the opposite of a
condition. A slip is named only where it was decided that it leads to exactly the answer given.

>>> from sympy import symbols
>>> p, c_A, c_B = symbols("p c_A c_B")
>>> where = [0 < p, p < 1, c_A > 0, c_B > 0]
>>> slip_in_value(p - c_B, p + c_B, where)
'the sign of c_B'
>>> slip_in_value(p + c_A, p + c_B, where)
'c_A and c_B are exchanged'
>>> slip_in_condition(p > c_A, (p > c_A) & (p > c_B), where)
'p > c_B is left out'
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.homework.comparing import Verdict, compare_conditions, compare_values

#: How many slips are tried, and how many conditions may be left out.
_TRIED = 40
_PARTS = 6
Point = Mapping[sp.Symbol, sp.Expr]
_RIGHT: tuple[Verdict, ...] = ("equivalent", "boundary")


def slip_in_value(
    answer: sp.Expr, key: object, where: object, agrees: Region | None = None, point: Point | None = None
) -> str:
    """Return what slipped in a wrong value, or an empty text.

    Parameters
    ----------
    answer, key, where
        As in `compare_values`.
    agrees
        Where the two agree.
    point
        An admissible point, which sorts out most slips at once.
    """
    right = key.to_sympy() if isinstance(key, Cases) else sp.sympify(key)
    factor = _factor(answer, right)
    if factor is not None and compare_values(answer, factor * right, where).verdict in _RIGHT:
        return "the sign of the whole" if factor == -1 else f"a factor of {factor}"
    for name, changed in itertools.islice(_changed(right, answer, point), _TRIED):
        if compare_values(answer, changed, where).verdict in _RIGHT:
            return name
    if _fits(1 - right, answer, point) and compare_values(answer, 1 - right, where).verdict in _RIGHT:
        return "this is what the other side is left with"
    if agrees is not None and agrees.has_interior():
        return f"a case is missing; the answer is right only where {verbs.text(agrees.simplify())}"
    return ""


def slip_in_condition(answer: sp.Basic, key: object, where: object, point: Point | None = None) -> str:
    """Return what slipped in a wrong condition, or an empty text (see `slip_in_value`)."""
    right: sp.Basic = key.to_sympy() if isinstance(key, Region) else sp.sympify(key)
    opposite = sp.Not(right)
    if _fits(opposite, answer, point) and compare_conditions(answer, opposite, where).verdict in _RIGHT:
        return "this is the opposite of the right condition"
    for left_out in _parts(right):
        rest = type(right)(*(part for part in right.args if part not in left_out))
        if _fits(rest, answer, point) and compare_conditions(answer, rest, where).verdict in _RIGHT:
            return " and ".join(verbs.text(Region(part)) for part in left_out) + (
                " is left out" if len(left_out) == 1 else " are left out"
            )
    for name, changed in itertools.islice(_changed(right, answer, point), _TRIED):
        if compare_conditions(answer, changed, where).verdict in _RIGHT:
            return name
    return ""


def _factor(answer: sp.Expr, right: sp.Expr) -> sp.Rational | None:
    """Return by what rational number the answer seems to be too large."""
    symbols = sorted(answer.free_symbols | right.free_symbols, key=str)
    found = set()
    for shift in (0, 1):
        point = {s: sp.Rational(2 * i + 3 + shift, 11 + i) for i, s in enumerate(symbols)}
        above, below = answer.subs(point), right.subs(point)
        if not (above.is_Rational and below.is_Rational) or below == 0:
            return None
        found.add(above / below)
    factor = found.pop()
    simple = not found and factor != 1 and factor != 0 and factor.p**2 <= 144 and factor.q <= 12
    return factor if simple else None


def _changed(right: sp.Basic, answer: sp.Basic, point: Point | None) -> Iterator[tuple[str, sp.Basic]]:
    """Yield what becomes of a right answer by each of the usual slips, if it fits the answer at the point."""
    for name, change in _changes(sorted(right.free_symbols, key=str)):
        if _fits(right, answer, point, change):
            yield name, right.subs(change, simultaneous=True)


def _changes(symbols: list[sp.Symbol]) -> Iterator[tuple[str, dict[sp.Symbol, sp.Expr]]]:
    for symbol in symbols:
        yield f"the sign of {symbol}", {symbol: -symbol}
    for one, other in exchanged(symbols):
        yield f"{one} and {other} are exchanged", {one: other, other: one}
    if len(pairs := exchanged(symbols)) > 1:
        yield "the two players are exchanged", {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    for symbol in symbols:
        yield f"{symbol} stands where 1 - {symbol} belongs", {symbol: 1 - symbol}
    for symbol in symbols:
        yield f"{symbol} is left out", {symbol: sp.Integer(0)}


def _fits(right: sp.Basic, answer: sp.Basic, point: Point | None, change: Point | None = None) -> bool:
    """Return whether, at a point, the answer is what a slip makes of the right one."""
    if point is None:
        return True
    there = {s: sp.sympify(e).subs(point) for s, e in (change or {}).items()}
    try:
        return bool(right.subs({**point, **there}) == answer.subs(point))
    except (ValueError, TypeError):  # the slip divides by zero there
        return False


def exchanged(symbols: Iterable[sp.Symbol]) -> list[tuple[sp.Symbol, sp.Symbol]]:
    """Return the pairs that students exchange: the same letter with two subscripts, one of them in the answer.

    >>> exchanged(sp.symbols("p c_A"))
    [(c_A, c_B)]
    """
    pairs: dict[frozenset[sp.Symbol], tuple[sp.Symbol, sp.Symbol]] = {}
    for symbol in symbols:
        letter, mark, sub = symbol.name.partition("_")
        for one, other in (("A", "B"), ("1", "2"), ("H", "L"), ("R", "U"), ("0", "1")):
            if mark and sub in (one, other):
                partner = sp.Symbol(f"{letter}_{other if sub == one else one}")
                first, second = sorted([symbol, partner], key=str)
                pairs.setdefault(frozenset([symbol, partner]), (first, second))
    return list(pairs.values())


def _parts(right: sp.Basic) -> Iterator[tuple[sp.Basic, ...]]:
    """Yield what can be left out of a condition: one part of several, or two."""
    if isinstance(right, sp.And | sp.Or) and len(right.args) <= _PARTS:
        for count in range(1, len(right.args)):
            yield from itertools.combinations(right.args, count)
