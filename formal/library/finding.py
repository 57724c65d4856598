"""Finding models: ours and other people's, through the entry-point group `formal.models`.

An entry point names a package; every module in it may hold blueprints. Modules are imported when the list is first
wanted; games are built later, by the models themselves.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from formal.errors import ModelError, did_you_mean
from formal.library.blueprint import Blueprint
from formal.library.model import Model, whole_number

GROUP = "formal.models"


def list_models() -> list[str]:
    """Return the slugs of all models that are installed.

    Examples
    --------
    >>> "crisis_bargaining" in list_models()
    True
    """
    return list(_blueprints())


def load_model(slug: str, **integers: int) -> Model:
    """Return a model by its slug.

    Parameters
    ----------
    slug
        One of `list_models()`.
    **integers
        Whole-number parameters that fix the size of the game, such as `n=3`; each has a default.

    Raises
    ------
    ModelError
        If there is no such model; the message says what may have been meant.
    ParameterError
        If a parameter given is not one that fixes the size, or not a whole number.

    Examples
    --------
    >>> load_model("crisis_bargaining").value("offer", p="3/5", c_A="1/10", c_B="1/5")
    4/5
    """
    known = _blueprints()
    if slug not in known:
        raise ModelError(f"no model {slug!r}{did_you_mean(slug, known)}")
    sizes = {s.name for s in known[slug].integers}
    for name in integers:
        if name not in sizes:
            raise ModelError(f"{name} does not fix the size of {slug}{did_you_mean(name, sizes)}")
    return _load(slug, tuple(sorted((n, whole_number(n, v)) for n, v in integers.items())))


@functools.cache
def _load(slug: str, integers: tuple[tuple[str, int], ...]) -> Model:
    return Model(_blueprints()[slug], dict(integers), load_model)


@functools.cache
def _blueprints() -> dict[str, Blueprint]:
    found: dict[str, Blueprint] = {}
    for module in modules(GROUP):
        for value in vars(module).values():
            if isinstance(value, Blueprint):
                first = found.setdefault(value.slug, value)
                if first is not value:
                    raise ModelError(
                        f"two models are called {value.slug!r}: the second is in {module.__name__}"
                    )
    return found


def modules(group: str) -> Iterator[ModuleType]:
    """Yield the modules of all packages that an entry-point group names; ours first, a broken one is warned of."""
    for point in sorted(entry_points(group=group), key=lambda e: (e.value != _OURS.get(group), e.value)):
        try:
            package = point.load()
            names = [f"{package.__name__}.{m.name}" for m in pkgutil.iter_modules(package.__path__)]
            loaded = [importlib.import_module(name) for name in names]
        except Exception as error:
            if point.value == _OURS.get(group):
                raise
            warnings.warn(_broken(point, error), stacklevel=2)
            continue
        yield from loaded


_OURS = {"formal.models": "formal_models", "formal.proofs": "formal_proofs"}


def _broken(point: EntryPoint, error: Exception) -> str:
    return f"the package {point.value!r} in the entry-point group {point.group!r} could not be imported: {error!r}"
