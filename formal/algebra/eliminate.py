"""Elimination: the parameters for which a value of a variable with a given property exists.

`eliminate` returns a formula without the variable that holds exactly where some real value of it makes the
given one true. Equations are solved (Gauss); inequalities that are linear in the variable are combined pairwise
(Fourier-Motzkin), with cases where the sign of a coefficient is not known; quadratic ones are decided at virtual
test points. From degree three up it raises `Undecided`.

References
----------
Loos, R. and V. Weispfenning (1993), Applying linear quantifier elimination. The Computer Journal 36.
Weispfenning, V. (1997), Quantifier elimination for real algebra: the quadratic case and beyond.

>>> from formal.algebra.decide import Decider
>>> from formal.algebra.polynomial import Polynomial
>>> x, p, c = (Polynomial.symbol(n) for n in ("x", "p", "c"))
>>> inside = conjunction(atom(x, ">="), atom(1 - x, ">="), atom(x - p - c, ">"))
>>> print(eliminate(Decider(), inside, "x"))
-c - p + 1 > 0
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formal.algebra.decide import Decider, root_definition
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    conjunction,
    disjunction,
    names,
)
from formal.algebra.normal import Clause, clauses, guarded, signs
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import plain_names, radicals_in
from formal.errors import Undecided

_MOST_SIGN_CASES = 3


def eliminate(
    decider: Decider,
    formula: Formula,
    *variables: str,
    context: Formula = TRUE,
    seconds: float = math.inf,
) -> Formula:
    """Return the formula that holds where values of `variables` exist that satisfy `formula`.

    Parameters
    ----------
    decider
        Prunes branches; its assumptions must not mention the variables.
    formula
        The condition on parameters and variables.
    variables
        Names of what to eliminate, first to last.
    context
        What else may be taken for granted when branches are pruned (free of the variables).
    seconds
        How long it may take, about: work is counted (see `Decider`).

    Raises
    ------
    Undecided
        If a variable occurs in an irreducible polynomial of degree three or more and in no linear equation, or if it
        takes too long.
    """
    before, decider.most_work = decider.most_work, min(decider.most_work, decider.work + 1000 * seconds)
    try:
        formula = guarded(decider, formula)
        for name in variables:
            for root in _outermost_first(formula, name):
                formula = _eliminate_one(decider, conjunction(root_definition(root), formula), root, context)
            formula = _eliminate_one(decider, formula, name, context)
        return formula
    finally:
        decider.most_work = before


def without_roots(decider: Decider, formula: Formula) -> Formula:
    """Return `formula` as conditions on polynomials in the ordinary variables."""
    formula = guarded(decider, formula)
    for root in _outermost_first(formula):
        formula = _eliminate_one(decider, conjunction(root_definition(root), formula), root, TRUE)
    return formula


def _outermost_first(formula: Formula, name: str | None = None) -> list[str]:
    """Return the square roots in `formula` (those that depend on `name`), each before those inside it."""
    found = [r for r in radicals_in(names(formula)) if name is None or name in plain_names([r])]
    return sorted(found, key=lambda root: -len(radicals_in([root])))


def _eliminate_one(decider: Decider, formula: Formula, name: str, context: Formula) -> Formula:
    if name not in names(formula):
        return formula
    found = []
    for clause in clauses(decider, formula, context):
        result = _from_clause(decider, clause, name, context)
        if result == TRUE:
            return TRUE
        found.append(result)
    return disjunction(*found)


def _require_time(decider: Decider, name: str) -> None:
    if decider.work > decider.most_work:
        raise Undecided(f"cannot eliminate {name}: it takes longer than it may; fix some parameters")


def _from_clause(decider: Decider, clause: Clause, name: str, context: Formula) -> Formula:
    _require_time(decider, name)
    inside = [a for a in clause if name in a.polynomial.names]
    outside = conjunction(*(a for a in clause if name not in a.polynomial.names))
    if not inside:
        return outside
    context = conjunction(context, outside)
    for position, a in enumerate(inside):
        if a.polynomial.degree(name) > 1:
            split = _split_factors(a, name)
            if split is not None:
                rest = conjunction(*inside[:position], split, *inside[position + 1 :])
                return conjunction(outside, _eliminate_one(decider, rest, name, context))
    solved = _solve_equation(decider, inside, name, context)
    if solved is None:
        high = next((a.polynomial for a in inside if a.polynomial.degree(name) > 2), None)
        if high is not None:
            raise Undecided(f"cannot eliminate {name}: degree {high.degree(name)} in {high}")
        solved = _fourier_motzkin(decider, inside, name, context)
    if solved is None:
        solved = _test_points(decider, inside, name, context)
    return conjunction(outside, solved)


def _split_factors(a: Atom, name: str) -> Formula | None:
    """Return a product's condition as cases on its factors' signs, or None if it has one factor only."""
    content, factors = a.polynomial.factor()
    if len(factors) == 1 and factors[0][1] == 1:
        return None
    first = next(f for f, _ in factors if name in f.names)
    power = next(power for f, power in factors if f == first)
    rest = Polynomial.constant(content)
    for f, k in factors:
        if f != first:
            rest = rest * f**k
    if power % 2 == 0:
        return _with_square(a, first, rest)
    if rest.is_constant:
        return atom(first * rest, a.relation)
    match a.relation:
        case "=":
            return disjunction(atom(first, "="), atom(rest, "="))
        case "!=":
            return conjunction(atom(first, "!="), atom(rest, "!="))
    return disjunction(
        conjunction(atom(first, a.relation), atom(rest, a.relation)),
        conjunction(atom(-first, a.relation), atom(-rest, a.relation)),
    )


def _with_square(a: Atom, first: Polynomial, rest: Polynomial) -> Formula:
    if a.relation in ("=", ">="):
        return disjunction(atom(first, "="), atom(rest, a.relation))
    return conjunction(atom(first, "!="), atom(rest, a.relation))


# -- equations ---------------------------------------------------------------------------------------


def _solve_equation(decider: Decider, inside: Sequence[Atom], name: str, context: Formula) -> Formula | None:
    """Solve an equation that is linear in the variable and put the solution into the other atoms."""
    for a in inside:
        if a.relation != "=" or a.polynomial.degree(name) != 1:
            continue
        constant, slope = a.polynomial.coefficients(name)
        rest = [other for other in inside if other is not a]
        possible = signs(decider, slope, context)
        cases = []
        if possible & {1, -1}:
            known = 1 if possible == {1} else -1 if possible == {-1} else None
            put_in = (_at_fraction(other, name, -constant, slope, known) for other in rest)
            cases.append(conjunction(TRUE if known else atom(slope, "!="), *put_in))
        if 0 in possible:
            flat = conjunction(atom(slope, "="), atom(constant, "="))
            if decider.possible(conjunction(context, flat), patient=False):
                cases.append(conjunction(flat, _eliminate_one(decider, conjunction(*rest), name, context)))
        return disjunction(*cases)
    return None


def _at_fraction(a: Atom, name: str, top: Polynomial, bottom: Polynomial, sign: int | None) -> Formula:
    """Return the atom at `name = top/bottom`, where `bottom` is not zero and has the given sign if known."""
    total = a.polynomial.at_fraction(name, top, bottom)
    if a.polynomial.degree(name) % 2 and a.relation in (">", ">="):
        total = total * bottom if sign is None else total * sign
    return atom(total, a.relation)


# -- linear inequalities -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bound:
    """`slope * x + constant relation 0` with a slope of known sign."""

    slope: Polynomial
    constant: Polynomial
    strict: bool
    lower: bool


def _fourier_motzkin(decider: Decider, inside: Sequence[Atom], name: str, context: Formula) -> Formula | None:
    if any(a.polynomial.degree(name) > 1 or a.relation == "=" for a in inside):
        return None
    apart = next((a for a in inside if a.relation == "!="), None)
    if apart is not None:
        rest = [a for a in inside if a is not apart]
        halves = (atom(apart.polynomial, ">"), atom(-apart.polynomial, ">"))
        return disjunction(
            *(_eliminate_one(decider, conjunction(*rest, half), name, context) for half in halves)
        )
    lines: list[tuple[Atom, Polynomial, Polynomial]] = []
    for a in inside:
        constant, slope = a.polynomial.coefficients(name)
        lines.append((a, constant, slope))
    possible = {slope: signs(decider, slope, context) for _, _, slope in lines}
    open_slopes = [slope for slope, found in possible.items() if len(found) > 1]
    if len(open_slopes) > _MOST_SIGN_CASES:
        return None
    if open_slopes:
        return _sign_cases(decider, inside, name, context, open_slopes[0], possible[open_slopes[0]])
    bounds, free = [], []
    for a, constant, slope in lines:
        sign = next(iter(possible[slope])) if possible[slope] else 0
        if sign == 0:
            free.append(atom(constant, a.relation))
        else:
            bounds.append(_Bound(slope, constant, a.relation == ">", sign > 0))
    return conjunction(*free, *_combined(bounds))


def _combined(bounds: Iterable[_Bound]) -> Iterable[Formula]:
    listed = list(bounds)
    for low in (b for b in listed if b.lower):
        for high in (b for b in listed if not b.lower):
            gap = high.constant * low.slope - low.constant * high.slope
            yield atom(gap, ">" if low.strict or high.strict else ">=")


def _sign_cases(
    decider: Decider,
    inside: Sequence[Atom],
    name: str,
    context: Formula,
    slope: Polynomial,
    possible: frozenset[int],
) -> Formula:
    found = []
    for sign in sorted(possible):
        case = atom(slope, "=") if sign == 0 else atom(slope * sign, ">")
        here = conjunction(context, case)
        if not decider.possible(here, patient=False):
            continue
        reduced = [_without_slope(a, name, slope) if sign == 0 else a for a in inside]
        found.append(conjunction(case, _eliminate_one(decider, conjunction(*reduced), name, here)))
    return disjunction(*found)


def _without_slope(a: Atom, name: str, slope: Polynomial) -> Formula:
    constant, own = a.polynomial.coefficients(name)
    return atom(constant, a.relation) if own == slope else a


# -- quadratic inequalities: virtual test points -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Root:
    """The test point `(base + factor*sqrt(square)) / bottom`, there where `guard` holds."""

    guard: Formula
    base: Polynomial
    factor: Polynomial
    square: Polynomial
    bottom: Polynomial


def _test_points(decider: Decider, inside: Sequence[Atom], name: str, context: Formula) -> Formula:
    equation = next((a for a in inside if a.relation == "="), None)
    found = []
    if equation is None:
        found.append(conjunction(*(_at_minus_infinity(a.polynomial, a.relation, name) for a in inside)))
    else:
        flat = conjunction(*(atom(c, "=") for c in equation.polynomial.coefficients(name)))
        if decider.possible(conjunction(context, flat), patient=False):
            rest = conjunction(*(a for a in inside if a is not equation))
            found.append(conjunction(flat, _eliminate_one(decider, rest, name, context)))
    for a in inside if equation is None else [equation]:
        beside = a.relation in (">", "!=")
        at = _just_above if beside else _at_root
        for root in _roots(a.polynomial, name):
            _require_time(decider, name)
            here = conjunction(context, root.guard)
            if decider.possible(here, patient=False):
                tests = []
                for other in inside:
                    tests.append(at(other.polynomial, other.relation, name, root))
                    if tests[-1] == FALSE:
                        break
                result = conjunction(root.guard, *tests)
                if decider.possible(conjunction(context, result), patient=False):
                    found.append(result)
    return disjunction(*found)


def _roots(polynomial: Polynomial, name: str) -> list[_Root]:
    one, zero = Polynomial.constant(1), Polynomial.constant(0)
    coefficients = polynomial.coefficients(name)
    if len(coefficients) == 2:
        constant, slope = coefficients
        return [_Root(atom(slope, "!="), -constant, zero, one, slope)]
    constant, slope, lead = coefficients
    square = slope * slope - 4 * lead * constant
    guard = conjunction(atom(lead, "!="), atom(square, ">="))
    linear = conjunction(atom(lead, "="), atom(slope, "!="))
    return [
        *(_Root(guard, -slope, one * side, square, 2 * lead) for side in (1, -1)),
        _Root(linear, -constant, zero, one, slope),
    ]


def _at_root(polynomial: Polynomial, relation: str, name: str, root: _Root) -> Formula:
    """Return the condition that `polynomial relation 0` holds at the root (its guard taken for granted)."""
    plain, surd = Polynomial.constant(0), Polynomial.constant(0)
    coefficients = polynomial.coefficients(name)
    degree = len(coefficients) - 1
    for power, coefficient in enumerate(reversed(coefficients)):
        plain, surd = (
            plain * root.base + surd * root.factor * root.square + coefficient * root.bottom**power,
            plain * root.factor + surd * root.base,
        )
    if degree % 2:
        plain, surd = plain * root.bottom, surd * root.bottom
    if surd.is_zero:
        return atom(plain, relation)  # type: ignore[arg-type]
    norm = plain * plain - surd * surd * root.square
    match relation:
        case "=":
            return conjunction(atom(-plain * surd, ">="), atom(norm, "="))
        case "!=":
            return disjunction(atom(plain * surd, ">"), atom(norm, "!="))
        case ">":
            return disjunction(
                conjunction(atom(plain, ">"), atom(norm, ">")),
                conjunction(atom(plain, ">"), atom(surd, ">=")),
                conjunction(atom(surd, ">"), atom(-norm, ">")),
            )
    return disjunction(
        conjunction(atom(plain, ">="), atom(norm, ">=")),
        conjunction(atom(surd, ">="), atom(-norm, ">=")),
    )


def _just_above(polynomial: Polynomial, relation: str, name: str, root: _Root) -> Formula:
    """Return the condition that `polynomial relation 0` holds immediately to the right of the root."""
    coefficients = polynomial.coefficients(name)
    if relation == "=":
        return conjunction(*(atom(c, "=") for c in coefficients))
    if relation == "!=":
        return disjunction(*(atom(c, "!=") for c in coefficients))
    if len(coefficients) == 1:
        return atom(polynomial, relation)  # type: ignore[arg-type]
    return disjunction(
        _at_root(polynomial, ">", name, root),
        conjunction(
            _at_root(polynomial, "=", name, root),
            _just_above(polynomial.derivative(name), relation, name, root),
        ),
    )


def _at_minus_infinity(polynomial: Polynomial, relation: str, name: str) -> Formula:
    """Return the condition that `polynomial relation 0` holds for all very negative values of `name`."""
    coefficients = polynomial.coefficients(name)
    if relation == "=":
        return conjunction(*(atom(c, "=") for c in coefficients))
    if relation == "!=":
        return disjunction(*(atom(c, "!=") for c in coefficients))
    if len(coefficients) == 1:
        return atom(polynomial, relation)  # type: ignore[arg-type]
    degree = len(coefficients) - 1
    lead = coefficients[-1] if degree % 2 == 0 else -coefficients[-1]
    rest = polynomial - coefficients[-1] * Polynomial.symbol(name) ** degree
    return disjunction(
        atom(lead, ">"), conjunction(atom(coefficients[-1], "="), _at_minus_infinity(rest, relation, name))
    )
