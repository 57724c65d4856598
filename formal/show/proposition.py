r"""Solutions, outcomes and equilibria as LaTeX: a proposition with one item for each outcome.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> p, c = symbols("p c")
>>> tree = choose("A", {"fight": (p - c,), "yield": (0,)})
>>> print(Game(["A"], tree, where=[p > 0, c > 0], name="Resolve").solve().to_latex())
\begin{proposition}[Resolve: subgame-perfect equilibria]\label{prop:resolve}
Let $p > 0$ and $c > 0$. The subgame-perfect equilibria are the following.
\begin{enumerate}
  \item If $p \ge c$: \emph{fight}. The payoff is $u_A = p - c$.
  \item If $p \le c$: \emph{yield}. The payoff is $u_A = 0$.
\end{enumerate}
The list is complete for every pure subgame-perfect equilibrium that exists on a set of parameters with an interior.
\end{proposition}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.equilibria.equilibrium import Equilibrium, History, Outcome
from formal.equilibria.solution import Solution
from formal.show.breadth import breadth
from formal.show.concepts import completeness, concept_of, shown_of, surviving
from formal.show.expression import order_of
from formal.show.latex import DISPLAY, LatexWriter
from formal.show.names import latex_name
from formal.show.objections import objected, objection_words
from formal.show.play import (
    Speller,
    choice_words,
    history_words,
    named_on_path,
    offered_symbols,
    place_words,
)
from formal.show.prose import Words, label_of, listed
from formal.show.thresholds import Thresholds

#: What is broader than this, in letters, is broken in the text rather than displayed.
_BROAD = 58
#: Fractions in formulas that are no broader than this are read in a line.
_SHORT = 22
#: A path with more histories than this is a list.
_IN_A_SENTENCE = 2


@verbs.latex.register
def solution_latex(solution: Solution, label: str = "", brief: bool = False) -> str:
    r"""Return a solution as a proposition.

    Parameters
    ----------
    solution
        The solution.
    label
        What follows `prop:` in its label; left out, the name of the game.
    brief
        Whether to tell only where each outcome exists and what is done.
    """
    told = replace(Telling.of(solution), brief=brief)
    name = getattr(solution.game, "name", "")
    head = rf"{name + ': ' if name else ''}{concept_of(solution)} equilibria"
    title = Words().write(head[0].upper() + head[1:])
    tag = label_of("prop", label or name.lower() or "equilibria")
    lines = [
        rf"\begin{{proposition}}[{title}]\label{{{tag}}}",
        *told.opening(),
        *told.items(),
        *told.closing(),
    ]
    return "\n".join([*lines, r"\end{proposition}"])


@verbs.latex.register
def _outcome_latex(outcome: Outcome) -> str:
    return "\n".join(Telling(Speller(outcome.where.space, latex=True), {}).item(outcome))


@verbs.latex.register
def _equilibrium_latex(equilibrium: Equilibrium) -> str:
    same = Outcome(
        equilibrium.where, equilibrium.outcome, equilibrium.payoffs, (equilibrium,), equilibrium.facts
    )
    told = Telling(Speller(equilibrium.where.space, latex=True), named_on_path(equilibrium))
    return "\n".join(told.item(same))


@dataclass(frozen=True)
class Telling:
    """Tells outcomes in LaTeX.

    Attributes
    ----------
    speller
        Writes the pieces.
    symbols
        The symbol of the offer that is made at each information set that makes one.
    solution
        The solution they belong to, if any.
    brief
        Whether to tell only where each exists and what is done.
    """

    speller: Speller
    symbols: Mapping[str, sp.Symbol]
    solution: Solution | None = None
    brief: bool = False

    @classmethod
    def of(cls, solution: Solution) -> Telling:
        """Return what tells a solution, long bounds by name."""
        gap = [] if solution.without is None else [solution.without]
        thresholds = Thresholds.of([*(outcome.where for outcome in solution.found), *gap])
        speller = Speller(solution.space, latex=True, thresholds=thresholds)
        return cls(speller, offered_symbols(solution.game), solution)

    # -- a solution -----------------------------------------------------------------------------------

    def opening(self) -> Iterator[str]:
        """Yield what is assumed, and what is listed."""
        solution = self._solution
        context = Region.of(solution.space, solution.space.assumptions)
        head = "" if solution.space.assumptions == TRUE else f"Let {self.speller.region(context)}. "
        concept, one = concept_of(solution), len(solution.found) == 1
        which = f"equilibri{'um' if one else 'a'}{surviving(solution, not one)}"
        if not solution.found:
            yield f"{head}There is no {concept} equilibrium."
        elif one:
            yield f"{head}The {concept} {which} is the following."
        else:
            yield f"{head}The {concept} {which} are the following."

    def items(self) -> Iterator[str]:
        """Yield the list of outcomes."""
        if self._solution.found:
            yield from _list("enumerate", (self.item(outcome) for outcome in self._solution.found))

    def closing(self) -> Iterator[str]:
        """Yield the names of bounds, where nothing exists, what the list is complete for, and what stayed open."""
        solution, words = self._solution, Words(self._solution.space.names)
        yield from self.bounds()
        if solution.found and solution.without is not None:
            yield f"No equilibrium exists where {self.speller.region(solution.without)}."
        yield from (f"The reason: {words.write(reason)}." for reason in solution.reasons)
        for criterion, against in objected(solution):
            for objection in against:
                sent, reason = objection_words(self.speller, objection)
                where = self.speller.region(objection.where)
                yield f"{criterion[0].upper()}{criterion[1:]} strikes out ({sent}) where {where}: by {reason}."
        yield f"The list is complete for {words.write(completeness(solution))}."
        yield from (f"Undecided: {words.write(question)}." for question in solution.undecided)

    def bounds(self) -> Iterator[str]:
        """Yield what the names of bounds stand for."""
        named = {} if self.speller.thresholds is None else self.speller.thresholds.meaning
        if named:
            yield "Here"
            yield from _displayed(self.speller, named)

    # -- an outcome -----------------------------------------------------------------------------------

    def item(self, outcome: Outcome) -> list[str]:
        """Return an outcome line by line: where, what happens, what it pays, and what is done everywhere else."""
        shown = shown_of(outcome)
        heading = f"{self.condition(outcome.where)}{f' ({shown.kind})' if shown.kind else ''}:"
        shared = shown.shared(self.speller)
        remark = [f"({shared[0].upper()}{shared[1:]}.)"] if shared else []
        if self.brief:
            return [f"{heading} {self._done(shown.example)}", *(remark if shown.where is not None else [])]
        head, *rest = self.payoffs(outcome)
        here = replace(self, speller=self.speller.within(outcome.where))
        lines = [f"{heading} {here.path(outcome)}"]
        if "\n" in lines[0]:
            lines.append(head)
        else:
            lines[0] += f" {head}"
        lines += rest
        lines += self._facts(outcome)
        lines += here._strategies(shown.example, outcome)
        lines += here._free(shown.example)
        return lines + remark

    def condition(self, where: Region) -> str:
        """Return where an outcome exists, as the beginning of a sentence."""
        told = self.speller.region(where)
        if not self.speller.space.names:
            return "Always"
        return "At every admissible point" if told == "always" else f"If {told}"

    def path(self, outcome: Outcome) -> str:
        """Return what happens: one history, a few with probabilities, or a list of them."""
        histories = list(outcome.path.items())
        if len(histories) == 1:
            return f"{history_words(self.speller, histories[0][0])}."
        told = [f"{history_words(self.speller, h)}{self._chance(q)}" for h, q in histories]
        if len(told) <= _IN_A_SENTENCE:
            return f"{'; or '.join(told)}."
        return "\n".join(["play is", *_list("itemize", ([t] for t in told))])

    def payoffs(self, outcome: Outcome) -> list[str]:
        """Return what everybody gets, displayed where there are fractions."""
        told = [self.speller.equation(_payoff(player), u) for player, u in outcome.payoffs.items()]
        opening = f"The payoff{'s are' if len(told) > 1 else ' is'}"
        formulas = [one.strip("$") for one in told]
        if not any(map(_is_displayed, formulas)) or any(map(_is_broken, formulas)):
            return [f"{opening} {listed(told)}."]
        rows = [f"  {one.replace(' = ', ' &= ', 1)}" for one in formulas]
        lines = " \\\\\n".join(rows).splitlines()
        return [opening, r"\begin{align*}", *lines[:-1], f"{lines[-1]}.", r"\end{align*}"]

    def _chance(self, probability: sp.Expr) -> str:
        return "" if probability == 1 else f" with probability {self.speller.expression(probability)}"

    def _facts(self, outcome: Outcome) -> Iterator[str]:
        for fact, values in outcome.facts.items():
            told = (
                f"{self.speller.word(name)}: {self.speller.value(value)}" for name, value in values.items()
            )
            yield f"{fact[0].upper()}{fact[1:]} {'; '.join(told)}."

    def _strategies(self, equilibrium: Equilibrium, outcome: Outcome) -> Iterator[str]:
        """Yield what is done, and believed, at each information set, unless the path says it all."""
        rows = {
            info: choice_words(self.speller, choice, self.symbols.get(info))
            for info, choice in equilibrium.strategy.items()
        }
        if list(rows.values()) == [self._only_history(outcome)]:
            return
        believed = {info: self._belief(equilibrium, info) for info in equilibrium.belief}
        if not believed and all(_is_plain(choice) for choice in equilibrium.strategy.values()):
            yield f"Strategies: {'; '.join(f'{self.place(info)}: {told}' for info, told in rows.items())}."
            return
        yield from _list(
            "itemize",
            ([f"{self.place(info)}: {told}{believed.get(info, '')}."] for info, told in rows.items()),
        )

    def _done(self, equilibrium: Equilibrium) -> str:
        """Return what is done everywhere, in a sentence."""
        rows = (
            f"{self.place(info)}: {choice_words(self.speller, choice, self.symbols.get(info))}"
            for info, choice in equilibrium.strategy.items()
        )
        return f"{'; '.join(rows)}."

    def _belief(self, equilibrium: Equilibrium, info: str) -> str:
        """Return what is believed at an information set, as the end of a sentence."""
        beliefs = equilibrium.belief[info]
        told = [
            f"{self._history(history)} with probability {self.speller.value(belief)}"
            for history, belief in beliefs.items()
            if belief != 0
        ]
        off = "" if is_reached(equilibrium, beliefs) else ", off the path,"
        return f"; the belief is{off} {listed(told)}"

    def _only_history(self, outcome: Outcome) -> str:
        return history_words(self.speller, next(iter(outcome.path))) if len(outcome.path) == 1 else ""

    def place(self, info: str) -> str:
        """Return an information set in words."""
        return place_words(self.solution, self.speller, info, {s.name for s in self.symbols.values()})

    def _history(self, history: History) -> str:
        return f"({history_words(self.speller, history)})" if history else "the start"

    def _free(self, equilibrium: Equilibrium) -> Iterator[str]:
        for symbol, region in equilibrium.free.items():
            yield f"Here {self.speller.expression(symbol)} is any number with {self.speller.region(region)}."

    @property
    def _solution(self) -> Solution:
        assert self.solution is not None
        return self.solution


def is_reached(equilibrium: Equilibrium, histories: Iterable[History]) -> bool:
    """Return whether play comes through one of the nodes of an information set."""
    through = {_labels(history)[: len(node)] for history in equilibrium.outcome for node in histories}
    return any(_labels(node) in through for node in histories)


def _labels(history: History) -> tuple[str, ...]:
    """Return a history with a number that is named as its symbol."""
    return tuple(str(label.lhs) if isinstance(label, sp.Eq) else str(label) for label in history)


def _is_plain(choice: Any) -> bool:
    """Return whether one action is taken for sure, whatever was offered."""
    return isinstance(choice, Mapping) and any(probability == 1 for probability in choice.values())


def _is_displayed(formula: str) -> bool:
    """Return whether a formula has a fraction that is hard to read in a line."""
    return r"\frac" in formula and breadth(formula) > _SHORT


def _is_broken(formula: str) -> bool:
    """Return whether a formula is too broad for a display, or is a value by case told in words."""
    return breadth(formula) > _BROAD or "$" in formula


def _payoff(player: str) -> sp.Symbol:
    short = player.isalnum() and (len(player) == 1 or player.isdigit())
    return sp.Symbol(f"u_{player}") if short else sp.Symbol(rf"u_{{\text{{{player}}}}}")


def _displayed(speller: Speller, named: Mapping[sp.Symbol, sp.Expr]) -> Iterator[str]:
    """Yield what names stand for, a line each."""
    writer = LatexWriter(order_of(speller.space), line=DISPLAY)
    rows = [f"  {latex_name(s.name)} &= {writer.write(value)}" for s, value in named.items()]
    yield r"\begin{align*}"
    yield " \\\\\n".join(rows)
    yield r"\end{align*}"


def _list(kind: str, items: Iterable[Iterable[str]]) -> Iterator[str]:
    r"""Yield a list; what an item says on further lines is set in."""
    yield rf"\begin{{{kind}}}"
    for item in items:
        first, *rest = [inner for line in item for inner in line.splitlines()]
        yield rf"  \item {first}"
        yield from (f"    {line}" for line in rest)
    yield rf"\end{{{kind}}}"
