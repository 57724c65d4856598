"""The command before it is loaded."""

import subprocess
import sys
import tomllib
from pathlib import Path

from formal_command import __name__ as start

ROOT = Path(__file__).parents[2]

#: Whoever loads `formal` is stopped from the keyboard.
STOPPED = """
import sys

class Stopped:
    def find_spec(self, name, path=None, target=None):
        if name == "formal":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stopped())
from formal_command import main
main()
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT)


def test_it_may_be_interrupted_while_it_is_loaded() -> None:
    done = run(STOPPED, "models")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_it_runs_the_command_line() -> None:
    done = run("from formal_command import main; main()", "--version")
    assert done.returncode == 0
    assert done.stdout.startswith("formal, version ")


def test_it_is_what_is_installed_and_comes_with_the_package() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert stated["project"]["scripts"] == {"formal": f"{start}:main"}
    assert start in stated["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
