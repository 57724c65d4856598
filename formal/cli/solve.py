"""`formal solve SLUG`: the equilibria of a model, in closed form or at a point."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import click

from formal.cli.group import Exit
from formal.cli.sizes import sized_model
from formal.cli.values import more_values, read_point, read_value, write_point
from formal.cli.waiting import waiting
from formal.library.model import Model
from formal.show.concepts import CRITERIA, surviving


@click.command()
@click.argument("slug", metavar="SLUG | FILE")
@more_values
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=VALUE ...",
    help="The equilibria at one point only: exact values, as in p=3/5 c_A=0.1. A whole number that fixes the size of "
    "the game, as in n=10, may be given alone.",
)
@click.option("--all", "every", is_flag=True, help="Every equilibrium, those with the same outcome too.")
@click.option(
    "--concept", metavar="NAME", help="nash, subgame_perfect, …: the strongest that fits if left out."
)
@click.option(
    "--refine",
    "criteria",
    multiple=True,
    metavar="NAME",
    type=click.Choice(list(CRITERIA)),
    help="In a signalling game, only what survives dominance, intuitive (the intuitive criterion) or d1; may be "
    "repeated.",
)
@click.option(
    "--solve-for",
    multiple=True,
    metavar="NAME",
    help="Write conditions as bounds on this parameter where they can be; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--latex", "as_latex", is_flag=True, help="Print LaTeX.")
def solve(
    slug: str,
    more: tuple[tuple[str, Fraction], ...],
    at: tuple[tuple[str, Fraction], ...],
    every: bool,
    concept: str | None,
    criteria: tuple[str, ...],
    solve_for: tuple[str, ...],
    as_json: bool,
    as_latex: bool,
) -> None:
    """Print the equilibria of the model SLUG, and where each exists; or of a game in a FILE of Gambit (.efg, .nfg).

    Without --at the answer is in closed form, one entry an outcome: equilibria that differ only off the path,
    or in choices that change nothing, are one. Exit code 3 says that something stayed undecided.

    \b
    Examples:
      formal solve crisis_bargaining
      formal solve crisis_bargaining --at p=3/5 c_A=1/10 c_B=1/5
      formal solve crisis_bargaining --solve-for p --latex
      formal solve volunteers --at n=10
      formal solve credibility_signalling --refine d1
      formal solve poker.efg --concept nash
    """
    if as_json and as_latex:
        raise click.UsageError("--json and --latex exclude each other")
    point = read_point([*at, *more])
    model = sized_model(slug, point)
    with waiting(f"solving {slug}") as say:
        solution = _solution(model, concept, lambda words: say(f"solving {slug}: {words}"))
        for criterion in criteria:
            say(f"refining {slug}")
            solution = solution.refine(criterion)
        about = solve_for or [s for s in model.solve_for if s.name in solution.space.names]
        if about:
            solution = solution.solved_for(*about)
        listed = solution.at(point) if point else solution.equilibria if every else None
        if as_json:
            shown = _json(model, solution, point, listed)
        elif as_latex:
            shown = solution.to_latex() if listed is None else _latex(solution, point, listed)
        else:
            shown = str(solution) if listed is None else _text(solution, point, listed)
    click.echo(shown)
    if solution.undecided:
        for question in solution.undecided:
            click.echo(f"undecided: {question}", err=True)
        raise SystemExit(Exit.UNDECIDED)


def _solution(model: Model, concept: str | None, say: Callable[[str], None]) -> Any:
    return model.solve(say) if concept is None else model.game.solve(concept, progress=say)


def _json(model: Model, solution: Any, point: Mapping[str, Fraction], listed: Sequence[Any] | None) -> str:
    record: dict[str, Any] = {"model": model.slug}
    if model.integers:
        record["sizes"] = model.integers
    if point:
        record["at"] = {name: str(value) for name, value in point.items()}
    if listed is None:
        record |= solution.to_json()
    else:
        if solution.criteria:
            record["criteria"] = list(solution.criteria)
        record["equilibria"] = [equilibrium.to_json() for equilibrium in listed]
    return json.dumps(record, indent=2, ensure_ascii=False)


def _latex(solution: Any, point: Mapping[str, Fraction], listed: Sequence[Any]) -> str:
    if not listed:
        return "% " + _text(solution, point, listed)
    return "\n\n".join(equilibrium.to_latex() for equilibrium in listed)


def _text(solution: Any, point: Mapping[str, Fraction], listed: Sequence[Any]) -> str:
    place = f" at {write_point(point)}" if point else ""
    if not listed:
        return f"No equilibrium{surviving(solution, plural=False)}{place} ({solution.scope})."
    count = "1 equilibrium" if len(listed) == 1 else f"{len(listed)} equilibria"
    heading = f"{count}{surviving(solution, plural=len(listed) > 1)}{place}"
    return "\n\n".join([heading, *map(str, listed)])
