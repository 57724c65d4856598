"""The best offers: a continuous choice in backward induction.

After an offer `x` the subgame has continuations `1, …, K`, each on a region `F_k` of parameters and offers and with a
payoff `u_k` to the proposer. An offer `x*` followed by `k` is part of an equilibrium exactly if

    F_k(x*)   and   for every x in the interval there is a j with F_j(x) and u_j(x) <= u_k(x*),

since after another offer those who move next may play any of the continuations that are equilibria there, so the one
that is worst for the proposer deters it most. The negation of the second part, "some x is such that all its
continuations pay more than v", is eliminated once, with `v` as a variable. The candidates for `x*` are the ends of
the pieces (where the responder is indifferent, or the interval ends) and stationary points of the payoff; a payoff
that does not change with the offer makes the whole piece equally good. Where no candidate qualifies, the supremum
is not attained, and there is no equilibrium.

Regions that are closed in `x` are compared by their interiors: payoffs are continuous on a piece, so its ends pay
no more than what is close to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from formal.algebra.decide import root_definition
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    atom,
    compare,
    conjunction,
    disjunction,
    names,
    negation,
    rebuild,
)
from formal.algebra.normal import Clause, clauses, signs
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names, radicals_in, radicand
from formal.algebra.reading import read_value
from formal.algebra.region import Region
from formal.algebra.roots import roots
from formal.algebra.simplify import simplify
from formal.algebra.substitution import substitute, with_roots
from formal.errors import Undecided
from formal.games.tree import Offer
from formal.solvers.backward_induction import Induction
from formal.solvers.continuation import (
    Continuation,
    Name,
    Named,
    Path,
    Payoffs,
    narrowed,
    path_names,
    substitute_path,
)

_VALUE = "\N{PRIME}value"


def best_offers(outer: Induction, node: Offer) -> list[Continuation]:
    """Return the continuations of the subgame that begins with an offer.

    Raises
    ------
    Undecided
        If a payoff is not a rational function of the offer, or a breakpoint solves an equation of degree three or
        more.
    """
    return _Proposal(outer, node).solve()


@dataclass(frozen=True, eq=False)
class _Piece:
    """A continuation after the offer, where it is played, and its payoff to the proposer."""

    after: Continuation
    where: Formula
    payoff: Quotient


@dataclass(frozen=True, eq=False)
class _Candidate:
    """An offer that may be best: a value, or a formula of equally good ones; `where` it is possible."""

    piece: _Piece
    value: Quotient | Formula
    where: Formula
    payoff: Quotient


@dataclass(eq=False)
class _Proposal:
    outer: Induction
    node: Offer

    @cached_property
    def name(self) -> str:
        return str(self.node.symbol.name)

    @cached_property
    def range(self) -> Formula:
        """The interval as a formula."""
        here = Quotient.symbol(self.name)
        return conjunction(_bound(self.node.low, here, -1), _bound(self.node.high, here, 1))

    @cached_property
    def inner(self) -> Induction:
        """The induction after the offer: one more variable, within its range."""
        outer = self.outer
        space = outer.space.with_symbols([self.node.symbol]).assuming(self.range)
        outer.notes.spaces.append(space)
        return outer.within(space, outer.local | {self.name})

    @cached_property
    def pieces(self) -> list[_Piece]:
        player = self.outer.players.index(self.node.player)
        found = []
        for after in self.inner.solve(self.node.node):
            where = simplify(self.inner.space.decider, self._without_roots(after.where)).formula
            payoff = after.payoffs[player]
            if self._roots(payoff.names):
                raise Undecided(
                    f"the payoff of {self.node.player} contains a root of the offer {self.name}: "
                    f"{payoff}; offers are solved where payoffs are rational functions of them"
                )
            found.append(_Piece(after, where, payoff))
        return found

    def solve(self) -> list[Continuation]:
        found: list[Continuation] = []
        covered: list[Formula] = []
        self.outer.report(f"offer {self.name} of {self.node.player}: {len(self.pieces)} continuations")
        candidates = list(self._candidates())
        for candidate in candidates:
            better = substitute(self.better, {_VALUE: candidate.payoff})
            where = conjunction(candidate.where, negation(better), negation(self._otherwise(candidate)))
            if not self.outer.alive(where):
                continue
            where = self.outer.thick(simplify(self.outer.space.decider, where).formula)
            if self.outer.alive(where):
                free = candidate.piece.after.free
                covered.append(eliminate(self.outer.space.decider, where, *free))
                found += self._continuations(candidate, where)
        self._note_gap(covered)
        if found and any(map(self._leaves_open, self.pieces)):
            self.outer.notes.selective = True
        return found

    def _leaves_open(self, piece: _Piece) -> bool:
        """Return whether what is left open after an interval of offers matters to who makes them."""
        if set(piece.payoff.names).isdisjoint(piece.after.free):
            return False
        inside = rebuild(piece.where, lambda a: _open(a) if self.name in a.polynomial.names else a)
        return self.inner.alive(inside)

    # -- the condition ----------------------------------------------------------------------------

    @cached_property
    def closed(self) -> bool:
        """Whether every piece contains its boundary in the direction of the offer."""
        return not any(
            self.name in a.polynomial.names and a.relation in (">", "!=")
            for piece in self.pieces
            for a in _atoms(piece.where)
        )

    def _core(self, piece: _Piece) -> Formula:
        """Return the piece without its ends, where ends do not matter."""
        if not self.closed or self._disjoint:
            return piece.where
        return rebuild(piece.where, lambda a: _open(a) if self.name in a.polynomial.names else a)

    @cached_property
    def _disjoint(self) -> bool:
        decider = self.inner.space.decider
        return all(
            decider.satisfiable(conjunction(p.where, q.where)) is False
            for i, p in enumerate(self.pieces)
            for q in self.pieces[:i]
        )

    def _overlapping(self, piece: _Piece) -> list[_Piece]:
        """Return the other pieces that may be played after the same offers, on more than a boundary."""
        if self._disjoint:
            return []
        decider, own = self.inner.space.decider, self._core(piece)
        return [
            other
            for other in self.pieces
            if other is not piece
            and other.payoff != piece.payoff
            and decider.possible(conjunction(own, self._core(other)))
        ]

    def _rivals(self, piece: _Piece) -> list[_Piece]:
        """Return the pieces that overlap with one for parameters that have an interior."""
        own = self._core(piece)
        return [o for o in self._overlapping(piece) if self.inner.alive(conjunction(own, self._core(o)))]

    @cached_property
    def better(self) -> Formula:
        """Where some offer has continuations that all pay the proposer more than the variable `_VALUE`."""
        value, parts = Quotient.symbol(_VALUE), []
        open_range = self.range
        if self.closed and not self._disjoint:
            open_range = rebuild(self.range, _open)
            if not self.outer.space.decider.possible(open_range):
                open_range = self.range
        for piece in self.pieces:
            tempted = conjunction(open_range, self._tempting(piece, self._core(piece), value))
            for other in self._overlapping(piece):
                tempted = conjunction(tempted, negation(self._deterring(other, value)))
            try:
                parts.append(eliminate(self.outer.space.decider, tempted, self.name))
            except Undecided:
                shown = self.inner.space.write(piece.payoff)
                raise Undecided(
                    f"the best {self.name} of {self.node.player} is not found: {self.node.player} gets {shown}, and "
                    "offers are solved where payoffs, and the conditions on later play, are at most of degree two "
                    f"in {self.name}"
                ) from None
        played = (eliminate(self.inner.space.decider, p.where, *p.after.free) for p in self.pieces)
        gap = conjunction(self.range, *map(negation, played))
        if self.inner.alive(gap):
            parts.append(eliminate(self.outer.space.decider, gap, self.name))
        return disjunction(*parts)

    def _tempting(self, piece: _Piece, core: Formula, value: Quotient) -> Formula:
        """Return where a piece is played and pays more than `value`, whatever else it leaves open."""
        if not piece.after.free:
            return conjunction(core, compare(piece.payoff, ">", value))
        played = eliminate(self.inner.space.decider, piece.where, *piece.after.free)
        return conjunction(played, negation(self._deterring(piece, value)))

    def _otherwise(self, candidate: _Candidate) -> Formula:
        """Return where another offer pays more if what is left open after it is what it is after the best one."""
        piece = candidate.piece
        if set(piece.payoff.names).isdisjoint(piece.after.free):
            return FALSE
        more = conjunction(self.range, self._core(piece), compare(piece.payoff, ">", candidate.payoff))
        return eliminate(self.outer.space.decider, more, self.name)

    def _deterring(self, piece: _Piece, value: Quotient) -> Formula:
        """Return where a piece may be played and pay no more than `value`."""
        deterred = conjunction(piece.where, compare(value, ">=", piece.payoff))
        return eliminate(self.inner.space.decider, deterred, *piece.after.free)

    # -- the candidates ---------------------------------------------------------------------------

    def _candidates(self) -> Iterator[_Candidate]:
        for piece in self.pieces:
            points: dict[Quotient, list[Formula]] = {}
            level = []
            for clause in clauses(self.inner.space.decider, conjunction(piece.where, self.range)):
                found = list(self._points(clause, piece.payoff))
                if found or any(self._fixes(a) for a in clause):
                    for guard, point in found:
                        points.setdefault(point, []).append(guard)
                elif not self._varies(piece.payoff):
                    level.append(conjunction(*clause))
                yield from self._where_level(piece, clause)
            for point, guards in points.items():
                yield from self._at_point(piece, point, disjunction(*guards))
            if level:
                flat = disjunction(*level)
                yield _Candidate(
                    piece, flat, eliminate(self.outer.space.decider, flat, self.name), piece.payoff
                )

    def _where_level(self, piece: _Piece, clause: Clause) -> Iterator[_Candidate]:
        """Yield a clause where its slope vanishes throughout: in `(y - 1/2)*x`, every `x` after `y = 1/2`."""
        slope = piece.payoff.derivative(self.name).numerator
        if slope.is_constant or any(self._fixes(a) for a in clause):
            return
        flat = conjunction(*clause, *(atom(part, "=") for part in slope.coefficients(self.name)))
        if not self.inner.alive(flat):
            return
        where = simplify(
            self.outer.space.decider, eliminate(self.outer.space.decider, flat, self.name)
        ).formula
        if self.outer.alive(where):
            yield _Candidate(piece, flat, where, piece.payoff.substitute({self.name: self._somewhere}))

    @cached_property
    def _somewhere(self) -> Quotient:
        """Return an offer at which a payoff that does not change with the offer may be read off."""
        for end in (self.node.low, self.node.high):
            if not end.is_infinite and len(cases := read_value(end)) == 1:
                return cases[0][1]
        return Quotient.constant(0)

    def _at_point(self, piece: _Piece, point: Quotient, guard: Formula) -> Iterator[_Candidate]:
        here = {self.name: point}
        where = conjunction(guard, substitute(conjunction(self.range, piece.where), here))
        if self.outer.alive(where):
            yield _Candidate(piece, point, where, piece.payoff.substitute(here))

    def _varies(self, payoff: Quotient) -> bool:
        return self.name in payoff.names

    def _fixes(self, a: Atom) -> bool:
        return a.relation == "=" and self.name in a.polynomial.names

    def _points(self, clause: Clause, payoff: Quotient) -> Iterator[tuple[Formula, Quotient]]:
        """Yield the offers that may be best in a clause, each with a condition under which it is defined."""
        fixed = [a for a in clause if self._fixes(a)]
        if fixed:
            yield from self._solutions(fixed[0].polynomial)
            return
        if not self._varies(payoff):
            return
        slope = payoff.derivative(self.name)
        rising = signs(self.inner.space.decider, slope.numerator * slope.denominator, conjunction(*clause))
        for a in clause:
            if self.name in a.polynomial.names and a.relation == ">=":
                if rising <= {0, 1} and self._is_lower(a):
                    continue
                if rising <= {0, -1} and self._is_upper(a):
                    continue
                yield from self._solutions(a.polynomial)
        if self.name in slope.numerator.names and not rising <= {1} and not rising <= {-1}:
            yield from self._solutions(slope.numerator)

    def _slope_signs(self, a: Atom) -> frozenset[int]:
        if a.polynomial.degree(self.name) != 1:
            return frozenset((-1, 0, 1))
        return signs(self.outer.space.decider, a.polynomial.coefficients(self.name)[1])

    def _is_lower(self, a: Atom) -> bool:
        return self._slope_signs(a) <= {1}

    def _is_upper(self, a: Atom) -> bool:
        return self._slope_signs(a) <= {-1}

    def _solutions(self, polynomial: Polynomial) -> Iterator[tuple[Formula, Quotient]]:
        return roots(polynomial, self.name)

    # -- the result -------------------------------------------------------------------------------

    def _continuations(self, candidate: _Candidate, where: Formula) -> Iterator[Continuation]:
        """Yield what follows from an offer: one continuation, or several if a root has cases there."""
        after, value = candidate.piece.after, candidate.value
        if not isinstance(value, Quotient):
            yield self._several(candidate, where, value)
            return
        used = (*path_names(after.path), *(name for u in after.payoffs for name in u.names))
        for case, here in with_roots({self.name: value}, used):
            both = conjunction(where, case)
            if both == where or self.outer.alive(both):
                payoffs = tuple(u.substitute(here) for u in after.payoffs)
                rest = substitute_path(after.path, here)
                yield self._named(candidate, both, payoffs, value, rest, after.free)

    def _several(self, candidate: _Candidate, where: Formula, level: Formula) -> Continuation:
        after = candidate.piece.after
        value, free = self._equally_good(where, level), after.free
        player = self.outer.players.index(self.node.player)
        payoffs = tuple(candidate.payoff if i == player else u for i, u in enumerate(after.payoffs))
        used = {*path_names(after.path), *(name for u in payoffs for name in u.names)}
        if self.name in plain_names(used):
            free, where = (*free, self.name), conjunction(where, value)
        return self._named(candidate, where, payoffs, value, after.path, free)

    def _named(
        self,
        candidate: _Candidate,
        where: Formula,
        payoffs: Payoffs,
        value: Quotient | Formula,
        rest: Path,
        free: tuple[str, ...],
    ) -> Continuation:
        after = candidate.piece.after
        plan = Name(
            self.node.info or "",
            self.name,
            value,
            after,
            tuple(p.after for p in self.pieces),
            self._order(candidate, where),
        )
        return Continuation(where, payoffs, Named(self.name, value, rest), (plan,), free)

    def _equally_good(self, where: Formula, level: Formula) -> Formula:
        """Return the offers of a level piece under `where`: the whole interval if only a boundary is missing."""
        inside = self.inner.within(self.inner.space.assuming(where), self.inner.local)
        if not inside.alive(negation(level)):
            return self.range
        wide = self.outer.space.with_symbols([self.node.symbol]).assuming(where)
        return simplify(wide.decider, conjunction(self.range, level)).formula

    def _order(self, candidate: _Candidate, where: Formula) -> tuple[tuple[Formula, Continuation], ...]:
        """Return which continuation follows which offer: the chosen one first, then the most deterrent."""
        piece = candidate.piece
        if any(self._rivals(p) for p in self.pieces):
            self.outer.notes.selective = True
            value = candidate.value
            at = compare(Quotient.symbol(self.name), "=", value) if isinstance(value, Quotient) else value
            first = conjunction(at, piece.where)
            others = [(self._least(own), own, own.after) for own in self.pieces]
        else:
            first = piece.where
            others = [(p.where, p, self._deterrent(p, candidate)) for p in self.pieces if p is not piece]
        usual, single = [], []
        for here, own, after in others:
            if self._tempts(own, candidate, conjunction(where, here)):
                single.append((here, after))
                here = conjunction(here, compare(candidate.payoff, ">=", own.payoff))
            usual.append((here, after))
        return ((first, piece.after), *(entry for entry in usual if entry[0] != FALSE), *single)

    def _least(self, piece: _Piece) -> Formula:
        """Return after which offers a piece pays no more than others that may be played then."""
        rivals = (
            disjunction(negation(other.where), compare(other.payoff, ">=", piece.payoff))
            for other in self._rivals(piece)
        )
        return conjunction(piece.where, *rivals)

    def _tempts(self, piece: _Piece, candidate: _Candidate, where: Formula) -> bool:
        """Return whether it pays more after some offer: a single one, after which another may be played as well."""
        if piece.after.free:
            return False
        more = conjunction(where, compare(piece.payoff, ">", candidate.payoff))
        return self.inner.space.decider.satisfiable(more, patient=False) is True

    def _deterrent(self, piece: _Piece, candidate: _Candidate) -> Continuation:
        """Return a continuation after other offers: what it leaves open must not make them better."""
        if not piece.after.free:
            return piece.after
        return narrowed(piece.after, compare(candidate.payoff, ">=", piece.payoff))

    def _note_gap(self, covered: list[Formula]) -> None:
        gap = negation(disjunction(*covered))
        if not self.outer.alive(gap):
            return
        region = Region.of(self.outer.space, simplify(self.outer.space.decider, gap).formula)
        where = "" if region.formula == TRUE else f" where {region}"
        self.outer.notes.reasons.append(
            f"{self.node.player} has no best offer {self.name} at {self.node.info!r}{where}: "
            "the supremum of its payoff is not attained"
        )

    # -- roots of expressions in the offer --------------------------------------------------------

    def _roots(self, used: Iterable[str]) -> list[str]:
        inside = ((root, radicand(root)) for root in radicals_in(used))
        return [root for root, q in inside if q is not None and self.name in q.names]

    def _without_roots(self, formula: Formula) -> Formula:
        """Return a condition without square roots that contain the offer."""
        for root in self._roots(names(formula)):
            formula = eliminate(self.inner.space.decider, conjunction(root_definition(root), formula), root)
        return formula


def _bound(end: sp.Expr, here: Quotient, side: int) -> Formula:
    if end in (sp.oo, -sp.oo):
        return TRUE
    cases = read_value(end)
    return disjunction(
        *(
            conjunction(guard, compare(value, ">=", here) if side > 0 else compare(here, ">=", value))
            for guard, value in cases
        )
    )


def _open(a: Atom) -> Formula:
    match a.relation:
        case ">=":
            return Atom(a.polynomial, ">")
        case "=":
            return FALSE
    return a


def _atoms(formula: Formula) -> Iterator[Atom]:
    if isinstance(formula, Atom):
        yield formula
    for part in getattr(formula, "parts", ()):
        yield from _atoms(part)
