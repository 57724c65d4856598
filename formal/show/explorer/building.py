"""A page on which a model can be played with: sliders, the equilibrium at the point that they set, figures, claims.

The closed forms are compiled to JavaScript and evaluated with exact fractions, so that a tie shows as a tie.
What stands on the page comes from the solution, the quantities and the claims of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import metadata
from json import dumps
from pathlib import Path
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Region
from formal.algebra.formula import conjuncts
from formal.algebra.space import Space
from formal.equilibria.equilibrium import Outcome
from formal.equilibria.solution import Solution
from formal.errors import ExpressionError, Undecided
from formal.games.extensive import Game
from formal.games.voting import VotingGame
from formal.games.walking import walk
from formal.library.least import Least
from formal.library.model import Model
from formal.show.concepts import shown_of
from formal.show.explorer.sliders import Slider, sliders
from formal.show.files import write_whole
from formal.show.html import HtmlSpeller, fact_rows, prose, strategy_rows
from formal.show.javascript import javascript
from formal.show.mathml import html_text, mathml
from formal.show.page import filled
from formal.show.play import offered_symbols, path_words
from formal.show.solution import exclusive
from formal.show.trees.highlighting import Highlight
from formal.show.trees.placing import tree_picture
from formal.show.trees.svg import svg

#: How many steps a slider has.
STEPS = 200
#: The largest tree that is drawn.
_NODES = 80
_FOLDER = Path(__file__).parent
_VERDICTS = {
    "true": "true",
    "false": "false",
    "mixed": "true under a condition",
    "contradictory": "contradictory: its if-part never holds",
    "unknown": "not decided",
}

Progress = Callable[[str], None]


@verbs.explore.register
def _explore(model: Model, path: str | Path, claims: bool = True, progress: Progress | None = None) -> None:
    write_whole(path, explorer(model, claims, progress))


def explorer(model: Model, claims: bool = True, progress: Progress | None = None) -> str:
    """Return the page of a model as HTML.

    Parameters
    ----------
    model
        What is explored.
    claims
        Whether its claims are judged and shown too.
    progress
        Told what is being done.
    """
    report = progress or (lambda _: None)
    page = _Page(model)
    report(f"solving {model.slug}")
    outcomes = page.outcomes()
    quantities = [row for name in model.quantities for row in page.quantity(name, report)]
    judged = (
        [row for id, claim in model.claims.items() for row in page.claim(id, claim, report)] if claims else []
    )
    assumptions = page.assumptions()
    ranges = page.sliders
    return filled(
        _FOLDER / "page.html.jinja",
        "explore",
        title=model.title,
        story=_Safe(prose(model.story)),
        players=[(player, _Safe(prose(meaning))) for player, meaning in model.players.items()],
        sources="; ".join(model.sources),
        sizes=", ".join(f"{name} = {value}" for name, value in model.integers.items()),
        parameters=[
            {
                "name": s.name,
                "shown": _Safe(mathml(model.space.symbols[s.name])),
                "meaning": _Safe(prose(page.meaning(s.name))),
            }
            for s in ranges
        ],
        steps=STEPS,
        assumed=_Safe(html_text(Region.of(model.space, model.space.assumptions))),
        outcomes=outcomes,
        without=page.without,
        scope=page.solution.scope if page.solution is not None else None,
        tree=page.tree(),
        lines=page.lines,
        quantities=quantities,
        claims=judged,
        version=metadata.version("formal-games"),
        style=_Safe((_FOLDER / "page.css").read_text(encoding="utf-8")),
        arithmetic=_Safe((_FOLDER / "arithmetic.js").read_text(encoding="utf-8")),
        script=_Safe((_FOLDER / "page.js").read_text(encoding="utf-8")),
        functions=[_Safe(code) for code in page.functions],
        data={
            "parameters": [
                {"name": s.name, "low": str(s.low), "high": str(s.high), "value": str(s.value)}
                for s in ranges
            ],
            "steps": STEPS,
            "assumptions": assumptions,
            "outcomes": [outcome["data"] for outcome in outcomes],
            "exclusive": page.exclusive,
            "lines": page.lines,
            "axes": page.axes(),
        },
    )


class _Safe(str):
    """Text that is markup already; Jinja asks for this method, and does not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


class _Page:
    """What a page says about a model, and the functions that its script calls."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.names = [s.name for s in model.parameters if s.name in model.space.symbols]
        self.functions: list[str] = []
        self.lines: list[dict[str, Any]] = []
        self._speller = HtmlSpeller(model.space)

    @cached_property
    def solution(self) -> Solution | None:
        """The equilibria; None for a game in which nobody chooses."""
        return None if isinstance(self.model.game, VotingGame) else self.model.solution

    @property
    def found(self) -> Sequence[Outcome]:
        """The outcomes."""
        return self.solution.found if self.solution is not None else ()

    @cached_property
    def exclusive(self) -> bool:
        """Whether two outcomes meet at ties only."""
        return self.solution is None or exclusive(self.solution)

    @property
    def without(self) -> str | None:
        """Where no equilibrium exists."""
        gap = None if self.solution is None else self.solution.without
        return None if gap is None else _Safe(self._speller.region(gap))

    @cached_property
    def sliders(self) -> list[Slider]:
        """One for each parameter."""
        return sorted(sliders(self.model.space), key=lambda slider: self.names.index(slider.name))

    def meaning(self, name: str) -> str:
        """Return what a parameter means."""
        return next(meaning for symbol, meaning in self.model.parameters.items() if symbol.name == name)

    def function(self, thing: object) -> int | None:
        """Return the number of the function that evaluates something; None if it depends on more than parameters."""
        try:
            code = javascript(thing, self.names)
        except (ExpressionError, sp.SympifyError):
            return None
        if code not in self.functions:
            self.functions.append(code)
        return self.functions.index(code)

    def assumptions(self) -> list[dict[str, Any]]:
        """Return what has to hold at a point, one condition at a time."""
        parts = [Region.of(self.model.space, part) for part in conjuncts(self.model.space.assumptions)]
        return [{"words": str(part), "test": self.function(part)} for part in parts]

    def axes(self) -> list[int]:
        """Return the two parameters that the outcomes' conditions mention most."""
        used = [symbol.name for outcome in self.found for symbol in outcome.where.symbols]
        ranked = sorted(range(len(self.names)), key=lambda i: (-used.count(self.names[i]), i))
        return sorted(ranked[:2])

    # -- sections -------------------------------------------------------------------------------------

    def outcomes(self) -> list[dict[str, Any]]:
        """Return what is shown of each outcome, and under `data` what the script needs."""
        symbols = offered_symbols(self.model.game)
        return [self._outcome(outcome, symbols) for outcome in self.found]

    def _outcome(self, outcome: Outcome, symbols: Mapping[str, sp.Symbol]) -> dict[str, Any]:
        shown = shown_of(outcome)
        spell, here = self._speller, self._speller.within(outcome.where)
        rows = [*strategy_rows(here, shown.example, symbols), *fact_rows(spell, outcome)]
        return {
            "where": _Safe(spell.when(outcome.where)),
            "kind": shown.kind,
            "shared": _Safe(shown.shared(spell)),
            "path": _Safe(path_words(here, outcome.path)),
            "payoffs": [
                {"player": player, "shown": _Safe(spell.value(u)), "value": self.function(u)}
                for player, u in outcome.payoffs.items()
            ],
            "rows": [(name, _Safe(words)) for name, words in rows],
            "data": {
                "test": self.function(outcome.where),
                "branches": list(self._branches(outcome)),
                "offers": list(self._offers(outcome)),
            },
        }

    def _branches(self, outcome: Outcome) -> Iterator[dict[str, Any]]:
        """Yield the branches of the tree on the path, each with how likely play is to go on along it."""
        if not self._drawn:
            return
        for history, probability in outcome.path.items():
            share = None if probability == 1 else self.function(probability)
            for branch in Highlight.of(self.model.game.tree, [history]).path:
                yield {"history": dumps(list(branch), ensure_ascii=False), "share": share}

    def _offers(self, outcome: Outcome) -> Iterator[dict[str, Any]]:
        """Yield the numbers named on the path that depend on parameters alone."""
        for label in dict.fromkeys(label for history in outcome.path for label in history):
            value = self.function(label.rhs) if isinstance(label, sp.Eq) else None
            if value is not None:
                yield {"name": str(label.lhs), "value": value}

    @cached_property
    def _drawn(self) -> bool:
        tree = self.model.game.tree if isinstance(self.model.game, Game) else None
        return tree is not None and sum(1 for _ in walk(tree)) <= _NODES

    def tree(self) -> str | None:
        """Return the tree, if it is one that fits on a page."""
        return _Safe(svg(tree_picture(self.model.game), "game")) if self._drawn else None

    def quantity(self, name: str, report: Progress) -> Iterator[dict[str, Any]]:
        """Yield what is shown of a quantity; nothing if it stays undecided."""
        report(f"{self.model.slug}: {name}")
        meaning = _Safe(prose(self.model.blueprint.quantities[name].meaning))
        try:
            quantity = self.model.quantities[name]
        except Undecided as undecided:
            yield {"name": name, "meaning": meaning, "shown": f"undecided: {undecided}", "value": None}
            return
        if isinstance(quantity, tuple):
            low, high = (self.function(end) for end in quantity)
            shown = f"[{mathml(quantity[0], self.model.space)}, {mathml(quantity[1], self.model.space)}]"
            ends = {} if low is None or high is None else {"low": low, "high": high}
            if ends:
                self.lines.append({"name": name, **ends})
            yield {"name": name, "meaning": meaning, "shown": _Safe(shown), "value": None, **ends}
            return
        if isinstance(quantity, Least):
            yield {"name": name, "meaning": meaning, "shown": str(quantity), "value": None}
            return
        value = self.function(quantity)
        self._pair(name, value)
        yield {
            "name": name,
            "meaning": meaning,
            "shown": _Safe(html_text(quantity, self.model.space)),
            "value": value,
        }

    def _pair(self, name: str, value: int | None) -> None:
        """Take a quantity called `…_high` for the upper end of a line, if there is one called `…_low`."""
        stem = name.removesuffix("_high")
        if value is None or stem == name or f"{stem}_low" not in self.model.quantities:
            return
        low = self.function(self.model.quantities[f"{stem}_low"])
        if low is not None:
            self.lines.append({"name": stem, "low": low, "high": value})

    def claim(self, id: str, claim: Any, report: Progress) -> Iterator[dict[str, Any]]:
        """Yield what is shown of a claim."""
        report(f"{self.model.slug}: judging {id}")
        judgement = claim.judge()
        verdict = judgement.verdict
        space: Space = judgement.question.space
        test = applies = None
        if set(space.names) <= set(self.names) and verdict in ("true", "false", "mixed"):
            applies = self.function(Region.of(space, space.assumptions))
            test = None if applies is None else self.function(judgement.condition)
        yield {
            "id": id,
            "statement": _Safe(prose(claim.statement)),
            "verdict": _VERDICTS[verdict],
            "condition": _Safe(html_text(judgement.condition)) if verdict == "mixed" else None,
            "shown": judgement.shown,
            "test": test,
            "applies": applies,
        }
