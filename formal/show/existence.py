"""Where equilibria exist, where several do, and where none does."""

from __future__ import annotations

from collections.abc import Iterator

from formal.algebra.formula import conjunction, disjunction, negation
from formal.algebra.region import Region
from formal.equilibria.solution import Solution
from formal.show.prose import listed

#: Solutions with more outcomes are not compared two by two.
_MOST = 12


def existence(solution: Solution) -> Iterator[str]:
    """Yield sentences on where there is an equilibrium, and where more than one.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal import Game, choose
    >>> p, c = symbols("p c")
    >>> tree = choose("A", {"fight": (p - c,), "yield": (0,)})
    >>> print(*existence(Game(["A"], tree, where=[p > 0, c > 0]).solve()))
    At every admissible point there is at least one of them. No two of them exist on a common set with an interior.
    """
    if not solution.found:
        return
    decider = solution.space.decider
    regions = [outcome.where.formula for outcome in solution.found]
    nowhere = negation(disjunction(*regions))
    if not decider.possible(nowhere):
        yield "At every admissible point there is at least one of them."
    elif solution.without is None and not Region.of(solution.space, nowhere).has_interior():
        yield "There is at least one of them at every admissible point, up to a set without interior."
    if 1 < len(regions) <= _MOST:
        yield from _together(solution)


def _together(solution: Solution) -> Iterator[str]:
    """Yield which equilibria exist together somewhere."""
    regions = [outcome.where.formula for outcome in solution.found]
    pairs = [
        (i + 1, j + 1)
        for j, later in enumerate(regions)
        for i, earlier in enumerate(regions[:j])
        if Region.of(solution.space, conjunction(earlier, later)).has_interior()
    ]
    if not pairs:
        yield "No two of them exist on a common set with an interior."
        return
    yield f"Several exist together somewhere: {listed(f'{i} with {j}' for i, j in pairs)}."
