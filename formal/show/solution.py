"""Solutions, outcomes and equilibria as text and as JSON-ready data (as LaTeX: `proposition`).

>>> from formal import Game, choose, offer
>>> p, c_A, c_B, x = sp.symbols("p c_A c_B x")
>>> war = (p - c_A, 1 - p - c_B)
>>> tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war}))
>>> print(Game(["A", "B"], tree, where=[0 < p, p < 1, c_A > 0, c_B > 0], name="Crisis bargaining").solve())
Crisis bargaining: subgame-perfect equilibrium
where 0 < p < 1 and c_A > 0 and c_B > 0
<BLANKLINE>
1. if p <= 1 - c_B
   path     x = p + c_B, accept
   payoffs  A: p + c_B; B: 1 - p - c_B
   A        x = p + c_B
   B        accept if x <= p + c_B, else fight
<BLANKLINE>
2. if p >= 1 - c_B
   path     x = 1, accept
   payoffs  A: 1; B: 0
   A        x = 1
   B        accept
<BLANKLINE>
Complete for every pure subgame-perfect equilibrium that exists on a set of parameters with an interior.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.equilibria.equilibrium import Equilibrium, Outcome
from formal.equilibria.solution import Solution
from formal.show.concepts import COUNTED, completeness, concept_of, shown_of, surviving
from formal.show.objections import objected, objection_words
from formal.show.play import Speller, choice_words, named_on_path, offered_symbols, path_words
from formal.show.thresholds import Thresholds

_MARGIN = 7
#: How long a line may be before what it lists is listed below one another.
_LINE = 100


# -- text --------------------------------------------------------------------------------------------


@verbs.text.register
def _solution_text(solution: Solution) -> str:
    blocks = [_heading(solution)]
    gap = [] if solution.without is None else [solution.without]
    thresholds = Thresholds.of([*(outcome.where for outcome in solution.found), *gap])
    speller = Speller(solution.space, thresholds=thresholds)
    for number, outcome in enumerate(solution.found, start=1):
        lines = _outcome_lines(speller, outcome, offered_symbols(solution.game))
        blocks.append(_numbered(number, lines))
    if thresholds.meaning:
        named = [(str(name), f"= {speller.expression(bound)}") for name, bound in thresholds.meaning.items()]
        blocks.append("\n".join(["Thresholds", *(f"   {line}" for line in _aligned(named))]))
    if solution.objections:
        blocks.append("\n".join(_objection_lines(solution, speller)))
    blocks.append("\n".join(_closing(solution, speller)))
    return "\n\n".join(blocks)


@verbs.text.register
def _outcome_text(outcome: Outcome) -> str:
    return "\n".join(_outcome_lines(Speller(outcome.where.space), outcome, {}))


@verbs.text.register
def _equilibrium_text(equilibrium: Equilibrium) -> str:
    speller = Speller(equilibrium.where.space)
    here = speller.within(equilibrium.where)
    rows = [
        ("path", path_words(here, equilibrium.outcome)),
        _payoff_row(speller, equilibrium.payoffs),
        *_fact_rows(speller, equilibrium),
        *_strategy_rows(here, equilibrium, named_on_path(equilibrium)),
    ]
    return "\n".join([speller.when(equilibrium.where), *_aligned(rows)])


def _heading(solution: Solution) -> str:
    title = f"{getattr(solution.game, 'name', '') or 'Game'}: {equilibria_words(solution)}"
    context = Region.of(solution.space, solution.space.assumptions)
    return title if solution.space.assumptions == TRUE else f"{title}\nwhere {context}"


def equilibria_words(solution: Solution) -> str:
    """Return what was found: `subgame-perfect equilibrium`; several where some exist together.

    Examples
    --------
    >>> from formal import Game, choose
    >>> equilibria_words(Game(["A"], choose("A", {"stay": (0,), "go": (1,)})).solve("nash"))
    'Nash equilibrium'
    """
    plural = len(solution.found) != 1 and not exclusive(solution)
    return f"{concept_of(solution)} equilibri{'a' if plural else 'um'}{surviving(solution, plural)}"


def exclusive(solution: Solution) -> bool:
    """Return whether no two outcomes exist on a common set of parameters with an interior.

    Examples
    --------
    >>> from formal import Game, choose
    >>> c = sp.Symbol("c")
    >>> exclusive(Game(["A"], choose("A", {"stay": (0,), "go": (c,)})).solve())
    True
    """
    regions = [outcome.where for outcome in solution.found]
    return not any((a & b).has_interior() for i, a in enumerate(regions) for b in regions[:i])


def _outcome_lines(speller: Speller, outcome: Outcome, symbols: Mapping[str, sp.Symbol]) -> list[str]:
    shown = shown_of(outcome)
    here = speller.within(outcome.where)
    rows = [
        ("path", path_words(here, outcome.path)),
        _payoff_row(speller, outcome.payoffs),
        *_fact_rows(speller, outcome),
        *_strategy_rows(here, shown.example, symbols),
    ]
    heading = f"{speller.when(outcome.where)}{f' ({shown.kind})' if shown.kind else ''}"
    return [heading, *_aligned(rows), *(f"({words})" for words in [shown.shared(speller)] if words)]


def _payoff_row(speller: Speller, payoffs: Mapping[str, sp.Expr]) -> tuple[str, str]:
    return ("payoffs", "; ".join(f"{player}: {speller.expression(u)}" for player, u in payoffs.items()))


def _fact_rows(speller: Speller, found: Outcome | Equilibrium) -> Iterator[tuple[str, str]]:
    for fact, values in found.facts.items():
        yield (fact, "; ".join(f"{name}: {speller.value(value)}" for name, value in values.items()))


def _strategy_rows(
    speller: Speller, equilibrium: Equilibrium, symbols: Mapping[str, sp.Symbol]
) -> Iterator[tuple[str, str]]:
    for info, choice in equilibrium.strategy.items():
        yield (info, choice_words(speller, choice, symbols.get(info)))
    for info, beliefs in equilibrium.belief.items():
        words = "; ".join(
            f"{', '.join(map(str, history)) or 'start'}: {speller.value(belief)}"
            for history, belief in beliefs.items()
        )
        yield (f"belief {info}", words)
    for chosen, region in _open_together(equilibrium.free):
        yield (f"any {', '.join(map(str, chosen))}", f"with {speller.region(region)}")


def _open_together(free: Mapping[sp.Symbol, Region]) -> Iterator[tuple[list[sp.Symbol], Region]]:
    """Yield what may be chosen, those with the same conditions together."""
    groups: dict[Any, list[sp.Symbol]] = {}
    for symbol, region in free.items():
        groups.setdefault(region.formula, []).append(symbol)
    for symbols in groups.values():
        yield symbols, free[symbols[0]]


def _objection_lines(solution: Solution, speller: Speller) -> Iterator[str]:
    for criterion, against in objected(solution):
        yield f"Struck out by {criterion}"
        for objection in against:
            sent, reason = objection_words(speller, objection)
            yield f"   {sent}"
            yield f"      by  {reason}"
            yield f"      if  {speller.region(objection.where)}"


def _aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Return names and words in two columns; what is too long for a line is listed, one thing below the other."""
    width = max(_MARGIN, *(len(name) for name, _ in rows))
    lines = []
    for name, words in rows:
        first, *others = [words] if width + len(words) < _LINE else words.replace("; ", ";\n").splitlines()
        lines += [f"{name:{width}}  {first}", *(f"{'':{width}}  {other}" for other in others)]
    return lines


def _numbered(number: int, lines: Sequence[str]) -> str:
    head = f"{number}. "
    return "\n".join((head if i == 0 else " " * len(head)) + line for i, line in enumerate(lines))


def _closing(solution: Solution, speller: Speller) -> Iterator[str]:
    if not solution.found:
        yield "No equilibrium."
    elif solution.without is not None:
        yield f"No equilibrium where {speller.region(solution.without)}."
    yield from (f"  {reason}" for reason in solution.reasons)
    yield f"Complete for {completeness(solution)}."
    yield from (f"Undecided: {question}" for question in solution.undecided)


# -- data --------------------------------------------------------------------------------------------


@verbs.record.register
def _solution_record(solution: Solution) -> dict[str, Any]:
    return {
        "concept": solution.concept,
        "where": str(Region.of(solution.space, solution.space.assumptions)),
        "outcomes": [_outcome_record(outcome) for outcome in solution.found],
        "without": None if solution.without is None else str(solution.without),
        "scope": solution.scope,
        "undecided": list(solution.undecided),
        **_refinement_record(solution),
    }


def _refinement_record(solution: Solution) -> dict[str, Any]:
    if not solution.criteria:
        return {}
    speller = Speller(solution.space)
    return {
        "criteria": list(solution.criteria),
        "objections": [
            {
                "criterion": objection.criterion,
                "sent": {
                    kind: {message: speller.expression(q) for message, q in mixture.items()}
                    for kind, mixture in objection.sent.items()
                },
                "message": objection.message,
                "by": list(objection.by),
                "excluded": list(objection.excluded),
                "where": str(objection.where),
            }
            for objection in solution.objections
        ],
    }


@verbs.record.register
def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    speller = Speller(outcome.where.space)
    return {
        "where": str(outcome.where),
        "path": _path_record(speller, outcome.path),
        "payoffs": {player: speller.expression(u) for player, u in outcome.payoffs.items()},
        **_fact_record(speller, outcome),
        "equilibria": [verbs.record(e) for e in islice(outcome.spelled, COUNTED)],
    }


@verbs.record.register
def _equilibrium_record(equilibrium: Equilibrium) -> dict[str, Any]:
    speller = Speller(equilibrium.where.space)
    return {
        "where": str(equilibrium.where),
        "strategy": {
            info: {action: speller.value(q) for action, q in choice.items()}
            if isinstance(choice, Mapping)
            else (str(choice) if isinstance(choice, Region) else speller.value(choice))
            for info, choice in equilibrium.strategy.items()
        },
        "payoffs": {player: speller.expression(u) for player, u in equilibrium.payoffs.items()},
        "path": _path_record(speller, equilibrium.outcome),
        **_fact_record(speller, equilibrium),
        "belief": {
            info: {", ".join(map(str, history)): speller.value(b) for history, b in beliefs.items()}
            for info, beliefs in equilibrium.belief.items()
        },
        "kind": equilibrium.kind,
    }


def _fact_record(speller: Speller, found: Outcome | Equilibrium) -> dict[str, dict[str, str]]:
    return {
        fact: {name: speller.value(value) for name, value in values.items()}
        for fact, values in found.facts.items()
    }


def _path_record(speller: Speller, path: Mapping[Any, sp.Expr]) -> list[dict[str, Any]]:
    return [
        {
            "history": [label if isinstance(label, str) else speller.expression(label) for label in history],
            "probability": speller.expression(probability),
        }
        for history, probability in path.items()
    ]
