"""What follows an offer, solved at one value of it: finite moves and further offers.

`offers.py` cuts the line of the first offer into points and open intervals on which nothing in the rest
of the game changes its order, and asks here for the equilibria of the rest at one sample of each. Payoffs
stay polynomials in the offers; `sign`, a function that knows the sample, decides every comparison. A
later offer y is treated the same way one level down, with the earlier offers in the place of numbers:

- *Points* for y: the ends of its interval and the roots in y of every polynomial whose sign can matter
  below (differences of a mover's payoffs, the proposer's own, their derivatives). Each must be a
  polynomial in the earlier offers (so: linear in y with a constant factor, after factorisation);
  otherwise `Unsupported` is raised.
- `critical` passes up the polynomials in the earlier offers whose signs decide everything said below: the
  order of the points of y, what is free of y, and the differences of payoffs at those points. Where none
  of them changes its sign, the equilibria are described by the same polynomials throughout, which is why
  one sample is enough.
- Between neighbouring points the proposer's payoff is monotone, so its supremum there is a limit at an end.

An outcome is (payoffs, path, choices): what is paid, what is reached, and for each later offer on the
path the interval of its equally good values, usually one point.

References ---------- Basu, S., Pollack, R. and Roy, M.-F. (2006), Algorithms in Real Algebraic Geometry,
section 5.1 (the lifting of cells over cells of sign-invariance); here only for roots that are linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cmp_to_key, lru_cache
from itertools import combinations, pairwise, product
from math import inf
from typing import Any

from tests.oracle import reals
from tests.oracle.numeric import Leaf, Move, Nature, Node, Proposal, Unsupported, Value, univariate
from tests.oracle.subgame_perfect import Path, Payoffs, Sign, may_tie, mixture

#: More payoff vectors than this below one node are not compared pair by pair.
MANY = 400


@dataclass(frozen=True)
class Choice:
    """The equally good values of one offer: an interval whose ends are numbers or polynomials."""

    symbol: str
    low: Value
    high: Value
    closed_low: bool = True
    closed_high: bool = True

    def map(self, change: Callable[[Value], Value]) -> Choice:
        """Return the interval with `change` applied to its ends."""
        return replace(self, low=change(self.low), high=change(self.high))


@dataclass(frozen=True)
class Outcome:
    """What an equilibrium of a subgame pays and reaches; `choices` for the offers made on the way."""

    payoffs: Payoffs
    path: Path
    choices: tuple[Choice, ...] = ()

    def prefixed(self, label: str, probability: Value = 1) -> Outcome:
        """Return the same with every history begun by `label`."""
        path = frozenset(((label, *history), probability * p) for history, p in self.path)
        return replace(self, path=path)


@dataclass
class Below:
    """The subgames after an offer; remembers what is critical at each node."""

    _critical: dict[int, tuple[set[Payoffs], set[Value]]] = field(default_factory=dict)
    _points: dict[int, list[Value]] = field(default_factory=dict)

    def critical(self, node: Node) -> tuple[set[Payoffs], set[Value]]:
        """Return the payoffs that an equilibrium may give, and the polynomials whose signs decide which."""
        if id(node) not in self._critical:
            self._critical[id(node)] = self._find_critical(node)
        return self._critical[id(node)]

    def equilibria(self, node: Node, sign: Sign) -> list[Outcome]:
        """Return the outcomes of the pure subgame-perfect equilibria; none where some subgame has none."""
        match node:
            case Leaf(payoffs=payoffs):
                return [Outcome(payoffs, frozenset({((), 1)}))]
            case Nature(branches=branches):
                below = [
                    [(p, outcome.prefixed(label, p)) for outcome in self.equilibria(child, sign)]
                    for label, p, child in branches
                ]
                return [mixed(combination) for combination in product(*below)]
            case Move(actions=actions):
                below = {
                    label: [outcome.prefixed(label) for outcome in self.equilibria(child, sign)]
                    for label, child in actions
                }
                return list(_best(node, below, sign))
            case Proposal():
                return self._best_offers(node, sign)

    def _find_critical(self, node: Node) -> tuple[set[Payoffs], set[Value]]:
        match node:
            case Leaf(payoffs=payoffs):
                return {payoffs}, set()
            case Nature(branches=branches):
                below = [self.critical(child) for _, _, child in branches]
                weights = [p for _, p, _ in branches]
                values = {
                    mixture(list(zip(weights, vectors, strict=True)))
                    for vectors in product(*(values for values, _ in below))
                }
                return _few(values), set().union(*(breaks for _, breaks in below))
            case Move(player=i, actions=actions):
                below = [self.critical(child) for _, child in actions]
                breaks = set().union(*(breaks for _, breaks in below))
                for (here, _), (there, _) in combinations(below, 2):
                    breaks |= {u[i] - v[i] for u in here for v in there}
                return _few(set().union(*(values for values, _ in below))), breaks
            case Proposal():
                return self._critical_of_offer(node)

    def _critical_of_offer(self, node: Proposal) -> tuple[set[Payoffs], set[Value]]:
        values, _ = self.critical(node.node)
        y, i = generator(node), node.player
        points = self.points(node)
        breaks = {factor for factor in factors(self._matters(node)) if not involves(factor, y)}
        if inf in (node.high, -node.low):
            breaks |= {c for u in values for c in coefficients(u[i], y)[1:]}
        at_points = _few({tuple(at(c, y, s) for c in u) for u in values for s in points})
        breaks |= {a - b for a, b in combinations(points, 2)} | {
            u[i] - v[i] for u, v in combinations(at_points, 2)
        }
        return at_points, breaks

    def points(self, node: Proposal) -> list[Value]:
        """Return the polynomials in earlier offers at which something about this offer may change."""
        if id(node) not in self._points:
            y = generator(node)
            roots = {
                _linear_root(factor, y) for factor in factors(self._matters(node)) if involves(factor, y)
            }
            ends = {end for end in (node.low, node.high) if end not in (inf, -inf)}
            found = (roots - {None}) | ends or {y.ring.zero}
            self._points[id(node)] = sorted(found, key=lambda p: (not p.is_ground, str(p)))
        return self._points[id(node)]

    def _matters(self, node: Proposal) -> set[Value]:
        """The polynomials in this offer and earlier ones whose signs decide what it leads to."""
        values, breaks = self.critical(node.node)
        own = {payoffs[node.player] for payoffs in values}
        return breaks | {u - v for u, v in combinations(own, 2)} | {u.diff(generator(node)) for u in own}

    def _best_offers(self, node: Proposal, sign: Sign) -> list[Outcome]:
        y, i = generator(node), node.player
        found, sups = [], []
        for cell, sample in _cells(node, self.points(node), sign):
            outcomes = self.equilibria(node.node, lambda p, s=sample: sign(at(p, y, s)))
            if not outcomes:
                return []
            found.append((cell, outcomes))
            least = min(
                (o.payoffs[i] for o in outcomes), key=cmp_to_key(lambda a, b, s=sample: sign(at(a - b, y, s)))
            )
            sups += _limits(least, y, cell, sign)
        if inf in sups:
            return []
        sup = max(sups, key=cmp_to_key(lambda a, b: sign(a - b)))
        best = [o for cell, outcomes in found for o in outcomes for o in _worth(o, i, y, cell, sup, sign)]
        return [outcome.prefixed(node.symbol) for outcome in _joined(best, node.symbol)]


def mixed(combination: Iterable[tuple[Value, Outcome]]) -> Outcome:
    """Return what a chance move over the outcomes pays and reaches."""
    combination = list(combination)
    return Outcome(
        mixture([(p, outcome.payoffs) for p, outcome in combination]),
        frozenset(end for _, outcome in combination for end in outcome.path if end[1]),
        tuple(choice for _, outcome in combination for choice in outcome.choices),
    )


def generator(node: Proposal) -> Value:
    """Return the offer's symbol as a polynomial."""
    number = node.low if node.low != -inf else node.high if node.high != inf else _some_number(node.node)
    names = [str(symbol) for symbol in number.ring.symbols]
    return number.ring.gens[names.index(node.symbol)]


def at(p: Value, y: Value, s: Value) -> Value:
    """Return p with s in the place of y; an infinite end stays what it is."""
    return p if isinstance(p, float) else _composed(p, y, s)


@lru_cache(maxsize=200_000)
def _composed(p: Value, y: Value, s: Value) -> Value:
    return p.compose(y, s) if involves(p, y) else p


def involves(p: Value, y: Value) -> bool:
    """Say whether p depends on y."""
    return p.degree(y) > 0


def coefficients(p: Value, y: Value) -> list[Value]:
    """Return the coefficients of the powers of y, lowest first."""
    place, parts = p.ring.gens.index(y), [p.ring.zero] * (max(p.degree(y), 0) + 1)
    for exponents, c in p.terms():
        rest = tuple(0 if i == place else e for i, e in enumerate(exponents))
        parts[exponents[place]] += p.ring({rest: c})
    return parts


def factors(polynomials: Iterable[Value]) -> set[Value]:
    """Return the irreducible factors of all of them, leading coefficient one."""
    found = set()
    for p in {p.monic() for p in polynomials if p and not p.is_ground}:
        found |= {factor.monic() for factor, _ in p.factor_list()[1]}
    return found


def _some_number(node: Node) -> Value:
    while not isinstance(node, Leaf):
        node = (
            node.node
            if isinstance(node, Proposal)
            else (node.actions if isinstance(node, Move) else node.branches)[0][-1]
        )
    return node.payoffs[0]


def _few(values: set[Payoffs]) -> set[Payoffs]:
    if len(values) > MANY:
        raise Unsupported(f"{len(values)} payoff vectors below one node")
    return values


def _linear_root(factor: Value, y: Value) -> Value | None:
    """The root in y of an irreducible polynomial; None where it has none."""
    parts = coefficients(factor, y)
    if len(parts) == 2 and parts[1].is_ground:
        return parts[0].mul_ground(-1 / parts[1].LC)
    if all(part.is_ground for part in parts) and not reals.roots(univariate(factor, str(y))):
        return None
    raise Unsupported(f"the roots of {factor} in {y} are no polynomials")


def _best(node: Move, below: dict[str, list[Outcome]], sign: Sign) -> Iterator[Outcome]:
    i = node.player
    for label, here in below.items():
        others = [(may_tie(node, label, other), there) for other, there in below.items() if other != label]
        for outcome in here:
            margins = [
                (tie, max((sign(outcome.payoffs[i] - o.payoffs[i]) for o in there), default=-1))
                for tie, there in others
            ]
            if all(margin > 0 or (tie and margin == 0) for tie, margin in margins):
                yield outcome


def _cells(node: Proposal, points: list[Value], sign: Sign) -> Iterator[tuple[Choice, Value]]:
    """Yield the points and the open intervals between them, each with a sample, in increasing order."""
    below, above = node.low == -inf, node.high == inf
    inside = [p for p in points if (below or sign(p - node.low) >= 0) and (above or sign(node.high - p) >= 0)]
    ordered: list[Value] = []
    for p in sorted(inside, key=cmp_to_key(lambda a, b: sign(a - b))):
        if not ordered or sign(p - ordered[-1]):
            ordered.append(p)
    if not ordered:
        raise Unsupported(f"the interval of {node.symbol} is empty, or nothing marks it")
    if below:
        yield Choice(node.symbol, -inf, ordered[0], False, False), ordered[0] - 1
    for a, b in pairwise(ordered):
        yield Choice(node.symbol, a, a), a
        yield Choice(node.symbol, a, b, False, False), (a + b).mul_ground(a.ring.domain(1, 2))
    yield Choice(node.symbol, ordered[-1], ordered[-1]), ordered[-1]
    if above:
        yield Choice(node.symbol, ordered[-1], inf, False, False), ordered[-1] + 1


def _limits(u: Value, y: Value, cell: Choice, sign: Sign) -> list[Value]:
    """What u comes to at the ends of the cell; `inf` where it grows beyond bounds, none where it falls so."""
    limits = [at(u, y, end) for end in (cell.low, cell.high) if end not in (inf, -inf)]
    for end in {cell.low, cell.high} & {inf, -inf}:
        growth = [
            sign(c) * (-1 if end == -inf and power % 2 else 1)
            for power, c in enumerate(coefficients(u, y))
            if power
        ]
        if next((g for g in reversed(growth) if g), 0) > 0:
            limits.append(inf)
    return limits


def _worth(outcome: Outcome, i: int, y: Value, cell: Choice, sup: Value, sign: Sign) -> Iterator[Outcome]:
    """Yield the outcome on that part of the cell where it pays the proposer `sup` or more."""
    u = outcome.payoffs[i]
    if cell.closed_low:
        if sign(at(u, y, cell.low) - sup) >= 0:
            yield _settled(outcome, y, cell)
    elif not involves(u, y):
        if sign(u - sup) >= 0:
            yield replace(outcome, choices=(cell, *outcome.choices))
    elif any(limit == inf or sign(limit - sup) > 0 for limit in _limits(u, y, cell, sign)):
        raise Unsupported(f"{u} exceeds {sup} on a part of an interval that ties leave open")


def _settled(outcome: Outcome, y: Value, point: Choice) -> Outcome:
    choices = [choice.map(lambda end: at(end, y, point.low)) for choice in outcome.choices]
    return Outcome(tuple(at(u, y, point.low) for u in outcome.payoffs), outcome.path, (point, *choices))


def _joined(outcomes: list[Outcome], symbol: str) -> list[Outcome]:
    """Join what is the same on neighbouring cells; the first choice is that of `symbol`."""
    done: dict[Any, Outcome] = {}
    joined: list[Outcome] = []
    for outcome in outcomes:
        cell, rest = outcome.choices[0], outcome.choices[1:]
        key = (outcome.payoffs, outcome.path, rest)
        before = done.get(key)
        if before is not None and touches(before.choices[0], cell):
            joined.remove(before)
            outcome = replace(outcome, choices=(span(before.choices[0], cell), *rest))
        done[key] = outcome
        joined.append(outcome)
    return joined


def touches(a: Choice, b: Choice) -> bool:
    """Say whether b begins where a ends, with no gap."""
    return a.high == b.low and (a.closed_high or b.closed_low)


def span(a: Choice, b: Choice) -> Choice:
    """Return the interval from the beginning of a to the end of b."""
    return Choice(a.symbol, a.low, b.high, a.closed_low, b.closed_high)
