"""How a person writes a region: thresholds solved for a variable, intervals chained, common conditions first.

>>> from sympy import symbols
>>> from formal.algebra.space import space_of
>>> p, c = symbols("p c")
>>> space = space_of([p > 0, p <= 1 - c])
>>> arrange(space, space.assumptions).common
(Chain(terms=(0, p, 1 - c), relations=('<', '<=')),)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from formal.algebra.bounds import Bound, bounds_on, is_product
from formal.algebra.chains import FLIPPED, Chain, linked
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Or,
    conjunction,
    conjuncts,
    disjunction,
    parameters,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import as_quotient
from formal.algebra.space import Space
from formal.algebra.writing import write_name

_Solved = tuple[Bound, ...]
_Pick = type[sp.Expr]


@dataclass(frozen=True)
class Arranged:
    """A region ready to be shown: all of `common` holds and, of each of the `choices`, one alternative.

    Nothing at all is everything; `empty` is nowhere.
    """

    common: tuple[Chain, ...]
    choices: tuple[tuple[Arranged, ...], ...] = ()
    empty: bool = False


def arrange(space: Space, formula: Formula, solve_for: Sequence[str] = ()) -> Arranged:
    """Return a formula as chains of comparisons.

    Parameters
    ----------
    space
        Gives symbols, their order, and the signs of coefficients.
    formula
        What to arrange, in disjunctive normal form where it is to read well.
    solve_for
        The variables to isolate, in order of preference; then those that give short bounds.
    """
    return _Arranger(space, solve_for).arrange(formula)


class _Arranger:
    def __init__(self, space: Space, wanted: Sequence[str]) -> None:
        self.space = space
        self.wanted = wanted
        self.assumed = parameters(space.assumptions)
        # What conditions should be about: what the caller names, what nothing is assumed about, the rest.
        self.subjects = [*wanted, *(n for n in space.names if n not in self.assumed), *space.names]

    def arrange(self, formula: Formula) -> Arranged:
        if formula == FALSE:
            return Arranged((), empty=True)
        listed = _factored_out(formula) if isinstance(formula, Or) else conjuncts(formula)
        parts = [_apart(part) for part in listed]
        clause = tuple(part for part in parts if isinstance(part, Atom))
        choices = [part.parts for part in parts if isinstance(part, Or)]
        chains, rest = self._chains(clause), []
        for alternatives in choices:
            single = self._single(alternatives)
            if single is None:
                rest.append(tuple(map(self.arrange, alternatives)))
            else:
                chains = [single, *chains]
        return Arranged(tuple(chains), tuple(rest))

    def _chains(self, clause: Sequence[Atom]) -> list[Chain]:
        options = {a: self._options(a, clause) for a in clause}
        settled = {(b.name, b.side) for own in options.values() if len(own) == 1 for b in own[0]}
        chosen = [b for own in options.values() if own for b in self._chosen(own, settled)]
        chosen = self._sorted(chosen)
        bounds = linked(self._gathered(chosen, lower=sp.Max, upper=sp.Min), self.subjects)
        return [*bounds, *(self._balanced(a) for a, own in options.items() if not own)]

    def _sorted(self, bounds: Sequence[Bound]) -> list[Bound]:
        """Return bounds by variable and side, shorter ones first."""
        groups: dict[tuple[int, int], list[Bound]] = {}
        for b in bounds:
            groups.setdefault((self._place(b.name), "=><!".index(b.side)), []).append(b)
        ordered = (
            own if len(own) == 1 else sorted(own, key=lambda b: b.length) for _, own in sorted(groups.items())
        )
        return [b for own in ordered for b in own]

    def _options(self, a: Atom, clause: Sequence[Atom]) -> list[_Solved]:
        """Return the ways to solve an atom for one of its variables; a product only for a wanted one."""
        beside = conjunction(*(other for other in clause if other is not a))
        for name in self.wanted:
            if found := bounds_on(self.space.decider, a, name, beside):
                return [found]
        if is_product(a.polynomial) or _is_multiple(a.polynomial):
            return []
        names = [n for n in a.polynomial.names if n not in self.wanted and a.polynomial.degree(n) == 1]
        return [found for name in names if (found := bounds_on(self.space.decider, a, name))]

    def _chosen(self, options: Sequence[_Solved], settled: Collection[tuple[str, str]]) -> _Solved:
        """Return the bounds on the wanted variable, else the shortest.

        One that closes an interval, or is on an unknown, a probability or a discount factor, may be longer.
        """

        def preference(own: _Solved) -> tuple[int, int, int]:
            name, length = own[0].name, sum(b.length for b in own)
            meets = any(b.side in "<>" and (name, FLIPPED[b.side]) in settled for b in own)
            wanted = self.wanted.index(name) if name in self.wanted else len(self.wanted)
            subject = 8 if self._is_unknown(name) else 7 if name in self.space.weights else 0
            return (wanted, length - 4 * meets - subject, self._place(name))

        return options[0] if len(options) == 1 else min(options, key=preference)

    def _place(self, name: str) -> int:
        return self.subjects.index(name) if name in self.subjects else len(self.subjects)

    def _gathered(self, bounds: Sequence[Bound], lower: _Pick, upper: _Pick) -> Iterable[Chain]:
        """Yield bounds as comparisons; several on one side of an unknown are one, by `max` or `min`."""
        groups: dict[object, list[Bound]] = {}
        for i, b in enumerate(bounds):
            groups.setdefault((b.name, b.relation) if self._may_gather(b) else i, []).append(b)
        for group in groups.values():
            values = [self.space.write_where(b.value, TRUE) for b in group]
            pick = lower if group[0].side == ">" else upper
            value = values[0] if len(values) == 1 else pick(*values, evaluate=not any(map(_is_long, values)))
            yield Chain((write_name(group[0].name, self.space.symbols), value), (group[0].relation,))

    def _may_gather(self, b: Bound) -> bool:
        """Whether the variable is wanted, or is the one unknown among parameters."""
        unknown = self._is_unknown(b.name) and self.assumed.issuperset(b.value.names)
        return b.side in "<>" and (b.name in self.wanted or unknown)

    def _is_unknown(self, name: str) -> bool:
        return bool(self.assumed) and name not in self.assumed

    def _single(self, alternatives: Sequence[Formula]) -> Chain | None:
        """Return `x <= a or x <= b` as `x <= max(a, b)`."""
        if not all(isinstance(part, Atom) for part in alternatives):
            return None
        bounds: list[Bound] = []
        for part in alternatives:
            assert isinstance(part, Atom)
            options = self._options(part, ())
            bounds += self._chosen(options, ()) if options else ()
        if len(bounds) != len(alternatives) or not all(map(self._may_gather, bounds)):
            return None
        chains = list(self._gathered(bounds, lower=sp.Min, upper=sp.Max))
        return chains[0] if len(chains) == 1 else None

    def _balanced(self, a: Atom) -> Chain:
        """Return a comparison without minus signs, or a product compared with zero."""
        polynomial = a.polynomial
        relation: str = a.relation
        if is_product(polynomial):
            content, _ = polynomial.factor()
            if content < 0 and relation in (">", ">="):
                polynomial, relation = -polynomial, FLIPPED[relation]
            return Chain((self.space.write(as_quotient(polynomial)), sp.Integer(0)), (relation,))
        plus = Polynomial.from_terms((c, m) for c, m in polynomial.terms() if c > 0)
        minus = Polynomial.from_terms((-c, m) for c, m in polynomial.terms() if c < 0)
        sides = [self.space.write(as_quotient(side)) for side in (plus, minus)]
        chain = Chain(tuple(sides), (relation,))
        return chain.turned() if plus.is_constant else chain


def _apart(formula: Formula) -> Formula:
    """Return a formula with `f > 0 or f < 0` written as `f != 0`."""
    if not isinstance(formula, Or):
        return formula
    parts: list[Formula] = []
    for part in formula.parts:
        opposite = Atom(-part.polynomial, ">") if isinstance(part, Atom) and part.relation == ">" else None
        met = opposite in formula.parts
        parts.append(Atom(part.polynomial.primitive()[1], "!=") if met and isinstance(part, Atom) else part)
    return disjunction(*parts)


def _factored_out(formula: Or) -> tuple[Formula, ...]:
    """Return the conditions that all alternatives share, and the rest of these (if one is left)."""
    alternatives = [conjuncts(part) for part in formula.parts]
    shared = tuple(part for part in alternatives[0] if all(part in other for other in alternatives))
    rest = disjunction(*(conjunction(*(part for part in own if part not in shared)) for own in alternatives))
    return shared if rest == TRUE else (*shared, rest)


def _is_long(value: sp.Expr) -> bool:
    """Return whether SymPy would search long, and in vain, for an order among values such as this one."""
    return sp.count_ops(value) > 20  # type: ignore[no-any-return]


def _is_multiple(polynomial: Polynomial) -> bool:
    """Return whether this compares a multiple of one letter with a sum of others, as `2*R > T + S` does."""
    terms = polynomial.terms()
    large = [(c, m) for c, m in terms if abs(c) != 1]
    if len(large) != 1 or len(terms) < 3 or polynomial.total_degree() != 1:
        return False
    return all(m and (c * large[0][0] < 0 or (c, m) == large[0]) for c, m in terms)
