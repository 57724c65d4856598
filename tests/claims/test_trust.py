"""What `docs/explanation/trust.md` says must be trusted is what the checkers import, and they import no search."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/trust.md").read_text(encoding="utf-8")
SEARCH = {
    "search",
    "signs",
    "identities",
    "equations",
    "programming",
    "certify",
    "prove",
    "judge",
    "deriving",
    "rules",
    "typed",
}
CHECKERS = [
    "claims.kernel",
    "derivations.rechecking",
    "derivations.required",
    "derivations.obligations",
    "derivations.following",
    "derivations.averaging",
    "derivations.picking",
    "derivations.reach",
    "derivations.repeating",
    "derivations.subgames",
    "derivations.rooted",
    "derivations.binomial",
    "derivations.alike",
]


def imported(module: str) -> set[str]:
    """Return the modules of `formal` that a module names in its imports, except for types alone."""
    tree = ast.parse(path(module).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("formal"):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if path(name).exists() else str(node.module) for name in names}
    return found


def path(module: str) -> Path:
    file = ROOT / (module.replace(".", "/") + ".py")
    return file if file.exists() else ROOT / module.replace(".", "/") / "__init__.py"


def closure(module: str) -> set[str]:
    waiting, found = [module], set()
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += imported(here)
    return found


def test_the_kernel_imports_what_the_page_names():
    needed = closure("formal.claims.kernel")
    assert {name for name in needed if f"`{name}`" not in PAGE} == set()


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_checker_imports_no_search_and_no_solver_of_games(checker):
    needed = imported(f"formal.{checker}")
    assert not {name.rpartition(".")[2] for name in needed} & SEARCH
    assert not any(name.startswith("formal.solvers") or name == "formal.algebra.decide" for name in needed)


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_page_names_the_checkers(checker):
    assert f"`formal.{checker}`" in PAGE
