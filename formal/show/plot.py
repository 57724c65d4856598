"""Figures: the door to matplotlib, and what all figures have in common.

A figure is told apart by hatches and line styles as well as by colours, so that it can be printed in grey; the colours
are those of Okabe and Ito (2008), which colour-blind readers tell apart.

>>> plot = Plot(*blank(2, 1), title="Nothing")
>>> plot
Plot('Nothing')
>>> plot.svg()[:5]
'<?xml'
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formal.errors import OutputError
from formal.show.files import write_whole
from formal.show.page import missing

__all__ = [
    "COLOURS",
    "FILLS",
    "HATCHES",
    "STYLES",
    "Plot",
    "as_math",
    "blank",
    "compound",
    "patch",
    "settings",
]

#: Blue, vermilion, green, purple, orange, sky blue, yellow, black.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b8a800", "#000000")
#: The same, light, for areas.
FILLS = ("#cfe6f5", "#fbdcc8", "#c9ebdf", "#f3dfe9", "#fcecc4", "#e2f3fc", "#f7f4c6", "#dddddd")
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---", "|||", "ooo")
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (8, 2)), (0, (3, 3)))

_SETTINGS = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
    "mathtext.fontset": "cm",
    "svg.hashsalt": "formal",
    "pdf.fonttype": 42,
}
_FORMATS = ("svg", "pdf", "png")


@dataclass(frozen=True, repr=False)
class Plot:
    """A figure: shown by notebooks, saved as SVG, PDF or PNG.

    Attributes
    ----------
    figure, axes
        What matplotlib made, to be changed by hand if need be.
    title
        What is shown.
    """

    figure: Any
    axes: Any
    title: str

    def svg(self) -> str:
        """Return the figure as SVG."""
        return self._written("svg").decode()

    def save(self, path: str | Path) -> None:
        """Write the figure to a file whose name ends in `.svg`, `.pdf` or `.png`."""
        target = Path(path)
        kind = target.suffix.removeprefix(".")
        if kind not in _FORMATS:
            wanted = ", ".join(f".{name}" for name in _FORMATS)
            raise OutputError(f"cannot draw to {target.name!r}: the name must end in {wanted}")
        write_whole(target, self._written(kind))

    def _written(self, kind: str) -> bytes:
        # Without a date the same figure is the same file.
        dates = {
            "svg": {"Date": None, "Title": self.title},
            "pdf": {"CreationDate": None, "Title": self.title},
        }
        content = io.BytesIO()
        # Fonts are embedded without their dates, which their library would remark on.
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        with settings():
            self.figure.savefig(content, format=kind, metadata=dates.get(kind), dpi=150, bbox_inches="tight")
        return content.getvalue()

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"Plot({self.title!r})"


def blank(width: float = 6.0, height: float = 4.2) -> tuple[Any, Any]:
    """Return an empty figure and its axes, in inches.

    Raises
    ------
    OutputError
        If matplotlib is not installed.
    """
    with settings():
        figure = _library("matplotlib.figure").Figure(figsize=(width, height))
        # Knows how large a text will be.
        _library("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
        return figure, figure.add_subplot()


def patch(**options: Any) -> Any:
    """Return a filled square for a legend."""
    return _library("matplotlib.patches").Patch(**options)


def compound(outlines: list[list[tuple[float, float]]], **options: Any) -> Any:
    """Return one patch of several outlines, between which no seam shows."""
    path = _library("matplotlib.path").Path
    closed = [path([*outline, outline[0]], closed=True) for outline in outlines]
    return _library("matplotlib.patches").PathPatch(path.make_compound_path(*closed), **options)


def as_math(text: str) -> str | None:
    r"""Return a text with formulas as matplotlib sets it; None if it cannot set them.

    Examples
    --------
    >>> print(as_math(r"$x \le 1$, accept"))
    $x \leq 1$, accept
    >>> print(as_math(r"$\begin{cases} 1 \end{cases}$"))
    None
    """
    spelt = re.sub(r"\\(le|ge)(?![A-Za-z])", r"\\\1q", text)
    try:
        _library("matplotlib.mathtext").MathTextParser("path").parse(spelt)
    except ValueError:
        return None
    return spelt


@contextmanager
def settings() -> Iterator[None]:
    """Draw with the settings that all figures share."""
    with _library("matplotlib").rc_context(_SETTINGS):
        yield


def _library(name: str) -> Any:
    try:
        import matplotlib.backends.backend_agg
        import matplotlib.figure
        import matplotlib.mathtext
        import matplotlib.patches
        import matplotlib.path
    except ImportError:
        raise missing("matplotlib", "plot") from None
    parts = {
        "matplotlib": matplotlib,
        "matplotlib.backends.backend_agg": matplotlib.backends.backend_agg,
        "matplotlib.figure": matplotlib.figure,
        "matplotlib.mathtext": matplotlib.mathtext,
        "matplotlib.patches": matplotlib.patches,
        "matplotlib.path": matplotlib.path,
    }
    return parts[name]
