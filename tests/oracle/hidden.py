"""Games with hidden moves at one rational parameter point: what is paid in equilibrium, by plain methods.

Three forms, told apart by the tree. Anything else is `Unsupported`.

1. Nature moves first and the next mover does not see it, but names a number at one information set: nature may as well
   move after the number, and `tests.oracle.offers` solves what results.
2. Nature draws a type from an interval, somebody who does not see it names a number, others who see both answer. For a
   given number each pair of payoffs crosses at one type, so the expected payoff is a sum over finitely many intervals;
   as a function of the number it is quadratic between finitely many breakpoints. Payoffs must be linear.
3. Two or more players move at once and what follows is seen by all: every corner is solved by
   `tests.oracle.subgame_perfect`, and a profile of actions is held against the definitions of a Nash equilibrium and
   of weak dominance.

>>> from sympy import symbols
>>> from formal.games.tree import choose, draw, offer
>>> c, x = symbols("c x")
>>> tree = draw(c, 0, 1, offer("A", x, 0, 2, choose("B", {"accept": (x, -x), "reject": (0, -c)})), seen_by=["B"])
>>> sorted(payoffs(["A", "B"], tree, {}))
[(Fraction(1, 4), Fraction(-3, 8))]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, product
from types import SimpleNamespace
from typing import Any

from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from tests.oracle import exact, offers
from tests.oracle.numeric import Unsupported, read
from tests.oracle.subgame_perfect import outcomes

Payoffs = tuple[Fraction, ...]
#: A payoff as a function of the number named and the type: constant, slope in the number, slope in the type.
Plane = tuple[Fraction, Fraction, Fraction]


def payoffs(
    players: Sequence[str], tree: Node, values: exact.Values, undominated: bool = False
) -> set[Payoffs]:
    """Return what the equilibria of the game pay."""
    match tree:
        case Chance() if _is_unseen_offer(tree):
            answer = offers.solve_tree(players, postponed(tree), values)
            return {tuple(outcome.payoffs) for outcome in answer.samples()}
        case Draw(node=Offer(player=player)) if player not in tree.seen_by:
            return {_Screening(tuple(players), tree, exact.point(values)).best()}
        case Decision(actions=actions) if all(isinstance(n, Decision) for n in actions.values()):
            return set(_simultaneous(tuple(players), tree, values, undominated))
    raise Unsupported("no plain method for a tree with hidden moves of this form")


def postponed(tree: Chance) -> Offer:
    """Return the tree in which nature moves after the number that is named without having seen its move."""
    first = next(child for _, child in tree.branches.values())
    assert isinstance(first, Offer)
    after = {
        label: (q, child.node) for label, (q, child) in tree.branches.items() if isinstance(child, Offer)
    }
    return replace(first, node=Chance(after))


def _is_unseen_offer(tree: Chance) -> bool:
    children = [child for _, child in tree.branches.values()]
    return (
        all(isinstance(child, Offer) for child in children) and len({child.info for child in children}) == 1
    )


# -- a number named to a type that is drawn ----------------------------------------------------------


class _Screening:
    def __init__(self, players: tuple[str, ...], tree: Draw, at: Mapping[str, Fraction]) -> None:
        assert isinstance(tree.node, Offer)
        if tree.cdf is not None:
            raise Unsupported("only uniform draws")
        self.players, self.at = players, dict(at)
        self.type, self.number = tree.symbol.name, tree.node.symbol.name
        self.mover, self.answer = players.index(tree.node.player), tree.node.node
        self.low, self.high = (exact.number(end, self.at) for end in (tree.low, tree.high))
        self.least, self.most = (exact.number(end, self.at) for end in (tree.node.low, tree.node.high))
        leaves = list(_leaves(self.answer))
        planes = [[self._plane(u) for u in leaf.payoffs] for leaf in leaves]
        self.crossings = [
            tuple(a - b for a, b in zip(one[i], two[i], strict=True))
            for one, two in combinations(planes, 2)
            for i in range(len(players))
        ]

    def best(self) -> Payoffs:
        """Return what is paid at the best number: a maximum over quadratic pieces."""
        found = []
        for left, right in pairwise(self._marks()):
            if left == right:
                continue
            middle = (left + right) / 2
            # The value at an end of the piece may jump: look just inside, where it is the same quadratic.
            inner = [(left + middle) / 2, middle, (middle + right) / 2]
            found += [self.expected(x) for x in (left, right)]
            peak = _peak(inner, [self.expected(x)[self.mover] for x in inner])
            if peak is not None and left < peak < right:
                found.append(self.expected(peak))
        return max(found, key=lambda paid: paid[self.mover])

    def expected(self, x: Fraction) -> Payoffs:
        """Return the expected payoffs after a number: types between two crossings do the same."""
        cuts = {self.low, self.high}
        for constant, in_number, in_type in self.crossings:
            if in_type:
                cuts.add(min(max(-(constant + in_number * x) / in_type, self.low), self.high))
        total = [Fraction(0)] * len(self.players)
        for left, right in pairwise(sorted(cuts)):
            paid = self._after(x, (left + right) / 2)
            weight = (right - left) / (self.high - self.low)
            total = [t + weight * u for t, u in zip(total, paid, strict=True)]
        return tuple(total)

    def _after(self, x: Fraction, kind: Fraction) -> Payoffs:
        subtree = SimpleNamespace(players=self.players, tree=self.answer)
        found = {
            paid for paid, _ in outcomes(read(subtree, {**self.at, self.number: x, self.type: kind}).tree)
        }
        if len(found) != 1:
            raise Unsupported("several equilibria after an offer")
        return next(iter(found))

    def _marks(self) -> list[Fraction]:
        marks = {self.least, self.most}
        for (a, b, c), end in product(self.crossings, (self.low, self.high)):
            if b:
                marks.add(-(a + c * end) / b)
        for (a, b, c), (d, e, f) in combinations(self.crossings, 2):
            if b * f != e * c:
                marks.add((c * d - a * f) / (b * f - e * c))
        return sorted(x for x in marks if self.least <= x <= self.most)

    def _plane(self, payoff: Any) -> Plane:
        def value(x: int, kind: int) -> Fraction:
            return exact.number(payoff, {**self.at, self.number: x, self.type: kind})

        start = value(0, 0)
        plane = (start, value(1, 0) - start, value(0, 1) - start)
        if value(2, 3) != plane[0] + 2 * plane[1] + 3 * plane[2]:
            raise Unsupported(f"{payoff} is not linear")
        return plane


def _peak(at: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction | None:
    """Return where the parabola through three equidistant points is highest, if it opens downwards."""
    step, bend = at[1] - at[0], values[0] - 2 * values[1] + values[2]
    return at[1] - step * (values[2] - values[0]) / (2 * bend) if bend < 0 else None


def _leaves(node: Node) -> Iterator[Terminal]:
    match node:
        case Terminal():
            yield node
        case Decision(actions=actions):
            for child in actions.values():
                yield from _leaves(child)
        case _:
            raise Unsupported("only decisions after a draw")


# -- several players at once ---------------------------------------------------------------------------


def _simultaneous(
    players: tuple[str, ...], tree: Decision, values: exact.Values, undominated: bool
) -> Iterator[Payoffs]:
    movers, corners = _at_once(tree)
    if len(movers) < 2:
        raise Unsupported("the second mover sees something")
    table = {profile: _solved(players, node, values) for profile, node in corners.items()}
    places = [players.index(mover) for mover in movers]
    for profile in table:
        own = [_Choice(table, profile, place, mover) for place, mover in enumerate(places)]
        if all(choice.is_best() and not (undominated and choice.is_dominated()) for choice in own):
            yield table[profile]


def _at_once(tree: Decision) -> tuple[list[str], dict[tuple[str, ...], Node]]:
    """Return who moves without seeing anything, and what follows each profile of their actions."""
    movers: list[str] = []
    level: dict[tuple[str, ...], Node] = {(): tree}
    while True:
        decisions = [node for node in level.values() if isinstance(node, Decision)]
        if len(decisions) < len(level) or len({node.info for node in decisions}) != 1:
            return movers, level
        movers.append(decisions[0].player)
        level = {
            (*profile, action): child
            for profile, node in level.items()
            if isinstance(node, Decision)
            for action, child in node.actions.items()
        }


def _solved(players: tuple[str, ...], tree: Node, values: exact.Values) -> Payoffs:
    found = {paid for paid, _ in outcomes(read(SimpleNamespace(players=players, tree=tree), values).tree)}
    if len(found) != 1:
        raise Unsupported("several equilibria after simultaneous moves")
    return next(iter(found))


class _Choice:
    """What one player does in a profile of actions."""

    def __init__(
        self, table: Mapping[tuple[str, ...], Payoffs], profile: tuple[str, ...], place: int, mover: int
    ) -> None:
        self.table, self.profile, self.place, self.mover = table, profile, place, mover
        self.taken = profile[place]
        self.own = list(dict.fromkeys(cell[place] for cell in table))
        self.others = list(dict.fromkeys(self._without(cell) for cell in table))

    def _without(self, cell: tuple[str, ...]) -> tuple[str, ...]:
        return (*cell[: self.place], *cell[self.place + 1 :])

    def paid(self, action: str, against: tuple[str, ...]) -> Fraction:
        cell = (*against[: self.place], action, *against[self.place :])
        return self.table[cell][self.mover]

    def is_best(self) -> bool:
        against = self._without(self.profile)
        return all(self.paid(self.taken, against) >= self.paid(action, against) for action in self.own)

    def is_dominated(self) -> bool:
        for action in self.own:
            gains = [self.paid(action, others) - self.paid(self.taken, others) for others in self.others]
            if min(gains) >= 0 and max(gains) > 0:
                return True
        return False
