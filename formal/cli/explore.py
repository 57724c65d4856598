"""`formal explore SLUG -o page.html`: a model as a page to play with."""

from __future__ import annotations

import click

from formal.cli.waiting import waiting
from formal.library import load_model


@click.command()
@click.argument("slug")
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False), help="The page to write, as page.html."
)
@click.option("--no-claims", is_flag=True, help="Leave out the claims, which may take some seconds to judge.")
def explore(slug: str, out: str, no_claims: bool) -> None:
    """Write one HTML file on which the model SLUG can be played with.

    Sliders for the parameters, the equilibrium at the point that they set, the tree with its path, a map of which
    equilibrium exists where, all quantities and claims. The file needs no network and no other file.

    \b
    Example:
      formal explore crisis_bargaining -o crisis.html
    """
    model = load_model(slug)
    with waiting(f"solving {slug}") as say:
        model.explore(out, claims=not no_claims, progress=say)
    click.echo(f"{out} is written")
