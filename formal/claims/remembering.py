"""Proofs of comparisons that were found once, to be used again wherever the facts that they need hold.

In a proof with many cases the same few facts decide most of them.

>>> from formal.algebra.formula import atom
>>> from formal.algebra.polynomial import Polynomial
>>> from formal.claims.steps import Identity, Term
>>> a, b = (atom(Polynomial.symbol(n), ">") for n in "ab")
>>> kept = Remembered()
>>> kept.keep(2, {0: a, 1: b}, b, Identity((Term(),), (Term(facts=(1,)),)))
>>> kept.find(3, {2: b}, b)
Identity(multiplier=(Term(...),), terms=(Term(weight=Fraction(1, 1), facts=(2,), ...),), equations=())
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from formal.algebra.formula import Atom, Formula
from formal.claims.steps import Step


class Remembered:
    """Proofs by what they show."""

    def __init__(self) -> None:
        self._proofs: dict[Formula, list[tuple[dict[int, Atom], int, Step]]] = {}

    def keep(self, size: int, known: Mapping[int, Atom], goal: Formula, proof: Step) -> None:
        """Keep a proof.

        Parameters
        ----------
        size
            How many facts there are: the number of the next one.
        known
            Those of them that may be used.
        goal, proof
            What is shown, and how.
        """
        used = [n for n in proof.used() if n < size]
        if not known.keys() >= set(used):
            return
        needed = {n: known[n] for n in used}
        self._proofs.setdefault(goal, []).append((needed, size, proof))

    def find(self, size: int, known: Mapping[int, Atom], goal: Formula) -> Step | None:
        """Return a proof of `goal` from other facts, if one is kept that needs no more than these."""
        proofs = self._proofs.get(goal)
        if proofs is None:
            return None
        numbers = {fact: n for n, fact in known.items()}
        for needed, before, proof in proofs:
            if all(fact in numbers for fact in needed.values()):
                here = {n: numbers[fact] for n, fact in needed.items()}
                return proof.changed(number=_moved(here, size - before))
        return None


def _moved(here: Mapping[int, int], by: int) -> Callable[[int], int]:
    """Return how facts are numbered elsewhere: those that were there, and those that a proof adds."""
    return lambda number: here[number] if number in here else number + by
