"""What a claim says, word by word: a formula with its quantifiers, which is what a proof must show.

The decider sees a claim from which quantifiers were eliminated. A proof does not rely on that: it shows the sentence. A
square root that depends on a quantified variable becomes a variable of its own, with what makes it that root.

>>> from sympy import symbols
>>> from formal.claims.statement import ForAll, read_claim
>>> a, x, y = symbols("a x y")
>>> assumed, said = sentence(read_claim(ForAll(x, Exists(y, y > x + a), where=[x > 0]), where=[a > 0]))
>>> print(assumed, "|", said)
a > 0 | for every x (-x >= 0 or for some y (-a - x + y > 0))
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy as sp

from formal.algebra.decide import root_definition
from formal.algebra.formula import (
    TRUE,
    Every,
    Formula,
    Some,
    compare,
    conjunction,
    disjunction,
    names,
    negation,
    quantified,
    unused,
)
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names, radicals_in
from formal.algebra.reading import read_quotient
from formal.algebra.space import Space
from formal.algebra.substitution import substitute
from formal.claims.statement import (
    Combined,
    Eventually,
    Exists,
    Quantified,
    Question,
    about,
    formula_of,
    has_quantifier,
    range_of,
    variables,
)
from formal.errors import Undecided


def sentence(question: Question) -> tuple[Formula, Formula] | None:
    """Return what is assumed and what is claimed, with quantifiers; None if there are none, or none can be told.

    Parameters
    ----------
    question
        The claim as it was read.
    """
    said = question.said
    if said is None:
        return None
    premises = [premise for premise in said.premises if has_quantifier(premise)]
    plain = [premise for premise in said.premises if not has_quantifier(premise)]
    try:
        wide = said.space.assuming(conjunction(*(formula_of(said.space, premise) for premise in plain)))
        reader = _Reader(question.space.names)
        assumed = [
            wide.without(set(wide.names) - set(question.space.names)).assumptions,
            *(reader.read(wide, premise) for premise in premises),
        ]
        if question.admissible != TRUE and isinstance(said.conclusion, Quantified):
            assumed.append(reader.admissible(wide, said.conclusion))
        return conjunction(*assumed), reader.read(wide, said.conclusion)
    except Undecided:
        return None


class _Reader:
    def __init__(self, free: Iterable[str]) -> None:
        self._free = set(free)

    def read(self, space: Space, claim: object) -> Formula:
        """Return a claim as a formula with quantifiers."""
        match claim:
            case Eventually():
                return self._in_the_end(space, claim)
            case Quantified():
                own = [s.name for s in variables(space, claim)]
                inner = self.read(space, claim.claim)
                if isinstance(claim, Exists):
                    return self._bound(Some, own, conjunction(range_of(space, claim), inner))
                return self._bound(Every, own, disjunction(negation(range_of(space, claim)), inner))
            case Combined("and", parts) | (list() as parts) | (tuple() as parts):
                return conjunction(*(self.read(space, part) for part in parts))
            case Combined("or", parts):
                return disjunction(*(self.read(space, part) for part in parts))
            case Combined("not", (inner,)):
                return negation(self.read(space, inner))
            case Combined("implies", (premise, conclusion)):
                return disjunction(negation(self.read(space, premise)), self.read(space, conclusion))
        return formula_of(space, claim)

    def admissible(self, space: Space, claim: Quantified) -> Formula:
        """Return that there are admissible values of the variables of a quantifier."""
        own = [s.name for s in variables(space, claim)]
        return self._bound(Some, own, about(space, own))

    def _in_the_end(self, space: Space, claim: Eventually) -> Formula:
        """Return that from some value on, short of the bound, something holds."""
        (symbol,) = claim.symbols
        inner = self.read(space, claim.claim)
        start = self._fresh(f"{symbol.name}_0", inner)
        first, value = Quotient.symbol(start), Quotient.symbol(symbol.name)
        later = compare(value, ">", first)
        if claim.to == sp.oo:
            return Some(start, self._bound(Every, [symbol.name], disjunction(negation(later), inner)))
        end = read_quotient(claim.to)
        later = conjunction(later, compare(end, ">", value))
        held = self._bound(Every, [symbol.name], disjunction(negation(later), inner))
        return Some(start, conjunction(compare(end, ">", first), held))

    def _bound(self, kind: type[Some] | type[Every], own: list[str], body: Formula) -> Formula:
        """Return a formula about some or all values of variables, and of the roots that depend on them."""
        while roots := [r for r in radicals_in(sorted(names(body))) if plain_names([r]) & set(own)]:
            body = self._without(kind, roots[0], body)
        for name in reversed(own):
            called = self._fresh(name, body)
            body = kind(called, body if called == name else substitute(body, {name: Quotient.symbol(called)}))
        return body

    def _without(self, kind: type[Some] | type[Every], root: str, body: Formula) -> Formula:
        """Return a formula in which a root is a variable of its own."""
        definition = root_definition(root)
        whole = conjunction(definition, body) if kind is Some else disjunction(negation(definition), body)
        called = self._fresh("root", whole)
        return kind(called, substitute(whole, {root: Quotient.symbol(called)}))

    def _fresh(self, name: str, body: Formula) -> str:
        """Return a name for a variable of a formula which nothing else in it has, and no parameter."""
        return unused(name, self._free.union(quantified(body), names(body) - {name}))
