"""The example assignments in `docs/assignments` pass the tests inside them, and there are enough of them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from formal.cli.main import main
from formal.homework import Assignment, bundle, count_tests, faults

FOLDER = Path(__file__).parents[2] / "docs" / "assignments"
FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_passes_its_own_tests(path):
    assignment = Assignment.load(path)
    assert faults(assignment) == []
    assert count_tests(assignment) >= 2 * len(assignment.questions) - 1
    for question in assignment.questions.values():
        assert assignment.task(question).points > 0
        answers = [test["answer"] for test in question.table.get("test", ())]
        assert not any(answer in bundle(assignment) for answer in answers if len(answer) > 12)


def test_there_are_thirty_questions_of_every_type():
    questions = [q for path in FILES for q in Assignment.load(path).questions.values()]
    assert len(questions) >= 30
    types = ["value", "expression", "condition", "set", "profile", "equilibrium", "yes_no", "step"]
    assert {q.type for q in questions} >= set(types)


def test_the_file_is_named_in_which_a_key_means_nothing(tmp_path: Path) -> None:
    question = '[[question]]\nid = "a"\nask = "?"\ntype = "expression"\nkey = "p + q"\n'
    path = tmp_path / "wrong.toml"
    path.write_text(f'title = "t"\nmodel = "crisis_bargaining"\n{question}', encoding="utf-8")
    result = CliRunner().invoke(main, ["homework", "test", str(path)])
    assert result.exit_code == 2
    assert "wrong.toml: question a: q is no name here" in result.stderr
