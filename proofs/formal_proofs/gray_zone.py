"""Model 11: what is claimed about the gray zone.

References: Gannon, Gartzke, Lindsay and Schram (2023); Snyder (1965); Mazarr (2015).
"""

from sympy import symbols

from formal import Claim, Eventually, Exists, compare_points, persists

c_A, c_B, gain, h_A = symbols("c_A c_B gain h_A")
SLUG = "gray_zone"


def ended_by_cheaper_war(model):
    """Where hassling ends since war becomes cheaper for B, there is peace."""
    hassle, peace = model.quantities["hassle"], model.quantities["peace"]
    pair = compare_points([hassle, peace], c_B, where=model.where)
    (hassled_before, peace_before), (hassled_after, _) = pair.before, pair.after
    return pair.always(peace_before, given=[hassled_after, ~hassled_before])


CLAIMS = (
    Claim(
        "C11.1",
        "For every choice of the other parameters there is peace once c_A is large enough.",
        says=lambda model: Eventually(c_A, model.quantities["peace"]),
        source="L",
        of=SLUG,
        remark=(
            "A dear war is not fought, but it is not the only alternative to peace. Where B tolerates "
            "hassling and it pays A, the gray zone takes the place of war, however dear war becomes for A."
        ),
    ),
    Claim(
        "C11.2",
        "Assume B would tolerate hassling and gain > h_A. There is a c_A >= 0 at which there is peace.",
        says=lambda model: Exists(c_A, model.quantities["peace"]),
        given=lambda model: [model.quantities["tolerated"], gain > h_A],
        of=SLUG,
        remark=(
            "A that can hassle at a profit, unanswered, never keeps the peace: only B's answer could change that."
        ),
    ),
    Claim(
        "C11.3",
        "If there is hassling, and lowering c_B ends it, the new outcome is peace.",
        says=ended_by_cheaper_war,
        of=SLUG,
        remark=(
            "A rival that no longer tolerates hassling leaves A with peace and war. Where war is worth "
            "fighting (p*V > c_A), a tougher B turns hassling into war."
        ),
    ),
    Claim(
        "C11.4",
        "If gain <= h_A there is no hassling.",
        says=lambda model: ~model.quantities["hassle"],
        given=lambda model: gain <= h_A,
        of=SLUG,
    ),
    Claim(
        "C11.5",
        "If there is no war, there is none after raising c_A.",
        says=lambda model: persists(~model.quantities["war"], c_A, model.where),
        of=SLUG,
    ),
)
