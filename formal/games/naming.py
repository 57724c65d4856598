"""One parameter for each name, and the parameter space of a game.

Inside a game a symbol's *name* is the parameter: `Symbol("c")` and `Symbol("c", positive=True)` are one, with
what is known of either. The symbol of an offer or a draw is no parameter: it has a meaning only below the
node that names it.

>>> from sympy import Symbol
>>> from formal.games.tree import Terminal
>>> tree, space = name_parameters(Terminal((Symbol("c"), Symbol("c", positive=True))), where=())
>>> tree.payoffs[0] is tree.payoffs[1], str(space.assumptions)
(True, 'c > 0')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

import sympy as sp
from sympy.core.facts import InconsistentAssumptions

from formal.algebra.formula import FALSE
from formal.algebra.reading import read_condition
from formal.algebra.space import Space, space_of, symbols_in
from formal.errors import ExpressionError, GameError, ParameterError
from formal.games.tree import Draw, Node, Offer
from formal.games.walking import History, descend, place, rebuild, terms, walk, with_terms

__all__ = ["name_parameters", "named_numbers", "substitute"]


def name_parameters(tree: Node, where: Iterable[object]) -> tuple[Node, Space]:
    """Return the tree with one symbol for each name, and the space of the parameters.

    The parameters come in the order in which they appear, in `where` first, then in the tree read top down.

    Raises
    ------
    GameError
        If the assumptions about one name, or all of them together, contradict each other, or if the symbol of
        an offer or a draw is used where it has no meaning.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.tree import Terminal
    >>> a, p = symbols("a p")
    >>> name_parameters(Terminal((a, a)), where=[p > a])[1].names
    ('p', 'a')
    """
    conditions = list(where)
    bound = named_numbers(tree)
    if bound:
        _check_scopes(tree, bound)
        _keep_out_of_where(conditions, bound)
    found = [symbol for condition in conditions for symbol in symbols_in(condition)] + _symbols_of(tree)
    one = _one_symbol_each(found)
    tree = substitute(tree, {symbol: one[symbol.name] for symbol in found if symbol is not one[symbol.name]})
    return tree, _parameter_space(conditions, [symbol for symbol in found if symbol.name not in bound], one)


def named_numbers(tree: Node) -> dict[str, History]:
    """Return, for the symbol of each offer and draw, its name and the first history at which it is named.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.tree import choose, offer
    >>> x = Symbol("x")
    >>> named_numbers(choose("A", {"talk": offer("A", x, 0, 1, (x,)), "leave": (0,)}))
    {'x': ('talk',)}
    """
    found: dict[str, History] = {}
    for history, node in walk(tree):
        if isinstance(node, Offer | Draw):
            found.setdefault(node.symbol.name, history)
    return found


def substitute(tree: Node, table: Mapping[sp.Symbol, sp.Expr]) -> Node:
    """Return the tree with symbols replaced, all at once, those of offers and draws by symbols.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.tree import Terminal
    >>> p, q = symbols("p q")
    >>> substitute(Terminal((p, q)), {p: q, q: p})
    Terminal(payoffs=(q, p))
    """
    if not table:
        return tree

    def change(term: sp.Expr) -> sp.Expr:
        return term if term.is_Rational else cast(sp.Expr, term.xreplace(table))

    def renew(_history: History, node: Node) -> Node:
        node = with_terms(node, change)
        if isinstance(node, Offer | Draw) and node.symbol in table:
            node = replace(node, symbol=cast(sp.Symbol, table[node.symbol]))
        return node

    return rebuild(tree, renew)


def _symbols_of(tree: Node) -> list[sp.Symbol]:
    """Return every symbol of the tree once, read top down; symbols of one name may differ in their flags."""
    found: dict[sp.Symbol, None] = {}
    for _, node in walk(tree):
        if isinstance(node, Offer | Draw):
            found[node.symbol] = None
        for term in terms(node):
            if not term.is_Rational:
                found.update(dict.fromkeys(symbols_in(term)))
    return list(found)


def _one_symbol_each(found: Iterable[sp.Symbol]) -> dict[str, sp.Symbol]:
    """Return for each name the symbol that has the flags of all symbols of that name."""
    variants: dict[str, dict[sp.Symbol, None]] = {}
    for symbol in found:
        variants.setdefault(symbol.name, {})[symbol] = None
    return {name: _joined(name, list(symbols)) for name, symbols in variants.items()}


def _joined(name: str, symbols: list[sp.Symbol]) -> sp.Symbol:
    if len(symbols) == 1:
        return symbols[0]
    flags: dict[str, bool] = {}
    try:
        for symbol in symbols:
            for flag, value in symbol.assumptions0.items():
                if flags.setdefault(flag, value) is not value:
                    raise InconsistentAssumptions
        return sp.Symbol(name, **flags)
    except InconsistentAssumptions:
        declared = " and ".join(sp.srepr(symbol) for symbol in symbols)
        raise GameError(
            f"what is assumed about {name} is contradictory: {declared} are one parameter, because they have "
            "one name; declare it once, or rename the other"
        ) from None


def _parameter_space(
    where: list[object], symbols: Iterable[sp.Symbol], one: Mapping[str, sp.Symbol]
) -> Space:
    try:
        for number, condition in enumerate(where):
            if read_condition(condition) == FALSE:
                raise GameError(
                    f"where: condition {number + 1}, {condition}, holds nowhere, given how its symbols are "
                    "declared: drop it, or declare them differently"
                )
        space = space_of(where, symbols)
        known = {name: one.get(name, symbol) for name, symbol in space.symbols.items()}
        return Space(known, space.assumptions).require_consistent()
    except ParameterError as error:
        raise GameError(f"where: {error}") from error
    except ExpressionError as error:
        raise ExpressionError(f"where: {error}") from error


def _check_scopes(tree: Node, bound: Mapping[str, History]) -> None:
    """Each named number is used below the node that names it only, and is named once on any path."""

    def step(seen: frozenset[str], node: Node, _label: str) -> frozenset[str]:
        return seen | {node.symbol.name} if isinstance(node, Offer | Draw) else seen

    for history, node, seen in descend(tree, frozenset[str](), step):
        if isinstance(node, Offer | Draw) and node.symbol.name in seen:
            raise GameError(
                f"{place(history)}: {node.symbol} is named a second time on this path: "
                "give each offer and each draw on a path a symbol of its own"
            )
        for term in terms(node):
            for symbol in () if term.is_Rational else symbols_in(term):
                if symbol.name in bound and symbol.name not in seen | _own(node):
                    found = f"{term} uses {symbol}, which is the number named {place(bound[symbol.name])}"
                    asked = "use it below that node only, or rename one of the two"
                    raise GameError(f"{place(history)}: {found} and has no meaning here: {asked}")


def _own(node: Node) -> set[str]:
    """A cdf may use its own draw's symbol; the ends of an interval may not use theirs."""
    if isinstance(node, Draw) and node.cdf is not None:
        return {node.symbol.name} - {
            symbol.name for end in (node.low, node.high) for symbol in symbols_in(end)
        }
    return set()


def _keep_out_of_where(where: Iterable[object], bound: Mapping[str, History]) -> None:
    for condition in where:
        for symbol in symbols_in(condition):
            if symbol.name in bound:
                found = f"{condition} restricts {symbol}, the number named {place(bound[symbol.name])}"
                raise GameError(
                    f"where: {found}: restrict it there by low and high, or rename one of the two"
                )
