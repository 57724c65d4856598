"""What must be shown for strategies and beliefs to be an equilibrium: a list of comparisons.

By the one-shot deviation principle, and with the last movers first:

- *covered*: the strategies say something in every case, and what they say are probabilities;
- *belief*: beliefs are probabilities and agree with Bayes' rule wherever the information set is reached;
- *best*: what is taken pays at least as much as every other action, or number in the interval;
- *payoff*: following the strategies pays what the equilibrium says.

The list follows from the game tree and what is stated, without a solver; so a derivation cannot leave one out. What is
true of itself is listed only where actions are compared: that those that are mixed pay the same, readers look for.

References
----------
Hendon, E., Jacobsen, H. J. and Sloth, B. (1996), The one-shot-deviation principle for sequential rationality,
Games and Economic Behavior 12, 274-282.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from formal.algebra.formula import (
    TRUE,
    Atom,
    Formula,
    Relation,
    Some,
    atom,
    compare,
    conjunction,
    conjuncts,
    disjunction,
    names,
    negation,
)
from formal.algebra.quotient import Quotient, substituted
from formal.algebra.radical import has_radicals
from formal.algebra.substitution import substitute, substitute_value
from formal.derivations.averaging import ONE, ZERO, beyond
from formal.derivations.following import Following, Pieces, interval
from formal.derivations.picking import PRIME
from formal.derivations.plain import plain_sign
from formal.derivations.reach import Group, Reach, Weighed, Weights
from formal.errors import GameError
from formal.games.information import InformationSet
from formal.games.tree import Offer
from formal.games.walking import History

Kind = Literal[
    "covered",
    "probabilities",
    "belief",
    "best",
    "payoff",
    "worth",
    "indifferent",
    "mean",
    "number",
    "root",
    "roots",
    "below",
]
#: From the number of a node, and what is assumed, to what players get after it.
Below = Callable[[int, Formula], Pieces]


@dataclass(frozen=True)
class Obligation:
    """Something that must be shown: `left relation right`, or that one of some cases holds.

    Attributes
    ----------
    kind
        What it is about.
    info, player
        The information set, and who moves there; empty for the payoffs.
    what
        What is compared, such as `("fight", "yield")`: the action taken and another one.
    case
        The case in which it must be shown.
    assumptions
        What holds there, the case included.
    goal
        What must be shown.
    left, right
        What is compared, where it is a comparison.
    rule
        A theorem that must be believed for the step, which is then shown by no identity.
    """

    kind: Kind
    info: str
    player: str
    what: tuple[str, ...]
    case: Formula
    assumptions: Formula
    goal: Formula
    left: Quotient | None = None
    right: Quotient | None = None
    rule: str = ""


def obligations(
    following: Following, worths: Any = None, plans: Mapping[str, Sequence[Obligation]] = MappingProxyType({})
) -> Iterator[Obligation]:
    """Yield what must be shown, the last movers first.

    Parameters
    ----------
    following
        The game and what is played.
    worths
        For histories, what each player is said to get after them, beside the payoffs of the equilibrium.
    plans
        For information sets, what must be shown there of plans, in the place of what would be of single actions.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.algebra import Region
    >>> from formal.equilibria.equilibrium import Equilibrium
    >>> from formal.games import Game, choose
    >>> p, c = symbols("p c")
    >>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0])
    >>> fights = Equilibrium(Region(p > c), {"A": {"fight": 1, "yield": 0}}, {"A": p - c}, {})
    >>> for shown in obligations(Following(game, fights)):
    ...     print(shown.kind, shown.what, "|", shown.goal)
    best ('fight', 'yield') | -c + p >= 0
    """
    sets = following.game.information_sets.values()
    for info in sorted(sets, key=lambda one: -max(map(len, one.histories))):
        place = _Place(following, info)
        if info.name in plans:
            found: Iterable[Obligation] = (*place.said(), *plans[info.name])
        else:
            found = place.offers() if info.symbol is not None else place.decisions()
        yield from (o for o in found if o.goal != TRUE or o.kind == "best")
    yield from _free(following)
    stated = {(): following.equilibrium.payoffs, **(worths or {})}
    for history, payoffs in stated.items():
        yield from (o for o in _payoffs(following, history, payoffs) if o.goal != TRUE)


def without_belief(following: Following) -> Iterator[tuple[InformationSet, Formula]]:
    """Yield the information sets where a belief must be stated, since they are not reached, and where that is so.

    Those of several nodes are meant; where a number that nature draws is not seen, no belief can be stated.
    """
    for info in following.game.information_sets.values():
        place = _Place(following, info)
        if (
            len(info.histories) > 1
            and info.name not in following.equilibrium.belief
            and not any(place.unseen)
        ):
            (group,), _ = place.weights()
            yield from ((info, never) for never in place.unreached([group]))


def _free(following: Following) -> Iterator[Obligation]:
    """Yield that there are such probabilities, or numbers, as are said to be as good as each other."""
    goal = conjunction(*following.free.values())
    if goal != TRUE:
        for name in reversed(list(following.free)):
            goal = Some(name, goal)
        what = ("some", *following.free)
        yield Obligation("covered", "", "", what, TRUE, following.where, goal)


def _payoffs(following: Following, history: History, payoffs: Any) -> Iterator[Obligation]:
    looked_at: set[Following] = set()
    for player, payoff in payoffs.items():
        mine = following.of(player)
        context = conjunction(following.contexts[history], mine.picked_in(mine.worth(history), history))
        index, stated = following.game.players.index(player), following.as_named(payoff)
        if mine not in looked_at:
            looked_at.add(mine)
            yield covered("payoffs", [f for f, _ in mine.worth(history)], context)
        yield covered(f"payoff of {player}", [f for f, _ in stated], context)
        for case, (vector, own) in mine.joined(context, mine.worth(history), stated):
            yield compared("payoff", "", player, tuple(history), context, case, vector[index], "=", own)


def covered(
    what: str, cases: list[Formula], context: Formula, info: str = "", player: str = ""
) -> Obligation:
    """Return the obligation that some case holds.

    Examples
    --------
    >>> covered("strategy", [], TRUE).goal
    FALSE
    """
    plain = [beyond(context, case) for case in cases]
    goal = TRUE if any(negation(case) in plain for case in plain) else disjunction(*plain)
    return Obligation("covered", info, player, (what,), TRUE, context, goal)


def compared(
    kind: Kind,
    info: str,
    player: str,
    what: tuple[str, ...],
    context: Formula,
    case: Formula,
    left: Quotient,
    relation: Relation,
    right: Quotient,
) -> Obligation:
    """Return the obligation that two values compare in a case, written without denominators of plain sign.

    Examples
    --------
    >>> print(compared("payoff", "", "A", (), TRUE, TRUE, Quotient.symbol("p") / 2, ">=", ONE).goal)
    p - 2 >= 0
    """
    assumed = conjunction(context, case)
    goal = _cleared(assumed, left, relation, right)
    return Obligation(kind, info, player, what, case, assumed, goal, left, right)


def _cleared(assumed: Formula, left: Quotient, relation: Relation, right: Quotient) -> Formula:
    """Return a comparison without its denominator, if the sign of that is plain."""
    difference = left - right
    known = plain_sign(difference.denominator, assumed)
    return atom(difference.numerator * known, relation) if known else compare(left, relation, right)


def _put_in(assumed: Formula, condition: Formula, name: str, value: Quotient) -> Formula:
    """Return a condition with a value put in, without denominators whose sign is plain."""
    parts = conjuncts(condition)
    rooted = has_radicals(value.names) or has_radicals(tuple(names(condition)))
    plain = [part for part in parts if isinstance(part, Atom)]
    if rooted or len(plain) < len(parts):
        return substitute(condition, {name: value})
    found = ((substituted(part.polynomial, {name: value}), part.relation) for part in plain)
    return conjunction(*(_cleared(assumed, own, relation, ZERO) for own, relation in found))


class _Place(Reach):
    """An information set, and what must be shown there."""

    def __init__(self, following: Following, info: InformationSet) -> None:
        super().__init__(following, info)
        self._likely = following.known(info.histories[0], info.player, ends=False)
        self.index = following.game.players.index(info.player)

    def _shown(
        self,
        kind: Kind,
        what: tuple[str, ...],
        case: Formula,
        left: Quotient,
        relation: Relation,
        right: Quotient,
    ) -> Obligation:
        return compared(
            kind, self.info.name, self.info.player, what, self.context, case, left, relation, right
        )

    def _covered(self, what: str, cases: list[Formula], also: Formula = TRUE) -> Obligation:
        """Return that some case holds; no number that nature draws need be looked at that is an end of its interval."""
        return covered(what, cases, conjunction(self._likely, also), self.info.name, self.info.player)

    # -- decisions ----------------------------------------------------------------------------------

    def said(self) -> Iterator[Obligation]:
        """Yield that it is said what is done, with probabilities, where one of finitely many actions is taken."""
        mixes = self.following.mixes(self.info.histories[0])
        yield self._covered("strategy", [case for case, _ in mixes])
        for case, mix in mixes:
            yield self._shown("probabilities", ("sum",), case, sum(mix.values(), ZERO), "=", ONE)
            for action, q in mix.items():
                yield self._shown("probabilities", (action,), case, q, ">=", ZERO)

    def decisions(self) -> Iterator[Obligation]:
        """Yield what must be shown where one of finitely many actions is taken."""
        following = self.following
        mixes = following.mixes(self.info.histories[0])
        yield from self.said()
        weights, about = self.weights()
        yield from about
        worth = {a: self._worth(weights, a) for a in self.info.actions}
        picked = self._picked(self._open(piece for pieces in worth.values() for piece in pieces))
        self.context, self._likely = conjunction(self.context, picked), conjunction(self._likely, picked)
        for action in self.info.actions:
            yield self._covered(f"worth of {action}", [f for f, _ in worth[action]])
        for case, mix in mixes:
            for taken, other in itertools.permutations(self.info.actions, 2):
                here = conjunction(case, compare(mix[taken], ">", ZERO))
                if mix[taken].is_zero or following.excluded(self.context, here):
                    continue
                for f, (own, instead) in following.joined(
                    conjunction(self.context, here), worth[taken], worth[other]
                ):
                    yield self._shown("best", (taken, other), conjunction(here, f), own, ">=", instead)

    def _worth(self, weights: Weights, action: str) -> list[tuple[Formula, Quotient]]:
        """Return what an action pays its player, weighed by beliefs, by case."""
        mine = self.following.of(self.info.player)
        return self._expected(weights, lambda i, _: mine.worth((*self.info.histories[i], action)))

    # -- offers -------------------------------------------------------------------------------------

    def offers(self) -> Iterator[Obligation]:
        """Yield what must be shown where a number is named: it is in the interval, and none there pays more."""
        following, node = self.following, self.nodes[0]
        assert isinstance(node, Offer)
        name = node.symbol.name
        named = following.named(node)
        yield self._covered("strategy", [f for f, _ in named])
        yield from self._some(node)
        weights, about = self.weights()
        yield from about
        inside = conjunction(self.context, interval(node))
        below = [(*history, name) for history in self.info.histories]
        mine = following.of(self.info.player)
        free = self._expected(weights, lambda i, _: mine.worth(below[i]), interval(node))
        anything, free = self._otherwise(free, name)
        inside = conjunction(inside, anything)
        yield self._covered(f"worth of {name}", [f for f, _ in free], conjunction(interval(node), anything))
        for case, number in named:
            here = conjunction(self.context, case)
            allowed = _put_in(here, interval(node), name, number)
            who = self.info.name, self.info.player
            if interval(node) != TRUE:
                yield Obligation("best", *who, (name, "interval"), case, here, allowed, number)
            own = self._expected(weights, self._as_named(number), case)
            picked = self._picked(self._open(own))
            yield self._covered(f"worth of {name} as named", [f for f, _ in own], conjunction(case, picked))
            for f, (pays, instead) in following.joined(conjunction(inside, picked, case), own, free):
                both = conjunction(case, f)
                assumed = conjunction(inside, picked, both)
                goal = _cleared(assumed, pays, ">=", instead)
                yield Obligation(
                    "best",
                    self.info.name,
                    self.info.player,
                    (name, "other"),
                    both,
                    assumed,
                    goal,
                    pays,
                    instead,
                )

    def _otherwise(
        self, pieces: list[tuple[Formula, Quotient]], name: str
    ) -> tuple[Formula, list[tuple[Formula, Quotient]]]:
        """Return what may be assumed of numbers named later, should another number be named, and pieces with them.

        They are those that are named after the number that is stated, if these are as good as others there, too; else
        they may be others, so they have letters of their own.
        """
        letters, taken = self._open(pieces), set(self.following.picks.letters.values())
        apart: dict[str, Quotient] = {}
        for letter in sorted(letters):
            fresh = letter + PRIME
            while fresh in taken:
                fresh += PRIME
            taken.add(fresh)
            apart[letter] = Quotient.symbol(fresh)
        changed = [
            (conjunction(substitute(f, apart), g), v)
            for f, value in pieces
            for g, v in substitute_value(value, apart)
        ]
        picked = self._picked(letters, name)
        same = (compare(Quotient.symbol(letter), "=", fresh) for letter, fresh in apart.items())
        return conjunction(
            substitute(picked, apart), disjunction(negation(picked), conjunction(*same))
        ), changed

    def _some(self, node: Offer) -> Iterator[Obligation]:
        """Yield that there is such a number, where it is only said of which kind it is."""
        among = self.following.picks.condition(node)
        if self.following.picks.region(node) is not None:
            info, player = self.info.name, self.info.player
            known = self.following.known(self.info.histories[0], player, ends=False, picked=False)
            context = conjunction(known, self.following.picks.given(node))
            goal = Some(self.following.picks.letters[info], among)
            yield Obligation("covered", info, player, ("some", node.symbol.name), TRUE, context, goal)

    def _as_named(self, number: Quotient) -> Below:
        """Return what players get after each node if a certain number is named."""

        def below(i: int, context: Formula) -> Pieces:
            node = self.nodes[i]
            assert isinstance(node, Offer)
            return self.following.of(self.info.player).after(self.info.histories[i], node, number, context)

        return below

    # -- what is expected ---------------------------------------------------------------------------

    def _expected(
        self, weights: Weights, below: Below, case: Formula = TRUE
    ) -> list[tuple[Formula, Quotient]]:
        """Return what the mover gets on average, by case, if `below` says what players get after each node."""
        parts = [self._averaged(group, below, conjunction(self.context, case)) for group in weights]
        if len(parts) == 1:
            return [(f, value) for f, (value,) in parts[0]]
        joined = self.following.joined(conjunction(self.context, case), *parts)
        return [(f, sum((value for (value,) in values), ZERO)) for f, values in joined]

    def _open(self, pieces: Iterable[tuple[Formula, Quotient]]) -> frozenset[str]:
        """Return the letters on which something depends of numbers named later, depending on what is named before."""
        used = {name for case, value in pieces for name in names(case).union(value.names)}
        return frozenset((used & self.following.bound) - {self.following.picks.letters.get(self.info.name)})

    def _picked(self, letters: frozenset[str], *after: str) -> Formula:
        """Return that such numbers are as good as others there, whichever they are.

        Raises
        ------
        GameError
            If that depends on numbers that are drawn and not known here.
        """
        if not letters:
            return TRUE
        following, histories = self.following, self.info.histories
        found = conjunction(*(following.picked((*history, *after), letters) for history in histories))
        unknown = names(found) & following.drawn - names(self.context)
        if unknown:
            raise GameError(
                f"several numbers that are named later are equally good, and which they are depends on "
                f'{", ".join(sorted(unknown))}; what is best at "{self.info.name}" depends on which is named: no '
                "derivation is made of it"
            )
        return found

    def _averaged(self, group: Group, below: Below, context: Formula) -> Pieces:
        following = self.following
        around = conjunction(context, *map(interval, group.unseen))
        found = []
        for case, ws in group.weights:
            here = conjunction(around, case)
            held = [(w, below(i, here)) for w, i in zip(ws, group.nodes, strict=True) if not w.is_zero]
            for f, vectors in following.joined(here, *(b for _, b in held)):
                total = sum((w * v[self.index] for (w, _), v in zip(held, vectors, strict=True)), ZERO)
                found.append((conjunction(case, f), (total,)))
        return following.averaged(tuple(found), group.unseen, context) if group.unseen else tuple(found)

    # -- beliefs ------------------------------------------------------------------------------------

    def weights(self) -> tuple[Weights, list[Obligation]]:
        """Return how the mover weighs the nodes, by case, and what must be shown about that.

        These are the beliefs that are stated; where none are, the probabilities with which the nodes are reached. What
        nature has drawn unseen is weighed by its density and by what those who have seen it have done since.
        """
        every = tuple(range(len(self.nodes)))
        if len(self.nodes) == 1 and not self.unseen[0]:
            return [Group((), every, [(TRUE, [ONE])])], []
        stated, reached = self.beliefs(), self.of_nodes()
        groups = [] if stated and not any(self.unseen) else self.groups(reached)
        if any(self.unseen):
            self.require_reached(groups)
        if not stated:
            return groups, []
        beliefs = [self.following.read(stated.get(tuple(h), 0)) for h in self.info.histories]
        weights = [(f, list(values)) for f, values in self.following.joined(self.context, *beliefs)]
        averages = [self.over(own, self.unseen[i]) for i, own in enumerate(reached)]
        about = list(self._about(weights, averages))
        return groups if any(self.unseen) else [Group((), every, weights)], about

    def _about(self, weights: Weighed, reached: list[Any]) -> Iterator[Obligation]:
        yield self._covered("beliefs", [f for f, _ in weights])
        names = [", ".join(h) for h in self.info.histories]
        for case, beliefs in weights:
            yield self._shown("belief", ("sum",), case, sum(beliefs, ZERO), "=", ONE)
            for name, belief in zip(names, beliefs, strict=True):
                yield self._shown("belief", (name, "sign"), case, belief, ">=", ZERO)
            for f, reach in self.following.joined(conjunction(self.context, case), *reached):
                whole = sum(reach, ZERO)
                for name, belief, own in zip(names, beliefs, reach, strict=True):
                    yield self._shown("belief", (name,), conjunction(case, f), belief * whole, "=", own)
