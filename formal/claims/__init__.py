"""What follows from an answer: claims judged, and proved so that a person can check the proof.

Reading order: `steps` (proofs as data), `kernel` (what makes a proof valid: all that is trusted), `record`
(proofs as JSON); then how proofs are found: `programming` (linear programs, solved exactly), `equations`,
`identities`, `signs`, `search`, `certify`; and how claims are judged: `statement`, `limits`, `generic`, `judge`,
`certificate`, `judgement`, `prove`; last what proofs of a model are written with: `comparison`, `claim`.
"""

from formal.claims.certificate import Certificate
from formal.claims.claim import Claim
from formal.claims.comparison import compare_points, derivative
from formal.claims.judgement import Judgement
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
    "compare_points",
    "derivative",
    "prove",
]
