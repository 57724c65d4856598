"""How a command ends: its exit code, and one message on standard error."""

import click
import pytest
from click.testing import CliRunner, Result

from formal import ExpressionError, GameError, ModelError, ParameterError, Undecided
from formal.cli.group import Exit, Verbs


def ended_by(error: BaseException) -> Result:
    @click.group(cls=Verbs)
    def group() -> None: ...

    @group.command()
    def verb() -> None:
        click.echo("what was known before")
        raise error

    return CliRunner().invoke(group, ["verb"])


ENDS = [
    (ExpressionError("exp(p) is transcendental"), Exit.UNREADABLE),
    (ParameterError("no value for p"), Exit.UNREADABLE),
    (GameError("after (fight): 3 payoffs for 2 players"), Exit.UNREADABLE),
    (ModelError("no model 'crisis': did you mean 'crisis_bargaining'?"), Exit.UNREADABLE),
    (Undecided("is p**5 > x empty?"), Exit.UNDECIDED),
]


@pytest.mark.parametrize(("error", "code"), ENDS, ids=[type(error).__name__ for error, _ in ENDS])
def test_an_error_is_one_message_and_a_code(error: Exception, code: Exit) -> None:
    result = ended_by(error)
    assert result.exit_code == code
    assert result.stdout == "what was known before\n"
    assert result.stderr == f"Error: {error}\n"


def test_a_file_that_cannot_be_used_is_one_message_that_names_it() -> None:
    result = ended_by(NotADirectoryError(20, "Not a directory", "marks/points.csv"))
    assert result.exit_code == Exit.UNREADABLE
    assert result.stderr == "Error: marks/points.csv: Not a directory\n"


def test_an_interruption_is_no_wrong_answer() -> None:
    result = ended_by(KeyboardInterrupt())
    assert result.exit_code == Exit.INTERRUPTED
    assert result.stderr == "interrupted\n"


def test_a_defect_of_ours_is_not_dressed_up_as_the_users() -> None:
    assert isinstance(ended_by(ZeroDivisionError()).exception, ZeroDivisionError)


def test_an_unknown_verb_is_wrong_usage_and_says_which_is_meant() -> None:
    @click.group(cls=Verbs)
    def group() -> None: ...

    @group.command()
    def solve() -> None: ...

    result = CliRunner().invoke(group, ["sovle"])
    assert result.exit_code == Exit.UNREADABLE
    assert "solve" in result.stderr
