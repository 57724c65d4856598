"""Finding models and proofs, ours and other people's."""

from formal.library.finding import list_models, load_model
from formal.library.model import Blueprint, Derived, Model

__all__ = ["Blueprint", "Derived", "Model", "list_models", "load_model"]
