"""Games with continuous offers at one rational parameter point, solved exactly by breakpoints.

**Proposition.** Let player i name x in an interval X, and let E(x) be the set of outcomes of the pure
subgame-perfect equilibria of what follows x (tie rules included). If some E(x) is empty there is no
equilibrium. Otherwise e in E(x*) is the outcome of an equilibrium in which i names x* if and only if

    u_i(e) >= S = sup over x in X of m(x),   where m(x) = min { u_i(f) : f in E(x) }

(where the minimum is not attained, read "for every x some f in E(x) has u_i(f) <= u_i(e)").

*Proof.* The subgames after different x have no node in common, so an equilibrium is any choice of f(x) in
E(x), one for each x, with an x* that is best against it: u_i(f(x*)) >= u_i(f(x)) for all x. Given such an
equilibrium, u_i(e) = u_i(f(x*)) >= u_i(f(x)) >= m(x) for every x, hence u_i(e) >= S. Conversely let
u_i(e) >= S. Put f(x*) = e and let f(x) for every other x attain m(x). Then u_i(f(x)) = m(x) <= S <=
u_i(e), so x* is best. QED

So at a tie the responder may take any tied continuation, and takes at x* the one that supports the
equilibrium and elsewhere the one that tempts the proposer least. Where S is not reached by any e there is
no best reply whatever the responders do, and no equilibrium. Note that where a responder is indifferent
on a whole interval of offers, the choice f may change from offer to offer; every outcome that this
supports is listed here, also those that no strategy with finitely many pieces supports in an obvious way.

**Method.** m and E change their form at finitely many x only. These are among the roots of the
polynomials that `nested.Below.critical` lists (differences of any mover's payoffs over any pair of
continuations), of the differences of the proposer's own payoffs, and of their derivatives. The roots are
real algebraic numbers, isolated exactly (`reals`); E is computed at each root and at one rational number
between each two neighbours; between them every payoff of i is monotone, so S is a maximum over finitely
many limits. Above the first offer, at finite moves and chance, the sets of outcomes are combined as in
`subgame_perfect.outcomes`.

**What it covers.** Any number of offers side by side; payoffs of any degree in the first offer on a path.
A later offer on the same path must have breakpoints that are polynomials in the earlier ones (always so
if payoffs are linear in the offers taken together). Otherwise, and where a continuum of outcomes that
differ in payoffs would have to be carried through a second continuum, `Unsupported` is raised. For nested
offers beyond that, `refuted` checks a given outcome on a grid of offers: a refutation is exact, a pass is
only evidence.

>>> from sympy import symbols
>>> from formal.games.tree import choose, offer
>>> x, p = symbols("x p")
>>> ultimatum = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p, p / 2)}))
>>> answer = solve_tree(["A", "B"], ultimatum, {"p": "1/2"})
>>> for outcome in answer.samples():
...     print(outcome)
x = 3/4: pays (3/4, 1/4) at {('x', 'accept'): 1}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cmp_to_key
from itertools import product
from math import inf
from types import SimpleNamespace
from typing import Any

from sympy.polys.rings import PolyElement

from tests.oracle import exact, reals
from tests.oracle.families import (
    Family,
    Realised,
    at_least,
    contains,
    cut,
    infimum,
    joined,
    limits,
    mixed,
    prefixed,
    representatives,
    settled,
)
from tests.oracle.nested import Below, Choice, Outcome, factors, generator
from tests.oracle.numeric import (
    Leaf,
    Move,
    Nature,
    Node,
    NumericGame,
    Proposal,
    Unsupported,
    moves,
    read,
    univariate,
)
from tests.oracle.subgame_perfect import Path, may_tie

Number = reals.Number


@dataclass(frozen=True)
class Answer:
    """All outcomes of pure subgame-perfect equilibria, as finitely many families; empty if there is none.

    `ranges` has the interval of each offer whose ends are numbers, `proposers` who makes each offer.
    """

    players: tuple[str, ...]
    families: tuple[Family, ...]
    ranges: Mapping[str, tuple[Number, Number]] = field(default_factory=dict)
    proposers: Mapping[str, int] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        """Whether there is an equilibrium."""
        return bool(self.families)

    @property
    def selective(self) -> bool:
        """Whether a continuum of offers is not equally good, but each is supported by replies of its own.

        That takes ties on a whole interval of offers, broken for the proposer at the offer made and against it
        at those around: infinitely many strategies, which a list by cases cannot hold.
        """
        return any(
            family.offer.low < family.offer.high and len(family.payoffs[self.proposers[family.free]]) > 1
            for family in self.families
            if family.free is not None
        )

    def samples(self) -> list[Realised]:
        """Return a few members of each family: the ends that belong to it and one in between."""
        return [family.at(value) for family in self.families for value in representatives(family)]

    def admits(self, payoffs: Any, offers: Mapping[Any, Any] | None = None, path: Path | None = None) -> bool:
        """Say whether an equilibrium pays this, names these offers and reaches this path.

        `payoffs` is a sequence or `{player: payoff}`; `offers` is `{symbol or name: value}` for offers on
        the path (others are not looked at); `path` is `{(history, probability)}`. Left out, anything will
        do.
        """
        if isinstance(payoffs, Mapping):
            payoffs = [payoffs[player] for player in self.players]
        paid = [reals.from_sympy(u) for u in payoffs]
        made = {getattr(key, "name", key): reals.from_sympy(v) for key, v in (offers or {}).items()}
        return any(contains(family, paid, made, path) for family in self.families)


def solve(game: Any, values: exact.Values | None = None) -> Answer:
    """Return the outcomes of all pure subgame-perfect equilibria of a `formal.Game` at a rational point."""
    return solve_numeric(read(game, values))


def solve_tree(players: Iterable[str], tree: Any, values: exact.Values | None = None) -> Answer:
    """Do the same for a tree of `formal.games` nodes that no `Game` holds."""
    return solve(SimpleNamespace(players=tuple(players), tree=tree), values)


def solve_numeric(game: NumericGame) -> Answer:
    """Do the same for a tree that has been read."""
    ranges = {
        node.symbol: (_end(node.low), _end(node.high))
        for node in moves(game.tree)
        if isinstance(node, Proposal) and all(_is_number(end) for end in (node.low, node.high))
    }
    proposers = {node.symbol: node.player for node in moves(game.tree) if isinstance(node, Proposal)}
    return Answer(game.players, tuple(_families(game.tree)), ranges, proposers)


def refuted(node: Proposal, offer: Any, payoffs: Any, grid: Iterable[Any]) -> str | None:
    """Look for a reason why no equilibrium of `node` names `offer` and pays `payoffs`; None if none is found.

    The rest of the game is solved exactly after `offer` and after each offer of the grid; a grid point
    refutes if every equilibrium after it pays the proposer more. A reason is a proof, None is not.
    """
    players = tuple(map(str, range(len(payoffs))))
    if not Answer(players, tuple(_families(after(node, offer)))).admits(payoffs):
        return f"no equilibrium after {node.symbol} = {offer} pays {payoffs}"
    for tried in grid:
        least, attained = infimum(_families(after(node, tried)), node.player)
        claimed = reals.from_sympy(payoffs[node.player])
        if least > claimed or (least == claimed and not attained):
            return f"{node.symbol} = {tried} pays player {node.player} more, whatever follows"
    return None


def after(node: Proposal, offer: Any) -> Node:
    """Return the subgame after a rational offer."""
    y, value = generator(node), exact.fraction(offer)
    number = y.ring.ground_new(y.ring.domain(value.numerator, value.denominator))
    return _replaced(node.node, lambda p: p.compose(y, number) if isinstance(p, PolyElement) else p)


def _families(node: Node) -> list[Family]:
    match node:
        case Leaf(payoffs=payoffs):
            return [Family(tuple(_constant(u) for u in payoffs), frozenset({((), 1)}))]
        case Nature(branches=branches):
            below = [[(p, prefixed(f, label, p)) for f in _families(child)] for label, p, child in branches]
            return [mixed(combination) for combination in product(*below)]
        case Move(actions=actions):
            below = {label: [prefixed(f, label) for f in _families(child)] for label, child in actions}
            return [f for label in below for f in _best(node, label, below)]
        case Proposal():
            return [settled(prefixed(family, node.symbol)) for family in _best_offers(node)]


def _best_offers(node: Proposal) -> list[Family]:
    """The proposition above, cell by cell."""
    below, found, sups = Below(), [], []
    for cell, sample in _cells(node, below):
        outcomes = below.equilibria(node.node, _sign_at(node.symbol, sample))
        if not outcomes:
            return []
        members = [_family(outcome, node.symbol, cell) for outcome in outcomes]
        least = min(members, key=cmp_to_key(lambda f, g, s=sample: _difference(f, g, node.player, s)))
        sups += limits(least.payoffs[node.player], cell)
        found += members
    sup = max(sups)
    best = [part for family in found for part in at_least(family, node.player, sup, strictly=False)]
    return joined(best)


def _cells(node: Proposal, below: Below) -> Iterator[tuple[Choice, Number]]:
    """Yield the breakpoints and the open intervals between them, each with a sample."""
    values, breaks = below.critical(node.node)
    own = {payoffs[node.player] for payoffs in values}
    matter = breaks | {u - v for u in own for v in own} | {u.diff(generator(node)) for u in own}
    low, high = _end(node.low), _end(node.high)
    if low > high:
        raise Unsupported(f"the interval of {node.symbol} is empty: {low} .. {high}")
    marks = {low, high} - {inf, -inf}
    for factor in factors(matter):
        marks |= {r for r in reals.roots(univariate(factor, node.symbol)) if low <= r <= high}
    yield from cut(node.symbol, low, high, marks)


def _sign_at(symbol: str, sample: Number) -> Any:
    known: dict[Any, int] = {}

    def sign(p: Any) -> int:
        if p not in known:
            known[p] = reals.sign(univariate(p, symbol), sample)
        return known[p]

    return sign


def _family(outcome: Outcome, symbol: str, cell: Choice) -> Family:
    later = tuple(choice.map(lambda end: _in(end, symbol)) for choice in outcome.choices)
    return Family(tuple(univariate(u, symbol) for u in outcome.payoffs), outcome.path, symbol, (cell, *later))


def _in(end: Any, symbol: str) -> Any:
    return end if isinstance(end, float) else univariate(end, symbol)


def _difference(f: Family, g: Family, player: int, sample: Number) -> int:
    minus = reals.multiply(reals.poly((-1,)), g.payoffs[player])
    return reals.sign(reals.add(f.payoffs[player], minus), sample)


def _best(node: Move, label: str, below: dict[str, list[Family]]) -> list[Family]:
    kept = below[label]
    for other, there in below.items():
        if other == label:
            continue
        if not there:
            return []
        least, attained = infimum(there, node.player)
        strictly = not (attained and may_tie(node, label, other))
        kept = [part for family in kept for part in at_least(family, node.player, least, strictly)]
    return [settled(family) for family in kept]


def _constant(number: Any) -> reals.Poly:
    return reals.poly((_rational(number),))


def _is_number(end: Any) -> bool:
    return isinstance(end, float) or end.is_ground


def _end(end: Any) -> Number:
    return end if isinstance(end, float) else _rational(end)


def _rational(number: Any) -> Fraction:
    """A number that no offer enters."""
    if not isinstance(number, PolyElement):
        return number
    if not number.is_ground:
        raise Unsupported(f"{number} depends on an offer that has not been made")
    return Fraction(int(number.LC.numerator), int(number.LC.denominator))


def _replaced(node: Node, change: Any) -> Node:
    match node:
        case Leaf(payoffs=payoffs):
            return Leaf(tuple(map(change, payoffs)))
        case Move(actions=actions):
            return replace(node, actions=tuple((a, _replaced(child, change)) for a, child in actions))
        case Nature(branches=branches):
            return Nature(tuple((label, p, _replaced(child, change)) for label, p, child in branches))
        case Proposal(low=low, high=high, node=child):
            return replace(node, low=change(low), high=change(high), node=_replaced(child, change))
