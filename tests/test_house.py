"""The rules of the house that imports can break, read from the source without running it.

A house is `{module name: source}`; `faults` says in words what is wrong with it. The real house must have no
fault, and each rule is shown on a small wrong house as well, so that a checker that sees nothing is noticed.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import formal
import formal.homework

ROOT = Path(__file__).parent.parent

# In reading order: a room imports from itself and from those before it.
ROOMS = (
    "errors",
    "verbs",
    "algebra",
    "games",
    "equilibria",
    "solvers",
    "claims",
    "derivations",
    "library",
    "show",
    "homework",
    "sweep",
    "cli",
)

# The one module that may import a heavy or optional library, inside a function, on first use (or the two that may).
DOORS = {
    "z3": "formal.algebra.decide",
    "flint": "formal.algebra.polynomial",
    "scipy": "formal.claims.programming",
    "nashpy": "formal.solvers.oracle",
    "numpy": ("formal.solvers.oracle", "formal.sweep.arrays"),
    "pygambit": "formal.solvers.oracle",
    "matplotlib": "formal.show.plot",
    "lark": "formal.homework.grammar",
    "jsonschema": "formal.homework.loading",
    "pebble": "formal.homework.workers",
    "jinja2": "formal.show.page",
    "dask": "formal.sweep.cluster",
    "distributed": "formal.sweep.cluster",
}
CONTENT = ("formal_models", "formal_proofs")


@dataclass(frozen=True)
class Import:
    importer: str
    imported: str
    line: int
    inside_function: bool
    for_types_only: bool

    @property
    def place(self) -> str:
        return f"{self.importer}:{self.line}"


def faults(house: Mapping[str, str]) -> list[str]:
    """Say what is wrong with the imports of a house, one sentence a fault."""
    imports = [found for module, source in house.items() for found in imports_in(module, source, house)]
    rules = (direction, content, door, local, cycles)
    return [fault for rule in rules for fault in rule(imports)]


def direction(imports: list[Import]) -> Iterator[str]:
    for i in imports:
        if room(i.importer) is None or not within(i.imported, "formal"):
            continue
        if i.imported == "formal":
            if room(i.importer) != "cli":
                yield f"{i.place} imports formal itself: name the module that holds the thing"
        elif room(i.imported) not in ROOMS:
            yield f"{i.place} imports {i.imported}, which is in no room: give it one in ROOMS"
        elif ROOMS.index(room(i.importer)) < ROOMS.index(room(i.imported)):
            yield f"{i.place} imports {i.imported}: {room(i.importer)} comes before {room(i.imported)}"


def content(imports: list[Import]) -> Iterator[str]:
    for i in imports:
        from_engine, from_models = within(i.importer, "formal"), within(i.importer, "formal_models")
        if from_engine and any(within(i.imported, package) for package in CONTENT):
            yield f"{i.place} imports {i.imported}: the engine knows no model and no proof"
        if from_models and within(i.imported, "formal_proofs"):
            yield f"{i.place} imports {i.imported}: a model comes before what is proved about it"
        if not from_engine and i.imported.startswith("formal."):
            yield f"{i.place} imports {i.imported}: models and proofs use the names of formal itself"


def door(imports: list[Import]) -> Iterator[str]:
    for i in imports:
        library = i.imported.partition(".")[0]
        if library not in DOORS:
            continue
        doors = DOORS[library] if isinstance(DOORS[library], tuple) else (DOORS[library],)
        if i.importer not in doors:
            yield f"{i.place} imports {library}, whose door is {' or '.join(doors)}"
        elif not (i.inside_function or i.for_types_only):
            yield f"{i.place} imports {library} on being imported: open the door on first use"


def local(imports: list[Import]) -> Iterator[str]:
    for i in imports:
        if i.inside_function and i.imported.partition(".")[0] not in DOORS:
            yield f"{i.place} imports {i.imported} inside a function: only the doors in DOORS may"


def cycles(imports: list[Import]) -> Iterator[str]:
    reached = reachable(imports)
    for module in sorted(reached):
        if module in reached[module]:
            ring = sorted(other for other in reached[module] if module in reached.get(other, ()))
            if module == ring[0]:
                yield f"{', '.join(ring)} import each other in a ring"


def reachable(imports: list[Import]) -> dict[str, set[str]]:
    """For each module, all that it imports, directly or through others."""
    direct: dict[str, set[str]] = {}
    for i in imports:
        direct.setdefault(i.importer, set()).add(i.imported)
    reached = {}
    for module in direct:
        found, frontier = set(), list(direct[module])
        while frontier:
            current = frontier.pop()
            if current not in found:
                found.add(current)
                frontier.extend(direct.get(current, ()))
        reached[module] = found
    return reached


def imports_in(module: str, source: str, house: Mapping[str, str]) -> Iterator[Import]:
    def visit(node: ast.AST, inside_function: bool, for_types_only: bool) -> Iterator[Import]:
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(level=0):
                assert node.module is not None
                full = [f"{node.module}.{alias.name}" for alias in node.names]
                names = sorted({name if name in house else node.module for name in full})
            case ast.ImportFrom():
                raise AssertionError(f"{module}:{node.lineno} is a relative import: write it in full")
            case _:
                names = []
        for name in names:
            yield Import(module, name, node.lineno, inside_function, for_types_only)
        inside_function |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for_types_only |= isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for child in ast.iter_child_nodes(node):
            yield from visit(child, inside_function, for_types_only)

    yield from visit(ast.parse(source), False, False)


def room(module: str) -> str | None:
    """Name the room of a module of the engine; None for the front door and for what is not ours."""
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] or None if package == "formal" else None


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def read_house() -> dict[str, str]:
    house = {}
    for folder in ("formal", "models/formal_models", "proofs/formal_proofs"):
        package = ROOT / folder
        for path in sorted(package.rglob("*.py")):
            parts = path.relative_to(package.parent).with_suffix("").parts
            house[".".join(parts).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return house


def test_the_house_keeps_its_rules() -> None:
    assert faults(read_house()) == []


def test_every_file_of_the_engine_is_in_a_room() -> None:
    strays = [module for module in read_house() if room(module) not in (*ROOMS, None)]
    assert strays == []


def test_what_checks_an_answer_reaches_no_solver() -> None:
    house = read_house()
    reached = reachable([i for module in house for i in imports_in(module, house[module], house)])
    assert [name for name in reached.get("formal.equilibria.verify", ()) if room(name) == "solvers"] == []


@pytest.mark.parametrize("module", [formal, formal.homework], ids=lambda module: module.__name__)
def test_each_public_name_shows_an_example(module: ModuleType) -> None:
    names = [name for name in module.__all__ if callable(getattr(module, name))]
    assert names
    assert [name for name in names if ">>> " not in (getattr(module, name).__doc__ or "")] == []


def test_importing_formal_opens_no_door() -> None:
    heavy = tuple(DOORS)
    # SymPy itself looks for flint.
    program = (
        "import sys, sympy; before = set(sys.modules); import formal; "
        f"print([name for name in {heavy!r} if name in set(sys.modules) - before])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


WRONG_HOUSES = {
    "a room imports from a later one": (
        {"formal.algebra.region": "import formal.games.tree", "formal.games.tree": ""},
        "algebra comes before games",
    ),
    "a room imports a name from a later one": (
        {"formal.equilibria.verify": "from formal.solvers import backward", "formal.solvers.backward": ""},
        "equilibria comes before solvers",
    ),
    "a later room, for its types only": (
        {"formal.games.tree": "if TYPE_CHECKING:\n    from formal.claims.prove import Judgement"},
        "games comes before claims",
    ),
    "a module outside every room": (
        {"formal.games.tree": "import formal.helpers", "formal.helpers": ""},
        "formal.helpers, which is in no room",
    ),
    "a room imports the front door": (
        {"formal.games.tree": "from formal import GameError"},
        "imports formal itself",
    ),
    "the engine imports a model": (
        {"formal.library": "import formal_models.crisis"},
        "the engine knows no model",
    ),
    "a model imports a proof": (
        {"formal_models.crisis": "import formal_proofs.crisis"},
        "a model comes before",
    ),
    "a model imports from inside the engine": (
        {"formal_models.crisis": "from formal.games.tree import choose"},
        "the names of formal itself",
    ),
    "a library not through its door": (
        {"formal.claims.prove": "def prove():\n    from z3 import Solver"},
        "whose door is formal.algebra.decide",
    ),
    "a door open from the start": (
        {"formal.algebra.decide": "import z3"},
        "open the door on first use",
    ),
    "an import inside a function": (
        {"formal.solvers.backward": "class Solver:\n    def solve(self):\n        import math"},
        "inside a function",
    ),
    "a ring of three": (
        {
            "formal.games.a": "import formal.games.b",
            "formal.games.b": "from formal.games import c",
            "formal.games.c": "from formal.games.a import name",
        },
        "formal.games.a, formal.games.b, formal.games.c import each other in a ring",
    ),
}


@pytest.mark.parametrize(("house", "fault"), WRONG_HOUSES.values(), ids=WRONG_HOUSES)
def test_a_wrong_house_is_found_out(house: dict[str, str], fault: str) -> None:
    found = faults(house)
    assert len(found) == 1
    assert fault in found[0]


def test_a_relative_import_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"formal\.games\.tree:1 is a relative import"):
        faults({"formal.games.tree": "from . import forms"})


RIGHT_HOUSES = {
    "an earlier room": {
        "formal.games.tree": "from formal.algebra import region",
        "formal.algebra.region": "",
    },
    "the same room": {"formal.games.tree": "import formal.games.nodes", "formal.games.nodes": ""},
    "the front door opens every room": {"formal": "from formal.solvers.backward import solve"},
    "a door, on first use": {"formal.algebra.decide": "def decide():\n    import z3"},
    "a door, for types": {"formal.algebra.decide": "if typing.TYPE_CHECKING:\n    import z3"},
    "a model uses public names": {"formal_models.crisis": "from formal import Game"},
    "a proof builds on its model": {"formal_proofs.crisis": "import formal_models.crisis"},
}


@pytest.mark.parametrize("house", RIGHT_HOUSES.values(), ids=RIGHT_HOUSES)
def test_a_right_house_has_no_fault(house: dict[str, str]) -> None:
    assert faults(house) == []
