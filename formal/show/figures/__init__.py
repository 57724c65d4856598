"""Figures of solutions and models, drawn with matplotlib through `formal.show.plot`.

Reading order: `slices` (two parameters left free), `cells`, `labels`, `regions` (which equilibrium exists where),
`counts` and `curves` (how a quantity moves), `ranges` (the bargaining range), `choosing` (a figure for any model).
"""
