r"""Gambit's files for games in strategic form (`.nfg`), read and written.

A file names the players and their strategies and then says what each combination pays, the first player's strategy
changing fastest: either by the payoffs one after the other, or by a list of outcomes with their payoffs and the number
of the outcome of each combination, 0 where nobody gets anything.

>>> listed = 'NFG 1 R "Pennies" { "A" "B" } { { "h" "t" } { "h" "t" } } 1 -1 -1 1 -1 1 1 -1'
>>> read_nfg(listed).table["t", "h"]
(-1, 1)
>>> outcomes = 'NFG 1 R "" { "A" "B" } { 2 2 } { { "match" 1, -1 } { "mix" -1, 1 } } 1 2 2 1'
>>> list(read_nfg(outcomes).table.values()) == list(read_nfg(listed).table.values())
True

References
----------
The Gambit Project, Game representation formats, https://gambitproject.readthedocs.io/en/latest/formats.html
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import sympy as sp

from formal.errors import GameError
from formal.games.gambit_text import Source, quoted, titled
from formal.games.table import Cell, shown

__all__ = ["Strategic", "read_nfg", "write_nfg"]


@dataclass(frozen=True)
class Strategic:
    """What a file says: a title, the players and the table.

    Examples
    --------
    >>> read_nfg('NFG 1 R "Choice" { "A" } { { "act" "wait" } } 1 0').table
    {('act',): (1,), ('wait',): (0,)}
    """

    title: str
    players: tuple[str, ...]
    table: Mapping[Cell, tuple[sp.Rational, ...]]


def read_nfg(text_or_path: str | Path) -> Strategic:
    """Read an `.nfg` file.

    Raises
    ------
    GameError
        If the file is not one; the message begins with line and column, and says what was wanted there.

    Examples
    --------
    >>> read_nfg('NFG 1 R "Pennies" { "A" "B" } { 2 2 } 1 -1 -1 1')
    Traceback (most recent call last):
        ...
    formal.errors.GameError: line 1, column 48: the payoff of A after (1, 2) is wanted (a number); found the end ...
    """
    source = Source(text_or_path, "nfg")
    title, here = source.header("NFG", 1), source.next
    players = source.labels("a player")
    if not players:
        source.fail("there are no players: name at least one", here)
    strategies = _strategies(source, players)
    if source.next.kind == "label":
        source.label("a comment")
    cells = [cell[::-1] for cell in itertools.product(*reversed(strategies))]
    if source.next.kind == "open":
        table = _by_outcome(source, players, cells)
    else:
        table = {cell: tuple(_payoff(source, player, cell) for player in players) for cell in cells}
    source.finish(f"the table of {len(cells)} combinations")
    return Strategic(title, tuple(players), {cell: table[cell] for cell in itertools.product(*strategies)})


def write_nfg(
    title: str, actions: Mapping[str, Sequence[str]], table: Mapping[Cell, Sequence[sp.Expr]]
) -> str:
    """Return the text of an `.nfg` file, with the payoffs one after the other.

    Parameters
    ----------
    title
        As it is written.
    actions
        `{player: actions}`.
    table
        Payoffs that are rational numbers.

    Examples
    --------
    >>> print(write_nfg("Choice", {"A": ("act", "wait")}, {("act",): (sp.S(1),), ("wait",): (sp.S(1) / 3,)}))
    NFG 1 R "Choice" { "A" }
    <BLANKLINE>
    { { "act" "wait" } }
    ""
    <BLANKLINE>
    1
    1/3
    <BLANKLINE>
    """
    lists = " ".join("{ " + " ".join(map(quoted, own)) + " }" for own in actions.values())
    lines = [
        f"NFG 1 R {titled(title)} {{ {' '.join(map(quoted, actions))} }}",
        "",
        f"{{ {lists} }}",
        '""',
        "",
    ]
    for turned in itertools.product(*reversed(list(actions.values()))):
        cell = turned[::-1]
        for player, payoff in zip(actions, table[cell], strict=True):
            if not payoff.is_Rational:
                named = f"the payoff {payoff} of {player} after {shown(cell)}"
                raise GameError(f"{named} is no rational number, and Gambit's files have no other")
        lines.append(" ".join(map(str, table[cell])))
    return "\n".join([*lines, ""])


# -- how ---------------------------------------------------------------------------------------------


def _strategies(source: Source, players: Sequence[str]) -> list[list[str]]:
    """Read the strategies of each player: their labels, or how many there are."""
    source.take("open", "'{' before the strategies")
    found = []
    for player in players:
        here = source.next
        if here.kind == "open":
            own = source.labels(f"a strategy of {player}")
        else:
            own = [str(i + 1) for i in range(source.whole(f"how many strategies {player} has", 1))]
        if not own:
            source.fail(f"{player} has no strategies: give at least one", here)
        found.append(own)
    source.take("close", f"'}}' after the strategies of {', '.join(players)}")
    if math.prod(map(len, found)) > len(source.text):
        source.fail(
            f"{' x '.join(str(len(own)) for own in found)} combinations, and the file is shorter than that"
        )
    return found


def _payoff(source: Source, player: str, cell: Cell) -> sp.Rational:
    return _rational(source.number(f"the payoff of {player} after {shown(cell)}"))


def _by_outcome(
    source: Source, players: Sequence[str], cells: list[Cell]
) -> dict[Cell, tuple[sp.Rational, ...]]:
    source.take("open", "'{' before the outcomes")
    outcomes = list(_outcomes(source, players))
    nothing = (sp.Integer(0),) * len(players)
    table = {}
    for cell in cells:
        here, number = (
            source.next,
            source.whole(f"the number of the outcome after {shown(cell)} (0 for none)"),
        )
        if number > len(outcomes):
            source.fail(f"there is no outcome {number}: {len(outcomes)} are listed", here)
        table[cell] = outcomes[number - 1] if number else nothing
    return table


def _outcomes(source: Source, players: Sequence[str]) -> Iterator[tuple[sp.Rational, ...]]:
    while source.next.kind == "open":
        source.take("open", "'{' before an outcome")
        label = source.label("the label of an outcome")
        yield tuple(_rational(source.number(f"the payoff of {p} in the outcome {label!r}")) for p in players)
        source.take("close", f"'}}' after the payoffs of {', '.join(players)}")
    source.take("close", "'}' after the outcomes")


def _rational(number: Fraction) -> sp.Rational:
    return sp.Rational(number.numerator, number.denominator)
