"""An equilibrium at one parameter point: who does what after which offers, and what that pays.

Nothing is assumed to be optimal here; the strategies are followed wherever they lead, on the path and off it.

>>> from formal.algebra import Region
>>> from formal.equilibria.equilibrium import Equilibrium
>>> from formal.games import Game, choose, offer
>>> x, c = sp.symbols("x c")
>>> game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, c)})))
>>> greedy = Equilibrium(
...     where=Region(c < 1),
...     strategy={"A": sp.Integer(1), "B": {"accept": Cases((x <= 1 - c, 1), (True, 0)),
...                                         "fight": Cases((x <= 1 - c, 0), (True, 1))}},
...     payoffs={"A": sp.Integer(0), "B": c},
...     outcome={(sp.Eq(x, 1), "fight"): sp.Integer(1)},
... )
>>> assessment = Assessment(game, greedy, {"c": Fraction(1, 2)})
>>> assessment.payoffs(game.tree)
(Fraction(0, 1), Fraction(1, 2))
>>> assessment.payoffs(game.tree.node, (("x", Fraction(1, 2)),))
(Fraction(1, 2), Fraction(1, 2))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.equilibria.breakpoints import members
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.evaluation import Values, formula_holds, quotient_value, value
from formal.equilibria.exact import Number, Undefined, sign, sympy_number
from formal.errors import GameError
from formal.games import Game
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import walk

#: The offers made on the way to a node: symbol name and number, in their order.
Made = tuple[tuple[str, Number], ...]
#: A child with its label, the probability with which play goes there, and the offers made by then.
Branch = tuple[Any, Number, Node, Made]


class NoChoice(Undefined):
    """What a player does at an information set is not defined there."""

    def __init__(self, info: str, made: Made, why: str) -> None:
        super().__init__(f"the strategy at {info!r}{after(made)} is undefined: {why}")
        self.info = info


@dataclass(frozen=True)
class Named:
    """The label of an offer in a history: the number that was named.

    Examples
    --------
    >>> print(Named(sp.Symbol("x"), Fraction(1, 2)))
    x = 1/2
    """

    symbol: sp.Symbol
    number: Number

    def __str__(self) -> str:
        return f"{self.symbol} = {self.number}"


@dataclass(frozen=True, eq=False)
class Assessment:
    """Strategies and beliefs, evaluated at one parameter point.

    Parameters
    ----------
    game
        The game.
    equilibrium
        What is said to be an equilibrium of it.
    point
        Numbers by name: the parameters, and free symbols of the equilibrium.
    pick
        Which of equally good offers is made where the strategy is a region of them: 0 the lowest, 1 the
        highest.

    Raises
    ------
    GameError
        If nature draws from a continuum somewhere in the game.
    """

    game: Game
    equilibrium: Equilibrium
    point: Values
    pick: Fraction = Fraction(1, 2)
    _choices: dict[tuple[str, Made], Any] = field(default_factory=dict, repr=False)
    _paid: dict[tuple[int, Made], tuple[Number, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if any(isinstance(node, Draw) for _, node in walk(self.game.tree)):
            raise GameError(
                "this game draws from a continuum, and equilibria of such games are not checked yet"
            )

    def values(self, made: Made) -> Values:
        """Return the point together with the offers made."""
        return {**self.point, **dict(made)} if made else self.point

    # -- strategies -------------------------------------------------------------------------------

    def choice(self, node: Decision | Offer, made: Made) -> Any:
        """Return the probability of each action at a decision, or the number named at an offer.

        Raises
        ------
        NoChoice
            If the strategy has no value after the offers made.
        """
        key = (info_of(node), made)
        if key not in self._choices:
            try:
                self._choices[key] = self._chosen(node, self.equilibrium.strategy[key[0]], made)
            except Undefined as error:
                raise NoChoice(key[0], made, str(error)) from error
        return self._choices[key]

    def _chosen(self, node: Decision | Offer, choice: Any, made: Made) -> Any:
        values = self.values(made)
        if isinstance(choice, Mapping):
            return {action: value_of(probability, values) for action, probability in choice.items()}
        if isinstance(choice, Region) and isinstance(node, Offer):
            return self._member(choice, node.symbol.name, values)
        return value_of(choice, values)

    def _member(self, region: Region, name: str, values: Values) -> Number:
        if name in self.point and formula_holds(region.formula, {**values, name: self.point[name]}):
            return self.point[name]
        found = members(region.formula, name, values)
        if not found:
            raise Undefined(f"no {name} lies in {region.to_sympy()}")
        return found[int(self.pick * (len(found) - 1))]

    def belief(self, info: str, history: tuple[str, ...], made: Made) -> Number | None:
        """Return the stated belief at a node of an information set, or None if none is stated.

        Parameters
        ----------
        info
            The information set.
        history
            The labels that lead to the node; an offer by the name of its symbol.
        made
            The offers made.
        """
        for stated, probability in self.equilibrium.belief.get(info, {}).items():
            if tuple(map(plain_label, stated)) == history:
                return value_of(probability, self.values(made))
        return None

    # -- play -------------------------------------------------------------------------------------

    def branches(self, node: Node, made: Made) -> Iterator[Branch]:
        """Yield where play may go from a node under the strategies, branches of probability zero too."""
        match node:
            case Decision():
                probabilities = self.choice(node, made)
                for action, child in node.actions.items():
                    yield action, probabilities[action], child, made
            case Chance():
                for label, (probability, child) in node.branches.items():
                    yield label, value(probability, self.values(made)), child, made
            case Offer():
                named = self.choice(node, made)
                yield Named(node.symbol, named), Fraction(1), node.node, (*made, (node.symbol.name, named))

    def payoffs(self, node: Node, made: Made = ()) -> tuple[Number, ...]:
        """Return what the players get from a node on, after certain offers, if the strategies are followed.

        Raises
        ------
        Undefined
            If a strategy, a probability or a payoff that matters is undefined there.
        """
        waiting = [(node, made)]
        while waiting:  # a stack instead of recursion: trees may be deep
            here, offers = waiting[-1]
            if (id(here), offers) in self._paid:
                waiting.pop()
                continue
            if isinstance(here, Terminal):
                at = self.values(offers)
                self._paid[id(here), offers] = tuple(value(u, at) for u in here.payoffs)
                continue
            taken = [branch for branch in self.branches(here, offers) if sign(branch[1]) != 0]
            unknown = [(child, then) for _, _, child, then in taken if (id(child), then) not in self._paid]
            if not unknown:
                self._paid[id(here), offers] = self._expected(taken)
            waiting += unknown
        return self._paid[id(node), made]

    def _expected(self, taken: list[Branch]) -> tuple[Number, ...]:
        total: list[Number] = [Fraction(0)] * len(self.game.players)
        for _, probability, child, made in taken:
            for i, payoff in enumerate(self._paid[id(child), made]):
                total[i] = total[i] + probability * payoff
        return tuple(total)

    def path(self) -> list[tuple[tuple[Any, ...], Number]]:
        """Return the terminal nodes that the strategies reach: history and probability."""
        found = []
        waiting: list[tuple[tuple[Any, ...], Number, Node, Made]] = [((), Fraction(1), self.game.tree, ())]
        while waiting:
            history, weight, node, made = waiting.pop()
            if isinstance(node, Terminal):
                found.append((history, weight))
                continue
            for label, probability, child, then in self.branches(node, made):
                if sign(probability) != 0:
                    waiting.append(((*history, label), weight * probability, child, then))
        return found


def value_of(stated: object, values: Values) -> Number:
    """Return the value of an expression or of `Cases` at a point.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> value_of(Cases((x > 0, 1 / x)), {"x": Fraction(3)})
    Fraction(1, 3)
    """
    if not isinstance(stated, Cases):
        return value(stated, values)
    for formula, quotient in stated.parts:
        if formula_holds(formula, values):
            return quotient_value(quotient, values)
    raise Undefined("none of its cases holds")


def info_of(node: Decision | Offer) -> str:
    """Return the name of a node's information set, which `Game` gives to every node."""
    if node.info is None:
        raise TypeError("a node without an information set: build the tree into a Game first")
    return node.info


def plain_label(label: Any) -> str:
    """Return a label as the game writes it: an offer by the name of its symbol.

    Examples
    --------
    >>> plain_label("fight"), plain_label(sp.Eq(sp.Symbol("x"), 1))
    ('fight', 'x')
    """
    if isinstance(label, Named):
        return str(label.symbol)
    return str(label.lhs) if isinstance(label, sp.Eq) else str(label)


def written(label: Any) -> Any:
    """Return a label as `Equilibrium.outcome` has it: an offer as an equation.

    Examples
    --------
    >>> written(Named(sp.Symbol("x"), Fraction(1, 2))), written("fight")
    (Eq(x, 1/2), 'fight')
    """
    return (
        sp.Eq(label.symbol, sympy_number(label.number), evaluate=False) if isinstance(label, Named) else label
    )


def after(made: Made) -> str:
    """Say after which offers, for a sentence.

    Examples
    --------
    >>> after((("x", Fraction(1, 2)),)), after(())
    (' after x = 1/2', '')
    """
    return f" after {', '.join(f'{name} = {number}' for name, number in made)}" if made else ""
