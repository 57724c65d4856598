"""The proofs: one file a family of models, under the same name.

A file states its claims first, in words and in symbols, and then what shows each of them. A claim that
fails is as welcome as one that holds: it is stated, judged, and shown with a point at which it fails.
"""
