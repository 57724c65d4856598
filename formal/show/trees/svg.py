"""A picture of a game tree as SVG: one string, no script, no outside asset.

Every node, branch, interval and dashed line is an element with a stable id, with classes that say what it is and
data attributes (`history`, `player`, `info`) that say where in the game it stands, so that a page can restyle it: give
a `formal-branch` the class `formal-path`, and it is drawn as the path of play is.

| element | id | classes | data attributes |
|---|---|---|---|
| node | `PREFIX-node-0-1` | `formal-node`, and `formal-decision`, `-offer`, `-chance` or `-draw` | all three |
| branch to a node | `PREFIX-branch-0-1` | `formal-branch`, and `formal-path`, `formal-chosen` | `history` |
| payoffs | `PREFIX-end-0-1` | `formal-end`, and `formal-path` | `history` |
| interval of an offer or a draw | `PREFIX-fan-0-1` | `formal-fan` | `history` |
| dashed line | `PREFIX-link-3` | `formal-link` | `info` |

The numbers in an id count the children on the way down, from 0; `data-history` is the list of labels, as JSON.

>>> from formal.games.extensive import Game
>>> from formal.games.tree import choose
>>> from formal.show.trees.placing import tree_picture
>>> drawn = svg(tree_picture(Game(["A"], choose("A", {"left": (1,), "right": (2,)}))), prefix="t")
>>> 'id="t-branch-1"' in drawn, drawn.count("<path")
(True, 2)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from formal.games.walking import History
from formal.show.trees.lettering import SCRIPT, Piece
from formal.show.trees.picture import Branch, Fan, Label, Link, Mark, Picture

__all__ = ["STYLE", "SVG", "add_label", "number", "page", "svg", "written"]

SVG = "http://www.w3.org/2000/svg"

#: Blue from the palette of Okabe and Ito (2008), which colour-blind readers tell from black; on paper without
#: colours the path of play is told by its thickness.
STYLE = """
.formal-picture{background:#fff}
.formal-picture text{font-family:Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;fill:#111}
.formal-picture .formal-math{font-family:'STIX Two Text','Times New Roman','Liberation Serif','DejaVu Serif',serif}
.formal-picture .formal-math .i{font-style:italic}
.formal-picture .formal-paper{fill:#fff}
.formal-branch path{fill:none;stroke:#444;stroke-width:1.2;stroke-linejoin:round}
.formal-branch.formal-chosen path{stroke:#111;stroke-width:2.4}
.formal-branch.formal-path path{stroke:#0072b2;stroke-width:3.6}
.formal-node rect{fill:#fff;stroke:#111;stroke-width:1.2}
.formal-chance rect,.formal-draw rect{fill:#e8e8e8;stroke:#777}
.formal-fan path{fill:#e8eef3;stroke:#777;stroke-width:0.9}
.formal-link path{fill:none;stroke:#444;stroke-width:1.4;stroke-dasharray:5 4}
.formal-picture .formal-probability,.formal-picture .formal-end-of,.formal-picture .formal-next{fill:#444}
.formal-picture .formal-note{fill:#555}
.formal-picture .formal-value{fill:#005a8c}
.formal-picture .formal-state{font-weight:bold}
.formal-picture .formal-end.formal-path text{fill:#005a8c;font-weight:bold}
""".strip()

#: How the role of a label is called as a class; "end" is taken by the payoffs.
_CLASSES = {"end": "end-of"}
#: Control characters and halves of characters, which XML cannot hold.
_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_MATHEMATICAL = frozenset(("payoff", "probability", "end", "value", "next"))


def svg(picture: Picture, prefix: str = "tree") -> str:
    """Return a picture as SVG.

    Parameters
    ----------
    picture
        What to draw.
    prefix
        Begins every id; pictures on one page need different ones.
    """
    root = page(picture.width, picture.height, picture.title, picture.description, prefix)
    numbers = _numbers(picture)
    for fan in picture.fans:
        _add_fan(root, fan, f"{prefix}-fan{numbers[fan.history]}")
    for at, link in enumerate(picture.links):
        _add_link(root, link, f"{prefix}-link-{at}")
    for branch in sorted(picture.branches, key=lambda branch: (branch.on_path, branch.chosen)):
        _add_branch(root, branch, f"{prefix}-branch{numbers[branch.history]}")
    for mark in picture.marks:
        _add_mark(root, mark, f"{prefix}-node{numbers[mark.history]}")
    reached = {branch.history for branch in picture.branches if branch.on_path}
    for history, lines in picture.ends.items():
        classes = ["formal-end", *(["formal-path"] if history in reached else [])]
        group = _group(root, f"{prefix}-end{numbers[history]}", classes, history)
        for line in lines:
            add_label(group, line)
    for note in picture.notes:
        add_label(root, note)
    return written(root)


def page(width: float, height: float, title: str, description: str, prefix: str) -> ET.Element:
    """Return an empty SVG page with its style, its title and its description.

    Examples
    --------
    >>> written(page(10, 20, "Nothing", "", "p")).startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    True
    """
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "class": "formal-picture",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
            "role": "img",
            "aria-labelledby": f"{prefix}-title",
            "id": prefix,
        },
    )
    ET.SubElement(root, "title", {"id": f"{prefix}-title"}).text = _printable(title)
    if description:
        ET.SubElement(root, "desc").text = _printable(description)
    ET.SubElement(root, "style").text = STYLE
    paper = {"class": "formal-paper", "width": number(width), "height": number(height)}
    ET.SubElement(root, "rect", paper)
    return root


def written(root: ET.Element) -> str:
    """Return an SVG page as text."""
    return ET.tostring(root, encoding="unicode")


def number(length: float) -> str:
    """Return a length with at most two decimals.

    Examples
    --------
    >>> number(10.0), number(2.505)
    ('10', '2.5')
    """
    return f"{length:.2f}".rstrip("0").rstrip(".")


def add_label(parent: ET.Element, label: Label) -> ET.Element:
    """Add a line of text: italic letters, and raised and lowered ones."""
    classes = f"formal-{_CLASSES.get(label.role, label.role)}"
    if label.role in _MATHEMATICAL or any(piece.italic for piece in label.pieces):
        classes += " formal-math"
    attributes = {
        "class": classes,
        "x": number(label.x),
        # The line is anchored half-way up a small letter; SVG anchors it where it stands.
        "y": number(label.y + 0.34 * label.size),
        "font-size": number(label.size),
        "xml:space": "preserve",
    }
    if label.anchor != "start":
        attributes["text-anchor"] = label.anchor
    text = ET.SubElement(parent, "text", attributes)
    _add_pieces(text, label.pieces, label.size)
    return text


def _add_pieces(text: ET.Element, pieces: Sequence[Piece], size: float) -> None:
    shift = 0.0
    for piece in pieces:
        wanted = {1: -0.36, 0: 0.0, -1: 0.24}[piece.script] * size
        attributes = {}
        if wanted != shift:
            attributes["dy"] = number(wanted - shift)
            shift = wanted
        if piece.script:
            attributes["font-size"] = number(SCRIPT * size)
        if piece.italic:
            attributes["class"] = "i"
        if piece.underlined:
            attributes["text-decoration"] = "underline"
        ET.SubElement(text, "tspan", attributes).text = _printable(piece.text)


def _printable(text: str) -> str:
    """Return text without the control characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _numbers(picture: Picture) -> dict[History, str]:
    """Return for each node the way down to it, children counted from 0: `-0-1`."""
    histories = [*(mark.history for mark in picture.marks), *picture.ends]
    shortest = min(map(len, histories), default=0)
    roots = [h for h in dict.fromkeys(histories) if len(h) == shortest]
    numbers = {h: "" if len(roots) == 1 else f"-{i}" for i, h in enumerate(roots)}
    counts: dict[History, int] = {}
    for branch in picture.branches:
        above = branch.history[:-1]
        at = counts.get(above, 0)
        counts[above] = at + 1
        numbers[branch.history] = f"{numbers[above]}-{at}"
    return numbers


def _group(
    parent: ET.Element, name: str, classes: Iterable[str], history: History | None, **data: str
) -> ET.Element:
    attributes = {"id": name, "class": " ".join(classes)}
    if history is not None:
        attributes["data-history"] = _printable(json.dumps(list(history), ensure_ascii=False))
    attributes |= {f"data-{key}": _printable(value) for key, value in data.items()}
    return ET.SubElement(parent, "g", attributes)


def _add_branch(root: ET.Element, branch: Branch, name: str) -> None:
    marks = [("formal-path", branch.on_path), ("formal-chosen", branch.chosen)]
    classes = ["formal-branch", *(mark for mark, held in marks if held)]
    group = _group(root, name, classes, branch.history)
    ET.SubElement(group, "path", {"d": "M" + "L".join(f"{number(x)},{number(y)}" for x, y in branch.points)})
    for label in branch.labels:
        add_label(group, label)


def _add_mark(root: ET.Element, mark: Mark, name: str) -> None:
    data = {"player": mark.player, **({"info": mark.info} if mark.info is not None else {})}
    group = _group(root, name, ["formal-node", f"formal-{mark.kind}"], mark.history, **data)
    if mark.info is not None and mark.info != mark.player:
        ET.SubElement(group, "title").text = _printable(f"{mark.player}, at the information set {mark.info}")
    attributes = {
        "x": number(mark.label.x - mark.width / 2),
        "y": number(mark.label.y - mark.height / 2),
        "width": number(mark.width),
        "height": number(mark.height),
        "rx": number(mark.height / 2),
    }
    ET.SubElement(group, "rect", attributes)
    add_label(group, mark.label)


def _add_fan(root: ET.Element, fan: Fan, name: str) -> None:
    group = _group(root, name, ["formal-fan"], fan.history)
    (x, y), middle = fan.apex, (fan.top + fan.bottom) / 2
    arc = f"Q{number(fan.x + 7)},{number(middle)} {number(fan.x)},{number(fan.bottom)}"
    ET.SubElement(group, "path", {"d": f"M{number(x)},{number(y)}L{number(fan.x)},{number(fan.top)}{arc}Z"})
    for label in fan.labels:
        add_label(group, label)


def _add_link(root: ET.Element, link: Link, name: str) -> None:
    group = _group(root, name, ["formal-link"], None, info=link.info)
    (x, y), (u, v) = link.start, link.end
    if not link.bulge:
        way = f"M{number(x)},{number(y)}L{number(u)},{number(v)}"
    else:
        out = number(x + link.bulge)
        way = (
            f"M{number(x)},{number(y)}Q{number(x)},{number(y + 9)} {out},{number(y + 11)}"
            f"L{out},{number(v - 11)}Q{number(u)},{number(v - 9)} {number(u)},{number(v)}"
        )
    ET.SubElement(group, "path", {"d": way})
