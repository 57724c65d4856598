"""Questions that solving and judging games asks: may a condition hold under what is assumed?

Each is a name, the assumptions, the condition, and whether it can hold. They come from crisis bargaining, alliances,
signalling, contests, oligopoly and repeated games; linear to quartic, two to seven parameters.
"""

from dataclasses import dataclass

from sympy import And, Eq, Ne, Not, Or, Rational, symbols
from sympy.logic.boolalg import Boolean

p, q, x, y, d, k, s, v, w = symbols("p q x y d k s v w")
c_A, c_B, c_D, delta, tau, mu, sigma, eta, r = symbols("c_A c_B c_D delta tau mu sigma eta r")
d_1, d_2 = symbols("d_1 d_2")

WAR = [p >= 0, p <= 1, c_A > 0, c_B > 0]
OFFER = [*WAR, x >= 0, x <= 1]
ALLY = [*WAR, d >= 0, d <= p, k >= 0, sigma >= 0, sigma < 1]
PATIENCE = [delta > 0, delta < 1]
BELIEF = [tau > 0, tau < 1, mu >= 0, mu <= 1]
RUBINSTEIN = [d_1 > 0, d_1 < 1, d_2 > 0, d_2 < 1]


@dataclass(frozen=True)
class Question:
    """May `condition` hold somewhere under `where`?"""

    name: str
    where: list[Boolean]
    condition: Boolean
    answer: bool


def _cournot_profit(own, other, cost):
    return own * (1 - own - other - cost)


QUESTIONS = [
    Question("the bargaining range is empty", WAR, p - c_A > p + c_B, False),
    Question("the range is cut off at one", WAR, p + c_B > 1, True),
    Question("B fights an offer that A prefers to war", OFFER, And(1 - x < 1 - p - c_B, x > p - c_A), True),
    Question("both refuse the same division", OFFER, And(x < p - c_A, 1 - x < 1 - p - c_B), False),
    Question("war is good for both", WAR, And(p - c_A >= 0, 1 - p - c_B >= 0, c_A + c_B > 1), False),
    Question("an ally narrows the range", ALLY, c_A + k + c_B * (1 - sigma) < c_A + c_B, True),
    Question("an ally makes A stronger", ALLY, And(p - d - c_A - k > p - c_A), False),
    Question("an ally pays for B", ALLY, And(p - d + c_B * (1 - sigma) > p + c_B, sigma > 0), False),
    Question(
        "deterrence with a costly ally",
        [*ALLY, c_D > 0],
        And(p - d - c_A - k < s, p - c_A > s, d > c_D + sigma * c_B),
        True,
    ),
    Question(
        "a smaller share after a better offer",
        [*OFFER, y >= 0, y <= 1],
        And(x > y, Or(And(x <= p + c_B, y > p + c_B), x < y)),
        False,
    ),
    Question("first mover's disadvantage", RUBINSTEIN, (1 - d_2) < d_2 * (1 - d_1), True),
    Question("the shares exceed the pie", RUBINSTEIN, (1 - d_2) + d_2 * (1 - d_1) > 1 - d_1 * d_2, False),
    Question(
        "patience hurts", [*RUBINSTEIN, delta > d_1, delta < 1], (1 - d_1 * d_2) < (1 - delta * d_2), False
    ),
    Question(
        "grim trigger sustains below its threshold",
        [*PATIENCE, v > w, x > v],
        And(v * (1 - delta) + delta * v >= x * (1 - delta) + delta * w, delta * (x - w) < x - v),
        False,
    ),
    Question(
        "tit for tat against an alternating deviation",
        [*PATIENCE, x > v, v > w, w > y],
        And(v * (1 + delta) < x + delta * y, v >= (1 - delta) * x + delta * w),
        True,
    ),
    Question(
        "a belief off Bayes' rule",
        [*BELIEF, q > 0, q <= 1],
        And(mu * (tau + q * (1 - tau)) < tau * q, mu > tau),
        False,
    ),
    Question(
        "semi-separating signal",
        [*BELIEF, q > 0, q < 1, *WAR],
        And(Eq(mu * (tau + q * (1 - tau)), tau), mu * c_A < (1 - mu) * c_B, mu < tau),
        False,
    ),
    Question(
        "pooling on the costly signal",
        [*BELIEF, k > 0, v > 0],
        And(v - k >= 0, v - 2 * k < 0, tau * v > (1 - tau) * k, k > v),
        False,
    ),
    Question(
        "a separating equilibrium exists",
        [*BELIEF, k > 0, v > 0, r > 1],
        And(v - k >= 0, v - r * k < 0, tau * v > (1 - tau) * k),
        True,
    ),
    Question(
        "contest effort beats the prize",
        [v > 0, x > 0, y > 0],
        And(x * v < x * (x + y), y * v > 4 * (x + y) ** 2),
        False,
    ),
    Question(
        "symmetric contest, both best replies",
        [v > 0, x > 0, y > 0],
        And(Eq(v * y, (x + y) ** 2), Eq(v * x, (x + y) ** 2), Ne(x, y)),
        False,
    ),
    Question(
        "an asymmetric contest",
        [v > 0, w > v, x > 0, y > 0],
        And(Eq(v * y, (x + y) ** 2), Eq(w * x, (x + y) ** 2), x < y),
        True,
    ),
    Question(
        "Cournot: a profitable deviation from the equilibrium",
        [c_A >= 0, c_A < 1, x >= 0],
        _cournot_profit(x, (1 - c_A) / 3, c_A) > (1 - c_A) ** 2 / 9,
        False,
    ),
    Question(
        "Stackelberg leads with less",
        [c_A >= 0, c_A < 1, x >= 0, y >= 0],
        And(Eq(2 * x, 1 - c_A), Eq(2 * y, 1 - c_A - x), x < y),
        False,
    ),
    Question(
        "a public good nobody and everybody provides",
        [k > 0, v > k, 2 * v > 3 * k, q >= 0, q <= 1],
        And(v * q * (1 - q) > k, v < 4 * k),
        False,
    ),
    Question(
        "volunteer's dilemma is mixed",
        [k > 0, v > k, q > 0, q < 1],
        And(Eq(v * (1 - q) ** 2, k), q > Rational(1, 2)),
        True,
    ),
    Question(
        "means in a burden-sharing game",
        [x > 0, y > 0, v > 0],
        (x + y + v) ** 2 < 3 * (x * y + y * v + x * v),
        False,
    ),
    Question(
        "not both thresholds",
        [*WAR, *PATIENCE],
        And(
            Not(And(delta * (1 - p) >= c_B, delta * p >= c_A)), delta * (1 - p) > 2 * c_B, delta * p > 2 * c_A
        ),
        False,
    ),
    Question(
        "mutual deterrence with a first-strike bonus",
        [*WAR, s >= 0, s <= 1, r > 0, eta > 0, eta < 1],
        And(s >= eta * (p + r) - c_A, 1 - s >= eta * (1 - p + r) - c_B, 2 * eta * r > c_A + c_B + 1),
        False,
    ),
    Question(
        "preventive war tomorrow, peace today",
        [*WAR, *PATIENCE, q >= 0, q <= 1, x >= 0, x <= 1],
        And(q > p, (q - p) * delta > c_A + c_B, x + delta * (1 - q - c_B) < 1 - p - c_B, x > p),
        True,
    ),
    Question(
        "quartic: an interior optimum of the optimum",
        [v > 0, x > 0, x < v],
        And(Eq(4 * x**3 - 2 * v * x, 0), x**4 - v * x**2 > -v * v / 5),
        False,
    ),
    Question(
        "two-sided uncertainty, seven parameters",
        [*WAR, *BELIEF, x >= 0, x <= 1, q > 0, q < 1],
        And(
            mu * (1 - x) + (1 - mu) * (1 - p - c_B) > 1 - p,
            Or(tau * x > p + q * c_B, And(tau < mu, x < p - c_A)),
        ),
        True,
    ),
]
