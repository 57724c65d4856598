"""A solution: the equilibria of a game, where each exists, and what the list is complete for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.formula import TRUE, Formula, compare, conjunction, disjunction, negation
from formal.algebra.simplify import simplify
from formal.algebra.space import Space, read_values
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.objection import Objection
from formal.equilibria.quantities import Quantities
from formal.errors import ParameterError
from formal.games.substitution import require_known


@dataclass(frozen=True, eq=False)
class Solution(Quantities):
    """The equilibria of a game; its `Quantities`, such as payoffs by region, are read off them.

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

    Examples
    --------
    >>> from formal import load_model
    >>> solution = load_model("crisis_bargaining").solution
    >>> solution
    Solution('Crisis bargaining', subgame_perfect, 2 outcomes)
    >>> [equilibrium.payoffs["A"] for equilibrium in solution.at({"p": "9/10", "c_A": "1/10", "c_B": "1/5"})]
    [1]
    >>> solution.scope
    'every pure subgame-perfect equilibrium that exists on a set of parameters with an interior'
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

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def __getitem__(self, index: int) -> Equilibrium:
        try:
            return self.equilibria[index]
        except IndexError:
            listed = f"{len(self)} {'is' if len(self) == 1 else 'are'} listed, counted from 0"
            raise IndexError(f"no equilibrium {index}: {listed}") from None

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

    def among(self, equilibria: Iterable[Equilibrium]) -> Solution:
        """Return the solution with some of its equilibria only, each an outcome of its own."""
        chosen = (Outcome(e.where, e.outcome, e.payoffs, (e,)) for e in equilibria)
        return replace(self, found=tuple(chosen))

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
            If no derivation is made for games of this form, or an average over what nature draws has no closed form.
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


def _point(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())
