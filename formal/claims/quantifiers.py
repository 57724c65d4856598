"""How a claim about some or every value is proved: by naming values, which elimination says that there are.

Quantifiers are eliminated to know what is true, not to show it: for each part of a claim the decider is asked about the
condition that is left of it, and the proof is about the part itself.

1. "for every x" is shown for an x of which nothing is known; of "for some x" that is assumed, such an x is taken;
2. "for some x" is shown by a value: a bound that the condition sets to x, what lies between two of them or beyond, or
   several, one of which will do in each case;
3. "for every x" that is assumed gives the condition that is left of it, since otherwise a value could be named that
   the assumption excludes.

>>> from formal.algebra.formula import atom
>>> x, a, b = (Polynomial.symbol(n) for n in "xab")
>>> between = Some("x", conjunction(atom(x - a, ">"), atom(b - x, ">")))
>>> find_proof((atom(b - a, ">"),), between).top
Polynomial('1/2*a + 1/2*b')
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction

from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    TRUE,
    And,
    Atom,
    Every,
    Formula,
    Or,
    Some,
    atoms,
    conjunction,
    disjunction,
    has_quantifiers,
    names,
    negation,
    quantified,
    unused,
)
from formal.algebra.normal import signs
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import has_radicals, radical, radicand
from formal.algebra.simplify import simplify
from formal.claims.kernel import Facts, called, cases_of, put_in, root_facts, with_fact
from formal.claims.search import Roots, Search
from formal.claims.signs import DEFAULT_SECONDS, PROVERS
from formal.claims.steps import (
    Arbitrary,
    Asked,
    ByCase,
    Each,
    Either,
    Lemma,
    Obtain,
    Opposites,
    Root,
    Split,
    Step,
    Suppose,
    Witness,
)
from formal.errors import Undecided

#: A value: what is above the line, and what is below it and positive.
Value = tuple[Polynomial, Polynomial]
_ONE = Polynomial.constant(1)
_MOST_NEAR = 40
_MOST_WITNESSES = 60


def find_proof(facts: Facts, goal: Formula, roots: Roots = (), seconds: float = DEFAULT_SECONDS) -> Step:
    """Return a proof of `goal` from `facts`; where none was found, a step says whom to believe.

    Parameters
    ----------
    facts
        What holds, numbered from zero.
    goal
        What follows from it, as the decider says.
    roots
        The square roots that occur, and what is under them; the facts contain their definitions.
    seconds
        After about so much work nothing more is tried. Work is counted, not timed: see `Decider`.
    """
    kind = _Search if any(map(has_quantifiers, (*facts, goal))) else Search
    return kind(seconds).begin(facts, goal, roots)


class _Search(Search):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self._seconds = seconds
        self._left: dict[tuple[Formula, Formula], Formula] = {}
        self._deciders: dict[Formula, Decider] = {}

    def _follows(self, facts: Iterable[Formula], goal: Formula) -> bool:
        return super()._follows((f for f in facts if not has_quantifiers(f)), goal)

    def _shown(self, facts: Facts, goal: Formula) -> Step:
        number = next((n for n, f in enumerate(facts) if f not in self._dropped and has_quantifiers(f)), None)
        try:
            if number is not None:
                return self._from(facts, number, goal)
            return self._said(facts, goal) if has_quantifiers(goal) else super()._shown(facts, goal)
        except Undecided:  # a quantifier could not be eliminated
            return Asked(PROVERS)

    # -- what is assumed ----------------------------------------------------------------------------------

    def _from(self, facts: Facts, number: int, goal: Formula) -> Step:
        """Use a fact with quantifiers, which is done with then."""
        fact, before = facts[number], self._dropped
        self._dropped = before | {fact}
        try:
            if not has_quantifiers(goal) and self._follows(facts, goal):
                return self.show(facts, goal)
            match fact:
                case Or():
                    branches = [with_fact(facts, case) for case in cases_of(fact)]
                    return ByCase(number, tuple(self._branch(branch, goal) for branch in branches))
                case Some():
                    name = _fresh(fact, (*facts, goal))
                    return Obtain(number, name, self._branch(with_fact(facts, called(name, fact)), goal))
            return self._with_left(facts, number, goal)
        finally:
            self._dropped = before

    def _with_left(self, facts: Facts, number: int, goal: Formula) -> Step:
        """Use of a fact about every value what is left of it without the quantifier."""
        fact = facts[number]
        left = self._without(facts, fact)
        if self._follows(facts, left):
            return self.show(facts, goal)
        opposite = negation(left)
        against = with_fact(facts, opposite)
        other = negation(fact)
        shown = Suppose(Lemma(other, self._branch(against, other), Opposites(number, len(against))))
        return Lemma(left, shown, self._branch(with_fact(facts, left), goal))

    # -- what is claimed ----------------------------------------------------------------------------------

    def _said(self, facts: Facts, goal: Formula) -> Step:
        match goal:
            case And():
                return Each(tuple(self._branch(facts, part) for part in goal.parts))
            case Or():
                return self._one_of(facts, goal)
            case Every():
                name = _fresh(goal, (*facts, goal))
                return Arbitrary(name, self._branch(facts, called(name, goal)))
        assert isinstance(goal, Some)
        return self._witness(facts, goal)

    def _one_of(self, facts: Facts, goal: Or) -> Step:
        """Show a part that holds; after telling cases apart, if that depends."""
        left = [self._without(facts, part) for part in goal.parts]
        for number, condition in enumerate(left):
            if self._follows(facts, condition):
                return Either(number, self._branch(facts, goal.parts[number]))
        open_parts = [n for n, condition in enumerate(left) if not self._follows(facts, negation(condition))]
        if not open_parts:
            return Asked(PROVERS)
        number = open_parts[0]
        on = left[number]
        here = Either(number, self._branch(with_fact(facts, on), goal.parts[number]))
        return Split(on, here, self._branch(with_fact(facts, negation(on)), goal))

    def _witness(self, facts: Facts, goal: Some) -> Step:
        """Name a value, or some of which one will do, and show that it does."""
        name = _fresh(goal, facts)
        condition = Some(name, self._without(facts, called(name, goal)))
        taken = set(quantified(goal.body))
        near = (v for v in self._values(facts, condition) if not taken & {*v[0].names, *v[1].names})
        plain: list[Value] = []
        rooted: list[Value] = []
        for value in itertools.islice(dict.fromkeys(near), _MOST_WITNESSES):
            (rooted if _unknown_roots(facts, value) else plain).append(value)
        found = self._that_do(facts, condition, plain)
        if found:
            return self._one_will_do(facts, goal, found)
        found = self._that_do(facts, condition, [*plain, *rooted])
        roots = dict.fromkeys(root for value in found for root in _unknown_roots(facts, value))
        if not roots:
            return Asked(PROVERS)
        return self._with_root(facts, next(iter(roots)), goal)

    def _that_do(self, facts: Facts, condition: Some, values: Iterable[Value]) -> dict[Value, Formula]:
        """Return a value that will do, or some of which one will, each with the condition that is left; else none."""
        options: dict[Value, Formula] = {}
        for value in values:
            options[value] = put_in(condition, *value)
            if self._follows(facts, options[value]):
                return {value: TRUE}
        if not self._follows(facts, disjunction(*options.values())):
            return {}
        for value in reversed(list(options)):
            rest = {v: f for v, f in options.items() if v != value}
            if self._follows(facts, disjunction(*rest.values())):
                options = rest
        return {v: simplify(self._decider(facts), here).formula for v, here in options.items()}

    def _one_will_do(self, facts: Facts, goal: Some, options: dict[Value, Formula]) -> Step:
        """Show that a value will do; of several, one in each case."""
        if len(options) == 1:
            (value,) = options
            return self._named(facts, goal, value)
        either = Or(tuple(options.values()))
        proofs = [self._named(with_fact((*facts, either), here), goal, v) for v, here in options.items()]
        return Lemma(either, self.show(facts, either), ByCase(len(facts), tuple(proofs)))

    def _with_root(self, facts: Facts, root: str, goal: Formula) -> Step:
        """Take a square root that a value is written with."""
        inside = radicand(root)
        assert inside is not None
        return Root(inside, self.begin(with_fact(facts, root_facts(root, inside)), goal, ((root, inside),)))

    def _named(self, facts: Facts, goal: Some, value: Value) -> Step:
        top, bottom = value
        return Witness(top, self._branch(facts, put_in(goal, top, bottom)), bottom)

    def _values(self, facts: Facts, condition: Some) -> Iterator[Value]:
        """Yield values that may do: bounds, what is between and beyond, a number, where a square is least or zero."""
        decider = self._decider(facts)
        bounds = list(dict.fromkeys(_bounds(decider, condition.name, condition.body)))
        near = _near(bounds, sorted(names(condition)))
        yield from itertools.islice((_lowest(decider, value) for value in near), _MOST_NEAR)
        with contextlib.suppress(Undecided):
            point = decider.point(condition.body, [condition.name]) or {}
            yield from ((Polynomial.constant(x), _ONE) for name, x in point.items() if name == condition.name)
        around = list(dict.fromkeys(_around(decider, condition.name, condition.body)))
        pairs = itertools.chain(itertools.combinations(around, 2), itertools.product(around, bounds))
        beyond = _beyond(decider, condition.name, condition.body)
        for value in itertools.chain(around, itertools.starmap(_between, pairs), beyond):
            yield _lowest(decider, value)

    # -- elimination --------------------------------------------------------------------------------------

    def _without(self, facts: Facts, formula: Formula) -> Formula:
        """Return what is left of a formula where the facts hold, quantifiers eliminated.

        Raises
        ------
        Undecided
            If one cannot be.
        """
        if not has_quantifiers(formula):
            return formula
        decider = self._decider(facts)
        key = (decider.assumptions, formula)
        if key not in self._left:
            self._left[key] = simplify(decider, _eliminated(decider, formula, self._seconds)).formula
        return self._left[key]

    def _decider(self, facts: Facts) -> Decider:
        """Return who decides where the facts hold."""
        context = conjunction(*(f for f in facts if not has_quantifiers(f)))
        return self._deciders.setdefault(context, Decider(context))


def _eliminated(decider: Decider, formula: Formula, seconds: float) -> Formula:
    match formula:
        case And():
            return conjunction(*(_eliminated(decider, part, seconds) for part in formula.parts))
        case Or():
            return disjunction(*(_eliminated(decider, part, seconds) for part in formula.parts))
        case Some(name, body):
            return eliminate(decider, _eliminated(decider, body, seconds), name, seconds=seconds)
        case Every(name, body):
            return negation(
                eliminate(decider, negation(_eliminated(decider, body, seconds)), name, seconds=seconds)
            )
    return formula


def _fresh(formula: Some | Every, others: Iterable[Formula]) -> str:
    """Return a name for a value of which nothing else may speak."""
    others = list(others)
    free = {name for other in others for name in names(other)}
    bound = {name for other in others for name in quantified(other)}
    return formula.name if formula.name not in free else unused(formula.name, free | bound)


# -- values ----------------------------------------------------------------------------------------------


def _near(bounds: list[Value], others: Iterable[str]) -> Iterator[Value]:
    """Yield midpoints between bounds, the bounds, what is a little beyond them, and other variables."""
    whole = [top for top, bottom in bounds if bottom == _ONE]
    broken = [value for value in bounds if value[1] != _ONE]
    half = Fraction(1, 2)
    yield from (((low + high) * half, _ONE) for low, high in itertools.combinations(whole, 2))
    yield from ((bound, _ONE) for bound in whole)
    yield from ((bound + shift, _ONE) for bound in whole or [Polynomial.constant(0)] for shift in (1, -1))
    yield from ((Polynomial.symbol(other), _ONE) for other in others)
    yield from broken
    for one, other in itertools.combinations(bounds, 2):
        if (one[1], other[1]) != (_ONE, _ONE):
            yield _between(one, other)
    yield from ((top + bottom * shift, bottom) for top, bottom in broken for shift in (1, -1))


def _between(one: Value, other: Value) -> Value:
    (top, bottom), (above, below) = one, other
    return top * below + above * bottom, bottom * below * 2


def _bounds(decider: Decider, name: str, condition: Formula) -> Iterator[Value]:
    """Yield the bounds that comparisons set to a variable; where the sign below the line is open, both ways."""
    for a in atoms(condition):
        for constant, slope in _lines(decider, name, a):
            if slope.is_constant:
                yield constant * (-1 / slope.constant_value()), _ONE
                continue
            possible = signs(decider, slope)
            if 1 in possible:
                yield -constant, slope
            if -1 in possible:
                yield constant, -slope


def _around(decider: Decider, name: str, condition: Formula) -> Iterator[Value]:
    """Yield, for comparisons that are quadratic in a variable, where the square is least, and where it is zero."""
    for slope, lead, square in _squares(name, condition):
        roots = [Polynomial.constant(0)]
        if not has_radicals((*square.names, *lead.names)) and not square.is_constant:
            roots += [radical(square), -radical(square)]
        for sign in signs(decider, lead) - {0}:
            yield from (((root - slope) * sign, lead * 2 * sign) for root in roots)


def _beyond(decider: Decider, name: str, condition: Formula) -> Iterator[Value]:
    """Yield, for comparisons that are quadratic in a variable, values on both sides of where they are zero.

    They are zero at `(root - slope)/(2*lead)`, with the square root of some `d`, which is less than `d + 1`.
    """
    for slope, lead, square in _squares(name, condition):
        for sign in signs(decider, lead) - {0}:
            yield from (((root - slope) * sign, lead * 2 * sign) for root in (square + 1, -square - 1))


def _squares(name: str, condition: Formula) -> Iterator[tuple[Polynomial, Polynomial, Polynomial]]:
    """Yield, for comparisons that are quadratic in a variable, slope, leading coefficient and discriminant."""
    for a in atoms(condition):
        if a.polynomial.degree(name) == 2:
            constant, slope, lead = a.polynomial.coefficients(name)
            yield slope, lead, slope * slope - 4 * lead * constant


def _unknown_roots(facts: Facts, value: Value) -> list[str]:
    """Return the square roots in a value that no fact speaks of."""
    used = [name for part in value for name in part.names if name.startswith("sqrt(")]
    return [name for name in used if not any(name in names(fact) for fact in facts)]


def _lowest(decider: Decider, value: Value) -> Value:
    """Return a value in lowest terms."""
    top, bottom = value
    if bottom.is_constant:
        return top * (1 / bottom.constant_value()), _ONE
    shared = top.gcd(bottom)
    if shared.is_constant:
        return value
    top, bottom = top.divide_exactly(shared), bottom.divide_exactly(shared)
    if bottom.is_constant:
        return top * (1 / bottom.constant_value()), _ONE
    return (-top, -bottom) if 1 not in signs(decider, bottom) else (top, bottom)


def _lines(decider: Decider, name: str, a: Atom) -> Iterator[tuple[Polynomial, Polynomial]]:
    """Yield constant and slope of the factors of what is compared that are linear in a variable, or may be."""
    for factor in [a.polynomial] if a.polynomial.degree(name) == 1 else _factors(name, a):
        constant, slope, *lead = factor.coefficients(name)
        if not slope.is_zero and (not lead or 0 in signs(decider, lead[0])):
            yield constant, slope


def _factors(name: str, a: Atom) -> list[Polynomial]:
    """Return the factors of what is compared that have degree one or two in a variable."""
    return [f for f, _ in a.polynomial.factor()[1] if f.degree(name) in (1, 2)]
