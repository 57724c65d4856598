"""Finding claims: ours and other people's, through the entry-point group `formal.proofs`.

An entry point names a package; every module in it may hold a tuple `CLAIMS` of `Claim`s, each of which names the model
that it is about. Nothing is solved or judged here: a claim looks at its model when somebody asks for the verdict.

>>> from formal import load_model
>>> list(load_model("crisis_bargaining").claims)[:2]
['C1.1', 'C1.2']
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from formal import verbs
from formal.claims import Claim
from formal.errors import ModelError, did_you_mean
from formal.library.finding import list_models, modules
from formal.library.model import Model, NoSuchNameError

GROUP = "formal.proofs"


@verbs.claims.register
def claims_about(model: Model) -> Mapping[str, Claim]:
    """Return the claims about a model by id, in the order in which they are stated."""
    about = {claim.id: claim.about(model) for claim in _claims().get(model.slug, ())}
    return ClaimsById(about)


class ClaimsById(Mapping[str, Claim]):
    """Claims by id, in the order in which they are stated; the ids are completed where one is typed.

    Examples
    --------
    >>> from formal import load_model
    >>> claims = load_model("crisis_bargaining").claims
    >>> "C1.4" in claims, "C9.9" in claims
    (True, False)
    >>> claims["C1.44"]  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    formal.library.model.NoSuchNameError: no claim 'C1.44' about this model; did you mean C1.4 or ...?
    """

    def __init__(self, claims: Mapping[str, Claim]) -> None:
        self._claims = dict(claims)

    def __getitem__(self, id: str) -> Claim:
        if id not in self._claims:
            raise NoSuchNameError(f"no claim {id!r} about this model{did_you_mean(id, self._claims)}")
        return self._claims[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)

    def __repr__(self) -> str:
        return f"Claims({', '.join(self._claims)})"

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._claims)


@functools.cache
def _claims() -> dict[str, tuple[Claim, ...]]:
    found: dict[str, list[Claim]] = {}
    for module in modules(GROUP):
        for claim in getattr(module, "CLAIMS", ()):
            if claim.of not in list_models():
                meant = did_you_mean(claim.of, list_models())
                raise ModelError(
                    f"claim {claim.id} in {module.__name__} is about no model: {claim.of!r}{meant}"
                )
            others = found.setdefault(claim.of, [])
            if any(other.id == claim.id for other in others):
                raise ModelError(f"two claims about {claim.of} are called {claim.id}: see {module.__name__}")
            others.append(claim)
    return {slug: tuple(claims) for slug, claims in found.items()}
