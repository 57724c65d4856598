"""Model 8: what is claimed about market power and territory.

References: Gent and Crescenzi (2021).
"""

from sympy import symbols

from formal import Claim, Eventually, Exists, ForAll, persists

p, V, c_A, d, sigma, gam, h_A = symbols("p V c_A d sigma gam h_A")
enough, share = symbols("d_0 sigma_0")
SLUG = "market_power"


def tolerated(model):
    """B would tolerate a delay."""
    return model.quantities["tolerance_threshold"] <= d


CLAIMS = (
    Claim(
        "C8.1",
        "At d = 0 and sigma = 0 there is war.",
        says=lambda model: model.given(d=0, sigma=0).quantities["war"],
        source="L",
        of=SLUG,
        remark=(
            "With no constraint at all A still compares war with delay. Where waiting gives it a large "
            "share of the resource, or where its chance of winning is small, it does not fight."
        ),
    ),
    Claim(
        "C8.2",
        "For every choice of the other parameters there are a level of d and a level of sigma below 1 beyond both of "
        "which there is settlement.",
        says=lambda model: Exists(
            [enough, share],
            ForAll([d, sigma], model.quantities["settle"], where=[d >= enough, sigma >= share]),
            where=[enough >= 0, 0 <= share, share < 1],
        ),
        source="L",
        of=SLUG,
    ),
    Claim(
        "C8.3",
        "At sigma = 0, for every choice of the other parameters, there is delay once d is large enough.",
        says=lambda model: Eventually(d, model.given(sigma=0).quantities["delay"]),
        source="L",
        of=SLUG,
        remark=(
            "Expensive war makes B tolerate a delay, but A delays only if that is worth its cost. Where "
            "creeping brings less than it costs (gam*V <= h_A), A takes the nothing that the institution "
            "grants."
        ),
    ),
    Claim(
        "C8.4",
        "Assume d = 0, p*V - c_A > gam*V - h_A, and that B would tolerate delay. There is a sigma in [0, 1] at which "
        "there is delay.",
        says=lambda model: Exists(
            sigma, model.given(d=0).quantities["delay"], where=[sigma >= 0, sigma <= 1]
        ),
        given=lambda model: [p * V - c_A > gam * V - h_A, tolerated(model).subs({d: 0})],
        source="L",
        of=SLUG,
        remark=(
            "The institution cannot move A from war to delay: it makes settlement better, and leaves war "
            "and delay as they are. Where war is better than delay, no share does it."
        ),
    ),
    Claim(
        "C8.5",
        "If there is no war, there is none after raising d.",
        says=lambda model: persists(~model.quantities["war"], d, model.where),
        of=SLUG,
    ),
    Claim(
        "C8.6",
        "If there is settlement, there still is after raising sigma.",
        says=lambda model: persists(model.quantities["settle"], sigma, model.where),
        of=SLUG,
    ),
    Claim(
        "C8.7",
        "If there is war, there still is after raising V.",
        says=lambda model: persists(model.quantities["war"], V, model.where),
        source="L",
        of=SLUG,
        remark=(
            "A larger prize makes every way of getting it more attractive. Where delay or settlement gives "
            "A the larger share of it (gam or sigma above p), the prize drives A away from war."
        ),
    ),
    Claim(
        "C8.8",
        "If there is delay, then gam*V > h_A.",
        says=lambda model: gam * V > h_A,
        given=lambda model: model.quantities["delay"],
        of=SLUG,
    ),
    Claim(
        "C8.9",
        "Assume sigma = 1 and that there is delay. B's payoff is above its payoff from war.",
        says=lambda model: model.given(sigma=1).quantities["payoff_B"] > model.game.node(("War",)).payoffs[1],
        given=lambda model: model.given(sigma=1).quantities["delay"],
        of=SLUG,
        remark="A that can have everything by settling does not delay: there is no such point.",
    ),
)
