"""Showing: every result as text and as LaTeX, the way people write it.

Importing the room registers `verbs.text` and `verbs.latex` for what it knows. Reading order: `layout`,
`writer`, `text`, `latex`, `names`, `chains`, `expression` (SymPy objects), `region`, `value` (by case), `threshold`,
`play` (what players do), `solution`, `implicit`, `elimination`, `tree`, `model`; `proof`, `judgement`, `derivation`;
`trees` (pictures). Papers: `prose` (sentences), `outline`, `breadth`; `proposition` (solutions), `lemmas`,
`existence`, `claim`, `notation`, `definitions`, `statics`, `pictured` (games); `paper` (the parts of a model),
`document` and `slides` (what compiles), `handout`, `book`.
"""

from formal.show import claim as _claim  # noqa: F401  (registers claims)
from formal.show import derivation as _derivation  # noqa: F401  (registers derivations)
from formal.show import document as _document  # noqa: F401  (registers documents)
from formal.show import elimination as _elimination  # noqa: F401  (registers eliminations)
from formal.show import explorer as _explorer  # noqa: F401  (registers pages)
from formal.show import html as _html  # noqa: F401  (registers what notebooks show)
from formal.show import implicit as _implicit  # noqa: F401  (registers implicit equilibria)
from formal.show import judgement as _judgement  # noqa: F401  (registers judgements)
from formal.show import model as _model  # noqa: F401  (registers models)
from formal.show import pictured as _pictured  # noqa: F401  (registers games over time as LaTeX)
from formal.show import proposition as _proposition  # noqa: F401  (registers solutions as LaTeX)
from formal.show import repeated_derivation as _repeated_derivation  # noqa: F401  (registers those of repeated games)
from formal.show import solution as _solution  # noqa: F401  (registers solutions)
from formal.show import symmetric_derivation as _symmetric_derivation  # noqa: F401  (registers those of symmetric games)
from formal.show import threshold as _threshold  # noqa: F401  (registers thresholds)
from formal.show import tree as _tree  # noqa: F401  (registers games)
from formal.show.expression import expression_latex, expression_text
from formal.show.figures import choosing as _choosing  # noqa: F401  (registers figures of models)
from formal.show.figures import curves as _curves  # noqa: F401  (registers curves)
from formal.show.figures import regions as _regions  # noqa: F401  (registers region plots)
from formal.show.region import region_latex, region_text
from formal.show.trees import drawing as _drawing  # noqa: F401  (registers drawings)
from formal.show.trees import matrix as _matrix  # noqa: F401  (registers matrices)
from formal.show.value import cases_latex, cases_text

__all__ = ["expression_latex", "expression_text", "region_latex", "region_text", "cases_latex", "cases_text"]
