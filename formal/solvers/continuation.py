"""Continuations: what backward induction knows about a subgame, one entry for each way to play on.

A `Continuation` says where (for which parameters, and after which earlier offers) play goes along one path to
certain payoffs in an equilibrium of the subgame. Equilibria that share path and payoffs share a continuation; the
`Plan`s keep apart how they differ, so nothing is multiplied out before somebody asks for the full list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from formal.algebra.formula import Formula, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.substitution import substitute

Payoffs = tuple[Quotient, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The path is over; `history` has the labels on it in the original tree."""

    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An action, then the rest of the path."""

    action: str
    rest: Path


@dataclass(frozen=True, slots=True)
class Segment:
    """The label of a draw that lies between two numbers."""

    symbol: str
    low: Quotient
    high: Quotient


@dataclass(frozen=True, slots=True)
class Fork:
    """A move of nature: label, probability and path of each branch."""

    branches: tuple[tuple[str | Segment, Quotient, Path], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An offer: its symbol, the number named (or the formula of equally good ones), the rest of the path."""

    symbol: str
    value: Quotient | Formula
    rest: Path


Path = End | Step | Fork | Named


def substitute_path(path: Path, values: Mapping[str, Quotient]) -> Path:
    """Return a path with offers made earlier replaced by their values."""
    match path:
        case Step(action, rest):
            return Step(action, substitute_path(rest, values))
        case Fork(branches):
            return Fork(
                tuple(
                    (_segment(a, values), q.substitute(values), substitute_path(r, values))
                    for a, q, r in branches
                )
            )
        case Named(symbol, value, rest):
            inner = value.substitute(values) if isinstance(value, Quotient) else substitute(value, values)
            return Named(symbol, inner, substitute_path(rest, values))
    return path


def _segment(label: str | Segment, values: Mapping[str, Quotient]) -> str | Segment:
    if isinstance(label, str):
        return label
    return Segment(label.symbol, label.low.substitute(values), label.high.substitute(values))


def path_names(path: Path) -> Iterator[str]:
    """Yield the variables on which a path depends."""
    match path:
        case Step(_, rest):
            yield from path_names(rest)
        case Fork(branches):
            for label, probability, rest in branches:
                if isinstance(label, Segment):
                    yield from (*label.low.names, *label.high.names)
                yield from probability.names
                yield from path_names(rest)
        case Named(_, value, rest):
            if isinstance(value, Quotient):
                yield from value.names
            yield from path_names(rest)


@dataclass(frozen=True, eq=False, slots=True)
class Continuation:
    """One way to play on.

    Attributes
    ----------
    where
        For which parameters and earlier offers it is an equilibrium of the subgame.
    payoffs
        In the order of the players.
    path
        What happens.
    plans
        The ways in which it is supported; they differ off the path only.
    free
        Offers that may be any number in a region and matter to somebody's payoff.
    """

    where: Formula
    payoffs: Payoffs
    path: Path
    plans: tuple[Plan, ...]
    free: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Over:
    """At a terminal node there is nothing to plan."""


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """The mover takes `action`, better than every continuation of the other actions that may be played.

    `others` has, for each other action, the continuations that it may have and the condition under which `chosen`
    is at least as good for the mover.
    """

    info: str
    action: str
    chosen: Continuation
    others: tuple[tuple[tuple[Formula, Continuation], ...], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Moves:
    """Several players move at once, in equilibrium under the condition `where`.

    What follows each combination of their actions is among `after`, and what follows those taken is `chosen`.
    """

    where: Formula
    actions: tuple[tuple[str, str], ...]
    chosen: Continuation
    after: tuple[Continuation, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Chances:
    """Nature moves; each branch has its continuation."""

    branches: tuple[Continuation, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """The mover names a number.

    Attributes
    ----------
    value
        The number, or the formula of equally good ones.
    chosen
        Which of `after` follows.
    after
        All continuations after an offer, as functions of it.
    order
        For each of `after` a formula: it is played after the offers for which this holds, the first that does.
    """

    info: str
    symbol: str
    value: Quotient | Formula
    chosen: Continuation
    after: tuple[Continuation, ...]
    order: tuple[tuple[Formula, Continuation], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Types:
    """Nature draws a number; each type's continuation is the first whose formula holds."""

    symbol: str
    order: tuple[tuple[Formula, Continuation], ...]


Plan = Over | Act | Moves | Chances | Name | Types


def narrowed(continuation: Continuation, condition: Formula) -> Continuation:
    """Return a continuation whose free offers also satisfy a condition."""
    plans = tuple(_narrowed(plan, continuation.free, condition) for plan in continuation.plans)
    return replace(continuation, plans=plans)


def _narrowed(plan: Plan, free: tuple[str, ...], condition: Formula) -> Plan:
    match plan:
        case Act():
            return replace(plan, chosen=narrowed(plan.chosen, condition))
        case Chances(branches):
            return replace(plan, branches=tuple(narrowed(branch, condition) for branch in branches))
        case Name(symbol=symbol, value=value) if symbol in free and not isinstance(value, Quotient):
            return replace(plan, value=conjunction(value, condition))
    return plan
