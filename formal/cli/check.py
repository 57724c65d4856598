"""`formal check ASSIGNMENT QUESTION ANSWER`: one answer, marked."""

from __future__ import annotations

import json

import click

from formal.cli.group import Exit
from formal.cli.waiting import waiting
from formal.homework import Assignment

_ENDS = {
    "equivalent": Exit.DONE,
    "boundary": Exit.DONE,
    "different": Exit.WRONG,
    "invalid": Exit.UNREADABLE,
    "unknown": Exit.UNDECIDED,
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("assignment", type=click.Path(dir_okay=False))
@click.argument("question")
@click.argument("answer")
@click.option("--student", default="", help="Who answers, where a question has random numbers.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(assignment: str, question: str, answer: str, student: str, as_json: bool) -> None:
    """Mark one ANSWER to a QUESTION of an ASSIGNMENT, and say why.

    Exit code 0 says that it is right (perhaps up to ties), 1 that it is wrong, 2 that it cannot be read, 3 that it
    could not be decided.

    \b
    Examples:
      formal check bargaining.toml offer "x = min(1, p + c_B)"
      formal check bargaining.toml everything "p \\ge 1 - c_B"
    """
    with waiting(f"checking {question}"):
        mark = Assignment.load(assignment).check(question, answer, student)
    click.echo(json.dumps(mark.record(), indent=2, ensure_ascii=False) if as_json else str(mark))
    if _ENDS[mark.verdict] is not Exit.DONE:
        raise SystemExit(_ENDS[mark.verdict])
