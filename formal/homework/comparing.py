"""Is an answer what it should be, at every admissible point? Decided, and shown with a point where it is not.

Two values are compared by the region in which they differ, two conditions by the regions in which one holds and the
other does not. A difference on a set without interior is a matter of ties: `"boundary"`. Every point that is shown was
checked by substitution, with no solver.

>>> from sympy import Min, symbols
>>> p, c = symbols("p c")
>>> found = compare_values(p + c, Min(1, p + c), where=[0 < p, p < 1, c > 0])
>>> found.verdict, found.agrees.simplify()
('different', Region(p <= 1 - c))
>>> compare_conditions(p > c, p >= c, where=c > 0).verdict
'boundary'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

import sympy as sp

from formal.algebra import Cases, Region
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import TRUE, conjunction
from formal.algebra.normal import interior
from formal.algebra.space import Space, space_of, symbols_in
from formal.equilibria.sampling import Sampler
from formal.errors import ExpressionError, Undecided

Verdict = Literal["equivalent", "different", "boundary", "unknown"]
Relation = Literal["", "too strong", "too weak", "disjoint", "neither"]
#: Points at which an answer that is not algebraic is tried, and what counts as a difference there.
_TRIED, _FAR = 12, sp.Float("1e-20")
Point = Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True)
class Comparison:
    """What was found about an answer and the right one.

    Attributes
    ----------
    verdict
        `"equivalent"`, `"different"`, `"boundary"` (they differ only on a set without interior) or `"unknown"`.
    counterexample
        A point at which they differ; None if there is none, or none is known.
    given, wanted
        What the answer, and the right one, are at that point: numbers, truth values or sets; None where undefined.
    agrees
        Where two values agree, as far as that is known.
    relation
        How a wrong condition is wrong: `"too strong"`, `"too weak"`, `"disjoint"` or `"neither"`.
    reason
        Why the verdict is unknown.
    """

    verdict: Verdict
    counterexample: Point | None = None
    given: Any = None
    wanted: Any = None
    agrees: Region | None = None
    relation: Relation = ""
    reason: str = ""


def compare_values(answer: object, key: object, where: object = (), prefer: object = True) -> Comparison:
    """Compare two values: expressions, `Piecewise` or `Cases`.

    Parameters
    ----------
    answer, key
        The values.
    where
        What is assumed.
    prefer
        Where a point that shows a difference is wanted most.
    """
    try:
        right = _cases(key, where)
        try:
            left = _cases(answer, where)
        except ExpressionError as problem:
            return _refuted(answer, right) or Comparison("unknown", reason=str(problem))
        agrees = left.compare("=", right) & right.domain()
        neither = ~left.domain() & ~right.domain()
        differ = ~(agrees | neither)
        return _judged(differ, left, right, agrees, _region(prefer, where))
    except (Undecided, ExpressionError) as problem:
        return Comparison("unknown", reason=str(problem))


def compare_conditions(answer: object, key: object, where: object = ()) -> Comparison:
    """Compare two conditions: relations, boolean combinations or regions."""
    try:
        left, right = _region(answer, where), _region(key, where)
        more, less = left & ~right, right & ~left
        judged = _judged(more | less, left, right)
        if judged.verdict != "different":
            return judged
        wider, narrower = more.has_interior(), less.has_interior()
        relation: Relation = "too weak" if wider else "too strong"
        if wider and narrower:
            relation = "neither" if (left & right).has_interior() else "disjoint"
        return Comparison("different", judged.counterexample, judged.given, judged.wanted, relation=relation)
    except (Undecided, ExpressionError) as problem:
        return Comparison("unknown", reason=str(problem))


def compare_sets(answer: sp.Set, key: sp.Set, where: object = ()) -> Comparison:
    """Compare two sets of numbers whose ends are expressions: as conditions on a number in them."""
    inside = sp.Dummy("number", real=True)
    found = compare_conditions(sp.Contains(inside, answer), sp.Contains(inside, key), where)
    if found.counterexample is None:
        return found
    point = {s: v for s, v in found.counterexample.items() if s != inside}
    number = found.counterexample.get(inside)
    given, wanted = (f"{'holds' if held else 'lacks'} {number}" for held in (found.given, found.wanted))
    return Comparison(found.verdict, point, given, wanted, relation=found.relation)


def _refuted(answer: object, key: Cases) -> Comparison | None:
    """Return a point at which an answer that is not algebraic differs from the key by far, if one is found."""
    sampler = Sampler(key.space.assumptions, key.space.names, Random(0))
    for found in sampler.inside(TRUE, _TRIED):
        point = {
            s: sp.Rational(found[n].numerator, found[n].denominator) for n, s in key.space.symbols.items()
        }
        given, wanted = sp.sympify(answer).subs(point), key.at(point)
        if wanted is not None and given.is_number and abs((given - wanted).evalf(40)) > _FAR:
            return Comparison("different", point, sp.nsimplify(given.evalf(6)), wanted)
    return None


def _cases(thing: object, where: object) -> Cases:
    space = _space(thing, where)
    if isinstance(thing, Cases):
        return Cases.of(thing.space.joined(space), thing.parts)
    return Cases((True, thing), where=Region.of(space, space.assumptions))


def _region(thing: object, where: object) -> Region:
    space = _space(thing, where)
    if isinstance(thing, Region):
        return Region.of(thing.space.joined(space), thing.formula)
    return Region(thing, where=Region.of(space, space.assumptions))


def _space(thing: object, where: object) -> Space:
    own = [] if isinstance(thing, Cases | Region) else symbols_in(thing)
    return space_of(where, own)


def _judged(
    differ: Region, answer: Any, key: Any, agrees: Region | None = None, prefer: Region | None = None
) -> Comparison:
    if differ.is_empty():
        return Comparison("equivalent")
    inside = inside_of(differ)
    wanted = None if inside is None or prefer is None else inside_of(inside & prefer)
    inside = inside if wanted is None else wanted
    point = (differ if inside is None else inside).witness()
    if point is None:
        return Comparison("unknown", reason="no exact point was found at which they differ")
    given, right = _at(answer, point), _at(key, point)
    if given == right:
        return Comparison("unknown", reason="the point that was found does not bear the difference out")
    return Comparison("boundary" if inside is None else "different", point, given, right, agrees)


def inside_of(differ: Region) -> Region | None:
    """Return the inside of a region, as far as it is wanted for points in it, or None if it has none."""
    decider = differ.space.decider
    whole = conjunction(differ.space.assumptions, differ.formula)
    within = interior(decider, without_roots(decider, whole))
    return Region.of(differ.space, conjunction(differ.formula, within)) if decider.decided(within) else None


def _at(thing: Any, point: Point) -> Any:
    if isinstance(thing, Cases):
        return thing.at({s: point[s] for s in thing.space.symbols.values() if s in point})
    return thing.contains(point)
