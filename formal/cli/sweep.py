"""`formal sweep SLUG QUANTITY --grid p=0:1:100 …`: a quantity on a grid of parameter points."""

from __future__ import annotations

import json

import click

from formal.cli.waiting import waiting
from formal.library import load_model
from formal.show.files import write_whole
from formal.sweep import Axis, Grid
from formal.sweep import sweep as swept


@click.command()
@click.argument("slug")
@click.argument("quantity")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--grid",
    multiple=True,
    metavar="NAME=LOW:HIGH:COUNT ...",
    help="The values of a parameter, ends included; NAME=VALUE for one value, NAME=VALUE,VALUE for some.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Let the workers of a Dask scheduler compute, or with `local` those of this machine.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it; printed if left out.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of comma-separated values.")
def sweep(
    slug: str,
    quantity: str,
    more: tuple[str, ...],
    grid: tuple[str, ...],
    dask: str | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Evaluate the QUANTITY of the model SLUG on a grid of parameter points.

    The closed form is derived once and evaluated in floating point, one row a point, the last parameter changing
    fastest. Which case applies at a point is decided exactly. Every parameter needs values. Where the quantity is
    undefined, or the point lies outside of the model's domain, the field is empty.

    \b
    Examples:
      formal sweep crisis_bargaining offer --grid p=0:1:11 c_A=0.1 c_B=0.2
      formal sweep crisis_bargaining offer --grid p=0:1:100 c_A=0.1 c_B=0:1:100 -o offer.csv
    """
    points = Grid(tuple(Axis.read(text) for text in (*grid, *more)))
    with waiting(f"sweeping {quantity} of {slug}"):
        model = load_model(slug)
        found = swept(model, quantity, points, dask)
    if as_json:
        record = {"model": slug, "quantity": quantity, "columns": found.columns, "rows": found.rows}
        text = json.dumps(record, ensure_ascii=False) + "\n"
    else:
        text = found.csv()
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
    if found.outside:
        count = f"{found.outside} of {len(found.rows)} points"
        click.echo(
            f"{count} lie outside of the model's domain, {found.domain}: their fields are empty", err=True
        )
