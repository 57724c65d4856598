"""`formal plot SLUG -o figure.svg`: where equilibria exist, how a quantity moves, the bargaining range."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import click

from formal.cli.sizes import sized_model
from formal.cli.values import read_point, read_value
from formal.cli.waiting import waiting
from formal.library.model import Model
from formal.show.figures.ranges import plot_range


@click.command()
@click.argument("slug")
@click.argument("words", nargs=-1, metavar="[X Y | QUANTITY X]")
@click.option("-o", "--output", required=True, metavar="FILE", help="A name that ends in .svg, .pdf or .png.")
@click.option(
    "--at",
    multiple=True,
    type=read_value,
    metavar="NAME=VALUE ...",
    help="Exact values of all parameters that are on no axis.",
)
@click.option("--by", metavar="NAME=V,V", help="For a quantity: a curve for each value of another parameter.")
@click.option("--range", "as_range", is_flag=True, help="Draw the bargaining range.")
@click.option("--cost", multiple=True, metavar="NAME", help="With --range: a cost of war; may be repeated.")
@click.option(
    "--without",
    multiple=True,
    type=read_value,
    metavar="NAME=VALUE",
    help="With --range: also draw the game with these values, such as those of no ally; may be repeated.",
)
def plot(
    slug: str,
    words: tuple[str, ...],
    output: str,
    at: tuple[tuple[str, Fraction], ...],
    by: str | None,
    as_range: bool,
    cost: tuple[str, ...],
    without: tuple[tuple[str, Fraction], ...],
) -> None:
    """Draw a figure of the model SLUG.

    Two parameters X Y: which outcome of `formal solve` exists where. A quantity and a parameter: how the one moves
    with the other. Neither: the two parameters and the values that show most. `p:0:1` says where an axis begins and
    ends.

    \b
    Examples:
      formal plot crisis_bargaining -o figure.svg
      formal plot crisis_bargaining p c_B --at c_A=1/10 -o regions.pdf
      formal plot crisis_bargaining offer p:0:1 --at c_A=1/10 --by c_B=1/10,1/5 -o offer.svg
      formal plot bargaining_with_ally --range --cost c_A --cost c_B --cost k --without d=0 --without k=0
        --without sigma=0 --at p=3/5 c_A=1/10 c_B=1/5 d=1/10 k=1/20 sigma=1/4 c_D=0 -o range.svg
    """
    pairs = [read_value(word) for word in words if "=" in word]
    names = [word for word in words if "=" not in word]
    point = read_point([*at, *pairs])
    if as_range and names:
        raise click.UsageError(f"--range has no axes to choose: leave out {' '.join(names)}")
    if not as_range and (cost or without):
        raise click.UsageError("--cost and --without go with --range")
    if len(names) not in (0, 2):
        raise click.UsageError(
            f"two parameters, or a quantity and a parameter, are wanted; found {' '.join(names)}"
        )
    model = sized_model(slug, point)
    with waiting(f"drawing {slug}"):
        if as_range:
            _draw_range(model, point, cost, read_point(without), output)
        elif names:
            _draw_axes(model, names, point, by, output)
        elif point:
            raise click.UsageError("--at goes with two parameters, or with a quantity and a parameter")
        else:
            model.figure(output)


def _draw_axes(
    model: Model, names: Sequence[str], point: dict[str, Fraction], by: str | None, output: str
) -> None:
    first, second = names
    if first in model.quantities:
        model.plot(first, _axis(second), at=point, by=None if by is None else _values(by), path=output)
    elif by is not None:
        raise click.UsageError(
            f"--by goes with a quantity and a parameter, and {first} is no quantity of {model.slug}"
        )
    else:
        model.solution.plot(_axis(first), _axis(second), at=point, path=output)


def _draw_range(
    model: Model, point: dict[str, Fraction], costs: Sequence[str], without: dict[str, Fraction], output: str
) -> None:
    games: Any = {model.title: model.game}
    if without:
        words = ", ".join(f"{name} = {value}" for name, value in without.items())
        games = {f"{model.game.name}, {words}": model.game.subs(without), model.game.name: model.game}
    plot_range(games, point, costs, output)


def _axis(word: str) -> Any:
    """Read `p` or `p:0:1`."""
    name, *ends = word.split(":")
    if not ends:
        return name
    if len(ends) != 2:
        raise click.UsageError(f"{word!r}: an axis is a name, or a name with its ends as in {name}:0:1")
    return (name, *(read_value(f"{name}={end}")[1] for end in ends))


def _values(by: str) -> tuple[str, list[Fraction]]:
    """Read `c_B=1/10,1/5`."""
    name, _, values = by.partition("=")
    return name, [read_value(f"{name}={value}")[1] for value in values.split(",")]
