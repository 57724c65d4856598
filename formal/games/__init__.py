"""What a game is: trees, tables, types, repetition. Nothing is solved here.

`tree` has the nodes and `walking` goes through them; `reading` takes what a person typed, `naming` makes one
parameter of each name, `information` finds the information sets and checks perfect recall, `wellformed`
checks what depends on the parameters, `substitution` fixes some of them, and `extensive` has the `Game` that
all of them serve.
"""

from formal.games.extensive import Game
from formal.games.information import InformationSet
from formal.games.tree import Chance, Decision, Draw, Node, Offer, Terminal, chance, choose, draw, offer
from formal.games.walking import History, walk

__all__ = [
    "Game",
    "InformationSet",
    "History",
    "Node",
    "Terminal",
    "Decision",
    "Chance",
    "Offer",
    "Draw",
    "choose",
    "chance",
    "offer",
    "draw",
    "walk",
]
