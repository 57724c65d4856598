"""Generic and not: whether a condition holds on a set of parameters with an interior.

>>> from formal.algebra.polynomial import Polynomial
>>> p = Polynomial.symbol("p")
>>> edge, side = atom(p, "="), atom(p, ">=")
>>> [alive(Decider(), f, knife_edges=False) for f in (edge, side)], alive(Decider(), edge, knife_edges=True)
([False, True], True)
"""

from __future__ import annotations

from formal.algebra.decide import Decider
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    atoms,
    conjunction,
    names,
    rebuild,
)
from formal.algebra.normal import interior
from formal.algebra.radical import radicals_in, radicand
from formal.errors import Undecided

_LONG = 150
_VERY_LONG = 20000


def alive(decider: Decider, formula: Formula, knife_edges: bool) -> bool:
    """Return whether `formula` may hold somewhere; on a set with an interior, unless knife edges are wanted.

    Examples
    --------
    >>> alive(Decider(), FALSE, knife_edges=True)
    False
    """
    if formula in (TRUE, FALSE):
        return formula == TRUE
    if not _possible(decider, formula):
        return False
    if knife_edges:
        return True
    roots = radicals_in(names(formula))
    if not roots:
        return _possible(decider, interior(decider, formula))
    if any(a.relation == "=" for a in atoms(formula)):
        return _alive_without_roots(decider, formula)
    # Roots are continuous where there is something positive inside, and nowhere else is there an interior.
    positive = (atom(inside, ">") for root in roots if (inside := radicand(root)) is not None)
    return _possible(decider, conjunction(*positive, rebuild(formula, _strict)))


def is_long(formula: Formula) -> bool:
    """Return whether a formula is so long that there is no point in making it plainer.

    Examples
    --------
    >>> is_long(TRUE)
    False
    """
    return terms_in(formula) > _LONG


def terms_in(formula: Formula) -> int:
    """Return how many terms the comparisons of a formula have together.

    Examples
    --------
    >>> terms_in(FALSE)
    0
    """
    return sum(a.polynomial.size for a in atoms(formula))


def _possible(decider: Decider, formula: Formula) -> bool:
    """Return whether `formula` may hold; a long one that is hard as well counts as undecided at once.

    One that is very long is not even looked at: to write it down for z3 would take longer than anyone waits.
    """
    if not is_long(formula):
        return decider.possible(formula)
    verdict = None if terms_in(formula) > _VERY_LONG else decider.satisfiable(formula, patient=False)
    if verdict is None and formula not in decider.undecided:
        decider.undecided.append(formula)
    return verdict is not False


def _strict(a: Atom) -> Formula:
    return Atom(a.polynomial, ">") if a.relation == ">=" else a


def _alive_without_roots(decider: Decider, formula: Formula) -> bool:
    try:
        return decider.possible(interior(decider, without_roots(decider, formula)))
    except Undecided:
        return True
