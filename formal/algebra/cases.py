"""Cases: a value by region, with exact and disjoint conditions.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> offer = Cases((p + c <= 1, p + c), (True, 1), where=[p > 0, c > 0])
>>> offer.at({p: "3/5", "c": "1/5"}), offer.to_sympy()
(4/5, Min(1, c + p))
>>> (offer - p).at({p: 1, c: 1})
0
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import sympy as sp

from formal import verbs
from formal.algebra.formula import (
    FALSE,
    Formula,
    Relation,
    compare,
    conjunction,
    disjunction,
    evaluate_at,
    negation,
    parameters,
)
from formal.algebra.polynomial import flint_rational
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names
from formal.algebra.reading import read_condition, read_quotient, read_value
from formal.algebra.region import Region
from formal.algebra.simplify import simplify
from formal.algebra.space import Space, read_values, space_of, symbols_in
from formal.algebra.substitution import substitute, substitute_value
from formal.algebra.undefined import require_defined
from formal.errors import ExpressionError, ParameterError

Piece = tuple[Formula, Quotient]
_COMPARED: Mapping[str, Relation] = {">": ">", ">=": ">=", "<": ">", "<=": ">=", "=": "=", "!=": "!="}


@dataclass(frozen=True, init=False, repr=False)
class Cases:
    """A value by region.

    Parameters
    ----------
    *pieces
        Pairs of a condition and a value (an expression); where several conditions hold, the first pair counts.
        Where none holds the value is undefined.
    where
        What is taken for granted, as in `Region`.

    Examples
    --------
    >>> from sympy import symbols
    >>> x, = symbols("x,")
    >>> size = Cases((x >= 0, x), (x < 0, -x))
    >>> size.at({x: -3}), len(size.pieces)
    (3, 2)
    """

    space: Space = field(compare=False)
    parts: tuple[Piece, ...]

    def __init__(self, *pieces: tuple[object, object], where: object = ()) -> None:
        symbols = [s for piece in pieces for side in piece for s in symbols_in(side)]
        space = space_of(where, symbols).require_consistent()
        read = []
        for condition, value in pieces:
            here = read_condition(condition)
            require_defined(space, condition)
            require_defined(space, value, here=here)
            read += [(conjunction(here, guard), quotient) for guard, quotient in read_value(value)]
        _set(self, space, _disjoint(read))

    @classmethod
    def of(cls, space: Space, parts: Iterable[Piece]) -> Cases:
        """Return the cases of pieces that are known to exclude each other."""
        made = cls.__new__(cls)
        _set(made, space, tuple((f, v) for f, v in parts if f != FALSE))
        return made

    @classmethod
    def first_of(cls, space: Space, parts: Iterable[Piece]) -> Cases:
        """Return the cases in which the first piece whose condition holds counts."""
        return cls.of(space, _disjoint(list(parts)))

    @property
    def pieces(self) -> list[tuple[Region, sp.Expr]]:
        """The conditions, as regions, and the values, as SymPy expressions."""
        return [(Region.of(self.space, f), self.space.write_where(v, f)) for f, v in self.parts]

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The symbols that conditions and values use, in declaration order."""
        used = _used(self.parts)
        return tuple(s for n, s in self.space.symbols.items() if n in used)

    def domain(self) -> Region:
        """Return the region in which the value is defined."""
        return Region.of(self.space, disjunction(*(f for f, _ in self.parts)))

    # -- values -----------------------------------------------------------------------------------

    def at(self, values: Mapping[sp.Symbol | str, object]) -> sp.Expr | None:
        """Return the exact value at a point; None where it is undefined.

        Parameters
        ----------
        values
            Rational values by symbol or name, one for every symbol that conditions or values use.

        Raises
        ------
        ParameterError
            If a value is missing or is not a rational number.
        """
        used = _used(self.parts)
        given = self.space.by_name(values)
        missing = [n for n in self.space.names if n in used and n not in given]
        if missing:
            raise ParameterError(
                f"no value for {', '.join(missing)}: the value depends on {', '.join(sorted(used))}"
            )
        numbers = read_values({n: v for n, v in given.items() if n in used}, self.space)
        point = {n: flint_rational(v) for n, v in numbers.items()}
        exact = {
            self.space.symbols.get(n, sp.Symbol(n)): sp.Rational(v.numerator, v.denominator)
            for n, v in numbers.items()
        }
        for formula, value in self.parts:
            held = evaluate_at(formula, point)
            if held is None:
                held = Region.of(self.space, formula).contains(numbers)
            if held:
                return self.space.write(value).subs(exact)
        return None

    def subs(self, values: Mapping[sp.Symbol | str, object]) -> Cases:
        """Return the cases with parameters replaced by numbers or expressions, in the context too."""
        table = {name: read_quotient(value) for name, value in self.space.by_name(values).items()}
        whole = Region.of(self.space, disjunction()).subs(values).space
        parts = (
            (conjunction(substitute(formula, table), guard), changed)
            for formula, value in self.parts
            for guard, changed in substitute_value(value, table)
        )
        return Cases.of(whole, parts).pruned()

    # -- arithmetic -------------------------------------------------------------------------------

    def __add__(self, other: object) -> Cases:
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other: object) -> Cases:
        return self._combined(other, lambda a, b: a - b)

    def __mul__(self, other: object) -> Cases:
        return self._combined(other, lambda a, b: a * b)

    def __rsub__(self, other: object) -> Cases:
        return (-self) + other

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Cases:
        return Cases.of(self.space, ((f, -v) for f, v in self.parts))

    def __truediv__(self, other: object) -> Cases:
        right = self._beside(other)
        zero = Quotient.constant(0)
        defined = Cases.of(
            right.space,
            ((conjunction(f, compare(v, "!=", zero)), v) for f, v in right.parts if not v.is_zero),
        )
        return self._combined(defined, lambda a, b: a / b)

    def compare(self, relation: str, other: object) -> Region:
        """Return the region in which `self relation other` holds (both being defined).

        Parameters
        ----------
        relation
            One of `>`, `>=`, `<`, `<=`, `=` and `!=`.
        other
            An expression, a number or other cases.

        Raises
        ------
        ExpressionError
            If there is no such relation.

        Examples
        --------
        >>> from sympy import Min, symbols
        >>> p, c = symbols("p c")
        >>> Cases((True, Min(1, p + c))).compare("<", 1).formula
        Atom('-c - p + 1 > 0')
        """
        if relation not in _COMPARED:
            raise ExpressionError(f"no relation {relation!r}: one of {', '.join(_COMPARED)} is wanted")
        right = self._beside(other)
        if relation in ("<", "<="):
            return right._compared(">" if relation == "<" else ">=", self)
        return self._compared(_COMPARED[relation], right)

    def _compared(self, relation: Relation, right: Cases) -> Region:
        space = self.space.joined(right.space)
        held = (
            conjunction(f, g, compare(v, relation, w))
            for (f, v), (g, w) in itertools.product(self.parts, right.parts)
        )
        return Region.of(space, disjunction(*(h for h in held if space.decider.possible(h))))

    def __lt__(self, other: object) -> Region:
        """Return where the value is below another one (see `compare`)."""
        return self.compare("<", other)

    def __le__(self, other: object) -> Region:
        """Return where the value is at most another one (see `compare`)."""
        return self.compare("<=", other)

    def __gt__(self, other: object) -> Region:
        """Return where the value is above another one (see `compare`)."""
        return self.compare(">", other)

    def __ge__(self, other: object) -> Region:
        """Return where the value is at least another one (see `compare`)."""
        return self.compare(">=", other)

    def minimum(self, other: object) -> Cases:
        """Return the smaller of two values."""
        return self._extremum(other, ">=")

    def maximum(self, other: object) -> Cases:
        """Return the larger of two values."""
        return (-self)._extremum(-self._beside(other), ">=").__neg__()

    def _extremum(self, other: object, relation: Relation) -> Cases:
        right = self._beside(other)
        space = self.space.joined(right.space)
        parts = []
        for (f, v), (g, w) in itertools.product(self.parts, right.parts):
            keep = compare(w, relation, v)
            parts += [(conjunction(f, g, keep), v), (conjunction(f, g, negation(keep)), w)]
        return Cases.of(space, parts).pruned()

    def _combined(self, other: object, operation: Callable[[Quotient, Quotient], Quotient]) -> Cases:
        right = self._beside(other)
        space = self.space.joined(right.space)
        parts = (
            (conjunction(f, g), operation(v, w))
            for (f, v), (g, w) in itertools.product(self.parts, right.parts)
        )
        return Cases.of(space, parts).pruned()

    def _beside(self, other: object) -> Cases:
        if isinstance(other, Cases):
            return other
        space = space_of((), symbols_in(other))
        return Cases.of(space, read_value(other))

    def restricted(self, region: Region) -> Cases:
        """Return the same value, defined only in `region`."""
        space = self.space.joined(region.space)
        return Cases.of(space, ((conjunction(f, region.formula), v) for f, v in self.parts)).pruned()

    def otherwise(self, value: object) -> Cases:
        """Return the same value, and `value` where it is undefined."""
        rest = self._beside(value)
        return Cases.first_of(self.space.joined(rest.space), (*self.parts, *rest.parts)).pruned()

    def pruned(self) -> Cases:
        """Return the cases without pieces that are nowhere; equal values joined."""
        joined: dict[Quotient, list[Formula]] = {}
        for formula, value in self.parts:
            if self.space.decider.possible(formula):
                joined.setdefault(value, []).append(formula)
        return Cases.of(self.space, ((disjunction(*fs), v) for v, fs in joined.items()))

    def simplify(self) -> Cases:
        """Return the same value in as few and as plain pieces as possible."""
        decider, pruned = self.space.decider, self.pruned()
        kept: dict[Quotient, Formula] = {}
        for formula, value in sorted(pruned.parts, key=lambda p: _weight(p[1])):
            for other in kept:
                same = compare(value, "=", other)
                if decider.satisfiable(conjunction(formula, negation(same))) is False:
                    kept[other] = disjunction(kept[other], formula)
                    break
            else:
                kept[value] = formula
        return Cases.of(self.space, ((simplify(decider, f).formula, v) for v, f in kept.items()))

    # -- showing ----------------------------------------------------------------------------------

    def to_sympy(self) -> sp.Expr:
        """Return one SymPy expression: a minimum or maximum where it is one, else a `Piecewise`."""
        compact = self._compact()
        if compact is not None:
            return compact
        pairs = [(value, region.to_sympy()) for region, value in self.pieces]
        if self.domain().is_everything():
            pairs[-1] = (pairs[-1][0], sp.true)
        return sp.Piecewise(*pairs)

    def _compact(self) -> sp.Expr | None:
        written = [self.space.write_where(v, f) for f, v in self.parts]
        if not written or not self.space.decider.entails(self.domain().formula):
            return None
        if len(written) == 1:
            return written[0]
        if self._each(lambda own, other: compare(other, ">=", own)):
            return sp.Min(*written, evaluate=False) if len(written) == 2 else sp.Min(*written)
        if self._each(lambda own, other: compare(own, ">=", other)):
            return sp.Max(*written, evaluate=False) if len(written) == 2 else sp.Max(*written)
        return self._clipped(written) if len(written) == 3 else None

    def _each(self, relation: Callable[[Quotient, Quotient], Formula]) -> bool:
        decider = self.space.decider
        return all(
            decider.satisfiable(conjunction(f, negation(relation(v, w)))) is False
            for (f, v), (_, w) in itertools.permutations(self.parts, 2)
        )

    def _clipped(self, written: list[sp.Expr]) -> sp.Expr | None:
        """Return `max(low, min(high, value))` if that is what three pieces are."""
        for low, inner, high in itertools.permutations(range(3)):
            (f, a), (g, v), (h, b) = (self.parts[i] for i in (low, inner, high))
            claims = (
                (f, compare(a, ">=", v)),
                (g, conjunction(compare(v, ">=", a), compare(b, ">=", v))),
                (h, compare(v, ">=", b)),
                (disjunction(f, g, h), compare(b, ">=", a)),
            )
            if all(self.space.decider.satisfiable(conjunction(c, negation(d))) is False for c, d in claims):
                inside = sp.Min(written[high], written[inner], evaluate=False)
                return sp.Max(written[low], inside, evaluate=False)
        return None

    def to_latex(self) -> str:
        """Return the cases as LaTeX."""
        return verbs.latex(self)

    def _repr_latex_(self) -> str:
        return f"${verbs.latex(self)}$"

    def __repr__(self) -> str:
        return f"Cases({verbs.text(self)})"

    def __str__(self) -> str:
        return verbs.text(self)


def _set(cases: Cases, space: Space, parts: tuple[Piece, ...]) -> None:
    object.__setattr__(cases, "space", space)
    object.__setattr__(cases, "parts", parts)


def _disjoint(parts: list[Piece]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    before: list[Formula] = []
    for formula, value in parts:
        here = conjunction(formula, *(negation(b) for b in before))
        if here != FALSE:
            found.append((here, value))
        before.append(formula)
    return tuple(found)


def _used(parts: Iterable[Piece]) -> set[str]:
    return {n for formula, value in parts for n in parameters(formula) | plain_names(value.names)}


def _weight(value: Quotient) -> tuple[int, int, str]:
    return (value.denominator.size, len(value.numerator.terms()), str(value))
