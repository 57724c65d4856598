"""Checking a solution, without the solver that found it.

Every equilibrium is evaluated at exact points of its region: random ones, and some on its boundary, since a
region says where the equilibrium exists and nothing less. There

1. every information set has a choice: probabilities that sum to one, or an offer within its interval;
2. no one-shot deviation pays, on the path or off it, other offers included (`formal.equilibria.rationality`);
3. tie rules are obeyed;
4. payoffs and outcome are those that the strategies lead to;
5. beliefs are probabilities, and agree with Bayes' rule where the strategies lead.

Of a Nash equilibrium, in a table or in a tree, no more is asked in 2. than that nobody gains by another strategy
(`formal.equilibria.best_replies`). Where nashpy and pygambit apply, they are asked at some of the points as well.

Outside of its region the same strategies must fail one of these, or lead to an outcome that is listed there
anyway; otherwise the region is too narrow. That the list is complete is another claim, not checked here.

>>> from sympy import symbols
>>> from formal.games import choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[0 < p, p < 1, c > 0])
>>> fights = Equilibrium(Region(p > 0), {"A": {"fight": 1, "yield": 0}}, {"A": p - c}, {("fight",): 1})
>>> for deviation in deviations(game, fights, {"p": "1/2", "c": "3/4"}):
...     print(deviation)
A gains 1/4 at "A" by yield instead of fight
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import conjunction, negation
from formal.algebra.space import read_values
from formal.equilibria.assessment import Assessment
from formal.equilibria.best_replies import Replies, as_tree
from formal.equilibria.equilibrium import Equilibrium, History
from formal.equilibria.evaluation import Values, formula_holds
from formal.equilibria.exact import near, sympy_number
from formal.equilibria.faults import Fault, OneShotDeviation
from formal.equilibria.labels import Named
from formal.equilibria.rationality import Rationality
from formal.equilibria.sampling import Point, Sampler
from formal.equilibria.situations import Explorer
from formal.equilibria.solution import Solution
from formal.equilibria.statements import incomplete, misstated
from formal.equilibria.trials import Trials
from formal.equilibria.verification import Failure, Verification
from formal.errors import GameError, Undecided
from formal.games import Game, walk
from formal.games.strategic import StrategicGame
from formal.games.tree import Decision, Draw, Offer

#: Concepts that ask for optimal moves in every situation. Those after the first two ask for more, and so does a
#: refinement, so nothing follows from passing outside of a region.
_SEQUENTIAL = ("subgame_perfect", "perfect_bayesian", "undominated")
_PLAIN = (*_SEQUENTIAL[:2], "nash", "pure_nash")
#: At how many points of an equilibrium, and of a solution, other people's programs are asked.
_ASKED, _ASKED_IN_ALL = 2, 12
#: Which of equally good offers are made, point by point: the lowest, the highest, some between.
_PICKS = (Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(3, 4))


def deviations(
    game: Game, equilibrium: Equilibrium, point: Mapping[sp.Symbol | str, object], seed: int = 0
) -> tuple[OneShotDeviation, ...]:
    """Return the profitable one-shot deviations at a parameter point, the best one of each information set.

    Parameters
    ----------
    game
        The game.
    equilibrium
        What is said to be an equilibrium of it; its strategies alone are looked at, not its `where`.
    point
        Rational values of the parameters (and of free symbols) by symbol or name.
    seed
        Makes the random ones among the offers tried repeatable.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games import choose
    >>> game = Game(["A"], choose("A", {"left": (1,), "right": (Symbol("p"),)}))
    >>> left = Equilibrium(Region(True), {"A": {"left": 1, "right": 0}}, {}, {})
    >>> [(found.info, found.by, found.gain) for found in deviations(game, left, {"p": 3})]
    [('A', 'right', 2)]
    """
    explorer = Explorer(_assessment(game, equilibrium, point), Random(seed))
    best: dict[str, OneShotDeviation] = {}
    for found in Rationality(explorer).profitable():
        if found.info not in best or near(found.gain) > near(best[found.info].gain):
            best[found.info] = found
    return tuple(best.values())


def compare_moves(
    game: Game, equilibrium: Equilibrium, point: Mapping[sp.Symbol | str, object], history: History
) -> dict[str, dict[str, sp.Expr]]:
    """Return what each action at a decision pays each player, if the equilibrium is followed afterwards.

    Parameters
    ----------
    game, equilibrium, point
        As in `deviations`.
    history
        The labels that lead to the decision; an offer as `Eq(symbol, value)`.

    Examples
    --------
    >>> from sympy import Eq, Rational, symbols
    >>> from formal.games import choose, offer
    >>> x, c = symbols("x c")
    >>> game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, c)})))
    >>> plan = Equilibrium(Region(True), {"A": 1 - c, "B": {"accept": 1, "fight": 0}}, {}, {})
    >>> compare_moves(game, plan, {c: Rational(1, 2)}, (Eq(x, Rational(3, 4)),))
    {'accept': {'A': 3/4, 'B': 1/4}, 'fight': {'A': 0, 'B': 1/2}}
    """
    assessment = _assessment(game, equilibrium, point)
    node = game.node([str(label.lhs) if isinstance(label, sp.Eq) else label for label in history])
    if not isinstance(node, Decision):
        raise GameError(f"after {history} nobody chooses among actions: give the history of a decision")
    offers = {label.lhs.name: label.rhs for label in history if isinstance(label, sp.Eq)}
    made = tuple(read_values(offers, game.space).items())
    paid = {action: assessment.payoffs(child, made) for action, child in node.actions.items()}
    return {a: dict(zip(game.players, map(sympy_number, us), strict=True)) for a, us in paid.items()}


@verbs.verify.register
def verify(solution: Solution, samples: int = 20, seed: int = 0) -> Verification:
    """Check every equilibrium of a solution at exact points; see `Solution.verify`.

    Raises
    ------
    GameError
        If the concept, or the form of the game, is not one that is checked here.
    """
    if isinstance(solution.game, StrategicGame):
        tree = as_tree(solution.game)
    elif isinstance(solution.game, Game) and solution.concept in (*_SEQUENTIAL, "nash"):
        tree = solution.game
    else:
        raise GameError(
            f"{solution.concept!r} of a {type(solution.game).__name__} is not checked: strategic forms are, and "
            f"{', '.join(map(repr, (*_SEQUENTIAL, 'nash')))} of games in extensive form"
        )
    checks = [_Check(solution, tree, index, samples, seed) for index in range(len(solution))]
    for check in checks:
        check.run()
    return Verification(
        equilibria=len(checks),
        points=sum(check.points for check in checks),
        deviations=sum(check.deviations for check in checks),
        failures=tuple(failure for check in checks for failure in check.failures),
        unchecked=tuple(reason for check in checks for reason in check.unchecked),
        agreed=dict(sum((check.agreed for check in checks), Counter[str]())),
    )


class _Check:
    """The check of one equilibrium; `game` is the game as a tree."""

    def __init__(self, solution: Solution, game: Game, index: int, samples: int, seed: int) -> None:
        self.solution, self.index, self.samples = solution, index, samples
        self.game = game
        self.equilibrium = solution[index]
        self.random = Random(f"{seed}, {index}")
        self.points = self.deviations = 0
        self.failures: list[Failure] = []
        self.unchecked: list[str] = []
        self.notes: dict[str, None] = {}
        self.agreed: Counter[str] = Counter()
        self.to_ask = _ASKED if index * _ASKED < _ASKED_IN_ALL else 0

    def run(self) -> None:
        missing = list(incomplete(self.game, self.equilibrium))
        if missing:
            self._report({}, missing)
            return
        self.trials = Trials(self.game, self.equilibrium)
        names = [*self.solution.space.names, *(symbol.name for symbol in self.equilibrium.free)]
        self.sampler = Sampler(self.solution.space.assumptions, dict.fromkeys(names), self.random)
        self.formula = conjunction(
            self.equilibrium.where.formula, *(region.formula for region in self.equilibrium.free.values())
        )
        self._inside()
        self.unchecked += [f"equilibrium {self.index} {note}" for note in self.notes]
        if self.solution.concept in _PLAIN and not self.solution.criteria:
            self._outside()

    # -- inside -----------------------------------------------------------------------------------

    def _inside(self) -> None:
        try:
            points = self.sampler.inside(self.formula, self.samples)
        except Undecided as error:
            self.unchecked.append(
                f"equilibrium {self.index}: no exact point of its region was found ({error})"
            )
            return
        if not points:
            self._report({}, [Fault(None, f"its region is empty: {self.equilibrium.where.to_sympy()}")])
            return
        points += self.sampler.boundary(self.formula, max(2, self.samples // 3))
        if points == [{}] and self._picks:
            points *= len(_PICKS)
        for point, pick in zip(points, itertools.cycle(_PICKS), strict=False):
            self.points += 1
            faults = _worst(self._faults(point, pick))
            self._report(point, faults or self._objections(point))

    @property
    def _picks(self) -> bool:
        return any(isinstance(choice, Region) for choice in self.equilibrium.strategy.values())

    def _faults(self, point: Values, pick: Fraction = _PICKS[2]) -> Iterator[Fault]:
        assessment = Assessment(self.game, self.equilibrium, point, pick, self.trials)
        yield from misstated(assessment)
        if self.solution.concept in ("nash", "pure_nash"):
            replies = Replies(assessment)
            yield from replies.faults()
            self.deviations += replies.deviations
            return
        beliefs = self.solution.concept == "perfect_bayesian"
        rationality = Rationality(Explorer(assessment, self.random), beliefs)
        try:
            yield from rationality.faults()
        finally:
            self.deviations += rationality.deviations
            self.notes.update(dict.fromkeys(rationality.unchecked))

    def _objections(self, point: Values) -> list[Fault]:
        """Return what nashpy and pygambit have to say against the strategies at a point, where they apply."""
        if not self.to_ask:
            return []
        strategy = self._mixtures(point)
        if strategy is None:
            return []
        self.to_ask -= 1
        parameters = {name: sympy_number(point[name]) for name in self.solution.space.names}
        numbers = self.solution.game.subs(parameters) if parameters else self.solution.game
        found = verbs.second_opinions(numbers, strategy)
        self.agreed.update(name for name, objection in found.items() if not objection)
        return [Fault(None, objection) for objection in found.values() if objection]

    def _mixtures(self, point: Values) -> dict[str, dict[str, Fraction]] | None:
        """Return the strategies as plain numbers, None where they are no such thing."""
        assessment = Assessment(self.game, self.equilibrium, point, trials=self.trials)
        found: dict[str, dict[str, Fraction]] = {}
        for _, node in walk(self.game.tree):
            if isinstance(node, Offer | Draw):
                return None
            if isinstance(node, Decision) and node.info is not None and node.info not in found:
                found[node.info] = assessment.choice(node, ())
        rational = all(isinstance(q, Fraction) for mixture in found.values() for q in mixture.values())
        return found if rational else None

    # -- outside ----------------------------------------------------------------------------------

    def _outside(self) -> None:
        """Report points outside of the region at which the strategies are an equilibrium all the same."""
        where = self.equilibrium.where.formula
        for point in self.sampler.outside(where, max(4, self.samples // 2)):
            self.points += 1
            if not self._survives(point):
                continue
            # A tie may make it one at a single point; then it is none close by.
            close = self.sampler.around(point, negation(where), 3)
            if close and all(self._survives(other) for other in close):
                told = "it is an equilibrium here as well, and nothing with its outcome is listed"
                self._report(point, [Fault(None, f"{told}: its region is too narrow")])

    def _survives(self, point: Point) -> bool:
        return next(self._faults(point), None) is None and not self._listed(point)

    def _listed(self, point: Point) -> bool:
        """Return whether the outcome that this one leads to at a point is listed there."""
        path = Assessment(self.game, self.equilibrium, point, trials=self.trials).path()
        named = {h.symbol.name: h.number for history, _ in path for h in history if isinstance(h, Named)}
        for other in self.solution:
            if other is self.equilibrium or not formula_holds(other.where.formula, point):
                continue
            stated = replace(self.equilibrium, payoffs=other.payoffs, outcome=other.outcome)
            free = {symbol.name: named[symbol.name] for symbol in other.free if symbol.name in named}
            if next(misstated(Assessment(self.game, stated, {**point, **free})), None) is None:
                return True
        return False

    def _report(self, point: Values, faults: list[Fault]) -> None:
        here = ", ".join(f"{name}={number}" for name, number in point.items())
        shown = {name: sympy_number(number) for name, number in point.items()}
        for fault in faults:
            what = f"at {here}: {fault.what}" if here else fault.what
            self.failures.append(Failure(self.index, shown, fault.info, what))


# -- how ---------------------------------------------------------------------------------------------


def _worst(faults: Iterator[Fault]) -> list[Fault]:
    """Return the worst fault of each kind at each information set, then those of the whole."""
    kept: dict[tuple[str | None, object], Fault] = {}
    for fault in faults:
        key = (fault.info, fault.what if fault.info is None else near(fault.gain) > 0)
        if key not in kept or near(fault.gain) > near(kept[key].gain):
            kept[key] = fault
    return sorted(kept.values(), key=lambda fault: fault.info is None)


def _assessment(game: Game, equilibrium: Equilibrium, point: Mapping[sp.Symbol | str, object]) -> Assessment:
    return Assessment(game, equilibrium, read_values(point, game.space))
