"""What following the strategies is worth, case by case, from the game tree and the strategies alone.

No solver is asked: a case is left out only if it contradicts itself on its face, or if `impossible` says so, which
a derivation must show. So what is computed here can be computed again by whoever checks a derivation.

>>> from sympy import symbols
>>> from formal.algebra import Region
>>> from formal.games import choose
>>> p, c = symbols("p c")
>>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0])
>>> fights = Equilibrium(Region(p > c), {"A": {"fight": 1, "yield": 0}}, {}, {})
>>> [(str(case), str(*payoffs)) for case, payoffs in Following(game, fights).worth(())]
[('always', '-c + p')]
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import sympy as sp
from sympy.core.function import AppliedUndef

from formal.algebra import Cases, Region
from formal.algebra.formula import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    Relation,
    atom,
    conjunction,
    conjuncts,
    disjunction,
    disjuncts,
    names,
    negation,
    parameters,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.radical import plain_names
from formal.algebra.reading import read_condition, read_value
from formal.algebra.substitution import substitute, substitute_value
from formal.derivations.averaging import ONE, ZERO, Ends, Vector, averaged
from formal.derivations.picking import Picks
from formal.equilibria.equilibrium import Equilibrium
from formal.errors import GameError
from formal.games import Game
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal
from formal.games.walking import History, walk

#: Conditions that exclude each other, and what holds there.
Pieces: TypeAlias = tuple[tuple[Formula, Vector], ...]
Mixes: TypeAlias = tuple[tuple[Formula, Mapping[str, Quotient]], ...]

_MOST_CASES = 400


class Following:
    """A game in which everybody follows the strategies of an equilibrium.

    Parameters
    ----------
    game
        The game.
    equilibrium
        Its strategies; where it is said to be one is assumed.
    impossible
        Whether a formula is known to hold nowhere.
    only
        The player whose payoffs are followed, the others' being left out (0); everybody's, if there is none.
    """

    def __init__(
        self,
        game: Game,
        equilibrium: Equilibrium,
        impossible: Callable[[Formula], bool] = lambda _: False,
        only: str | None = None,
    ) -> None:
        self.game = game
        self.equilibrium = equilibrium
        self._impossible = impossible
        self._only = only
        self._of: dict[str, Following] = {}
        self.nodes = dict(walk(game.tree))
        self.picks = Picks(game, equilibrium)
        #: The letters of offers whose regions depend on what is named or drawn before.
        self.bound = set(self.picks.bound())
        self.drawn = {node.symbol.name for node in self.nodes.values() if isinstance(node, Draw)}
        self._worth: dict[History, Pieces] = {}
        self._mixes: dict[History, Mixes] = {}
        #: Where it is said to be an equilibrium; then also what is said of free probabilities, and of numbers named.
        self.where = conjunction(game.space.assumptions, equilibrium.where.formula)
        offered = {node.symbol.name for node in self.nodes.values() if isinstance(node, Offer)}
        #: What is free, apart from numbers that are named.
        self.free = {s.name: own.formula for s, own in equilibrium.free.items() if s.name not in offered}
        self.of_parameters = conjunction(self.where, *self.free.values())
        named = [own.formula for s, own in equilibrium.free.items() if s.name in offered]
        if (parameters(self.of_parameters) | parameters(conjunction(*named))) & self.drawn:
            told = ", ".join(sorted(self.drawn))
            raise GameError(f"where it is an equilibrium cannot depend on what is drawn in the game: {told}")
        said = conjunction(self.of_parameters, *named)
        meant = substitute(said, self.picks.meant(parameters(said)))
        self.context = conjunction(meant, *self.picks.everywhere())
        self.contexts: dict[History, Formula] = {}
        for history, node in walk(game.tree):
            above = self.contexts[history[:-1]] if history else self.context
            passed = self.nodes[history[:-1]] if history else node
            inside = interval(passed) if history and isinstance(passed, Offer | Draw) else TRUE
            self.contexts[history] = conjunction(above, inside, self.picks.here(node))

    def of(self, player: str) -> Following:
        """Return what following is worth to one player, where what is open may matter to others only."""
        if not self.bound or self._only is not None:
            return self
        if player not in self._of:
            self._of[player] = Following(self.game, self.equilibrium, self._impossible, player)
        return self._of[player]

    def picked(self, history: History, letters: Iterable[str] | None = None) -> Formula:
        """Return that numbers named later are as good as others there, after what strategies name in between."""
        found, some = [], self.bound if letters is None else set(letters)
        for own, node in self.nodes.items():
            if own[: len(history)] != history or not isinstance(node, Offer) or not self.picks.depends(node):
                continue
            if self.picks.letters[node.info or ""] in some:
                condition = self.picks.condition(node)
                for size in range(len(own) - 1, len(history) - 1, -1):
                    above = self.nodes[own[:size]]
                    if isinstance(above, Offer):
                        name, named = above.symbol.name, self.named(above)
                        condition = disjunction(
                            *(conjunction(f, substitute(condition, {name: number})) for f, number in named)
                        )
                found.append(condition)
        return conjunction(*found)

    def picked_in(self, pieces: Pieces, history: History) -> Formula:
        """Return the same of those numbers on which what follows depends."""
        used = self.bound & {name for case, vector in pieces for name in _used(case, vector)}
        return self.picked(history, used) if used else TRUE

    def as_named(self, stated: Any) -> list[tuple[Formula, Quotient]]:
        """Return what is stated of the whole, where the symbol of an offer means the number that is named."""
        found = []
        picked = self.picks.meant(self._mentioned(stated))
        for case, value in self.read(stated):
            guards = substitute_value(value, picked)
            found += [(conjunction(substitute(case, picked), guard), v) for guard, v in guards]
        return found

    # -- cases --------------------------------------------------------------------------------------

    def joined(
        self, context: Formula, *parts: Iterable[tuple[Formula, Any]]
    ) -> list[tuple[Formula, list[Any]]]:
        """Return every way to be in one case of each, what contradicts itself left out.

        Raises
        ------
        GameError
            If these are too many to be told.
        """
        found: list[tuple[Formula, list[Any]]] = [(TRUE, [])]
        for part in parts:
            pairs = itertools.product(found, list(part))
            found = [(conjunction(f, g), [*values, v]) for (f, values), (g, v) in pairs]
            found = [(f, values) for f, values in found if not self.excluded(context, f)]
            if len(found) > _MOST_CASES:
                raise GameError(f"more than {_MOST_CASES} cases have to be told apart")
        return found

    def excluded(self, context: Formula, case: Formula) -> bool:
        """Return whether a case is known to be nowhere."""
        if case == TRUE:
            return False
        whole = conjunction(context, case)
        parts = set(conjuncts(whole))
        if whole == FALSE or any(isinstance(part, Atom) and negation(part) in parts for part in parts):
            return True
        return self._impossible(whole)

    def read(self, stated: Any) -> tuple[tuple[Formula, Quotient], ...]:
        """Return an expression or cases as quotients by case."""
        if isinstance(stated, Cases):
            return stated.parts
        return tuple(read_value(sp.sympify(stated)))

    # -- what players do ----------------------------------------------------------------------------

    def stated(self, node: Decision | Offer) -> Any:
        """Return what the strategies say at a node, as it stands in the equilibrium."""
        info = node.info or ""
        if info not in self.equilibrium.strategy:
            raise GameError(f'nothing is said about what {node.player} does at "{info}"')
        return self.equilibrium.strategy[info]

    def mixes(self, history: History) -> Mixes:
        """Return the probabilities of the actions at a decision, by case."""
        if history not in self._mixes:
            node = self.nodes[history]
            assert isinstance(node, Decision)
            stated = self.stated(node)
            parts = [self.read(stated.get(action, 0)) for action in node.actions]
            found = self.joined(self.contexts[history], *parts)
            self._mixes[history] = tuple((f, dict(zip(node.actions, v, strict=True))) for f, v in found)
        return self._mixes[history]

    def named(self, node: Offer) -> tuple[tuple[Formula, Quotient], ...]:
        """Return the number that an offer names, by case; one of equally good ones has a name of its own."""
        stated = self.stated(node)
        if isinstance(stated, Region):
            return ((TRUE, self.picks.number(node)),)
        later = {n.symbol.name for _, n in walk(node.node) if isinstance(n, Offer)} & self._mentioned(stated)
        return tuple(self.as_named(stated)) if later else self.read(stated)

    # -- what it is worth ---------------------------------------------------------------------------

    def worth(self, history: History) -> Pieces:
        """Return the payoffs after a history, by case; numbers that were named on the way are variables.

        Raises
        ------
        GameError
            If there are too many cases, or an average over a number that nature draws is not taken.
        """
        if history not in self._worth:
            self._worth[history] = _collected(self._found(history, self.nodes[history]))
        return self._worth[history]

    def _found(self, history: History, node: Node) -> Iterator[tuple[Formula, Vector]]:
        context = self.contexts[history]
        match node:
            case Terminal(payoffs=payoffs):
                listed = zip(self.game.players, payoffs, strict=True)
                own = [u if self._only in (None, player) else sp.Integer(0) for player, u in listed]
                yield from ((f, tuple(v)) for f, v in self.joined(context, *map(self.read, own)))
            case Decision():
                for case, mix in self.mixes(history):
                    taken = {a: q for a, q in mix.items() if not q.is_zero}
                    if not taken:  # no probabilities, which is noticed where they are looked at
                        yield case, (ZERO,) * len(self.game.players)
                        continue
                    below = [self.worth((*history, a)) for a in taken]
                    for f, vectors in self.joined(conjunction(context, case), *below):
                        yield conjunction(case, f), weighed(list(taken.values()), vectors)
            case Chance(branches=branches):
                odds = [self.read(probability) for probability, _ in branches.values()]
                below = [self.worth((*history, label)) for label in branches]
                for f, values in self.joined(context, *odds, *below):
                    yield f, weighed(values[: len(odds)], values[len(odds) :])
            case Offer():
                if self.picks.depends(node) or (
                    self.picks.region(node) is not None and self.drawn & set(history)
                ):
                    found = list(self._among(history, node))
                    if not any(self.picks.letters[node.info or ""] in _used(f, v) for f, v in found):
                        yield from found
                        return
                for f, number in self.named(node):
                    for g, vector in self.after(history, node, number, conjunction(context, f)):
                        yield conjunction(f, g), vector
            case Draw():
                yield from self.averaged(self.worth((*history, node.symbol.name)), [node], context)

    def _among(self, history: History, node: Offer) -> Iterator[tuple[Formula, Vector]]:
        """Yield the payoffs where a number is one of several, which may depend on what was drawn before.

        Where only one number is left it is put in. Else, if one case is left whichever is named, that it holds is shown
        where the offer is made, and it need not be told from others here.
        """
        letter = self.picks.number(node)
        (name,) = letter.names
        for among in disjuncts(self.picks.condition(node)):
            told = conjunction(*_without(conjuncts(among), name))
            only = next(filter(None, (_solved(part, name) for part in conjuncts(among))), None)
            if only is not None:
                here = substitute(among, {name: only})
                context = conjunction(self.contexts[history[:-1]] if history else self.where, here)
                for g, vector in self.after(history, node, only, context):
                    yield conjunction(here, g), vector
                continue
            pieces = self.after(history, node, letter, conjunction(self.contexts[history], among))
            single = len(pieces) == 1 and not any(name in value.names for value in pieces[0][1])
            for g, vector in pieces:
                if single or (self.drawn & set(history)) or any(name in value.names for value in vector):
                    yield (told if single else conjunction(among, g)), vector
                    continue
                for part in disjuncts(
                    g
                ):  # where some of these numbers leads there; cases may have points in common
                    both = conjunction(*_without(conjuncts(conjunction(among, part)), name))
                    if not self.excluded(self.contexts[history[:-1]] if history else self.where, both):
                        yield both, vector

    def after(self, history: History, node: Offer, number: Quotient, context: Formula) -> Pieces:
        """Return the payoffs after an offer names a number, by case."""
        name = node.symbol.name
        found: list[tuple[Formula, Vector]] = []
        for case, vector in self.worth((*history, name)):
            here = substitute(case, {name: number})
            if here == FALSE or self.excluded(context, here):
                continue
            parts = [substitute_value(value, {name: number}) for value in vector]
            both = self.joined(conjunction(context, here), *parts)
            found += [(conjunction(here, f), tuple(v)) for f, v in both]
        return _collected(found)

    # -- what nature draws --------------------------------------------------------------------------

    def averaged(self, pieces: Pieces, draws: Sequence[Draw], context: Formula) -> Pieces:
        """Return what holds by case averaged over numbers that nature draws, the last of them first.

        Raises
        ------
        GameError
            If a distribution is not given, or there is no closed form.
        """
        for number, node in reversed(list(enumerate(draws))):
            self._require_average(node, pieces)
            density = self.density(node)
            above = conjunction(context, *map(interval, draws[:number]))
            found: list[tuple[Formula, Vector]] = []
            for ends, (low, high) in self.joined(above, self.read(node.low), self.read(node.high)):
                here = conjunction(above, ends)
                weighed = [
                    (f, tuple(v * share for v in vector))
                    for f, (vector, share) in self.joined(conjunction(here, interval(node)), pieces, density)
                ]
                over = averaged(weighed, node.symbol.name, Ends(low, high), here, self.joined)
                found += [(conjunction(ends, f), vector) for f, vector in over]
            pieces = _collected(found)
        return pieces

    def density(self, node: Draw) -> list[tuple[Formula, Quotient]]:
        """Return the density of a number that nature draws, by case."""
        name, law = node.symbol.name, node.cdf
        if node.low.is_infinite or node.high.is_infinite or (law is not None and law.has(AppliedUndef)):
            raise GameError(
                f"{name} is drawn by a distribution that is not given, or from an interval without end: what is "
                "expected has no closed form, and no derivation is made of it"
            )
        if law is not None:
            return [(f, value.derivative(name)) for f, value in self.read(law)]
        both = self.joined(TRUE, self.read(node.low), self.read(node.high))
        return [(f, ONE / (high - low)) for f, (low, high) in both]

    def _require_average(self, node: Draw, pieces: Pieces) -> None:
        """Refuse to average over what depends on a number that is open, and may be named with an eye to the draw."""
        used = {name for f, vector in pieces for name in _used(f, vector)}
        for _, below in walk(node.node):
            if not isinstance(below, Offer) or below.player not in node.seen_by:
                continue
            if self.picks.letters.get(below.info or "") in used:
                raise GameError(
                    f"several {below.symbol} are equally good for {below.player}, who has seen {node.symbol}; what "
                    f"others get depends on which is named, so their average over {node.symbol} is open: no derivation "
                    "is made of it"
                )

    # -- what players know --------------------------------------------------------------------------

    def unseen(self, history: History, player: str) -> tuple[Draw, ...]:
        """Return the draws on the way to a node that a player has not seen."""
        passed = self._passed(history)
        return tuple(node for node in passed if isinstance(node, Draw) and player not in node.seen_by)

    def known(self, history: History, player: str, ends: bool = True, picked: bool = True) -> Formula:
        """Return what may be assumed at a node of what a player knows: the draws that it has not seen left out.

        Parameters
        ----------
        history, player
            The node, and who moves there.
        ends
            Whether a number that nature draws may be an end of its interval, which happens with probability zero.
        picked
            Whether numbers that are as good as others are among those that are said to be.

        Raises
        ------
        GameError
            If a number that it has seen tells something of one that it has not.
        """
        found = (
            conjunction(self.context, self.picks.here(self.nodes[history])) if picked else self.of_parameters
        )
        for node in self._passed(history):
            if isinstance(node, Offer) or player in node.seen_by:
                found = conjunction(found, interval(node, ends or isinstance(node, Offer)))
        told = names(found) & {node.symbol.name for node in self.unseen(history, player)}
        if told:
            raise GameError(
                f"{player} has not seen {', '.join(sorted(told))}, on which depends from which interval another number "
                "is taken that it has seen: no derivation is made of it"
            )
        return found

    def _passed(self, history: History) -> Iterator[Offer | Draw]:
        """Yield where numbers are named or drawn on the way to a node."""
        nodes = (self.nodes[history[:size]] for size in range(len(history)))
        return (node for node in nodes if isinstance(node, Offer | Draw))

    def require_known(self, history: History, stated: Any) -> None:
        """Refuse what is stated of a mover that depends on a draw that the mover has not seen."""
        node = self.nodes[history]
        assert isinstance(node, Decision | Offer)
        parts = [stated] if not isinstance(stated, Mapping) else list(stated.values())
        used = {name for part in parts for name in self._mentioned(part)}
        told = [d.symbol.name for d in self.unseen(history, node.player) if d.symbol.name in used]
        if told:
            raise GameError(
                f'at "{node.info}" {node.player} has not seen {", ".join(told)}: what is done or believed there cannot '
                "depend on it"
            )

    def _mentioned(self, stated: Any) -> set[str]:
        if isinstance(stated, Region):
            return parameters(stated.formula)
        pairs = self.read(stated)
        return {name for f, value in pairs for name in (*parameters(f), *plain_names(value.names))}


def interval(node: Offer | Draw, ends: bool = True) -> Formula:
    """Return the condition that the number named at an offer, or drawn, is within its interval."""
    low, high = (sp.Ge, sp.Le) if ends else (sp.Gt, sp.Lt)
    above = TRUE if node.low.is_infinite else read_condition(low(node.symbol, node.low, evaluate=False))
    below = TRUE if node.high.is_infinite else read_condition(high(node.symbol, node.high, evaluate=False))
    return conjunction(above, below)


def _used(case: Formula, vector: Vector) -> set[str]:
    """Return the variables in a case and in what holds there."""
    return names(case).union(*(value.names for value in vector))


def _without(parts: Sequence[Formula], name: str) -> Iterator[Formula]:
    """Yield what follows from conditions without a variable: those that do not contain it, and its bounds compared."""
    bounds: dict[bool, list[tuple[Polynomial, Relation]]] = {True: [], False: []}
    for part in parts:
        if name not in names(part):
            yield part
        elif isinstance(part, Atom) and part.relation in (">", ">=") and part.polynomial.degree(name) == 1:
            constant, slope = part.polynomial.coefficients(name)
            if slope.is_constant:
                number = slope.constant_value()
                bounds[number > 0].append((constant * (1 / abs(number)), part.relation))
    for (low, first), (high, second) in itertools.product(bounds[True], bounds[False]):
        yield atom(low + high, ">" if ">" in (first, second) else ">=")


def _solved(part: Formula, name: str) -> Quotient | None:
    """Return the value that an equation gives to a variable, if it is linear in it and its slope is a number."""
    if not isinstance(part, Atom) or part.relation != "=" or part.polynomial.degree(name) != 1:
        return None
    constant, slope = part.polynomial.coefficients(name)
    return as_quotient(constant * (-1 / slope.constant_value())) if slope.is_constant else None


def _collected(pieces: Iterable[tuple[Formula, Vector]]) -> Pieces:
    """Return pieces with those of equal value joined."""
    joined: dict[Vector, list[Formula]] = {}
    for formula, vector in pieces:
        joined.setdefault(vector, []).append(formula)
    return tuple((disjunction(*formulas), vector) for vector, formulas in joined.items())


def weighed(weights: list[Quotient], vectors: list[Vector]) -> Vector:
    """Return the weighted sum of vectors."""
    total = [ZERO] * len(vectors[0])
    for weight, vector in zip(weights, vectors, strict=True):
        total = [t + weight * v for t, v in zip(total, vector, strict=True)]
    return tuple(total)
