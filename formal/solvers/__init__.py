"""How answers are found: one algorithm, one file.

`solve` picks the algorithm: the strongest concept that fits the form of the game, unless one is named.
"""

from __future__ import annotations

from collections.abc import Callable

from formal import verbs
from formal.equilibria import Solution
from formal.errors import GameError
from formal.games import Game
from formal.solvers.subgame_perfect import subgame_perfect

Progress = Callable[[str], None]


@verbs.solve.register
def _solve_game(
    game: Game, concept: str | None = None, knife_edges: bool = False, progress: Progress | None = None
) -> Solution:
    wanted = concept or "subgame_perfect"
    if wanted not in _CONCEPTS:
        raise GameError(f"no such concept: {concept!r}; one of {', '.join(map(repr, _CONCEPTS))} is wanted")
    if wanted != "subgame_perfect":
        raise GameError(
            f"{wanted!r} is not solved for games in extensive form yet: leave `concept` out, or ask for 'subgame_perfect'"
        )
    _require_perfect_information(game)
    return subgame_perfect(game, knife_edges, progress or (lambda _: None))


_CONCEPTS = ("nash", "subgame_perfect", "perfect_bayesian", "markov_perfect")


def _require_perfect_information(game: Game) -> None:
    for name, info in game.information_sets.items():
        if len(info.histories) > 1:
            raise GameError(
                f"information set {name!r} of {info.player} has {len(info.histories)} nodes: games with hidden moves "
                "are stated and checked, but only games in which everybody sees everything are solved so far"
            )
