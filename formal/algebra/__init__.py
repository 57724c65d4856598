"""What is true of polynomials on a parameter space; it knows no games.

Reading order: `polynomial`, `quotient`, `radical`, `formula` (the data), `decide`, `normal`, `eliminate`,
`simplify` (the work), `reading`, `phrasing`, `writing`, `splitting`, `space`, `chains`, `bounds`, `arrange` (the
edges), `region`, `cases` (what people use).
"""

from formal.algebra.cases import Cases
from formal.algebra.region import Region

__all__ = ["Cases", "Region"]
