"""`formal explore SLUG -o page.html`: a model as a page to play with."""

from __future__ import annotations

from fractions import Fraction

import click

from formal.cli.sizes import sized_models
from formal.cli.values import more_values, read_point, read_value
from formal.cli.waiting import waiting


@click.command()
@click.argument("slug")
@more_values
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False), help="A name that ends in .html."
)
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=NUMBER ...",
    help="Whole numbers that fix the size of the game, as in n=4; the other parameters have sliders.",
)
@click.option("--no-claims", is_flag=True, help="Leave out the claims, which may take some seconds to judge.")
def explore(
    slug: str,
    more: tuple[tuple[str, Fraction], ...],
    out: str,
    at: tuple[tuple[str, Fraction], ...],
    no_claims: bool,
) -> None:
    """Write one HTML file on which the model SLUG can be played with.

    Sliders for the parameters, the equilibrium at the point that they set, the tree with its path, a map of which
    equilibrium exists where, all quantities and claims. The file needs no network and no other file.

    \b
    Examples:
      formal explore crisis_bargaining -o crisis.html
      formal explore volunteers --at n=4 -o four.html
    """
    if not out.endswith(".html"):
        raise click.UsageError(f"cannot write a page to {out!r}: the name must end in .html")
    (model,) = sized_models([slug], read_point([*at, *more]))
    with waiting(f"solving {slug}") as say:
        model.explore(out, claims=not no_claims, progress=say)
    click.echo(f"{out} is written")
