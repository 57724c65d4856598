"""What follows from an answer: claims judged, and proved so that a person can check the proof.

Reading order: `steps` (proofs as data), `kernel` (what makes a proof valid: all that is trusted), `record` (proofs as
JSON); then how proofs are found: `programming` (linear programs, solved exactly), `equations`, `identities`,
`dividing`, `lumping`, `parting`, `remembering`, `signs`, `search`, `quantifiers`, `certify`; and how claims are
judged: `statement`, `limits`, `sentence`, `generic`, `judge`, `certificate`, `judgement`, `prove`; what proofs of a
model are written with: `comparison`, `powers`, `claim`; and `crosscheck` (cvc5).
"""

from formal.claims.certificate import Certificate
from formal.claims.claim import Claim
from formal.claims.comparison import compare_points, derivative
from formal.claims.judgement import Judgement
from formal.claims.monotone import falls, persists, persists_lowered, rises
from formal.claims.powers import at_infinity, compare_powers
from formal.claims.prove import prove
from formal.claims.statement import Eventually, Exists, ForAll, Somewhere

__all__ = [
    "Certificate",
    "Claim",
    "Eventually",
    "Exists",
    "ForAll",
    "Judgement",
    "Somewhere",
    "at_infinity",
    "compare_points",
    "compare_powers",
    "derivative",
    "falls",
    "persists",
    "persists_lowered",
    "prove",
    "rises",
]
