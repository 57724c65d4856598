"""The command `formal` before anything of it is loaded, which takes half a second and may be interrupted.

A package of its own, since whatever is inside `formal` loads all of `formal` first.
"""

import sys


def main() -> None:
    """Load the command line and run it; stopped from the keyboard before it runs, end as it would."""
    try:
        from formal.cli.main import main as command
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(130)
    command()
