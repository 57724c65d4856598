"""Names for bounds that are long and come up more than once: `a_1 < a <= a_2`, and below what `a_1` and `a_2` are.

>>> from sympy import symbols
>>> from formal.algebra.region import Region
>>> a, b, c = symbols("a b c")
>>> long = sum(symbols(f"b1:{9}")) / (1 + c)
>>> low, high = Region(a <= long, c > 0), Region(a > long, c > 0)
>>> named = Thresholds.of([low.solved_for(a), high.solved_for(a)], least=20)
>>> named.arranged(low.solved_for(a)).common[0]
Chain(terms=(a, a_1), relations=('<=',))
>>> list(named.meaning)
[a_1]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sympy as sp

from formal.algebra.arrange import Arranged
from formal.algebra.chains import Chain
from formal.algebra.region import Region
from formal.show.expression import expression_text

#: Bounds of at least as many characters get a name if they come up more than once.
_LONG = 60


@dataclass
class Thresholds:
    """Names of long bounds.

    Attributes
    ----------
    meaning
        `{name: bound}`, in the order in which they come up.
    """

    meaning: dict[sp.Symbol, sp.Expr] = field(default_factory=dict)
    _shown: dict[int, tuple[Region, Arranged]] = field(default_factory=dict)

    @classmethod
    def of(cls, regions: Iterable[Region], least: int = _LONG) -> Thresholds:
        """Return names for the bounds that occur more than once in some regions, and are long.

        Examples
        --------
        >>> Thresholds.of([]).meaning
        {}
        """
        found = cls()
        found._shown = {id(region): (region, region.arranged()) for region in regions}
        seen: Counter[sp.Expr] = Counter()
        subjects: dict[sp.Expr, str] = {}
        taken = {name for region, _ in found._shown.values() for name in region.space.names}
        for region, arranged in found._shown.values():
            for subject, bound in _bounds(arranged):
                seen[bound] += 1
                subjects.setdefault(bound, subject)
                if seen[bound] == 1 and len(expression_text(bound, region.space)) < least:
                    seen[bound] = -(10**6)
        for bound, subject in subjects.items():
            if seen[bound] > 1:
                symbol = _fresh(subject, taken)
                taken.add(symbol.name)
                found.meaning[symbol] = bound
        return found

    def arranged(self, region: Region) -> Arranged:
        """Return the conditions of a region with names for its long bounds."""
        _, arranged = self._shown.get(id(region)) or (region, region.arranged())
        return _replaced(arranged, {bound: symbol for symbol, bound in self.meaning.items()})


def _bounds(arranged: Arranged) -> Iterator[tuple[str, sp.Expr]]:
    """Yield the bounds that occur, each with the letter that it bounds."""
    for chain in arranged.common:
        subject = next((str(term) for term in chain.terms if isinstance(term, sp.Symbol)), "t")
        for term in chain.terms:
            for part in term.args if isinstance(term, sp.Max | sp.Min) else (term,):
                if not part.is_Atom:
                    yield subject, part
    for alternatives in arranged.choices:
        for alternative in alternatives:
            yield from _bounds(alternative)


def _fresh(subject: str, taken: set[str]) -> sp.Symbol:
    numbers = range(1, len(taken) + 2)
    return sp.Symbol(next(f"{subject}_{k}" for k in numbers if f"{subject}_{k}" not in taken))


def _replaced(arranged: Arranged, names: dict[sp.Expr, sp.Symbol]) -> Arranged:
    def renamed(term: sp.Expr) -> sp.Expr:
        if isinstance(term, sp.Max | sp.Min):
            return term.func(*(names.get(part, part) for part in term.args))
        return names.get(term, term)

    common = tuple(Chain(tuple(map(renamed, c.terms)), c.relations) for c in arranged.common)
    choices = tuple(tuple(_replaced(part, names) for part in own) for own in arranged.choices)
    return Arranged(common, choices, arranged.empty)
