"""Games in Gambit's files, where a command wants a model: `formal solve poker.efg`.

>>> is_game_file("poker.efg"), is_game_file("crisis_bargaining")
(True, False)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from formal.errors import GameError
from formal.games.extensive import Game
from formal.games.strategic import StrategicGame
from formal.library.blueprint import Blueprint
from formal.library.model import Model

__all__ = ["is_game_file", "model_in_file"]

_READERS: dict[str, Any] = {".efg": Game.from_efg, ".nfg": StrategicGame.from_nfg}


def is_game_file(name: str) -> bool:
    """Return whether a name is that of a file of Gambit, which no slug is."""
    return Path(name).suffix.lower() in _READERS


def model_in_file(name: str) -> Model:
    """Return the game in a file as a model without a story: its numbers are known, so it has no parameters.

    Raises
    ------
    GameError
        If there is no such file, or it cannot be read.
    """
    path = Path(name)
    if not path.is_file():
        raise GameError(f"there is no file {name!r}")
    game = _READERS[path.suffix.lower()](path)
    return Model(
        Blueprint(
            slug=name,
            title=game.name or path.stem,
            story="",
            players=dict.fromkeys(game.players, ""),
            parameters={},
            where=(),
            game=lambda: game,
            quantities={},
        )
    )
