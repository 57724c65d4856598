"""What a game is: trees, tables, types, repetition. Nothing is solved here.

`tree` has the nodes and `walking` goes through them; `reading` takes what a person typed, `naming` makes one
parameter of each name, `information` finds the information sets and checks perfect recall, `wellformed`
checks what depends on the parameters, and `extensive` has the `Game` that all of them serve.
"""
