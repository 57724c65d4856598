"""Polynomial equations with symbols, solved by case: linear ones first, then quadratic ones by square roots.

An unknown in which some equation is linear is eliminated, with a case for its coefficient being zero;
products are split into their factors; two equations of higher degree in an unknown are reduced by division
with remainder; a quadratic equation gives square roots. What is left at the third degree is reported as open.
Cases that the decider refutes under a given condition on the unknowns are dropped on the way.

>>> from formal.algebra.formula import atom
>>> x, y, a = (Polynomial.symbol(n) for n in "xya")
>>> system = System(Decider(atom(a, ">")), ("x", "y"), conjunction(atom(x, ">"), atom(y, ">")), True)
>>> for solution in system.solve([x * y - a, x - y]):
...     print({name: str(value) for name, value in solution.values.items()})
{'x': 'sqrt(a)', 'y': 'sqrt(a)'}
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    TRUE,
    Formula,
    atom,
    atoms,
    compare,
    conjunction,
    conjuncts,
    names,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient, quotient
from formal.algebra.radical import plain_names, radicand, reduced
from formal.algebra.roots import roots
from formal.algebra.substitution import substitute, substitute_value
from formal.errors import Undecided
from formal.solvers.generic import alive
from formal.solvers.surds import rationalised

#: Polynomials with more terms than this take the decider longer than solving on does.
_LONG = 60


@dataclass(frozen=True, eq=False)
class SystemSolution:
    """One solution, or a continuum of them.

    Attributes
    ----------
    values
        The unknowns that are determined, in the parameters and the other unknowns.
    condition
        When it is one.
    """

    values: Mapping[str, Quotient]
    condition: Formula


class OpenSystem(Exception):
    """Raised where a case cannot be solved in closed form; says why."""


@dataclass(frozen=True, eq=False)
class System:
    """What is common to all cases of a system of equations.

    Attributes
    ----------
    decider
        For the parameter space.
    unknowns
        Their names; all other variables are parameters.
    inside
        Which values of the unknowns are of interest.
    knife_edges
        Whether solutions count that exist on a set of parameters without an interior only.
    """

    decider: Decider
    unknowns: tuple[str, ...]
    inside: Formula
    knife_edges: bool

    def solve(self, equations: Sequence[Polynomial]) -> Iterator[SystemSolution]:
        """Yield the solutions of `equation = 0` for all of them.

        Raises
        ------
        OpenSystem
            Where an unknown remains in an irreducible polynomial of degree three or more.
        """
        waiting = [_Case(tuple(equations), {}, TRUE)]
        while waiting:
            case = self._settled(waiting.pop())
            if case is None:
                continue
            if not case.equations:
                yield SystemSolution(case.values, case.condition)
            else:
                waiting += reversed(list(self._split(case)))

    # -- one case ----------------------------------------------------------------------------------

    def _settled(self, case: _Case) -> _Case | None:
        """Move equations on parameters alone into the condition; None if the case is impossible."""
        kept = tuple(dict.fromkeys(e for e in case.equations if self._unknown(e)))
        settled = (atom(e, "=") for e in case.equations if not self._unknown(e))
        condition = conjunction(case.condition, *settled)
        on_parameters = conjunction(*(c for c in conjuncts(condition) if not names(c) & set(self.unknowns)))
        if not alive(self.decider, on_parameters, self.knife_edges):
            return None
        known = (compare(Quotient.symbol(name), "=", value) for name, value in case.values.items())
        if not self._possible(condition, *known, *(atom(e, "=") for e in kept)):
            return None
        return _Case(kept, case.values, condition)

    def _split(self, case: _Case) -> Iterator[_Case]:
        """Yield cases of `case` that are simpler than it is."""
        for position, equation in enumerate(case.equations):
            factors = self._factors(case, equation)
            if factors != [equation]:
                yield from self._by_factor(case, position, factors)
                return
        linear = min(self._linear(case), key=lambda found: found[0], default=None)
        if linear is not None:
            yield from self._by_substitution(case, *linear[1:])
            return
        pair = next(self._pairs(case), None)
        if pair is not None:
            yield from self._by_division(case, *pair)
            return
        equation = min(case.equations, key=lambda e: (len(self._unknown(e)), e.key()[:2]))
        name = min(self._unknown(equation), key=equation.degree)
        yield from self._by_roots(case, equation, name)

    def _factors(self, case: _Case, equation: Polynomial) -> list[Polynomial]:
        """Return the factors that may be zero; the equation itself if it is irreducible."""
        _, factors = equation.factor()
        if len(factors) == 1 and factors[0][1] == 1:
            return [equation]
        return [f for f, _ in factors if self._possible(case.condition, atom(f, "="))]

    def _by_factor(self, case: _Case, position: int, factors: list[Polynomial]) -> Iterator[_Case]:
        before: list[Formula] = []
        rest = case.equations[:position] + case.equations[position + 1 :]
        for factor in factors:
            yield _Case((factor, *rest), case.values, conjunction(case.condition, *before))
            before.append(atom(factor, "!="))

    def _linear(self, case: _Case) -> Iterator[tuple[tuple[object, ...], Polynomial, str]]:
        """Yield ways to eliminate an unknown, with how much work each promises to be."""
        for equation in case.equations:
            for name in self._unknown(equation):
                if equation.degree(name) == 1 and not _in_a_root(equation, name):
                    _, slope = equation.coefficients(name)
                    inside = len(self._unknown(slope))
                    yield (not slope.is_constant, inside, equation.key()[:2], name), equation, name

    def _by_substitution(self, case: _Case, equation: Polynomial, name: str) -> Iterator[_Case]:
        constant, slope = equation.coefficients(name)
        others = tuple(e for e in case.equations if e is not equation)
        flat = atom(slope, "=")
        if not slope.is_constant and self._possible(case.condition, flat, atom(constant, "=")):
            yield _Case((slope, constant, *others), case.values, case.condition)
        value = rationalised(quotient(-constant, slope))
        yield case.with_value(name, value, others, negation(flat))

    def _pairs(self, case: _Case) -> Iterator[tuple[Polynomial, Polynomial, str]]:
        """Yield two equations in the same unknown, the one of higher degree first."""
        for left, right in itertools.combinations(case.equations, 2):
            for name in self._unknown(left):
                if name in right.names and not _in_a_root(left, name) and not _in_a_root(right, name):
                    yield (
                        (left, right, name)
                        if left.degree(name) >= right.degree(name)
                        else (right, left, name)
                    )

    def _by_division(self, case: _Case, high: Polynomial, low: Polynomial, name: str) -> Iterator[_Case]:
        """Replace the one equation by its remainder on division by the other (and a leading coefficient)."""
        lead = low.coefficients(name)[-1]
        shift = Polynomial.symbol(name) ** (high.degree(name) - low.degree(name))
        remainder = reduced(high * lead - low * high.coefficients(name)[-1] * shift)
        others = tuple(e for e in case.equations if e is not high)
        flat = atom(lead, "=")
        yield _Case((remainder, *others), case.values, conjunction(case.condition, negation(flat)))
        if self._possible(case.condition, flat):
            tail = reduced(low - lead * Polynomial.symbol(name) ** low.degree(name))
            rest = tuple(e for e in case.equations if e is not low)
            yield _Case((lead, tail, *rest), case.values, case.condition)

    def _by_roots(self, case: _Case, equation: Polynomial, name: str) -> Iterator[_Case]:
        others = tuple(e for e in case.equations if e is not equation)
        if _in_a_root(equation, name):
            raise OpenSystem(f"{name} occurs inside a root of {equation} = 0")
        try:
            found = list(roots(equation, name))
        except Undecided as error:
            raise OpenSystem(str(error)) from error
        for guard, value in found:
            yield case.with_value(name, rationalised(value), others, guard)
        flat = [atom(c, "=") for c in equation.coefficients(name)]
        if self._possible(case.condition, *flat):
            yield _Case((*equation.coefficients(name), *others), case.values, case.condition)

    def _unknown(self, polynomial: Polynomial) -> list[str]:
        depends = plain_names(polynomial.names)
        return [name for name in self.unknowns if name in depends]

    def _possible(self, *conditions: Formula) -> bool:
        """Return whether conditions may hold together; long ones are let pass."""
        if any(a.polynomial.size > _LONG for c in conditions for a in atoms(c)):
            return True
        return self.decider.possible(conjunction(self.inside, *conditions), patient=False)


@dataclass(frozen=True, eq=False)
class _Case:
    """What remains to be solved, the unknowns that are, and what has been assumed."""

    equations: tuple[Polynomial, ...]
    values: Mapping[str, Quotient]
    condition: Formula

    def with_value(
        self, name: str, value: Quotient, equations: Iterable[Polynomial], guard: Formula
    ) -> _Case:
        """Return the case in which an unknown has a value."""
        table = {name: value}
        values = {other: _put_in(own, table) for other, own in self.values.items()}
        return _Case(
            tuple(_put_in(as_quotient(e), table).numerator for e in equations),
            {**values, **table},
            conjunction(substitute(self.condition, table), substitute(guard, table)),
        )


def _put_in(value: Quotient, table: Mapping[str, Quotient]) -> Quotient:
    found = substitute_value(value, table)
    if len(found) != 1:
        raise OpenSystem(f"a root depends on {', '.join(table)}")
    return rationalised(found[0][1])


def _in_a_root(polynomial: Polynomial, name: str) -> bool:
    return any(name in plain_names([n]) for n in polynomial.names if radicand(n) is not None)


__all__ = ["OpenSystem", "System", "SystemSolution"]
