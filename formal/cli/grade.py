"""`formal grade ASSIGNMENT SUBMISSIONS -o OUT`: a class, marked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from formal.cli.group import Exit
from formal.homework import Assignment, grade_class, read_submissions, write_reports


@click.command()
@click.argument("assignment", type=click.Path(dir_okay=False))
@click.argument("submissions", type=click.Path())
@click.option(
    "-o", "--out", required=True, type=click.Path(file_okay=False), help="The folder for the results."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="Processes side by side; as many as there are cores.",
)
@click.option("--resume", is_flag=True, help="Go on where an earlier run was interrupted.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=20.0,
    show_default=True,
    help="What one answer may take.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
def grade(
    assignment: str, submissions: str, out: str, jobs: int | None, resume: bool, seconds: float, as_json: bool
) -> None:
    """Mark the SUBMISSIONS of a class: a folder with a file for each student, or a table (CSV).

    Writes points.csv, feedback.csv, feedback.jsonl, report.html and gradescope/STUDENT/results.json. An interrupt
    loses nothing: --resume goes on. Exit code 3 says that some answers are for a person to decide.

    \b
    Examples:
      formal grade bargaining.toml class.csv -o marked
      formal grade bargaining.toml handed-in/ -o marked --jobs 2 --resume
    """
    asked = Assignment.load(assignment)
    handed_in = read_submissions(submissions, asked)
    columns = (TextColumn("marking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("marking", total=None)
        graded = grade_class(
            asked,
            handed_in,
            keep=Path(out),
            resume=resume,
            processes=jobs or os.cpu_count() or 1,
            seconds=seconds,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    write_reports(graded, out)
    for note in graded.notes:
        click.echo(note, err=True)
    look = graded.to_look_at()
    if as_json:
        points = {student: float(graded.points(student)) for student in graded.marks}
        summary = {
            "points": points,
            "out_of": float(graded.out_of),
            "to_look_at": [[w, m.question] for w, m in look],
        }
        click.echo(json.dumps(summary, indent=2, ensure_ascii=False))
    else:
        answers = sum(len(marks) for marks in graded.marks.values())
        click.echo(f"{len(graded.marks)} students, {answers} answers marked: see {Path(out) / 'report.html'}")
        if look:
            click.echo(f"{len(look)} answers are for a person to decide: see the last column of points.csv")
    if look:
        raise SystemExit(Exit.UNDECIDED)
