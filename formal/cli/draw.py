"""`formal draw SLUG -o tree.svg`: the game tree or the payoff matrix of a model."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import click

from formal.cli.sizes import sized_model
from formal.cli.values import more_values, read_point, read_value, write_point
from formal.cli.waiting import waiting
from formal.errors import GameError
from formal.verbs import draw as draw_game


@click.command()
@click.argument("slug", metavar="SLUG | FILE")
@more_values
@click.option("-o", "--output", required=True, metavar="FILE", help="A name that ends in .svg or .tex.")
@click.option(
    "--outcome", type=click.IntRange(min=1), metavar="N", help="Pick out the Nth outcome of `formal solve`."
)
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=VALUE ...",
    help="Pick out the equilibrium at a point, as in p=3/5 c_A=0.1. A whole number that fixes the size of the "
    "game, as in n=4, may be given alone.",
)
@click.option("--istgame", is_flag=True, help="For .tex: use the package istgame.")
@click.option("--standalone", is_flag=True, help="For .tex: a document that can be compiled, not a fragment.")
def draw(
    slug: str,
    more: tuple[tuple[str, Fraction], ...],
    output: str,
    outcome: int | None,
    at: tuple[tuple[str, Fraction], ...],
    istgame: bool,
    standalone: bool,
) -> None:
    """Draw the tree, or the payoff matrix, of the model SLUG, or of the game in a FILE of Gambit (.efg, .nfg).

    A matrix is drawn where everybody moves at once. Information sets are joined by dashed lines, an interval of
    offers is a sector, and in a matrix the best replies are underlined. With --outcome or --at the path of play is
    picked out.

    \b
    Examples:
      formal draw crisis_bargaining -o tree.svg
      formal draw crisis_bargaining --outcome 1 -o tree.tex
      formal draw crisis_bargaining --at p=3/5 c_A=1/10 c_B=1/5 -o tree.svg
    """
    point = read_point([*at, *more])
    if point and outcome is not None:
        raise click.UsageError("--at and --outcome exclude each other")
    chosen = {name: True for name, given in (("istgame", istgame), ("standalone", standalone)) if given}
    model = sized_model(slug, point)
    with waiting(f"drawing {slug}"):
        highlight = _highlighted(model.solution, point, outcome) if point or outcome else None
        draw_game(model.game, output, highlight=highlight, **chosen)


def _highlighted(solution: Any, point: dict[str, Fraction], outcome: int | None) -> Any:
    if outcome is None:
        found = solution.at(point)
        if not found:
            raise GameError(f"no equilibrium at {write_point(point)}: there is nothing to pick out")
        return found[0]
    if outcome > len(solution.found):
        raise GameError(f"no outcome {outcome}: `formal solve` lists {len(solution.found)}")
    return solution.found[outcome - 1].example
