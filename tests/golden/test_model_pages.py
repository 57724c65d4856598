"""The pages in docs/models/: every model's story, and why the verdicts on it that surprise are as they are.

They are written from the models and from the remarks of their claims, and nothing is solved for them. After a change:
`python -m tests.golden.test_model_pages`.
"""

import re
from itertools import groupby
from pathlib import Path

import pytest

from formal import list_models, load_model
from formal.library.blueprint import Blueprint
from formal.library.finding import GROUP, modules

FOLDER = Path(__file__).parents[2] / "docs" / "models"
HEAD = """# Models

One page for each family: what the models are about, who plays, what can be asked, and why those verdicts that would
surprise a reader of the lecture are as they are. `formal judge SLUG` prints every verdict with its condition, and
`--why` the proof.

"""


def families():
    """Return the blueprints by the file that holds them, in the order of the files."""
    found = {}
    for module in modules(GROUP):
        if module.__name__.startswith("formal_models."):
            found[module.__name__.removeprefix("formal_models.")] = module
    return {stem: module for stem, module in sorted(found.items()) if blueprints(module)}


def blueprints(module):
    """Return the models of a file, in the order in which they are listed."""
    own = {value.slug for value in vars(module).values() if isinstance(value, Blueprint)}
    return [slug for slug in list_models() if slug in own]


def escaped(words):
    """Return words in which nothing is taken for Markdown but what stands between backticks."""
    parts = re.split(r"(`[^`]*`)", words)
    return "".join(p if p.startswith("`") else re.sub(r"([*_<\[\]$])", r"\\\1", p) for p in parts)


def page(module):
    """Return the page of a family."""
    first, _, rest = module.__doc__.strip().partition("\n")
    title = re.sub(r"^(M\d+|Model \w+): ", "", first).rstrip(".")
    parts = [f"# {title[0].upper()}{title[1:]}", rest.strip()]
    for slug in blueprints(module):
        parts += sections(load_model(slug))
    return "\n\n".join(part for part in parts if part) + "\n"


def sections(model):
    yield f"## {escaped(model.title)}"
    yield f"`{model.slug}`. {escaped(model.story)}"
    players = "; ".join(f"{escaped(player)}, {escaped(meaning)}" for player, meaning in model.players.items())
    yield f"Players: {players}. Quantities: {', '.join(f'`{name}`' for name in model.quantities)}."
    remarked = [claim for claim in model.claims.values() if claim.remark]
    for remark, claims in groupby(remarked, key=lambda claim: claim.remark):
        stated = " ".join(f"**{claim.id}.** *{escaped(claim.statement)}*" for claim in claims)
        yield f"{stated}\n: {escaped(remark)}"


def index():
    """Return the page that leads to the others."""
    stems = "\n".join(families())
    return f"{HEAD}```{{toctree}}\n{stems}\n```\n"


@pytest.mark.parametrize("stem", list(families()))
def test_the_page_of_a_family_says_what_its_models_say(stem):
    assert (FOLDER / f"{stem}.md").read_text(encoding="utf-8") == page(families()[stem])


def test_every_family_has_a_page_and_no_page_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.md")} == {*families(), "index"}
    assert (FOLDER / "index.md").read_text(encoding="utf-8") == index()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, found in families().items():
        (FOLDER / f"{name}.md").write_text(page(found), encoding="utf-8")
    (FOLDER / "index.md").write_text(index(), encoding="utf-8")
