"""At least 95 % of true sign claims have a certificate that checks, in a median of less than 50 ms."""

import statistics
import time

import pytest

from formal.claims import Certificate, prove
from tests.claims.sign_claims import TRUE_CLAIMS

_TIMES: dict[str, float] = {}
_SHOWN: dict[str, bool] = {}


def certified(where, claim):
    judgement = prove(claim, where)
    before = time.process_time()
    certificate = judgement.certificate
    return judgement, certificate, time.process_time() - before


@pytest.mark.parametrize(("name", "where", "claim"), TRUE_CLAIMS, ids=[name for name, _, _ in TRUE_CLAIMS])
def test_a_true_sign_claim_is_shown(name, where, claim):
    judgement, certificate, seconds = certified(where, claim)
    assert judgement.verdict == "true"
    assert certificate.check()
    _TIMES[name], _SHOWN[name] = seconds, certificate.kind == "identity"
    if certificate.kind == "identity":
        assert certificate.provers == ()
        assert Certificate.from_json(certificate.to_json()) == certificate


def test_nearly_all_are_proved_and_fast(capsys):
    for name, where, claim in TRUE_CLAIMS:
        if name not in _TIMES:
            _, certificate, seconds = certified(where, claim)
            _TIMES[name], _SHOWN[name] = seconds, certificate.kind == "identity"
    share, median = sum(_SHOWN.values()) / len(_SHOWN), statistics.median(_TIMES.values())
    slowest = max(_TIMES, key=lambda name: _TIMES[name])
    with capsys.disabled():
        print(
            f"\n{sum(_SHOWN.values())} of {len(_SHOWN)} sign claims proved; median {median * 1000:.0f} ms of "
            f"computation, slowest {_TIMES[slowest] * 1000:.0f} ms ({slowest})"
        )
    assert share >= 0.95, [name for name, shown in _SHOWN.items() if not shown]
    assert median < 0.05
