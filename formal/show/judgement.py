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

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from formal import verbs
from formal.algebra.region import Region
from formal.claims.certificate import Certificate
from formal.claims.claim import Claim
from formal.claims.judgement import Judgement, Values
from formal.claims.steps import Theorem
from formal.show.expression import expression_latex, expression_text
from formal.show.outline import outline
from formal.show.proof import proof_lines, proof_text
from formal.show.region import region_latex, region_text, region_words

_VERDICTS = {
    "true": "True: it holds at every admissible point{generic}.",
    "false": "False: it holds at no admissible point{generic}.",
    "mixed": "True under a condition{generic}: it holds exactly where {condition}.",
    "contradictory": "Contradictory: no point satisfies all assumptions, so nothing is claimed.",
    "unknown": "Unknown: {reason}.",
}
_BOTH_WAYS = ("it holds there", "it holds nowhere else")
_GENERIC = ", up to a set without interior"


def judgement_lines(
    judgement: Judgement,
    region: Callable[[Region], str],
    point: Callable[[Values], str],
    proof: Callable[[Theorem], str],
    words: Callable[[str], str] = str,
) -> list[str]:
    """Return a judgement in sentences, its proof last.

    Parameters
    ----------
    judgement
        What to tell.
    region, point, proof
        Write what is in them.
    words
        Escapes words that are not ours.
    """
    generic = _GENERIC if judgement.generic else ""
    condition = region(judgement.condition) if judgement.verdict == "mixed" else ""
    verdict = _VERDICTS[judgement.verdict]
    lines = [verdict.format(generic=generic, condition=condition, reason=words(judgement.reason))]
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
    return [
        *lines,
        *_shown(judgement.certificate, proof),
        *_both_ways(judgement.condition_certificate, proof),
    ]


def _shown(certificate: Certificate | None, proof: Callable[[Theorem], str]) -> list[str]:
    if certificate is None or not certificate.theorems:
        return []
    return [f"{_how(certificate)}:", *(proof(theorem) for theorem in certificate.theorems)]


def _both_ways(certificate: Certificate | None, proof: Callable[[Theorem], str]) -> Iterator[str]:
    """Yield what shows that a condition is enough for a claim, and that it is needed."""
    for title, theorem in _titled(certificate):
        yield f"{title}:"
        yield proof(theorem)


def _titled(certificate: Certificate | None) -> Iterator[tuple[str, Theorem]]:
    """Yield the theorems about a condition, each with what it shows; one may show both, and there may be cases."""
    theorems = certificate.theorems if certificate else ()
    for number, theorem in enumerate(theorems, start=1):
        assert certificate is not None
        what = _BOTH_WAYS[number - 1] if len(theorems) == 2 else "it holds there and nowhere else"
        part = f" (part {number} of {len(theorems)})" if len(theorems) > 2 else ""
        yield f"{_how(certificate)} that {what}{part}", theorem


def _how(certificate: Certificate) -> str:
    return f"Verified by {' and '.join(certificate.provers)}" if certificate.provers else "Proof"


@verbs.text.register
def _text(judgement: Judgement) -> str:
    space = judgement.question.space

    def point(values: Values) -> str:
        return ", ".join(f"{s.name} = {expression_text(v)}" for s, v in values.items())

    def proof(theorem: Theorem) -> str:
        return "\n".join("  " + line for line in proof_text(theorem, space).splitlines())

    return "\n".join(judgement_lines(judgement, region_text, point, proof))


@verbs.latex.register
def _latex(judgement: Judgement) -> str:
    told = judgement_lines(judgement, region_words, point_words, lambda theorem: "")
    told = [line for line in told if line and not line.endswith(":")]
    return "\n".join([*told, *shown_by(judgement)])


def shown_by(judgement: Judgement) -> Iterator[str]:
    """Yield what shows a verdict: a `proof` environment for each theorem, in LaTeX."""
    space = judgement.question.space
    certificate, both = judgement.certificate, judgement.condition_certificate
    for theorem in certificate.theorems if certificate else ():
        assert certificate is not None
        yield proof_environment(proof_lines(theorem, space), _title(certificate))
    for title, theorem in _titled(both):
        yield proof_environment(proof_lines(theorem, space), title)


def _title(certificate: Certificate) -> str:
    return _how(certificate) if certificate.provers else ""


def point_words(values: Values) -> str:
    """Return exact values in a sentence of LaTeX."""
    return ", ".join(f"${expression_latex(s)} = {expression_latex(v)}$" for s, v in values.items())


#: Proofs with more lines than this are set in small letters.
_LONG = 25


def proof_environment(lines: Iterable[tuple[int, str]], title: str = "") -> str:
    """Return steps as a `proof` environment, in small letters if there are many."""
    (depth, first), *rest = lines
    if first == "nothing is left to show" and not rest:
        first = "Written out, nothing is left to show."
    steps = [(depth, first[:1].upper() + first[1:]), *rest]
    small = [r"\footnotesize"] if len(steps) > _LONG else []
    opening = r"\begin{proof}" + (f"[{title}]" if title else "")
    return "\n".join([opening, *small, outline(steps), r"\end{proof}"])


# -- data --------------------------------------------------------------------------------------------


@verbs.record.register
def _record(judgement: Judgement) -> dict[str, Any]:
    condition = judgement.condition
    return {
        "verdict": judgement.verdict,
        "assumed": region_text(Region.of(judgement.question.space, judgement.question.assumptions)),
        "condition": region_text(condition),
        "condition_latex": region_latex(condition),
        "assumptions_point": _point_record(judgement.assumptions_point),
        "witness": _point_record(judgement.witness),
        "counterexample": _point_record(judgement.counterexample),
        "generic": judgement.generic,
        "shown": judgement.shown,
        "checks": judgement.check(),
        "reason": judgement.reason,
        "certificate": _certificate_record(judgement.certificate),
        "condition_certificate": _certificate_record(judgement.condition_certificate),
    }


def _point_record(point: Values | None) -> dict[str, str] | None:
    return None if point is None else {symbol.name: str(value) for symbol, value in point.items()}


def _certificate_record(certificate: Certificate | None) -> dict[str, Any] | None:
    if certificate is None:
        return None
    data: dict[str, Any] = json.loads(certificate.to_json())
    return {"kind": certificate.kind, **data}


@verbs.record.register
def _claim_record(claim: Claim) -> dict[str, Any]:
    said = {"id": claim.id, "model": claim.of, "statement": claim.statement, "source": claim.source}
    return {**said, **verbs.record(claim.judge()), "remark": claim.remark}
