"""Why an equilibrium is one, step by step, each step with a proof; or where it is none.

Reading order: what must be shown, by the form of the game: `following` (what following the strategies is worth in a
tree), `averaging` (what nature draws), `picking` (offers of which several are equally good), `reach` (how likely nodes
are), `obligations`; `repeating` (repeated games); `rooted`, `binomial` and `alike` (players in the same position);
`required` puts these together. Then `derivation` (steps as data) and `rechecking` (what makes a derivation valid: with
the rooms above it, all that is trusted). Last, how one is found: `rules`, `planning`, `deriving`; and `typed`: what
somebody typed is judged.
"""

from formal.derivations import deriving as _deriving  # noqa: F401  (registers how equilibria are proved)
from formal.derivations import rechecking as _rechecking  # noqa: F401  (registers how that is checked)
from formal.derivations import repeating as _repeating  # noqa: F401  (registers what must be shown in repeated games)
from formal.derivations import typed as _typed  # noqa: F401  (registers how what somebody typed is judged)
from formal.derivations.derivation import Derivation

__all__ = ["Derivation"]
