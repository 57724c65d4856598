"""HTML pages from templates, with everything in them escaped; the door to Jinja.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     template = Path(folder, "greeting.html.jinja")
...     _ = template.write_text("<p>{{ name }}</p>", encoding="utf-8")
...     filled(template, "homework", name="A & B")
'<p>A &amp; B</p>'
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from formal.errors import OutputError


def filled(template: Path, extra: str, **values: object) -> str:
    """Return a template filled in.

    Parameters
    ----------
    template
        A Jinja file. What is put in is escaped.
    extra
        The extra of this distribution that brings Jinja, to be named if it is missing.
    **values
        What the template asks for.

    Raises
    ------
    OutputError
        If Jinja is not installed.
    """
    return str(_template(template, extra).render(**values))


@functools.cache
def _template(path: Path, extra: str) -> Any:
    try:
        import jinja2
    except ImportError:
        raise missing("jinja2", extra) from None
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(path.read_text(encoding="utf-8"))


def missing(library: str, extra: str) -> OutputError:
    """Return the error that says which package is not installed, and how to install it.

    Examples
    --------
    >>> print(missing("matplotlib", "plot"))
    the package matplotlib is needed here: install it with pip install 'formal-games[plot]'
    """
    return OutputError(
        f"the package {library} is needed here: install it with pip install 'formal-games[{extra}]'"
    )
