"""Candidates: mixed profiles with the condition under which they are equilibria, and which of them to list.

A candidate may contain free probabilities; then it is a continuum, closed at its ends. A mixed candidate that
lies in a continuum wherever it exists is no entry of its own. Pure ones always are.

>>> from formal.algebra.formula import TRUE
>>> from formal.solvers.tables import ONE, ZERO
>>> t, flat = Quotient.symbol("t"), Table(TRUE, (2,), {(0,): (ONE,), (1,): (ONE,)})
>>> inside = conjunction(compare(t, ">=", ZERO), compare(ONE, ">=", t))
>>> segment = Candidate(flat, ((0, 1),), ((t, ONE - t),), {"t": (0, 0)}, inside, inside, TRUE)
>>> half = Candidate(flat, ((0, 1),), ((ONE / 2, ONE / 2),), {}, TRUE, TRUE, TRUE)
>>> segment.contains(half), [c is segment for c in uncovered(Decider(), [half, segment])]
(TRUE, [True])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.substitution import substitute, substitute_value
from formal.solvers.tables import Index, Strategy, Table


@dataclass(frozen=True, eq=False)
class Candidate:
    """A profile of mixed strategies, and where it is an equilibrium.

    Attributes
    ----------
    table
        The payoffs in the case that it belongs to.
    supports
        For each player the actions that are used, or may be in a continuum.
    strategies
        For each player the probabilities of all actions.
    free
        For each free name the player and the action whose probability it is.
    exact
        The condition, on parameters and free names, that the supports are used and are best replies.
    closed
        The same where some of the supports may stay unused.
    where
        For which parameters free names can be chosen so that it is exact.
    """

    table: Table
    supports: tuple[Index, ...]
    strategies: tuple[Strategy, ...]
    free: Mapping[str, tuple[int, int]]
    exact: Formula
    closed: Formula
    where: Formula

    @property
    def is_pure(self) -> bool:
        """Whether every player takes one action for certain."""
        return all(len(support) == 1 for support in self.supports)

    def payoff(self, player: int) -> Quotient:
        """Return the expected payoff of a player: that of any action in the support."""
        return self.table.expected(player, self.supports[player][0], self.strategies)

    def contains(self, other: Candidate) -> Formula:
        """Return where the profile `other` is one of this continuum."""
        if any(
            not set(own) >= set(theirs) for own, theirs in zip(self.supports, other.supports, strict=True)
        ):
            return FALSE
        values = {name: other.strategies[player][action] for name, (player, action) in self.free.items()}
        pairs = (
            (own, theirs)
            for mine, others in zip(self.strategies, other.strategies, strict=True)
            for own, theirs in zip(mine, others, strict=True)
        )
        same = (
            disjunction(*(conjunction(g, compare(v, "=", theirs)) for g, v in substitute_value(own, values)))
            for own, theirs in pairs
        )
        return conjunction(self.where, substitute(self.closed, values), *same)


def pure(table: Table, cell: Index) -> Candidate:
    """Return the candidate in which everybody takes the action in `cell`.

    Examples
    --------
    >>> from formal.algebra.formula import TRUE
    >>> from formal.solvers.tables import ONE, ZERO
    >>> pure(Table(TRUE, (2,), {(0,): (ONE,), (1,): (ZERO,)}), (1,)).where
    FALSE
    """
    strategies = tuple(
        tuple(Quotient.constant(int(action == chosen)) for action in range(size))
        for size, chosen in zip(table.sizes, cell, strict=True)
    )
    where = conjunction(table.guard, *(table.best_replies(player, cell) for player in range(len(cell))))
    return Candidate(table, tuple((action,) for action in cell), strategies, {}, where, where, where)


def uncovered(decider: Decider, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without the mixed ones that lie in a continuum wherever they exist.

    Examples
    --------
    >>> from formal.algebra.formula import TRUE
    >>> from formal.solvers.tables import ONE, ZERO
    >>> alone = pure(Table(TRUE, (2,), {(0,): (ONE,), (1,): (ZERO,)}), (0,))
    >>> uncovered(Decider(), [alone]) == [alone]
    True
    """
    continua = [c for c in candidates if c.free]
    return [
        c for c in candidates if c.is_pure or not _covered(decider, c, (o for o in continua if o is not c))
    ]


def _covered(decider: Decider, candidate: Candidate, continua: Iterable[Candidate]) -> bool:
    larger = [inside for inside in (other.contains(candidate) for other in continua) if inside != FALSE]
    if not larger:
        return False
    outside = conjunction(candidate.where, candidate.exact, negation(disjunction(*larger)))
    return not decider.possible(outside, patient=False)
