"""An equilibrium at one parameter point: who does what after which offers, and what that pays.

Nothing is assumed to be optimal here; the strategies are followed wherever they lead, on the path and off it.

>>> from formal.algebra import Region
>>> from formal.games import choose, offer
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

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra import Cases, Region
from formal.algebra.formula import Formula
from formal.equilibria.breakpoints import members
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.evaluation import Values, formula_holds, quotient_value, value
from formal.equilibria.exact import Number, Undefined, sign
from formal.equilibria.labels import Made, Named, NoChoice, plain_label
from formal.equilibria.quadrature import integral, places
from formal.equilibria.trials import Trials
from formal.errors import GameError
from formal.games import Game
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import walk

#: An interval of a draw: its ends, the points of the quadrature inside, and the density there.
Piece = tuple[Number, Number, list[Number], list[Number]]
#: What is the same at all points of an interval, a history, and its probability.
_Reached = tuple[tuple[Any, ...], tuple[Any, ...], Number]
#: Which point of an interval stands for it.
_SHOWN = 2
#: A child with its label, the probability with which play goes there, and what was named by then.
Branch = tuple[Any, Number, Node, Made]


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
    trials
        Where play may change along offers and draws; made from game and equilibrium if left out.

    Raises
    ------
    GameError
        If nature draws by a distribution that is not given, or from an infinite interval.
    """

    def __init__(
        self,
        game: Game,
        equilibrium: Equilibrium,
        point: Values,
        pick: Fraction = Fraction(1, 2),
        trials: Trials | None = None,
    ) -> None:
        self.game = game
        self.equilibrium = equilibrium
        self.point = point
        self.trials = trials or Trials(game, equilibrium)
        self._pick = pick
        self._choices: dict[tuple[str, Made], Any] = {}
        self._paid: dict[tuple[int, Made], tuple[Number, ...]] = {}
        self._pieces: dict[tuple[int, tuple[Number, ...]], tuple[Piece, ...]] = {}
        self._seen_by = {draw.symbol.name: draw.seen_by for draw in _draws(game.tree)}

    def values(self, made: Made) -> Values:
        """Return the point together with what was named."""
        return {**self.point, **dict(made)} if made else self.point

    def sees(self, player: str, name: str) -> bool:
        """Return whether a player learns a number: every offer, and the draws shown to it."""
        return name not in self._seen_by or player in self._seen_by[name]

    def visible(self, player: str, made: Made) -> Made:
        """Return what a player knows of the numbers named."""
        return tuple(pair for pair in made if self.sees(player, pair[0])) if self._seen_by else made

    # -- strategies -------------------------------------------------------------------------------

    def choice(self, node: Decision | Offer, made: Made) -> Any:
        """Return the probability of each action at a decision, or the number named at an offer.

        Raises
        ------
        NoChoice
            If the strategy has no value after what the player has seen.
        """
        info, known = info_of(node), self.visible(node.player, made)
        if (info, known) not in self._choices:
            try:
                self._choices[info, known] = self._chosen(node, self.equilibrium.strategy[info], known)
            except Undefined as error:
                raise NoChoice(info, known, str(error)) from error
        return self._choices[info, known]

    def _chosen(self, node: Decision | Offer, choice: Any, known: Made) -> Any:
        values = self.values(known)
        if isinstance(choice, Mapping):
            held: dict[Formula, bool] = {}
            return {action: value_of(probability, values, held) for action, probability in choice.items()}
        if isinstance(choice, Region) and isinstance(node, Offer):
            return self._member(choice, node.symbol.name, values)
        return value_of(choice, values)

    def _member(self, region: Region, name: str, values: Values) -> Number:
        if name in self.point and formula_holds(region.formula, {**values, name: self.point[name]}):
            return self.point[name]
        found = members(region.formula, name, values)
        if not found:
            raise Undefined(f"no {name} lies in {region.to_sympy()}")
        return found[int(self._pick * (len(found) - 1))]

    def belief(self, info: str, history: tuple[str, ...], made: Made) -> Number | None:
        """Return the stated belief at a node of an information set, or None if none is stated.

        Parameters
        ----------
        info
            The information set.
        history
            The labels that lead to the node; an offer by the name of its symbol.
        made
            What was named.
        """
        for stated, probability in self.equilibrium.belief.get(info, {}).items():
            if tuple(map(plain_label, stated)) == history:
                return value_of(probability, self.values(made))
        return None

    # -- nature -----------------------------------------------------------------------------------

    def pieces(self, draw: Draw, values: Values) -> tuple[Piece, ...]:
        """Return the intervals of a draw on which nothing changes."""
        known = tuple(values.get(name) for name in sorted(self.trials.relevant(draw)))
        if (id(draw), known) not in self._pieces:
            self._pieces[id(draw), known] = tuple(self._cut(draw, values))
        return self._pieces[id(draw), known]

    def _cut(self, draw: Draw, values: Values) -> Iterator[Piece]:
        marks = self.trials.grid(draw, values, (), Fraction(1, 3)).marks
        for left, right in itertools.pairwise(marks):
            points = places(left, right)
            yield left, right, points, [density(draw, {**values, draw.symbol.name: p}) for p in points]

    def mean(self, draw: Draw, made: Made, node: Node) -> tuple[Number, ...]:
        """Return the expected payoffs after a draw."""
        total: list[Number] = [Fraction(0)] * len(self.game.players)
        for left, right, points, weights in self.pieces(draw, self.values(made)):
            paid = [self.payoffs(node, (*made, (draw.symbol.name, point))) for point in points]
            for i in range(len(total)):
                values = [w * payoffs[i] for w, payoffs in zip(weights, paid, strict=True)]
                total[i] = total[i] + integral(left, right, values)
        return tuple(total)

    # -- play -------------------------------------------------------------------------------------

    def branches(self, node: Node, made: Made) -> Iterator[Branch]:
        """Yield where play may go from a node under the strategies, branches of probability zero too.

        A draw has a branch for each interval on which nothing changes, with a number inside.
        """
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
            case Draw():
                for left, right, points, weights in self.pieces(node, self.values(made)):
                    then = (*made, (node.symbol.name, points[_SHOWN]))
                    yield Named(node.symbol, points[_SHOWN]), integral(left, right, weights), node.node, then

    def payoffs(self, node: Node, made: Made = ()) -> tuple[Number, ...]:
        """Return what the players get from a node on, after what was named, if the strategies are followed.

        Raises
        ------
        Undefined
            If a strategy, a probability or a payoff that matters is undefined there.
        """
        waiting = [(node, made)]
        while waiting:  # a stack instead of recursion: trees may be deep
            here, then = waiting[-1]
            if (id(here), then) in self._paid:
                waiting.pop()
            elif isinstance(here, Terminal):
                at = self.values(then)
                self._paid[id(here), then] = tuple(value(u, at) for u in here.payoffs)
            elif isinstance(here, Draw):
                self._paid[id(here), then] = self.mean(here, then, here.node)
            else:
                taken = [branch for branch in self.branches(here, then) if sign(branch[1]) != 0]
                unknown = [
                    (child, later) for _, _, child, later in taken if (id(child), later) not in self._paid
                ]
                if not unknown:
                    self._paid[id(here), then] = self._expected(taken)
                waiting += unknown
        return self._paid[id(node), made]

    def _expected(self, taken: list[Branch]) -> tuple[Number, ...]:
        if len(taken) == 1 and taken[0][1] == 1:
            return self._paid[id(taken[0][2]), taken[0][3]]
        total: list[Number] = [Fraction(0)] * len(self.game.players)
        for _, probability, child, made in taken:
            for i, payoff in enumerate(self._paid[id(child), made]):
                total[i] = total[i] + probability * payoff
        return tuple(total)

    def path(self) -> list[tuple[tuple[Any, ...], Number]]:
        """Return the terminal nodes that the strategies reach: history and probability.

        A draw stands in a history as a number from an interval on which nothing changes; the probability is that of
        the whole interval, and of what follows there on average.
        """
        return [(history, weight) for _, history, weight in self._reached(self.game.tree, (), ())]

    def _reached(self, node: Node, history: tuple[Any, ...], made: Made) -> list[_Reached]:
        found: list[_Reached] = []
        waiting: list[tuple[tuple[Any, ...], tuple[Any, ...], Number, Node, Made]] = [
            ((), history, Fraction(1), node, made)
        ]
        while waiting:
            shape, history, weight, node, made = waiting.pop()
            if isinstance(node, Terminal):
                found.append((shape, history, weight))
            elif isinstance(node, Draw):
                below = self._reached_after(node, history, made)
                found += [((*shape, *own), reached, weight * q) for own, reached, q in below]
            else:
                for label, probability, child, then in self.branches(node, made):
                    if sign(probability) != 0:
                        own = (*shape, plain_label(label))
                        waiting.append((own, (*history, label), weight * probability, child, then))
        return found

    def _reached_after(self, node: Draw, history: tuple[Any, ...], made: Made) -> list[_Reached]:
        """Return what is reached after a draw, averaged over each interval on which nothing changes."""
        runs: list[dict[tuple[Any, ...], tuple[tuple[Any, ...], Number]]] = []
        within = any(name in self._seen_by for name, _ in made)
        for left, right, points, weights in self.pieces(node, self.values(made)):
            shown = (*history, Named(node.symbol, points[_SHOWN]))
            histories: dict[tuple[Any, ...], tuple[Any, ...]] = {}
            values: dict[tuple[Any, ...], list[Number]] = {}
            for k in sorted(range(len(points)), key=lambda k: k != _SHOWN):
                then = (*made, (node.symbol.name, points[k]))
                for shape, reached, weight in self._reached(node.node, shown, then):
                    histories.setdefault(shape, reached)
                    values.setdefault(shape, [Fraction(0)] * len(points))[k] = weights[k] * weight
            own = {shape: (histories[shape], integral(left, right, values[shape])) for shape in histories}
            if within and runs and runs[-1].keys() == own.keys():
                # How an interval is cut may change with what was drawn before; what happens there does not.
                runs[-1] = {shape: (h, q + own[shape][1]) for shape, (h, q) in runs[-1].items()}
            else:
                runs.append(own)
        return [((number, *s), h, q) for number, own in enumerate(runs) for s, (h, q) in own.items()]


def value_of(stated: object, values: Values, held: dict[Formula, bool] | None = None) -> Number:
    """Return the value of an expression or of `Cases` at a point; `held` remembers which conditions hold there.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> value_of(Cases((x > 0, 1 / x)), {"x": Fraction(3)})
    Fraction(1, 3)
    """
    if not isinstance(stated, Cases):
        return value(stated, values)
    held = {} if held is None else held
    for formula, quotient in stated.parts:
        if formula not in held:
            held[formula] = formula_holds(formula, values)
        if held[formula]:
            return quotient_value(quotient, values)
    raise Undefined("none of its cases holds")


def info_of(node: Decision | Offer) -> str:
    """Return the name of a node's information set, which `Game` gives to every node."""
    if node.info is None:
        raise TypeError("a node without an information set: build the tree into a Game first")
    return node.info


def density(draw: Draw, values: Values) -> Number:
    """Return the density of a draw at a point.

    Examples
    --------
    >>> from formal.games import draw
    >>> c = sp.Symbol("c")
    >>> density(draw(c, 0, 1, (0,), cdf=c**2), {"c": Fraction(1, 4)})
    Fraction(1, 2)
    """
    if draw.cdf is None:
        return 1 / (value(draw.high, values) - value(draw.low, values))
    return value(sp.diff(draw.cdf, draw.symbol), values)


def _draws(tree: Node) -> list[Draw]:
    found = [node for _, node in walk(tree) if isinstance(node, Draw)]
    for draw in found:
        given = draw.cdf is None or not draw.cdf.has(AppliedUndef)
        if not given or draw.low.is_infinite or draw.high.is_infinite:
            raise GameError(
                f"the draw of {draw.symbol} cannot be checked at points: give it finite ends and a "
                "distribution without unknown functions"
            )
    return found
