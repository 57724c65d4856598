r"""A handout for a class: a model on two pages, without proofs.

Story, letters, the game, what happens in equilibrium, the signs that matter and the verdict on each claim. What the
proofs are is one command away: `formal latex SLUG --standalone`.
"""

from __future__ import annotations

from collections.abc import Iterator

from formal.claims.claim import Claim
from formal.library.model import Model
from formal.show.claim import VERDICTS, words_of
from formal.show.document import article
from formal.show.judgement import point_words
from formal.show.paper import Progress, parts_of
from formal.show.region import region_words


def handout_latex(model: Model, progress: Progress | None = None) -> str:
    """Return a handout about a model as an article that compiles.

    Parameters
    ----------
    model
        The model.
    progress
        Told what is being worked on.
    """
    told = progress or (lambda what: None)
    return article("\n".join(_body(model, told)), margin="18mm", size="10pt")


def _body(model: Model, progress: Progress) -> Iterator[str]:
    yield rf"\noindent{{\Large\bfseries {words_of(model).write(model.title)}\par}}"
    yield r"\small"
    for part in parts_of(model, progress, only=("story", "notation", "small game", "summary", "statics")):
        yield rf"\paragraph{{{part.title}}}"
        yield part.body
    if model.claims:
        yield r"\paragraph{Claims}"
        yield r"\footnotesize"
        yield from _claims(model, progress)


def _claims(model: Model, progress: Progress) -> Iterator[str]:
    """Yield a table of claims with verdicts, conditions and counterexamples."""
    words = words_of(model)
    column = r">{\raggedright\arraybackslash}p"
    yield rf"\begin{{longtable}}{{@{{}}l{column}{{0.48\textwidth}}{column}{{0.40\textwidth}}@{{}}}}"
    yield r"\toprule"
    yield r" & Claim & Verdict \\"
    yield r"\midrule"
    yield r"\endhead"
    for claim in model.claims.values():
        progress(f"claim {claim.id}")
        yield rf"{claim.id} & {words.write(claim.statement)} & {_verdict(claim)} \\"
    yield r"\bottomrule"
    yield r"\end{longtable}"


def _verdict(claim: Claim) -> str:
    """Return the verdict: where it holds, or a point at which it fails."""
    judgement = claim.judge()
    told = VERDICTS[judgement.verdict]
    if judgement.verdict == "mixed":
        return f"true where {region_words(judgement.condition)}"
    if judgement.verdict == "false" and judgement.counterexample:
        return f"{told}, as at {point_words(judgement.counterexample)}"
    return told
