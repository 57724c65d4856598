r"""Judgements as text and as LaTeX: the verdict in a sentence, points, and the proof.

>>> from sympy import symbols
>>> from formal.claims import prove
>>> p, c = symbols("p c")
>>> print(prove(p * c < p + c, where=[0 < p, p < 1, c > 0]))
True: it holds at every admissible point.
Assumed: 0 < p < 1 and c > 0, as at p = 1/2, c = 1.
Proof:
  p + c - p*c = p + c*(1 - p) > 0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formal import verbs
from formal.algebra.region import Region
from formal.claims.certificate import Certificate
from formal.claims.judgement import Judgement, Values
from formal.claims.steps import Theorem
from formal.show.expression import expression_latex, expression_text
from formal.show.proof import proof_latex, proof_text
from formal.show.region import region_latex, region_text

_VERDICTS = {
    "true": "True: it holds at every admissible point{generic}.",
    "false": "False: it holds at no admissible point{generic}.",
    "mixed": "True under a condition{generic}: it holds exactly where {condition}.",
    "contradictory": "Contradictory: no point satisfies all assumptions, so nothing is claimed.",
    "unknown": "Unknown: {reason}.",
}
_GENERIC = ", up to a set without interior"


def judgement_lines(
    judgement: Judgement,
    region: Callable[[Region], str],
    point: Callable[[Values], str],
    proof: Callable[[Theorem], str],
) -> list[str]:
    """Return a judgement in sentences, its proof last.

    Parameters
    ----------
    judgement
        What to tell.
    region, point, proof
        Write what is in them.
    """
    generic = _GENERIC if judgement.generic else ""
    condition = region(judgement.condition) if judgement.verdict == "mixed" else ""
    verdict = _VERDICTS[judgement.verdict]
    lines = [verdict.format(generic=generic, condition=condition, reason=judgement.reason)]
    assumed = region(Region.of(judgement.question.space, judgement.question.assumptions))
    if judgement.assumptions_point:
        lines.append(f"Assumed: {assumed}, as at {point(judgement.assumptions_point)}.")
    elif judgement.question.space.symbols:
        lines.append(f"Assumed: {assumed}.")
    only_by_point = judgement.certificate is not None and judgement.certificate.kind == "point"
    if judgement.witness and only_by_point:
        lines.append(f"It holds at {point(judgement.witness)}.")
    if judgement.counterexample and (only_by_point or judgement.verdict == "unknown"):
        lines.append(f"It fails at {point(judgement.counterexample)}.")
    return lines + _shown(judgement.certificate, proof)


def _shown(certificate: Certificate | None, proof: Callable[[Theorem], str]) -> list[str]:
    if certificate is None or not certificate.theorems:
        return []
    heading = "Proof:" if not certificate.provers else f"Verified by {', '.join(certificate.provers)}:"
    return [heading, *(proof(theorem) for theorem in certificate.theorems)]


@verbs.text.register
def _text(judgement: Judgement) -> str:
    space = judgement.question.space

    def point(values: Values) -> str:
        return ", ".join(f"{s.name} = {expression_text(v)}" for s, v in values.items())

    def proof(theorem: Theorem) -> str:
        return "\n".join("  " + line for line in proof_text(theorem, space).splitlines())

    return "\n".join(judgement_lines(judgement, region_text, point, proof))


@verbs.latex.register
def _latex(judgement: Judgement, **options: Any) -> str:
    space = judgement.question.space

    def region(shown: Region) -> str:
        return rf"\({region_latex(shown)}\)"

    def point(values: Values) -> str:
        return ", ".join(rf"\({expression_latex(s)} = {expression_latex(v)}\)" for s, v in values.items())

    def proof(theorem: Theorem) -> str:
        return proof_latex(theorem, space)

    return " \\\\\n".join(judgement_lines(judgement, region, point, proof))
