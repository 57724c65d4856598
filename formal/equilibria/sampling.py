"""Exact parameter points: inside a region, on its boundary, and just outside of it.

Points are spread by three means: random rationals in boxes, random walks, and witnesses of the decider under
a random extra condition, from which further walks start. On a walk equations are kept by solving them for a
variable. The same seed gives the same points, as long as boxes and walks suffice.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> p, c = symbols("p c")
>>> region = Region(p <= 1 - c, where=[p > 0, c > 0])
>>> sampler = Sampler(region.space.assumptions, ("p", "c"), Random(0))
>>> len(sampler.inside(region.formula, 20)), len(sampler.boundary(region.formula, 2))
(20, 2)
>>> all(point["p"] + point["c"] > 1 for point in sampler.outside(region.formula, 5))
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from random import Random

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    FALSE,
    Atom,
    Formula,
    atoms,
    conjunction,
    conjuncts,
    disjuncts,
    negation,
    rebuild,
)
from formal.algebra.polynomial import Polynomial
from formal.equilibria.evaluation import formula_holds
from formal.errors import Undecided

Point = dict[str, Fraction]

_DENOMINATORS = (4, 7, 10, 13, 30, 97)
#: Proposals for each point wanted.
_PROPOSALS = 60
_WITNESSES = 4
#: From how many points to look for one on an edge before the decider is asked.
_STARTS = 8


class Sampler:
    """Finds exact points of a parameter space.

    Parameters
    ----------
    assumptions
        What holds at every point.
    names
        The variables.
    random
        Where chance comes from.
    """

    def __init__(self, assumptions: Formula, names: Iterable[str], random: Random) -> None:
        self._assumptions = assumptions
        self._names = tuple(names)
        self._random = random
        self._decider = Decider(assumptions)
        self._known: list[Point] = []

    def inside(self, formula: Formula, count: int) -> list[Point]:
        """Return up to `count` different points at which a formula holds; none if there are none.

        Raises
        ------
        Undecided
            If no point was found, and it is not known that there is none.
        """
        parts = disjuncts(formula)
        share = -(-count // max(len(parts), 1))
        found: list[Point] = []
        for i, part in enumerate(parts):
            try:
                found += [p for p in self._of_part(part, share) if p not in found]
            except Undecided:
                if i == len(parts) - 1 and not found:
                    raise
        return found[:count]

    def boundary(self, formula: Formula, count: int) -> list[Point]:
        """Return up to `count` points of a formula at which one of its conditions `>=` is an equation."""
        whole = conjunction(self._assumptions, formula)
        found: list[Point] = []
        for edge in self._shuffled(a for a in atoms(whole) if a.relation == ">="):
            if len(found) >= count:
                break
            pinned = _with(whole, edge, Atom(edge.polynomial, "="))
            start = self._on_edge(edge, pinned)
            if start is not None:
                found += [p for p in (start, *self._walk(start, pinned, 1)) if p not in found]
        return found[:count]

    def outside(self, formula: Formula, count: int) -> list[Point]:
        """Return up to `count` points at which a formula fails, most of them in one condition only."""
        found: list[Point] = []
        for edge in self._shuffled(atoms(formula)):
            if len(found) >= count:
                break
            beyond = conjunction(_with(formula, edge, negation(edge)), negation(formula))
            start = self._on_edge(edge, _with(formula, edge, Atom(edge.polynomial, "=")))
            start = start or self._witness(beyond)
            if start is not None and beyond != FALSE:
                found += [p for p in self._walk(start, beyond, 2) if p not in found]
        rest = count - len(found)
        boxed = self._boxed(conjunction(self._assumptions, negation(formula)), max(rest, 0))
        return (found + [p for p in boxed if p not in found])[:count]

    def _on_edge(self, edge: Atom, pinned: Formula) -> Point | None:
        """Return a point at which `pinned` holds, in which the condition `edge` is an equation."""
        whole = conjunction(self._assumptions, pinned)
        equations = [edge.polynomial, *_equations(whole)]
        for start in self._random.sample(self._known, min(len(self._known), _STARTS)):
            moved = self._repaired(start, equations)
            if formula_holds(whole, moved):
                return moved
        return self._witness(pinned)

    def around(self, point: Point, formula: Formula, count: int) -> list[Point]:
        """Return up to `count` points close to one at which a formula holds, no coordinate the same."""
        close = (Fraction(1, 50), Fraction(1, 300))
        return list(self._walk(point, formula, count, close, every=True))

    # -- how --------------------------------------------------------------------------------------

    def _of_part(self, formula: Formula, count: int) -> list[Point]:
        whole = conjunction(self._assumptions, formula)
        if not self._names:
            return [{}] if formula_holds(whole, {}) else []
        found = self._boxed(whole, -(-count * 2 // 3))
        starts = list(found)
        if len(found) < max(count // 2, 1):  # the decider finds what chance does not
            starts += self._witnesses(formula, found)
        found += [start for start in starts if start not in found]
        while starts and len(found) < count:
            start = self._random.choice(starts)
            fresh = [p for p in self._walk(start, formula, 2) if p not in found]
            if not fresh:
                starts = [s for s in starts if s is not start]
            found += fresh
            starts += fresh
        self._known += found
        return found[:count]

    def _boxed(self, whole: Formula, count: int) -> list[Point]:
        found: list[Point] = []
        for _ in range(_PROPOSALS * count):
            if len(found) == count:
                break
            point = {name: self._number() for name in self._names}
            if formula_holds(whole, point) and point not in found:
                found.append(point)
        return found

    def _number(self) -> Fraction:
        denominator = self._random.choice(_DENOMINATORS)
        match self._random.randrange(4):
            case 0 | 1:
                return Fraction(self._random.randint(0, denominator), denominator)
            case 2:
                return Fraction(self._random.randint(0, 5 * denominator), denominator)
        return Fraction(self._random.randint(-3 * denominator, 3 * denominator), denominator)

    def _witnesses(self, formula: Formula, known: list[Point]) -> Iterator[Point]:
        """Yield points that the decider gives, each beyond a random line through the ones before."""
        first = self._witness(formula) if known else self._decider.point(formula, self._names)
        if first is None:
            return
        yield first
        current = first
        for _ in range(_WITNESSES):
            direction = {name: self._random.randint(-3, 3) for name in self._names}
            line = Polynomial.from_terms((Fraction(d), ((n, 1),)) for n, d in direction.items() if d)
            if line.is_zero:
                continue
            here = sum((d * current[n] for n, d in direction.items()), Fraction(0))
            step = Fraction(self._random.randint(1, 6), 6)
            further = self._witness(conjunction(formula, Atom(line - (here + step), ">")))
            if further is not None:
                yield further
                current = further

    def _witness(self, formula: Formula) -> Point | None:
        if formula == FALSE:
            return None
        try:
            found = self._decider.point(formula, self._names)
        except Undecided:
            return None
        return None if found is None else {name: found[name] for name in self._names}

    def _walk(
        self,
        start: Point,
        formula: Formula,
        count: int,
        sizes: tuple[Fraction, ...] = (Fraction(1), Fraction(1, 4), Fraction(1, 30), Fraction(1, 500)),
        every: bool = False,
    ) -> Iterator[Point]:
        """Yield points that random steps from `start` lead to, where the formula and the assumptions hold."""
        whole = conjunction(self._assumptions, formula)
        equations = _equations(whole)
        current, left = start, count
        for i in range(_PROPOSALS):
            size = sizes[i % len(sizes)]
            moved = self._repaired(self._moved(current, size, every), equations)
            if moved != current and formula_holds(whole, moved):
                yield moved
                current, left = moved, left - 1
            if not left:
                return

    def _moved(self, point: Point, size: Fraction, every: bool) -> Point:
        some = self._names
        if not every and self._random.random() < 0.5:
            some = (self._random.choice(self._names),)
        moved = dict(point)
        for name in some:
            step = size * max(abs(point[name]), Fraction(1)) * Fraction(self._random.randint(-100, 100), 101)
            moved[name] = (point[name] + step).limit_denominator(10**4)
        return moved

    def _repaired(self, point: Point, equations: list[Polynomial]) -> Point:
        """Return the point with one variable of each equation solved for, where it is linear in one."""
        for equation in equations:
            for name in self._random.sample(equation.names, len(equation.names)):
                if equation.degree(name) == 1 and not any(n.startswith("sqrt(") for n in equation.names):
                    constant, slope = (c.evaluate(point) for c in equation.coefficients(name))
                    if slope != 0:
                        point = {**point, name: -constant / slope}
                        break
        return point

    def _shuffled(self, found: Iterable[Atom]) -> list[Atom]:
        different = list(dict.fromkeys(found))
        self._random.shuffle(different)
        return different


def _equations(formula: Formula) -> list[Polynomial]:
    return [a.polynomial for a in conjuncts(formula) if isinstance(a, Atom) and a.relation == "="]


def _with(formula: Formula, edge: Atom, instead: Formula) -> Formula:
    return rebuild(formula, lambda a: instead if a == edge else a)
