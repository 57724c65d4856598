"""Game trees as pictures, one layout and several outputs; payoff matrices.

Reading order: `lettering` (formulas in pieces), `picture` (what is drawn), `ends` (payoffs), `highlighting` (what an
equilibrium picks out), `placing` (the layout), `svg`, `tikz`, `istgame`, `drawing` (the methods people call); `matrix`.
"""
