"""What something is worth on average over a number that nature draws, by case and exactly.

What is averaged is a polynomial in the number on each of several cases, and the cases are told apart by polynomials
too. As the number moves through its interval, a case begins or ends only where one of these polynomials changes its
sign: at its roots. So, by case, it is said in which order the roots lie between the ends of the interval; then one case
holds throughout between two neighbours, and the integral of a polynomial is the difference of its primitive. Single
numbers, where something else may hold or nothing is said, carry no weight: neither do neighbours that are equal.

No solver is asked: `joined` says which cases are nowhere, and a derivation must show that.

>>> from formal.algebra.formula import TRUE
>>> c, k = Polynomial.symbol("c"), Polynomial.symbol("k")
>>> pieces = [(atom(k - c, ">="), (ONE,)), (atom(c - k, ">"), (ZERO,))]
>>> def joined(context, *parts):
...     ways = itertools.product(*(list(part) for part in parts))
...     found = [(conjunction(*(f for f, _ in way)), [v for _, v in way]) for way in ways]
...     return [pair for pair in found if pair[0] != FALSE]
>>> for case, (share,) in averaged(pieces, "c", Ends(ZERO, ONE + 1), TRUE, joined):
...     print(share * Quotient.constant(Fraction(1, 2)), "if", case)
0 if -k >= 0
1/2*k if k > 0 and -k + 2 > 0
1 if k - 2 >= 0
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

from formal.algebra.formula import (
    FALSE,
    Atom,
    Formula,
    Relation,
    atom,
    atoms,
    conjunction,
    conjuncts,
    negation,
    rebuild,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import hidden_names, radical
from formal.derivations.plain import plain_sign
from formal.errors import GameError

Vector: TypeAlias = tuple[Quotient, ...]
Piece: TypeAlias = tuple[Formula, Vector]

ZERO, ONE = Quotient.constant(0), Quotient.constant(1)
_UNIT = Polynomial.constant(1)


class Joined(Protocol):
    """Says every way to be in one case of each, what is known to be nowhere left out."""

    def __call__(
        self, context: Formula, *parts: Iterable[tuple[Formula, Any]]
    ) -> list[tuple[Formula, list[Any]]]:
        """Return conditions, and what holds of each under them."""


@dataclass(frozen=True)
class Ends:
    """The ends of the interval from which a number is drawn."""

    low: Quotient
    high: Quotient


@dataclass(frozen=True)
class Mark:
    """A place on the interval, `top/bottom`; where it is looked at, `bottom` is positive."""

    top: Polynomial
    bottom: Polynomial

    @property
    def value(self) -> Quotient:
        """The number."""
        return quotient(self.top, self.bottom)

    def lies(self, relation: Relation, other: Mark) -> Formula:
        """Return that this number stands in a relation to another."""
        return atom(self.top * other.bottom - other.top * self.bottom, relation)


@dataclass(frozen=True)
class Course:
    """How the sign of a polynomial runs along the interval.

    Attributes
    ----------
    marks
        Where it changes, from left to right.
    signs
        What it is before the first mark, between marks, and after the last, times the sign of `rest`.
    rest
        A polynomial without the number that is drawn.
    """

    marks: tuple[Mark, ...]
    signs: tuple[int, ...]
    rest: Polynomial = _UNIT


@dataclass(frozen=True)
class _Line:
    """Marks in order: the low end, those strictly inside, the high end; and which marks lie to the left of it all."""

    inside: tuple[Mark, ...]
    left: frozenset[Mark] = frozenset()
    right: frozenset[Mark] = frozenset()

    def rank(self, mark: Mark) -> int:
        if mark in self.left:
            return 0
        return len(self.inside) if mark in self.right else self.inside.index(mark)


def averaged(
    pieces: Sequence[Piece], name: str, ends: Ends, context: Formula, joined: Joined
) -> Iterator[Piece]:
    """Yield the integral of what holds by case over the interval of one number, by case.

    Parameters
    ----------
    pieces
        Conditions that exclude each other but for single numbers, and what holds there, its density included.
    name
        The number that is drawn.
    ends
        Its interval.
    context
        What is assumed.
    joined
        Joins cases, and leaves out those that are known to be nowhere.

    Raises
    ------
    GameError
        If something is no polynomial in the number, or cases change where it solves an equation of degree three or
        more.
    """
    _require_polynomials(pieces, name)
    factors = list(dict.fromkeys(f for case, _ in pieces for a in atoms(case) for f in _factors(a, name)))
    integrals = [[_Primitive(value, name) for value in vector] for _, vector in pieces]
    nothing = (ZERO,) * len(integrals[0]) if integrals else ()
    bounds = (_marked(end) for end in (ends.low, ends.high))
    for signs, (low, high, *found) in joined(context, *bounds, *(courses(f, name) for f in factors)):
        courses_of = dict(zip(factors, found, strict=True))
        start = conjunction(signs, high.lies(">", low))
        if start == FALSE:
            continue
        for cell, line in _arranged(start, _Line((low, high)), found, context, joined):
            parts = []
            for number, (left, right) in enumerate(itertools.pairwise(line.inside)):
                passed = line.left | frozenset(line.inside[: number + 1])
                own = [
                    (here, tuple(one.between(left, right) for one in integral))
                    for (case, _), integral in zip(pieces, integrals, strict=True)
                    if (here := _throughout(case, name, courses_of, passed)) != FALSE
                ]
                nowhere = conjunction(left.lies(">=", right), *(negation(here) for here, _ in own))
                parts.append(own if nowhere == FALSE else [*own, (nowhere, nothing)])
            for f, vectors in joined(conjunction(context, cell), *parts):
                total = tuple(sum(values, ZERO) for values in zip(*vectors, strict=True))
                yield beyond(context, conjunction(cell, f)), total


# -- where a polynomial changes its sign --------------------------------------------------------------


def courses(polynomial: Polynomial, name: str) -> list[tuple[Formula, Course]]:
    """Return how the sign of an irreducible polynomial runs along one of its variables, by case.

    Examples
    --------
    >>> c, s = Polynomial.symbol("c"), Polynomial.symbol("s")
    >>> for case, course in courses(s * c - 1, "c"):
    ...     print(case, "|", *(mark.value for mark in course.marks), course.signs, course.rest)
    s > 0 | (1)/(s) (-1, 1) 1
    -s > 0 | (1)/(s) (1, -1) 1
    s = 0 |  (1,) -1
    """
    coefficients = polynomial.coefficients(name)
    if len(coefficients) > 3:
        raise GameError(
            f"what is done changes where {name} solves {polynomial} = 0, an equation of degree "
            f"{len(coefficients) - 1}: averages over {name} are taken up to degree two"
        )
    found = _linear(*coefficients) if len(coefficients) == 2 else _quadratic(*coefficients)
    return [(case, course) for case, course in found if case != FALSE]


def _linear(constant: Polynomial, slope: Polynomial) -> Iterator[tuple[Formula, Course]]:
    yield atom(slope, ">"), Course((Mark(-constant, slope),), (-1, 1))
    yield atom(-slope, ">"), Course((Mark(constant, -slope),), (1, -1))
    yield atom(slope, "="), Course((), (1,), constant)


def _quadratic(constant: Polynomial, slope: Polynomial, lead: Polynomial) -> Iterator[tuple[Formula, Course]]:
    inside = slope * slope - 4 * lead * constant
    root = inside.square_root() or radical(inside)
    for sign in (1, -1):
        opens, bottom = atom(lead * sign, ">"), 2 * lead * sign
        marks = Mark(-slope * sign - root, bottom), Mark(-slope * sign + root, bottom)
        yield conjunction(opens, atom(inside, ">")), Course(marks, (sign, -sign, sign))
        yield conjunction(opens, atom(-inside, ">=")), Course((), (sign,))
    for case, course in _linear(constant, slope):
        yield conjunction(atom(lead, "="), case), course


def _factors(a: Atom, name: str) -> Iterator[Polynomial]:
    _, factors = a.polynomial.factor()
    return (factor for factor, _ in factors if name in factor.names)


# -- the order of the marks ---------------------------------------------------------------------------


def _marked(end: Quotient) -> list[tuple[Formula, Mark]]:
    """Return an end of the interval as a mark, by the sign of its denominator."""
    top, bottom = end.numerator, end.denominator
    both = [(atom(bottom, ">"), Mark(top, bottom)), (atom(-bottom, ">"), Mark(-top, -bottom))]
    return [(case, mark) for case, mark in both if case != FALSE]


def _arranged(
    start: Formula, line: _Line, found: Sequence[Course], context: Formula, joined: Joined
) -> list[tuple[Formula, _Line]]:
    """Return, by case, how all marks lie."""
    lines, known = [(start, line)], set(line.inside)
    for course in found:
        before: Mark | None = None
        for mark in course.marks:
            if mark not in known:
                lines = [
                    (conjunction(cell, case), after)
                    for cell, own in lines
                    for case, (after,) in joined(conjunction(context, cell), _inserted(own, mark, before))
                ]
                known.add(mark)
            before = mark
    return lines


def _inserted(line: _Line, mark: Mark, before: Mark | None) -> Iterator[tuple[Formula, _Line]]:
    """Yield where a mark may lie that lies behind another one, if that is known."""
    inside, least = line.inside, 0 if before is None else line.rank(before)
    last = len(inside) - 1
    if least == 0:
        yield inside[0].lies(">=", mark), replace(line, left=line.left | {mark})
    for i in range(least, last):
        between = conjunction(
            mark.lies(">", inside[i]), inside[i + 1].lies(">" if i + 1 == last else ">=", mark)
        )
        yield between, replace(line, inside=(*inside[: i + 1], mark, *inside[i + 1 :]))
    yield mark.lies(">=", inside[-1]), replace(line, right=line.right | {mark})


def _throughout(
    case: Formula, name: str, courses_of: dict[Polynomial, Course], passed: frozenset[Mark]
) -> Formula:
    """Return what a case says between two marks, where everything to the left has been passed."""

    def change(a: Atom) -> Formula:
        if name not in a.polynomial.names:
            return a
        content, factors = a.polynomial.factor()
        sign = Polynomial.constant(content)
        for factor, power in factors:
            own = factor
            if name in factor.names:
                course = courses_of[factor]
                own = course.rest * course.signs[sum(mark in passed for mark in course.marks)]
            sign = sign * own ** (2 - power % 2)
        return atom(sign, a.relation)

    return rebuild(case, change)


def beyond(context: Formula, case: Formula) -> Formula:
    """Return a case without what is assumed anyway.

    Examples
    --------
    >>> a, b = Polynomial.symbol("a"), Polynomial.symbol("b")
    >>> print(beyond(atom(a, ">"), conjunction(atom(a, "!="), atom(b, ">="))))
    b >= 0
    """
    assumed = set(conjuncts(context))

    def says(part: Formula) -> bool:
        if part in assumed or not isinstance(part, Atom) or part.relation == "=":
            return part in assumed
        return plain_sign(part.polynomial, context) in ((1, -1) if part.relation == "!=" else (1,))

    return conjunction(*(part for part in conjuncts(case) if not says(part)))


# -- integrals ----------------------------------------------------------------------------------------


class _Primitive:
    """The primitive of a polynomial in the number."""

    def __init__(self, value: Quotient, name: str) -> None:
        self._name = name
        top, here = Polynomial.constant(0), Polynomial.symbol(name)
        for power, coefficient in enumerate(value.numerator.coefficients(name)):
            top = top + coefficient * here ** (power + 1) * Fraction(1, power + 1)
        self._primitive = as_quotient(top) / as_quotient(value.denominator)
        self._at: dict[Mark, Quotient] = {}

    def between(self, left: Mark, right: Mark) -> Quotient:
        """Return the integral between two marks."""
        return self._value(right) - self._value(left)

    def _value(self, mark: Mark) -> Quotient:
        if mark not in self._at:
            self._at[mark] = self._primitive.substitute({self._name: mark.value})
        return self._at[mark]


def _require_polynomials(pieces: Iterable[Piece], name: str) -> None:
    for case, vector in pieces:
        for value in vector:
            if name in value.denominator.names or name in hidden_names(value.names):
                raise GameError(
                    f"{value} is no polynomial in {name}, over which it would have to be averaged: its integral is "
                    "not taken"
                )
        for a in atoms(case):
            if name in hidden_names(a.polynomial.names):
                raise GameError(
                    f"what is done depends on a root of {name}, {a}: averages over {name} are taken where it depends "
                    "on polynomials"
                )
