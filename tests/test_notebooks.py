"""The notebooks in docs/ run from top to bottom and still show what they show; pictures are not compared.

After a change that is meant: `python -m tests.test_notebooks` runs them and keeps what comes out.
"""

import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def run(notebook, folder):
    """Run a notebook as Jupyter does; an error in a cell is raised, and what a cell prints is one output."""
    ran = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
    for cell in (cell for cell in ran.cells if "outputs" in cell):
        joined = []
        for output in cell.outputs:
            if joined and (output.get("name"), joined[-1].get("name")) in (("stdout",) * 2, ("stderr",) * 2):
                joined[-1].text += output.text
            else:
                joined.append(output)
        cell.outputs = joined
    return ran


def texts(notebook):
    """Return, cell by cell, the text that each output shows; a figure has none that is worth comparing."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            picture = any(kind.startswith("image/") for kind in data)
            found.append((cell.source, None if picture else output.get("text", data.get("text/plain"))))
    return found


def test_there_are_two():
    assert len(NOTEBOOKS) == 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_shows(path, tmp_path):
    kept = nbformat.read(path, as_version=4)
    shown = texts(kept)
    assert any(text for _, text in shown), "the notebook was not run before it was committed"
    assert texts(run(nbformat.read(path, as_version=4), str(tmp_path))) == shown


if __name__ == "__main__":
    for place in NOTEBOOKS:
        book = run(nbformat.read(place, as_version=4), str(FOLDER))
        for cell in book.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(book, place)
        print(f"{place.name} is written", file=sys.stderr)
