"""How answers are found: one algorithm, one file.

`solve` picks the algorithm: the strongest concept that fits the form of the game, unless one is named.

- `subgame_perfect` (with `backward_induction`, `offers`, `draws`, `stages`, `profiles`): games in which everybody sees
  what has happened, after nature's unseen moves have been deferred (`deferral`), and where it is asked for, games with
  simultaneous moves;
- `perfect_bayesian` (with `assessments`, `bayes_rule`, `closing`): finite games with hidden moves; `refining` (with
  `replies`) strikes out equilibria of signalling games;
- `cutoffs` (with `simultaneous`, `distributions`): simultaneous moves of players whose types are drawn from intervals;
- `behaviour` (with `nash`): where it is asked for, the Nash equilibria of a finite game, from its strategic form;
- `implicit` (with `screening`, `indifferent_types`, `laws`): the conditions that hold whatever the distribution.
"""

from __future__ import annotations

from collections.abc import Callable

from formal import verbs
from formal.equilibria import Solution
from formal.errors import GameError
from formal.games import Game, walk
from formal.games.tree import Draw, Offer
from formal.solvers.behaviour import nash_in_tree
from formal.solvers.cutoffs import cutoffs
from formal.solvers.deferral import defer
from formal.solvers.perfect_bayesian import perfect_bayesian
from formal.solvers.simultaneous import is_simultaneous
from formal.solvers.subgame_perfect import subgame_perfect

Progress = Callable[[str], None]

_CONCEPTS = ("nash", "subgame_perfect", "undominated", "perfect_bayesian", "markov_perfect")


@verbs.solve.register
def _solve_game(
    game: Game, concept: str | None = None, knife_edges: bool = False, progress: Progress | None = None
) -> Solution:
    if concept is not None and concept not in _CONCEPTS:
        raise GameError(f"no such concept: {concept!r}; one of {', '.join(map(repr, _CONCEPTS))} is wanted")
    knife_edges = knife_edges or not game.space.symbols  # without parameters nothing lies on an edge
    report = progress or (lambda _: None)
    hidden = defer(game.tree).hidden()
    if concept in ("subgame_perfect", "undominated"):
        return subgame_perfect(game, knife_edges, report, undominated=concept == "undominated")
    if concept == "nash":
        return nash_in_tree(game, knife_edges, report)
    if concept not in (None, "perfect_bayesian"):
        raise GameError(
            f"{concept!r} is for games over time: of a game in extensive form 'nash', 'subgame_perfect', 'undominated' "
            "and 'perfect_bayesian' are solved"
        )
    if not hidden:
        named = "subgame_perfect" if game.has_perfect_information else "perfect_bayesian"
        return subgame_perfect(game, knife_edges, report, concept=concept or named)
    if is_simultaneous(game):
        return cutoffs(game, knife_edges, report)
    _require_finite(game, hidden[0])
    return perfect_bayesian(game, knife_edges, report)


def _require_finite(game: Game, hidden: str) -> None:
    for history, node in walk(game.tree):
        if isinstance(node, Offer | Draw):
            kind = "an offer" if isinstance(node, Offer) else "a draw"
            raise GameError(
                f"{kind} of {node.symbol} at {', '.join(history) or 'the start'} in a game in which {hidden!r} does "
                "not see all that has happened: with hidden moves only finitely many actions are solved; put "
                f"{'choose' if isinstance(node, Offer) else 'chance'}(...) over some values in its place"
            )
