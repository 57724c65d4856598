"""Results as HTML, for notebooks and pages: the words of the text, formulas as MathML.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> c, = symbols("c,")
>>> solution = Game(["A"], choose("A", {"stay": (0,), "go <b>": (c,)}), where=[c > 0], name="Leaving").solve()
>>> print(verbs.html(solution)[:91])
<div class="formal"><p><b>Leaving</b>: subgame-perfect equilibrium where <math><mrow><mi>c<
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import TRUE
from formal.claims.judgement import Judgement, Values
from formal.claims.steps import Theorem
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.objection import Objection
from formal.equilibria.solution import Solution
from formal.library.model import Model
from formal.show.concepts import completeness, shown_of
from formal.show.judgement import judgement_lines
from formal.show.mathml import html_text, mathml
from formal.show.objections import objected, objection_words
from formal.show.play import Speller, choice_words, named_on_path, offered_symbols, path_words
from formal.show.proof import proof_text
from formal.show.solution import equilibria_words


@dataclass(frozen=True)
class HtmlSpeller(Speller):
    """Writes the pieces of a sentence as HTML, formulas as MathML.

    Examples
    --------
    >>> from formal.algebra.space import space_of
    >>> HtmlSpeller(space_of()).word("attack & hold")
    '<em>attack &amp; hold</em>'
    """

    def expression(self, thing: object) -> str:
        """Return an expression or a condition."""
        return mathml(thing, self.space)

    def region(self, region: Region) -> str:
        """Return the conditions of a region, as bounds on numbers named in the game where there are any."""
        others = [n for n in region.space.names if n not in self.space.symbols]
        return html_text(region.solved_for(*dict.fromkeys((*region.solve_for, *others))))

    def value(self, value: Any) -> str:
        """Return an expression or a value by region."""
        return html_text(value, self.space)

    def word(self, label: str) -> str:
        """Return an action's label."""
        return f"<em>{html.escape(label)}</em>"

    def plain(self, words: str) -> str:
        """Return a name that is neither an expression nor an action."""
        return html.escape(words)


def prose(words: str) -> str:
    """Return words as HTML, what stands between backticks as code.

    Examples
    --------
    >>> prose("A has `s` & more")
    'A has <code>s</code> &amp; more'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(words))


def strategy_rows(
    spell: Speller, equilibrium: Equilibrium, symbols: Mapping[str, sp.Symbol]
) -> Iterator[tuple[str, str]]:
    """Yield what is done at each information set, what is believed there, and what is free, each as name and HTML."""
    for info, choice in equilibrium.strategy.items():
        yield info, choice_words(spell, choice, symbols.get(info))
    for info, beliefs in equilibrium.belief.items():
        shares = (f"{html.escape(_history(h))}: {spell.value(share)}" for h, share in beliefs.items())
        yield f"belief {info}", "; ".join(shares)
    for symbol, region in equilibrium.free.items():
        yield "any", f"{spell.expression(symbol)} with {spell.region(region)}"


def fact_rows(spell: Speller, found: Outcome | Equilibrium) -> Iterator[tuple[str, str]]:
    """Yield what else follows from the path, each as name and HTML."""
    for fact, values in found.facts.items():
        yield fact, "; ".join(f"{html.escape(str(n))}: {spell.value(value)}" for n, value in values.items())


def _history(history: Sequence[Any]) -> str:
    return ", ".join(map(str, history)) or "start"


# -- solutions -------------------------------------------------------------------------------------------


@verbs.html.register
def _solution(solution: Solution) -> str:
    spell = HtmlSpeller(solution.space)
    name = html.escape(getattr(solution.game, "name", "") or "Game")
    context = Region.of(solution.space, solution.space.assumptions)
    where = "" if solution.space.assumptions == TRUE else f" where {html_text(context)}"
    symbols = offered_symbols(solution.game)
    parts = [f"<p><b>{name}</b>: {equilibria_words(solution)}{where}</p>"]
    parts += [_listed(f"{i}. ", spell, outcome, symbols) for i, outcome in enumerate(solution.found, start=1)]
    parts += ["<p>No equilibrium.</p>"] if not solution.found else []
    for criterion, against in objected(solution):
        struck = "".join(_objection(spell, objection) for objection in against)
        parts.append(f"<p>Struck out by {criterion}</p><ul>{struck}</ul>")
    if solution.found and solution.without is not None:
        parts.append(f"<p>No equilibrium where {spell.region(solution.without)}.</p>")
    parts += [f"<p>{html.escape(reason)}</p>" for reason in solution.reasons]
    parts.append(f"<p>Complete for {html.escape(completeness(solution))}.</p>")
    parts += [f"<p>Undecided: {html.escape(question)}</p>" for question in solution.undecided]
    return _block(parts)


def _objection(spell: HtmlSpeller, objection: Objection) -> str:
    sent, reason = objection_words(spell, objection)
    return f"<li>{sent} {spell.when(objection.where)}: by {reason}</li>"


@verbs.html.register
def _outcome(outcome: Outcome) -> str:
    return _block([_listed("", HtmlSpeller(outcome.where.space), outcome, {})])


@verbs.html.register
def _equilibrium(equilibrium: Equilibrium) -> str:
    same = Outcome(
        equilibrium.where, equilibrium.outcome, equilibrium.payoffs, (equilibrium,), equilibrium.facts
    )
    return _block([_listed("", HtmlSpeller(equilibrium.where.space), same, named_on_path(equilibrium))])


def _listed(head: str, spell: HtmlSpeller, outcome: Outcome, symbols: Mapping[str, sp.Symbol]) -> str:
    shown = shown_of(outcome)
    here = spell.within(outcome.where)
    payoffs = (f"{html.escape(player)}: {spell.value(u)}" for player, u in outcome.payoffs.items())
    rows = [("path", path_words(here, outcome.path)), ("payoffs", "; ".join(payoffs))]
    rows += [*fact_rows(spell, outcome), *strategy_rows(here, shown.example, symbols)]
    kind = f" ({shown.kind})" if shown.kind else ""
    remark = "".join(f"<p>({words})</p>" for words in [shown.shared(spell)] if words)
    return f"<p>{head}{spell.when(outcome.where)}{kind}</p>{_table(rows)}{remark}"


# -- judgements and models -------------------------------------------------------------------------------


@verbs.html.register
def _judgement(judgement: Judgement) -> str:
    def point(values: Values) -> str:
        return ", ".join(mathml(sp.Eq(s, value, evaluate=False), [s]) for s, value in values.items())

    def proof(theorem: Theorem) -> str:
        return f"<pre>{html.escape(proof_text(theorem))}</pre>"

    lines = judgement_lines(judgement, html_text, point, proof, html.escape)
    return _block(line if line.startswith("<pre>") else f"<p>{line}</p>" for line in lines)


@verbs.html.register
def _model(model: Model) -> str:
    sources = f" ({html.escape('; '.join(model.sources))})" if model.sources else ""
    letters = [(mathml(s, model.space), prose(meaning)) for s, meaning in model.parameters.items()]
    quantities = [
        (f"<code>{html.escape(n)}</code>", prose(q.meaning)) for n, q in model.blueprint.quantities.items()
    ]
    players = [(html.escape(player), prose(meaning)) for player, meaning in model.players.items()]
    parts = [f"<p><b>{html.escape(model.title)}</b>{sources}</p><p>{prose(model.story)}</p>"]
    return _block([*parts, *map(_marked, (players, letters, quantities))])


def _block(parts: Iterable[str]) -> str:
    return f'<div class="formal">{"".join(parts)}</div>'


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return _marked((html.escape(name), words) for name, words in rows)


def _marked(rows: Iterable[tuple[str, str]]) -> str:
    cell = 'style="text-align:left;vertical-align:top"'
    listed = "".join(f"<tr><td {cell}>{name}</td><td {cell}>{words}</td></tr>" for name, words in rows)
    return f"<table>{listed}</table>"
