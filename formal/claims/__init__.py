"""What follows from an answer: claims judged, and proved so that a person can check the proof.

Reading order: `steps` (proofs as data), `kernel` (what makes a proof valid: all that is trusted), `record`
(proofs as JSON); then how proofs are found: `programming` (linear programs, solved exactly), `identities`,
`search`; and how claims are judged: `statement`, `prove`, `judgement`, `claim`.
"""

from formal.claims.certificate import Certificate
from formal.claims.judgement import Judgement
from formal.claims.prove import prove
from formal.claims.statement import Exists, ForAll, Somewhere

__all__ = ["Certificate", "Exists", "ForAll", "Judgement", "Somewhere", "prove"]
