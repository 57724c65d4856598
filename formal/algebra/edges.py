"""Values by case at an edge of the parameter space: `|q - 1|` is `1 - q` wherever `q <= 1`, also where `q = 1`.

A value such as an absolute value is read case by case, and the case of a tie goes to one side. Where what is assumed
leaves only the tie of that side, the case has no interior, and what is so in it would count as a knife edge, although
it is the value of the case beside it. Such cases are joined.

>>> from sympy import Abs, Symbol
>>> from formal.algebra.reading import read_value
>>> from formal.algebra.space import space_of
>>> q = Symbol("q")
>>> ((guard, value),) = without_edges(space_of([q <= 1]).decider, read_value(Abs(q - 1)))
>>> print(value, "if", guard)
-q + 1 if always
"""

from __future__ import annotations

from collections.abc import Iterable

from formal.algebra.decide import Decider
from formal.algebra.formula import Formula, atom, compare, conjunction, disjunction, names
from formal.algebra.normal import interior
from formal.algebra.quotient import Quotient
from formal.algebra.radical import has_radicals
from formal.algebra.simplify import simplify

_BUDGET = 150


def without_edges(
    decider: Decider, cases: Iterable[tuple[Formula, Quotient]]
) -> list[tuple[Formula, Quotient]]:
    """Return cases in which one without an interior is joined to another that has the same value there, if one has.

    Parameters
    ----------
    decider
        Of the parameter space, and of what else is known.
    cases
        Conditions, of which one holds, and values.
    """
    listed = list(cases)
    if len(listed) < 2 or any(has_radicals(tuple(names(guard))) for guard, _ in listed):
        return listed
    kept: list[tuple[Formula, Quotient]] = []
    thin: list[tuple[Formula, Quotient]] = []
    for guard, value in listed:
        edge = decider.satisfiable(interior(decider, guard), patient=False) is False
        (thin if edge else kept).append((guard, value))
    for guard, value in thin:
        same = (i for i, (_, other) in enumerate(kept) if _is(decider, guard, value, other))
        beside = next(same, None)
        if beside is None:
            kept.append((guard, value))
        else:
            wide = disjunction(kept[beside][0], guard)
            kept[beside] = (simplify(decider, wide, _BUDGET).formula, kept[beside][1])
    return kept


def _is(decider: Decider, guard: Formula, value: Quotient, other: Quotient) -> bool:
    """Return whether a value is another one throughout a case, and the other is defined there."""
    apart = disjunction(compare(value, "!=", other), atom(other.denominator, "="))
    return decider.satisfiable(conjunction(guard, apart), patient=False) is False
