"""What `formal solve SLUG` prints for a model, as text and as LaTeX, word for word.

After a change that is meant, or for a new model, `python -m tests.golden.test_models` writes the files of all models
anew, `python -m tests.golden.test_models SLUG` those of one: look at the difference.
"""

import sys
from pathlib import Path

import pytest

from formal import GameError, VotingGame, list_models, load_model

FOLDER = Path(__file__).parent / "models"
SLUGS = [slug for slug in list_models() if not isinstance(load_model(slug).game, VotingGame)]


def printed(slug):
    """Return what is printed of a model by the ending of its file; nothing where nobody chooses."""
    solution = load_model(slug).solution
    return {"txt": f"{solution}\n", "tex": f"{solution.to_latex()}\n"}


@pytest.mark.parametrize("slug", SLUGS)
def test_transcripts(slug):
    paths = {ending: FOLDER / f"{slug}.{ending}" for ending in ("txt", "tex")}
    there = [ending for ending, path in paths.items() if path.exists()]
    shown = printed(slug) if there else {}
    for ending in there:
        assert shown[ending] == paths[ending].read_text(encoding="utf-8"), f"{slug}.{ending} differs"
    if len(there) < len(paths):
        pytest.skip(f"a transcript is missing: python -m tests.golden.test_models {slug}")


def test_nobody_solves_a_voting_game():
    with pytest.raises(GameError, match="nobody chooses"):
        load_model("unsc").solution  # noqa: B018  (solved when asked for)


def test_there_are_transcripts():
    endings = [path.suffix for path in FOLDER.iterdir() if path.stem in SLUGS]
    assert min(endings.count(".txt"), endings.count(".tex")) >= 40


if __name__ == "__main__":
    for wanted in sys.argv[1:] or SLUGS:
        for ending, text in printed(wanted).items():
            (FOLDER / f"{wanted}.{ending}").write_text(text, encoding="utf-8")
