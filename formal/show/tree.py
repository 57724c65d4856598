r"""Game trees as indented text, the way a paper lists them, and as a LaTeX listing.

>>> from sympy import symbols
>>> from formal import Game, choose, offer
>>> p, c, x = symbols("p c x")
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p, 1 - p - c)}))
>>> print(Game(["A", "B"], tree, where=[p > 0, c > 0], name="Demand"))
Demand: players A, B; where p > 0 and c > 0
A: x in [0, 1]
  B: accept -> (x, 1 - x)
     fight  -> (p, 1 - p - c)
>>> n, m, b = symbols("n m b")
>>> pays = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
>>> print(SymmetricGame(n, pays, others=m, where=[0 < c, c < b, n >= 2]))
Game: n players in the same position; where 0 < c < b and n >= 2
payoffs by how many others volunteer:
           0      1 or more
volunteer  b - c  b - c
wait       0      b
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.show.expression import expression_text
from formal.show.outline import outline
from formal.show.play import Speller
from formal.show.prose import escaped, listed


@verbs.text.register
def _game_text(game: Game) -> str:
    lines = list(tree_lines(game.tree, game.space, _alike(game)))
    legend = (
        ["{...}: one information set; who moves there cannot tell its nodes apart"] if _alike(game) else []
    )
    return "\n".join([_head(game.name, game.players, game.space), *lines, *legend])


@verbs.latex.register
def _game_latex(game: Game) -> str:
    speller, alike = Speller(game.space, latex=True), _alike(game)
    lines = outline(_rows(game.tree, speller, alike, 0))
    legend = (
        [r"\noindent Braces name an information set: who moves there cannot tell its nodes apart."]
        if alike
        else []
    )
    return "\n".join([_whose(game, speller), r"\begin{quote}", lines, r"\end{quote}", *legend])


def _alike(game: Game) -> frozenset[str]:
    """Return the information sets that have several nodes."""
    return frozenset(name for name, info in game.information_sets.items() if len(info.histories) > 1)


def _whose(game: Game | StrategicGame, speller: Speller) -> str:
    """Return whose payoffs are listed, and what is assumed."""
    context = Region.of(game.space, game.space.assumptions)
    assumed = "" if game.space.assumptions == TRUE else f", where {speller.region(context)}"
    return rf"\noindent Payoffs are those of {listed(map(escaped, game.players))}{assumed}."


@verbs.text.register
def _table_text(game: StrategicGame) -> str:
    return "\n".join([_head(game.name, game.players, game.space), *_cells(game)])


@verbs.latex.register
def _table_latex(game: StrategicGame) -> str:
    speller = Speller(game.space, latex=True)
    rows = [f"{', '.join(map(speller.word, cell))} & {_paid(u, speller)}" for cell, u in game.payoffs.items()]
    return f"{_whose(game, speller)}\n{_tabular('ll', ['Actions & Payoffs', *rows])}"


def _tabular(columns: str, rows: Sequence[str]) -> str:
    head, *rest = rows
    lines = [
        rf"\begin{{tabular}}{{{columns}}}", r"\toprule", rf"{head} \\", r"\midrule",
        *(rf"{row} \\" for row in rest), r"\bottomrule", r"\end{tabular}",
    ]  # fmt: skip
    return "\n".join([r"\begin{center}", *lines, r"\end{center}"])


def _paid(payoffs: Sequence[sp.Expr], speller: Speller) -> str:
    told = r",\; ".join(speller.expression(u).strip("$") for u in payoffs)
    return f"$({told})$"


def _cells(game: StrategicGame) -> Iterator[str]:
    rows = {", ".join(cell): payoffs for cell, payoffs in game.payoffs.items()}
    width = max(map(len, rows))
    for label, payoffs in rows.items():
        yield f"{label:{width}} -> ({', '.join(expression_text(u, game.space) for u in payoffs)})"


@verbs.text.register
def _symmetric_text(game: SymmetricGame) -> str:
    head = f"{game.name or 'Game'}: {game.number} players in the same position"
    return "\n".join([head + _assumed(game.space), *_schedules(game)])


@verbs.latex.register
def _symmetric_latex(game: SymmetricGame) -> str:
    speller = Speller(game.space, latex=True)
    heads, rows = _schedule_table(game)
    told = [" & ".join([speller.word(action), *map(speller.expression, own)]) for action, own in rows.items()]
    table = _tabular("l" + "c" * len(heads), [" & ".join(["", *heads]), *told])
    return f"Payoffs by how many others {speller.word(game.actions[0])}:\n{table}"


def _schedules(game: SymmetricGame) -> Iterator[str]:
    """Yield what each action pays, by how many others take the first one."""
    heads, rows = _schedule_table(game)
    written = {a: [expression_text(u, game.space) for u in own] for a, own in rows.items()}
    width = max(map(len, (game.actions[0], *rows)))
    columns = zip(heads, *written.values(), strict=True)
    widths = [max(map(len, column)) for column in columns]
    yield f"payoffs by how many others {game.actions[0]}:"
    for label, cells in (("", heads), *written.items()):
        shown = "  ".join(f"{cell:{size}}" for cell, size in zip(cells, widths, strict=True))
        yield f"{label:{width}}  {shown}".rstrip()


def _schedule_table(game: SymmetricGame) -> tuple[list[str], dict[str, list[sp.Expr]]]:
    """Return the numbers of others that stand across, and what each action then pays."""
    rows = {action: list(own.levels) for action, own in game.schedules.items()}
    longest = max(map(len, rows.values()))
    heads = [str(k) for k in range(longest)]
    lasting = [own for own in game.schedules.values() if own.beyond is not None]
    if lasting:
        changing = any(len(own.beyond or ()) > 1 for own in lasting)
        heads.append(f"any {game.others} from {longest} on" if changing else f"{longest} or more")
    for action, own in game.schedules.items():
        if own.beyond is not None:
            rows[action] += [*(own.at(k) for k in range(len(own.levels), longest)), own.at(game.others)]
    return heads, rows


def _head(name: str, players: Sequence[str], space: Space) -> str:
    return f"{name or 'Game'}: players {', '.join(players)}{_assumed(space)}"


def _assumed(space: Space) -> str:
    return "" if space.assumptions == TRUE else f"; where {Region.of(space, space.assumptions)}"


@verbs.text.register
def _states_text(game: MarkovGame) -> str:
    return _head(getattr(game, "name", "") or "Markov game", game.players, game.space)


def tree_lines(node: Node, space: Space, alike: frozenset[str]) -> Iterator[str]:
    """Yield a tree line by line, what follows a move indented below it; sets of several nodes are named in braces."""
    match node:
        case Terminal(payoffs):
            yield f"({', '.join(expression_text(u, space) for u in payoffs)})"
        case Decision(player, actions, info):
            yield from _moves(f"{_mover(player, info, alike)}: ", list(actions.items()), space, alike)
        case Chance(branches):
            rows = [(f"{a} [{expression_text(q, space)}]", child) for a, (q, child) in branches.items()]
            yield from _moves("Nature: ", rows, space, alike)
        case Offer(player, symbol, low, high, child, info):
            yield f"{_mover(player, info, alike)}: {symbol} in {_interval(low, high, space)}"
            yield from (f"  {line}" for line in tree_lines(child, space, alike))
        case Draw(symbol, low, high, child, seen_by, cdf):
            law = "uniform" if cdf is None else f"with distribution {cdf}"
            seen = f", seen by {', '.join(seen_by)}" if seen_by else ", seen by nobody"
            yield f"Nature: {symbol} {law} on {_interval(low, high, space)}{seen}"
            yield from (f"  {line}" for line in tree_lines(child, space, alike))


def _mover(player: str, info: str | None, alike: frozenset[str]) -> str:
    return f"{player} {{{info}}}" if info in alike else player


def _moves(head: str, rows: list[tuple[str, Node]], space: Space, alike: frozenset[str]) -> Iterator[str]:
    width = max(len(label) for label, _ in rows)
    margin = " " * len(head)
    for number, (label, child) in enumerate(rows):
        first, *rest = tree_lines(child, space, alike)
        start = margin if number else head
        if isinstance(child, Terminal):
            yield f"{start}{label:{width}} -> {first}"
        else:
            yield f"{start}{label}"
            yield from (f"{margin}  {line}" for line in (first, *rest))


def _interval(low: sp.Expr, high: sp.Expr, space: Space) -> str:
    left = "(" if low == -sp.oo else "["
    right = ")" if high == sp.oo else "]"
    return f"{left}{expression_text(low, space)}, {expression_text(high, space)}{right}"


def _rows(
    node: Node, speller: Speller, alike: frozenset[str], depth: int, lead: str = ""
) -> Iterator[tuple[int, str]]:
    """Yield a tree in words of LaTeX, each line with its depth; `lead` is the move that leads to the node."""
    match node:
        case Terminal(payoffs):
            yield depth, f"{lead}{_paid(payoffs, speller)}"
        case Decision(player, actions, info):
            yield depth, f"{lead}{escaped(_mover(player, info, alike))} chooses:"
            for action, child in actions.items():
                yield from _rows(child, speller, alike, depth + 1, f"{speller.word(action)}: ")
        case Chance(branches):
            yield depth, f"{lead}{'nature' if lead else 'Nature'} draws:"
            for label, (probability, child) in branches.items():
                chance = f" with probability {speller.expression(probability)}"
                yield from _rows(child, speller, alike, depth + 1, f"{speller.word(label)}{chance}: ")
        case Offer(player, symbol, low, high, child, info):
            mover = escaped(_mover(player, info, alike))
            yield depth, f"{lead}{mover} names {_in(symbol, low, high, speller)}:"
            yield from _rows(child, speller, alike, depth + 1)
        case Draw(symbol, low, high, child, seen_by, cdf):
            law = (
                "from the uniform distribution"
                if cdf is None
                else f"with distribution {speller.expression(cdf)}"
            )
            seen = f"seen by {listed(map(escaped, seen_by))}" if seen_by else "seen by nobody"
            nature = "nature" if lead else "Nature"
            yield depth, f"{lead}{nature} draws {_in(symbol, low, high, speller)} {law}, {seen}:"
            yield from _rows(child, speller, alike, depth + 1)


def _in(symbol: sp.Symbol, low: sp.Expr, high: sp.Expr, speller: Speller) -> str:
    return speller.expression(sp.Contains(symbol, sp.Interval(low, high), evaluate=False))
