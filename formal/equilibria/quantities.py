"""What is read off the equilibria of a game: payoffs, probabilities, offers, by region, and where things are so.

>>> from formal import Game, choose
>>> c = sp.Symbol("c")
>>> solution = Game(["A"], choose("A", {"in": (c,), "out": (0,)}), where=[c < 1]).solve()
>>> solution.payoff("A"), solution.reaches("in")
(Cases(max(0, c)), Region(c >= 0))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.space import Space, space_of
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.errors import GameError, did_you_mean
from formal.games.comparing import expected_payoffs
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.games.strategic import StrategicGame
from formal.games.tree import Draw, Offer
from formal.games.walking import walk

__all__ = ["Quantities"]


class Quantities:
    """The named quantities of a `Solution`.

    Attributes
    ----------
    game
        What was solved.
    space
        The parameter space.
    found
        The outcomes, generic ones first.
    """

    game: Any
    space: Space
    found: tuple[Outcome, ...]

    @cached_property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """Every equilibrium, outcome by outcome."""
        return tuple(equilibrium for outcome in self.found for equilibrium in outcome.equilibria)

    def payoff(self, player: str, *labels: str) -> Cases:
        """Return a player's equilibrium payoff as a value by region; where several differ, the first counts.

        Parameters
        ----------
        player
            Whose payoff.
        *labels
            What is known: the payoff is expected given that play goes through all of them, such as a player's
            type; undefined where it does not. Left out, before anything is known.

        Raises
        ------
        GameError
            If there is no such player or label, or a number was drawn from an interval on the way.

        Examples
        --------
        >>> from formal import Game, chance
        >>> p = sp.Symbol("p")
        >>> lottery = chance({"win": (p, (1,)), "lose": (1 - p, (0,))})
        >>> solution = Game(["A"], lottery, where=[0 < p, p < 1]).solve()
        >>> solution.payoff("A"), solution.payoff("A", "win")
        (Cases(p), Cases(1))
        """
        known = {name: None for outcome in self.found for name in outcome.payoffs}
        if known and player not in known:
            raise GameError(f"nobody is called {player!r}{did_you_mean(str(player), known)}")
        if not labels:
            return self.value_of(lambda outcome: outcome.payoffs.get(player))
        self._require(labels)
        return self.value_of(lambda outcome: _payoff_given(self.game, outcome, player, labels))

    def named(self, symbol: sp.Symbol | str) -> Cases:
        """Return the number that is named for an offer's symbol on the path, as a value by region.

        Raises
        ------
        GameError
            If no offer of the game has such a symbol.
        """
        tree, name = getattr(self.game, "tree", None), str(symbol)
        nodes = () if tree is None else (node for _, node in walk(tree))
        offers = dict.fromkeys(node.symbol.name for node in nodes if isinstance(node, Offer))
        if name not in offers:
            raise GameError(f"no offer names {name}{did_you_mean(name, offers)}")
        return self.value_of(lambda outcome: _named(outcome, name))

    def probability(self, *labels: str) -> Cases:
        """Return the probability that play goes through all of `labels`, as a value by region.

        Raises
        ------
        GameError
            If no action, or move of nature, is called so.
        """
        self._require(labels)
        return self.value_of(lambda outcome: outcome.probability(*labels))

    def reaches(self, *labels: str) -> Region:
        """Return where play goes through all of `labels` with positive probability."""
        return self.probability(*labels).compare(">", 0).simplify()

    def _require(self, labels: tuple[str, ...]) -> None:
        """Refuse labels that nothing in the game is called: they would be said to have no chance."""
        met = {label for outcome in self.found for history in outcome.path for label in history}
        missing = [label for label in labels if label not in met]
        known = _labels(self.game) if missing else {}
        for label in missing:
            if known and label not in known:
                raise GameError(f"nothing in the game is called {label!r}{did_you_mean(str(label), known)}")

    def chooses(self, info: str, action: str) -> Region:
        """Return where `action` is taken for sure at an information set, on or off the path.

        After an offer the region is one of parameters and offers, which lie in their intervals.

        Raises
        ------
        GameError
            If there is no such information set, or no such action at it.
        """
        chances = [_chance(equilibrium, info, action) for equilibrium in self.equilibria]
        parts, space = [], self.space.joined(_numbers_seen(self.game, info))
        for equilibrium, probability in zip(self.equilibria, chances, strict=True):
            sure = probability if isinstance(probability, Cases) else Cases((True, probability))
            taken = sure.compare("=", 1)
            space = space.joined(taken.space.without(space.names))
            parts.append(conjunction(equilibrium.where.formula, taken.formula))
        return Region.of(space, disjunction(*parts)).simplify()

    def exists(self, condition: Callable[[Equilibrium], bool | Region]) -> Region:
        """Return where there is an equilibrium for which a condition holds.

        Parameters
        ----------
        condition
            Of an equilibrium. In a continuum it may be a region in the probabilities that are free: then it must
            hold for some of their values.
        """
        parts = []
        for equilibrium in self.equilibria:
            held = condition(equilibrium)
            if isinstance(held, Region):
                parts.append(equilibrium.somewhere(held).formula)
            elif held:
                parts.append(equilibrium.where.formula)
        return Region.of(self.space, disjunction(*parts)).simplify()

    def count(self, condition: Callable[[Equilibrium], bool] = lambda _: True) -> Cases:
        """Return how many equilibria there are for which a condition holds, by region; a continuum counts as one.

        Parameters
        ----------
        condition
            Which equilibria count; left out, all of them.

        Examples
        --------
        >>> from formal import StrategicGame
        >>> c = sp.Symbol("c")
        >>> game = StrategicGame.from_arrays([[0, 1], [1, 1 - c]], [[0, 1], [1, 1 - c]], where=c > 0)
        >>> game.solve().count(lambda equilibrium: equilibrium.is_pure)
        Cases(2)
        """
        total = Cases.of(self.space, [(TRUE, Quotient.constant(0))])
        for equilibrium in filter(condition, self.equilibria):
            here = equilibrium.where.formula
            number = read_quotient(getattr(equilibrium, "number", sp.Integer(1)))
            one = Cases.of(self.space, [(here, number), (negation(here), Quotient.constant(0))])
            total = total + one
        return total.simplify()

    def value_of(self, function: Callable[[Outcome], Any]) -> Cases:
        """Return a function of the outcome as a value by region, outcomes taken in order.

        Parameters
        ----------
        function
            From an `Outcome` to an expression or to `Cases`; None where it has no value.
        """
        pieces: list[tuple[Formula, Any]] = []
        for outcome in self.found:
            value = function(outcome)
            if value is not None:
                own = value if isinstance(value, Cases) else Cases((True, value))
                pieces += [(conjunction(outcome.where.formula, f), v) for f, v in own.parts]
        return Cases.first_of(self.space, pieces).simplify()

    def agreed(self, function: Callable[[Outcome], Any]) -> Cases:
        """Return a function of the outcome as a value by region, undefined where two equilibria differ in it.

        Parameters
        ----------
        function
            From an `Outcome` to an expression or to `Cases`. Where it depends on a probability that is free, the
            equilibria of that continuum differ.

        Examples
        --------
        >>> from formal import Game, choose
        >>> c = sp.Symbol("c")
        >>> tie = Game(["A"], choose("A", {"in": (c,), "out": (0,), "away": (0,)}), where=[c < 1]).solve()
        >>> tie.agreed(lambda outcome: outcome.payoffs["A"])
        Cases(max(0, c))
        >>> tie.agreed(lambda outcome: outcome.path.get(("out",), 0))
        Cases(0 if c > 0)
        """
        pieces: list[tuple[Formula, Quotient]] = []
        for outcome in self.found:
            value = function(outcome)
            own = value if isinstance(value, Cases) else Cases((True, value))
            pieces += [(conjunction(outcome.where.formula, f), v) for f, v in own.parts]
        known = set(self.space.names)
        parts = []
        for formula, value in pieces:
            if set(value.names) <= known:
                others = (_agrees(value, f, v, known) for f, v in pieces)
                parts.append((conjunction(formula, *others), value))
        return Cases.first_of(self.space, parts).simplify()

    def region_of(self, condition: Callable[[Outcome], bool | Region]) -> Region:
        """Return where an outcome exists for which a condition holds."""
        parts = []
        for outcome in self.found:
            held = condition(outcome)
            if isinstance(held, Region):
                parts.append(conjunction(outcome.where.formula, held.formula))
            elif held:
                parts.append(outcome.where.formula)
        return Region.of(self.space, disjunction(*parts)).simplify()


def _labels(game: Any) -> dict[str, None]:
    """Return what actions and moves of nature are called in a game; nothing for forms where this is not known."""
    if isinstance(game, StrategicGame):
        return {action: None for actions in game.actions.values() for action in actions}
    if not isinstance(game, Game | MarkovGame):
        return {}
    return {str(label): None for history, _ in walk(game.tree) for label in history}


def _numbers_seen(game: Any, info: str) -> Space:
    """Return the space of the offers and draws above an information set of a tree, within their intervals."""
    if isinstance(game, MarkovGame):
        game, info = game.game, info.rsplit(" in period ", 1)[0]  # with a last period the period is named too
    if not isinstance(game, Game) or info not in game.information_sets:
        return space_of()
    history = game.information_sets[info].histories[0]
    above = [node for n in range(len(history)) if isinstance(node := game.node(history[:n]), Offer | Draw)]
    ends = [pair for node in above for pair in ((node.low, node.symbol), (node.symbol, node.high))]
    inside = [sp.Le(low, high) for low, high in ends if not {low, high} & {sp.oo, -sp.oo}]
    return space_of(inside, [node.symbol for node in above])


def _chance(equilibrium: Equilibrium, info: str, action: str) -> Any:
    """Return with which probability an action is taken at an information set."""
    if info not in equilibrium.strategy:
        known = did_you_mean(str(info), equilibrium.strategy)
        raise GameError(f"no information set is called {info!r}{known}")
    own = equilibrium.strategy[info]
    if not isinstance(own, Mapping) or action not in own:
        known = did_you_mean(str(action), own if isinstance(own, Mapping) else ())
        raise GameError(f"no action at {info!r} is called {action!r}{known}")
    return own[action]


def _named(outcome: Outcome, name: str) -> Any:
    for history in outcome.path:
        for label in history:
            if isinstance(label, sp.Eq) and str(label.lhs) == name:
                return label.rhs
    return None


def _agrees(value: Quotient, where: Formula, other: Quotient, known: set[str]) -> Formula:
    """Return where a value is another one, as far as that exists; one that depends on what is free is no value."""
    same = compare(value, "=", other) if set(other.names) <= known else FALSE
    return disjunction(negation(where), same)


def _payoff_given(game: Any, outcome: Outcome, player: str, labels: tuple[str, ...]) -> sp.Expr | None:
    weight = outcome.probability(*labels)
    if weight == 0:
        return None
    index = game.players.index(player)
    through = {h: q for h, q in outcome.path.items() if all(label in h for label in labels)}
    drawn = [label for h in through for label in h if not isinstance(label, str | sp.Eq)]
    if drawn:
        given = ", ".join(labels)
        raise GameError(
            f"{player}'s payoff given {given} is an integral over {drawn[0]}: ask for chance moves only"
        )
    total = sum((q * expected_payoffs(game, h)[index] for h, q in through.items()), sp.Integer(0))
    return sp.cancel(total / weight)
