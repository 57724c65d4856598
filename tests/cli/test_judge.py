"""`formal judge`: a table of verdicts, JSON that can be checked again, and exit codes."""

import json
from fractions import Fraction

import pytest
from click.testing import CliRunner, Result

from formal import Undecided, load_model
from formal.claims import Certificate, Claim
from formal.cli.main import main


def judge(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["judge", *arguments])


def test_a_table_names_each_claim_its_verdict_its_condition_and_how_it_was_shown():
    result = judge("crisis_bargaining")
    assert result.exit_code == 0
    for claim in load_model("crisis_bargaining").claims.values():
        assert claim.id in result.stdout
    assert "p < 1 - c_B" in result.stdout
    assert "proved" in result.stdout


def test_a_narrow_page_wraps_and_loses_nothing(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = judge("crisis_bargaining", "C1.4").stdout.splitlines()
    assert max(map(len, lines)) <= 60
    assert "…" not in "".join(lines)


def test_json_holds_certificates_that_check_again():
    rows = json.loads(judge("crisis_bargaining", "--json").stdout)
    assert [row["id"] for row in rows] == list(load_model("crisis_bargaining").claims)
    for row in rows:
        assert row["checks"] is True
        for name in ("certificate", "condition_certificate"):
            if row[name] is not None:
                assert Certificate.from_json(json.dumps(row[name])).check()


def test_one_claim_is_told_in_full():
    result = judge("crisis_bargaining", "C1.4", "--why")
    assert "it holds exactly where p < 1 - c_B" in result.stdout
    assert "Proof that it holds there and nowhere else:" in result.stdout
    assert "C1.2" not in result.stdout


def test_latex_is_a_proposition_with_its_proof():
    shown = judge("crisis_bargaining", "C1.4", "--latex").stdout
    assert shown.startswith(r"\begin{proposition}[C1.4]\label{claim:crisis-bargaining:C1.4}")
    assert "holds exactly where $p < 1 - c_B$" in shown
    assert r"\begin{proof}" in shown


def test_a_size_is_that_of_each_model_that_has_it():
    rows = json.loads(
        judge("article5_joining", "unsc_veto", "--at", "n=5", "C10.31", "C5.6", "--json").stdout
    )
    assert [(row["id"], row.get("sizes")) for row in rows] == [("C10.31", {"n": 5}), ("C5.6", None)]
    # all join where a member's share of the cost is worth joining for: c_J/5 of five
    question = load_model("article5_joining", n=5).claims["C10.31"].judge()
    assert question.condition.contains({"c_J": 1, "w": Fraction(1, 5), "alpha": Fraction(1, 100)})
    assert not question.condition.contains({"c_J": 1, "w": Fraction(19, 100), "alpha": 0})
    assert rows[0]["condition"] == "w > c_J/5 - alpha"


def test_a_size_is_named_above_what_was_judged_at_it():
    assert judge("article5_joining", "C10.31", "n=5").stdout.startswith("article5_joining at n = 5: ")
    assert judge("article5_joining", "C10.31", "n=5", "--why").stdout.startswith(
        "article5_joining at n = 5 C10.31"
    )
    assert judge("article5_joining", "C10.31", "--why").stdout.startswith("article5_joining C10.31")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (["crisis_bargaining", "p=1/2"], "p does not fix the size of crisis_bargaining: nothing does"),
        (["salami", "unsc_veto", "--at", "m=4"], "m does not fix the size of salami or unsc_veto: n does"),
        (["m=4"], "m does not fix the size of any of the "),
        (["salami", "n=5/2"], "n = 5/2: a whole number is wanted"),
        (["salami", "n=4", "n=5"], "n is given twice, as 4 and as 5"),
        (["article5_joining", "n=0"], "n = 0: at least 2 members"),
    ],
    ids=["no size", "no such size", "of no model", "no whole number", "two", "excluded"],
)
def test_a_size_that_cannot_be_is_one_message(wrong, message):
    result = judge(*wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    "wrong", [["crisis_bargainin"], ["crisis_bargaining", "C99.9"], ["--json", "--latex"]]
)
def test_bad_input_is_one_message(wrong):
    result = judge(*wrong)
    assert result.exit_code == 2
    assert "Error:" in result.stderr
    assert not result.stdout


@pytest.fixture
def one_claim(monkeypatch):
    """Make the library hold one claim only, which says what a test wants."""

    def hold(says):
        claim = Claim("C0", "Nobody knows.", says=says, of="crisis_bargaining")
        model = load_model("crisis_bargaining")
        monkeypatch.setattr(model, "claims", {"C0": claim.about(model)}, raising=False)
        monkeypatch.setattr("formal.cli.judge.sized_models", lambda slugs, sizes: [model])

    return hold


def refuses(error):
    def says(model):
        raise error

    return says


def test_what_stays_unknown_is_said_and_is_exit_code_3(one_claim):
    one_claim(refuses(Undecided("is p**5 > x empty?")))
    result = judge("crisis_bargaining")
    assert result.exit_code == 3
    assert "unknown: crisis_bargaining C0" in result.stderr
    assert "is p**5" in result.stdout
    assert judge("crisis_bargaining", "--unproved").exit_code == 3
    assert json.loads(judge("crisis_bargaining", "--json").stdout)[0]["verdict"] == "unknown"


def test_what_is_proved_is_not_listed_as_unproved(one_claim):
    one_claim(lambda model: model.parameters and next(iter(model.space.symbols.values())) ** 2 >= 0)
    result = judge("crisis_bargaining", "--unproved")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing is unproved" in result.stderr


def test_an_interruption_ends_it(one_claim):
    one_claim(refuses(KeyboardInterrupt()))
    result = judge("crisis_bargaining")
    assert (result.exit_code, result.stderr.strip()) == (130, "interrupted")
