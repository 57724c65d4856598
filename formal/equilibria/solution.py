"""A solution: the equilibria of a game, where each exists, and what the list is complete for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.simplify import simplify
from formal.algebra.space import Space, read_values, space_of
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.objection import Objection
from formal.errors import GameError, ParameterError
from formal.games.comparing import expected_payoffs
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.games.substitution import require_known
from formal.games.tree import Draw, Offer


@dataclass(frozen=True, eq=False)
class Solution:
    """The equilibria of a game.

    Attributes
    ----------
    game
        What was solved.
    concept
        `"subgame_perfect"`, `"nash"`, …
    space
        The parameter space.
    found
        The outcomes, generic ones first.
    scope
        In words, what the list is complete for.
    undecided
        What the deciders could not settle.
    without
        Where no equilibrium of the kind in `scope` exists; None if there is one everywhere.
    reasons
        For the parts of `without`, why.
    criteria
        The refinements that the equilibria have survived.
    objections
        Which deviations strike out the others, and where.
    """

    game: Any
    concept: str
    space: Space
    found: tuple[Outcome, ...]
    scope: str
    undecided: tuple[str, ...] = ()
    without: Region | None = None
    reasons: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()

    @cached_property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """Every equilibrium, outcome by outcome."""
        return tuple(equilibrium for outcome in self.found for equilibrium in outcome.equilibria)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def __getitem__(self, index: int) -> Equilibrium:
        return self.equilibria[index]

    def outcomes(self) -> list[Outcome]:
        """Return what a paper prints: one entry for equilibria that share path and payoffs."""
        return list(self.found)

    def at(self, values: Mapping[sp.Symbol | str, object]) -> list[Equilibrium]:
        """Return the equilibria that exist at a parameter point, with everything evaluated exactly.

        Parameters
        ----------
        values
            A rational value for every parameter, by symbol or name.

        Raises
        ------
        ParameterError
            If a parameter is missing or unknown, or the point is outside the game's `where`.
        """
        point = self.checked(values)
        here = [e.at(point) for e in self.equilibria if e.where.contains(point)]
        distinct: list[Equilibrium] = []
        for equilibrium in here:
            if not any(coincide(equilibrium, other) for other in distinct):
                distinct.append(equilibrium)
        return distinct

    def checked(self, values: Mapping[sp.Symbol | str, object]) -> dict[str, sp.Rational]:
        """Return exact values by name for a point that gives every parameter an admissible value.

        Raises
        ------
        ParameterError
            If a parameter is missing or unknown, or the point is outside the game's `where`.
        """
        numbers = read_values(values, self.space)
        wanted = ", ".join(self.space.names) or "no parameters"
        unknown = [name for name in numbers if name not in self.space.symbols]
        if unknown:
            raise ParameterError(f"{', '.join(unknown)}: no such parameter; the game has {wanted}")
        missing = [name for name in self.space.names if name not in numbers]
        if missing:
            raise ParameterError(f"no value for {', '.join(missing)}: the game has {wanted}")
        exact = {n: sp.Rational(v.numerator, v.denominator) for n, v in numbers.items()}
        failing = self.space.failing(exact)
        if failing is not None:
            raise ParameterError(f"{_point(exact)} is not admissible: {Region.of(self.space, failing)} fails")
        return exact

    def partition(self) -> list[tuple[Region, tuple[Equilibrium, ...]]]:
        """Return the parameter space cut into cells by which equilibria exist.

        Cells with an interior come first; those without one are where boundaries meet.
        """
        decider = self.space.decider
        cells: list[tuple[Formula, tuple[Equilibrium, ...]]] = [(TRUE, ())]
        for equilibrium in self.equilibria:
            here = equilibrium.where.formula
            cells = [
                (conjunction(formula, side), (*present, equilibrium) if side is here else present)
                for formula, present in cells
                for side in (here, negation(here))
                if decider.possible(conjunction(formula, side))
            ]
        joined: dict[tuple[int, ...], tuple[list[Formula], tuple[Equilibrium, ...]]] = {}
        for formula, present in cells:
            joined.setdefault(tuple(map(id, present)), ([], present))[0].append(formula)
        regions = [
            (Region.of(self.space, simplify(decider, disjunction(*formulas)).formula), present)
            for formulas, present in joined.values()
        ]
        return sorted(regions, key=lambda cell: cell[0].is_thin())

    # -- named quantities -------------------------------------------------------------------------

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
            If a number was drawn from an interval on the way.

        Examples
        --------
        >>> from formal import Game, chance
        >>> p = sp.Symbol("p")
        >>> lottery = chance({"win": (p, (1,)), "lose": (1 - p, (0,))})
        >>> solution = Game(["A"], lottery, where=[0 < p, p < 1]).solve()
        >>> solution.payoff("A"), solution.payoff("A", "win")
        (Cases(p), Cases(1))
        """
        if not labels:
            return self.value_of(lambda outcome: outcome.payoffs[player])
        return self.value_of(lambda outcome: _payoff_given(self.game, outcome, player, labels))

    def named(self, symbol: sp.Symbol) -> Cases:
        """Return the number that is named for an offer's symbol on the path, as a value by region."""
        return self.value_of(lambda outcome: _named(outcome, symbol))

    def probability(self, *labels: str) -> Cases:
        """Return the probability that play goes through all of `labels`, as a value by region."""
        return self.value_of(lambda outcome: outcome.probability(*labels))

    def reaches(self, *labels: str) -> Region:
        """Return where play goes through all of `labels` with positive probability."""
        return self.probability(*labels).compare(">", 0).simplify()

    def chooses(self, info: str, action: str) -> Region:
        """Return where `action` is taken for sure at an information set, on or off the path.

        After an offer the region is one of parameters and offers, which lie in their intervals.
        """
        parts, space = [], self.space.joined(_numbers_seen(self.game, info))
        for equilibrium in self.equilibria:
            probability = equilibrium.strategy[info][action]  # type: ignore[index]
            sure = probability if isinstance(probability, Cases) else Cases((True, probability))
            taken = sure.compare("=", 1)
            space = space.joined(taken.space.without(space.names))
            parts.append(conjunction(equilibrium.where.formula, taken.formula))
        return Region.of(space, disjunction(*parts)).simplify()

    def among(self, equilibria: Iterable[Equilibrium]) -> Solution:
        """Return the solution with some of its equilibria only, each an outcome of its own."""
        chosen = (Outcome(e.where, e.outcome, e.payoffs, (e,)) for e in equilibria)
        return replace(self, found=tuple(chosen))

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

    def verify(self, samples: int = 20, seed: int = 0) -> Any:
        """Check every equilibrium at exact random points, without the solver that found it.

        Where nashpy and pygambit apply (all numbers, finitely many actions), they are asked at some of the points too.

        Parameters
        ----------
        samples
            How many parameter points for each equilibrium.
        seed
            Makes the points repeatable.

        Returns
        -------
        Verification
            True as a condition if no check failed; it lists what was checked, every failure, and who agrees.
        """
        return verbs.verify(self, samples=samples, seed=seed)

    def refine(self, criterion: str, knife_edges: bool = False) -> Solution:
        """Return the equilibria of a signalling game whose outcome survives a refinement, and where.

        Parameters
        ----------
        criterion
            Which types are ruled out as senders of a message that nobody sends: `"dominance"`, those for which
            another message is better whatever the best replies to both; `"intuitive"`, those that would lose by it
            whatever the best reply; `"d1"`, those that gain from fewer best replies than some other type.
        knife_edges
            Whether to keep what survives only on a measure-zero set of parameters.

        Returns
        -------
        Solution
            Its equilibria carry the region in which they survive; `.objections` are the deviations that strike out
            the others. Off-path beliefs are shown as they were.

        Raises
        ------
        GameError
            If the game is no signalling game, or no such refinement is known.

        References
        ----------
        Cho, I.-K. and D. Kreps (1987), Signaling games and stable equilibria. Quarterly Journal of Economics 102.

        Examples
        --------
        >>> from formal import Game, chance, choose
        >>> def meals(likes, duel):
        ...     def replies(meal):
        ...         return {"duel": (int(meal == likes), duel), "none": (int(meal == likes) + 2, 0)}
        ...     return {meal: choose("B", replies(meal), info=f"after {meal}") for meal in ("beer", "quiche")}
        >>> strong = choose("A", meals("beer", -1), info="strong")
        >>> weak = choose("A", meals("quiche", 1), info="weak")
        >>> tree = chance({"strong": (sp.Rational(9, 10), strong), "weak": (sp.Rational(1, 10), weak)})
        >>> solution = Game(["A", "B"], tree).solve()
        >>> [outcome.payoffs["A"] for outcome in solution.refine("intuitive").outcomes()]
        [29/10]
        >>> solution.refine("intuitive").objections
        (Objection('beer' by strong, not weak, where always),)
        """
        refined: Solution = verbs.refine(self, criterion, knife_edges=knife_edges)
        return refined

    def proof(self, index: int = 0) -> Any:
        """Return why one of the equilibria is an equilibrium, step by step, each with a proof.

        Parameters
        ----------
        index
            Which of `equilibria`, counted from 0.

        Returns
        -------
        Derivation
            To be read, to be checked again without a solver, or printed as in a paper's appendix.

        Raises
        ------
        GameError
            If no derivation is made for games of this form.
        """
        return verbs.proof(self, index)

    def draw(self, path: Any = None, index: int = 0, **options: Any) -> Any:
        """Return a picture of the game with one of the outcomes picked out, and write it to a file.

        Parameters
        ----------
        path
            As in `Game.draw`.
        index
            Which of `outcomes()`, counted from 0; its first equilibrium is drawn.
        """
        return verbs.draw(self, path, index=index, **options)

    def plot(self, x: Any, y: Any, at: Mapping[Any, Any] | None = None, path: Any = None) -> Any:
        """Return a figure of which outcome exists where in two parameters, and write it to a file.

        Parameters
        ----------
        x, y
            The parameters on the axes, by symbol or name; `(p, 0, 1)` says from where to where.
        at
            Exact values of all other parameters.
        path
            Ends in `.svg`, `.pdf` or `.png`; left out, nothing is written.

        Returns
        -------
        Plot
            Shown by notebooks; `.figure` and `.axes` are matplotlib's.

        Raises
        ------
        ParameterError
            If a parameter has no value, or one that the assumptions exclude.
        OutputError
            If matplotlib is not installed, or the file cannot be written.
        """
        return verbs.plot(self, x, y, at=at, path=path)

    def to_json(self) -> dict[str, Any]:
        """Return the solution as data ready for JSON."""
        return verbs.record(self)

    def solved_for(self, *symbols: sp.Symbol | str) -> Solution:
        """Return the same solution, its conditions shown as bounds on `symbols` where they can be.

        Raises
        ------
        ParameterError
            If a symbol is no parameter of the game.
        """
        for symbol in symbols:
            require_known(self.space, self.space.name_of(symbol))
        shown = tuple(
            replace(o, where=o.where.solved_for(*symbols), spelled=_SolvedFor(o.spelled, symbols))
            for o in self.found
        )
        without = None if self.without is None else self.without.solved_for(*symbols)
        return replace(self, found=shown, without=without)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the solution as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_html_(self) -> str:
        return verbs.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def __repr__(self) -> str:
        count = len(self.found)
        name = getattr(self.game, "name", "") or "a game"
        return f"Solution({name!r}, {self.concept}, {count} outcome{'' if count == 1 else 's'})"

    def __str__(self) -> str:
        return verbs.text(self)


@dataclass(frozen=True, eq=False)
class _SolvedFor:
    """Equilibria whose conditions are shown as bounds on some symbols."""

    spelled: Iterable[Equilibrium]
    symbols: tuple[sp.Symbol | str, ...]

    def __iter__(self) -> Iterator[Equilibrium]:
        return (replace(e, where=e.where.solved_for(*self.symbols)) for e in self.spelled)


def coincide(left: Equilibrium, right: Equilibrium) -> bool:
    """Return whether two equilibria, evaluated at the same point, are the same."""
    if left.payoffs != right.payoffs or left.outcome != right.outcome or left.belief != right.belief:
        return False
    return left.strategy.keys() == right.strategy.keys() and all(
        _same(choice, right.strategy[info]) for info, choice in left.strategy.items()
    )


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_same(v, right[a]) for a, v in left.items())
    if isinstance(left, Region) and isinstance(right, Region):
        return left.equivalent(right)
    if isinstance(left, Cases) or isinstance(right, Cases):
        first = left if isinstance(left, Cases) else Cases((True, left))
        second = right if isinstance(right, Cases) else Cases((True, right))
        space = first.space.joined(second.space)
        return all(
            space.decider.satisfiable(conjunction(f, g, negation(compare(v, "=", w)))) is False
            for f, v in first.parts
            for g, w in second.parts
        )
    return bool(left == right)


def _numbers_seen(game: Any, info: str) -> Space:
    """Return the space of the offers and draws above an information set of a tree, within their intervals."""
    game = game.game if isinstance(game, MarkovGame) else game
    if not isinstance(game, Game) or info not in game.information_sets:
        return space_of()
    history = game.information_sets[info].histories[0]
    above = [node for n in range(len(history)) if isinstance(node := game.node(history[:n]), Offer | Draw)]
    ends = [pair for node in above for pair in ((node.low, node.symbol), (node.symbol, node.high))]
    inside = [sp.Le(low, high) for low, high in ends if not {low, high} & {sp.oo, -sp.oo}]
    return space_of(inside, [node.symbol for node in above])


def _named(outcome: Outcome, symbol: sp.Symbol) -> Any:
    for history in outcome.path:
        for label in history:
            if isinstance(label, sp.Eq) and label.lhs == symbol:
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


def _point(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())
