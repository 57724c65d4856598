"""Chains of comparisons: `0 < p` and `p <= 1 - c` are read as `0 < p <= 1 - c`.

>>> from sympy import S, symbols
>>> p, c = symbols("p c")
>>> linked([Chain((p, S(0)), (">",)), Chain((p, 1 - c), ("<=",))], ["p", "c"])
[Chain(terms=(0, p, 1 - c), relations=('<', '<='))]
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

FLIPPED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=", "!=": "!="}


@dataclass(frozen=True)
class Chain:
    """Expressions with a relation between each and the next: `0 < p <= 1 - c_B`."""

    terms: tuple[sp.Expr, ...]
    relations: tuple[str, ...]

    def turned(self) -> Chain:
        """Return the chain read from its other end.

        Examples
        --------
        >>> from sympy import symbols
        >>> T, R, P = symbols("T R P")
        >>> Chain((P, R, T), ("<", "<=")).turned()
        Chain(terms=(T, R, P), relations=('>=', '>'))
        """
        return Chain(self.terms[::-1], tuple(FLIPPED[relation] for relation in self.relations[::-1]))


def linked(chains: Iterable[Chain], names: Sequence[str] = ()) -> list[Chain]:
    """Return comparisons with those that share an end joined, and each read from its more natural side.

    Parameters
    ----------
    chains
        Comparisons that all hold; an earlier one is joined first.
    names
        The order of declaration: `T > R > P` where `T` was declared before `P`, else `P < R < T`.

    Examples
    --------
    >>> from sympy import symbols
    >>> T, R, P = symbols("T R P")
    >>> linked([Chain((T, R), (">",)), Chain((R, P), (">",))], ["T", "R", "P"])
    [Chain(terms=(T, R, P), relations=('>', '>'))]
    """
    found = list(chains)
    while _join_two(found, _simple_ends) or _join_two(found, _short):
        pass
    return [_oriented(chain, names) for chain in found]


def _join_two(found: list[Chain], wanted: Callable[[Chain], bool]) -> bool:
    """Replace two chains by one, if two can be joined to one that is wanted."""
    for i, j in itertools.combinations(range(len(found)), 2):
        for joined in (_joined(found[i], found[j]), _joined(found[j], found[i])):
            if joined is not None and wanted(joined):
                found[i] = joined
                del found[j]
                return True
    return False


def _simple_ends(chain: Chain) -> bool:
    return all(isinstance(end, sp.Symbol) or end.is_number for end in (chain.terms[0], chain.terms[-1]))


def _short(chain: Chain) -> bool:
    return len(chain.terms) == 3


def _joined(left: Chain, right: Chain) -> Chain | None:
    """Return `a < x < b` from a chain that ends in `x` and one that begins with it."""
    low, high = _rising(left), _rising(right)
    if low is None or high is None or low.terms[-1] != high.terms[0] or low.terms[-1].is_number:
        return None
    return Chain((*low.terms, *high.terms[1:]), (*low.relations, *high.relations))


def _rising(chain: Chain) -> Chain | None:
    signs = set(chain.relations)
    if signs <= {"<", "<="}:
        return chain
    return chain.turned() if signs <= {">", ">="} else None


def _oriented(chain: Chain, names: Sequence[str]) -> Chain:
    symbols = [term for term in chain.terms if isinstance(term, sp.Symbol)]
    places = [names.index(s.name) if s.name in names else len(names) for s in symbols]
    falling = 2 < len(places) == len(chain.terms) and places[-1] < places[0]
    return chain.turned() if falling else chain
