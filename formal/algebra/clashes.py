"""Conditions that were found to exclude each other: with more conditions added, they still do.

A search asks again and again whether what it knows by now excludes something, and knows more each time.

>>> from formal.algebra.formula import atom, conjunction
>>> from formal.algebra.polynomial import Polynomial
>>> p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
>>> clashes = Clashes()
>>> clashes.add(conjunction(atom(p, ">"), atom(-p, ">")))
>>> clashes.within(conjunction(atom(q, ">"), atom(-p, ">"), atom(p, ">"))), clashes.within(atom(p, ">"))
(True, False)
"""

from __future__ import annotations

from formal.algebra.formula import Formula, conjuncts


class Clashes:
    """Formulas that hold nowhere, each as the set of its conjuncts."""

    def __init__(self) -> None:
        self._filed: dict[Formula, list[frozenset[Formula]]] = {}

    def add(self, formula: Formula) -> None:
        """Remember a formula that holds nowhere."""
        parts = conjuncts(formula)
        if parts:  # filed under the last one: mostly the question, the others being what is known in any case
            self._filed.setdefault(parts[-1], []).append(frozenset(parts))

    def within(self, formula: Formula) -> bool:
        """Return whether some of the conjuncts of a formula exclude each other by what is remembered."""
        parts = frozenset(conjuncts(formula))
        return any(clash <= parts for part in parts for clash in self._filed.get(part, ()))
