r"""Claims as LaTeX: a proposition that is true as it is printed, with its label and its proof.

A claim that holds under a condition is printed with the condition, one that holds nowhere as refuted; one that is not
settled is a conjecture.

>>> from types import SimpleNamespace
>>> from sympy import symbols
>>> from formal.claims import Claim
>>> p, c_A = symbols("p c_A")
>>> model = SimpleNamespace(where=[0 < p, p < 1, c_A > 0], slug="war")
>>> claim = Claim("C1", "War is worth less than p to A.", says=lambda model: p - c_A < p)
>>> print(claim.about(model).to_latex())
\begin{proposition}[C1]\label{claim:war:C1}
War is worth less than $p$ to A.
\end{proposition}
\begin{proof}
$c_A > 0$: as assumed
\end{proof}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formal import verbs
from formal.algebra.formula import conjunction, conjuncts
from formal.algebra.region import Region
from formal.algebra.space import space_of
from formal.claims.claim import Claim
from formal.claims.judgement import Judgement
from formal.show.judgement import point_words, shown_by
from formal.show.prose import Words, label_of
from formal.show.region import region_words

_GENERIC = ", up to a set without interior"
#: What a verdict is called in a table.
VERDICTS = {
    "true": "true",
    "false": "false everywhere",
    "mixed": "true under a condition",
    "contradictory": "about no case: its assumptions exclude each other",
    "unknown": "not settled",
}


@verbs.latex.register
def claim_latex(claim: Claim, remark: bool = True, proof: bool = True) -> str:
    r"""Return a claim with its verdict and its proof.

    Parameters
    ----------
    claim
        The claim, about a model.
    remark
        Whether to add why it is so, where that is told.
    proof
        Whether to add what shows the verdict.
    """
    judgement = claim.judge()
    words = words_of(claim.model)
    kind = {"unknown": "conjecture", "contradictory": "remark"}.get(judgement.verdict, "proposition")
    lines = [
        rf"\begin{{{kind}}}[{claim.id}]\label{{{claim_label(claim)}}}",
        *_statement(claim, judgement, words),
        rf"\end{{{kind}}}",
        *_points(judgement),
        *(shown_by(judgement) if proof else ()),
    ]
    if remark and claim.remark:
        lines += [r"\begin{remark}", words.write(claim.remark), r"\end{remark}"]
    return "\n".join(lines)


def claim_label(claim: Claim) -> str:
    """Return the label of a claim: `claim:crisis-bargaining:C1.4`."""
    return label_of("claim", claim.of or getattr(claim.model, "slug", ""), claim.id)


def words_of(model: Any) -> Words:
    """Return what writes a model's sentences: its parameters are letters, its quantities are words."""
    parameters = getattr(model, "parameters", None)
    letters = [s.name for s in parameters] if parameters else space_of(model.where).names
    return Words(letters, list(getattr(model, "quantities", ())))


def _statement(claim: Claim, judgement: Judgement, words: Words) -> Iterator[str]:
    """Yield what is true: the claim, with the condition under which it holds, or as refuted."""
    statement = words.write(claim.statement)
    given = _given(claim, judgement)
    generic = _GENERIC if judgement.generic and judgement.verdict in ("mixed", "false") else ""
    match judgement.verdict:
        case "true":
            yield statement
        case "false":
            yield f"The following holds nowhere{generic}: {statement}"
        case "mixed":
            condition = region_words(judgement.condition)
            yield f"The following holds exactly where {condition}{generic}: {statement}"
        case "contradictory":
            yield f"No admissible point satisfies what the following supposes: {statement}"
        case _:
            yield statement
            yield f"Not settled: {words.write(judgement.reason)}."
    yield from given


def _given(claim: Claim, judgement: Judgement) -> Iterator[str]:
    """Yield what is supposed besides the model's assumptions."""
    known = space_of(claim.model.where)
    parts = [
        part for part in conjuncts(judgement.question.assumptions) if part not in conjuncts(known.assumptions)
    ]
    if parts:
        yield f"(Supposed: {region_words(Region.of(judgement.question.space.without([]), conjunction(*parts)))}.)"


def _points(judgement: Judgement) -> Iterator[str]:
    """Yield points at which a claim holds, and at which it fails."""
    told = [
        f"it {what} at {point_words(point)}"
        for what, point in (("holds", judgement.witness), ("fails", judgement.counterexample))
        if point and judgement.verdict in ("mixed", "unknown")
    ]
    if told:
        sentence = " and ".join(told)
        yield f"\\noindent {sentence[0].upper()}{sentence[1:]}."
