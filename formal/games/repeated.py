"""Repeated games: a stage game played for ever, its payoffs discounted.

Actions are seen by everybody, unless `monitoring` says which public signal each action profile gives rise to.
A strategy profile is an `Automaton`; `trigger` builds the usual ones from what is to be played and how a
deviation is punished.

>>> from sympy import symbols
>>> from formal.games.strategic import StrategicGame
>>> T, R, P, S, delta = symbols("T R P S delta")
>>> dilemma = StrategicGame(
...     ["A", "B"],
...     {("C", "C"): (R, R), ("C", "D"): (S, T), ("D", "C"): (T, S), ("D", "D"): (P, P)},
...     where=[T > R, R > P, P > S],
... )
>>> RepeatedGame(dilemma, delta)
RepeatedGame(players=(A, B), discount=delta, parameters=(T, R, P, S, delta))

References
----------
Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, chapters 2 and 7.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.space import Space, space_of, symbols_in
from formal.errors import GameError
from formal.games.automaton import ActionProfile, Automaton
from formal.games.discounting import check_discount, discount_conditions, read_discount
from formal.games.monitoring import Monitoring, check_lottery, read_monitoring
from formal.games.playing import read_automaton, read_profile
from formal.games.reading import read_where
from formal.games.strategic import StrategicGame
from formal.games.substitution import substituted
from formal.games.table import shown
from formal.games.tree import Terminal, kind_of
from formal.games.trigger import Trigger

__all__ = ["RepeatedGame"]

#: What a strategy profile may be given as: one action profile, several played in turn, or an automaton.
Play = ActionProfile | Mapping[str, str] | Sequence[ActionProfile] | Automaton


@dataclass(frozen=True, init=False, eq=False, repr=False)
class RepeatedGame:
    """A stage game played in every period, for ever.

    Parameters
    ----------
    stage
        The stage game. With hidden actions its payoffs are the expected ones.
    discount
        The discount factor: one for all, a list in the order of the players, or `{player: factor}`. A symbol
        lies between 0 and 1 without being told.
    monitoring
        `{action profile: {signal: probability}}`, where `...` stands for any action and the first entry that
        fits counts. Strategies then depend on the signals alone. Left out, actions are seen.
    where
        Further assumptions on the parameters.
    name
        A title.

    Attributes
    ----------
    discount : dict
        `{player: factor}`.
    space : Space
        The parameter space of the stage game, the discount factors and the probabilities of signals.
    profiles : dict
        `{name: Automaton}`: the strategy profiles that `solve` looks at (see `asking`).

    Raises
    ------
    GameError
        If a discount factor may lie outside of (0, 1), or monitoring is not complete.

    Examples
    --------
    >>> from sympy import Rational, Symbol
    >>> from formal.games.strategic import StrategicGame
    >>> stage = StrategicGame(["A", "B"], {("C", "C"): (1, 1), ("C", "D"): (0, 0), ("D", "C"): (0, 0),
    ...     ("D", "D"): (2, 2)})
    >>> RepeatedGame(stage, Rational(3, 2))
    Traceback (most recent call last):
        ...
    formal.errors.GameError: the discount factor of A is 3/2: it must lie strictly between 0 and 1
    """

    stage: StrategicGame
    discount: Mapping[str, sp.Expr]
    monitoring: Monitoring | None
    where: tuple[Any, ...]
    name: str
    space: Space
    profiles: Mapping[str, Automaton]

    def __init__(
        self,
        stage: StrategicGame,
        discount: Any,
        monitoring: Mapping[Any, Mapping[str, Any]] | None = None,
        where: Any = (),
        name: str = "",
    ) -> None:
        if not isinstance(stage, StrategicGame):
            raise GameError(f"the stage game must be a StrategicGame; found {kind_of(stage)}")
        factors, conditions = read_discount(stage.players, discount), read_where(where)
        seen = None if monitoring is None else read_monitoring(stage.payoffs, monitoring)
        space = stage.space.joined(space_of([*conditions, *discount_conditions(factors)]))
        others = [*factors.values(), *(q for signals in (seen or {}).values() for q in signals.values())]
        space = space.with_symbols(s for term in others for s in symbols_in(term)).require_consistent()
        fields = {
            "stage": stage,
            "discount": factors,
            "monitoring": seen,
            "where": conditions,
            "name": name,
            "space": space,
            "profiles": {},
        }
        for field, value in fields.items():
            object.__setattr__(self, field, value)
        check_discount(factors, space)
        for profile, signals in (seen or {}).items():
            check_lottery(space, signals, f"monitoring of {shown(profile)}")

    @property
    def players(self) -> tuple[str, ...]:
        """The players of the stage game."""
        return self.stage.players

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters, those of the stage game first."""
        return tuple(self.space.symbols.values())

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> RepeatedGame:
        """Return the same game with some parameters fixed.

        Raises
        ------
        ParameterError
            If a name is no parameter of the game, or a value violates `where`.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal.games.strategic import StrategicGame
        >>> delta, b = symbols("delta b")
        >>> game = RepeatedGame(StrategicGame(["A"], {("work",): (b,)}), delta)
        >>> game.subs({b: 2, delta: "1/2"})
        RepeatedGame(players=(A), discount=1/2, parameters=())
        """
        factors = [self.discount[player] for player in self.players]
        signals = [q for own in (self.monitoring or {}).values() for q in own.values()]
        conditions = (*self.where, *discount_conditions(self.discount))
        changed, where = substituted(Terminal((*factors, *signals)), conditions, self.space, values)
        assert isinstance(changed, Terminal)
        found = iter(changed.payoffs)
        discount = list(itertools.islice(found, len(factors)))
        seen = self.monitoring and {a: {s: next(found) for s in own} for a, own in self.monitoring.items()}
        known = self.space.by_name(values)
        stage = self.stage.subs({name: v for name, v in known.items() if name in self.stage.space.names})
        fixed = RepeatedGame(stage, discount, seen, where, self.name)
        return fixed.asking({name: one.subs(known) for name, one in self.profiles.items()})

    def asking(self, profiles: Mapping[str, Automaton]) -> RepeatedGame:
        """Return the same game with strategy profiles by name: `solve` says where each is an equilibrium.

        Raises
        ------
        GameError
            If one of them does not fit the game.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> g, delta = symbols("g delta")
        >>> stage = StrategicGame(
        ...     ["A", "B"],
        ...     {("C", "C"): (1, 1), ("C", "D"): (-1, 1 + g), ("D", "C"): (1 + g, -1), ("D", "D"): (0, 0)},
        ...     where=[g > 0],
        ... )
        >>> game = RepeatedGame(stage, delta)
        >>> game = game.asking({"grim trigger": game.automaton(("C", "C"), ("D", "D"))})
        >>> [str(equilibrium.where) for equilibrium in game.solve()]
        ['delta >= g/(1 + g)']
        """
        found = copy.copy(self)
        object.__setattr__(found, "profiles", {n: self._read(one) for n, one in profiles.items()})
        return found

    # -- strategies --------------------------------------------------------------------------------

    def automaton(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
    ) -> Automaton:
        """Return a strategy profile as an automaton, checked against the game.

        Parameters
        ----------
        profile
            The action profile to be played, or a list of action profiles to be played in turn; or an
            `Automaton`, which says everything.
        punishment
            The action profile that is played after a deviation, or `{player: action profile}`, one for each
            player who may deviate.
        periods
            How long the punishment lasts before `profile` is played again; a deviation from the punishment
            begins it anew. Left out, it lasts for ever: grim trigger.
        after
            With `monitoring`, the signals after which punishment begins; while it lasts signals are ignored.

        Raises
        ------
        GameError
            If an action is unknown, there are too few or too many, or a signal is not provided for.

        Examples
        --------
        >>> from sympy import Rational
        >>> from formal.games.strategic import StrategicGame
        >>> stage = StrategicGame(["A", "B"], {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0),
        ...     ("D", "D"): (1, 1)})
        >>> game = RepeatedGame(stage, Rational(1, 2))
        >>> game.automaton(("C", "C"), ("D", "D"), periods=2).states
        ('path', 'punishment 1', 'punishment 2')
        """
        if isinstance(profile, Automaton):
            if punishment is not None or periods is not None or after is not None:
                raise GameError("an automaton says how deviations are punished: give no punishment beside it")
            built = profile
        else:
            built = self._trigger(profile, punishment, periods, after)
        return self._read(built)

    def _read(self, automaton: Automaton) -> Automaton:
        return read_automaton(self.stage, self.monitoring, self.space, automaton)

    def _trigger(
        self, profile: Any, punishment: Any, periods: int | None, after: Sequence[str] | None
    ) -> Automaton:
        if punishment is None:
            raise GameError(
                "no punishment: say what is played after a deviation, for example a stage equilibrium"
            )
        if periods is not None and (type(periods) is not int or periods < 1):
            raise GameError(
                f"the punishment lasts {periods!r} periods: a whole number from 1 on, or None for ever"
            )
        if (after is None) != (self.monitoring is None):
            asked = (
                "give `after` the signals that begin the punishment" if after is None else "leave `after` out"
            )
            raise GameError(f"actions are {'hidden' if after is None else 'seen'}: {asked}")
        path = [read_profile(self.stage, p) for p in (profile if isinstance(profile, list) else [profile])]
        if not path:
            raise GameError("the profile is an empty list: give at least one action profile")
        by_player = isinstance(punishment, Mapping) and not all(
            isinstance(a, str) for a in punishment.values()
        )
        if by_player and set(punishment) != set(self.players):
            found = f"punishments are given for {', '.join(punishment)}"
            known = ", ".join(self.players)
            raise GameError(f"{found}; the players are {known}: give one for each, or one for all")
        if by_player and after is not None:
            raise GameError("signals do not tell who deviated: give one punishment for all, or an Automaton")
        given = punishment if by_player else {"": punishment}
        targets = {player: read_profile(self.stage, own) for player, own in given.items()}
        return Trigger(self.players, path, targets, periods, after).automaton()

    # -- doors to the rooms above ------------------------------------------------------------------

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Any:
        """Return the `Solution`: where each of the strategy profiles named by `asking` is an equilibrium.

        Raises
        ------
        GameError
            If none was named: a repeated game has too many equilibria to list.
        """
        return verbs.solve(self, concept=concept, knife_edges=knife_edges, progress=progress)

    def gains(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
    ) -> dict[tuple[str, str, str], sp.Expr]:
        """Return `{(state, player, action): what is gained}` for every one-shot deviation, as an average payoff.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> delta, = symbols("delta,")
        >>> stage = StrategicGame(["A"], {("work",): (-1,), ("rest",): (1,)})
        >>> RepeatedGame(stage, delta).gains(("work",), ("work",))["path", "A", "rest"]
        2 - 2*delta
        """
        built = self.automaton(profile, punishment, periods, after)
        return cast("dict[tuple[str, str, str], sp.Expr]", verbs.gains(self, profile=built))

    def sustainable(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
    ) -> Region:
        """Return the parameters for which a profile is a subgame-perfect equilibrium.

        Nobody may gain by a single deviation, on the path or off it (the one-shot deviation principle). With
        `monitoring` this is a perfect public equilibrium. The parameters are those of `automaton`.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> T, R, P, S, delta = symbols("T R P S delta")
        >>> dilemma = StrategicGame(
        ...     ["A", "B"],
        ...     {("C", "C"): (R, R), ("C", "D"): (S, T), ("D", "C"): (T, S), ("D", "D"): (P, P)},
        ...     where=[T > R, R > P, P > S],
        ... )
        >>> RepeatedGame(dilemma, delta).sustainable(("C", "C"), ("D", "D"))
        Region(delta >= (T - R)/(T - P))
        """
        built = self.automaton(profile, punishment, periods, after)
        return cast(Region, verbs.sustainable(self, profile=built))

    def why_not(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
    ) -> tuple[Any, ...]:
        """Return the deviations that pay for some parameters, those that pay throughout first.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> delta, = symbols("delta,")
        >>> dilemma = StrategicGame(["A", "B"], {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0),
        ...     ("D", "D"): (1, 1)})
        >>> for deviation in RepeatedGame(dilemma, delta).why_not(("C", "C"), ("C", "D"), periods=1):
        ...     print(deviation)
        at 'path' B gains by D instead of C throughout
        at 'path' A gains by D instead of C where delta < 1/2
        at 'punishment', off the path, A gains by D instead of C where delta < 1/2:
        the punishment is not credible
        """
        built = self.automaton(profile, punishment, periods, after)
        return cast(tuple[Any, ...], verbs.why_not(self, profile=built))

    def critical_discount(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
        symbol: sp.Symbol | None = None,
    ) -> Cases:
        """Return the critical discount factor: above it, the profile is sustainable at every one.

        It is 0 where any discount factor suffices, and undefined where none does close to 1.

        Parameters
        ----------
        profile, punishment, periods, after
            As in `automaton`.
        symbol
            The discount factor; needed where there are several.

        Raises
        ------
        Undecided
            If the critical discount factor solves an equation of degree three or more.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> g, delta = symbols("g delta")
        >>> stage = StrategicGame(
        ...     ["A", "B"],
        ...     {("C", "C"): (1, 1), ("C", "D"): (-1, 1 + g), ("D", "C"): (1 + g, -1), ("D", "D"): (0, 0)},
        ... )
        >>> print(RepeatedGame(stage, delta).critical_discount(("C", "C"), ("D", "D")))
        0 if g <= 0; g/(1 + g) if g > 0
        """
        built = self.automaton(profile, punishment, periods, after)
        return cast(Cases, verbs.critical_discount(self, profile=built, symbol=symbol))

    def values(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
    ) -> dict[str, dict[str, sp.Expr]]:
        """Return `{state: {player: average discounted payoff}}` when everybody follows a profile.

        Examples
        --------
        >>> from sympy import symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> delta, = symbols("delta,")
        >>> stage = StrategicGame(["A"], {("work",): (-1,), ("rest",): (1,)})
        >>> RepeatedGame(stage, delta).values([("work",), ("rest",)], ("work",))["path 1"]
        {'A': (delta - 1)/(delta + 1)}
        """
        built = self.automaton(profile, punishment, periods, after)
        return cast("dict[str, dict[str, sp.Expr]]", verbs.play(self, profile=built))

    def check(
        self,
        profile: Play,
        punishment: Any = None,
        periods: int | None = None,
        after: Sequence[str] | None = None,
        where: object = (),
        payoffs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return why a profile is an equilibrium where it is said to be one, or a point at which it is not.

        Parameters
        ----------
        profile, punishment, periods, after
            As in `automaton`.
        where
            The parameters for which it is said to be one, beside the game's own assumptions.
        payoffs
            What players are said to get on average; those left out are not looked at.

        Examples
        --------
        >>> from sympy import Rational, symbols
        >>> from formal import RepeatedGame, StrategicGame
        >>> delta, = symbols("delta,")
        >>> dilemma = StrategicGame(["A", "B"], {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0),
        ...     ("D", "D"): (1, 1)})
        >>> game = RepeatedGame(dilemma, delta)
        >>> game.check(("C", "C"), ("D", "D"), where=delta >= Rational(1, 2)).holds
        True
        >>> game.check(("C", "C"), ("D", "D"), where=delta >= Rational(1, 3)).counterexample
        {delta: 1/3}
        """
        return verbs.check(self, self.automaton(profile, punishment, periods, after), where, payoffs)

    def draw(self, path: Any = None, **options: Any) -> Any:
        """Return a picture of the table of one period, and write it to a file (see `StrategicGame.draw`)."""
        return verbs.draw(self, path, **options)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        factors = list(dict.fromkeys(map(str, self.discount.values())))
        shown = factors[0] if len(factors) == 1 else f"({', '.join(factors)})"
        return (
            f"RepeatedGame({title}players=({', '.join(self.players)}), discount={shown}, "
            f"parameters=({', '.join(self.space.names)}))"
        )
