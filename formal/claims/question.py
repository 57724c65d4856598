"""What a claim says as formulas: as it stands, with quantifiers, and as elimination leaves it.

The decider sees what elimination leaves. A proof does not rely on that: it shows the claim as it stands, in which a
square root that depends on a quantified variable is a variable of its own, with what makes it that root. Both are
read at once, part by part.

>>> from sympy import symbols
>>> from formal.claims.statement import Exists, ForAll
>>> a, p, c, x, y = symbols("a p c x y")
>>> question = read_claim((p > c) >> Exists(x, (c < x) & (x < p)), where=[c > 0])
>>> print(question.assumptions, "|", question.goal)
c > 0 and -c + p > 0 | -c + p > 0
>>> assumed, said = read_claim(ForAll(x, Exists(y, y > x + a), where=[x > 0]), where=[a > 0]).said
>>> print(assumed, "|", said)
a > 0 | for every x (-x >= 0 or for some y (-a - x + y > 0))
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import sympy as sp

from formal.algebra.decide import Decider, root_definition
from formal.algebra.eliminate import eliminate, without_roots
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    Some,
    compare,
    conjunction,
    conjuncts,
    disjunction,
    names,
    negation,
    parameters,
    quantified,
    unused,
)
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names, radicals_in
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.space import Space, space_of, symbols_in
from formal.algebra.substitution import substitute
from formal.algebra.undefined import require_defined
from formal.claims.limits import eventually
from formal.claims.statement import (
    Combined,
    Eventually,
    Exists,
    Quantified,
    Statement,
    bound_names,
    free_names,
    has_quantifier,
    listed,
    parts_of,
    premises_of,
    symbols_beside,
)
from formal.errors import Undecided


@dataclass(frozen=True, eq=False)
class Bound:
    """The outermost quantifier of a claim: `inner`, for all or some values of the variables in `range`."""

    kind: type[Quantified]
    symbols: tuple[sp.Symbol, ...]
    range: Formula
    inner: Formula


@dataclass(frozen=True, eq=False)
class Question:
    """A claim as formulas.

    Attributes
    ----------
    space
        The parameters and what is assumed about them, premises included.
    goal
        What is claimed, without quantifiers; None if they could not be eliminated.
    bound
        The outermost quantifier, if there is one.
    reason
        Why quantifiers could not be eliminated.
    said
        What is assumed and what is claimed as it stands, if there are quantifiers: `goal` is then what elimination
        made of the one, and `assumptions` what it made of the other.
    """

    space: Space
    goal: Formula | None
    bound: Bound | None = None
    reason: str = ""
    said: tuple[Formula, Formula] | None = None

    @property
    def assumptions(self) -> Formula:
        """What is assumed, premises included."""
        return self.space.assumptions


def read_claim(claim: object, where: object = (), given: object = (), seconds: float = math.inf) -> Question:
    """Return a claim as formulas.

    Parameters
    ----------
    claim
        What is claimed.
    where
        What is assumed about the parameters.
    given
        Premises: beside those of an `Implies`.
    seconds
        How long a quantifier may take to eliminate, about.

    Raises
    ------
    ExpressionError
        If it is no claim, or a term in it cannot be read.
    """
    own, conclusion = premises_of(claim)
    stated = listed(where)
    premises = [*(part for part in stated if isinstance(part, Statement)), *listed(given), *own]
    space = space_of([part for part in stated if not isinstance(part, Statement)])
    for part in (*premises, conclusion):
        space = _with_context(space, part)
    gone = bound_names([*premises, conclusion]) - free_names([*premises, conclusion])
    if isinstance(conclusion, Quantified):
        gone |= {s.name for s in variables(space, conclusion)}
    free = set(space.names) - gone
    plain = _Reader(space, (), free, seconds)
    space = space.assuming(conjunction(*(plain.read(p).said for p in premises if not has_quantifier(p))))
    before = _Reader(space, tuple(_Read(part, part) for part in conjuncts(space.assumptions)), free, seconds)
    further = [before.read(premise) for premise in premises if has_quantifier(premise)]
    if before.reason:
        return Question(space.without(gone), None, reason=before.reason)
    reader = _Reader(space.assuming(_all(further).left or TRUE), (*before.known, *further), free, seconds)
    question = reader.question(conclusion, gone)
    return question if has_quantifier([*premises, conclusion]) else replace(question, said=None)


def variables(space: Space, claim: Quantified) -> tuple[sp.Symbol, ...]:
    """Return the variables of a quantifier: those named, or all."""
    return claim.symbols or tuple(space.symbols.values())


# -- contexts --------------------------------------------------------------------------------------------


def _with_context(space: Space, claim: object) -> Space:
    """Return the space with the symbols of a claim and what its regions take for granted."""
    if isinstance(claim, Quantified):
        space = space.with_symbols([*claim.symbols, *symbols_beside(claim)])
    if not isinstance(claim, Statement | list | tuple):
        context = getattr(claim, "space", None)
        space = space.joined(space_of((), symbols_in(claim)))
        return space.joined(context) if isinstance(context, Space) else space
    for part in parts_of(claim):
        space = _with_context(space, part)
    return space


# -- both readings -----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Read:
    """A claim as it stands, and what elimination leaves of it; None if it leaves nothing."""

    said: Formula
    left: Formula | None

    def __invert__(self) -> _Read:
        return _Read(negation(self.said), None if self.left is None else negation(self.left))


def _joined(join: Callable[..., Formula], parts: Iterable[_Read]) -> _Read:
    listed_parts = list(parts)
    left = [part.left for part in listed_parts if part.left is not None]
    said = join(*(part.said for part in listed_parts))
    return _Read(said, join(*left) if len(left) == len(listed_parts) else None)


def _all(parts: Iterable[_Read]) -> _Read:
    return _joined(conjunction, parts)


class _Reader:
    """Reads claims in both ways.

    Parameters
    ----------
    space
        The parameters, and what elimination leaves of what is assumed about them.
    known
        What is assumed, part by part.
    free
        The names that no quantified variable may have.
    seconds
        How long a quantifier may take to eliminate.
    """

    def __init__(self, space: Space, known: tuple[_Read, ...], free: Iterable[str], seconds: float) -> None:
        self.space = space
        self.known = known
        self.reason = ""
        self._free = set(free)
        self._seconds = seconds

    def question(self, claim: object, gone: set[str]) -> Question:
        """Return a claim as it is judged: over the parameters that are not `gone`."""
        rest, bound = self.space.without(gone), None
        assumed = [part for part in self.known if not parameters(part.said) & gone]
        if isinstance(claim, Quantified) and not isinstance(claim, Eventually):
            about = _all(self._about(claim))
            admissible = self._some(rest, claim, about) if about.said != TRUE else about
            if admissible.left not in (TRUE, None):
                rest = rest.assuming(admissible.left)
                assumed.append(admissible)
            range_, inner = self._range(claim), self.read(claim.claim)
            if inner.left is not None:
                bound = Bound(type(claim), variables(self.space, claim), range_.left or TRUE, inner.left)
            read = self._quantified(rest, claim, range_, inner)
        else:
            read = self.read(claim)
        goal = None if self.reason else read.left
        return Question(rest, goal, bound, self.reason, (_all(assumed).said, read.said))

    def read(self, claim: object) -> _Read:
        """Return a claim both ways."""
        match claim:
            case Eventually():
                return self._in_the_end(claim)
            case Quantified():
                rest = self.space.without(self._own(claim))
                return self._quantified(rest, claim, self._range(claim), self.read(claim.claim))
            case Combined("and", parts) | (list() as parts) | (tuple() as parts):
                return _all(map(self.read, parts))
            case Combined("or", parts):
                return _joined(disjunction, map(self.read, parts))
            case Combined("not", (inner,)):
                return ~self.read(inner)
            case Combined("implies", (premise, conclusion)):
                return _joined(disjunction, (~self.read(premise), self.read(conclusion)))
        formula = read_condition(claim)
        if self.space.decider.satisfiable(TRUE):
            require_defined(self.space, claim)
        return _Read(formula, formula)

    def _own(self, claim: Quantified) -> list[str]:
        return [s.name for s in variables(self.space, claim)]

    def _about(self, claim: Quantified) -> list[_Read]:
        """Return what is assumed about the variables of a quantifier."""
        own = set(self._own(claim))
        return [part for part in self.known if parameters(part.said) & own]

    def _range(self, claim: Quantified) -> _Read:
        """Return what is admissible of the variables of a quantifier."""
        own = space_of(claim.where, variables(self.space, claim)).assumptions
        return _all([*self._about(claim), _Read(own, own)])

    def _quantified(self, rest: Space, claim: Quantified, range_: _Read, inner: _Read) -> _Read:
        if isinstance(claim, Exists):
            return self._some(rest, claim, _all((range_, inner)))
        return ~self._some(rest, claim, _all((range_, ~inner)))

    def _some(self, rest: Space, claim: Quantified, body: _Read) -> _Read:
        """Return that something holds for some values of the variables of a quantifier."""
        own = self._own(claim)

        def left(formula: Formula) -> Formula:
            if rest.symbols:
                return eliminate(rest.decider, formula, *own, seconds=self._seconds)
            return TRUE if Decider().decided(formula) else FALSE

        return _Read(self._bound(own, body.said), self._tried(left, body))

    def _in_the_end(self, claim: Eventually) -> _Read:
        """Return that from some value on, short of the bound, something holds."""
        (symbol,) = claim.symbols
        inner = self.read(claim.claim)
        start = self._fresh(f"{symbol.name}_0", inner.said)
        first, value = Quotient.symbol(start), Quotient.symbol(symbol.name)
        end = None if claim.to == sp.oo else read_quotient(claim.to)
        later = [compare(value, ">", first)] + ([] if end is None else [compare(end, ">", value)])
        held = negation(self._bound([symbol.name], conjunction(*later, negation(inner.said))))
        short = TRUE if end is None else compare(end, ">", first)

        def left(formula: Formula) -> Formula:
            return eventually(without_roots(self.space.decider, formula), symbol.name, end)

        return _Read(Some(start, conjunction(short, held)), self._tried(left, inner))

    def _tried(self, left: Callable[[Formula], Formula], read: _Read) -> Formula | None:
        """Return what is left of a formula, and keep the reason if that cannot be told."""
        if read.left is None:
            return None
        try:
            return left(read.left)
        except Undecided as undecided:
            self.reason = self.reason or str(undecided)
            return None

    def _bound(self, own: list[str], body: Formula) -> Formula:
        """Return a formula about some values of variables, and of the roots that depend on them."""
        while roots := [r for r in radicals_in(sorted(names(body))) if plain_names([r]) & set(own)]:
            body = self._with("root", roots[0], conjunction(root_definition(roots[0]), body))
        for name in reversed(own):
            body = self._with(name, name, body)
        return body

    def _with(self, called: str, name: str, body: Formula) -> Formula:
        """Return a formula about some value of what has a name, under another if the other is taken."""
        fresh = self._fresh(called, body)
        return Some(fresh, body if fresh == name else substitute(body, {name: Quotient.symbol(fresh)}))

    def _fresh(self, name: str, body: Formula) -> str:
        """Return a name for a variable of a formula which nothing else in it has, and no parameter."""
        return unused(name, self._free.union(quantified(body), names(body) - {name}))
