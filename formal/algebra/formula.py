"""Formulas over parameters: atoms `polynomial relation 0`, joined by and/or.

SymPy's relations evaluate themselves (`c > 0` with a positive `c` becomes `True` and an assumption is
lost), so inside the package a condition is one of these. Negation is pushed to the atoms, so there is no
node for it. Formulas are immutable, hashable and flat: no `And` directly inside an `And`.

>>> from formal.algebra.polynomial import Polynomial
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> print(negation(conjunction(atom(p - c, ">"), atom(c, "="))))
c - p >= 0 or c != 0
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from formal.algebra.polynomial import Number, Polynomial, flint_rational
from formal.algebra.quotient import Quotient
from formal.algebra.radical import has_radicals, plain_names, radicand, reduced

Relation = Literal[">", ">=", "=", "!="]
_NEGATED: dict[Relation, Relation] = {">": ">=", ">=": ">", "=": "!=", "!=": "="}


class Formula:
    """A condition on parameters: `TRUE`, `FALSE`, an `Atom`, an `And` or an `Or`; in claims also `Some` and `Every`."""

    __slots__ = ()

    def __str__(self) -> str:
        return _text(self)


@dataclass(frozen=True, slots=True, repr=False)
class Truth(Formula):
    """The formula that holds everywhere, or nowhere."""

    value: bool

    def __repr__(self) -> str:
        return "TRUE" if self.value else "FALSE"


class Atom(Formula):
    """`polynomial relation 0`; build one with `atom`."""

    __slots__ = ("_hash", "_negation", "polynomial", "relation")

    def __init__(self, polynomial: Polynomial, relation: Relation) -> None:
        self._negation: Atom | None = None
        self.polynomial = polynomial
        self.relation: Relation = relation
        self._hash = hash((polynomial, relation))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Atom)
            and self._hash == other._hash
            and self.relation == other.relation
            and self.polynomial == other.polynomial
        )

    def opposite(self) -> Atom:
        """Return the atom that holds where this one does not; made once."""
        if self._negation is None:
            flipped = _NEGATED[self.relation]
            self._negation = Atom(-self.polynomial if flipped in (">", ">=") else self.polynomial, flipped)
        return self._negation

    def __repr__(self) -> str:
        return f"Atom('{self}')"


class _Joined(Formula):
    __slots__ = ("_hash", "_names", "_negation", "_set", "parts")

    def __init__(self, parts: tuple[Formula, ...]) -> None:
        self._names: frozenset[str] | None = None
        self._negation: Formula | None = None
        self.parts = parts
        self._set = frozenset(parts)
        self._hash = hash((type(self).__name__, self._set))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, _Joined)
            and type(other) is type(self)
            and self._hash == other._hash
            and self._set == other._set
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"


class And(_Joined):
    """All of `parts` hold; build one with `conjunction`."""

    __slots__ = ()


class Or(_Joined):
    """At least one of `parts` holds; build one with `disjunction`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class _Quantified(Formula):
    name: str
    body: Formula

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"


class Some(_Quantified):
    """Some value of the variable `name` makes `body` true. Only claims and proofs know it: no decider does.

    Examples
    --------
    >>> x, a = Polynomial.symbol("x"), Polynomial.symbol("a")
    >>> print(negation(Some("x", atom(x - a, ">"))))
    for every x (a - x >= 0)
    """

    __slots__ = ()


class Every(_Quantified):
    """Every value of the variable `name` makes `body` true."""

    __slots__ = ()


TRUE, FALSE = Truth(True), Truth(False)


def atom(polynomial: Polynomial, relation: Relation) -> Formula:
    """Return `polynomial relation 0`, scaled to coprime whole coefficients; decided if it is a number."""
    polynomial = reduced(polynomial)
    if polynomial.is_constant:
        return _truth(_holds(polynomial.constant_value(), relation))
    content, primitive = polynomial.primitive()
    return Atom(-primitive if content < 0 and relation in (">", ">=") else primitive, relation)


def compare(left: Quotient, relation: Relation, right: Quotient) -> Formula:
    """Return `left relation right` as polynomial atoms; false where a denominator is zero."""
    difference = left - right
    bottom = difference.denominator
    if bottom.is_constant:
        return atom(difference.numerator, relation)
    defined = atom(bottom, "!=")
    if relation in ("=", "!="):
        return conjunction(atom(difference.numerator, relation), defined)
    return conjunction(atom(difference.numerator * bottom, relation), defined)


def conjunction(*formulas: Formula) -> Formula:
    """Return the formula that holds where all of `formulas` do."""
    return _join(formulas, And, FALSE, TRUE)


def disjunction(*formulas: Formula) -> Formula:
    """Return the formula that holds where at least one of `formulas` does."""
    return _join(formulas, Or, TRUE, FALSE)


def negation(formula: Formula) -> Formula:
    """Return the formula that holds where `formula` does not."""
    match formula:
        case Truth():
            return _truth(not formula.value)
        case Atom():
            return formula.opposite()
        case And() | Or():
            if formula._negation is None:
                turned = disjunction if isinstance(formula, And) else conjunction
                formula._negation = turned(*map(negation, formula.parts))
            return formula._negation
        case Some(name, body):
            return Every(name, negation(body))
        case Every(name, body):
            return Some(name, negation(body))
    raise TypeError(formula)


def atoms(formula: Formula) -> Iterator[Atom]:
    """Yield the atoms of `formula`, left to right."""
    if isinstance(formula, Atom):
        yield formula
    elif isinstance(formula, _Joined):
        for part in formula.parts:
            yield from atoms(part)
    elif isinstance(formula, _Quantified):
        yield from atoms(formula.body)


def names(formula: Formula) -> set[str]:
    """Return the variables that occur in `formula`, those apart that a quantifier binds."""
    return set(_names(formula))


def _names(formula: Formula) -> Iterable[str]:
    if isinstance(formula, Atom):
        return formula.polynomial.names
    if isinstance(formula, _Quantified):
        return names(formula.body) - {formula.name}
    if not isinstance(formula, _Joined):
        return ()
    if formula._names is None:
        formula._names = frozenset().union(*map(_names, formula.parts))
    return formula._names


def parameters(formula: Formula) -> set[str]:
    """Return the ordinary variables that `formula` depends on, those inside square roots included."""
    return plain_names(names(formula))


def conjuncts(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts whose conjunction `formula` is."""
    if formula == TRUE:
        return ()
    return formula.parts if isinstance(formula, And) else (formula,)


def disjuncts(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts whose disjunction `formula` is."""
    if formula == FALSE:
        return ()
    return formula.parts if isinstance(formula, Or) else (formula,)


def rebuild(formula: Formula, change: Callable[[Atom], Formula]) -> Formula:
    """Return `formula` with every atom replaced by `change(atom)`."""
    match formula:
        case Atom():
            return change(formula)
        case And():
            return conjunction(*(rebuild(part, change) for part in formula.parts))
        case Or():
            return disjunction(*(rebuild(part, change) for part in formula.parts))
        case Some(name, body) | Every(name, body):
            return type(formula)(name, rebuild(body, change))
    return formula


def quantified(formula: Formula) -> Iterator[str]:
    """Yield the variables that quantifiers in `formula` bind, outermost first."""
    if isinstance(formula, _Joined):
        for part in formula.parts:
            yield from quantified(part)
    elif isinstance(formula, _Quantified):
        yield formula.name
        yield from quantified(formula.body)


def unused(name: str, taken: Collection[str]) -> str:
    """Return a name, with strokes if others have taken it.

    Examples
    --------
    >>> unused("x", {"x", "x'"})
    "x''"
    """
    while name in taken:
        name += "'"
    return name


def has_quantifiers(formula: Formula) -> bool:
    """Return whether a formula speaks of some value, or of every value, of a variable."""
    return next(quantified(formula), None) is not None


def evaluate(formula: Formula, point: Mapping[str, Number]) -> bool:
    """Return whether `formula` holds at a rational point that gives every variable a value."""
    values = {name: flint_rational(value) for name, value in point.items()}
    return bool(evaluate_at(formula, values))


def evaluate_at(formula: Formula, point: Mapping[str, Any]) -> bool | None:
    """Return whether `formula` holds at a point of flint rationals; None if a root there is irrational."""
    match formula:
        case Truth():
            return formula.value
        case Atom():
            polynomial = formula.polynomial
            if has_radicals(polynomial.names):
                extended = _with_roots(polynomial, point)
                if extended is None:
                    return None
                point = extended
            return _holds(polynomial.value_at(point), formula.relation)
        case And() | Or():
            decisive, unknown = isinstance(formula, Or), False
            for part in formula.parts:
                found = evaluate_at(part, point)
                if found is decisive:
                    return decisive
                unknown = unknown or found is None
            return None if unknown else not decisive
    raise TypeError(formula)


def _with_roots(polynomial: Polynomial, point: Mapping[str, Any]) -> dict[str, Any] | None:
    extended = dict(point)
    for name in polynomial.names:
        inside = radicand(name)
        if inside is None:
            continue
        deeper = _with_roots(inside, extended)
        if deeper is None:
            return None
        value = inside.value_at(deeper)
        if value < 0:
            extended[name] = flint_rational(0)
            continue
        root = Polynomial.constant(Fraction(int(value.p), int(value.q))).square_root()
        if root is None:
            return None
        extended[name] = flint_rational(root.constant_value())
    return extended


def _holds(value: Any, relation: Relation) -> bool:
    match relation:
        case ">":
            return bool(value > 0)
        case ">=":
            return bool(value >= 0)
        case "=":
            return bool(value == 0)
    return bool(value != 0)


def _truth(value: bool) -> Truth:
    return TRUE if value else FALSE


def _join(formulas: Iterable[Formula], kind: type[_Joined], absorbing: Formula, neutral: Formula) -> Formula:
    parts: dict[Formula, None] = {}
    for formula in formulas:
        for part in formula.parts if isinstance(formula, kind) else (formula,):
            if not isinstance(part, Truth):
                parts[part] = None
            elif part == absorbing:
                return absorbing
    if not parts:
        return neutral
    return next(iter(parts)) if len(parts) == 1 else kind(tuple(parts))


def _text(formula: Formula) -> str:
    match formula:
        case Truth():
            return "always" if formula.value else "never"
        case Atom():
            return f"{formula.polynomial} {formula.relation} 0"
        case And():
            return " and ".join(f"({p})" if isinstance(p, Or) else str(p) for p in formula.parts)
        case Or():
            return " or ".join(str(p) for p in formula.parts)
        case Some(name, body):
            return f"for some {name} ({body})"
        case Every(name, body):
            return f"for every {name} ({body})"
    raise TypeError(formula)
