"""What follows from an answer: claims judged, and proved so that a person can check the proof.

Reading order: `steps` (proofs as data), `kernel` (what makes a proof valid: all that is trusted), `record` (proofs as
JSON); then how proofs are found: `programming` (linear programs, solved exactly), `equations`, `identities`,
`dividing`, `lumping`, `parting`, `remembering`, `signs`, `search`, `quantifiers`, `certify`; and how claims are
judged: `statement`, `limits`, `sentence`, `generic`, `judge`, `certificate`, `judgement`, `prove`; what proofs of a
model are written with: `comparison`, `powers`, `claim`; and `crosscheck` (cvc5). Last, why an equilibrium is one:
`following`, `averaging` (what nature draws), `picking` (offers of which several are equally good), `reach`,
`obligations` (what must be shown in a tree), `repeating` (in a repeated game), `rooted` and `alike` (among players in
the same position), `required` (by the form of the game), `derivation` (steps as data), `rechecking` (what makes a
derivation valid), `rules`, `planning` and `deriving` (how one is found), and `typed` (what somebody typed is judged).
"""

from formal.claims import deriving as _deriving  # noqa: F401  (registers how equilibria are proved)
from formal.claims import rechecking as _rechecking  # noqa: F401  (registers how that is checked)
from formal.claims import repeating as _repeating  # noqa: F401  (registers what must be shown in repeated games)
from formal.claims import typed as _typed  # noqa: F401  (registers how what somebody typed is judged)
from formal.claims.certificate import Certificate
from formal.claims.claim import Claim
from formal.claims.comparison import compare_points, derivative
from formal.claims.derivation import Derivation
from formal.claims.judgement import Judgement
from formal.claims.monotone import falls, persists, persists_lowered, rises
from formal.claims.powers import at_infinity, compare_powers
from formal.claims.prove import prove
from formal.claims.statement import Eventually, Exists, ForAll, Somewhere

__all__ = [
    "Certificate",
    "Claim",
    "Derivation",
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
