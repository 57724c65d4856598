"""The command `formal`, put together from its verbs."""

from __future__ import annotations

import click

from formal import __version__
from formal.cli.check import check
from formal.cli.draw import draw
from formal.cli.explore import explore
from formal.cli.grade import grade
from formal.cli.group import Verbs
from formal.cli.homework import homework
from formal.cli.judge import judge
from formal.cli.latex import latex
from formal.cli.models import models
from formal.cli.plot import plot
from formal.cli.solve import solve
from formal.cli.sweep import sweep


@click.group("formal", cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="formal")
def main() -> None:
    """Exact, symbolic game theory: closed-form equilibria and the parameters under which they exist.

    \b
    Examples:
      formal models
      formal solve crisis_bargaining
      formal judge crisis_bargaining

    Results go to standard output, progress and warnings to standard error. Exit codes: 0 done, 1 an answer
    is wrong, 2 wrong usage or unreadable input, 3 something stayed undecided.
    """


main.add_command(models)
main.add_command(solve)
main.add_command(judge)
main.add_command(sweep)
main.add_command(draw)
main.add_command(plot)
main.add_command(explore)
main.add_command(latex)
main.add_command(check)
main.add_command(grade)
main.add_command(homework)
