"""Games over time at one rational point: are the equilibria that are listed all there are?

Three ways, none of which shares anything with the solver:

- without offers every stationary profile is tried (`stationary`), and values are iterated in exact rationals;
- with offers a stationary equilibrium must reproduce its own values when one period is solved by breakpoints
  (`offers`), and values iterated from zero, each period solved like that, must come close to it;
- with a last period the whole game is one tree (`formal.equilibria.unrolled`, which the solver does not use), and
  that is solved by breakpoints.

Strategy profiles of repeated games are tried against all plans of deviations (`automata`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.equilibria.unrolled import Unrolled
from formal.games import tree as games
from tests.oracle import exact, offers
from tests.oracle.automata import Repeated
from tests.oracle.numeric import Unsupported
from tests.oracle.stationary import Joint, Leaf, Markov, Move

#: So many periods are iterated, and values must then agree to this.
PERIODS = 40


def check_markov(game: Any, listed: Any, point: Mapping[str, Any]) -> None:
    """Assert that `listed`, evaluated at a point, are the equilibria of a `MarkovGame` there."""
    here = exact.point(point)
    if game.periods is not None:
        check_finite(game, listed, here)
    elif any(isinstance(node, games.Offer) for tree in game.trees.values() for node in nodes(tree)):
        check_offers(game, listed, here)
    else:
        check_profiles(game, listed, here)


def nodes(tree: Any) -> Any:
    yield tree
    match tree:
        case games.Decision(actions=actions):
            for child in actions.values():
                yield from nodes(child)
        case games.Chance(branches=branches):
            for _, child in branches.values():
                yield from nodes(child)
        case games.Offer(node=child):
            yield from nodes(child)


# -- every profile -----------------------------------------------------------------------------------


def plain(game: Any, here: Mapping[str, Fraction]) -> Markov:
    """Return a Markov game without offers as plain data."""
    periods: dict[str, Any] = {}

    def read(node: Any, history: tuple[str, ...]) -> Any:
        if history in game.endings:
            end = game.endings[history]
            payoffs = [exact.number(u, here) for u in end.payoffs]
            if end.lasting:
                name = f"for ever: {history}"
                periods[name] = Leaf(payoffs, {name: Fraction(1)})
                return periods[name]
            return Leaf(payoffs, {s: exact.number(q, here) for s, q in end.moves.items()})
        if not isinstance(node, games.Decision):
            raise Unsupported("nature moves within a period")
        below = {a: read(child, (*history, a)) for a, child in node.actions.items()}
        first = next(iter(node.actions.values()))
        if isinstance(first, games.Decision) and len(game.information_sets[first.info].histories) > 1:
            table = {(a, b): leaf for a, own in below.items() for b, leaf in own.actions.items()}
            return Joint((node.info, first.info), table)
        return Move(game.players.index(node.player), node.info, below)

    for state, tree in game.trees.items():
        periods[state] = read(tree, (state,))
    return Markov(periods, [exact.number(game.discount[p], here) for p in game.players])


def check_profiles(game: Any, listed: Any, here: Mapping[str, Fraction]) -> None:
    numbers = plain(game, here)
    periods = _enough(max(numbers.discounts))
    sure, close = numbers.equilibria(periods)
    found = {
        tuple(sorted((info, next(a for a, q in own.items() if q == 1)) for info, own in e.strategy.items()))
        for e in listed
    }
    must, may = ({tuple(sorted(p.items())) for p in own} for own in (sure, [*sure, *close]))
    assert must <= found <= may, (here, must, found, may)
    for equilibrium in listed:
        profile = {
            info: next(a for a, q in own.items() if q == 1) for info, own in equilibrium.strategy.items()
        }
        for i, player in enumerate(game.players):
            worth = numbers._iterate(profile, i, periods, best=False)
            stated = exact.fraction(equilibrium.values[game.start][player])
            assert abs(worth[game.start] - stated) < Fraction(1, 1000) * (1 + abs(stated))


def _enough(delta: Fraction) -> int:
    periods = PERIODS
    while delta**periods / (1 - delta) > Fraction(1, 10**7):
        periods += PERIODS
    return periods


# -- offers ------------------------------------------------------------------------------------------


def one_period(game: Any, state: str, worth: Any, here: Mapping[str, Fraction]) -> Any:
    """Return the answer of the oracle to one period, with numbers for what the next states are worth."""

    def read(node: Any, history: tuple[str, ...]) -> Any:
        if history in game.endings:
            return games.Terminal(tuple(value(game.endings[history], i) for i in range(len(game.players))))
        match node:
            case games.Decision(actions=actions):
                below = {a: read(n, (*history, a)) for a, n in actions.items()}
                return games.Decision(node.player, below, node.info, node.prefer)
            case games.Chance(branches=branches):
                return games.Chance({a: (q, read(n, (*history, a))) for a, (q, n) in branches.items()})
            case games.Offer(symbol=symbol, node=child):
                below = read(child, (*history, symbol.name))
                return games.Offer(node.player, symbol, node.low, node.high, below, node.info)
        raise Unsupported(f"{node} in a period")

    def value(end: Any, i: int) -> sp.Expr:
        factor = _sympy(exact.number(game.discount[game.players[i]], here))
        if end.lasting:
            return end.payoffs[i] / (1 - factor)
        later = sum((q * _sympy(worth[s][i]) for s, q in end.moves.items()), sp.Integer(0))
        return end.payoffs[i] + factor * later

    return offers.solve_tree(game.players, read(game.trees[state], (state,)), here)


def check_offers(game: Any, listed: Any, here: Mapping[str, Fraction]) -> None:
    for equilibrium in listed:
        worth = {s: [exact.fraction(own[p]) for p in game.players] for s, own in equilibrium.values.items()}
        for state in game.states:
            assert one_period(game, state, worth, here).admits([_sympy(u) for u in worth[state]]), (
                here,
                state,
            )
    delta = max(exact.number(f, here) for f in game.discount.values())
    iterated = iterate(game, here, PERIODS)
    stated = {tuple(exact.fraction(e.payoffs[p]) for p in game.players) for e in listed}
    assert len(stated) == 1, (here, stated)
    (only,) = stated
    slack = 4 * delta**PERIODS / (1 - delta) + Fraction(1, 10**6)
    assert all(abs(u - v) <= slack for u, v in zip(iterated, only, strict=True)), (here, iterated, only)


def iterate(game: Any, here: Mapping[str, Fraction], periods: int) -> tuple[Fraction, ...]:
    """Return what the start is worth when values are iterated from zero, the first equilibrium each time."""
    worth = {state: [Fraction(0)] * len(game.players) for state in game.states}
    for _ in range(periods):
        worth = {state: _first(one_period(game, state, worth, here)) for state in game.states}
    return tuple(worth[game.start])


def _first(answer: Any) -> list[Fraction]:
    payoffs = answer.samples()[0].payoffs
    return [Fraction(round(Fraction(u) * 2**60), 2**60) for u in payoffs]


def _sympy(number: Fraction) -> sp.Rational:
    return sp.Rational(number.numerator, number.denominator)


# -- a last period -----------------------------------------------------------------------------------


def check_finite(game: Any, listed: Any, here: Mapping[str, Fraction]) -> None:
    unrolled = Unrolled(game)
    answer = offers.solve(unrolled.game, here)
    for equilibrium in listed:
        own = unrolled.stated(equilibrium)
        if not own.free:
            assert answer.admits(own.payoffs), (here, own.payoffs)
    first = [unrolled.players.index(unrolled.player(p, 1)) for p in game.players]
    ahead = [k for k, p in enumerate(game.players) if game.discount[p] != 0]
    found = {tuple(e.payoffs[game.players[k]] for k in ahead) for e in listed}
    for outcome in answer.samples():
        paid = tuple(_plain(outcome.payoffs[first[k]]) for k in ahead)
        assert paid in found, (here, paid, found)


def _plain(number: Any) -> Any:
    return number.to_sympy() if hasattr(number, "to_sympy") else _sympy(Fraction(number))


# -- repeated games ----------------------------------------------------------------------------------


def check_repeated(game: Any, solution: Any, point: Mapping[str, Any]) -> None:
    """Assert that each profile asked about is listed at a point exactly where no plan of deviations pays."""
    here = exact.point(point)
    present = {e.kind for e in solution.at({n: v for n, v in point.items() if n in solution.space.names})}
    for name, automaton in game.profiles.items():
        least, most = _repeated(game, automaton, here).largest_gain(periods=_enough(_factor(game, here)))
        assert not (name in present and least > 0), (name, here, least)
        assert name in present or most > 0, (name, here, most)


def _factor(game: Any, here: Mapping[str, Fraction]) -> Fraction:
    return max(exact.number(f, here) for f in game.discount.values())


def _repeated(game: Any, automaton: Any, here: Mapping[str, Fraction]) -> Repeated:
    order = [game.stage.actions[p] for p in game.players]
    number = {
        cell: tuple(own.index(a) for own, a in zip(order, cell, strict=True)) for cell in game.stage.payoffs
    }
    states = list(automaton.states)

    def lottery(state: str, cell: Any) -> dict[int, Fraction]:
        signals = {cell: 1} if game.monitoring is None else game.monitoring[cell]
        found: dict[int, Fraction] = {}
        for seen, chance in signals.items():
            for following, q in automaton.next(state, seen).items():
                k, weight = states.index(following), exact.number(chance, here) * exact.number(q, here)
                found[k] = found.get(k, Fraction(0)) + weight
        return found

    return Repeated(
        [len(own) for own in order],
        {number[c]: [exact.number(u, here) for u in own] for c, own in game.stage.payoffs.items()},
        [exact.number(game.discount[p], here) for p in game.players],
        [number[automaton.plays[s]] for s in states],
        [{number[c]: lottery(s, c) for c in number} for s in states],
    )
