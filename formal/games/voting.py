"""Voting games: members of a few kinds, and which numbers of them make a winning coalition.

Members of one kind are interchangeable, so that coalitions are counted by how many of each kind they have, each such
number standing for a product of binomial coefficients: the 2**15 coalitions of the Security Council are 66 cases. All
results are exact.

>>> council = VotingGame({"permanent": 5, "elected": 10}, lambda n: n["permanent"] == 5 and n["elected"] >= 4)
>>> council.winning_coalitions, council.shapley_shubik("elected"), council.banzhaf("permanent")
(848, 4/2145, 106/635)

References
----------
Shapley, L. S. and Shubik, M. (1954), A Method for Evaluating the Distribution of Power in a Committee System, American
Political Science Review 48, 787-792.
Banzhaf, J. F. (1965), Weighted Voting Doesn't Work, Rutgers Law Review 19, 317-343.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from formal.algebra.space import Space, space_of, symbols_in
from formal.errors import GameError

__all__ = ["VotingGame"]

Numbers = Mapping[str, int]


@dataclass(frozen=True, eq=False)
class VotingGame:
    """A simple game with members of a few kinds.

    Parameters
    ----------
    members
        `{kind: how many there are}`.
    wins
        Whether so many members of each kind win together: called with `{kind: number}`. More members must not turn
        a winning coalition into a losing one.
    yes
        `{kind: the probability that one member says yes}`, where members vote independently; may be symbolic.
    where
        What is assumed about the parameters.
    name
        What it is called.

    Raises
    ------
    GameError
        If a kind has no members, nobody can ever win, nobody is needed, or a larger coalition loses where a smaller
        one wins.

    Examples
    --------
    >>> majority = VotingGame({"member": 3}, lambda n: n["member"] >= 2)
    >>> majority.winning_coalitions, majority.swings("member"), majority.shapley_shubik("member")
    (4, 2, 1/3)
    """

    members: Numbers
    wins: Callable[[Numbers], bool] = field(repr=False)
    yes: Mapping[str, sp.Expr] = field(default_factory=dict)
    where: tuple[object, ...] = field(default=(), repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "yes", {kind: sp.sympify(odds) for kind, odds in self.yes.items()})
        if unknown := set(self.yes) - set(self.members):
            raise GameError(
                f"probabilities for {', '.join(sorted(unknown))}: there are {', '.join(self.members)}"
            )
        for kind, number in self.members.items():
            if not isinstance(number, int) or number < 1:
                raise GameError(f"{number!r} members of kind {kind!r}: a whole number from 1 on is wanted")
        if not self.wins(dict(self.members)):
            raise GameError("all members together do not win: nothing can ever pass")
        if self.wins(dict.fromkeys(self.members, 0)):
            raise GameError("nobody is needed to win: everything passes")
        for numbers in self._coalitions(self.members):
            for kind in numbers:
                more = {**numbers, kind: numbers[kind] + 1}
                if more[kind] <= self.members[kind] and self.wins(numbers) and not self.wins(more):
                    raise GameError(f"{numbers} win, but {more} do not: more members must not lose")

    @property
    def players(self) -> tuple[str, ...]:
        """The kinds of members."""
        return tuple(self.members)

    @property
    def space(self) -> Space:
        """The parameter space."""
        return space_of(self.where, [s for odds in self.yes.values() for s in symbols_in(odds)])

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> VotingGame:
        """Return the same game with some parameters fixed."""
        put = {
            self.space.symbols[self.space.name_of(key)]: sp.sympify(value) for key, value in values.items()
        }
        where = tuple(c.subs(put) if isinstance(c, sp.Basic) else c for c in self.where)
        left = tuple(c for c in where if c not in (True, sp.true))
        return replace(self, yes={kind: odds.subs(put) for kind, odds in self.yes.items()}, where=left)

    def solve(self, concept: str | None = None, **options: Any) -> Any:
        """Refuse: nobody chooses in a voting game."""
        wanted = "shapley_shubik(kind), banzhaf(kind) or pass_probability"
        raise GameError(f"nobody chooses in a voting game, so it has no equilibria: ask for {wanted}")

    @property
    def size(self) -> int:
        """How many members there are."""
        return sum(self.members.values())

    @property
    def winning_coalitions(self) -> int:
        """How many coalitions win."""
        return sum(_ways(self.members, n) for n in self._coalitions(self.members) if self.wins(n))

    def swings(self, kind: str) -> int:
        """Return how many winning coalitions lose by the exit of one given member of a kind."""
        return sum(_ways(self._others(kind), n) for n in self._swung(kind))

    def banzhaf(self, kind: str) -> sp.Rational:
        """Return the normalised Banzhaf index of a member: its swings, over the swings of all members.

        Examples
        --------
        >>> veto = VotingGame({"chair": 1, "member": 2}, lambda n: n["chair"] + n["member"] >= 2 and n["chair"] == 1)
        >>> veto.banzhaf("chair"), veto.banzhaf("member")
        (3/5, 1/5)
        """
        total = sum(number * self.swings(k) for k, number in self.members.items())
        return sp.Rational(self.swings(kind), total)

    def shapley_shubik(self, kind: str) -> sp.Rational:
        """Return the Shapley-Shubik index of a member: how often it is pivotal if all orders are equally likely.

        Examples
        --------
        >>> veto = VotingGame({"chair": 1, "member": 2}, lambda n: n["chair"] + n["member"] >= 2 and n["chair"] == 1)
        >>> veto.shapley_shubik("chair"), veto.shapley_shubik("member")
        (2/3, 1/6)
        """
        orders = 0
        for numbers in self._swung(kind):
            before = sum(numbers.values())
            arranged = math.factorial(before) * math.factorial(self.size - before - 1)
            orders += _ways(self._others(kind), numbers) * arranged
        return sp.Rational(orders, math.factorial(self.size))

    @property
    def pass_probability(self) -> sp.Expr:
        """The probability of winning if members say yes independently.

        Examples
        --------
        >>> y = sp.Symbol("y")
        >>> sp.expand(VotingGame({"member": 3}, lambda n: n["member"] >= 2, yes={"member": y}).pass_probability)
        -2*y**3 + 3*y**2
        """
        total: sp.Expr = sp.Integer(0)
        for numbers in self._coalitions(self.members):
            if self.wins(numbers):
                odds = [
                    self.yes[kind] ** n * (1 - self.yes[kind]) ** (self.members[kind] - n)
                    for kind, n in numbers.items()
                ]
                total += _ways(self.members, numbers) * sp.Mul(*odds)
        return total

    def losing_size(self) -> int:
        """Return the number of members of the largest coalition that loses.

        Examples
        --------
        >>> VotingGame({"member": 5}, lambda n: n["member"] >= 3).losing_size()
        2
        """
        return max(sum(n.values()) for n in self._coalitions(self.members) if not self.wins(n))

    def _swung(self, kind: str) -> Iterator[Numbers]:
        """Yield the numbers of others, beside one member of a kind, who lose without it and win with it."""
        if kind not in self.members:
            raise GameError(f"no members of kind {kind!r}: there are {', '.join(self.members)}")
        for numbers in self._coalitions(self._others(kind)):
            if not self.wins(numbers) and self.wins({**numbers, kind: numbers[kind] + 1}):
                yield numbers

    def _others(self, kind: str) -> Numbers:
        if kind not in self.members:
            raise GameError(f"no members of kind {kind!r}: there are {', '.join(self.members)}")
        return {**self.members, kind: self.members[kind] - 1}

    @staticmethod
    def _coalitions(members: Numbers) -> Iterator[dict[str, int]]:
        for numbers in itertools.product(*(range(number + 1) for number in members.values())):
            yield dict(zip(members, numbers, strict=True))


def _ways(members: Numbers, numbers: Numbers) -> int:
    """Return in how many ways so many members of each kind can be chosen."""
    return math.prod(math.comb(members[kind], n) for kind, n in numbers.items())
