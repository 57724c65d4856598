"""Where a list of equilibria and the oracle part ways, at one rational parameter point.

The equilibria are what `solution.at(values)` returns, or `outcomes_at(solution, values)` where only outcomes
are compared. Of an `Equilibrium` only the public names are read (`strategy`, `payoffs`, `outcome`, `free`),
with SymPy numbers in them. An empty answer is agreement.

Without offers whole profiles are compared (`profiles_apart`). With offers it is outcomes: an equilibrium is
*unfounded* if no equilibrium in the oracle's answer has its path, its payoffs and its offers on the path, and
an outcome of the answer is *unlisted* if no equilibrium has it. Continua are compared at samples; what is
known of an offer from its interval need not be repeated in the condition for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from tests.oracle import exact, reals
from tests.oracle.families import Realised
from tests.oracle.numeric import read
from tests.oracle.offers import Answer
from tests.oracle.regions import samples, satisfied_at
from tests.oracle.subgame_perfect import Path, Profile, equilibria, profile_of


@dataclass(frozen=True)
class Listed:
    """What `unfounded` and `unlisted` read of an equilibrium."""

    outcome: Mapping[tuple[Any, ...], Any]
    payoffs: Mapping[str, Any]
    free: Mapping[Any, Any] = field(default_factory=dict)


def profiles_apart(
    game: Any, listed: Iterable[Any], values: exact.Values
) -> tuple[set[Profile], set[Profile]]:
    """Return the profiles that are missing from the list and those that should not be there (no offers)."""
    wanted = equilibria(read(game, values).tree)
    found = {profile_of(equilibrium.strategy) for equilibrium in listed}
    return wanted - found, found - wanted


def unfounded(answer: Answer, listed: Iterable[Any]) -> list[str]:
    """Return what is listed but is no equilibrium outcome, in words."""
    return [
        f"{dict(equilibrium.outcome)} paying {payoffs} with {offers}"
        for equilibrium in listed
        for path, payoffs, offers in _members(equilibrium, answer)
        if not answer.admits(payoffs, offers, path)
    ]


def unlisted(answer: Answer, listed: Iterable[Any]) -> list[str]:
    """Return the equilibrium outcomes that nothing listed has, in words."""
    listed = list(listed)
    return [
        str(outcome)
        for outcome in answer.samples()
        if not any(_has(e, outcome, answer.players) for e in listed)
    ]


def outcomes_at(solution: Any, values: exact.Values) -> list[Listed]:
    """Return the solution's outcomes that exist at a point, without spelling out their equilibria."""
    at = {name: _sympy(value) for name, value in exact.point(values).items()}
    return [
        Listed(
            outcome={
                tuple(label if isinstance(label, str) else _fixed(label, at) for label in history): p
                for history, weight in outcome.path.items()
                if (p := _fixed(weight, at)) != 0
            },
            payoffs={player: _fixed(payoff, at) for player, payoff in outcome.payoffs.items()},
        )
        for outcome in solution.outcomes()
        if outcome.where.contains({name: at[name] for name in at})
    ]


def _fixed(expression: Any, at: Mapping[str, Any]) -> Any:
    """Put numbers for the parameters; in `Eq(x, value)` the offer itself is none of them."""
    if isinstance(expression, sympy.Eq):
        return sympy.Eq(expression.lhs, _fixed(expression.rhs, at), evaluate=False)
    return expression.subs({s: at[s.name] for s in expression.free_symbols if s.name in at})


def _has(equilibrium: Any, outcome: Realised, players: tuple[str, ...]) -> bool:
    path, made = _path(equilibrium)
    if path != outcome.path or made.keys() != outcome.offers.keys():
        return False
    middle = {
        name: low if low == high else reals.between(low, high) for name, (low, high) in outcome.offers.items()
    }
    for name, value in made.items():
        low, high = outcome.offers[name]
        if isinstance(value, Boolean):
            if not satisfied_at(value, name, middle[name]):
                return False
        elif low != high or reals.from_sympy(value) != low:
            return False
    paid = zip(players, outcome.payoffs, strict=True)
    return all(_equals(equilibrium.payoffs[player], middle, u) for player, u in paid)


def _equals(payoff: Any, fixed: Mapping[str, reals.Number], wanted: reals.Number) -> bool:
    payoff = sympy.sympify(payoff)
    here = {s: _sympy(fixed[s.name]) for s in payoff.free_symbols}
    return reals.from_sympy(payoff.subs(here)) == wanted


def _members(equilibrium: Any, answer: Answer) -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    """Yield (path, payoffs, offers) of an equilibrium, or of samples of a continuum of them."""
    path, made = _path(equilibrium)
    choices = {
        name: samples(sympy.And(value, *_range(answer, name)), name)
        if isinstance(value, Boolean)
        else [value]
        for name, value in made.items()
    }
    for combination in product(*choices.values()):
        offers = {name: _sympy(x) for name, x in zip(choices, combination, strict=True)}
        fixed = {player: sympy.sympify(u) for player, u in equilibrium.payoffs.items()}
        payoffs = {player: u.subs({s: offers[s.name] for s in u.free_symbols}) for player, u in fixed.items()}
        yield path, payoffs, offers


def _range(answer: Answer, name: str) -> Iterator[Any]:
    """The interval of an offer as conditions."""
    low, high = answer.ranges.get(name, (-inf, inf))
    symbol = sympy.Symbol(name)
    if low != -inf:
        yield symbol >= _sympy(low)
    if high != inf:
        yield symbol <= _sympy(high)


def _path(equilibrium: Any) -> tuple[Path, dict[str, Any]]:
    """The path, an offer's name in the place of its value, and the value or condition of each offer."""
    made: dict[str, Any] = {}
    path = set()
    for history, probability in equilibrium.outcome.items():
        labels = []
        for label in history:
            if isinstance(label, str):
                labels.append(label)
                continue
            name, value = _offer(label, equilibrium)
            made[name] = value
            labels.append(name)
        path.add((tuple(labels), exact.fraction(probability)))
    return frozenset(path), made


def _offer(label: Any, equilibrium: Any) -> tuple[str, Any]:
    """Read `Eq(x, value)`, a condition on x, or `Eq(x, x)` with x free."""
    if isinstance(label, sympy.Eq) and label.lhs.is_Symbol and not label.rhs.free_symbols:
        return label.lhs.name, label.rhs
    label = label if isinstance(label, sympy.Basic) else label.to_sympy()
    if isinstance(label, sympy.Eq) and label.rhs in equilibrium.free:
        label = equilibrium.free[label.rhs].to_sympy().subs(label.rhs, label.lhs)
    (symbol,) = label.free_symbols
    return symbol.name, label


def _sympy(number: Any) -> Any:
    if isinstance(number, reals.Real):
        return number.to_sympy()
    return sympy.Rational(number.numerator, number.denominator) if isinstance(number, Fraction) else number
