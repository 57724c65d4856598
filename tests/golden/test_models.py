"""What `formal solve SLUG` prints for a model, word for word.

After a change that is meant, look at the difference: `python -m tests.golden.test_models` writes the files anew.
"""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from formal.cli.main import main

FOLDER = Path(__file__).parent / "models"


def printed(slug):
    result = CliRunner().invoke(main, ["solve", slug])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path):
    assert printed(path.stem) == path.read_text(encoding="utf-8")


def test_there_are_transcripts():
    assert len(list(FOLDER.glob("*.txt"))) >= 12


if __name__ == "__main__":
    for slug in sys.argv[1:] or [path.stem for path in sorted(FOLDER.glob("*.txt"))]:
        (FOLDER / f"{slug}.txt").write_text(printed(slug), encoding="utf-8")
