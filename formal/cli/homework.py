"""`formal homework new|test|bundle`: writing an assignment."""

from __future__ import annotations

import click

from formal.cli.group import Exit
from formal.cli.waiting import waiting
from formal.errors import AnswerError, FormalError
from formal.homework import STARTER, Assignment, bundle, count_tests, faults
from formal.show.files import write_whole


@click.group()
def homework() -> None:
    """Write an assignment, test it, and make what students get of it."""


@homework.command()
@click.argument("path", type=click.Path(dir_okay=False))
def new(path: str) -> None:
    """Write a working example of an assignment to PATH, to be changed.

    \b
    Example:
      formal homework new bargaining.toml
    """
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(STARTER)
    except FileExistsError:
        raise AnswerError(f"{path} exists already", hint="name another file") from None
    except OSError as problem:
        raise AnswerError(f"{path} cannot be written: {problem.strerror}") from None
    click.echo(f"{path} is written; next: formal homework test {path}")


@homework.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(dir_okay=False))
def test(paths: tuple[str, ...]) -> None:
    """Run the tests inside each assignment: answers that must pass, and wrong ones that must get their feedback.

    Exit code 1 says that one fails.

    \b
    Example:
      formal homework test bargaining.toml
    """
    failed = False
    for path, assignment in [(path, Assignment.load(path)) for path in paths]:
        with waiting(f"testing {path}"):
            try:
                for question in assignment.questions.values():
                    assignment.task(question)
                found = faults(assignment)
            except FormalError as error:
                raise type(error)(f"{path}: {error}") from None
        count = count_tests(assignment)
        name = f"{path}: " if len(paths) > 1 else ""
        for fault in found:
            click.echo(f"{name}{fault}")
        click.echo(f"{name}{count - len(found)} of {count} tests pass")
        failed = failed or bool(found)
    if failed:
        raise SystemExit(Exit.WRONG)


@homework.command(name="bundle")
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("-o", "--out", type=click.Path(dir_okay=False), help="Where to write it; printed if left out.")
@click.option("--student", default="", help="Who gets it, where questions have random numbers.")
def bundled(path: str, out: str | None, student: str) -> None:
    """Make what students get of the assignment at PATH: the questions in Markdown, without the key.

    \b
    Example:
      formal homework bundle bargaining.toml -o questions.md
    """
    text = bundle(Assignment.load(path), student)
    if out is None:
        click.echo(text)
        return
    write_whole(out, text)
    click.echo(f"{out} is written")
