"""Subgame perfection as it is defined: in every proper subgame, nobody gains by another plan.

A node from which no information set is partly reached begins a *proper subgame*; a *stage* is what lies between such a
node and the next ones below it. Where every way through a stage passes each of its information sets, what is best can
be told at each of these by itself. Elsewhere some may be out of the way, and there subgame perfection asks for nothing:
so, from the beginning of the stage, each player's actions in it are compared with every other plan for it, the others
doing as is said. Below the stage everybody does as is said, which by the one-shot deviation principle is enough.

>>> from formal.games import choose
>>> later = choose("B", {"left": (2, 2), "right": (0, 0)}, info="B")
>>> game = by_subgames(Game(["A", "B"], choose("A", {"out": (1, 3), "in": choose("A", {"up": later, "down": later})})))
>>> [(stage.root, stage.whole) for stage in stages(game)]
[((), True), (('in',), True)]

References
----------
Selten, R. (1965), Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from formal.algebra.formula import conjunction
from formal.derivations.following import Following
from formal.derivations.obligations import Obligation, compared, covered, obligations
from formal.derivations.required import Impossible, required
from formal.equilibria.equilibrium import Equilibrium
from formal.games import Game
from formal.games.tree import Decision, Node, Offer
from formal.games.walking import History, children, walk

__all__ = ["Stage", "SubgameForm", "by_subgames", "stages"]


class SubgameForm(Game):
    """A game of which it is asked what is a Nash equilibrium of every proper subgame; `by_subgames` makes one.

    Examples
    --------
    >>> from formal.games import choose
    >>> by_subgames(Game(["A"], choose("A", {"stay": (0,), "go": (1,)})))
    Game(players=(A), parameters=())
    """


def by_subgames(game: Game) -> SubgameForm:
    """Return a game as one of which subgame perfection is asked, and no more than that.

    Examples
    --------
    >>> from formal.games import choose
    >>> by_subgames(Game(["A"], choose("A", {"stay": (0,), "go": (1,)}))).players
    ('A',)
    """
    return SubgameForm(game.players, game.tree, game.where, game.name)


@dataclass(frozen=True)
class Stage:
    """What lies between the beginning of a proper subgame and the next ones below it.

    Attributes
    ----------
    root
        The history after which it begins.
    sets
        For each player the information sets at which it moves there, in order.
    whole
        Whether each way through it passes each of them.
    """

    root: History
    sets: Mapping[str, tuple[str, ...]]
    whole: bool

    @property
    def players(self) -> tuple[str, ...]:
        """Who must be asked for plans: nobody, where each information set can be looked at by itself."""
        return () if self.whole else tuple(self.sets)


def stages(game: Game) -> list[Stage]:
    """Return the stages of a game.

    Examples
    --------
    >>> from formal.games import choose
    >>> reply = choose("B", {"left": (2, 2), "right": (0, 0)}, info="B")
    >>> [stage.whole for stage in stages(Game(["A", "B"], choose("A", {"up": reply, "down": reply})))]
    [True]
    """
    nodes = dict(walk(game.tree))
    begins = _begins(nodes)
    return [
        _stage(history, nodes, begins) for history in nodes if history in begins and children(nodes[history])
    ]


def _begins(nodes: Mapping[History, Node]) -> set[History]:
    """Return the histories after which no information set is reached that is also reached without them."""
    total = Counter(map(_info, nodes.values()))
    inside: dict[History, Counter[str]] = {}
    for history in reversed(list(nodes)):
        own = Counter([_info(nodes[history])])
        for label, _ in children(nodes[history]):
            own += inside[*history, label]
        inside[history] = own
    return {h for h, own in inside.items() if all(not info or n == total[info] for info, n in own.items())}


def _info(node: Node) -> str:
    return (node.info or "") if isinstance(node, Decision | Offer) else ""


def _stage(root: History, nodes: Mapping[History, Node], begins: set[History]) -> Stage:
    sets: dict[str, dict[str, None]] = {}
    ways: list[frozenset[str]] = []
    plain = True
    waiting: list[tuple[History, frozenset[str]]] = [(root, frozenset())]
    while waiting:
        history, passed = waiting.pop()
        node = nodes[history]
        if history in begins and history != root:
            ways.append(passed)
            continue
        if isinstance(node, Decision | Offer):
            sets.setdefault(node.player, {}).setdefault(node.info or "")
            passed = passed | {node.info or ""}
            plain = plain and isinstance(node, Decision)
        waiting += [((*history, label), passed) for label, _ in reversed(children(node))]
    every = frozenset(info for own in sets.values() for info in own)
    whole = not plain or all(way == every for way in ways)
    return Stage(root, {player: tuple(own) for player, own in sets.items()}, whole)


# -- what must be shown ------------------------------------------------------------------------------


@required.register
def _of_subgames(
    game: SubgameForm, equilibrium: Equilibrium, worths: Mapping[Any, Any], impossible: Impossible
) -> Iterator[Obligation]:
    following = Following(game, equilibrium, impossible)
    plans: dict[str, list[Obligation]] = {}
    for stage in stages(game):
        for player in stage.players:
            first, *others = stage.sets[player]
            plans[first] = list(_against_plans(following, stage, player, impossible))
            plans |= {info: [] for info in others}
    return obligations(following, worths, plans)


def _against_plans(
    following: Following, stage: Stage, player: str, impossible: Impossible
) -> Iterator[Obligation]:
    """Yield that a player does at least as well as by each other plan for a stage."""
    game, stated, infos = following.game, following.equilibrium, stage.sets[player]
    index, context = game.players.index(player), following.contexts[stage.root]
    own = following.worth(stage.root)
    picked = following.picked_in(own, stage.root)
    yield covered("worth", [f for f, _ in own], conjunction(context, picked), infos[0], player)
    actions = [tuple(game.information_sets[info].actions) for info in infos]
    said = next((plan for plan in itertools.product(*actions) if _says(stated, infos, plan)), None)
    for plan in itertools.product(*actions):
        if plan == said:
            continue
        instead = {
            info: {action: sp.Integer(action == taken) for action in own_actions}
            for info, taken, own_actions in zip(infos, plan, actions, strict=True)
        }
        deviation = replace(stated, strategy={**stated.strategy, **instead})
        other = Following(game, deviation, impossible).worth(stage.root)
        here = conjunction(context, picked, following.picked_in(other, stage.root))
        yield covered("worth", [f for f, _ in other], here, infos[0], player)
        what = ("what is stated" if said is None else ", ".join(said), ", ".join(plan))
        for f, (first, second) in following.joined(here, own, other):
            yield compared("best", infos[0], player, what, here, f, first[index], ">=", second[index])


def _says(stated: Equilibrium, infos: tuple[str, ...], plan: tuple[str, ...]) -> bool:
    """Return whether an equilibrium says plainly that a plan is followed."""
    taken = (stated.strategy.get(info) for info in infos)
    return all(
        isinstance(own, Mapping) and own.get(action) == 1 for own, action in zip(taken, plan, strict=True)
    )
