"""Regions: sets of parameter points cut out by polynomial and rational (in)equalities.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> safe = Region(p <= 1 - c, where=[p > 0, c > 0])
>>> safe.is_empty(), safe.implies(Region(c < 1)), safe.contains({p: 1, "c": 2})
(False, True, False)
>>> safe.eliminate(p).simplify()
Region(c < 1)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.arrange import Arranged, arrange
from formal.algebra.eliminate import eliminate, without_roots
from formal.algebra.formula import (
    TRUE,
    Formula,
    conjunction,
    conjuncts,
    disjunction,
    evaluate_at,
    negation,
    parameters,
)
from formal.algebra.normal import interior
from formal.algebra.polynomial import flint_rational
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names
from formal.algebra.reading import read_condition, read_quotient
from formal.algebra.simplify import DEFAULT_BUDGET, simplify
from formal.algebra.space import Space, read_number, read_values, space_of, symbols_in
from formal.algebra.substitution import substitute
from formal.algebra.undefined import require_defined
from formal.algebra.writing import write_formula
from formal.errors import ExpressionError, ParameterError, Undecided


@dataclass(frozen=True, init=False, repr=False)
class Region:
    """The parameter points at which `conditions` hold, judged under `where`.

    Parameters
    ----------
    *conditions
        SymPy relations, `And`, `Or`, `Not`, `Implies`, memberships, truth values or other regions; all must hold.
        Rational functions, `sqrt`, `Min`, `Max`, `Abs` and `Piecewise` may occur.
    where
        What is taken for granted: a condition or a list of them. Implication, equivalence and emptiness are
        judged under it; SymPy's flags on the symbols count as well.

    Raises
    ------
    ExpressionError
        If a term cannot be read.
    ParameterError
        If the assumptions contradict each other.

    Examples
    --------
    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> Region(x > 0) & Region(x < y)
    Region(0 < x < y)
    """

    space: Space = field(compare=False)
    formula: Formula
    minimal: bool = field(compare=False)
    solve_for: tuple[str, ...] = field(compare=False)

    def __init__(self, *conditions: object, where: object = ()) -> None:
        symbols = [s for c in conditions for s in symbols_in(c)]
        space = space_of(where, symbols)
        for condition in conditions:
            if isinstance(condition, Region):
                space = space.joined(condition.space)
        formula = conjunction(*map(read_condition, conditions))
        require_defined(space.require_consistent(), *conditions)
        _set(self, space, formula)

    @classmethod
    def of(
        cls, space: Space, formula: Formula, *, minimal: bool = True, solve_for: tuple[str, ...] = ()
    ) -> Region:
        """Return the region of `formula` in a space that is already at hand."""
        region = cls.__new__(cls)
        _set(region, space, formula, minimal=minimal, solve_for=solve_for)
        return region

    @property
    def where(self) -> sp.logic.boolalg.Boolean:
        """The context as a SymPy condition."""
        return write_formula(self.space.assumptions, self.space.symbols)

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The symbols that the region's own conditions use, in declaration order."""
        used = parameters(self.formula)
        return tuple(s for n, s in self.space.symbols.items() if n in used)

    # -- combining --------------------------------------------------------------------------------

    def __and__(self, other: object) -> Region:
        right, space = self._beside(other)
        return Region.of(space, conjunction(self.formula, right.formula))

    def __or__(self, other: object) -> Region:
        right, space = self._beside(other)
        return Region.of(space, disjunction(self.formula, right.formula))

    def __invert__(self) -> Region:
        return Region.of(self.space, negation(self.formula))

    __rand__ = __and__
    __ror__ = __or__

    def _beside(self, other: object) -> tuple[Region, Space]:
        """Return another condition as a region, and the space of both."""
        right = other if isinstance(other, Region) else Region(other)
        return right, self.space.joined(right.space).require_consistent()

    def subs(self, values: Mapping[sp.Symbol | str, object]) -> Region:
        """Return the region with parameters replaced by numbers or expressions, in its context too.

        Raises
        ------
        ParameterError
            If the context excludes the values.
        """
        table = {name: read_quotient(value) for name, value in self.space.by_name(values).items()}
        fresh = [s for value in values.values() for s in symbols_in(value)]
        rest = self.space.without(table)
        changed = substitute(self.space.assumptions, table)
        space = Space(rest.symbols, changed).with_symbols(fresh)
        if not space.decider.decided(TRUE):
            given = ", ".join(f"{name} = {value}" for name, value in self.space.by_name(values).items())
            raise ParameterError(f"{given} is excluded by the assumptions {self.where}: choose others")
        return Region.of(space, substitute(self.formula, table), solve_for=self.solve_for)

    # -- questions --------------------------------------------------------------------------------

    def contains(self, values: Mapping[sp.Symbol | str, object]) -> bool:
        """Return whether a point lies in the region.

        Parameters
        ----------
        values
            Exact values by symbol or by name. Symbols that the region does not use are ignored.

        Raises
        ------
        ParameterError
            If a symbol that the region uses has no value, or a value is not an exact real number.
        """
        used = parameters(self.formula)
        given = self.space.by_name(values)
        missing = [n for n in self.space.names if n in used and n not in given]
        missing += sorted(n for n in used if n not in given and n not in self.space.symbols)
        if missing:
            raise ParameterError(
                f"no value for {', '.join(missing)}: the region uses {', '.join(sorted(used))}"
            )
        chosen = {name: given[name] for name in used}
        if any(isinstance(v, sp.Expr) and not v.is_Rational for v in chosen.values()):
            return self._contains_irrational(chosen)
        numbers = read_values(chosen, self.space)
        held = evaluate_at(self.formula, {n: flint_rational(v) for n, v in numbers.items()})
        return self._contains_irrational(chosen) if held is None else held

    def _contains_irrational(self, values: Mapping[str, object]) -> bool:
        point = {name: _real_number(name, value) for name, value in values.items()}
        return Space({}, TRUE).decider.decided(substitute(self.formula, point))

    def is_empty(self) -> bool:
        """Return whether no admissible point lies in the region, or raise `Undecided`."""
        return not self.space.decider.decided(self.formula)

    def is_everything(self) -> bool:
        """Return whether every admissible point lies in the region, or raise `Undecided`."""
        return not self.space.decider.decided(negation(self.formula))

    def has_interior(self) -> bool:
        """Return whether the region contains a ball of the parameter space, or raise `Undecided`."""
        decider = self.space.decider
        return decider.decided(interior(decider, without_roots(decider, self.formula)))

    def is_thin(self) -> bool:
        """Return whether the region is known to have no interior: false as well where nobody can tell.

        Examples
        --------
        >>> p = sp.Symbol("p")
        >>> Region(sp.Eq(p, 1)).is_thin(), Region(p >= 1).is_thin()
        (True, False)
        """
        try:
            return not self.has_interior()
        except Undecided:
            return False

    def implies(self, other: object) -> bool:
        """Return whether every admissible point of this region lies in the other, or raise `Undecided`."""
        right, space = self._beside(other)
        return not space.decider.decided(conjunction(self.formula, negation(right.formula)))

    def equivalent(self, other: object) -> bool:
        """Return whether both regions have the same admissible points, or raise `Undecided`."""
        right, _ = self._beside(other)
        return self.implies(right) and right.implies(self)

    def witness(self) -> dict[sp.Symbol, sp.Rational] | None:
        """Return an exact rational point of the region, or None if it is empty.

        Raises
        ------
        Undecided
            If it is not known whether there is a point, or only irrational ones were found.
        """
        space = self.space.with_symbols(self.symbols)
        point = space.decider.point(self.formula, space.names)
        if point is None:
            return None
        return {s: sp.Rational(point[n].numerator, point[n].denominator) for n, s in space.symbols.items()}

    def eliminate(self, *symbols: sp.Symbol | str) -> Region:
        """Return the region of the other parameters for which values of `symbols` exist that lie in this one.

        Raises
        ------
        ParameterError
            If neither the region nor its context knows a symbol.
        Undecided
            If a symbol occurs in an irreducible polynomial of degree three or more.
        """
        gone = [self.space.name_of(s) for s in symbols]
        known = set(self.space.names) | parameters(self.formula)
        for name in gone:
            if name not in known:
                raise ParameterError(
                    f"cannot eliminate {name}: the region knows {', '.join(self.space.names)}"
                )
        whole, rest = self.inside(*gone)
        return Region.of(rest, eliminate(rest.decider, whole, *gone))

    def inside(self, *variables: str) -> tuple[Formula, Space]:
        """Return the conditions together with what the context says of `variables`, and the space of the others."""
        about = [p for p in conjuncts(self.space.assumptions) if parameters(p) & set(variables)]
        return conjunction(*about, self.formula), self.space.without(variables)

    def simplify(self, budget: int = DEFAULT_BUDGET) -> Region:
        """Return the same region in plainer conditions (see `minimal`); `budget` counts decisions."""
        found = simplify(self.space.decider, self.formula, budget)
        return Region.of(self.space, found.formula, minimal=found.minimal, solve_for=self.solve_for)

    # -- showing ----------------------------------------------------------------------------------

    def solved_for(self, *symbols: sp.Symbol | str) -> Region:
        """Return the same region, shown with its conditions solved for `symbols` where they can be."""
        wanted = tuple(self.space.name_of(s) for s in symbols)
        return Region.of(self.space, self.formula, minimal=self.minimal, solve_for=wanted)

    def arranged(self) -> Arranged:
        """Return the conditions as chains of comparisons, ready to be shown."""
        return arrange(self.space, self.formula, self.solve_for)

    def to_sympy(self) -> sp.logic.boolalg.Boolean:
        """Return the conditions as a SymPy condition."""
        return write_formula(self.formula, self.space.symbols)

    def to_latex(self) -> str:
        """Return the conditions as LaTeX."""
        return verbs.latex(self)

    def _repr_latex_(self) -> str:
        return f"${verbs.latex(self)}$"

    def __repr__(self) -> str:
        return f"Region({verbs.text(self)})"

    def __str__(self) -> str:
        return verbs.text(self)

    def __lt__(self, other: object) -> bool:
        raise TypeError("regions are not ordered: ask implies(other) or equivalent(other)")

    __le__ = __gt__ = __ge__ = __lt__

    def __bool__(self) -> bool:
        raise TypeError(
            "a Region is neither true nor false: ask is_empty(), contains(point) or implies(other)"
        )


def _set(region: Region, space: Space, formula: Formula, **extra: Any) -> None:
    fields = {"space": space, "formula": formula, "minimal": True, "solve_for": (), **extra}
    for name, value in fields.items():
        object.__setattr__(region, name, value)


def _real_number(name: str, value: object) -> Quotient:
    try:
        found = read_quotient(value if isinstance(value, sp.Basic) else sp.Rational(read_number(value, name)))
    except ExpressionError as error:
        raise ParameterError(f"{name} = {value}: {error}") from error
    unknown = plain_names(found.names)
    if unknown:
        without = ", ".join(sorted(unknown))
        raise ParameterError(f"{name} = {value}: a number is wanted, and {without} has no value")
    return found
