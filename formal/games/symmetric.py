"""Games among any number of players in the same position, in which it matters only how many do what.

Each player takes one of two actions, and is paid by its own action and by how many *others* take the first one:
volunteering, contributing to a public good that needs so many, joining a boycott. The number of players may be a
whole number or a letter, so that an answer holds for every number of them.

>>> from sympy import Piecewise, symbols
>>> n, m, b, c = symbols("n m b c")
>>> rescue = SymmetricGame(
...     n,
...     {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (0, True))},
...     others=m,
...     where=[0 < c, c < b, n >= 2],
... )
>>> rescue
SymmetricGame(players=n, actions=(volunteer, wait), parameters=(c, b, n))
>>> rescue.payoff("wait", 0), rescue.payoff("wait", 5)
(0, b)

References
----------
Diekmann, A. (1985), Volunteer's dilemma, Journal of Conflict Resolution 29, 605-610.
Palfrey, T. R. and Rosenthal, H. (1984), Participation and the provision of discrete public goods, Journal of Public
Economics 24, 171-193.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from formal import verbs
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.algebra.undefined import require_defined
from formal.errors import ExpressionError, GameError
from formal.games.naming import name_parameters
from formal.games.reading import read_expression, read_where
from formal.games.strategic import StrategicGame
from formal.games.substitution import substituted
from formal.games.tree import Terminal

__all__ = ["Schedule", "SymmetricGame"]

#: The largest game that is written out as a table.
_MOST_CELLS = 4096


@dataclass(frozen=True)
class Schedule:
    """What an action pays, by the number of others who take the first action.

    Attributes
    ----------
    levels
        The payoffs if 0, 1, 2, … others do.
    beyond
        If more do than `levels` has entries for, the coefficients of the payoff as a polynomial in their number, from
        the constant upwards; None if there are no more others.
    """

    levels: tuple[sp.Expr, ...]
    beyond: tuple[sp.Expr, ...] | None = None

    def at(self, others: int | sp.Expr) -> sp.Expr:
        """Return the payoff if so many others take the first action; an expression stands for a number beyond.

        Examples
        --------
        >>> b, n = sp.symbols("b n")
        >>> public = Schedule((sp.Integer(0),), (sp.Integer(1), b))
        >>> public.at(0), public.at(7), public.at(n)
        (0, 7*b + 1, b*n + 1)
        """
        if isinstance(others, int) and others < len(self.levels):
            return self.levels[others]
        assert self.beyond is not None
        total: sp.Expr = sp.Integer(0)
        for power, coefficient in enumerate(self.beyond):
            total += coefficient * sp.sympify(others) ** power
        return total


@dataclass(frozen=True, init=False, eq=False, repr=False)
class SymmetricGame:
    """A game in which all players are in the same position and have two actions.

    Parameters
    ----------
    number
        How many players there are: a whole number, or a letter about which `where` says from which number on.
    payoffs
        `{action: payoff}` for two actions: expressions in the parameters and in `others`, such as
        `Piecewise((b, m >= 1), (0, True))`.
    others
        The symbol for the number of others who take the first action.
    where
        What is assumed about the parameters: a condition or a list of them.
    name
        A title.

    Attributes
    ----------
    number : Expr
        How many players there are.
    others : Symbol
        As given.
    schedules : dict
        `{action: Schedule}`.
    where : tuple
        The conditions, as given.
    name : str
        As given.
    space : Space
        The parameter space.

    Raises
    ------
    GameError
        If there are not two actions or not two players, or if the number of players is a letter and what the one
        action pays more than the other does not become constant from some whole number of others on.

    Examples
    --------
    >>> m, b, c = sp.symbols("m b c")
    >>> three = SymmetricGame(3, {"pay": b * (m + 1) - c, "ride": b * m}, others=m, where=[0 < b, b < c])
    >>> [three.payoff("ride", others) for others in range(3)]
    [0, b, 2*b]
    """

    number: sp.Expr
    others: sp.Symbol
    schedules: Mapping[str, Schedule]
    where: tuple[Any, ...]
    name: str
    space: Space

    def __init__(
        self,
        number: int | sp.Symbol,
        payoffs: Mapping[str, Any],
        others: sp.Symbol,
        where: Any = (),
        name: str = "",
    ) -> None:
        if not isinstance(others, sp.Symbol):
            raise GameError(
                f"others={others!r}: a symbol is wanted, for the number of others who take the first action"
            )
        if not isinstance(payoffs, Mapping) or len(payoffs) != 2:
            found = ", ".join(map(str, payoffs)) if isinstance(payoffs, Mapping) else repr(payoffs)
            raise GameError(
                f"payoffs for two actions are wanted, as {{'act': b - c, 'wait': 0}}; found {found or 'none'}"
            )
        read = {
            action: read_expression(payoff, "payoffs", f"the payoff of {action!r}")
            for action, payoff in payoffs.items()
        }
        players = _read_number(number)
        spread = _spread if isinstance(players, sp.Integer) else _spread_without_end
        schedules = {action: spread(players, action, payoff, others) for action, payoff in read.items()}
        _fill(self, players, others, schedules, read_where(where), name)

    @classmethod
    def _of(
        cls,
        number: sp.Expr,
        others: sp.Symbol,
        schedules: Mapping[str, Schedule],
        where: tuple[Any, ...],
        name: str,
    ) -> SymmetricGame:
        game = cls.__new__(cls)
        _fill(game, number, others, schedules, where, name)
        return game

    @property
    def actions(self) -> tuple[str, ...]:
        """The two actions, in the order in which they were given."""
        return tuple(self.schedules)

    @property
    def players(self) -> tuple[str, ...]:
        """The players: "1", "2", …; one for all of them where their number is a letter."""
        if isinstance(self.number, sp.Integer):
            return tuple(str(i + 1) for i in range(int(self.number)))
        return ("each",)

    @property
    def parameters(self) -> tuple[sp.Symbol, ...]:
        """The parameters in declaration order, the number of players included where it is a letter."""
        return tuple(self.space.symbols.values())

    def payoff(self, action: str, others: int) -> sp.Expr:
        """Return what an action pays if so many others take the first action.

        Examples
        --------
        >>> m = sp.Symbol("m")
        >>> SymmetricGame(4, {"join": m, "stay": 1}, others=m).payoff("join", 3)
        3
        """
        if action not in self.schedules:
            raise GameError(f"no action {action!r}: there are {' and '.join(self.actions)}")
        last = int(self.number) - 1 if isinstance(self.number, sp.Integer) else math.inf
        if not isinstance(others, int) or not 0 <= others <= last:
            raise GameError(f"{others!r} others: a whole number from 0 to {self.number - 1} is wanted")
        return self.schedules[action].at(others)

    def subs(self, values: Mapping[sp.Symbol | str, Any]) -> SymmetricGame:
        """Return the same game with some parameters fixed, perhaps the number of players.

        Examples
        --------
        >>> n, m, b = sp.symbols("n m b")
        >>> many = SymmetricGame(n, {"act": b, "wait": 0}, others=m, where=n >= 2)
        >>> many.subs({n: 5, b: 2})
        SymmetricGame(players=5, actions=(act, wait), parameters=())
        """
        flat, where = substituted(_flat(self.number, self.schedules), self.where, self.space, values)
        assert isinstance(flat, Terminal)
        number, schedules = _unflat(self.schedules, flat)
        if isinstance(number, sp.Integer):
            schedules = {action: _cut(int(number), own) for action, own in schedules.items()}
        return SymmetricGame._of(number, self.others, schedules, where, self.name)

    def strategic_form(self) -> StrategicGame:
        """Return the table of the game, with an entry for each combination of actions.

        Raises
        ------
        GameError
            If the number of players is a letter, or the table would be very large.

        Examples
        --------
        >>> m = sp.Symbol("m")
        >>> SymmetricGame(2, {"go": m, "stay": 1}, others=m).strategic_form().payoffs["go", "stay"]
        (0, 1)
        """
        size = int(self.number) if isinstance(self.number, sp.Integer) else None
        if size is None or 2**size > _MOST_CELLS:
            raise GameError(
                f"a table for {self.number} players is not written: fix a number of up to {int(math.log2(_MOST_CELLS))}"
            )
        first = self.actions[0]
        table = {}
        for bits in range(2**size):
            cell = tuple(self.actions[bits >> (size - 1 - i) & 1] for i in range(size))
            acting = cell.count(first)
            table[cell] = tuple(self.payoff(a, acting - (a == first)) for a in cell)
        return StrategicGame(self.players, table, (*self.where, Region(True, where=self.where)), self.name)

    # -- doors to the rooms above ------------------------------------------------------------------

    def solve(
        self,
        concept: str | None = None,
        knife_edges: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> Any:
        """Return the `SymmetricSolution`: all pure equilibria, counted, and all symmetric mixed ones.

        Parameters
        ----------
        concept
            "nash", or left out.
        knife_edges
            Whether to add equilibria that exist only on a measure-zero set of parameters.
        progress
            Called with a sentence now and then.
        """
        return verbs.solve(self, concept=concept, knife_edges=knife_edges, progress=progress)

    def check(
        self,
        acting: int | sp.Expr | None = None,
        chance: Any = None,
        where: object = (),
        payoffs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return why a profile is an equilibrium where it is said to be one, or a point at which it is not.

        Parameters
        ----------
        acting
            How many players take the first action for certain; the others take the second.
        chance
            Or the probability with which each takes the first. Where the number of players is a letter `n`, one that is
            no root of degree `n - 1` is tried with the first numbers of players.
        where
            The parameters for which it is said to be one, beside the game's own assumptions.
        payoffs
            What they are said to get, named as in the solution (`"each"`, `"1 of 10"`); those left out are not
            looked at.

        Examples
        --------
        >>> m, b, c = sp.symbols("m b c")
        >>> payoffs = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
        >>> rescue = SymmetricGame(4, payoffs, others=m, where=[0 < c, c < b])
        >>> rescue.check(acting=1).holds, rescue.check(acting=2).holds
        (True, False)
        >>> rescue.check(chance=1 - (c / b) ** sp.Rational(1, 3)).holds
        True
        """
        return verbs.check(self, acting, chance, where, payoffs)

    def draw(self, path: Any = None, **options: Any) -> Any:
        """Return a picture of its table, and write it to a file (see `StrategicGame.draw`)."""
        return verbs.draw(self, path, **options)

    def __str__(self) -> str:
        return verbs.text(self)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the game as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_latex_(self) -> str:
        return verbs.latex(self)

    def __repr__(self) -> str:
        title = f"{self.name!r}, " if self.name else ""
        parameters = ", ".join(self.space.names)
        return (
            f"SymmetricGame({title}players={self.number}, actions=({', '.join(self.actions)}), "
            f"parameters=({parameters}))"
        )

    # -- equality ----------------------------------------------------------------------------------

    @cached_property
    def _identity(self) -> tuple[Any, ...]:
        return self.number, self.where, self.name, tuple(self.schedules.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SymmetricGame) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)


def _fill(
    game: SymmetricGame,
    number: sp.Expr,
    others: sp.Symbol,
    schedules: Mapping[str, Schedule],
    where: tuple[Any, ...],
    name: str,
) -> None:
    flat, space = name_parameters(_flat(number, schedules), where)
    renamed, same = _unflat(schedules, flat)
    for field, value in {
        "number": renamed,
        "others": others,
        "schedules": same,
        "where": where,
        "name": name,
        "space": space,
    }.items():
        object.__setattr__(game, field, value)
    for action, own in same.items():
        _require_defined(space, action, own)
    if not isinstance(number, sp.Integer):
        _require_enough(space, renamed, same)
        _require_lasting(renamed, same)


def _read_number(number: object) -> sp.Expr:
    if isinstance(number, sp.Symbol):
        return number
    if isinstance(number, int | sp.Integer) and not isinstance(number, bool) and number >= 2:
        return sp.Integer(number)
    raise GameError(f"{number!r} players: a whole number from 2 on, or a symbol, is wanted")


def _spread(number: sp.Expr, action: str, payoff: sp.Expr, others: sp.Symbol) -> Schedule:
    return Schedule(tuple(sp.sympify(payoff.subs(others, k)) for k in range(int(number))))


def _spread_without_end(number: sp.Expr, action: str, payoff: sp.Expr, others: sp.Symbol) -> Schedule:
    """Return the payoffs up to the last threshold, and what is paid from there on."""
    asked = f"with {number} players"
    steps = [r for r in payoff.atoms(Relational) if r.has(others)]
    first = max((_threshold(asked, action, r, others) + 1 for r in steps), default=0)
    beyond = payoff.xreplace({r: r.subs(others, first + 1) for r in steps})
    if not beyond.is_polynomial(others):
        raise GameError(
            f"{asked}, {action!r} pays {payoff}: what it pays must be a polynomial in {others} from some number of "
            f"others on; give a whole number of players instead"
        )
    coefficients = tuple(sp.Poly(beyond, others).all_coeffs()[::-1]) if beyond.has(others) else (beyond,)
    lasting = Schedule((), coefficients)
    levels = [sp.sympify(payoff.subs(others, k)) for k in range(first)]
    while levels and sp.expand(levels[-1] - lasting.at(len(levels) - 1)) == 0:
        levels.pop()
    return Schedule(tuple(levels), coefficients)


def _threshold(asked: str, action: str, relation: Relational, others: sp.Symbol) -> int:
    difference = sp.expand(relation.lhs - relation.rhs)
    slope, rest = difference.coeff(others, 1), difference.coeff(others, 0)
    if not (slope.is_Rational and rest.is_Rational and slope != 0) or difference != slope * others + rest:
        raise GameError(
            f"{asked}, {action!r} depends on {relation}: {others} can be compared with a number only"
        )
    return max(int(sp.floor(-rest / slope)), -1)


def _require_enough(space: Space, number: sp.Expr, schedules: Mapping[str, Schedule]) -> None:
    """There must be two players, and so many that all thresholds can be reached."""
    least = max(2, *(len(own.levels) + 1 for own in schedules.values()))
    if not Region(True, where=Region.of(space, space.assumptions)).implies(number >= least):
        raise GameError(f"{number} players: {number} >= {least} must follow from where; add it")


def _require_lasting(number: sp.Expr, schedules: Mapping[str, Schedule]) -> None:
    """What the one action pays more than the other must not go on changing with the number of others."""
    first, second = (own.beyond or () for own in schedules.values())
    for power, (left, right) in enumerate(itertools.zip_longest(first, second, fillvalue=sp.Integer(0))):
        if power and sp.expand(left - right) != 0:
            names = " and ".join(map(repr, schedules))
            raise GameError(
                f"with {number} players, {names} must differ by a constant from some number of others on; give a whole "
                f"number of players instead"
            )


def _require_defined(space: Space, action: str, own: Schedule) -> None:
    try:
        require_defined(space, *_terms(own))
    except ExpressionError as error:
        raise ExpressionError(f"what {action!r} pays: {error}") from error


def _cut(number: int, own: Schedule) -> Schedule:
    """Return the payoffs for a whole number of players."""
    return Schedule(tuple(own.at(others) for others in range(number)))


def _terms(own: Schedule) -> tuple[sp.Expr, ...]:
    return (*own.levels, *(own.beyond or ()))


def _flat(number: sp.Expr, schedules: Mapping[str, Schedule]) -> Terminal:
    """The number of players and all payoffs in one node, so that parameters are named as they are in a tree."""
    return Terminal((number, *(term for own in schedules.values() for term in _terms(own))))


def _unflat(shape: Mapping[str, Schedule], flat: Any) -> tuple[sp.Expr, dict[str, Schedule]]:
    number, *terms = flat.payoffs
    found = {}
    for action, own in shape.items():
        levels, terms = tuple(terms[: len(own.levels)]), terms[len(own.levels) :]
        size = len(own.beyond or ())
        beyond, terms = tuple(terms[:size]), terms[size:]
        found[action] = Schedule(levels, None if own.beyond is None else beyond)
    return number, found
