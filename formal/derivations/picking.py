"""Offers of which several are equally good: a letter for the number that is named, whichever it is.

An equilibrium may say of an offer only in which region it lies. What is shown of it is shown for any number there, so
this number has a letter, `x'` for an offer of `x`; and that there is such a number is a step of the derivation.

>>> from sympy import symbols
>>> from formal.games import choose, offer
>>> x = symbols("x")
>>> game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"stop": (0, 1), "go": (1, 0)})))
>>> anything = Equilibrium(Region(True), {"A": Region(x >= 0, x <= 1), "B": {"stop": 1, "go": 0}}, {}, {})
>>> picks = Picks(game, anything)
>>> print(picks.letters, *picks.everywhere())
{'A': "x'"} x' >= 0 and -x' + 1 >= 0
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from formal.algebra import Region
from formal.algebra.formula import TRUE, Formula, conjunction, parameters
from formal.algebra.quotient import Quotient
from formal.algebra.substitution import substitute
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError
from formal.games import Game
from formal.games.tree import Decision, Draw, Node, Offer
from formal.games.walking import History, children, walk

PRIME = "'"


class Picks:
    """The offers of an equilibrium of which several are equally good.

    Parameters
    ----------
    game, equilibrium
        What is played.

    Attributes
    ----------
    letters
        For each information set with such an offer, what the number that is named is called.
    """

    def __init__(self, game: Game, equilibrium: Equilibrium) -> None:
        self._strategy = equilibrium.strategy
        nodes = [node for _, node in walk(game.tree) if isinstance(node, Offer)]
        self._numbers = {n.symbol.name for _, n in walk(game.tree) if isinstance(n, Offer | Draw)}
        self._offers = {node.info or "": node for node in nodes if self.region(node) is not None}
        self._above = {
            info: self._numbers & set(game.information_sets[info].histories[0]) for info in self._offers
        }
        self.letters: dict[str, str] = {}
        for info, node in self._offers.items():
            name = node.symbol.name + PRIME
            while name in self.letters.values():
                name += PRIME
            self.letters[info] = name
        self._reached = {info for history in equilibrium.outcome for info in _passed(game.tree, history)}

    def region(self, node: Node) -> Region | None:
        """Return the numbers that are equally good at an offer, if it is said of several."""
        stated = self._strategy.get(node.info or "") if isinstance(node, Offer) else None
        return stated if isinstance(stated, Region) else None

    def number(self, node: Offer) -> Quotient:
        """Return the number that is named at such an offer."""
        return Quotient.symbol(self.letters[node.info or ""])

    def condition(self, node: Node) -> Formula:
        """Return that the number that is named is one of those equally good ones; always so at other nodes."""
        region = self.region(node)
        if region is None or not isinstance(node, Offer):
            return TRUE
        elsewhere = parameters(region.formula) & self._numbers - self._above[node.info or ""] - {
            node.symbol.name
        }
        named = self.meant(elsewhere) if elsewhere else {}
        letters = {name: named[name] for name in elsewhere if name in named}
        return substitute(region.formula, {**letters, node.symbol.name: self.number(node)})

    def everywhere(self) -> Iterator[Formula]:
        """Yield what may be assumed everywhere: where a region depends on nothing that is named or drawn."""
        return (self.condition(node) for node in self._offers.values() if not self.depends(node))

    def given(self, node: Offer) -> Formula:
        """Return what may be assumed, of numbers named elsewhere, where one is to exist that is as good as others.

        Nothing of numbers whose own regions depend on this one.
        """
        own, found = self.letters[node.info or ""], dict[str, Formula]()
        waiting = [self.condition(node)]
        while waiting:
            used = parameters(waiting.pop())
            for info, letter in self.letters.items():
                if letter in used and letter != own and letter not in found:
                    found[letter] = self.condition(self._offers[info])
                    waiting.append(found[letter])
        return TRUE if any(own in parameters(f) for f in found.values()) else conjunction(*found.values())

    def bound(self) -> Iterator[str]:
        """Yield the letters of offers whose regions depend on what is named or drawn before."""
        return (self.letters[info] for info, node in self._offers.items() if self.depends(node))

    def here(self, node: Node) -> Formula:
        """Return what may be assumed only after the numbers on which a region depends."""
        return self.condition(node) if self.depends(node) else TRUE

    def meant(self, used: set[str]) -> Mapping[str, Quotient]:
        """Return what symbols of offers stand for in what is said of the whole game.

        Raises
        ------
        GameError
            If one of the symbols that are used may stand for several numbers.
        """
        found: dict[str, Quotient] = {}
        for name in sorted({node.symbol.name for node in self._offers.values()}):
            options = [info for info, node in self._offers.items() if node.symbol.name == name]
            likely = [info for info in options if info in self._reached]
            one = options if len(options) == 1 else likely
            if len(one) == 1:
                found[name] = Quotient.symbol(self.letters[one[0]])
            elif name in used:
                told = ", ".join(f'"{info}"' for info in options)
                raise GameError(f"{name} is named at {told}: what {name} is in the payoffs is not said")
        return found

    def depends(self, node: Node) -> bool:
        """Return whether an offer is said to be in a region that depends on other numbers named or drawn."""
        region = self.region(node)
        if region is None or not isinstance(node, Offer):
            return False
        return bool(parameters(region.formula) & self._above[node.info or ""])


def _passed(tree: Node, history: History | tuple[Any, ...]) -> Iterator[str]:
    """Yield the information sets that a history of the outcome passes, whose numbers may be conditions on symbols."""
    node = tree
    for label in history:
        if isinstance(node, Decision | Offer):
            yield node.info or ""
        below = dict(children(node))
        if isinstance(node, Offer | Draw):
            node = node.node
        elif label in below:
            node = below[label]
        else:
            return
