"""True sign claims: what the models, the lecture and textbooks say about signs, as `(name, where, claim)`.

The prototype's measure was 35 of 36 with a certificate; these are such claims, more of them, written out by hand.
"""

import sympy as sp
from sympy import Abs, Eq, Max, Min, Ne, Or, Rational, sqrt, symbols

a, b, c, d, k, m, p, q, s, x, y, z = symbols("a b c d k m p q s x y z")
c_A, c_B, sigma, delta, tau, beta, lam, L, R, V, v, g, h, rho = symbols(
    "c_A c_B sigma delta tau beta lam L R V v g h rho"
)
T, P, S, q0, q1, c_L, c_H = symbols("T P S q0 q1 c_L c_H")

CRISIS = [0 <= p, p <= 1, c_A > 0, c_B > 0]
ALLY = [*CRISIS, d >= 0, d <= p, k >= 0, sigma >= 0, sigma < 1]
LOW, HIGH = Max(0, p - c_A), Min(1, p + c_B)
LOW_ALLY, HIGH_ALLY = Max(0, p - d - c_A - k), Min(1, p - d + (1 - sigma) * c_B)
NON_NEGATIVE = [p - d - c_A - k >= 0, 1 - p + d - (1 - sigma) * c_B >= 0, p - c_A >= 0, 1 - p - c_B >= 0]
SHARES = [0 < p, p < 1, 0 < q, q < 1]
AID = [V > 0, a > 0, R > 0, 0 < beta, beta <= 1, lam >= 0, lam <= 1, L >= 0, k > 0, q1 >= 0, q1 < q0, q0 <= 1]
PATIENCE = [0 < delta, delta < 1]

BARGAINING = [
    ("the range has positive length", CRISIS, HIGH - LOW > 0),
    ("A gains over war", CRISIS, HIGH > p - c_A),
    ("B does not lose against war", CRISIS, 1 - HIGH >= 1 - p - c_B),
    (
        "backing down: a costlier war never helps A",
        [*CRISIS, z > c_A, 0 <= s, s <= 1],
        Max(p - z, s) <= Max(p - c_A, s),
    ),
    (
        "Nash bargaining: equal gains",
        [*CRISIS, p >= c_A, p + c_B <= 1],
        Eq(p + (c_B - c_A) / 2 - (p - c_A), 1 - (p + (c_B - c_A) / 2) - (1 - p - c_B)),
    ),
    ("an ally lowers both ends", ALLY, (LOW_ALLY <= LOW) & (HIGH_ALLY <= HIGH)),
    ("with an ally the range has positive length", ALLY, HIGH_ALLY - LOW_ALLY > 0),
    (
        "the opponent's cost widens the range",
        [*ALLY, *NON_NEGATIVE, Eq(d, 0), Eq(sigma, 0), k > 0],
        HIGH_ALLY - LOW_ALLY > HIGH - LOW,
    ),
    (
        "cost sharing narrows the range",
        [*ALLY, *NON_NEGATIVE, Eq(d, 0), Eq(k, 0), sigma > 0],
        HIGH_ALLY - LOW_ALLY < HIGH - LOW,
    ),
    (
        "a power shift leaves its length",
        [*ALLY, *NON_NEGATIVE, Eq(k, 0), Eq(sigma, 0), d > 0],
        Eq(HIGH_ALLY - LOW_ALLY, HIGH - LOW),
    ),
    ("B gains from d or sigma", [*ALLY, 1 - p - c_B >= 0, Or(d > 0, sigma > 0)], HIGH_ALLY < HIGH),
    ("one more ally weakens A", [m > 0, a > 0, b > 0], a / (a + b + m) < a / (a + b)),
    (
        "… by less than the one before",
        [m > 0, a > 0, b > 0],
        a / (a + b) - a / (a + b + m) > a / (a + b + m) - a / (a + b + 2 * m),
    ),
    (
        "the critical prior is a probability",
        [c_A > 0, c_L > 0, c_H > c_L],
        ((c_H - c_L) / (c_H + c_A) > 0) & ((c_H - c_L) / (c_H + c_A) < 1),
    ),
    (
        "… and falls in A's cost",
        [c_A > 0, c_L > 0, c_H > c_L, z > c_A],
        (c_H - c_L) / (c_H + z) < (c_H - c_L) / (c_H + c_A),
    ),
    ("an offer clipped to the pie is monotone", [x <= y], Max(0, Min(1, x)) <= Max(0, Min(1, y))),
    ("… and moves no further", [x <= y], Max(0, Min(1, y)) - Max(0, Min(1, x)) <= y - x),
    (
        "a range between two reservation shares",
        [p - c_A > 0, p + c_B < 1, c_A > 0, c_B > 0],
        (p + c_B) - (p - c_A) > 0,
    ),
]
INSTITUTIONS = [
    (
        "keeping terror on costs effort",
        [*AID, (1 - q1) * R + beta * a - lam * L > R - k],
        k > q1 * R + lam * L - beta * a,
    ),
    (
        "a stronger interest makes aid likelier",
        [*AID, (1 - q1) * V - tau - a >= (1 - q0) * V - tau, x > V],
        (q0 - q1) * x > a,
    ),
    ("aid is paid only for a stake worth it", [*AID, (q0 - q1) * V >= a], V >= a),
    (
        "market power tempts to expand",
        [0 < p, p < 1, V > 0, c_A >= 0, d >= 0, g >= 0, g < p, h >= 0, p * V - c_A - d > g * V - h, x > V],
        p * x - c_A - d > g * x - h,
    ),
    (
        "a constant slice is below a single one",
        [*PATIENCE, 0 < p, p < 1, v > 0, c_B > 0],
        (1 - delta) * c_B / (v * (1 - p)) < c_B / (v * (1 - p)),
    ),
    (
        "slices that are not fought over",
        [
            0 < p,
            p < 1,
            v > 0,
            c_B > 0,
            rho >= 0,
            rho <= 1,
            x > 0,
            S >= 0,
            v * x <= p * v * x - (1 - p) * v * rho * S + c_B,
        ],
        x * (1 - p) * v <= c_B,
    ),
    (
        "lower collapse chance, longer spell",
        [*PATIENCE, p >= 0, q1 > p, q1 <= 1, q0 >= 0, q0 < 1],
        1 / (1 - delta * (1 - q0) * (1 - q1)) < 1 / (1 - delta * (1 - q0) * (1 - p)),
    ),
    ("volunteering is a probability", [b > c, c > 0], (1 - c / b > 0) & (1 - c / b < 1)),
    ("who gains more abstains less", [b > a, a > c, c > 0], c / b < c / a),
    ("the captor's duopoly gain", [a > c, b > 0], 2 * (a - c) ** 2 / (9 * b) < (a - c) ** 2 / (4 * b)),
    ("three firms produce more than two", [a > c], 2 * (a - c) / 3 < 3 * (a - c) / 4),
    ("a contest's effort", [V > 0, a > 0, b > 0], a * b * V / (a + b) ** 2 <= V / 4),
    ("all fail is less likely than one", SHARES, (1 - p) * (1 - q) < 1 - p),
    ("someone acts", SHARES, 1 - (1 - p) * (1 - q) > p),
]
GAMES = [
    (
        "grim trigger's critical discount factor",
        [T > R, R > P, P > S],
        ((T - R) / (T - P) > 0) & ((T - R) / (T - P) < 1),
    ),
    (
        "patience sustains cooperation",
        [T > R, R > P, *PATIENCE, delta >= (T - R) / (T - P)],
        R >= (1 - delta) * T + delta * P,
    ),
    (
        "mixing is a probability",
        [a > b, c > d],
        ((a - b) / ((a - b) + (c - d)) > 0) & ((a - b) / ((a - b) + (c - d)) < 1),
    ),
    (
        "good news raises a belief",
        [0 < tau, tau < 1, a > b, b > 0],
        tau * a / (tau * a + (1 - tau) * b) > tau,
    ),
    ("no news leaves it", [0 < p, 0 < tau, tau < 1], Eq(tau * p / (tau * p + (1 - tau) * p), tau)),
    ("Rubinstein's first mover", PATIENCE, 1 / (1 + delta) > Rational(1, 2)),
    (
        "… with two discount factors",
        [0 < a, a < 1, 0 < b, b < 1],
        ((1 - b) / (1 - a * b) > 0) & ((1 - b) / (1 - a * b) < 1),
    ),
    ("… patience pays", [0 < a, a < x, x < 1, 0 < b, b < 1], (1 - b) / (1 - x * b) > (1 - b) / (1 - a * b)),
    ("both discounted", [0 < a, a < 1, 0 < b, b < 1], a * b < 1),
    ("a likelier prize is worth more", [*SHARES, p > q, a > b], p * a + (1 - p) * b > q * a + (1 - q) * b),
    (
        "an average lies between",
        [0 <= p, p <= 1, a < b],
        (p * a + (1 - p) * b >= a) & (p * a + (1 - p) * b <= b),
    ),
    ("one of two", SHARES, p + q - p * q < 1),
    ("three chances", [*SHARES, 0 < x, x < 1], p * q * x < p),
    ("union bound", [*SHARES, 0 <= x, x <= 1], (1 - p) * (1 - q) * (1 - x) >= 1 - p - q - x),
    ("variance", [0 <= p, p <= 1], p * (1 - p) <= Rational(1, 4)),
    ("risk aversion: a root's chord", [a >= 0, b >= 0], sqrt((a + b) / 2) >= (sqrt(a) + sqrt(b)) / 2),
]
ALGEBRA = [
    ("arithmetic and geometric mean", [a >= 0, b >= 0], (a + b) ** 2 >= 4 * a * b),
    ("… of three", [a >= 0, b >= 0, c >= 0], a**3 + b**3 + c**3 >= 3 * a * b * c),
    ("Cauchy and Schwarz", [], (a**2 + b**2) * (x**2 + y**2) >= (a * x + b * y) ** 2),
    (
        "Schur",
        [a >= 0, b >= 0, c >= 0],
        a * (a - b) * (a - c) + b * (b - a) * (b - c) + c * (c - a) * (c - b) >= 0,
    ),
    ("Nesbitt", [a > 0, b > 0, c > 0], a / (b + c) + b / (a + c) + c / (a + b) >= Rational(3, 2)),
    ("a quadratic without root", [b**2 - 4 * a * c < 0, a > 0], a * x**2 + b * x + c > 0),
    ("a perfect square", [], x**4 - 2 * x**2 + 1 >= 0),
    ("a quartic", [], x**4 + x**3 + x**2 + x + 1 > 0),
    ("a cubic beyond its root", [x > 1], x**3 - x**2 + x - 1 > 0),
    ("squares of squares", [], x**4 + y**4 >= 2 * x**2 * y**2),
    ("a chain", [x < y, y < z, z < a, a < b, b < c], x < c),
    ("a root above one", [q > 0], sqrt(1 + q) > 1),
    ("a root below its tangent", [q > 0], sqrt(1 + q) < 1 + q / 2),
    ("roots and means", [a > 0, b > 0], sqrt(a * b) <= (a + b) / 2),
    ("roots are monotone", [a > b, b > 0], sqrt(a) > sqrt(b)),
    ("roots are subadditive", [a > 0, b > 0], sqrt(a + b) < sqrt(a) + sqrt(b)),
    ("… weakly", [a >= 0, b >= 0], sqrt(a + b) <= sqrt(a) + sqrt(b)),
    ("roots multiply", [a >= 0, b >= 0], Eq(sqrt(a) * sqrt(b), sqrt(a * b))),
    ("the positive root of a quadratic", [b > 0, c > 0], -b + sqrt(b**2 + 4 * c) > 0),
    ("… below one", [b > 0, c > 0, c < 1 + b], (-b + sqrt(b**2 + 4 * c)) / 2 < 1),
    ("triangle inequality", [], Abs(a + b) <= Abs(a) + Abs(b)),
    ("minimum and maximum", [], Eq(Max(a, b) + Min(a, b), a + b)),
    ("a minimum is monotone", [x < y], Min(x, z) <= Min(y, z)),
    ("something is positive", [x + y > 0], Or(x > 0, y > 0)),
    ("two equations", [Eq(x + y, a), Eq(x - y, b)], Eq(4 * x * y, a**2 - b**2)),
    ("an equation gives a sign", [Eq(a * x, b), a > 0, b > 0], x > 0),
    ("a power gives an order", [Eq(x**2, y), x > 1], y > x),
    ("apart", [Ne(x, y)], (x - y) ** 2 > 0),
    ("not zero", [x > 0, y > 0], Ne(x + y, 0)),
    ("not one", [x > 0, x**2 > 1], Ne(x - 1, 0)),
    ("no root", [], Ne(x**2 - x + 1, 0)),
]
TRUE_CLAIMS: list[tuple[str, list[sp.Basic], sp.Basic]] = [*BARGAINING, *INSTITUTIONS, *GAMES, *ALGEBRA]
