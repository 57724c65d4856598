"""What following the strategies is worth, case by case, from the game tree and the strategies alone.

No solver is asked: a case is left out only if it contradicts itself on its face, or if `impossible` says so, which
a derivation must show. So what is computed here can be computed again by whoever checks a derivation.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> from formal.games import choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0])
>>> fights = Equilibrium(Region(p > c), {"A": {"fight": 1, "yield": 0}}, {}, {})
>>> [(str(case), str(*payoffs)) for case, payoffs in Following(game, fights).worth(())]
[('always', '-c + p')]
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import sympy as sp

from formal.algebra import Cases, Region
from formal.algebra.formula import FALSE, TRUE, Atom, Formula, conjunction, conjuncts, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_condition, read_value
from formal.algebra.substitution import substitute, substitute_value
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError
from formal.games import Game
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History, walk

Vector: TypeAlias = tuple[Quotient, ...]
#: Conditions that exclude each other, and what holds there.
Pieces: TypeAlias = tuple[tuple[Formula, Vector], ...]
Mixes: TypeAlias = tuple[tuple[Formula, Mapping[str, Quotient]], ...]

PRIME = "'"
ZERO, ONE = Quotient.constant(0), Quotient.constant(1)
_MOST_CASES = 400


class Following:
    """A game in which everybody follows the strategies of an equilibrium.

    Parameters
    ----------
    game
        The game.
    equilibrium
        Its strategies; where it is said to be one is assumed.
    impossible
        Whether a formula is known to hold nowhere.
    """

    def __init__(
        self, game: Game, equilibrium: Equilibrium, impossible: Callable[[Formula], bool] = lambda _: False
    ) -> None:
        self.game = game
        self.equilibrium = equilibrium
        self._impossible = impossible
        self.nodes = dict(walk(game.tree))
        #: Offers of which several are equally good: the number that is named, whichever it is.
        self.picked = {
            node.symbol.name: Quotient.symbol(node.symbol.name + PRIME)
            for node in self.nodes.values()
            if isinstance(node, Offer) and isinstance(self.stated(node), Region)
        }
        self._worth: dict[History, Pieces] = {}
        self._mixes: dict[History, Mixes] = {}
        where = equilibrium.where
        free = [region.formula for region in equilibrium.free.values()]
        self.context = conjunction(game.space.assumptions, where.formula, *free)
        self.context = conjunction(self.context, *self._picks())
        self.contexts: dict[History, Formula] = {}
        for history, node in walk(game.tree):
            above = self.contexts[history[:-1]] if history else self.context
            passed = self.nodes[history[:-1]] if history else node
            inside = interval(passed) if history and isinstance(passed, Offer) else TRUE
            self.contexts[history] = conjunction(above, inside)

    def as_named(self, stated: Any) -> list[tuple[Formula, Quotient]]:
        """Return what is stated of the whole, where the symbol of an offer means the number that is named."""
        found = []
        for case, value in self.read(stated):
            guards = substitute_value(value, self.picked)
            found += [(conjunction(substitute(case, self.picked), guard), v) for guard, v in guards]
        return found

    def _picks(self) -> Iterable[Formula]:
        """Yield, where several offers are equally good, that the one that is named is one of them."""
        for _, node in walk(self.game.tree):
            if isinstance(node, Offer) and isinstance(self.stated(node), Region):
                yield substitute(self.stated(node).formula, self.picked)

    # -- cases --------------------------------------------------------------------------------------

    def joined(
        self, context: Formula, *parts: Iterable[tuple[Formula, Any]]
    ) -> list[tuple[Formula, list[Any]]]:
        """Return every way to be in one case of each, what contradicts itself left out.

        Raises
        ------
        GameError
            If these are too many to be told.
        """
        found: list[tuple[Formula, list[Any]]] = [(TRUE, [])]
        for part in parts:
            pairs = itertools.product(found, list(part))
            found = [(conjunction(f, g), [*values, v]) for (f, values), (g, v) in pairs]
            found = [(f, values) for f, values in found if not self.excluded(context, f)]
            if len(found) > _MOST_CASES:
                raise GameError(f"more than {_MOST_CASES} cases have to be told apart")
        return found

    def excluded(self, context: Formula, case: Formula) -> bool:
        """Return whether a case is known to be nowhere."""
        if case == TRUE:
            return False
        whole = conjunction(context, case)
        parts = set(conjuncts(whole))
        if whole == FALSE or any(isinstance(part, Atom) and negation(part) in parts for part in parts):
            return True
        return self._impossible(whole)

    def read(self, stated: Any) -> tuple[tuple[Formula, Quotient], ...]:
        """Return an expression or cases as quotients by case."""
        if isinstance(stated, Cases):
            return stated.parts
        return tuple(read_value(sp.sympify(stated)))

    # -- what players do ----------------------------------------------------------------------------

    def stated(self, node: Decision | Offer) -> Any:
        """Return what the strategies say at a node, as it stands in the equilibrium."""
        info = node.info or ""
        if info not in self.equilibrium.strategy:
            raise GameError(f'nothing is said about what {node.player} does at "{info}"')
        return self.equilibrium.strategy[info]

    def mixes(self, history: History) -> Mixes:
        """Return the probabilities of the actions at a decision, by case."""
        if history not in self._mixes:
            node = self.nodes[history]
            assert isinstance(node, Decision)
            stated = self.stated(node)
            parts = [self.read(stated.get(action, 0)) for action in node.actions]
            found = self.joined(self.contexts[history], *parts)
            self._mixes[history] = tuple((f, dict(zip(node.actions, v, strict=True))) for f, v in found)
        return self._mixes[history]

    def named(self, node: Offer) -> tuple[tuple[Formula, Quotient], ...]:
        """Return the number that an offer names, by case; one of equally good ones has a name of its own."""
        stated = self.stated(node)
        if isinstance(stated, Region):
            return ((TRUE, Quotient.symbol(node.symbol.name + PRIME)),)
        return self.read(stated)

    # -- what it is worth ---------------------------------------------------------------------------

    def worth(self, history: History) -> Pieces:
        """Return the payoffs after a history, by case; numbers that were named on the way are variables.

        Raises
        ------
        GameError
            If nature draws a number, or there are too many cases.
        """
        if history not in self._worth:
            self._worth[history] = _collected(self._found(history, self.nodes[history]))
        return self._worth[history]

    def _found(self, history: History, node: Node) -> Iterator[tuple[Formula, Vector]]:
        context = self.contexts[history]
        match node:
            case Terminal(payoffs=payoffs):
                yield from ((f, tuple(v)) for f, v in self.joined(context, *map(self.read, payoffs)))
            case Decision():
                for case, mix in self.mixes(history):
                    taken = {a: q for a, q in mix.items() if not q.is_zero}
                    below = [self.worth((*history, a)) for a in taken]
                    for f, vectors in self.joined(conjunction(context, case), *below):
                        yield conjunction(case, f), weighed(list(taken.values()), vectors)
            case Chance(branches=branches):
                odds = [self.read(probability) for probability, _ in branches.values()]
                below = [self.worth((*history, label)) for label in branches]
                for f, values in self.joined(context, *odds, *below):
                    yield f, weighed(values[: len(odds)], values[len(odds) :])
            case Offer():
                for f, number in self.named(node):
                    for g, vector in self.after(history, node, number, conjunction(context, f)):
                        yield conjunction(f, g), vector
            case Draw():
                told = f"nature draws {node.symbol} from an interval, and what that is worth is an integral"
                raise GameError(f"{told}: no derivation is made of it")

    def after(self, history: History, node: Offer, number: Quotient, context: Formula) -> Pieces:
        """Return the payoffs after an offer names a number, by case."""
        name = node.symbol.name
        found: list[tuple[Formula, Vector]] = []
        for case, vector in self.worth((*history, name)):
            here = substitute(case, {name: number})
            if here == FALSE or self.excluded(context, here):
                continue
            parts = [substitute_value(value, {name: number}) for value in vector]
            both = self.joined(conjunction(context, here), *parts)
            found += [(conjunction(here, f), tuple(v)) for f, v in both]
        return _collected(found)


def interval(node: Offer) -> Formula:
    """Return the condition that the number named at an offer is within its interval."""
    low = TRUE if node.low.is_infinite else read_condition(sp.Ge(node.symbol, node.low, evaluate=False))
    high = TRUE if node.high.is_infinite else read_condition(sp.Le(node.symbol, node.high, evaluate=False))
    return conjunction(low, high)


def _collected(pieces: Iterable[tuple[Formula, Vector]]) -> Pieces:
    """Return pieces with those of equal value joined."""
    joined: dict[Vector, list[Formula]] = {}
    for formula, vector in pieces:
        joined.setdefault(vector, []).append(formula)
    return tuple((disjunction(*formulas), vector) for vector, formulas in joined.items())


def weighed(weights: list[Quotient], vectors: list[Vector]) -> Vector:
    """Return the weighted sum of vectors."""
    total = [ZERO] * len(vectors[0])
    for weight, vector in zip(weights, vectors, strict=True):
        total = [t + weight * v for t, v in zip(total, vector, strict=True)]
    return tuple(total)
