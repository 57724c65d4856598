"""What an equilibrium states about itself: that it has a choice everywhere, its payoffs and its outcome.

>>> from formal.games import choose
>>> game = Game(["A"], choose("A", {"left": (1,), "right": (2,)}))
>>> wrong = Equilibrium(Region(True), {"A": {"left": 0, "right": 1}}, {"A": 3}, {("left",): 1})
>>> for fault in misstated(Assessment(game, wrong, {})):
...     print(fault.what)
the payoff of A is stated as 3, but the strategies give 2
the strategies lead to (right) with probability 1, but the outcome has 0 for it
the outcome has probability 1 for (left), but the strategies do not lead there
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.equilibria.assessment import Assessment, value_of
from formal.equilibria.equilibrium import Equilibrium, History
from formal.equilibria.evaluation import Values, holds, value
from formal.equilibria.exact import Number, Undefined, same
from formal.equilibria.faults import Fault
from formal.equilibria.labels import Named, NoChoice, written
from formal.equilibria.trials import stated_in
from formal.games import Game
from formal.games.tree import Draw, Offer
from formal.games.walking import walk

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
    yield from _unexplained(game, equilibrium)


def _unexplained(game: Game, equilibrium: Equilibrium) -> Iterator[Fault]:
    """Yield the symbols that nobody could give a value."""
    named = {node.symbol.name for _, node in walk(game.tree) if isinstance(node, Offer | Draw)}
    known = {s.name for s in (*game.parameters, *equilibrium.free)} | named
    stated: list[tuple[str | None, str, Any]] = [
        (None, "the payoff", u) for u in equilibrium.payoffs.values()
    ]
    stated += [(i, "the choice", s) for i, choice in equilibrium.strategy.items() for s in stated_in(choice)]
    stated += [(i, "the belief", b) for i, beliefs in equilibrium.belief.items() for b in beliefs.values()]
    parameters = {symbol.name for symbol in game.parameters}
    for symbol in equilibrium.where.symbols:
        if symbol.name not in parameters:
            yield Fault(None, f"its region contains {symbol}, which is no parameter of the game")
    found: dict[tuple[str | None, str, str], None] = {}
    for info, what, value_ in stated:
        used = value_.symbols if isinstance(value_, Region | Cases) else sp.sympify(value_).free_symbols
        found.update(dict.fromkeys((info, what, s.name) for s in used if s.name not in known))
    for info, what, symbol in sorted(found, key=str):
        where = f' at "{info}"' if info is not None else ""
        yield Fault(
            info, f"{what}{where} contains {symbol}, which is neither a parameter nor free nor an offer"
        )


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
    """Compare what is stated with what is reached, group by group of histories that may be the same."""
    groups: list[_Group] = [_Group([], Fraction(0), [h], given) for h, given in reached]
    for history, probability in assessment.equilibrium.outcome.items():
        found = _evaluated(probability, assessment.point)
        if isinstance(found, str):
            yield Fault(None, f"the probability of ({_listed(history)}) is {found}")
            return
        own = [g for g in groups if any(_matches(history, h, assessment.point) for h in g.reached)]
        groups = [g for g in groups if g not in own]
        groups.append(_joined([_Group([history], found, [], Fraction(0)), *own]))
    for group in groups:
        if not same(group.found, group.given):
            yield Fault(None, group.sentence())
    total = sum((group.found for group in groups), Fraction(0))
    if not same(total, Fraction(1)):
        yield Fault(None, f"the probabilities of the outcome sum to {total}")


@dataclass(frozen=True, eq=False)
class _Group:
    """Stated histories with their probability, and those reached that they stand for."""

    stated: list[History]
    found: Number
    reached: list[tuple[Any, ...]]
    given: Number

    def sentence(self) -> str:
        if not self.reached:
            told = f"the outcome has probability {self.found} for ({_listed(self.stated[0])})"
            return f"{told}, but the strategies do not lead there"
        where = _listed(self.stated[0] if self.stated else map(written, self.reached[0]))
        told = f"the strategies lead to ({where}) with probability {self.given}"
        return f"{told}, but the outcome has {self.found} for it"


def _joined(groups: list[_Group]) -> _Group:
    return _Group(
        [history for group in groups for history in group.stated],
        sum((group.found for group in groups), Fraction(0)),
        [history for group in groups for history in group.reached],
        sum((group.given for group in groups), Fraction(0)),
    )


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
