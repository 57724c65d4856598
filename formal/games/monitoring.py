"""Public monitoring: which signal each action profile gives rise to, and with which probability.

>>> from sympy import symbols
>>> mu, = symbols("mu,")
>>> watched = {("comply", "comply"): {"quiet": 1}, ...: {"alarm": mu, "quiet": 1 - mu}}
>>> read = read_monitoring([("comply", "comply"), ("attack", "comply")], watched)
>>> read["attack", "comply"]
{'alarm': mu, 'quiet': 1 - mu}

References
----------
Mailath, G. J. and Samuelson, L. (2006), Repeated Games and Reputations, section 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

from formal.algebra.formula import negation
from formal.algebra.reading import read_condition
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.errors import GameError
from formal.games.automaton import ActionProfile, fits
from formal.games.reading import read_expression
from formal.games.table import shown
from formal.games.tree import kind_of

__all__ = ["Monitoring", "check_lottery", "read_monitoring"]

Monitoring = Mapping[ActionProfile, Mapping[str, sp.Expr]]


def read_monitoring(
    profiles: Iterable[ActionProfile], monitoring: Any
) -> dict[ActionProfile, dict[str, sp.Expr]]:
    """Return the probabilities of signals after each action profile.

    Raises
    ------
    GameError
        If an action profile has no entry, or an entry fits none.

    Examples
    --------
    >>> read_monitoring([("C",), ("D",)], {("C",): {"good": 1}})
    Traceback (most recent call last):
        ...
    formal.errors.GameError: monitoring: no entry for (D): add one, or ... for any other action profile
    """
    if not isinstance(monitoring, Mapping):
        wanted = "monitoring must be a dict {action profile: {signal: probability}}"
        raise GameError(f"{wanted}; found {kind_of(monitoring)}")
    listed = list(profiles)
    for pattern in monitoring:
        if not any(fits(pattern, profile) for profile in listed):
            raise GameError(f"monitoring: {pattern!r} fits no action profile: correct a misspelt action")
    return {profile: _signals(monitoring, profile) for profile in listed}


def check_lottery(space: Space, lottery: Mapping[str, sp.Expr], what: str) -> None:
    """Refuse probabilities that may be negative or need not sum to one.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from formal.algebra.space import space_of
    >>> mu = Symbol("mu")
    >>> check_lottery(space_of(mu < 1), {"alarm": mu, "quiet": 1 - mu}, "monitoring")
    Traceback (most recent call last):
        ...
    formal.errors.GameError: monitoring: the probability mu of 'alarm' may be negative, for example at ...
    """
    for label, probability in lottery.items():
        asked = f"add {probability} >= 0 to where, or correct it"
        found = f"{what}: the probability {probability} of {label!r} may be negative"
        _require(space, sp.Ge(probability, 0, evaluate=False), found, asked)
    listed = ", ".join(map(str, lottery.values()))
    total = sp.Eq(sp.Add(*lottery.values()), 1, evaluate=False)
    _require(space, total, f"{what}: the probabilities {listed} do not sum to one", "correct them")


def _require(space: Space, condition: sp.Basic, found: str, asked: str) -> None:
    fails = Region.of(space, negation(read_condition(condition)))
    if fails.is_empty():
        return
    used = condition.free_symbols
    values = ", ".join(f"{s} = {v}" for s, v in (fails.witness() or {}).items() if s in used)
    raise GameError(f"{found}{', for example at ' + values if values else ''}: {asked}")


def _signals(monitoring: Mapping[Any, Any], profile: ActionProfile) -> dict[str, sp.Expr]:
    here = f"monitoring of {shown(profile)}"
    for pattern, signals in monitoring.items():
        if fits(pattern, profile):
            if not isinstance(signals, Mapping) or not signals:
                raise GameError(f"{here} must be a dict {{signal: probability}}; found {kind_of(signals)}")
            for signal in signals:
                if not isinstance(signal, str) or not signal:
                    raise GameError(f"{here}: a signal is named by a text; found {kind_of(signal)}")
            return {s: read_expression(q, here, f"the probability of {s!r}") for s, q in signals.items()}
    raise GameError(
        f"monitoring: no entry for {shown(profile)}: add one, or ... for any other action profile"
    )
