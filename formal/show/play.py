r"""What players do, in words: the choice at an information set, and the path of play.

The words are the same as text and as LaTeX; a *speller* says how an expression or a region is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, singledispatch
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.cases import Cases
from formal.algebra.formula import Formula
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.equilibria.equilibrium import Choice, Equilibrium, History
from formal.equilibria.repetition import RepeatedSolution
from formal.equilibria.threshold import Threshold
from formal.games.tree import Offer
from formal.games.walking import walk
from formal.show.expression import expression_latex, expression_text
from formal.show.names import latex_name
from formal.show.prose import escaped
from formal.show.region import region_text, region_words
from formal.show.threshold import threshold_words
from formal.show.thresholds import Thresholds
from formal.show.value import cases_text, compact

#: An information set that got its name from who moves there and what led there.
_PLACE = re.compile(r"([^:]+):(.*?)( in period \d+)?", re.DOTALL)


@dataclass(frozen=True)
class Speller:
    """Writes the pieces of a sentence, as text or as LaTeX.

    Attributes
    ----------
    space
        Gives the order of symbols.
    latex
        Whether to write LaTeX.
    thresholds
        Names for long bounds.
    """

    space: Space
    latex: bool = False
    thresholds: Thresholds | None = None

    def expression(self, thing: object) -> str:
        """Return an expression or a condition."""
        return (
            f"${expression_latex(thing, self.space)}$" if self.latex else expression_text(thing, self.space)
        )

    def equation(self, name: object, value: Any) -> str:
        """Return what a name stands for: `x = p + c_B`."""
        if not self.latex:
            return f"{self.expression(name)} = {self.value(value)}"
        left = expression_latex(name, self.space)
        whole = compact(value) if isinstance(value, Cases) else value
        if whole is not None:
            return f"${left} = {expression_latex(whole, self.space)}$"
        return _by_case(value, f"{left} = ")

    def region(self, region: Region) -> str:
        """Return the conditions of a region, as bounds on numbers named or drawn in the game where there are any."""
        if isinstance(region, Threshold):
            return threshold_words(region) if self.latex else verbs.text(region)
        written = region_words if self.latex else region_text
        if self.thresholds is not None and set(region.space.names) <= set(self.space.names):
            return written(region, self.thresholds)
        others = (n for n in region.space.names if n not in self.space.symbols)
        return written(region.solved_for(*dict.fromkeys((*region.solve_for, *others))))

    def when(self, region: Region) -> str:
        """Return where something is so: `if p <= 1 - c_B`, or `always`."""
        told = self.region(region)
        return told if told == "always" else f"if {told}"

    def within(self, region: Region) -> Speller:
        """Return the speller for probabilities in a region: it may be known there which differences are positive."""
        return replace(self, space=_within(self.space, region.formula))

    def value(self, value: Any) -> str:
        """Return an expression or a value by region."""
        if not isinstance(value, Cases):
            return self.expression(value)
        if not self.latex:
            return cases_text(value)
        whole = compact(value)
        return _by_case(value) if whole is None else self.expression(whole)

    def word(self, label: str) -> str:
        """Return an action's label."""
        return rf"\emph{{{escaped(label)}}}" if self.latex else label

    def plain(self, words: str) -> str:
        """Return a name that is neither an expression nor an action."""
        return escaped(words) if self.latex else words

    def place(self, info: str, offered: Collection[str] = ()) -> str:
        """Return an information set, by who moves there and after what."""
        if not self.latex:
            return info
        named = _PLACE.fullmatch(info)
        if named is None:
            return escaped(info)
        player, after, period = named.groups()
        labels = [f"${latex_name(x)}$" if x in offered else self.word(x) for x in after.split(",") if x]
        when = f" after {', '.join(labels)}" if labels else " at the start"
        return f"{escaped(player)}{when}{period or ''}"


@lru_cache(maxsize=64)
def _within(space: Space, formula: Formula) -> Space:
    """Return the space in which a condition holds: the same one for all that is said of it."""
    return space.assuming(formula)


@singledispatch
def place_words(solution: object, speller: Speller, info: str, offered: Collection[str] = ()) -> str:
    """Return an information set in words, as a solution of its form names it."""
    return speller.place(info, offered)


@place_words.register
def _in_a_state(
    solution: RepeatedSolution, speller: Speller, info: str, offered: Collection[str] = ()
) -> str:
    """Return who moves in which state of an automaton."""
    player = next(player for player in solution.game.players if info.startswith(f"{player}:"))
    named = escaped(player) if speller.latex else player
    return f"{named} in state {speller.word(info.removeprefix(f'{player}:'))}"


def choice_words(speller: Speller, choice: Choice, symbol: sp.Symbol | None) -> str:
    """Return what is done at an information set: `accept if x <= p + c_B, else reject`."""
    if isinstance(choice, Mapping):
        return _action_words(speller, choice)
    if isinstance(choice, Region):
        return _any_of(speller, choice, symbol)
    return speller.value(choice) if symbol is None else speller.equation(symbol, choice)


def _any_of(speller: Speller, choice: Region, symbol: sp.Symbol | None) -> str:
    """Return `any x with 0 <= x <= 1`: what may be offered, if nobody minds which."""
    offered = [s for s in choice.symbols if s.name not in speller.space.symbols]
    if symbol is None and not offered:
        return "anything"
    named = offered[0] if symbol is None else symbol
    return f"any {speller.expression(named)} with {speller.region(choice)}"


def _action_words(speller: Speller, choice: Mapping[str, Any]) -> str:
    certain = [action for action, probability in choice.items() if probability == 1]
    if certain:
        return speller.word(certain[0])
    if all(_is_sure(probability) for probability in choice.values()):
        return _by_region(speller, choice)
    shares = (
        f"{speller.word(action)} with probability {speller.value(probability)}"
        for action, probability in choice.items()
        if probability != 0
    )
    return ", ".join(shares)


def _is_sure(probability: Any) -> bool:
    values = [v for _, v in probability.pieces] if isinstance(probability, Cases) else [probability]
    return all(value in (0, 1) for value in values)


def _by_region(speller: Speller, choice: Mapping[str, Any]) -> str:
    """Return `accept if …, else reject`: actions in order, the longest condition left to `else`."""
    taken = {
        action: next((region for region, value in probability.pieces if value == 1), None)
        for action, probability in choice.items()
        if isinstance(probability, Cases)
    }
    played = {action: region for action, region in taken.items() if region is not None}
    *first, last = played
    parts = [f"{speller.word(action)} if {speller.region(played[action])}" for action in first]
    other = "otherwise" if speller.latex else "else"
    return ", ".join([*parts, f"{other} {speller.word(last)}"]) if parts else speller.word(last)


def _by_case(value: Cases, lead: str = "") -> str:
    """Return a value by region in a sentence of LaTeX: `$v$ if $c$, $w$ if $d$`."""
    parts = (
        f"${lead}{expression_latex(worth, value.space)}$ if {region_words(region)}"
        for region, worth in value.pieces
    )
    return ", ".join(parts)


def path_words(speller: Speller, path: Mapping[History, sp.Expr]) -> str:
    """Return what happens: histories with their probabilities."""
    if len(path) == 1:
        return history_words(speller, next(iter(path)))
    words = (
        (history_words(speller, history), "" if q == 1 else f" with probability {speller.expression(q)}")
        for history, q in path.items()
    )
    return "; ".join(f"{history}{probability}" for history, probability in words)


def history_words(speller: Speller, history: History) -> str:
    """Return a history: `x = p + c_B, accept`."""
    return ", ".join(label_words(speller, label) for label in history) or "nobody moves"


def label_words(speller: Speller, label: Any) -> str:
    """Return a label; where any of several numbers may be named, their bounds."""
    if isinstance(label, str):
        return speller.word(label)
    named = [s for s in label.free_symbols if s.name not in speller.space.symbols]
    bounds = label.atoms(sp.core.relational.Relational)
    if len(named) != 1 or (len(bounds) <= 2 and all(named[0] in bound.args for bound in bounds)):
        return speller.expression(label)
    return speller.region(Region(label, where=Region.of(speller.space, speller.space.assumptions)))


def offered_symbols(game: Any) -> dict[str, sp.Symbol]:
    """Return the symbol of the offer that is made at each information set that makes one."""
    tree = getattr(game, "tree", None)
    nodes = (node for _, node in walk(tree)) if tree is not None else ()
    found = {node.info: node.symbol for node in nodes if isinstance(node, Offer) and node.info is not None}
    periods = range(1, (getattr(game, "periods", None) or 0) + 1)
    return {f"{info} in period {k}": s for info, s in found.items() for k in periods} or found


def named_on_path(equilibrium: Equilibrium) -> dict[str, sp.Symbol]:
    """Return the symbols of offers that are made on the path, where an equilibrium is shown without its game.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal import Game, offer
    >>> x, = symbols("x,")
    >>> named_on_path(Game(["A"], offer("A", x, 0, 1, (x,))).solve()[0])
    {'A': x}
    """
    made = {
        label.lhs: label.rhs
        for history in equilibrium.outcome
        for label in history
        if isinstance(label, sp.Equality) and isinstance(label.lhs, sp.Symbol)
    }
    found: dict[str, sp.Symbol] = {}
    for info, choice in equilibrium.strategy.items():
        meant = [symbol for symbol, value in made.items() if isinstance(choice, sp.Expr) and value == choice]
        if len(meant) == 1:
            found[info] = meant[0]
    return found
