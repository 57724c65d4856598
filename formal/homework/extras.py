"""What homework needs beside the core: the extra `homework`.

>>> print(missing("lark"))
the package lark is needed for homework
install it with: pip install 'formal-games[homework]'
"""

from formal.errors import AnswerError


def missing(library: str) -> AnswerError:
    """Return the error that says which package is not installed, and how to install it."""
    return AnswerError(
        f"the package {library} is needed for homework",
        hint="install it with: pip install 'formal-games[homework]'",
    )
