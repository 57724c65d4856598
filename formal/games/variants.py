"""Games made from a game, to compare it with: after some moves, with more to see, with fewer assumptions.

A counterfactual is another game, solved as the first one was. Parameters are fixed by `game.subs`; here are the
changes that leave the payoffs as they are: after some moves, with more to see, with other choices, with fewer
assumptions.

>>> from sympy import symbols
>>> from formal.games.tree import choose
>>> p, c = symbols("p c")
>>> tree = choose("A", {"threaten": choose("A", {"fight": (p - c, -c), "back down": (-1, 1)}), "wait": (0, 0)})
>>> game = Game(["A", "B"], tree, where=[0 < p, p < 1, c > 0])
>>> subgame(game, ["threaten"]).information_sets
{'A:threaten': InformationSet('A:threaten', player='A', histories=((),), actions=('fight', 'back down'))}
>>> relaxed(game, p).where
(c > 0,)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import sympy as sp

from formal.algebra.space import symbols_in
from formal.errors import GameError, did_you_mean
from formal.games.extensive import Game
from formal.games.markov import MarkovGame
from formal.games.substitution import substituted
from formal.games.tree import Chance, Decision, Draw, Node, Offer
from formal.games.walking import History, place, rebuild

__all__ = ["informed", "relaxed", "subgame", "with_choices"]

AnyGame = TypeVar("AnyGame", Game, MarkovGame)


def subgame(game: Game, history: Sequence[str]) -> Game:
    """Return the proper subgame that begins after a history; offers made before it are parameters in it.

    Parameters
    ----------
    game
        The whole game.
    history
        The labels that lead to the node; an offer or a draw is passed by the name of its symbol.

    Raises
    ------
    GameError
        If there is no such history, or somebody who moves later cannot tell whether it has happened.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.games.tree import choose, offer
    >>> x = Symbol("x")
    >>> game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, 0)})))
    >>> subgame(game, ["x"])
    Game(players=(A, B), parameters=(x))
    """
    start = tuple(history)
    for name, info in game.information_sets.items():
        inside = [h[: len(start)] == start for h in info.histories]
        if any(inside) and not all(inside):
            other = info.histories[inside.index(False)]
            raise GameError(
                f"no proper subgame begins {place(start)}: at {name!r} {info.player} cannot tell it from what "
                f"happens {place(other)}"
            )
    return Game(game.players, game.node(start), (*game.where, *_ranges(game, start)), game.name)


def _ranges(game: Game, history: History) -> Iterator[Any]:
    for length in range(len(history)):
        node = game.node(history[:length])
        if isinstance(node, Offer | Draw):
            yield from (sp.Le(low, high) for low, high in ((node.low, node.symbol), (node.symbol, node.high)))


def informed(game: Game, *players: str) -> Game:
    """Return the same game in which some players see everything that has happened when they move.

    Parameters
    ----------
    game
        A game with hidden moves, of nature or of others.
    *players
        Those who see everything.

    Raises
    ------
    GameError
        If one of them is no player of the game.

    Examples
    --------
    >>> from sympy import Rational
    >>> from formal.games.tree import chance, choose
    >>> half = Rational(1, 2)
    >>> right = choose("B", {"strong": (1,), "weak": (0,)}, info="I")
    >>> wrong = choose("B", {"strong": (0,), "weak": (1,)}, info="I")
    >>> blind = Game(["B"], chance({"strong": (half, right), "weak": (half, wrong)}))
    >>> list(informed(blind, "B").information_sets)
    ['B:strong', 'B:weak']
    """
    for player in players:
        if player not in game.players:
            raise GameError(f"{player!r} is no player: the players are {', '.join(game.players)}")
    shared = {
        name
        for name, info in game.information_sets.items()
        if info.player in players and len(info.histories) > 1
    }

    def shown(_history: History, node: Node) -> Node:
        if isinstance(node, Decision | Offer) and node.info in shared:
            return replace(node, info=None)
        if isinstance(node, Draw):
            return replace(node, seen_by=(*node.seen_by, *(p for p in players if p not in node.seen_by)))
        return node

    return Game(game.players, rebuild(game.tree, shown), game.where, game.name)


def with_choices(game: AnyGame, choices: Mapping[str, Sequence[Any]]) -> AnyGame:
    """Return the same game with other choices at some information sets: fewer actions, or another interval.

    Parameters
    ----------
    game
        A `Game` or a `MarkovGame`.
    choices
        For an information set the actions that are left, or the ends of the interval from which a number is named.

    Raises
    ------
    GameError
        If there is no such information set, or no such action at it.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.tree import choose, offer
    >>> x, c = symbols("x c")
    >>> answer = choose("B", {"accept": (x, 1 - x), "fight": (0, -c)})
    >>> game = Game(["A", "B"], offer("A", x, 0, 1, answer), where=[c > 0])
    >>> game.solve().payoff("A"), with_choices(game, {"A": (0, 2)}).solve().payoff("A")
    (Cases(1), Cases(min(2, 1 + c)))
    >>> with_choices(game, {"B": ["fight"]}).solve().payoff("B")
    Cases(-c)
    """
    sets = game.information_sets
    for info, left in choices.items():
        if info not in sets:
            raise GameError(f"no information set is called {info!r}{did_you_mean(info, sets)}")
        if isinstance(left, str) or len(left) != (2 if sets[info].symbol is not None else max(1, len(left))):
            wanted = (
                f"some of {list(sets[info].actions)}"
                if sets[info].symbol is None
                else "a lower and an upper end"
            )
            raise GameError(f"at {info!r} {wanted} is wanted, as a list; found {left!r}")
        for action in left if sets[info].symbol is None else ():
            if action not in sets[info].actions:
                known = did_you_mean(str(action), sets[info].actions)
                raise GameError(f"no action at {info!r} is called {action!r}{known}")

    def changed(node: Node) -> Node:
        match node:
            case Decision(info=info, actions=actions):
                left = choices.get(str(info), actions)
                tie = node.prefer and tuple(a for a in node.prefer if a in left)
                return replace(node, actions={a: changed(actions[a]) for a in left}, prefer=tie)
            case Chance(branches=branches):
                return Chance({label: (q, changed(below)) for label, (q, below) in branches.items()})
            case Offer(info=info, low=low, high=high):
                low, high = map(sp.sympify, choices.get(str(info), (low, high)))
                return replace(node, low=low, high=high, node=changed(node.node))
            case Draw():
                return replace(node, node=changed(node.node))
        return node

    if isinstance(game, MarkovGame):
        return game.with_tree(changed(game.tree))
    return Game(game.players, changed(game.tree), game.where, game.name)


def relaxed(
    game: AnyGame, *symbols: sp.Symbol | str, fixed: Mapping[sp.Symbol | str, Any] | None = None
) -> AnyGame:
    """Return the same game without the assumptions that mention some parameters.

    Parameters
    ----------
    game
        A `Game` or a `MarkovGame`; what SymPy's flags say of a symbol stays.
    *symbols
        The parameters, by symbol or by name.
    fixed
        Values for some parameters, put in at the same time: a probability may be put to 0 that is assumed to be
        positive, where a game in which it could be anything would be none.

    Raises
    ------
    ParameterError
        If a key is neither a symbol nor a name, or a value violates an assumption that is kept.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.games.tree import chance
    >>> p, c = symbols("p c")
    >>> relaxed(Game(["A"], (p - c,), where=[p < 1, c < p]), "c").where
    (p < 1,)
    >>> lottery = chance({"win": (p, (1,)), "lose": (1 - p, (0,))})
    >>> relaxed(Game(["A"], lottery, where=[0 < p, p < 1]), p, fixed={p: 0}).solve().payoff("A")
    Cases(0)
    """
    names = {game.space.name_of(symbol) for symbol in symbols}
    kept = [c for c in game.where if not names & {s.name for s in symbols_in(c)}]
    if isinstance(game, MarkovGame):
        return game.changed(fixed or {}, tuple(kept))
    tree, where = substituted(game.tree, tuple(kept), game.space, fixed or {})
    return Game(game.players, tree, where, game.name)
