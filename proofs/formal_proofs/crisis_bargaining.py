"""M1: what is claimed about crisis bargaining under complete information.

References: Fearon (1995); Powell (1999).
"""

from sympy import symbols

from formal import Claim, derivative

c_A, c_B = symbols("c_A c_B")


CLAIMS = (
    Claim(
        "C1.2",
        "Equilibrium play ends without war.",
        says=lambda model: ~model.quantities["war"],
        source="L",
        of="crisis_bargaining",
    ),
    Claim(
        "C1.4",
        "The offer rises strictly with c_B (locally).",
        says=lambda model: derivative(model.quantities["offer"], c_B) > 0,
        of="crisis_bargaining",
    ),
)
