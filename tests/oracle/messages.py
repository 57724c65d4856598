"""A protector's costly message at one point: every kind of equilibrium, by trying, in plain fractions.

D's two types send a message (1) or not (0), or mix; then A challenges or not, and D fights or gives in. For given
messages Bayes' rule leaves A with intervals of challenges after each of them (one number, unless A is indifferent or
nobody sends it). What D's types like is linear in these two numbers, so equilibria of a kind exist if a polygon is not
empty, and then one of its corners is an equilibrium. It is written for the rules of the credibility models and shares
no code with any solver.

>>> z = dict(v_R=3, w_R=1, v_U=1, t=1, s=1, a=0, rho=Fraction(1, 4), eta=Fraction(1, 4), gain=1, loss=1)
>>> sorted({found.kind for found in equilibria(z)})
['pool_silent', 'separating']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product

Point = Mapping[str, Fraction]
Interval = tuple[Fraction, Fraction]
#: A function of two numbers: a constant, and a slope in each.
Line = tuple[Fraction, Fraction, Fraction]

#: Each kind by the probabilities with which R and U send the message; None is a mixture.
KINDS: dict[str, tuple[int | None, int | None]] = {
    "separating": (1, 0),
    "pool_signal": (1, 1),
    "pool_silent": (0, 0),
    "semi_unreliable": (1, None),
    "semi_reliable": (None, 0),
    "semi_silent": (0, None),
    "perverse": (0, 1),
    "both_mix": (None, None),
}


@dataclass(frozen=True)
class Found:
    """An equilibrium: its kind, R's and U's probability of the message, and of a challenge after 0 and 1."""

    kind: str
    sends: tuple[Fraction, Fraction]
    challenged: tuple[Fraction, Fraction]


def equilibria(z: Point, kinds: Iterable[str] = KINDS) -> Iterator[Found]:
    """Yield equilibria of each kind that exists at a point: the corners of their sets, for some mixtures."""
    gains = [gain_from_sending(z, own) for own in ("R", "U")]
    for kind in kinds:
        sure = KINDS[kind]
        for sends in product(*(_mixtures(z) if own is None else [Fraction(own)] for own in sure)):
            box = _replies(z, sends, 0), _replies(z, sends, 1)
            for corner in _corners(gains, sure, box):
                yield Found(kind, sends, corner)


def fights(z: Point, kind: str, message: int) -> bool:
    """Return whether a type that is challenged fights."""
    war = z["w_R"] if kind == "R" else -z["t"]
    return war - z["s"] * message > -(z["a"] + z["s"]) * message


def challenge_probability(z: Point, found: Found) -> Fraction:
    """Return the probability of a challenge."""
    return sum((weight * found.challenged[m] for m, weight, _ in _sent(z, found)), Fraction(0))


def war_probability(z: Point, found: Found) -> Fraction:
    """Return the probability that D is challenged and fights."""
    return sum((w * found.challenged[m] * fights(z, kind, m) for m, w, kind in _sent(z, found)), Fraction(0))


def survives_d1(z: Point, found: Found) -> bool:
    """Return whether some reply to what nobody sends deters both types, at beliefs on types that D1 leaves.

    A reply is a probability of a challenge; what a type likes better is linear in it, so that sets are intervals.
    """
    if found.sends not in ((0, 0), (1, 1)):
        return True
    message = 1 - int(found.sends[0])
    low, high = _replies(z, found.sends, message)
    gains = {kind: _gain_from_deviating(z, kind, found, message) for kind in ("R", "U")}
    left = []
    for kind, other in (("R", "U"), ("U", "R")):
        tempted = _at_least(gains[kind], low, high)
        stricter = all(_at(gains[other], y) > 0 for y in tempted) and max(_ends(gains[other], low, high)) > 0
        if not stricter:
            left.append(kind)
    beliefs = [Fraction(kind == "R") for kind in left or ("R", "U")]
    pays = [_pays(z, belief, message) for belief in beliefs]
    low, high = (high if min(pays) > 0 else low), (low if max(pays) < 0 else high)
    for own in gains.values():
        kept = _at_least((-own[0], -own[1]), low, high)
        if not kept:
            return False
        low, high = kept
    return True


def _gain_from_deviating(z: Point, kind: str, found: Found, message: int) -> tuple[Fraction, Fraction]:
    """Return what a type gains by the other message: a number, and a slope in the challenges after it."""
    number, *slopes = gain_from_sending(z, kind)
    sign = 1 if message else -1
    return sign * (number + slopes[1 - message] * found.challenged[1 - message]), sign * slopes[message]


def _at(line: tuple[Fraction, Fraction], y: Fraction) -> Fraction:
    return line[0] + line[1] * y


def _ends(line: tuple[Fraction, Fraction], low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    return _at(line, low), _at(line, high)


def _at_least(line: tuple[Fraction, Fraction], low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Return the ends of the part of an interval on which a line is not negative; nothing if there is none."""
    left, right = _ends(line, low, high)
    if left < 0 and right < 0:
        return ()
    root = low if line[1] == 0 else -line[0] / line[1]
    return (low if left >= 0 else root), (high if right >= 0 else root)


def _sent(z: Point, found: Found) -> Iterator[tuple[int, Fraction, str]]:
    for kind, prior, says in (("R", z["rho"], found.sends[0]), ("U", 1 - z["rho"], found.sends[1])):
        yield 1, prior * says, kind
        yield 0, prior * (1 - says), kind


def _mixtures(z: Point) -> list[Fraction]:
    """Return mixtures that leave A indifferent if the other type's message is sure, and some between these."""
    odds = z["gain"] * (1 - z["rho"]) / (z["loss"] * z["rho"])  # the odds of U for R that leave A indifferent
    marks = {Fraction(0), Fraction(1)}
    marks |= {share for ratio in (odds, 1 / odds) for share in (ratio, 1 - ratio) if 0 < share < 1}
    inner = sorted(marks)
    return [share for share in inner if 0 < share < 1] + [(a + b) / 2 for a, b in pairwise(inner)]


def _replies(z: Point, sends: tuple[Fraction, Fraction], message: int) -> Interval:
    """Return the challenges that may follow a message."""
    reliable, unreliable = (share if message else 1 - share for share in sends)
    weight = z["rho"] * reliable + (1 - z["rho"]) * unreliable
    beliefs = [z["rho"] * reliable / weight] if weight else [Fraction(0), Fraction(1)]
    never, sure = Fraction(z["eta"]), Fraction(1)
    found = [_pays(z, belief, message) for belief in beliefs]
    return (sure if min(found) > 0 else never), (never if max(found) < 0 else sure)


def _pays(z: Point, belief: Fraction, message: int) -> Fraction:
    """Return what a challenge is worth to A."""
    fight = belief * fights(z, "R", message) + (1 - belief) * fights(z, "U", message)
    return (1 - fight) * z["gain"] - fight * z["loss"]


def gain_from_sending(z: Point, kind: str) -> Line:
    """Return what a type gains by the message: a number, plus slopes in the challenges after silence and after it."""
    peace, war = (z["v_R"], z["w_R"]) if kind == "R" else (z["v_U"], -z["t"])
    silent = peace - max(war, 0)
    sent = peace - z["s"] - max(war - z["s"], -z["a"] - z["s"])
    return Fraction(-z["s"]), Fraction(silent), Fraction(-sent)


def _corners(
    gains: Sequence[Line], sure: tuple[int | None, int | None], box: tuple[Interval, Interval]
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the corners of the challenges in a box that make both types want to send what they do."""
    zero, one = Fraction(0), Fraction(1)
    lines = [(-end, one, zero) for end in box[0]] + [(-end, zero, one) for end in box[1]] + list(gains)
    for (a, b, c), (d, e, f) in combinations(lines, 2):
        if (scale := b * f - c * e) != 0:
            y0, y1 = (c * d - a * f) / scale, (a * e - b * d) / scale
            inside = box[0][0] <= y0 <= box[0][1] and box[1][0] <= y1 <= box[1][1]
            if inside and all(
                _wanted(g + h * y0 + i * y1, own) for (g, h, i), own in zip(gains, sure, strict=True)
            ):
                yield y0, y1


def _wanted(gain: Fraction, sends: int | None) -> bool:
    if sends is None:
        return gain == 0
    return gain >= 0 if sends else gain <= 0
