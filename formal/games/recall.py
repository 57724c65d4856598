"""Perfect recall: no player has to forget what it knew or did.

At each information set, every history that leads there must have taken the player who moves there through the
same information sets with the same actions. That chain is the player's *experience*. Two ways of failing are
told apart: a player who passes the same information set twice on one path (absent-mindedness), and one whose
experience differs between two nodes that it cannot tell apart.

References
----------
Kuhn, H. W. (1953), Extensive games and the problem of information, Definition 17.
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, Definition 203.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from formal.errors import GameError
from formal.games.tree import Decision, Node, Offer
from formal.games.walking import History, descend, place

__all__ = ["check_recall"]

#: The experience before, the information set passed, and the action taken there; None before the first move.
Experience = Optional[tuple["Experience", str, str]]  # noqa: UP045  (`|` cannot take a name in quotes)


def check_recall(tree: Node) -> None:
    """Raise `GameError` unless the tree, with `info` at every node where a player moves, has perfect recall.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> again = choose("A", {"exit": (4,), "go on": (1,)}, info="crossing")
    >>> check_recall(choose("A", {"exit": (0,), "go on": again}, info="crossing"))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: after (go on), information set 'crossing': A has already moved there ...
    """
    # A chain is kept once, so that equal experiences are the same object.
    kept: dict[tuple[int, str, str], Experience] = {}

    def step(past: Mapping[str, Experience], node: Node, label: str) -> Mapping[str, Experience]:
        if not isinstance(node, Decision | Offer):
            return past
        assert node.info is not None
        before = past.get(node.player)
        now = kept.setdefault((id(before), node.info, label), (before, node.info, label))
        return {**past, node.player: now}

    start: Mapping[str, Experience] = {}
    first: dict[str, tuple[History, Experience]] = {}
    for history, node, past in descend(tree, start, step):
        if isinstance(node, Decision | Offer) and node.info is not None:
            before, same = first.setdefault(node.info, (history, past.get(node.player)))
            if past.get(node.player) is not same:
                _refuse_recall(node.player, node.info, (before, same), (history, past.get(node.player)))


def _refuse_recall(
    player: str, name: str, first: tuple[History, Experience], other: tuple[History, Experience]
) -> None:
    (before, one), (history, two) = first, other
    here = f"{place(history)}, information set {name!r}"
    if any(passed == name for passed, _ in _passed(two)):
        raise GameError(
            f"{here}: {player} has already moved there on this path: imperfect recall (absent-mindedness), "
            "which no concept here covers; give the later node another info"
        )
    raise GameError(
        f"{here}: imperfect recall: {player} has gone through {_spelled(two)} here, and {_spelled(one)} "
        f"{place(before)}, and would have to forget it; give one of the nodes another info"
    )


def _passed(experience: Experience) -> list[tuple[str, str]]:
    passed = []
    while experience is not None:
        experience, name, action = experience
        passed.append((name, action))
    return passed[::-1]


def _spelled(experience: Experience) -> str:
    return (
        ", then ".join(f"{action!r} at {name!r}" for name, action in _passed(experience))
        or "no move of its own"
    )
