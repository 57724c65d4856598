"""Certificates travel as JSON, and what is no certificate is refused."""

import json

import pytest
from sympy import Eq, Max, Min, Ne, Or, Rational, sqrt, symbols

from formal.claims import Certificate, Exists, Somewhere, prove
from formal.errors import ExpressionError

p, c, x = symbols("p c x")
OPEN = [0 < p, p < 1, c > 0]
JUDGED = {
    "an identity": (Min(1, p + c) > p, OPEN),
    "a root": (sqrt(p * c) <= (p + c) / 2, [p > 0, c > 0]),
    "a mixed claim": (p + c < 1, OPEN),
    "a false one": (p * c >= p + c, OPEN),
    "assumptions that exclude each other": (p > 0, [p > c, c > 1, p < 1]),
    "a value that exists": (Exists(x, (x > p - c) & (x < p + c)), OPEN),
    "a point that exists": (Somewhere(p > c), OPEN),
    "a fraction": (p >= Rational(1, 3), [p >= Rational(2, 3)]),
    "a disequation": (Ne(p * c, 0), [Or(p > 0, p < 0), c < 0]),
    "an equation": (Eq(Max(p, c), p), [p >= c]),
}


@pytest.mark.parametrize(("claim", "where"), JUDGED.values(), ids=JUDGED)
def test_a_certificate_comes_back_as_it_was(claim, where):
    certificate = prove(claim, where).certificate
    again = Certificate.from_json(certificate.to_json())
    assert again == certificate and again.kind == certificate.kind
    assert again.check()


def test_a_condition_is_certified_too():
    judgement = prove(Min(1, p + c) < 1, OPEN)
    certificate = judgement.condition_certificate
    assert certificate.kind == "identity" and certificate.check()
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert prove(p < 2, OPEN).condition_certificate is None


def tampered(data, path, value):
    text = json.loads(data)
    inner = text
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(text)


def test_what_is_changed_on_the_way_does_not_check():
    data = prove(p * c < p + c, OPEN).certificate.to_json()
    for path, value in (
        (("theorems", 0, "goal", 0, 0, 0), "5"),
        (("theorems", 0, "assumptions", 0, 0, 0, 0), "-1"),
        (("theorems", 0, "proof", "terms", 0, 0), "7/2"),
        (("instances", 0, "point", 0, 1), "-3"),
    ):
        assert not Certificate.from_json(tampered(data, path, value)).check()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"theorems": 3, "instances": [], "provers": []}',
        '{"theorems": [{}], "instances": [], "provers": []}',
        '{"theorems": [], "instances": [{"formula": [[], "?"], "point": []}], "provers": []}',
    ],
)
def test_what_is_no_certificate_is_refused(text):
    with pytest.raises(ExpressionError, match="no certificate"):
        Certificate.from_json(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("theorems", 0, "proof", "step"), "Magic"),
        (("theorems", 0, "proof", "terms", 0, 0), "1/0"),
        (("theorems", 0, "proof", "terms", 0, 1), ["0"]),
        (("theorems", 0, "goal", 1), "<"),
        (("theorems", 0, "goal", 0, 0, 1), {"p": -1}),
    ],
)
def test_malformed_parts_are_refused(path, value):
    data = prove(p * c < p + c, OPEN).certificate.to_json()
    with pytest.raises(ExpressionError, match="no certificate"):
        Certificate.from_json(tampered(data, path, value))
