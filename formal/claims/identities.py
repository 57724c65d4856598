"""Identities that show the sign of a polynomial: `multiplier * claim = sum of weights * products of facts`.

Products of facts, each at least zero, are columns of a linear program, and so are the products that may
multiply the claim; weights that make both sides equal are found by it (Handelman 1988, Krivine 1964).
Equations are used before, as rules, and squares may be added. The kernel checks what is found here.

References
----------
Handelman, D. (1988), Representing polynomials by positive linear functions on compact convex polyhedra.
Pacific Journal of Mathematics 132.
Krivine, J.-L. (1964), Anneaux préordonnés. Journal d'Analyse Mathématique 12.

>>> from formal.algebra.formula import atom
>>> d1, d2 = Polynomial.symbol("d1"), Polynomial.symbol("d2")
>>> facts = {0: atom(1 - d1, ">"), 1: atom(1 - d2, ">"), 2: atom(d1, ">")}
>>> found = Identities(facts).find(atom(1 - d1 * d2, ">"), EFFORTS[1])
>>> [term.facts for term in found.terms]
[(0,), (1, 2)]
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from formal.algebra.formula import FALSE, Atom, Formula
from formal.algebra.polynomial import Monomial, Polynomial, coordinates, flint_rational
from formal.claims.equations import Rules
from formal.claims.programming import Column, nonnegative_weights
from formal.claims.steps import Identity, Term

_ZERO, _ONE = Polynomial.constant(0), Polynomial.constant(1)
_MOST_COLUMNS = 3000
_MOST_SQUARES = 24
_MOST_ALONE = 4
_A_PROGRAM, _AN_ENTRY = 4.0, 0.01  # milliseconds on a plain machine
_UNIT, _ENOUGH = "unit", "enough"


@dataclass(frozen=True)
class Effort:
    """How far to look.

    Attributes
    ----------
    degree
        The most facts in a product.
    multiplier
        The most facts in a product that multiplies the claim.
    squares
        Whether squares are tried.
    """

    degree: int
    multiplier: int = 0
    squares: bool = False


#: From the first to the last that is tried.
EFFORTS = (
    Effort(1),
    Effort(2, 1),
    Effort(2, 1, squares=True),
    Effort(3, 1),
    Effort(3, 2, squares=True),
    Effort(4, 2),
)


@dataclass(frozen=True)
class _Factor:
    """A polynomial that the facts say is at least zero: a product of facts, times a square."""

    term: Term
    value: Polynomial
    positive: bool
    cost: float


class Identities:
    """Finds identities from facts.

    Parameters
    ----------
    facts
        Comparisons with zero, by number.

    Attributes
    ----------
    work
        What the search has taken: about as many milliseconds on a plain machine.
    """

    def __init__(self, facts: Mapping[int, Atom]) -> None:
        self._facts = facts
        self.work = 0.0
        self._rules = Rules((n, a.polynomial) for n, a in facts.items() if a.relation == "=")
        self._generators = list(self._known_signs())
        self._products: dict[int, list[_Factor]] = {0: [_Factor(Term(), _ONE, True, 1.0)]}

    def find(self, goal: Formula, effort: Effort) -> Identity | None:
        """Return an identity that shows `goal` (`f > 0`, `f >= 0`, `f = 0` or never), or None.

        Parameters
        ----------
        goal
            What to show.
        effort
            How far to look.
        """
        claim, strict = (goal.polynomial, goal.relation == ">") if isinstance(goal, Atom) else (_ZERO, True)
        if isinstance(goal, Atom) and goal.relation == "=":
            multiples = self._rules.multiples(claim)
            return None if multiples is None else Identity((Term(),), (), multiples)
        rest = self._rules.rest(claim)
        if effort.degree == 1:
            for known in self._generators:
                if known.value == rest and (known.positive or not strict):
                    return self._completed(Identity((Term(),), (known.term,)), claim)
        right = self._right_side(rest, effort)
        left = [] if goal == FALSE else self._up_to(effort.multiplier, rest)
        equations = list(self._equation_columns(rest)) if effort.degree > 1 else []
        if len(right) + len(left) + len(equations) > _MOST_COLUMNS:
            return None
        found = self._with_multipliers(rest, strict, right, left, equations)
        if found is None:
            return None
        used = [f for f in left if any(_same(f.term, t) for t in found.multiplier)]
        for one in used if 1 < len(used) <= _MOST_ALONE else ():  # one multiplier reads better than several
            alone = self._with_multipliers(rest, strict, right, [one], equations)
            if alone is not None and alone.multiplier:
                found = alone
                break
        return self._completed(found, claim)

    def _with_multipliers(
        self,
        claim: Polynomial,
        strict: bool,
        right: list[_Factor],
        left: list[_Factor],
        equations: list[tuple[int, Polynomial]],
    ) -> Identity | None:
        weights = self._weights(claim, strict, right, left, equations)
        if weights is None:
            return None
        first, second = len(right), len(right) + len(left)
        return Identity(
            tuple(_weighted(left[j - first].term, w) for j, w in weights.items() if first <= j < second),
            tuple(_weighted(right[j].term, w) for j, w in weights.items() if j < first),
            _summed((*equations[j - second], w) for j, w in weights.items() if j >= second),
        )

    # -- columns ------------------------------------------------------------------------------------

    def _known_signs(self) -> Iterator[_Factor]:
        seen = set()
        for number, fact in sorted(self._facts.items(), key=lambda item: item[1].relation == ">="):
            if fact.relation == "=":
                continue
            apart = fact.relation == "!="
            value = self._rules.rest(fact.polynomial**2 if apart else fact.polynomial)
            if value in seen or _says_nothing(value, fact):
                continue
            seen.add(value)
            term = Term(facts=(number, number) if apart else (number,))
            yield _Factor(term, value, fact.relation != ">=", 0.1 * value.size)

    def _up_to(self, degree: int, claim: Polynomial) -> list[_Factor]:
        """Return the products of at most `degree` facts that have to do with the claim."""
        relevant = self._relevant(claim)
        listed = []
        for size in range(degree + 1):
            if size not in self._products:
                self._products[size] = self._of_size(size)
            listed += [f for f in self._products[size] if set(f.value.names) <= relevant]
        return listed

    def _of_size(self, size: int) -> list[_Factor]:
        if sum(1 for _ in itertools.combinations_with_replacement(self._generators, size)) > _MOST_COLUMNS:
            return []
        return [
            self._product(parts) for parts in itertools.combinations_with_replacement(self._generators, size)
        ]

    def _product(self, parts: Iterable[_Factor]) -> _Factor:
        numbers: list[int] = []
        value, positive, cost = _ONE, True, 1.0
        for part in parts:
            value = value * part.value
            numbers += part.term.facts
            positive = positive and part.positive
            cost += 2 + part.cost
        return _Factor(Term(facts=tuple(sorted(numbers))), self._rules.rest(value), positive, cost)

    def _relevant(self, claim: Polynomial) -> set[str]:
        """Return the variables that facts connect with those of the claim; all of them for the claim 0."""
        everything = {name for g in self._generators for name in g.value.names}
        if claim.is_constant:
            return everything
        found, before = set(claim.names), -1
        while len(found) != before:
            before = len(found)
            for generator in self._generators:
                if found & set(generator.value.names):
                    found |= set(generator.value.names)
        return found

    def _right_side(self, claim: Polynomial, effort: Effort) -> list[_Factor]:
        # That the claim may be zero is of no use to show that it is positive.
        products = [f for f in self._up_to(effort.degree, claim) if f.positive or f.value != claim]
        if not effort.squares:
            return products
        bases = [p for p in products if len(p.term.facts) < effort.degree]
        squares = itertools.islice(self._squares(claim), _MOST_SQUARES)
        return products + [self._times_square(base, s) for s in squares for base in bases]

    def _times_square(self, base: _Factor, square: Polynomial) -> _Factor:
        value = self._rules.rest(base.value * square * square)
        cost = base.cost + 4 + 0.1 * value.size
        return _Factor(replace(base.term, square=square), value, False, cost)

    def _squares(self, claim: Polynomial) -> Iterator[Polynomial]:
        """Yield what may be squared: derivatives (they complete squares), and sums of two monomials."""
        seen = {_ZERO}
        for candidate in itertools.chain(_derivatives(claim), _binomials(claim, self._generators)):
            _, primitive = candidate.primitive()
            if not primitive.is_constant and primitive not in seen:
                seen.add(primitive)
                yield primitive

    def _equation_columns(self, claim: Polynomial) -> Iterator[tuple[int, Polynomial]]:
        """Yield multiples, both ways, of the equations that are no rules."""
        names = sorted(set(claim.names).union(*(p.names for _, p in self._rules.unused)))
        variables = [_ONE, *map(Polynomial.symbol, names)]
        for number, _ in self._rules.unused:
            for left, right in itertools.combinations_with_replacement(variables, 2):
                yield number, left * right
                yield number, -left * right

    # -- the linear program ---------------------------------------------------------------------------

    def _weights(
        self,
        claim: Polynomial,
        strict: bool,
        right: list[_Factor],
        left: list[_Factor],
        equations: list[tuple[int, Polynomial]],
    ) -> dict[int, Fraction] | None:
        """Return the weights of columns, without a preference for many positive terms if that can be."""
        columns = coordinates(
            (
                *(f.value for f in right),
                *(self._rules.rest(-claim * f.value) for f in left),
                *(self._rules.rest(m * self._facts[n].polynomial) for n, m in equations),
            )
        )
        self.work += _A_PROGRAM + _AN_ENTRY * sum(map(len, columns))
        costs = [f.cost for f in right] + [5 * f.cost for f in left] + [4.0] * len(equations)
        positive = [j for j, f in enumerate(right) if f.positive]
        multiplier = range(len(right), len(right) + len(left))
        if not strict:
            strictly = [j for j in multiplier if left[j - len(right)].positive]
            return _normalised(columns, costs, strictly)
        found = _normalised(columns, costs, multiplier) if left else None
        if found is not None and not any(j in found for j in positive):
            found = _normalised(columns, costs, multiplier, positive)
        return found or _normalised(columns, costs, positive)

    def _completed(self, found: Identity, claim: Polynomial) -> Identity | None:
        """Return the identity with the multiples of equations that it needs, scaled to be read."""
        gap = self._sum(found.multiplier) * claim - self._sum(found.terms)
        for number, factor in found.equations:
            gap = gap - factor * self._facts[number].polynomial
        multiples = self._rules.multiples(gap)
        if multiples is None:
            return None
        equations = _summed((n, p, Fraction(1)) for n, p in (*found.equations, *multiples))
        return _scaled(Identity(found.multiplier, found.terms, equations))

    def _sum(self, terms: Iterable[Term]) -> Polynomial:
        total = _ZERO
        for term in terms:
            value = term.square * term.square * term.weight
            for number in term.facts:
                value = value * self._facts[number].polynomial
            total = total + value
        return total


def _same(left: Term, right: Term) -> bool:
    return left.facts == right.facts and left.square == right.square


def _says_nothing(value: Polynomial, fact: Atom) -> bool:
    """Return whether a fact, equations used, is a comparison of numbers that holds."""
    if not value.is_constant:
        return False
    number = value.constant_value()
    return number > 0 or (number == 0 and fact.relation == ">=")


def _normalised(
    columns: Sequence[Column],
    costs: Sequence[float],
    chosen: Iterable[int],
    wanted: Iterable[int] = (),
) -> dict[int, Fraction] | None:
    """Return weights that make the columns cancel.

    Those of the chosen columns add up to one; those of the wanted columns, if there are any, to one at least.
    """
    one = flint_rational(1)
    target: dict[Hashable, Any] = {_UNIT: one}
    extended: list[dict[Hashable, Any]] = [dict(column) for column in columns]
    for j in chosen:
        extended[j][_UNIT] = one
    for j in wanted:
        extended[j][_ENOUGH] = target[_ENOUGH] = one
    surplus: list[dict[Hashable, Any]] = [{_ENOUGH: -one}] if _ENOUGH in target else []
    found = nonnegative_weights([*extended, *surplus], target, [*costs, 0.0][: len(extended) + len(surplus)])
    return None if found is None else {j: w for j, w in found.items() if j < len(columns)}


def _weighted(term: Term, weight: Fraction) -> Term:
    return replace(term, weight=weight)


def _summed(multiples: Iterable[tuple[int, Polynomial, Fraction]]) -> tuple[tuple[int, Polynomial], ...]:
    total: dict[int, Polynomial] = {}
    for number, polynomial, weight in multiples:
        total[number] = total.get(number, _ZERO) + polynomial * weight
    return tuple((n, p) for n, p in sorted(total.items()) if not p.is_zero)


def _scaled(found: Identity) -> Identity:
    """Return the identity with multiplier 1 if that is a number, else in the smallest whole weights."""
    weights = [t.weight for t in (*found.multiplier, *found.terms)]
    if not weights:
        return found
    whole = Fraction(lcm(*(w.denominator for w in weights)), gcd(*(w.numerator for w in weights)))
    if len(found.multiplier) == 1:
        whole = 1 / found.multiplier[0].weight
    return Identity(
        tuple(_weighted(t, t.weight * whole) for t in found.multiplier),
        tuple(_weighted(t, t.weight * whole) for t in found.terms),
        tuple((n, p * whole) for n, p in found.equations),
    )


def _derivatives(claim: Polynomial) -> Iterator[Polynomial]:
    for name in claim.names:
        if claim.degree(name) == 2:
            yield claim.derivative(name)


def _binomials(claim: Polynomial, generators: Sequence[_Factor]) -> Iterator[Polynomial]:
    """Yield differences and sums of the monomials whose squares the claim contains, and of its variables."""
    halves = [_half(monomial) for _, monomial in claim.terms()]
    monomials = [h for h in halves if h is not None]
    names = claim.names or sorted({name for g in generators for name in g.value.names})
    variables = [Polynomial.symbol(name) for name in names]
    for left, right in itertools.combinations(dict.fromkeys((*monomials, *variables)), 2):
        yield left - right
        yield left + right
    signed = {g.value for g in generators}
    yield from (v for v in variables if v not in signed and -v not in signed)


def _half(monomial: Monomial) -> Polynomial | None:
    if any(power % 2 for _, power in monomial):
        return None
    return Polynomial.from_terms([(1, tuple((name, power // 2) for name, power in monomial))])
