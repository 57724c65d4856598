"""Steps about roots: proofs that no search finds, and steps for which a theorem must be believed.

That a root is at most 1 if what is under it is, follows from `1 - r**d = (1 - r)*(1 + r + ... + r**(d-1))`, as long as
the degree is a number. Else, and for the binomial theorem and Sturm's on how many roots there are, a step is shown by
no identity: whoever reads or checks it is told whom to believe. What a rule needs is made sure of here, with the
decider's help: roots are counted by region, and refused at a point where there are more or fewer.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from formal.algebra.counting import roots_inside
from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, Atom, Formula, Some, atom, conjuncts, disjunction, negation
from formal.algebra.polynomial import Polynomial
from formal.algebra.roots import between
from formal.claims.steps import Asked, Identity, Term, Theorem
from formal.derivations.alike import STURM
from formal.derivations.derivation import Shown
from formal.derivations.obligations import Obligation
from formal.errors import Undecided

__all__ = ["below_one", "by_rule"]


def by_rule(obligation: Obligation) -> Shown:
    """Return a step with the rule to be believed, or with a point at which it fails; open if neither is known.

    Examples
    --------
    >>> from formal.algebra.formula import TRUE, conjunction
    >>> from formal.algebra.quotient import Quotient, as_quotient
    >>> q, c = Polynomial.symbol("q"), Polynomial.symbol("c")
    >>> f = 6 * q**2 * (1 - q) ** 2 - c
    >>> solves = conjunction(atom(f, "="), atom(q, ">"), atom(1 - q, ">"))
    >>> small = conjunction(atom(c, ">"), atom(3 - 8 * c, ">"))
    >>> step = Obligation(
    ...     "roots", "each", "each", ("2", "0", "1"), TRUE, small, Some("q", solves), as_quotient(f), rule=STURM
    ... )
    >>> by_rule(step).theorem.provers
    ("Sturm's theorem",)
    """
    believed = Theorem(conjuncts(obligation.assumptions), obligation.goal, Asked((obligation.rule,)))
    if obligation.rule != STURM:
        return Shown(obligation, believed)
    assert obligation.left is not None and isinstance(obligation.goal, Some)
    decider = Decider(obligation.assumptions)
    try:
        number, low, high = obligation.what
        name = obligation.goal.name
        moved = between(obligation.left.numerator, name, Fraction(low), Fraction(high))
        other = _other_count(decider, moved, name, number)
        found = decider.satisfiable(other)
        if found is not False:
            return Shown(obligation, None, decider.point(other) if found else None)
    except Undecided:
        return Shown(obligation)
    return Shown(obligation, believed)


def below_one(obligation: Obligation) -> Theorem | None:
    """Return the proof that a root is at most 1, from what is under it and a whole degree.

    None if what is under it is a number above 1, so that nothing follows.

    With `r**d = a/b` and `a/b <= 1`, `b**2*(1 + r + ... + r**(d-1))*(1 - r) = b*(b - a) + b*(a - b*r**d) >= 0`.

    Examples
    --------
    >>> from formal.algebra.formula import TRUE, compare, conjunction
    >>> from formal.algebra.quotient import Quotient
    >>> from formal.claims.kernel import fault
    >>> r, inside = Polynomial.symbol("r"), Quotient.symbol("c") / Quotient.symbol("b")
    >>> power = atom(inside.numerator - r**3 * inside.denominator, "=")
    >>> known = conjunction(atom(r, ">="), power, compare(Quotient.constant(1), ">=", inside))
    >>> shown = below_one(
    ...     Obligation("below", "each", "each", ("r", "3"), TRUE, known, atom(1 - r, ">="), inside)
    ... )
    >>> fault(shown) is None
    True
    """
    assert obligation.left is not None
    (name, degree), facts = obligation.what, conjuncts(obligation.assumptions)
    if FALSE in facts:
        return None
    top, bottom, r = obligation.left.numerator, obligation.left.denominator, Polynomial.symbol(name)
    root, power = facts.index(atom(r, ">=")), top - r ** int(degree) * bottom
    nonzero = () if bottom.is_constant else (facts.index(atom(bottom, "!=")),) * 2
    scale = Fraction(1) if not nonzero else _ratio(bottom, facts[nonzero[0]]) ** 2
    multiplier = tuple(Term(scale, (*nonzero, *(root,) * j)) for j in range(int(degree)))
    rest, equation = bottom * (bottom - top), facts.index(atom(power, "="))
    if rest.is_constant:
        terms = () if rest.is_zero else (Term(rest.constant_value()),)
    else:
        under = facts.index(atom(rest, ">="))
        terms = (Term(_ratio(rest, facts[under]), (under,)),)
    by = Polynomial.constant(_ratio(power, facts[equation])) * bottom
    if bottom.is_constant:
        multiplier = tuple(replace(t, weight=bottom.constant_value() ** 2) for t in multiplier)
    return Theorem(facts, obligation.goal, Identity(multiplier, terms, ((equation, by),)))


def _ratio(polynomial: Polynomial, fact: Formula) -> Fraction:
    """Return by which number a polynomial is a multiple of that of a fact."""
    assert isinstance(fact, Atom)
    return polynomial.divide_exactly(fact.polynomial).constant_value()


def _other_count(decider: Decider, polynomial: Polynomial, name: str, number: str) -> Formula:
    """Return where a polynomial has another number of roots between 0 and 1 than is said.

    Raises
    ------
    Undecided
        If that is not known everywhere.
    """
    if polynomial.is_zero:
        raise Undecided("an equation that always holds has no number of roots")
    factors = [(factor, times) for factor, times in polynomial.factor()[1]]
    rest = [factor for factor, _ in factors if name not in factor.names]
    mine = [factor for factor, _ in factors if name in factor.names]
    if len(mine) != 1 or any(decider.possible(atom(factor, "=")) for factor in rest):
        raise Undecided(f"the roots of {polynomial} are not counted: it is a product")
    counts = roots_inside(decider, mine[0], name)
    if decider.possible(negation(disjunction(*(where for where, _ in counts)))):
        raise Undecided(f"the roots of {polynomial} are not counted everywhere")
    return disjunction(*(where for where, count in counts if str(count) != number))
