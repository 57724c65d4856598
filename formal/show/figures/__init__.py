"""Figures of solutions and models, drawn with matplotlib through `formal.show.plot`.

Reading order: `slices` (two parameters left free), `labels` (where words fit), `regions` (which equilibrium exists
where), `curves` (how a quantity moves), `ranges` (the bargaining range), `choosing` (a figure for any model).
"""
