"""Nash equilibria of games in strategic form: all pure ones, all mixed ones, and where each exists.

Pure equilibria come from comparing payoffs; mixed ones of two players from linear algebra (`supports`), of
any other number from polynomial systems (`several`). A continuum of equilibria is one entry, closed at its
ends, with free probabilities; a mixed equilibrium that lies in one wherever it exists is not listed again, a
pure one is.

>>> from sympy import symbols
>>> from formal.games.strategic import StrategicGame
>>> v, c = symbols("v c", positive=True)
>>> contest = StrategicGame.from_arrays(
...     [[v / 2, 0], [v, (v - c) / 2]],
...     [[v / 2, v], [0, (v - c) / 2]],
...     actions=[("dove", "hawk"), ("dove", "hawk")],
... )
>>> solution = contest.solve()
>>> for equilibrium in solution:
...     print(equilibrium.strategy["1"]["hawk"], equilibrium.strategy["2"]["hawk"], equilibrium.where)
0 1 v <= c
1 0 v <= c
1 1 v >= c
v/c v/c v < c
>>> solution.scope
'every pure and mixed Nash equilibrium that exists on a set of parameters with an interior'

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 32.3 and Lemma 33.2.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import Formula, disjunction, negation
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.writing import write_formula
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.errors import GameError
from formal.games.strategic import StrategicGame
from formal.solvers.candidates import Candidate, pure, uncovered
from formal.solvers.generic import alive, is_long, terms_in
from formal.solvers.several import Search, Supports
from formal.solvers.spelling import spelled
from formal.solvers.supports import mixed_equilibria
from formal.solvers.tables import Table, tables

Progress = Callable[[str], None]


@verbs.solve.register
def _solve_strategic(
    game: StrategicGame,
    concept: str | None = None,
    knife_edges: bool = False,
    progress: Progress | None = None,
    mixed: bool = True,
) -> Solution:
    if concept not in (None, "nash", "pure_nash"):
        asked = "a game in strategic form is solved for 'nash', or 'pure_nash' only; leave `concept` out"
        raise GameError(f"{concept!r} does not fit: {asked}")
    return nash(game, knife_edges, progress or (lambda _: None), mixed and concept != "pure_nash")


def nash(
    game: StrategicGame, knife_edges: bool = False, report: Progress = lambda _: None, mixed: bool = True
) -> Solution:
    """Return the Nash equilibria of a game in strategic form, by region.

    Parameters
    ----------
    game
        Any number of players.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    mixed
        Whether to look for equilibria in mixed strategies.

    Examples
    --------
    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> [equilibrium.strategy for equilibrium in nash(pennies)]
    [{'1': {'1': 1/2, '2': 1/2}, '2': {'1': 1/2, '2': 1/2}}]
    >>> nash(pennies, mixed=False).without
    Region(always)
    """
    space = game.space
    searches = [Search(space, table, knife_edges, report) for table in tables(game)]
    found: list[Candidate] = []
    for search in searches:
        found += (c for c in _pure(search.table) if alive(space.decider, c.where, knife_edges))
        if mixed:
            two = len(game.players) == 2
            found += (
                mixed_equilibria(space, search.table, knife_edges, report) if two else search.candidates()
            )
    written = [spelled(game, candidate) for candidate in uncovered(space.decider, found)]
    if knife_edges:
        written.sort(key=lambda equilibrium: equilibrium.where.is_thin())
    opened = [f"mixing over {_shown(game, s)}: {why}" for search in searches for s, why in search.open]
    unsettled = [_unsettled(space, formula) for formula in space.decider.undecided]
    return Solution(
        game=game,
        concept="nash" if mixed else "pure_nash",
        space=space,
        found=tuple(map(_outcome, written)),
        scope=_scope(mixed, knife_edges or not space.symbols, bool(opened)),
        undecided=tuple(dict.fromkeys([*opened, *unsettled])),
        without=None if mixed else _gap(space, found),
    )


def _unsettled(space: Space, formula: Formula) -> str:
    if is_long(formula):
        return f"whether the condition of an equilibrium, which has {terms_in(formula)} terms, can hold"
    return f"whether this can hold: {write_formula(formula, space.symbols)}"


def _pure(table: Table) -> Iterator[Candidate]:
    for cell in itertools.product(*map(range, table.sizes)):
        yield pure(table, cell)


def _gap(space: Space, found: list[Candidate]) -> Region | None:
    """Return where none of the candidates exists."""
    gap = negation(disjunction(*(c.where for c in found)))
    if not space.decider.possible(gap):
        return None
    return Region.of(space, simplify(space.decider, gap).formula)


def _outcome(equilibrium: Equilibrium) -> Outcome:
    return Outcome(equilibrium.where, equilibrium.outcome, equilibrium.payoffs, (equilibrium,))


def _shown(game: StrategicGame, supports: Supports) -> str:
    used = (
        f"{', '.join(actions[a] for a in own)} ({player})"
        for (player, actions), own in zip(game.actions.items(), supports, strict=True)
    )
    return "; ".join(used)


def _scope(mixed: bool, everywhere: bool, opened: bool) -> str:
    scope = "every pure and mixed Nash equilibrium" if mixed else "every pure Nash equilibrium"
    if not everywhere:
        scope += " that exists on a set of parameters with an interior"
    if opened:
        scope += "; mixed ones only with other supports than those listed as undecided"
    return scope
