"""What a claim says: its premises, its conclusion, and over which parameters it is judged.

A claim is a relation, a boolean combination, a `Region`, a truth value, a list of these (all must hold), or a
statement about values of a variable: `ForAll(x, …)`, `Exists(x, …)`. `premise >> conclusion` (`Implies`) is
judged only where its premise holds. `read_claim` turns it into formulas; quantified variables are eliminated.

>>> from sympy import symbols
>>> p, c, x = symbols("p c x")
>>> question = read_claim((p > c) >> Exists(x, (c < x) & (x < p)), where=[c > 0])
>>> print(question.assumptions, "|", question.goal)
c > 0 and -c + p > 0 | -c + p > 0
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate, without_roots
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    conjunction,
    conjuncts,
    disjunction,
    negation,
    parameters,
)
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.space import Space, space_of, symbols_in
from formal.algebra.undefined import require_defined
from formal.claims.limits import eventually
from formal.errors import ExpressionError, Undecided


class Statement:
    """A claim that SymPy has no form for; `&`, `|`, `~` and `>>` combine it with any other claim."""

    def __and__(self, other: object) -> Statement:
        return Combined("and", (self, other))

    def __or__(self, other: object) -> Statement:
        return Combined("or", (self, other))

    def __invert__(self) -> Statement:
        return Combined("not", (self,))

    def __rshift__(self, other: object) -> Statement:
        return Combined("implies", (self, other))

    def __rrshift__(self, other: object) -> Statement:
        return Combined("implies", (other, self))

    __rand__ = __and__
    __ror__ = __or__

    def __bool__(self) -> bool:
        raise TypeError("a claim is neither true nor false before it is judged: ask prove(claim)")


@dataclass(frozen=True)
class Combined(Statement):
    """Claims joined by `and`, `or`, `not` or `implies`."""

    how: Literal["and", "or", "not", "implies"]
    parts: tuple[object, ...]


@dataclass(frozen=True, init=False)
class Quantified(Statement):
    """A claim about the values of some variables that are admissible: `ForAll` or `Exists`."""

    symbols: tuple[sp.Symbol, ...]
    claim: object
    where: object

    def __init__(self, symbols: object, claim: object, where: object = ()) -> None:
        listed = tuple(symbols) if isinstance(symbols, list | tuple) else (symbols,)
        for symbol in listed:
            if not isinstance(symbol, sp.Symbol):
                kind = type(self).__name__
                raise ExpressionError(f"{symbol!r} is no symbol: {kind} wants the variables it is about")
        object.__setattr__(self, "symbols", listed)
        object.__setattr__(self, "claim", claim)
        object.__setattr__(self, "where", tuple(where) if isinstance(where, list) else where)


class ForAll(Quantified):
    """The claim that something holds for all admissible values of some variables.

    Parameters
    ----------
    symbols
        A symbol, or a list of them.
    claim
        What is claimed.
    where
        What values are admissible, beside what is assumed about the symbols anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> a, x = symbols("a x")
    >>> prove(ForAll(x, x**2 + 1 > a)).condition
    Region(a < 1)
    """


class Exists(Quantified):
    """The claim that something holds for some admissible values of some variables.

    Parameters
    ----------
    symbols
        A symbol, or a list of them.
    claim
        What is claimed.
    where
        What values are admissible, beside what is assumed about the symbols anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> p, c, x = symbols("p c x")
    >>> prove(Exists(x, (x > p - c) & (x < p + c)), where=c > 0).verdict
    'true'
    """


class Somewhere(Exists):
    """The claim that something holds at some admissible point: some values of all parameters.

    Parameters
    ----------
    claim
        What is claimed.
    where
        What is admissible, beside what is assumed anyway.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> p, c = symbols("p c")
    >>> prove(Somewhere(p > c), where=[0 < p, p < 1, c > 0]).verdict
    'true'
    """

    def __init__(self, claim: object, where: object = ()) -> None:
        super().__init__((), claim, where)


@dataclass(frozen=True, init=False)
class Eventually(Quantified):
    """The claim that something holds for all large values of a variable, or for all just below a bound.

    Parameters
    ----------
    symbol
        The variable.
    claim
        What is claimed.
    to
        What the variable comes close to from below; infinity if left out.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.claims import prove
    >>> delta, T, R, P = symbols("delta T R P")
    >>> folk = R > (1 - delta) * T + delta * P
    >>> prove(Eventually(delta, folk, to=1), where=[T > R, R > P]).verdict
    'true'
    """

    to: sp.Expr

    def __init__(self, symbol: sp.Symbol, claim: object, to: object = sp.oo) -> None:
        super().__init__(symbol, claim)
        object.__setattr__(self, "to", sp.sympify(to, strict=True))


@dataclass(frozen=True, eq=False)
class Bound:
    """The outermost quantifier of a claim: `inner`, for all or some values of the variables in `range`."""

    kind: type[Quantified]
    symbols: tuple[sp.Symbol, ...]
    range: Formula
    inner: Formula


@dataclass(frozen=True, eq=False)
class Said:
    """A claim as it stands: what is assumed of all its variables, its premises and its conclusion."""

    space: Space
    premises: tuple[object, ...]
    conclusion: object


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
        The claim as it stands, if it has quantifiers: `goal` is then what elimination made of it.
    admissible
        For which parameters the variables in front have an admissible value; part of what is assumed.
    """

    space: Space
    goal: Formula | None
    bound: Bound | None = None
    reason: str = ""
    said: Said | None = None
    admissible: Formula = TRUE

    @property
    def assumptions(self) -> Formula:
        """What is assumed, premises included."""
        return self.space.assumptions


def read_claim(claim: object, where: object = (), given: object = ()) -> Question:
    """Return a claim as formulas.

    Parameters
    ----------
    claim
        What is claimed.
    where
        What is assumed about the parameters.
    given
        Premises: beside those of an `Implies`.

    Raises
    ------
    ExpressionError
        If it is no claim, or a term in it cannot be read.
    """
    premises, conclusion = _premises(claim)
    conclusion = _in_front(conclusion)
    stated = _listed(where)
    premises = [*(part for part in stated if isinstance(part, Statement)), *_listed(given), *premises]
    space = space_of([part for part in stated if not isinstance(part, Statement)])
    for part in (*premises, conclusion):
        space = _with_context(space, part)
    said = Said(space, tuple(premises), conclusion) if has_quantifier([*premises, conclusion]) else None
    question = _read(space, premises, conclusion)
    only_bound = _bound_names([*premises, conclusion]) - _free_names([*premises, conclusion])
    return replace(question, space=question.space.without(only_bound), said=said)


def _read(space: Space, premises: list[object], conclusion: object) -> Question:
    if isinstance(conclusion, Quantified):
        return _quantified(space, premises, conclusion)
    space = space.assuming(conjunction(*(_formula(space, p) for p in premises)))
    try:
        return Question(space, _formula(space, conclusion))
    except Undecided as undecided:
        return Question(space, None, reason=str(undecided))


def has_quantifier(claim: object) -> bool:
    """Return whether a claim is about all or some values of variables, in any of its parts."""
    match claim:
        case Quantified():
            return True
        case Combined():
            return any(map(has_quantifier, claim.parts))
        case list() | tuple():
            return any(map(has_quantifier, claim))
    return False


def formula_of(space: Space, claim: object) -> Formula:
    """Return a claim without quantifiers as a formula."""
    return _formula(space, claim)


def range_of(space: Space, claim: Quantified) -> Formula:
    """Return what is admissible of the variables of a quantifier."""
    symbols = variables(space, claim)
    own = space_of(claim.where, symbols).assumptions
    return conjunction(about(space, [s.name for s in symbols]), own)


def _bound_names(claim: object) -> set[str]:
    match claim:
        case Quantified():
            return {s.name for s in claim.symbols} | _bound_names(claim.claim)
        case Combined() | list() | tuple():
            parts = claim.parts if isinstance(claim, Combined) else claim
            return {name for part in parts for name in _bound_names(part)}
    return set()


def _free_names(claim: object) -> set[str]:
    match claim:
        case Quantified():
            beside = {s.name for s in _beside(claim)}
            return _free_names(claim.claim).union(beside) - {s.name for s in claim.symbols}
        case Combined() | list() | tuple():
            parts = claim.parts if isinstance(claim, Combined) else claim
            return {name for part in parts for name in _free_names(part)}
    formula = getattr(claim, "formula", None)
    return parameters(formula) if isinstance(formula, Formula) else {s.name for s in symbols_in(claim)}


def _premises(claim: object) -> tuple[list[object], object]:
    premises: list[object] = []
    while True:
        match claim:
            case sp.Implies(args=(premise, conclusion)) | Combined("implies", (premise, conclusion)):
                premises.append(premise)
                claim = conclusion
            case _:
                return premises, claim


def _in_front(claim: object) -> object:
    """Return a claim with a quantifier in front instead of its opposite denied."""
    match claim:
        case Combined("not", (Exists(symbols=symbols, claim=inner, where=where),)):
            return ForAll(symbols, Combined("not", (inner,)), where)
        case Combined("not", (ForAll(symbols=symbols, claim=inner, where=where),)):
            return Exists(symbols, Combined("not", (inner,)), where)
    return claim


def _listed(thing: object) -> list[object]:
    return [*thing] if isinstance(thing, list | tuple) else [thing]


def _with_context(space: Space, claim: object) -> Space:
    """Return the space with the symbols of a claim and what its regions take for granted."""
    match claim:
        case Quantified():
            return _with_context(space.with_symbols([*claim.symbols, *_beside(claim)]), claim.claim)
        case Combined():
            return _with_contexts(space, claim.parts)
        case list() | tuple():
            return _with_contexts(space, claim)
    return space.joined(space_of((), symbols_in(claim))).joined(_context_of(claim))


def _with_contexts(space: Space, claims: Iterable[object]) -> Space:
    for claim in claims:
        space = _with_context(space, claim)
    return space


def _beside(claim: Quantified) -> list[sp.Symbol]:
    """Return the symbols in what a quantifier admits, and in the bound that its variable comes close to."""
    where = [s for condition in _listed(claim.where) for s in symbols_in(condition)]
    return [*where, *(symbols_in(claim.to) if isinstance(claim, Eventually) else ())]


def _context_of(claim: object) -> Space:
    context = getattr(claim, "space", None)
    return context if isinstance(context, Space) else Space({}, TRUE)


def _quantified(space: Space, premises: list[object], claim: Quantified) -> Question:
    """Return the question of a claim with a quantifier in front: judged over the other parameters."""
    names = [s.name for s in variables(space, claim)]
    space = space.assuming(conjunction(*(_formula(space, p) for p in premises)))
    rest = space.without(names)
    bound = None
    try:
        if isinstance(claim, Eventually):
            return Question(rest, _in_the_end(space, claim))
        bound = _bound(space, claim)
        admissible = _projected(space, rest, names)
        rest = rest.assuming(admissible)
        return Question(rest, _eliminated(rest, bound), bound, admissible=admissible)
    except Undecided as undecided:
        return Question(rest, None, bound, str(undecided))


def variables(space: Space, claim: Quantified) -> tuple[sp.Symbol, ...]:
    """Return the variables of a quantifier: those named, or all."""
    return claim.symbols or tuple(space.symbols.values())


def _bound(space: Space, claim: Quantified) -> Bound:
    """Return a quantifier with what is assumed about its variables."""
    inner = _formula(space, claim.claim)
    return Bound(type(claim), variables(space, claim), range_of(space, claim), inner)


def about(space: Space, names: Iterable[str]) -> Formula:
    """Return the assumptions of a space that mention some variables."""
    wanted = set(names)
    return conjunction(*(p for p in conjuncts(space.assumptions) if parameters(p) & wanted))


def _projected(space: Space, rest: Space, names: list[str]) -> Formula:
    """Return for which parameters there is an admissible value at all."""
    own = about(space, names)
    if own == TRUE:
        return TRUE
    if not rest.symbols:
        return TRUE if Decider().decided(own) else FALSE
    return eliminate(rest.decider, own, *names)


def _eliminated(rest: Space, bound: Bound) -> Formula:
    names = [s.name for s in bound.symbols]
    if not rest.symbols:
        return _settled(bound)
    if issubclass(bound.kind, Exists):
        return eliminate(rest.decider, conjunction(bound.range, bound.inner), *names)
    return negation(eliminate(rest.decider, conjunction(bound.range, negation(bound.inner)), *names))


def _in_the_end(space: Space, claim: Eventually) -> Formula:
    (symbol,) = claim.symbols
    formula = without_roots(space.decider, _formula(space, claim.claim))
    return eventually(formula, symbol.name, None if claim.to == sp.oo else read_quotient(claim.to))


def _settled(bound: Bound) -> Formula:
    """Return whether a claim holds that leaves no parameter free."""
    inner = bound.inner if issubclass(bound.kind, Exists) else negation(bound.inner)
    found = Decider().decided(conjunction(bound.range, inner))
    return TRUE if found is issubclass(bound.kind, Exists) else FALSE


def _formula(space: Space, claim: object) -> Formula:
    """Return a claim as a formula over all parameters of `space`, quantified variables eliminated."""
    match claim:
        case Eventually():
            return _in_the_end(space, claim)
        case Quantified():
            bound = _bound(space, claim)
            return _eliminated(space.without(s.name for s in bound.symbols), bound)
        case Combined(how, parts):
            formulas = [_formula(space, part) for part in parts]
            if how == "not":
                return negation(formulas[0])
            if how == "implies":
                return disjunction(negation(formulas[0]), formulas[1])
            return conjunction(*formulas) if how == "and" else disjunction(*formulas)
        case list() | tuple():
            return conjunction(*(_formula(space, part) for part in claim))
    formula = read_condition(claim)
    if space.decider.satisfiable(TRUE):
        require_defined(space, claim)
    return formula
