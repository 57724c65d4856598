"""Generic and not: whether a condition holds on a set of parameters with an interior.

>>> from formal.algebra.formula import atom
>>> from formal.algebra.polynomial import Polynomial
>>> p = Polynomial.symbol("p")
>>> edge, side = atom(p, "="), atom(p, ">=")
>>> [alive(Decider(), f, knife_edges=False) for f in (edge, side)], alive(Decider(), edge, knife_edges=True)
([False, True], True)
"""

from __future__ import annotations

from formal.algebra.decide import Decider
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import FALSE, TRUE, Formula
from formal.algebra.normal import interior
from formal.errors import Undecided


def alive(decider: Decider, formula: Formula, knife_edges: bool) -> bool:
    """Return whether `formula` may hold somewhere; on a set with an interior, unless knife edges are wanted.

    Examples
    --------
    >>> alive(Decider(), FALSE, knife_edges=True)
    False
    """
    if formula in (TRUE, FALSE):
        return formula == TRUE
    if not decider.possible(formula):
        return False
    if knife_edges:
        return True
    try:
        return decider.possible(interior(decider, without_roots(decider, formula)))
    except Undecided:
        return True
