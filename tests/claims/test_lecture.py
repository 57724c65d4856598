"""The lecture's claims about bargaining with and without an ally, written out by hand with min and max.

Ranges and offers are those of the two worked examples; the claims and their ids are those of the models' list.
Where a claim is mixed, the condition expected here was derived on paper.
"""

import random
import statistics
import time
from fractions import Fraction

import pytest
from sympy import And, Eq, Max, Min, Or, symbols

from formal.algebra import Cases, Region
from formal.claims import Exists, compare_points, derivative, prove

p, c_A, c_B, d, k, sigma, s, x = symbols("p c_A c_B d k sigma s x")
CRISIS = [0 <= p, p <= 1, c_A > 0, c_B > 0]
ALLY = [*CRISIS, 0 <= d, d <= p, k >= 0, 0 <= sigma, sigma < 1]
WAR = (p - c_A, 1 - p - c_B)
LOW, HIGH = Max(0, p - c_A), Min(1, p + c_B)
LOW_ALLY, HIGH_ALLY = Max(0, p - d - c_A - k), Min(1, p - d + (1 - sigma) * c_B)
CHANGE = (HIGH_ALLY - LOW_ALLY) - (HIGH - LOW)
NON_NEGATIVE = [p - d - c_A - k >= 0, 1 - p + d - (1 - sigma) * c_B >= 0, p - c_A >= 0, 1 - p - c_B >= 0]
SOMETHING = Or(d > 0, k > 0, sigma > 0)
ONLY_POWER = [Eq(k, 0), Eq(sigma, 0), d > 0]
ONLY_COST = [Eq(d, 0), Eq(sigma, 0), k > 0]
ONLY_SHARING = [Eq(d, 0), Eq(k, 0), sigma > 0]


def slope(value, parameter, where=CRISIS):
    return derivative(Cases((True, value), where=where), parameter)


def moves(value, parameter, where=CRISIS):
    return slope(value, parameter, where).compare("!=", 0)


DIVISION = Exists(x, And(x > WAR[0], 1 - x > WAR[1]), where=[0 <= x, x <= 1])
CLAIMS = {
    "C1.1": (DIVISION & (HIGH - LOW > 0), CRISIS, (), "true"),
    "C1.3": (Eq(HIGH - LOW, c_A + c_B), CRISIS, (), (c_A < p) & (p < 1 - c_B)),
    "C1.4": (slope(HIGH, c_B).compare(">", 0), CRISIS, (), p < 1 - c_B),
    "C1.5": (moves(HIGH, c_A), CRISIS, (), "false"),
    "C1.6": (
        slope(HIGH - LOW, p).compare("=", 0),
        CRISIS,
        (),
        ((c_A < p) & (p < 1 - c_B)) | ((1 - c_B < p) & (p < c_A)),
    ),
    "C1.7": (
        slope(HIGH - LOW, c_A).compare(">", 0) & slope(HIGH - LOW, c_B).compare(">", 0),
        CRISIS,
        (),
        (c_A < p) & (p < 1 - c_B),
    ),
    "C1.8": (HIGH > p - c_A, CRISIS, (), "true"),
    "C1.9": (1 - HIGH > 1 - p - c_B, CRISIS, (), p > 1 - c_B),
    "C1.10": (Eq(HIGH - LOW, HIGH - Max(0, p - c_A)), CRISIS, (), "true"),
    "C1.11": (slope(LOW, c_A).compare("<", 0), CRISIS, (), p > c_A),
    "C1.12": (moves(LOW, c_B), CRISIS, (), "false"),
    "C1.13": (LOW > p - c_A, CRISIS, (), p < c_A),
    "C1.14": (1 - LOW > 1 - HIGH, CRISIS, (), "true"),
    "C1.17": (Max(p - c_A, s) > s, [*CRISIS, 0 <= s, s <= 1], s > p - c_A, "false"),
    "C2.1": ((LOW_ALLY <= LOW) & (HIGH_ALLY <= HIGH), ALLY, (), "true"),
    "C2.2": (HIGH_ALLY - LOW_ALLY > 0, ALLY, (), "true"),
    "C2.3": (CHANGE > 0, ALLY, SOMETHING, "mixed"),
    "C2.4": (CHANGE > 0, ALLY, ONLY_POWER, (p > c_A) & (p > 1 - c_B) & (2 * p > 1 + c_A - c_B + d)),
    "C2.5": (~Region(Eq(CHANGE, 0)), ALLY, [*ONLY_POWER, *NON_NEGATIVE], "false"),
    "C2.6": (CHANGE > 0, ALLY, ONLY_COST, p > c_A),
    "C2.7": (CHANGE > 0, ALLY, [*ONLY_COST, *NON_NEGATIVE], "true"),
    "C2.8": (CHANGE > 0, ALLY, ONLY_SHARING, "false"),
    "C2.9": (CHANGE < 0, ALLY, [*ONLY_SHARING, *NON_NEGATIVE], "true"),
    "C2.10": (CHANGE > 0, ALLY, [d > 0, k > 0, sigma > 0, *NON_NEGATIVE], k > sigma * c_B),
    "C2.12": (HIGH_ALLY < HIGH, ALLY, SOMETHING, p < 1 + d - (1 - sigma) * c_B),
    "C2.13": (moves(HIGH_ALLY, k, ALLY), ALLY, (), "false"),
    "C2.16": (slope(HIGH_ALLY, d, ALLY).compare("=", -1), ALLY, (), p < 1 + d - (1 - sigma) * c_B),
    "C2.17": (1 - HIGH_ALLY > 1 - HIGH, ALLY, [1 - p - c_B >= 0, Or(d > 0, sigma > 0)], "true"),
    "C2.18": (moves(LOW_ALLY, sigma, ALLY), ALLY, (), "false"),
    "C2.19": (slope(1 - LOW_ALLY, k, ALLY).compare(">", 0), ALLY, (), p > c_A + d + k),
    "C2.21": (Eq(LOW - LOW_ALLY, HIGH - HIGH_ALLY), ALLY, [Eq(k, 0), Eq(sigma, 0), *NON_NEGATIVE], "true"),
}
_TIMES: dict[str, float] = {}


@pytest.mark.parametrize(
    ("name", "claim", "where", "given", "expected"), [(n, *c) for n, c in CLAIMS.items()], ids=CLAIMS
)
def test_the_lecture(name, claim, where, given, expected):
    before = time.process_time()
    judgement = prove(claim, where, given=given, generic=True)
    certificate = judgement.certificate
    _TIMES[name] = time.process_time() - before
    assert judgement.verdict == (expected if isinstance(expected, str) else "mixed")
    assert certificate.check()
    if judgement.verdict == "mixed":
        assert certificate.kind == "point"
        assert Region.of(judgement.question.space, judgement.question.assumptions).contains(judgement.witness)
        assert judgement.condition_certificate.check()
    else:
        assert certificate.kind == "identity"
    if not isinstance(expected, str):
        assert not (judgement.condition & ~Region(expected)).has_interior()
        assert not (Region(expected, where=judgement.condition) & ~judgement.condition).has_interior()


def test_raising_a_cost_never_helps_who_bears_it():
    threat = Cases((True, Max(p - c_A, s)), where=[*CRISIS, 0 <= s, s <= 1])
    pair = compare_points(threat, c_A)
    judgement = prove(pair.after.compare("<=", pair.before), where=pair.where)
    assert judgement.verdict == "true" and judgement.certificate.kind == "identity"


def test_the_condition_of_the_third_claim_holds_at_points():
    """C2.3 has no short condition; it is compared with the claim itself."""
    claim, where, given, _ = CLAIMS["C2.3"]
    judgement = prove(claim, where, given=given, generic=True)
    assert claim == (CHANGE > 0)
    for seed in range(300):
        at = _point(seed)
        assert judgement.condition.contains(
            dict(zip((p, c_A, c_B, d, k, sigma), at, strict=True))
        ) == _widens(*at)


def _widens(p, c_A, c_B, d, k, sigma):
    before = min(1, p + c_B) - max(0, p - c_A)
    return min(1, p - d + (1 - sigma) * c_B) - max(0, p - d - c_A - k) > before


def _point(seed):
    source = random.Random(seed)
    share = Fraction(source.randint(1, 996), 997)
    costs = [Fraction(source.randint(1, 900), 991) for _ in range(2)]
    shift = share * Fraction(source.randint(0, 982), 983)
    return (
        share,
        *costs,
        shift,
        Fraction(source.randint(0, 500), 977),
        Fraction(source.randint(0, 970), 971),
    )


def test_judging_is_fast(capsys):
    if len(_TIMES) == len(CLAIMS):
        median = statistics.median(_TIMES.values())
        with capsys.disabled():
            print(
                f"\n{len(_TIMES)} claims of the lecture judged and shown, median {median * 1000:.0f} ms of computation"
            )
        assert median < 0.2
