"""Signalling games: an informed player sends a message, an uninformed one sees it and replies.

A game in extensive form is a signalling game if

1. nature draws the *type* of one player, the sender, with probabilities that are positive throughout;
2. the sender, who knows its type, chooses among the same *messages* whatever its type;
3. after each message one other player, the receiver, moves once without knowing the type: at one information set
   that every type may lead to, with nothing but nature in between. There may be messages that ask for no reply.

Who moves after the reply knows the type.

>>> from formal.games.tree import chance, choose
>>> def sender(kind):
...     after = {m: choose("B", {"trust": (1, 1), "shun": (0, 0)}, info=f"B:{m}") for m in ("gift", "none")}
...     return choose("A", after, info=f"A:{kind}")
>>> q = sp.Symbol("q")
>>> tree = chance({"good": (q, sender("good")), "bad": (1 - q, sender("bad"))})
>>> game = Game(["A", "B"], tree, where=[q > 0, q < 1])
>>> read_signalling(game)
Signalling('A' of type good, bad sends gift, none; 'B' replies)

References
----------
Cho, I.-K. and D. Kreps (1987), Signaling games and stable equilibria. Quarterly Journal of Economics 102, section I.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from formal.algebra.reading import read_condition
from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.tree import Chance, Decision, Node
from formal.games.walking import walk

__all__ = ["Signalling", "read_signalling"]


@dataclass(frozen=True, repr=False)
class Signalling:
    """Who plays which part in a signalling game.

    Attributes
    ----------
    sender
        The informed player.
    types
        For each of its types the information set at which it sends a message, and the probability of the type.
    messages
        What it may send.
    replies
        For each message the information set at which the receiver replies; None where nobody does.
    receivers
        Who replies: one player, or one for each message.
    """

    sender: str
    types: Mapping[str, tuple[str, sp.Expr]]
    messages: tuple[str, ...]
    replies: Mapping[str, str | None]
    receivers: tuple[str, ...]

    def __repr__(self) -> str:
        receivers = ", ".join(map(repr, self.receivers))
        sent = f"{self.sender!r} of type {', '.join(self.types)} sends {', '.join(self.messages)}"
        return f"Signalling({sent}; {receivers} replies)"


def read_signalling(game: Game) -> Signalling:
    """Return the parts that are played in a signalling game.

    Raises
    ------
    GameError
        If the game is no signalling game; the message says what it lacks.

    Examples
    --------
    >>> from formal.games.tree import choose
    >>> read_signalling(Game(["A"], choose("A", {"gift": (1,), "none": (0,)}), name="Solitude"))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: Solitude is no signalling game: nature does not move first; begin with chance over ...
    """
    return _Reading(game).signalling()


@dataclass(frozen=True)
class _Reading:
    game: Game

    def refusal(self, why: str) -> GameError:
        return GameError(f"{self.game.name or 'the game'} is no signalling game: {why}")

    def signalling(self) -> Signalling:
        root = self.game.tree
        if not isinstance(root, Chance):
            raise self.refusal("nature does not move first; begin with chance over the sender's types")
        senders = self._senders(root)
        first = next(iter(senders.values()))
        infos = {kind: str(node.info) for kind, node in senders.items()}
        if len(set(infos.values())) < len(infos):
            raise self.refusal(f"{first.player} does not know its type; give it one information set for each")
        self._require_possible(root)
        replies = {message: self._reply(first.player, tuple(senders), message) for message in first.actions}
        receivers = dict.fromkeys(self.game.information_sets[i].player for i in replies.values() if i)
        if not receivers:
            raise self.refusal(f"nobody replies to {first.player}")
        types = {kind: (infos[kind], probability) for kind, (probability, _) in root.branches.items()}
        return Signalling(first.player, types, tuple(first.actions), replies, tuple(receivers))

    def _senders(self, root: Chance) -> dict[str, Decision]:
        found: dict[str, Decision] = {}
        for kind, (_, child) in root.branches.items():
            if not isinstance(child, Decision):
                raise self.refusal(f"after {kind!r} no player chooses a message")
            first = next(iter(found.values()), child)
            if child.player != first.player:
                both = f"{first.player} and {child.player}"
                raise self.refusal(f"{both} move after nature; the types must be those of one player")
            if set(child.actions) != set(first.actions):
                raise self.refusal(f"{first.player} has other messages as {kind!r}; give all types the same")
            found[kind] = child
        return found

    def _require_possible(self, root: Chance) -> None:
        for kind, (probability, _) in root.branches.items():
            if not self._positive(probability):
                raise self.refusal(f"type {kind!r} may have probability zero; assume {probability} > 0")

    def _positive(self, probability: sp.Expr) -> bool:
        return self.game.space.decider.entails(read_condition(sp.Gt(probability, 0)))

    def _reply(self, sender: str, types: tuple[str, ...], message: str) -> str | None:
        """Return the information set at which the reply to a message is chosen."""
        ignorant = {
            name
            for kind in types
            for history, node in walk(self.game.node((kind, message)))
            if isinstance(node, Decision) and node.player != sender
            for name in [str(node.info)]
            if len({h[0] for h in self.game.information_sets[name].histories}) > 1
        }
        if not ignorant:
            return None
        if len(ignorant) > 1:
            named = " and ".join(map(repr, sorted(ignorant)))
            raise self.refusal(f"after {message!r} the type is unknown at {named}; one reply is wanted")
        (info,) = ignorant
        for kind in types:
            self._require_reached(sender, kind, message, info)
        return info

    def _require_reached(self, sender: str, kind: str, message: str, info: str) -> None:
        histories = self.game.information_sets[info].histories
        if any(h[1:2] != (message,) for h in histories):
            raise self.refusal(f"at {info!r} the message is not known; what replies to it must see it")
        own = [h for h in histories if h[0] == kind]
        if not any(self._lead(h) for h in own):
            raise self.refusal(f"{info!r} may be out of reach after {message!r} for type {kind!r}")
        for history in own:
            for length in range(2, len(history)):
                node = self.game.node(history[:length])
                if isinstance(node, Decision):
                    raise self.refusal(
                        f"{node.player} moves between the message {message!r} and the reply at {info!r}"
                    )

    def _lead(self, history: tuple[str, ...]) -> bool:
        """Return whether the moves of nature after a message lead to a history with positive probability throughout."""
        for length in range(2, len(history)):
            node: Node = self.game.node(history[:length])
            if isinstance(node, Chance) and not self._positive(node.branches[history[length]][0]):
                return False
        return True
