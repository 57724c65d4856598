"""What must hold wherever the parameters may lie: probabilities, and intervals that are not empty.

Each condition is decided exactly under `where` and the ranges of the offers and draws above the node. Where
one may fail, the error says which, at which node, at which parameter point, and what to assume.

>>> from sympy import Symbol
>>> from formal.algebra.space import space_of
>>> from formal.games.tree import chance
>>> tau = Symbol("tau")
>>> check_numbers(chance({"tough": (tau, (0,)), "weak": (1 - tau, (1,))}), space_of(tau < 1, [tau]))
Traceback (most recent call last):
    ...
formal.errors.GameError: at the root: the probability tau of 'tough' is negative, for example ...
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import sympy as sp

from formal.algebra.formula import TRUE, Formula, conjunction, negation
from formal.algebra.reading import read_condition, read_value
from formal.algebra.region import Region
from formal.algebra.space import Space, symbols_in
from formal.errors import ExpressionError, GameError, Undecided
from formal.games.tree import Chance, Draw, Node, Offer
from formal.games.walking import History, descend, place, walk

__all__ = ["check_numbers"]


def check_numbers(tree: Node, space: Space) -> None:
    """Raise `GameError` unless probabilities and intervals make sense throughout the parameter space.

    Probabilities are not negative and sum to one; an offer's low end does not exceed its high end, and a
    draw's is below it; a cdf rises from 0 to 1; the flags of an offer's symbol agree with its interval.

    Raises
    ------
    GameError
        If a condition fails at some admissible point; the message gives one.
    Undecided
        If it is not known whether a condition holds.

    Examples
    --------
    >>> from sympy import S, Symbol
    >>> from formal.algebra.space import space_of
    >>> from formal.games.tree import offer
    >>> a, x = Symbol("a"), Symbol("x")
    >>> check_numbers(offer("A", x, a, S(1), (x,)), space_of(a <= 1, [a]))
    """
    if not any(isinstance(node, Chance | Offer | Draw) for _, node in walk(tree)):
        return
    _check_ends_are_seen(tree)
    spaces = _Spaces(space)
    nothing: Formula = TRUE
    for history, node, ranges in descend(tree, nothing, _ranges):
        here = _Place(history, spaces, ranges)
        if isinstance(node, Chance):
            _check_probabilities(here, node)
        elif isinstance(node, Offer):
            _check_interval(here, node)
            _check_flags(here, node)
        elif isinstance(node, Draw):
            _check_interval(here, node)
            _check_distribution(here, node)


@dataclass
class _Spaces:
    """The parameter space, and below each offer or draw the space with its number in its range."""

    root: Space
    joined: dict[Formula, Space] = field(default_factory=dict)

    def under(self, ranges: Formula) -> Space:
        if ranges == TRUE:
            return self.root
        if ranges not in self.joined:
            self.joined[ranges] = self.root.assuming(ranges)
        return self.joined[ranges]


@dataclass(frozen=True)
class _Place:
    """A node's history, and what may be taken for granted there."""

    history: History
    spaces: _Spaces
    ranges: Formula

    def require(self, condition: sp.Basic, found: str) -> None:
        """Raise unless `condition`, an unevaluated relation, holds at every admissible point."""
        space = self.spaces.under(self.ranges)
        fails = negation(read_condition(condition))
        try:
            if not space.decider.decided(fails):
                return
        except Undecided as error:
            raise Undecided(f"{place(self.history)}: it is open whether {found}. {error}") from error
        point = _example(space, fails, condition)
        raise GameError(f"{place(self.history)}: {found}{point}: {self._advice(condition)}")

    def _advice(self, condition: sp.Basic) -> str:
        names = [symbol.name for symbol in symbols_in(condition)]
        numbers = [name for name in names if name not in self.spaces.root.symbols]
        if numbers:
            return f"correct it, or narrow the interval of {', '.join(numbers)}"
        return f"correct it, or add {condition} to where" if names else "correct it"


def _example(space: Space, fails: Formula, condition: sp.Basic) -> str:
    symbols = {symbol.name: symbol for symbol in symbols_in(condition)}
    known = Space({**symbols, **space.symbols}, space.assumptions)
    try:
        point = Region.of(known, fails).witness() or {}
    except Undecided:  # it fails somewhere, but no rational point is known
        return ""
    values = [f"{symbol} = {value}" for symbol, value in point.items() if symbol.name in symbols]
    return f", for example at {', '.join(values)}" if values else ""


def _ranges(above: Formula, node: Node, _label: str) -> Formula:
    if not isinstance(node, Offer | Draw):
        return above
    low, high = _at_most(node.low, node.symbol), _at_most(node.symbol, node.high)
    return conjunction(above, read_condition(low), read_condition(high))


def _at_most(low: sp.Expr, high: sp.Expr) -> sp.Basic:
    """A relation that SymPy does not evaluate: the flags of the symbols are in the space already."""
    return sp.Le(low, high, evaluate=False)


def _check_probabilities(here: _Place, node: Chance) -> None:
    for label, (probability, _) in node.branches.items():
        if not (probability.is_Rational and probability >= 0):
            here.require(
                sp.Ge(probability, 0, evaluate=False),
                f"the probability {probability} of {label!r} is negative",
            )
    total = sp.Add(*(probability for probability, _ in node.branches.values()))
    if total != 1:
        listed = ", ".join(str(probability) for probability, _ in node.branches.values())
        here.require(
            sp.Eq(total, 1, evaluate=False),
            f"the probabilities {listed} do not sum to one",
        )


def _check_interval(here: _Place, node: Offer | Draw) -> None:
    what = f"{node.symbol} between {node.low} and {node.high}"
    if node.low.is_infinite or node.high.is_infinite:
        return
    if isinstance(node, Offer):
        if not (node.low.is_Rational and node.high.is_Rational and node.low <= node.high):
            here.require(
                _at_most(node.low, node.high), f"{what} is offered, and the low end exceeds the high end"
            )
    elif not (node.low.is_Rational and node.high.is_Rational and node.low < node.high):
        below = sp.Lt(node.low, node.high, evaluate=False)
        here.require(below, f"{what} is drawn, and the low end is not below the high end")


def _check_flags(here: _Place, node: Offer) -> None:
    """SymPy simplifies by a symbol's flags, so an offer's interval must agree with them."""
    if node.symbol.is_integer:
        asked = "declare it without integer=True, or use choose for finitely many actions"
        raise GameError(
            f"{place(here.history)}: {node.symbol} is declared a whole number but offered: {asked}"
        )
    what = f"{node.symbol} between {node.low} and {node.high} is offered, but declared not to be"
    if node.symbol.is_nonnegative and not node.low.is_nonnegative:
        here.require(sp.Ge(node.low, 0, evaluate=False), f"{what} negative (declare it without flags)")
    if node.symbol.is_nonpositive and not node.high.is_nonpositive:
        here.require(_at_most(node.high, sp.S.Zero), f"{what} positive (declare it without flags)")


def _check_distribution(here: _Place, node: Draw) -> None:
    """A cdf that algebra can read must rise from 0 to 1; of a general one, `F(c)`, nothing is known."""
    if node.cdf is None:
        return
    for name, end, wanted in (("low", node.low, sp.S.Zero), ("high", node.high, sp.S.One)):
        value = node.cdf.xreplace({node.symbol: end})
        if not end.is_infinite and _is_algebraic(value) and value != wanted:
            found = f"the cdf {node.cdf} of {node.symbol} is {value} at the {name} end {end}, not {wanted}"
            here.require(sp.Eq(value, wanted, evaluate=False), found)
    density = node.cdf.diff(node.symbol)
    if _is_algebraic(density):
        inside = replace(here, ranges=_ranges(here.ranges, node, ""))
        inside.require(
            sp.Ge(density, 0, evaluate=False),
            f"the cdf {node.cdf} of {node.symbol} falls between {node.low} and {node.high}",
        )


def _is_algebraic(term: sp.Expr) -> bool:
    try:
        read_value(term)
    except ExpressionError:
        return False
    return True


def _check_ends_are_seen(tree: Node) -> None:
    """An interval whose ends depend on a drawn number would tell its player that number."""

    def step(numbers: tuple[Draw, ...], node: Node, _label: str) -> tuple[Draw, ...]:
        return (*numbers, node) if isinstance(node, Draw) else numbers

    start: tuple[Draw, ...] = ()
    for history, node, numbers in descend(tree, start, step):
        if isinstance(node, Offer):
            ends = {symbol.name for end in (node.low, node.high) for symbol in symbols_in(end)}
            for number in numbers:
                if number.symbol.name in ends and node.player not in number.seen_by:
                    found = f"{node.player} offers {node.symbol} between {node.low} and {node.high}"
                    asked = f"add {node.player} to seen_by, or give ends that it knows"
                    raise GameError(f"{place(history)}: {found} without having seen {number.symbol}: {asked}")
