"""Writing a file: whole, or not at all.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     write_whole(Path(folder, "figures", "tree.svg"), "<svg/>")
...     Path(folder, "figures", "tree.svg").read_text(encoding="utf-8")
'<svg/>'
"""

from __future__ import annotations

import os
from pathlib import Path

from formal.errors import OutputError


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a file so that nobody ever sees half of it; folders on the way are made.

    Parameters
    ----------
    path
        Where. A file that is there is replaced.
    content
        Text (written as UTF-8), or bytes.

    Raises
    ------
    OutputError
        If the file cannot be written; what was there before is left as it was.
    """
    place = Path(path)
    if place.is_dir():
        raise OutputError(f"{place} is a folder: name a file in it")
    temporary = place.with_name(f".{place.name}-{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
        temporary.replace(place)
    except OSError as problem:
        raise OutputError(f"{place} cannot be written: {problem.strerror}") from None
    finally:
        if temporary.exists():
            temporary.unlink()
