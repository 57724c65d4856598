"""A claim about a model: a sentence, what it says in symbols, and its verdict.

The files under `proofs/` are lists of these: the statement first, in words and in symbols, then what shows it.
`says` is a function of the model, so nothing is solved before somebody asks for the verdict; it may look at other
models too. What holds only on a set without interior does not count unless `generic` is false.

>>> from types import SimpleNamespace
>>> from sympy import Min, symbols
>>> p, c = symbols("p c")
>>> model = SimpleNamespace(where=[0 < p, p < 1, c > 0], offer=Min(1, p + c))
>>> claim = Claim(
...     id="C1.8",
...     statement="The offer strictly exceeds the share expected from war.",
...     says=lambda model: model.offer > p,
... )
>>> claim.about(model).judge().verdict
'true'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from formal import verbs
from formal.algebra.space import space_of
from formal.claims.judge import Finding
from formal.claims.judgement import Judgement
from formal.claims.prove import prove
from formal.claims.question import Question
from formal.errors import ModelError, Undecided


@dataclass(frozen=True, eq=False, repr=False)
class Claim:
    """A claim about a model.

    Parameters
    ----------
    id
        By which it is known, as `"C1.1"`.
    statement
        What is claimed, in words.
    says
        What is claimed, in symbols: a function of the model that returns anything `prove` judges.
    given
        Its if-part: a function of the model, or nothing.
    source
        Where the claim comes from, as `"L"` for the lecture.
    of
        The slug of the model that it is about.
    generic
        Whether a set of points without interior does not count.
    remark
        Why it is so: a mechanism that explains a verdict that surprises.
    shown_by
        Judges the claim in another way than `prove` does.
    any_size
        Whether it is judged with letters for the numbers that fix the size of the game (`Model.of_any_size`): if it
        is true, or false, at all points then, it is so for every size. If not, the model's own size counts.
    model
        What it is judged about (see `about`).

    Examples
    --------
    >>> Claim("C1.2", "Play ends without war.", says=lambda model: ~model.war, source="L")
    Claim('C1.2', 'Play ends without war.')
    """

    id: str
    statement: str
    says: Callable[[Any], object]
    given: Callable[[Any], object] | None = None
    source: str = ""
    of: str = ""
    generic: bool = True
    remark: str = ""
    shown_by: Callable[[Any], Judgement] | None = None
    any_size: bool = False
    model: Any = None

    def about(self, model: object) -> Claim:
        """Return the claim about `model`, to be judged."""
        return replace(self, model=model)

    def judge(self) -> Judgement:
        """Return the verdict; found once, then kept.

        Raises
        ------
        ModelError
            If the claim is about no model yet.
        """
        return self._judgement

    @cached_property
    def _judgement(self) -> Judgement:
        if self.model is None:
            raise ModelError(
                f"claim {self.id} is about no model yet: take it from `model.claims`, or use about(model)"
            )
        if self.shown_by is not None:
            return self.shown_by(self.model)
        if self.any_size:
            wide = self._judged(self.model.of_any_size())
            if wide.verdict in ("true", "false"):
                return wide
        return self._judged(self.model)

    def _judged(self, model: Any) -> Judgement:
        try:
            given = () if self.given is None else self.given(model)
            judgement = prove(self.says(model), where=model.where, given=given, generic=self.generic)
            return replace(judgement, solve_for=tuple(getattr(model, "solve_for", ())))
        except Undecided as undecided:
            question = Question(space_of(model.where), None, reason=str(undecided))
            return Judgement(question, Finding("unknown", reason=str(undecided)), self.generic)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the claim, its verdict and its proof as LaTeX: a fragment, an article (`standalone`) or frames."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def to_json(self) -> dict[str, Any]:
        """Return the claim and its verdict as data ready for JSON."""
        return verbs.record(self)

    def __repr__(self) -> str:
        return f"Claim({self.id!r}, {self.statement!r})"

    def __str__(self) -> str:
        mark = f" [{self.source}]" if self.source else ""
        return f"{self.id}{mark} {self.statement}"
