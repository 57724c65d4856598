"""`formal judge [SLUG …]`: the claims about the models, judged from the games and audited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table

from formal.claims import Claim, Judgement
from formal.cli.group import Exit
from formal.cli.sizes import sized_models
from formal.cli.values import read_point, read_value, write_point
from formal.errors import ModelError, did_you_mean
from formal.library import list_models
from formal.library.model import Model
from formal.show import expression_text, region_text

#: How wide a table is where nobody says how wide the page is.
_WIDTH = 110


@dataclass(frozen=True, eq=False)
class _Asked:
    """A claim about a model of one size; `sizes` are those that were asked for."""

    model: Model
    sizes: str
    claim: Claim

    @property
    def about(self) -> str:
        return f"{self.model.slug}{self.sizes and f' at {self.sizes}'}"


@dataclass(frozen=True, eq=False)
class _Judged:
    """A claim with its verdict."""

    asked: _Asked
    judgement: Judgement

    @property
    def claim(self) -> Claim:
        return self.asked.claim


@click.command()
@click.argument("which", nargs=-1, metavar="[SLUG | ID]...")
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=NUMBER ...",
    help="Whole numbers that fix the size of the game, as in n=4, for every model that has them.",
)
@click.option("--why", is_flag=True, help="Print each verdict in full, with points and its proof.")
@click.option(
    "--unproved", is_flag=True, help="Only the claims for which there is no proof to check by hand."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, certificates included.")
@click.option("--latex", "as_latex", is_flag=True, help="Print LaTeX: each claim, its verdict, its proof.")
def judge(
    which: tuple[str, ...],
    at: tuple[tuple[str, Fraction], ...],
    why: bool,
    unproved: bool,
    as_json: bool,
    as_latex: bool,
) -> None:
    """Judge the claims about models: the verdict, its condition or a counterexample, and how it was shown.

    Without a SLUG, those about every model. A claim's ID after the slugs picks that claim. A number that fixes the
    size of a game is the model's own unless it is given; a claim that names its sizes, or is about all of them, is
    judged as it says. Every certificate is checked again before it is printed. Exit code 3 says that a verdict stayed
    unknown.

    \b
    Examples:
      formal judge crisis_bargaining
      formal judge crisis_bargaining C1.4 --why
      formal judge salami --at n=4
      formal judge --unproved
    """
    if as_json and as_latex:
        raise click.UsageError("--json and --latex exclude each other")
    names = [word for word in which if "=" not in word]
    claims = _asked_for(names, read_point([*at, *(read_value(word) for word in which if "=" in word)]))
    judged = (j for j in _judged(claims) if not unproved or j.judgement.shown not in _BY_HAND)
    seen = list(judged) if as_json else []
    if as_json:
        click.echo(json.dumps([_record(j) for j in seen], indent=2, ensure_ascii=False))
    elif why or as_latex:
        for one in judged:
            seen.append(one)
            click.echo(f"{one.claim.to_latex()}\n" if as_latex else _in_full(one))
    else:
        seen = _tables(judged)
    if claims and not seen and not as_json:
        click.echo("nothing is unproved: every claim has a proof, or is shown at points", err=True)
    if not claims:
        click.echo(f"no claims are stated about {', '.join(names) or 'any model'}", err=True)
    unknown = [f"{j.asked.about} {j.claim.id}" for j in seen if j.judgement.verdict == "unknown"]
    if unknown:
        click.echo(f"unknown: {', '.join(unknown)}", err=True)
        raise SystemExit(Exit.UNDECIDED)


_BY_HAND = ("proved", "checked at points")


# -- what is asked for -------------------------------------------------------------------------------


def _asked_for(names: Sequence[str], sizes: Mapping[str, Fraction]) -> list[_Asked]:
    """Return the claims about the models that are named, or those of them that are named by id."""
    slugs = list(dict.fromkeys(name for name in names if name in list_models()))
    ids = dict.fromkeys(name for name in names if name not in slugs)
    found = [
        _Asked(model, write_point({n: size for n, size in sizes.items() if n in model.integers}), claim)
        for model in sized_models(slugs or list_models(), sizes)
        for claim in model.claims.values()
    ]
    known = {asked.claim.id for asked in found}
    for name in ids:
        if name not in known:
            about = f" about {', '.join(slugs)}" if slugs else ""
            hint = did_you_mean(name, [*list_models(), *known])
            raise ModelError(f"{name!r} is neither a model nor the id of a claim{about}{hint}")
    return [asked for asked in found if not ids or asked.claim.id in ids]


def _judged(claims: Sequence[_Asked]) -> Iterator[_Judged]:
    """Yield the claims judged, one after the other, and say on standard error which one it is."""
    console = Console(stderr=True)
    shown = TextColumn("{task.completed}/{task.total} {task.description}")
    with Progress(shown, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(claims))
        for asked in claims:
            named = f"{asked.about} {asked.claim.id}"
            progress.update(task, description=named)
            judgement = asked.claim.judge()
            if not judgement.check():
                raise ModelError(f"{named}: the certificate of its verdict does not check")
            progress.advance(task)
            yield _Judged(asked, judgement)


# -- how it is shown ---------------------------------------------------------------------------------


def _tables(judged: Iterator[_Judged]) -> list[_Judged]:
    """Print a table a model, as soon as its claims are judged."""
    seen: list[_Judged] = []
    console = Console()
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console = Console(width=_WIDTH)
    for (heading, title), about in groupby(judged, key=lambda j: (j.asked.about, j.asked.model.title)):
        table = Table(title=f"{heading}: {title}", title_justify="left")
        table.add_column("claim", ratio=5, overflow="fold")
        table.add_column("verdict", no_wrap=True)
        table.add_column("holds where", ratio=4, overflow="fold")
        table.add_column("how shown", max_width=14, overflow="fold")
        for one in about:
            seen.append(one)
            table.add_row(str(one.claim), one.judgement.verdict, _where(one.judgement), one.judgement.shown)
        console.print(table, markup=False)
    return seen


def _record(one: _Judged) -> dict[str, Any]:
    """Return a claim as it says itself, and the sizes that its model has."""
    return one.claim.to_json() | ({"sizes": one.asked.model.integers} if one.asked.model.integers else {})


def _where(judgement: Judgement) -> str:
    """Return the condition of a mixed claim, a point at which a false one fails, or why it is unknown."""
    if judgement.verdict == "mixed":
        return region_text(judgement.condition)
    if judgement.verdict == "unknown":
        return judgement.reason
    if judgement.verdict == "false" and judgement.counterexample:
        point = ", ".join(f"{s.name} = {expression_text(v)}" for s, v in judgement.counterexample.items())
        return f"nowhere; fails as at {point}"
    return {"true": "always", "false": "nowhere"}.get(judgement.verdict, "")


def _in_full(one: _Judged) -> str:
    remark = f"\n{one.claim.remark}" if one.claim.remark else ""
    return f"{one.asked.about} {one.claim}\n{one.judgement}{remark}\n"
