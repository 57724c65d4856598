"""`formal models`: what the library holds."""

from __future__ import annotations

import json

import click

from formal.library import list_models, load_model


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, with players and parameters.")
def models(as_json: bool) -> None:
    """List the models: the slug that names each, and its title.

    \b
    Example:
      formal models
    """
    found = [load_model(slug) for slug in list_models()]
    if as_json:
        rows = [
            {
                "slug": model.slug,
                "title": model.title,
                "players": list(model.players),
                "parameters": {str(symbol): meaning for symbol, meaning in model.parameters.items()},
            }
            for model in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max((len(model.slug) for model in found), default=0)
    for model in found:
        click.echo(f"{model.slug:{width}}  {model.title}")
