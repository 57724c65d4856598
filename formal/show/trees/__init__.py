"""Game trees as pictures: one layout, several outputs.

Reading order: `lettering` (formulas in pieces), `picture` (what is drawn), `ends` (payoffs), `highlighting` (what an
equilibrium picks out), `placing` (the layout), `svg`, `drawing` (the methods people call).
"""
