"""Fields that hold several named values: each is told for itself."""

from typing import Any

from django.db import models


class PartedField(models.JSONField):
    """Values by key. A state keeps what they were called: names change, and keys are forgotten."""

    def stated(self, thing: models.Model) -> Any:
        """The filled values as a state keeps them, in an order that stays."""
        raise NotImplementedError

    def parts(self, stored: Any) -> dict[str, tuple[str, str]]:
        """Of what a state keeps: for each key its name and its value in words."""
        raise NotImplementedError

    def changed_keys(self, before: Any, after: Any) -> list[str]:
        """Keys whose values differ between two states; another name alone is no change."""
        raise NotImplementedError
