"""Subgame-perfect equilibria: the list, what it covers, and what it leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formal.algebra import Region
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import TRUE, disjunction, negation
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.writing import write_formula
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.games import Game
from formal.solvers.backward_induction import Induction, Notes
from formal.solvers.continuation import Continuation, Path, Payoffs
from formal.solvers.deferral import defer
from formal.solvers.draws import expected_over
from formal.solvers.offers import best_offers
from formal.solvers.open_replies import follows_open_offers, unfounded
from formal.solvers.profiles import Profiles
from formal.solvers.stages import Stages


def subgame_perfect(
    game: Game,
    knife_edges: bool,
    report: Callable[[str], None],
    undominated: bool = False,
    concept: str = "subgame_perfect",
) -> Solution:
    """Return every pure subgame-perfect equilibrium of a game, by region.

    Parameters
    ----------
    game
        Decisions, offers and moves of nature. What somebody does not see may be a simultaneous move, or a move of
        nature that can be put off.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.
    report
        Called with a sentence now and then.
    undominated
        Whether to leave out equilibria in which a simultaneous move is weakly dominated.
    concept
        What the equilibria are called: where nature's unseen moves were put off, they are perfect Bayesian ones, the
        belief being the prior.
    """
    space = game.space
    notes = Notes(spaces=[space])
    deferred = defer(game.tree)
    stages = Stages(deferred.tree, undominated) if deferred.hidden() else None
    induction = Induction(
        game.players, space, frozenset(), knife_edges, report, best_offers, expected_over, notes, stages
    )
    found = induction.solve(deferred.tree)
    profiles = Profiles(induction, deferred)
    loose = _unfounded(game, profiles, found) if follows_open_offers(game) else {}
    kept = [continuation for continuation in found if continuation not in loose]
    outcomes = tuple(_ordered(_outcome(profiles, own) for own in _grouped(kept)))
    gap = _gap(induction, found)
    return Solution(
        game=game,
        concept="undominated" if undominated else concept,
        space=space,
        found=outcomes,
        scope=_scope(concept, knife_edges, gap, undominated, notes.selective),
        undecided=tuple(dict.fromkeys((*_undecided(notes.spaces), *loose.values()))),
        without=gap,
        reasons=tuple(dict.fromkeys(notes.reasons)) if gap is not None else (),
    )


def _grouped(found: list[Continuation]) -> list[list[Continuation]]:
    groups: dict[tuple[Payoffs, Path], list[Continuation]] = {}
    for continuation in found:
        groups.setdefault((continuation.payoffs, continuation.path), []).append(continuation)
    return list(groups.values())


class LazyEquilibria:
    """The equilibria behind an outcome, spelled out when first asked for."""

    def __init__(self, profiles: Profiles, continuations: list[Continuation]) -> None:
        self._source = (profiles, continuations)

    def __iter__(self) -> Iterator[Equilibrium]:
        profiles, continuations = self._source
        for continuation in continuations:
            yield from profiles.equilibria(continuation)


def _outcome(profiles: Profiles, own: list[Continuation]) -> Outcome:
    first = own[0]
    region, _ = profiles.region(first, disjunction(*(c.where for c in own)))
    return Outcome(
        where=region,
        path=profiles.outcome(first),
        payoffs={
            player: profiles.induction.space.write(u)
            for player, u in zip(profiles.induction.players, first.payoffs, strict=True)
        },
        spelled=LazyEquilibria(profiles, own),
    )


def _ordered(outcomes: Iterator[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda outcome: outcome.where.is_thin())


def _gap(induction: Induction, found: list[Continuation]) -> Region | None:
    decider = induction.space.decider
    gap = negation(disjunction(*(eliminate(decider, c.where, *c.free) for c in found)))
    if not induction.alive(gap):
        return None
    return Region.of(induction.space, simplify(induction.space.decider, gap).formula)


def _unfounded(game: Game, profiles: Profiles, found: list[Continuation]) -> dict[Continuation, str]:
    """Return what cannot be listed as it stands, and why not."""
    listed = {}
    for continuation in found:
        spelled = (unfounded(game, equilibrium) for equilibrium in profiles.equilibria(continuation))
        info = next((info for info in spelled if info is not None), None)
        if info is not None:
            listed[continuation] = (
                f'what must be named at "{info}" by somebody who does not mind, so that no other offer before that '
                "would have been better: such equilibria are not listed"
            )
    return listed


def _undecided(spaces: list[Space]) -> Iterator[str]:
    for space in spaces:
        for formula in space.decider.undecided:
            yield f"whether this can hold: {write_formula(formula, space.symbols)}"


def _scope(concept: str, knife_edges: bool, gap: Region | None, undominated: bool, selective: bool) -> str:
    name = "subgame-perfect" if concept == "subgame_perfect" else "perfect Bayesian"
    scope = f"every pure {name} equilibrium"
    limits = [] if knife_edges else ["that exists on a set of parameters with an interior"]
    limits += ["in which no simultaneous move is weakly dominated"] if undominated else []
    scope = " ".join([scope, " and ".join(limits)]).rstrip()
    if selective:
        scope += (
            "; where somebody is indifferent after a whole interval of offers, replies that change within it"
        )
        scope += " from offer to offer are left out"
    if gap is not None:
        scope += "; there is none" if gap.formula == TRUE else f"; there is none where {gap}"
    return scope
