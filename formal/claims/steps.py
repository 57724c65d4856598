"""Proofs as data: what is claimed, under which assumptions, and the steps that show it.

A `Theorem` is a formula, the assumptions, and a proof: a tree of steps. At every step there is a numbered
list of *facts* (the assumptions first, then what the steps above have added) and a *goal*. The leaves are
identities of polynomials that can be checked by hand: `multiplier * claim = sum of products of facts`.
Nothing here reasons; what makes a step valid is said in `kernel`, and that is all that must be trusted.

From `d1 < 1`, `d2 < 1` and `d1 > 0` follows `d1*d2 < 1`, since `1 - d1*d2 = (1 - d1) + d1*(1 - d2)`:

>>> from formal.algebra.formula import atom
>>> d1, d2 = Polynomial.symbol("d1"), Polynomial.symbol("d2")
>>> assumptions = tuple(atom(f, ">") for f in (1 - d1, 1 - d2, d1))
>>> shown = Identity(multiplier=(Term(),), terms=(Term(facts=(0,)), Term(facts=(1, 2))))
>>> Theorem(assumptions, atom(1 - d1 * d2, ">"), shown).goal
Atom('-d1*d2 + 1 > 0')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Self

from formal.algebra.formula import And, Atom, Formula, Or
from formal.algebra.polynomial import Polynomial

_ONE = Polynomial.constant(1)


@dataclass(frozen=True)
class Term:
    """`weight * (product of facts) * square**2`, where every fact says that a polynomial is at least zero.

    Attributes
    ----------
    weight
        A positive rational number.
    facts
        The numbers of the facts, a power as repetition.
    square
        What is squared.

    Examples
    --------
    >>> Term(Fraction(1, 2), (0, 0, 3))
    Term(weight=Fraction(1, 2), facts=(0, 0, 3), square=Polynomial('1'))
    """

    weight: Fraction = Fraction(1)
    facts: tuple[int, ...] = ()
    square: Polynomial = _ONE


@dataclass(frozen=True)
class Step:
    """A step of a proof; one of the classes below."""

    def steps(self) -> Iterator[Step]:
        """Yield this step and all that it uses."""
        yield self
        for own in fields(self):
            value = getattr(self, own.name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Step):
                    yield from part.steps()

    def changed(
        self,
        number: Callable[[int], int] = lambda n: n,
        polynomial: Callable[[Polynomial], Polynomial] = lambda p: p,
    ) -> Self:
        """Return this step with the numbers of facts and the polynomials changed, here and in all that it uses."""
        own = {f.name: _changed(getattr(self, f.name), number, polynomial) for f in fields(self)}
        return replace(self, **own)

    def used(self) -> Iterator[int]:
        """Yield the numbers of the facts that this step and all that it uses refer to."""
        found: dict[int, int] = {}
        self.changed(number=lambda n: found.setdefault(n, n))
        yield from found


def _changed(value: Any, number: Callable[[int], int], polynomial: Callable[[Polynomial], Polynomial]) -> Any:
    match value:
        case bool():
            return value
        case int():
            return number(value)
        case Step():
            return value.changed(number, polynomial)
        case Term():
            return Term(value.weight, tuple(map(number, value.facts)), polynomial(value.square))
        case Polynomial():
            return polynomial(value)
        case Atom():
            return Atom(polynomial(value.polynomial), value.relation)
        case And() | Or():
            return type(value)(tuple(_changed(part, number, polynomial) for part in value.parts))
        case tuple():
            return tuple(_changed(part, number, polynomial) for part in value)
    return value


@dataclass(frozen=True)
class Identity(Step):
    """The goal `f > 0`, `f >= 0` or `f = 0`, since `multiplier * f = terms + multiples of equations`.

    For the goal `never`, `f` is zero: a sum that is positive under the facts is identically zero.

    Attributes
    ----------
    multiplier
        Terms whose sum multiplies the claim's polynomial.
    terms
        What it equals.
    equations
        Pairs of the number of a fact `e = 0` and the polynomial that multiplies `e`.
    """

    multiplier: tuple[Term, ...] = ()
    terms: tuple[Term, ...] = ()
    equations: tuple[tuple[int, Polynomial], ...] = ()


@dataclass(frozen=True)
class Lemma(Step):
    """First show `claim`, then use it as a further fact."""

    claim: Formula
    proof: Step
    then: Step


@dataclass(frozen=True)
class Split(Step):
    """Either `on` holds or it does not; show the goal in both cases."""

    on: Formula
    if_so: Step
    if_not: Step


@dataclass(frozen=True)
class ByCase(Step):
    """The fact `fact` is a disjunction (or `f != 0`: `f > 0` or `f < 0`); show the goal in each case."""

    fact: int
    cases: tuple[Step, ...]


@dataclass(frozen=True)
class Each(Step):
    """The goal is a conjunction: show each part; or `f = 0`: show `f >= 0` and `f <= 0`."""

    proofs: tuple[Step, ...]


@dataclass(frozen=True)
class Either(Step):
    """The goal is a disjunction: show the part numbered `part`."""

    part: int
    proof: Step

    def changed(
        self,
        number: Callable[[int], int] = lambda n: n,
        polynomial: Callable[[Polynomial], Polynomial] = lambda p: p,
    ) -> Self:
        """Return this step changed; the number of its part is none of a fact."""
        return replace(self, proof=self.proof.changed(number, polynomial))


@dataclass(frozen=True)
class Suppose(Step):
    """Suppose that the goal fails, and show that no point is left."""

    proof: Step


@dataclass(frozen=True)
class NoSuchPoint(Step):
    """The facts hold at no point, so anything follows from them."""

    proof: Step


@dataclass(frozen=True)
class Opposites(Step):
    """Two facts exclude each other, since one denies the other, so anything follows."""

    one: int
    other: int


@dataclass(frozen=True)
class Witness(Step):
    """The goal is `Some`: here is a value of the variable, `top/bottom`, and the proof that it will do.

    That `bottom` is positive is to be shown first, if it is no number: see `kernel.put_in`.
    """

    top: Polynomial
    proof: Step
    bottom: Polynomial = _ONE


@dataclass(frozen=True)
class Arbitrary(Step):
    """The goal is `Every`: show it for a variable, called `name`, of which nothing is known."""

    name: str
    proof: Step


@dataclass(frozen=True)
class Obtain(Step):
    """The fact `fact` is `Some`: call such a value `name`, and use what is true of it."""

    fact: int
    name: str
    proof: Step


@dataclass(frozen=True)
class Root(Step):
    """Take the square root of `inside`, which is 0 where that is negative, for a further fact."""

    inside: Polynomial
    proof: Step


@dataclass(frozen=True)
class Asked(Step):
    """No proof was found; `provers` say that the goal follows from the facts."""

    provers: tuple[str, ...]


@dataclass(frozen=True)
class Theorem:
    """What is claimed, under which assumptions, and why.

    Attributes
    ----------
    assumptions
        Formulas that hold.
    goal
        What follows from them.
    proof
        Why.
    roots
        The square roots that occur: name, and the polynomial under the root. In the list of facts they come
        after the assumptions, as `kernel.root_facts` says.
    generic
        Whether the claim is made only off a set without interior: conditions may be taken as strict.
    """

    assumptions: tuple[Formula, ...]
    goal: Formula
    proof: Step
    roots: tuple[tuple[str, Polynomial], ...] = ()
    generic: bool = False

    @property
    def provers(self) -> tuple[str, ...]:
        """Whom one must believe beside the kernel; nobody if every leaf is an identity."""
        asked = (name for step in self.proof.steps() if isinstance(step, Asked) for name in step.provers)
        return tuple(dict.fromkeys(asked))
