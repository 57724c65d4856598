"""Hypothesis draws the same examples in every run; to look for new ones: `pytest --hypothesis-profile=search`."""

from hypothesis import HealthCheck, settings

_UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}

settings.register_profile("fixed", derandomize=True, print_blob=True, **_UNHURRIED)
settings.register_profile("search", max_examples=1000, **_UNHURRIED)
settings.load_profile("fixed")
