"""How a derivation is found: each step is given to the search for proofs, or a point is found at which it fails.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[0 < p, p < 1, c > 0])
>>> found = game.solve().proof(0)
>>> found, [step.obligation.what for step in found.steps]
(Derivation(an equilibrium, 1 steps), [('fight', 'yield')])
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any

from formal import verbs
from formal.algebra import Region
from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Formula,
    Some,
    conjunction,
    conjuncts,
    evaluate_at,
    names,
    negation,
)
from formal.algebra.normal import interior
from formal.algebra.polynomial import flint_rational
from formal.algebra.radical import radicals_in
from formal.claims.certify import theorem
from formal.claims.steps import Theorem
from formal.derivations.derivation import Derivation, Point, Shown, here
from formal.derivations.obligations import Obligation
from formal.derivations.planning import in_plans
from formal.derivations.repeating import automaton_of
from formal.derivations.required import required
from formal.derivations.rules import below_one, by_rule
from formal.derivations.subgames import by_subgames, stages
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.one_period import one_period
from formal.equilibria.solution import Solution
from formal.equilibria.stationary import StationaryEquilibrium
from formal.equilibria.unrolled import Unrolled
from formal.errors import GameError, Undecided
from formal.games import Game
from formal.games.markov import MarkovGame
from formal.games.repeated import RepeatedGame
from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame
from formal.games.tree import Decision, Node, Terminal
from formal.solvers.generic import is_long, terms_in

DEFAULT_SECONDS = 5.0
_MOST_OTHERS = 30
#: After so many steps without proof, others are looked for so many times less long.
_FEW, _LESS = 3, 10


@verbs.proof.register
def derive(solution: Solution, index: int = 0, seconds: float = DEFAULT_SECONDS) -> Derivation:
    """Return why one of a solution's equilibria is an equilibrium.

    Parameters
    ----------
    solution
        The solution.
    index
        Which of its equilibria.
    seconds
        How long a proof of one step is looked for.
    """
    return replace(derived_in(solution, solution[index], seconds), others=_others(solution, index))


def derived_in(solution: Solution, equilibrium: Equilibrium, seconds: float = DEFAULT_SECONDS) -> Derivation:
    """Return why an equilibrium of a solution is one, by the solution's concept.

    A Nash equilibrium is one of plans: nobody gains by another plan, whatever plans say where play does not come. So is
    a subgame-perfect equilibrium, in each proper subgame, where play may pass by some of its information sets.
    """
    game = solution.game
    if solution.concept == "nash" and isinstance(game, Game):
        return derived(game.strategic_form(), in_plans(game, equilibrium), seconds)
    perfect = solution.concept in ("subgame_perfect", "undominated") and isinstance(game, Game)
    if perfect and any(stage.players for stage in stages(game)):
        return derived(by_subgames(game), equilibrium, seconds)
    return derived(game, equilibrium, seconds)


def derived(game: Any, equilibrium: Equilibrium, seconds: float = DEFAULT_SECONDS) -> Derivation:
    """Return why strategies and beliefs are an equilibrium of a game, or where they are not.

    Raises
    ------
    GameError
        If no derivation is made for games of this form.
    """
    form, stated, worths = as_shown(game, equilibrium)
    search = _Search(seconds)
    steps = tuple(map(search.shown, required(form, stated, worths, search.impossible)))
    return Derivation(form, stated, steps, tuple(search.discarded.values()), worths)


# -- forms -------------------------------------------------------------------------------------------


@singledispatch
def as_shown(game: Any, equilibrium: Equilibrium) -> tuple[Any, Equilibrium, Mapping[Any, Any]]:
    """Return the game in the form about which `required` speaks, the equilibrium in it, and what histories are worth.

    Strategic forms and games over time are shown as trees.
    """
    raise GameError(f"no derivation is made for a {type(game).__name__}")


@as_shown.register
def _extensive(game: Game, equilibrium: Equilibrium) -> tuple[Game, Equilibrium, Mapping[Any, Any]]:
    return game, equilibrium, {}


@as_shown.register
def _strategic(game: StrategicGame, equilibrium: Equilibrium) -> tuple[Game, Equilibrium, Mapping[Any, Any]]:
    """Moves at once are moves that nobody sees."""
    return tree_of(game), equilibrium, {}


def tree_of(game: StrategicGame) -> Game:
    """Return a game in strategic form as a tree: one player after the other, none of whom sees what the others did."""

    def below(cell: tuple[str, ...]) -> Node:
        if len(cell) == len(game.players):
            return Terminal(tuple(game.payoffs[cell]))
        player = game.players[len(cell)]
        return Decision(player, {a: below((*cell, a)) for a in game.actions[player]}, player, None)

    return Game(game.players, below(()), game.where, game.name)


@as_shown.register
def _symmetric(
    game: SymmetricGame, equilibrium: Equilibrium
) -> tuple[SymmetricGame, Equilibrium, Mapping[Any, Any]]:
    """As it is: a tree of all players would be very large, and there is none if their number is a letter."""
    return game, equilibrium, {}


@as_shown.register
def _repeated(
    game: RepeatedGame, equilibrium: Equilibrium
) -> tuple[RepeatedGame, Equilibrium, Mapping[Any, Any]]:
    """As it is, with what the states are worth, which they must be."""
    worths = verbs.play(game, profile=automaton_of(game, equilibrium))
    return game, equilibrium, {(state,): own for state, own in worths.items()}


@as_shown.register
def _markov(game: MarkovGame, equilibrium: Equilibrium) -> tuple[Game, Equilibrium, Mapping[Any, Any]]:
    """One period with what the states are worth at its ends, which they must be; or all periods, if one is the last."""
    if isinstance(equilibrium, StationaryEquilibrium):
        tree, stated = one_period(game, equilibrium)
        return tree, stated, {(state,): equilibrium.values[state] for state in game.states}
    unrolled = Unrolled(game)
    try:
        return unrolled.game, unrolled.stated(equilibrium), {}
    except OverflowError as error:
        raise GameError(f"no derivation is made: {error}") from error


# -- search ------------------------------------------------------------------------------------------


class _Search:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._decider = Decider(TRUE)
        self._kept: set[Formula] = set()
        self._made: dict[tuple[tuple[Formula, ...], Formula], Theorem] = {}
        self.discarded: dict[frozenset[Formula], Theorem] = {}

    def impossible(self, formula: Formula) -> bool:
        """Return whether a case is nowhere, and keep the proof."""
        key = frozenset(conjuncts(formula))
        if key in self.discarded:
            return True
        if formula in self._kept:
            return False
        if self._decider.satisfiable(formula, patient=False) is False:
            self.discarded[key] = theorem(formula, FALSE, seconds=self._seconds)
            return True
        self._kept.add(formula)
        return False

    def shown(self, obligation: Obligation) -> Shown:
        """Return a step with its proof, or with a point at which it fails."""
        if obligation.rule:
            return by_rule(obligation)
        if obligation.kind == "below" and (found := below_one(obligation)) is not None:
            return Shown(obligation, found)
        try:
            against = conjunction(obligation.assumptions, negation(self._without_quantifier(obligation)))
            fails = self._decider.satisfiable(against)
            if fails:
                point = self._decider.point(against)
                return Shown(obligation, self._refuted(obligation, point or {}), point)
        except Undecided:
            return Shown(obligation)
        made = self._theorem(obligation.assumptions, obligation.goal)
        return Shown(obligation, made if fails is False or not made.provers else None)

    def _theorem(self, assumptions: Formula, goal: Formula) -> Theorem:
        """Return a theorem, the same one for the same question; after a few without proof, less is tried."""
        question = conjuncts(assumptions), goal  # proofs refer to facts by number: their order counts
        if question not in self._made:
            unproved = sum(1 for one in self._made.values() if one.provers)
            seconds = self._seconds if unproved < _FEW else self._seconds / _LESS
            self._made[question] = theorem(assumptions, goal, seconds=seconds)
        return self._made[question]

    def _without_quantifier(self, obligation: Obligation) -> Formula:
        goal, bound = obligation.goal, []
        while isinstance(goal, Some):
            bound.append(goal.name)
            goal = goal.body
        return eliminate(Decider(obligation.assumptions), goal, *bound) if bound else goal

    def _refuted(self, obligation: Obligation, point: Point) -> Theorem | None:
        """Return the theorem that it fails at a point, where that is not just to put values in."""
        stated = negation(obligation.goal)
        if not isinstance(obligation.goal, Some):
            stated = conjunction(obligation.assumptions, stated)
            if evaluate_at(stated, {n: flint_rational(v) for n, v in point.items()}) is not None:
                return None
        return theorem(here(point), stated, seconds=self._seconds)


# -- others ------------------------------------------------------------------------------------------


def _others(solution: Solution, index: int) -> tuple[str, ...]:
    """Return which other equilibria exist where this one does: as complete as the solution's list is."""
    here = solution[index].where.formula
    listed = f"the list is complete for: {solution.scope}"
    if len(solution) > _MOST_OTHERS:
        return (f"{len(solution)} equilibria are listed", listed)
    others = {n: other.where.formula for n, other in enumerate(solution) if n != index}
    long = [n for n, where in others.items() if is_long(where)]
    shared = {n: conjunction(here, where) for n, where in others.items() if n not in long}
    decider = solution.space.decider
    together = [n for n, both in shared.items() if decider.possible(both)]
    if not together and not long:
        return ("no other equilibrium is listed anywhere in its region", listed)
    inside = [n for n in together if _has_inside(decider, shared[n])]
    touching = [n for n in together if n not in inside]
    told = []
    if inside:
        always = any(solution[n].where.formula == TRUE for n in inside)
        lead = "others exist as well" if always else "in part of its region others exist"
        whole = (
            f", counted among all {len(solution)} equilibria" if len(solution) > len(solution.found) else ""
        )
        told.append(f"{lead}{whole}: {_numbers(solution, inside)}")
    if touching:
        lead = "at its boundary also" if inside else "other equilibria exist at its boundary only"
        told.append(f"{lead}: {_numbers(solution, touching)}")
    if long:
        terms = "; ".join(f"number {n + 1}, whose condition has {terms_in(others[n])} terms" for n in long)
        told.append(f"it is not looked into whether others exist there: {terms}")
    return (*told, listed)


def _has_inside(decider: Decider, shared: Formula) -> bool:
    """Return whether equilibria have more in common than a boundary; roots are not looked into."""
    return bool(radicals_in(names(shared))) or decider.possible(interior(decider, shared))


def _numbers(solution: Solution, numbers: list[int]) -> str:
    return "; ".join(f"number {n + 1} {_where(solution[n].where)}" for n in numbers)


def _where(region: Region) -> str:
    return "everywhere" if region.formula == TRUE else f"where {region}"
