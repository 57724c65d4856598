"""The models: one file a family, each an essay that ends in a game.

A file tells the story and the timing as a paper would, names the parameters and what they mean, writes
the game as nested data and names quantities of its solution. It holds no closed form: what is printed
for a model is derived from its game.
"""
