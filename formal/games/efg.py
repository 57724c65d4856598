r"""Gambit's files for games in extensive form (`.efg`), read and written.

An `.efg` file lists the nodes of a tree, each before its children: `c` for a move of nature, `p` for a player's, `t`
for the end. The nodes with one number for one player are one information set; what is said about a set, or about an
outcome, need only be said once. An outcome may stand at any node: what it pays is added to whatever comes later.

>>> entry = '''EFG 2 R "Entry" { "Entrant" "Incumbent" }
... p "" 1 1 "" { "in" "out" } 0
... p "" 2 1 "" { "fight" "share" } 0
... t "" 1 "war" { -1, -1 }
... t "" 2 "peace" { 1, 1.5 }
... t "" 3 "" { 0, 3 }
... '''
>>> read = read_efg(entry)
>>> read.players, read.tree.actions["in"].actions["share"].payoffs
(('Entrant', 'Incumbent'), (1, 3/2))
>>> print(write_efg("Entry", read.players, name_information_sets(read.tree)))
EFG 2 R "Entry" { "Entrant" "Incumbent" }
""
<BLANKLINE>
p "" 1 1 "Entrant" { "in" "out" } 0
p "" 2 1 "Incumbent" { "fight" "share" } 0
t "" 1 "" { -1, -1 }
t "" 2 "" { 1, 3/2 }
t "" 3 "" { 0, 3 }
<BLANKLINE>

References
----------
The Gambit Project, Game representation formats, https://gambitproject.readthedocs.io/en/latest/formats.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import sympy as sp

from formal.errors import GameError
from formal.games.gambit_text import Source, Token, distinct, quoted, titled
from formal.games.information import name_information_sets
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History, children, place, terms

__all__ = ["Extensive", "name_information_sets", "read_efg", "write_efg"]

_Payoffs = tuple[Fraction, ...]


@dataclass(frozen=True)
class Extensive:
    """What a file says: a title, the players and the tree.

    Examples
    --------
    >>> read_efg('EFG 2 R "Nothing" { "A" } t "" 0').tree
    Terminal(payoffs=(0,))
    """

    title: str
    players: tuple[str, ...]
    tree: Node


def read_efg(text_or_path: str | Path) -> Extensive:
    """Read an `.efg` file.

    Raises
    ------
    GameError
        If the file is not one; the message begins with line and column, and says what was wanted there.

    Examples
    --------
    >>> read_efg('EFG 2 R "Half a game" { "A" } p "" 1 1 "" { "stay" "go" } 0 t "" 0')
    Traceback (most recent call last):
        ...
    formal.errors.GameError: line 1, column 67: a node is wanted (c, p or t), for what follows after 'go'; found the ...
    """
    return _Reading(Source(text_or_path, "efg")).run()


# -- reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Set:
    """What a file says about an information set: its label, its actions, and for nature their probabilities."""

    label: str
    actions: tuple[str, ...]
    weights: _Payoffs = ()


@dataclass
class _Entry:
    """A node as it is read, with what the outcomes down to it pay."""

    key: tuple[int, int] | None
    paid: _Payoffs
    parent: _Entry | None = None
    action: str = ""
    children: dict[str, _Entry] = field(default_factory=dict)


class _Reading:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.sets: dict[tuple[int, int], _Set] = {}
        self.outcomes: dict[int, tuple[str, _Payoffs]] = {}
        self.players: tuple[str, ...] = ()

    def run(self) -> Extensive:
        title = self.source.header("EFG", 2)
        here = self.source.next
        self.players = tuple(self.source.labels("a player"))
        if not self.players:
            self.source.fail("there are no players: name at least one", here)
        if self.source.next.kind == "label":
            self.source.label("a comment")
        entries = self.entries()
        self.source.finish("the tree")
        return Extensive(title, self.players, self.tree(entries))

    def entries(self) -> list[_Entry]:
        """Read the nodes, each before its children; what waits for a node is kept on a stack."""
        found: list[_Entry] = []
        waiting: list[tuple[_Entry | None, str]] = [(None, "")]
        while waiting:
            parent, action = waiting.pop()
            entry = self.node(parent, action)
            found.append(entry)
            if parent is not None:
                parent.children[action] = entry
            if entry.key is not None:
                waiting += [(entry, a) for a in reversed(self.sets[entry.key].actions)]
        return found

    def node(self, parent: _Entry | None, action: str) -> _Entry:
        source, here = self.source, self.source.next
        if here.kind != "word" or here.text not in ("c", "p", "t"):
            follows = f", for what follows after {action!r}" if parent is not None else ""
            source.fail(f"a node is wanted (c, p or t){follows}; found {here.found}")
        source.take("word", "a node")
        source.label("the label of the node")
        key = None
        if here.text == "p":
            number, player = source.next, source.whole("the number of a player", 1)
            if player > len(self.players):
                source.fail(f"there is no player {player}: there are {len(self.players)}", number)
            key = (player, self.information_set(player))
        elif here.text == "c":
            key = (0, self.information_set(0))
        paid = self.outcome()
        if parent is not None:
            paid = tuple(a + b for a, b in zip(parent.paid, paid, strict=True))
        return _Entry(key, paid, parent, action)

    def information_set(self, player: int) -> int:
        """Read the number of an information set, and what is said about it, if it is."""
        source, here = self.source, self.source.next
        key = (player, source.whole("the number of an information set"))
        what = f"information set {key[1]} of {self.players[player - 1] if player else 'nature'}"
        if source.next.kind == "label":
            said = self.described(player, what)
            if self.sets.setdefault(key, said) != said:
                source.fail(f"{what} is described differently here than where it is first met", here)
        elif key not in self.sets:
            source.fail(f"{what} is met here for the first time: its label and its actions are wanted")
        return key[1]

    def described(self, player: int, what: str) -> _Set:
        label, source = self.source.label("a label"), self.source
        if player:
            here, actions = source.next, tuple(source.labels("an action"))
            if not actions:
                source.fail(f"{what} has no actions: give at least one", here)
            return _Set(label, actions)
        here = source.next
        source.take("open", "'{' before the branches of nature")
        labels: list[str] = []
        weights: list[Fraction] = []
        while source.next.kind == "label":
            labels.append(source.label("a branch"))
            weights.append(self.probability())
        if source.next.kind != "close":
            source.fail(f"the label of a branch or '}}' is wanted; found {source.next.found}")
        source.take("close", "'}'")
        if sum(weights) != 1:
            listed = ", ".join(map(str, weights)) or "none"
            source.fail(f"the probabilities of nature ({listed}) sum to {sum(weights)}, not to one", here)
        return _Set(label, tuple(distinct(labels)), tuple(weights))

    def probability(self) -> Fraction:
        here, found = self.source.next, self.source.number("the probability of the branch")
        if found < 0:
            self.source.fail(f"the probability {here.text} is negative", here)
        return found

    def outcome(self) -> _Payoffs:
        """Read the number of an outcome and return what it pays; 0 is no outcome."""
        source, here = self.source, self.source.next
        number = source.whole("the number of an outcome (0 for none)")
        if source.next.kind != "label":
            if not number:
                return (Fraction(0),) * len(self.players)
            if number not in self.outcomes:
                source.fail(
                    f"outcome {number} has not been met before: its label and payoffs are wanted", here
                )
            return self.outcomes[number][1]
        if not number:
            source.fail("outcome 0 is no outcome: it has no label and no payoffs", here)
        said = (source.label("a label"), self.payoffs(here))
        if self.outcomes.setdefault(number, said) != said:
            source.fail(f"outcome {number} is described differently here than where it is first met", here)
        return said[1]

    def payoffs(self, outcome: Token) -> _Payoffs:
        source = self.source
        source.take("open", "'{' before the payoffs")
        found: list[Fraction] = []
        for player in self.players:
            if source.next.kind == "close":
                count = f"{len(found)} of {len(self.players)} payoffs"
                source.fail(f"outcome {outcome.text} has {count}: the payoff of {player} is wanted")
            found.append(source.number(f"the payoff of {player}"))
        source.take("close", f"'}}' after the payoffs of {', '.join(self.players)}")
        return tuple(found)

    def tree(self, entries: list[_Entry]) -> Node:
        names = _names(self.players, self.sets)
        built: dict[int, Node] = {}
        for entry in reversed(entries):
            below = {action: built[id(child)] for action, child in entry.children.items()}
            built[id(entry)] = self.built(entry, below, names)
        return built[id(entries[0])]

    def built(self, entry: _Entry, below: dict[str, Node], names: Mapping[tuple[int, int], str]) -> Node:
        if entry.key is None:
            return Terminal(tuple(_rational(u) for u in entry.paid))
        player, _ = entry.key
        if player:
            return Decision(self.players[player - 1], below, names[entry.key])
        weights = self.sets[entry.key].weights
        return Chance({a: (_rational(q), n) for (a, n), q in zip(below.items(), weights, strict=True)})


def _names(players: Sequence[str], sets: Mapping[tuple[int, int], _Set]) -> dict[tuple[int, int], str]:
    """Return what information sets are called: by their label, or by the player and the number in the file."""
    own = {key: said for key, said in sets.items() if key[0]}
    labels = Counter(said.label for said in own.values() if said.label)
    moves = Counter(player for player, _ in own)
    names = {key: said.label for key, said in own.items() if labels[said.label] == 1 and said.label}
    for player, number in (key for key in own if key not in names):
        name = players[player - 1]
        choices = ([name] if moves[player] == 1 else []) + [f"{name}:{number}"]
        free = [n for n in choices if n not in names.values()]
        while not free:
            choices.append(f"{choices[-1]}'")
            free = [choices[-1]] if choices[-1] not in names.values() else []
        names[player, number] = free[0]
    return names


def _rational(number: Fraction) -> sp.Rational:
    return sp.Rational(number.numerator, number.denominator)


# -- writing -----------------------------------------------------------------------------------------


def write_efg(title: str, players: Sequence[str], tree: Node) -> str:
    """Return the text of an `.efg` file.

    Parameters
    ----------
    title, players
        As they are written.
    tree
        With numbers only, and with `info` at every node where a player moves.

    Raises
    ------
    GameError
        If a node is one that Gambit's format does not know, or a number is not rational.
    """
    lines = [f"EFG 2 R {titled(title)} {_braced(map(quoted, players))}", '""', ""]
    numbers: dict[tuple[str, str], int] = {}
    counted: Counter[str] = Counter()
    actions: dict[str, tuple[str, ...]] = {}
    ends = chances = 0
    for history, node in _in_order(tree, actions):
        _require_rational(history, node)
        match node:
            case Terminal():
                ends += 1
                paid = ", ".join(map(str, node.payoffs))
                lines.append(f't "" {ends} "" {{ {paid} }}')
            case Chance():
                chances += 1
                pairs = (f"{quoted(label)} {q}" for label, (q, _) in node.branches.items())
                lines.append(f'c "" {chances} "" {_braced(pairs)} 0')
            case Decision():
                key = (node.player, str(node.info))
                if key not in numbers:
                    counted[node.player] += 1
                    numbers[key] = counted[node.player]
                mover = f"{players.index(node.player) + 1} {numbers[key]} {quoted(str(node.info))}"
                lines.append(f'p "" {mover} {_braced(map(quoted, actions[str(node.info)]))} 0')
    return "\n".join([*lines, ""])


def _in_order(tree: Node, actions: dict[str, tuple[str, ...]]) -> Iterator[tuple[History, Node]]:
    """Walk the tree, with the actions of each information set in one order at all its nodes."""
    waiting: list[tuple[History, Node]] = [((), tree)]
    while waiting:
        history, node = waiting.pop()
        below = dict(children(node))
        order: Sequence[str] = tuple(below)
        if isinstance(node, Decision):
            order = actions.setdefault(str(node.info), tuple(below))
        yield history, node
        waiting += [((*history, label), below[label]) for label in reversed(order)]


def _require_rational(history: History, node: Node) -> None:
    if isinstance(node, Offer | Draw):
        what = "an offer" if isinstance(node, Offer) else "a draw"
        raise GameError(
            f"{place(history)}: {what} of {node.symbol} from an interval: Gambit's games have finitely many actions; "
            "write the offers that matter as choose(...)"
        )
    for term in terms(node):
        if not term.is_Rational:
            raise GameError(
                f"{place(history)}: {term} is no rational number, and Gambit's files have no other"
            )


def _braced(parts: Any) -> str:
    return "{ " + " ".join(parts) + " }"
