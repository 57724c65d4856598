r"""Proofs as text and as LaTeX: identities that a reader can expand, in the order in which they are used.

>>> from sympy import symbols
>>> from formal.claims import prove
>>> d1, d2 = symbols("d1 d2")
>>> certificate = prove(d1 * d2 < 1, where=[0 < d1, d1 < 1, d2 < 1]).certificate
>>> print(proof_text(certificate.theorems[0]))
1 - d1*d2 = (1 - d1) + d1*(1 - d2) > 0
>>> print(proof_latex(certificate.theorems[0]))
$1 - d_1 d_2 = (1 - d_1) + d_1 (1 - d_2) > 0$
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

import sympy as sp

from formal.algebra.arrange import Arranged, arrange
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Every,
    Formula,
    Or,
    Some,
    atoms,
    conjunction,
    has_quantifiers,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import reduced
from formal.algebra.space import Space
from formal.algebra.writing import write_polynomial
from formal.claims import steps
from formal.claims.kernel import (
    Facts,
    called,
    cases_of,
    goal_of,
    initial_facts,
    parts_of,
    put_in,
    root_facts,
    with_fact,
)
from formal.claims.steps import Identity, Step, Term, Theorem
from formal.show.latex import LatexWriter
from formal.show.layout import Order
from formal.show.outline import outline
from formal.show.region import arranged_piece, arranged_words
from formal.show.text import TextWriter
from formal.show.writer import Grip, Writer

Line = tuple[int, str]
_EVERYWHERE = Space({}, TRUE)


def proof_text(theorem: Theorem, space: Space = _EVERYWHERE) -> str:
    """Return a proof as text, one step a line.

    Parameters
    ----------
    theorem
        What is proved.
    space
        Gives the order of the parameters.
    """
    lines = _Prose(TextWriter(Order.of(space)), space).lines(theorem)
    return "\n".join("  " * depth + line for depth, line in lines)


def proof_latex(theorem: Theorem, space: Space = _EVERYWHERE) -> str:
    r"""Return a proof as LaTeX prose, one step a line.

    Parameters
    ----------
    theorem
        What is proved.
    space
        Gives the order of the parameters.
    """
    return outline(proof_lines(theorem, space))


def proof_lines(theorem: Theorem, space: Space = _EVERYWHERE) -> list[Line]:
    """Return the steps of a proof in LaTeX, each with how far it is set in."""
    return _Prose(LatexWriter(Order.of(space)), space).lines(theorem)


class _Prose:
    """Tells a proof; what differs between text and LaTeX is the writer's."""

    def __init__(self, writer: Writer, space: Space) -> None:
        self._writer = writer
        self._space = space
        self._latex = isinstance(writer, LatexWriter)

    def lines(self, theorem: Theorem) -> list[Line]:
        """Return the lines of a proof, each with how far it is set in."""
        facts, goal = initial_facts(theorem), goal_of(theorem)
        told = list(self._told(facts, goal, theorem.proof, 0))
        if goal == TRUE:
            return told or [(0, "nothing is left to show")]
        return told or [(0, f"{self._formula(goal)}: as assumed")]

    def _told(self, facts: Facts, goal: Formula, step: Step, depth: int) -> Iterator[Line]:
        match step:
            case Identity() if FALSE in facts:
                yield depth, "what is assumed excludes itself"
            case Identity():
                if not (_is_a_fact(facts, goal, step) or self._is_a_number(goal)):
                    yield depth, self._identity(facts, goal, step)
            case steps.Lemma(claim, proof, steps.Suppose(Identity())) if _tells_apart(claim, goal):
                yield from self._told(facts, claim, proof, depth)
            case steps.Lemma(claim, proof, then):
                shown = list(self._told(facts, claim, proof, depth + 1))
                if shown:
                    yield depth, f"first, {self._formula(claim)}:"
                yield from shown
                yield from self._told(with_fact(facts, claim), goal, then, depth)
            case steps.Split(on, if_so, if_not):
                for case, proof in ((on, if_so), (negation(on), if_not)):
                    yield from self._case(facts, case, goal, proof, depth)
            case steps.ByCase(number, (main, steps.NoSuchPoint() as other)) if _defines_root(facts[number]):
                real, unreal = cases_of(facts[number])
                shown = list(self._told(with_fact(facts, unreal), goal, other, depth + 1))
                if len(shown) > 1:
                    yield depth, f"{self._under_root(facts[number])} is not negative:"
                    yield from shown
                yield from self._told(with_fact(facts, real), goal, main, depth)
            case steps.ByCase(number, proofs):
                for case, proof in zip(cases_of(facts[number]), proofs, strict=True):
                    yield from self._case(facts, case, goal, proof, depth)
            case steps.Each(proofs):
                for part, proof in zip(parts_of(goal), proofs, strict=True):
                    yield from self._told(facts, part, proof, depth)
            case steps.Either(part, proof):
                chosen = goal.parts[part]  # type: ignore[attr-defined]
                yield from self._told(facts, chosen, proof, depth)
            case steps.Suppose(proof):
                yield depth, f"suppose that {self._formula(negation(goal))}:"
                yield from self._told(with_fact(facts, negation(goal)), FALSE, proof, depth + 1)
            case steps.NoSuchPoint(proof):
                yield from self._told(facts, FALSE, proof, depth)
            case steps.Opposites():
                pass
            case steps.Witness(top, proof, bottom) if isinstance(goal, Some):
                shown = list(self._told(facts, put_in(goal, top, bottom), proof, depth + 1))
                yield depth, f"take {self._value(goal.name, top, bottom)}{':' if shown else ''}"
                yield from shown
            case steps.Arbitrary(name, proof) if isinstance(goal, Every):
                yield from self._for_any(facts, called(name, goal), [name], proof, depth)
            case steps.Obtain(number, name, proof):
                fact = facts[number]
                assert isinstance(fact, Some)
                inner = called(name, fact)
                yield depth, f"let {self._math(self._writer.name(name))} be such that {self._formula(inner)}:"
                yield from self._told(with_fact(facts, inner), goal, proof, depth + 1)
            case steps.Root(inside, proof):
                name = f"sqrt({inside})"
                yield from self._told(with_fact(facts, root_facts(name, inside)), goal, proof, depth)
            case steps.Asked(provers):
                yield depth, f"{self._formula(goal)}: no proof, but verified by {', '.join(provers)}"

    def _for_any(
        self, facts: Facts, goal: Formula, given: list[str], proof: Step, depth: int
    ) -> Iterator[Line]:
        """Yield what is shown for any values of variables, all that are given one after the other at once."""
        if isinstance(proof, steps.Arbitrary) and isinstance(goal, Every):
            inner = called(proof.name, goal)
            yield from self._for_any(facts, inner, [*given, proof.name], proof.proof, depth)
            return
        shown = list(self._told(facts, goal, proof, depth + 1))
        if shown:
            yield depth, f"for any {', '.join(self._math(self._writer.name(name)) for name in given)}:"
            yield from shown

    def _case(self, facts: Facts, case: Formula, goal: Formula, proof: Step, depth: int) -> Iterator[Line]:
        shown = list(self._told(with_fact(facts, case), goal, proof, depth + 1))
        yield depth, f"if {self._formula(case)}: {'' if shown else 'nothing is left to show'}".rstrip()
        yield from shown

    def _is_a_number(self, goal: Formula) -> bool:
        """Return whether nothing but numbers is compared, as in `1 >= 0`."""
        return isinstance(goal, Atom) and bool(self._written(reduced(goal.polynomial)).is_number)

    # -- identities -----------------------------------------------------------------------------------

    def _identity(self, facts: Facts, goal: Formula, step: Identity) -> str:
        relation = goal.relation if isinstance(goal, Atom) else ">"
        if relation == "=" and not step.terms:
            right = self._equations(facts, step)
        else:
            right = self._sum(facts, step.terms) + self._equations(facts, step, after=bool(step.terms))
        left, note = self._left(facts, goal, step), self._note(facts, goal, step)
        shown = f"{left} = {right or '0'} {self._writer.relation(relation)} 0"
        if relation == "=":
            shown = f"{left} = {right or '0'}" + (" = 0" if right else "")
        elif left == right:
            shown, note = f"{left} {self._writer.relation(relation)} 0", f", term by term{note}"
        return self._math(shown) + note

    def _left(self, facts: Facts, goal: Formula, step: Identity) -> str:
        if not isinstance(goal, Atom):
            return "0"
        if step.multiplier == (Term(),):
            return self._polynomial(goal.polynomial, Grip.SUM)
        multiplier = self._sum(facts, step.multiplier)
        if len(step.multiplier) > 1:
            multiplier = self._writer.bracket(multiplier)
        return self._writer.times([multiplier, self._polynomial(goal.polynomial, Grip.POWER)])

    def _note(self, facts: Facts, goal: Formula, step: Identity) -> str:
        if goal == FALSE:
            return ", which cannot be"
        if step.multiplier == (Term(),) or not step.multiplier:
            return ""
        terms = step.multiplier
        positive = any(all(_is_strict(facts[n]) for n in t.facts) and t.square.is_constant for t in terms)
        sign = ">" if positive else self._writer.relation(">=")
        return f", where {self._math(f'{self._sum(facts, step.multiplier)} {sign} 0')}"

    def _sum(self, facts: Facts, terms: Iterable[Term]) -> str:
        return " + ".join(self._term(facts, term) for term in terms)

    def _term(self, facts: Facts, term: Term) -> str:
        factors = [] if term.weight == 1 else [self._number(term.weight)]
        if term.square != Polynomial.constant(1):
            factors.append(self._writer.raised(self._written(term.square), sp.Integer(2)))
        for number in sorted(set(term.facts), key=lambda n: (_length(facts[n]), n)):
            fact, power = facts[number], term.facts.count(number)
            assert isinstance(fact, Atom)
            if power == 1:
                factors.append(self._polynomial(fact.polynomial, Grip.POWER))
            else:
                factors.append(self._writer.raised(self._written(fact.polynomial), sp.Integer(power)))
        return self._writer.times(factors) if factors else "1"

    def _equations(self, facts: Facts, step: Identity, after: bool = False) -> str:
        shown = ""
        for number, factor in step.equations:
            equation = facts[number]
            assert isinstance(equation, Atom)
            if _squares_root(equation):  # written out, it is 0
                continue
            negative = factor.is_constant and factor.constant_value() < 0
            size = -factor if negative else factor
            body = self._polynomial(equation.polynomial, Grip.POWER)
            if size != Polynomial.constant(1):
                body = self._writer.times([self._polynomial(size, Grip.POWER), body])
            sign = " - " if negative else " + "
            shown += (sign if shown or after else sign.strip().replace("+", "")) + body
        return shown

    # -- pieces ---------------------------------------------------------------------------------------

    def _math(self, shown: str) -> str:
        return f"${shown}$" if self._latex else shown

    def _number(self, value: Fraction) -> str:
        return self._writer.held(sp.Rational(value.numerator, value.denominator), Grip.PRODUCT)

    def _written(self, polynomial: Polynomial) -> sp.Expr:
        return write_polynomial(polynomial, self._space.symbols)

    def _polynomial(self, polynomial: Polynomial, grip: Grip) -> str:
        return self._writer.held(self._written(polynomial), grip)

    def _formula(self, formula: Formula) -> str:
        match formula:
            case Some(name, body):
                return f"there is {self._math(self._writer.name(name))} with {self._formula(body)}"
            case Every(name, body):
                return f"for every {self._math(self._writer.name(name))}, {self._formula(body)}"
            case And(parts=parts) if has_quantifiers(formula):
                return " and ".join(map(self._bracketed, parts))
            case Or(parts=parts) if has_quantifiers(formula):
                return " or ".join(map(self._bracketed, parts))
        arranged = _arranged(self._space, formula)
        if isinstance(self._writer, LatexWriter):
            return arranged_words(self._writer, arranged)
        return arranged_piece(self._writer, arranged)[0]

    def _bracketed(self, formula: Formula) -> str:
        return f"({self._formula(formula)})" if has_quantifiers(formula) else self._formula(formula)

    def _under_root(self, definition: Formula) -> str:
        inside = next(a.polynomial for a in atoms(definition) if a.relation == ">=")
        return self._math(self._polynomial(inside, Grip.SUM))

    def _value(self, name: str, top: Polynomial, bottom: Polynomial) -> str:
        value = self._writer.held(self._written(top) / self._written(bottom), Grip.SUM)
        return self._math(f"{self._writer.name(name)} = {value}")


def _is_a_fact(facts: Facts, goal: Formula, step: Identity) -> bool:
    """Return whether an identity only repeats a fact."""
    if not step.terms and len(step.equations) == 1 and isinstance(goal, Atom):
        ((number, factor),) = step.equations
        return step.multiplier == (Term(),) and factor == Polynomial.constant(1) and _is(facts[number], goal)
    if len(step.terms) != 1 or step.multiplier != (Term(),) or step.equations or not isinstance(goal, Atom):
        return False
    (term,) = step.terms
    return term == Term(facts=term.facts) and len(term.facts) == 1 and _is(facts[term.facts[0]], goal)


@lru_cache(maxsize=1024)
def _arranged(space: Space, formula: Formula) -> Arranged:
    """Return a formula as chains of comparisons: the proofs of one document say the same things again and again."""
    return arrange(space, conjunction(formula))


def _tells_apart(claim: Formula, goal: Formula) -> bool:
    """Return whether a claim says the sign of what is not to be zero."""
    if not (isinstance(goal, Atom) and goal.relation == "!=" and isinstance(claim, Atom)):
        return False
    return claim.relation == ">" and claim.polynomial in (goal.polynomial, -goal.polynomial)


def _is(fact: Formula, goal: Atom) -> bool:
    return isinstance(fact, Atom) and fact.polynomial == goal.polynomial


def _defines_root(fact: Formula) -> bool:
    """Return whether a fact says what a square root is, where it is real and where it is not."""
    return isinstance(fact, Or) and any(_squares_root(a) for a in atoms(fact))


def _squares_root(fact: Atom) -> bool:
    """Return whether a fact says what the square of a square root is."""
    roots = (name for name in fact.polynomial.names if name.startswith("sqrt("))
    return fact.relation == "=" and any(fact.polynomial.degree(name) == 2 for name in roots)


def _length(fact: Formula) -> int:
    return fact.polynomial.size if isinstance(fact, Atom) else 0


def _is_strict(fact: Formula) -> bool:
    return isinstance(fact, Atom) and fact.relation in (">", "!=")
