"""Finding models and proofs, ours and other people's."""

from formal.library.blueprint import Blueprint, Derived
from formal.library.finding import list_models, load_model
from formal.library.least import Least
from formal.library.model import Model
from formal.library.proving import claims_about

__all__ = ["Blueprint", "Derived", "Least", "Model", "claims_about", "list_models", "load_model"]
