"""Claims as the files under `proofs/` write them."""

import pytest
from sympy import Min, Ne, symbols

from formal.algebra import Cases
from formal.claims import Claim, derivative, prove
from formal.errors import ModelError

p, c = symbols("p c")


class Crisis:
    """What a claim needs of a model."""

    where = (0 < p, p < 1, c > 0)

    def __init__(self):
        self.solved = 0

    @property
    def offer(self):
        self.solved += 1
        return Cases((True, Min(1, p + c)), where=list(self.where))


RISES = Claim(
    "C1.4", "The offer rises strictly with c (locally).", lambda m: derivative(m.offer, c).compare(">", 0)
)


def test_a_claim_is_judged_when_asked_and_once():
    model = Crisis()
    claim = RISES.about(model)
    assert model.solved == 0
    assert claim.judge().verdict == "mixed"
    assert claim.judge() is claim.judge() and model.solved == 1


def test_a_claim_about_another_model_is_another():
    one, other = RISES.about(Crisis()), RISES.about(Crisis())
    assert one.judge() is not other.judge()


def test_the_premise_is_part_of_the_assumptions():
    claim = Claim("X", "…", RISES.says, given=lambda m: p + c < 1).about(Crisis())
    assert claim.judge().verdict == "true"
    vacuous = Claim("X", "…", RISES.says, given=lambda m: p + c < 0).about(Crisis())
    assert vacuous.judge().verdict == "contradictory"


def test_generic_is_the_rule_and_can_be_turned_off():
    assert Claim("X", "…", lambda m: Ne(p, c)).about(Crisis()).judge().verdict == "true"
    assert Claim("X", "…", lambda m: Ne(p, c), generic=False).about(Crisis()).judge().verdict == "mixed"


def test_a_claim_may_be_shown_in_another_way():
    claim = Claim("X", "…", lambda m: False, shown_by=lambda m: prove(p * c < p + c, m.where)).about(Crisis())
    assert claim.judge().verdict == "true"


def test_a_claim_without_a_model_is_not_judged():
    with pytest.raises(ModelError, match=r"C1\.4"):
        RISES.judge()


def test_how_claims_are_written():
    assert repr(RISES) == "Claim('C1.4', 'The offer rises strictly with c (locally).')"
    assert str(Claim("C1.2", "No war.", lambda m: True, source="L")) == "C1.2 [L] No war."
