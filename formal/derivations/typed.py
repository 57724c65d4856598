"""Judging an equilibrium that somebody typed: its strategies, beliefs, payoffs, and where it is said to be one.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[0 < p, p < 1, c > 0])
>>> game.check({"A": {"fight": 1}}, where=p > c)
Derivation(an equilibrium, 1 steps)
>>> wrong = game.check({"A": {"fight": 1}}, where=p > c / 2)
>>> wrong.holds, wrong.counterexample
(False, {p: 1/2, c: 3/4})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.decide import Decider
from formal.algebra.formula import conjunction
from formal.derivations.alike import EACH, Alike
from formal.derivations.derivation import Derivation
from formal.derivations.deriving import derived, tree_of
from formal.derivations.following import Following
from formal.derivations.obligations import without_belief
from formal.derivations.repeating import as_strategies
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.symmetric import SymmetricEquilibrium
from formal.errors import FormalError, GameError, did_you_mean
from formal.games import Game
from formal.games.automaton import Automaton
from formal.games.repeated import RepeatedGame
from formal.games.strategic import StrategicGame
from formal.games.symmetric import SymmetricGame

#: Up to which number of players a probability is tried that is not read for a letter.
_MOST_TRIED = 8


@verbs.check.register
def check(
    game: Game,
    strategy: Mapping[str, Any] | Equilibrium,
    belief: Mapping[str, Any] | None = None,
    where: object = (),
    payoffs: Mapping[str, Any] | None = None,
) -> Derivation:
    """Judge an equilibrium that somebody typed; see `Game.check`."""
    if isinstance(strategy, Equilibrium):
        return derived(game, strategy)
    plan = {info: _plan(game, info, choice) for info, choice in strategy.items()}
    missing = [info for info in game.information_sets if info not in plan]
    if missing:
        raise GameError(
            f"no choice is given at {', '.join(map(repr, missing))}: give one for each information set"
        )
    beliefs = {info: _belief(game, info, odds) for info, odds in (belief or {}).items()}
    stated = Equilibrium(_here(game, where), plan, _paid(game, payoffs), {}, beliefs)
    decider = Decider()
    following = Following(game, stated, lambda case: decider.satisfiable(case, patient=False) is False)
    for info, never in without_belief(following):
        where = Region.of(following.game.space, never).simplify()
        raise GameError(
            f'"{info.name}" is not reached where {where}, so Bayes\' rule gives {info.player} no belief there: state '
            f"the probability of each of its histories, as in belief={{{info.name!r}: ...}}"
        )
    return derived(game, stated)


@verbs.check.register
def _check_strategies(
    game: StrategicGame,
    strategy: Mapping[str, Any] | Equilibrium,
    where: object = (),
    payoffs: Mapping[str, Any] | None = None,
) -> Derivation:
    """Judge what each player does in a game in strategic form; see `StrategicGame.check`."""
    return check(tree_of(game), strategy, None, where, payoffs)


@verbs.check.register
def _check_profile(
    game: RepeatedGame, profile: Automaton, where: object = (), payoffs: Mapping[str, Any] | None = None
) -> Derivation:
    """Judge a strategy profile that somebody typed; see `RepeatedGame.check`."""
    name = "the profile"
    factors = dict.fromkeys(f for f in game.discount.values() if isinstance(f, sp.Symbol))
    stated = Equilibrium(
        _here(game, where).simplify().solved_for(*factors),
        as_strategies(game, profile),
        _paid(game, payoffs),
        {},
        kind=name,
    )
    return derived(game.asking({name: profile}), stated)


@verbs.check.register
def _check_alike(
    game: SymmetricGame,
    acting: Any = None,
    chance: Any = None,
    where: object = (),
    payoffs: Mapping[str, Any] | None = None,
) -> Derivation:
    """Judge how many take the first action, or with which probability all do; see `SymmetricGame.check`."""
    if (acting is None) == (chance is None):
        raise GameError(
            "say either how many take the first action (acting), or with which probability each does (chance)"
        )
    here, first, second = _here(game, where).simplify(), *game.actions
    paid = {role: sp.sympify(u) for role, u in (payoffs or {}).items()}
    if chance is not None:
        q = sp.sympify(chance)
        return _check_mixing(
            game, SymmetricEquilibrium(here, {EACH: {first: q, second: 1 - q}}, paid, {}, chance=q)
        )
    many = sp.sympify(acting)
    ways = sp.expand_func(sp.binomial(game.number, many))
    stated = SymmetricEquilibrium(here, {}, paid, {}, acting=many, number=ways)
    roles = Alike(game, stated)
    doing = {roles.role(True): {first: 1, second: 0}} if many != 0 else {}
    waiting = {roles.role(False): {first: 0, second: 1}} if many != game.number else {}
    return derived(game, _with_roles(replace(stated, strategy={**doing, **waiting})))


def _check_mixing(game: SymmetricGame, stated: SymmetricEquilibrium) -> Derivation:
    """Judge a probability; one that is not read for a letter is tried with the first numbers of players."""
    try:
        return derived(game, _with_roles(stated))
    except GameError as error:
        for number in range(2, _MOST_TRIED) if isinstance(game.number, sp.Symbol) else ():
            try:
                found = derived(game.subs({game.number: number}), stated.at({game.number: number}))
            except FormalError:
                continue
            if found.holds is False:
                told = f"so this is no equilibrium for every number of players: not with {game.number} = {number}"
                return replace(found, others=(told,))
        raise error


def _with_roles(stated: SymmetricEquilibrium) -> SymmetricEquilibrium:
    """Return what is stated, or say which payoffs belong to nobody."""
    strangers = [role for role in stated.payoffs if role not in stated.strategy]
    if strangers:
        known = ", ".join(map(repr, stated.strategy))
        raise GameError(f"payoffs are stated for {strangers[0]!r}: there is {known}")
    return stated


def _here(game: Any, where: object) -> Region:
    """Return where something is said to be an equilibrium: what is assumed of the game, and further conditions."""
    whole = Region(*(where if isinstance(where, list | tuple) else [where]))
    here = Region.of(game.space, conjunction(whole.space.assumptions, whole.formula))
    if game.space.decider.satisfiable(here.formula) is False:
        raise GameError(f"no admissible point is where it is said to be an equilibrium: {whole}")
    return here


def _paid(game: Any, payoffs: Mapping[str, Any] | None) -> dict[str, sp.Expr]:
    paid = {player: sp.sympify(u) for player, u in (payoffs or {}).items()}
    unknown = [player for player in paid if player not in game.players]
    if unknown:
        raise GameError(f"{unknown[0]!r} is no player: the players are {', '.join(game.players)}")
    return paid


def _plan(game: Game, info: str, choice: Any) -> Any:
    """Return what is chosen at an information set, checked against the game; actions left out have no chance."""
    _require(info, game.information_sets, "information set")
    own = game.information_sets[info]
    if own.symbol is not None:
        if isinstance(choice, Mapping | str):
            raise GameError(f'at "{info}" a value for {own.symbol} is wanted; found {choice!r}')
        return choice if isinstance(choice, Region | Cases) else sp.sympify(choice)
    if isinstance(choice, str):
        choice = {choice: 1}
    if not isinstance(choice, Mapping):
        raise GameError(f'at "{info}" probabilities of {", ".join(own.actions)} are wanted; found {choice!r}')
    for action in choice:
        _require(action, own.actions, f'action at "{info}"')
    return {a: choice.get(a, sp.Integer(0)) for a in own.actions}


def _belief(game: Game, info: str, odds: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return beliefs by history; a history of one label may be given as this label."""
    _require(info, game.information_sets, "information set")
    found = {}
    for history, probability in odds.items():
        key = (history,) if isinstance(history, str) else tuple(history)
        known = game.information_sets[info].histories
        if key not in known:
            told = "; ".join(", ".join(h) for h in known)
            raise GameError(
                f'no node of "{info}" is reached by {", ".join(map(str, key))}: its histories are {told}'
            )
        found[key] = probability
    return found


def _require(name: str, known: Any, what: str) -> None:
    if name not in known:
        raise GameError(f"{name!r} is no {what}{did_you_mean(str(name), known)}")
