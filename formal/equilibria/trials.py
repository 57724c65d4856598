"""Which offers to try: the marks at which play or payoffs may change, and points between and beside them.

The marks come from everything that mentions the offer: the conditions of the strategies that follow it,
piecewise payoffs and probabilities, denominators, ends of later intervals, and where the mover at a later
decision is indifferent between two terminal nodes. A later offer is replaced by what its strategy says, a
number that nature draws later by the ends of its interval. Marks along a draw are found in the same way.

>>> from formal.algebra import Region
>>> from formal.equilibria.equilibrium import Equilibrium
>>> from formal.games import Game, choose, offer
>>> from sympy import S, symbols
>>> x, c = symbols("x c")
>>> game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, c)})))
>>> always = Equilibrium(Region(c > 0), {"A": c, "B": {"accept": S.One, "fight": S.Zero}}, {}, {})
>>> Trials(game, always).marks("x", {"c": Fraction(1, 3)})
[Fraction(2, 3)]
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from formal.algebra import Cases, Region
from formal.algebra.formula import Formula, atoms
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient, substituted
from formal.algebra.radical import radicand
from formal.algebra.reading import read_value
from formal.equilibria.breakpoints import Grid, roots, without_roots
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.evaluation import Values, value
from formal.equilibria.exact import Number
from formal.errors import ExpressionError
from formal.games import Game
from formal.games.tree import Decision, Draw, Offer, Terminal
from formal.games.walking import terms, walk

#: Marks help to find deviations; where a game has more polynomials than this, the rest is left out.
_MANY = 400
_MANY_PAIRS = 60


class Trials:
    """The offers to try in a game under an equilibrium.

    Parameters
    ----------
    game
        The game.
    equilibrium
        Its strategies say where play changes.
    """

    def __init__(self, game: Game, equilibrium: Equilibrium) -> None:
        offers = [node for _, node in walk(game.tree) if isinstance(node, Offer | Draw)]
        self._names = {node.symbol.name for node in offers}
        found: dict[Polynomial, None] = {}
        if self._names:
            named = _named_later(offers, equilibrium)
            for polynomial in self._mentioned(game, equilibrium):
                for own in _expanded(polynomial, named, len(offers)):
                    found[without_roots(own)] = None
        self._marking = {n: [p for p in found if n in p.names][:_MANY] for n in self._names}
        self._relevant = {
            n: {other for p in ps for other in p.names} - {n} for n, ps in self._marking.items()
        }

    def marks(self, name: str, values: Values) -> list[Number]:
        """Return where something changes along an offer or a draw, when what it depends on has values."""
        rest = {n: v for n, v in values.items() if n != name}
        return [mark for polynomial in self._marking[name] for mark in roots(polynomial, name, rest)]

    def relevant(self, node: Offer | Draw) -> set[str]:
        """Return the names of which the marks, the ends and the distribution at a node may depend."""
        return self._relevant[node.symbol.name] | {s.name for term in terms(node) for s in term.free_symbols}

    def grid(self, node: Offer | Draw, values: Values, named: Iterable[Number], share: Fraction) -> Grid:
        """Return the offers to try at a node: marks, the numbers `named`, and points between them."""
        low, high = (None if end.is_infinite else value(end, values) for end in (node.low, node.high))
        return Grid.on([*self.marks(node.symbol.name, values), *named], low, high, share)

    # -- what mentions an offer -------------------------------------------------------------------

    def _mentioned(self, game: Game, equilibrium: Equilibrium) -> Iterator[Polynomial]:
        for choice in equilibrium.strategy.values():
            for stated in stated_in(choice):
                yield from self._about_offers(_polynomials(stated))
        for _, node in walk(game.tree):
            for expression in terms(node):
                if self._names & {s.name for s in expression.free_symbols}:
                    yield from self._about_offers(_polynomials(expression))
            if isinstance(node, Decision):
                yield from self._about_offers(_indifferent(node, game.players.index(node.player)))

    def _about_offers(self, polynomials: Iterable[Polynomial]) -> Iterator[Polynomial]:
        for polynomial in polynomials:
            if self._names & set(without_roots(polynomial).names):
                yield polynomial


def stated_in(choice: Any) -> list[Any]:
    """Return the expressions, cases or regions of which a choice consists.

    Examples
    --------
    >>> stated_in({"accept": 1, "fight": 0}), stated_in(Fraction(1, 2))
    ([1, 0], [Fraction(1, 2)])
    """
    return list(choice.values()) if isinstance(choice, Mapping) else [choice]


def _polynomials(stated: Any) -> Iterator[Polynomial]:
    """Yield the polynomials at whose zeros a stated value may change its form or is undefined."""
    if isinstance(stated, Region):
        yield from _of_formula(stated.formula)
        return
    for formula, quotient_ in _parts(stated):
        yield from _of_formula(formula)
        yield quotient_.denominator


def _of_formula(formula: Formula) -> Iterator[Polynomial]:
    return (a.polynomial for a in atoms(formula))


def _parts(stated: Any) -> Iterable[tuple[Formula, Quotient]]:
    if isinstance(stated, Cases):
        return stated.parts
    try:
        cases = read_value(stated)
    except ExpressionError:  # a term that the algebra refuses has no marks of its own
        return ()
    return cases


def _indifferent(node: Decision, player: int) -> Iterator[Polynomial]:
    """Yield the differences between the mover's payoffs at terminal nodes after different actions."""
    ends = [
        [below.payoffs[player] for _, below in walk(child) if isinstance(below, Terminal)]
        for child in node.actions.values()
    ]
    pairs = ((u, v) for left, right in itertools.combinations(ends, 2) for u in left for v in right)
    for u, v in itertools.islice(pairs, _MANY_PAIRS):
        for (_, own), (_, other) in itertools.product(_parts(u), _parts(v)):
            yield (own - other).numerator


# -- later offers ------------------------------------------------------------------------------------


def _named_later(offers: Iterable[Offer | Draw], equilibrium: Equilibrium) -> dict[str, list[Quotient]]:
    """Return what may be named for each symbol: its strategies' values, or the ends of a region or a draw."""
    found: dict[str, list[Quotient]] = {}
    for node in offers:
        name = node.symbol.name
        choice = None if isinstance(node, Draw) else equilibrium.strategy.get(node.info or "")
        if isinstance(node, Draw):
            values = [v for end in (node.low, node.high) for _, v in _parts(end)]
        elif isinstance(choice, Region):
            values = [_solved(p, name) for p in _of_formula(choice.formula) if p.degree(name) == 1]
        elif choice is None or isinstance(choice, Mapping):
            continue
        else:
            values = [v for _, v in _parts(choice)]
        found.setdefault(name, []).extend(v for v in values if name not in v.names)
    return found


def _solved(polynomial: Polynomial, name: str) -> Quotient:
    constant, slope = polynomial.coefficients(name)
    return quotient(-constant, slope)


def _expanded(
    polynomial: Polynomial, named: Mapping[str, list[Quotient]], depth: int
) -> Iterator[Polynomial]:
    """Yield a polynomial as it is, and with offers replaced by what may be named."""
    yield polynomial
    if depth == 0 or any(radicand(n) is not None for n in polynomial.names):
        return
    for name in polynomial.names:
        for other in named.get(name, ()):
            replaced = substituted(polynomial, {name: other})
            for own in (replaced.numerator, replaced.denominator):
                if not own.is_constant:
                    yield from _expanded(without_roots(own), named, depth - 1)
