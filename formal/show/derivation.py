r"""Derivations as text and as LaTeX: the proof of an equilibrium, as in a paper's appendix.

>>> from sympy import symbols
>>> from formal import Game, choose, offer
>>> p, c, x = symbols("p c x")
>>> reply = choose("B", {"accept": (x, 1 - x), "fight": (0, 1 - p - c)})
>>> game = Game(["A", "B"], offer("A", x, 0, 1, reply), where=[0 < p, c > 0, p + c < 1])
>>> print(game.solve().proof())
This is an equilibrium everywhere:
  B: accept if x <= p + c, else fight
  A: x = p + c
B:
  if x > p + c: fight pays 1 - p - c, accept pays 1 - x, as assumed
  if x <= p + c: accept pays 1 - x, fight pays 1 - p - c, as assumed
A:
  what is named is within the interval, 0 <= p + c <= 1: p + c >= 0, term by term
  if x > p + c: what is named pays p + c, and any x pays 0: p + c >= 0, term by term
  if x <= p + c: what is named pays p + c, and any x pays x, as assumed
Every step is proved.
No other equilibrium is listed anywhere in its region.
The list is complete for: every pure subgame-perfect equilibrium that exists on a set of parameters with an interior.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, singledispatch
from itertools import groupby
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import TRUE, Formula, Some, parameters
from formal.algebra.quotient import Quotient
from formal.algebra.space import Space
from formal.derivations.derivation import Derivation, Shown
from formal.derivations.obligations import Obligation
from formal.derivations.picking import PRIME, Picks
from formal.derivations.subgames import SubgameForm, stages
from formal.equilibria.threshold import Threshold
from formal.games import Game
from formal.games.information import InformationSet
from formal.games.tree import Decision, Draw, Offer
from formal.games.walking import History, walk
from formal.show.expression import order_of
from formal.show.latex import LatexWriter
from formal.show.play import Speller, choice_words
from formal.show.proof import proof_lines, proof_text
from formal.show.prose import Words, escaped, listed

_VERDICTS = {
    True: "this is an equilibrium",
    False: "this is said to be an equilibrium, and it is not",
    None: "this is said to be an equilibrium, and it is not settled whether it is",
}

#: How broad a fraction in an item of a proof may be, in letters.
_ITEM = 40
_IMMEDIATE = ("as assumed", "nothing is left to show")


class DerivationProse:
    """Tells a derivation; what differs between text and LaTeX is the speller's.

    What differs between forms of games is in the classes below it.

    Attributes
    ----------
    rest
        How what belongs to no information set is led up to, where each of these has a lemma of its own.
    conclusion
        What follows if nothing is better at any of them.
    case
        The word before a case.
    """

    rest = "The payoffs are as stated"
    conclusion = "no player gains by deviating at any information set, whether play reaches it or not"
    case = "if"

    def __init__(self, derivation: Derivation, latex: bool) -> None:
        self.derivation = derivation
        self._latex = latex
        numbers = self._numbers()
        symbols = {s.name: s for s in (*derivation.equilibrium.free, *numbers)}
        letters = {name: sp.Symbol(name) for name in self._letters()}
        plain = derivation.game.space
        self._space = Space({**plain.symbols, **symbols, **letters}, plain.assumptions)
        self._at_least = r"$\ge 0$" if latex else "≥ 0"
        self._offered = {s.name for s in numbers}
        self._speller = Speller(self._space, latex=latex)
        self._of_parameters = Speller(plain, latex=latex)

    @cached_property
    def _assumed(self) -> Space:
        """What goes without saying where cases are told."""
        return self._space

    def _numbers(self) -> list[sp.Symbol]:
        """Return the symbols that stand for numbers named in the game."""
        return []

    def _letters(self) -> Iterable[str]:
        """Return what numbers are called of which it is only said among which they are."""
        return ()

    def _sets(self) -> Mapping[str, sp.Symbol | None]:
        """Return the information sets as they are told, each with the number that is named there."""
        return dict.fromkeys(self.derivation.equilibrium.strategy)

    def statement(self) -> Iterator[str]:
        """Yield what is claimed."""
        region = self.derivation.equilibrium.where
        where, told = self._speller.region(region), _VERDICTS[self.derivation.holds]
        if region.formula == TRUE:
            yield f"{told.replace('this', 'This', 1).replace('equilibrium', 'equilibrium everywhere', 1)}:"
        elif isinstance(region, Threshold) and len(region.cases) > 1:
            yield f"{told.replace('this', 'This', 1)}, at {where}:"
        else:
            yield f"Where {where}, {told}:"

    def strategies(self) -> Iterator[str]:
        """Yield what is done and believed at each information set."""
        stated = self.derivation.equilibrium
        for info, symbol in self._sets().items():
            if info not in stated.strategy:
                continue
            told = choice_words(self._of_parameters, stated.strategy[info], symbol)
            beliefs = ", ".join(
                f"{self._speller.value(q)} at ({', '.join(self._word(x) for x in history)})"
                for history, q in stated.belief.get(info, {}).items()
            )
            place = self.place(info).removesuffix(":")
            yield f"{place}: {told}" + (f" (belief: {beliefs})" if beliefs else "")

    def places(self) -> Iterator[tuple[str, list[str]]]:
        """Yield, for each information set, a heading and what is shown there."""
        for (info, player), steps in groupby(self.derivation.steps, key=_place):
            told = list(steps)
            heading = self._heading(info, player) if info else self.of_nobody(told[0].obligation)
            shown = [line for lines in self._told(told) for line in lines]
            if shown or info:
                yield f"{heading}:", [*(self._averages(info) if shown else ()), *shown]

    def _heading(self, info: str, player: str) -> str:
        return self.place(info) if self._latex else player if info == player else f'At "{info}", {player}'

    def of_nobody(self, obligation: Obligation) -> str:
        """Return the heading of steps that belong to no information set."""
        return "Payoffs"

    def _averages(self, info: str) -> Iterator[str]:
        """Yield over which numbers that nature draws payoffs at an information set are averages."""
        yield from ()

    def _within(self, obligation: Obligation) -> str:
        """Return that what is named is between the ends of its interval."""
        return self._formula(obligation.goal)

    def place(self, info: str) -> str:
        """Return an information set in words."""
        return self._speller.place(info, self._offered)

    def information_sets(self) -> list[str]:
        """Return the information sets about which something is shown, the last movers first."""
        return [info for info in dict.fromkeys(s.obligation.info for s in self.derivation.steps) if info]

    def choice_at(self, info: str) -> Iterator[str]:
        """Yield what is done at an information set."""
        stated = self.derivation.equilibrium.strategy
        if info in stated:
            yield choice_words(self._of_parameters, stated[info], self._sets()[info])

    def steps_at(self, info: str) -> Iterator[tuple[str, ...]]:
        """Yield what is shown at an information set, a step at a time, each line by line."""
        steps = (step for step in self.derivation.steps if step.obligation.info == info)
        shown = [tuple(lines) for lines in self._told(steps)]
        yield from ((line,) for line in self._averages(info) if shown)
        yield from shown

    def end(self) -> Iterator[str]:
        """Yield who must be believed, and what is known of other equilibria."""
        derivation = self.derivation
        if derivation.holds:
            believed = " and ".join(derivation.provers)
            yield (
                f"Where no proof is given, one must believe {believed}."
                if believed
                else "Every step is proved."
            )
        yield from (f"{told[0].upper()}{told[1:]}." for told in map(self._words, derivation.others))

    # -- steps ----------------------------------------------------------------------------------------

    def _told(self, steps: Iterable[Shown]) -> Iterator[list[str]]:
        """Yield what is told of steps; that actions are as good as each other, and why cases are all, is told once."""
        equal: set[tuple[str, ...]] = set()
        covered: set[tuple[Formula, Formula]] = set()
        for step in steps:
            lines, o = self._lines(step), step.obligation
            if o.kind == "covered" and not step.fails:
                if (o.assumptions, o.goal) in covered:
                    continue
                covered.add((o.assumptions, o.goal))
            if o.kind == "best" and o.goal == TRUE and o.left == o.right:
                case = self._case(o.case)
                if (case, *reversed(o.what)) in equal:
                    continue
                equal.add((case, *o.what))
            if lines:
                yield lines

    def _lines(self, step: Shown) -> list[str]:
        """Return a step and its proof, a line each; that the cases are all there are goes without saying if it does."""
        obligation = step.obligation
        told = self._claimed(step)
        if step.fails:
            return [f"{told}: this fails at {self._point(step)}"]
        if step.theorem is None:
            return [f"{told}: this is not shown"]
        if obligation.goal == TRUE:
            return [told]
        if self._latex:
            shown = proof_lines(step.theorem, self._space)
        else:
            shown = [(0, line) for line in proof_text(step.theorem, self._space).splitlines()]
        lines = [line for _, line in shown]
        if all(line.endswith(_IMMEDIATE) or line.endswith(":") for line in lines):
            return [] if obligation.kind == "covered" else [f"{told}, as assumed"]
        if len(lines) == 1:
            return [f"{told}: {lines[0]}"]
        return [f"{told}, since", *(f"{'  ' * (depth + 1)}{line}" for depth, line in shown)]

    def _claimed(self, step: Shown) -> str:
        """Return what is shown, after the case in which it is."""
        case = step.obligation.case
        here = "always" if case == TRUE else self._case(case)
        told = self._what(step.obligation, step.fails)
        return told if here == "always" else f"{self.case} {here}: {told}"

    def _what(self, obligation: Obligation, fails: bool = False) -> str:
        words = [self._speller.word(word) for word in obligation.what]
        left, right = self._value(obligation.left), self._value(obligation.right)
        said = f"; what is stated is {right}" if fails else ", as stated"
        than = "as much" if obligation.left == obligation.right else f"pays {right}"
        match obligation.kind, obligation.what:
            case "best", (_, "interval"):
                return f"what is named is within the interval, {self._within(obligation)}"
            case "best", (name, "other"):
                named = self._value(Quotient.symbol(name))
                return f"what is named pays {left}, and any {named} {than}"
            case "best", _:
                both = " and" if obligation.left == obligation.right else ""
                return f"{words[0]} pays {left},{both} {words[1]} {than}"
            case "covered", ("some", *_):
                bound, body = [], obligation.goal
                while isinstance(body, Some):
                    bound.append(self._value(Quotient.symbol(body.name)))
                    body = body.body
                return f"there are such numbers, {listed(bound)} with {self._formula(body)}"
            case "covered", ("strategy",):
                return "it is said what is done in every case"
            case "covered", _:
                return f"every case of the {self._words(obligation.what[0])} is looked at"
            case (("probabilities" | "belief"), ("sum",)):
                return f"probabilities sum to one, {left} = {right}"
            case (("probabilities" | "belief"), (_, "sign")):
                return f"the belief in ({words[0]}) is not negative, {left} {self._at_least}"
            case "probabilities", _:
                return f"the probability of {words[0]} is not negative, {left} {self._at_least}"
            case "belief", _:
                return f"Bayes' rule for ({words[0]}), {left} = {right}"
        after = f" after {', '.join(words)}" if words else ""
        return f"{self._speller.word(obligation.player)} gets {left}{after}{said}"

    def _point(self, step: Shown) -> str:
        values = ", ".join(f"{self._value(Quotient.symbol(n))} = {v}" for n, v in (step.point or {}).items())
        sides = step.at_point()
        return values if sides is None else f"{values}: {sides[0]} against {sides[1]}"

    def _case(self, formula: Formula) -> str:
        """Return a case, without what is assumed anyway."""
        return self._speller.region(Region.of(self._assumed, formula).simplify())

    def _formula(self, formula: Formula) -> str:
        return self._speller.region(Region.of(self._space, formula))

    def _value(self, value: Quotient | None) -> str:
        if value is None:
            return ""
        written = self._space.write(value)
        if not self._latex:
            return self._speller.expression(written)
        return f"${LatexWriter(order_of(self._space), line=_ITEM).write(written)}$"

    def _words(self, told: str) -> str:
        return Words(self._space.names).write(told) if self._latex else told

    def _word(self, label: Any) -> str:
        return self._speller.word(label) if isinstance(label, str) else self._speller.expression(label)


class TreeProse(DerivationProse):
    """Tells the derivation of an equilibrium of a game tree."""

    @cached_property
    def _assumed(self) -> Space:
        return self._space.assuming(self.derivation.equilibrium.where.formula)

    def _numbers(self) -> list[sp.Symbol]:
        nodes = [node for _, node in walk(self.derivation.game.tree) if isinstance(node, Offer | Draw)]
        return [node.symbol for node in sorted(nodes, key=lambda node: isinstance(node, Draw))]

    def _letters(self) -> Iterable[str]:
        letters = Picks(self.derivation.game, self.derivation.equilibrium).letters
        used = (parameters(step.obligation.assumptions) for step in self.derivation.steps if letters)
        return {*letters.values(), *(name for own in used for name in own if name.endswith(PRIME))}

    def _sets(self) -> Mapping[str, sp.Symbol | None]:
        sets = self.derivation.game.information_sets
        last_first = sorted(sets.items(), key=lambda pair: -max(map(len, pair[1].histories)))
        return {info: own.symbol for info, own in last_first}

    def _within(self, obligation: Obligation) -> str:
        """Return that what is named is between the ends of the interval: `0 <= p + c_B <= 1`."""
        node = self.derivation.game.node(self.derivation.game.information_sets[obligation.info].histories[0])
        low, high = (
            None if end.is_infinite else self._speller.expression(end) for end in (node.low, node.high)
        )
        told = [term for term in (low, self._value(obligation.left), high) if term is not None]
        if not self._latex:
            return " <= ".join(told)
        chain = r" \le ".join(term.strip("$") for term in told)
        return f"${chain}$"

    def _averages(self, info: str) -> Iterator[str]:
        """Yield over which numbers that nature draws payoffs at an information set are averages."""
        game = self.derivation.game
        own = game.information_sets.get(info)
        draws = {at: node for at, node in walk(game.tree) if isinstance(node, Draw)}
        found: dict[str, None] = {}
        for history, (at, node) in itertools.product(() if own is None else own.histories, draws.items()):
            assert own is not None
            if at == history[: len(at)] and own.player not in node.seen_by:
                told = ", times the probability of being there" if self._tells(own, at, node) else ""
                mover = escaped(own.player) if self._latex else own.player
                found[f"{self._averaged(node)}, which {mover} has not seen{told}"] = None
            elif history == at[: len(history)]:
                found[f"{self._averaged(node)}, which is drawn later"] = None
        if own is not None and own.symbol is not None:
            for letter in sorted(self._otherwise(info)):
                told = f"is what is named later if another {self._value(Quotient.symbol(own.symbol.name))} is named"
                found[f"{self._value(Quotient.symbol(letter))} {told}"] = None
        believed = info in self.derivation.equilibrium.belief
        if own is not None and len(own.histories) > 1 and not (believed or found) and self._some_way(own):
            found["payoffs are sums over the nodes, each times the probability of being there"] = None
        yield from found

    def _otherwise(self, info: str) -> set[str]:
        """Return the letters of numbers that are named after a deviation at an information set."""
        stated = Picks(self.derivation.game, self.derivation.equilibrium).letters.values()
        used = (parameters(step.obligation.assumptions) for step in self.derivation.at(info))
        return {name for own in used for name in own if name.endswith(PRIME)}.difference(stated)

    def _some_way(self, own: InformationSet) -> bool:
        """Return whether an information set is reached by some ways of play only."""
        for at, node in walk(self.derivation.game.tree):
            behind = {history[len(at)] for history in own.histories if history[: len(at)] == at != history}
            every = node.actions if isinstance(node, Decision) else getattr(node, "branches", behind)
            if behind and behind != set(every):
                return True
        return False

    def _averaged(self, node: Draw) -> str:
        ends = " and ".join(map(self._speller.expression, (node.low, node.high)))
        law = "uniform" if node.cdf is None else f"with distribution {self._speller.expression(node.cdf)},"
        return f"payoffs are averages over {self._speller.expression(node.symbol)}, {law} between {ends}"

    def _tells(self, own: InformationSet, drawn_at: History, drawn: Draw) -> bool:
        """Return whether an information set is reached, or not, by a choice of somebody who has seen a draw."""
        for at, node in walk(self.derivation.game.tree):
            if at[: len(drawn_at)] != drawn_at:
                continue
            behind = [history for history in own.histories if history[: len(at)] == at != history]
            if behind and isinstance(node, Offer) and node.player in drawn.seen_by:
                return True
            if behind and isinstance(node, Decision) and node.player in drawn.seen_by:
                taken = {history[len(at)] for history in behind}
                if taken != set(node.actions):
                    return True
        return False


class SubgameProse(TreeProse):
    """Tells why an equilibrium is one in every proper subgame."""

    conclusion = "in no proper subgame does a player gain by another plan"

    def _averages(self, info: str) -> Iterator[str]:
        for stage in stages(self.derivation.game):
            if stage.players and info in itertools.chain(*stage.sets.values()):
                start = (
                    f"after {', '.join(map(self._speller.word, stage.root))}"
                    if stage.root
                    else "at the start"
                )
                yield f"payoffs are those of the subgame that begins {start}, where the others play as stated"
                return
        yield from super()._averages(info)


@singledispatch
def teller(game: object) -> type[DerivationProse]:
    """Return who tells derivations of games of this form."""
    raise TypeError(f"derivations of a {type(game).__name__} are not told")


@teller.register
def _tells_trees(game: Game) -> type[DerivationProse]:
    return TreeProse


@teller.register
def _tells_subgames(game: SubgameForm) -> type[DerivationProse]:
    return SubgameProse


def prose_of(derivation: Derivation, latex: bool) -> DerivationProse:
    """Return what tells a derivation, as text or as LaTeX."""
    return teller(derivation.game)(derivation, latex)


def _place(step: Shown) -> tuple[str, str]:
    obligation = step.obligation
    return obligation.info, obligation.player if obligation.info else ""


@verbs.text.register
def _text(derivation: Derivation) -> str:
    prose = prose_of(derivation, latex=False)
    lines = [*prose.statement(), *(f"  {line}" for line in prose.strategies())]
    for heading, shown in prose.places():
        lines += [heading, *(f"  {line}" for line in shown)]
    return "\n".join([*lines, *prose.end()])


@verbs.latex.register
def _latex(derivation: Derivation) -> str:
    prose = prose_of(derivation, latex=True)
    lines = [
        r"\begin{proposition}",
        *prose.statement(),
        *items_latex(prose.strategies()),
        r"\end{proposition}",
    ]
    lines.append(r"\begin{proof}")
    for heading, shown in prose.places():
        lines += [heading, *items_latex(shown)]
    return "\n".join([*lines, *prose.end(), r"\end{proof}"])


def items_latex(lines: Iterable[str]) -> list[str]:
    """Return a list; lines that are set in belong to the one before."""
    items = [_set_in(line) if line.startswith("  ") else rf"  \item {line}" for line in lines]
    return [r"\begin{itemize}", *items, r"\end{itemize}"] if items else []


def _set_in(line: str) -> str:
    depth = (len(line) - len(line.lstrip())) // 2
    return rf"    \par{{\leftskip={1.5 * depth:g}em\relax {line.strip()}\par}}"
