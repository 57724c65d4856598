"""Case by case: whether conditions that leave many choices can hold, decided on conditions that leave none.

z3 answers in a millisecond where conditions simply hold together, and may not answer where dozens of alternatives are
joined, as in "none of these equilibria exists". So one comparison is supposed, and then its opposite; what follows for
the other alternatives is drawn at once, and each case is given up as soon as what is supposed in it is refuted
(Davis, Logemann and Loveland 1962).

References
----------
Davis, M., G. Logemann and D. Loveland (1962), A machine program for theorem-proving. Communications of the ACM 5.

>>> from formal.algebra.polynomial import Polynomial
>>> p, q = Polynomial.symbol("p"), Polynomial.symbol("q")
>>> either = conjunction(disjunction(atom(p, ">"), atom(q, ">")), disjunction(atom(-p, ">"), atom(-q, ">")))
>>> print(case_that_holds(either, lambda case: True, most=10))
p > 0 and -q > 0
>>> print(case_that_holds(either, lambda case: False, most=10))
never
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    Or,
    atom,
    atoms,
    conjunction,
    conjuncts,
    disjunction,
    negation,
)


def leaves_choices(formula: Formula) -> bool:
    """Return whether a formula is more than comparisons that hold together.

    Examples
    --------
    >>> leaves_choices(TRUE)
    False
    """
    return any(isinstance(part, Or) for part in conjuncts(formula))


def case_that_holds(
    formula: Formula, ask: Callable[[Formula], bool | None], most: int, given: Formula = TRUE
) -> Formula | None:
    """Return a case of `formula` that can hold, `FALSE` if none can; None if that is not known.

    Parameters
    ----------
    formula
        Comparisons, joined by and/or.
    ask
        Whether comparisons can hold together; None if nobody can tell.
    most
        How many questions may be asked.
    given
        What holds in any case, without being told to `ask`.

    Examples
    --------
    >>> case_that_holds(TRUE, lambda case: None, most=10)
    """
    return _Search(ask, most).case(TRUE, _follows(conjuncts(given)), conjuncts(formula))


class _Search:
    def __init__(self, ask: Callable[[Formula], bool | None], most: int) -> None:
        self.ask = ask
        self.left = most

    def case(self, supposed: Formula, known: frozenset[Formula], parts: Iterable[Formula]) -> Formula | None:
        """Return a case in which what is supposed and all parts hold; `known` is what follows from the former."""
        settled, known, choices = _settled(known, parts)
        if settled == FALSE:
            return FALSE
        supposed = conjunction(supposed, settled)
        self.left -= 1
        if self.left < 0:
            return None
        verdict = self.ask(supposed)
        if verdict is False:
            return FALSE
        if not choices:
            return supposed if verdict else None
        first = _most_telling(choices)
        found: Formula | None = FALSE
        for side in (first, negation(first)):
            case = self.case(supposed, known, (side, *choices))
            if case is None:
                found = None
            elif case != FALSE:
                return case
        return found


def _settled(
    known: frozenset[Formula], parts: Iterable[Formula]
) -> tuple[Formula, frozenset[Formula], list[Formula]]:
    """Return the comparisons that parts leave no choice about, what is known then, and the parts that leave one."""
    settled: list[Formula] = []
    choices = list(parts)
    while True:
        reduced = [_under(known, part) for part in choices]
        if any(part == FALSE for part in reduced):
            return FALSE, known, []
        fresh = [
            a
            for part in reduced
            if isinstance(part, Atom | And)
            for a in conjuncts(part)
            if isinstance(a, Atom)
        ]
        choices = [p for part in reduced for p in conjuncts(part) if isinstance(p, Or)]
        if not fresh:
            return conjunction(*settled), known, choices
        settled += fresh
        known |= _follows(fresh)


def _under(known: frozenset[Formula], formula: Formula) -> Formula:
    """Return what is left of a formula once some comparisons are known to hold."""
    if isinstance(formula, Atom):
        return TRUE if formula in known else FALSE if formula.opposite() in known else formula
    if isinstance(formula, And):
        return conjunction(*_until(FALSE, known, formula.parts))
    if isinstance(formula, Or):
        return disjunction(*_until(TRUE, known, formula.parts))
    return formula


def _until(last: Formula, known: frozenset[Formula], parts: Iterable[Formula]) -> Iterator[Formula]:
    for part in parts:
        left = _under(known, part)
        yield left
        if left == last:
            return


def _follows(comparisons: Iterable[Formula]) -> frozenset[Formula]:
    """Return some comparisons, and what they say of the same polynomial besides."""
    found: set[Formula] = set()
    for a in comparisons:
        if isinstance(a, Atom):
            found.add(a)
            if a.relation in (">", "="):
                found.add(atom(a.polynomial, ">="))
            if a.relation == ">":
                found.add(atom(a.polynomial, "!="))
            if a.relation == "=":
                found.add(atom(-a.polynomial, ">="))
    return frozenset(found)


def _most_telling(choices: Iterable[Formula]) -> Atom:
    """Return a comparison among the shortest choices that occurs in as many others as possible."""
    listed = [list(atoms(choice)) for choice in choices]
    count = Counter(a for own in listed for a in own)
    shortest = min(map(len, listed))
    among = dict.fromkeys(a for own in listed if len(own) == shortest for a in own)
    return max(among, key=lambda a: (count[a], count[a.opposite()], -a.polynomial.size))


__all__ = ["case_that_holds", "leaves_choices"]
