"""Types with a continuum of values in backward induction: expected payoffs over a draw.

After nature has drawn a number `c`, those who see it have continuations on regions of parameters, earlier offers and
`c`. For given parameters and offers each region is a union of intervals of `c`; their ends are put in order, by case,
and payoffs are integrated over each interval. With a uniform draw and linear payoffs the expected payoff of an offer
is quadratic, and `formal.solvers.offers` finds its best value; where the mover's type is indifferent between two
actions lies the cutoff.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from formal.algebra.decide import root_definition
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    TRUE,
    Atom,
    Formula,
    atom,
    compare,
    conjunction,
    disjunction,
    names,
    negation,
    rebuild,
)
from formal.algebra.normal import clauses
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names, radicals_in
from formal.algebra.roots import roots
from formal.algebra.simplify import simplify
from formal.algebra.substitution import substitute
from formal.errors import Undecided
from formal.games.tree import Draw
from formal.solvers.backward_induction import Induction
from formal.solvers.continuation import Continuation, Fork, Named, Path, Payoffs, Segment, Step, Types
from formal.solvers.distributions import Distribution, distribution

_ONE = Quotient.constant(1)
#: Where something follows the draw, what it pays, and on which intervals.
_Way = tuple[Formula, Payoffs, tuple[tuple[Quotient, Quotient, Continuation], ...]]


def expected_over(outer: Induction, node: Draw) -> list[Continuation]:
    """Return the continuations of the subgame that begins with a draw.

    Raises
    ------
    GameError
        If the distribution is not a polynomial one.
    Undecided
        If a cutoff solves an equation of degree three or more, or types are indifferent on an interval.
    """
    return _Expectation(outer, node).solve()


@dataclass(eq=False)
class _Expectation:
    outer: Induction
    node: Draw

    @cached_property
    def name(self) -> str:
        return str(self.node.symbol.name)

    @cached_property
    def law(self) -> Distribution:
        """How the number is distributed."""
        return distribution(self.node)

    @cached_property
    def inner(self) -> Induction:
        here = Quotient.symbol(self.name)
        inside = conjunction(compare(here, ">=", self.law.low), compare(self.law.high, ">=", here))
        space = self.outer.space.with_symbols([self.node.symbol]).assuming(inside)
        self.outer.notes.spaces.append(space)
        return self.outer.within(space, self.outer.local | {self.name})

    @cached_property
    def pieces(self) -> list[tuple[Formula, Continuation]]:
        found = []
        ways = self.inner.solve(self.node.node)
        played = [eliminate(self.inner.space.decider, after.where, *after.free) for after in ways]
        usual = [where for where in played if self.inner.space.decider.possible(rebuild(where, self._inside))]
        for where, after in zip(played, ways, strict=True):
            if where not in usual and self._covered(where, usual):
                continue  # single types, who might as well play as others do
            if any(name in u.names for u in after.payoffs for name in after.free):
                several = ", ".join(after.free)
                raise Undecided(
                    f"after {self.name} is drawn, several {several} are equally good for whoever names it, and what "
                    "others get depends on which: the average is open"
                )
            found.append((simplify(self.inner.space.decider, self._without_roots(where)).formula, after))
        for i, (left, one) in enumerate(found):
            for right, two in found[:i]:
                if one.payoffs != two.payoffs and self._thick(conjunction(left, right)):
                    raise Undecided(
                        f"types {self.name} are indifferent on an interval: give the decision after the draw a tie "
                        "rule with prefer="
                    )
        return found

    def _without_roots(self, formula: Formula) -> Formula:
        """Return a condition without square roots that contain the number drawn."""
        for root in radicals_in(names(formula)):
            if self.name in plain_names([root]):
                formula = eliminate(
                    self.inner.space.decider, conjunction(root_definition(root), formula), root
                )
        return formula

    def _covered(self, where: Formula, others: list[Formula]) -> bool:
        return self.inner.space.decider.satisfiable(conjunction(where, *map(negation, others))) is False

    def _thick(self, formula: Formula) -> bool:
        """Return whether a formula may hold for types with an interval among them, whatever was named before."""
        every = self.inner.within(self.inner.space, self.inner.local - {self.name})
        return every.space.decider.possible(every.proper(rebuild(formula, self._inside)))

    def _inside(self, a: Atom) -> Formula:
        """Return where a condition holds for a type and all close to it: strictly, or whatever the type is."""
        if a.relation not in ("=", ">=") or self.name not in a.polynomial.names:
            return a
        level, *slopes = a.polynomial.coefficients(self.name)
        always = conjunction(atom(level, a.relation), *(atom(slope, "=") for slope in slopes))
        return always if a.relation == "=" else disjunction(atom(a.polynomial, ">"), always)

    def solve(self) -> list[Continuation]:
        start: list[tuple[Formula, list[Quotient]]] = [(TRUE, [self.law.low, self.law.high])]
        for guard, point in self._breakpoints():
            start = [
                (cell, line)
                for before, own in start
                for cell, line in self._inserted(before, own, guard, point)
            ]
        found: list[Continuation] = []
        for cell, line in start:
            found += self._integrated(cell, line)
        return self.outer.joined(found)

    def _breakpoints(self) -> Iterator[tuple[Formula, Quotient]]:
        seen: set[Quotient] = set()
        for where, _ in self.pieces:
            for clause in clauses(self.inner.space.decider, where):
                for a in clause:
                    if self.name in a.polynomial.names:
                        for guard, point in roots(a.polynomial, self.name):
                            if point not in seen:
                                seen.add(point)
                                yield guard, point

    def _inserted(
        self, cell: Formula, line: list[Quotient], guard: Formula, point: Quotient
    ) -> Iterator[tuple[Formula, list[Quotient]]]:
        """Yield the cases of where a breakpoint lies among those in order; outside the draw's range it is left out."""
        low, high = line[0], line[-1]
        outside = [negation(guard), compare(low, ">=", point), compare(point, ">=", high)]
        for case in outside:
            both = conjunction(cell, case)
            if self._alive(both):
                yield both, line
        for i in range(len(line) - 1):
            between = conjunction(
                guard,
                cell,
                compare(point, ">", line[i]),
                compare(line[i + 1], ">" if i + 2 == len(line) else ">=", point),
            )
            if self._alive(between):
                yield between, [*line[: i + 1], point, *line[i + 1 :]]

    def _alive(self, formula: Formula) -> bool:
        return formula is TRUE or self.outer.alive(formula)

    def _integrated(self, cell: Formula, line: list[Quotient]) -> Iterator[Continuation]:
        """Yield what follows the draw: on each interval one of the pieces, on which its middle lies."""
        nothing = tuple(Quotient.constant(0) for _ in self.outer.players)
        ways: list[_Way] = [(cell, nothing, ())]
        for left, right in itertools.pairwise(line):
            ways = [longer for way in ways for longer in self._longer(way, left, right)]
        plan = Types(self.name, tuple(self.pieces))
        for where, payoffs, parts in ways:
            if self._alive(where):
                fork = Fork(tuple(self._segment(*part) for part in parts))
                yield Continuation(where, payoffs, fork, (plan,))

    def _longer(self, way: _Way, left: Quotient, right: Quotient) -> Iterator[_Way]:
        """Yield what may follow on the next interval; which piece it is may depend on parameters and offers."""
        where, payoffs, parts = way
        middle, some = (left + right) / 2, compare(right, ">", left)
        if not self._alive(conjunction(where, some)):
            yield way
            return
        for formula, after in self.pieces:
            here = substitute(formula, {self.name: middle})
            if not self._alive(conjunction(where, some, here)):
                continue
            gained = (p + self.law.mean(u, left, right) for p, u in zip(payoffs, after.payoffs, strict=True))
            joins = bool(parts) and parts[-1][2] is after
            start = parts[-1][0] if joins else left
            whole = self._implied(conjunction(where, some), here)
            # An interval without length adds nothing, whatever would follow on it.
            inside = where if whole else conjunction(where, disjunction(here, negation(some)))
            yield inside, tuple(gained), (*(parts[:-1] if joins else parts), (start, right, after))
            if whole:
                return
            where = conjunction(where, some, negation(here))

    def _segment(
        self, left: Quotient, right: Quotient, after: Continuation
    ) -> tuple[Segment, Quotient, Path]:
        path = self._on_average(after.path, left, right)
        return Segment(self.name, left, right), self.law.probability(left, right), path

    def _on_average(self, path: Path, left: Quotient, right: Quotient, weight: Quotient = _ONE) -> Path:
        """Return a path whose probabilities are averages over part of the draw, given what happened before on it."""
        match path:
            case Step(action, rest):
                return Step(action, self._on_average(rest, left, right, weight))
            case Named(symbol, value, rest):
                return Named(symbol, value, self._on_average(rest, left, right, weight))
            case Fork(branches):
                before = self.law.mean(weight, left, right)
                return Fork(
                    tuple(
                        (
                            label,
                            self.law.mean(weight * q, left, right) / before,
                            self._on_average(rest, left, right, weight * q),
                        )
                        for label, q, rest in branches
                    )
                )
        return path

    def _implied(self, left: Formula, right: Formula) -> bool:
        return self.outer.space.decider.satisfiable(conjunction(left, negation(right))) is False
