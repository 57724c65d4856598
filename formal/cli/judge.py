"""`formal judge [SLUG …]`: the claims about the models, judged from the games and audited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import click
from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table

from formal.claims import Claim, Judgement
from formal.cli.group import Exit
from formal.errors import ModelError
from formal.library import list_models, load_model
from formal.library.model import did_you_mean
from formal.show import expression_text, region_text

#: How wide a table is where nobody says how wide the page is.
_WIDTH = 110


@dataclass(frozen=True, eq=False)
class _Judged:
    """A claim with its verdict."""

    slug: str
    claim: Claim
    judgement: Judgement


@click.command()
@click.argument("which", nargs=-1, metavar="[SLUG | ID]...")
@click.option("--why", is_flag=True, help="Print each verdict in full, with points and its proof.")
@click.option(
    "--unproved", is_flag=True, help="Only the claims for which there is no proof to check by hand."
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, certificates included.")
@click.option("--latex", "as_latex", is_flag=True, help="Print LaTeX: each claim, its verdict, its proof.")
def judge(which: tuple[str, ...], why: bool, unproved: bool, as_json: bool, as_latex: bool) -> None:
    """Judge the claims about models: the verdict, its condition or a counterexample, and how it was shown.

    Without a SLUG, those about every model. A claim's ID after the slugs picks that claim. Every certificate is
    checked again before it is printed. Exit code 3 says that a verdict stayed unknown.

    \b
    Examples:
      formal judge crisis_bargaining
      formal judge crisis_bargaining C1.4 --why
      formal judge --unproved
    """
    if as_json and as_latex:
        raise click.UsageError("--json and --latex exclude each other")
    claims = _asked_for(which)
    judged = (j for j in _judged(claims) if not unproved or j.judgement.shown not in _BY_HAND)
    seen = list(judged) if as_json else []
    if as_json:
        click.echo(json.dumps([j.claim.to_json() for j in seen], indent=2, ensure_ascii=False))
    elif why or as_latex:
        for one in judged:
            seen.append(one)
            click.echo(f"{one.claim.to_latex()}\n" if as_latex else _in_full(one))
    else:
        seen = _tables(judged)
    if not claims:
        click.echo(f"no claims are stated about {', '.join(which) or 'any model'}", err=True)
    unknown = [f"{j.slug} {j.claim.id}" for j in seen if j.judgement.verdict == "unknown"]
    if unknown:
        click.echo(f"unknown: {', '.join(unknown)}", err=True)
        raise SystemExit(Exit.UNDECIDED)


_BY_HAND = ("proved", "checked at points")


# -- what is asked for -------------------------------------------------------------------------------


def _asked_for(which: Sequence[str]) -> list[tuple[str, Claim]]:
    """Return the claims about the models that are named, or those of them that are named by id."""
    slugs = list(dict.fromkeys(name for name in which if name in list_models()))
    ids = dict.fromkeys(name for name in which if name not in slugs)
    found = [(slug, claim) for slug in slugs or list_models() for claim in load_model(slug).claims.values()]
    known = {claim.id for _, claim in found}
    for name in ids:
        if name not in known:
            about = f" about {', '.join(slugs)}" if slugs else ""
            hint = did_you_mean(name, [*list_models(), *known])
            raise ModelError(f"{name!r} is neither a model nor the id of a claim{about}{hint}")
    return [(slug, claim) for slug, claim in found if not ids or claim.id in ids]


def _judged(claims: Sequence[tuple[str, Claim]]) -> Iterator[_Judged]:
    """Yield the claims judged, one after the other, and say on standard error which one it is."""
    console = Console(stderr=True)
    shown = TextColumn("{task.completed}/{task.total} {task.description}")
    with Progress(shown, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(claims))
        for slug, claim in claims:
            progress.update(task, description=f"{slug} {claim.id}")
            judgement = claim.judge()
            if not judgement.check():
                raise ModelError(f"{slug} {claim.id}: the certificate of its verdict does not check")
            progress.advance(task)
            yield _Judged(slug, claim, judgement)


# -- how it is shown ---------------------------------------------------------------------------------


def _tables(judged: Iterator[_Judged]) -> list[_Judged]:
    """Print a table a model, as soon as its claims are judged."""
    seen: list[_Judged] = []
    console = Console()
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console = Console(width=_WIDTH)
    for slug, about in groupby(judged, key=lambda j: j.slug):
        table = Table(title=f"{slug}: {load_model(slug).title}", title_justify="left")
        table.add_column("claim", ratio=5, overflow="fold")
        table.add_column("verdict", no_wrap=True)
        table.add_column("holds where", ratio=4, overflow="fold")
        table.add_column("how shown", max_width=14, overflow="fold")
        for one in about:
            seen.append(one)
            table.add_row(str(one.claim), one.judgement.verdict, _where(one.judgement), one.judgement.shown)
        console.print(table, markup=False)
    return seen


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
    return f"{one.slug} {one.claim}\n{one.judgement}{remark}\n"
