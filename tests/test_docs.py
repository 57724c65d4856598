"""Every block of code in `README.md` and `docs/` runs, and what a page shows is what is printed.

The blocks of a page run in order and share their names, as they do for a reader who types along:

- ```` ```python ```` runs; if it prints, a ```` ```text ```` block directly below shows exactly that;
- ```` ```python ```` with `>>>` is a doctest;
- ```` ```console ```` is a session of `formal` commands, each after `$ `, with what they print;
- ```` ```sh ```` is for commands that install or build: CI runs those of the README, nobody the others.

In what is shown, `...` stands for anything.
"""

import contextlib
import doctest
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import formal
import formal.homework

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts),
]
LANGUAGES = ("python", "console", "sh", "text", "latex", "json", "toml", "")


@dataclass(frozen=True)
class Block:
    language: str
    code: str
    line: int  # of its first line of code, counted from 1
    shown: str | None  # the text block directly below


def run_page(text: str, name: str) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(text):
        place = f"{name}:{block.line}"
        if block.language not in LANGUAGES and not block.language.startswith("{"):
            raise AssertionError(f"{place}: a block in {block.language!r}, wanted one of {LANGUAGES}")
        if block.language == "console":
            run_console(block, place)
        elif block.language == "python" and block.code.startswith(">>>"):
            run_doctest(block, name, names)
        elif block.language == "python":
            run_python(block, name, names)


def run_python(block: Block, name: str, names: dict[str, object]) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * (block.line - 1) + block.code, name, "exec"), names)
    compare(block.shown or "", printed.getvalue(), f"{name}:{block.line}")


def run_doctest(block: Block, name: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.code, names, name, name, block.line - 1)
    report = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(test, out=report.write, clear_globs=False)
    names.update(test.globs)
    assert not runner.summarize(verbose=False).failed, report.getvalue()


def run_console(block: Block, place: str) -> None:
    first, *sessions = ("\n" + block.code).split("\n$ ")
    assert not first.strip(), f"{place}: a console block begins with '$ ', not {first.strip()!r}"
    (script,) = entry_points(group="console_scripts", name="formal")
    for session in sessions:
        command, _, shown = session.partition("\n")
        program, *arguments = shlex.split(command)
        assert program == "formal", f"{place}: only formal runs in a console block, not {command!r}; use sh"
        result = CliRunner().invoke(script.load(), arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        compare(shown, result.output, f"{place}: {command}")


def compare(shown: str, printed: str, place: str) -> None:
    shown, printed = trimmed(shown), trimmed(printed)
    if not doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS):
        raise AssertionError(f"{place}\n-- the page shows:\n{shown}-- what is printed:\n{printed}")


def trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"


def blocks(text: str) -> Iterator[Block]:
    tokens = MarkdownIt().parse(text)
    for token, below in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "fence":
            assert token.map is not None
            shown = below.content if below and below.type == "fence" and below.info == "text" else None
            yield Block(token.info.split(" ")[0], token.content, token.map[0] + 2, shown)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    run_page(page.read_text(encoding="utf-8"), str(page))


def test_the_reference_has_each_public_name() -> None:
    pages = [ROOT / "docs" / "reference" / name for name in ("names.md", "errors.md")]
    listed = set(re.findall(r"(?:auto\w+:: formal\.|`)([\w.]+)", "".join(page.read_text() for page in pages)))
    wanted = {*formal.__all__, *(f"homework.{name}" for name in formal.homework.__all__)}
    assert wanted - listed - {"__version__", "homework.STARTER"} == set()


RIGHT_PAGES = {
    "a doctest sees earlier names": "```python\na = 1\n```\nthen\n```python\n>>> a + 1\n2\n```",
    "code sees a doctest's names": "```python\n>>> a = 1\n```\nthen\n```python\nassert a == 1\n```",
    "what is printed stands below": "```python\nprint('a\\nb')\n```\n```text\na\nb\n```",
    "an ellipsis stands for anything": "```python\nprint('a b c')\n```\n```text\na ... c\n```",
    "commands print what is shown": "```console\n$ formal --version\nformal, version ...\n```",
    "a text block may stand alone": "```text\nA chooses x\n```",
    "nobody runs an installation": "```sh\nexit 1\n```",
    "a directive is not code": "```{toctree}\nindex\n```",
}


@pytest.mark.parametrize("page", RIGHT_PAGES.values(), ids=RIGHT_PAGES)
def test_a_right_page_passes(page: str) -> None:
    run_page(page, "page.md")


WRONG_PAGES = {
    "code that fails": ("```python\n1 / 0\n```", ZeroDivisionError, "division by zero"),
    "a wrong result": ("text\n```python\n>>> 1 + 1\n3\n```", AssertionError, r'"page.md", line 3'),
    "a wrong print": (
        "```python\nprint(2)\n```\n```text\n3\n```",
        AssertionError,
        "page.md:2\n.*shows:\n3\n.*printed:\n2\n",
    ),
    "a print that is not shown": ("```python\nprint(2)\n```", AssertionError, "is printed:\n2\n"),
    "shown, never printed": ("```python\na = 2\n```\n```text\n2\n```", AssertionError, "shows:\n2\n"),
    "an unknown language": ("```pyton\n1 / 0\n```", AssertionError, "page.md:2: a block in 'pyton'"),
    "a command that prints other": ("```console\n$ formal --version\n7\n```", AssertionError, "shows:\n7\n"),
    "a command of another program": ("```console\n$ ls\n```", AssertionError, "only formal runs"),
    "a session without a prompt": ("```console\nformal models\n```", AssertionError, "begins with"),
}


@pytest.mark.parametrize(("page", "error", "message"), WRONG_PAGES.values(), ids=WRONG_PAGES)
def test_a_wrong_page_fails(page: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        run_page(page, "page.md")
