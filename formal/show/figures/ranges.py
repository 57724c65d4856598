"""The bargaining range: the good as a line, the outcome of war on it, the costs of both sides, what is left between.

The way lectures on Fearon (1995) draw it: war is expected to end at a division of the good; each side would give up as
much again as war costs it; the divisions in between are better for both. Several games, such as one with an ally
and one without, are drawn one below the other.

>>> from sympy import symbols
>>> from formal.games.tree import choose, offer
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> answers = {"accept": (x, 1 - x), "reject": (p - c_A, 1 - p - c_B)}
>>> crisis = Game(["A", "B"], offer("A", x, 0, 1, choose("B", answers)), where=[c_A > 0, c_B > 0])
>>> place = Placed.of(crisis, {"p": "3/5", "c_A": "1/10", "c_B": "1/5"}, [c_A, c_B])
>>> place.low, place.high, place.outcome
(1/2, 4/5, 3/5)

References
----------
Fearon, J. D. (1995), Rationalist explanations for war. International Organization 49, p. 387.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sympy as sp

from formal.algebra.space import Space
from formal.errors import GameError, ParameterError
from formal.games.bargaining import bargaining_range
from formal.games.comparing import expected_payoffs
from formal.games.extensive import Game
from formal.games.tree import Decision, Offer
from formal.games.walking import History, walk
from formal.show.expression import expression_latex
from formal.show.figures.slices import ends_of, fixed_values
from formal.show.plot import FILLS, HATCHES, Plot, as_math, blank, settings

__all__ = ["Placed", "plot_range"]

_COSTS = ("#0072b2", "#b34700")
_ROW = 2.6
_LONGEST = 70


@dataclass(frozen=True)
class Placed:
    """Where everything lies on the line of divisions, at given values of the parameters.

    Attributes
    ----------
    ends
        Of the line: the least and the greatest offer.
    gainer, loser
        Who prefers larger offers, and who smaller ones.
    limits
        For both, the division as good as conflict: as an expression, and its value.
    war
        The division that conflict comes to before its costs, and its value; None if the two sides do not agree on
        one, or if no costs are named.
    low, high
        The ends of the bargaining range; None if there is none.
    """

    ends: tuple[sp.Rational, sp.Rational]
    gainer: str
    loser: str
    limits: Mapping[str, tuple[sp.Expr, sp.Expr]]
    war: tuple[sp.Expr, sp.Expr] | None
    low: sp.Rational | None
    high: sp.Rational | None

    @property
    def outcome(self) -> sp.Expr | None:
        """The value of the division that conflict comes to before its costs."""
        return None if self.war is None else self.war[1]

    @classmethod
    def of(cls, game: Game, at: Mapping[Any, Any], costs: Iterable[sp.Symbol | str] = ()) -> Placed:
        """Place the offer of a game, and what is as good as conflict, on the line.

        Parameters
        ----------
        game
            One in which an offer is accepted or answered with conflict.
        at
            Exact values of its parameters; others are left aside.
        costs
            The parameters that are costs of conflict.

        Raises
        ------
        GameError
            If no offer is answered so, or the payoffs of agreement are not linear in it.
        """
        here, node, agreement, conflict = _dispute(game)
        names = {game.space.name_of(key): value for key, value in at.items()}
        values = fixed_values(game.space, {n: v for n, v in names.items() if n in game.space.symbols}, ())
        answerer = node.node
        assert isinstance(answerer, Decision)
        free = {s: 0 for s in game.parameters if s.name in {game.space.name_of(cost) for cost in costs}}
        sides: dict[str, tuple[sp.Expr, sp.Expr, sp.Expr]] = {}
        for player in (node.player, answerer.player):
            index = game.players.index(player)
            peace, war = (expected_payoffs(game, (*here, answer))[index] for answer in (agreement, conflict))
            slope = sp.diff(peace, node.symbol)
            if slope == 0 or slope.has(node.symbol):
                raise GameError(
                    f"{player}'s payoff from {agreement!r} is {peace}: the line of divisions is drawn for payoffs "
                    f"that are linear in {node.symbol}"
                )
            limit = sp.expand(sp.cancel(node.symbol + (war - peace) / slope))
            sides[player] = (limit, sp.expand(limit.subs(free)), slope)
        numbers = {symbol: values[symbol.name] for symbol in game.parameters}
        gainer = max(sides, key=lambda player: sides[player][2].subs(numbers))
        [loser] = [player for player in sides if player != gainer]
        bare = [sides[player][1] for player in sides]
        agreed = bool(free) and sp.simplify(bare[0] - bare[1]) == 0
        region = bargaining_range(game, node.symbol, agreement, conflict)
        region = region.subs(values) if values else region
        low, high = (None if end is None else sp.Rational(end.numerator, end.denominator) for end in ends_of(
            region.formula, node.symbol.name))  # fmt: skip
        ends = tuple(sp.sympify(end).subs(numbers) for end in (node.low, node.high))
        limits = {player: (limit, limit.subs(numbers)) for player, (limit, _, _) in sides.items()}
        if low is None:
            # A single division may be left, without any around it.
            single = [v for _, v in limits.values() if region.contains({node.symbol: v})]
            low, high = (single[0], single[0]) if single else (None, None)
        war_outcome = (bare[0], bare[0].subs(numbers)) if agreed else None
        return cls((ends[0], ends[1]), gainer, loser, limits, war_outcome, low, high)


def plot_range(
    games: Game | Mapping[str, Game],
    at: Mapping[Any, Any],
    costs: Iterable[sp.Symbol | str] = (),
    path: str | Path | None = None,
) -> Plot:
    """Draw the bargaining range of a game, or those of several games one below the other.

    Parameters
    ----------
    games
        A game in which an offer is accepted or answered with conflict, or `{label: game}`.
    at
        Exact values of their parameters.
    costs
        The parameters that are costs of conflict; with them the outcome of war and each side's costs are drawn too.
    path
        Ends in `.svg`, `.pdf` or `.png`; left out, nothing is written.

    Raises
    ------
    ParameterError
        If a value or a cost is named that is a parameter of no game, or a value is missing.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.tree import choose, offer
    >>> p, c_A, c_B, x = symbols("p c_A c_B x")
    >>> answers = {"accept": (x, 1 - x), "reject": (p - c_A, 1 - p - c_B)}
    >>> crisis = Game(["A", "B"], offer("A", x, 0, 1, choose("B", answers)), where=[c_A > 0, c_B > 0])
    >>> plot_range(crisis, {p: "3/5", c_A: "1/10", c_B: "1/5"}, costs=[c_A, c_B])
    Plot('Bargaining range')
    """
    rows = dict(games) if isinstance(games, Mapping) else {games.name: games}
    costs = list(costs)
    known = dict.fromkeys(name for game in rows.values() for name in game.space.names)
    for name in (getattr(word, "name", word) for word in (*at, *costs)):
        if name not in known:
            raise ParameterError(f"{name}: no such parameter; there are {', '.join(known)}")
    placed = {label: Placed.of(game, at, costs) for label, game in rows.items()}
    with settings():
        figure, axes = blank(7.2, 0.4 + 1.9 * len(rows))
        plot = Plot(figure, axes, "Bargaining range")
        spaces = [game.space for game in rows.values()]
        for number, ((label, place), space) in enumerate(zip(placed.items(), spaces, strict=True)):
            _draw_row(axes, -number * _ROW, label, place, space)
        _frame(axes, list(placed.values()))
    if path is not None:
        plot.save(path)
    return plot


def _dispute(game: Game) -> tuple[History, Offer, str, str]:
    """Return the offer, and which of its two answers is agreement (depends on it) and which conflict."""
    for history, node in walk(game.tree):
        if isinstance(node, Offer) and isinstance(node.node, Decision) and len(node.node.actions) == 2:
            here = (*history, node.symbol.name)
            try:
                depends = {
                    answer: any(u.has(node.symbol) for u in expected_payoffs(game, (*here, answer)))
                    for answer in node.node.actions
                }
            except GameError:
                continue
            agreements = [answer for answer, held in depends.items() if held]
            if len(agreements) == 1:
                [conflict] = [answer for answer in depends if answer != agreements[0]]
                return here, node, agreements[0], conflict
    raise GameError(
        f"{game!r} has no offer that is accepted or answered with conflict at once: there is no range to draw"
    )


def _draw_row(axes: Any, y: float, label: str, place: Placed, space: Space) -> None:
    low, high = (float(end) for end in place.ends)
    axes.plot([low, high], [y, y], color="#222222", linewidth=2.2, solid_capstyle="butt", zorder=2)
    axes.text(low, y + 1.0, label, fontweight="bold", va="bottom")
    for end, who in ((low, place.loser), (high, place.gainer)):
        axes.plot([end, end], [y - 0.09, y + 0.09], color="#222222", linewidth=1.6)
        axes.text(end, y - 0.5, f"best for {who}", ha="center", va="top", fontsize=8.5, color="#555555")
    if place.low is not None and place.high is not None:
        start, end = float(place.low), float(place.high)
        box = {"facecolor": FILLS[0], "edgecolor": "#0072b2", "hatch": HATCHES[1], "linewidth": 1.0}
        axes.fill_between([start, end], y - 0.12, y + 0.12, zorder=1, **box)
        words = f"bargaining range, length {place.high - place.low}"
    else:
        start = end = (low + high) / 2
        words = "no division that both prefer to war"
    axes.text((start + end) / 2, y - 0.78, words, ha="center", va="top", fontsize=9, color="#005a8c",
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0}, zorder=3)  # fmt: skip
    order = sorted(place.limits, key=lambda player: place.limits[player][1])
    for player, side in zip(order, ("right", "left"), strict=True):
        expression, value = place.limits[player]
        axes.plot([float(value)] * 2, [y - 0.2, y + 0.2], color="#111111", linewidth=1.2)
        axes.text(float(value), y - 0.25, _equation(expression, value, space), ha=side, va="top", fontsize=9)
    if place.war is not None:
        _draw_war(axes, y, place, space)


def _draw_war(axes: Any, y: float, place: Placed, space: Space) -> None:
    assert place.war is not None
    at = float(place.war[1])
    axes.plot([at, at], [y - 0.2, y + 0.62], color="#111111", linewidth=1.6, zorder=3)
    axes.text(at, y + 0.64, f"war: {_equation(*place.war, space)}", ha="center", va="bottom", fontsize=9)
    for number, (player, (limit, value)) in enumerate(place.limits.items()):
        cost = sp.expand(place.war[0] - limit)
        cost = cost if float(place.war[1] - value) >= 0 else sp.expand(-cost)
        arrow = {"arrowstyle": "<->", "color": _COSTS[number], "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (float(value), y + 0.3), (at, y + 0.3), arrowprops=arrow)
        left = value < place.war[1]
        words = f"{player}'s costs {_equation(cost, abs(place.war[1] - value), space)}"
        look = {"ha": "right" if left else "left", "va": "bottom", "fontsize": 8.5, "color": _COSTS[number]}
        axes.text(at + (-0.012 if left else 0.012), y + 0.34, words, **look)


def _frame(axes: Any, placed: list[Placed]) -> None:
    ends = [float(end) for place in placed for end in place.ends]
    seen = [*ends, *(float(v) for place in placed for _, v in place.limits.values())]
    width = max(seen) - min(seen)
    axes.set_xlim(min(seen) - 0.12 * width, max(seen) + 0.12 * width)
    axes.set_ylim(-(len(placed) - 1) * _ROW - 1.1, 1.3)
    axes.set_axis_off()


def _equation(expression: sp.Expr, value: sp.Expr, space: Space) -> str:
    """Return `p - c_A = 1/2`, or the value alone where the expression is one or is too long."""
    shown = f"{value}" if expression == value else f"{expression_latex(expression, space)} = {value}"
    short = shown if len(shown) <= _LONGEST else f"{value}"
    return as_math(f"${short}$") or str(value)
