"""What an equilibrium states about itself: that it has a choice everywhere, its payoffs and its outcome.

>>> from formal.games import choose
>>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}))
>>> wrong = Equilibrium(Region(True), {"A": {"left": 0, "right": 1}}, {"A": 3}, {("left",): 1})
>>> for fault in misstated(Assessment(game, wrong, {})):
...     print(fault.what)
the payoff of A is stated as 3, but the strategies give 2
the outcome has probability 1 for (left), but the strategies do not lead there
the strategies lead to (right) with probability 1, but the outcome has 0 for it
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.algebra import Region
from formal.equilibria.assessment import Assessment, Named, NoChoice, value_of, written
from formal.equilibria.equilibrium import Equilibrium, History
from formal.equilibria.evaluation import Values, holds, value
from formal.equilibria.exact import Number, Undefined, same, sign
from formal.equilibria.faults import Fault
from formal.games import Game

#: A terminal node that is reached: history with `Named` offers, and probability.
Reached = tuple[tuple[Any, ...], Number]


def incomplete(game: Game, equilibrium: Equilibrium) -> Iterator[Fault]:
    """Yield what is missing in the strategies, or too much, whatever the parameters.

    Examples
    --------
    >>> from formal.games import choose
    >>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}))
    >>> for fault in incomplete(game, Equilibrium(Region(True), {"B": {"left": 1}}, {}, {})):
    ...     print(fault.what)
    no choice is stated for the information set "A" of A
    a choice is stated for "B", which is no information set of the game
    """
    for name, info in game.information_sets.items():
        if name not in equilibrium.strategy:
            yield Fault(name, f'no choice is stated for the information set "{name}" of {info.player}')
            continue
        choice = equilibrium.strategy[name]
        if isinstance(choice, Mapping) == (info.symbol is not None):
            wanted = "probabilities of its actions" if info.symbol is None else f"a value for {info.symbol}"
            yield Fault(name, f'the choice at "{name}" is {choice}, where {wanted} is wanted')
        elif isinstance(choice, Mapping) and set(choice) != set(info.actions):
            listed, actions = ", ".join(map(str, choice)), ", ".join(info.actions)
            yield Fault(name, f'the choice at "{name}" is about {listed}; the actions are {actions}')
    for name in equilibrium.strategy:
        if name not in game.information_sets:
            yield Fault(name, f'a choice is stated for "{name}", which is no information set of the game')


def misstated(assessment: Assessment) -> Iterator[Fault]:
    """Yield where the stated payoffs or the stated outcome are not what the strategies lead to."""
    try:
        reached = assessment.path()
        paid = assessment.payoffs(assessment.game.tree)
    except NoChoice as error:
        yield Fault(error.info, str(error))
        return
    except Undefined as error:
        yield Fault(None, f"play cannot be followed to its end: {error}")
        return
    yield from _payoffs(assessment, paid, _picked(assessment, reached))
    yield from _outcome(assessment, reached)


def _payoffs(assessment: Assessment, paid: tuple[Number, ...], values: Values) -> Iterator[Fault]:
    for player, payoff in zip(assessment.game.players, paid, strict=True):
        stated = assessment.equilibrium.payoffs.get(player)
        if stated is None:
            yield Fault(None, f"no payoff of {player} is stated")
            continue
        found = _evaluated(stated, values)
        if isinstance(found, str) or not same(found, payoff):
            yield Fault(
                None, f"the payoff of {player} is stated as {found}, but the strategies give {payoff}"
            )


def _picked(assessment: Assessment, reached: list[Reached]) -> Values:
    """Return the point with the offers on the path that are picked from a region."""
    strategy = assessment.equilibrium.strategy
    infos = assessment.game.information_sets.items()
    free = {info.symbol for name, info in infos if isinstance(strategy[name], Region)}
    named = (label for history, _ in reached for label in history if isinstance(label, Named))
    return {
        **assessment.point,
        **{label.symbol.name: label.number for label in named if label.symbol in free},
    }


def _outcome(assessment: Assessment, reached: list[Reached]) -> Iterator[Fault]:
    stated: list[Number] = [Fraction(0) for _ in reached]
    total: Number = Fraction(0)
    for history, probability in assessment.equilibrium.outcome.items():
        found = _evaluated(probability, assessment.point)
        if isinstance(found, str):
            yield Fault(None, f"the probability of ({_listed(history)}) is {found}")
            continue
        total = total + found
        own = [i for i, (other, _) in enumerate(reached) if _matches(history, other, assessment.point)]
        if own:
            stated[own[0]] = stated[own[0]] + found
        elif sign(found) != 0:
            told = f"the outcome has probability {found} for ({_listed(history)})"
            yield Fault(None, f"{told}, but the strategies do not lead there")
    for (history, given), found in zip(reached, stated, strict=True):
        if not same(found, given):
            told = f"the strategies lead to ({_listed(map(written, history))}) with probability {given}"
            yield Fault(None, f"{told}, but the outcome has {found} for it")
    if not same(total, Fraction(1)):
        yield Fault(None, f"the probabilities of the outcome sum to {total}")


def _evaluated(stated: object, values: Values) -> Number | str:
    """Return the value of what is stated, or in words why it has none."""
    try:
        return value_of(stated, values)
    except Undefined as error:
        return f"{stated}, which is undefined ({error})"


def _matches(stated: History, history: tuple[Any, ...], point: Values) -> bool:
    pairs = enumerate(zip(stated, history, strict=False))
    return len(stated) == len(history) and all(
        _same_label(label, found, _before(point, history[:i])) for i, (label, found) in pairs
    )


def _before(point: Values, labels: tuple[Any, ...]) -> Values:
    return {**point, **{label.symbol.name: label.number for label in labels if isinstance(label, Named)}}


def _same_label(stated: Any, found: Any, values: Values) -> bool:
    """Return whether a stated label is the one on the path; a stated condition holds for the number named."""
    if not isinstance(found, Named):
        return bool(stated == found)
    if isinstance(stated, sp.Eq) and stated.lhs == found.symbol and stated.rhs != found.symbol:
        try:
            return same(value(stated.rhs, values), found.number)
        except Undefined:
            return False
    if isinstance(stated, sp.logic.boolalg.Boolean):
        return holds(stated, {**values, found.symbol.name: found.number})
    return False


def _listed(history: Any) -> str:
    return ", ".join(f"{h.lhs} = {h.rhs}" if isinstance(h, sp.Eq) else str(h) for h in history)
